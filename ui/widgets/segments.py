"""A choice of one out of a few, as buttons side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from ui.widgets.basics import Flow

if TYPE_CHECKING:
    from collections.abc import Sequence


class Segments(QWidget):
    """Buttons of which one is chosen; they stay when the choice is shown again, and so the focus.

    Args:
        name: begins the name of each button as an object.
    """

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._flow = Flow()
        self.setLayout(self._flow)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}

    def show_choices(self, title: str, choices: Sequence[tuple[str, str]], chosen: str) -> None:
        """Show id and words of each choice, and which is chosen; without any it is hidden."""
        for choice, words in choices:
            made = self._buttons.get(choice) or self._make(choice)
            made.setText(words)
            made.setAccessibleName(f"{title} {words}")
            made.setChecked(choice == chosen)
        for choice, made in self._buttons.items():
            made.setVisible(choice in dict(choices))
        self.setVisible(bool(choices))

    def focus(self, reason: Qt.FocusReason) -> None:
        """Put the keyboard on the chosen button, else on the first."""
        made = self._group.checkedButton() or next(iter(self._buttons.values()))
        made.setFocus(reason)

    def _make(self, choice: str) -> QPushButton:
        made = _Segment()
        made.setObjectName(f"{self._name}.{choice}")
        made.clicked.connect(lambda: self.chosen.emit(choice))
        self._group.addButton(made)
        self._buttons[choice] = made
        self._flow.addWidget(made)
        return made


class _Segment(QPushButton):
    """One of the buttons; wide enough for its words in bold, as which it is shown when chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "segment")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        bold = QFont(self.font())
        bold.setBold(True)
        wanted = QFontMetrics(bold).horizontalAdvance(self.text())
        more = wanted - self.fontMetrics().horizontalAdvance(self.text())
        return QSize(hint.width() + max(0, more), hint.height())
