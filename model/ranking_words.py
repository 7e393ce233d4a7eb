"""In plain sentences: why an action stands where it stands in the plan, and in its horizon."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from model.rounding import one_decimal
from model.wording import action_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from model.assessment import CloudService
    from model.i18n import Catalog
    from model.improvement import ImprovementPlan, RankedAction


class RankingWords:
    """Words the places of one plan, for screen, report and command line alike.

    Args:
        plan: every action is in it.
        service: names the provider.
        catalog: the words.
    """

    def __init__(self, plan: ImprovementPlan, service: CloudService, catalog: Catalog) -> None:
        self._titles = {a.id: action_title(a.candidate, service, catalog) for a in plan.actions}
        self._along = _along(plan)
        self._catalog = catalog

    def title(self, action_id: str) -> str:
        """Return what an action of the plan asks for, in one line."""
        return self._titles[action_id]

    def after(self, action: RankedAction) -> tuple[str, ...]:
        """Return the titles of the actions of the plan that an action needs done first."""
        return tuple(self._titles[r] for r in action.candidate.requires if r in self._titles)

    def reason(self, action: RankedAction) -> str:
        """Return why an action stands in its place: gain, effort, risk, and what decided a tie."""
        say = self._catalog.text
        if action.taken_for:
            return say("plan.why.along", title=self._titles[action.taken_for])
        rating = action.rating
        parts = [self._arithmetic(action), *self._worth(action)]
        if rating.tie is not None:
            parts.append(say(f"plan.why.tie.{rating.tie}"))
        return self._join(parts)

    def placement(self, action: RankedAction) -> str:
        """Return why an action is in its horizon."""
        return self._catalog.text(f"plan.why.placed.{action.placement}")

    def _arithmetic(self, action: RankedAction) -> str:
        """Return priority = gain × factor ÷ effort, so that it can be repeated on paper."""
        rating, say = action.rating, self._catalog.text
        along = self._along.get(action.id, 0)
        key = "plan.why.with" if along else "plan.why.alone"
        numbers = {
            "gain": one_decimal(rating.gain),
            "effort": rating.effort,
            "priority": one_decimal(rating.priority),
            "count": along,
        }
        if not (rating.closes_gap or rating.is_exposed):
            return say(key, **numbers)
        factor = one_decimal(rating.risk_factor)
        return say(f"{key}.risk", factor=factor, because=self._because(action), **numbers)

    def _because(self, action: RankedAction) -> str:
        rating = action.rating
        names = [("gap", rating.closes_gap), ("exposed", rating.is_exposed)]
        holds = "_".join(name for name, is_so in names if is_so)
        return self._catalog.text(f"plan.why.risk.{holds}")

    def _worth(self, action: RankedAction) -> list[str]:
        return [self._catalog.text("plan.why.orphan")] if action.closes_orphan else []

    def _join(self, sentences: list[str]) -> str:
        return joined(sentences, self._catalog)


def joined(sentences: Iterable[str], catalog: Catalog) -> str:
    """Return sentences one after the other, as the language sets them."""
    return reduce(
        lambda first, then: catalog.text("plan.why.then", first=first, then=then), sentences
    )


def _along(plan: ImprovementPlan) -> Mapping[str, int]:
    """Return how many prerequisites each action took along, by its id."""
    counts: dict[str, int] = {}
    for action in plan.actions:
        if action.taken_for:
            counts[action.taken_for] = counts.get(action.taken_for, 0) + 1
    return counts
