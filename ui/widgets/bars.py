"""A number between 0 and 100 as a bar, with the range it can still take."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget


class RangeBar(QWidget):
    """A bar for a value, a light band for its range, and a mark at the value."""

    def __init__(self, height: int = 14) -> None:
        super().__init__()
        self._value: float | None = None
        self._low: float | None = None
        self._high: float | None = None
        self._height = height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_range(self, value: float | None, low: float | None, high: float | None) -> None:
        """Show a value with its bounds, each 0 to 100; None shows an empty bar."""
        self._value, self._low, self._high = value, low, high
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, self._height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        radius = self._height / 2
        whole = QRectF(0, 0, self.width(), self._height)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
        painter.setBrush(palette.color(QPalette.ColorRole.AlternateBase))
        painter.drawRoundedRect(whole.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        accent = palette.color(QPalette.ColorRole.Highlight)
        if self._low is not None and self._high is not None and self._high > self._low:
            band = accent.lighter(100)
            band.setAlpha(70)
            painter.setBrush(band)
            left = self.width() * self._low / 100
            width = self.width() * (self._high - self._low) / 100
            painter.drawRoundedRect(QRectF(left, 1, width, self._height - 2), radius, radius)
        if self._value:
            painter.setBrush(accent)
            filled = QRectF(0, 0, self.width() * self._value / 100, self._height)
            painter.drawRoundedRect(filled, min(radius, filled.width() / 2), radius)
        painter.end()
