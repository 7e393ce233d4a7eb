from __future__ import annotations

from datetime import date

import pytest

from model.assessment import AgreedOption
from model.responsibility import Allocation
from tests.builders import RESPONSIBILITY, by_duty, make_override
from tests.ui.presenters.fakes import EN, ZH, FakeView, Redraw, fill_disk, make_session
from ui.presenters.division_presenter import NOBODY, DivisionPresenter

NW1 = RESPONSIBILITY["NW.1"]
ENTERED = {
    "id": NW1,
    "allocation": "provider",
    "known_by": 75,
    "source": "contract",
    "date": date(2026, 3, 1),
    "reason": "contract, section 4.2",
}


class Stage:
    """A presenter with its session, view and reported errors."""

    def __init__(self, model="iaas", **changes):
        self.session = make_session(model, **changes)
        self.view, self.errors = FakeView(), []
        self.presenter = DivisionPresenter(self.session, EN, self.view, self.errors.append)
        self.redraw = Redraw(self.session, self.presenter)
        self.presenter.refresh()

    @property
    def card(self):
        return self.view.card

    def agree(self, negotiation_id="table2.1"):
        return next(card for card in self.card.agree if card.id == negotiation_id)

    @property
    def details(self):
        return [call[1] for call in self.view.calls if call[0] == "details"][-1]

    def counts(self):
        return {name: (number, tone) for name, number, tone in self.card.counts}


@pytest.fixture
def stage():
    return Stage()


@pytest.mark.parametrize(("model", "count"), [("iaas", 7), ("paas", 4), ("saas", 2)])
def test_a_service_model_has_its_own_negotiations(model, count):
    stage = Stage(model)

    assert len(stage.card.agree) == count
    assert stage.card.tab_agree == f"To agree ({count} open)"
    assert stage.card.agree_title == f"0 of {count} settled"


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
    assert stage.card.agree_title == "1 of 7 settled"


def test_what_the_provider_takes_is_open_until_it_is_said_how_one_knows(stage):
    stage.presenter.choose("table2.1", "b")

    card = stage.agree()
    assert [value for value, _ in card.known_by] == [0, 50, 75, 100]
    assert card.known_by_chosen is None
    assert (card.status, card.tone) == ("Not asked yet", "plain")
    assert stage.card.tab_agree == "To agree (7 open)"


@pytest.mark.parametrize("known_by", [50, 75, 100])
def test_what_the_provider_takes_is_settled_once_it_is_known(stage, known_by):
    stage.presenter.choose("table2.1", "b")
    stage.presenter.know("table2.1", known_by)

    card = stage.agree()
    assert card.known_by_chosen == known_by
    assert (card.status, card.tone) == ("Handed to the provider", "good")
    assert stage.card.tab_agree == "To agree (6 open)"


def test_what_is_only_assumed_counts_as_held_by_nobody(stage):
    stage.presenter.choose("table2.1", "b")
    stage.presenter.know("table2.1", 0)

    assert (stage.agree().status, stage.agree().tone) == (
        EN.text("division.agree.assumed"),
        "danger",
    )
    assert stage.counts()["Only assumed"] == ("1", "danger")


def test_nobody_is_an_answer_and_a_danger(stage):
    stage.presenter.choose("table2.1", NOBODY)

    card = stage.agree()
    assert card.chosen == NOBODY
    assert (card.status, card.tone) == (EN.text("division.agree.orphan"), "danger")
    assert stage.session.assessment.agreed["table2.1"].option is None
    assert stage.counts()["Nobody holds it"] == ("1", "danger")


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


def test_the_three_holders_are_always_counted_and_troubles_only_when_there(stage):
    assert set(stage.counts()) == {"Yours alone", "Shared", "Provider's", "Not asked yet"}
    assert stage.counts()["Not asked yet"][0] == "7"

    for number in range(1, 8):
        stage.presenter.choose(f"table2.{number}", "a")

    assert set(stage.counts()) == {"Yours alone", "Shared", "Provider's"}


def test_the_counts_follow_the_choice(stage):
    before = {name: int(number) for name, (number, _) in stage.counts().items()}

    stage.presenter.choose("table2.2", "a")

    after = {name: int(number) for name, (number, _) in stage.counts().items()}
    assert after["Yours alone"] == before["Yours alone"] + 1
    assert after["Not asked yet"] == before["Not asked yet"] - 1


def test_the_table_lists_every_responsibility_with_default_and_present_state(stage):
    assert len(stage.card.rows) == len(stage.session.evaluation.division.cells)
    assert stage.card.tab_all == f"All responsibilities ({len(stage.card.rows)})"

    stage.presenter.change(ENTERED)

    row = next(row for row in stage.card.rows if row.id == NW1)
    assert row.texts[1:] == ("Shared", "Provider", "Handed to the provider")


