"""What is decided about actions: states, accepted risks, what is overdue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.assessment import ActionState, PlanEntry
from model.change import apply
from model.decisions import (
    accepted,
    changes_of,
    entry_of,
    in_state,
    is_overdue,
    is_unfounded,
)
from tests.builders import make_assessment

ENTRY = PlanEntry(action_id="a", owner="Li", due=date(2026, 12, 5))
TODAY = date(2026, 12, 6)


def test_an_accepted_risk_keeps_its_reason_and_approver():
    kept = accepted(ENTRY, " too dear ", "Wang\u202e")

    assert kept.state is ActionState.ACCEPTED
    assert (kept.reason, kept.approver) == ("too dear", "Wang")
    assert kept.owner == "Li"
    assert not is_unfounded(kept)


@pytest.mark.parametrize(("reason", "approver"), [("", "Wang"), ("dear", ""), ("\u200b", " ")])
def test_a_risk_without_a_reason_or_an_approver_is_not_accepted(reason, approver):
    with pytest.raises(ValueError, match="a"):
        accepted(ENTRY, reason, approver)


@pytest.mark.parametrize("state", [s for s in ActionState if s is not ActionState.ACCEPTED])
def test_reason_and_approver_go_with_the_risk(state):
    after = in_state(accepted(ENTRY, "dear", "Wang"), state)

    assert (after.state, after.reason, after.approver) == (state, "", "")
    assert after.owner == "Li"


def test_an_old_accepted_risk_without_a_reason_is_unfounded():
    assert is_unfounded(replace(ENTRY, state=ActionState.ACCEPTED, reason="dear"))
    assert not is_unfounded(ENTRY)


@pytest.mark.parametrize(
    ("due", "state", "expected"),
    [
        (date(2026, 12, 5), ActionState.OPEN, True),
        (date(2026, 12, 5), ActionState.DOING, True),
        (date(2026, 12, 5), ActionState.DONE, False),
        (date(2026, 12, 5), ActionState.ACCEPTED, False),
        (date(2026, 12, 6), ActionState.OPEN, False),
        (None, ActionState.OPEN, False),
    ],
)
def test_what_is_overdue_was_due_before_and_is_still_to_be_done(due, state, expected):
    assert is_overdue(PlanEntry(action_id="a", due=due, state=state), TODAY) is expected


@given(
    st.lists(st.sampled_from("abcde"), unique=True),
    st.lists(st.sampled_from("abcde"), unique=True),
)
def test_one_decision_about_many_changes_those_that_were_otherwise_and_can_be_taken_back(held, ids):
    before = make_assessment(plan={key: PlanEntry(action_id=key, owner="Li") for key in held})

    changes = changes_of(before, ids, lambda entry: replace(entry, owner="Li"))
    after = apply(before, changes)

    assert {change.key for change in changes} == set(ids) - set(held)
    assert all(entry_of(after, key).owner == "Li" for key in {*ids, *held})
    back = apply(after, [change.reversed() for change in reversed(changes)])
    assert back.plan == before.plan


def test_texts_of_a_decision_are_made_safe():
    (change,) = changes_of(make_assessment(), ["a"], lambda e: replace(e, owner=" Li\u202e\n Wei "))

    assert change.after.owner == "Li Wei"
