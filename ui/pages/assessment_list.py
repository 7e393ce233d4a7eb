"""The list of assessments: search, sort, open, delete."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from model.text import NAME_LENGTH
from ui import keys
from ui.presenters.home_presenter import HomeWish
from ui.tables.row_table import RowTable
from ui.widgets.basics import GAP, PAGE_MARGIN, Flow, button, label, row
from ui.widgets.naming import name_field
from ui.widgets.table import Table

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QResizeEvent

    from ui.presenters.home_presenter import HomeCard, HomeRow

_COLUMNS = ("organisation", "service", "provider", "model", "answered", "share", "state", "changed")
_SORTED = tuple(name for name in _COLUMNS if name not in ("answered", "share"))
_TYPING_PAUSE = 150
"""Milliseconds without a key after which the search begins."""

_NEEDED_ROOM = {"provider": 58, "model": 52, "changed": 46, "state": 34, "answered": 31}
"""Width of the page, in lines of text, below which a column is left out."""

_ROOM_FOR_INTRO = 30
"""As above, for the sentence under the title."""


class AssessmentList(QWidget):
    """Shows rows; what the user wants with one is told by signals."""

    open_requested = Signal(str)
    delete_requested = Signal(str)
    new_requested = Signal()
    sample_requested = Signal()
    file_requested = Signal()
    wish_changed = Signal(object)
    more_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._title, self._intro = label(role="title"), label(role="muted")
        self._wish = HomeWish()
        self._search, self._filter = self._make_search(), QComboBox()
        self._filter.setObjectName("filter")
        self._filter.activated.connect(lambda _: self._tell_wish())
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_PAUSE)
        self._typing.timeout.connect(self._tell_wish)
        self._rows = RowTable(numbers=frozenset({4, 5}))
        self._rows.more_wanted.connect(self.more_wanted)
        self._table = Table(self._rows)
        self._table.setObjectName("assessments")
        self._table.opened.connect(self.open_requested)
        self._table.chosen.connect(lambda _: self._update_buttons())
        self._table.horizontalHeader().sortIndicatorChanged.connect(self._on_sort)
        self._count = label(role="muted", wrap=False)
        self._count.setObjectName("count")
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
        self._bind_keys()

    def show_card(self, card: HomeCard) -> None:
        """Show the rows, and say everything in the language of the card."""
        words = card.words
        self._title.setText(words["title"])
        self._intro.setText(words["intro"])
        self._search.setPlaceholderText(words["search"])
        self._search.setAccessibleName(words["search"])
        name_field(self._filter, words["filter"], is_alone=True)
        self._nothing.setText(words["nothing_found"])
        self._table.setAccessibleName(words["table"])
        for made, key in self._buttons:
            made.setText(words[key])
        self._wish = card.wish
        self._show_filter(card)
        self._count.setText(card.count)
        headings = [words[f"column.{name}"] for name in _COLUMNS]
        chosen = self._table.current_id()
        rows = [(r.id, _texts(r)) for r in card.rows]
        self._rows.show_rows(headings, rows, has_more=card.has_more)
        self._table.tell_sorting(_COLUMNS.index(card.wish.sort), descending=card.wish.descending)
        self._table.fit(stretched=1)
        self._table.row_height(self.fontMetrics().height() + 26)
        ids = [r.id for r in card.rows]
        if ids:
            self._table.choose(chosen if chosen in ids else ids[0])
        self._nothing.setVisible(not ids)
        self._update_buttons()

    def show_more(self, rows: tuple[HomeRow, ...], *, has_more: bool) -> None:
        """Show the rows that follow."""
        self._rows.add_rows([(r.id, _texts(r)) for r in rows], has_more=has_more)

    def show_row(self, shown: HomeRow) -> None:
        """Show one line again, now with its score."""
        self._rows.show_row(shown.id, _texts(shown))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the columns that matter least where there is no room."""
        super().resizeEvent(event)
        room = self.width() / self.fontMetrics().height()
        self._intro.setVisible(room >= _ROOM_FOR_INTRO)
        for name, needed in _NEEDED_ROOM.items():
            self._table.setColumnHidden(_COLUMNS.index(name), room < needed)

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget a search that has not begun."""
        self._typing.stop()
        super().hideEvent(event)

    def _make_search(self) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName("search")
        made.setMaxLength(NAME_LENGTH)
        made.setClearButtonEnabled(True)
        made.textChanged.connect(lambda _: self._typing.start())
        made.returnPressed.connect(self._tell_wish)
        return made

    def _bind_keys(self) -> None:
        here = Qt.ShortcutContext.WidgetShortcut
        for each in keys.of("list.search"):
            QShortcut(QKeySequence(each), self).activated.connect(self._go_to_search)
        for each in keys.of("list.delete"):
            QShortcut(QKeySequence(each), self._table, context=here).activated.connect(
                self._on_delete
            )
        down = QShortcut(QKeySequence("Down"), self._search, context=here)
        down.activated.connect(self._go_to_table)

    def _go_to_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _go_to_table(self) -> None:
        if self._typing.isActive():
            self._tell_wish()
        self._table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_filter(self, card: HomeCard) -> None:
        self._filter.clear()
        for state, text in card.states:
            self._filter.addItem(text, state)
        self._filter.setCurrentIndex(max(0, self._filter.findData(card.wish.state)))

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
        looking = row(self._search, self._filter)
        looking.setStretch(0, 1)
        column.addLayout(looking)
        column.addWidget(self._table, stretch=1)
        column.addWidget(self._nothing)
        column.addLayout(row(self._open, self._count, 0, self._delete))

    def _tell_wish(self) -> None:
        """Tell what the user wants to see now, if that is something else."""
        self._typing.stop()
        words, state = self._search.text().strip(), str(self._filter.currentData() or "")
        if (words, state) != (self._wish.words, self._wish.state):
            self._wish = replace(self._wish, words=words, state=state)
            self.wish_changed.emit(self._wish)

    def _on_sort(self, column: int, order: Qt.SortOrder) -> None:
        """Tell what to sort by; what is not in the database cannot be sorted by."""
        wish, name = self._wish, _COLUMNS[column]
        if name in _SORTED:
            descending = order is Qt.SortOrder.DescendingOrder
            self._wish = replace(wish, sort=name, descending=descending)
            self.wish_changed.emit(self._wish)
        else:
            self._table.tell_sorting(_COLUMNS.index(wish.sort), descending=wish.descending)

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
