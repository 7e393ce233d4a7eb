from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QLineEdit, QPushButton, QWidget

from tests.builders import UNKNOWN
from tests.ui.pages.helpers import BOLD, IMAGE, WORDS, heard, labels_with, settle, taken_for_markup
from tests.ui.presenters.fakes import EN, FakeView, fill_disk, make_session, sample_session
from ui.pages.action_details import ActionDetails
from ui.pages.action_part import ActionPart
from ui.pages.plan_tab import PlanTab
from ui.presenters.plan_presenter import PlanPresenter

TODAY = date(2026, 12, 1)


def make_card(session):
    view = FakeView()
    PlanPresenter(session, EN, view, None, lambda: TODAY).refresh()
    return view.card


FULL, EMPTY = make_card(sample_session()), make_card(make_session())
FIND_OUT = make_card(make_session(answers={"CA.1-Q1": UNKNOWN, "CA.2-Q1": UNKNOWN}))
FIRST = FULL.horizons[0].actions[0]


def horizon_of(*actions, **changes):
    return replace(FULL.horizons[0], groups=(("Own", actions),), **changes)


SHORT = replace(FULL, horizons=(horizon_of(FIRST),), to_find_out=())


@pytest.fixture
def page(open_page):
    return open_page(PlanTab())


@pytest.fixture
def details(page):
    """Return the open details of one action that nobody decided about."""
    undecided = replace(FIRST, owner="", due="", note="", decided="")
    page.show_card(with_actions(undecided))
    return open_details(page)


def with_actions(*actions):
    return replace(SHORT, horizons=(horizon_of(*actions),))


def open_details(page, action_id=FIRST.id):
    toggle(page, action_id).click()
    settle()
    return page.findChild(ActionDetails)


def toggle(page, action_id=FIRST.id):
    return page.findChild(QPushButton, f"show.{action_id}")


def count_actions(card):
    return sum(len(h.actions) for h in card.horizons)


def parts(page):
    """Return the parts on the page; those that were cleared wait to be deleted elsewhere."""
    return page._parts.parts


def built(qtbot, page):
    qtbot.waitUntil(lambda: not page.is_building, timeout=10000)


def test_a_long_plan_is_built_in_turns_and_ends_complete(qtbot, page):
    many = horizon_of(*FULL.horizons[0].actions * 10)
    page.show_card(replace(FULL, horizons=(many, *FULL.horizons[1:])))
    assert page.is_building, "a long plan blocks the window"

    built(qtbot, page)

    made = [part for part in parts(page) if isinstance(part, ActionPart)]
    assert len(made) == 9 * len(FULL.horizons[0].actions) + count_actions(FULL)


def test_the_window_answers_while_a_plan_is_built(qtbot, page):
    many = horizon_of(*FULL.horizons[0].actions * 10)
    page.show_card(replace(FULL, horizons=(many,)))

    with qtbot.waitSignal(page.next_requested, timeout=1000):
        page.findChild(QPushButton, "next").click()

    assert page.is_building
    built(qtbot, page)


def test_a_card_shown_while_another_is_built_takes_its_place(qtbot, page):
    page.show_card(replace(FULL, horizons=FULL.horizons * 5))
    page.show_card(SHORT)
    built(qtbot, page)
    settle()

    assert [part.id for part in parts(page) if isinstance(part, ActionPart)] == [FIRST.id]


def test_actions_stand_in_the_order_of_the_plan(qtbot, page):
    page.show_card(FULL)
    built(qtbot, page)

    ids = [part.id for part in parts(page) if isinstance(part, ActionPart)]
    assert ids == [a.id for h in FULL.horizons for a in h.actions]


def test_showing_a_card_decides_nothing(qtbot, page):
    told = [heard(page.decided), heard(page.budget_set)]
    page.show_card(FULL)
    built(qtbot, page)
    page.show_card(replace(FULL, budget=80))
    built(qtbot, page)

    assert told == [[], []]


@pytest.mark.parametrize("name", ["owner", "cost"])
def test_words_are_told_when_they_are_entered(qtbot, page, details, name):
    field = details.findChild(QLineEdit, name)
    field.setFocus()
    qtbot.keyClicks(field, "Wang")

    with qtbot.waitSignal(page.decided, timeout=1000) as decided:
        qtbot.keyClick(field, Qt.Key.Key_Return)

    assert decided.args == [FIRST.id, {name: "Wang"}]


@pytest.mark.parametrize("name", ["owner", "cost", "note"])
def test_words_are_told_when_the_page_is_left(qtbot, page, details, name):
    field = details.findChild(QWidget, name)
    field.setFocus()
    qtbot.keyClicks(field, "Wang")

    with qtbot.waitSignal(page.decided, timeout=1000) as decided:
        page.hide()

    assert decided.args == [FIRST.id, {name: "Wang"}]


def test_a_state_is_told_by_its_value(qtbot, page, details):
    state = details.findChild(QComboBox, "state")
    before = state.currentIndex()

    with qtbot.waitSignal(page.decided, timeout=1000) as decided:
        qtbot.keyClick(state, Qt.Key.Key_Down)

    assert decided.args == [FIRST.id, {"state": FULL.states[before + 1][0]}]


def test_a_due_date_counts_only_when_it_is_wanted(page, details):
    told = heard(page.decided)
    due, wanted = details.findChild(QDateEdit), details.findChild(QCheckBox)
    assert not due.isEnabled()

    wanted.click()
    assert due.isEnabled()
    due.setDate(QDate(2027, 1, 31))
    wanted.click()

    assert not due.isEnabled()
    assert told[-2] == (FIRST.id, {"due": "2027-01-31"})
    assert told[-1] == (FIRST.id, {"due": ""})


