"""The numbers of several rounds as a line, drawn once for paper and window."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reportlab.graphics.shapes import Circle, Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor

from model.reporting.fonts import BOLD, REGULAR, text_width
from model.reporting.palette import PAPER
from model.rounding import whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from model.reporting.palette import Palette
    from model.scoring import Range

GRID = (0, 50, 70, 85, 100)
"""Where the scale has lines: its ends, and where a grade begins (scoring.md)."""

PLOT = 150.0
"""Height of the scale in points at scale 1."""

_LINE, _SMALL, _USUAL = 11.0, 7.4, 8.6
"""Height of a line of text, and sizes of text, at scale 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One round.

    Attributes:
        labels: lines that stand below it, such as number, day and gaps.
        clarity: 0 to 100.
        follows: the line goes on from the round before; else a dotted line parts them.
    """

    labels: tuple[str, ...]
    share: Range
    clarity: Fraction
    follows: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """What each sign is called."""

    share: str
    range: str
    clarity: str
    apart: str


def trend_chart(
    marks: Sequence[Mark],
    legend: Legend,
    palette: Palette = PAPER,
    scale: float = 1.0,
    width: float = 480.0,
) -> Drawing:
    """Draw share carried with its range, and clarity, of each round from left to right.

    Args:
        marks: at least one; one without a share has its range and clarity only.
        legend: what each sign is called; that of a parting is left out where there is none.
        palette: colours, so that a dark window can have it too.
        scale: 1.0 for the report; text grows with it, `width` does not.
        width: in points.
    """
    is_parted = any(not mark.follows for mark in marks[1:])
    signs = _signs(legend, is_parted=is_parted)
    lines = _legend_lines(signs, width, scale)
    below = max(len(mark.labels) for mark in marks) * _LINE * scale + 6 * scale
    above = len(lines) * (_LINE + 3) * scale + 12 * scale
    drawing = Drawing(width, below + PLOT * scale + above)
    area = _Area(
        left=24 * scale, right=width - 10 * scale, bottom=below, scale=scale, count=len(marks)
    )
    pen = _Pen(drawing, palette, scale)
    _draw_grid(pen, area)
    _draw_marks(pen, area, marks)
    _draw_labels(pen, area, marks)
    _draw_legend(pen, lines)
    return drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class _Area:
    """Where the scale and the rounds lie on the drawing."""

    left: float
    right: float
    bottom: float
    scale: float
    count: int

    @property
    def slot(self) -> float:
        return (self.right - self.left) / self.count

    def x(self, number: int) -> float:
        return self.left + self.slot * (number + 0.5)

    def y(self, value: Fraction | float) -> float:
        return self.bottom + PLOT * self.scale * float(value) / 100


@dataclass(frozen=True, slots=True)
class _Pen:
    """Puts lines, signs and words on a drawing."""

    drawing: Drawing
    palette: Palette
    scale: float

    def line(
        self, start: tuple[float, float], end: tuple[float, float], colour: str, width: float
    ) -> None:
        self.dashed(start, end, colour, width, ())

    def dashed(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        colour: str,
        width: float,
        dashes: tuple[float, ...],
    ) -> None:
        made = Line(*start, *end, strokeColor=HexColor(colour), strokeWidth=width * self.scale)
        if dashes:
            made.strokeDashArray = [each * self.scale for each in dashes]
        self.drawing.add(made)

    def band(self, x: float, low: float, high: float) -> None:
        half = 5 * self.scale
        self.drawing.add(
            Rect(
                x - half,
                low,
                2 * half,
                max(high - low, 0.1),
                fillColor=HexColor(self.palette.band),
                strokeColor=None,
            )
        )

    def dot(self, x: float, y: float) -> None:
        self.drawing.add(
            Circle(
                x,
                y,
                3.4 * self.scale,
                fillColor=HexColor(self.palette.accent),
                strokeColor=HexColor(self.palette.paper),
                strokeWidth=0.8 * self.scale,
            )
        )

    def square(self, x: float, y: float) -> None:
        half = 2.6 * self.scale
        self.drawing.add(
            Rect(
                x - half,
                y - half,
                2 * half,
                2 * half,
                fillColor=HexColor(self.palette.paper),
                strokeColor=HexColor(self.palette.muted),
                strokeWidth=1.1 * self.scale,
            )
        )

    def write(self, x: float, y: float, text: str, *, anchor: str, is_bold: bool = False) -> None:
        self.drawing.add(
            String(
                x,
                y,
                text,
                fontName=BOLD if is_bold else REGULAR,
                fontSize=(_USUAL if is_bold else _SMALL) * self.scale,
                fillColor=HexColor(self.palette.ink if is_bold else self.palette.muted),
                textAnchor=anchor,
            )
        )


def _draw_grid(pen: _Pen, area: _Area) -> None:
    for value in GRID:
        y = area.y(value)
        pen.line((area.left, y), (area.right, y), pen.palette.line, 0.5)
        pen.write(area.left - 5 * pen.scale, y - 2.6 * pen.scale, f"{value}", anchor="end")


def _draw_marks(pen: _Pen, area: _Area, marks: Sequence[Mark]) -> None:
    """Draw bands first, then partings and lines, the signs last, so that they lie on top."""
    for number, mark in enumerate(marks):
        share = mark.share
        if share.low is not None and share.high is not None and share.low < share.high:
            pen.band(area.x(number), area.y(share.low), area.y(share.high))
    for number, (before, after) in enumerate(pairwise(marks)):
        x1, x2 = area.x(number), area.x(number + 1)
        if not after.follows:
            middle = (x1 + x2) / 2
            top = area.y(100)
            pen.dashed((middle, area.bottom), (middle, top), pen.palette.ink, 0.9, (1.5, 2.5))
            continue
        ends = ((x1, area.y(before.clarity)), (x2, area.y(after.clarity)))
        pen.dashed(*ends, pen.palette.muted, 1.1, (4, 3))
        if before.share.value is not None and after.share.value is not None:
            ends = ((x1, area.y(before.share.value)), (x2, area.y(after.share.value)))
            pen.line(*ends, pen.palette.accent, 2)
    for number, mark in enumerate(marks):
        pen.square(area.x(number), area.y(mark.clarity))
        if mark.share.value is not None:
            y = area.y(mark.share.value)
            pen.dot(area.x(number), y)
            pen.write(
                area.x(number),
                y + 6 * pen.scale,
                whole(mark.share.value),
                anchor="middle",
                is_bold=True,
            )


def _draw_labels(pen: _Pen, area: _Area, marks: Sequence[Mark]) -> None:
    """Write below each round, or below every second, third … where there is little room."""
    size = _SMALL * pen.scale
    widest = max(text_width(text, REGULAR, size) for mark in marks for text in mark.labels)
    step = max(1, -int(-(widest + 6 * pen.scale) // area.slot))
    for number in range(len(marks) - 1, -1, -step):  # the last round always has its label
        for at, text in enumerate(marks[number].labels, start=1):
            pen.write(area.x(number), area.bottom - at * _LINE * pen.scale, text, anchor="middle")


def _signs(legend: Legend, *, is_parted: bool) -> tuple[tuple[str, str], ...]:
    signs = (("share", legend.share), ("range", legend.range), ("clarity", legend.clarity))
    return (*signs, ("apart", legend.apart)) if is_parted else signs


def _legend_lines(
    signs: Sequence[tuple[str, str]], width: float, scale: float
) -> list[list[tuple[float, str, str]]]:
    """Return the signs in lines: where each begins, which it is and what it is called."""
    lines: list[list[tuple[float, str, str]]] = [[]]
    x = 0.0
    for name, text in signs:
        needed = 22 * scale + text_width(text, REGULAR, _SMALL * scale)
        if lines[-1] and x + needed > width:
            lines.append([])
            x = 0.0
        lines[-1].append((x, name, text))
        x += needed + 14 * scale
    return lines


def _draw_legend(pen: _Pen, lines: Sequence[Sequence[tuple[float, str, str]]]) -> None:
    scale, palette = pen.scale, pen.palette
    y = pen.drawing.height - 8 * scale
    for line in lines:
        for x, name, text in line:
            middle = x + 8 * scale
            if name == "share":
                pen.line((x, y), (x + 16 * scale, y), palette.accent, 2)
                pen.dot(middle, y)
            elif name == "range":
                pen.band(middle, y - 5 * scale, y + 5 * scale)
            elif name == "clarity":
                pen.dashed((x, y), (x + 16 * scale, y), palette.muted, 1.1, (4, 3))
                pen.square(middle, y)
            else:
                ends = ((middle, y - 5 * scale), (middle, y + 5 * scale))
                pen.dashed(*ends, palette.ink, 0.9, (1.5, 2.5))
            pen.write(x + 22 * scale, y - 2.6 * scale, text, anchor="start")
        y -= (_LINE + 3) * scale
