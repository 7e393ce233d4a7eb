"""Every improvement action that the documents tell, with what was decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from model.assessment import ActionState, AnswerState, PlanEntry
from model.division import DutyState
from model.improvement import CONFIRM_EFFORT, SETTLE_EFFORT, ActionKind, Candidate
from model.responsibility import Allocation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from model.improvement import RankedAction
    from model.questionnaire import ImprovementAction, Question
    from model.reporting.data import ReportData
    from model.scoring import DutyScore


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One improvement action.

    Attributes:
        group: "paper" and "beyond" are ranked, "proof" asks for the provider's proof, "kept"
            is no longer in the plan, and something was decided about it.
        ranked: its place in the plan; None for proofs and what was kept.
        is_reached: the answers, or the division, are already as the action would have them.
        due: the day that was set, else the end of its horizon while it is still to be done; None
            where neither is known.
    """

    group: str
    candidate: Candidate
    score: DutyScore
    entry: PlanEntry
    ranked: RankedAction | None
    is_reached: bool
    due: date | None

    @property
    def id(self) -> str:
        """Return the id of the action."""
        return self.candidate.id

    @property
    def is_left(self) -> bool:
        """Say whether it is still to be done."""
        return not self.is_reached and self.state in _LEFT

    @property
    def state(self) -> ActionState:
        """Return where the action stands."""
        return self.entry.state


_LEFT = (ActionState.OPEN, ActionState.DOING)


def items(data: ReportData) -> tuple[Item, ...]:
    """Return the actions in the order of the plan, then proofs, then what was only kept."""
    planned = tuple(_planned(data))
    there = {item.id for item in planned}
    return planned + tuple(item for item in _kept(data) if item.id not in there)


def _planned(data: ReportData) -> Iterator[Item]:
    scores = {score.duty.id: score for score in data.evaluation.duties}
    for group, ranking in (("paper", data.plan.ranked), ("beyond", data.plan.beyond)):
        for action in ranking:
            entry = _entry(data, action.id)
            yield Item(
                group=group,
                candidate=action.candidate,
                score=scores[action.candidate.duty.id],
                entry=entry,
                ranked=action,
                is_reached=False,
                due=entry.due or _horizon_end(data, action, entry),
            )
    for step in data.plan.proofs:
        score = scores[step.duty.id]
        yield _item(data, "proof", score, _raising(score, step.question, step.action))


def _kept(data: ReportData) -> Iterator[Item]:
    """Yield actions that are not ranked although somebody decided something about them."""
    known = _known(data)
    for action_id in sorted(data.assessment.plan):
        if data.assessment.plan[action_id] != PlanEntry(action_id=action_id) and action_id in known:
            score, candidate = known[action_id]
            yield _item(data, "kept", score, candidate)


def _item(data: ReportData, group: str, score: DutyScore, candidate: Candidate) -> Item:
    entry = _entry(data, candidate.id)
    return Item(
        group=group,
        candidate=candidate,
        score=score,
        entry=entry,
        ranked=None,
        is_reached=_is_reached(data, candidate),
        due=entry.due,
    )


def _known(data: ReportData) -> Mapping[str, tuple[DutyScore, Candidate]]:
    """Return the actions of everything that was answered, and of what the division settles."""
    found: dict[str, tuple[DutyScore, Candidate]] = {}
    for score in data.evaluation.duties:
        for asked in score.lines:
            for action in asked.question.actions if asked.value is not None else ():
                found[action.id] = (score, _raising(score, asked.question, action))
        if score.duty.cell is not None and score.state in _SETTLED:
            candidate = _settling(score)
            found[candidate.id] = (score, candidate)
    return found


_SETTLED = (DutyState.HELD, DutyState.HANDED_OVER)


def _raising(score: DutyScore, question: Question, action: ImprovementAction) -> Candidate:
    return Candidate(
        id=action.id,
        kind=ActionKind.RAISE,
        duty=score.duty,
        question=question,
        template=action,
        negotiation=None,
        effort=action.effort,
        needs_provider=action.needs_provider,
        requires=action.requires,
        exposure=question.exposure,
    )


def _settling(score: DutyScore) -> Candidate:
    cell = score.duty.cell
    is_confirmed = cell is not None and cell.allocation is Allocation.PROVIDER
    return Candidate(
        id=f"{score.duty.code}-M-A1",
        kind=ActionKind.CONFIRM if is_confirmed else ActionKind.SETTLE,
        duty=score.duty,
        question=None,
        template=None,
        negotiation=cell.negotiation if cell is not None else None,
        effort=CONFIRM_EFFORT if is_confirmed else SETTLE_EFFORT,
        needs_provider=True,
        requires=(),
        exposure=score.duty.exposure,
    )


def _is_reached(data: ReportData, candidate: Candidate) -> bool:
    """Say whether doing the action would change nothing.

    What the division settles is in no plan once it is settled, so it is reached.
    """
    question, action = candidate.question, candidate.template
    if question is None or action is None:
        return True
    answer = data.assessment.answers.get(question.id)
    if answer is None or answer.state is not AnswerState.CHOSEN:
        return False
    if action.to is None:
        return set(action.boxes) <= set(answer.choices)
    return question.value_of(answer.choices) >= question.choice(action.to).value


def _entry(data: ReportData, action_id: str) -> PlanEntry:
    return data.assessment.plan.get(action_id) or PlanEntry(action_id=action_id)


def _horizon_end(data: ReportData, action: RankedAction, entry: PlanEntry) -> date | None:
    begins = data.assessment.plan_day
    if begins is None or entry.state not in _LEFT:
        return None
    try:
        return begins + timedelta(days=int(action.horizon.value))
    except OverflowError:
        return None
