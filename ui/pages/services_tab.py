"""Several services side by side: which are compared, and the table of who holds what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from ui.pages.list_tab import ListTab
from ui.widgets.basics import GAP, Card, Flow, clear, label, row
from ui.widgets.naming import name_field

if TYPE_CHECKING:
    from ui.presenters.services_presenter import ServicesCard, ServiceTick

_NARROWEST = 10
"""Letters of a column; where they do not all fit, the table scrolls sideways."""


class ServicesTab(ListTab):
    """Shows a comparison; tells which service is compared, and how important it is."""

    ticked = Signal(str, bool)
    weighed = Signal(str, int)

    def __init__(self) -> None:
        super().__init__("services")
        self._tick_title, self._ticks = label(role="strong"), Flow(gap=GAP)
        self._weight_title = label(role="muted")
        self._tick_card = Card(margin=GAP).add(self._tick_title, self._weight_title, self._ticks)
        self._boxes: dict[str, _Tick] = {}
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
        self._weight_title.setText(card.importance_title)
        if list(self._boxes) != [tick.id for tick in card.ticks]:
            clear(self._ticks)
            self._boxes = {tick.id: self._tick(tick.id, card) for tick in card.ticks}
        for tick in card.ticks:
            self._boxes[tick.id].show_tick(tick)

    def _tick(self, service: str, card: ServicesCard) -> _Tick:
        made = _Tick(service, card)
        made.ticked.connect(lambda is_ticked: self.ticked.emit(service, is_ticked))
        made.weighed.connect(lambda importance: self.weighed.emit(service, importance))
        self._ticks.addWidget(made)
        return made


class _Tick(QWidget):
    """One service: whether it is compared, and how important it is to the business."""

    ticked = Signal(bool)
    weighed = Signal(int)

    def __init__(self, service: str, card: ServicesCard) -> None:
        super().__init__()
        self._box, self._importance = QCheckBox(), QComboBox()
        self._box.setObjectName(f"services-{service}")
        self._importance.setObjectName(f"services-{service}.importance")
        self._box.clicked.connect(lambda: self.ticked.emit(self._box.isChecked()))
        self._importance.activated.connect(
            lambda at: self.weighed.emit(self._importance.itemData(at))
        )
        for value in card.importances:
            self._importance.addItem(f"{value}", value)
        self._box.setMinimumWidth(self.fontMetrics().height() * 2)  # a long name is cut
        self.setLayout(row(self._box, self._importance, gap=GAP // 2))

    def show_tick(self, tick: ServiceTick) -> None:
        """Show the service as it is."""
        self._box.setText(tick.text.replace("&", "&&"))
        self._box.setAccessibleName(tick.text)
        self._box.setChecked(tick.is_ticked)
        self._importance.setCurrentIndex(self._importance.findData(tick.importance))
        self._importance.setEnabled(tick.is_ticked)
        name_field(self._importance, tick.importance_name)
