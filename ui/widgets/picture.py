"""Pictures from outside, drawn within bounds; what cannot be drawn is refused quietly."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

_FORMATS = {b"png", b"jpeg", b"jpg", b"gif", b"bmp", b"webp"}
"""No format that can point to other files, such as SVG."""

_MEGABYTES = 256
_SIDE = 20_000
_PIXELS = 60_000_000


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


def _is_bearable(size: QSize) -> bool:
    if size.isEmpty() or max(size.width(), size.height()) > _SIDE:
        return False
    return size.width() * size.height() <= _PIXELS
