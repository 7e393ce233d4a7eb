"""A few rows of words side by side, such as two results; for more, there is the table."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from ui.widgets.basics import GAP, clear, label


class Lines(QWidget):
    """Rows of words under headings; the first column names the row."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GAP)
        self._grid.setVerticalSpacing(6)

    def show_rows(self, rows: tuple[tuple[str, ...], ...]) -> None:
        """Show rows, the headings first."""
        clear(self._grid)
        for number, cells in enumerate(rows):
            for column, words in enumerate(cells):
                role = "caption" if not number else "body" if not column else "strong"
                self._grid.addWidget(label(words, role), number, column)
        for column in range(len(rows[0]) if rows else 0):
            self._grid.setColumnStretch(column, 2 if not column else 1)
