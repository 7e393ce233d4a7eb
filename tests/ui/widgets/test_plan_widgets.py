"""Parts placed by hand, a note told when it is left, days, and rows with boxes."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QVBoxLayout, QWidget

from model.text import NOTE_LENGTH
from tests.ui.pages.helpers import heard, settle
from ui.widgets.basics import Card, Scrolled, breakable, label
from ui.widgets.day_field import DayField
from ui.widgets.note_field import NoteField
from ui.widgets.part_column import PartColumn
from ui.widgets.tick_list import TickList

LONG = "several words that go on " * 12


@pytest.fixture
def column(qtbot):
    page = Scrolled(margin=0, gap=0)
    qtbot.addWidget(page)
    made = PartColumn(10)
    page.column.addWidget(made)
    page.column.addStretch(1)
    page.resize(400, 300)
    page.show()
    settle()
    made.page = page
    return made


def bottoms(column):
    return [(part.y(), part.y() + part.height()) for part in column.parts]


def stand_below_each_other(column):
    found = bottoms(column)
    assert found[0][0] == 0
    for (_, above), (below, _) in itertools.pairwise(found):
        assert below == above + 10
    assert column.height() == found[-1][1]


def test_parts_stand_below_each_other_as_high_as_they_need(column):
    for part in (label("short"), label(LONG), Card().add(label(LONG))):
        column.add(part)
    settle()

    stand_below_each_other(column)
    short, long, _ = column.parts
    assert long.height() == long.heightForWidth(column.width()) > short.height()


def test_a_part_that_grows_moves_those_below_it(column):
    card = Card().add(label("short"))
    for part in (card, label("below")):
        column.add(part)
    settle()
    before = card.height()

    card.add(label(LONG))
    settle()

    assert card.height() > before
    stand_below_each_other(column)


def test_another_width_measures_everything_again(column):
    for part in (label(LONG), label(LONG)):
        column.add(part)
    settle()
    before = column.height()

    column.page.resize(900, 300)
    settle()

    assert column.height() < before
    stand_below_each_other(column)


def test_a_column_is_no_narrower_than_its_widest_part(column):
    wide = QWidget()
    wide.setMinimumWidth(777)
    column.add(wide)

    assert column.minimumSizeHint().width() == 777


@pytest.fixture
def note(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    made = NoteField(page)
    other = QLineEdit(page)
    layout = QVBoxLayout(page)
    layout.addWidget(made)
    layout.addWidget(other)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    made.other, made.page = other, page
    return made


def test_a_note_is_told_once_when_the_keyboard_leaves_it(qtbot, note):
    told = heard(note.written)
    note.show_text("kept")
    note.setFocus()
    note.other.setFocus()
    assert told == []

    note.setFocus()
    note.setPlainText("two\nlines")
    note.other.setFocus()

    assert told == ["two\nlines"]


def test_a_note_being_typed_stays_when_what_is_kept_is_shown_again(note):
    note.show_text("kept")
    note.setFocus()
    note.setPlainText("half a sen")

    note.show_text("kept")

    assert note.toPlainText() == "half a sen"


def test_a_note_is_cut_where_it_is_seen(note):
    note.setPlainText("x" * (NOTE_LENGTH + 5))

    assert len(note.toPlainText()) == NOTE_LENGTH


def test_tab_leaves_a_day_at_once_and_the_arrows_reach_its_parts(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    day, other = DayField("day"), QLineEdit()
    layout = QVBoxLayout(page)
    layout.addWidget(day)
    layout.addWidget(other)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    day.setDate(QDate(2026, 12, 31))
    day.setFocus()
    told = heard(day.dateChanged)

    qtbot.keyClick(day, Qt.Key.Key_Up)
    qtbot.keyClick(day, Qt.Key.Key_Tab)

    assert other.hasFocus()
    assert told == [QDate(2027, 12, 31)]


def test_a_click_beside_the_box_ticks_a_row_and_a_heading_has_none(qtbot):
    ticks = TickList()
    qtbot.addWidget(ticks)
    heading, row = QListWidgetItem("Heading", ticks), QListWidgetItem("Row", ticks)
    heading.setFlags(Qt.ItemFlag.NoItemFlags)
    row.setCheckState(Qt.CheckState.Unchecked)
    ticks.show()
    settle()

    for item in (heading, row):
        spot = ticks.visualItemRect(item).center()
        qtbot.mouseClick(ticks.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    assert row.checkState() is Qt.CheckState.Checked
    assert heading.data(int(Qt.ItemDataRole.CheckStateRole)) is None
    ticks.go_to_first()
    assert ticks.currentItem() is row


def test_long_words_can_be_broken_and_others_stay():
    assert breakable("A usual sentence, with usual words.") == "A usual sentence, with usual words."
    assert breakable("x" * 30).replace("\u200b", "") == "x" * 30
    assert "\u200b" in breakable("x" * 30)
