"""Numbers from 0 to 100 as bars, each with the range it can still take."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from reportlab.graphics.shapes import Drawing, Polygon, Rect

from model.reporting.charts.drawing import (
    FULL,
    GRADE_LIMITS,
    NOTHING,
    colour,
    place,
    stroke,
    write,
)
from model.reporting.chinese import wrap
from model.reporting.fonts import BOLD, REGULAR
from model.reporting.palette import PAPER
from model.rounding import one_decimal, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.reporting.palette import Palette
    from model.scoring import Range

LABEL_SHARE = 0.36
"""Part of the width that the names of categories take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: its name, the number it shows, and what it stands for where it can be opened."""

    name: str
    range: Range
    id: str = ""


def share_gauge(
    share: Range, palette: Palette = PAPER, scale: float = 1.0, width: float = 480.0
) -> Drawing:
    """Draw a number on the scale from 0 to 100 with its range and the limits of the grades.

    Args:
        share: the number; without a value only the range is drawn.
        palette: colours, so that a dark window can have it too.
        scale: 1.0 for the report; text grows with it, `width` does not.
        width: in points.
    """
    drawing = Drawing(width, 62 * scale)
    pad = 12 * scale
    track = _Track(left=pad, width=width - 2 * pad, bottom=25 * scale, height=13 * scale)
    _draw_track(drawing, track, share, palette)
    for low, high, letter in GRADE_LIMITS:
        middle = track.at((low + high) / 2)
        write(drawing, middle, 3 * scale, letter, palette.muted, 8 * scale, anchor="middle")
        for limit in {low, high}:
            x = track.at(limit)
            drawing.add(
                stroke((x, track.bottom - 4 * scale), (x, track.top), palette.muted, 0.6 * scale)
            )
    for limit in (0, 50, 70, 85, FULL):
        x = track.at(limit)
        write(drawing, x, 12.5 * scale, str(limit), palette.muted, 7 * scale, anchor="middle")
    if share.value is not None:
        _draw_marker(drawing, track, float(share.value), palette, scale)
        _write_value(drawing, track, share, palette, scale)
    return drawing


def category_bars(
    bars: Sequence[Bar], palette: Palette = PAPER, scale: float = 1.0, width: float = 480.0
) -> Drawing:
    """Draw one bar a category, its range as a lighter band, and "–" where nothing counts."""
    size = 8.6 * scale
    names = width * LABEL_SHARE
    labels = [wrap(bar.name, REGULAR, size, names - 10 * scale) for bar in bars]
    heights = [(10 + 11.5 * len(lines)) * scale for lines in labels]
    drawing = Drawing(width, sum(heights) + 13 * scale)
    area = _Track(left=names, width=width - names - 36 * scale, bottom=0, height=11 * scale)
    ends = accumulate(heights)
    middles = [drawing.height - e + h / 2 for e, h in zip(ends, heights, strict=True)]
    for middle in middles:
        _draw_empty(drawing, area.moved(middle - area.height / 2), palette)
    _draw_scale(drawing, area, sum(heights), palette, scale)
    for bar, lines, middle in zip(bars, labels, middles, strict=True):
        first = middle + (11.5 * (len(lines) - 1) / 2 - 3) * scale
        for number, line in enumerate(lines):
            write(drawing, 0, first - number * 11.5 * scale, line, palette.ink, size)
        _draw_share(drawing, area.moved(middle - area.height / 2), bar.range, palette)
        value = NOTHING if bar.range.value is None else one_decimal(bar.range.value)
        write(drawing, width, middle - 3 * scale, value, palette.ink, size, font=BOLD, anchor="end")
    for bar, height, middle in zip(bars, heights, middles, strict=True):
        if bar.id:
            drawing.add(place(bar.id, 0, middle - height / 2, width, height))
    return drawing


def value_bar(
    share: Range, palette: Palette = PAPER, scale: float = 1.0, width: float = 90.0
) -> Drawing:
    """Draw one bare bar with its range, to stand beside a number."""
    drawing = Drawing(width, 8 * scale)
    track = _Track(left=0.5, width=width - 1, bottom=0.5 * scale, height=7 * scale)
    _draw_track(drawing, track, share, palette)
    return drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class _Track:
    """Where 0 to 100 lies on the drawing."""

    left: float
    width: float
    bottom: float
    height: float

    @property
    def top(self) -> float:
        return self.bottom + self.height

    def at(self, value: float) -> float:
        return self.left + self.width * value / FULL

    def moved(self, bottom: float) -> _Track:
        return _Track(left=self.left, width=self.width, bottom=bottom, height=self.height)


def _draw_track(drawing: Drawing, track: _Track, share: Range, palette: Palette) -> None:
    _draw_empty(drawing, track, palette)
    _draw_share(drawing, track, share, palette)


def _draw_empty(drawing: Drawing, track: _Track, palette: Palette) -> None:
    drawing.add(_box(track, 0, FULL, palette.wash, border=palette.line))


def _draw_share(drawing: Drawing, track: _Track, share: Range, palette: Palette) -> None:
    """Draw the range as a band over the height of the track, the value as a thinner bar."""
    if share.low is not None and share.high is not None and share.high > share.low:
        drawing.add(_box(track, float(share.low), float(share.high), palette.band))
    if share.value is not None and share.value > 0:
        drawing.add(_box(track, 0, float(share.value), palette.accent, inset=0.22))


def _draw_marker(
    drawing: Drawing, track: _Track, value: float, palette: Palette, scale: float
) -> None:
    x, y, half = track.at(value), track.top + 1 * scale, 4 * scale
    drawing.add(
        stroke(
            (x, track.bottom - 1.5 * scale),
            (x, track.top + 2 * scale),
            palette.ink,
            1.4 * scale,
        )
    )
    drawing.add(
        Polygon(
            [x, y, x - half, y + 1.5 * half, x + half, y + 1.5 * half],
            fillColor=colour(palette.ink),
            strokeColor=None,
        )
    )


def _write_value(
    drawing: Drawing, track: _Track, share: Range, palette: Palette, scale: float
) -> None:
    """Write the value above its marker, kept inside the drawing."""
    if share.value is None:
        return
    x = min(max(track.at(float(share.value)), 8 * scale), drawing.width - 8 * scale)
    y = track.top + 9.5 * scale
    write(drawing, x, y, whole(share.value), palette.ink, 12 * scale, font=BOLD, anchor="middle")


def _draw_scale(
    drawing: Drawing, area: _Track, height: float, palette: Palette, scale: float
) -> None:
    for value in (0, 50, 70, 85, FULL):
        x = area.at(value)
        drawing.add(stroke((x, 11 * scale), (x, 13 * scale + height), palette.line, 0.5 * scale))
        write(drawing, x, 2 * scale, str(value), palette.muted, 7 * scale, anchor="middle")


def _box(
    track: _Track,
    low: float,
    high: float,
    fill: str,
    *,
    border: str | None = None,
    inset: float = 0.0,
) -> Rect:
    rim = track.height * inset
    return Rect(
        track.at(low),
        track.bottom + rim,
        track.at(high) - track.at(low),
        track.height - 2 * rim,
        fillColor=colour(fill),
        strokeColor=colour(border) if border else None,
        strokeWidth=0.5,
    )
