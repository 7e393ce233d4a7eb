from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from tests.ui.pages.helpers import WORDS, is_shown_as_typed, labels_with, taken_for_markup
from ui import dialogs


@pytest.fixture
def parent(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


def confirm(parent, act, text="text"):
    QTimer.singleShot(0, lambda: act(QApplication.activeModalWidget()))
    return dialogs.confirm(parent, "Delete?", text, "Delete", "Keep it")


def press(words):
    return lambda box: next(b for b in box.findChildren(QPushButton) if b.text() == words).click()


def test_only_the_word_for_yes_means_yes(parent):
    assert confirm(parent, press("Delete")) is True
    assert confirm(parent, press("Keep it")) is False


def test_closing_the_question_means_no(parent):
    assert confirm(parent, lambda box: box.reject()) is False


def test_the_safe_answer_is_the_default(parent):
    defaults = []

    def look(box):
        defaults.append(box.defaultButton().text())
        box.reject()

    confirm(parent, look)

    assert defaults == ["Keep it"]


def test_the_question_says_what_will_be_gone(parent):
    seen = []

    def look(box):
        seen.extend(label.text() for label in box.findChildren(QLabel))
        box.reject()

    confirm(parent, look, "“Shop” with its 7 answers")

    assert "Delete?" in seen
    assert "“Shop” with its 7 answers" in seen


@pytest.mark.parametrize(
    ("typed", "written"),
    [("plan", "plan.pdf"), ("plan.pdf", "plan.pdf"), ("plan.v2", "plan.v2.pdf")],
)
def test_a_name_without_an_ending_gets_the_one_of_the_report(monkeypatch, parent, typed, written):
    monkeypatch.setattr(
        QFileDialog,
        "getSaveFileName",
        staticmethod(lambda *_: (f"/tmp/{typed}", "")),  # noqa: S108
    )

    assert dialogs.ask_save_path(parent, "title", "report.pdf", "PDF (*.pdf)").name == written


@pytest.mark.parametrize("ask", ["save", "open"])
def test_changing_ones_mind_about_a_file_gives_none(monkeypatch, parent, ask):
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, staticmethod(lambda *_: ("", "")))

    if ask == "save":
        assert dialogs.ask_save_path(parent, "title", "report.pdf", "PDF (*.pdf)") is None
    else:
        assert dialogs.ask_open_path(parent, "title", "JSON (*.json)") is None


def test_the_chosen_file_is_given_as_it_is(monkeypatch, parent):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", staticmethod(lambda *_: ("/a/b.json", "")))

    assert dialogs.ask_open_path(parent, "title", "JSON (*.json)") == Path("/a/b.json")


def test_hostile_names_in_a_question_are_shown_as_words(parent):
    seen = []

    def look(box):
        seen.append((taken_for_markup(box), len(labels_with(box, "<img"))))
        box.reject()

    confirm(parent, look, WORDS)

    assert seen == [([], 1)]


def test_a_question_shows_hostile_names_as_words(parent):
    seen = []

    def look(box):
        seen.extend(x.text() for x in box.findChildren(QLabel) if not is_shown_as_typed(x))
        box.reject()

    confirm(parent, look, WORDS)
    assert seen == []


# --- questions of the pages for authors ------------------------------------------------------

CHOICES = (("a", "First"), ("b", "Second"), ("c", "Third"))


def during(act):
    """Do something in the next dialog."""
    QTimer.singleShot(0, lambda: act(QApplication.activeModalWidget()))


def confirm_long(parent, act, text="text"):
    during(act)
    return dialogs.confirm_long(parent, "Move?", text, "Do it", "Not now")


def test_only_the_word_for_yes_agrees_to_a_long_text(parent):
    assert confirm_long(parent, press("Do it")) is True
    assert confirm_long(parent, press("Not now")) is False
    assert confirm_long(parent, lambda box: box.close()) is False


def test_the_safe_answer_to_a_long_text_is_the_default(parent):
    defaults = []

    def look(box):
        defaults.extend(b.text() for b in box.findChildren(QPushButton) if b.isDefault())
        box.reject()

    confirm_long(parent, look)

    assert defaults == ["Not now"]


def test_the_enter_key_does_not_agree_to_a_long_text(qtbot, parent):
    def enter(box):
        qtbot.keyClick(QApplication.focusWidget() or box, Qt.Key.Key_Return)
        QTimer.singleShot(0, box.reject)

    assert confirm_long(parent, enter) is False


def test_a_long_text_can_be_read_whole_with_the_keyboard_and_not_changed(parent):
    seen = []
    words = "\n".join(f"line {n} {WORDS}" for n in range(500))

    def look(box):
        shown = box.findChild(QPlainTextEdit)
        seen.append((shown.toPlainText(), shown.isReadOnly(), shown.accessibleName()))
        box.reject()

    confirm_long(parent, look, words)

    assert seen == [(words, True, "Move?")]


def ask_line(parent, act):
    during(act)
    return dialogs.ask_line(parent, "Copy", "Which id?", "my-copy")


def test_a_line_is_given_as_typed(parent):
    def write(box):
        field = box.findChild(QLineEdit)
        assert field.text() == "my-copy"
        field.setText(" my own ")
        box.accept()

    assert ask_line(parent, write) == " my own "


def test_changing_ones_mind_about_a_line_gives_none(parent):
    assert ask_line(parent, lambda box: box.reject()) is None


def ask_one_of(parent, act, choices=CHOICES):
    during(act)
    return dialogs.ask_one_of(parent, "Add", "Which duty?", choices)


def test_one_of_several_things_is_given_by_its_id(parent):
    def choose(box):
        box.findChild(QComboBox).setCurrentText("Second")
        box.accept()

    assert ask_one_of(parent, choose) == "b"
    assert ask_one_of(parent, lambda box: box.accept()) == "a"


def test_changing_ones_mind_about_several_things_gives_none(parent):
    assert ask_one_of(parent, lambda box: box.reject()) is None
