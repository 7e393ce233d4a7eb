"""Two copies of one assessment made one again, three ways and part by part (pure)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from model.assessment import Answer, AnswerState
from model.change import KEYED, Change, Part, value_at

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from model.assessment import Assessment
    from model.change import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One value that both sides changed, each in its own way.

    Attributes:
        key: id within the part; empty for the set-up.
        ours, theirs: None where that side removed it, or has nothing.
    """

    part: Part
    key: str
    ours: Value | None
    theirs: Value | None

    @property
    def place(self) -> tuple[Part, str]:
        """Return what names this conflict among the others."""
        return (self.part, self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """What putting two copies together comes to.

    Attributes:
        taken: changes that only they made.
        kept: how many values only we changed.
        conflicts: what both changed differently; somebody has to choose.
    """

    taken: tuple[Change, ...]
    kept: int
    conflicts: tuple[Conflict, ...]

    def changes(self, theirs: Collection[tuple[Part, str]] = ()) -> tuple[Change, ...]:
        """Return what to save, in one step, once every conflict is decided.

        Args:
            theirs: places of the conflicts where their value wins; ours wins in the others.
        """
        decided = [
            Change(part=c.part, key=c.key, before=c.ours, after=c.theirs)
            for c in self.conflicts
            if c.place in theirs
        ]
        return (*self.taken, *decided)


def merge(ours: Assessment, theirs: Assessment, base: Assessment | None = None) -> Merge:
    """Compare two copies of an assessment with what both came from.

    The moment of an answer alone is no difference. State and seal are not merged.

    Args:
        ours: the copy that is changed.
        theirs: the other copy.
        base: what both came from; None where it is not known, so that every difference in a
            value that both have is a conflict.
    """
    taken: list[Change] = []
    conflicts: list[Conflict] = []
    kept = 0
    for part, key in _places(ours, theirs, base):
        our, their = value_at(ours, part, key), value_at(theirs, part, key)
        old = value_at(base, part, key) if base is not None else None
        if _same(our, their):
            continue
        if _same(their, old):
            kept += 1
        elif _same(our, old):
            taken.append(Change(part=part, key=key, before=our, after=their))
        else:
            conflicts.append(Conflict(part=part, key=key, ours=our, theirs=their))
    return Merge(taken=tuple(taken), kept=kept, conflicts=tuple(conflicts))


def can_merge(ours: Assessment, theirs: Assessment) -> bool:
    """Say whether two assessments are copies of one, and ours may still change."""
    return (
        bool(theirs.origin)
        and ours.origin == theirs.origin
        and not ours.is_final
        and ours.questionnaire_id == theirs.questionnaire_id
        and ours.questionnaire_version == theirs.questionnaire_version
    )


def _places(
    ours: Assessment, theirs: Assessment, base: Assessment | None
) -> Iterator[tuple[Part, str]]:
    yield (Part.SETUP, "")
    sides = [side for side in (ours, theirs, base) if side is not None]
    for part in KEYED:
        for key in sorted({key for side in sides for key in getattr(side, part)}):
            yield (part, key)


def _same(one: Value | None, other: Value | None) -> bool:
    return _said(one) == _said(other)


def _said(value: Value | None) -> Value | None:
    """Return what a value says: an open answer with nothing beside it says nothing."""
    if not isinstance(value, Answer):
        return value
    said = replace(value, answered_at=None, interview="")
    if said == Answer(question_id=said.question_id, state=AnswerState.OPEN):
        return None
    return replace(value, answered_at=None)
