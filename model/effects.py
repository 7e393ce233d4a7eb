"""What improvement actions do to an assessment: answers raised, duties settled, scored again.

Only the duty that an action touches can change, so only that duty is scored again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from model.assessment import AgreedOption, AnswerState
from model.division import divide
from model.improvement import FULLY_KNOWN, ActionKind
from model.ledger import Claim, ClaimSource
from model.responsibility import Allocation
from model.scoring import score_duty

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from model.assessment import Answer, Assessment, Override
    from model.improvement import Candidate
    from model.ledger import Ledger
    from model.responsibility import ResponsibilityMatrix, ServiceModel
    from model.scoring import DutyScore


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What holds once some actions are done.

    Attributes:
        scores: of the duties that actions may touch, by their ids.
    """

    matrix: ResponsibilityMatrix
    model: ServiceModel
    answers: Mapping[str, Answer]
    agreed: Mapping[str, AgreedOption]
    overrides: Mapping[str, Override]
    ledger: Ledger
    scores: Mapping[str, DutyScore]


def standing(
    matrix: ResponsibilityMatrix, scores: Iterable[DutyScore], assessment: Assessment
) -> Standing:
    """Return what holds while no action is done."""
    return Standing(
        matrix=matrix,
        model=assessment.service.model,
        answers=assessment.answers,
        agreed=assessment.agreed,
        overrides=assessment.overrides,
        ledger=assessment.ledger,
        scores={s.duty.id: s for s in scores},
    )


def as_told(assessment: Assessment, after: Standing) -> Assessment:
    """Return the assessment as it would be told once some actions are done."""
    return replace(
        assessment,
        answers=after.answers,
        agreed=after.agreed,
        overrides=after.overrides,
        claims=after.ledger.claims,
    )


def would_change(candidate: Candidate, now: Standing) -> bool:
    """Say whether an action still has something to do."""
    if candidate.kind is not ActionKind.RAISE or candidate.question is None:
        return True
    answer = now.answers.get(candidate.question.id)
    return _raised(candidate, answer) != answer


def with_required(
    candidate: Candidate, others: Mapping[str, Candidate], now: Standing
) -> tuple[Candidate, ...]:
    """Return an action after its unmet prerequisites, each once.

    Args:
        candidate: the action.
        others: every action that can be a prerequisite, by its id.
        now: what holds already.
    """
    found: dict[str, Candidate] = {}
    seen: set[str] = set()

    def visit(each: Candidate) -> None:
        seen.add(each.id)
        for required in (others.get(r) for r in each.requires):
            if required and required.id not in seen and would_change(required, now):
                visit(required)
        found[each.id] = each

    visit(candidate)
    return tuple(found.values())


def done(candidate: Candidate, now: Standing) -> Standing:
    """Return what holds after one action."""
    duty = candidate.duty
    if candidate.question is not None:
        key = candidate.question.id
        raised = _raised(candidate, now.answers.get(key))
        now = replace(now, answers={**now.answers, key: raised})
    else:
        now = _confirmed(candidate, now)
        settled = divide(now.matrix, now.model, now.agreed, now.overrides, ledger=now.ledger)
        duty = replace(duty, cell=settled.by_id[duty.id])
    score = score_duty(duty, now.answers)
    return replace(now, scores={**now.scores, duty.id: score})


def _confirmed(candidate: Candidate, now: Standing) -> Standing:
    """Have the provider confirm in writing that it holds the duty."""
    override = now.overrides.get(candidate.duty.id)
    if override is not None:
        settled = replace(override, allocation=Allocation.PROVIDER, known_by=FULLY_KNOWN)
        return replace(now, overrides={**now.overrides, override.responsibility_id: settled})
    if candidate.negotiation is None:
        written = Claim(
            responsibility_id=candidate.duty.id,
            source=ClaimSource.CONTRACT,
            allocation=Allocation.PROVIDER,
        )
        claims = {**now.ledger.claims, written.key: written}
        return replace(now, ledger=replace(now.ledger, claims=claims))
    options = candidate.negotiation.options
    given = next(o for o in options if o.allocation is Allocation.PROVIDER)
    key = candidate.negotiation.id
    agreed = AgreedOption(negotiation_id=key, option=given.id, known_by=FULLY_KNOWN)
    return replace(now, agreed={**now.agreed, key: agreed})


def _raised(candidate: Candidate, answer: Answer | None) -> Answer:
    """Return the answer after an action: never lower than before."""
    question, action = candidate.question, candidate.template
    if question is None or action is None or answer is None:
        raise ValueError(candidate.id)
    if action.to is None:
        if answer.choices and set(action.boxes) <= set(answer.choices):
            return answer
        ticked = set(answer.choices) | set(action.boxes)
        choices = tuple(c.id for c in question.choices if c.id in ticked)
    else:
        is_higher = question.choice(action.to).value > question.value_of(answer.choices)
        is_unknown = answer.state is AnswerState.UNKNOWN
        choices = (action.to,) if is_higher or is_unknown else answer.choices
    if choices == answer.choices:
        return answer
    return replace(answer, state=AnswerState.CHOSEN, choices=choices)
