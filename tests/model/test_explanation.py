from fractions import Fraction

import pytest
from hypothesis import given, settings

from model.content.loader import load_matrix
from model.errors import InputError
from model.evaluation import evaluate
from model.explanation import explain
from model.explanation.duty_lines import exact, proved, shown
from model.i18n import Catalog
from model.language import Language
from model.library import content, load_sample
from tests.builders import drawn_cases

MATRIX = load_matrix()
EN = Catalog(Language.EN)


@settings(max_examples=150, deadline=None)
@given(drawn_cases())
def test_the_verified_number_taken_apart_is_the_verified_number(case):
    questionnaire, assessment = case
    evaluation = evaluate(MATRIX, questionnaire, assessment)

    parts = [proved(score, assessment.answers) for score in evaluation.of_paper]

    counted = [part for part in parts if part is not None]
    units = sum(part.units for part in counted)
    earned = sum((part.units * part.value for part in counted), Fraction(0))
    assert evaluation.verified == (earned / units if units else None)


@settings(max_examples=50, deadline=None)
@given(drawn_cases())
def test_anything_that_can_be_scored_can_be_explained(case):
    questionnaire, assessment = case
    evaluation = evaluate(MATRIX, questionnaire, assessment)

    for language in Language:
        catalog = Catalog(language)
        lines = explain(MATRIX, evaluation, catalog, assessment=assessment)
        assert all(isinstance(line, str) for line in lines)
        for cell in evaluation.division.cells:
            assert explain(MATRIX, evaluation, catalog, cell.id)


def test_without_answers_the_same_numbers_are_explained():
    sample = load_sample(Language.EN)
    matrix, questionnaire = content(sample.questionnaire_id)
    evaluation = evaluate(matrix, questionnaire, sample)

    with_answers = explain(matrix, evaluation, EN, assessment=sample)
    without = explain(matrix, evaluation, EN)

    assert "Verified = 1420/57 ≈ 24.9" in "\n".join(without)
    assert set(without) - set(with_answers) == {
        line for line in without if " w " in line and line not in with_answers
    }


def test_a_responsibility_that_is_not_there_is_refused():
    sample = load_sample(Language.EN)
    matrix, questionnaire = content(sample.questionnaire_id)
    evaluation = evaluate(matrix, questionnaire, sample)

    with pytest.raises(InputError) as caught:
        explain(matrix, evaluation, EN, "ZZ.1")

    assert caught.value.details == {"found": "ZZ.1", "allowed": "OS.1"}


@pytest.mark.parametrize(
    ("value", "whole", "rounded"),
    [
        (Fraction(40), "40", "40"),
        (Fraction(0), "0", "0"),
        (Fraction(55, 2), "27.5", "27.5"),
        (Fraction(375, 8), "46.875", "46.875 ≈ 46.9"),
        (Fraction(1, 10000), "0.0001", "0.0001 ≈ 0.0"),
        (Fraction(100, 3), "100/3", "100/3 ≈ 33.3"),
        (Fraction(5840, 168), "730/21", "730/21 ≈ 34.8"),
    ],
)
def test_a_value_is_exact_and_rounded_only_where_that_differs(value, whole, rounded):
    assert exact(value) == whole
    assert shown(value) == rounded
