from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings

from model.assessment import Answer, AnswerState
from model.content.loader import load_matrix
from model.division import DutyState
from model.errors import InputError
from model.evaluation import evaluate
from model.explanation import explain
from model.explanation.duty_lines import exact, proved, shown
from model.i18n import Catalog
from model.language import Language
from model.library import content, load_sample
from model.rounding import one_decimal
from tests.arithmetic import check_equations, last_number, sums
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


def figures(evaluation):
    """Return every number with the name it is explained by."""
    named = {
        "share": evaluation.share.value,
        "verified": evaluation.verified,
        "clarity": evaluation.clarity,
        "completeness": evaluation.completeness,
        "orphan_share": evaluation.orphan_share,
        "beyond": evaluation.beyond.value,
    }
    categories = {f"category:{key}": r.value for key, r in evaluation.categories.items()}
    return {**named, **categories}


@settings(max_examples=60, deadline=None)
@given(drawn_cases())
def test_each_number_on_its_own_adds_up_to_the_figure_shown(case):
    questionnaire, assessment = case
    evaluation = evaluate(MATRIX, questionnaire, assessment)

    for name, figure in figures(evaluation).items():
        lines = explain(MATRIX, evaluation, EN, assessment=assessment, number=name)
        check_equations(lines)
        if figure is None:
            assert any(line.endswith("nothing counts yet") for line in lines), name
        else:
            ends = [last_number(line) for line in sums(lines)]
            assert float(one_decimal(figure)) in ends, name


@settings(max_examples=100, deadline=None)
@given(drawn_cases())
def test_the_bounds_written_out_are_the_bounds_of_the_score(case):
    questionnaire, assessment = case
    evaluation = evaluate(MATRIX, questionnaire, assessment)

    lines = explain(MATRIX, evaluation, EN, assessment=assessment, number="range")

    check_equations(lines)
    for score in evaluation.of_paper:
        if score.low is None or score.low == score.high:
            continue
        told = [line for line in lines if line.startswith(f"    {score.duty.code} ")]
        ends = [last_number(line) for line in told]
        low, high = (float(one_decimal(end.value)) for end in (score.low, score.high))
        is_settled = score.duty.cell is None or score.duty.cell.state is not DutyState.PENDING
        assert ends == ([low, high] if is_settled else [100]), told


@settings(max_examples=50, deadline=None)
@given(drawn_cases())
def test_the_grade_names_every_gap_and_orphan(case):
    questionnaire, assessment = case
    evaluation = evaluate(MATRIX, questionnaire, assessment)

    lines = "\n".join(explain(MATRIX, evaluation, EN, assessment=assessment, number="grade"))

    codes = {score.duty.id: score.duty.code for score in evaluation.of_paper}
    for named in (*evaluation.critical_gaps, *(codes[each] for each in evaluation.orphans)):
        assert named in lines


def test_a_number_that_is_not_there_is_refused():
    sample = load_sample(Language.EN)
    matrix, questionnaire = content(sample.questionnaire_id)
    evaluation = evaluate(matrix, questionnaire, sample)

    with pytest.raises(InputError) as caught:
        explain(matrix, evaluation, EN, number="category:nothing")

    assert caught.value.key == "error.no_number"
    assert "category:network" in caught.value.details["allowed"]


def test_a_duty_without_an_applicable_question_says_so():
    sample = load_sample(Language.EN)
    matrix, questionnaire = content(sample.questionnaire_id)
    reason = Answer(question_id="NW.2-Q1", state=AnswerState.NOT_APPLICABLE, reason="none here")
    changed = replace(sample, answers={**sample.answers, "NW.2-Q1": reason})
    evaluation = evaluate(matrix, questionnaire, changed)

    first, *_ = explain(matrix, evaluation, EN, "NW.2", changed)

    assert first == "NW.2 Network type selection: Not applicable"


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
