"""A document of neutral blocks as a Word file, in one language or both side by side."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from model.document import (
    Chart,
    Fields,
    Heading,
    Paragraph,
    RowLook,
    Signatures,
    Steps,
    Table,
    printed,
)
from model.files import write_whole
from model.language import Language
from model.progress import UNWATCHED, Progress
from model.reporting.palette import PAPER
from model.reporting.word_parts import (
    add_field,
    colour,
    keep_whole,
    keep_with_next,
    length,
    name_fonts,
    plain,
    repeat,
    shade,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from model.document import Block, Document, Edition, Row, Value
    from model.language import LocalizedText

MARK = {Language.ZH: "zh-CN", Language.EN: "en-GB"}
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""Date of every part inside the file, so that the same input gives the same bytes."""

MARGIN = Mm(20)
WIDTH = Mm(170)
TWELFTHS = 12
BLANK, SIGN_BLANK, HAND = Mm(9), Mm(16), Mm(8)
"""Least height of a line that is filled in, or signed, by hand; of one line of a table."""

LIST_INDENT = Pt(16)
SIZES = {
    "Normal": 9.5,
    "Title": 20,
    "Heading 1": 13,
    "Heading 2": 11.5,
    "Heading 3": 10,
    "Header": 8,
    "Footer": 8,
}
ONE_PAGE = 1200
"""Fields with at most so many characters stay on one page."""

LISTS = {True: "List Number", False: "List Bullet"}
PLAIN = ("Normal", "Caption", "Header", "Footer", *LISTS.values())
"""Styles of running text; all others are titles, in the one colour."""

