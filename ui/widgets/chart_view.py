"""A chart of the report, shown in the window: drawn once, as SVG."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from model.reporting.charts import Bar, category_bars, to_svg
from model.reporting.palette import Palette

if TYPE_CHECKING:
    from model.scoring import Range

_REPORT_TEXT = 8.6
"""Size of the text of a chart at scale 1."""

_WIDEST = 760
_CLIP = re.compile(r"<clipPath.*?</clipPath>", re.DOTALL)


class CategoryChart(QWidget):
    """Bars by category in the colours and text size of the window."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: tuple[tuple[str, Range], ...] = ()
        self._renderer = QSvgRenderer(self)
        self._drawn_for: tuple[object, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: tuple[tuple[str, Range], ...], words: str) -> None:
        """Show bars; the words say the same to a screen reader."""
        self._bars = bars
        self.setAccessibleName(words)
        self._draw()

    def sizeHint(self) -> QSize:
        return self._renderer.defaultSize()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        size = self._renderer.defaultSize()
        self._renderer.render(painter, QRectF(0, 0, size.width(), size.height()))
        painter.end()

    def _draw(self) -> None:
        width = min(self.width(), round(_WIDEST * self._scale() / 1.5))
        wanted = (width, self._bars, self.palette().cacheKey(), self._scale())
        if wanted == self._drawn_for or not self._bars or width < 1:
            return
        self._drawn_for = wanted
        bars = [Bar(name=name, range=shown) for name, shown in self._bars]
        drawing = category_bars(bars, self._palette(), self._scale(), width)
        # Qt paints the clipping shape itself as a black box instead of clipping with it.
        svg = _CLIP.sub("", to_svg(drawing))
        self._renderer.load(QByteArray(svg.encode()))
        self.setFixedHeight(self._renderer.defaultSize().height())
        self.update()

    def _scale(self) -> float:
        return self.font().pixelSize() / _REPORT_TEXT if self.font().pixelSize() > 0 else 1.5

    def _palette(self) -> Palette:
        def colour(role: QPalette.ColorRole) -> str:
            return self.palette().color(role).name()

        accent = self.palette().color(QPalette.ColorRole.Highlight)
        paper = self.palette().color(QPalette.ColorRole.Base)
        band = QColor(
            (2 * paper.red() + accent.red()) // 3,
            (2 * paper.green() + accent.green()) // 3,
            (2 * paper.blue() + accent.blue()) // 3,
        )
        return Palette(
            ink=colour(QPalette.ColorRole.Text),
            muted=colour(QPalette.ColorRole.Shadow),
            line=colour(QPalette.ColorRole.Mid),
            wash=colour(QPalette.ColorRole.AlternateBase),
            accent=accent.name(),
            band=band.name(),
            paper=paper.name(),
        )
