from __future__ import annotations

from dataclasses import replace

import pytest

from model.assessment import AssessmentState, Status, Voice
from model.facts import Depth
from model.handover import Readable
from model.library import content
from model.responsibility import ServiceModel
from model.round_comparison import Group
from tests.builders import UNKNOWN, chosen, make_assessment
from tests.ui.presenters.fakes import CATALOGS, EN, LEAD, QUESTIONNAIRE
from tests.ui.presenters.rounds_stage import (
    SECOND,
    Looks,
    RoundsView,
    found,
    kept_round,
    open_round,
)
from ui.presenters.rounds_presenter import DUTIES, FILE, RoundsPresenter

FIRST = {LEAD: chosen(25), SECOND: chosen(50)}


class Stage:
    """The tab of a second round, the first found beside it."""

    def __init__(self, session=None, others=None, catalog=EN):
        self.session = session or open_round(2)
        self.view, self.looks, self.errors = RoundsView(), Looks(), []
        self.presenter = RoundsPresenter(
            self.session, catalog, self.view, self.errors.append, self.looks
        )
        self.presenter.refresh()
        self.presenter.show_found(found(kept_round(1, FIRST)) if others is None else others)

    @property
    def card(self):
        return self.view.card

    def rows(self):
        return [row_id for row_id, _ in self.card.rows.rows]

    def read_file(self, **changes):
        fields = {"questionnaire_id": QUESTIONNAIRE, "depth": Depth.EXPRESS, **changes}
        matrix, questionnaire = content(QUESTIONNAIRE)
        made = make_assessment(answers=FIRST, **fields)
        return Readable(assessment=made, matrix=matrix, questionnaire=questionnaire)


@pytest.fixture
def stage():
    return Stage()


def test_the_round_before_is_compared_at_first(stage):
    assert (stage.card.before, stage.card.after) == ("r1", "a1")
    assert [key for key, _ in stage.card.rounds] == ["r1", "a1"]
    assert stage.looks.count == 1


def test_how_far_both_asked_the_same_is_said(stage):
    asked = len(stage.session.evaluation.asked)

    told = {"before": asked, "after": asked, "both": asked, "compared": 2}
    assert stage.card.overlap == EN.text("rounds.overlap", **told)
    assert stage.card.limits == ()


def test_groups_are_counted_and_listed(stage):
    texts = {name: text for name, text, _ in stage.card.rows.choices}

    assert list(texts) == [group.value for group in Group]
    assert texts["improved"] == EN.text("rounds.group.improved", count=1)
    assert stage.rows() == [LEAD]
    stage.presenter.look_at("worsened")
    assert stage.rows() == [SECOND]
    stage.presenter.look_at("gone")
    assert stage.rows() == []
    assert stage.card.rows.nothing == EN.text("rounds.nothing.questions")


def test_a_line_shows_what_was_said_in_either_round(stage):
    (_, (question, before, after)) = stage.card.rows.rows[0]

    assert question.startswith(LEAD)
    assert before.startswith("25 of 100")
    assert after.startswith("75 of 100")


def test_responsibilities_can_be_listed_instead(stage):
    stage.presenter.use_level(DUTIES)
    (_, (duty, before, after)) = stage.card.rows.rows[0]

    assert duty.startswith("OS.2")
    assert (before, after) == ("50.0", "25.0")
    assert stage.presenter.question_of(stage.rows()[0]) == SECOND


def test_the_numbers_show_before_after_and_change(stage):
    share, *_ = stage.card.numbers

    assert share.name == EN.text("rounds.number.overlap")
    assert share.before != share.after
    assert float(share.after) - float(share.before) == pytest.approx(
        float(share.change.rpartition(" ")[2]) * (1 if "higher" in share.change else -1)
    )


def test_choosing_the_same_round_twice_swaps_the_two(stage):
    stage.presenter.choose_before("a1")
    assert (stage.card.before, stage.card.after) == ("a1", "r1")
    assert stage.rows() == [SECOND]
    stage.presenter.choose_after("a1")
    assert (stage.card.before, stage.card.after) == ("r1", "a1")


def test_any_two_of_many_rounds_can_be_chosen():
    stage = Stage(open_round(4), found(*(kept_round(n, FIRST) for n in (1, 2, 3))))

    assert (stage.card.before, stage.card.after) == ("r3", "a1")
    stage.presenter.choose_before("r1")
    stage.presenter.choose_after("r3")
    assert (stage.card.before, stage.card.after) == ("r1", "r3")


