"""All questions and answers as a table: one row a question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from model.assessment import Answer, AnswerState
from model.exports.tables import Column, Table, Value
from model.wording import answer_text, duty_name

if TYPE_CHECKING:
    from datetime import datetime

    from model.i18n import Catalog
    from model.questionnaire import Question
    from model.reporting.data import ReportData
    from model.scoring import DutyScore, QuestionLine

_WIDTHS = {
    "id": 12,
    "responsibility": 28,
    "question": 46,
    "critical": 9,
    "w": 6,
    "answer": 40,
    "v": 6,
    "reason": 30,
    "note": 36,
    "evidence": 18,
    "answered": 17,
    "interview": 16,
    "flagged": 10,
    "carried": 12,
}
_OF_AUDITOR = {"claim": 40, "claim_note": 30, "finding": 40, "finding_note": 30}


@dataclass(frozen=True, slots=True)
class _Words:
    """What a row is worded with.

    Attributes:
        has_both: customer and auditor spoke, so that each is told.
    """

    data: ReportData
    catalog: Catalog
    has_both: bool

    @property
    def widths(self) -> dict[str, int]:
        return {**_WIDTHS, **_OF_AUDITOR} if self.has_both else _WIDTHS

    def say(self, question: Question, answer: Answer | None) -> str:
        """Return an answer in words; why one does not apply has a column of its own."""
        if answer is not None and answer.state is AnswerState.NOT_APPLICABLE:
            return self.catalog.text("word.answer.not_applicable")
        return answer_text(question, answer, self.catalog)

    def mark(self, holds: bool) -> str:
        return self.catalog.text("export.yes") if holds else ""


def answer_table(data: ReportData, catalog: Catalog) -> Table:
    """Return every question asked with its answer, in the language of a catalogue."""
    words = _Words(data, catalog, data.voices is not None)
    return Table(
        name=catalog.text("export.sheet.answers"),
        columns=tuple(
            Column(key=key, title=catalog.text(f"export.answers.{key}"), width=width)
            for key, width in words.widths.items()
        ),
        rows=tuple(
            _row(score, line, words) for score in data.evaluation.duties for line in score.lines
        ),
    )


def _row(score: DutyScore, line: QuestionLine, words: _Words) -> tuple[Value, ...]:
    question, say = line.question, words.catalog.text
    silent = Answer(question_id=question.id, state=AnswerState.OPEN)
    answer = words.data.assessment.answers.get(question.id, silent)
    name = duty_name(score.duty, words.catalog)
    cells: dict[str, Value] = {
        "id": question.id,
        "responsibility": say("report.plan.duty", code=score.duty.code, duty=name),
        "question": words.catalog.say(question.text),
        "critical": words.mark(question.critical),
        "w": question.weight,
        "answer": words.say(question, answer),
        "v": line.value,
        "reason": answer.reason,
        "note": answer.note,
        "evidence": say(f"word.evidence.{answer.evidence}"),
        "answered": _moment(answer.answered_at),
        "interview": _interview(answer.interview, words.data),
        "flagged": words.mark(answer.flagged),
        "carried": words.mark(answer.carried),
    }
    if words.has_both:
        claim = words.data.claims.answers.get(question.id, silent)
        finding = words.data.claims.findings.get(question.id, silent)
        cells |= {
            "claim": words.say(question, claim),
            "claim_note": claim.note,
            "finding": words.say(question, finding),
            "finding_note": finding.note,
        }
    return tuple(cells[key] for key in words.widths)


def _moment(moment: datetime | None) -> datetime | None:
    """Return a moment in UTC, without its zone."""
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0) if moment else None


def _interview(key: str, data: ReportData) -> str:
    """Return who was asked: name, else role, else the id of the interview."""
    held = data.claims.interviews.get(key)
    return (held.name or held.role or key) if held is not None else key
