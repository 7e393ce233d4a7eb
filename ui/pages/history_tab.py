"""History: filters, the list of changes, and whether it is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit

from ui.tables.row_table import RowTable
from ui.widgets.basics import GAP, Flow, Scrolled, button, label, row, set_look
from ui.widgets.choice_box import choice_box, fill_choices
from ui.widgets.table import Table

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QResizeEvent

    from ui.presenters.history_presenter import HistoryCard

_PAUSE = 250
"""Milliseconds without a key after which the words count as typed."""

_REST = 20
"""Milliseconds between two times that are told as idle."""

_LETTERS = 16


class HistoryTab(Scrolled):
    """Shows changes; `narrowed` tells person, kind and words."""

    narrowed = Signal(str, str, str)
    older_requested = Signal()
    newer_requested = Signal()
    idle = Signal()

    def __init__(self) -> None:
        super().__init__(margin=0, gap=GAP)
        self.setObjectName("history")
        self._chain, self._count = label(role="strong"), label(role="muted")
        self._person = choice_box("history-person", _LETTERS)
        self._kind = choice_box("history-kind", _LETTERS)
        self._sought = QLineEdit()
        self._sought.setObjectName("history-words")
        self._sought.setClearButtonEnabled(True)
        self._sought.setMaxLength(100)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_PAUSE)
        self._typed.timeout.connect(self._tell)
        self._sought.textEdited.connect(lambda _: self._typed.start())
        for made in (self._person, self._kind):
            made.activated.connect(lambda _: self._tell())
        self._rows = RowTable()
        self._table = Table(self._rows)
        self._table.setObjectName("history-rows")
        self._newer = button(icon_name="chevron-left", on_click=self.newer_requested.emit)
        self._newer.setObjectName("history-newer")
        self._older = button(icon_name="chevron-right", on_click=self.older_requested.emit)
        self._older.setObjectName("history-older")
        self._idle = QTimer(self)
        self._idle.timeout.connect(self.idle)
        self._lay_out()

    def show_card(self, card: HistoryCard) -> None:
        """Show the newest changes that fit."""
        words = card.words
        self._chain.setText(card.chain)
        set_look(self._chain, "role", "strong" if card.is_whole else "danger")
        fill_choices(self._person, card.people, card.person, words["history.person"])
        fill_choices(self._kind, card.kinds, card.kind, words["history.kind"])
        self._sought.setPlaceholderText(words["history.words"])
        self._sought.setAccessibleName(words["history.words"])
        chosen = self._table.current_id()
        self._rows.show_rows(card.headings, card.rows)
        self._table.setAccessibleName(words["tab.history"])
        self._table.wrap()
        if chosen:
            self._table.choose(chosen)
        self._count.setText(card.count)
        self._newer.setText(words["history.newer"])
        self._older.setText(words["history.older"])
        self._newer.setEnabled(card.has_newer)
        self._older.setEnabled(card.has_older)
        for made in (self._newer, self._older):
            made.setVisible(card.has_newer or card.has_older)
        self._idle.start(_REST)

    def stop_idle(self) -> None:
        """Say no more that there is nothing to do."""
        self._idle.stop()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.stop_idle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the list the height that is left, and at least a few lines; then the tab scrolls."""
        super().resizeEvent(event)
        line = self.fontMetrics().height()
        self._table.setMinimumHeight(max(line * 10, self.height() - line * 13))

    def _lay_out(self) -> None:
        column = self.column
        column.setContentsMargins(0, GAP, GAP, 0)
        column.addWidget(self._chain)
        filters = Flow()
        for made in (self._person, self._kind, self._sought):
            filters.addWidget(made)
        column.addLayout(filters)
        column.addWidget(self._table, stretch=1)
        column.addWidget(self._count)
        column.addLayout(row(self._newer, self._older, 0))

    def _tell(self) -> None:
        self._typed.stop()
        person, kind = self._person.currentData(), self._kind.currentData()
        self.narrowed.emit(str(person), str(kind), self._sought.text())
