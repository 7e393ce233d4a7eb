"""A read-only table over plain rows: one text a cell, one id a row."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QIcon

Index = QModelIndex | QPersistentModelIndex
ID_ROLE = int(Qt.ItemDataRole.UserRole)
_NOWHERE = QModelIndex()


class RowTable(QAbstractTableModel):
    """Rows as a presenter words them."""

    more_wanted = Signal()

    def __init__(self, numbers: frozenset[int] = frozenset()) -> None:
        """Args: numbers: columns whose texts are figures, set to the right."""
        super().__init__()
        self._headings: tuple[str, ...] = ()
        self._rows: list[tuple[str, tuple[str, ...]]] = []
        self._places: dict[str, int] = {}
        self._has_more = False
        self._numbers = numbers
        self._icon_of: Callable[[str], QIcon] | None = None
        self._titles: frozenset[str] = frozenset()

    def draw_with(self, icon_of: Callable[[str], QIcon]) -> None:
        """Draw a picture at the start of each row; it is asked for by the id of a row on screen."""
        self._icon_of = icon_of

    def show_as_titles(self, ids: frozenset[str]) -> None:
        """Set the rows of some ids in bold from the next `show_rows` on."""
        self._titles = ids

    def show_rows(
        self,
        headings: Sequence[str],
        rows: Sequence[tuple[str, tuple[str, ...]]],
        *,
        has_more: bool = False,
    ) -> None:
        """Show new rows, each an id and its texts.

        Args:
            headings: of the columns.
            rows: in their order.
            has_more: `more_wanted` asks for the rows that follow once they are needed.
        """
        self.beginResetModel()
        self._headings = tuple(headings)
        self._rows = list(rows)
        self._places = {row_id: number for number, (row_id, _) in enumerate(self._rows)}
        self._has_more = has_more
        self.endResetModel()

    def add_rows(
        self, rows: Sequence[tuple[str, tuple[str, ...]]], *, has_more: bool = False
    ) -> None:
        """Show rows that follow those that are there."""
        self._has_more = has_more
        if not rows:
            return
        first = len(self._rows)
        self.beginInsertRows(_NOWHERE, first, first + len(rows) - 1)
        self._rows.extend(rows)
        self._places.update((row_id, first + number) for number, (row_id, _) in enumerate(rows))
        self.endInsertRows()

    def show_row(self, row_id: str, texts: tuple[str, ...]) -> None:
        """Show one row again."""
        number = self._places.get(row_id)
        if number is not None:
            self._rows[number] = (row_id, texts)
            self.dataChanged.emit(self.index(number, 0), self.index(number, len(texts) - 1))

    def canFetchMore(self, parent: Index = _NOWHERE) -> bool:
        return not parent.isValid() and self._has_more

    def fetchMore(self, parent: Index = _NOWHERE) -> None:
        """Ask once for the rows that follow."""
        if self.canFetchMore(parent):
            self._has_more = False
            self.more_wanted.emit()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        row_id, texts = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return texts[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<span>{html.escape(texts[index.column()])}</span>"  # never taken as rich text
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in self._numbers:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0 and self._icon_of:
            return self._icon_of(row_id)
        by_id = {ID_ROLE: row_id, int(Qt.ItemDataRole.FontRole): self._font_of(row_id)}
        return by_id.get(int(role))

    def _font_of(self, row_id: str) -> QFont | None:
        if row_id not in self._titles:
            return None
        font = QFont()
        font.setBold(True)
        return font

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._headings):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignRight
                if section in self._numbers
                else Qt.AlignmentFlag.AlignLeft
            )
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None
