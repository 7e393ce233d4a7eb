"""The plan as a table: one row an action, with what was decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from model.assessment import EFFORTS, PlanEntry
from model.exports.tables import Column, Table, Value
from model.wording import action_effect, action_steps, action_title, duty_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from model.assessment import Assessment
    from model.i18n import Catalog
    from model.improvement import Horizon, RankedAction
    from model.reporting.data import ReportData

WIDTHS = {
    "rank": 6,
    "action": 44,
    "responsibility": 30,
    "gain": 8,
    "after": 8,
    "effort": 16,
    "points": 8,
    "cost": 14,
    "owner": 14,
    "due": 12,
    "horizon": 14,
    "latest": 12,
    "state": 12,
    "reason": 30,
    "approver": 14,
    "note": 36,
    "provider": 10,
    "marks": 20,
    "requires": 16,
    "steps": 90,
    "effect": 50,
    "counts": 16,
    "id": 14,
}
"""Columns in their order, with their widths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAction:
    """An action with what was decided about it.

    Attributes:
        entry: an empty one where nothing was decided.
        latest: last day of its horizon; None where the plan has no day to count from.
        is_beyond: it is about a duty beyond the paper, which has a number of its own.
    """

    ranked: RankedAction
    entry: PlanEntry
    latest: date | None
    is_beyond: bool

    @property
    def day(self) -> date | None:
        """Return when it is due: as decided, else the last day of its horizon."""
        return self.entry.due or self.latest


def planned(data: ReportData) -> tuple[PlannedAction, ...]:
    """Return every action of a plan: those of the paper by rank, then those beyond it."""
    held = data.assessment
    return tuple(
        PlannedAction(
            ranked=ranked,
            entry=held.plan.get(ranked.id, PlanEntry(action_id=ranked.id)),
            latest=last_day(held, ranked.horizon),
            is_beyond=is_beyond,
        )
        for is_beyond, actions in ((False, data.plan.ranked), (True, data.plan.beyond))
        for ranked in actions
    )


def last_day(assessment: Assessment, horizon: Horizon) -> date | None:
    """Return the last day of a horizon; None where there is no day to count from."""
    begin = assessment.plan_day
    try:
        return begin + timedelta(days=int(horizon.value)) if begin is not None else None
    except OverflowError:  # a plan that begins at the end of all calendars
        return None


def plan_table(data: ReportData, catalog: Catalog) -> Table:
    """Return the plan as a table in the language of a catalogue."""
    return Table(
        name=catalog.text("export.sheet.plan"),
        columns=tuple(
            Column(key=key, title=catalog.text(f"export.plan.{key}"), width=width)
            for key, width in WIDTHS.items()
        ),
        rows=tuple(_row(action, data, catalog) for action in planned(data)),
    )


def effort_text(points: int, catalog: Catalog) -> str:
    """Return how long an effort takes; one between two words takes the longer one."""
    known = next((each for each in EFFORTS if each >= points), EFFORTS[-1])
    return catalog.text(f"word.effort.{known}")


def cost_text(action: PlannedAction, catalog: Catalog) -> str:
    """Return what an action costs: in the user's own words, else as the questionnaire says."""
    template = action.ranked.candidate.template
    if action.entry.cost or template is None:
        return action.entry.cost
    return catalog.text(f"word.cost.{template.cost}")


def marks(ranked: RankedAction, catalog: Catalog) -> str:
    """Return what makes an action urgent; empty for nothing."""
    found = (
        (ranked.closes_gap, "plan.closes_gap"),
        (ranked.closes_orphan, "plan.closes_orphan"),
        (ranked.is_quick_win, "plan.quick"),
    )
    return catalog.text("export.between").join(catalog.text(key) for holds, key in found if holds)


def numbered(steps: Sequence[str]) -> str:
    """Return steps below each other, with their numbers."""
    return "\n".join(f"{number}. {step}" for number, step in enumerate(steps, start=1))


def _row(action: PlannedAction, data: ReportData, catalog: Catalog) -> tuple[Value, ...]:
    ranked, entry, say = action.ranked, action.entry, catalog.text
    candidate = ranked.candidate
    needs = "yes" if candidate.needs_provider else "no"
    duty = duty_name(candidate.duty, catalog)
    cells: dict[str, Value] = {
        "rank": ranked.rank,
        "action": action_title(candidate, data.assessment.service, catalog),
        "responsibility": say("report.plan.duty", code=candidate.duty.code, duty=duty),
        "gain": ranked.gain,
        "after": ranked.share_after,
        "effort": effort_text(candidate.effort, catalog),
        "points": candidate.effort,
        "cost": cost_text(action, catalog),
        "owner": entry.owner,
        "due": entry.due,
        "horizon": say(f"word.horizon.{ranked.horizon}"),
        "latest": action.latest,
        "state": say(f"word.action_state.{entry.state}"),
        "reason": entry.reason,
        "approver": entry.approver,
        "note": entry.note,
        "provider": say(f"export.{needs}"),
        "marks": marks(ranked, catalog),
        "requires": ", ".join(candidate.requires),
        "steps": numbered(action_steps(candidate, catalog)),
        "effect": action_effect(candidate, catalog),
        "counts": say("word.extension" if action.is_beyond else "word.share"),
        "id": ranked.id,
    }
    return tuple(cells[key] for key in WIDTHS)
