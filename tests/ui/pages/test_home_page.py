from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QTableView

from model.settings import Theme
from tests.ui.pages.helpers import BOLD, IMAGE, heard, settle, taken_for_markup
from tests.ui.presenters.fakes import EN, ZH
from ui.pages.home_page import HomePage
from ui.presenters.home_presenter import HomeCard, HomeRow, HomeWish
from ui.tables.row_table import ID_ROLE
from ui.theme import apply_theme


def make_row(row_id, organisation="Li & Co", **changes):
    fields = {
        "service": "Shop",
        "provider": "AWS",
        "model": "IaaS",
        "answered": "2",
        "share": "",
        "state": "In progress",
        "changed": f"2026-11-0{row_id} 10:00",
        "answered_count": 2,
    }
    return HomeRow(id=row_id, organisation=organisation, **{**fields, **changes})


ROWS = (make_row("1", "Morning Light"), make_row("2", "Li & Co"), make_row("3", "晨光商贸"))
STATES = (("", "Any state (3)"), ("final", "Final (1)"))
CARD = HomeCard(words=EN.messages("home"), rows=ROWS, states=STATES)
NOTHING_FOUND = replace(CARD, rows=())
EMPTY = replace(CARD, rows=(), is_empty=True)


@pytest.fixture
def page(open_page):
    made = open_page(HomePage())
    made.show_card(CARD)
    made.stop_idle()
    settle()
    return made


def table(page):
    return page.findChild(QTableView, "assessments")


def shown(page):
    model = table(page).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def search(page, words):
    field = page.findChild(QLineEdit, "search")
    field.setText(words)  # qtbot types Latin letters only


def button(page, key):
    return next(x for x in page.findChildren(QPushButton) if x.text() == EN.text(f"home.{key}"))


def test_the_rows_stand_in_the_order_they_come_in(page):
    assert shown(page) == ["Morning Light", "Li & Co", "晨光商贸"]


def test_the_search_is_told_once_after_a_pause_in_typing(qtbot, page):
    told = heard(page.wish_changed)
    for words in ("l", "li", " li & "):
        search(page, words)
    assert told == []

    qtbot.waitUntil(lambda: len(told) > 0, timeout=2000)

    assert told == [HomeWish(words="li &")]


def test_a_page_that_is_left_forgets_a_search_that_has_not_begun(qtbot, page):
    told = heard(page.wish_changed)
    search(page, "light")
    page.hide()

    qtbot.wait(300)

    assert told == []


def test_the_filter_shows_its_counts_and_tells_the_state(page):
    told = heard(page.wish_changed)
    choices = page.findChild(QComboBox, "filter")
    assert [choices.itemText(n) for n in range(2)] == ["Any state (3)", "Final (1)"]

    choices.setCurrentIndex(1)
    choices.activated.emit(1)

    assert told == [HomeWish(state="final")]


def test_a_heading_tells_what_to_sort_by(page):
    told = heard(page.wish_changed)
    header = table(page).horizontalHeader()

    header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)

    assert told == [HomeWish(sort="organisation", descending=False)]


def test_what_to_sort_by_is_chosen_by_keyboard_and_names_begin_with_a(qtbot, page):
    told = heard(page.wish_changed)
    box = page.findChild(QComboBox, "sort")
    assert box.currentData() == "changed"
    box.setFocus()

    qtbot.keyClick(box, Qt.Key.Key_Home)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_End)

    assert told == [
        HomeWish(sort="organisation", descending=False),
        HomeWish(sort="service", descending=False),
        HomeWish(sort="changed", descending=True),
    ]


def test_the_order_is_turned_round_by_keyboard(qtbot, page):
    told = heard(page.wish_changed)
    direction = page.findChild(QPushButton, "direction")
    assert direction.accessibleName() == EN.text("home.descending")
    direction.setFocus()

    qtbot.keyClick(direction, Qt.Key.Key_Space)
    assert direction.accessibleName() == EN.text("home.ascending")
    qtbot.keyClick(direction, Qt.Key.Key_Space)

    assert told == [HomeWish(descending=False), HomeWish(descending=True)]


@pytest.mark.parametrize("catalog", [EN, ZH], ids=["en", "zh"])
def test_the_box_shows_what_the_list_is_sorted_by(page, catalog):
    wish = HomeWish(sort="state", descending=False)
    page.show_card(replace(CARD, words=catalog.messages("home"), wish=wish))
    page.stop_idle()

    box, header = page.findChild(QComboBox, "sort"), table(page).horizontalHeader()
    assert box.currentText() == catalog.text("home.sort.state")
    assert box.accessibleName() == catalog.text("home.sort")
    assert header.sortIndicatorSection() == 6
    assert header.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder


