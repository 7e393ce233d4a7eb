from __future__ import annotations

import pytest
from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtTest import QAbstractItemModelTester

from tests.ui.pages.helpers import WORDS, heard
from ui.tables.row_table import ID_ROLE, RowTable

HEADINGS = ("Name", "Value")
ROWS = [("a", ("Alpha", "10")), ("b", ("Beta", "9")), ("c", ("晨光", "–"))]


@pytest.fixture
def table(qapp):
    made = RowTable(numbers=frozenset({1}))
    made.show_rows(HEADINGS, ROWS)
    return made


def texts(model):
    return [
        tuple(model.index(row, column).data() for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


@pytest.mark.parametrize("rows", [ROWS, ROWS[:1], []], ids=["three", "one", "none"])
def test_qt_finds_nothing_wrong_with_the_model(table, rows):
    """The tester warns, and a warning fails the test."""
    tester = QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Warning)
    table.show_rows(HEADINGS, rows)
    table.show_row("a", ("Alpha", "11"))
    table.show_rows(("Only",), [("x", ("one",))])
    table.show_rows(HEADINGS, ROWS)

    assert tester.model() is table


def test_qt_finds_nothing_wrong_while_it_is_sorted_and_searched(table):
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(table)
    tester = QAbstractItemModelTester(proxy, QAbstractItemModelTester.FailureReportingMode.Warning)
    proxy.sort(0, Qt.SortOrder.DescendingOrder)
    proxy.setFilterKeyColumn(-1)
    proxy.setFilterFixedString("a")
    table.show_row("b", ("Gamma", "9"))
    table.show_rows(HEADINGS, ROWS[1:])

    assert tester.model() is proxy


def test_rows_are_shown_in_the_order_given(table):
    assert texts(table) == [row for _, row in ROWS]
    assert [table.index(n, 0).data(ID_ROLE) for n in range(3)] == ["a", "b", "c"]


def test_one_row_shown_again_changes_alone(table):
    changes = heard(table.dataChanged)

    table.show_row("b", ("Beta", "8"))

    assert texts(table)[1] == ("Beta", "8")
    first, last, _roles = changes[0]
    assert (first.row(), last.row(), last.column()) == (1, 1, 1)


def test_a_row_that_is_not_there_changes_nothing(table):
    changes = heard(table.dataChanged)

    table.show_row("z", ("Zeta", "1"))

    assert changes == []
    assert len(texts(table)) == 3


def test_figures_stand_to_the_right_with_their_heading(table):
    role = Qt.ItemDataRole.TextAlignmentRole

    assert Qt.AlignmentFlag(table.index(0, 1).data(role)) & Qt.AlignmentFlag.AlignRight
    assert table.index(0, 0).data(role) is None
    heading = table.headerData(1, Qt.Orientation.Horizontal, role)
    assert Qt.AlignmentFlag(heading) & Qt.AlignmentFlag.AlignRight


def test_headings_are_named_and_rows_are_not(table):
    assert table.headerData(0, Qt.Orientation.Horizontal) == "Name"
    assert table.headerData(5, Qt.Orientation.Horizontal) is None
    assert table.headerData(0, Qt.Orientation.Vertical) is None


def test_nothing_can_be_edited(table):
    assert not table.flags(table.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    assert table.setData(table.index(0, 0), "other") is False


def test_a_tool_tip_shows_hostile_words_as_words(table):
    table.show_rows(HEADINGS, [("a", (WORDS, ""))])

    tip = table.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)

    assert table.index(0, 0).data() == WORDS
    assert "<img" not in tip
    assert "<b>" not in tip


def test_titles_are_bold_and_other_rows_are_not(table):
    table.show_as_titles(frozenset({"b"}))
    table.show_rows(HEADINGS, ROWS)
    fonts = [table.index(row, 0).data(Qt.ItemDataRole.FontRole) for row in range(3)]

    assert [font is not None and font.bold() for font in fonts] == [False, True, False]
