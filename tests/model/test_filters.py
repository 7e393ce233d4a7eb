from __future__ import annotations

from dataclasses import replace

import pytest

from model.assessment import Answer, AnswerState, Voice
from model.differences import count, differences, says_the_same
from model.filters import QuestionFilter, looked_at, matches
from tests.builders import UNKNOWN, chosen
from tests.model.storage.workspace import EVIDENCE
from tests.ui.presenters.fakes import BOXES, LEAD, make_session

OTHER = "OS.2-Q1"


def listed(wanted, session, previous=None):
    looked = looked_at(session.assessment, session.said, previous)
    lines = [line for duty in session.evaluation.duties for line in duty.lines]
    return {line.question.id for line in lines if matches(wanted, line, looked)}


@pytest.fixture
def session():
    return make_session(
        answers={LEAD: {**chosen(25), "note": "ask Li"}, BOXES: UNKNOWN, OTHER: chosen(75)}
    )


def test_every_filter_has_a_rule(session):
    for wanted in QuestionFilter:
        assert listed(wanted, session) <= listed(QuestionFilter.ALL, session)


def test_unanswered_and_answered_make_up_all(session):
    everything = listed(QuestionFilter.ALL, session)

    assert everything - listed(QuestionFilter.UNANSWERED, session) == {LEAD, BOXES, OTHER}


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (QuestionFilter.UNKNOWN, {BOXES}),
        (QuestionFilter.NOTED, {LEAD}),
        (QuestionFilter.GAP, {LEAD, BOXES}),
        (QuestionFilter.FLAGGED, set()),
        (QuestionFilter.PROVED, set()),
        (QuestionFilter.DISAGREES, set()),
        (QuestionFilter.CHANGED, set()),
    ],
)
def test_what_was_said_decides(session, wanted, expected):
    assert listed(wanted, session) == expected


def test_a_flag_is_found_on_an_open_question_too(session):
    session.flag("OS.8-Q1", is_flagged=True)

    assert listed(QuestionFilter.FLAGGED, session) == {"OS.8-Q1"}


def test_a_question_with_evidence_is_found(session):
    session.keep_evidence(replace(EVIDENCE, questions=(LEAD, OTHER)))

    assert listed(QuestionFilter.PROVED, session) == {LEAD, OTHER}


def test_critical_ones_are_those_of_the_questionnaire(session):
    found = listed(QuestionFilter.CRITICAL, session)

    assert found == {q.id for q in session.evaluation.asked if q.critical}
    assert found


def test_the_auditor_disagrees_only_where_another_answer_was_found(session):
    session.speak_as(Voice.AUDITOR)
    session.choose(LEAD, ("0",))
    session.choose(OTHER, ("75",))
    session.note(BOXES, "not looked at yet")

    session.choose("OS.8-Q1", ("50",))  # the customer claimed nothing there

    assert listed(QuestionFilter.DISAGREES, session) == {LEAD}
    found = differences(session.questionnaire, session.assessment)
    assert count(found).differing == len(listed(QuestionFilter.DISAGREES, session))


def test_for_the_auditor_what_was_not_examined_is_unanswered(session):
    session.speak_as(Voice.AUDITOR)
    session.choose(LEAD, ("0",))

    assert LEAD not in listed(QuestionFilter.UNANSWERED, session)
    assert OTHER in listed(QuestionFilter.UNANSWERED, session)


def test_what_changed_since_the_round_before_is_found(session):
    before = session.assessment
    session.choose(LEAD, ("100",))
    session.note(OTHER, "only a note")
    session.choose("OS.8-Q1", ("50",))

    assert listed(QuestionFilter.CHANGED, session, before) == {LEAD, "OS.8-Q1"}


def test_an_answer_is_the_same_whatever_its_note_time_and_order():
    one = Answer(question_id="A", state=AnswerState.CHOSEN, choices=("1", "2"), note="x")
    other = Answer(question_id="A", state=AnswerState.CHOSEN, choices=("2", "1"), flagged=True)

    assert says_the_same(one, other)
    assert says_the_same(None, Answer(question_id="A", state=AnswerState.OPEN, note="x"))
    assert not says_the_same(one, replace(one, state=AnswerState.UNKNOWN, choices=()))


def test_what_was_carried_over_is_listed_until_it_is_confirmed():
    session = make_session(answers={LEAD: {**chosen(25), "carried": True}, BOXES: UNKNOWN})

    assert listed(QuestionFilter.UNCONFIRMED, session) == {LEAD}
    session.confirm(LEAD)
    assert listed(QuestionFilter.UNCONFIRMED, session) == set()
