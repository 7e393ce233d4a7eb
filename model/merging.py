"""Two copies of one assessment brought together, value by value (pure)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from model.assessment import Answer, AnswerState
from model.change import KEYED, Change, Part, apply, value_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from model.assessment import Assessment
    from model.change import Value

_SAID = (Part.ANSWERS, Part.FINDINGS)


class Side(StrEnum):
    """Whose value stays where both changed it."""

    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One value that both sides changed, each in another way; None where it was removed."""

    part: Part
    key: str
    ours: Value | None
    theirs: Value | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """What bringing their copy into ours does.

    Attributes:
        ours: our copy before.
        taken: changes that only they made.
        kept: number of values that only we changed.
        same: number of values that both changed, and in the same way.
        conflicts: in the order of the parts.
    """

    ours: Assessment
    taken: tuple[Change, ...]
    kept: int
    same: int
    conflicts: tuple[Conflict, ...]


def merge(ours: Assessment, theirs: Assessment, base: Assessment | None) -> Merge:
    """Compare two copies of one assessment with what both came from.

    How far each is (its status) is left alone.

    Args:
        ours: our copy.
        theirs: the other copy.
        base: what both copies came from; None where that is not known: then whatever the
            copies hold differently is a conflict, and what only one of them holds stays.
    """
    taken: list[Change] = []
    conflicts: list[Conflict] = []
    kept = same = 0
    for part, key in _places(ours, theirs, base):
        mine, other = value_at(ours, part, key), value_at(theirs, part, key)
        before = value_at(base, part, key) if base is not None else None
        we, they = not is_same(mine, before), not is_same(other, before)
        if we and they and not is_same(mine, other):
            conflicts.append(Conflict(part=part, key=key, ours=mine, theirs=other))
        elif we and they:
            same += 1
        elif we:
            kept += 1
        elif they:
            taken.append(Change(part=part, key=key, before=mine, after=other))
    return Merge(ours=ours, taken=tuple(taken), kept=kept, same=same, conflicts=tuple(conflicts))


def resolved(merged: Merge, choices: Mapping[tuple[Part, str], Side]) -> tuple[Change, ...]:
    """Return the changes of our copy to save in one step.

    An answer that would point to an interview that is gone points to none.

    Args:
        merged: what `merge` found.
        choices: by part and key of a conflict; ours stays where nothing was chosen.
    """
    changes = list(merged.taken)
    changes += [
        Change(part=found.part, key=found.key, before=found.ours, after=found.theirs)
        for found in merged.conflicts
        if choices.get((found.part, found.key)) is Side.THEIRS
    ]
    return (*changes, *_unpointed(apply(merged.ours, changes)))


def is_same(one: Value | None, other: Value | None) -> bool:
    """Say whether two values say the same; when an answer was given makes no difference."""
    return _said(one) == _said(other)


def _said(value: Value | None) -> Value | None:
    """Return a value without its time; an open answer that says nothing is none."""
    if not isinstance(value, Answer):
        return value
    if value.state is AnswerState.OPEN and not value.note and not value.flagged:
        return None
    return replace(value, answered_at=None)


def _places(*copies: Assessment | None) -> Iterable[tuple[Part, str]]:
    yield Part.SETUP, ""
    yield Part.AGREEMENT, ""
    yield Part.SCHEDULE, ""
    for part in KEYED:
        keys = {key for copy in copies if copy is not None for key in getattr(copy, part)}
        yield from ((part, key) for key in sorted(keys))


def _unpointed(assessment: Assessment) -> Iterable[Change]:
    for part in _SAID:
        said: Mapping[str, Answer] = getattr(assessment, part)
        for key, answer in said.items():
            if answer.interview and answer.interview not in assessment.interviews:
                after = replace(answer, interview="")
                yield Change(part=part, key=key, before=answer, after=after)
