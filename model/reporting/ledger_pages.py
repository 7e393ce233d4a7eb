"""The pages on who says what about the division, and how shared duties are handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.ledger import ClaimSource
from model.reporting.flowables import heading
from model.reporting.tables import Column, Listing, Row, listed
from model.reporting.wordings import date_text, responsibility_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportlab.platypus import Flowable

    from model.division import DivisionCell
    from model.ledger import Claim, Handoff, Party
    from model.reporting.data import ReportData
    from model.reporting.press import Press


def claims(data: ReportData, press: Press) -> list[Flowable]:
    """Return what each source says, in the paper's order; nothing where nothing was claimed."""
    listing = claim_listing(data, press)
    if not listing.rows:
        return []
    return [
        *heading(press, press.text("division.claims"), "division-claims"),
        press.set(press.text("division.claims.intro"), press.styles.label),
        listed(press, listing),
    ]


def claim_listing(data: ReportData, press: Press) -> Listing:
    """Return the rows of that table."""
    ledger = data.assessment.ledger
    rows = tuple(
        _claim_row(cell, claim, data, press)
        for cell in data.evaluation.division.cells
        for source in ClaimSource
        if (claim := ledger.claim(cell.id, source)) is not None
    )
    return Listing(
        columns=(
            Column(title=press.text("column.responsibility"), width=3.6),
            Column(title=press.text("column.claim"), width=2.2),
            Column(title=press.text("column.says"), width=2),
            Column(title=press.text("column.where"), width=4.2),
        ),
        rows=rows,
    )


def _claim_row(cell: DivisionCell, claim: Claim, data: ReportData, press: Press) -> Row:
    evidence = data.assessment.evidence.get(claim.evidence)
    shown = (claim.place, evidence.title if evidence is not None else "")
    where = [text for text in shown if text] or [press.text("division.claims.nowhere")]
    day = claim.stated_on
    when = date_text(day, press) if day else press.text("division.claims.undated")
    return Row(
        cells=(
            responsibility_name(cell.responsibility, press),
            press.word(f"authority.{claim.source}"),
            press.word(f"allocation.{claim.allocation}"),
            (*where, when),
        ),
        below=claim.note,
    )


def handoffs(data: ReportData, press: Press) -> list[Flowable]:
    """Return how responsibilities are shared; nothing where nothing was settled."""
    listing = handoff_listing(data, press)
    if not listing.rows:
        return []
    return [
        *heading(press, press.text("division.handoffs"), "division-handoffs"),
        listed(press, listing),
    ]


def handoff_listing(data: ReportData, press: Press, *, for_provider: bool = False) -> Listing:
    """Return the rows of that table.

    Args:
        data: what the report prints.
        press: what it is set with.
        for_provider: name both sides, where the customer is not the one who reads.
    """
    say = press.reader if for_provider else press.text
    area = "provider" if for_provider else "division"
    rows = tuple(
        _handoff_row(cell, cell.handoff, press, lambda key, **v: say(f"{area}.{key}", **v))
        for cell in data.evaluation.division.cells
        if cell.handoff is not None
    )
    return Listing(
        columns=(
            Column(title=press.text("column.responsibility"), width=3.6),
            Column(title=press.text("column.who"), width=3),
            Column(title=press.text("column.parts"), width=5.4),
        ),
        rows=rows,
    )


def _handoff_row(
    cell: DivisionCell, handoff: Handoff, press: Press, part: Callable[..., str]
) -> Row:
    say = press.catalog.text
    leads = [
        say("division.starts", name=_party(handoff.starts, press)),
        say("division.proves", name=_party(handoff.proves, press)),
    ]
    if handoff.notice_hours is not None:
        leads.append(say("division.notice", hours=handoff.notice_hours))
    parts = [
        part(f"handoffs.{name}", text=text)
        for name, text in (
            ("customer", handoff.customer_part),
            ("provider", handoff.provider_part),
            ("proof", handoff.proof),
        )
        if text
    ]
    name = responsibility_name(cell.responsibility, press)
    return Row(cells=(name, tuple(leads), tuple(parts)))


def _party(party: Party | None, press: Press) -> str:
    return press.word(f"party.{party}") if party else press.text("division.handoffs.nobody")