BORDERS = tuple(f"w:{side}" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
HEAD_SHADE = BAND_SHADE = PAPER.wash.lstrip("#")


def write_docx(
    document: Document, edition: Edition, path: Path, progress: Progress = UNWATCHED
) -> None:
    """Write a document as a Word file; the same input gives the same bytes.

    Raises:
        Cancelled: the user ended it; no file is left, an older one stays.
        OutputError: the file cannot be written; an older one stays.
    """
    setter = _Setter(edition)
    setter.set(document, progress)
    raw = setter.raw()
    progress.reach(1)

    def write(beside: Path) -> None:
        beside.write_bytes(raw)

    write_whole(path, write)


class _Setter:
    """Fills an empty Word document."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._docx = docx.Document()
        self._drop_thumbnail()
        self._use_page()
        self._use_styles()

    def raw(self) -> bytes:
        """Return the bytes of the file, without the time of its making."""
        made, steady = io.BytesIO(), io.BytesIO()
        self._docx.save(made)
        with zipfile.ZipFile(made) as parts, zipfile.ZipFile(steady, "w") as kept:
            for name in parts.namelist():
                about = zipfile.ZipInfo(name, LONG_AGO)
                about.compress_type = zipfile.ZIP_DEFLATED
                kept.writestr(about, parts.read(name))
        return steady.getvalue()

    def set(self, document: Document, progress: Progress) -> None:
        self._name(document)
        for words in printed(document.title, self._edition):
            self._write(self._docx.add_paragraph(style="Title"), words)
        for number, block in enumerate(document.blocks):
            progress.reach(number / len(document.blocks))
            self._block(block)
        self._page_ends(document)

    def _block(self, block: Block) -> None:
        if isinstance(block, Heading):
            style = f"Heading {block.level}"
            self._write(self._docx.add_paragraph(style=style), self._joined(block.text))
        elif isinstance(block, Paragraph):
            self._paragraph(block)
        elif isinstance(block, Steps):
            self._steps(block, [self._docx.add_paragraph() for _ in block.items])
        elif isinstance(block, Fields):
            self._fields(block)
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Chart):  # its table says the same, and can be edited
            self._table(block.table)
        else:
            self._signatures(block)

    def _steps(self, block: Steps, paragraphs: list[Any]) -> None:
        """Write a list into paragraphs, one an item; it counts for itself, from 1."""
        list_id = self._new_list() if block.is_numbered else None
        for paragraph, item in zip(paragraphs, block.items, strict=True):
            paragraph.style = LISTS[block.is_numbered]
            self._write(paragraph, self._joined(item))
            if list_id is not None:
                properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
                properties.get_or_add_ilvl().val = 0
                properties.get_or_add_numId().val = list_id

    def _new_list(self) -> int:
        """Return the id of a new list that looks as the style of lists says."""
        style = self._docx.styles[LISTS[True]].element
        numbering = self._docx.part.numbering_part.element
        like = numbering.num_having_numId(style.pPr.numPr.numId.val)
        made = numbering.add_num(like.abstractNumId.val)
        made.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(made.numId)

    def _paragraph(self, block: Paragraph) -> None:
        words = printed(block.text, self._edition)
        size = Pt(8) if block.is_small else None
        if len(words) == 1:
            self._write(self._docx.add_paragraph(), words[0], size=size)
            return
        table = self._docx.add_table(rows=1, cols=len(words))  # without lines: two columns
        self._widths(table, [TWELFTHS / len(words)] * len(words))
        for cell, each in zip(table.rows[0].cells, words, strict=True):
            self._write(cell.paragraphs[0], each, size=size)
        self._docx.add_paragraph().paragraph_format.space_after = Pt(0)

    def _fields(self, block: Fields) -> None:
        table = self._docx.add_table(rows=0, cols=2, style="Table Grid")
        for name, value in block.pairs:
            row = table.add_row()
            row.height = None if value else BLANK
            cells = row.cells
            self._write(cells[0].paragraphs[0], self._joined(name), bold=True)
            self._fill(cells[1], value)
            keep_whole(row)
        if sum(map(length, table.rows)) <= ONE_PAGE:
            for row in table.rows[:-1]:
                for cell in row.cells:
                    keep_with_next(cell)
        self._widths(table, [3.6, 8.4])
        self._end()

    def _table(self, block: Table) -> None:
        if block.caption is not None:
            self._write(self._docx.add_paragraph(style="Caption"), self._joined(block.caption))
        table = self._docx.add_table(rows=1, cols=len(block.columns), style="Table Grid")
        for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
            self._write(cell.paragraphs[0], self._joined(column.title), bold=True)
            shade(cell, HEAD_SHADE)
            keep_with_next(cell)
        repeat(table.rows[0])
        for row in block.rows:
            made = table.add_row()
            self._row(made, row)
            keep_whole(made)
        self._align(table, block)
        self._widths(table, [column.width for column in block.columns])
        self._end()

    def _align(self, table: Any, block: Table) -> None:  # noqa: ANN401
        """Set figures at the right of their column."""
        figures = [at for at, column in enumerate(block.columns) if column.is_figure]
        for row in table.rows if figures else ():
            cells = row._tr.tc_lst  # noqa: SLF001  much faster than row.cells
            if len(cells) == len(block.columns):
                for at in figures:
                    for paragraph in cells[at].p_lst:
                        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def _end(self) -> None:
        """Leave a little room below a table, and keep it apart from the next."""
        space = self._docx.add_paragraph().paragraph_format
        space.space_before = space.space_after = Pt(0)
        space.line_spacing = Pt(6)

    def _row(self, made: Any, row: Row) -> None:  # noqa: ANN401  a row of python-docx
        cells = made.cells
        if row.look in (RowLook.BAND, RowLook.WIDE):
            is_band = row.look is RowLook.BAND
            whole = cells[0].merge(cells[-1])
            texts = " · ".join(self._joined(text) for text in row.cells[0])
            self._write(whole.paragraphs[0], texts, bold=is_band)
            if is_band:
                shade(whole, BAND_SHADE)
                keep_with_next(whole)
            return
        made.height = row.room * HAND or None
        for cell, lines in zip(cells, row.cells, strict=True):
            self._fill(cell, lines, is_open=row.look is RowLook.OPEN)

    def _signatures(self, block: Signatures) -> None:
        """Write both sides beside each other; the places to sign are high enough for a seal."""
        table = self._docx.add_table(rows=0, cols=4, style="Table Grid")
        for pairs in zip(block.left.pairs, block.right.pairs, strict=True):
            row = table.add_row()
            cells = row.cells
            for at, (name, value) in enumerate(pairs):
                self._write(cells[2 * at].paragraphs[0], self._joined(name), bold=True)
                self._fill(cells[2 * at + 1], value)
            for cell in cells:
                keep_with_next(cell)
            row.height = BLANK if any(value for _, value in pairs) else SIGN_BLANK
        self._widths(table, [2, 4, 2, 4])
        self._docx.add_paragraph()

    def _fill(self, cell: Any, lines: Value, *, is_open: bool = False) -> None:  # noqa: ANN401
        """Write lines into a cell, each in every language of the edition."""
        if isinstance(lines, Steps):
            more = [cell.add_paragraph() for _ in lines.items[1:]]
            self._steps(lines, [cell.paragraphs[0], *more])
            return
        words = [each for line in lines for each in printed(line, self._edition)]
        for number, each in enumerate(words):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            self._write(paragraph, each, is_open=is_open)

    def _write(
        self,
        paragraph: Any,  # noqa: ANN401  a paragraph of python-docx
        text: str,
        *,
        bold: bool = False,
        is_open: bool = False,
        size: Pt | None = None,
    ) -> None:
        run = paragraph.add_run(plain(text))
        run.bold = bold or None
        run.font.size = size
        if is_open:
            run.font.color.rgb = colour(PAPER.muted)
        name_fonts(run._element.get_or_add_rPr())  # noqa: SLF001  python-docx has no other way

    def _joined(self, text: LocalizedText) -> str:
        """Return a text in each language of the edition, on one line."""
        return " · ".join(printed(text, self._edition))

    def _widths(self, table: Any, widths: Iterable[float]) -> None:  # noqa: ANN401
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = round(WIDTH * width / TWELFTHS)
        grid = [column.width for column in table.columns]
        for row in table.rows:
            at = 0
            for cell in row._tr.tc_lst:  # noqa: SLF001  much faster than row.cells
                cell.width = sum(grid[at : at + cell.grid_span])
                at += cell.grid_span

    def _drop_thumbnail(self) -> None:
        """Take away the small picture of the empty document that ours is made from."""
        links = self._docx.part.package.rels
        for key in [k for k, link in links.items() if link.reltype == RT.THUMBNAIL]:
            del links[key]

    def _use_page(self) -> None:
        section = self._docx.sections[0]
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = MARGIN
        section.top_margin = section.bottom_margin = MARGIN

    def _use_styles(self) -> None:
        """Set fonts, sizes and language once, in the styles that are used."""
        styles = self._docx.styles
        for name in dict.fromkeys((*SIZES, *PLAIN)):
            style = styles[name]
            style.font.size = Pt(SIZES.get(name, SIZES["Normal"]))
            if name not in PLAIN:
                style.font.color.rgb = colour(PAPER.accent)
            name_fonts(style.element.get_or_add_rPr())
        normal = styles["Normal"].paragraph_format
        normal.space_before, normal.space_after = Pt(1), Pt(3)
        for line in styles["Table Grid"].element.find(qn("w:tblPr")).iter(*map(qn, BORDERS)):
            line.set(qn("w:color"), PAPER.line.lstrip("#"))
        for line in styles["Title"].element.iter(qn("w:bottom")):
            line.set(qn("w:color"), PAPER.accent.lstrip("#"))
        caption = styles["Caption"]
        caption.font.color.rgb = colour(PAPER.muted)
        caption.paragraph_format.keep_with_next = True
        caption.paragraph_format.space_before = Pt(6)
        for name in LISTS.values():
            listed = styles[name].paragraph_format
            listed.left_indent, listed.first_line_indent = LIST_INDENT, -LIST_INDENT
        first = self._edition.languages[0]
        defaults = styles.element.find(qn("w:docDefaults"))
        language = next(defaults.iter(qn("w:lang")))
        language.set(qn("w:val"), MARK[first if first is Language.ZH else Language.EN])
        language.set(qn("w:eastAsia"), MARK[Language.ZH])

    def _name(self, document: Document) -> None:
        """Say what the document is, and nothing about the machine or the time."""
        about = self._docx.core_properties
        about.title = plain(self._joined(document.title))[:255]
        about.subject = plain(self._joined(document.about))[:255]
        about.author = plain(printed(document.program, self._edition)[0])
        about.language = ", ".join(MARK[language] for language in self._edition.languages)
        about.comments = about.keywords = about.last_modified_by = ""
        times = (qn("dcterms:created"), qn("dcterms:modified"))
        for element in list(about._element):  # noqa: SLF001  python-docx cannot remove them
            if element.tag in times:
                about._element.remove(element)  # noqa: SLF001

    def _page_ends(self, document: Document) -> None:
        """Write head and foot of every page, with the page and the number of pages as fields."""
        section = self._docx.sections[0]
        self._write(section.header.paragraphs[0], self._joined(document.about), size=Pt(8))
        foot = section.footer.paragraphs[0]
        self._write(foot, printed(document.foot, self._edition)[0], size=Pt(8))
        for words in printed(document.page_of, self._edition):
            before, _, rest = words.partition("{page}")
            between, _, after = rest.partition("{total}")
            paragraph = section.footer.add_paragraph()
            self._write(paragraph, before, size=Pt(8))
            add_field(paragraph, "PAGE")
            self._write(paragraph, between, size=Pt(8))
            add_field(paragraph, "NUMPAGES")
            self._write(paragraph, after, size=Pt(8))
