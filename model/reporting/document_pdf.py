"""A document of neutral blocks as a PDF, in one language or both side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.platypus import CondPageBreak, Flowable

from model.document import Fields, Heading, Paragraph, Picture, RowLook, Signatures, Table, printed
from model.files import write_whole
from model.i18n import Catalog
from model.incidents import ChainPlace
from model.reporting import flowables, tables
from model.reporting.flowables import INK, LINE, ROW_LIMIT, grid, packed, space, together
from model.reporting.page import Furniture, ReportDocument
from model.reporting.press import Press
from model.reporting.spread_chart import spread_chart
from model.reporting.styles import COLUMN, GAP, WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reportlab.lib.styles import ParagraphStyle

    from model.document import Block, Document, Edition, Lines, Row
    from model.language import LocalizedText
    from model.reporting.chinese import TextParagraph

LANGUAGES = {"zh": "zh-CN", "en": "en", "both": "zh-CN"}
ROOM = 150.0
"""Room for a heading and what follows it first, in points."""

SIGN_ROOM, PICTURE_ROOM = 260.0, 230.0
BLANK = 14.0
"""Height of a line that is filled in by hand, in points."""

SIGN_BLANK = 26.0
HAND = 19.0
"""Height of a line of handwriting in a table, in points."""

BETWEEN = " · "


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
            made = flowables.Heading(
                self._joined(block.text), self._styles.heading, key=f"part-{number}", level=0
            )
            has_picture = any(isinstance(each, Picture) for each in blocks[number + 1 : number + 2])
            room = SIGN_ROOM if is_last else PICTURE_ROOM if has_picture else ROOM
            return [CondPageBreak(room), made]
        if isinstance(block, Picture):
            return [together([*self._picture(block), space(GAP)])]
        if isinstance(block, Paragraph):
            style = self._styles.label if block.is_small else self._styles.body
            return self._side_by_side(block.text, style)
        if isinstance(block, Fields):
            return [self._fields(block), space(GAP)]
        if isinstance(block, Table):
            return [self._table(block)]
        return [together([self._signatures(block)]), space(2 * GAP)]

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
            groups = packed(self._all(value, self._styles.cell), WIDTH - label - 12, ROW_LIMIT)
            at = len(rows)
            rows += [[named if not n else "", group] for n, group in enumerate(groups)]
            if not groups:
                rows.append([named, space(BLANK)])
                look.append(("LINEBELOW", (1, at), (1, at), 0.6, INK))
            else:
                look.append(("LINEBELOW", (0, len(rows) - 1), (-1, len(rows) - 1), 0.4, LINE))
        return grid(rows, [label, WIDTH - label], look)

    def _table(self, block: Table) -> Flowable:
        columns = [
            tables.Column(title=" ".join(printed(column.title, self._edition)), width=column.width)
            for column in block.columns
        ]
        return tables.table(self._press, columns, [self._row(row) for row in block.rows])

    def _row(self, row: Row) -> tables.Row:
        if row.look is RowLook.BAND:
            return tables.band(BETWEEN.join(self._joined(text) for text in row.cells[0]))
        styles = self._styles
        style = styles.cell_muted if row.look is RowLook.OPEN else styles.cell
        blank = (space(row.room * HAND),) if row.room else ()
        return tables.Row(cells=tuple((*self._all(cell, style),) or blank for cell in row.cells))

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
                cells += [named, self._all(said, self._styles.cell_bold) or space(SIGN_BLANK), ""]
            rows.append(cells[:-1])
            look += [("LINEBELOW", (column, at), (column, at), 0.6, INK) for column in (1, 4)]
        widths = [label, value, gap, label, value]
        return grid(rows, widths, look)

    def _all(self, lines: Lines, style: ParagraphStyle) -> list[TextParagraph]:
        return [made for line in lines for made in self._set(line, style)]

    def _set(self, text: LocalizedText, style: ParagraphStyle) -> list[TextParagraph]:
        """Return a text in each language of the edition; one that is the same only once."""
        words = printed(text, self._edition)
        presses = self._press_of.values()
        return [press.set(each, style) for press, each in zip(presses, words, strict=False)]

    def _joined_paragraph(self, text: LocalizedText, style: ParagraphStyle) -> TextParagraph:
        return self._press.set(self._joined(text), style)

    def _joined(self, text: LocalizedText) -> str:
        """Return a text in each language of the edition, on one line."""
        return BETWEEN.join(printed(text, self._edition))

    def _first(self, text: LocalizedText) -> str:
        return printed(text, self._edition)[0]
