"""Questionnaires: the built-in ones, those of the workspace, and drafts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.tables.row_table import RowTable
from ui.widgets.basics import PAGE_MARGIN, WIDE_GAP, Flow, button, label
from ui.widgets.table import Table

if TYPE_CHECKING:
    from ui.presenters.questionnaires_presenter import QuestionnairesCard

ACTIONS = (
    ("copy", "plus", "primary"),
    ("edit", "pencil", "secondary"),
    ("preview", "search", "secondary"),
    ("export", "download", "secondary"),
    ("delete", "trash-2", "secondary"),
)


class QuestionnairesPage(QWidget):
    """A table and what can be done with its chosen row; `requested` names the action."""

    chosen = Signal(str)
    requested = Signal(str)
    file_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._title, self._intro = label(role="title"), label(role="muted")
        self._about = label()
        self._rows = RowTable(numbers=frozenset({3}))
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

    def _on_opened(self) -> None:
        for name in ("edit", "preview"):
            if self._actions[name].isEnabled():
                self.requested.emit(name)
                return

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        column.setSpacing(WIDE_GAP)
        head = QHBoxLayout()
        head.addWidget(self._title, stretch=1)
        head.addWidget(self._file)
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
