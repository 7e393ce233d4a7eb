from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QTableView

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
from ui.presenters.results_card import GapLine, StrengthLine
from ui.presenters.results_presenter import ResultsPresenter
from ui.widgets.chart_view import ChartView


def make_card(session):
    view = FakeView()
    ResultsPresenter(session, EN, view).refresh()
    return view.card


FULL, EMPTY = make_card(sample_session()), make_card(make_session())
GAP = GapLine(question_id="NW.1-Q1", duty=IMAGE, text=WORDS, reason=BOLD)


NUMBERS = (
    "share",
    "grade",
    "range",
    "verified",
    "orphan_share",
    "clarity",
    "completeness",
    "beyond",
)


def number(page, name):
    return page.findChild(QPushButton, f"number.{name}")


def chart_parts(page, name):
    return page.findChild(ChartView, name).findChildren(QPushButton)


@pytest.fixture
def page(open_page):
    made = open_page(ResultsPage())
    made.show_card(FULL)
    settle()
    return made


def test_the_headline_is_shown_and_named(page):
    assert labels_with(page, "41")
    assert number(page, "share").accessibleName() == "Share carried 41: show the arithmetic"
    assert FULL.share.text in number(page, "range").accessibleName()
    assert FULL.grade in number(page, "grade").accessibleName()
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

    assert number(page, "share").accessibleName().startswith("Share carried –")
    assert not page.grab().isNull()


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_each_number_opens_its_arithmetic_by_key(qtbot, page, name, key):
    opened = number(page, name)
    opened.setFocus()

    with qtbot.waitSignal(page.number_requested, timeout=1000) as asked:
        qtbot.keyClick(opened, key)

    assert asked.args == [name]


def test_the_names_of_the_numbers_tell_them_apart(page):
    names = [number(page, name).accessibleName() for name in NUMBERS]

    assert len(set(names)) == len(NUMBERS)
    assert all(EN.text("results.open", text="").strip() in name for name in names)


def test_a_click_anywhere_on_a_number_opens_it(qtbot, page):
    opened = number(page, "clarity")
    inside = opened.findChildren(QLabel)[-1].geometry().center()

    with qtbot.waitSignal(page.number_requested, timeout=1000) as asked:
        qtbot.mouseClick(opened, Qt.MouseButton.LeftButton, pos=inside)

    assert asked.args == ["clarity"]


def test_each_bar_opens_the_arithmetic_of_its_category(qtbot, page):
    bars = chart_parts(page, "bars")
    told = heard(page.number_requested)

    for bar in bars:
        bar.setFocus()
        qtbot.keyClick(bar, Qt.Key.Key_Return)

    assert told == [line.number for line in FULL.categories]


def test_each_cell_opens_the_arithmetic_of_its_responsibility(qtbot, page):
    cells = chart_parts(page, "map")
    told = heard(page.arithmetic_requested)

    for cell in cells:
        cell.click()

    assert told == list(FULL.map.cells)
    assert [cell.accessibleName() for cell in cells] == list(FULL.map.cells.values())


def test_the_charts_say_the_same_in_words(page):
    name_of = {
        name: page.findChild(ChartView, name).accessibleName() for name in ("bars", "radar", "map")
    }

    assert name_of["bars"] == FULL.categories_text
    assert FULL.categories_text in name_of["radar"]
    assert FULL.map.text in name_of["map"]
    assert labels_with(page, FULL.map.text)


@pytest.mark.parametrize(("count", "is_there"), [(0, False), (2, False), (3, True), (5, True)])
def test_a_radar_needs_three_categories(page, count, is_there):
    page.show_card(replace(FULL, categories=FULL.categories[:count]))
    settle()

    assert page.findChild(ChartView, "radar").isVisible() == is_there


@pytest.mark.parametrize(("width", "is_beside"), [(1200, True), (600, False)])
def test_the_radar_stands_beside_the_bars_where_there_is_room(page, width, is_beside):
    page.resize(width, 700)
    settle()

    bars, shape = page.findChild(ChartView, "bars"), page.findChild(ChartView, "radar")
    assert (shape.x() > bars.x() + bars.width() - 1) == is_beside


def test_what_is_carried_best_opens_its_arithmetic(qtbot, page):
    told = heard(page.arithmetic_requested)

    for line in FULL.strengths:
        made = page.findChild(QPushButton, f"strength.{line.duty_id}")
        assert line.name in made.accessibleName()
        assert line.text in made.accessibleName()
        made.setFocus()
        qtbot.keyClick(made, Qt.Key.Key_Return)

    assert told == [line.duty_id for line in FULL.strengths]


def test_nothing_carried_well_is_said_honestly(page):
    page.show_card(replace(FULL, strengths=()))

    assert labels_with(page, EN.text("results.strengths.none"))


def test_changes_are_shown_where_there_is_a_round_before(page):
    title = EN.text("results.changes")
    assert not any(label.isVisible() for label in labels_with(page, title))

    page.show_card(replace(FULL, changes=("Share carried: 38 → 41", "Better (1): NW.1")))
    settle()

    assert all(label.isVisible() for label in labels_with(page, title))
    assert labels_with(page, "38 → 41")
    assert labels_with(page, "Better (1): NW.1")


def test_showing_the_card_again_leaves_the_keyboard_where_it_was(page):
    cell = chart_parts(page, "map")[3]
    cell.setFocus()

    page.show_card(replace(FULL, grade="Grade C"))
    settle()

    assert cell.hasFocus()


def test_tab_follows_the_page_from_top_to_bottom(qtbot, page):
    page.show_card(FULL)
    settle()
    stops, now = [], number(page, "share")
    now.setFocus()
    while now not in stops:
        stops.append(now)
        qtbot.keyClick(now, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()

    tops = [stop.mapTo(page.widget(), stop.rect().topLeft()).y() for stop in stops]
    assert len(stops) >= 8 + 2 + len(FULL.gaps) + len(FULL.strengths) + 3
    assert tops == sorted(tops)


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
            strengths=(StrengthLine(duty_id="x", name=IMAGE, text=BOLD),),
            changes=(WORDS,),
            map=replace(FULL.map, text=BOLD, cells=dict.fromkeys(FULL.map.cells, IMAGE)),
            duties=(("x", (IMAGE, BOLD, "1", "2")),),
        )
    )

    assert taken_for_markup(page) == []
    assert len(labels_with(page, "<img")) >= 4
