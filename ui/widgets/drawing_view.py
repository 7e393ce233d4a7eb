"""Any drawing of the report, shown in the window as SVG in its colours and size of text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from model.reporting.charts import to_svg
from model.reporting.palette import Palette

Draw = Callable[[Palette, float, float], Any]
"""Makes a drawing of reportlab in some colours, at some scale of text, of some width in points."""

_REPORT_TEXT = 8.6
"""Size of the text of a drawing at scale 1."""

_USUAL_SCALE = 1.5
_CLIP = re.compile(r"<clipPath.*?</clipPath>", re.DOTALL)


class DrawingView(QWidget):
    """Shows a drawing, again for each width, colour and size of text."""

    def __init__(self, widest: int) -> None:
        """Args: widest: pixels that a drawing takes at most while text has its usual size."""
        super().__init__()
        self._widest = widest
        self._draw: Draw | None = None
        self._renderer = QSvgRenderer(self)
        self._drawn_for: tuple[object, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chart(self, draw: Draw, name: str) -> None:
        """Show a drawing; its name says the same to a screen reader."""
        self._draw, self._drawn_for = draw, ()
        self.setAccessibleName(name)
        self._redraw()

    def sizeHint(self) -> QSize:
        return self._renderer.defaultSize()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._redraw()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        size = self._renderer.defaultSize()
        self._renderer.render(painter, QRectF(0, 0, size.width(), size.height()))
        painter.end()

    def _redraw(self) -> None:
        pixels = self.font().pixelSize()
        scale = pixels / _REPORT_TEXT if pixels > 0 else _USUAL_SCALE
        width = min(self.width(), round(self._widest * scale / _USUAL_SCALE))
        wanted = (width, self.palette().cacheKey(), scale)
        if self._draw is None or wanted == self._drawn_for or width < 1:
            return
        self._drawn_for = wanted
        # Qt paints the clipping shape itself as a black box instead of clipping with it.
        svg = _CLIP.sub("", to_svg(self._draw(self._palette(), scale, width)))
        self._renderer.load(QByteArray(svg.encode()))
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
