"""Improvement actions and the plan they make: what each does, costs and brings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from model.division import DutyState
from model.responsibility import Allocation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from model.applicability import Duty
    from model.assessment import Assessment
    from model.facts import Fact
    from model.questionnaire import ImprovementAction, Question
    from model.responsibility import Negotiation
    from model.scoring import DutyScore

QUICK_EFFORT = 2
QUICK_GAIN = Fraction(1)
FULLY_KNOWN = 100
CONFIRM_EFFORT = 1
SETTLE_EFFORT = 2


class Horizon(StrEnum):
    """When an action is to be finished, counted from the day of the plan."""

    DAYS_30 = "30"
    DAYS_90 = "90"
    DAYS_180 = "180"

    def ends_on(self, begins_on: date) -> date:
        """Return the day by which its actions are to be finished; the last of all at most."""
        last = min(begins_on.toordinal() + int(self.value), date.max.toordinal())
        return date.fromordinal(last)


class ActionKind(StrEnum):
    """What an action does: raise an answer, have a hand-over confirmed, settle who holds it."""

    RAISE = "raise"
    CONFIRM = "confirm"
    SETTLE = "settle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An action that would change something now.

    Attributes:
        template: the action as the questionnaire words it; None for the kinds that concern
            the division.
        negotiation: what a division action settles; None for the others and for overrides.
    """

    id: str
    kind: ActionKind
    duty: Duty
    question: Question | None
    template: ImprovementAction | None
    negotiation: Negotiation | None
    effort: int
    needs_provider: bool
    requires: tuple[str, ...]
    exposure: tuple[Fact, ...]

    @property
    def usual_effort(self) -> int:
        """Return the effort points that it takes where the user says nothing else."""
        if self.template is not None:
            return self.template.effort
        return CONFIRM_EFFORT if self.kind is ActionKind.CONFIRM else SETTLE_EFFORT


class Tie(StrEnum):
    """What tells two actions of the same priority apart, in the order of the rule."""

    GAP = "gap"
    UNITS = "units"
    EFFORT = "effort"
    ID = "id"


