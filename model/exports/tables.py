"""Tables of plain values, as sheets and lists of values are made from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

Value = str | int | Fraction | date | datetime | None
"""What one cell says; a moment has no zone and is UTC. None for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column.

    Attributes:
        key: its name in the messages, without the table's.
        title: its heading.
        width: about how many Latin letters wide it is shown.
    """

    key: str
    title: str
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under headings.

    Attributes:
        name: as short as the name of a sheet must be (31 characters).
        rows: each as long as the columns.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]

    def at(self, key: str) -> int:
        """Return the place of a column, from 0."""
        return [column.key for column in self.columns].index(key)
