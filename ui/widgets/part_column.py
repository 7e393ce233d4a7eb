"""Many parts below each other, of which only those that change are measured again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_LOOKS = (QEvent.Type.FontChange, QEvent.Type.StyleChange)


class PartColumn(QWidget):
    """Places its parts by hand: a layout of Qt measures all of them whenever one is added.

    Args:
        gap: pixels between parts.
        parent: what it lives as long as; it must have one when it takes another's place.
    """

    def __init__(self, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap = gap
        self._parts: list[QWidget] = []
        self._heights: list[int] = []
        self._least: list[int] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """Return the parts, from top to bottom."""
        return tuple(self._parts)

    def add(self, part: QWidget) -> None:
        """Add a part below the others."""
        part.setParent(self)
        part.installEventFilter(self)
        self._parts.append(part)
        self._heights.append(0)
        self._least.append(0)
        part.show()  # before it is shown its looks are not known, nor how high it is
        self._measure(len(self._parts) - 1)
        self._place(len(self._parts) - 1)

    def sizeHint(self) -> QSize:
        return QSize(max(self._least, default=0), self._bottom(len(self._parts)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest and watched in self._parts:
            at = self._parts.index(watched)
            self._measure(at)
            self._place(at)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._measure_all()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _LOOKS:
            self._measure_all()

    def _measure_all(self) -> None:
        for at in range(len(self._parts)):
            self._measure(at)
        self._place(0)

    def _measure(self, at: int) -> None:
        """Ask a part how high it is at this width, and how narrow it can be."""
        part, layout = self._parts[at], self._parts[at].layout()
        if layout is not None and layout.hasHeightForWidth():
            height = layout.totalHeightForWidth(self.width())
        elif part.hasHeightForWidth():
            height = part.heightForWidth(self.width())
        else:
            height = part.sizeHint().height()
        self._heights[at] = max(0, height)
        self._least[at] = max(part.minimumWidth(), part.minimumSizeHint().width())

    def _bottom(self, count: int) -> int:
        """Return where some parts end."""
        return sum(self._heights[:count]) + self._gap * max(0, count - 1)

    def _place(self, first: int) -> None:
        """Move a part and those below it to where they belong."""
        top = self._bottom(first) + (self._gap if first else 0)
        for part, height in zip(self._parts[first:], self._heights[first:], strict=True):
            part.setGeometry(0, top, self.width(), height)
            top += height + self._gap
        self.setFixedHeight(self._bottom(len(self._parts)))
        self.updateGeometry()
