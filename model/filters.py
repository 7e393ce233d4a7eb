"""Which questions the user wants to see: by what was answered, noted, proved or found (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from model.assessment import AnswerState
from model.differences import Comparison, compared, says_the_same

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from model.assessment import Answer, Assessment
    from model.scoring import QuestionLine

GAP_AT = 50
"""Value of an answer, 0 to 100, at and below which the question has a gap."""


class QuestionFilter(StrEnum):
    """What a question must be to be listed."""

    ALL = "all"
    UNANSWERED = "unanswered"
    UNCONFIRMED = "unconfirmed"
    UNKNOWN = "unknown"
    FLAGGED = "flagged"
    NOTED = "noted"
    PROVED = "proved"
    CRITICAL = "critical"
    GAP = "gap"
    CHANGED = "changed"
    DISAGREES = "disagrees"


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What the filters look at besides the question itself.

    Attributes:
        answers: what the voice that speaks has said, by question id.
        previous: answers of the round before; None where there was none.
        proved: ids of questions with a piece of evidence.
    """

    answers: Mapping[str, Answer]
    claims: Mapping[str, Answer]
    findings: Mapping[str, Answer]
    previous: Mapping[str, Answer] | None
    proved: frozenset[str]

    def state(self, line: QuestionLine) -> AnswerState:
        """Return what the voice that speaks has said to a question."""
        answer = self.answers.get(line.question.id)
        return AnswerState.OPEN if answer is None else answer.state


def looked_at(
    assessment: Assessment, answers: Mapping[str, Answer], previous: Assessment | None
) -> Looked:
    """Return what the filters look at.

    Args:
        assessment: the open one.
        answers: those of the voice that speaks.
        previous: the round before; None for the first round, or where it is not here.
    """
    return Looked(
        answers=answers,
        claims=assessment.answers,
        findings=assessment.findings,
        previous=previous.answers if previous is not None else None,
        proved=frozenset(q for each in assessment.evidence.values() for q in each.questions),
    )


def matches(wanted: QuestionFilter, line: QuestionLine, looked: Looked) -> bool:
    """Say whether a question is listed under a filter."""
    return _RULES[wanted](line, looked)


def _is_carried(line: QuestionLine, looked: Looked) -> bool:
    answer = looked.answers.get(line.question.id)
    return answer is not None and answer.carried


def _is_flagged(line: QuestionLine, looked: Looked) -> bool:
    answer = looked.answers.get(line.question.id)
    return answer is not None and answer.flagged


def _is_noted(line: QuestionLine, looked: Looked) -> bool:
    answer = looked.answers.get(line.question.id)
    return answer is not None and bool(answer.note)


def _has_gap(line: QuestionLine, _looked: Looked) -> bool:
    if line.state is AnswerState.UNKNOWN or line.is_critical_gap:
        return True
    is_counted = line.state is AnswerState.CHOSEN and line.value is not None
    return is_counted and (line.value or 0) <= GAP_AT


def _has_changed(line: QuestionLine, looked: Looked) -> bool:
    if looked.previous is None:
        return False
    key = line.question.id
    return not says_the_same(looked.previous.get(key), looked.claims.get(key))


def _disagrees(line: QuestionLine, looked: Looked) -> bool:
    key = line.question.id
    return compared(looked.claims.get(key), looked.findings.get(key)) is Comparison.DIFFERS


_RULES: dict[QuestionFilter, Callable[[QuestionLine, Looked], bool]] = {
    QuestionFilter.ALL: lambda _line, _looked: True,
    QuestionFilter.UNANSWERED: lambda line, looked: looked.state(line) is AnswerState.OPEN,
    QuestionFilter.UNCONFIRMED: _is_carried,
    QuestionFilter.UNKNOWN: lambda line, looked: looked.state(line) is AnswerState.UNKNOWN,
    QuestionFilter.FLAGGED: _is_flagged,
    QuestionFilter.NOTED: _is_noted,
    QuestionFilter.PROVED: lambda line, looked: line.question.id in looked.proved,
    QuestionFilter.CRITICAL: lambda line, _: line.question.critical,
    QuestionFilter.GAP: _has_gap,
    QuestionFilter.CHANGED: _has_changed,
    QuestionFilter.DISAGREES: _disagrees,
}
