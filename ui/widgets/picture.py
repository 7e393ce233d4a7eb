"""Pictures from outside, drawn within bounds, and badges; what cannot be drawn is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QImageReader, QPainter, QPalette, QPen, QPixmap

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_FORMATS = {b"png", b"jpeg", b"jpg", b"gif", b"bmp", b"webp"}
"""No format that can point to other files, such as SVG."""

_MEGABYTES = 256
_SIDE = 20_000
_PIXELS = 60_000_000
_INSIDE = 0.8
"""Part of a badge that its letters may take."""


def read_picture(raw: bytes, room: QSize) -> QImage | None:
    """Return a picture scaled down to some room; None when it cannot be drawn. For any thread.

    Args:
        raw: the whole file.
        room: the most pixels to each side; a smaller picture stays as it is.
    """
    buffer = QBuffer()
    buffer.setData(raw)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(_MEGABYTES)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if bytes(reader.format().data()) not in _FORMATS or not _is_bearable(size):
        return None
    reader.setAutoTransform(True)
    if size.width() > room.width() or size.height() > room.height():
        reader.setScaledSize(
            size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
        )
    image = reader.read()
    return None if image.isNull() else image


def thumbnail(image: QImage, side: int, on: QWidget) -> QIcon:
    """Return a picture in the middle of a square.

    Args:
        image: the picture; it is made smaller where it is larger than the square.
        side: of the square, in pixels of the page.
        on: what it is drawn on.
    """
    square, painter = _begin(side, on)
    most = QSize(side, side)
    size = image.size() / on.devicePixelRatioF()
    if size.width() > side or size.height() > side:
        size = size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio)
    size = size.expandedTo(QSize(1, 1))
    left, top = (side - size.width()) / 2, (side - size.height()) / 2
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(left, top, size.width(), size.height()), image)
    painter.end()
    return _icon(square)


def badge(text: str, side: int, on: QWidget) -> QIcon:
    """Return a few letters in a square frame, in the colours of what they are drawn on."""
    square, painter = _begin(side, on)
    colours, frame = on.palette(), QRectF(1, 1, side - 2, side - 2)
    painter.setPen(QPen(colours.color(QPalette.ColorRole.Dark), 1))
    painter.setBrush(colours.color(QPalette.ColorRole.AlternateBase))
    painter.drawRoundedRect(frame, side / 8, side / 8)
    font = on.font()
    font.setBold(True)
    font.setPixelSize(max(1, side * 2 // 5))
    painter.setFont(font)
    width = painter.fontMetrics().horizontalAdvance(text)
    if width > side * _INSIDE:
        font.setPixelSize(max(1, int(font.pixelSize() * side * _INSIDE / width)))
        painter.setFont(font)
    painter.setPen(colours.color(QPalette.ColorRole.Text))
    painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return _icon(square)


def _begin(side: int, on: QWidget) -> tuple[QPixmap, QPainter]:
    dots = on.devicePixelRatioF()
    square = QPixmap(QSize(side, side) * dots)
    square.setDevicePixelRatio(dots)
    square.fill(Qt.GlobalColor.transparent)
    painter = QPainter(square)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return square, painter


def _icon(square: QPixmap) -> QIcon:
    """Return an icon that looks the same in a row that is chosen."""
    made = QIcon(square)
    made.addPixmap(square, QIcon.Mode.Selected)
    return made


def _is_bearable(size: QSize) -> bool:
    if size.isEmpty() or max(size.width(), size.height()) > _SIDE:
        return False
    return size.width() * size.height() <= _PIXELS
