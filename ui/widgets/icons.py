"""Line icons in the colour of the text around them."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from model.paths import ICONS

_DRAWN = 48


def icon(name: str, beside: QWidget, *, on_accent: bool = False) -> QIcon:
    """Return an icon in the colour of the text of a widget.

    Args:
        name: a file of resources/icons, without its ending.
        beside: the widget whose palette decides the colour.
        on_accent: the icon lies on the accent colour.
    """
    role = QPalette.ColorRole.HighlightedText if on_accent else QPalette.ColorRole.Link
    return coloured(name, beside.palette().color(role).name())


@lru_cache(maxsize=256)
def coloured(name: str, colour: str) -> QIcon:
    """Return an icon in one colour, such as "#0b6b62"."""
    drawing = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
    pixmap = QPixmap(_DRAWN, _DRAWN)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    return QIcon(pixmap)


def picture(name: str, beside: QWidget, size: int) -> QLabel:
    """Return an icon as a decoration that screen readers pass over."""
    made = QLabel()
    made.setProperty("icon_name", name)
    made.setFixedSize(size, size)
    made.setPixmap(icon(name, beside).pixmap(QSize(size, size)))
    return made


def recolour(root: QWidget) -> None:
    """Draw every icon below a widget again, after the colours changed."""
    for made in root.findChildren(QPushButton):
        if name := made.property("icon_name"):
            made.setIcon(icon(name, root, on_accent=made.property("kind") == "primary"))
    for decoration in root.findChildren(QLabel):
        if name := decoration.property("icon_name"):
            decoration.setPixmap(icon(name, root).pixmap(decoration.size()))
