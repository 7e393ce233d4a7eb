"""One widget for every chart; its parts are buttons that Tab and the arrows reach."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from model.overview import Cell, CellGroup, Mark
from model.reporting.charts import Bar, category_bars, heat_map, radar
from model.scoring import Range
from ui.widgets.chart_view import ChartView

WORDS = {mark: str(mark) for mark in Mark}


def settle():
    for _ in range(10):
        QApplication.processEvents()


def cells(*numbers):
    return CellGroup(
        name="Network",
        cells=tuple(
            Cell(id=f"d{n}", code=f"NW.{n}", value=Fraction(50), marks=()) for n in numbers
        ),
    )


def named(*numbers):
    return {f"d{n}": f"NW.{n}: 50" for n in numbers}


def draw_map(*numbers):
    return partial(heat_map, [cells(*numbers)], WORDS)


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    column = QVBoxLayout(made)
    made.before, made.chart, made.after = (
        QPushButton("before"),
        ChartView(760),
        QPushButton("after"),
    )
    for part in (made.before, made.chart, made.after):
        column.addWidget(part)
    column.addStretch(1)
    made.resize(700, 500)
    made.chart.show_chart(draw_map(1, 2, 3, 4), "The map", named(1, 2, 3, 4))
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    settle()
    return made


def parts(chart):
    return [part for part in chart.findChildren(QPushButton) if part.isVisible()]


def test_a_chart_and_its_parts_have_names(window):
    assert window.chart.accessibleName() == "The map"
    assert [part.accessibleName() for part in parts(window.chart)] == list(
        named(1, 2, 3, 4).values()
    )
    assert [part.toolTip() for part in parts(window.chart)] == list(named(1, 2, 3, 4).values())


def test_the_parts_are_one_stop_of_the_tab_key(qtbot, window):
    window.before.setFocus()

    qtbot.keyClick(window.before, Qt.Key.Key_Tab)
    first = QApplication.focusWidget()
    qtbot.keyClick(first, Qt.Key.Key_Tab)

    assert first is parts(window.chart)[0]
    assert window.after.hasFocus()


def test_arrows_move_from_part_to_part_and_tab_comes_back_to_the_last(qtbot, window):
    parts(window.chart)[0].setFocus()

    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    third = QApplication.focusWidget()
    qtbot.keyClick(third, Qt.Key.Key_Left)
    second = QApplication.focusWidget()
    window.after.setFocus()
    qtbot.keyClick(window.after, Qt.Key.Key_Backtab)

    assert (third, second) == (parts(window.chart)[2], parts(window.chart)[1])
    assert second.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_key_opens_a_part(qtbot, window, key):
    part = parts(window.chart)[1]
    part.setFocus()

    with qtbot.waitSignal(window.chart.opened, timeout=1000) as opened:
        qtbot.keyClick(part, key)

    assert opened.args == ["d2"]


def test_a_click_on_the_drawing_opens_what_is_drawn_there(qtbot, window):
    part = parts(window.chart)[2]

    with qtbot.waitSignal(window.chart.opened, timeout=1000) as opened:
        qtbot.mouseClick(part, Qt.MouseButton.LeftButton)

    assert opened.args == ["d3"]


def test_parts_lie_where_they_are_drawn(window):
    chart = window.chart
    picture = chart.grab().toImage()
    ground = chart.palette().color(QPalette.ColorRole.Base)

    for part in parts(chart):
        inside = picture.pixelColor(part.geometry().center() * chart.devicePixelRatio())
        assert inside != ground
        assert chart.rect().contains(part.geometry())


def test_new_numbers_leave_the_keyboard_where_it_was(window):
    part = parts(window.chart)[1]
    part.setFocus()

    window.chart.show_chart(draw_map(2, 3, 5), "The map", named(2, 3, 5))
    settle()

    assert part.hasFocus()
    assert {p.accessibleName() for p in parts(window.chart)} == set(named(2, 3, 5).values())


def test_a_part_that_goes_leaves_another_for_the_tab_key(qtbot, window):
    parts(window.chart)[0].setFocus()
    window.before.setFocus()

    window.chart.show_chart(draw_map(3, 4), "The map", named(3, 4))
    settle()
    qtbot.keyClick(window.before, Qt.Key.Key_Tab)

    assert QApplication.focusWidget() in parts(window.chart)


def test_a_narrow_chart_is_drawn_higher(window):
    before = window.chart.height()

    window.resize(180, 500)
    settle()

    assert window.chart.height() > before


def test_larger_text_and_other_colours_are_drawn_at_once(window):
    chart, low = window.chart, window.chart.height()
    font = chart.font()
    font.setPixelSize(28)
    chart.setFont(font)
    settle()
    assert chart.height() > low

    before = chart.grab().toImage()
    colours = chart.palette()
    colours.setColor(QPalette.ColorRole.Highlight, QColor("#5ecdbd"))
    chart.setPalette(colours)
    settle()
    assert chart.grab().toImage() != before


def test_any_chart_can_be_shown_and_without_words_nothing_can_be_opened(qtbot):
    chart = ChartView(430, is_centred=True)
    qtbot.addWidget(chart)
    chart.resize(600, 300)
    number = Range(value=Fraction(50), low=Fraction(40), high=Fraction(60), units=4)
    bars = [Bar(name=name, range=number, id=name) for name in "abc"]

    for draw in (partial(category_bars, bars), partial(radar, bars)):
        chart.show_chart(draw, "name")
        chart.show()
        settle()
        assert parts(chart) == []
        assert not chart.grab().isNull()
        assert chart.height() > 30
