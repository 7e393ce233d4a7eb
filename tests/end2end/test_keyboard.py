"""From Home to the PDF without a mouse: every key goes to where the keyboard is."""

from __future__ import annotations

import time

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit

from model.assessment import AnswerState, Voice
from model.filters import QuestionFilter
from model.language import Language
from model.settings import Settings, Theme
from ui import dialogs, keys
from ui.app import make_app, make_window
from ui.keys import STEP_KEYS
from ui.pages.form_dialog import FormDialog
from ui.pages.keys_dialog import KeysDialog
from ui.widgets.rail import STEPS

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
BURST = 50


@pytest.fixture(params=list(Language), ids=str)
def window(request, qtbot, tmp_path):
    settings = Settings(theme=Theme.LIGHT)
    made = make_window(make_app(), tmp_path / "workspace", settings, request.param)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


@pytest.fixture
def sample(window):
    window.open_sample()
    window.session_pages.question_presenter.open("OS.1-Q1")
    window.show_step("questions")
    return window


@pytest.fixture
def strike(qtbot, window):
    """Press a key, or type a text, where the keyboard is."""

    def press(key, modifier=NONE):
        target = QApplication.focusWidget() or window
        if isinstance(key, str):
            qtbot.keyClicks(target, key)
        else:
            qtbot.keyClick(target, key, modifier)

    return press


def presenter(window):
    return window.session_pages.question_presenter


def step_key(name):
    return Qt.Key(ord(STEP_KEYS[[step for step, _ in STEPS].index(name)]))


