"""A preview of a received assessment, and what becomes of it: new, or merged; nothing is saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from model.change import Part
from model.merging import Side, merge, resolved
from model.sealing import is_intact
from model.text import clean_line
from ui.presenters.merge_words import ConflictWords, model_name, provider_of

if TYPE_CHECKING:
    from model.assessment import Assessment
    from model.change import Change
    from model.i18n import Catalog
    from model.merging import Conflict, Merge
    from model.questionnaire import Questionnaire
    from model.responsibility import ResponsibilityMatrix

NEW = "new"
"""The target that leaves everything else as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What was received.

    Attributes:
        created: when the file was made, in words; empty where it does not say.
        evidence_count: files that come with it.
        brings_questionnaire: its questionnaire comes with it, and will be added here.
    """

    assessment: Assessment
    questionnaire: Questionnaire
    matrix: ResponsibilityMatrix
    created: str = ""
    evidence_count: int = 0
    brings_questionnaire: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalCopy:
    """A copy of the same assessment that is here already.

    Attributes:
        base: what it and the received one came from; None where unknown.
    """

    id: str
    assessment: Assessment
    base: Assessment | None = None


@dataclass(frozen=True, slots=True)
class NewCopy:
    """Keep what was received as an assessment of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeInto:
    """Bring what was received into a copy that is here, in one step."""

    id: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictRow:
    """One value that both changed."""

    id: str
    what: str
    ours: str
    theirs: str
    side: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCard:
    """Everything the dialog shows.

    Attributes:
        targets: id, name and details of each place it can go to.
        chosen: id of the one chosen.
        blocked: why some copies are no target, one sentence each.
        counts: what merging does; empty for a new copy.
        hint: what to know about that; may be empty.
        primary: what the main button will do.
    """

    words: dict[str, str]
    title: str
    facts: tuple[str, ...]
    targets: tuple[tuple[str, str, str], ...]
    chosen: str
    blocked: tuple[str, ...]
    counts: str
    hint: str
    conflicts: tuple[ConflictRow, ...]
    primary: str


class ImportView(Protocol):
    """What the presenter asks of the dialog."""

    def show_card(self, card: ImportCard) -> None: ...


