"""The results in the window: other rounds read beside it, compared, and opened."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton, QTableView

from model.assessment import AssessmentState, Status
from model.errors import StorageError
from model.exchange.assessment_file import to_file
from model.language import Language
from model.library import content, load_sample
from model.settings import Settings, Theme
from tests.ui.pages.helpers import labels_with, settle, taken_for_markup
from tests.ui.presenters.fakes import EN, LEAD, ZH
from ui import dialogs, results_pages
from ui.app import make_app, make_window
from ui.pages.trend_tab import TrendTab
from ui.widgets.chart_view import ChartView
from ui.widgets.message_bar import MessageBar

CHANGED = "OS.8-Q1"
TYPED = "<b>bold</b> & <img src='x'>"


@pytest.fixture(scope="module")
def program(qapp):
    return make_app()


@pytest.fixture
def window(qtbot, program, tmp_path):
    made = make_window(program, tmp_path, Settings(theme=Theme.LIGHT), Language.EN)
    qtbot.addWidget(made)
    made.show()
    return made


def begin(window, number=2):
    """Keep some rounds of the sample, one after the other, and open the results of the last."""
    assessment, kept = load_sample(Language.EN), ""
    for at in range(1, number + 1):
        if kept:
            final = replace(window._store.load(kept), status=Status(state=AssessmentState.FINAL))
            assessment = final.next_round("a year later")
        kept = window._store.create(replace(assessment, origin=""))
        assert window._store.load(kept).round.number == at
    window.open_assessment(kept, "results")
    settle()
    return window.session_pages


def results(window):
    return window.session_pages.page("results")


def read(qtbot, window, tab):
    """Turn to a tab and wait until the other rounds are read."""
    results(window).show_tab(tab)
    run = window.session_pages._results
    qtbot.waitUntil(lambda: not run.is_reading, timeout=5000)
    settle()


def press(window, name):
    made = results(window).findChild(QPushButton, name)
    assert made.isEnabled()
    made.click()
    settle()


def ids(window, tab):
    table = results(window).findChild(QTableView, f"{tab}-rows")
    return [
        table.model().index(row, 0).data(Qt.ItemDataRole.UserRole)
        for row in range(table.model().rowCount())
    ]


def message(window):
    return window.findChild(MessageBar).accessibleName()


def test_the_results_stand_first_and_as_they_were(window):
    begin(window, 1)

    assert results(window).current() == "results"
    assert results(window).findChild(QPushButton, "arithmetic").isVisible()
    assert not results(window).findChild(QPushButton, "results-confirm").isVisible()


def test_a_first_round_alone_leads_to_the_sign_off(qtbot, window):
    begin(window, 1)
    read(qtbot, window, "compare")
    assert labels_with(results(window), EN.text("rounds.alone"))

    press(window, "compare-begin")

    assert window.page.current() == "signoff"


def test_two_rounds_are_compared_and_a_line_leads_to_its_question(qtbot, window):
    pages = begin(window)
    pages.session.choose(CHANGED, ("100",))
    read(qtbot, window, "compare")
    assert CHANGED in ids(window, "compare")

    results(window).findChild(QTableView, "compare-rows").setFocus()
    pages._results._compare.look_at("improved")
    QTest.keyClick(results(window).findChild(QTableView, "compare-rows"), Qt.Key.Key_Return)
    settle()

    assert window.page is pages.page("questions")
    assert pages.question_presenter.question_id == CHANGED


def test_the_two_rounds_can_be_chosen_by_keyboard(qtbot, window):
    begin(window, 3)
    read(qtbot, window, "compare")
    before = results(window).findChild(QComboBox, "compare-before")
    assert before.currentText().startswith("Round 2")

    before.setFocus()
    QTest.keyClick(before, Qt.Key.Key_Up)

    assert before.currentText().startswith("Round 1")
    assert before.hasFocus()


def test_a_file_is_compared_and_not_kept(qtbot, window, tmp_path, monkeypatch):
    pages = begin(window, 1)
    read(qtbot, window, "compare")
    path = tmp_path / "last year.json"
    sample = load_sample(Language.EN)
    path.write_bytes(to_file(sample, content(sample.questionnaire_id)[1]))
    monkeypatch.setattr(dialogs, "ask_open_path", lambda *_: path)
    count = len(window._store.entries())

    press(window, "compare-file")

    before = results(window).findChild(QComboBox, "compare-before")
    assert before.currentText().startswith("last year.json")
    assert len(window._store.entries()) == count
    assert pages.session.assessment.round.number == 1


def test_a_file_that_cannot_be_read_is_said(qtbot, window, tmp_path, monkeypatch):
    begin(window, 1)
    read(qtbot, window, "compare")
    path = tmp_path / "broken.json"
    path.write_text("{", encoding="utf-8")
    monkeypatch.setattr(dialogs, "ask_open_path", lambda *_: path)

    press(window, "compare-file")

    assert "broken.json" in message(window)


def test_no_file_chosen_changes_nothing(qtbot, window, monkeypatch):
    begin(window, 1)
    read(qtbot, window, "compare")
    monkeypatch.setattr(dialogs, "ask_open_path", lambda *_: None)

    press(window, "compare-file")

    assert labels_with(results(window), EN.text("rounds.alone"))


def test_the_trend_shows_a_line_and_opens_a_round(qtbot, window):
    pages = begin(window, 3)
    own = pages.id
    read(qtbot, window, "trend")
    assert results(window).findChild(TrendTab).findChild(ChartView).isVisible()
    rows = ids(window, "trend")
    assert rows[-1] == own

    table = results(window).findChild(QTableView, "trend-rows")
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Return)
    settle()

    assert window.session_pages.id == rows[0]


def test_what_waits_is_said_above_the_tabs_and_leads_to_the_questions(window):
    pages = begin(window)
    waiting = len(pages.session.assessment.answers)
    told = EN.text("rounds.waiting", count=waiting)
    assert labels_with(results(window), told)

    press(window, "results-confirm")

    assert window.page is pages.page("questions")
    page = window.page
    assert page.findChild(QComboBox, "filter").currentData() == "unconfirmed"
    page.findChild(QPushButton, "confirm").click()
    window.show_step("results")
    assert labels_with(results(window), EN.text("rounds.waiting", count=waiting - 1))


def test_rounds_that_cannot_be_read_are_said(qtbot, window, monkeypatch):
    begin(window)

    def broken(*_):
        raise StorageError("error.storage.disk_full", place="disk")

    monkeypatch.setattr(results_pages, "other_rounds", broken)
    read(qtbot, window, "trend")

    assert message(window)


def test_rounds_read_for_a_page_that_is_gone_are_not_shown(qtbot, window):
    begin(window)
    results(window).show_tab("compare")
    run = window.session_pages._results
    task = run._task
    ended = []
    task.destroyed.connect(lambda: ended.append(True))

    window.start_new()

    qtbot.waitUntil(lambda: bool(ended), timeout=5000)
    assert run.is_reading  # nobody told the tabs, which are gone


def test_another_language_is_shown_at_once(qtbot, window):
    begin(window)
    read(qtbot, window, "compare")

    window.use_language(Language.ZH)
    settle()

    assert labels_with(results(window), ZH.text("rounds.compare.intro"))
    assert results(window).findChild(QPushButton, "results-confirm").text() == ZH.text(
        "rounds.waiting.go"
    )


def test_what_was_typed_is_never_taken_for_markup(qtbot, window):
    pages = begin(window)
    pages.session.does_not_apply(LEAD, TYPED)
    read(qtbot, window, "compare")
    pages._results._compare.look_at("apart")

    assert not taken_for_markup(results(window))
