"""The blocks of a report: plain data in, reportlab flowables out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    KeepInFrame,
    KeepTogether,
    Spacer,
    Table,
)

from model.reporting.chinese import TextParagraph
from model.reporting.fonts import REGULAR, text_width
from model.reporting.palette import PAPER
from model.reporting.styles import COLUMN, GAP, ROOM, WIDTH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reportlab.lib.styles import ParagraphStyle

    from model.reporting.press import Press

ACCENT = HexColor(PAPER.accent)
INK = HexColor(PAPER.ink)
LINE = HexColor(PAPER.line)
MUTED = HexColor(PAPER.muted)
WASH = HexColor(PAPER.wash)
WHITE = HexColor(PAPER.paper)
ROW_LIMIT = 260.0
"""A row of a table, or of a box, is set in parts when it is taller than this, in points."""

CONTENTS_SIZE = 9.2
CONTENTS_GAP = 24.0
CONTENTS_WIDTH = (WIDTH - CONTENTS_GAP) / 2
HAIR = 0.5
"""What a page that is set as a whole leaves free, in points."""

HEADING_ROOM = 130.0
"""A heading moves to the next page when less than this is left below it, in points."""


class Heading(TextParagraph):
    """A title that readers can jump to from the outline of the PDF.

    Attributes:
        level: 0 for a section, 1 inside one.
        key: name of the place in the PDF.
    """

    def __init__(self, text: str, style: ParagraphStyle, *, key: str, level: int) -> None:
        super().__init__(text, style)
        self.title = text
        self.key = key
        self.level = level

    def draw(self) -> None:
        """Draw the title and leave its place in the outline."""
        self.canv.bookmarkHorizontal(self.key, 0, self.height + GAP)
        self.canv.addOutlineEntry(self.title, self.key, self.level, closed=self.level == 0)
        super().draw()

    def split(self, *_: Any) -> list[Flowable]:  # noqa: ANN401  reportlab's signature
        """Stay whole."""
        return []


class ContentsLine(Flowable):  # type: ignore[misc]  # reportlab has no types
    """One line of the contents: number, title, dots, page; a link to the section.

    Attributes:
        key: name of the section in the PDF.
        indent: where the title begins, the same for all lines of a column, in points.
    """

    def __init__(self, number: str, title: str, key: str) -> None:
        super().__init__()
        self._number, self._title, self.key = number, title, key
        self.width, self.height = CONTENTS_WIDTH, 17.0
        self.indent = max(0.6 * COLUMN, text_width(number, REGULAR, CONTENTS_SIZE) + 9)

    def wrap(self, *_: Any) -> tuple[float, float]:  # noqa: ANN401  reportlab's signature
        """Return the size, which does not depend on the room."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the line, with a blank that is filled once the page is known."""
        canvas = self.canv
        canvas.setFont(REGULAR, CONTENTS_SIZE)
        canvas.setFillColor(ACCENT)
        canvas.drawString(0, 4, self._number)
        canvas.setFillColor(INK)
        canvas.drawString(self.indent, 4, self._title)
        canvas.doForm(self._blank)
        canvas.linkRect("", self.key, (0, 0, self.width, self.height), relative=1)

    def fill(self, canvas: Any, page: int) -> None:  # noqa: ANN401
        """Write dots and page into the blank, at the end of the document."""
        canvas.beginForm(self._blank)
        canvas.setFont(REGULAR, CONTENTS_SIZE)
        canvas.setFillColor(INK)
        canvas.drawRightString(self.width, 4, str(page))
        start = self.indent + text_width(self._title, REGULAR, CONTENTS_SIZE) + 5
        end = self.width - text_width(str(page), REGULAR, CONTENTS_SIZE) - 5
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.7)
        canvas.setDash(0.7, 2.3)
        canvas.line(start, 5.5, end, 5.5)
        canvas.endForm()

    @property
    def _blank(self) -> str:
        return f"contents-{self.key}"


def heading(press: Press, text: str, key: str, room: float = HEADING_ROOM) -> list[Flowable]:
    """Return a title inside a section; it never stands alone at the foot of a page.

    `room` is what must be left on the page, title included, in points.
    """
    return [CondPageBreak(room), Heading(text, press.styles.heading, key=key, level=1)]


def title(press: Press, text: str, key: str) -> Heading:
    """Return a title of a page that is set as a whole."""
    return Heading(text, press.styles.title, key=key, level=0)


def height_of(blocks: Sequence[Flowable]) -> float:
    """Return what blocks take one below the other, in points."""
    used = below = 0.0
    for number, block in enumerate(blocks):
        above = max(block.getSpaceBefore() - below, 0.0) if number else 0.0
        height = float(block.wrap(WIDTH, ROOM)[1])
        below = float(block.getSpaceAfter())
        used += above + height + below
    return used - below


