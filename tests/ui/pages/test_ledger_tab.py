from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QTableView

from tests.builders import RESPONSIBILITY
from tests.ui.pages.helpers import BOLD, IMAGE, WORDS, heard, labels_with, settle, taken_for_markup
from tests.ui.presenters.fakes import EN, FakeView, make_session
from ui.pages.ledger_tab import LedgerTab
from ui.presenters.ledger_presenter import LedgerPresenter

NW1 = RESPONSIBILITY["NW.1"]


def make_cards():
    """Return a card, and the details of one responsibility."""
    view = FakeView()
    presenter = LedgerPresenter(make_session(), EN, view, None)
    presenter.refresh()
    presenter.show(NW1)
    return view.card, view.calls[-1][1]


CARD, DETAILS = make_cards()


@pytest.fixture
def tab(open_page):
    made = open_page(LedgerTab())
    made.show_card(CARD)
    made.show_details(DETAILS)
    settle()
    return made


@pytest.fixture
def rows(tab):
    return tab.findChild(QTableView, "ledger-rows")


def test_choosing_a_line_tells_its_responsibility(qtbot, tab, rows):
    with qtbot.waitSignal(tab.row_chosen, timeout=1000) as chosen:
        rows.selectRow(3)

    assert chosen.args == [CARD.rows[3][0]]


def test_the_chosen_line_stays_chosen_and_on_screen_after_a_change(tab, rows):
    rows.choose(NW1)
    settle()

    tab.show_card(CARD)
    settle()

    assert rows.current_id() == NW1
    assert NW1 in rows.shown_ids()


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (Qt.Key.Key_D, "provider_document"),
        (Qt.Key.Key_C, "contract"),
        (Qt.Key.Key_P, "practice"),
        (Qt.Key.Key_H, "handoff"),
        (Qt.Key.Key_O, "override"),
    ],
)
def test_one_key_in_the_list_asks_to_enter_something_about_the_chosen_line(
    qtbot, tab, rows, key, name
):
    rows.setFocus()

    with qtbot.waitSignal(tab.requested, timeout=1000) as requested:
        qtbot.keyClick(rows, key)

    assert requested.args == [name, NW1]


def test_letters_that_are_typed_into_the_search_are_no_keys(qtbot, tab):
    told = heard(tab.requested)
    find = tab.findChild(QLineEdit, "ledger-find")
    find.setFocus()

    qtbot.keyClicks(find, "cdpho")

    assert find.text() == "cdpho"
    assert told == []


def test_a_final_assessment_takes_no_keys(qtbot, tab, rows):
    told = heard(tab.requested)
    actions = tuple(replace(a, is_enabled=False) for a in DETAILS.actions)
    tab.show_details(replace(DETAILS, actions=actions))
    rows.setFocus()

    qtbot.keyClick(rows, Qt.Key.Key_C)

    assert told == []


def test_enter_leads_from_the_list_to_the_buttons(qtbot, tab, rows):
    rows.setFocus()

    qtbot.keyClick(rows, Qt.Key.Key_Return)

    assert QApplication.focusWidget() is tab.findChild(QPushButton, "ledger-provider_document")


def test_the_search_leaves_only_what_holds_the_words(qtbot, tab, rows):
    find = tab.findChild(QLineEdit, "ledger-find")
    name = next(texts[0] for row_id, texts in CARD.rows if row_id == NW1)

    qtbot.keyClicks(find, name)
    assert rows.model().rowCount() == 1

    qtbot.keyClicks(find, " and nothing else")
    assert not rows.isVisible()
    assert labels_with(tab, CARD.nothing)[0].isVisible()


def test_slash_leads_to_the_search(qtbot, tab, rows):
    rows.setFocus()

    qtbot.keyClick(rows, Qt.Key.Key_Slash)

    assert QApplication.focusWidget() is tab.findChild(QLineEdit, "ledger-find")


def test_both_filters_are_told_together(qtbot, tab):
    gap = tab.findChild(QComboBox, "ledger-gap")
    gap.setCurrentIndex(1)

    with qtbot.waitSignal(tab.narrowed, timeout=1000) as narrowed:
        gap.activated.emit(1)

    assert narrowed.args == ["", "any"]


def test_a_row_asked_for_is_found_though_the_list_was_narrowed(qtbot, tab, rows):
    qtbot.keyClicks(tab.findChild(QLineEdit, "ledger-find"), "no such words")

    with qtbot.waitSignal(tab.narrowed, timeout=1000) as narrowed:
        tab.choose(NW1)

    assert narrowed.args == ["", ""]
    assert rows.current_id() == NW1


def test_without_a_row_the_tab_says_how_to_choose_one(tab):
    tab.show_details(None)

    assert labels_with(tab, EN.text("ledger.details.choose"))
    assert not tab.findChild(QPushButton, "ledger-contract").isVisible()


@pytest.mark.parametrize(
    ("width", "orientation", "has_sources"),
    [
        (480, Qt.Orientation.Vertical, False),
        (800, Qt.Orientation.Vertical, True),
        (1400, Qt.Orientation.Horizontal, True),
    ],
)
def test_what_has_no_room_goes_below_and_nothing_scrolls_sideways(
    tab, rows, width, orientation, has_sources
):
    tab.resize(width, 600)
    settle()

    assert tab._splitter.orientation() is orientation
    assert rows.isColumnHidden(2) is not has_sources
    assert rows.horizontalScrollBar().maximum() == 0
    assert tab.horizontalScrollBar().maximum() == 0


def test_hostile_words_are_shown_as_words(tab, rows):
    hostile = ((CARD.rows[0][0], (IMAGE, BOLD, WORDS, IMAGE, BOLD, WORDS, IMAGE)),)
    tab.show_card(replace(CARD, rows=hostile))
    tab.show_details(
        replace(
            DETAILS,
            name=IMAGE,
            group=BOLD,
            now=WORDS,
            definition=IMAGE,
            lines=((IMAGE, WORDS, "danger"),),
        )
    )

    assert taken_for_markup(tab) == []
    assert len(labels_with(tab, "<img")) >= 5
    assert "<img" not in rows.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
