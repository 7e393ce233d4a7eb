"""One answer as a row that can be clicked anywhere, with its number key."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy

_PAD = 12
_BETWEEN = 4
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class _Look:
    """What a radio row and a box row share: how they are drawn and how high they are."""

    def __init__(self, button: QAbstractButton, key: str, detail: str, *, round_mark: bool) -> None:
        self._button = button
        self._key = key
        self._detail = detail
        self._round = round_mark
        if detail:
            button.setAccessibleDescription(detail)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        button.setSizePolicy(policy)
        button.setMouseTracking(True)

    def say(self, detail: str) -> None:
        """Say something else below the text."""
        if detail != self._detail:
            self._detail = detail
            self._button.setAccessibleDescription(detail)
            self._button.updateGeometry()
            self._button.update()

    def contains(self, pos: QPoint) -> bool:
        """Say whether a place belongs to the row: all of it does, not only the text."""
        return self._button.rect().contains(pos)

    def minimum(self) -> QSize:
        """Return the size below which nothing is readable."""
        return QSize(160, self._mark() + 2 * _PAD)

    def hint(self) -> QSize:
        """Return the size that shows everything at the present width."""
        return QSize(320, self.height(max(320, self._button.width())))

    def _mark(self) -> int:
        return self._button.fontMetrics().height()

    def _key_width(self) -> int:
        return self._mark() + _PAD if self._key else 0

    def height(self, width: int) -> int:
        """Return the height that the wrapped text needs."""
        room = max(40, width - 3 * _PAD - self._mark() - self._key_width())
        return max(sum(self._heights(room)), self._mark()) + 2 * _PAD

    def _heights(self, room: int) -> tuple[int, int]:
        box = QRect(0, 0, room, 10_000)
        button = self._button
        title = QFontMetrics(self._title_font()).boundingRect(box, int(_WRAP), button.text())
        if not self._detail:
            return title.height(), 0
        detail = button.fontMetrics().boundingRect(box, int(_WRAP), self._detail)
        return title.height(), detail.height() + _BETWEEN

    def _title_font(self) -> QFont:
        font = QFont(self._button.font())
        font.setBold(bool(self._detail))
        return font

    def paint(self) -> None:
        """Draw ground, mark, text and key."""
        painter = QPainter(self._button)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._button.palette()
        accent = palette.color(QPalette.ColorRole.Highlight)
        edge = palette.color(QPalette.ColorRole.Dark)
        chosen, active = self._button.isChecked(), self._button.hasFocus()
        ground = QPalette.ColorRole.Light if chosen else QPalette.ColorRole.Base
        width = 2 if active or chosen else 1
        painter.setPen(
            QPen(accent if active or chosen or self._button.underMouse() else edge, width)
        )
        painter.setBrush(palette.color(ground))
        painter.drawRoundedRect(QRectF(self._button.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 8, 8)
        if active:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Text), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(
                QRectF(self._button.rect()).adjusted(4.5, 4.5, -4.5, -4.5), 6, 6
            )
        self._draw_mark(painter, accent if chosen else edge, accent)
        self._draw_text(painter)
        painter.end()

    def _draw_mark(self, painter: QPainter, edge: QColor, accent: QColor) -> None:
        size = self._mark() - 4
        box = QRectF(_PAD + 2, (self._button.height() - size) / 2, size, size)
        painter.setPen(QPen(edge, 2))
        painter.setBrush(self._button.palette().color(QPalette.ColorRole.Base))
        if self._round:
            painter.drawEllipse(box)
            if self._button.isChecked():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(accent)
                painter.drawEllipse(
                    box.adjusted(size * 0.26, size * 0.26, -size * 0.26, -size * 0.26)
                )
            return
        if self._button.isChecked():
            painter.setBrush(accent)
        painter.drawRoundedRect(box, 3, 3)
        if self._button.isChecked():
            painter.setPen(
                QPen(self._button.palette().color(QPalette.ColorRole.HighlightedText), 2.2)
            )
            left, top = box.left(), box.top()
            tick = [(0.22, 0.52), (0.43, 0.72), (0.78, 0.30)]
            points = [QPoint(round(left + size * x), round(top + size * y)) for x, y in tick]
            painter.drawPolyline(points)

    def _draw_text(self, painter: QPainter) -> None:
        palette = self._button.palette()
        left = 2 * _PAD + self._mark()
        width = self._button.width() - left - _PAD - self._key_width()
        title, detail = self._heights(width)
        top = (self._button.height() - title - detail) // 2
        painter.setFont(self._title_font())
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(QRect(left, top, width, title), int(_WRAP), self._button.text())
        if self._detail:
            painter.setFont(self._button.font())
            painter.setPen(palette.color(QPalette.ColorRole.Shadow))
            below = QRect(left, top + title + _BETWEEN, width, detail - _BETWEEN)
            painter.drawText(below, int(_WRAP), self._detail)
        if not self._key:
            return
        size = self._mark() + 2
        badge = QRectF(
            self._button.width() - _PAD - size, (self._button.height() - size) / 2, size, size
        )
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
        painter.setBrush(palette.color(QPalette.ColorRole.AlternateBase))
        painter.drawRoundedRect(badge, 4, 4)
        small = QFont(self._button.font())
        small.setPixelSize(max(9, self._button.font().pixelSize() - 2))
        painter.setFont(small)
        painter.setPen(palette.color(QPalette.ColorRole.Shadow))
        painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), self._key)


class _Row:
    """What Qt asks of a row, answered by its look; mixed into a button."""

    _look: _Look

    def say_detail(self, detail: str) -> None:
        """Say something else below the text of the row."""
        self._look.say(detail)

    def hitButton(self, pos: QPoint) -> bool:
        return self._look.contains(pos)

    def heightForWidth(self, width: int) -> int:
        return self._look.height(width)

    def sizeHint(self) -> QSize:
        return self._look.hint()

    def minimumSizeHint(self) -> QSize:
        return self._look.minimum()

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._look.paint()


class RadioRow(_Row, QRadioButton):
    """One step of a ladder: choosing it takes the choice from the others."""

    def __init__(self, text: str, key: str = "", detail: str = "") -> None:
        QRadioButton.__init__(self, text)
        self._look = _Look(self, key, detail, round_mark=True)


class BoxRow(_Row, QCheckBox):
    """One box of a list: any number can be ticked."""

    def __init__(self, text: str, key: str = "", detail: str = "") -> None:
        QCheckBox.__init__(self, text)
        self._look = _Look(self, key, detail, round_mark=False)
