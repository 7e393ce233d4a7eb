from __future__ import annotations

import pytest
from hypothesis import given, settings

from model.content.loader import load_matrix
from model.division import DutyState
from model.evaluation import evaluate
from model.i18n import Catalog
from model.language import Language
from model.overview import (
    MOST,
    STRONG,
    Mark,
    cell_groups,
    concerns_customer,
    is_proved,
    mark_words,
    strengths,
)
from tests.builders import chosen, drawn_cases
from tests.model.reporting.samples import (
    ANSWERS,
    small_assessment,
    small_matrix,
    small_questionnaire,
)

EN = Catalog(Language.EN)
BIG = load_matrix()
MATRIX, QUESTIONNAIRE = small_matrix(), small_questionnaire()


def evaluated(**changes):
    assessment = small_assessment(**changes)
    return assessment, evaluate(MATRIX, QUESTIONNAIRE, assessment)


def cells_of(**changes):
    groups = cell_groups(MATRIX, evaluated(**changes)[1], EN)
    return {cell.code: cell for group in groups for cell in group.cells}


@settings(max_examples=80, deadline=None)
@given(drawn_cases())
def test_there_is_one_cell_for_each_responsibility_that_concerns_the_customer(case):
    questionnaire, assessment = case
    evaluation = evaluate(BIG, questionnaire, assessment)

    groups = cell_groups(BIG, evaluation, EN)

    found = [cell.id for group in groups for cell in group.cells]
    counted = (*evaluation.of_paper, *evaluation.of_extensions)
    assert found == [score.duty.id for score in counted if concerns_customer(score)]
    values = {cell.id: cell.value for group in groups for cell in group.cells}
    for score in counted:
        if score.result is not None:
            assert values[score.duty.id] == score.result.value


def test_categories_stand_in_the_papers_order_and_what_is_beyond_it_last():
    groups = cell_groups(MATRIX, evaluated()[1], EN)

    assert [group.name for group in groups] == ["Network", "Hosts", EN.text("word.extension")]


def test_a_category_without_anything_of_the_customers_has_no_cells():
    names = {group.name for group in cell_groups(MATRIX, evaluated()[1], EN)}

    assert "Rooms" not in names


@pytest.mark.parametrize(
    ("code", "marks"),
    [
        ("NW.1", (Mark.GAP,)),
        ("OS.1", (Mark.OPEN,)),
        ("OS.2", (Mark.OUT,)),
        ("OS.3", (Mark.HANDED_OVER,)),
        ("OS.4", (Mark.ORPHAN,)),
        ("OS.5", (Mark.HANDED_OVER,)),
        ("X.BAK", (Mark.GAP,)),
    ],
)
def test_a_mark_says_what_a_responsibility_is_beside_its_value(code, marks):
    assert cells_of()[code].marks == marks


def test_nothing_answered_is_pending_and_has_no_value():
    cell = cells_of(answers={})["NW.1"]

    assert (cell.value, cell.marks) == (None, (Mark.PENDING,))


def test_a_gap_with_questions_still_open_has_both_marks():
    answers = {key: said for key, said in ANSWERS.items() if key != "NW.1-Q2"}

    assert cells_of(answers=answers)["NW.1"].marks == (Mark.GAP, Mark.OPEN)


def test_every_mark_has_a_word_in_both_languages():
    for language in Language:
        words = mark_words(Catalog(language))
        assert list(words) == list(Mark)
        assert len(set(words.values())) == len(Mark)


def codes(scores):
    return [score.duty.code for score in scores]


def best(**evidence):
    """Return answers that are the best there are, proved where evidence names the question."""
    answers = {}
    for question in QUESTIONNAIRE.questions:
        level = evidence.get(question.id.replace(".", "").replace("-", ""), "E0")
        ticked = [c.id for c in question.choices] if question.is_list else [100]
        answers[question.id] = chosen(*ticked, evidence=level)
    return answers


def test_what_is_proved_is_named_before_what_is_only_stated():
    assessment, evaluation = evaluated(answers=best(OS1Q1="E2", OS1Q2="E1"), agreed={})

    found = strengths(evaluation, assessment.answers)

    assert codes(found)[0] == "OS.1"
    assert [is_proved(score, assessment.answers) for score in found] == [True, False, False, False]
    assert codes(found)[1:] == ["NW.1", "X.BAK", "OS.2"], "by weight"


def test_one_answer_without_evidence_leaves_a_responsibility_unproved():
    assessment, evaluation = evaluated(answers=best(OS1Q1="E2"), agreed={})

    score = next(s for s in evaluation.of_paper if s.duty.code == "OS.1")
    assert not is_proved(score, assessment.answers)


def test_weak_results_and_what_others_do_are_no_strengths():
    assessment, evaluation = evaluated()

    assert strengths(evaluation, assessment.answers) == ()


@settings(max_examples=80, deadline=None)
@given(drawn_cases())
def test_strengths_are_few_held_and_strong_and_nothing_better_is_left_out(case):
    questionnaire, assessment = case
    evaluation = evaluate(BIG, questionnaire, assessment)

    found = strengths(evaluation, assessment.answers)

    assert len(found) <= MOST
    for score in found:
        assert score.state is DutyState.HELD
        assert score.result.value >= STRONG
    others = [
        score
        for score in (*evaluation.of_paper, *evaluation.of_extensions)
        if score.state is DutyState.HELD and score.result.value >= STRONG and score not in found
    ]
    assert not others or len(found) == MOST
    for score in others:
        assert not is_proved(score, assessment.answers) or is_proved(found[-1], assessment.answers)
