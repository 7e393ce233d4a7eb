"""A chart of the report, shown in the window: drawn once, as SVG."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QMargins, QRectF, QSize, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent, Qt
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from model.reporting.charts import spots, to_svg
from model.reporting.palette import Palette, mix
from ui.widgets.open_card import EnterButton

if TYPE_CHECKING:
    from model.reporting.charts import Drawing, Spot

Draw = Callable[[Palette, float, float], "Drawing"]
"""Draws a chart in some colours, at some scale of text, of some width in points."""

_REPORT_TEXT = 8.6
"""Size of the text of a chart at scale 1."""

_USUAL_SCALE = 1.5
_BAND = 1 / 3
"""How much accent is in the colour of a range."""

_AROUND = 3
"""Pixels around a chart and its parts: there the frame of what has the keyboard is seen."""

_STEPS = {int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Right): 1}
_ARROWS = {*_STEPS, int(Qt.Key.Key_Up), int(Qt.Key.Key_Down)}

_CLIP = re.compile(r"<clipPath.*?</clipPath>", re.DOTALL)
_LOOKS = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange)


class ChartView(QWidget):
    """Any chart in the colours and text size of the window; its parts can be opened.

    What a chart stands for is a button over each of its parts: one stop of the Tab key, with
    the arrow keys from part to part.
    """

    opened = Signal(str)

    def __init__(self, widest: int, *, is_centred: bool = False) -> None:
        """Args: widest: pixels that a chart takes at most while text has its usual size."""
        super().__init__()
        self._widest = widest
        self._is_centred = is_centred
        self._draw: Draw | None = None
        self._words: Mapping[str, str] = {}
        self._parts: dict[str, _Part] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._renderer = QSvgRenderer(self)
        self._drawn_for: tuple[object, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chart(self, draw: Draw, name: str, words: Mapping[str, str] | None = None) -> None:
        """Show a chart.

        Args:
            draw: draws it, again for each width, colour and size of text.
            name: says the same to a screen reader.
            words: what each part that can be opened is called, by what it stands for.
        """
        self._draw, self._words = draw, words or {}
        self._drawn_for = ()
        self.setAccessibleName(name)
        self._redraw()

    def sizeHint(self) -> QSize:
        return self._renderer.defaultSize().grownBy(QMargins(_AROUND, _AROUND, _AROUND, _AROUND))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._redraw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _LOOKS:
            self._redraw()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        size = self._renderer.defaultSize()
        place = QRectF(self._left(), _AROUND, size.width(), size.height())
        self._renderer.render(painter, place)
        painter.end()

    def _redraw(self) -> None:
        scale = self._scale()
        width = min(self.width() - 2 * _AROUND, round(self._widest * scale / _USUAL_SCALE))
        wanted = (width, self._left(width), self.palette().cacheKey(), scale)
        if self._draw is None or wanted == self._drawn_for or width < 1:
            return
        self._drawn_for = wanted
        drawing = self._draw(self._palette(), scale, width)
        # Qt paints the clipping shape itself as a black box instead of clipping with it.
        svg = _CLIP.sub("", to_svg(drawing))
        self._renderer.load(QByteArray(svg.encode()))
        self.setFixedHeight(self._renderer.defaultSize().height() + 2 * _AROUND)
        self._place(spots(drawing), drawing.height)
        self.update()

    def _place(self, found: tuple[Spot, ...], height: float) -> None:
        """Put a button over each part; one that stays keeps the keyboard."""
        wanted = {spot.id: spot for spot in found if spot.id in self._words}
        for gone in [key for key in self._parts if key not in wanted]:
            part = self._parts.pop(gone)
            self._group.removeButton(part)
            part.hide()
            part.deleteLater()
        before: QWidget = self
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # else it has no place for Tab to go on from
        for key, spot in wanted.items():
            part = self._parts.get(key) or self._add(key)
            part.say(self._words[key])
            top = height - spot.y - spot.height + _AROUND
            left = self._left() + spot.x
            inside = QRectF(left, top, spot.width, spot.height).toAlignedRect()
            part.setGeometry(inside.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND))
            QWidget.setTabOrder(before, part)
            before = part
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if self._parts and not any(part.is_stop for part in self._parts.values()):
            next(iter(self._parts.values())).is_stop = True

    def _add(self, key: str) -> _Part:
        part = _Part(self)
        part.clicked.connect(partial(self.opened.emit, key))
        part.reached.connect(self._stop_at)
        part.left.connect(self._go)
        self._group.addButton(part)
        self._parts[key] = part
        part.show()
        return part

    def _stop_at(self, reached: QWidget) -> None:
        """Let Tab come back to the part that had the keyboard last."""
        for part in self._parts.values():
            part.is_stop = part is reached

    def _go(self, part: QWidget, key: int) -> None:
        """Give the keyboard to the part that lies in the direction of an arrow key."""
        order: list[QWidget] = list(self._parts.values())
        place = order.index(part) + _STEPS.get(key, 0)
        found = [order[place]] if 0 <= place < len(order) else []
        if key not in _STEPS:
            found = _towards(part, order, is_down=key == Qt.Key.Key_Down)
        if found:
            found[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _left(self, width: int | None = None) -> int:
        """Return where the drawing begins; without a width, where the present one does."""
        drawn = self._renderer.defaultSize().width() if width is None else width
        return (self.width() - drawn) // 2 if self._is_centred else _AROUND

    def _scale(self) -> float:
        size = self.font().pixelSize()
        return size / _REPORT_TEXT if size > 0 else _USUAL_SCALE

    def _palette(self) -> Palette:
        def colour(role: QPalette.ColorRole) -> str:
            return self.palette().color(role).name()

        accent, paper = colour(QPalette.ColorRole.Highlight), colour(QPalette.ColorRole.Base)
        return Palette(
            ink=colour(QPalette.ColorRole.Text),
            muted=colour(QPalette.ColorRole.Shadow),
            line=colour(QPalette.ColorRole.Mid),
            wash=colour(QPalette.ColorRole.AlternateBase),
            accent=accent,
            band=mix(paper, accent, _BAND),
            paper=paper,
        )


class _Part(EnterButton):
    """A button over a part of a chart; nothing of it is seen but hover and focus."""

    reached = Signal(QWidget)
    left = Signal(QWidget, int)

    def __init__(self, chart: QWidget) -> None:
        super().__init__(chart)
        self.setProperty("kind", "part")
        self.is_stop = False

    @property
    def is_stop(self) -> bool:
        """Say whether the Tab key stops here."""
        return bool(self.focusPolicy() & Qt.FocusPolicy.TabFocus)

    @is_stop.setter
    def is_stop(self, stops: bool) -> None:
        policy = Qt.FocusPolicy.StrongFocus if stops else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(policy)

    def say(self, words: str) -> None:
        """Name the part, for a screen reader and beside the mouse."""
        self.setAccessibleName(words)
        self.setToolTip("" if Qt.mightBeRichText(words) else words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ARROWS:
            self.left.emit(self, event.key())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.reached.emit(self)


def _towards(part: QWidget, others: list[QWidget], *, is_down: bool) -> list[QWidget]:
    """Return the widgets below another, or above it, the nearest first."""
    here = part.geometry().center()

    def distance(other: QWidget) -> tuple[int, int]:
        there = other.geometry().center()
        return abs(there.y() - here.y()), abs(there.x() - here.x())

    sign = 1 if is_down else -1
    apart = part.height() // 2
    beyond = [o for o in others if sign * (o.geometry().center().y() - here.y()) > apart]
    return sorted(beyond, key=distance)
