from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from model.assessment import (
    ActionState,
    AssessmentState,
    PlanEntry,
    Round,
    Status,
    Voice,
)
from model.history import HistoryEntry
from model.wording import answer_text
from tests.builders import UNKNOWN, chosen, make_assessment
from tests.ui.presenters.fakes import (
    BOXES,
    EN,
    LEAD,
    FakeView,
    Redraw,
    fill_disk,
    make_session,
)
from ui.presenters.question_presenter import QuestionPresenter

SECOND = "OS.2-Q1"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CARRIED = {
    LEAD: {**chosen(50), "carried": True, "answered_at": NOON},
    SECOND: {**UNKNOWN, "carried": True},
    BOXES: chosen(),
}


class Stage:
    """The questions of a second round, joined as the window does it."""

    def __init__(self, answers=CARRIED, **changes):
        self.session = make_session(
            position=LEAD, answers=answers, round=Round(number=2, previous="o1"), **changes
        )
        self.view, self.errors = FakeView(), []
        self.presenter = QuestionPresenter(self.session, EN, self.view, self.errors.append)
        self.redraw = Redraw(self.session, self.presenter)
        self.presenter.refresh()

    @property
    def card(self):
        return self.view.card


def test_an_answer_carried_over_is_shown_with_what_was_said_then():
    stage = Stage()
    question = stage.session.questionnaire.by_id[LEAD]

    said = answer_text(question, stage.session.answer_to(LEAD), EN)
    assert said in stage.card.carried.text
    assert "2026-03-01" in stage.card.carried.text
    assert stage.card.saved == EN.text("rounds.carried.saved")
    assert not stage.card.is_saved
    stage.presenter.open(SECOND)
    assert EN.text("word.answer.unknown") in stage.card.carried.text


def test_an_answer_of_this_round_is_not():
    stage = Stage()

    stage.presenter.open(BOXES)

    assert stage.card.carried is None


def test_confirming_keeps_the_answer_and_goes_on_to_the_next_that_waits():
    stage = Stage()

    stage.presenter.confirm()

    assert not stage.session.answer_to(LEAD).carried
    assert stage.session.answer_to(LEAD).choices == ("50",)
    assert stage.card.id == SECOND
    stage.presenter.confirm()
    assert stage.card.carried is None
    assert stage.card.id == SECOND


def test_an_answer_given_anew_is_this_rounds_own():
    stage = Stage()

    stage.presenter.choose("75")

    assert stage.card.carried is None
    assert stage.card.id == LEAD
    assert stage.card.is_saved


def test_what_does_not_wait_cannot_be_confirmed():
    stage = Stage()
    stage.presenter.open(BOXES)

    stage.presenter.confirm()

    assert stage.session._store.saved[-1][0] == "position"
    assert stage.card.id == BOXES


def test_a_confirmation_that_cannot_be_saved_stays_on_screen():
    stage = Stage()
    fill_disk(stage.session)

    stage.presenter.confirm()

    assert stage.errors
    assert stage.card.id == LEAD
    assert stage.card.carried is not None


def test_progress_counts_only_what_is_confirmed():
    stage = Stage()

    assert stage.card.done == 1
    assert stage.card.time_left == EN.text("rounds.left", count=2)
    stage.presenter.confirm()
    assert stage.card.done == 2


def test_the_list_marks_and_filters_what_waits():
    stage = Stage()
    leaves = {leaf.id: leaf for branch in stage.card.tree for leaf in branch.leaves}

    assert leaves[LEAD].state == "carried"
    assert EN.text("rounds.carried.state") in leaves[LEAD].state_text
    stage.presenter.filter("unconfirmed")
    assert [leaf.id for b in stage.card.tree for leaf in b.leaves] == [LEAD, SECOND]
    assert "unconfirmed" in dict(stage.card.filters)


def test_a_first_round_has_no_filter_for_it():
    stage = Stage({LEAD: chosen(50)})
    stage.session._assessment = replace(stage.session.assessment, round=Round())

    stage.presenter.refresh()

    assert "unconfirmed" not in dict(stage.card.filters)


def test_a_final_round_says_that_it_was_never_confirmed_and_offers_nothing():
    stage = Stage(status=Status(state=AssessmentState.FINAL))

    stage.presenter.confirm()

    assert stage.card.carried.confirm == stage.card.carried.help == ""
    assert stage.errors == []


def test_findings_wait_on_their_own():
    finding = make_assessment(answers={LEAD: {**chosen(0), "carried": True}}).answers
    stage = Stage({LEAD: chosen(50)}, findings=finding)

    assert stage.card.carried is None
    stage.session.speak_as(Voice.AUDITOR)
    assert stage.card.carried is not None
    stage.presenter.confirm()
    assert not stage.session.answer_to(LEAD, Voice.AUDITOR).carried


class TestDone:
    """An action that the round before has as done never counts by itself; it asks."""

    ACTION = "OS.1-Q1-A1"

    @pytest.fixture
    def stage(self):
        stage = Stage()
        entry = PlanEntry(action_id=self.ACTION, state=ActionState.DONE)
        stage.session._store.previous = make_assessment(plan={self.ACTION: entry})
        stage.session.__dict__.pop("previous", None)
        stage.session.__dict__.pop("_previous_id", None)
        return stage

    def test_what_was_marked_as_done_asks_what_is_true_now(self, stage):
        stage.presenter.refresh()

        (line,) = stage.card.carried.done
        action = stage.session.questionnaire.by_id[LEAD].actions[0]
        assert line == EN.text("rounds.carried.done", action=EN.say(action.title))
        assert stage.session.answer_to(LEAD).choices == ("50",)

    def test_the_day_is_told_where_the_history_has_it(self, stage, monkeypatch):
        entry = HistoryEntry(
            number=2,
            at=NOON,
            person="",
            kind="plan",
            key=self.ACTION,
            before="",
            after='{"state": "done"}',
            hash="",
        )
        monkeypatch.setattr(stage.session._store, "history", lambda _id: [entry])

        stage.presenter.refresh()

        assert "2026-03-01" in stage.card.carried.done[0]

    def test_it_no_longer_asks_once_the_answer_is_this_rounds_own(self, stage):
        stage.presenter.choose("75")

        assert stage.card.carried is None
