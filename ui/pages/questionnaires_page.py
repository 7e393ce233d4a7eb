"""Questionnaires: the built-in ones, those of the workspace, and drafts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QPushButton

from ui.tables.row_table import RowTable
from ui.widgets.basics import Flow, Scrolled, button, label, line_direction
from ui.widgets.table import Table

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.presenters.questionnaires_presenter import QuestionnairesCard

COUNT = 3
_WIDE = 38
"""Lines of text across which the number of questions has a column of its own."""

ACTIONS = (
    ("copy", "plus", "primary"),
    ("edit", "pencil", "secondary"),
    ("preview", "search", "secondary"),
    ("export", "download", "secondary"),
    ("delete", "trash-2", "secondary"),
)


class QuestionnairesPage(Scrolled):
    """A table and what can be done with its chosen row; `requested` names the action."""

    chosen = Signal(str)
    requested = Signal(str)
    file_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._title, self._intro = label(role="title"), label(role="muted")
        self._about = label()
        self._rows = RowTable(numbers=frozenset({COUNT}))
        self._table = Table(self._rows)
        self._table.setObjectName("questionnaires")
        self._table.chosen.connect(self.chosen)
        self._table.opened.connect(lambda _key: self._on_opened())
        self._file = button(icon_name="folder-open", on_click=self.file_requested.emit)
        self._file.setObjectName("questionnaire.file")
        self._actions: dict[str, QPushButton] = {}
        self._shown: tuple[object, object] | None = None
        self._lay_out()

    def show_card(self, card: QuestionnairesCard) -> None:
        """Show the list, and what can be done with the row chosen."""
        words = card.words
        self._title.setText(words["title"])
        self._intro.setText(words["intro"])
        self._about.setText(card.about)
        self._file.setText(words["file"])
        self._table.setAccessibleName(words["title"])
        for name, made in self._actions.items():
            made.setText(words[name])
            made.setEnabled(name in card.can)
        if self._shown != (card.headings, card.rows):
            self._shown = (card.headings, card.rows)
            self._rows.show_rows(card.headings, card.rows)
            self._table.fit(stretched=0)
            self._table.row_height(self.fontMetrics().height() + 18)
        if self._table.current_id() != card.chosen:
            self._table.choose(card.chosen)

    def focus_first(self) -> None:
        """Put the keyboard on the list."""
        self._table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the list the height that is left, and at least a few rows; titles come first."""
        super().resizeEvent(event)
        line = self.fontMetrics().height()
        self._table.setMinimumHeight(max(line * 9, self.height() - line * 20))
        self._head.setDirection(line_direction(self, _WIDE))
        self._table.setColumnHidden(COUNT, self.width() < line * _WIDE)

    def _on_opened(self) -> None:
        for name in ("edit", "preview"):
            if self._actions[name].isEnabled():
                self.requested.emit(name)
                return

    def _lay_out(self) -> None:
        column = self.column
        head = self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.addWidget(self._title, stretch=1)
        head.addWidget(self._file, alignment=Qt.AlignmentFlag.AlignLeft)
        actions = Flow()
        for name, icon_name, kind in ACTIONS:
            act = partial(self.requested.emit, name)
            made = button(kind=kind, icon_name=icon_name, on_click=act)
            made.setObjectName(f"questionnaire.{name}")
            self._actions[name] = made
            actions.addWidget(made)
        column.addLayout(head)
        column.addWidget(self._intro)
        column.addWidget(self._table, stretch=1)
        column.addWidget(self._about)
        column.addLayout(actions)
