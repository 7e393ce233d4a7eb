"""Incidents: which kind happened, searched and filtered, beside all that is to say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSplitter, QVBoxLayout, QWidget

from ui.pages.incident_full import IncidentFull
from ui.tables.row_table import RowTable
from ui.widgets.basics import GAP, Scrolled, label
from ui.widgets.choice_box import choice_box, fill_choices
from ui.widgets.table import Table

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.presenters.incident_details import IncidentDetails
    from ui.presenters.incidents_presenter import IncidentsCard

_LETTERS = 12
_WIDE = 44
"""Lines that a tab is wide whose kinds stand beside the one that is chosen."""

_SIZES = {True: [280, 720], False: [300, 700]}
"""How kinds and the chosen one share the room at first, side by side or not."""


class IncidentsTab(QWidget):
    """Shows the kinds and one in full; that it is no verdict stays on screen."""

    narrowed = Signal(str, str)
    sought = Signal(str)
    row_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("incidents")
        self._words: dict[str, str] = {}
        self._orientation: Qt.Orientation | None = None
        self._intro, self._verdict = label(role="muted"), label(role="small")
        self._sought = QLineEdit()
        self._sought.setObjectName("incident-find")
        self._sought.setClearButtonEnabled(True)
        self._sought.setMaxLength(100)
        self._sought.textChanged.connect(self.sought)
        self._model = choice_box("incident-model", _LETTERS)
        self._category = choice_box("incident-category", _LETTERS)
        for made in (self._model, self._category):
            made.activated.connect(lambda _: self._tell())
        self._rows = RowTable()
        self._table = Table(self._rows)
        self._table.setObjectName("incident-rows")
        self._table.chosen.connect(self.row_chosen)
        self._nothing = label(role="muted")
        self.full = IncidentFull()
        self._lay_out()

    def show_card(self, card: IncidentsCard) -> None:
        """Show the kinds; the chosen one stays chosen while it is listed."""
        words = self._words = card.words
        self._intro.setText(words["incident.look"])
        self._verdict.setText(card.verdict)
        self._sought.setPlaceholderText(words["incident.search"])
        self._sought.setAccessibleName(words["incident.search"])
        fill_choices(self._model, card.models, card.model, words["compare.service"])
        fill_choices(self._category, card.categories, card.category, words["compare.category"])
        chosen = self._table.current_id()
        self._rows.show_rows(card.headings, card.rows)
        self._table.setAccessibleName(words["incident.list"])
        self._table.setVisible(bool(card.rows))
        self._table.wrap()
        self._nothing.setText(card.nothing)
        self._nothing.setVisible(not card.rows)
        ids = [row_id for row_id, _ in card.rows]
        if ids:
            self._table.choose(chosen if chosen in ids else ids[0])
        else:
            self.row_chosen.emit("")

    def show_details(self, details: IncidentDetails | None) -> None:
        """Show one kind in full; None for none."""
        self.full.show_details(details, self._words)

    def choose(self, incident_id: str) -> None:
        """Choose one kind, if it is listed."""
        self._table.choose(incident_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the chosen kind where there is room."""
        super().resizeEvent(event)
        line = self.fontMetrics().height()
        is_wide = self.width() >= _WIDE * line
        wanted = Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical
        if self._orientation is not wanted:
            self._orientation = wanted
            self._splitter.setOrientation(wanted)
            self._splitter.setSizes(_SIZES[is_wide])
        self._splitter.setMinimumHeight(line * (14 if is_wide else 34))

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for made in (self._sought, self._model, self._category):
            column.addWidget(made)
        column.addWidget(self._table, stretch=1)
        column.addWidget(self._nothing)
        column.addStretch(0)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(left)
        self._splitter.addWidget(self.full)
        self._splitter.setStretchFactor(1, 1)
        area = Scrolled(margin=0, gap=GAP)
        area.column.setContentsMargins(0, GAP, GAP, 0)
        area.column.addWidget(self._intro)
        area.column.addWidget(self._splitter, stretch=1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(area, stretch=1)
        whole.addWidget(self._verdict)

    def _tell(self) -> None:
        self.narrowed.emit(str(self._model.currentData()), str(self._category.currentData()))