class Placement(StrEnum):
    """Why an action is in its horizon.

    GAP and QUICK: it closes a critical gap, or is a quick win. NEEDED: one that closes a gap
    needs it. BUDGET: it fits into the effort to spare. FULL: it does not. AFTER: it needs an
    action that comes no sooner.
    """

    GAP = "gap"
    QUICK = "quick"
    NEEDED = "needed"
    BUDGET = "budget"
    FULL = "full"
    AFTER = "after"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """What put an action, with the prerequisites that it takes along, ahead of all others left.

    Attributes:
        priority: P of the scoring rule: `gain` times the risk factor through `effort`.
        gain: points that they bring together.
        effort: effort points that they take together.
        is_exposed: a fact makes a failure of what they touch worse.
        tie: what decided over an action of the same priority; None where there was none.
    """

    priority: Fraction
    gain: Fraction
    effort: int
    closes_gap: bool
    is_exposed: bool
    tie: Tie | None = None

    @property
    def risk_factor(self) -> Fraction:
        """Return rho of the scoring rule."""
        return Fraction(2 + 2 * self.closes_gap + self.is_exposed, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedAction:
    """An action in its place in the plan.

    Attributes:
        gain: points of share carried (for an extension: of its own number) that the action
            brings once all actions before it are done.
        risk_factor: rho of the scoring rule, 1 to 2.5.
        closes_gap: it closes a critical gap.
        closes_orphan: it gives an orphaned duty a holder.
        share_after: the number once this action and all before it are done.
        rating: what put it in its place; a prerequisite has that of what it is taken along for.
        taken_for: id of the action that takes it along; empty where it stands for itself.
    """

    rank: int
    candidate: Candidate
    gain: Fraction
    risk_factor: Fraction
    closes_gap: bool
    closes_orphan: bool
    share_after: Fraction
    horizon: Horizon
    rating: Rating
    placement: Placement = Placement.FULL
    taken_for: str = ""

    @property
    def id(self) -> str:
        """Return the id of the action."""
        return self.candidate.id

    @property
    def is_quick_win(self) -> bool:
        """Say whether it takes half a day at most and is worth it."""
        worth = self.gain >= QUICK_GAIN or self.closes_gap or self.closes_orphan
        return self.candidate.effort <= QUICK_EFFORT and worth


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofStep:
    """What to do next to see the provider's proof; it makes the division clearer, no score.

    Attributes:
        duty: the group of the provider's duties that the proof is about.
        action: the first action that leads beyond the answer given.
    """

    duty: Duty
    question: Question
    action: ImprovementAction


@dataclass(frozen=True, kw_only=True)
class ImprovementPlan:
    """Every action that would change something, in order.

    Attributes:
        share_before: share carried now; None where nothing counts yet.
        ranked: actions on the paper's duties.
        beyond: actions on the extension duties, ranked among themselves.
        proofs: proof of the provider's that the customer has not seen, in order.
        to_find_out: questions answered "don't know", in order.
        shares_after: share carried once every action up to a horizon is done, by scoring
            again; empty where nothing counts yet.
    """

    share_before: Fraction | None
    ranked: tuple[RankedAction, ...]
    beyond: tuple[RankedAction, ...]
    proofs: tuple[ProofStep, ...]
    to_find_out: tuple[Question, ...]
    shares_after: Mapping[Horizon, Fraction]

    @property
    def actions(self) -> tuple[RankedAction, ...]:
        """Return the actions on the paper's duties, then those beyond the paper."""
        return (*self.ranked, *self.beyond)

    def within(self, horizon: Horizon) -> tuple[RankedAction, ...]:
        """Return the paper's actions of one horizon, in order."""
        return tuple(a for a in self.ranked if a.horizon is horizon)

    def share_after(self, horizon: Horizon) -> Fraction | None:
        """Return the share carried once every action up to a horizon is done."""
        return self.shares_after.get(horizon)


def candidates(scores: Iterable[DutyScore]) -> tuple[Candidate, ...]:
    """Return every action that would raise an answer, confirm a hand-over or settle a duty."""
    found: list[Candidate] = []
    for score in scores:
        if score.state is DutyState.HELD:
            found.extend(_raising(score))
        elif (division := _settling(score)) is not None:
            found.append(division)
    return tuple(found)


def estimated(found: Iterable[Candidate], assessment: Assessment) -> Iterator[Candidate]:
    """Return actions with the user's own effort points, where there are any."""
    for candidate in found:
        entry = assessment.plan.get(candidate.id)
        if entry is None or entry.effort is None:
            yield candidate
        else:
            yield replace(candidate, effort=entry.effort)


def _raising(score: DutyScore) -> Iterable[Candidate]:
    for line in score.lines:
        if line.value is None:
            continue
        for action in line.question.actions:
            yield Candidate(
                id=action.id,
                kind=ActionKind.RAISE,
                duty=score.duty,
                question=line.question,
                template=action,
                negotiation=None,
                effort=action.effort,
                needs_provider=action.needs_provider,
                requires=action.requires,
                exposure=line.question.exposure,
            )


def _settling(score: DutyScore) -> Candidate | None:
    """Return the action that settles an orphan or confirms a hand-over.

    A pending duty has none: it is a question still to be answered, not a weakness.
    """
    cell = score.duty.cell
    if cell is None or score.state not in (DutyState.ORPHAN, DutyState.HANDED_OVER):
        return None
    if score.state is DutyState.HANDED_OVER and cell.known_by == FULLY_KNOWN:
        return None
    believed = cell.allocation is Allocation.PROVIDER
    return Candidate(
        id=f"{score.duty.code}-M-A1",
        kind=ActionKind.CONFIRM if believed else ActionKind.SETTLE,
        duty=score.duty,
        question=None,
        template=None,
        negotiation=cell.negotiation,
        effort=CONFIRM_EFFORT if believed else SETTLE_EFFORT,  # as `usual_effort` says
        needs_provider=True,
        requires=(),
        exposure=score.duty.exposure,
    )
