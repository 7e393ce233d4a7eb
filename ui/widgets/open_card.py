"""A card that is one button: it shows several lines, and opens what is behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent


class EnterButton(QPushButton):
    """A button that Enter presses too, as it opens something."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_alone = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if is_enter and is_alone and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


class OpenCard(EnterButton):
    """Parts below each other that are clicked, or entered, as a whole."""

    def __init__(
        self, on_click: Callable[[], object], kind: str = "card", margin: int = 18, gap: int = 6
    ) -> None:
        """Args: on_click: opens it. kind: card, with a frame, or line, without one."""
        super().__init__()
        self.setProperty("kind", kind)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.column.setSpacing(gap)
        self.clicked.connect(lambda _=False: on_click())

    def add(self, *parts: QWidget | QLayout) -> OpenCard:
        """Add parts below those that are there; returns itself."""
        for part in parts:
            if isinstance(part, QLayout):
                self.column.addLayout(part)
            else:
                self.column.addWidget(part)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return self

    def sizeHint(self) -> QSize:
        return self.column.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.column.totalMinimumSize()
