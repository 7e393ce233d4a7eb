"""Labels, buttons, cards and other plain parts; every text is plain text."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractSlider,
    QBoxLayout,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.icons import icon

if TYPE_CHECKING:
    from collections.abc import Callable

GAP = 12
WIDE_GAP = 20
MARGIN = 18
PAGE_MARGIN = 28
READING_WIDTH = 980
ZERO_WIDTH_SPACE = "\u200b"
_LONG_WORD = re.compile(r"[^\s\u200b]{24}(?=[^\s\u200b])")


def label(text: str = "", role: str = "body", *, wrap: bool = True) -> QLabel:
    """Return a label that never guesses rich text.

    Args:
        text: what it says.
        role: its look in the style sheet: title, heading, muted, small …
        wrap: break long text into lines.
    """
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    made.setProperty("role", role)
    if wrap:
        made.setMinimumWidth(10)
        policy = made.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


def breakable(text: str) -> str:
    """Return a text in which lines can end inside of words that are longer than a line."""
    return _LONG_WORD.sub(lambda word: word[0] + ZERO_WIDTH_SPACE, text)


def chip(text: str, tone: str = "plain") -> QLabel:
    """Return a small tag; its tone is plain, accent, good, warning or danger."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("tone", tone)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def set_look(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet reads, and show the change."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def button(
    text: str = "",
    kind: str = "secondary",
    icon_name: str = "",
    on_click: Callable[[], object] | None = None,
) -> QPushButton:
    """Return a button; its kind is primary, secondary, ghost, segment or danger."""
    made = QPushButton(text)
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon_name:
        made.setProperty("icon_name", icon_name)
        made.setIcon(icon(icon_name, made, on_accent=kind == "primary"))
    if on_click is not None:
        made.clicked.connect(lambda _=False: on_click())
    return made


class Card(QFrame):
    """A framed area with a column of parts."""

    def __init__(self, kind: str = "true", margin: int = MARGIN, gap: int = GAP) -> None:
        super().__init__()
        self.setProperty("card", kind)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.column.setSpacing(gap)

    def add(self, *parts: QWidget | QLayout) -> Card:
        """Add parts below those that are there; returns itself."""
        for part in parts:
            if isinstance(part, QLayout):
                self.column.addLayout(part)
            else:
                self.column.addWidget(part)
        return self


def row(*parts: QWidget | int, gap: int = GAP) -> QHBoxLayout:
    """Return parts side by side; 0 stands for the space that pushes the rest apart."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(gap)
    for part in parts:
        if isinstance(part, int):
            made.addStretch(1)
        else:
            made.addWidget(part)
    return made


def line_direction(page: QWidget, lines: int) -> QBoxLayout.Direction:
    """Return how parts stand: side by side where a page is as wide as some lines are high."""
    is_wide = page.width() >= lines * page.fontMetrics().height()
    return QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom


def line() -> QFrame:
    """Return a thin line between parts."""
    made = QFrame()
    made.setProperty("line", "true")
    return made


def clear(layout: QLayout) -> None:
    """Remove and delete everything in a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


class _Inside(QWidget):
    """The inside of a scrolled page: as high as its width needs, never higher."""

    def minimumSizeHint(self) -> QSize:
        # The layout's own minimum takes every text at its narrowest, and so far too high.
        return QSize(super().minimumSizeHint().width(), 0)


class Scrolled(QScrollArea):
    """A page area that scrolls up and down, never sideways."""

    def __init__(self, margin: int = PAGE_MARGIN, gap: int = WIDE_GAP) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = _Inside()
        inside.setObjectName("scrolled")
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.column.setSpacing(gap)
        self.setWidget(inside)

    def room_for(self, part: QWidget | QLayout) -> int:
        """Return the height that is left for one part while all others are shown whole."""
        margins, layout = self.column.contentsMargins(), self.column
        width = self.viewport().width() - margins.left() - margins.right()
        items = [item for n in range(layout.count()) if (item := layout.itemAt(n)) is not None]
        others = [i for i in items if not i.isEmpty() and part not in (i.widget(), i.layout())]
        taken = sum(
            i.heightForWidth(width) if i.hasHeightForWidth() else i.sizeHint().height()
            for i in others
        )
        gaps = len(others) * layout.spacing() + margins.top() + margins.bottom()
        return self.viewport().height() - taken - gaps

    def scroll_by_keys(self, dialog: QDialog) -> None:
        """Scroll by the usual keys while the keyboard is elsewhere in a dialog."""
        action = QAbstractSlider.SliderAction
        for key, act in (
            (Qt.Key.Key_Down, action.SliderSingleStepAdd),
            (Qt.Key.Key_Up, action.SliderSingleStepSub),
            (Qt.Key.Key_PageDown, action.SliderPageStepAdd),
            (Qt.Key.Key_PageUp, action.SliderPageStepSub),
        ):
            pressed = QShortcut(QKeySequence(key), dialog).activated
            pressed.connect(partial(self.verticalScrollBar().triggerAction, act))


def fit(dialog: QDialog, letters: int = 58) -> None:
    """Make a dialog as wide as some letters, and as high as its texts then need."""
    layout = dialog.layout()
    if layout is None:
        return
    layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
    width = dialog.fontMetrics().averageCharWidth() * letters
    dialog.setMinimumWidth(width)
    dialog.resize(width, layout.totalHeightForWidth(width))


class Flow(QLayout):
    """Parts from left to right that go on in the next line where there is no room."""

    def __init__(self, gap: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        for items in self._lines(rect.width()):
            height = max(item.sizeHint().height() for item in items)
            x = rect.x()
            for item in items if move else ():
                hint = item.sizeHint()
                above = (height - hint.height()) // 2
                width = min(hint.width(), rect.width())
                item.setGeometry(QRect(x, y + above, width, hint.height()))
                x += hint.width() + self.spacing()
            y += height + self.spacing()
        return max(0, y - self.spacing() - rect.y())

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        """Return what stands in each line; hidden parts take no room."""
        lines: list[list[QLayoutItem]] = []
        left = 0
        for item in self._items:
            if item.isEmpty():
                continue
            needed = item.sizeHint().width() + self.spacing()
            if not lines or needed - self.spacing() > left:
                lines.append([])
                left = width
            lines[-1].append(item)
            left -= needed
        return lines
