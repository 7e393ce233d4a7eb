"""Quiz forms: the same again, no question twice, balanced, and two of equal difficulty."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.awareness import Truth
from model.belief import BeliefHolder
from model.content.learning import load_incidents
from model.content.loader import load_matrix
from model.errors import InputError
from model.incidents import Failing
from model.quiz import (
    FORM_LENGTH,
    LARGEST_SEED,
    Form,
    FormNumber,
    QuizAnswer,
    draw,
    items,
    read_number,
    result,
)
from model.responsibility import Allocation

MATRIX = load_matrix()
INCIDENTS = load_incidents()
RIGHT = {
    Truth.CUSTOMER: BeliefHolder.US,
    Truth.SHARED: BeliefHolder.BOTH,
    Truth.PROVIDER: BeliefHolder.PROVIDER,
}

seeds = st.integers(0, 2**63)


def form(seed, which=Form.BEFORE):
    return draw(MATRIX, INCIDENTS, seed, which)


def answered(drawn, holder_of, *, is_sure=True):
    return {
        item.id: QuizAnswer(item_id=item.id, holder=holder_of(item), is_sure=is_sure)
        for item in drawn
    }


@settings(max_examples=60, deadline=None)
@given(seeds, st.sampled_from(Form))
def test_any_form_has_thirty_questions_none_twice_and_the_categories_in_balance(seed, which):
    drawn = form(seed, which)

    counts = Counter(item.category_id for item in drawn)
    assert len(drawn) == FORM_LENGTH
    assert len({item.id for item in drawn}) == FORM_LENGTH
    assert set(counts) == {category.id for category in MATRIX.categories}
    assert max(counts.values()) - min(counts.values()) <= 1


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_the_two_forms_of_a_seed_are_equally_hard_and_share_no_question(seed):
    before, after = form(seed, Form.BEFORE), form(seed, Form.AFTER)

    assert not {i.id for i in before} & {i.id for i in after}
    assert Counter((i.stratum, i.weight) for i in before) == Counter(
        (i.stratum, i.weight) for i in after
    )


@settings(max_examples=30, deadline=None)
@given(seeds, st.sampled_from(Form))
def test_the_same_seed_draws_the_same_form(seed, which):
    assert form(seed, which) == form(seed, which)


def test_other_seeds_draw_other_forms():
    assert form(1) != form(2)


@settings(max_examples=50, deadline=None)
@given(seeds)
def test_a_story_touches_the_duty_it_is_told_with_and_is_told_once(seed):
    stories = [item for item in form(seed) if item.incident is not None]

    assert stories
    assert len({item.incident.id for item in stories}) == len(stories)
    for item in stories:
        assert item.model in item.incident.models
        assert item.cell.id in {duty.responsibility_id for duty in item.incident.duties}


def test_every_question_has_one_true_answer():
    assert {item.truth for item in items(MATRIX)} == set(RIGHT)


def test_all_right_is_a_hundred():
    drawn = form(7)

    found = result(drawn, answered(drawn, lambda item: RIGHT[item.truth]))

    assert found.index == 100
    assert found.dangerous == found.confident_errors == ()


def test_leaving_everything_to_the_provider_is_dangerous_where_it_is_the_customers():
    drawn = form(7)

    found = result(drawn, answered(drawn, lambda _: BeliefHolder.PROVIDER))

    ours = [item for item in drawn if item.truth is not Truth.PROVIDER]
    assert len(found.dangerous) == len(ours)
    assert len(found.confident_errors) == len(ours)


def test_who_guesses_makes_no_confident_error():
    drawn = form(7)

    found = result(drawn, answered(drawn, lambda _: BeliefHolder.OTHER, is_sure=False))

    assert found.index == 0
    assert found.confident_errors == ()


def test_questions_without_an_answer_are_left_out():
    drawn = form(7)
    answers = answered(drawn[:3], lambda item: RIGHT[item.truth])

    assert len(result(drawn, answers).judged) == 3
    assert result(drawn, {}).index is None


@settings(max_examples=60, deadline=None)
@given(seeds, st.sampled_from(Form))
def test_a_story_never_points_away_from_the_answer(seed, which):
    for item in (item for item in form(seed, which) if item.incident is not None):
        duty = next(d for d in item.incident.duties if d.responsibility_id == item.cell.id)
        heaviest = MATRIX.by_id[item.incident.duties[0].responsibility_id]
        assert item.option is None
        assert heaviest.allocation[item.model] is not Allocation.ABSENT
        if duty.failing is Failing.CUSTOMER:
            assert item.truth is not Truth.PROVIDER
        if duty.failing is Failing.PROVIDER:
            assert item.truth is not Truth.CUSTOMER


numbers = st.builds(FormNumber, form=st.sampled_from(Form), seed=st.integers(1, LARGEST_SEED))


@settings(max_examples=30, deadline=None)
@given(numbers)
def test_a_form_made_again_from_its_printed_number_is_the_same(number):
    again = read_number(number.text, Form.BEFORE)

    assert again == number
    assert form(again.seed, again.form) == form(number.seed, number.form)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("B-004711", (Form.AFTER, 4711)),
        (" b 4711 ", (Form.AFTER, 4711)),
        ("a\u20124711", (Form.BEFORE, 4711)),
        ("\uff22\uff0d\uff14\uff17\uff11\uff11", (Form.AFTER, 4711)),  # full width
        ("4711", (Form.AFTER, 4711)),
    ],
)
def test_a_number_is_read_as_people_type_it(typed, expected):
    found = read_number(typed, Form.AFTER)

    assert (found.form, found.seed) == expected


@pytest.mark.parametrize("typed", ["", "A", "A-0", "C-12", "A-1234567", "A-12 34", "-1-2", "AA1"])
def test_what_is_no_number_of_a_form_is_refused(typed):
    with pytest.raises(InputError) as caught:
        read_number(typed, Form.AFTER)

    assert caught.value.details == {"example": "B-004711"}
