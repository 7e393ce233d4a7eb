"""The results of an assessment, beside them other rounds; above all what is not confirmed yet."""

from __future__ import annotations

from PySide6.QtCore import Signal

from ui.pages.tabs_page import TabsPage
from ui.widgets.basics import GAP, Card, button, label, row

ORDER = ("results", "compare", "trend", "awareness")


class ResultsTabs(TabsPage):
    """Holds the tabs; each has its own title. `confirm_requested` leads to what waits."""

    confirm_requested = Signal()

    def __init__(self) -> None:
        super().__init__("results", ORDER)
        self._title.hide()
        self._waiting = label()
        self._go = button(on_click=self.confirm_requested.emit)
        self._go.setObjectName("results-confirm")
        line = row(self._waiting, self._go)
        line.setStretch(0, 1)
        self._waiting_card = Card("accent", margin=GAP).add(line)
        self._waiting_card.hide()
        self.column.insertWidget(0, self._waiting_card)

    def show_waiting(self, text: str, go: str) -> None:
        """Say how many answers wait to be confirmed; an empty text for none."""
        self._waiting.setText(text)
        self._go.setText(go)
        self._waiting_card.setVisible(bool(text))
