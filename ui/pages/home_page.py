"""Home: the assessments of this workspace, and the way in for a new user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ui.tables.row_table import RowTable
from ui.widgets.basics import GAP, PAGE_MARGIN, Card, Flow, Scrolled, button, label, row
from ui.widgets.icons import picture
from ui.widgets.table import Table

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.presenters.home_presenter import HomeCard, HomeRow

_COLUMNS = ("organisation", "service", "provider", "model", "answered", "share", "state", "changed")
_NEEDED_ROOM = {"state": 46, "model": 40, "provider": 36, "changed": 32, "answered": 25}
"""Width of the page, in lines of text, below which a column is left out."""

_STEPS = (
    ("step1", "clipboard-list"),
    ("step2", "columns-2"),
    ("step3", "circle-question-mark"),
    ("step4", "list-checks"),
)


class HomePage(QWidget):
    """Lists assessments; everything that happens is told by signals."""

    open_requested = Signal(str)
    delete_requested = Signal(str)
    new_requested = Signal()
    sample_requested = Signal()
    file_requested = Signal()
    idle = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._stack = QStackedWidget()
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self.idle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._make_list()
        self._make_welcome()

    def show_card(self, card: HomeCard) -> None:
        """Show the list, or the welcome where there is nothing yet."""
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
        self._rows.show_rows(headings, [(r.id, _texts(r)) for r in card.rows])
        self._table.fit(stretched=1)
        self._table.row_height(self.fontMetrics().height() + 26)
        self._on_search(self._search.text())
        for made_label, key in self._welcome_words:
            made_label.setText(words[key])
        self._stack.setCurrentIndex(0 if card.rows else 1)
        self._update_buttons()
        self._idle.start()

    def show_row(self, shown: HomeRow) -> None:
        """Show one line again, now with its score."""
        self._rows.show_row(shown.id, _texts(shown))

    def stop_idle(self) -> None:
        """Ask for no more work between events."""
        self._idle.stop()

    def _make_list(self) -> None:
        self._title = label(role="title")
        self._intro = label(role="muted")
        self._search = QLineEdit()
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
        self._open = button(kind="secondary", icon_name="folder-open", on_click=self._on_open)
        self._delete = button(kind="ghost", icon_name="trash-2", on_click=self._on_delete)
        new = button(kind="primary", icon_name="plus", on_click=self.new_requested.emit)
        new.setObjectName("new")
        sample = button(kind="ghost", icon_name="sparkles", on_click=self.sample_requested.emit)
        file = button(kind="ghost", icon_name="file-text", on_click=self.file_requested.emit)
        self._buttons = [
            (new, "new"),
            (sample, "sample"),
            (file, "open_file"),
            (self._open, "open"),
            (self._delete, "delete"),
        ]
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        column.setSpacing(GAP)
        column.addWidget(self._title)
        column.addWidget(self._intro)
        actions = Flow()
        for part in (new, file, sample):
            actions.addWidget(part)
        column.addLayout(actions)
        column.addWidget(self._search)
        column.addWidget(self._table, stretch=1)
        column.addWidget(self._nothing)
        column.addLayout(row(self._open, 0, self._delete))
        self._stack.addWidget(page)

    def _make_welcome(self) -> None:
        page = Scrolled()
        self._welcome_words = []
        hero = Card("accent", margin=PAGE_MARGIN)
        title, text = label(role="title"), label()
        self._welcome_words += [(title, "empty.title"), (text, "empty.text")]
        new = button(kind="primary", icon_name="plus", on_click=self.new_requested.emit)
        sample = button(icon_name="sparkles", on_click=self.sample_requested.emit)
        file = button(kind="ghost", icon_name="file-text", on_click=self.file_requested.emit)
        sample.setObjectName("sample")
        self._buttons += [(new, "new"), (sample, "sample"), (file, "open_file")]
        actions = Flow()
        for part in (new, sample, file):
            actions.addWidget(part)
        hero.add(title, text, actions)
        page.column.addWidget(hero)
        page.column.addLayout(self._make_steps())
        private = label(role="muted")
        self._welcome_words.append((private, "empty.private"))
        lock = picture("shield-check", self, 20)
        side = row(lock, private)
        side.setStretch(1, 1)
        page.column.addLayout(side)
        page.column.addStretch(1)
        self._stack.addWidget(page)

    def _make_steps(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(GAP)
        for number, (key, icon_name) in enumerate(_STEPS):
            title, text = label(role="strong"), label(role="muted")
            self._welcome_words += [(title, f"empty.{key}"), (text, f"empty.{key}.text")]
            card = Card().add(row(picture(icon_name, self, 24), 0), title, text)
            card.column.addStretch(1)
            grid.addWidget(card, number // 2, number % 2)
        return grid

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the columns that matter least where there is no room."""
        super().resizeEvent(event)
        room = self.width() / self.fontMetrics().height()
        for name, needed in _NEEDED_ROOM.items():
            self._table.setColumnHidden(_COLUMNS.index(name), room < needed)

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
