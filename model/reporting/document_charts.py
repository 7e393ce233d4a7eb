"""Charts of a neutral document, drawn by the functions that draw those of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.document import ChartKind
from model.reporting.charts import Bar, category_bars, share_gauge
from model.reporting.palette import PAPER
from model.reporting.plain import one_line
from model.scoring import Range

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportlab.graphics.shapes import Drawing

    from model.document import Chart, Measure
    from model.language import LocalizedText
    from model.reporting.palette import Palette


def drawn(
    chart: Chart,
    words: Callable[[LocalizedText], str],
    width: float,
    palette: Palette = PAPER,
) -> Drawing:
    """Draw a chart of a document.

    Args:
        chart: its numbers.
        words: returns the names as they are printed.
        width: in points.
        palette: colours.
    """
    if chart.kind is ChartKind.GAUGE:
        return share_gauge(_range(chart.measures[0]), palette, width=width)
    bars = [Bar(name=one_line(words(each.name)), range=_range(each)) for each in chart.measures]
    return category_bars(bars, palette, width=width)


def _range(measure: Measure) -> Range:
    return Range(value=measure.value, low=measure.low, high=measure.high, units=0)
