"""The quiz in the window: by keyboard alone, printed, and what it leads to."""

from __future__ import annotations

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTableView

from model.language import Language
from model.settings import Settings, Theme
from tests.ui.pages.helpers import settle
from ui import dialogs
from ui.app import make_app, make_window
from ui.presenters.quiz_presenter import Stage
from ui.widgets.message_bar import MessageBar

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture(scope="module")
def program(qapp):
    return make_app()


@pytest.fixture
def window(qtbot, program, tmp_path):
    made = make_window(program, tmp_path / "w", Settings(theme=Theme.LIGHT), Language.EN)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def strike(qtbot, window):
    def press(key, modifier=NONE):
        qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)

    return press


@pytest.fixture
def asked(monkeypatch):
    """Answer what the window asks before something is final; what it asked is remembered."""

    class Told(list):
        answer = True

    told = Told()

    def confirm(_parent, title, *_):
        told.append(title)
        return told.answer

    monkeypatch.setattr(dialogs, "confirm", confirm)
    return told


@pytest.fixture
def saved(monkeypatch, tmp_path):
    """Save every file under the name proposed; return where."""
    paths = []

    def ask(_parent, _title, name, _kinds):
        paths.append(tmp_path / name)
        return paths[-1]

    monkeypatch.setattr(dialogs, "ask_save_path", ask)
    return paths


@pytest.fixture
def quiz(window):
    window.show_step("learn")
    window.learn_pages.page.show_tab("quiz")
    settle()
    return window.learn_pages.quiz


def press(window, name):
    window.learn_pages.page.findChild(QPushButton, f"quiz-{name}").click()


def fail(quiz):
    """Take form A-4711 and leave everything to the provider."""
    quiz.type_number("A-4711")
    quiz.begin()
    for _ in range(30):
        quiz.answer("provider")
        quiz.move(1)
    quiz.finish()
    settle()


def test_from_the_rail_to_the_result_without_a_mouse(window, strike, asked):
    strike(Qt.Key.Key_L, ALT)
    for _ in range(3):  # to the last tab
        strike(Qt.Key.Key_Right)
    assert window.learn_pages.page.current() == "quiz"
    strike(Qt.Key.Key_Return, CTRL)
    quiz = window.learn_pages.quiz
    assert quiz.stage is Stage.ASKING
    for number in range(29):
        strike((Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)[number % 3])
        strike(Qt.Key.Key_Return, CTRL)
    assert quiz.sitting.at == 29
    strike(Qt.Key.Key_Return, CTRL)

    assert asked == ["Questions without an answer: 1. Finish now?"]
    assert quiz.stage is Stage.RESULT
    strike(Qt.Key.Key_Return, CTRL)
    assert quiz.stage is Stage.START


def test_finishing_early_can_be_taken_back_and_asks_only_where_something_is_open(
    window, quiz, asked
):
    quiz.begin()
    quiz.answer("us")
    asked.answer = False
    press(window, "finish")
    assert quiz.stage is Stage.ASKING

    for _ in range(29):
        quiz.move(1)
        quiz.answer("us")
    press(window, "finish")

    assert quiz.stage is Stage.RESULT
    assert len(asked) == 1


def test_it_goes_on_where_it_was_after_other_pages_with_its_keys(window, quiz, strike):
    quiz.begin()
    quiz.answer("us")
    quiz.move(1)
    window.show_step("home")
    window.use_language(Language.ZH)

    window.show_step("learn")
    strike(Qt.Key.Key_2)

    assert (quiz.sitting.at, quiz.sitting.done_count) == (1, 2)


def test_an_error_leads_to_the_comparison_at_its_duty(window, quiz):
    fail(quiz)
    item = next(item for item, one in quiz.sitting.judged if one.is_dangerous)

    link = next(
        made
        for made in window.learn_pages.page.findChildren(QPushButton)
        if made.text() == "Look at this duty" and made.isVisible()
    )
    link.click()
    settle()

    page = window.learn_pages.page
    assert page.current() == "compare"
    table = page.findChild(QTableView, "compare-rows")
    assert table.current_id() == item.cell.id
    assert table.hasFocus()
    definition = item.cell.responsibility.definition.en
    assert [x for x in page.findChildren(QLabel) if x.text() == definition and x.isVisible()]


def test_an_error_leads_to_its_question_in_the_open_assessment(window):
    window.open_sample()
    window.show_step("learn")
    window.learn_pages.page.show_tab("quiz")
    quiz = window.learn_pages.quiz
    fail(quiz)

    link = next(
        made
        for made in window.learn_pages.page.findChildren(QPushButton)
        if made.text() == "Its question in the assessment" and made.isVisible()
    )
    link.click()

    presenter = window.session_pages.question_presenter
    session = window.session_pages.session
    duty = session.questionnaire.by_id[presenter.question_id].responsibility_id
    assert window.session_pages.shown == "questions"
    assert duty in {item.cell.id for item, one in quiz.sitting.judged if one.is_dangerous}


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("print", "quiz-A-004711.pdf"),
        ("print_key", "quiz-A-004711-answers.pdf"),
        ("print-result", "quiz-A-004711-result.pdf"),
    ],
)
def test_each_print_bears_the_number_of_the_form(qtbot, window, quiz, saved, name, file):
    fail(quiz)
    if name != "print-result":
        quiz.to_start()

    press(window, name)
    qtbot.waitUntil(lambda: window.findChild(MessageBar).isVisible(), timeout=20_000)

    assert [path.name for path in saved] == [file]
    words = "".join(page.extract_text() for page in PdfReader(saved[0]).pages)
    assert "A-004711" in words


def test_nothing_of_it_reaches_the_workspace(window, quiz):
    window.open_sample()
    before = window._store.history(window.session_pages.id)
    window.show_step("learn")

    fail(quiz)

    assert window._store.history(window.session_pages.id) == before
