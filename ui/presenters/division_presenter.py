"""Division: who holds what in this service, what is agreed, and what is still open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from model.assessment import KNOWN_BY, AgreedOption, Override
from model.division import DutyState
from model.ledger import DivisionGap
from model.responsibility import Allocation
from model.wording import responsibility_name, state_key
from ui.presenters.base import SessionPresenter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from model.division import DivisionCell
    from model.errors import AppError
    from model.i18n import Catalog
    from model.responsibility import Negotiation, NegotiationOption
    from model.session import AssessmentSession

NOBODY = "none"
"""Choice of the page for "nobody agreed, or we don't know"."""

_HOLDERS = (Allocation.CUSTOMER, Allocation.SHARED, Allocation.PROVIDER)
SOURCES = ("contract", "provider_document", "verbal", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeCard:
    """One negotiable duty.

    Attributes:
        options: id, sentence, and what each side then does.
        chosen: the option's id, `NOBODY`, or None while it was not asked.
        known_by: value and words of each way to know; empty where nothing is handed over.
        known_by_chosen: None while it was not asked.
        status: what the choice means now; its tone is good, warning, danger or plain.
    """

    id: str
    title: str
    name: str
    options: tuple[tuple[str, str, str], ...]
    chosen: str | None
    known_by: tuple[tuple[int, str], ...]
    known_by_chosen: int | None
    status: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionRow:
    """One responsibility in the table."""

    id: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailsCard:
    """What is known about one responsibility.

    Attributes:
        lines: heading and text of each paragraph.
        override: what the dialog starts with.
        is_overridden: the cell was changed for this service.
    """

    id: str
    name: str
    group: str
    definition: str
    now: str
    lines: tuple[tuple[str, str], ...]
    override: Override
    is_overridden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionCard:
    """Everything the page shows."""

    words: dict[str, str]
    tab_agree: str
    tab_all: str
    agree_title: str
    agree: tuple[AgreeCard, ...]
    counts: tuple[tuple[str, str, str], ...]
    headings: tuple[str, ...]
    rows: tuple[DivisionRow, ...]
    allocations: tuple[tuple[str, str], ...]
    known_by: tuple[tuple[int, str], ...]
    sources: tuple[tuple[str, str], ...]


class DivisionView(Protocol):
    """What the presenter asks of the page."""

    def show_card(self, card: DivisionCard) -> None: ...
    def show_details(self, details: DetailsCard | None) -> None: ...


class DivisionPresenter(SessionPresenter[DivisionView]):
    """Runs the division page."""

    def __init__(
        self,
        session: AssessmentSession,
        catalog: Catalog,
        view: DivisionView,
        report: Callable[[AppError], None],
    ) -> None:
        super().__init__(session, catalog, view, report)
        self._shown: str | None = None

    def refresh(self) -> None:
        """Show the division as it stands."""
        self._view.show_card(self._card())
        self._show_details()

    def choose(self, negotiation_id: str, choice: str) -> None:
        """Record the agreed option; how the customer knows is kept."""
        before = self._session.assessment.agreed.get(negotiation_id)
        option = None if choice == NOBODY else choice
        known_by = before.known_by if before is not None and option is not None else None
        agreed = AgreedOption(negotiation_id=negotiation_id, option=option, known_by=known_by)
        self._try(lambda: self._session.agree(negotiation_id, agreed))

    def know(self, negotiation_id: str, known_by: int) -> None:
        """Record how the customer knows that the provider holds it."""
        before = self._session.assessment.agreed[negotiation_id]
        agreed = replace(before, known_by=known_by)
        self._try(lambda: self._session.agree(negotiation_id, agreed))

    def show(self, responsibility_id: str) -> None:
        """Show one responsibility in full."""
        self._shown = responsibility_id
        self._show_details()

    def change(self, entered: Mapping[str, object]) -> None:
        """Settle a cell otherwise than the paper, with its reason."""
        written_on = entered["date"]
        known_by = entered["known_by"]
        override = Override(
            responsibility_id=str(entered["id"]),
            allocation=Allocation(str(entered["allocation"])),
            known_by=known_by if isinstance(known_by, int) else None,
            source=str(entered["source"]),
            reason=str(entered["reason"]),
            written_on=written_on if isinstance(written_on, date) else None,
        )
        self._try(lambda: self._session.override(override.responsibility_id, override))

    def revert(self, responsibility_id: str) -> None:
        """Go back to the paper's default."""
        self._try(lambda: self._session.override(responsibility_id, None))

    def _card(self) -> DivisionCard:
        say = self._catalog.text
        agree = tuple(self._agree_card(n) for n in self._negotiations())
        still_open = sum(card.tone in ("plain", "danger") for card in agree)
        cells = self._session.evaluation.division.cells
        return DivisionCard(
            words=self._catalog.messages("division"),
            tab_agree=say("division.tab.agree", open=still_open),
            tab_all=say("division.tab.all", count=len(cells)),
            agree_title=say(
                "division.agree.title", settled=len(agree) - still_open, count=len(agree)
            ),
            agree=agree,
            counts=self._counts(),
            headings=tuple(
                say(f"division.column.{name}") for name in ("name", "default", "now", "state")
            ),
            rows=tuple(self._row(cell) for cell in cells),
            allocations=self._allocations(),
            known_by=self._ways_to_know(),
            sources=tuple((s, say(f"word.source.{s or 'none'}")) for s in SOURCES),
        )

    def _allocations(self) -> tuple[tuple[str, str], ...]:
        say = self._catalog.text
        return (
            *((a.value, say(f"word.allocation.{a}")) for a in _HOLDERS),
            (Allocation.NEGOTIABLE.value, say("word.state.orphan")),
            (Allocation.ABSENT.value, say("word.allocation.absent")),
        )

    def _negotiations(self) -> tuple[Negotiation, ...]:
        return self._session.matrix.negotiations_of(self._session.assessment.service.model)

    def _ways_to_know(self) -> tuple[tuple[int, str], ...]:
        return tuple((k, self._catalog.text(f"word.known_by.{k}")) for k in KNOWN_BY)

    def _agree_card(self, negotiation: Negotiation) -> AgreeCard:
        model = self._session.assessment.service.model
        duty = self._session.matrix.negotiated(negotiation.id, model)
        cell = self._session.evaluation.division.by_id[duty.id]
        agreed = self._session.assessment.agreed.get(negotiation.id)
        handed = cell.option is not None and cell.option.allocation is Allocation.PROVIDER
        status, tone = self._status(cell)
        options = tuple(
            (o.id, self._catalog.say(o.label), self._sides(o)) for o in negotiation.options
        )
        return AgreeCard(
            id=negotiation.id,
            title=self._catalog.say(negotiation.title),
            name=responsibility_name(duty, self._catalog),
            options=(*options, (NOBODY, self._catalog.text("division.agree.none"), "")),
            chosen=None if agreed is None else (agreed.option or NOBODY),
            known_by=self._ways_to_know() if handed else (),
            known_by_chosen=agreed.known_by if agreed else None,
            status=status,
            tone=tone,
        )

    def _sides(self, option: NegotiationOption) -> str:
        parts = (("division.theirs", option.provider), ("division.yours", option.customer))
        return "\n".join(
            self._catalog.text(key, text=self._catalog.say(part)) for key, part in parts if part
        )

    def _status(self, cell: DivisionCell) -> tuple[str, str]:
        say = self._catalog.text
        if cell.state is DutyState.PENDING:
            return say("division.agree.pending"), "plain"
        if cell.gap is DivisionGap.ASSUMED:
            return say("division.agree.assumed"), "danger"
        if cell.state is DutyState.ORPHAN:
            return say("division.agree.orphan"), "danger"
        return say(f"word.state.{state_key(cell)}"), "good"

    def _counts(self) -> tuple[tuple[str, str, str], ...]:
        cells = self._session.evaluation.division.cells
        once = [c for c in cells if c.asked_with is None]  # what is asked together counts once
        numbers = (
            ("customer", sum(c.allocation is Allocation.CUSTOMER for c in cells), "accent"),
            ("shared", sum(c.allocation is Allocation.SHARED for c in cells), "accent"),
            ("provider", sum(c.allocation is Allocation.PROVIDER for c in cells), "plain"),
            ("pending", sum(c.state is DutyState.PENDING for c in once), "warning"),
            ("orphaned", sum(c.gap is DivisionGap.ORPHANED for c in once), "danger"),
            ("assumed", sum(c.gap is DivisionGap.ASSUMED for c in once), "danger"),
        )
        return tuple(
            (self._catalog.text(f"division.counts.{name}"), str(count), tone)
            for name, count, tone in numbers
            if count or name in ("customer", "shared", "provider")
        )

    def _row(self, cell: DivisionCell) -> DivisionRow:
        say = self._catalog.text
        gap = f"word.gap.{cell.gap}" if cell.gap else f"word.state.{state_key(cell)}"
        return DivisionRow(
            id=cell.id,
            texts=(
                self._name(cell),
                say(f"word.allocation.{cell.default}"),
                say(f"word.allocation.{cell.allocation}"),
                say(gap),
            ),
        )

    def _name(self, cell: DivisionCell) -> str:
        return responsibility_name(cell.responsibility, self._catalog)

    def _show_details(self) -> None:
        cell = self._session.evaluation.division.by_id.get(self._shown or "")
        self._view.show_details(self._details(cell) if cell is not None else None)

    def _details(self, cell: DivisionCell) -> DetailsCard:
        say = self._catalog.text
        duty = cell.responsibility
        category = next(c for c in self._session.matrix.categories if c.id == duty.category_id)
        proposed = Override(
            responsibility_id=cell.id,
            allocation=cell.allocation,
            known_by=None,
            source="contract",
            reason="",
            written_on=None,
        )
        return DetailsCard(
            id=cell.id,
            name=self._name(cell),
            group=self._catalog.say(category.name),
            definition=self._catalog.say(duty.definition),
            now=say(f"word.allocation.{cell.allocation}"),
            lines=self._detail_lines(cell),
            override=cell.override or proposed,
            is_overridden=cell.override is not None,
        )

    def _detail_lines(self, cell: DivisionCell) -> tuple[tuple[str, str], ...]:
        say, words = self._catalog.say, self._catalog.text
        duty = cell.responsibility
        model = self._session.assessment.service.model
        found: list[tuple[str, str]] = []
        if cell.override is not None:
            found.append((words("division.details.changed"), self._override_text(cell.override)))
        if cell.proof is not None:
            found.append((words("word.reliance"), words(f"word.proof.{cell.proof}")))
        if duty.provider_duty is not None:
            found.append((words("division.details.provider"), say(duty.provider_duty)))
        is_yours = cell.allocation is not Allocation.PROVIDER
        if duty.customer_duty is not None and is_yours:
            found.append((words("division.details.customer"), say(duty.customer_duty)))
        if cell.asked_with is not None:
            other = say(self._session.matrix.by_id[cell.asked_with].name)
            found.append(("", words("division.details.asked_with", name=other)))
        place = duty.place[model]
        found.append((words("division.details.place", table=place.table), place.row))
        if duty.note is not None:
            found.append((words("division.details.note"), say(duty.note)))
        return tuple(found)

    def _override_text(self, override: Override) -> str:
        say = self._catalog.text
        known_by = "none" if override.known_by is None else str(override.known_by)
        lines = [
            say("division.details.reason", reason=override.reason),
            say(
                "division.details.source",
                source=say(f"word.source.{override.source or 'none'}"),
            ),
            say("division.details.known_by", known_by=say(f"word.known_by.{known_by}")),
        ]
        if override.written_on is not None:
            lines.append(say("division.details.date", date=override.written_on.isoformat()))
        return "\n".join(lines)
