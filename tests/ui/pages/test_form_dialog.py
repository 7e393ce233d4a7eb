from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from tests.ui.pages.helpers import WORDS, labels_with, settle, taken_for_markup
from tests.ui.presenters.fakes import EN
from ui.pages.form_dialog import FormDialog
from ui.presenters.form import Entry, EntryKind, Form
from ui.widgets.picker import Picker

MANY = (("a", "a  first"), ("b", "b  second"), ("c", f"c  {WORDS}"))
FIELDS = (
    Entry(key="name", label="Name", value="Li"),
    Entry(key="day", label="Day", kind=EntryKind.DATE, value="2026-01-02"),
    Entry(
        key="how", label="How", kind=EntryKind.CHOICE, value="b", choices=(("a", "A"), ("b", "B"))
    ),
    Entry(key="note", label="Note", kind=EntryKind.TEXT, value=WORDS),
    Entry(key="some", label="Some", kind=EntryKind.SOME_OF_MANY, value="b c", choices=MANY),
    Entry(key="one", label="One", kind=EntryKind.ONE_OF_MANY, value="", choices=MANY),
)


@pytest.fixture
def dialog(qtbot):
    parent = QWidget()
    parent.resize(880, 620)
    qtbot.addWidget(parent)
    form = Form(
        title=WORDS, words=EN.messages("entry"), fields=FIELDS, needs=("name",), missing="Who?"
    )
    made = FormDialog(form, parent)
    made.show()
    settle()
    yield made
    made.close()
    parent.close()


def test_it_holds_what_was_given_until_something_else_is_entered(dialog):
    given = {"name": "Li", "day": "2026-01-02", "how": "b", "note": WORDS}
    assert dialog.values() == {**given, "some": "b c", "one": ""}
    dialog.findChild(QComboBox).setCurrentIndex(0)
    dialog.findChild(QPlainTextEdit).setPlainText("seen")
    assert (dialog.values()["how"], dialog.values()["note"]) == ("a", "seen")


def test_ctrl_enter_saves_from_within_a_text(qtbot, dialog):
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    text = dialog.findChild(QPlainTextEdit)
    text.setFocus()
    qtbot.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_a_wrong_date_is_said_in_one_sentence_and_not_taken(dialog):
    day = dialog.findChild(QLineEdit, "field.day")
    day.setText("tomorrow")
    dialog.findChild(QPushButton, "dialog.save").click()
    settle()
    assert dialog.isVisible()
    assert labels_with(dialog, EN.text("entry.wrong_date", field="Day"))
    day.setText("")
    dialog.findChild(QPushButton, "dialog.save").click()
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_what_is_needed_is_asked_for(dialog):
    dialog.findChild(QLineEdit, "field.name").setText("  ")
    dialog.findChild(QPushButton, "dialog.save").click()
    assert dialog.isVisible()
    assert labels_with(dialog, "Who?")


def test_hostile_words_are_shown_as_typed_and_every_field_is_named(dialog):
    assert taken_for_markup(dialog) == []
    fields = [dialog.findChild(QWidget, f"field.{entry.key}") for entry in FIELDS]
    names = ["Name", "Day", "How", "Note", "Some", "One"]
    assert [made.accessibleName() for made in fields] == names


LOCK = (
    Entry(key="secret", label="Secret", kind=EntryKind.HIDDEN),
    Entry(key="again", label="Again", kind=EntryKind.HIDDEN, repeats="secret"),
)


@pytest.fixture
def lock(qtbot):
    parent = QWidget()
    parent.resize(880, 620)
    qtbot.addWidget(parent)
    made = FormDialog(Form(title="Lock", words=EN.messages("entry"), fields=LOCK), parent)
    made.show()
    settle()
    yield made
    made.close()
    parent.close()


def test_a_passphrase_cannot_be_read_until_it_is_asked_to_be_shown(qtbot, lock):
    lines = [lock.findChild(QLineEdit, f"field.{entry.key}") for entry in LOCK]
    for line in lines:
        line.setText("green tea")
    assert [line.displayText() for line in lines] == [lines[0].displayText()] * 2
    assert "green" not in lines[0].displayText()

    shows = lock.findChild(QCheckBox, "dialog.show_secret")
    shows.setFocus()
    qtbot.keyClick(shows, Qt.Key.Key_Space)
    assert [line.displayText() for line in lines] == ["green tea", "green tea"]
    qtbot.keyClick(shows, Qt.Key.Key_Space)
    assert "green" not in lines[0].displayText()
    assert lock.values() == {"secret": "green tea", "again": "green tea"}


def test_two_passphrases_that_differ_are_refused_in_one_sentence(lock):
    lock.findChild(QLineEdit, "field.secret").setText("green tea")
    lock.findChild(QLineEdit, "field.again").setText("green te")
    lock.findChild(QPushButton, "dialog.save").click()
    settle()

    assert lock.isVisible()
    assert labels_with(lock, EN.text("entry.differs"))
    lock.findChild(QLineEdit, "field.again").setText("green tea")
    lock.findChild(QPushButton, "dialog.save").click()
    assert lock.result() == QDialog.DialogCode.Accepted


def test_a_form_without_a_passphrase_has_nothing_to_show(dialog):
    assert dialog.findChild(QCheckBox, "dialog.show_secret") is None


def test_choices_of_many_are_searched_and_ticked_by_keyboard_alone(qtbot, dialog):
    picker = dialog.findChild(Picker, "field.some")
    search, boxes = picker.findChild(QLineEdit), picker.findChild(QListWidget)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    picker.setFocus()
    assert search.hasFocus()

    qtbot.keyClicks(search, "FIR a")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert boxes.hasFocus()
    assert dialog.isVisible()
    qtbot.keyClick(boxes, Qt.Key.Key_Space)

    assert dialog.values()["some"] == "a b c"
    qtbot.keyClick(boxes, Qt.Key.Key_Tab)
    assert not boxes.hasFocus()
