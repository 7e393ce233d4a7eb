"""The order of improvement actions: most gain for least effort first, by docs/scoring.md.

The gain of an action is found by scoring again. Only the duty that the action touches can
change, so only that duty is scored again; the sums are the same exact fractions.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from model.assessment import DEFAULT_BUDGET, AgreedOption, Answer, AnswerState
from model.division import DutyState, divide
from model.improvement import (
    FULLY_KNOWN,
    ActionKind,
    Candidate,
    Horizon,
    ImprovementPlan,
    ProofStep,
    RankedAction,
    candidates,
)
from model.ledger import Claim, ClaimSource
from model.responsibility import Allocation
from model.scoring import score_duty

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from model.assessment import Assessment, Override
    from model.evaluation import Evaluation
    from model.ledger import Ledger
    from model.responsibility import ResponsibilityMatrix
    from model.scoring import DutyScore

PROOF_SEEN = 75
"""From here on the customer has seen the proof itself (known_by of the scoring rule)."""


def plan(
    matrix: ResponsibilityMatrix,
    evaluation: Evaluation,
    assessment: Assessment,
    budget: int = DEFAULT_BUDGET,
) -> ImprovementPlan:
    """Rank every action that would change something.

    Args:
        matrix: the division that `evaluation` was made with.
        evaluation: the numbers as they are now.
        assessment: the answers behind them.
        budget: effort points that fit into the second horizon (90 days).
    """
    asked = (*evaluation.of_paper, *evaluation.of_extensions)
    lines = [line for score in asked for line in score.lines]
    ranking = _Ranking(matrix, evaluation.of_paper, assessment, budget)
    ranked = ranking.run()
    return ImprovementPlan(
        share_before=evaluation.share.value,
        ranked=ranked,
        shares_after=ranking.shares_after(ranked) if evaluation.share.units else {},
        beyond=_Ranking(matrix, evaluation.of_extensions, assessment, budget).run(),
        proofs=tuple(_proof_steps(evaluation)),
        to_find_out=tuple(ln.question for ln in lines if ln.state is AnswerState.UNKNOWN),
    )


def _proof_steps(evaluation: Evaluation) -> Iterator[ProofStep]:
    """Return the next step for each proof that was asked for and not seen."""
    for score in evaluation.of_reliance:
        for line in score.lines:
            if line.value is None or line.value >= PROOF_SEEN:
                continue
            question = line.question
            ahead = [a for a in question.actions if question.value_of((str(a.to),)) > line.value]
            if ahead:
                yield ProofStep(duty=score.duty, question=question, action=ahead[0])


@dataclass(frozen=True, slots=True)
class _State:
    """What the actions so far have changed."""

    answers: Mapping[str, Answer]
    agreed: Mapping[str, AgreedOption]
    overrides: Mapping[str, Override]
    ledger: Ledger
    scores: Mapping[str, DutyScore]


@dataclass(frozen=True, slots=True)
class _Trial:
    """One action tried with its unmet prerequisites: the duties as they would be.

    Attributes:
        after: the state with the whole bundle done.
        units: change of the sum of U.
        earned: change of the sum of U·R.
        closed: critical gaps that the bundle closes.
    """

    bundle: tuple[Candidate, ...]
    after: _State
    units: int
    earned: Fraction
    closed: int
    exposure: Fraction

    @property
    def effort(self) -> int:
        return sum(candidate.effort for candidate in self.bundle)

    @property
    def duty_ids(self) -> set[str]:
        return {candidate.duty.id for candidate in self.bundle}

    @property
    def risk(self) -> Fraction:
        return 1 + Fraction(int(self.closed > 0)) + self.exposure


class _Ranking:
    """Takes the highest priority, scores again, and repeats."""

    def __init__(
        self,
        matrix: ResponsibilityMatrix,
        scores: Sequence[DutyScore],
        assessment: Assessment,
        budget: int,
    ) -> None:
        self._matrix = matrix
        self._assessment = assessment
        self._budget = budget
        self._state = self._start = _State(
            answers=assessment.answers,
            agreed=assessment.agreed,
            overrides=assessment.overrides,
            ledger=assessment.ledger,
            scores={s.duty.id: s for s in scores},
        )
        self._left = {c.id: _as_estimated(c, assessment) for c in candidates(scores)}
        self._trials: dict[str, _Trial] = {}

    def run(self) -> tuple[RankedAction, ...]:
        ranked: list[RankedAction] = []
        units = sum(_units(s) for s in self._state.scores.values())
        earned = sum((_earned(s) for s in self._state.scores.values()), Fraction(0))
        while True:
            self._try_all()
            if not self._trials:
                return _with_horizons(ranked, self._budget)
            best = min(self._trials.values(), key=lambda t: self._order(t, units, earned))
            for candidate in best.bundle:
                if not self._changes(candidate):
                    del self._left[candidate.id]
                    continue
                trial = self._try((candidate,))
                share = _quotient(earned, units)
                units, earned = units + trial.units, earned + trial.earned
                ranked.append(self._take(candidate, trial, share, _quotient(earned, units), ranked))
            touched = best.duty_ids
            self._trials = {key: t for key, t in self._trials.items() if not t.duty_ids & touched}

    def shares_after(self, ranked: Sequence[RankedAction]) -> dict[Horizon, Fraction]:
        """Score again what is done by the end of each horizon.

        Gains of a plan are not added up: an action can gain more, or less, where one that
        was ranked before it is still to be done.
        """
        state, shares = self._start, {}
        for horizon in Horizon:
            for action in ranked:
                if action.horizon is horizon:
                    state = self._done(action.candidate, state)
            scores = state.scores.values()
            earned = sum((_earned(s) for s in scores), Fraction(0))
            shares[horizon] = _quotient(earned, sum(_units(s) for s in scores))
        return shares

    def _try_all(self) -> None:
        for candidate in list(self._left.values()):
            if candidate.id in self._trials:
                continue
            if self._changes(candidate):
                self._trials[candidate.id] = self._try(self._bundle(candidate))
            else:
                del self._left[candidate.id]

    def _order(self, trial: _Trial, units: int, earned: Fraction) -> tuple[object, ...]:
        gain = _quotient(earned + trial.earned, units + trial.units) - _quotient(earned, units)
        last = trial.bundle[-1]
        score = self._state.scores[last.duty.id]
        return (
            -gain * trial.risk / trial.effort,
            trial.closed == 0,
            -(score.low.units if score.low else 0),
            trial.effort,
            last.id,
        )

    def _bundle(self, candidate: Candidate) -> tuple[Candidate, ...]:
        """Return the action after its unmet prerequisites, each once."""
        found: dict[str, Candidate] = {}
        seen: set[str] = set()

        def visit(each: Candidate) -> None:
            seen.add(each.id)
            for required in (self._left.get(r) for r in each.requires):
                if required and required.id not in seen and self._changes(required):
                    visit(required)
            found[each.id] = each

        visit(candidate)
        return tuple(found.values())

    def _try(self, bundle: tuple[Candidate, ...]) -> _Trial:
        after = self._state
        for candidate in bundle:
            after = self._done(candidate, after)
        before = self._state.scores
        touched = {candidate.duty.id for candidate in bundle}
        exposed = any(
            self._assessment.holds(fact) for candidate in bundle for fact in candidate.exposure
        )
        return _Trial(
            bundle=bundle,
            after=after,
            units=sum(_units(after.scores[d]) - _units(before[d]) for d in touched),
            earned=sum(
                (_earned(after.scores[d]) - _earned(before[d]) for d in touched), Fraction(0)
            ),
            closed=sum(
                len(before[d].critical_gaps) - len(after.scores[d].critical_gaps) for d in touched
            ),
            exposure=Fraction(1, 2) if exposed else Fraction(0),
        )

    def _take(
        self,
        candidate: Candidate,
        trial: _Trial,
        share: Fraction,
        share_after: Fraction,
        ranked: Sequence[RankedAction],
    ) -> RankedAction:
        was = self._state.scores[candidate.duty.id].state
        self._state = trial.after
        del self._left[candidate.id]
        return RankedAction(
            rank=len(ranked) + 1,
            candidate=candidate,
            gain=share_after - share,
            risk_factor=trial.risk,
            closes_gap=trial.closed > 0,
            closes_orphan=was is DutyState.ORPHAN,
            share_after=share_after,
            horizon=Horizon.DAYS_180,
        )

    def _changes(self, candidate: Candidate) -> bool:
        if candidate.kind is not ActionKind.RAISE or candidate.question is None:
            return True
        answer = self._state.answers.get(candidate.question.id)
        return _raised(candidate, answer) != answer

    def _done(self, candidate: Candidate, state: _State) -> _State:
        """Return the state after one action."""
        duty = candidate.duty
        if candidate.question is not None:
            key = candidate.question.id
            raised = _raised(candidate, state.answers.get(key))
            state = replace(state, answers={**state.answers, key: raised})
        else:
            state = _confirmed(candidate, state)
            division = divide(
                self._matrix,
                self._assessment.service.model,
                state.agreed,
                state.overrides,
                ledger=state.ledger,
            )
            duty = replace(duty, cell=division.by_id[duty.id])
        score = score_duty(duty, state.answers)
        return replace(state, scores={**state.scores, duty.id: score})


def _as_estimated(candidate: Candidate, assessment: Assessment) -> Candidate:
    """Return an action with the user's own effort points, where there are any."""
    entry = assessment.plan.get(candidate.id)
    if entry is None or entry.effort is None:
        return candidate
    return replace(candidate, effort=entry.effort)


