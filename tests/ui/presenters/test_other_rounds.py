from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from model.assessment import Round, Voice
from model.storage.assessments import AssessmentStore
from tests.builders import chosen, make_assessment
from tests.ui.presenters.fakes import LEAD, QUESTIONNAIRE
from ui.presenters.other_rounds import other_rounds


@pytest.fixture
def store(tmp_path):
    times = iter(datetime(2026, 11, 1, tzinfo=UTC) + timedelta(days=n) for n in range(100))
    made = AssessmentStore.open(tmp_path, lambda: next(times))
    yield made
    made.close()


def keep(store, number, previous="", **changes):
    fields = {"questionnaire_id": QUESTIONNAIRE, "questionnaire_version": "1.0.0", **changes}
    made = make_assessment(answers={LEAD: chosen(25 * number)}, **fields)
    return store.create(replace(made, round=Round(number=number, previous=previous)))


def look(store, assessment_id, voice=Voice.CUSTOMER, is_stopped=lambda: False):
    return other_rounds(store, assessment_id, voice, is_stopped)


def test_the_other_rounds_come_with_their_numbers_the_first_one_first(store):
    first = keep(store, 1)
    second = keep(store, 2, first)
    third = keep(store, 3, second)

    found = look(store, second)

    assert [each.id for each in found.kept] == [first, third]
    assert [each.seen.lines[LEAD].value for each in found.kept] == [25, 75]
    assert found.unreadable == ()


def test_a_round_whose_questionnaire_is_not_here_is_named(store):
    first = keep(store, 1, questionnaire_id="somewhere-else")
    second = keep(store, 2, first)

    found = look(store, second)

    assert found.kept == ()
    assert found.unreadable == (1,)


def test_they_are_seen_as_the_voice_tells_them(store):
    finding = make_assessment(answers={LEAD: chosen(0)}).answers
    first = keep(store, 1, findings=finding)
    second = keep(store, 2, first)

    (found,) = look(store, second, Voice.AUDITOR).kept

    assert found.seen.lines[LEAD].value == 0


def test_a_look_that_is_stopped_ends(store):
    first = keep(store, 1)

    assert look(store, keep(store, 2, first), is_stopped=lambda: True).kept == ()


def test_a_first_round_alone_has_no_others(store):
    assert look(store, keep(store, 1)).kept == ()
