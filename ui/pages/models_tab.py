"""Compare models: what to compare, the table, and one duty in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QSplitter, QVBoxLayout, QWidget

from ui.tables.row_table import RowTable
from ui.widgets.basics import GAP, Card, Flow, Scrolled, button, clear, label, row
from ui.widgets.choice_box import choice_box, fill_choices
from ui.widgets.naming import name_field
from ui.widgets.segments import Segments
from ui.widgets.table import Table

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QPushButton

    from ui.presenters.models_presenter import ModelsCard, ModelsDetails

_LETTERS = 18
_WIDE = 50
"""Lines that a tab is wide whose details stand beside the table."""

_DIGITS = 13
"""Room of a cell, in digits."""

_MARKS = {True: "●", False: "○"}


class ModelsTab(Scrolled):
    """Shows the comparison; tells what is to be compared."""

    view_chosen = Signal(str)
    service_chosen = Signal(str)
    model_toggled = Signal(str)
    narrowed = Signal(str, bool)
    row_chosen = Signal(str)
    print_requested = Signal()

    def __init__(self) -> None:
        super().__init__(margin=0, gap=GAP)
        self.setObjectName("compare")
        self._intro, self._shelf_title = label(role="muted"), label(role="strong")
        self._own_title, self._own = label(role="strong"), QVBoxLayout()
        self._own_card = Card("accent", margin=GAP, gap=6).add(self._own_title, self._own)
        self._views = choice_box("compare-view", _LETTERS)
        self._views.activated.connect(lambda at: self.view_chosen.emit(self._views.itemData(at)))
        self._sought = QLineEdit()
        self._sought.setObjectName("compare-find")
        self._sought.setClearButtonEnabled(True)
        self._sought.setMaxLength(100)
        self._sought.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LETTERS)
        self._services = Segments("compare-service")
        self._services.chosen.connect(self.service_chosen)
        self._shelf, self._shelf_of = Flow(), dict[str, "QPushButton"]()
        self._category = choice_box("compare-category", _LETTERS)
        self._category.activated.connect(lambda _: self._tell())
        self._differing = QCheckBox()
        self._differing.setObjectName("compare-differing")
        self._differing.clicked.connect(lambda _: self._tell())
        self._rows = RowTable()
        self._table = Table(self._rows)
        self._table.setObjectName("compare-rows")
        self._table.chosen.connect(self.row_chosen)
        self._sought.textChanged.connect(self._table.search)
        self._nothing, self._source = label(role="muted"), label(role="small")
        self._print = button(icon_name="file-text", on_click=self.print_requested.emit)
        self._print.setObjectName("compare-print")
        self._details = QVBoxLayout()
        self._lay_out()

    def show_card(self, card: ModelsCard) -> None:
        """Show the comparison; the chosen row stays chosen while it is there."""
        words = card.words
        self._intro.setText(words["compare.look"])
        self._shelf_title.setText(words["compare.shelf"])
        self._own_title.setText(card.own_title)
        self._own_card.setVisible(bool(card.own_title))
        clear(self._own)
        for line in card.own:
            self._own.addWidget(label(line))
        fill_choices(self._views, card.views, card.view, words["compare.view"])
        self._sought.setPlaceholderText(words["compare.find"])
        self._sought.setAccessibleName(words["compare.find"])
        self._services.show_choices(words["compare.service"], card.services, card.service)
        self._show_shelf(card)
        fill_choices(self._category, card.categories, card.category, words["compare.category"])
        for made in (self._category, self._differing, self._shelf_title, self._print):
            made.setVisible(bool(card.categories))
        self._differing.setText(words["compare.only_differing"])
        self._differing.setChecked(card.only_differing)
        name_field(self._differing, words["compare.only_differing"])
        self._print.setText(words["compare.print"])
        self._source.setText(card.source)
        self._show_rows(card)

    def _show_rows(self, card: ModelsCard) -> None:
        chosen = self._table.current_id()
        self._rows.show_rows(card.headings, card.rows)
        self._table.setAccessibleName(card.words["compare.table"])
        self._table.setVisible(bool(card.rows))
        self._table.wrap(dict.fromkeys(range(1, len(card.headings)), _DIGITS))
        self._nothing.setText("" if card.rows else card.nothing)
        self._nothing.setVisible(not card.rows)
        ids = [row_id for row_id, _ in card.rows]
        if ids:
            self._table.choose(chosen if chosen in ids else ids[0])
        else:
            self.show_details(None)

    def show_details(self, details: ModelsDetails | None) -> None:
        """Show one line in full; None for none."""
        clear(self._details)
        self._full.setEnabled(details is not None)
        if details is None:
            return
        self._full.setAccessibleName(details.name)
        self._details.addWidget(label(details.name, "heading"))
        if details.definition:
            self._details.addWidget(label(details.definition, "muted"))
        for heading, text, tone in details.lines:
            self._details.addWidget(label(heading, tone or "caption"))
            self._details.addWidget(label(text))

    def choose(self, line_id: str) -> None:
        """Choose one line, if it is listed, and go on there."""
        self._table.choose(line_id)
        self._table.setFocus()
        self.ensureWidgetVisible(self._splitter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the details where there is room."""
        super().resizeEvent(event)
        line = self.fontMetrics().height()
        is_wide = self.width() >= _WIDE * line
        wanted = Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical
        if self._splitter.orientation() is not wanted:
            self._splitter.setOrientation(wanted)
        self._splitter.setMinimumHeight(
            max(line * (16 if is_wide else 30), self.height() - line * 9)
        )

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setLayout(self._details)
        self._details.setSpacing(4)
        self._details.setAlignment(Qt.AlignmentFlag.AlignTop)
        full = self._full = Scrolled(margin=GAP, gap=4)
        full.setObjectName("compare-full")
        full.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # nothing in it takes the keyboard
        full.column.addWidget(inside)
        full.column.addStretch(1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._table)
        self._splitter.addWidget(full)
        self._splitter.setSizes([640, 360])
        filters = Flow()
        for made in (self._views, self._sought, self._category, self._differing):
            filters.addWidget(made)
        column = self.column
        column.setContentsMargins(0, GAP, GAP, 0)
        column.addWidget(self._intro)
        column.addWidget(self._own_card)
        column.addWidget(self._services)
        column.addLayout(filters)
        column.addWidget(self._shelf_title)
        column.addLayout(self._shelf)
        column.addWidget(self._splitter, stretch=1)
        column.addWidget(self._nothing)
        column.addLayout(row(self._print, 0))
        column.addWidget(self._source)

    def _show_shelf(self, card: ModelsCard) -> None:
        for model_id, words, is_on in card.shelf:
            if model_id not in self._shelf_of:
                self._shelf_of[model_id] = self._toggle(model_id)
            made = self._shelf_of[model_id]
            made.setText(f"{_MARKS[is_on]} {words}")
            made.setChecked(is_on)
        for made in self._shelf_of.values():
            made.setVisible(bool(card.shelf))

    def _toggle(self, model_id: str) -> QPushButton:
        made = button(kind="ghost", on_click=lambda: self.model_toggled.emit(model_id))
        made.setCheckable(True)
        made.setObjectName(f"compare-model-{model_id}")
        self._shelf.addWidget(made)
        return made

    def _tell(self) -> None:
        self.narrowed.emit(str(self._category.currentData()), self._differing.isChecked())