def test_everything_can_be_reached_with_tab(qtbot, page):
    names = []
    page._list._new.setFocus()
    for _ in range(10):
        names.append(QApplication.focusWidget().objectName())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)

    assert names[3:8] == ["search", "filter", "sort", "direction", "assessments"]
    assert names.index("new") == 0


LONG = tuple(make_row(str(n), "晨光 Light " * 20, service="网店 Shop " * 20) for n in range(9))
SMALLEST = (772, 620)
"""The page in the smallest window, beside the steps."""


@pytest.fixture
def large_text(program):
    """Show everything at 200 %."""
    apply_theme(program, Theme.LIGHT, 200)


def whole_rows(view):
    """Return how many rows are to be seen from top to bottom."""
    tall = view.viewport().height()
    rects = [view.visualRect(view.model().index(row, 0)) for row in range(view.model().rowCount())]
    return sum(rect.top() >= 0 and rect.bottom() < tall for rect in rects)


def sideways(page):
    view = table(page)
    shown_columns = [c for c in range(8) if not view.isColumnHidden(c)]
    wide = sum(view.columnWidth(c) for c in shown_columns)
    return wide > view.viewport().width() or view.horizontalScrollBar().maximum() > 0


@pytest.mark.parametrize("catalog", [EN, ZH], ids=["en", "zh"])
def test_large_text_in_the_smallest_window_leaves_room_for_five_rows(
    open_page, large_text, catalog
):
    page = open_page(HomePage(), *SMALLEST)
    page.show_card(replace(CARD, words=catalog.messages("home"), rows=LONG))
    page.stop_idle()
    settle()

    assert page.size().toTuple() == SMALLEST
    assert whole_rows(table(page)) >= 5
    assert not sideways(page)


@pytest.mark.parametrize("size", [(600, 400), (772, 620), (1000, 700), (1400, 500), (2400, 1200)])
@pytest.mark.parametrize("percent", [90, 150, 200])
def test_nothing_is_wider_than_the_page(open_page, program, size, percent):
    apply_theme(program, Theme.LIGHT, percent)
    page = open_page(HomePage(), *size)
    page.show_card(replace(CARD, rows=LONG))
    page.stop_idle()
    settle()

    assert not sideways(page)
    assert whole_rows(table(page)) >= 1


def test_the_page_makes_room_when_the_text_grows_and_takes_it_back(open_page, program):
    page = open_page(HomePage(), *SMALLEST)
    page.show_card(CARD)
    page.stop_idle()
    assert page._list._title.isVisible()

    apply_theme(program, Theme.LIGHT, 200)
    settle()
    assert not page._list._title.isVisible()
    assert not table(page).horizontalHeader().isVisible()
    assert button(page, "open").isVisible()

    apply_theme(program, Theme.LIGHT, 100)
    settle()
    assert page._list._title.isVisible()
    assert table(page).horizontalHeader().isVisible()
    assert button(page, "open").isVisible()
    assert page.findChild(QPushButton, "direction").text() == EN.text("home.descending")


@pytest.mark.parametrize(
    ("place", "signal"),
    [(0, "file_requested"), (1, "sample_requested"), (2, "delete_requested")],
)
def test_what_has_no_room_is_in_a_menu(open_page, large_text, place, signal):
    page = open_page(HomePage(), *SMALLEST)
    page.show_card(CARD)
    page.stop_idle()
    more = page.findChild(QPushButton, "more")
    told = heard(getattr(page, signal))
    assert more.isVisible()
    assert not button(page, "sample").isVisible()

    more.menu().actions()[place].trigger()

    assert len(told) == 1


def test_where_nothing_is_found_the_menu_deletes_nothing(open_page, large_text):
    page = open_page(HomePage(), *SMALLEST)
    page.show_card(NOTHING_FOUND)
    page.stop_idle()

    assert not page.findChild(QPushButton, "more").menu().actions()[2].isEnabled()


def test_what_the_database_does_not_hold_is_not_sorted_by(page):
    told = heard(page.wish_changed)
    header = table(page).horizontalHeader()

    header.setSortIndicator(5, Qt.SortOrder.AscendingOrder)

    assert told == []
    assert header.sortIndicatorSection() == 7


def test_where_nothing_is_found_nothing_can_be_opened_or_deleted(page):
    opened, deleted = heard(page.open_requested), heard(page.delete_requested)
    page.show_card(NOTHING_FOUND)
    page.stop_idle()

    button(page, "open").click()
    button(page, "delete").click()

    assert (opened, deleted) == ([], [])
    assert not button(page, "open").isEnabled()
    assert page._list._nothing.isVisible()


def test_the_chosen_row_stays_when_the_list_is_shown_again(page):
    page._list._table.choose("2")

    page.show_card(replace(CARD, rows=tuple(reversed(ROWS))))
    page.stop_idle()

    assert page._list._table.current_id() == "2"


