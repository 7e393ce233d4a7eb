"""The ledger: for each responsibility who says what, what settles it, and what is not settled."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from model.change import Part
from model.gaps import gaps
from model.ledger import ClaimSource, DivisionGap, claim_key
from model.ledger_words import told
from model.responsibility import Allocation
from model.wording import accepted_text, gap_advice, gap_reason, responsibility_name, state_key
from ui.presenters.base import SessionPresenter
from ui.presenters.ledger_forms import (
    claim_form,
    claim_of,
    handoff_form,
    handoff_of,
    override_form,
    override_of,
)
from ui.presenters.list_card import ListAction

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from model.assessment import Override
    from model.division import DivisionCell
    from model.errors import AppError
    from model.gaps import Gap
    from model.i18n import Catalog
    from model.ledger import Claim
    from model.session import AssessmentSession
    from ui.presenters.form import Form

ALL, ANY_GAP = "", "any"
"""Choices of the filters: everything, and everything that is not settled."""

_SOURCES = (ClaimSource.PROVIDER_DOCUMENT, ClaimSource.CONTRACT, ClaimSource.PRACTICE)
_ICONS = {"handoff": "handshake", "override": "pencil", "revert": "rotate-ccw"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerCard:
    """The list.

    Attributes:
        categories, gaps: id and words of each way to narrow the list, with their counts.
        category, gap: what is chosen of them.
        rows: id and texts of each.
        nothing: said in place of rows.
        blocked: why nothing can be changed; empty where it can.
    """

    words: dict[str, str]
    categories: tuple[tuple[str, str], ...]
    category: str
    gaps: tuple[tuple[str, str], ...]
    gap: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    nothing: str
    blocked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerDetails:
    """What is known about one responsibility.

    Attributes:
        now: who holds it, and what settles that.
        lines: heading, text and tone (plain or danger) of each paragraph.
        actions: what can be entered about it.
    """

    id: str
    name: str
    group: str
    definition: str
    now: str
    lines: tuple[tuple[str, str, str], ...]
    actions: tuple[ListAction, ...]


class LedgerView(Protocol):
    """What the presenter asks of the tab."""

    def show_card(self, card: LedgerCard) -> None: ...
    def show_details(self, details: LedgerDetails | None) -> None: ...


class LedgerPresenter(SessionPresenter[LedgerView]):
    """Runs the tab of all responsibilities."""

    def __init__(
        self,
        session: AssessmentSession,
        catalog: Catalog,
        view: LedgerView,
        report: Callable[[AppError], None],
    ) -> None:
        super().__init__(session, catalog, view, report)
        self._shown: str | None = None
        self._category, self._gap = ALL, ALL

    def refresh(self) -> None:
        """Show the ledger as it stands."""
        self._view.show_card(self._card())
        self._show_details()

    def show(self, responsibility_id: str) -> None:
        """Show one responsibility in full."""
        self._shown = responsibility_id
        self._show_details()

    def narrow(self, category: str, gap: str) -> None:
        """List one category only, or one kind of gap; `ALL` lists everything."""
        self._category, self._gap = category, gap
        self.refresh()

    def form(self, name: str, responsibility_id: str) -> Form:
        """Return the form that an action asks with."""
        cell = self._cell(responsibility_id)
        if name == "handoff":
            return handoff_form(cell, self._catalog)
        if name == "override":
            return override_form(cell, self._catalog)
        return claim_form(cell, ClaimSource(name), self._session.assessment, self._catalog)

    def keep(self, name: str, responsibility_id: str, values: Mapping[str, str]) -> None:
        """Keep what was entered in the form of an action."""
        put = self._session.put
        if name == "handoff":
            made = handoff_of(responsibility_id, values)
            self._try(lambda: put(Part.HANDOFFS, responsibility_id, made))
        elif name == "override":
            override = override_of(self._cell(responsibility_id), values)
            self._try(lambda: put(Part.OVERRIDES, responsibility_id, override))
        else:
            source = ClaimSource(name)
            claim = claim_of(responsibility_id, source, values)
            self._try(lambda: put(Part.CLAIMS, claim_key(responsibility_id, source), claim))

    def revert(self, responsibility_id: str) -> None:
        """Take the change by hand back."""
        self._try(lambda: self._session.override(responsibility_id, None))

    def _cell(self, responsibility_id: str) -> DivisionCell:
        return self._session.evaluation.division.by_id[responsibility_id]

    def _card(self) -> LedgerCard:
        say = self._catalog.text
        cells = self._session.evaluation.division.cells
        chosen = [cell for cell in cells if self._is_wanted(cell)]
        columns = ("name", "paper", *_SOURCES, "now", "gap")
        return LedgerCard(
            words=self._catalog.messages("ledger"),
            categories=self._categories(cells),
            category=self._category,
            gaps=self._gap_choices(cells),
            gap=self._gap,
            headings=tuple(say(f"ledger.column.{name}") for name in columns),
            rows=tuple((cell.id, self._row(cell)) for cell in chosen),
            nothing=say("ledger.none"),
            blocked=say("review.final") if self._session.assessment.is_final else "",
        )

    def _is_wanted(self, cell: DivisionCell) -> bool:
        if self._category not in (ALL, cell.responsibility.category_id):
            return False
        return (
            self._gap == ALL or self._gap in cell.gaps or (self._gap == ANY_GAP and bool(cell.gaps))
        )

    def _categories(self, cells: tuple[DivisionCell, ...]) -> tuple[tuple[str, str], ...]:
        say = self._catalog.text
        counts = Counter(cell.responsibility.category_id for cell in cells)
        return (
            (ALL, say("ledger.category.all", count=len(cells))),
            *(
                (
                    each.id,
                    say("ledger.choice", name=self._catalog.say(each.name), count=counts[each.id]),
                )
                for each in self._session.matrix.categories
                if counts[each.id]
            ),
        )

    def _gap_choices(self, cells: tuple[DivisionCell, ...]) -> tuple[tuple[str, str], ...]:
        say = self._catalog.text
        counts = Counter(gap for cell in cells for gap in cell.gaps)
        some = sum(bool(cell.gaps) for cell in cells)
        return (
            (ALL, say("ledger.gap.all")),
            (ANY_GAP, say("ledger.gap.any", count=some)),
            *(
                (gap.value, say("ledger.choice", name=say(f"word.gap.{gap}"), count=counts[gap]))
                for gap in DivisionGap
                if counts[gap] or gap == self._gap
            ),
        )

    def _row(self, cell: DivisionCell) -> tuple[str, ...]:
        say = self._catalog.text
        ledger = self._session.assessment.ledger
        claims = (ledger.claim(cell.id, source) for source in _SOURCES)
        authority = say(f"word.authority.{cell.authority}")
        return (
            responsibility_name(cell.responsibility, self._catalog),
            self._holder(cell.default),
            *(
                self._holder(claim.allocation) if claim else say("ledger.silent")
                for claim in claims
            ),
            f"{self._holder(cell.allocation)}\n{authority}",
            self._gap_words(cell),
        )

    def _gap_words(self, cell: DivisionCell) -> str:
        say = self._catalog.text
        if not cell.gaps:
            return say(f"word.state.{state_key(cell)}")
        accepted = self._session.assessment.accepted.get(cell.id)
        return "\n".join(
            say("ledger.gap.accepted", name=say(f"word.gap.{gap}"))
            if accepted is not None and accepted.gap is gap
            else say(f"word.gap.{gap}")
            for gap in cell.gaps
        )

    def _holder(self, allocation: Allocation) -> str:
        return self._catalog.text(f"ledger.holder.{allocation}")

    def _show_details(self) -> None:
        cell = self._session.evaluation.division.by_id.get(self._shown or "")
        self._view.show_details(self._details(cell) if cell is not None else None)

    def _details(self, cell: DivisionCell) -> LedgerDetails:
        say = self._catalog.text
        duty = cell.responsibility
        category = next(c for c in self._session.matrix.categories if c.id == duty.category_id)
        return LedgerDetails(
            id=cell.id,
            name=responsibility_name(duty, self._catalog),
            group=self._catalog.say(category.name),
            definition=self._catalog.say(duty.definition),
            now=say(
                "ledger.now",
                holder=say(f"word.allocation.{cell.allocation}"),
                source=say(f"word.authority.{cell.authority}"),
            ),
            lines=(
                *self._gap_lines(cell),
                *self._said_lines(cell),
                *((h, text, "plain") for h, text in self._paper_lines(cell)),
            ),
            actions=self._actions(cell),
        )

    def _actions(self, cell: DivisionCell) -> tuple[ListAction, ...]:
        can = not self._session.assessment.is_final
        names = [*_SOURCES, "handoff", "override"]
        if cell.override is not None:
            names.append("revert")
        return tuple(
            ListAction(
                name=str(name),
                text=self._catalog.text(f"ledger.act.{name}"),
                icon=_ICONS.get(name, ""),
                kind="ghost" if name == "revert" else "secondary",
                needs_row=False,
                is_enabled=can,
            )
            for name in names
        )

    def _gap_lines(self, cell: DivisionCell) -> list[tuple[str, str, str]]:
        division = self._session.evaluation.division
        found = gaps(division, self._session.assessment.accepted)
        return [self._gap_line(gap) for gap in found if gap.cell.id == cell.id]

    def _gap_line(self, gap: Gap) -> tuple[str, str, str]:
        rest = (
            accepted_text(gap.accepted, self._catalog)
            if gap.accepted
            else gap_advice(gap, self._catalog)
        )
        heading = self._catalog.text(f"word.gap.{gap.kind}")
        return heading, f"{gap_reason(gap, self._catalog)}\n{rest}", "danger"

    def _said_lines(self, cell: DivisionCell) -> list[tuple[str, str, str]]:
        say = self._catalog.text
        found: list[tuple[str, str]] = []
        if cell.override is not None:
            found.append((say("word.authority.override"), self._override_text(cell.override)))
        for source in (ClaimSource.CONTRACT, ClaimSource.PROVIDER_DOCUMENT, ClaimSource.PRACTICE):
            claim = self._session.assessment.ledger.claim(cell.id, source)
            if claim is not None:
                found.append((say(f"word.authority.{source}"), self._claim_text(claim)))
        if cell.handoff is not None:
            parts = [text for text in told(cell.handoff, self._catalog) if text]
            found.append((say("ledger.handoff.title"), "\n".join(parts)))
        if cell.proof is not None:
            found.append((say("word.reliance"), say(f"word.proof.{cell.proof}")))
        return [(heading, text, "plain") for heading, text in found]

    def _claim_text(self, claim: Claim) -> str:
        _, holder, day, place, note = told(claim, self._catalog)
        evidence = self._session.assessment.evidence.get(claim.evidence)
        parts = (
            " · ".join(text for text in (holder, day) if text),
            place,
            self._catalog.text("ledger.proof", name=evidence.title) if evidence else "",
            note,
        )
        return "\n".join(part for part in parts if part)

    def _override_text(self, override: Override) -> str:
        say = self._catalog.text
        known_by = "none" if override.known_by is None else str(override.known_by)
        lines = [
            say(f"word.allocation.{override.allocation}"),
            say("division.details.reason", reason=override.reason),
            say("division.details.source", source=say(f"word.source.{override.source or 'none'}")),
            say("division.details.known_by", known_by=say(f"word.known_by.{known_by}")),
        ]
        if override.written_on is not None:
            lines.append(say("division.details.date", date=override.written_on.isoformat()))
        for side, name in (
            ("customer", override.customer_name),
            ("provider", override.provider_name),
        ):
            if name:
                lines.append(say(f"ledger.settled.{side}", name=name))
        return "\n".join(lines)

    def _paper_lines(self, cell: DivisionCell) -> list[tuple[str, str]]:
        say, words = self._catalog.say, self._catalog.text
        duty = cell.responsibility
        found: list[tuple[str, str]] = []
        if duty.provider_duty is not None:
            found.append((words("division.details.provider"), say(duty.provider_duty)))
        is_yours = cell.allocation is not Allocation.PROVIDER
        if duty.customer_duty is not None and is_yours:
            found.append((words("division.details.customer"), say(duty.customer_duty)))
        if cell.asked_with is not None:
            other = say(self._session.matrix.by_id[cell.asked_with].name)
            found.append(("", words("division.details.asked_with", name=other)))
        place = duty.place[self._session.assessment.service.model]
        source = say(self._session.matrix.source)
        found.append((words("division.details.place", table=place.table), f"{place.row}\n{source}"))
        if duty.note is not None:
            found.append((words("division.details.note"), say(duty.note)))
        return found
