"""The actions of a plan as lines that can be narrowed and sorted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.assessment import ActionState
from model.decisions import entry_of, is_overdue
from model.questionnaire import Cost
from model.rounding import one_decimal
from model.text import folded
from model.wording import action_title, duty_name
from ui.presenters.action_cards import due_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from fractions import Fraction

    from model.i18n import Catalog
    from model.improvement import RankedAction
    from model.session import AssessmentSession

COLUMNS = (
    "rank",
    "action",
    "duty",
    "gain",
    "effort",
    "cost",
    "owner",
    "due",
    "horizon",
    "state",
)
BEYOND = "beyond"
"""Stands for the horizon of what is not part of the share carried."""

ALL, NOBODY, NAMED = "", "-", "="
"""Owners to look for: any, none, or the one whose name follows the sign."""

OWN, PROVIDER = "own", "provider"

_COSTS = tuple(Cost)
_STATES = tuple(ActionState)
_HORIZONS = ("30", "90", "180", BEYOND)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """One action.

    Attributes:
        horizon: days, or `BEYOND`.
        own_cost: the user's own words; empty where the questionnaire's stands.
        texts: in the order of `COLUMNS`.
    """

    id: str
    rank: int
    title: str
    duty: str
    gain: Fraction
    effort: int
    cost: Cost
    own_cost: str
    owner: str
    due: date | None
    horizon: str
    state: ActionState
    needs_provider: bool
    is_overdue: bool
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which actions to list, and in which order.

    Attributes:
        text: words that must all be in it; empty for any.
        state, horizon, who: of an action; empty for any.
        owner: `ALL`, `NOBODY`, or `NAMED` and a name.
        sort: one of `COLUMNS`.
    """

    text: str = ""
    state: str = ""
    owner: str = ALL
    horizon: str = ""
    who: str = ""
    overdue: bool = False
    sort: str = "rank"
    descending: bool = False


def plan_lines(session: AssessmentSession, catalog: Catalog, today: date) -> tuple[PlanLine, ...]:
    """Return every action of the plan, by rank, those beyond the paper last."""
    ranked = (_line(a, a.horizon.value, session, catalog, today) for a in session.plan.ranked)
    beyond = (_line(a, BEYOND, session, catalog, today) for a in session.plan.beyond)
    return (*ranked, *beyond)


def is_wanted(line: PlanLine, wish: Wish) -> bool:
    """Say whether an action is one of those to list."""
    words = folded(wish.text).split()
    told = folded(" ".join(line.texts))
    return (
        all(word in told for word in words)
        and wish.state in ("", line.state.value)
        and wish.horizon in ("", line.horizon)
        and wish.who in ("", PROVIDER if line.needs_provider else OWN)
        and wish.owner in (ALL, NAMED + line.owner if line.owner else NOBODY)
        and (line.is_overdue or not wish.overdue)
    )


def in_order(lines: Iterable[PlanLine], sort: str, *, descending: bool) -> tuple[PlanLine, ...]:
    """Return actions sorted by one of `COLUMNS`; equal ones by rank, those without it last."""
    key = _KEYS[sort]
    by_rank = sorted(lines, key=lambda line: _KEYS["rank"](line) or ())
    have = [(found, line) for line in by_rank if (found := key(line)) is not None]
    without = [line for line in by_rank if key(line) is None]
    have.sort(key=lambda pair: pair[0], reverse=descending)
    return (*(line for _, line in have), *without)


def horizon_text(horizon: str, catalog: Catalog) -> str:
    """Return the name of a horizon, or of what lies beyond the paper."""
    return catalog.text("plan.beyond.short" if horizon == BEYOND else f"word.horizon.{horizon}")


def _line(
    ranked: RankedAction, horizon: str, session: AssessmentSession, catalog: Catalog, today: date
) -> PlanLine:
    candidate = ranked.candidate
    entry = entry_of(session.assessment, ranked.id)
    cost = candidate.template.cost if candidate.template else Cost.NONE
    title = action_title(candidate, session.assessment.service, catalog)
    duty = f"{candidate.duty.code} {duty_name(candidate.duty, catalog)}"
    return PlanLine(
        id=ranked.id,
        rank=ranked.rank,
        title=title,
        duty=duty,
        gain=ranked.gain,
        effort=candidate.effort,
        cost=cost,
        own_cost=entry.cost,
        owner=entry.owner,
        due=entry.due,
        horizon=horizon,
        state=entry.state,
        needs_provider=candidate.needs_provider,
        is_overdue=is_overdue(entry, today),
        texts=(
            f"X{ranked.rank}" if horizon == BEYOND else str(ranked.rank),
            title,
            duty,
            f"+{one_decimal(ranked.gain)}",
            str(candidate.effort),
            entry.cost or catalog.text(f"word.cost.{cost}"),
            entry.owner,
            due_text(entry, today, catalog),
            _short(horizon, catalog),
            catalog.text(f"word.action_state.{entry.state}"),
        ),
    )


def _short(horizon: str, catalog: Catalog) -> str:
    if horizon == BEYOND:
        return catalog.text("plan.beyond.short")
    return catalog.text("plan.horizon.short", days=horizon)


def _words(text: str) -> tuple[str] | None:
    return (folded(text),) if text else None


_Key = tuple[object, ...] | None
_KEYS: dict[str, Callable[[PlanLine], _Key]] = {
    "rank": lambda line: (line.horizon == BEYOND, line.rank),
    "action": lambda line: _words(line.title),
    "duty": lambda line: _words(line.duty),
    "gain": lambda line: (line.gain,),
    "effort": lambda line: (line.effort,),
    "cost": lambda line: (_COSTS.index(line.cost), folded(line.own_cost)),
    "owner": lambda line: _words(line.owner),
    "due": lambda line: (line.due,) if line.due else None,
    "horizon": lambda line: (_HORIZONS.index(line.horizon),),
    "state": lambda line: (_STATES.index(line.state),),
}
"""What is compared; None where an action has nothing to be compared by."""
