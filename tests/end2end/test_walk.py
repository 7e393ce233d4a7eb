"""The real window, from Home to the PDF, by keyboard and signals as a user gives them."""

from __future__ import annotations

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
)

from model.assessment import AnswerState
from model.language import Language
from model.settings import Settings, Theme
from ui.app import make_app, make_window


@pytest.fixture(params=list(Language), ids=str)
def language(request):
    return request.param


@pytest.fixture
def open_window(qtbot, tmp_path, language):
    """Open the workspace in tmp_path; a second call opens it again, as after a restart."""
    opened = []

    def open_it():
        settings = Settings(theme=Theme.LIGHT)
        window = make_window(make_app(), tmp_path / "workspace", settings, language)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        opened.append(window)
        return window

    yield open_it
    for window in opened:
        window.close()


def find(window, kind, name):
    found = window.findChild(kind, name)
    assert found is not None, name
    return found


def press(qtbot, window, name):
    made = find(window, QAbstractButton, name)
    made.setFocus()
    qtbot.keyClick(made, Qt.Key.Key_Space)


def strike(qtbot, key):
    """Press a key where the keyboard is, as a person does."""
    qtbot.keyClick(QApplication.focusWidget(), key)


def page(window, name):
    return window.session_pages.page(name)


def set_up(qtbot, window):
    press(qtbot, window, "welcome.new")
    setup = page(window, "setup")
    fields = setup.findChildren(QLineEdit)
    qtbot.keyClicks(fields[0], "Morning Light")
    qtbot.keyClicks(fields[1], "Shop")
    press(qtbot, setup, "fact.own_images.no")
    press(qtbot, setup, "save")


def settle_all(qtbot, window):
    division = page(window, "division")
    for number in range(1, 8):
        press(qtbot, division, f"table2.{number}.a")


def answer_all(qtbot, window):
    questions = page(window, "questions")
    presenter = window.session_pages.question_presenter
    asked = window.session_pages.session.evaluation.asked
    for question in asked:
        assert presenter.question_id == question.id
        strike(qtbot, Qt.Key.Key_2)
        assert window.session_pages.session.answer_to(question.id).state is AnswerState.CHOSEN
        press(qtbot, questions, "next")


def test_from_home_to_the_pdf(qtbot, open_window, tmp_path, language):
    window = open_window()
    set_up(qtbot, window)
    settle_all(qtbot, window)
    press(qtbot, page(window, "division"), "next")
    answer_all(qtbot, window)
    assert window._pages.currentWidget() is page(window, "results")
    press(qtbot, page(window, "results"), "next")
    press(qtbot, page(window, "plan"), "next")
    target = tmp_path / "plan.pdf"

    window.session_pages.printing.create(target)
    qtbot.waitUntil(
        lambda: find(window, QLabel, "result").text().endswith("plan.pdf"), timeout=20000
    )

    words = "".join(p.extract_text() for p in PdfReader(target).pages)
    assert "Morning Light" in words
    assert "来源：云计算开源产业联盟" in words
    assert ("改进" in words) is (language is Language.ZH)


def test_number_and_arrow_keys_alone_answer_every_question(qtbot, open_window):
    window = open_window()
    window.open_sample()
    window.session_pages.question_presenter.open("OS.1-Q1")
    window.show_step("questions")
    session = window.session_pages.session

    for question in session.evaluation.asked:
        strike(qtbot, Qt.Key.Key_3)
        strike(qtbot, Qt.Key.Key_Right)
        # The sample's own answers carry no time: one that does was given here.
        assert session.answer_to(question.id).answered_at is not None, question.id


def test_leaving_and_coming_back_loses_nothing(qtbot, open_window):
    window = open_window()
    set_up(qtbot, window)
    window.show_step("questions")
    questions = page(window, "questions")
    strike(qtbot, Qt.Key.Key_3)
    press(qtbot, questions, "next")
    second = window.session_pages.question_presenter.question_id
    questions._notes.note.setPlainText("半句 half a sentence")
    before = window.session_pages.session.assessment
    window.close()

    again = open_window()
    table = find(again, QTableView, "assessments")
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)

    assert again.session_pages.question_presenter.question_id == second
    session = again.session_pages.session
    assert session.answer_to(second).note == "半句 half a sentence"
    assert session.assessment.answers["OS.1-Q1"].choices == before.answers["OS.1-Q1"].choices


def test_the_language_changes_at_once_on_every_page(qtbot, open_window, language):
    window = open_window()
    window.open_sample()
    other = Language.EN if language is Language.ZH else Language.ZH
    for step in ("setup", "division", "questions", "results", "plan", "printing", "home"):
        window.show_step(step)
        press(qtbot, window, "language")
        heading = window._pages.currentWidget().findChildren(QLabel)
        assert window.catalog.language is other
        assert any(label.text() for label in heading)
        press(qtbot, window, "language")
    assert window.catalog.language is language


def test_a_sample_is_one_click_away(qtbot, open_window):
    window = open_window()

    press(qtbot, window, "welcome.sample")

    assert window._pages.currentWidget() is page(window, "results")
    assert window.session_pages.session.evaluation.share.value is not None


def test_a_new_assessment_is_not_kept_before_it_is_saved(qtbot, open_window):
    window = open_window()
    press(qtbot, window, "welcome.new")

    press(qtbot, window, "save")  # nothing entered
    window.show_step("home")

    assert window._store.entries() == []


def test_not_applicable_needs_a_reason(qtbot, open_window, monkeypatch):
    window = open_window()
    window.open_sample()
    pages = window.session_pages
    pages.question_presenter.open("OS.8-Q1")
    window.show_step("questions")

    def give_reason():
        dialog = QApplication.activeModalWidget()
        save = dialog.findChild(QPushButton, "dialog.save")
        save.click()
        assert dialog.isVisible(), "an empty reason was taken"
        dialog._own.setText("no such host")
        save.click()

    from PySide6.QtCore import QTimer

    QTimer.singleShot(100, give_reason)
    strike(qtbot, Qt.Key.Key_N)

    answer = pages.session.answer_to("OS.8-Q1")
    assert answer.state is AnswerState.NOT_APPLICABLE
    assert answer.reason == "no such host"
