"""Tables of plain text that stay straight with Chinese in them, and the way out to the terminal."""

from __future__ import annotations

import json
import sys
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

GAP = "  "


def say(text: str) -> None:
    """Print one line of the result."""
    sys.stdout.write(one_line(text) + "\n")


def note(text: str) -> None:
    """Print one line beside the result."""
    sys.stderr.write(one_line(text) + "\n")


def say_json(value: object) -> None:
    """Print a value as JSON."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def say_table(rows: Iterable[Sequence[str]]) -> None:
    """Print rows of cells, each column as wide as its widest cell."""
    for line in columns(rows):
        sys.stdout.write(line + "\n")


def columns(rows: Iterable[Sequence[str]]) -> list[str]:
    """Return rows of cells as lines, each column as wide as its widest cell."""
    cells = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    return [
        GAP.join(
            cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)
        ).rstrip()
        for row in cells
    ]


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes; a Chinese character takes two."""
    return sum(
        2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in text
    )


def one_line(text: str) -> str:
    """Return a text without line breaks and control characters, which a terminal would obey."""
    return "".join(c if unicodedata.category(c) not in ("Cc", "Cf") else " " for c in text)
