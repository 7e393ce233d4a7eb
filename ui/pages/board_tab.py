"""The plan as a board: columns by state; cards move by keyboard, mouse or buttons."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui.widgets.basics import GAP, Flow, Scrolled, button, label, line_direction
from ui.widgets.card_list import CardList

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QPushButton

    from ui.presenters.board_presenter import BoardCard, BoardColumn

_WIDE = 34
"""Lines of text that are as wide as columns side by side need."""

_LOW, _HIGH = 5, 16
"""Lines of text that a column is high where they stand below each other."""


class BoardTab(Scrolled):
    """Shows the board; `moved` tells an action and the state that it shall have."""

    moved = Signal(str, str)
    opened = Signal(str)

    def __init__(self, states: tuple[str, ...]) -> None:
        super().__init__(margin=0, gap=GAP)
        self.setObjectName("plan-board")
        self._states = states
        self._titles: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self._is_blocked = False
        self._intro, self._blocked = label(role="muted"), label(role="warning")
        self._told = label(role="strong")
        self._columns = {state: _Column(state) for state in states}
        self._moves: dict[str, QPushButton] = {}
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._layout.setSpacing(GAP)
        for state, column in self._columns.items():
            self._layout.addWidget(column, stretch=1)
            self._bind(state, column.cards)
        buttons = Flow()
        for state in states:
            made = button(on_click=partial(self._on_button, state))
            made.setObjectName(f"plan-move-{state}")
            self._moves[state] = made
            buttons.addWidget(made)
        self.column.setContentsMargins(0, GAP, GAP, 0)
        for part in (self._blocked, self._intro):
            self.column.addWidget(part)
        self.column.addLayout(self._layout, stretch=1)
        self.column.addWidget(self._told)
        self.column.addLayout(buttons)
        self.column.addStretch(0)

    def show_card(self, card: BoardCard) -> None:
        """Show the board; the chosen card stays chosen, and the keyboard with it."""
        chosen = self._chosen()
        has_keyboard = any(column.cards.hasFocus() for column in self._columns.values())
        self._words, self._is_blocked = card.words, bool(card.blocked)
        self._intro.setText(card.words["board.intro"])
        self._blocked.setText(card.blocked)
        self._blocked.setVisible(bool(card.blocked))
        self._titles = {item.id: item.title for column in card.columns for item in column.items}
        for shown in card.columns:
            self._columns[shown.state].show_column(shown)
            self._columns[shown.state].cards.lock(is_locked=self._is_blocked)
            self._moves[shown.state].setText(shown.move)
        for column in self._columns.values():
            if chosen and column.cards.choose(chosen) and has_keyboard:
                column.cards.setFocus()
        self._fit()
        self._on_chosen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns below each other where there is no room side by side."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        direction = line_direction(self, _WIDE)
        self._layout.setDirection(direction)
        line = self.fontMetrics().height()
        if direction is QBoxLayout.Direction.LeftToRight:
            height = max(10 * line, self.room_for(self._layout) - 2 * line)
            for column in self._columns.values():
                column.be_high(height)
        else:
            for column in self._columns.values():
                needs = 3 * line * column.cards.count()
                column.be_high(min(max(needs, _LOW * line), _HIGH * line))

    def _bind(self, state: str, cards: CardList) -> None:
        cards.opened.connect(self.opened)
        cards.dropped.connect(lambda key: self._move(key, state))
        cards.stepped.connect(partial(self._on_stepped, state))
        cards.left.connect(partial(self._on_left, state))
        cards.itemSelectionChanged.connect(partial(self._on_selected, state))

    def _neighbour(self, state: str, way: int) -> str | None:
        at = self._states.index(state) + way
        return self._states[at] if 0 <= at < len(self._states) else None

    def _on_stepped(self, state: str, key: str, way: int) -> None:
        target = self._neighbour(state, way)
        if target is not None:
            self._move(key, target)

    def _on_left(self, state: str, way: int) -> None:
        """Go to the next column that has cards."""
        target = self._neighbour(state, way)
        while target is not None and not self._columns[target].cards.count():
            target = self._neighbour(target, way)
        if target is not None:
            cards = self._columns[target].cards
            row = min(max(self._columns[state].cards.currentRow(), 0), cards.count() - 1)
            cards.setCurrentRow(row)
            cards.setFocus()

    def _on_selected(self, state: str) -> None:
        """Have one card chosen on the whole board."""
        if self._columns[state].cards.selectedItems():
            for other, column in self._columns.items():
                if other != state:
                    column.cards.clearSelection()
        self._on_chosen()

    def _on_chosen(self) -> None:
        key = self._chosen()
        at = next((s for s, c in self._columns.items() if c.cards.chosen()), "")
        if self._words:
            title = self._titles.get(key, "")
            self._told.setText(
                self._words["board.chosen"].format(title=title)
                if title
                else self._words["board.chosen.none"]
            )
        for state, made in self._moves.items():
            made.setEnabled(bool(key) and state != at and not self._is_blocked)

    def _chosen(self) -> str:
        return next((k for c in self._columns.values() if (k := c.cards.chosen())), "")

    def _on_button(self, state: str) -> None:
        if key := self._chosen():
            self._move(key, state)

    def _move(self, key: str, state: str) -> None:
        if key in self._titles and not self._is_blocked:
            self.moved.emit(key, state)


class _Column(QWidget):
    """The actions of one state below its name."""

    def __init__(self, state: str) -> None:
        super().__init__()
        self._title = label(role="strong")
        self.cards = CardList(f"plan-board-{state}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self.cards)
        column.addStretch(1)

    def show_column(self, column: BoardColumn) -> None:
        """Show the actions, or that there are none."""
        self._title.setText(column.title)
        self.cards.setAccessibleName(column.title)
        self.cards.say_if_empty(column.empty)
        self.cards.show_cards([(i.id, i.title, i.below, i.is_overdue) for i in column.items])

    def be_high(self, pixels: int) -> None:
        """Give the cards a height, which they scroll in."""
        self.cards.setFixedHeight(pixels)
