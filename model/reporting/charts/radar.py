"""Categories as a radar: one axis each, the value as a polygon, its range as a lighter band."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin
from typing import TYPE_CHECKING

from reportlab.graphics.shapes import Drawing, Polygon

from model.reporting.charts.drawing import (
    FULL,
    GRADE_LIMITS,
    NOTHING,
    colour,
    stroke,
    write,
)
from model.reporting.chinese import clusters, shorten, wrap
from model.reporting.fonts import BOLD, REGULAR, text_width
from model.reporting.palette import PAPER
from model.rounding import whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from model.reporting.charts.bars import Bar
    from model.reporting.palette import Palette

LEAST_AXES = 3
"""Fewer axes make no area."""

RADIUS, LARGEST = 0.25, 96.0
"""Radius of the outermost ring: part of the width, and at most points at scale 1."""

LABEL, SMALLEST, LEADING, LINES = 7.6, 6.2, 10.0, 4
RING = 6.2
OFF = 7.0
"""Distance between the outermost ring and the labels, in points at scale 1."""

SIDEWAYS = 0.2
"""An axis that leans less than this has its label above or below, not beside."""

Point = tuple[float, float]


def has_radar(axes: Sequence[Bar]) -> bool:
    """Say whether there are enough axes to draw."""
    return len(axes) >= LEAST_AXES


def radar(
    axes: Sequence[Bar], palette: Palette = PAPER, scale: float = 1.0, width: float = 240.0
) -> Drawing:
    """Draw the value of each category on an axis of its own, from 0 in the middle to 100.

    Args:
        axes: three or more, clockwise from the top; without a value it is drawn as 0, and says
            so by a dash.
        palette: colours, so that a dark window can have it too.
        scale: 1.0 for the report; text grows with it, `width` does not.
        width: in points.
    """
    radius = min(RADIUS * width, LARGEST * scale)
    labels = [
        _Label.at(axis, _turn(n, len(axes)), radius, width, scale) for n, axis in enumerate(axes)
    ]
    top = max([radius, *(label.top for label in labels)]) + 2 * scale
    bottom = min([-radius, *(label.bottom for label in labels)]) - 2 * scale
    drawing = Drawing(width, top - bottom)
    web = _Web(middle=(width / 2, -bottom), radius=radius, count=len(axes))
    _draw_web(drawing, web, axes, palette, scale)
    for label in labels:
        label.draw(drawing, web.middle, palette)
    return drawing


def _turn(number: int, count: int) -> float:
    return pi / 2 - 2 * pi * number / count


@dataclass(frozen=True, slots=True, kw_only=True)
class _Web:
    """Where 0 to 100 lies on each axis."""

    middle: Point
    radius: float
    count: int

    def at(self, number: int, value: float) -> Point:
        """Return the place of a value on an axis."""
        turn, far = _turn(number, self.count), self.radius * value / FULL
        return self.middle[0] + far * cos(turn), self.middle[1] + far * sin(turn)

    def ring(self, values: Sequence[float]) -> list[float]:
        """Return the corners of a polygon with one value on each axis."""
        corners = [self.at(number, value) for number, value in enumerate(values)]
        return [part for corner in corners for part in corner]


def _draw_web(
    drawing: Drawing, web: _Web, axes: Sequence[Bar], palette: Palette, scale: float
) -> None:
    """Draw ground and areas, then the rings over them, then the outlines that matter."""
    lows, values, highs = (
        [_float(part) for part in parts]
        for parts in (
            [axis.range.low for axis in axes],
            [axis.range.value for axis in axes],
            [axis.range.high for axis in axes],
        )
    )
    even = [float(FULL)] * web.count
    drawing.add(_polygon(web.ring(even), fill=palette.wash))
    is_open = lows != highs
    if is_open:
        drawing.add(_polygon(web.ring(highs), fill=palette.ramp[1]))
    drawing.add(_polygon(web.ring(values), fill=palette.ramp[2]))
    limits = [high for _, high, _ in GRADE_LIMITS]
    for limit in limits:
        ring = web.ring([float(limit)] * web.count)
        drawing.add(_polygon(ring, edge=palette.line, width=0.5 * scale))
    for number in range(web.count):
        drawing.add(stroke(web.middle, web.at(number, FULL), palette.line, 0.5 * scale))
    if is_open:
        edge = _polygon(web.ring(lows), edge=palette.ink, width=0.8 * scale)
        edge.strokeDashArray = [2 * scale, 2 * scale]
        drawing.add(edge)
    drawing.add(_polygon(web.ring(values), edge=palette.accent, width=1.6 * scale))
    for limit in limits:
        x, y = web.at(0, limit)
        write(drawing, x + 2 * scale, y - RING * scale, str(limit), palette.ink, RING * scale)


def _polygon(
    points: list[float], *, fill: str | None = None, edge: str | None = None, width: float = 0.0
) -> Polygon:
    return Polygon(
        points,
        fillColor=colour(fill) if fill else None,
        strokeColor=colour(edge) if edge else None,
        strokeWidth=width,
        strokeLineJoin=1,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Label:
    """Name and value at the end of an axis, measured from the middle of the web.

    Attributes:
        x: where the text stands; `anchor` says which end of it.
        top, bottom: how far it reaches.
    """

    axis: Bar
    lines: tuple[str, ...]
    size: float
    x: float
    top: float
    anchor: str
    scale: float

    @classmethod
    def at(cls, axis: Bar, turn: float, radius: float, width: float, scale: float) -> _Label:
        """Place a label at the end of an axis, inside the drawing."""
        far = radius + OFF * scale
        x, y = far * cos(turn), far * sin(turn)
        is_beside = abs(cos(turn)) > SIDEWAYS
        room = (width / 2 - abs(x)) if is_beside else 2 * (width / 2 - abs(x)) * 0.8
        size = _size(axis.name, room, scale)
        lines = _limited(axis.name, room, size)
        height = (len(lines) + 1) * LEADING * scale
        above = (1 + sin(turn)) / 2  # a label grows upwards at the top, downwards at the foot
        side = "start" if cos(turn) > 0 else "end"
        return cls(
            axis=axis,
            lines=lines,
            size=size,
            x=x,
            top=y + height * above,
            anchor=side if is_beside else "middle",
            scale=scale,
        )

    @property
    def bottom(self) -> float:
        return self.top - (len(self.lines) + 1) * LEADING * self.scale

    def draw(self, drawing: Drawing, middle: Point, palette: Palette) -> None:
        """Write name and value, and say what they stand for."""
        x, size = middle[0] + self.x, self.size
        y = middle[1] + self.top - LABEL * self.scale
        for line in self.lines:
            write(drawing, x, y, line, palette.ink, size, anchor=self.anchor)
            y -= LEADING * self.scale
        value = self.axis.range.value
        shown = NOTHING if value is None else whole(value)
        write(drawing, x, y, shown, palette.ink, size, font=BOLD, anchor=self.anchor)


def _size(name: str, room: float, scale: float) -> float:
    """Return the size of text in which the longest word is not cut, if there is one."""
    longest = max(text_width(name[a:b].strip(), REGULAR, 1) for a, b in clusters(name))
    return max(SMALLEST * scale, min(LABEL * scale, room / longest))


def _limited(name: str, room: float, size: float) -> tuple[str, ...]:
    """Return a name in a few lines at most, the last one cut short."""
    lines = wrap(name, REGULAR, size, room)
    if len(lines) <= LINES:
        return tuple(lines)
    rest = " ".join(lines[LINES - 1 :])
    return (*lines[: LINES - 1], shorten(rest, REGULAR, size, room))


def _float(value: Fraction | None) -> float:
    return float(value or 0)