def test_details_open_and_close(page, details):
    assert labels_with(page, FIRST.steps[0])[0].isVisible()
    assert toggle(page).text() == EN.text("plan.hide")

    toggle(page).click()

    assert not labels_with(page, FIRST.steps[0])[0].isVisible()
    assert toggle(page).text() == EN.text("plan.show")


def test_details_are_made_when_they_are_first_opened(page):
    page.show_card(SHORT)

    assert page.findChild(ActionDetails) is None


def test_what_was_decided_is_shown_in_short_and_in_detail(page):
    kept = replace(FIRST, owner="Li", due="2026-12-05", state="doing", decided="Li · Doing")
    page.show_card(with_actions(kept))
    details = open_details(page)

    assert labels_with(page, "Li · Doing")[0].isVisible()
    assert details.findChild(QLineEdit, "owner").text() == "Li"
    assert details.findChild(QComboBox, "state").currentData() == "doing"
    assert details.findChild(QDateEdit).date() == QDate(2026, 12, 5)
    assert details.findChild(QCheckBox).isChecked()


def test_a_decision_changes_one_line_and_leaves_the_page_as_it_is(page, details):
    page.show_action(replace(FIRST, decided="Wang · Doing"))

    assert labels_with(page, "Wang · Doing")[0].isVisible()
    assert details.isVisible()

    page.show_action(replace(FIRST, decided=""))

    assert not labels_with(page, "Wang")


def test_a_failed_decision_shows_again_what_is_kept(qtbot, page):
    session, errors = sample_session(), []
    presenter = PlanPresenter(session, EN, page, errors.append, lambda: TODAY)
    page.decided.connect(presenter.decide)
    presenter.refresh()
    built(qtbot, page)
    action_id = "SA.2-Q1-A1"
    owner = open_details(page, action_id).findChild(QLineEdit, "owner")
    owner.setFocus()
    owner.setText("Wang")
    fill_disk(session)

    qtbot.keyClick(owner, Qt.Key.Key_Return)
    built(qtbot, page)

    assert {error.key for error in errors} == {"error.storage.disk_full"}
    assert open_details(page, action_id).findChild(QLineEdit, "owner").text() == "Li"
    ids = [part.id for part in parts(page) if isinstance(part, ActionPart)]
    assert len(ids) == len(set(ids)) == count_actions(FULL)


def test_another_budget_is_told_once(qtbot, page):
    page.show_card(SHORT)
    told = heard(page.budget_set)

    qtbot.keyClick(page._budget, Qt.Key.Key_Up)

    assert told == [28]


def test_without_actions_the_page_leads_to_the_questions(qtbot, page):
    page.show_card(EMPTY)

    assert not page._budget.isVisible()
    go = next(b for b in page.findChildren(QPushButton) if b.text() == EMPTY.notice[2])
    with qtbot.waitSignal(page.questions_requested, timeout=1000):
        go.click()


def test_what_is_to_be_found_out_leads_to_its_question(qtbot, page):
    page.show_card(FIND_OUT)
    built(qtbot, page)
    asked = heard(page.question_requested)

    for made in page.findChildren(QPushButton):
        if made.text() == EN.text("plan.find_out.go"):
            made.click()

    assert asked == ["CA.1-Q1", "CA.2-Q1"]


def test_buttons_of_actions_can_be_told_apart_by_their_names(qtbot, page):
    page.show_card(FULL)
    built(qtbot, page)

    names = [b.accessibleName() for b in page.findChildren(QPushButton) if b.isCheckable()]
    assert len(set(names)) == len(names) == count_actions(FULL)


@pytest.mark.parametrize("name", ["owner", "state", "due", "cost", "own_effort", "note"])
def test_a_field_of_an_action_says_of_which_action(page, details, name):
    assert FIRST.title in details.findChild(QWidget, name).accessibleName()


def test_hostile_words_are_shown_as_words(qtbot, page):
    hostile = replace(
        FIRST,
        title=WORDS,
        duty=IMAGE,
        tags=((BOLD, "good"),),
        steps=(WORDS,),
        effect=IMAGE,
        owner=IMAGE,
        note=WORDS,
        decided=IMAGE,
    )
    horizon = horizon_of(hostile, title=BOLD)
    page.show_card(
        replace(SHORT, summary=IMAGE, horizons=(horizon,), to_find_out=(("x", WORDS, IMAGE),))
    )
    built(qtbot, page)
    open_details(page)

    assert taken_for_markup(page) == []
    assert len(labels_with(page, "<img")) >= 7


def test_a_page_that_is_built_at_once_lives_on_while_a_field_of_it_tells(qtbot, page):
    """The page before is let go of while the field that led to the new one still speaks."""
    page.show_card(with_actions(replace(FIRST, owner="", due="", note="", decided="")))
    shown = open_details(page)
    page.decided.connect(lambda _id, _changes: page.show_card(SHORT))
    effort = shown.findChild(QComboBox, "own_effort")
    effort.setFocus()

    qtbot.keyClick(effort, Qt.Key.Key_End)
    built(qtbot, page)
    settle(30)

    assert len([part for part in page.findChildren(ActionPart) if part.isVisible()]) == 1
    details = page._actions[FIRST.id]._details
    assert details is not shown
    assert details.findChild(QComboBox, "own_effort").hasFocus()


def test_tab_goes_through_the_actions_before_it_leaves_the_plan(qtbot, page):
    page.show_card(SHORT)
    built(qtbot, page)
    settle()
    toggle(page).setFocus()

    qtbot.keyClick(toggle(page), Qt.Key.Key_Tab)

    assert page.findChild(QPushButton, "next").hasFocus()