def test_a_gap_is_named_in_the_table(stage):
    stage.presenter.choose("table2.1", NOBODY)

    states = [row.texts[3] for row in stage.card.rows]
    assert states.count("Nobody holds it") == 1


def test_a_change_is_kept_with_its_reason_source_and_date(stage):
    stage.presenter.change(ENTERED)

    kept = stage.session.assessment.overrides[NW1]
    assert kept.allocation is Allocation.PROVIDER
    assert (kept.known_by, kept.source, kept.reason, kept.written_on) == (
        75,
        "contract",
        "contract, section 4.2",
        date(2026, 3, 1),
    )


def test_a_change_may_have_no_date(stage):
    stage.presenter.change({**ENTERED, "date": None})

    assert stage.session.assessment.overrides[NW1].written_on is None


def test_going_back_to_the_paper_forgets_the_change(stage):
    stage.presenter.change(ENTERED)
    stage.presenter.revert(NW1)

    assert stage.session.assessment.overrides == {}
    row = next(row for row in stage.card.rows if row.id == NW1)
    assert row.texts[1] == row.texts[2] == "Shared"


def test_no_responsibility_is_chosen_at_first(stage):
    assert stage.details is None


def test_details_say_what_each_side_does_and_where_the_paper_says_it(stage):
    stage.presenter.show(NW1)

    details = stage.details
    assert details.id == NW1
    assert details.now == "Shared"
    headings = [heading for heading, _ in details.lines]
    assert "What you do" in headings
    assert "What the provider does" in headings
    assert any(heading.startswith("Table ") for heading in headings)
    assert details.is_overridden is False
    assert details.override.reason == ""


def test_details_of_a_changed_cell_begin_with_the_change(stage):
    stage.presenter.show(NW1)
    stage.presenter.change(ENTERED)

    details = stage.details
    heading, text = details.lines[0]
    assert heading == "Changed for your service"
    assert "Reason: contract, section 4.2" in text
    assert "Where it is written: Contract" in text
    assert "How you know: Seen in the console" in text
    assert "Date: 2026-03-01" in text
    assert details.is_overridden
    assert details.override == stage.session.assessment.overrides[NW1]


def test_details_of_a_change_without_source_say_so_and_name_no_date():
    override = make_override("NW.1", "customer", None, reason="as it is")
    stage = Stage(overrides=by_duty(override))
    stage.presenter.show(NW1)

    text = stage.details.lines[0][1]
    assert "Not written down" in text
    assert "Not stated" in text
    assert "Date" not in text


def test_what_the_provider_holds_alone_gives_the_customer_nothing_to_do(stage):
    stage.presenter.show(NW1)
    stage.presenter.change(ENTERED)

    assert "What you do" not in [heading for heading, _ in stage.details.lines]


def test_a_duty_asked_with_another_says_with_which():
    stage = Stage("saas")
    cell = next(c for c in stage.session.evaluation.division.cells if c.asked_with)
    stage.presenter.show(cell.id)

    other = stage.session.matrix.by_id[cell.asked_with].name.en
    assert ("", f"Asked together with: {other}") in stage.details.lines


def test_a_responsibility_that_the_service_no_longer_has_is_not_shown(stage):
    stage.presenter.show("no.such.responsibility")

    assert stage.details is None


def test_the_page_offers_every_way_to_settle_a_cell(stage):
    assert [value for value, _ in stage.card.allocations] == [
        "customer",
        "shared",
        "provider",
        "negotiable",
        "absent",
    ]
    assert [value for value, _ in stage.card.sources] == [
        "contract",
        "provider_document",
        "verbal",
        "",
    ]


@pytest.mark.parametrize(
    "act",
    [
        lambda p: p.choose("table2.1", "a"),
        lambda p: p.know("table2.1", 100),
        lambda p: p.change(ENTERED),
        lambda p: p.revert(NW1),
    ],
    ids=["choose", "know", "change", "revert"],
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


def test_another_language_rewords_everything(stage):
    stage.presenter.show(NW1)
    stage.presenter.use_catalog(ZH)
    stage.presenter.refresh()

    assert stage.card.words["title"] == ZH.text("division.title")
    assert stage.card.tab_agree == ZH.text("division.tab.agree", open=7)
    assert stage.details.now == ZH.text("word.allocation.shared")


def test_what_is_asked_together_counts_once():
    """In SaaS the logs of console and service are one question, and so one thing to settle."""
    stage = Stage("saas")
    assert stage.counts()["Not asked yet"] == ("2", "warning")

    stage.presenter.choose("table5.1", NOBODY)

    assert stage.counts()["Not asked yet"] == ("1", "warning")
    assert stage.counts()["Nobody holds it"] == ("1", "danger")
