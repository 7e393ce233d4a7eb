"""Questions, choices and the depths in which a questionnaire differs."""

from __future__ import annotations

import pytest

from model.facts import Depth
from tests.builders import make_boxes, make_extension, make_question, make_questionnaire


@pytest.mark.parametrize("value", [0, 25, 50, 75, 100])
def test_the_value_of_a_ladder_is_that_of_the_chosen_step(value):
    assert make_question("CA.1-Q1").value_of((str(value),)) == value


@pytest.mark.parametrize(
    ("ticked", "value"),
    [((), 0), (("1",), 40), (("3",), 25), (("1", "3"), 65), (("3", "2", "1"), 100)],
)
def test_the_value_of_a_list_is_the_sum_of_its_ticked_boxes(ticked, value):
    assert make_boxes("CA.1-Q1", (40, 35, 25)).value_of(ticked) == value


def test_a_choice_is_found_by_its_id():
    assert make_question("CA.1-Q1").choice("50").value == 50


@pytest.mark.parametrize("choices", [("4",), ("1", "unknown")])
def test_a_choice_that_the_question_does_not_have_is_a_bug(choices):
    with pytest.raises(KeyError):
        make_boxes("CA.1-Q1", (60, 40)).value_of(choices)


def test_questions_and_extensions_are_found_by_id():
    question, extension = make_question("CA.1-Q1"), make_extension("X.BAK")
    questionnaire = make_questionnaire(question, extensions=(extension,))

    assert questionnaire.by_id == {"CA.1-Q1": question}
    assert questionnaire.extension_by_id == {"X.BAK": extension}


def test_a_questionnaire_of_lead_questions_has_express_depth_only():
    questionnaire = make_questionnaire(make_question("CA.1-Q1"), make_question("DA.3-Q1"))

    assert questionnaire.depths == (Depth.EXPRESS,)


def test_a_questionnaire_with_further_questions_has_both_depths():
    questionnaire = make_questionnaire(make_question("CA.1-Q1"), make_question("CA.1-Q2"))

    assert questionnaire.depths == (Depth.EXPRESS, Depth.FULL)
