"""A list of texts with buttons below it; the tabs of the review page are made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.tables.row_table import RowTable
from ui.widgets.action_row import ActionRow
from ui.widgets.basics import GAP, Card, Flow, Scrolled, button, clear, label
from ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QPushButton

    from ui.presenters.list_card import ListCard


_MARKS = {True: "●", False: "○"}
"""What stands before a way to look at the list: chosen or not; the same width for both."""


class ListTab(Scrolled):
    """Shows a list; `requested` tells a button and the chosen row, `opened` a row entered."""

    requested = Signal(str, str)
    opened = Signal(str)
    choice_made = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__(margin=0, gap=GAP)
        self.setObjectName(name)
        self._name = name
        self._intro, self._facts = label(role="muted"), label(role="strong")
        self._notice = label(role="strong")
        self._notice_card = Card("accent", margin=GAP).add(self._notice)
        self._blocked = label(role="warning")
        self._nothing = label(role="muted")
        self._choices, self._actions = Flow(), ActionRow(name)
        self._actions.pressed.connect(self._on_pressed)
        self._choice_of: dict[str, QPushButton] = {}
        self._refused: Mapping[str, frozenset[str]] = {}
        self._rows = RowTable()
        self._table = Table(self._rows)
        self._table.setObjectName(f"{name}-rows")
        self._table.opened.connect(self.opened)
        self._table.chosen.connect(lambda _: self._update_buttons())
        self._actions.press_on_delete(self._table, "delete")
        self._lay_out()

    def show_card(self, card: ListCard) -> None:
        """Show the list; the chosen row stays chosen while it is there."""
        for made, text in (
            (self._intro, card.intro),
            (self._facts, card.facts),
            (self._notice, card.notice),
            (self._blocked, card.blocked),
            (self._nothing, "" if card.rows else card.nothing),
        ):
            made.setText(text)
            made.setVisible(bool(text))
        self._notice_card.setVisible(bool(card.notice))
        self._show_choices(card.choices)
        self._actions.show_actions(card.actions)
        self._refused = card.refused
        chosen = self._table.current_id()
        self._rows.show_rows(card.headings, card.rows)
        self._table.setAccessibleName(card.name)
        self._table.setVisible(bool(card.rows))
        self._table.wrap()
        ids = [row_id for row_id, _ in card.rows]
        if ids:
            self._table.choose(chosen if chosen in ids else ids[0])
        self._update_buttons()

    def choose(self, row_id: str) -> None:
        """Choose a row, if it is there."""
        self._table.choose(row_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the list the height that is left, and at least a few lines; then the tab scrolls."""
        super().resizeEvent(event)
        line = self.fontMetrics().height()
        self._table.setMinimumHeight(max(line * 10, self.height() - line * 14))

    def _lay_out(self) -> None:
        column = self.column
        column.setContentsMargins(0, GAP, GAP, 0)
        column.addWidget(self._intro)
        column.addWidget(self._facts)
        column.addWidget(self._notice_card)
        column.addWidget(self._blocked)
        column.addLayout(self._choices)
        column.addWidget(self._table, stretch=1)
        column.addWidget(self._nothing)
        column.addWidget(self._actions)
        column.addStretch(0)

    def _show_choices(self, choices: tuple[tuple[str, str, bool], ...]) -> None:
        if list(self._choice_of) != [name for name, _, _ in choices]:
            clear(self._choices)
            self._choice_of = {name: self._choice(name) for name, _, _ in choices}
        for name, text, is_chosen in choices:
            self._choice_of[name].setText(f"{_MARKS[is_chosen]} {text}")
            self._choice_of[name].setChecked(is_chosen)

    def _choice(self, name: str) -> QPushButton:
        made = button(kind="ghost", on_click=lambda: self.choice_made.emit(name))
        made.setCheckable(True)
        made.setObjectName(f"{self._name}-look-{name}")
        self._choices.addWidget(made)
        return made

    def _on_pressed(self, name: str) -> None:
        self.requested.emit(name, self._table.current_id() or "")

    def _update_buttons(self) -> None:
        row_id = self._table.current_id()
        refused = self._refused.get(row_id or "", frozenset())
        self._actions.allow(lambda name: row_id is not None and name not in refused)
