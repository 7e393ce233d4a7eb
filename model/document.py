"""A document as neutral blocks, so that PDF, Word and HTML print the same thing.

Every text exists in both languages; what people typed is the same in both and printed once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from model.language import Language, LocalizedText

if TYPE_CHECKING:
    from fractions import Fraction

Lines = tuple[LocalizedText, ...]
"""Texts below each other; none where nothing was said."""


class Edition(StrEnum):
    """In which languages a document is printed: one of them, or both side by side."""

    ZH = "zh"
    EN = "en"
    BOTH = "both"

    @property
    def languages(self) -> tuple[Language, ...]:
        """Return the languages, the first one first."""
        return tuple(Language) if self is Edition.BOTH else (Language(self.value),)


class RowLook(StrEnum):
    """How a row stands out.

    BAND names the rows below it, WIDE is one text more; both go over all columns. OPEN is not
    settled yet.
    """

    PLAIN = "plain"
    BAND = "band"
    WIDE = "wide"
    OPEN = "open"


class ChartKind(StrEnum):
    """How numbers are drawn: one on the scale of the grades, or one bar each."""

    GAUGE = "gauge"
    BARS = "bars"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The title of a section.

    Attributes:
        level: 1 to 3; a deeper one stands below one that is a level higher.
    """

    text: LocalizedText
    level: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text.

    Attributes:
        is_small: it is about the document itself, such as its source.
    """

    text: LocalizedText
    is_small: bool = False


class PictureKind(StrEnum):
    """What a picture shows. SPREAD: how an incident spreads along the chain."""

    SPREAD = "spread"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture(Paragraph):
    """A picture that reporting draws; its text says the same, also where nothing is drawn.

    Attributes:
        names: id and words of every part.
        path: ids of the parts that stand out, in their order.
    """

    kind: PictureKind
    names: tuple[tuple[str, LocalizedText], ...]
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """A list, at least one item long; it counts from 1 where its order matters."""

    items: Lines
    is_numbered: bool = True


Value = Lines | Steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """Names and values, one pair a line; one without value is left to be filled in by hand."""

    pairs: tuple[tuple[LocalizedText, Value], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column; the widths of a table sum to 12."""

    title: LocalizedText
    width: float
    is_figure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row; a cell is several lines, or none.

    Attributes:
        room: lines of handwriting for which the row has room; 0 where nothing is filled in.
    """

    cells: tuple[Lines, ...]
    look: RowLook = RowLook.PLAIN
    room: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table whose head is repeated on every page.

    Attributes:
        caption: what it holds; None where the heading above it says so.
        has_row_heads: the first cell of a row names the row.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: LocalizedText | None = None
    has_row_heads: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A number and what it can still become, each 0 to 100; None where nothing counts."""

    name: LocalizedText
    value: Fraction | None
    low: Fraction | None
    high: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Numbers as a picture, where there are pictures, and as a table, which says the same.

    Attributes:
        title: what it shows.
        says: what can be seen on it, for who cannot see it.
        measures: one for a gauge, at least one for bars.
    """

    kind: ChartKind
    title: LocalizedText
    says: LocalizedText
    measures: tuple[Measure, ...]
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures:
    """Where both sign, side by side; each side has the same number of lines."""

    left: Fields
    right: Fields


Block = Heading | Paragraph | Picture | Steps | Fields | Table | Chart | Signatures


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole document.

    Attributes:
        about: what it is about, in a few words, for the head of every page.
        foot: for the foot of every page.
        page_of: the words for a page, with {page} and {total} still open.
        program: what made it.
    """

    title: LocalizedText
    about: LocalizedText
    foot: LocalizedText
    page_of: LocalizedText
    program: LocalizedText
    blocks: tuple[Block, ...]


def same(text: str) -> LocalizedText:
    """Return a text that is the same in both languages."""
    return LocalizedText(zh=text, en=text)


def printed(text: LocalizedText, edition: Edition) -> tuple[str, ...]:
    """Return a text as an edition prints it: in each of its languages, but the same only once."""
    return tuple(dict.fromkeys(text.in_(language) for language in edition.languages))