class MergePresenter:
    """Runs the dialog; `decision` tells what the user wants."""

    def __init__(
        self,
        arrival: Arrival,
        copies: tuple[LocalCopy, ...],
        catalog: Catalog,
        view: ImportView,
    ) -> None:
        self._arrival = arrival
        self._copies = {copy.id: copy for copy in copies if not _refusal(arrival, copy)}
        self._refused = tuple(copy for copy in copies if _refusal(arrival, copy))
        self._catalog = catalog
        self._view = view
        self._target = next(iter(self._copies), NEW)
        self._merges: dict[str, Merge] = {}
        self._sides: dict[tuple[Part, str], Side] = {}

    def refresh(self) -> None:
        """Show what was received, and what would become of it."""
        self._view.show_card(self._card())

    def choose_target(self, target: str) -> None:
        """Take another place for it; choices made between two sides are forgotten."""
        if target == NEW or target in self._copies:
            self._target = target
            self._sides.clear()
            self.refresh()

    def choose(self, row_id: str, side: Side) -> None:
        """Take one side of one conflict."""
        part, _, key = row_id.partition(":")
        self._sides[Part(part), key] = Side(side)

    def choose_all(self, side: Side) -> None:
        """Take one side of every conflict."""
        for found in self._conflicts():
            self._sides[found.part, found.key] = side
        self.refresh()

    def decision(self) -> NewCopy | MergeInto:
        """Return what the user wants now."""
        merged = self._merge()
        if merged is None:
            return NewCopy()
        return MergeInto(id=self._target, changes=resolved(merged, self._sides))

    def _merge(self) -> Merge | None:
        copy = self._copies.get(self._target)
        if copy is None:
            return None
        if copy.id not in self._merges:
            made = merge(copy.assessment, self._arrival.assessment, copy.base)
            self._merges[copy.id] = made
        return self._merges[copy.id]

    def _conflicts(self) -> tuple[Conflict, ...]:
        merged = self._merge()
        return merged.conflicts if merged is not None else ()

    def _card(self) -> ImportCard:
        merged = self._merge()
        words = self._catalog.messages("importing")
        return ImportCard(
            words=words,
            title=words["title"],
            facts=self._facts(),
            targets=self._targets(),
            chosen=self._target,
            blocked=tuple(self._blocked(copy) for copy in self._refused),
            counts="" if merged is None else self._counts(merged),
            hint=self._hint(merged),
            conflicts=self._rows(),
            primary=words["do.new" if merged is None else "do.merge"],
        )

    def _facts(self) -> tuple[str, ...]:
        held, text = self._arrival.assessment, self._catalog.text
        service = held.service
        named = [service.name or text("importing.nameless"), provider_of(service, self._catalog)]
        state = text(f"word.status.{held.status.state.value}")
        lines = [
            text("importing.fact.organisation", value=self._organisation(held)),
            text(
                "importing.fact.service",
                value=text("importing.between").join(
                    [*filter(None, named), model_name(service.model)]
                ),
            ),
            text(
                "importing.fact.questionnaire",
                id=held.questionnaire_id,
                version=held.questionnaire_version,
            ),
            *self._brought(),
            text("importing.fact.round", number=held.round.number, state=state),
            text("importing.fact.answers", answers=len(held.answers), findings=len(held.findings)),
            text(
                "importing.fact.fieldwork",
                interviews=len(held.interviews),
                observations=len(held.observations),
                files=self._arrival.evidence_count,
            ),
        ]
        if self._arrival.created:
            lines.append(text("importing.fact.created", value=self._arrival.created))
        if held.status.seal is not None:
            person = held.status.seal.sealed_by
            is_whole = is_intact(held)
            said = text("importing.fact.sealed", person=person)
            lines.append(said if is_whole else text("importing.fact.broken"))
        return tuple(lines)

    def _brought(self) -> tuple[str, ...]:
        if not self._arrival.brings_questionnaire:
            return ()
        held = self._arrival.questionnaire
        title = clean_line(self._catalog.say(held.title))
        return (self._catalog.text("importing.fact.brings", title=title, version=held.version),)

    def _targets(self) -> tuple[tuple[str, str, str], ...]:
        text = self._catalog.text
        found = [(NEW, text("importing.target.new"), text("importing.target.new.detail"))]
        for copy in self._copies.values():
            day = copy.assessment.updated_on
            when = (
                text("importing.target.changed", day=day.isoformat())
                if day is not None
                else text("importing.target.changed.unknown")
            )
            name = self._name(copy.assessment)
            found.append((copy.id, text("importing.target.merge", name=name), when))
        return tuple(found)

    def _blocked(self, copy: LocalCopy) -> str:
        return self._catalog.text(
            _refusal(self._arrival, copy),
            name=self._name(copy.assessment),
            version=copy.assessment.questionnaire_version,
        )

    def _counts(self, merged: Merge) -> str:
        return self._catalog.text(
            "importing.counts",
            taken=len(merged.taken),
            kept=merged.kept,
            same=merged.same,
            conflicts=len(merged.conflicts),
        )

    def _hint(self, merged: Merge | None) -> str:
        if merged is None:
            return ""
        if not merged.taken and not merged.conflicts:
            return self._catalog.text("importing.nothing")
        has_base = self._copies[self._target].base is not None
        return "" if has_base else self._catalog.text("importing.no_base")

    def _rows(self) -> tuple[ConflictRow, ...]:
        found = self._conflicts()
        if not found:
            return ()
        arrival, ours = self._arrival, self._copies[self._target].assessment
        interviews = {**arrival.assessment.interviews, **ours.interviews}
        words = ConflictWords(arrival.questionnaire, arrival.matrix, interviews, self._catalog)
        rows = []
        for each in found:
            mine, other = words.sides(each)
            side = self._sides.get((each.part, each.key), Side.OURS)
            row_id = f"{each.part.value}:{each.key}"
            rows.append(
                ConflictRow(id=row_id, what=words.what(each), ours=mine, theirs=other, side=side)
            )
        return tuple(rows)

    def _organisation(self, assessment: Assessment) -> str:
        return assessment.organisation or self._catalog.text("importing.nameless")

    def _name(self, assessment: Assessment) -> str:
        service = assessment.service.name or self._catalog.text("importing.nameless")
        return " · ".join((self._organisation(assessment), service))


def _refusal(arrival: Arrival, copy: LocalCopy) -> str:
    """Return the message why a copy is no target; empty where it is one."""
    theirs, ours = arrival.assessment, copy.assessment
    if ours.is_final:
        return "importing.blocked.final"
    one = (theirs.questionnaire_id, theirs.questionnaire_version)
    if one != (ours.questionnaire_id, ours.questionnaire_version):
        return "importing.blocked.version"
    return ""
