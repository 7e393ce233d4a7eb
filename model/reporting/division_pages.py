"""The pages on the service and its division: who holds what, what was agreed, what is missing."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from model.division import DutyState
from model.gaps import gaps
from model.ledger import DivisionGap
from model.reporting.flowables import fields, heading, key_figures, note
from model.reporting.ledger_pages import claims, handoffs
from model.reporting.tables import Column, Listing, Row, band, listed, wide
from model.reporting.wordings import (
    cell_known_text,
    date_text,
    known_text,
    organisation,
    provider,
    responsibility_name,
    service,
)
from model.responsibility import Allocation
from model.wording import accepted_text, gap_reason, state_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.platypus import Flowable

    from model.assessment import Override
    from model.division import DivisionCell
    from model.gaps import Gap
    from model.reporting.data import ReportData
    from model.reporting.press import Press
    from model.responsibility import Negotiation, Responsibility


READ_TWICE = "※"
"""Marks a cell that table and prose of the paper read differently."""


def division(data: ReportData, press: Press) -> list[Flowable]:
    """Return the section on the division."""
    return [
        press.set(press.text("division.intro")),
        _holders(data, press),
        *heading(press, press.text("division.service"), "division-service"),
        _facts(data, press),
        *_gaps(data, press),
        *_agreed(data, press),
        *_overrides(data, press),
        *claims(data, press),
        *handoffs(data, press),
        *_whole(data, press),
    ]


def _holders(data: ReportData, press: Press) -> Flowable:
    """Return how many responsibilities each side holds now."""
    cells = data.evaluation.division.cells
    present = [a for a in Allocation if a is not Allocation.ABSENT]
    figures = [
        (
            press.word(f"allocation.{allocation.value}"),
            str(sum(cell.allocation is allocation for cell in cells)),
            press.text("division.holders.remark"),
        )
        for allocation in present
    ]
    return key_figures(press, figures)


def _facts(data: ReportData, press: Press) -> Flowable:
    return fields(press, service_facts(data, press), label_columns=5)


def service_facts(data: ReportData, press: Press) -> list[tuple[str, str]]:
    """Return what was said of the service before any question, as names and values."""
    assessment = data.assessment
    pairs = [
        (press.text("fact.organisation"), organisation(data, press)),
        (press.text("fact.service"), service(data, press)),
        (press.text("fact.provider"), provider(data, press)),
        (press.text("fact.model"), assessment.service.model.label),
    ]
    for fact in data.questionnaire.facts:
        given = assessment.facts.get(fact)
        value = (
            press.text("fact.assumed") if given is None else press.word("yes" if given else "no")
        )
        pairs.append((press.word(f"fact.{fact.value}"), value))
    return pairs


def _gaps(data: ReportData, press: Press) -> list[Flowable]:
    """Return every gap of the division, and the duties nobody was asked about.

    Shared duties without leads are many at first: those that nobody accepted are named together.
    """
    found = gaps(data.evaluation.division, data.assessment.accepted)
    title = heading(press, press.text("division.gaps"), "division-gaps")
    listing = gap_listing(data, press)
    rest = [press.set(text) for text in (*unled(data, press), *unseen(data, press))]
    if not listing.rows:
        name = "division.gaps.none.title"
        is_whole = not any(gap.is_open for gap in found)
        named = press.text(name if is_whole else "division.gaps.held.title")
        return [*title, note(press, named, press.text("division.gaps.none")), *rest]
    return [*title, listed(press, listing), *rest]


def gap_listing(data: ReportData, press: Press) -> Listing:
    """Return what is not settled, responsibility by responsibility."""
    found = gaps(data.evaluation.division, data.assessment.accepted)
    rows = [_gap_row(gap, press) for gap in found if not _is_unled(gap)]
    rows += [_pending_row(c, press) for c in data.evaluation.division.cells if _is_pending(c)]
    return Listing(
        columns=(
            Column(title=press.text("column.code"), width=1),
            Column(title=press.text("column.responsibility"), width=3.4),
            Column(title=press.text("column.gap"), width=1.7),
            Column(title=press.text("column.meaning"), width=5.9),
        ),
        rows=tuple(rows),
    )


def _is_pending(cell: DivisionCell) -> bool:
    return cell.state is DutyState.PENDING


def _pending_row(cell: DivisionCell, press: Press) -> Row:
    return Row(
        cells=(
            cell.responsibility.code or "",
            responsibility_name(cell.responsibility, press),
            press.word("state.pending"),
            press.text("division.gap.pending"),
        )
    )


def _is_unled(gap: Gap) -> bool:
    return gap.kind is DivisionGap.NO_LEADS and gap.is_open


def unled(data: ReportData, press: Press) -> list[str]:
    """Name the shared responsibilities without leads; nothing where there is none."""
    found = gaps(data.evaluation.division, data.assessment.accepted)
    held = [gap.cell.responsibility for gap in found if _is_unled(gap)]
    if not held:
        return []
    names = _names(held, press)
    return [press.text("division.unled", count=len(held), names=names)]


def unseen(data: ReportData, press: Press) -> list[str]:
    """Say whose proof the customer was asked for and has not seen; nothing where there is none."""
    names = press.text("between").join(press.say(step.duty.name) for step in data.plan.proofs)
    count = len(data.plan.proofs)
    return [press.text("division.unseen", count=count, names=names)] if count else []


def _gap_row(gap: Gap, press: Press) -> Row:
    """Return what is not settled, what it does to the numbers, and who accepted it."""
    meaning = [gap_reason(gap, press.catalog)]
    if gap.cell.state is DutyState.ORPHAN:
        meaning.append(press.text("division.gap.counted"))
    elif gap.kind not in (DivisionGap.DOUBLE, DivisionGap.NO_LEADS):
        meaning.append(press.text("division.gap.uncounted"))
    return Row(
        cells=(
            gap.cell.responsibility.code or "",
            responsibility_name(gap.cell.responsibility, press),
            press.word(f"gap.{gap.kind}"),
            tuple(meaning),
        ),
        below=accepted_text(gap.accepted, press.catalog) if gap.accepted else "",
    )


def _agreed(data: ReportData, press: Press) -> list[Flowable]:
    """Return what was agreed for each negotiation that the service model has."""
    title = heading(press, press.text("division.agreed"), "division-agreed")
    listing = agreed_listing(data, press)
    if not listing.rows:
        return [*title, press.set(press.text("division.agreed.none"))]
    return [*title, listed(press, listing)]


def agreed_listing(data: ReportData, press: Press) -> Listing:
    """Return what the service model leaves to be agreed, and what was."""
    negotiations = data.matrix.negotiations_of(data.assessment.service.model)
    return Listing(
        columns=(
            Column(title=press.text("column.to_agree"), width=4.1),
            Column(title=press.text("column.agreed"), width=3.8),
            Column(title=press.text("column.known_by"), width=2.6),
            Column(title=press.text("column.evidence"), width=1.5),
        ),
        rows=tuple(_agreed_row(each, data, press) for each in negotiations),
    )


def _agreed_row(negotiation: Negotiation, data: ReportData, press: Press) -> Row:
    agreed = data.assessment.agreed.get(negotiation.id)
    title = press.say(negotiation.title)
    if agreed is None:
        return Row(cells=(title, press.text("division.not_asked"), "", ""))
    option = negotiation.option(agreed.option) if agreed.option else None
    label = press.text("division.nobody") if option is None else press.say(option.label)
    if option is None:
        return Row(cells=(title, label, "", ""))
    known = known_text(agreed.known_by, option.allocation, press)
    return Row(cells=(title, label, known, press.word(f"evidence.{agreed.evidence.value}")))


def _overrides(data: ReportData, press: Press) -> list[Flowable]:
    """Return every cell that this service settles otherwise than the paper, with its reason."""
    title = heading(press, press.text("division.overrides"), "division-overrides")
    listing = override_listing(data, press)
    if not listing.rows:
        return [*title, press.set(press.text("division.overrides.none"))]
    return [*title, listed(press, listing)]


def override_listing(data: ReportData, press: Press) -> Listing:
    """Return the cells that this service settles for itself."""
    cells = data.evaluation.division.cells
    return Listing(
        columns=(
            Column(title=press.text("column.responsibility"), width=3.3),
            Column(title=press.text("column.default"), width=1.65),
            Column(title=press.text("column.now"), width=2.35),
            Column(title=press.text("column.source"), width=2.35),
            Column(title=press.text("column.known_by"), width=2.35),
        ),
        rows=tuple(_override_row(cell, cell.override, press) for cell in cells if cell.override),
    )


def _override_row(cell: DivisionCell, override: Override, press: Press) -> Row:
    source = press.word(f"source.{override.source or 'none'}")
    if override.written_on is not None:
        source = press.text(
            "division.source_on", source=source, date=date_text(override.written_on, press)
        )
    reason = override.reason or press.text("division.reason.none")
    names = press.text("between").join(
        press.text(f"division.settled.{side}", name=name)
        for side, name in (
            ("customer", override.customer_name),
            ("provider", override.provider_name),
        )
        if name
    )
    below = [press.text("division.reason", reason=reason), names]
    return Row(
        cells=(
            responsibility_name(cell.responsibility, press),
            press.word(f"allocation.{cell.default.value}"),
            _held_now(cell, override, press),
            source,
            known_text(override.known_by, override.allocation, press),
        ),
        below="\n".join(text for text in below if text),
    )


def _held_now(cell: DivisionCell, override: Override, press: Press) -> str:
    """Return who holds a cell; what only confirms the paper's default says so."""
    holder = press.word(f"allocation.{override.allocation.value}")
    if override.allocation is cell.default:
        return press.text("division.confirmed", holder=holder)
    return holder


