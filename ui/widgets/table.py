"""A table view as the pages use it: whole rows, sortable, opened with Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.tables.row_table import ID_ROLE, RowTable

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


_WIDEST = 17
"""Letters of a column that does not take the rest of the width."""

_NARROWEST = 7
"""Letters of any column."""


class Table(QTableView):
    """Shows a RowTable; `opened` tells the id of a row that was clicked twice or entered."""

    opened = Signal(str)
    chosen = Signal(str)

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
                self.selectRow(number)
                return

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

    def _on_row_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.data(ID_ROLE))
