"""A document of neutral blocks as a PDF, in one language or both side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable

from model.document import (
    Chart,
    Fields,
    Heading,
    Paragraph,
    Picture,
    RowLook,
    Signatures,
    Steps,
    Table,
    printed,
)
from model.files import write_whole
from model.i18n import Catalog
from model.incidents import ChainPlace
from model.reporting import flowables, tables
from model.reporting.document_charts import drawn
from model.reporting.flowables import INK, LINE, ROW_LIMIT, grid, packed, space, together
from model.reporting.page import Furniture, ReportDocument
from model.reporting.press import Press
from model.reporting.spread_chart import spread_chart
from model.reporting.styles import COLUMN, GAP, WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from model.document import Block, Document, Edition, Lines, Row, Value
    from model.language import LocalizedText
    from model.reporting.chinese import TextParagraph

LANGUAGES = {"zh": "zh-CN", "en": "en", "both": "zh-CN"}
ROOM = 150.0
"""Room for a heading and what follows it first, in points."""

SIGN_ROOM, PICTURE_ROOM = 260.0, 230.0
SIZES = {1: 12.5, 2: 10.8, 3: 9.6}
"""Sizes of headings by their level, in points."""

BLANK = 14.0
"""Height of a line that is filled in by hand, in points."""

SIGN_BLANK = 26.0
HAND = 19.0
"""Height of a line of handwriting in a table, in points."""

BETWEEN = " · "
BULLET = "•"


def write_pdf(document: Document, edition: Edition, path: Path) -> None:
    """Write a document as a PDF; the same input gives the same bytes.

    Raises:
        OutputError: the file cannot be written; an older one stays.
    """
    setter = _Setter(edition)
    story = setter.story(document)
    furniture = setter.furniture(document)
    write_whole(
        path, lambda beside: ReportDocument(beside, furniture, has_cover=False).build(story)
    )


class _Setter:
    """Sets blocks in the languages of an edition."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        presses = [Press.for_catalog(Catalog(language)) for language in edition.languages]
        self._press_of = dict(zip(edition.languages, presses, strict=True))
        self._press = presses[0]
        self._styles = presses[0].styles

    def furniture(self, document: Document) -> Furniture:
        title, total = self._joined(document.title), self._joined(document.page_of)
        return Furniture(
            header=(self._first(document.about),),
            separator="",
            title=title,
            footer=self._first(document.foot),
            page_of=lambda page, last: total.format(page=page, total=last),
            subject=title,
            author=self._first(document.program),
            language=LANGUAGES[self._edition.value],
        )

    def story(self, document: Document) -> list[Flowable]:
        story: list[Flowable] = [*self._set(document.title, self._styles.section)]
        for number, block in enumerate(document.blocks):
            story += self._block(block, number, document.blocks)
        return story

    def _block(self, block: Block, number: int, blocks: Sequence[Block]) -> list[Flowable]:
        if isinstance(block, Heading):
            is_last = any(isinstance(each, Signatures) for each in blocks[number : number + 3])
            has_picture = any(isinstance(each, Picture) for each in blocks[number + 1 : number + 2])
            room = SIGN_ROOM if is_last else PICTURE_ROOM if has_picture else ROOM
            return [CondPageBreak(room), self._heading(block, number)]
        made: list[Flowable]
        if isinstance(block, Picture):
            return [together([*self._picture(block), space(GAP)])]
        if isinstance(block, Paragraph):
            style = self._styles.label if block.is_small else self._styles.body
            made = self._side_by_side(block.text, style)
        elif isinstance(block, Steps):
            made = [*self._steps(block, self._styles.item), space(GAP / 2)]
        elif isinstance(block, Fields):
            made = [self._fields(block), space(GAP)]
        elif isinstance(block, Table):
            made = self._table(block)
        elif isinstance(block, Chart):
            drawing = drawn(block, self._joined, WIDTH)
            made = [together([drawing, space(GAP)]), *self._table(block.table)]
        else:
            made = [together([self._signatures(block)]), space(2 * GAP)]
        return made

    def _heading(self, block: Heading, number: int) -> Flowable:
        top = self._styles.heading
        size = SIZES[block.level]
        style = ParagraphStyle(
            f"heading-{block.level}",
            parent=top,
            fontSize=size,
            leading=top.leading * size / top.fontSize,
            spaceBefore=top.spaceBefore * size / top.fontSize,
        )
        text = self._joined(block.text)
        return flowables.Heading(text, style, key=f"part-{number}", level=block.level - 1)

    def _steps(self, block: Steps, style: ParagraphStyle) -> list[TextParagraph]:
        """Return a list, each item after its number in the margin."""
        return [
            made
            for number, item in enumerate(block.items, start=1)
            for made in self._set(item, style, str(number) if block.is_numbered else BULLET)
        ]

    def _picture(self, block: Picture) -> list[Flowable]:
        """Return a picture with its words below it."""
        names = {ChainPlace(key): self._joined(name) for key, name in block.names}
        drawing = spread_chart([ChainPlace(key) for key in block.path], names, width=WIDTH)
        return [drawing, *self._side_by_side(block.text, self._styles.label)]

    def _side_by_side(self, text: LocalizedText, style: ParagraphStyle) -> list[Flowable]:
        """Return a text, or its two languages in two columns."""
        set_ = self._set(text, style)
        if len(set_) == 1:
            return [*set_]
        half = WIDTH / 2
        look = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (0, 0), 0),
            ("RIGHTPADDING", (0, 0), (0, 0), GAP),
            ("LEFTPADDING", (1, 0), (1, 0), GAP),
            ("RIGHTPADDING", (1, 0), (1, 0), 0),
        ]
        return [grid([set_], [half, half], look, spaceAfter=GAP / 2)]

    def _fields(self, block: Fields) -> Flowable:
        label = (3 if len(self._edition.languages) == 1 else 4) * COLUMN
        rows: list[list[Any]] = []
        look: list[tuple[Any, ...]] = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
        ]
        for name, value in block.pairs:
            named = self._joined_paragraph(name, self._styles.cell_muted)
            made = self._value(value, self._styles.cell)
            groups = packed(made, WIDTH - label - 12, ROW_LIMIT)
            at = len(rows)
            rows += [[named if not n else "", group] for n, group in enumerate(groups)]
            if not groups:
                rows.append([named, space(BLANK)])
                look.append(("LINEBELOW", (1, at), (1, at), 0.6, INK))
            else:
                look.append(("LINEBELOW", (0, len(rows) - 1), (-1, len(rows) - 1), 0.4, LINE))
        return grid(rows, [label, WIDTH - label], look)

    def _value(self, value: Value, style: ParagraphStyle) -> list[TextParagraph]:
        """Return the value of a field, line by line."""
        if isinstance(value, Steps):
            return self._steps(value, self._styles.cell_step)
        return self._all(value, style)

    def _table(self, block: Table) -> list[Flowable]:
        columns = [
            tables.Column(
                title=" ".join(printed(column.title, self._edition)),
                width=column.width,
                is_figure=column.is_figure,
            )
            for column in block.columns
        ]
        made = tables.table(self._press, columns, [self._row(row, block) for row in block.rows])
        if block.caption is None:
            return [made]
        return [CondPageBreak(ROOM), *self._set(block.caption, self._styles.label), made]

    def _row(self, row: Row, block: Table) -> tables.Row:
        if row.look is RowLook.BAND:
            return tables.band(BETWEEN.join(self._joined(text) for text in row.cells[0]))
        if row.look is RowLook.WIDE:
            return tables.wide(BETWEEN.join(self._joined(text) for text in row.cells[0]))
        styles = self._styles
        is_open = row.look is RowLook.OPEN
        text = styles.cell_muted if is_open else styles.cell
        number = styles.figure_muted if is_open else styles.figure
        blank = (space(row.room * HAND),) if row.room else ()
        return tables.Row(
            cells=tuple(
                (*self._all(cell, number if column.is_figure else text),) or blank
                for cell, column in zip(row.cells, block.columns, strict=True)
            )
        )

    def _signatures(self, block: Signatures) -> Flowable:
        """Return both sides, each line of one beside that of the other."""
        gap, label = COLUMN / 2, 1.9 * COLUMN
        value = (WIDTH - gap) / 2 - label
        rows: list[list[Any]] = []
        look: list[tuple[Any, ...]] = [
            ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ]
        for at, pairs in enumerate(zip(block.left.pairs, block.right.pairs, strict=True)):
            cells: list[Any] = []
            for name, said in pairs:
                named = self._set(name, self._styles.cell_muted)
                cells += [named, self._value(said, self._styles.cell_bold) or space(SIGN_BLANK), ""]
            rows.append(cells[:-1])
            look += [("LINEBELOW", (column, at), (column, at), 0.6, INK) for column in (1, 4)]
        widths = [label, value, gap, label, value]
        return grid(rows, widths, look)

    def _all(self, lines: Lines, style: ParagraphStyle) -> list[TextParagraph]:
        return [made for line in lines for made in self._set(line, style)]

    def _set(
        self, text: LocalizedText, style: ParagraphStyle, bullet: str = ""
    ) -> list[TextParagraph]:
        """Return a text in each language of the edition; one that is the same only once.

        `bullet` stands in the margin of the first.
        """
        words = printed(text, self._edition)
        presses = self._press_of.values()
        made = [press.set(each, style) for press, each in zip(presses, words, strict=False)]
        if bullet:
            made[0] = self._press.set_beside(bullet, words[0], style)
        return made

    def _joined_paragraph(self, text: LocalizedText, style: ParagraphStyle) -> TextParagraph:
        return self._press.set(self._joined(text), style)

    def _joined(self, text: LocalizedText) -> str:
        """Return a text in each language of the edition, on one line."""
        return BETWEEN.join(printed(text, self._edition))

    def _first(self, text: LocalizedText) -> str:
        return printed(text, self._edition)[0]
