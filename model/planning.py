"""The order of improvement actions: most gain for least effort first, by docs/scoring.md.

The gain of an action is found by scoring again. Only the duty that the action touches can
change, so only that duty is scored again; the sums are the same exact fractions.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from model.assessment import DEFAULT_BUDGET, AnswerState
from model.division import DutyState
from model.effects import done, standing, with_required, would_change
from model.improvement import (
    Candidate,
    Horizon,
    ImprovementPlan,
    Placement,
    ProofStep,
    RankedAction,
    Rating,
    Tie,
    candidates,
    estimated,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from model.assessment import Assessment
    from model.effects import Standing
    from model.evaluation import Evaluation
    from model.responsibility import ResponsibilityMatrix
    from model.scoring import DutyScore

_Order = tuple[Fraction, bool, int, int, str]

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
class _Trial:
    """One action tried with its unmet prerequisites: the duties as they would be.

    Attributes:
        after: the state with the whole bundle done.
        order: where it stands among others that change no sum of U: by the priority times that
            sum, then the rule for ties. The same in every round, and so worked out once.
        units: change of the sum of U.
        earned: change of the sum of U·R.
        closed: critical gaps that the bundle closes.
    """

    bundle: tuple[Candidate, ...]
    after: Standing
    units: int
    earned: Fraction
    closed: int
    exposure: Fraction
    effort: int
    order: _Order

    def overlaps(self, other: _Trial) -> bool:
        """Say whether one is done on the way to the other; then they do not compete."""
        mine, others = ({c.id for c in t.bundle} for t in (self, other))
        return self.bundle[-1].id in others or other.bundle[-1].id in mine

    @property
    def duty_ids(self) -> set[str]:
        return {candidate.duty.id for candidate in self.bundle}

    @property
    def risk(self) -> Fraction:
        return _risk(self.closed, self.exposure)

    def gain_in(self, units: int, earned: Fraction) -> Fraction:
        """Return what it brings to the sums of U and U·R as they are now."""
        return _quotient(earned + self.earned, units + self.units) - _quotient(earned, units)

    def order_in(self, units: int, earned: Fraction) -> _Order:
        """Return its place with these sums; comparable among trials of the same sums only."""
        if not self.units:
            return self.order
        worth = self.gain_in(units, earned) * self.risk * units / self.effort
        return (-worth, *self.order[1:])


class _Ranking:
    """Takes the highest priority, scores again, and repeats."""

    def __init__(
        self,
        matrix: ResponsibilityMatrix,
        scores: Sequence[DutyScore],
        assessment: Assessment,
        budget: int,
    ) -> None:
        self._assessment = assessment
        self._budget = budget
        self._now = self._start = standing(matrix, scores, assessment)
        self._left = {c.id: c for c in estimated(candidates(scores), assessment)}
        self._trials: dict[str, _Trial] = {}

    def run(self) -> tuple[RankedAction, ...]:
        ranked: list[RankedAction] = []
        units = sum(_units(s) for s in self._now.scores.values())
        earned = sum((_earned(s) for s in self._now.scores.values()), Fraction(0))
        while True:
            self._try_all()
            if not self._trials:
                return _with_horizons(ranked, self._budget)
            best, rating = self._best(units, earned)
            aim = best.bundle[-1].id
            for candidate in best.bundle:
                if not would_change(candidate, self._now):
                    del self._left[candidate.id]
                    continue
                trial = self._try((candidate,))
                share = _quotient(earned, units)
                units, earned = units + trial.units, earned + trial.earned
                taken = self._take(candidate, trial, rating)
                share_after = _quotient(earned, units)
                ranked.append(
                    replace(
                        taken,
                        rank=len(ranked) + 1,
                        gain=share_after - share,
                        share_after=share_after,
                        taken_for="" if candidate.id == aim else aim,
                    )
                )
            touched = best.duty_ids
            self._trials = {key: t for key, t in self._trials.items() if not t.duty_ids & touched}

    def shares_after(self, ranked: Sequence[RankedAction]) -> dict[Horizon, Fraction]:
        """Score again what is done by the end of each horizon.

        Gains of a plan are not added up: an action can gain more, or less, where one that
        was ranked before it is still to be done.
        """
        now, shares = self._start, {}
        for horizon in Horizon:
            for action in ranked:
                if action.horizon is horizon:
                    now = done(action.candidate, now)
            scores = now.scores.values()
            earned = sum((_earned(s) for s in scores), Fraction(0))
            shares[horizon] = _quotient(earned, sum(_units(s) for s in scores))
        return shares

    def _try_all(self) -> None:
        for candidate in list(self._left.values()):
            if candidate.id in self._trials:
                continue
            if would_change(candidate, self._now):
                bundle = with_required(candidate, self._left, self._now)
                self._trials[candidate.id] = self._try(bundle)
            else:
                del self._left[candidate.id]

    def _best(self, units: int, earned: Fraction) -> tuple[_Trial, Rating]:
        """Return what comes first of all that is left, and what put it there."""
        orders = {key: t.order_in(units, earned) for key, t in self._trials.items()}
        key = min(orders, key=orders.__getitem__)
        best = self._trials[key]
        gain = best.gain_in(units, earned)
        rest = (k for k, other in self._trials.items() if not best.overlaps(other))
        tied = [orders[k] for k in rest if orders[k][0] == orders[key][0]]
        rating = Rating(
            priority=gain * best.risk / best.effort,
            gain=gain,
            effort=best.effort,
            closes_gap=best.closed > 0,
            is_exposed=best.exposure > 0,
            tie=_tie(orders[key], min(tied)) if tied else None,
        )
        return best, rating

    def _try(self, bundle: tuple[Candidate, ...]) -> _Trial:
        after = self._now
        for candidate in bundle:
            after = done(candidate, after)
        before = self._now.scores
        touched = {candidate.duty.id for candidate in bundle}
        exposed = any(
            self._assessment.holds(fact) for candidate in bundle for fact in candidate.exposure
        )
        exposure = Fraction(1, 2) if exposed else Fraction(0)
        closed = sum(
            len(before[d].critical_gaps) - len(after.scores[d].critical_gaps) for d in touched
        )
        earned = sum((_earned(after.scores[d]) - _earned(before[d]) for d in touched), Fraction(0))
        effort, last = sum(candidate.effort for candidate in bundle), bundle[-1]
        low = before[last.duty.id].low
        weight = low.units if low else 0
        worth = earned * _risk(closed, exposure) / effort
        return _Trial(
            bundle=bundle,
            after=after,
            units=sum(_units(after.scores[d]) - _units(before[d]) for d in touched),
            earned=earned,
            closed=closed,
            exposure=exposure,
            effort=effort,
            order=(-worth, closed == 0, -weight, effort, last.id),
        )

    def _take(self, candidate: Candidate, trial: _Trial, rating: Rating) -> RankedAction:
        """Do an action, and return it; its place and what it brings are still to be told."""
        was = self._now.scores[candidate.duty.id].state
        self._now = trial.after
        del self._left[candidate.id]
        return RankedAction(
            rank=0,
            candidate=candidate,
            gain=Fraction(0),
            risk_factor=trial.risk,
            closes_gap=trial.closed > 0,
            closes_orphan=was is DutyState.ORPHAN,
            share_after=Fraction(0),
            horizon=Horizon.DAYS_180,
            rating=rating,
        )


def _tie(first: _Order, second: _Order) -> Tie:
    """Return which rule told two actions of the same priority apart."""
    differing = (n for n, (a, b) in enumerate(zip(first, second, strict=True)) if a != b)
    return tuple(Tie)[next(differing) - 1]


def _risk(closed: int, exposure: Fraction) -> Fraction:
    return 1 + int(closed > 0) + exposure


def _units(score: DutyScore) -> int:
    return score.result.units if score.result else 0


def _earned(score: DutyScore) -> Fraction:
    return score.result.units * score.result.value if score.result else Fraction(0)


def _quotient(earned: Fraction, units: int) -> Fraction:
    return earned / units if units else Fraction(0)


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
        horizon, placement = Horizon.DAYS_90, Placement.BUDGET
        if action.id in urgent | needed:
            horizon, placement = Horizon.DAYS_30, _urgency(action)
        earliest = [placed[r].horizon for r in action.candidate.requires if r in placed]
        if (latest := max([horizon, *earliest], key=order.index)) is not horizon:
            horizon, placement = latest, Placement.AFTER
        if horizon is Horizon.DAYS_90 and spent + action.candidate.effort > budget:
            horizon, placement = Horizon.DAYS_180, Placement.FULL
        if horizon is Horizon.DAYS_90:
            spent += action.candidate.effort
        placed[action.id] = replace(action, horizon=horizon, placement=placement)
    return tuple(placed.values())


def _urgency(action: RankedAction) -> Placement:
    if action.closes_gap:
        return Placement.GAP
    return Placement.QUICK if action.is_quick_win else Placement.NEEDED


def _with_required(ids: set[str], ranked: Sequence[RankedAction]) -> set[str]:
    """Return the ids of actions and of everything that they require, however far back."""
    found = set(ids)
    for action in reversed(ranked):
        if action.id in found:
            found.update(action.candidate.requires)
    return found