def test_the_rows_that_follow_are_asked_for_once_and_added_below(page):
    page.show_card(replace(CARD, has_more=True))
    page.stop_idle()
    told = heard(page.more_wanted)
    settle()
    table(page).model().fetchMore(QModelIndex())
    assert len(told) == 1

    page.show_more((make_row("4", "Zoo"),), has_more=False)
    page.stop_idle()

    assert shown(page) == ["Morning Light", "Li & Co", "晨光商贸", "Zoo"]
    assert not table(page).model().canFetchMore(QModelIndex())


@pytest.mark.parametrize(
    ("key", "signal"),
    [(Qt.Key.Key_N, "new_requested"), (Qt.Key.Key_O, "file_requested")],
)
@pytest.mark.parametrize("is_empty", [True, False])
def test_new_and_open_file_have_keys_on_the_whole_page(qtbot, page, key, signal, is_empty):
    page.show_card(EMPTY if is_empty else CARD)
    page.stop_idle()
    told = heard(getattr(page, signal))

    qtbot.keyClick(page, key, Qt.KeyboardModifier.ControlModifier)

    assert len(told) == 1


def test_a_slash_goes_to_the_search_and_down_to_the_table(qtbot, page):
    table(page).setFocus()
    qtbot.keyClick(table(page), Qt.Key.Key_Slash)
    field = page.findChild(QLineEdit, "search")
    assert field.hasFocus()

    qtbot.keyClick(field, Qt.Key.Key_Slash)
    assert field.text() == "/"
    qtbot.keyClick(field, Qt.Key.Key_Down)

    assert table(page).hasFocus()


def test_the_delete_key_asks_for_the_chosen_row(qtbot, page):
    deleted = heard(page.delete_requested)
    page._list._table.choose("3")
    table(page).setFocus()

    qtbot.keyClick(table(page), Qt.Key.Key_Delete)

    assert deleted == ["3"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_opens_the_chosen_assessment(qtbot, page, key):
    page._list._table.choose("1")

    with qtbot.waitSignal(page.open_requested, timeout=1000) as opened:
        qtbot.keyClick(table(page), key)

    assert opened.args == ["1"]


def test_a_double_click_opens(qtbot, page):
    opened = heard(page.open_requested)
    view = table(page)
    spot = view.visualRect(view.model().index(1, 0)).center()

    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    assert opened == ["2"]


def test_delete_only_asks_for_it(page):
    deleted = heard(page.delete_requested)
    page._list._table.choose("2")

    button(page, "delete").click()

    assert deleted == ["2"]
    assert len(shown(page)) == 3


def test_a_score_fills_its_own_line_and_keeps_the_choice(page):
    page._list._table.choose("2")

    page.show_row(replace(ROWS[0], share="41", answered="22 of 23"))

    view = table(page)
    line = next(r for r in range(3) if view.model().index(r, 0).data(ID_ROLE) == "1")
    assert view.model().index(line, 5).data() == "41"
    assert page._list._table.current_id() == "2"


def test_a_score_for_a_line_that_is_gone_is_passed_over(page):
    page.show_row(make_row("9", "Gone"))

    assert len(shown(page)) == 3


def test_the_chosen_line_stays_chosen_in_another_language(page):
    page._list._table.choose("1")

    page.show_card(replace(CARD, words=ZH.messages("home")))

    assert page._list._table.current_id() == "1"
    assert table(page).accessibleName() == ZH.text("home.table")


def test_an_empty_workspace_welcomes_instead(page):
    page.show_card(EMPTY)

    assert page.findChild(QPushButton, "welcome.new").isVisible()
    assert not table(page).isVisible()


def test_the_first_assessment_ends_the_welcome(page):
    page.show_card(EMPTY)
    page.show_card(CARD)
    page.stop_idle()

    assert table(page).isVisible()


@pytest.mark.parametrize(
    ("name", "signal"), [("welcome.new", "new_requested"), ("welcome.sample", "sample_requested")]
)
def test_the_welcome_offers_two_ways_to_begin(qtbot, page, name, signal):
    page.show_card(EMPTY)

    with qtbot.waitSignal(getattr(page, signal), timeout=1000):
        qtbot.keyClick(page.findChild(QPushButton, name), Qt.Key.Key_Space)


def test_work_between_events_is_asked_for_until_it_is_enough(qtbot, page):
    page.show_card(CARD)
    with qtbot.waitSignal(page.idle, timeout=1000):
        pass
    page.stop_idle()
    told = heard(page.idle)

    settle()

    assert told == []


def test_hostile_names_are_shown_as_words(page):
    page.show_card(replace(CARD, rows=(make_row("1", IMAGE, service=BOLD, provider=IMAGE),)))
    page.stop_idle()

    assert taken_for_markup(page) == []
    assert shown(page) == [IMAGE]
    tip = table(page).model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in tip
    assert "&lt;img" in tip
