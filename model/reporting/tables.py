"""Tables that break well: a head on every page, notes of any length, no lonely first row."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from reportlab.platypus import Flowable, Table

from model.reporting.flowables import ACCENT, LINE, ROW_LIMIT, WASH, packed, pieces
from model.reporting.fonts import REGULAR, text_width
from model.reporting.styles import COLUMN, GAP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.lib.styles import ParagraphStyle

    from model.reporting.press import Press

CHUNK = 110.0
"""A long note is set in rows of at most this height, in points."""

PAD = 4.0
HAIR = 0.01
LOW = 400.0
"""A table with less room than this on its first page, in points, starts with two rows or not."""

EDGE = 2.0
"""Padding at the left of the first and at the right of the last column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its title, its width in columns of the grid, and where its text stands.

    Attributes:
        indent: more room at the left, in points.
    """

    title: str
    width: float
    is_figure: bool = False
    indent: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row.

    Attributes:
        cells: plain text, a flowable as it is, or several of both one below the other.
        below: text of any length under the row, from the second column on.
        look: "plain", "strong", "muted", "band" (one text over all columns, repeated where its
            rows go on on the next page), or "wide" (one text over all columns).
        joined: no line above it and no page break before it.
    """

    cells: tuple[str | tuple[str | Flowable, ...] | Flowable, ...]
    below: str = ""
    look: str = "plain"
    joined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a table holds, before it is set; its cells are plain text."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def band(text: str) -> Row:
    """Return a row that names the rows below it."""
    return Row(cells=(text,), look="band")


def wide(text: str) -> Row:
    """Return a row with one text over all columns."""
    return Row(cells=(text,), look="wide")


def table(press: Press, columns: Sequence[Column], rows: Sequence[Row]) -> Table:
    """Return a table whose head is repeated on every page."""
    maker = _Maker(press, columns, _tails(columns, rows))
    for row in rows:
        maker.add(row)
    return maker.made()


def listed(press: Press, listing: Listing) -> Table:
    """Return a listing as a table."""
    return table(press, listing.columns, listing.rows)


def _tails(columns: Sequence[Column], rows: Sequence[Row]) -> list[str]:
    """Return for each column the longest part of its figures from the decimal point on."""
    tails = [""] * len(columns)
    for row in rows:
        for i, cell in enumerate(row.cells[: len(columns)]):
            if columns[i].is_figure and isinstance(cell, str):
                tails[i] = max(tails[i], _tail(cell), key=len)
    return tails


def _tail(figure: str) -> str:
    _, point, decimals = figure.partition(".")
    return point + decimals if decimals.isdigit() else ""


class RunningTable(Table):  # type: ignore[misc]  # reportlab has no types
    """A table that leaves no single row behind and repeats the band of the rows that go on."""

    _colSpanCells: Any  # noqa: N815  reportlab's name

    def _getFirstPossibleSplitRowPosition(  # noqa: N802  reportlab's name
        self,
        availHeight: float,  # noqa: N803  reportlab's name
        ignoreSpans: int = 0,  # noqa: N803  reportlab's name
    ) -> int:
        """Return the first row of the next page; what is repeated there follows from it."""
        position: int = super()._getFirstPossibleSplitRowPosition(availHeight, ignoreSpans)
        if position == len(self._rowHeights) - 1:
            room = sum(self._rowHeights[:position]) - HAIR
            earlier: int = super()._getFirstPossibleSplitRowPosition(room, ignoreSpans)
            position = earlier if earlier > self._heads() else position
        if position == self._heads() + 1 and availHeight < LOW:
            return 0
        self.repeatRows = self._repeated(position)
        return position

    def begins_in(self, room: float) -> bool:
        """Say whether more than its head has room; it must not have all of it."""
        heads, repeated = self._heads(), self.repeatRows
        position = self._getFirstPossibleSplitRowPosition(room)
        self.repeatRows = repeated  # asking must not change how it splits
        return position > heads

    def _calcSpanRanges(self) -> None:  # noqa: N802  reportlab's name
        """Look cells up in a set; reportlab searches a list for each."""
        super()._calcSpanRanges()
        self._colSpanCells = frozenset(self._colSpanCells)

    def _calcNoSplitRanges(self) -> None:  # noqa: N802  reportlab's name
        """Keep what is together by rows of the first column, not by every cell of the table."""
        self._nosplitRanges = {start: (*start, *stop) for _, start, stop in self._nosplitCmds}
        self._rowNoSplitCells = list(self._nosplitRanges)
        self._colNoSplitCells: list[tuple[int, int]] = []

    def _heads(self) -> int:
        return self.repeatRows if isinstance(self.repeatRows, int) else len(self.repeatRows)

    def _repeated(self, position: int) -> tuple[int, ...]:
        bands = [i for i in range(1, position + 1) if self._is_band(i)]
        return (0, bands[-1]) if bands and bands[-1] < position else (0,)

    def _is_band(self, row: int) -> bool:
        if row >= len(self._cellvalues):
            return False
        first = self._cellvalues[row][0]
        inside = first if isinstance(first, list | tuple) else [first]
        return any(getattr(block, "names_rows", False) for block in inside)


