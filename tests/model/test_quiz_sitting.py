"""One person at one form."""

import pytest

from model.belief import BeliefHolder
from model.content.learning import load_incidents
from model.content.loader import load_matrix
from model.quiz import Form, FormNumber, draw
from model.quiz_sitting import Sitting

NUMBER = FormNumber(form=Form.BEFORE, seed=4711)
ITEMS = draw(load_matrix(), load_incidents(), NUMBER.seed, NUMBER.form)
US, OTHER = BeliefHolder.US, BeliefHolder.OTHER


def sitting(**more):
    return Sitting(number=NUMBER, items=ITEMS, **more)


def test_an_answer_is_sure_unless_it_is_that_one_does_not_know():
    begun = sitting()

    assert begun.is_sure(begun.item)
    assert begun.answered(US).is_sure(begun.item)
    assert not begun.answered(OTHER).is_sure(begun.item)


@pytest.mark.parametrize("is_sure", [True, False])
def test_what_was_said_of_sureness_stays_whatever_the_answer(is_sure):
    said = sitting().said_sure(is_sure=is_sure)

    for holder in BeliefHolder:
        assert said.answered(holder).answers[said.item.id].is_sure is is_sure


def test_moving_stops_at_both_ends():
    assert sitting().moved(-1).at == 0
    assert sitting().moved(500).at == len(ITEMS) - 1


def test_an_answer_that_was_shown_stays():
    told = sitting(tells_at_once=True).answered(US).judged_on_screen()

    assert told.is_locked
    assert told.answered(OTHER) == told.said_sure(is_sure=False) == told
    assert not told.moved(1).is_locked


def test_only_a_given_answer_waits_to_be_told_and_only_where_that_is_wanted():
    assert not sitting(tells_at_once=True).waits_to_tell
    assert sitting(tells_at_once=True).answered(US).waits_to_tell
    assert not sitting(tells_at_once=True).answered(US).judged_on_screen().waits_to_tell
    assert not sitting().answered(US).waits_to_tell


def test_a_finished_form_takes_no_more_answers():
    done = sitting().answered(US).finished()

    assert done.moved(1).answered(US).done_count == 1


def test_each_question_is_judged_by_its_own_answer():
    made = sitting()
    for number in range(0, 30, 4):
        made = made.moved(number - made.at).answered(list(BeliefHolder)[number % 3])

    assert [item.id for item, _ in made.judged] == [ITEMS[n].id for n in range(0, 30, 4)]
    for item, judged in made.judged:
        assert judged.belief.holder is made.holders[item.id]
        assert (judged.truth, judged.weight) == (item.truth, item.weight)
    assert made.done_count + made.open_count == 30
