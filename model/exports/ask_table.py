"""What only the provider can answer, as a table: one row a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.exports.tables import Column, Table
from model.facts import Depth
from model.improvement import ActionKind
from model.provider_letter import worded
from model.provider_questions import AskedWhy, provider_questions
from model.wording import action_title, duty_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.exports.tables import Value
    from model.i18n import Catalog
    from model.reporting.data import ReportData

_WIDTHS = {"number": 6, "responsibility": 30, "question": 60, "details": 60, "reason": 36, "id": 26}


def ask_table(data: ReportData, catalog: Catalog) -> Table:
    """Return the questions to the provider, in the language of a catalogue."""
    rows = [*_questions(data, catalog), *_support(data, catalog)]
    return Table(
        name=catalog.text("export.sheet.ask"),
        columns=tuple(
            Column(key=key, title=catalog.text(f"export.ask.{key}"), width=width)
            for key, width in _WIDTHS.items()
        ),
        rows=tuple((number, *row) for number, row in enumerate(rows, start=1)),
    )


def _questions(data: ReportData, catalog: Catalog) -> Iterator[tuple[Value, ...]]:
    for question in provider_questions(data.matrix, data.questionnaire, data.assessment):
        if data.assessment.depth is Depth.EXPRESS and question.why is AskedWhy.UNPROVED:
            continue  # express asks for no proof
        made = worded(question, 0, catalog)
        yield made.duty, made.text, "\n".join(made.lines), made.reason, made.id


def _support(data: ReportData, catalog: Catalog) -> Iterator[tuple[Value, ...]]:
    """Yield what an action needs from the provider; the division's own are asked above."""
    for action in (*data.plan.ranked, *data.plan.beyond):
        candidate = action.candidate
        if candidate.needs_provider and candidate.kind is ActionKind.RAISE:
            duty = duty_name(candidate.duty, catalog)
            title = action_title(candidate, data.assessment.service, catalog)
            named = catalog.text("report.ask.action", duty=duty, action=title)
            asked = catalog.text("report.ask.help", action=named)
            yield duty, asked, "", catalog.text("report.ask.support"), action.id
