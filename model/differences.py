"""Where the auditor's findings differ from what the customer claims (pure)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from model.assessment import Answer, AnswerState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from model.assessment import Assessment
    from model.questionnaire import Question, Questionnaire


class Comparison(StrEnum):
    """How a finding stands to a claim; examined where the customer claimed nothing."""

    EXAMINED = "examined"
    AGREES = "agrees"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One question that the auditor examined, with both answers.

    Attributes:
        claim: what the customer said; an open answer where it said nothing.
        finding: what the auditor found; never open.
    """

    question: Question
    claim: Answer
    finding: Answer
    state: Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceCounts:
    """How many questions were examined, and how many of them agree and differ.

    Attributes:
        examined: all of them, also those where the customer claimed nothing.
    """

    examined: int
    agreeing: int
    differing: int


def differences(questionnaire: Questionnaire, assessment: Assessment) -> tuple[Difference, ...]:
    """Return every question that the auditor examined, in the order of the questionnaire.

    Answers are the same when they say the same: notes, reasons, proofs and the order in which
    boxes were ticked do not count.
    """
    found = []
    for question in questionnaire.questions:
        nothing = Answer(question_id=question.id, state=AnswerState.OPEN)
        finding = assessment.findings.get(question.id, nothing)
        claim = assessment.answers.get(question.id, nothing)
        state = compared(claim, finding)
        if state is None:
            continue
        found.append(Difference(question=question, claim=claim, finding=finding, state=state))
    return tuple(found)


def count(found: Iterable[Difference]) -> DifferenceCounts:
    """Return how many questions were examined, agree and differ."""
    states = Counter(each.state for each in found)
    return DifferenceCounts(
        examined=states.total(),
        agreeing=states[Comparison.AGREES],
        differing=states[Comparison.DIFFERS],
    )


def compared(claim: Answer | None, finding: Answer | None) -> Comparison | None:
    """Return how a finding stands to a claim; None where the auditor found nothing."""
    if finding is None or finding.state is AnswerState.OPEN:
        return None
    if claim is None or claim.state is AnswerState.OPEN:
        return Comparison.EXAMINED
    return Comparison.AGREES if says_the_same(claim, finding) else Comparison.DIFFERS


def says_the_same(one: Answer | None, other: Answer | None) -> bool:
    """Say whether two answers are the same answer; notes, reasons, marks and times do not count."""
    return _said(one) == _said(other)


def _said(answer: Answer | None) -> tuple[AnswerState, frozenset[str]]:
    if answer is None:
        return AnswerState.OPEN, frozenset()
    return answer.state, frozenset(answer.choices)
