from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QTableView

from model.scoring import Range
from tests.ui.pages.helpers import (
    BOLD,
    IMAGE,
    WORDS,
    heard,
    labels_with,
    settle,
    taken_for_markup,
)
from tests.ui.presenters.fakes import EN, FakeView, audited_session, make_session, sample_session
from ui.pages.results_page import ResultsPage
from ui.presenters.results_presenter import GapLine, ResultsPresenter


def make_card(session):
    view = FakeView()
    ResultsPresenter(session, EN, view).refresh()
    return view.card


FULL, EMPTY = make_card(sample_session()), make_card(make_session())
GAP = GapLine(question_id="NW.1-Q1", duty=IMAGE, text=WORDS, reason=BOLD)


@pytest.fixture
def page(open_page):
    made = open_page(ResultsPage())
    made.show_card(FULL)
    settle()
    return made


def test_the_headline_is_shown_and_named(page):
    assert page._share.text() == "41"
    assert page._share.accessibleName() == "Share carried 41"
    assert page._share_bar.accessibleName() == FULL.share.text
    assert labels_with(page, FULL.grade)


def test_each_of_the_other_numbers_has_its_name_and_meaning(page):
    for tile in FULL.tiles:
        assert labels_with(page, tile.name)
        assert labels_with(page, tile.text)


def test_without_findings_there_is_no_switch(page):
    assert not page._voices.isVisible()
    assert not page._voice_text.isVisible()


def test_the_switch_between_claim_and_finding_is_told_and_keeps_the_focus(qtbot, page):
    audited = make_card(audited_session())
    page.show_card(audited)
    settle()
    told = heard(page.voice_chosen)
    finding = page.findChild(QPushButton, "voice.auditor")

    finding.setFocus()
    qtbot.keyClick(finding, Qt.Key.Key_Space)
    page.show_card(replace(audited, voice="auditor"))

    assert told == ["auditor"]
    assert finding.isChecked()
    assert finding.hasFocus()
    assert labels_with(page, audited.voice_text)


def test_without_answers_only_the_way_to_the_questions_is_shown(qtbot, page):
    page.show_card(EMPTY)

    assert not page._full.isVisible()
    with qtbot.waitSignal(page.questions_requested, timeout=1000):
        page._empty_go.click()


def test_the_first_number_ends_the_empty_page(page):
    page.show_card(EMPTY)
    page.show_card(FULL)

    assert page._full.isVisible()
    assert not page._empty.isVisible()


def test_a_gap_leads_to_its_question(page):
    asked = heard(page.question_requested)

    for made in page.findChildren(QPushButton):
        if made.text() == EN.text("results.gaps.go"):
            made.click()

    assert asked == [gap.question_id for gap in FULL.gaps]


def test_buttons_of_gaps_can_be_told_apart_by_their_names(page):
    names = [
        made.accessibleName()
        for made in page.findChildren(QPushButton)
        if made.text() == EN.text("results.gaps.go")
    ]

    assert len(set(names)) == len(FULL.gaps)


def test_a_closed_gap_leaves_the_page(page):
    page.show_card(replace(FULL, gaps=()))

    assert labels_with(page, EN.text("results.gaps.none"))
    assert not labels_with(page, FULL.gaps[0].reason)


def test_enter_on_a_duty_asks_for_its_arithmetic(qtbot, page):
    view = page.findChild(QTableView, "duties")
    view.selectRow(1)

    with qtbot.waitSignal(page.arithmetic_requested, timeout=1000) as asked:
        qtbot.keyClick(view, Qt.Key.Key_Return)

    assert asked.args == [FULL.duties[1][0]]


def test_the_button_asks_for_all_arithmetic(qtbot, page):
    with qtbot.waitSignal(page.arithmetic_requested, timeout=1000) as asked:
        page.findChild(QPushButton, "arithmetic").click()

    assert asked.args == [""]


def test_every_duty_is_seen_without_scrolling_inside_the_table(page):
    view = page.findChild(QTableView, "duties")

    assert view.model().rowCount() == len(FULL.duties)
    assert not view.verticalScrollBar().isVisible()


@pytest.mark.parametrize(("width", "columns"), [(420, 1), (620, 2), (1200, 3)])
def test_tiles_stand_in_as_many_columns_as_there_is_room_for(page, width, columns):
    page.resize(width, 700)
    settle()

    assert len({tile.x() for tile in page._tiles}) == columns


def test_numbers_without_a_value_are_drawn_empty(page):
    nothing = Range(value=None, low=None, high=None, units=0)

    page.show_card(replace(FULL, share=replace(FULL.share, value="", range=nothing)))

    assert page._share.text() == "–"
    assert not page.grab().isNull()


def test_the_arithmetic_is_shown_as_words_to_read_and_copy(page):
    seen = []

    def look():
        dialog = QApplication.activeModalWidget()
        text = dialog.findChild(QPlainTextEdit)
        seen.append((text.toPlainText(), text.isReadOnly(), taken_for_markup(dialog)))
        dialog.accept()

    QTimer.singleShot(0, look)
    page.show_arithmetic(IMAGE, "Close", (WORDS, "R = 40"))

    assert seen == [(f"{WORDS}\nR = 40", True, [])]


def test_hostile_words_are_shown_as_words(page):
    page.show_card(
        replace(
            FULL,
            grade=BOLD,
            grade_text=IMAGE,
            orphans=WORDS,
            division_gaps=BOLD,
            verified=WORDS,
            gaps=(GAP,),
            duties=(("x", (IMAGE, BOLD, "1", "2")),),
        )
    )

    assert taken_for_markup(page) == []
    assert len(labels_with(page, "<img")) >= 4
