"""Which questions a customer is asked: division, facts and depth decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.facts import Depth, Fact
from model.questionnaire import EXTENSION, RELIANCE
from model.reliance import relied_on

if TYPE_CHECKING:
    from model.assessment import Assessment
    from model.division import Division, DivisionCell
    from model.language import LocalizedText
    from model.questionnaire import Question, Questionnaire


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What the customer is asked about one responsibility, one extension, or one proof.

    Attributes:
        category_id: the paper's category, `EXTENSION` or `RELIANCE`.
        cell: its place in the division; None for an extension, and for a proof.
        questions: in a fixed order; empty where facts switch all of them off, or the
            provider holds the responsibility.
        exposure: facts that make a failure of the duty worse, whether it is asked or not.
    """

    id: str
    code: str
    category_id: str
    importance: int
    name: LocalizedText
    cell: DivisionCell | None
    questions: tuple[Question, ...]
    exposure: tuple[Fact, ...]


def duties(
    questionnaire: Questionnaire, division: Division, assessment: Assessment
) -> tuple[Duty, ...]:
    """Return every coded duty of the service model, then the extensions, then the proofs.

    Proofs of what the provider holds are asked for in full depth only. A duty that is asked
    under another one is left out. Questions are ordered leads first, critical ones before
    others, then by id, whatever their order in the file.
    """
    of_paper = tuple(
        Duty(
            id=cell.id,
            code=cell.responsibility.code or cell.id,
            category_id=cell.responsibility.category_id,
            importance=cell.responsibility.importance,
            name=cell.responsibility.name,
            cell=cell,
            questions=_questions(questionnaire, assessment, cell.id) if cell.is_asked else (),
            exposure=_exposure(questionnaire, cell.id),
        )
        for cell in division.cells
        if cell.asked_with is None and (cell.responsibility.code or cell.is_asked)
    )
    beyond = tuple(
        Duty(
            id=extension.id,
            code=extension.id,
            category_id=EXTENSION,
            importance=extension.importance,
            name=extension.name,
            cell=None,
            questions=_questions(questionnaire, assessment, extension.id),
            exposure=_exposure(questionnaire, extension.id),
        )
        for extension in questionnaire.extensions
    )
    proofs = tuple(
        Duty(
            id=group.id,
            code=group.id,
            category_id=RELIANCE,
            importance=1,
            name=group.name,
            cell=None,
            questions=_questions(questionnaire, assessment, group.id),
            exposure=(),
        )
        for group in questionnaire.reliance
        if assessment.depth is Depth.FULL and relied_on(division, group)
    )
    return of_paper + beyond + proofs


def _questions(
    questionnaire: Questionnaire, assessment: Assessment, duty_id: str
) -> tuple[Question, ...]:
    chosen = [
        q
        for q in questionnaire.questions
        if q.responsibility_id == duty_id
        and (q.lead or assessment.depth is Depth.FULL)
        and all(assessment.holds(fact) for fact in q.facts)
    ]
    return tuple(sorted(chosen, key=lambda q: (not q.lead, not q.critical, _number(q.id))))


def _exposure(questionnaire: Questionnaire, duty_id: str) -> tuple[Fact, ...]:
    found = {
        fact
        for question in questionnaire.questions
        if question.responsibility_id == duty_id
        for fact in question.exposure
    }
    return tuple(fact for fact in Fact if fact in found)


def _number(question_id: str) -> tuple[int, str]:
    number = question_id.rpartition("-Q")[2]
    return (int(number) if number.isdigit() else 0, question_id)