def _whole(data: ReportData, press: Press) -> list[Flowable]:
    """Return every responsibility present in the service model, in the paper's order."""
    return [
        *heading(press, press.text("division.whole"), "division-whole"),
        press.set(press.text("division.whole.intro"), press.styles.label),
        listed(press, whole_listing(data, press)),
        *[note(press, name, text) for name, text in readings(data, press)],
    ]


def whole_listing(data: ReportData, press: Press) -> Listing:
    """Return who holds each responsibility, category by category."""
    columns = (
        Column(title=press.text("column.responsibility"), width=4.5),
        Column(title=press.text("column.default"), width=1.7),
        Column(title=press.text("column.now"), width=1.5),
        Column(title=press.text("column.known_by"), width=2.5),
        Column(title=press.text("column.state"), width=1.8),
    )
    cells = data.evaluation.division.cells
    rows: list[Row] = []
    for category in data.matrix.categories:
        inside = [c for c in cells if c.responsibility.category_id == category.id]
        if inside:
            rows.append(band(press.say(category.name)))
        rows += [_cell_row(cell, data, press) for cell in inside if not _is_left(cell)]
        if left := [cell.responsibility for cell in inside if _is_left(cell)]:
            rows.append(wide(press.text("division.left", names=_names(left, press))))
    return Listing(columns=columns, rows=tuple(rows))


