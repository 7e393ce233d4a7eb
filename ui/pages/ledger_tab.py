"""The ledger: who is said to hold each responsibility, filters, and one of them in full."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QSplitter, QVBoxLayout, QWidget

from ui import keys
from ui.tables.row_table import RowTable
from ui.widgets.action_row import ActionRow
from ui.widgets.basics import GAP, Flow, Scrolled, clear, label
from ui.widgets.choice_box import choice_box, fill_choices
from ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from ui.presenters.ledger_presenter import LedgerCard, LedgerDetails

_ACTS = ("provider_document", "contract", "practice", "handoff", "override")
_SOURCES = (1, 2, 3, 4)
"""Columns of the paper and of each source; a narrow table leaves them to the details."""

_DIGITS = {1: 11, 2: 11, 3: 11, 4: 11, 5: 17, 6: 15}
_DIGITS_NARROW = {5: 11, 6: 13}
_SIZES = {True: [640, 360], False: [560, 440]}
"""How list and details share the room at first, side by side or not."""

_LETTERS = 20
_NARROW, _WIDE = 36, 58
"""Lines that a page is wide: from these on it has every column, and the details beside them."""


class LedgerTab(Scrolled):
    """Shows the ledger; `requested` tells what to enter about which responsibility."""

    row_chosen = Signal(str)
    narrowed = Signal(str, str)
    requested = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(margin=0, gap=GAP)
        self.setObjectName("ledger")
        self._details: LedgerDetails | None = None
        self._choose = ""
        self._orientation: Qt.Orientation | None = None
        self._blocked, self._nothing = label(role="warning"), label(role="muted")
        self._category = choice_box("ledger-category", _LETTERS)
        self._gap = choice_box("ledger-gap", _LETTERS)
        for made in (self._category, self._gap):
            made.activated.connect(lambda _: self._tell())
        self._sought = QLineEdit()
        self._sought.setObjectName("ledger-find")
        self._sought.setClearButtonEnabled(True)
        self._sought.setMaxLength(100)
        self._sought.textChanged.connect(lambda _: self._search())
        self._rows = RowTable()
        self._table = Table(self._rows)
        self._table.setObjectName("ledger-rows")
        self._table.chosen.connect(self.row_chosen)
        self._actions = ActionRow("ledger")
        self._table.opened.connect(lambda _: self._on_opened())
        self._actions.pressed.connect(self._on_pressed)
        self._lay_out()
        self._bind_keys()

    def show_card(self, card: LedgerCard) -> None:
        """Show the list; the chosen row stays chosen while it is there."""
        words = card.words
        self._choose = words["details.choose"]
        self._blocked.setText(card.blocked)
        self._blocked.setVisible(bool(card.blocked))
        fill_choices(self._category, card.categories, card.category, words["category"])
        fill_choices(self._gap, card.gaps, card.gap, words["gap"])
        self._sought.setPlaceholderText(words["find"])
        self._sought.setAccessibleName(words["find"])
        self._nothing.setText(card.nothing)
        chosen = self._table.current_id()
        self._rows.show_rows(card.headings, card.rows)
        self._table.setAccessibleName(words["table"])
        self._fit_columns()
        self._search()
        ids = [row_id for row_id, _ in card.rows]
        if ids:
            self._table.choose(chosen if chosen in ids else ids[0])

    def show_details(self, details: LedgerDetails | None) -> None:
        """Show one responsibility in full; None shows how to choose one."""
        self._details = details
        self._actions.setVisible(details is not None)
        clear(self._lines)
        clear(self._top)
        if details is None:
            self._top.addWidget(label(self._choose, "muted"))
            return
        self._top.addWidget(label(details.group, "small"))
        self._top.addWidget(label(details.name, "heading"))
        self._top.addWidget(label(details.now, "strong"))
        self._actions.show_actions(details.actions)
        self._actions.allow(lambda _: True)
        for heading, text, tone in details.lines:
            if heading:
                self._lines.addWidget(label(heading, "danger" if tone == "danger" else "caption"))
            self._lines.addWidget(label(text))
        self._lines.addWidget(label(details.definition, "muted"))

    def choose(self, responsibility_id: str) -> None:
        """Show everything, and choose one row."""
        self._sought.clear()
        for made in (self._category, self._gap):
            made.setCurrentIndex(0)
        self._tell()
        self._table.choose(responsibility_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the details where there is room, and leave out columns where there is none."""
        super().resizeEvent(event)
        line = self.fontMetrics().height()
        is_wide = self.width() >= _WIDE * line
        wanted = Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical
        if self._orientation is not wanted:
            self._orientation = wanted
            self._splitter.setOrientation(wanted)
            self._splitter.setSizes(_SIZES[is_wide])
        least = line * (14 if is_wide else 24)
        self._splitter.setMinimumHeight(max(least, self.height() - line * 4))
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Give every column its room; without room for all, the sources stand in the details."""
        is_narrow = self.width() < _NARROW * self.fontMetrics().height()
        for column in _SOURCES:
            self._table.setColumnHidden(column, is_narrow)
        self._table.wrap(_DIGITS_NARROW if is_narrow else _DIGITS)

    def _lay_out(self) -> None:
        filters = Flow()
        for made in (self._category, self._gap, self._sought):
            filters.addWidget(made)
        side = Scrolled(margin=GAP, gap=GAP)
        self._top, self._lines = QVBoxLayout(), QVBoxLayout()
        for layout in (self._top, self._lines):
            layout.setSpacing(8)
        side.column.addLayout(self._top)
        side.column.addWidget(self._actions)
        side.column.addLayout(self._lines)
        side.column.addStretch(1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._table, stretch=1)
        column.addWidget(self._nothing)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.addWidget(left)
        self._splitter.addWidget(side)
        self._splitter.setStretchFactor(0, 3)
        self._splitter.setStretchFactor(1, 2)
        self._splitter.setChildrenCollapsible(False)
        self.column.setContentsMargins(0, GAP, GAP, 0)
        self.column.addWidget(self._blocked)
        self.column.addLayout(filters)
        self.column.addWidget(self._splitter, stretch=1)

    def _bind_keys(self) -> None:
        for name in _ACTS:
            self._bind(name, partial(self._actions.press, name))
        self._bind("find", self._sought.setFocus)

    def _bind(self, name: str, act: Callable[[], object]) -> None:
        for each in keys.of(f"cell.{name}"):
            shortcut = QShortcut(QKeySequence(each), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)

    def _search(self) -> None:
        found = self._table.search(self._sought.text())
        self._table.setVisible(found > 0)
        self._nothing.setVisible(found == 0)

    def _tell(self) -> None:
        self.narrowed.emit(str(self._category.currentData()), str(self._gap.currentData()))

    def _on_opened(self) -> None:
        """Go on with the buttons of the chosen row."""
        self._actions.focus_first()
        self.ensureWidgetVisible(self._actions)

    def _on_pressed(self, name: str) -> None:
        if self._details is not None:
            self.requested.emit(name, self._details.id)
