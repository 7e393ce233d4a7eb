"""An assessment and its next round."""

from dataclasses import replace
from datetime import date

from model.assessment import AnswerState, PlanEntry, Schedule
from tests.builders import chosen, make_assessment

DAY = date(2026, 12, 1)
OPEN = {"state": AnswerState.OPEN, "note": "ask Li"}


def test_the_next_round_carries_answers_over_until_they_are_confirmed():
    held = make_assessment(answers={"CA.1-Q1": chosen(50), "SA.1-Q1": OPEN})
    following = replace(held, findings=held.answers).next_round("moved")

    for said in (following.answers, following.findings):
        assert said["CA.1-Q1"].carried
        assert said["CA.1-Q1"].choices == ("50",)
        assert not said["SA.1-Q1"].carried
        assert said["SA.1-Q1"].note == "ask Li"


def test_the_next_round_keeps_what_was_decided_and_plans_from_a_new_day():
    entry = PlanEntry(action_id="CA.1-Q1-A1", owner="Li")
    held = make_assessment(plan={entry.action_id: entry}, schedule=Schedule(begins_on=DAY))

    following = held.next_round("moved")

    assert following.plan == held.plan
    assert following.schedule == Schedule()


def test_a_plan_counts_from_its_day_else_from_the_last_change():
    assert make_assessment(updated_on=DAY).plan_day == DAY
    set_on = Schedule(begins_on=date(2027, 1, 1))
    assert make_assessment(updated_on=DAY, schedule=set_on).plan_day == set_on.begins_on
    assert make_assessment().plan_day is None
