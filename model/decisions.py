"""What is decided about improvement actions: who, until when, how far, or that nobody will."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from model.assessment import ActionState, PlanEntry
from model.change import Change, Part
from model.cleaning import cleaned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from model.assessment import Assessment


def entry_of(assessment: Assessment, action_id: str) -> PlanEntry:
    """Return what was decided about an action; an entry that says nothing where nothing was."""
    return assessment.plan.get(action_id, PlanEntry(action_id=action_id))


def in_state(entry: PlanEntry, state: ActionState) -> PlanEntry:
    """Return an entry in another state; only an accepted risk has a reason and an approver."""
    if state is ActionState.ACCEPTED:
        return replace(entry, state=state)
    return replace(entry, state=state, reason="", approver="")


def accepted(entry: PlanEntry, reason: str, approver: str) -> PlanEntry:
    """Return an entry whose risk is accepted, its texts as they are kept.

    Raises:
        ValueError: nobody says why, or nobody approves; pages ask until both are there.
    """
    kept = cleaned(replace(entry, state=ActionState.ACCEPTED, reason=reason, approver=approver))
    if is_unfounded(kept):
        raise ValueError(entry.action_id)
    return kept


def is_unfounded(entry: PlanEntry) -> bool:
    """Say whether a risk is accepted of which nobody says why, or who approves it."""
    return entry.state is ActionState.ACCEPTED and not (entry.reason and entry.approver)


def is_overdue(entry: PlanEntry, today: date) -> bool:
    """Say whether something is still to be done that was due before a day."""
    is_over = entry.state in (ActionState.DONE, ActionState.ACCEPTED)
    return not is_over and entry.due is not None and entry.due < today


def changes_of(
    assessment: Assessment, ids: Iterable[str], decide: Callable[[PlanEntry], PlanEntry]
) -> tuple[Change, ...]:
    """Return what deciding the same about some actions changes, for one step; () for nothing."""
    found = []
    for action_id in ids:
        before = entry_of(assessment, action_id)
        after = cleaned(decide(before))
        if after != before:
            kept = assessment.plan.get(action_id)
            found.append(Change(part=Part.PLAN, key=action_id, before=kept, after=after))
    return tuple(found)
