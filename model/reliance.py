"""Provider reliance: whether the customer has seen proof for what the provider holds.

It enters Clarity, never the share carried (docs/scoring.md): an answer says how the customer
knows. Who has seen nothing relies on the paper's default, as if it had not been asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.assessment import AnswerState
from model.division import divide
from model.facts import Depth
from model.responsibility import Allocation

if TYPE_CHECKING:
    from model.assessment import Answer, Assessment
    from model.division import Division
    from model.questionnaire import Question, Questionnaire, RelianceGroup
    from model.responsibility import ResponsibilityMatrix


def proofs(questionnaire: Questionnaire, assessment: Assessment) -> dict[str, int]:
    """Return how the customer knows, by responsibility: 50, 75 or 100; nothing seen is left out.

    What is not asked does not count: in express depth nothing, elsewhere what the facts leave.
    """
    seen: dict[str, int] = {}
    for group in questionnaire.reliance if assessment.depth is Depth.FULL else ():
        asked = [q for q in _questions(questionnaire, group) if all(map(assessment.holds, q.facts))]
        value = max((_value(q, assessment.answers.get(q.id)) for q in asked), default=0)
        if value > 0:
            seen |= dict.fromkeys(group.covers, value)
    return seen


def division_of(
    matrix: ResponsibilityMatrix, questionnaire: Questionnaire, assessment: Assessment
) -> Division:
    """Return who holds what, as an assessment says it and with what was seen of proofs."""
    return divide(
        matrix,
        assessment.service.model,
        assessment.agreed,
        assessment.overrides,
        proofs(questionnaire, assessment),
        assessment.ledger,
    )


def relied_on(division: Division, group: RelianceGroup) -> tuple[str, ...]:
    """Return the duties of a group that the paper leaves to the provider in this division."""
    return tuple(
        cell.id
        for cell in division.cells
        if cell.id in group.covers
        and cell.override is None
        and cell.allocation is cell.default is Allocation.PROVIDER
    )


def _questions(questionnaire: Questionnaire, group: RelianceGroup) -> tuple[Question, ...]:
    return tuple(q for q in questionnaire.questions if q.responsibility_id == group.id)


def _value(question: Question, answer: Answer | None) -> int:
    if answer is None or answer.state is not AnswerState.CHOSEN:
        return 0
    return question.value_of(answer.choices)
