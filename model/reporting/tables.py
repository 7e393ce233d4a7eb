"""Tables that break well: a head on every page, notes of any length, no lonely first row."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from reportlab.platypus import Flowable

from model.reporting.flowables import ACCENT, LINE, ROW_LIMIT, WASH, grid, pieces
from model.reporting.styles import COLUMN, GAP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.platypus import Table

    from model.reporting.press import Press

CHUNK = 110.0
"""A long note is set in rows of at most this height, in points."""

PAD = 4.0
EDGE = 2.0
"""Padding at the left of the first and at the right of the last column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its title, its width in columns of the grid, and where its text stands."""

    title: str
    width: float
    is_figure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row.

    Attributes:
        cells: plain text, or a flowable as it is.
        below: text of any length under the row, from the second column on.
        look: "plain", "strong", "muted", or "band" (one text over all columns).
        joined: no line above it and no page break before it.
    """

    cells: tuple[str | Flowable, ...]
    below: str = ""
    look: str = "plain"
    joined: bool = False


def band(text: str) -> Row:
    """Return a row that names the rows below it."""
    return Row(cells=(text,), look="band")


def table(press: Press, columns: Sequence[Column], rows: Sequence[Row]) -> Table:
    """Return a table whose head is repeated on every page."""
    maker = _Maker(press, columns)
    for row in rows:
        maker.add(row)
    return maker.made()


class _Maker:
    """Collects rows and the commands that style them."""

    def __init__(self, press: Press, columns: Sequence[Column]) -> None:
        self._press = press
        self._columns = columns
        self._cells: list[list[Any]] = []
        self._style: list[tuple[Any, ...]] = []
        self._may_join = True
        self._head()

    def add(self, row: Row) -> None:
        at = len(self._cells)
        if row.look == "band":
            self._band(row.cells[0], at)
            return
        columns = [
            pieces(self._cell(row, i), self._room(i), ROW_LIMIT) for i in range(len(self._columns))
        ]
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
        return grid(
            self._cells,
            widths,
            self._style,
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
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("LINEBELOW", (0, 0), (-1, 0), 0.9, ACCENT),
            ("LINEBELOW", (0, -1), (-1, -1), 0.4, LINE),
        ]

    def _room(self, i: int) -> float:
        """Return the width of text in a column, to the last bit as reportlab reckons it."""
        left = PAD if i else EDGE
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
        return self._press.set(content, style) if content else ""

    def _band(self, text: str | Flowable, at: int) -> None:
        content = (
            text if isinstance(text, Flowable) else self._press.set(text, self._press.styles.band)
        )
        self._cells.append([content] + [""] * (len(self._columns) - 1))
        self._style += [
            ("SPAN", (0, at), (-1, at)),
            ("BACKGROUND", (0, at), (-1, at), WASH),
            ("LEFTPADDING", (0, at), (0, at), 6),
            ("NOSPLIT", (0, at), (-1, at + 1)),
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
            self._style.append(("NOSPLIT", (0, at - 1), (-1, at)))
        self._may_join = False

    def _parts(self, text: str) -> list[list[Flowable]]:
        """Return a note as parts that each fit into one row."""
        width = sum(c.width for c in self._columns[1:]) * COLUMN - PAD - EDGE
        parts: list[list[Flowable]] = []
        used = CHUNK
        for line in self._press.set_lines(text, self._press.styles.cell_muted):
            for piece in pieces(line, width, CHUNK):
                _, height = piece.wrap(width, CHUNK)
                if used + height > CHUNK:
                    parts.append([])
                    used = 0.0
                parts[-1].append(piece)
                used += height
        return parts
