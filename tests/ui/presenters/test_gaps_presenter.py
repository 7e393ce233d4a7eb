"""The list of gaps, and accepting them."""

from __future__ import annotations

from datetime import date

import pytest

from model.change import Part
from model.ledger import DivisionGap, Handoff, Party
from model.responsibility import Allocation
from tests.builders import RESPONSIBILITY, make_claim
from tests.ui.presenters.fakes import EN, ZH, FakeView, Redraw, fill_disk, make_session
from ui.presenters.form import problem
from ui.presenters.gaps_presenter import ALL, GapsPresenter

NW1 = RESPONSIBILITY["NW.1"]
DISPUTED = f"disputed/{NW1}"
TODAY = date(2026, 4, 1)
VALUES = {"reason": "small", "accepted_by": "Wang", "accepted_on": "2026-04-01"}


class Stage:
    """A presenter whose session has a dispute."""

    def __init__(self, **changes):
        self.session = make_session(**changes)
        self.view, self.errors = FakeView(), []
        self.presenter = GapsPresenter(self.session, EN, self.view, self.errors.append)
        self.redraw = Redraw(self.session, self.presenter)
        for source, held in (("contract", "provider"), ("provider_document", "customer")):
            claim = make_claim("NW.1", source, held)
            self.session.put(Part.CLAIMS, claim.key, claim)

    @property
    def card(self):
        return self.view.card

    @property
    def rows(self):
        return dict(self.card.rows)


@pytest.fixture
def stage():
    return Stage()


def test_a_gap_says_what_why_and_what_to_do_the_gravest_first(stage):
    assert stage.card.rows[0][0] == DISPUTED
    what, why, to_do = stage.rows[DISPUTED]
    assert what.startswith("Disputed\n")
    assert "Contract: Provider" in why
    assert to_do == EN.text("gap.do.disputed")
    assert stage.card.facts == f"Still open: {len(stage.card.rows)}"


def test_kinds_that_are_there_narrow_the_list_with_their_counts(stage):
    names = {name: words for name, words, _ in stage.card.choices}
    assert set(names) == {ALL, "disputed", "no_leads"}

    for name, words in names.items():
        stage.presenter.look_at(name)
        assert words.endswith(f"({len(stage.card.rows)})")
        assert [n for n, _, is_chosen in stage.card.choices if is_chosen] == [name]


def test_accepting_asks_for_a_reason_and_proposes_who_and_when(stage):
    form = stage.presenter.form(DISPUTED, "Wang", TODAY)

    assert {e.key: e.value for e in form.fields} == {**VALUES, "reason": ""}
    assert problem(form, {**VALUES, "reason": " "}).key == "reason"


def test_an_accepted_gap_stays_listed_with_who_and_why_and_is_not_counted(stage):
    before = len(stage.card.rows)

    stage.presenter.accept(DISPUTED, VALUES)

    assert stage.rows[DISPUTED][2] == "Accepted by Wang on 2026-04-01: small"
    assert stage.card.facts == f"Still open: {before - 1}"
    assert stage.session.assessment.accepted[NW1].gap is DivisionGap.DISPUTED
    stage.presenter.look_at("accepted")
    assert list(stage.rows) == [DISPUTED]


def test_an_accepted_gap_can_be_reopened_and_an_open_one_accepted(stage):
    assert stage.card.refused[DISPUTED] == {"reopen"}
    stage.presenter.accept(DISPUTED, VALUES)
    assert stage.card.refused[DISPUTED] == {"accept"}
    stage.presenter.look_at("accepted")

    stage.presenter.reopen(DISPUTED)

    assert stage.session.assessment.accepted == {}
    assert [name for name, _, is_chosen in stage.card.choices if is_chosen] == [ALL]


def test_where_everything_is_settled_the_list_says_so():
    stage = Stage()
    session = stage.session
    session.put(Part.CLAIMS, f"{NW1}/contract", None)
    for cell in session.evaluation.division.cells:
        if cell.allocation is Allocation.SHARED:
            leads = {"starts": Party.CUSTOMER, "proves": Party.PROVIDER}
            handoff = Handoff(responsibility_id=cell.id, **leads)
            session.put(Part.HANDOFFS, cell.id, handoff)

    assert stage.card.rows == ()
    assert stage.card.choices == ()
    assert stage.card.facts == ""
    assert stage.card.nothing == EN.text("gap.list.none")


def test_a_failed_save_is_reported_and_the_list_shows_what_is_kept(stage):
    before = stage.card
    fill_disk(stage.session)

    stage.presenter.accept(DISPUTED, VALUES)

    assert [error.key for error in stage.errors] == ["error.storage.disk_full"]
    assert stage.card == before


def test_another_language_rewords_everything(stage):
    stage.presenter.use_catalog(ZH)
    stage.presenter.refresh()

    assert stage.rows[DISPUTED][0].startswith("说法不一\n")


def test_a_final_assessment_shows_its_gaps_and_takes_nothing(stage):
    stage.session.person = "Wang"
    stage.session.sign_off()
    stage.presenter.refresh()

    assert stage.card.blocked
    assert {a.name for a in stage.card.actions if a.is_enabled} == {"show"}
