"""The list of assessments: search, sort, open, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.tables.row_table import RowTable
from ui.widgets.basics import GAP, PAGE_MARGIN, Flow, button, label, row
from ui.widgets.table import Table

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.presenters.home_presenter import HomeCard, HomeRow

_COLUMNS = ("organisation", "service", "provider", "model", "answered", "share", "state", "changed")
_NEEDED_ROOM = {"state": 58, "model": 52, "provider": 46, "changed": 38, "answered": 31}
"""Width of the page, in lines of text, below which a column is left out."""


class AssessmentList(QWidget):
    """Shows rows; what the user wants with one is told by signals."""

    open_requested = Signal(str)
    delete_requested = Signal(str)
    new_requested = Signal()
    sample_requested = Signal()
    file_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._title, self._intro = label(role="title"), label(role="muted")
        self._search = QLineEdit()
        self._search.setObjectName("search")
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._on_search)
        self._rows = RowTable(numbers=frozenset({4, 5}))
        self._table = Table(self._rows)
        self._table.setObjectName("assessments")
        self._table.setSortingEnabled(True)
        self._table.sortByColumn(len(_COLUMNS) - 1, Qt.SortOrder.DescendingOrder)
        self._table.opened.connect(self.open_requested)
        self._table.chosen.connect(lambda _: self._update_buttons())
        self._nothing = label(role="muted")
        self._open = button(icon_name="folder-open", on_click=self._on_open)
        self._delete = button(kind="ghost", icon_name="trash-2", on_click=self._on_delete)
        new = button(kind="primary", icon_name="plus", on_click=self.new_requested.emit)
        new.setObjectName("new")
        sample = button(kind="ghost", icon_name="sparkles", on_click=self.sample_requested.emit)
        file = button(kind="ghost", icon_name="file-text", on_click=self.file_requested.emit)
        self._buttons: tuple[tuple[QPushButton, str], ...] = (
            (new, "new"),
            (file, "open_file"),
            (sample, "sample"),
            (self._open, "open"),
            (self._delete, "delete"),
        )
        self._lay_out()

    def show_card(self, card: HomeCard) -> None:
        """Show the rows, and say everything in the language of the card."""
        words = card.words
        self._title.setText(words["title"])
        self._intro.setText(words["intro"])
        self._search.setPlaceholderText(words["search"])
        self._search.setAccessibleName(words["search"])
        self._nothing.setText(words["nothing_found"])
        self._table.setAccessibleName(words["table"])
        for made, key in self._buttons:
            made.setText(words[key])
        headings = [words[f"column.{name}"] for name in _COLUMNS]
        chosen = self._table.current_id()
        self._rows.show_rows(headings, [(r.id, _texts(r)) for r in card.rows])
        self._table.fit(stretched=1)
        self._table.row_height(self.fontMetrics().height() + 26)
        ids = [r.id for r in card.rows]
        self._table.choose(chosen if chosen in ids else ids[0])
        self._on_search(self._search.text())

    def show_row(self, shown: HomeRow) -> None:
        """Show one line again, now with its score."""
        self._rows.show_row(shown.id, _texts(shown))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the columns that matter least where there is no room."""
        super().resizeEvent(event)
        room = self.width() / self.fontMetrics().height()
        for name, needed in _NEEDED_ROOM.items():
            self._table.setColumnHidden(_COLUMNS.index(name), room < needed)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        column.setSpacing(GAP)
        column.addWidget(self._title)
        column.addWidget(self._intro)
        actions = Flow()
        for made, _ in self._buttons[:3]:
            actions.addWidget(made)
        column.addLayout(actions)
        column.addWidget(self._search)
        column.addWidget(self._table, stretch=1)
        column.addWidget(self._nothing)
        column.addLayout(row(self._open, 0, self._delete))

    def _on_search(self, words: str) -> None:
        self._nothing.setVisible(self._table.search(words.strip()) == 0)
        self._update_buttons()

    def _on_open(self) -> None:
        if chosen := self._table.current_id():
            self.open_requested.emit(chosen)

    def _on_delete(self) -> None:
        if chosen := self._table.current_id():
            self.delete_requested.emit(chosen)

    def _update_buttons(self) -> None:
        is_chosen = self._table.current_id() is not None
        self._open.setEnabled(is_chosen)
        self._delete.setEnabled(is_chosen)


def _texts(shown: HomeRow) -> tuple[str, ...]:
    return (
        shown.organisation,
        shown.service,
        shown.provider,
        shown.model,
        shown.answered,
        shown.share,
        shown.state,
        shown.changed,
    )
