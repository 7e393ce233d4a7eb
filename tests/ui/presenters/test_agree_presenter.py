"""What is to be agreed: what is chosen, and what each option would mean."""

from __future__ import annotations

import pytest

from model.assessment import AgreedOption
from model.evaluation import evaluate
from model.rounding import one_decimal
from tests.builders import by_duty, make_override
from tests.ui.presenters.fakes import EN, ZH, FakeView, Redraw, fill_disk, make_session
from ui.presenters.agree_presenter import NOBODY, AgreePresenter


class Stage:
    """A presenter with its session, view and reported errors."""

    def __init__(self, model="iaas", **changes):
        self.session = make_session(model, **changes)
        self.view, self.errors = FakeView(), []
        self.presenter = AgreePresenter(self.session, EN, self.view, self.errors.append)
        self.redraw = Redraw(self.session, self.presenter)
        self.presenter.refresh()

    @property
    def card(self):
        return self.view.card

    def agree(self, negotiation_id="table2.1"):
        return next(card for card in self.card.agree if card.id == negotiation_id)

    def work_out(self):
        """Work everything out, as idle time does; returns how many steps that took."""
        steps = 0
        while self.presenter.prepare():
            steps += 1
        return steps

    def effect(self, negotiation_id, option):
        """Return the newest words on what an option would mean."""
        said = [c[3] for c in self.view.calls if c[:3] == ("effect", negotiation_id, option)]
        return said[-1]


@pytest.fixture
def stage():
    return Stage()


@pytest.mark.parametrize(("model", "count"), [("iaas", 7), ("paas", 4), ("saas", 2)])
def test_a_service_model_has_its_own_negotiations(model, count):
    stage = Stage(model)

    assert len(stage.card.agree) == count
    assert stage.card.title == f"0 of {count} settled"


def test_every_negotiation_offers_nobody_as_its_last_option(stage):
    assert all(card.options[-1][0] == NOBODY for card in stage.card.agree)
    assert [o[0] for o in stage.agree("table2.2").options] == ["a", "b", "c", NOBODY]


def test_before_anything_is_said_nothing_is_chosen_and_all_is_open(stage):
    for card in stage.card.agree:
        assert card.chosen is None
        assert (card.status, card.tone) == ("Not asked yet", "plain")
        assert card.known_by == ()


def test_what_the_customer_keeps_is_settled_at_once(stage):
    stage.presenter.choose("table2.1", "a")

    card = stage.agree()
    assert card.chosen == "a"
    assert (card.status, card.tone) == ("Your part", "good")
    assert card.known_by == ()
    assert stage.card.title == "1 of 7 settled"


def test_what_the_provider_takes_is_open_until_it_is_said_how_one_knows(stage):
    stage.presenter.choose("table2.1", "b")

    card = stage.agree()
    assert [value for value, _ in card.known_by] == [0, 50, 75, 100]
    assert card.known_by_chosen is None
    assert (card.status, card.tone) == ("Not asked yet", "plain")
    assert stage.card.title == "0 of 7 settled"


@pytest.mark.parametrize("known_by", [50, 75, 100])
def test_what_the_provider_takes_is_settled_once_it_is_known(stage, known_by):
    stage.presenter.choose("table2.1", "b")
    stage.presenter.know("table2.1", known_by)

    card = stage.agree()
    assert card.known_by_chosen == known_by
    assert (card.status, card.tone) == ("Handed to the provider", "good")
    assert stage.card.title == "1 of 7 settled"


def test_what_is_only_assumed_counts_as_held_by_nobody(stage):
    stage.presenter.choose("table2.1", "b")
    stage.presenter.know("table2.1", 0)

    assert (stage.agree().status, stage.agree().tone) == (
        EN.text("division.agree.assumed"),
        "danger",
    )


def test_nobody_is_an_answer_and_a_danger(stage):
    stage.presenter.choose("table2.1", NOBODY)

    card = stage.agree()
    assert card.chosen == NOBODY
    assert (card.status, card.tone) == (EN.text("division.agree.orphan"), "danger")
    assert stage.session.assessment.agreed["table2.1"].option is None


