"""Every responsibility as a cell with code and value, shaded by the value, under its category."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, TypeVar

from reportlab.graphics.shapes import Drawing, Rect

from model.overview import Mark
from model.reporting.charts.drawing import (
    GRADE_LIMITS,
    NOTHING,
    Place,
    colour,
    fitted,
    stroke,
    write,
)
from model.reporting.chinese import shorten, wrap
from model.reporting.fonts import BOLD, REGULAR, text_width
from model.reporting.palette import PAPER
from model.rounding import whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from model.overview import Cell, CellGroup
    from model.reporting.palette import Palette

T = TypeVar("T")

GLYPHS = {
    Mark.GAP: "◆",
    Mark.ORPHAN: "○",
    Mark.HANDED_OVER: "→",
    Mark.PENDING: "?",
    Mark.OPEN: "…",
    Mark.OUT: "×",
}
"""How a mark is printed in a cell, and in the legend."""

NAMES = 0.28
"""Part of the width that the names of categories take beside the cells."""

BESIDE = 4
"""Names stand above the cells where fewer than this many would fit beside them."""

LEAST, MOST, HIGH = 38.0, 62.0, 29.0
"""Width of a cell at least and at most, and its height, in points at scale 1."""

GAP, GROUP_GAP, PAD = 3.0, 8.0, 4.0
LEADING, NAME, LABEL, CODE, VALUE = 11.5, 8.6, 7.6, 7.2, 10.5


def heat_map(
    groups: Sequence[CellGroup],
    words: Mapping[Mark, str],
    palette: Palette = PAPER,
    scale: float = 1.0,
    width: float = 480.0,
) -> Drawing:
    """Draw a cell for each responsibility, by category, with a legend.

    Args:
        groups: categories with their cells.
        words: what each mark means; the legend names those that occur.
        palette: colours, so that a dark window can have it too.
        scale: 1.0 for the report; text grows with it, `width` does not.
        width: in points.
    """
    return heat_map_parts(groups, words, palette, scale, width)[0]


def heat_map_parts(
    groups: Sequence[CellGroup],
    words: Mapping[Mark, str],
    palette: Palette = PAPER,
    scale: float = 1.0,
    width: float = 480.0,
    limit: float = inf,
) -> list[Drawing]:
    """Draw the heat map in parts of at most `limit` points each, the legend below the last."""
    grid = _Grid.fitting(width, scale)
    found = {mark for group in groups for cell in group.cells for mark in cell.marks}
    legend = _Legend(grid, {mark: words[mark] for mark in Mark if mark in found})
    parts: list[list[_Block]] = [[]]
    for block in (piece for group in groups for piece in grid.blocks(group, limit)):
        if parts[-1] and grid.height([*parts[-1], block]) + legend.height > limit:
            parts.append([])
        parts[-1].append(block)
    drawings = []
    for number, blocks in enumerate(parts, start=1):
        is_last = number == len(parts)
        below = legend.height if is_last else 0.0
        drawing = Drawing(width, grid.height(blocks) + below)
        _draw_blocks(drawing, grid, blocks, palette)
        if is_last:
            legend.draw(drawing, palette)
        drawings.append(drawing)
    return drawings


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """Rows of cells under one name.

    Attributes:
        lines: the name, broken into lines.
    """

    lines: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """Where cells stand.

    Attributes:
        left: where the first cell of a row begins.
        columns: how many cells stand in a row.
        cell: width of a cell.
    """

    scale: float
    width: float
    left: float
    columns: int
    cell: float

    @classmethod
    def fitting(cls, width: float, scale: float) -> _Grid:
        """Return the grid for a width: names beside the cells where there is room for both."""
        left = NAMES * width
        if _columns(width - left, scale) < BESIDE:
            left = 0.0
        columns = _columns(width - left, scale)
        gaps = (columns - 1) * GAP * scale
        cell = min((width - left - gaps) / columns, MOST * scale)
        return cls(scale=scale, width=width, left=left, columns=columns, cell=cell)

    def blocks(self, group: CellGroup, limit: float) -> list[_Block]:
        """Return a group, in pieces where it is taller than a part may be."""
        room = (self.left or self.width) - 8 * self.scale
        lines = tuple(wrap(group.name, REGULAR, NAME * self.scale, room))
        rows = _in_rows(group.cells, self.columns)
        step = (HIGH + GAP) * self.scale
        free = limit - len(lines) * LEADING * self.scale - _LEGEND_ROOM * self.scale
        at_once = len(rows) if limit == inf else max(1, int(free / step))
        return [_Block(lines=lines, rows=some) for some in _in_rows(rows, at_once)]

    def above(self, block: _Block) -> float:
        """Return how much room a name takes above its cells."""
        return 0.0 if self.left else (len(block.lines) * LEADING + GAP) * self.scale

    def block_height(self, block: _Block) -> float:
        """Return how high a block is."""
        cells = (len(block.rows) * (HIGH + GAP) - GAP) * self.scale
        if not self.left:
            return self.above(block) + cells
        return max(cells, len(block.lines) * LEADING * self.scale)

    def height(self, blocks: Iterable[_Block]) -> float:
        """Return how high blocks below each other are."""
        heights = [self.block_height(block) for block in blocks]
        return sum(heights) + max(0, len(heights) - 1) * GROUP_GAP * self.scale


def _in_rows(things: Sequence[T], many: int) -> tuple[tuple[T, ...], ...]:
    return tuple(tuple(things[at : at + many]) for at in range(0, len(things), many))


def _columns(room: float, scale: float) -> int:
    return max(1, int((room + GAP * scale) / ((LEAST + GAP) * scale)))


def _draw_blocks(drawing: Drawing, grid: _Grid, blocks: Iterable[_Block], palette: Palette) -> None:
    top = drawing.height
    for block in blocks:
        first = top - NAME * grid.scale - (3 * grid.scale if grid.left else 0)
        for number, line in enumerate(block.lines):
            y = first - number * LEADING * grid.scale
            write(drawing, 0, y, line, palette.ink, NAME * grid.scale)
        y = top - grid.above(block)
        for cells in block.rows:
            y -= HIGH * grid.scale
            for place, cell in enumerate(cells):
                x = grid.left + place * (grid.cell + GAP * grid.scale)
                _draw_cell(drawing, grid, (x, y), cell, palette)
            y -= GAP * grid.scale
        top -= grid.block_height(block) + GROUP_GAP * grid.scale


def _draw_cell(
    drawing: Drawing, grid: _Grid, corner: tuple[float, float], cell: Cell, palette: Palette
) -> None:
    """Draw ground and frame, then code, marks and value; each of them tells without colour."""
    (x, y), scale = corner, grid.scale
    ground = palette.paper if cell.value is None else _shade(float(cell.value), palette)
    ink = palette.on(ground)
    drawing.add(
        Place(
            x,
            y,
            grid.cell,
            HIGH * scale,
            spot=cell.id,
            fillColor=colour(ground),
            strokeColor=colour(palette.muted if cell.value is None else palette.line),
            strokeWidth=0.6 * scale,
            strokeDashArray=[2 * scale, 2 * scale] if cell.value is None else None,
        )
    )
    if Mark.ORPHAN in cell.marks:
        _hatch(drawing, grid, corner, palette)
    if Mark.GAP in cell.marks:
        _frame(drawing, grid, corner, palette)
    right = x + grid.cell - PAD * scale
    marks = "".join(GLYPHS[mark] for mark in cell.marks)
    top, bottom = y + (HIGH - PAD - 6) * scale, y + PAD * scale
    write(drawing, right, top, marks, ink, CODE * scale, anchor="end")
    room = grid.cell - 2 * PAD * scale - text_width(marks, REGULAR, CODE * scale)
    code, size = fitted(cell.code, REGULAR, CODE * scale, room - 2 * scale, 5.5 * scale)
    write(drawing, x + PAD * scale, top, code, ink, size)
    value = NOTHING if cell.value is None else whole(cell.value)
    write(drawing, x + PAD * scale, bottom, value, ink, VALUE * scale, font=BOLD)


def _shade(value: float, palette: Palette) -> str:
    limits = [low for low, _, _ in GRADE_LIMITS]
    return palette.ramp[sum(value >= limit for limit in limits) - 1]


def _hatch(drawing: Drawing, grid: _Grid, corner: tuple[float, float], palette: Palette) -> None:
    """Draw slanted lines below the mark, where no text stands."""
    (x, y), step = corner, 5 * grid.scale
    high, right = (HIGH - 13) * grid.scale, corner[0] + grid.cell
    start = x + grid.cell / 2
    while start < right:
        end = min(start + high, right)
        drawing.add(stroke((start, y), (end, y + end - start), palette.muted, 0.5 * grid.scale))
        start += step


def _frame(drawing: Drawing, grid: _Grid, corner: tuple[float, float], palette: Palette) -> None:
    (x, y), thick = corner, 1.5 * grid.scale
    drawing.add(
        Rect(
            x + thick / 2,
            y + thick / 2,
            grid.cell - thick,
            HIGH * grid.scale - thick,
            fillColor=None,
            strokeColor=colour(palette.ink),
            strokeWidth=thick,
        )
    )


_LEGEND_ROOM = 70.0
"""Room kept free for the legend where a map is drawn in parts, in points at scale 1."""

_SWATCH = 11.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """One line of the legend: a shade, or a mark, and what it means."""

    text: str
    x: float
    mark: Mark | None = None


class _Legend:
    """What shades and marks mean, in lines of items."""

    def __init__(self, grid: _Grid, words: Mapping[Mark, str]) -> None:
        self._scale = grid.scale
        self._width = grid.width
        shades = [(None, f"{low}–{high}") for low, high, _ in GRADE_LIMITS]
        self._lines = self._flowed([*shades, *words.items()])
        self.height = (len(self._lines) * LEADING + GROUP_GAP + 2) * grid.scale

    def _flowed(self, items: Sequence[tuple[Mark | None, str]]) -> list[list[_Item]]:
        """Return items with where each begins, line by line."""
        lines: list[list[_Item]] = [[]]
        x = 0.0
        for mark, text in items:
            words = text_width(text, REGULAR, LABEL * self._scale)
            needs = words + (_SWATCH + 4) * self._scale
            if lines[-1] and x + needs > self._width:
                lines.append([])
                x = 0.0
            lines[-1].append(_Item(mark=mark, text=text, x=x))
            x += needs + 12 * self._scale
        return lines

    def draw(self, drawing: Drawing, palette: Palette) -> None:
        """Draw the legend at the foot of a drawing."""
        scale = self._scale
        shades = iter(palette.ramp)
        for number, items in enumerate(self._lines, start=1):
            y = ((len(self._lines) - number) * LEADING + 3) * scale
            for item in items:
                if item.mark is None:
                    drawing.add(self._swatch(item.x, y, next(shades), palette))
                else:
                    middle, glyph = item.x + _SWATCH / 2 * scale, GLYPHS[item.mark]
                    write(drawing, middle, y, glyph, palette.ink, LABEL * scale, anchor="middle")
                start = item.x + (_SWATCH + 4) * scale
                text = shorten(item.text, REGULAR, LABEL * scale, self._width - start)
                write(drawing, start, y, text, palette.muted, LABEL * scale)

    def _swatch(self, x: float, y: float, shade: str, palette: Palette) -> Rect:
        scale = self._scale
        return Rect(
            x,
            y - 1.5 * scale,
            _SWATCH * scale,
            8.5 * scale,
            fillColor=colour(shade),
            strokeColor=colour(palette.line),
            strokeWidth=0.5 * scale,
        )