def readings(data: ReportData, press: Press) -> list[tuple[str, str]]:
    """Return a note for each cell whose table and prose disagree in the paper, named."""
    model = data.assessment.service.model
    read_twice = [
        cell.responsibility
        for cell in data.evaluation.division.cells
        if model in cell.responsibility.other_reading
    ]
    return [
        (f"{READ_TWICE} {responsibility_name(duty, press)}", press.say(duty.note))
        for duty in read_twice
        if duty.note is not None
    ]


def _is_left(cell: DivisionCell) -> bool:
    """Say whether a cell is the provider's because the paper says so, and no more is to be said."""
    is_out = cell.state is DutyState.OUT and cell.allocation is Allocation.PROVIDER
    is_plain = not cell.deviates and not cell.responsibility.other_reading
    return is_out and is_plain and cell.proof is None


def _names(responsibilities: Sequence[Responsibility], press: Press) -> str:
    """Return names; those that are ambiguous alone stand together after the name of their group."""
    parts = []
    for group, members in groupby(responsibilities, key=lambda each: each.group):
        listed = list(members)
        names = press.text("division.left.between").join(press.say(each.name) for each in listed)
        if group is not None and press.say(listed[0].name) != responsibility_name(listed[0], press):
            names = press.text("division.left.group", group=press.say(group), names=names)
        parts.append(names)
    return press.text("between").join(parts)


def _cell_row(cell: DivisionCell, data: ReportData, press: Press) -> Row:
    state = press.word(f"state.{state_key(cell)}")
    other = data.matrix.by_id[cell.asked_with] if cell.asked_with is not None else None
    if other is not None and other.code is not None and cell.state is not DutyState.OUT:
        state = press.text("division.asked_with", code=other.code)
    name = responsibility_name(cell.responsibility, press)
    if data.assessment.service.model in cell.responsibility.other_reading:
        name = f"{name} {READ_TWICE}"
    return Row(
        cells=(
            name,
            press.word(f"allocation.{cell.default.value}"),
            press.word(f"allocation.{cell.allocation.value}"),
            cell_known_text(cell, press),
            state,
        )
    )
