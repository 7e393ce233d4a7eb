"""What if we moved: what the tab tells, what can be tried, and that nothing of it is kept."""

from __future__ import annotations

import pytest

from model.assessment import Voice
from model.facts import Depth
from model.library import content
from model.responsibility import ServiceModel
from model.rounding import whole
from model.session import AssessmentSession
from tests.builders import by_duty, chosen, make_assessment, make_claim, make_override
from tests.ui.presenters.fakes import (
    EN,
    ZH,
    Clock,
    FakeView,
    MemoryStore,
    audited_session,
    make_session,
)
from ui.presenters.moving_presenter import NOBODY, MovingPresenter

SETTLED = {"table2.4": ("b", 50), "table2.5": ("a", None), "table2.3": ("a", None)}


class MoveView(FakeView):
    """Remembers the cards of a move."""

    def show_move(self, card):
        self.cards.append(card)

    @property
    def numbers(self):
        return {line.name: (line.now, line.then, line.change) for line in self.card.numbers}

    @property
    def options(self):
        return {option.id: option for option in self.card.options}

    @property
    def choices(self):
        return {name: words for name, words, _ in self.card.rows.choices}


def run(session, catalog=EN):
    view, errors = MoveView(), []
    presenter = MovingPresenter(session, catalog, view, errors.append)
    presenter.refresh()
    assert errors == []
    return presenter, view


@pytest.fixture
def shop():
    return run(make_session(agreed=SETTLED, answers={"NW.1-Q1": chosen(1, 3)}))


@pytest.mark.parametrize(("now", "then"), [("iaas", "paas"), ("paas", "saas"), ("saas", "paas")])
def test_at_first_the_next_service_model_is_tried(now, then):
    _, view = run(make_session(now))

    assert view.card.model == then
    words = dict(view.card.models)
    assert words[now] == f"{ServiceModel(now).label} (as now)"
    assert words[then] == ServiceModel(then).label


def test_the_lists_are_counted_and_one_of_them_is_shown(shop):
    presenter, view = shop
    presenter.choose_model("saas")

    assert view.choices["leaving"] == f"Leave you ({len(view.card.rows.rows)})"
    rows = {texts[0]: texts[1:] for _, texts in view.card.rows.rows}
    assert rows["Security groups"] == ("Shared", "Provider")
    presenter.look_at("staying")
    assert ("staying", view.choices["staying"], True) in view.card.rows.choices
    assert "Security groups" not in {texts[0] for _, texts in view.card.rows.rows}


def test_what_nobody_agreed_says_so_below_its_holder(shop):
    presenter, view = shop
    presenter.choose_option("table2.4", NOBODY)
    presenter.look_at("arriving")

    row = next(
        texts for row_id, texts in view.card.rows.rows if row_id == "data.customer.migration"
    )
    assert row[1] == "Provider"
    assert row[2] == "To be agreed\nNobody holds it"


def test_each_number_tells_in_words_how_it_changes(shop):
    presenter, view = shop
    presenter.choose_model("saas")
    now, then, change = view.numbers["Questions asked"]

    assert change == f"{int(now) - int(then)} fewer"
    presenter.choose_model("iaas")
    assert {change for _, _, change in view.numbers.values()} == {"the same"}
    assert view.card.rows.facts == EN.text("whatif.same")


def test_a_share_that_is_not_there_yet_is_not_compared():
    _, view = run(make_session())

    none, unknown = EN.text("whatif.no_value"), EN.text("whatif.change.unknown")
    assert view.numbers["Share carried"] == (none, none, unknown)


def test_how_much_of_the_result_rests_on_answers_is_said_with_its_range(shop):
    _, view = shop

    assert "1 of the 18 questions" in view.card.rows.notice
    assert "(6 %)" in view.card.rows.notice
    assert "are still open" in view.card.rows.notice


def test_what_stays_behind_with_the_contract_is_said():
    claims = {c.key: c for c in [make_claim("DA.3", "contract", "provider")]}
    presenter, view = run(make_session(claims=claims))

    assert view.card.rows.facts == EN.text("whatif.left_behind", count=1)
    presenter.choose_model("iaas")
    assert view.card.rows.facts == EN.text("whatif.same")


def test_the_options_of_the_model_start_as_they_are_agreed(shop):
    presenter, view = shop

    assert list(view.options) == ["table2.4", "table2.5", "table2.6", "table2.7"]
    assert (view.options["table2.4"].chosen, view.options["table2.4"].known_by_chosen) == ("b", 50)
    assert view.options["table2.5"].chosen == "a"
    assert view.options["table2.6"].chosen == ""
    presenter.choose_model("saas")
    assert view.options["table5.1"].chosen == ""


def test_an_option_that_hands_over_is_taken_as_in_the_contract_until_it_is_said_otherwise(shop):
    presenter, view = shop
    presenter.choose_option("table2.5", "b")

    assert view.options["table2.5"].known_by_chosen == 100
    assert len(view.options["table2.5"].known_by) == 4
    presenter.know("table2.5", 0)
    assert view.options["table2.5"].known_by_chosen == 0
    presenter.choose_option("table2.5", "a")
    assert view.options["table2.5"].known_by == ()


