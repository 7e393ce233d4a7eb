"""Several services side by side: which are compared, and the table of who holds what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from ui.pages.list_tab import ListTab
from ui.widgets.basics import GAP, Card, Flow, clear, label

if TYPE_CHECKING:
    from ui.presenters.services_presenter import ServicesCard

_NARROWEST = 10
"""Letters of a column; where they do not all fit, the table scrolls sideways."""


class ServicesTab(ListTab):
    """Shows a comparison; `ticked` tells which service is compared now, or no longer."""

    ticked = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__("services")
        self._tick_title, self._ticks = label(role="strong"), Flow(gap=GAP)
        self._tick_card = Card(margin=GAP).add(self._tick_title, self._ticks)
        self._boxes: dict[str, QCheckBox] = {}
        self._source = label(role="small")
        self.column.insertWidget(1, self._tick_card)
        self.column.addWidget(self._source)

    def show_services(self, card: ServicesCard) -> None:
        """Show the comparison; what has the focus keeps it."""
        self._tick_title.setText(card.tick_title)
        self._tick_card.setVisible(bool(card.ticks))
        self._show_ticks(card)
        self._source.setText(card.source)
        self._rows.show_as_titles(card.titles)
        header = self._table.horizontalHeader()
        header.setMinimumSectionSize(self.fontMetrics().averageCharWidth() * _NARROWEST)
        self.show_card(card.rows)
        self._table.clearSpans()
        for at, (row_id, _) in enumerate(card.rows.rows):
            if row_id in card.titles:
                self._table.setSpan(at, 0, 1, len(card.rows.headings))

    def _show_ticks(self, card: ServicesCard) -> None:
        if list(self._boxes) != [tick for tick, _, _ in card.ticks]:
            clear(self._ticks)
            self._boxes = {tick: self._box(tick) for tick, _, _ in card.ticks}
        for tick, words, is_ticked in card.ticks:
            box = self._boxes[tick]
            box.setText(words.replace("&", "&&"))
            box.setAccessibleName(words)
            box.setChecked(is_ticked)

    def _box(self, tick: str) -> QCheckBox:
        made = QCheckBox()
        made.setObjectName(f"services-{tick}")
        made.clicked.connect(lambda: self.ticked.emit(tick, made.isChecked()))
        self._ticks.addWidget(made)
        return made
