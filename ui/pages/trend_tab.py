"""Trend over the rounds of a service: the line, and a table that says the same."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from model.reporting.trend_chart import Legend, Mark, trend_chart
from ui.pages.list_tab import ListTab
from ui.widgets.basics import GAP, Card
from ui.widgets.chart_view import ChartView

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.presenters.trend_presenter import TrendCard, TrendMark


_WIDEST = 900
"""Pixels that the chart takes at most while text has its usual size."""

_DIGITS = {1: 14, 2: 7, 3: 7}
"""Room of the columns with numbers; round and notes share the rest."""

_MOST = 24
"""Lines of text that the table takes at most; then it scrolls by itself."""


class TrendTab(ListTab):
    """Shows the rounds; the table itself is a ListTab."""

    def __init__(self) -> None:
        super().__init__("trend")
        self._chart = ChartView(_WIDEST)
        self._chart_card = Card(margin=GAP).add(self._chart)
        self.column.insertWidget(3, self._chart_card)

    def show_trend(self, card: TrendCard) -> None:
        """Show the line where there is one, and the table."""
        self._chart_card.setVisible(bool(card.marks))
        if card.marks:
            legend = Legend(
                share=card.words["trend.share"],
                range=card.words["trend.range"],
                clarity=card.words["trend.clarity"],
                apart=card.words["trend.apart"],
            )
            marks = tuple(_mark(each, card.words) for each in card.marks)
            self._chart.show_chart(partial(trend_chart, marks, legend), card.chart)
        self.show_card(card.rows)
        self._table.wrap(_DIGITS)
        self._give_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the table the room it needs; the tab scrolls where chart and table are more."""
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        rows = self._table.verticalHeader().length()
        head = self._table.horizontalHeader().sizeHint().height()
        most = self.fontMetrics().height() * _MOST
        self._table.setMinimumHeight(min(rows + head + GAP, most))


def _mark(mark: TrendMark, words: dict[str, str]) -> Mark:
    gaps = words["trend.gaps"].format(count=mark.gaps)
    return Mark(
        labels=tuple(text for text in (mark.name, mark.day, gaps) if text),
        share=mark.share,
        clarity=mark.clarity,
        follows=mark.follows,
    )