def fitted(make: Callable[[int], list[Flowable]], counts: Iterable[int]) -> list[Flowable]:
    """Return one whole page with as much on it as fits.

    Args:
        make: returns the blocks of the page with so many of everything that is listed.
        counts: what is tried, the most first; the last one is set smaller where it does not fit.
    """
    blocks: list[Flowable] = []
    for count in counts:
        blocks = make(count)
        if height_of(blocks) <= ROOM - HAIR:
            return blocks
    return [KeepInFrame(WIDTH, ROOM - HAIR, blocks, mode="shrink")]


def space(height: float = GAP) -> Spacer:
    """Return empty room between two blocks."""
    return Spacer(0, height)


def together(blocks: Sequence[Flowable]) -> KeepTogether:
    """Keep blocks on one page where they fit on one."""
    return KeepTogether([b for b in blocks if not isinstance(b, CondPageBreak)])


def grid(
    rows: Sequence[Sequence[Any]],
    widths: Sequence[float],
    style: Sequence[tuple[Any, ...]],
    **changes: Any,  # noqa: ANN401  what a table of reportlab takes
) -> Table:
    """Return a bare table; every cell, empty ones too, names the font of the report."""
    named = [("FONTNAME", (0, 0), (-1, -1), REGULAR), *style]
    return Table(rows, colWidths=widths, style=named, **changes)


def pieces(block: Flowable, width: float, limit: float) -> list[Flowable]:
    """Return a block as parts of at most `limit` points, cut between lines where it is a text."""
    parts: list[Flowable] = []
    rest = [block]
    while rest:
        whole = rest.pop(0)
        if isinstance(whole, TextParagraph) and whole.wrap(width, limit)[1] > limit:
            split = whole.split(width, limit)
            if len(split) > 1:
                rest = [*split, *rest]
                continue
        parts.append(whole)
    return parts


def packed(blocks: Sequence[Flowable], width: float, limit: float) -> list[list[Flowable]]:
    """Return blocks in groups of at most `limit` points each, cut between lines where needed."""
    groups: list[list[Flowable]] = []
    used = limit
    for block in blocks:
        for piece in pieces(block, width, limit):
            height = float(piece.wrap(width, limit)[1])
            if used + height > limit:
                groups.append([])
                used = 0.0
            groups[-1].append(piece)
            used += height
    return groups


def callout(content: Sequence[Flowable], *, strong: bool = False) -> Table:
    """Return a box with a rule at its left: accent for remarks, ink for what must be seen."""
    style = [
        ("BACKGROUND", (0, 0), (-1, -1), WASH),
        ("LINEBEFORE", (0, 0), (0, -1), 3.5 if strong else 2.2, INK if strong else ACCENT, "butt"),
        ("LEFTPADDING", (0, 0), (-1, -1), 11),
        ("RIGHTPADDING", (0, 0), (-1, -1), 10),
        ("TOPPADDING", (0, 0), (0, 0), 8),
        ("TOPPADDING", (0, 1), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -2), 0),
        ("BOTTOMPADDING", (0, -1), (-1, -1), 7),
    ]
    rows = [[part] for each in content for part in pieces(each, WIDTH - 21, ROW_LIMIT)]
    return grid(rows, [WIDTH], style, spaceBefore=4, spaceAfter=GAP)


def note(press: Press, title: str, text: str, *, strong: bool = False) -> Table:
    """Return a box with a title and one paragraph."""
    content = [press.set(title, press.styles.body_bold), press.set(text)]
    return callout(content, strong=strong)


def key_figures(press: Press, figures: Sequence[tuple[str, str, str]]) -> Table:
    """Return key figures side by side, each with its name above and a remark below.

    Args:
        press: what the report is set with.
        figures: (name, number, remark) from left to right.
    """
    styles = press.styles
    rows = [
        [press.set(name, styles.label) for name, _, _ in figures],
        [press.set(number, styles.number) for _, number, _ in figures],
        [press.set(remark, styles.label) for _, _, remark in figures],
    ]
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEABOVE", (0, 0), (-1, 0), 1.2, ACCENT),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 8),
        ("TOPPADDING", (0, 0), (-1, 0), 6),
        ("TOPPADDING", (0, 1), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
    return grid(rows, [WIDTH / len(figures)] * len(figures), style)


def fields(press: Press, pairs: Sequence[tuple[str, str]], label_columns: float = 3) -> Table:
    """Return names and values, one pair a line."""
    styles = press.styles
    rows = [
        [press.set(label, styles.cell_muted), press.set(value, styles.cell)]
        for label, value in pairs
    ]
    widths = [label_columns * COLUMN, WIDTH - label_columns * COLUMN]
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
    ]
    return grid(rows, widths, style, spaceAfter=GAP)