def test_the_first_of_several_rounds_is_compared_with_the_next():
    stage = Stage(open_round(1), found(kept_round(2, FIRST)))

    assert (stage.card.before, stage.card.after) == ("a1", "r2")


@pytest.mark.parametrize(
    ("session", "key"),
    [
        (open_round(1), "rounds.alone"),
        (open_round(1, status=Status(state=AssessmentState.FINAL)), "rounds.alone.final"),
        (open_round(3), "rounds.alone.later"),
    ],
)
def test_a_round_alone_says_how_to_go_on(session, key):
    stage = Stage(session, found())

    assert stage.card.rounds == ()
    assert stage.card.rows.nothing == EN.text(key)
    assert [action.name for action in stage.card.rows.actions] == ["begin", "file"]


def test_while_rounds_are_read_nothing_is_claimed():
    stage = Stage()

    assert stage.view.cards[0].rows.nothing == EN.text("rounds.loading")


def test_a_file_is_compared_and_named(stage):
    stage.presenter.open_file("last year.json", stage.read_file())

    assert (stage.card.before, stage.card.after) == (FILE, "a1")
    assert dict(stage.card.rounds)[FILE].startswith("last year.json")
    assert stage.rows() == [LEAD]


def test_a_file_can_be_compared_where_there_is_no_other_round():
    stage = Stage(open_round(1), found())

    stage.presenter.open_file("last year.json", stage.read_file())

    assert (stage.card.before, stage.card.after) == (FILE, "a1")


@pytest.mark.parametrize("catalog", CATALOGS.values())
def test_what_cannot_be_compared_is_said(catalog):
    stage = Stage(catalog=catalog)
    saas = make_assessment("saas").service
    read = stage.read_file(service=saas, depth=Depth.FULL)
    newer = replace(read.questionnaire, version="9.0.0", questions=read.questionnaire.questions[1:])

    stage.presenter.open_file("a.json", replace(read, questionnaire=newer))

    text = "\n".join(stage.card.limits)
    assert "9.0.0" in text
    assert ServiceModel.SAAS.label in text
    assert catalog.text("rounds.depth.full") in text
    assert "{" not in text
    change = {line.name: line.change for line in stage.card.numbers}
    assert change[catalog.text("rounds.number.share")] == catalog.text("rounds.change.apart")


def test_two_services_are_said_to_be_two(stage):
    stage.presenter.open_file("a.json", stage.read_file())
    assert stage.card.limits == ()

    stage.presenter.open_file("a.json", stage.read_file(organisation="Evening & Co"))

    assert any("Evening & Co" in line for line in stage.card.limits)


def test_what_was_not_confirmed_is_said():
    stage = Stage(open_round(2, {LEAD: {**chosen(25), "carried": True}}))

    assert EN.text("rounds.limit.unconfirmed.after", count=1) in stage.card.limits


def test_a_round_without_its_questionnaire_is_named():
    stage = Stage(others=found(kept_round(1, FIRST), unreadable=(3,)))

    assert EN.text("rounds.limit.unreadable", number=3) in stage.card.limits


def test_a_question_that_the_open_round_does_not_ask_leads_nowhere(stage):
    assert stage.presenter.question_of(LEAD) == LEAD
    assert stage.presenter.question_of("GV.01-Q1") is None
    stage.presenter.use_level(DUTIES)
    assert stage.presenter.question_of("nothing") is None


def test_the_open_round_is_compared_as_it_stands_now(stage):
    stage.session.choose(LEAD, ("0",))

    stage.presenter.refresh()

    stage.presenter.look_at("worsened")
    assert LEAD in stage.rows()


def test_what_nobody_knows_is_worse_than_what_somebody_did():
    stage = Stage(open_round(2, {LEAD: UNKNOWN}))
    stage.presenter.look_at("worsened")

    assert stage.rows() == [LEAD]


def test_the_open_round_follows_the_voice_that_speaks():
    finding = make_assessment(answers={LEAD: chosen(0)}).answers
    session = open_round(2, findings=finding)
    session.speak_as(Voice.AUDITOR)
    stage = Stage(session)

    stage.presenter.look_at("worsened")
    assert LEAD in stage.rows()
