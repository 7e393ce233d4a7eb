"""The list of assessments: search, sort, open, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from ui import keys
from ui.pages.assessment_finder import SORTED, AssessmentFinder
from ui.tables.row_table import RowTable
from ui.widgets.basics import GAP, PAGE_MARGIN, button, label, row
from ui.widgets.table import Table

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.presenters.home_presenter import HomeCard, HomeRow

_COLUMNS = ("organisation", "service", "provider", "model", "answered", "share", "state", "changed")
_DIGITS = {"provider": 16, "model": 8, "answered": 12, "share": 8, "state": 14, "changed": 18}
"""Room of a column in digits; organisation and service share the rest."""

_NEEDED_ROOM = {"provider": 58, "model": 52, "changed": 46, "answered": 31, "share": 24}
"""Width of the page, in lines of text, below which a column is left out."""

_TIGHT_WIDTH, _TIGHT_HEIGHT = 30, 20
"""Width or height of the page, in lines of text, below which the rows come first: no title, and
what is rarely needed in a menu."""

_LOW = 18
"""Height, in lines of text, below which the headings are left out with the columns."""

_SMALLEST = 17, 10
"""Width and height, in lines of text, that are enough where everything is left out."""

_TIGHT_MARGIN, _TIGHT_GAP = 12, 8


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
        self._is_tight: bool | None = None
        self._title, self._intro = label(role="title"), label(role="muted")
        self._finder = AssessmentFinder()
        self._finder.wish_changed.connect(self.wish_changed)
        self._finder.list_wanted.connect(self._go_to_table)
        self._rows = RowTable(numbers=frozenset({4, 5}))
        self._rows.more_wanted.connect(self.more_wanted)
        self._table = Table(self._rows)
        self._table.setObjectName("assessments")
        self._table.opened.connect(self.open_requested)
        self._table.chosen.connect(lambda _: self._update_buttons())
        self._table.horizontalHeader().sortIndicatorChanged.connect(self._on_sort)
        self._sorting = ("changed", True)
        self._count = label(role="muted", wrap=False)
        self._count.setObjectName("count")
        self._nothing = label(role="muted")
        self._make_buttons()
        self._lay_out()
        self._bind_keys()

    def show_card(self, card: HomeCard) -> None:
        """Show the rows, and say everything in the language of the card."""
        words = card.words
        self._title.setText(words["title"])
        self._intro.setText(words["intro"])
        self._nothing.setText(words["nothing_found"])
        self._table.setAccessibleName(words["table"])
        for made, key in self._worded:
            made.setText(words[key])
        self._sorting = (card.wish.sort, card.wish.descending)
        self._finder.show_card(card)
        self._count.setText(card.count)
        headings = [words[f"column.{name}"] for name in _COLUMNS]
        chosen = self._table.current_id()
        rows = [(r.id, _texts(r)) for r in card.rows]
        self._rows.show_rows(headings, rows, has_more=card.has_more)
        self._show_sorting()
        self._fit()
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

    def minimumSizeHint(self) -> QSize:
        # What is shown now says nothing: where there is less room, less is shown.
        line = self.fontMetrics().height()
        return QSize(_SMALLEST[0] * line, _SMALLEST[1] * line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what matters least where there is no room."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Look again what there is room for when the size of the text changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _make_buttons(self) -> None:
        self._open = button(icon_name="folder-open", on_click=self._on_open)
        self._delete = button(kind="ghost", icon_name="trash-2", on_click=self._on_delete)
        self._new = button(kind="primary", icon_name="plus", on_click=self.new_requested.emit)
        self._new.setObjectName("new")
        self._sample = button(
            kind="ghost", icon_name="sparkles", on_click=self.sample_requested.emit
        )
        self._file = button(kind="ghost", icon_name="file-text", on_click=self.file_requested.emit)
        self._more = button(kind="ghost", icon_name="chevron-down")
        self._more.setObjectName("more")
        menu = QMenu(self._more)
        file, sample, delete = (QAction(menu) for _ in range(3))
        file.triggered.connect(self.file_requested.emit)
        sample.triggered.connect(self.sample_requested.emit)
        delete.triggered.connect(self._on_delete)
        menu.addActions([file, sample, delete])
        self._more.setMenu(menu)
        self._delete_action = delete
        self._worded: tuple[tuple[QPushButton | QAction, str], ...] = (
            (self._new, "new"),
            (self._file, "open_file"),
            (self._sample, "sample"),
            (self._more, "more"),
            (self._open, "open"),
            (self._delete, "delete"),
            (file, "open_file"),
            (sample, "sample"),
            (delete, "delete"),
        )

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._title)
        self._column.addWidget(self._intro)
        self._top = row(self._new, self._file, self._sample, self._more, 0, gap=_TIGHT_GAP)
        self._column.addLayout(self._top)
        self._column.addWidget(self._finder)
        self._column.addWidget(self._table, stretch=1)
        self._column.addWidget(self._nothing)
        self._bottom = row(self._open, self._count, 0, self._delete)
        self._column.addLayout(self._bottom)

    def _fit(self) -> None:
        """Leave out what matters least, until the rows have room."""
        line = self.fontMetrics().height()
        room, height = self.width() / line, self.height() / line
        self._use_tight(is_tight=room < _TIGHT_WIDTH or height < _TIGHT_HEIGHT)
        self._finder.use_narrow(is_narrow=room < _TIGHT_WIDTH)
        left_out = {name for name, needed in _NEEDED_ROOM.items() if room < needed}
        for column, name in enumerate(_COLUMNS):
            self._table.setColumnHidden(column, name in left_out)
        self._table.horizontalHeader().setHidden("share" in left_out and height < _LOW)
        self._table.share_width({_COLUMNS.index(name): n for name, n in _DIGITS.items()})
        self._table.row_height(line + 26)

    def _use_tight(self, *, is_tight: bool) -> None:
        if is_tight is self._is_tight:
            return
        self._is_tight = is_tight
        for part in (self._title, self._intro, self._file, self._sample, self._count, self._delete):
            part.setVisible(not is_tight)
        self._more.setVisible(is_tight)
        if is_tight:
            self._top.insertWidget(1, self._open)
            QWidget.setTabOrder(self._new, self._open)
        else:
            self._bottom.insertWidget(0, self._open)
            QWidget.setTabOrder(self._table, self._open)
        margin = _TIGHT_MARGIN if is_tight else PAGE_MARGIN
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(_TIGHT_GAP if is_tight else GAP)

    def _bind_keys(self) -> None:
        for each in keys.of("list.search"):
            QShortcut(QKeySequence(each), self).activated.connect(self._finder.go_to_search)
        for each in keys.of("list.delete"):
            here = Qt.ShortcutContext.WidgetShortcut
            QShortcut(QKeySequence(each), self._table, context=here).activated.connect(
                self._on_delete
            )

    def _go_to_table(self) -> None:
        self._table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_sort(self, column: int, order: Qt.SortOrder) -> None:
        """Tell what to sort by; what is not in the database cannot be sorted by."""
        if _COLUMNS[column] in SORTED:
            descending = order is Qt.SortOrder.DescendingOrder
            self._finder.sort_by(_COLUMNS[column], descending=descending)
        else:
            self._show_sorting()

    def _show_sorting(self) -> None:
        name, descending = self._sorting
        self._table.tell_sorting(_COLUMNS.index(name), descending=descending)

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
        self._delete_action.setEnabled(is_chosen)


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
