"""Cells and rows that are high enough for all of their text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

if TYPE_CHECKING:
    from ui.tables.row_table import Index

_NO_LIMIT = 100_000
"""Pixels that no text is high."""


class WholeText(QStyledItemDelegate):
    """Makes cells high enough for all of their text.

    Qt breaks lines as if the padding of the style sheet were not there, and so too late.
    """

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._around: dict[tuple[int, bool], QSize] = {}

    def forget(self) -> None:
        """Measure the padding again; the style may be another."""
        self._around.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        width = self._width(option)
        # A column may have pictures, and some rows of it boxes, which take their room.
        kind = (index.column(), index.data(int(Qt.ItemDataRole.CheckStateRole)) is not None)
        if kind not in self._around:
            self._around[kind] = self._measure(option, index, QSize(width, hint.height()))
        around = self._around[kind]
        room = QRect(0, 0, width - around.width(), _NO_LIMIT)
        text = str(index.data() or "")
        lines = self._view.fontMetrics()
        needs = lines.boundingRect(room, Qt.TextFlag.TextWordWrap, text).height()
        return hint.expandedTo(QSize(0, needs + around.height()))

    def _width(self, option: QStyleOptionViewItem) -> int:
        """Return the width of a cell; a list does not tell it."""
        if isinstance(self._view, QListView):
            return self._view.viewport().width() - 2 * self._view.spacing()
        return option.rect.width()

    def _measure(self, option: QStyleOptionViewItem, index: Index, size: QSize) -> QSize:
        """Return how much smaller the text of a cell is than the cell."""
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        drawn.rect = QRect(QPoint(0, 0), size)
        style, part = self._view.style(), QStyle.SubElement.SE_ItemViewItemText
        inside = style.subElementRect(part, drawn, self._view)
        side = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, drawn, self._view) + 1
        return size - inside.size() + QSize(2 * side, 0)
