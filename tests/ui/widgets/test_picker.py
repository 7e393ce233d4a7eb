from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget

from tests.ui.pages.helpers import WORDS, settle, taken_for_markup
from tests.ui.presenters.fakes import EN
from ui.widgets.picker import Picker

CHOICES = (("OS.1-Q1", "OS.1-Q1  Updates"), ("OS.1-Q2", "OS.1-Q2  补丁"), ("NW.1-Q1", WORDS))
KEYS = [key for key, _ in CHOICES]
ENTRY = EN.messages("entry")


@pytest.fixture
def make(qtbot):
    def make_it(**options):
        picker = Picker("Questions", CHOICES, ENTRY, **options)
        qtbot.addWidget(picker)
        picker.resize(500, 400)
        picker.show()
        settle()
        return picker

    return make_it


def boxes(picker):
    return picker.findChild(QListWidget)


def shown(picker):
    rows = boxes(picker)
    every = (rows.item(n) for n in range(rows.count()))
    return [KEYS[n] for n, item in enumerate(every) if not item.isHidden()]


def told(picker):
    return picker.findChild(QLabel).text()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(wanted=st.lists(st.sampled_from([*KEYS, "unknown"])))
def test_what_is_ticked_is_what_was_asked_for_and_is_there(make, wanted):
    picker = make()
    picker.choose(wanted)

    assert picker.chosen() == tuple(key for key in KEYS if key in wanted)
    assert all(key in told(picker) for key in picker.chosen())


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", KEYS),
        ("os.1", KEYS[:2]),
        ("q2 补丁", KEYS[1:2]),
        ("补丁 os", KEYS[1:2]),
        ("updates 补丁", []),
        ("<img", KEYS[2:]),
    ],
)
def test_only_choices_with_every_typed_word_are_shown_and_ticks_stay(make, typed, found):
    picker = make()
    picker.choose(KEYS[:1])

    picker.findChild(QLineEdit).setText(typed)

    assert shown(picker) == found
    assert picker.chosen() == tuple(KEYS[:1])
    assert (ENTRY["no_match"] in told(picker)) is (not found)
    assert KEYS[0] in told(picker)


def test_space_ticks_and_takes_the_tick_away(qtbot, make):
    picker = make()
    boxes(picker).setFocus()
    for expected in (tuple(KEYS[1:2]), ()):
        boxes(picker).setCurrentRow(1)
        qtbot.keyClick(boxes(picker), Qt.Key.Key_Space)
        assert picker.chosen() == expected
    assert told(picker) == ENTRY["chosen_none"]


@pytest.mark.parametrize("across", [0.02, 0.8], ids=["box", "words"])
def test_one_click_anywhere_on_a_row_ticks_it_once(qtbot, make, across):
    picker = make()
    rows = boxes(picker)
    place = rows.visualItemRect(rows.item(1))
    at = place.topLeft()
    at.setX(at.x() + max(14, round(place.width() * across)))
    at.setY(place.center().y())

    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert picker.chosen() == tuple(KEYS[1:2])
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert picker.chosen() == ()


def test_of_one_choice_the_tick_moves_and_can_be_taken_away(make):
    picker = make(is_single=True)
    rows = boxes(picker)

    rows.item(0).setCheckState(Qt.CheckState.Checked)
    rows.item(2).setCheckState(Qt.CheckState.Checked)
    assert picker.chosen() == (KEYS[2],)
    rows.item(2).setCheckState(Qt.CheckState.Unchecked)
    assert picker.chosen() == ()


def test_a_screen_reader_hears_names_words_and_ticks(make):
    picker = make()
    picker.choose(KEYS[:1])
    rows = QAccessible.queryAccessibleInterface(boxes(picker))

    assert rows.text(QAccessible.Text.Name) == "Questions"
    search = QAccessible.queryAccessibleInterface(picker.findChild(QLineEdit))
    assert search.text(QAccessible.Text.Name) == f"Questions: {ENTRY['filter']}"
    first, second = (rows.child(n) for n in range(2))
    assert first.text(QAccessible.Text.Name) == "OS.1-Q1  Updates"
    assert (first.state().checked, second.state().checked) == (1, 0)


def test_nothing_is_taken_for_markup(make):
    assert taken_for_markup(make()) == []


def test_an_empty_list_says_that_there_is_nothing(qtbot):
    picker = Picker("Questions", (), ENTRY)
    qtbot.addWidget(picker)
    qtbot.keyClick(picker.findChild(QLineEdit), Qt.Key.Key_Return)

    assert picker.chosen() == ()
    assert ENTRY["no_match"] in told(picker)
