"""The line over the rounds, shown in the window: drawn once, as SVG."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from model.reporting.palette import Palette

if TYPE_CHECKING:
    from collections.abc import Callable

_REPORT_TEXT = 8.6
"""Size of the text of a chart at scale 1."""

_WIDEST = 900
_CLIP = re.compile(r"<clipPath.*?</clipPath>", re.DOTALL)


class TrendChart(QWidget):
    """A drawing in the colours and text size of the window."""

    def __init__(self) -> None:
        super().__init__()
        self._draw_it: Callable[[Palette, float, float], str] | None = None
        self._renderer = QSvgRenderer(self)
        self._drawn_for: tuple[object, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chart(self, draw: Callable[[Palette, float, float], str], name: str) -> None:
        """Show the SVG for some colours, scale and width; the name says the same in words."""
        self._draw_it = draw
        self._drawn_for = ()
        self.setAccessibleName(name)
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
        scale = self.font().pixelSize() / _REPORT_TEXT if self.font().pixelSize() > 0 else 1.5
        width = min(self.width(), round(_WIDEST * scale / 1.5))
        wanted = (width, self.palette().cacheKey(), scale)
        if self._draw_it is None or wanted == self._drawn_for or width < 1:
            return
        self._drawn_for = wanted
        drawn = self._draw_it(self._palette(), scale, width)
        # Qt paints the clipping shape itself as a black box instead of clipping with it.
        self._renderer.load(QByteArray(_CLIP.sub("", drawn).encode()))
        self.setFixedHeight(self._renderer.defaultSize().height())
        self.update()

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
