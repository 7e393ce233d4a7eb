"""Division: its tabs, how many responsibilities each side holds, and what is not settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.pages.tabs_page import TabsPage
from ui.widgets.basics import GAP, Card, Flow, button, chip, clear, label, row

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.presenters.division_head import DivisionHead

ORDER = ("agree", "ledger", "gaps", "moving", "services")
"""The tabs as they stand; those that were added are shown."""

_LOW = 24
"""Lines that a page is high: with fewer, intro and counts make room; the tabs have counts too."""


class DivisionPage(TabsPage):
    """Holds the tabs of the division; above them stand the counts."""

    next_requested = Signal()
    guess_requested = Signal()

    def __init__(self) -> None:
        super().__init__("division", ORDER)
        self._counts = Flow()
        self._next = button(kind="primary", on_click=self.next_requested.emit)
        self._next.setObjectName("next")
        self._title_row = row(self._title, self._next)  # beside the title: tabs need the height
        self._title_row.setStretch(0, 1)
        self.column.insertLayout(0, self._title_row)
        self.column.insertLayout(2, self._counts)
        self._guess_text = label(role="strong")
        self._guess = button(on_click=self.guess_requested.emit)
        self._guess.setObjectName("guess")
        self._skip = button(kind="ghost", on_click=self._on_skipped)
        self._skip.setObjectName("guess-skip")
        self._was_skipped = False
        line = row(self._guess_text, self._guess, self._skip)
        line.setStretch(0, 1)
        self._guess_card = Card("accent", margin=GAP).add(line)
        self._guess_card.setMinimumHeight(1)  # else its text, at its narrowest, keeps the page high
        self.column.insertWidget(3, self._guess_card)

    def show_head(self, head: DivisionHead) -> None:
        """Name the page and its tabs, and show the counts."""
        self.show_words(head.words)
        self._next.setText(head.words["next"])
        self.show_only_if("agree", is_wanted=head.has_negotiations)
        clear(self._counts)
        for name, number, tone in head.counts:
            self._counts.addWidget(chip(f"{name} {number}", tone))
        text, start, skip = head.guess
        self._guess_text.setText(text)
        self._guess.setText(start)
        self._skip.setText(skip)
        self._fit_head()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the tabs enough height where the window is low or the text large."""
        super().resizeEvent(event)
        self._fit_head()

    def _on_skipped(self) -> None:
        self._was_skipped = True
        self._fit_head()

    def _fit_head(self) -> None:
        is_low = self.height() < _LOW * self.fontMetrics().height()
        self._intro.setHidden(is_low)
        is_offered = bool(self._guess_text.text()) and not self._was_skipped
        self._guess_card.setHidden(is_low or not is_offered)
        for place in range(self._counts.count()):
            item = self._counts.itemAt(place)
            shown = item.widget() if item is not None else None
            if shown is not None:
                shown.setHidden(is_low)
