from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from model.assessment import ActionState, PlanEntry, Round, Seal, Status, Voice
from model.change import Part
from model.content.loader import load_matrix
from model.facts import Depth
from model.history import chained
from model.rounds import (
    Break,
    breaks,
    day_of,
    done_actions,
    done_at,
    seen_round,
    trend,
    unconfirmed,
)
from tests.builders import (
    UNKNOWN,
    chosen,
    make_action,
    make_assessment,
    make_question,
    make_questionnaire,
    with_answer,
)

MATRIX = load_matrix()
ONE = make_question("CA.1-Q1", actions=(make_action("CA.1-Q1-A1"), make_action("CA.1-Q1-A2")))
TWO = make_question("CA.1-Q2")
QUESTIONNAIRE = make_questionnaire(ONE, TWO)
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


def make_seen(number=1, questionnaire=QUESTIONNAIRE, **changes):
    assessment = make_assessment(answers={"CA.1-Q1": chosen(50)}, **changes)
    numbered = replace(assessment, round=Round(number=number))
    return seen_round(MATRIX, questionnaire, numbered, Voice.CUSTOMER)


def told(action_id, *states):
    """Return a history in which an action goes from state to state, a day apart."""
    found = [chained("", 1, NOON, "", "begun", "", before="", after="0")]
    texts = ["", *(json.dumps({"action_id": action_id, "state": s}) for s in states)]
    for day, (before, after) in enumerate(pairwise(texts)):
        at = NOON + timedelta(days=day)
        said = {"before": before, "after": after}
        entry = chained(found[-1].hash, day + 2, at, "", Part.PLAN, action_id, **said)
        found.append(entry)
    return found


class TestUnconfirmed:
    def test_a_carried_answer_waits_until_it_is_confirmed(self):
        first = make_assessment(answers={"CA.1-Q1": chosen(50), "CA.1-Q2": UNKNOWN})
        second = first.next_round("a year later")
        asked = QUESTIONNAIRE.questions

        assert unconfirmed(first.answers, asked) == ()
        assert unconfirmed(second.answers, asked) == ("CA.1-Q1", "CA.1-Q2")
        assert unconfirmed(with_answer(second, "CA.1-Q1", chosen(75)).answers, asked) == (
            "CA.1-Q2",
        )

    def test_what_is_not_asked_does_not_wait(self):
        second = make_assessment(answers={"CA.1-Q1": chosen(50)}).next_round("again")

        assert unconfirmed(second.answers, (TWO,)) == ()


class TestDone:
    def test_only_actions_of_the_question_that_are_done_are_named(self):
        plan = {
            key: PlanEntry(action_id=key, state=state)
            for key, state in (
                ("CA.1-Q1-A1", ActionState.DONE),
                ("CA.1-Q1-A2", ActionState.DOING),
                ("NW.1-Q1-A1", ActionState.DONE),
            )
        }

        assert [action.id for action in done_actions(ONE, plan)] == ["CA.1-Q1-A1"]
        assert done_actions(TWO, plan) == ()

    def test_the_moment_is_when_it_last_became_done(self):
        assert done_at(told("a", "doing", "done", "done"), "a") == NOON + timedelta(days=1)
        assert done_at(told("a", "done", "open", "done"), "a") == NOON + timedelta(days=2)

    def test_there_is_no_moment_where_it_is_not_done_or_not_told(self):
        assert done_at(told("a", "done", "open"), "a") is None
        assert done_at(told("a", "done"), "b") is None
        assert done_at((), "a") is None


class TestBreaks:
    def test_two_rounds_of_the_same_questions_have_none(self):
        assert breaks(make_seen(1), make_seen(2)) == ()

    def test_each_difference_is_named(self):
        newer = replace(QUESTIONNAIRE, version="1.1.0")
        other = replace(QUESTIONNAIRE, id="own", version="1.1.0")

        assert breaks(make_seen(), make_seen(2, newer)) == (Break.VERSION,)
        assert breaks(make_seen(), make_seen(2, other)) == (Break.QUESTIONNAIRE,)
        assert breaks(make_seen(), make_seen(2, depth=Depth.EXPRESS)) == (Break.DEPTH,)
        saas = make_assessment("saas").service
        assert breaks(make_seen(), make_seen(2, service=saas)) == (Break.MODEL,)


class TestTrend:
    def test_rounds_stand_in_their_order(self):
        points = trend([make_seen(3), make_seen(1), make_seen(2)])

        assert [point.number for point in points] == [1, 2, 3]
        assert all(point.follows for point in points)

    def test_rounds_that_are_not_here_are_named(self):
        points = trend([make_seen(2), make_seen(5)])

        assert [point.missing for point in points] == [(1,), (3, 4)]
        assert not points[1].follows

    def test_another_version_is_marked_where_it_begins(self):
        newer = replace(QUESTIONNAIRE, version="1.1.0")

        points = trend([make_seen(1), make_seen(2, newer), make_seen(3, newer)])

        assert [point.breaks for point in points] == [(), (Break.VERSION,), ()]

    def test_without_rounds_there_is_no_point(self):
        assert trend([]) == ()


def test_the_day_of_a_round_is_that_of_its_sign_off():
    draft = make_assessment(updated_on=date(2026, 11, 3))
    seal = Seal(sha256="0" * 64, sealed_at=NOON, sealed_by="Wang Fang")

    assert day_of(draft) == date(2026, 11, 3)
    assert day_of(replace(draft, status=Status(seal=seal))) == NOON.date()
    assert day_of(make_assessment()) is None


def test_a_round_is_seen_as_one_voice_tells_it():
    assessment = make_assessment(answers={"CA.1-Q1": chosen(100)})
    found = replace(assessment, findings=make_assessment(answers={"CA.1-Q1": chosen(0)}).answers)

    claimed = seen_round(MATRIX, QUESTIONNAIRE, found, Voice.CUSTOMER)
    examined = seen_round(MATRIX, QUESTIONNAIRE, found, Voice.AUDITOR)

    assert claimed.lines["CA.1-Q1"].value == 100
    assert examined.lines["CA.1-Q1"].value == 0
