"""The division page with its session: what is entered on one tab is seen on the others."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog, QPushButton, QTableView, QTabWidget

from model.language import Language
from model.ledger import ClaimSource, DivisionGap
from model.settings import Settings, Theme
from tests.builders import RESPONSIBILITY, make_assessment
from tests.ui.pages.helpers import labels_with, settle
from tests.ui.presenters.fakes import forget_claims
from ui.app import make_app, make_window
from ui.pages.beliefs_dialog import BeliefsDialog
from ui.pages.form_dialog import FormDialog
from ui.presenters.beliefs_presenter import keep

NW1 = RESPONSIBILITY["NW.1"]


@pytest.fixture
def window(qtbot, tmp_path):
    made = make_window(make_app(), tmp_path / "w", Settings(theme=Theme.LIGHT), Language.EN)
    qtbot.addWidget(made)
    made.show()
    made.open_sample()
    forget_claims(made.session_pages.session)
    made.show_step("division")
    settle()
    yield made
    made.close()


@pytest.fixture
def pages(window):
    return window.session_pages.division


@pytest.fixture
def fill_in(monkeypatch):
    """Answer every form with some values over those it holds; returns the titles asked."""
    asked = []

    def fill(accepted=True, **values):
        def run(dialog):
            asked.append(dialog.windowTitle())
            entered = {**dialog.values(), **values}
            monkeypatch.setattr(dialog, "values", lambda: entered)
            return QDialog.DialogCode.Accepted if accepted else QDialog.DialogCode.Rejected

        monkeypatch.setattr(FormDialog, "exec", run)
        return asked

    return fill


def press(page, name):
    button = page.findChild(QPushButton, name)
    assert button.isEnabled(), name
    button.click()
    settle()


def say_both(pages, fill_in):
    pages.show_responsibility(NW1)
    fill_in(allocation="provider")
    press(pages.page, "ledger-contract")
    fill_in(allocation="customer")
    press(pages.page, "ledger-provider_document")


def test_two_claims_that_differ_are_a_gap_on_every_tab(window, pages, fill_in):
    say_both(pages, fill_in)

    held = window.session_pages.assessment.ledger
    assert held.claim(NW1, ClaimSource.CONTRACT).allocation == "provider"
    assert labels_with(pages.page, "Disputed 1")
    pages.page.show_tab("gaps")
    settle()
    rows = pages.page.findChild(QTableView, "gaps-rows")
    rows.choose(f"disputed/{NW1}")
    assert rows.current_id() == f"disputed/{NW1}"

    press(pages.page, "gaps-show")

    assert pages.page.current() == "ledger"
    assert pages.page.findChild(QTableView, "ledger-rows").current_id() == NW1


def test_a_gap_is_accepted_and_reopened(window, pages, fill_in):
    say_both(pages, fill_in)
    pages.page.show_tab("gaps")
    settle()
    pages.page.findChild(QTableView, "gaps-rows").choose(f"disputed/{NW1}")
    assert not pages.page.findChild(QPushButton, "gaps-reopen").isEnabled()

    fill_in(reason="small", accepted_by="Wang")
    press(pages.page, "gaps-accept")

    accepted = window.session_pages.assessment.accepted[NW1]
    assert (accepted.gap, accepted.accepted_by) == (DivisionGap.DISPUTED, "Wang")
    assert not pages.page.findChild(QPushButton, "gaps-accept").isEnabled()
    press(pages.page, "gaps-reopen")
    assert NW1 not in window.session_pages.assessment.accepted


def test_leads_entered_from_the_gap_close_it(window, pages, fill_in):
    session = window.session_pages.session
    pages.page.show_tab("gaps")
    settle()
    rows = pages.page.findChild(QTableView, "gaps-rows")
    rows.choose(f"no_leads/{NW1}")
    fill_in(starts="customer", proves="provider")

    press(pages.page, "gaps-handoff")

    assert DivisionGap.NO_LEADS not in session.evaluation.division.by_id[NW1].gaps
    assert f"no_leads/{NW1}" not in rows.shown_ids()


def test_a_cancelled_form_keeps_nothing(window, pages, fill_in):
    pages.show_responsibility(NW1)
    asked = fill_in(accepted=False)
    before = window.session_pages.assessment

    press(pages.page, "ledger-override")

    assert asked == ["Who holds it in your service?"]
    assert window.session_pages.assessment is before


def test_an_override_with_names_is_kept_and_taken_back(window, pages, fill_in):
    pages.show_responsibility(NW1)
    fill_in(allocation="customer", reason="agreed", customer_name="Wang", provider_name="Li")
    press(pages.page, "ledger-override")
    kept = window.session_pages.assessment.overrides[NW1]
    assert (kept.reason, kept.customer_name, kept.provider_name) == ("agreed", "Wang", "Li")

    press(pages.page, "ledger-revert")

    assert NW1 not in window.session_pages.assessment.overrides


def test_what_an_option_would_mean_is_worked_out_while_nothing_else_goes_on(qtbot, pages):
    option = pages.page.findChild(QTabWidget).findChild(object, "table2.2.b")

    qtbot.waitUntil(lambda: "Share carried" in option.accessibleDescription(), timeout=5000)


def test_another_language_words_tabs_and_counts(window, pages):
    window.use_language(Language.ZH)
    settle()

    tabs = pages.page.findChild(QTabWidget)
    assert tabs.tabText(1).startswith("责任台账（")
    assert labels_with(pages.page, "双方共担")


def test_an_undo_leads_to_where_the_change_is_seen(window, pages, fill_in):
    say_both(pages, fill_in)
    pages.page.show_tab("agree")

    window.session_pages.undo()

    assert pages.page.current() == "ledger"
    assert pages.page.findChild(QTableView, "ledger-rows").current_id() == NW1
    assert window.session_pages.assessment.ledger.claim(NW1, ClaimSource.CONTRACT) is not None
    assert window.session_pages.assessment.ledger.claim(NW1, ClaimSource.PROVIDER_DOCUMENT) is None


@pytest.fixture
def untouched(window):
    """Open an assessment of which nothing was settled."""
    made = make_assessment(questionnaire_id="oscar-2020")
    window.open_assessment(window._store.create(made), "division")
    settle()
    return window


def test_somebody_can_guess_before_looking_at_the_division(untouched, monkeypatch):
    def guess(dialog):
        dialog.findChild(QPushButton, f"guess-{NW1}.us").click()
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(BeliefsDialog, "exec", guess)
    page = untouched.session_pages.division.page
    assert page.findChild(QPushButton, "guess").isVisible()

    press(page, "guess")

    beliefs = untouched.session_pages.session.assessment.beliefs
    assert {key: belief.holder.value for key, belief in beliefs.items()} == {NW1: "us"}
    assert not page.findChild(QPushButton, "guess").isVisible()


def test_who_does_not_want_to_guess_is_not_asked_again(untouched):
    page = untouched.session_pages.division.page

    press(page, "guess-skip")
    untouched.show_step("questions")
    untouched.show_step("division")

    assert not page.findChild(QPushButton, "guess").isVisible()
    assert untouched.session_pages.session.assessment.beliefs == {}


def test_an_answer_that_was_cancelled_is_not_kept(untouched, monkeypatch):
    monkeypatch.setattr(BeliefsDialog, "exec", lambda _: QDialog.DialogCode.Rejected)

    press(untouched.session_pages.division.page, "guess")

    assert untouched.session_pages.session.assessment.beliefs == {}


def test_what_was_guessed_is_laid_beside_the_division_in_the_results(untouched):
    pages = untouched.session_pages
    keep(pages.session, {NW1: ("provider", True)})

    untouched.show_step("results")
    pages.page("results").show_tab("awareness")
    settle()

    page = pages.page("results")
    assert labels_with(page, "Dangerous mistakes: 1")
    press(page, "awareness-show")
    assert untouched.page is pages.page("division")