def _confirmed(candidate: Candidate, state: _State) -> _State:
    """Have the provider confirm in writing that it holds the duty."""
    override = state.overrides.get(candidate.duty.id)
    if override is not None:
        settled = replace(override, allocation=Allocation.PROVIDER, known_by=FULLY_KNOWN)
        return replace(state, overrides={**state.overrides, override.responsibility_id: settled})
    if candidate.negotiation is None:
        written = Claim(
            responsibility_id=candidate.duty.id,
            source=ClaimSource.CONTRACT,
            allocation=Allocation.PROVIDER,
        )
        claims = {**state.ledger.claims, written.key: written}
        return replace(state, ledger=replace(state.ledger, claims=claims))
    options = candidate.negotiation.options
    given = next(o for o in options if o.allocation is Allocation.PROVIDER)
    key = candidate.negotiation.id
    agreed = AgreedOption(negotiation_id=key, option=given.id, known_by=FULLY_KNOWN)
    return replace(state, agreed={**state.agreed, key: agreed})


def _units(score: DutyScore) -> int:
    return score.result.units if score.result else 0


def _earned(score: DutyScore) -> Fraction:
    return score.result.units * score.result.value if score.result else Fraction(0)


def _quotient(earned: Fraction, units: int) -> Fraction:
    return earned / units if units else Fraction(0)


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