def tab_to(strike, kind):
    """Press Tab until the keyboard is in a control of some kind."""
    for _ in range(40):
        if isinstance(QApplication.focusWidget(), kind):
            return QApplication.focusWidget()
        strike(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never reached a {kind.__name__}")


def test_the_whole_walk_needs_no_mouse(qtbot, window, strike, tmp_path, monkeypatch):
    target = tmp_path / "plan.pdf"
    monkeypatch.setattr(dialogs, "ask_save_path", lambda *_: target)

    strike(Qt.Key.Key_Return, CTRL)  # the welcome's main button
    tab_to(strike, QLineEdit)
    strike("Morning Light")
    strike(Qt.Key.Key_Tab)
    tab_to(strike, QLineEdit)
    strike("Shop")
    strike(Qt.Key.Key_Return, CTRL)
    assert window.session_pages.shown == "division"
    strike(Qt.Key.Key_Return, CTRL)
    assert window.session_pages.shown == "questions"
    session = window.session_pages.session
    for question in session.evaluation.asked:
        assert presenter(window).question_id == question.id
        strike("2")
        strike("j")
        assert session.answer_to(question.id).state is AnswerState.CHOSEN
    strike(step_key("results"), ALT)
    strike(Qt.Key.Key_Return, CTRL)
    assert window.session_pages.shown == "plan"
    strike(Qt.Key.Key_Return, CTRL)
    assert window.session_pages.shown == "printing"
    strike(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(target.exists, timeout=20_000)

    words = "".join(page.extract_text() for page in PdfReader(target).pages)
    assert "Morning Light" in words


def test_fifty_answers_a_second_lose_no_press(sample, strike):
    """Peers lose 20 to 80 % of fast clicks; here each press is on disk before the next one."""
    session = sample.session_pages.session
    asked = [q.id for q in session.evaluation.asked]
    given = [str(1 + n % 2) for n in range(BURST)]
    expected = {}
    started = time.perf_counter()
    for n, key in enumerate(given):
        expected[asked[n % len(asked)]] = key
        strike(key)
        if n % len(asked) == len(asked) - 1:
            presenter(sample).open(asked[0])
        else:
            strike("j")
        wait = started + (n + 1) / BURST - time.perf_counter()
        if wait > 0:
            time.sleep(wait)

    kept = sample._store.load(sample.session_pages.id)
    told = [e for e in sample._store.history(sample.session_pages.id) if e.kind == "answers"]
    assert len(told) == BURST
    for question_id, key in expected.items():
        question = session.questionnaire.by_id[question_id]
        if not question.is_list:
            assert kept.answers[question_id].choices == (question.choices[int(key) - 1].id,)


def test_the_keys_of_a_question_do_what_the_overlay_says(sample, strike):
    pages = sample.session_pages
    session, run = pages.session, presenter(sample)

    strike("u")
    assert session.answer_to("OS.1-Q1").state is AnswerState.UNKNOWN
    strike("f")
    assert session.answer_to("OS.1-Q1").flagged
    strike("j")
    second = run.question_id
    strike("k")
    assert (run.question_id, second) == ("OS.1-Q1", "OS.2-Q1")
    strike(Qt.Key.Key_Right)
    assert run.question_id == second
    strike(Qt.Key.Key_Left)
    strike("v")
    assert session.voice is Voice.AUDITOR
    strike("1")
    assert session.assessment.findings["OS.1-Q1"].choices
    strike("v")
    assert session.voice is Voice.CUSTOMER


def test_an_observation_is_written_from_the_question_without_a_mouse(qtbot, sample, strike):
    """What is noted, typed and saved is about the question on screen; W is nothing before V."""
    session = sample.session_pages.session
    before = dict(session.assessment.observations)
    strike("w")
    assert session.assessment.observations == before
    strike("v")
    strike("c")
    strike("seen in the console")
    strike(Qt.Key.Key_Escape)

    def fill_in():
        assert isinstance(QApplication.activeModalWidget(), FormDialog)
        strike("No rule: ")
        strike(Qt.Key.Key_Return, CTRL)

    QTimer.singleShot(50, fill_in)
    strike("w")

    (made,) = (x for x in session.assessment.observations.values() if x.id not in before)
    assert made.question_id == "OS.1-Q1"
    assert made.issue.startswith("No rule: seen in the console")
    assert made.issue in sample.session_pages.page("questions")._notes._observed.text()
    sample.activateWindow()  # as a desktop does when a dialog is closed; offscreen there is none
    qtbot.waitUntil(sample.isActiveWindow)
    strike("j")
    assert presenter(sample).question_id == "OS.2-Q1"


def test_a_note_is_written_and_left_by_keyboard(sample, strike):
    session = sample.session_pages.session
    before = session.answer_to("OS.1-Q1").note
    strike("c")
    assert isinstance(QApplication.focusWidget(), QPlainTextEdit)
    strike("f u n 1 ?")
    strike(Qt.Key.Key_Escape)
    strike("j")

    assert session.answer_to("OS.1-Q1").note == f"f u n 1 ?{before}"
    assert not session.answer_to("OS.1-Q1").flagged
    assert presenter(sample).question_id == "OS.2-Q1"


def test_a_search_narrows_the_list_and_esc_widens_it(qtbot, sample, strike):
    everything = presenter(sample)._list.asked()
    strike("c")
    strike("a word nobody else wrote")
    strike(Qt.Key.Key_Escape)
    strike("/")
    strike("nobody else")
    strike(Qt.Key.Key_Return)

    assert presenter(sample)._list.shown() == ["OS.1-Q1"]
    strike("/")
    strike(Qt.Key.Key_Escape)
    assert presenter(sample)._list.shown() == everything


def test_a_filter_is_kept_while_the_answers_change(sample, strike):
    run = presenter(sample)
    run.filter(QuestionFilter.FLAGGED)
    assert run._view._card.nothing_found
    strike("f")
    assert not run._view._card.nothing_found
    assert [leaf.id for branch in run._view._card.tree for leaf in branch.leaves] == ["OS.1-Q1"]
    assert len(run._view._card.tree) == 1


def test_go_to_takes_a_place_an_id_or_a_duty(sample, strike, monkeypatch):
    for typed, expected in (("3", 2), ("nw.1", "NW.1-Q1"), ("OS.2-Q1", "OS.2-Q1")):
        monkeypatch.setattr(dialogs, "ask_line", lambda *_, typed=typed: typed)
        strike("g")
        wanted = expected
        if isinstance(expected, int):
            wanted = sample.session_pages.session.evaluation.asked[expected].id
        assert presenter(sample).question_id == wanted
    monkeypatch.setattr(dialogs, "ask_line", lambda *_: "nowhere")
    strike("g")
    assert presenter(sample).question_id == "OS.2-Q1"
    assert "nowhere" in sample._bar._text.text()


def test_undo_leads_back_to_the_question_from_another_page(sample, strike):
    session = sample.session_pages.session
    before = session.answer_to("OS.1-Q1").choices
    other = "1" if before != ("0",) else "2"
    strike(other)
    after = session.answer_to("OS.1-Q1").choices
    strike(step_key("results"), ALT)

    strike(Qt.Key.Key_Z, CTRL)
    assert session.answer_to("OS.1-Q1").choices == before
    assert sample.session_pages.shown == "questions"
    strike(Qt.Key.Key_Z, CTRL | SHIFT)
    assert session.answer_to("OS.1-Q1").choices == after
    strike(Qt.Key.Key_Z, CTRL)
    strike(Qt.Key.Key_Z, CTRL)
    assert sample._bar.isVisible()


def test_a_change_of_the_division_is_undone_from_home(sample, strike):
    pages = sample.session_pages
    before = pages.assessment.agreed["table2.1"]
    pages.session.agree("table2.1", None)
    sample.show_step("home")

    strike(Qt.Key.Key_Z, CTRL)

    assert pages.shown == "division"
    assert sample.page is pages.page("division")
    assert pages.assessment.agreed["table2.1"] == before


def test_the_overlay_lists_every_key_and_closes(qtbot, sample, strike):
    seen = []

    def look():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, KeysDialog)
        words = {label.text() for label in dialog.findChildren(type(sample._bar._text))}
        seen.extend(words)
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    QTimer.singleShot(50, look)
    strike("?")

    say = sample.catalog.text
    for _, group in keys.GROUPS:
        for key in group:
            assert say(f"keys.{key.name}") in seen
            assert key.text in seen
    assert not isinstance(QApplication.activeModalWidget(), QDialog)


def test_focus_is_always_somewhere_after_each_step(sample, strike):
    for step, _ in STEPS:
        strike(step_key(step), ALT)
        strike(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus.isVisible()
