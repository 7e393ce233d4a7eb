"""How well somebody knows who holds what: belief beside truth (docs/scoring.md, pure)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from model.belief import BeliefHolder
from model.division import DutyState
from model.responsibility import Allocation
from model.scoring import UNITS_HELD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from model.belief import Belief
    from model.division import Division, DivisionCell


PROVIDER_ONLY = 4
"""As many of the provider's own duties are asked among the customer's: nobody guesses a pattern."""

HEAVY = 3
"""Importance from which a duty of the customer's side is asked: about two minutes in all."""


class Truth(StrEnum):
    """Who holds a duty by the agreed division."""

    CUSTOMER = "customer"
    SHARED = "shared"
    PROVIDER = "provider"
    NOT_AGREED = "not_agreed"


_RIGHT, _HALF = 100, 50
_POINTS = {
    (Truth.CUSTOMER, BeliefHolder.US): _RIGHT,
    (Truth.CUSTOMER, BeliefHolder.BOTH): _HALF,
    (Truth.SHARED, BeliefHolder.US): _HALF,
    (Truth.SHARED, BeliefHolder.BOTH): _RIGHT,
    (Truth.PROVIDER, BeliefHolder.US): _HALF,
    (Truth.PROVIDER, BeliefHolder.BOTH): _HALF,
    (Truth.PROVIDER, BeliefHolder.PROVIDER): _RIGHT,
}
"""k by truth and belief; whatever is not here is 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedBelief:
    """A belief beside the truth.

    Attributes:
        weight: g of the rule.
        points: k of the rule, 0 to 100.
    """

    belief: Belief
    truth: Truth
    weight: int
    points: int

    @property
    def is_dangerous(self) -> bool:
        """Say whether the provider is believed to hold what is the customer's."""
        ours = self.truth in (Truth.CUSTOMER, Truth.SHARED)
        return ours and self.belief.holder is BeliefHolder.PROVIDER

    @property
    def is_confident_error(self) -> bool:
        """Say whether somebody was sure of what earns nothing."""
        return self.belief.is_sure and not self.points


@dataclass(frozen=True, slots=True, kw_only=True)
class Awareness:
    """What the beliefs of one person are worth.

    Attributes:
        index: K, 0 to 100; None where nothing was asked.
        judged: every belief beside the truth, in the order given.
    """

    index: Fraction | None
    judged: tuple[JudgedBelief, ...]

    @property
    def dangerous(self) -> tuple[JudgedBelief, ...]:
        """Return what the customer holds and is believed to be the provider's."""
        return tuple(each for each in self.judged if each.is_dangerous)

    @property
    def confident_errors(self) -> tuple[JudgedBelief, ...]:
        """Return what was wrong although somebody was sure."""
        return tuple(each for each in self.judged if each.is_confident_error)


def judge(belief: Belief, truth: Truth, weight: int) -> JudgedBelief:
    """Lay a belief beside the truth; `weight` is g of the rule."""
    points = _POINTS.get((truth, belief.holder), 0)
    return JudgedBelief(belief=belief, truth=truth, weight=weight, points=points)


def awareness_of(judged: Iterable[JudgedBelief]) -> Awareness:
    """Return K = Σ g·k / Σ g over what was asked."""
    every = tuple(judged)
    weights = sum(each.weight for each in every)
    earned = sum(each.weight * each.points for each in every)
    return Awareness(index=Fraction(earned, weights) if weights else None, judged=every)


def awareness(division: Division, beliefs: Mapping[str, Belief]) -> Awareness:
    """Judge beliefs by a service's division; one about a duty that is not in it is left out."""
    return awareness_of(
        judge(beliefs[cell.id], truth_of(cell), weight_of(cell))
        for cell in division.cells
        if cell.id in beliefs
    )


def truth_of(cell: DivisionCell) -> Truth:
    """Return who holds a duty; what nobody agreed, or was not asked, is not agreed."""
    if cell.state in (DutyState.ORPHAN, DutyState.PENDING):
        return Truth.NOT_AGREED
    return {
        Allocation.CUSTOMER: Truth.CUSTOMER,
        Allocation.SHARED: Truth.SHARED,
        Allocation.PROVIDER: Truth.PROVIDER,
    }.get(cell.allocation, Truth.NOT_AGREED)


def weight_of(cell: DivisionCell) -> int:
    """Return g: 4·W for what is on the customer's side or negotiable, W for the provider's own."""
    importance = cell.responsibility.importance
    return importance if cell.default is Allocation.PROVIDER else UNITS_HELD * importance


def to_guess(division: Division) -> tuple[DivisionCell, ...]:
    """Return what is asked before the division is shown, in the paper's order.

    That is every duty of importance `HEAVY` on the customer's side or negotiable, each asked
    once, and the first duty of each of the first `PROVIDER_ONLY` categories that the paper
    leaves to the provider.
    """
    heavy = {
        cell.id
        for cell in division.cells
        if cell.default is not Allocation.PROVIDER
        and cell.asked_with is None
        and cell.responsibility.importance >= HEAVY
    }
    firsts: dict[str, str] = {}
    for cell in division.cells:
        if cell.default is Allocation.PROVIDER:
            firsts.setdefault(cell.responsibility.category_id, cell.id)
    wanted = heavy | set(list(firsts.values())[:PROVIDER_ONLY])
    return tuple(cell for cell in division.cells if cell.id in wanted)