def test_how_it_is_known_stays_when_the_same_option_is_chosen_again(shop):
    presenter, view = shop
    presenter.choose_option("table2.4", "b")

    assert view.options["table2.4"].known_by_chosen == 50


def test_what_was_tried_is_kept_apart_for_each_model_and_can_be_forgotten(shop):
    presenter, view = shop
    presenter.choose_option("table2.4", "a")
    presenter.choose_model("saas")
    assert view.options["table2.4"].chosen == "b"
    presenter.choose_model("paas")
    assert view.options["table2.4"].chosen == "a"
    assert all(action.is_enabled for action in view.card.rows.actions)

    presenter.start_again()
    assert view.options["table2.4"].chosen == "b"
    assert [a.is_enabled for a in view.card.rows.actions] == [True, False]


def test_nothing_that_is_tried_is_kept(shop):
    session = make_session(agreed=SETTLED)
    before = session.assessment
    presenter, _ = run(session)
    presenter.choose_model("iaas")
    presenter.choose_option("table2.4", NOBODY)
    presenter.choose_option("table2.3", "b")
    presenter.know("table2.3", 50)
    presenter.text()

    assert session.assessment is before
    assert session._store.saved == []


def test_an_option_below_a_contract_says_that_it_changes_nothing():
    claims = {c.key: c for c in [make_claim("DA.2", "contract", "customer")]}
    presenter, view = run(make_session(claims=claims))
    assert view.options["table2.4"].note == ""

    presenter.choose_model("iaas")
    assert view.options["table2.4"].note == EN.text("whatif.fixed", by="Contract")


def test_an_option_below_an_override_says_so_too():
    presenter, view = run(make_session(overrides=by_duty(make_override("DA.2", "provider", 100))))
    presenter.choose_model("iaas")

    assert "Settled for this service" in view.options["table2.4"].note


def test_a_question_no_longer_asked_stands_with_its_duty_and_its_answer(shop):
    presenter, view = shop
    presenter.choose_model("saas")
    presenter.look_at("no_longer_asked")
    rows = dict(view.card.rows.rows)

    assert rows["NW.1-Q1"][0].startswith("NW.1-Q1\n")
    assert rows["NW.1-Q1"][1] == "Security groups"
    assert ";" in rows["NW.1-Q1"][2]  # two boxes were ticked
    assert rows["OS.1-Q1"][2] == "Not answered"


def test_proofs_that_are_newly_asked_for_stand_under_their_own_name():
    session = make_session(depth=Depth.FULL)
    presenter, view = run(session)
    presenter.choose_model("saas")
    presenter.look_at("newly_asked")
    groups = {group.id: group.name.en for group in session.questionnaire.reliance}

    assert dict(view.card.rows.rows)["PR.8-Q1"][1] == groups["PR.8"]


def test_requests_say_what_to_ask_the_provider_for_and_about_what(shop):
    presenter, view = shop
    presenter.choose_model("saas")
    presenter.look_at("requests")
    rows = [texts for _, texts in view.card.rows.rows]

    assert ("In writing", "A clause in the contract that Alibaba Cloud does this.") in [
        texts[:2] for texts in rows
    ]
    assert ("Proof", "Get the report or test summary on network protection") in [
        texts[:2] for texts in rows
    ]
    agree = next(texts for texts in rows if texts[0] == "To agree")
    assert "who analyses and audits the activity logs?" in agree[1]
    assert len(agree[2].splitlines()) == 2


def test_the_text_holds_numbers_options_and_every_list(shop):
    presenter, view = shop
    presenter.choose_model("saas")
    text = presenter.text()

    assert text.startswith("What if we moved? Test & Co, Shop: IaaS → SaaS\n")
    for name, words in view.choices.items():
        assert words in text, name
    assert all(f"{n.name}: {n.now} → {n.then} ({n.change})" in text for n in view.card.numbers)
    assert "- Security groups | Shared | Provider" in text
    assert view.card.rows.notice in text
    assert text.endswith(view.card.source)


def test_the_next_refresh_speaks_another_language(shop):
    presenter, view = shop
    presenter.use_catalog(ZH)
    presenter.refresh()

    assert view.card.words["model"] == "换成"
    assert "来源：云计算开源产业联盟" in view.card.source
    assert view.card.rows.rows[0][1][1] in {"双方共担", "云服务客户", "待协商"}


def test_where_there_is_one_model_and_nothing_to_agree_the_tab_says_so():
    assessment = make_assessment("iaas", questionnaire_id="government-cloud-2020")
    session = AssessmentSession(
        "a1", *content("government-cloud-2020"), MemoryStore(assessment), Clock()
    )
    _, view = run(session)

    assert view.card.models == view.card.numbers == view.card.options == ()
    assert view.card.rows.nothing == EN.text("whatif.nothing_to_try")


def test_the_numbers_follow_the_voice_that_speaks():
    session = audited_session()
    presenter, view = run(session)
    claimed = view.numbers["Share carried"][0]
    session.speak_as(Voice.AUDITOR)
    presenter.refresh()

    assert view.numbers["Share carried"][0] == whole(session.evaluation.share.value)
    assert int(view.numbers["Share carried"][0]) < int(claimed)
