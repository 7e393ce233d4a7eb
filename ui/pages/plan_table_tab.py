"""The plan as a table: filters above, several rows chosen, and what can be done with them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit

from ui import keys
from ui.presenters.plan_lines import COLUMNS, Wish
from ui.presenters.plan_table_presenter import FILTERS, OPEN
from ui.tables.row_table import RowTable
from ui.widgets.action_row import ActionRow
from ui.widgets.basics import GAP, Flow, Scrolled, button, label
from ui.widgets.choice_box import choice_box, fill_choices
from ui.widgets.table import Table

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QPushButton

    from ui.presenters.plan_table_presenter import PlanTableCard

_LETTERS, _SOUGHT = 12, 22
_DIGITS = {
    "rank": 6,
    "gain": 8,
    "effort": 7,
    "cost": 12,
    "owner": 13,
    "due": 13,
    "horizon": 9,
    "state": 12,
}
"""Room of a column in digits; action and duty share the rest."""

_NEEDED_ROOM = {"cost": 62, "duty": 50, "horizon": 46, "gain": 34, "effort": 31, "owner": 24}
"""Width of the tab, in lines of text, below which a column is left out; a row opens in full."""

_FIGURES = frozenset(COLUMNS.index(name) for name in ("gain", "effort"))


class PlanTableTab(Scrolled):
    """Shows the table; `requested` tells what to do with which actions."""

    wished = Signal(object)
    sorted_by = Signal(int)
    requested = Signal(str, tuple)

    def __init__(self) -> None:
        super().__init__(margin=0, gap=GAP)
        self.setObjectName("plan-table")
        self._wish = Wish()
        self._count_words, self._total = "", 0
        self._intro, self._blocked = label(role="muted"), label(role="warning")
        self._count, self._nothing = label(role="muted", wrap=False), label(role="muted")
        self._make_filters()
        self._rows = RowTable(numbers=_FIGURES)
        self._table = Table(self._rows)
        self._table.setObjectName("plan-rows")
        self._table.allow_many()
        self._table.selected.connect(self._on_selected)
        self._table.opened.connect(lambda row_id: self.requested.emit(OPEN, (row_id,)))
        self._table.horizontalHeader().sectionClicked.connect(self.sorted_by)
        self._actions = ActionRow("plan-act")
        self._actions.pressed.connect(
            lambda name: self.requested.emit(name, self._table.selected_ids())
        )
        self._lay_out()
        for each in keys.of("row.find"):
            found = QShortcut(QKeySequence(each), self)
            found.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            found.activated.connect(self._sought.setFocus)

    def show_card(self, card: PlanTableCard) -> None:
        """Show the rows; those that are chosen stay chosen while they are there."""
        words = card.words
        self._wish, self._total = card.wish, card.total
        self._count_words = words["table.count"]
        for made, text in (
            (self._intro, words["table.intro"]),
            (self._blocked, card.blocked),
            (self._nothing, card.nothing),
        ):
            made.setText(text)
            made.setVisible(bool(text))
        self._show_filters(card)
        chosen, current = self._table.selected_ids(), self._table.current_id()
        self._rows.show_rows(card.headings, card.rows)
        self._table.setAccessibleName(words["table.name"])
        self._table.setVisible(bool(card.rows))
        self._table.tell_sorting(COLUMNS.index(card.wish.sort), descending=card.wish.descending)
        self._fit()
        self._actions.show_actions(card.actions)
        ids = [row_id for row_id, _ in card.rows]
        if ids:
            first = current if current in ids else ids[0]
            kept = [row_id for row_id in chosen if row_id in ids]
            self._table.choose_many(kept or [first], first)
        self._on_selected()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the table the height that is left, and leave out columns without room."""
        super().resizeEvent(event)
        line = self.fontMetrics().height()
        self._table.setMinimumHeight(max(line * 10, self.room_for(self._table)))
        self._fit()

    def _show_filters(self, card: PlanTableCard) -> None:
        words, wish = card.words, card.wish
        for name, made in self._filters.items():
            fill_choices(made, card.choices[name], getattr(wish, name), words[f"table.{name}"])
        fill_choices(self._sort, card.sorts, wish.sort, words["table.sort"])
        self._way.setText(words["table.down" if wish.descending else "table.up"])
        with QSignalBlocker(self._overdue), QSignalBlocker(self._way):
            self._overdue.setText(words["table.overdue"])
            self._overdue.setChecked(wish.overdue)
            self._way.setChecked(wish.descending)
        self._sought.setPlaceholderText(words["table.find"])
        self._sought.setAccessibleName(words["table.find"])

    def _make_filters(self) -> None:
        self._sought = QLineEdit()
        self._sought.setObjectName("plan-find")
        self._sought.setClearButtonEnabled(True)
        self._sought.setMaxLength(100)
        self._sought.textChanged.connect(lambda _: self._tell())
        self._filters = {name: choice_box(f"plan-{name}", _LETTERS) for name in FILTERS}
        self._sort = choice_box("plan-sort", _LETTERS)
        for made in (*self._filters.values(), self._sort):
            made.activated.connect(lambda _: self._tell())
        self._overdue = QCheckBox()
        self._overdue.setObjectName("plan-overdue")
        self._overdue.toggled.connect(lambda _: self._tell())
        self._way = self._make_way()

    def _make_way(self) -> QPushButton:
        made = button(kind="ghost")
        made.setObjectName("plan-way")
        made.setCheckable(True)
        made.toggled.connect(lambda _: self._tell())
        return made

    def _lay_out(self) -> None:
        filters, order = Flow(), Flow()
        self._sought.setMinimumWidth(self.fontMetrics().averageCharWidth() * _SOUGHT)
        for made in (self._sought, *self._filters.values(), self._overdue):
            filters.addWidget(made)
        for made in (self._sort, self._way, self._count):
            order.addWidget(made)
        self.column.setContentsMargins(0, GAP, GAP, 0)
        self.column.addWidget(self._blocked)
        self.column.addWidget(self._intro)
        self.column.addLayout(filters)
        self.column.addLayout(order)
        self.column.addWidget(self._table, stretch=1)
        self.column.addWidget(self._nothing)
        self.column.addWidget(self._actions)
        self.column.addStretch(0)

    def _fit(self) -> None:
        room = self.width() / self.fontMetrics().height()
        for column, name in enumerate(COLUMNS):
            self._table.setColumnHidden(column, room < _NEEDED_ROOM.get(name, 0))
        self._table.wrap({COLUMNS.index(name): n for name, n in _DIGITS.items()})

    def _tell(self) -> None:
        """Tell what is wanted now."""
        wanted = {name: str(_value(made)) for name, made in self._filters.items()}
        self.wished.emit(
            replace(
                self._wish,
                text=self._sought.text(),
                overdue=self._overdue.isChecked(),
                sort=str(_value(self._sort)),
                descending=self._way.isChecked(),
                **wanted,
            )
        )

    def _on_selected(self) -> None:
        chosen = self._table.selected_ids()
        shown = self._rows.rowCount()
        if self._count_words:
            told = self._count_words.format(count=self._total, shown=shown, chosen=len(chosen))
            self._count.setText(told)
        self._actions.allow(lambda name: bool(chosen) and (name != OPEN or len(chosen) == 1))


def _value(box: QComboBox) -> object:
    return box.currentData()
