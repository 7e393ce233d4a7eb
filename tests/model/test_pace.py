from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.assessment import Answer, AnswerState
from model.pace import BREAK_SECONDS, USUAL_SECONDS, last_answer, minutes_left, seconds_per_question

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def answers(*seconds):
    """Make answers given at some seconds after the start."""
    return [
        Answer(
            question_id=f"Q{n:04}",
            state=AnswerState.CHOSEN,
            choices=("50",),
            answered_at=START + timedelta(seconds=second),
        )
        for n, second in enumerate(seconds)
    ]


def test_until_the_pace_is_known_the_usual_one_counts():
    assert seconds_per_question([]) == USUAL_SECONDS
    assert seconds_per_question(answers(0, 3, 6)) == USUAL_SECONDS


def test_the_pace_is_that_of_the_person():
    assert seconds_per_question(answers(*range(0, 100, 10))) == 10
    assert seconds_per_question(answers(*range(0, 1000, 100))) == 100


def test_a_break_is_not_thinking():
    morning = list(range(0, 100, 10))
    afternoon = [t + 5 * BREAK_SECONDS for t in morning]

    assert seconds_per_question(answers(*morning, *afternoon)) == 10


def test_the_last_answers_tell_the_pace():
    slow = list(range(0, 6000, 100))
    fast = [6000 + t for t in range(0, 300, 6)]

    assert seconds_per_question(answers(*slow, *fast)) == 6


def test_files_without_times_tell_no_pace():
    silent = Answer(question_id="A", state=AnswerState.UNKNOWN)

    assert seconds_per_question([silent] * 50) == USUAL_SECONDS
    assert last_answer({"A": silent}) is None


@pytest.mark.parametrize(("still_open", "minutes"), [(0, 0), (1, 1), (2, 1), (3, 2), (131, 66)])
def test_the_minutes_left_are_rounded_up(still_open, minutes):
    assert minutes_left([], still_open) == minutes


@given(st.lists(st.integers(0, 100_000), max_size=60), st.integers(0, 200))
def test_the_pace_is_never_longer_than_a_break(seconds, still_open):
    given_answers = answers(*seconds)

    assert 0 < seconds_per_question(given_answers) <= BREAK_SECONDS
    assert minutes_left(given_answers, still_open) >= 0


def test_the_last_answer_is_the_latest_one_that_says_something():
    first, second = answers(0, 10)
    note = Answer(
        question_id="N", state=AnswerState.OPEN, note="x", answered_at=START + timedelta(days=1)
    )

    assert last_answer({a.question_id: a for a in (second, first, note)}) is second