def test_another_option_keeps_how_one_knows_and_nobody_drops_it(stage):
    stage.presenter.choose("table2.2", "c")
    stage.presenter.know("table2.2", 75)

    stage.presenter.choose("table2.2", "b")
    assert stage.session.assessment.agreed["table2.2"].known_by == 75

    stage.presenter.choose("table2.2", NOBODY)
    assert stage.session.assessment.agreed["table2.2"].known_by is None


def test_an_option_says_what_each_side_then_does(stage):
    provider_holds = stage.agree().options[1]

    assert provider_holds[2].startswith("Provider: ")


@pytest.mark.parametrize(
    "act",
    [lambda p: p.choose("table2.1", "a"), lambda p: p.know("table2.1", 100)],
    ids=["choose", "know"],
)
def test_a_failed_save_is_reported_and_the_page_shows_what_is_kept(act):
    stage = Stage(agreed={"table2.1": ("b", 50)})
    before, shown = stage.card, len(stage.view.cards)
    fill_disk(stage.session)

    act(stage.presenter)

    assert [error.key for error in stage.errors] == ["error.storage.disk_full"]
    assert len(stage.view.cards) == shown + 1, "what was clicked stays on screen"
    assert stage.card == before
    assert stage.session.assessment.agreed["table2.1"] == AgreedOption(
        negotiation_id="table2.1", option="b", known_by=50
    )


# --- what an option would mean ----------------------------------------------------------------


def test_every_option_is_worked_out_one_at_a_time_and_only_once(stage):
    options = sum(len(card.options) for card in stage.card.agree)

    assert stage.work_out() == options
    assert stage.work_out() == 0


@pytest.mark.parametrize("option", ["a", "b", "c", NOBODY])
def test_what_an_option_would_mean_is_what_happens_once_it_is_chosen(option):
    stage = Stage(agreed={"table2.2": ("a", None), "table2.1": ("b", 100)})
    first = stage.session.questionnaire.by_id["OS.1-Q1"].choices[1]
    stage.session.choose("OS.1-Q1", (first.id,))
    before = stage.session.evaluation
    stage.work_out()
    said = stage.effect("table2.2", option)

    stage.presenter.choose("table2.2", option)

    after = stage.session.evaluation
    asked = [{q.id for q in e.asked} for e in (before, after)]
    if option == "a":
        assert said == "This is what you have now"
        return
    fewer = len(asked[0] - asked[1])
    assert (f"{fewer} fewer to answer" in said) is bool(fewer)
    assert ("The same to answer" in said) is (asked[0] == asked[1])
    figures = [one_decimal(e.share.value) for e in (before, after)]
    assert said.endswith(
        f"still {figures[0]}" if figures[0] == figures[1] else f"{figures[0]} → {figures[1]}"
    )


def test_while_nothing_is_answered_the_share_has_no_number(stage):
    stage.work_out()

    assert stage.effect("table2.2", "a").endswith("Share carried still –")


def test_what_was_worked_out_is_shown_again_until_something_changes(stage):
    stage.work_out()
    stage.presenter.refresh()
    assert len(stage.agree("table2.2").effects) == 4

    stage.presenter.choose("table2.1", "a")

    assert stage.agree("table2.2").effects == {}
    assert stage.work_out() > 0


def test_another_language_words_the_effects_anew(stage):
    stage.work_out()
    stage.presenter.use_catalog(ZH)
    stage.presenter.refresh()
    stage.work_out()

    assert stage.card.words["title"] == ZH.text("division.title")
    assert "承担度" in stage.effect("table2.2", "b")


def test_the_effects_change_nothing_by_themselves(stage):
    before = stage.session.assessment

    stage.work_out()

    assert stage.session.assessment is before
    assert evaluate(stage.session.matrix, stage.session.questionnaire, before).share == (
        stage.session.evaluation.share
    )


def test_where_something_stronger_settles_the_duty_an_option_changes_nothing():
    override = make_override("OS.7", "customer", 100, reason="as it is")
    stage = Stage(overrides=by_duty(override))
    stage.work_out()

    assert stage.effect("table2.2", "c").startswith("The same to answer")
