"""A table view as the pages use it: whole rows, sortable, opened with Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QSortFilterProxyModel,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QScrollArea,
    QTableView,
)

from ui.tables.row_table import ID_ROLE, RowTable
from ui.widgets.whole_text import WholeText

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from PySide6.QtGui import QKeyEvent, QResizeEvent


_WIDEST = 17
"""Letters of a column that does not take the rest of the width."""

_NARROWEST = 7
"""Letters of any column."""

_FEW, _FEW_CELLS = 60, 400
"""Rows and cells that are all measured at once; of more, only those on screen are."""


class Table(QTableView):
    """Shows a RowTable; `opened` tells the id of a row that was clicked twice or entered."""

    opened = Signal(str)
    chosen = Signal(str)
    selected = Signal()

    def __init__(self, rows: RowTable) -> None:
        super().__init__()
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSourceModel(rows)
        self._proxy.setFilterKeyColumn(-1)
        self._proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._proxy.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setModel(self._proxy)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self._wraps = False
        self._whole = WholeText(self)
        self._rewrap = QTimer(self)
        self._rewrap.setSingleShot(True)
        self._rewrap.setInterval(0)
        self._rewrap.timeout.connect(self._fit_again)
        self._fitted: set[int] = set()
        self.verticalScrollBar().valueChanged.connect(self._fit_shown)
        self._proxy.layoutChanged.connect(self._on_rows_changed)
        for told in (self._proxy.modelReset, self._proxy.rowsInserted, self._proxy.rowsRemoved):
            told.connect(self._on_rows_changed)
        self.horizontalHeader().sectionResized.connect(self._on_width_changed)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ID_ROLE)))
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)

    def fit(self, stretched: int) -> None:
        """Give each column its room; the stretched one takes the rest."""
        header = self.horizontalHeader()
        header.setMinimumSectionSize(self.fontMetrics().averageCharWidth() * _NARROWEST)
        for column in range(self._proxy.columnCount()):
            mode = QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(
                column, QHeaderView.ResizeMode.Stretch if column == stretched else mode
            )

    def share_width(self, digits: Mapping[int, int]) -> None:
        """Give some columns room for a number of digits; the others share what is left.

        Nothing is measured but the headings, so that thousands of rows cost nothing, and
        nothing scrolls sideways.
        """
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._share(digits)

    def _share(self, digits: Mapping[int, int]) -> None:
        header = self.horizontalHeader()
        digit = self.fontMetrics().horizontalAdvance("0")
        for column in range(self._proxy.columnCount()):
            if column in digits:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
                wide = max(digits[column] * digit, header.sectionSizeHint(column))
                header.resizeSection(column, wide)
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def wrap(self, digits: Mapping[int, int] | None = None) -> None:
        """Share the width between the columns, and make each row as high as its texts need.

        Args:
            digits: columns that get room for a number of digits only; None for none.
        """
        self._share(digits or {})
        if not self._wraps:
            self._wraps = True
            self.setItemDelegate(self._whole)
        self._whole.forget()
        self._fit_heights()

    def shown_ids(self) -> list[str]:
        """Return the ids of the rows on screen, from top to bottom."""
        return [str(self._proxy.index(row, 0).data(ID_ROLE)) for row in self._shown()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_shown()

    def _shown(self) -> Iterator[int]:
        row = max(0, self.rowAt(0))
        while row < self._proxy.rowCount():
            if self.rowViewportPosition(row) >= self.viewport().height():
                return
            yield row
            row += 1

    def _are_few(self) -> bool:
        rows = self._proxy.rowCount()
        return rows <= _FEW and rows * self._proxy.columnCount() <= _FEW_CELLS

    def _fit_again(self) -> None:
        """Fit the heights; the chosen row stays on screen where it is on screen."""
        chosen = self.currentIndex()
        is_shown = chosen.isValid() and chosen.row() in self._shown()
        self._fit_heights()
        if is_shown:
            self._show_row(chosen.row())

    def _fit_heights(self) -> None:
        """Make rows as high as their texts; of many, others than those on screen are guessed."""
        self._fitted.clear()
        if self._are_few():
            self.resizeRowsToContents()
            return
        guessed = self.sizeHintForRow(0) + 1
        if self.verticalHeader().defaultSectionSize() != guessed:
            self.verticalHeader().setDefaultSectionSize(guessed)
        self._fit_shown()

    def _fit_shown(self) -> None:
        if not self._wraps or self._are_few():
            return
        for row in self._shown():
            self._fit_row(row)

    def _fit_row(self, row: int) -> None:
        if row not in self._fitted:
            self._fitted.add(row)
            self.resizeRowToContents(row)

    def _show_row(self, row: int) -> None:
        """Scroll to a row, after measuring what stands above it then."""
        if not self._wraps or self._are_few():
            return
        room, above = self.viewport().height(), row
        while room > 0 and above >= 0:
            self._fit_row(above)
            room -= self.rowHeight(above)
            above -= 1
        self.updateGeometries()  # else the last rows are taken to be where they were guessed
        self.scrollTo(self._proxy.index(row, 0))
        self._fit_shown()

    def _on_rows_changed(self) -> None:
        self._fitted.clear()
        if self._wraps:
            self._rewrap.start()

    def _on_width_changed(self, _column: int, _before: int, _after: int) -> None:
        if self._wraps:
            self._rewrap.start()

    def tell_sorting(self, column: int, *, descending: bool) -> None:
        """Show what the rows are sorted by, where someone else sorts them."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        blocked = header.blockSignals(True)
        header.setSortIndicator(column, order)
        header.blockSignals(blocked)

    def row_height(self, pixels: int) -> None:
        """Give every row the same height."""
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(pixels)

    def search(self, words: str) -> int:
        """Show only rows that contain some words; returns how many there are."""
        self._proxy.setFilterFixedString(words)
        return self._proxy.rowCount()

    def current_id(self) -> str | None:
        """Return the id of the chosen row; None where none is chosen."""
        index = self.currentIndex()
        return str(index.data(ID_ROLE)) if index.isValid() else None

    def choose(self, row_id: str) -> None:
        """Choose a row by its id, if it is shown."""
        for number in range(self._proxy.rowCount()):
            if self._proxy.index(number, 0).data(ID_ROLE) == row_id:
                # Not selectRow: with Ctrl held it would take the choice of a row away.
                flags = QItemSelectionModel.SelectionFlag
                index = self._proxy.index(number, max(0, self.currentIndex().column()))
                self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
                self._show_row(number)
                return

    def allow_many(self) -> None:
        """Let several rows be chosen, with Shift, Ctrl, or all with Ctrl+A; `selected` tells."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.selectionModel().selectionChanged.connect(lambda *_: self.selected.emit())

    def selected_ids(self) -> tuple[str, ...]:
        """Return the ids of all chosen rows, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(str(self._proxy.index(row, 0).data(ID_ROLE)) for row in rows)

    def choose_many(self, ids: Collection[str], current: str | None) -> None:
        """Choose several rows, those of them that are shown; the keyboard is on one of them."""
        if current is not None:
            self.choose(current)
        wanted = QItemSelection()
        for number in range(self._proxy.rowCount()):
            index = self._proxy.index(number, 0)
            if index.data(ID_ROLE) in ids:
                wanted.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(wanted, flags.ClearAndSelect | flags.Rows)

    def sizeHintForColumn(self, column: int) -> int:
        """Let a long name take some room, and no more; the tool tip has all of it."""
        widest = self.fontMetrics().averageCharWidth() * _WIDEST
        return min(super().sizeHintForColumn(column), widest)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chosen = self.current_id()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and chosen:
            self.opened.emit(chosen)
        else:
            super().keyPressEvent(event)
            self._bring_to_view()

    def _bring_to_view(self) -> None:
        """Let the page scroll to the chosen row where the page is smaller than the table."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        inside = area.widget() if area is not None else None
        if area is None or inside is None or not self.currentIndex().isValid():
            return
        row = self.visualRect(self.currentIndex())
        for corner in (row.bottomLeft(), row.topLeft()):
            at = self.viewport().mapTo(inside, corner)
            area.ensureVisible(0, at.y(), 0, 1)

    def _on_row_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            if self.hasAutoScroll():  # not while the mouse chooses a row that is there already
                self._show_row(current.row())
            self.chosen.emit(current.data(ID_ROLE))
