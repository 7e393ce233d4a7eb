from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from model.assessment import Answer, AnswerState
from model.differences import Comparison, count, differences
from tests.builders import (
    NOT_APPLICABLE,
    UNKNOWN,
    chosen,
    drawn_cases,
    make_assessment,
    make_boxes,
    make_question,
    make_questionnaire,
)

LADDER, BOXES = make_question("CA.1-Q1"), make_boxes("NW.1-Q1", (50, 30, 20))
QUESTIONNAIRE = make_questionnaire(BOXES, LADDER)


def compared(claim, finding, question=LADDER):
    """Return how one claim and one finding compare; None where nothing was examined."""
    answers = {question.id: claim} if claim else {}
    findings = {question.id: Answer(question_id=question.id, **finding)}
    found = differences(QUESTIONNAIRE, make_assessment(answers=answers, findings=findings))
    return found[0].state if found else None


def test_the_same_step_agrees_whatever_the_notes_say():
    claim = {**chosen(75), "note": "as we said"}
    assert compared(claim, {**chosen(75), "note": "as seen"}) is Comparison.AGREES


def test_another_step_differs():
    assert compared(chosen(75), chosen(25)) is Comparison.DIFFERS


def test_the_order_of_ticked_boxes_does_not_count():
    assert compared(chosen(1, 2), chosen(2, 1), BOXES) is Comparison.AGREES
    assert compared(chosen(1, 2), chosen(2), BOXES) is Comparison.DIFFERS


def test_a_claim_that_could_not_be_established_differs():
    assert compared(chosen(75), UNKNOWN) is Comparison.DIFFERS
    assert compared(NOT_APPLICABLE, chosen(0)) is Comparison.DIFFERS


def test_a_finding_without_a_claim_is_examined_and_neither_agrees_nor_differs():
    assert compared(None, chosen(75)) is Comparison.EXAMINED
    assert compared({"state": AnswerState.OPEN}, chosen(75)) is Comparison.EXAMINED


def test_an_open_finding_is_no_examination():
    assert compared(chosen(75), {"state": AnswerState.OPEN, "note": "later"}) is None


@given(drawn_cases(), st.data())
def test_findings_copied_from_the_claims_all_agree_in_the_order_of_the_questionnaire(case, data):
    questionnaire, assessment = case
    picked = {k for k in sorted(assessment.answers) if data.draw(st.booleans())}
    findings = {key: assessment.answers[key] for key in picked}
    found = differences(questionnaire, replace(assessment, findings=findings))
    expected = [
        q.id
        for q in questionnaire.questions
        if q.id in findings and findings[q.id].state is not AnswerState.OPEN
    ]
    assert [each.question.id for each in found] == expected
    counts = count(found)
    assert (counts.examined, counts.agreeing) == (len(expected), len(expected))
    assert counts.differing == 0