def _with_horizons(ranked: Sequence[RankedAction], budget: int) -> tuple[RankedAction, ...]:
    """Place critical gaps and quick wins in 30 days, the rest by order within the budget.

    An action is never placed before one that it requires.
    """
    urgent = {a.id for a in ranked if a.closes_gap or a.is_quick_win}
    needed = _with_required({a.id for a in ranked if a.closes_gap}, ranked)
    placed: dict[str, RankedAction] = {}
    spent = 0
    order = list(Horizon)
    for action in ranked:
        if action.id in urgent | needed:
            horizon = Horizon.DAYS_30
        elif spent + action.candidate.effort <= budget:
            horizon = Horizon.DAYS_90
        else:
            horizon = Horizon.DAYS_180
        earliest = [placed[r].horizon for r in action.candidate.requires if r in placed]
        horizon = max([horizon, *earliest], key=order.index)
        if horizon is Horizon.DAYS_90 and spent + action.candidate.effort > budget:
            horizon = Horizon.DAYS_180
        if horizon is Horizon.DAYS_90:
            spent += action.candidate.effort
        placed[action.id] = replace(action, horizon=horizon)
    return tuple(placed.values())


def _with_required(ids: set[str], ranked: Sequence[RankedAction]) -> set[str]:
    """Return the ids of actions and of everything that they require, however far back."""
    found = set(ids)
    for action in reversed(ranked):
        if action.id in found:
            found.update(action.candidate.requires)
    return found
