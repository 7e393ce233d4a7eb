"""What goes to the provider: the questions to it and the division, nothing of the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.division import Authority
from model.readiness import is_confirmed, unsettled
from model.reporting import ledger_pages
from model.reporting.flowables import fields, key_figures
from model.reporting.masthead import masthead
from model.reporting.press import NOTHING
from model.reporting.provider_pages import asked, goodbye, greeting, only_questions
from model.reporting.tables import Column, Row, band, listed, table
from model.reporting.wordings import date_text, organisation, responsibility_name, service
from model.responsibility import Allocation

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from model.division import DivisionCell
    from model.reporting.data import ReportData
    from model.reporting.press import Press


def opening(data: ReportData, press: Press) -> list[Flowable]:
    """Return who writes about what, and how much is asked."""
    service_of = press.reader(
        "provider.about.service",
        service=service(data, press),
        model=data.assessment.service.model.label,
    )
    pairs = [
        (press.reader("provider.about.from"), organisation(data, press)),
        (press.text("fact.service"), service_of),
    ]
    if data.printed_on is not None:
        pairs.append((press.text("fact.date"), date_text(data.printed_on, press)))
    cells = data.evaluation.division.cells
    numbers = {
        "questions": len(asked(data)),
        "duties": len(cells),
        "confirmed": sum(is_confirmed(cell) for cell in cells),
        "open": len(unsettled(data.evaluation.division, data.assessment)),
    }
    figures = [
        (press.reader(f"provider.{name}"), str(number), press.reader(f"provider.{name}.remark"))
        for name, number in numbers.items()
    ]
    return [
        *masthead(data, press),
        fields(press, pairs, label_columns=2),
        greeting(data, press),
        key_figures(press, figures),
    ]


def questions(data: ReportData, press: Press) -> list[Flowable]:
    """Return the questions, and by when a reply is asked for."""
    made = only_questions(data, press)
    if not made:
        return [press.set(press.reader("provider.questions.none"))]
    return [press.set(press.reader("provider.questions.intro")), *made, goodbye(press)]


def division(data: ReportData, press: Press) -> list[Flowable]:
    """Return who holds each responsibility, and what settles it."""
    columns = (
        Column(title=press.text("column.responsibility"), width=4.6),
        Column(title=press.text("column.default"), width=2),
        Column(title=press.reader("provider.column.holder"), width=2),
        Column(title=press.reader("provider.column.settled"), width=3.4),
    )
    cells = data.evaluation.division.cells
    rows: list[Row] = []
    for category in data.matrix.categories:
        inside = [c for c in cells if c.responsibility.category_id == category.id]
        if inside:
            rows.append(band(press.say(category.name)))
        rows += [_cell_row(cell, press) for cell in inside]
    return [press.set(press.reader("provider.division.intro")), table(press, columns, rows)]


def has_handoffs(data: ReportData) -> bool:
    """Say whether anything was settled about how a responsibility is shared."""
    return any(cell.handoff is not None for cell in data.evaluation.division.cells)


def handoffs(data: ReportData, press: Press) -> list[Flowable]:
    """Return how responsibilities are shared."""
    return [listed(press, ledger_pages.handoff_listing(data, press, for_provider=True))]


def open_points(data: ReportData, press: Press) -> list[Flowable]:
    """Return what both sides have still to settle."""
    found = unsettled(data.evaluation.division, data.assessment)
    if not found:
        return [press.set(press.reader("provider.open.none"))]
    columns = (
        Column(title=press.text("column.responsibility"), width=4),
        Column(title=press.reader("provider.column.open"), width=2.4),
        Column(title=press.text("column.meaning"), width=5.6),
    )
    rows = [
        Row(
            cells=(
                responsibility_name(cell.responsibility, press),
                press.word(f"gap.{gap}" if gap else "state.pending"),
                press.catalog.text(f"agreement.doc.gap.{gap or 'pending'}"),
            )
        )
        for cell, gap in found
    ]
    return [
        press.set(press.reader("provider.open.intro", count=len(found))),
        table(press, columns, rows),
    ]


def _cell_row(cell: DivisionCell, press: Press) -> Row:
    option = press.say(cell.option.label) if cell.option is not None else ""
    is_default = cell.authority is Authority.PAPER
    return Row(
        cells=(
            responsibility_name(cell.responsibility, press),
            press.word(f"allocation.{cell.default.value}"),
            NOTHING
            if is_default and cell.allocation is Allocation.NEGOTIABLE
            else press.word(f"allocation.{cell.allocation.value}"),
            _settled(cell, press),
        ),
        below=press.reader("provider.option", option=option) if option else "",
        look="plain" if is_confirmed(cell) else "muted",
    )


def _settled(cell: DivisionCell, press: Press) -> tuple[str, ...]:
    """Return what settles a cell, and whether both sides confirmed it."""
    say = press.catalog.text
    if cell.authority is Authority.PAPER:
        if cell.allocation is Allocation.NEGOTIABLE:
            return (say("agreement.doc.settled.nobody"),)
        return (press.reader("provider.settled.paper"),)
    words = press.word(f"authority.{cell.authority}")
    if is_confirmed(cell):
        return (words,)
    return (words, say("agreement.doc.settled.one_sided"))