class _Maker:
    """Collects rows and the commands that style them."""

    def __init__(self, press: Press, columns: Sequence[Column], tails: Sequence[str]) -> None:
        self._press = press
        self._columns = columns
        self._tails = tails
        self._moved: dict[tuple[int, int], ParagraphStyle] = {}
        self._cells: list[list[Any]] = []
        self._style: list[tuple[Any, ...]] = []
        self._may_join = True
        self._head()

    def add(self, row: Row) -> None:
        at = len(self._cells)
        if row.look == "band":
            self._band(row.cells[0], at)
            return
        if row.look == "wide":
            self._wide(row.cells[0], at)
            return
        columns = [self._in_rows(self._cell(row, i), i) for i in range(len(self._columns))]
        self._cells += [list(line) for line in zip_longest(*columns, fillvalue="")]
        if row.joined:
            self._join(at)
        elif at > 1:
            self._style.append(("LINEABOVE", (0, at), (-1, at), 0.4, LINE))
        self._may_join = not row.joined
        for part in self._parts(row.below):
            self._below(part)

    def made(self) -> Table:
        widths = [column.width * COLUMN for column in self._columns]
        named = [("FONTNAME", (0, 0), (-1, -1), REGULAR), *self._style]
        return RunningTable(
            self._cells,
            colWidths=widths,
            style=named,
            repeatRows=1,
            spaceBefore=2,
            spaceAfter=GAP,
        )

    def _head(self) -> None:
        styles = self._press.styles
        self._cells.append(
            [
                self._press.set(c.title, styles.head_right if c.is_figure else styles.head)
                for c in self._columns
            ]
        )
        self._style += [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), PAD),
            ("RIGHTPADDING", (0, 0), (-1, -1), PAD),
            ("LEFTPADDING", (0, 0), (0, -1), EDGE),
            ("RIGHTPADDING", (-1, 0), (-1, -1), EDGE),
            *[
                ("LEFTPADDING", (i, 0), (i, -1), PAD + column.indent)
                for i, column in enumerate(self._columns)
                if column.indent
            ],
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("LINEBELOW", (0, 0), (-1, 0), 0.9, ACCENT),
            ("LINEBELOW", (0, -1), (-1, -1), 0.4, LINE),
        ]

    def _room(self, i: int) -> float:
        """Return the width of text in a column, to the last bit as reportlab reckons it."""
        left = self._columns[i].indent + (PAD if i else EDGE)
        right = EDGE if i == len(self._columns) - 1 else PAD
        return float(self._columns[i].width * COLUMN - left - right)

    def _cell(self, row: Row, i: int) -> Any:  # noqa: ANN401  what a cell of reportlab can be
        content = row.cells[i] if i < len(row.cells) else ""
        if isinstance(content, Flowable):
            return content
        name = "figure" if self._columns[i].is_figure else "cell"
        styles = self._press.styles
        style = {
            "plain": getattr(styles, name),
            "strong": getattr(styles, f"{name}_bold"),
            "muted": getattr(styles, f"{name}_muted"),
        }[row.look]
        if isinstance(content, tuple):
            each = (t if isinstance(t, Flowable) else self._press.set(t, style) for t in content)
            return list(each) or ""
        if self._tails[i] and content and not _tail(content):
            style = self._left_of_point(style, i)
        return self._press.set(content, style) if content else ""

    def _left_of_point(self, style: ParagraphStyle, i: int) -> ParagraphStyle:
        """Return a style for a figure without decimals in a column where others have some."""
        key = (id(style), i)
        if key not in self._moved:
            room = text_width(self._tails[i], style.fontName, style.fontSize)
            self._moved[key] = style.clone(f"{style.name}-{i}", rightIndent=room)
        return self._moved[key]

    def _in_rows(self, content: Any, i: int) -> list[Any]:  # noqa: ANN401  what a cell can be
        """Return a cell as parts that each fit into one row."""
        if isinstance(content, list):
            return packed(content, self._room(i), ROW_LIMIT)
        return pieces(content, self._room(i), ROW_LIMIT)

    def _wide(self, text: Any, at: int) -> None:  # noqa: ANN401  what a cell can be
        content = self._press.set(text, self._press.styles.cell_muted)
        width = sum(c.width for c in self._columns) * COLUMN - EDGE - PAD
        for part in pieces(content, width, ROW_LIMIT):
            self._style.append(("SPAN", (0, len(self._cells)), (-1, len(self._cells))))
            self._cells.append([part] + [""] * (len(self._columns) - 1))
        self._style.append(("LINEABOVE", (0, at), (-1, at), 0.4, LINE))
        self._may_join = True

    def _band(self, text: Any, at: int) -> None:  # noqa: ANN401  what a cell can be
        content = self._press.set(text, self._press.styles.band)
        content.names_rows = True
        self._cells.append([content] + [""] * (len(self._columns) - 1))
        self._style += [
            ("SPAN", (0, at), (-1, at)),
            ("BACKGROUND", (0, at), (-1, at), WASH),
            ("LEFTPADDING", (0, at), (0, at), 6),
            ("NOSPLIT", (0, at), (0, at + 1)),
        ]

    def _below(self, part: list[Flowable]) -> None:
        at = len(self._cells)
        self._cells.append(["", part] + [""] * (len(self._columns) - 2))
        self._style.append(("SPAN", (1, at), (-1, at)))
        self._join(at)

    def _join(self, at: int) -> None:
        """Take away the gap above a row; only the first row below another stays with it."""
        self._style += [
            ("TOPPADDING", (0, at), (-1, at), 0),
            ("BOTTOMPADDING", (0, at - 1), (-1, at - 1), 2),
        ]
        if self._may_join:
            self._style.append(("NOSPLIT", (0, at - 1), (0, at)))
        self._may_join = False

    def _parts(self, text: str) -> list[list[Flowable]]:
        """Return a note as parts that each fit into one row."""
        width = sum(c.width for c in self._columns[1:]) * COLUMN - 2 * PAD
        lines = self._press.set_lines(text, self._press.styles.cell_muted)
        return packed(lines, width, CHUNK)
