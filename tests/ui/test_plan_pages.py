"""The plan page in the real window: what is decided on one tab is seen on the others."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QPushButton, QTableView

from model.assessment import ActionState
from model.language import Language
from model.settings import Settings
from tests.ui.pages.helpers import labels_with, settle
from ui.app import make_app, make_window
from ui.pages.board_tab import BoardTab
from ui.pages.plan_tab import PlanTab
from ui.widgets.card_list import CardList

OWNED = "SA.2-Q1-A1"
FIRST = "NW.1-Q1-A1"
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot, tmp_path):
    made = make_window(make_app(), tmp_path, Settings(language=Language.EN), Language.EN)
    qtbot.addWidget(made)
    made.resize(1240, 820)
    made.show()
    made.open_sample()
    made.show_step("plan")
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def page(window):
    return window.session_pages.page("plan")


def session_of(window):
    return window.session_pages.session


def entry(window, action_id):
    return session_of(window).assessment.plan.get(action_id)


def turn_to(window, name):
    page(window).show_tab(name)
    settle()


def built(qtbot, window):
    tab = window.findChild(PlanTab)
    qtbot.waitUntil(lambda: not tab.is_building, timeout=20000)
    settle()
    return tab


def press(window, name):
    window.findChild(QPushButton, name).click()
    settle()


def table(window):
    turn_to(window, "table")
    made = window.findChild(QTableView, "plan-rows")
    made.setFocus()
    return made


def column(window, state):
    return window.findChild(CardList, f"plan-board-{state}")


def keys_in(cards):
    return [cards.item(n).data(Qt.ItemDataRole.UserRole) for n in range(cards.count())]


# The plan itself.


def details(qtbot, window, action_id):
    tab = built(qtbot, window)
    tab.show_details(action_id)
    settle()
    return tab._actions[action_id]._details


def test_a_risk_is_accepted_once_reason_and_approver_are_given(qtbot, window, fill):
    shown = details(qtbot, window, FIRST)
    fill.update(reason="Too dear this year", approver="Wang Fang")

    state = shown.findChild(QComboBox, "state")
    state.setFocus()
    qtbot.keyClick(state, Qt.Key.Key_End)

    kept = entry(window, FIRST)
    assert (kept.state, kept.reason, kept.approver) == (
        ActionState.ACCEPTED,
        "Too dear this year",
        "Wang Fang",
    )
    assert labels_with(shown, "Risk accepted by Wang Fang: Too dear this year")


def test_a_risk_without_a_reason_is_not_saved_and_the_state_stays(qtbot, window, fill):
    shown = details(qtbot, window, OWNED)
    fill.update(reason="", approver="Wang Fang")
    before = entry(window, OWNED)

    state = shown.findChild(QComboBox, "state")
    state.setFocus()
    qtbot.keyClick(state, Qt.Key.Key_End)

    assert entry(window, OWNED) == before
    assert state.currentData() == before.state.value


def test_a_done_action_leads_to_its_question(qtbot, window):
    shown = details(qtbot, window, OWNED)
    shown.decided.emit({"state": "done"})
    go = shown.findChild(QPushButton, "confirm")
    assert go.isVisible()

    go.click()

    assert window.session_pages.shown == "questions"
    assert window.session_pages.question_presenter.question_id == "SA.2-Q1"


def test_details_stay_open_and_the_keyboard_stays_when_actions_are_ranked_again(qtbot, window):
    shown = details(qtbot, window, OWNED)
    effort = shown.findChild(QComboBox, "own_effort")
    effort.setFocus()

    qtbot.keyClick(effort, Qt.Key.Key_End)
    built(qtbot, window)

    assert entry(window, OWNED).effort == 16
    again = window.findChild(PlanTab)._actions[OWNED]._details
    assert again is not None
    assert again.findChild(QComboBox, "own_effort").hasFocus()


def test_undo_leads_back_to_the_plan_and_shows_what_was_before(qtbot, window):
    shown = details(qtbot, window, OWNED)
    owner = shown.findChild(QLineEdit, "owner")
    owner.setFocus()
    owner.setText("Wang")
    qtbot.keyClick(owner, Qt.Key.Key_Return)
    turn_to(window, "whatif")
    window.show_step("results")

    window.undo()

    assert window.session_pages.shown == "plan"
    assert page(window).current() == "list"
    built(qtbot, window)
    assert window.findChild(PlanTab)._actions[OWNED]._action.owner == "Li"
    window.redo()
    assert entry(window, OWNED).owner == "Wang"


def test_the_day_of_the_plan_is_fixed_and_taken_back(qtbot, window):
    built(qtbot, window)

    press(window, "plan-day-fix")

    session = session_of(window)
    assert session.assessment.schedule.begins_on is not None
    window.undo()
    assert session.assessment.schedule.begins_on is None


# The table.


def test_rows_are_chosen_with_the_keyboard_and_changed_in_one_step(qtbot, window, fill):
    rows = table(window)
    rows.choose(session_of(window).plan.actions[0].id)
    for _ in range(2):
        qtbot.keyClick(rows, Qt.Key.Key_Down, SHIFT)
    ids = rows.selected_ids()
    assert len(ids) == 3
    before = session_of(window).assessment.plan
    fill.update(owner="Zhao")

    press(window, "plan-act-owner")

    assert [entry(window, key).owner for key in ids] == ["Zhao"] * 3
    assert rows.selected_ids() == ids, "what was chosen is chosen no longer"
    window.undo()
    assert session_of(window).assessment.plan == before
    assert page(window).current() == "table"


def test_everything_is_chosen_with_one_key(qtbot, window):
    rows = table(window)

    qtbot.keyClick(rows, Qt.Key.Key_A, CTRL)

    assert len(rows.selected_ids()) == len(session_of(window).plan.actions)


def test_rows_apart_from_each_other_can_be_chosen(qtbot, window):
    rows = table(window)
    rows.choose(session_of(window).plan.actions[0].id)
    for _ in range(2):
        qtbot.keyClick(rows, Qt.Key.Key_Down, CTRL)
    qtbot.keyClick(rows, Qt.Key.Key_Space, CTRL)

    first, third = rows.selected_ids()

    ids = [a.id for a in session_of(window).plan.actions]
    assert (first, third) == (ids[0], ids[2])


def test_a_date_that_is_none_is_asked_for_again(window, fill):
    table(window)
    fill.update(due="soon")
    before = session_of(window).assessment.plan

    press(window, "plan-act-due")

    assert session_of(window).assessment.plan == before


def test_typing_narrows_the_rows_and_buttons_wait_for_a_choice(qtbot, window):
    rows = table(window)
    sought = window.findChild(QLineEdit, "plan-find")
    qtbot.keyClick(rows, Qt.Key.Key_Slash)
    assert sought.hasFocus()

    sought.setText("nothing like it")
    settle()

    assert labels_with(window, "No action fits")[0].isVisible()
    assert not window.findChild(QPushButton, "plan-act-owner").isEnabled()


def test_a_heading_sorts_and_is_told_apart_by_its_sign(window):
    rows = table(window)

    rows.horizontalHeader().sectionClicked.emit(3)
    settle()

    assert rows.horizontalHeader().sortIndicatorSection() == 3
    gains = [float(rows.model().index(n, 3).data()[1:]) for n in range(rows.model().rowCount())]
    assert gains == sorted(gains)


def test_enter_opens_the_details_of_a_row(qtbot, window):
    rows = table(window)
    rows.choose(OWNED)

    qtbot.keyClick(rows, Qt.Key.Key_Return)
    tab = built(qtbot, window)

    assert page(window).current() == "list"
    assert tab._actions[OWNED]._details.isVisible()


def test_the_state_of_rows_is_seen_on_the_board(window, monkeypatch):
    rows = table(window)
    rows.choose(FIRST)
    run = window.session_pages.plan
    monkeypatch.setattr(run, "ask", lambda _form, keep: keep({"state": "done"}))

    press(window, "plan-act-state")
    turn_to(window, "board")

    assert FIRST in keys_in(column(window, "done"))


# The board.


def choose_on_board(window, action_id):
    turn_to(window, "board")
    state = (entry(window, action_id) or entry(window, OWNED)).state
    for each in (state.value, "open"):
        if column(window, each).choose(action_id):
            column(window, each).setFocus()
            return
    raise AssertionError(action_id)


def test_a_card_moves_with_ctrl_and_an_arrow_and_takes_the_keyboard_along(qtbot, window):
    choose_on_board(window, OWNED)

    qtbot.keyClick(column(window, "doing"), Qt.Key.Key_Right, CTRL)
    settle()

    assert entry(window, OWNED).state is ActionState.DONE
    assert keys_in(column(window, "done")) == [OWNED]
    assert column(window, "done").chosen() == OWNED
    assert column(window, "done").hasFocus()
    window.undo()
    assert entry(window, OWNED).state is ActionState.DOING


def test_a_card_does_not_move_beyond_the_last_column(qtbot, window):
    choose_on_board(window, OWNED)
    qtbot.keyClick(column(window, "doing"), Qt.Key.Key_Left, CTRL)
    settle()
    before = session_of(window).assessment.plan

    qtbot.keyClick(column(window, "open"), Qt.Key.Key_Left, CTRL)

    assert session_of(window).assessment.plan == before


def test_the_arrows_go_from_column_to_column_over_empty_ones(qtbot, window):
    choose_on_board(window, OWNED)
    qtbot.keyClick(column(window, "doing"), Qt.Key.Key_Right)
    assert column(window, "doing").hasFocus(), "there is nothing further right"

    qtbot.keyClick(column(window, "doing"), Qt.Key.Key_Left)

    assert column(window, "open").hasFocus()
    assert column(window, "open").chosen()
    assert not column(window, "doing").chosen(), "two cards are chosen at once"


def test_a_button_moves_the_chosen_card(window):
    choose_on_board(window, OWNED)
    assert not window.findChild(QPushButton, "plan-move-doing").isEnabled()

    press(window, "plan-move-open")

    assert entry(window, OWNED).state is ActionState.OPEN


def test_a_card_is_dropped_into_another_column(qtbot, window):
    choose_on_board(window, OWNED)
    source, target = column(window, "doing"), column(window, "done")
    data = source.mimeData(source.selectedItems())
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(5, 5), copy, data, left, Qt.KeyboardModifier.NoModifier)

    target.dropEvent(event)
    qtbot.waitUntil(lambda: entry(window, OWNED).state is ActionState.DONE, timeout=2000)

    assert keys_in(source) == []
    assert keys_in(target) == [OWNED]


def test_a_card_moved_to_the_accepted_risks_asks_why(window, fill):
    choose_on_board(window, OWNED)
    fill.update(reason="", approver="")
    press(window, "plan-move-accepted")
    assert entry(window, OWNED).state is ActionState.DOING

    fill.update(reason="Too dear", approver="Wang")
    press(window, "plan-move-accepted")

    assert entry(window, OWNED).state is ActionState.ACCEPTED
    assert keys_in(column(window, "accepted")) == [OWNED]


def test_cards_of_a_final_assessment_stay_where_they_are(qtbot, window):
    session_of(window).person = "Wang"
    session_of(window).sign_off()
    choose_on_board(window, OWNED)

    qtbot.keyClick(column(window, "doing"), Qt.Key.Key_Right, CTRL)

    assert entry(window, OWNED).state is ActionState.DOING
    tab = window.findChild(BoardTab)
    assert not any(b.isEnabled() for b in tab.findChildren(QPushButton))


# What would be.


def test_actions_are_ticked_by_keyboard_and_nothing_is_saved(qtbot, window):
    turn_to(window, "whatif")
    history = len(session_of(window).history())
    ticks = window.findChild(QListWidget, "whatif-list")
    ticks.setFocus()

    qtbot.keyClick(ticks, Qt.Key.Key_Space)
    settle()
    assert labels_with(window, "Ticked: 1")
    assert ticks.hasFocus()
    qtbot.keyClick(ticks, Qt.Key.Key_Down)
    qtbot.keyClick(ticks, Qt.Key.Key_Space)
    settle()
    assert labels_with(window, "Ticked: 2")

    press(window, "whatif-clear")
    assert labels_with(window, "Nothing ticked yet")
    assert len(session_of(window).history()) == history


def test_a_heading_of_the_list_cannot_be_ticked_or_chosen(qtbot, window):
    turn_to(window, "whatif")
    ticks = window.findChild(QListWidget, "whatif-list")
    assert ticks.item(0).flags() == Qt.ItemFlag.NoItemFlags
    ticks.setFocus()

    ticks.setCurrentRow(1, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    qtbot.keyClick(ticks, Qt.Key.Key_Up)

    assert ticks.currentRow() == 1


def test_a_whole_horizon_is_ticked_with_one_button(window):
    turn_to(window, "whatif")

    press(window, "whatif-all-30")

    count = sum(a.horizon.value == "30" for a in session_of(window).plan.ranked)
    assert labels_with(window, f"Ticked: {count}")


def test_another_language_words_every_tab(window):
    for name in page(window).names:
        turn_to(window, name)
        window.use_language(Language.ZH)
        settle()
        assert labels_with(window, "做什么，先做哪个")
        window.use_language(Language.EN)
