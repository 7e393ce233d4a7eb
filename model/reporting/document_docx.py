"""A document of neutral blocks as a Word file, in one language or both side by side."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from model.document import Fields, Heading, Paragraph, RowLook, Signatures, Table, printed
from model.files import write_whole
from model.language import Language
from model.reporting.palette import PAPER
from model.reporting.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from model.document import Block, Document, Edition, Lines, Row
    from model.language import LocalizedText

LATIN, CHINESE = "Arial", "Microsoft YaHei"
"""Fonts by their names; the reader's program takes its own where they are missing."""

MARK = {Language.ZH: "zh-CN", Language.EN: "en-GB"}
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""Date of every part inside the file, so that the same input gives the same bytes."""

MARGIN = Mm(20)
WIDTH = Mm(170)
TWELFTHS = 12
BLANK, SIGN_BLANK, HAND = Mm(9), Mm(16), Mm(8)
"""Least height of a line that is filled in, or signed, by hand; of one line of a table."""

NOT_IN_XML = dict.fromkeys((0xFFFE, 0xFFFF))
HEAD_SHADE = BAND_SHADE = PAPER.wash.lstrip("#")


def write_docx(document: Document, edition: Edition, path: Path) -> None:
    """Write a document as a Word file; the same input gives the same bytes.

    Raises:
        OutputError: the file cannot be written; an older one stays.
    """
    setter = _Setter(edition)
    setter.set(document)
    raw = setter.raw()
    write_whole(path, lambda beside: _keep(beside, raw))


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

    def set(self, document: Document) -> None:
        self._name(document)
        for words in printed(document.title, self._edition):
            self._write(self._docx.add_paragraph(style="Title"), words)
        for block in document.blocks:
            self._block(block)
        self._page_ends(document)

    def _block(self, block: Block) -> None:
        if isinstance(block, Heading):
            self._write(self._docx.add_paragraph(style="Heading 1"), self._joined(block.text))
        elif isinstance(block, Paragraph):
            self._paragraph(block)
        elif isinstance(block, Fields):
            self._fields(block)
        elif isinstance(block, Table):
            self._table(block)
        else:
            self._signatures(block)

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
        self._widths(table, [3.6, 8.4])

    def _table(self, block: Table) -> None:
        table = self._docx.add_table(rows=1, cols=len(block.columns), style="Table Grid")
        for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
            self._write(cell.paragraphs[0], self._joined(column.title), bold=True)
            _shade(cell, HEAD_SHADE)
        _repeat(table.rows[0])
        for row in block.rows:
            self._row(table.add_row(), row)
        self._widths(table, [column.width for column in block.columns])

    def _row(self, made: Any, row: Row) -> None:  # noqa: ANN401  a row of python-docx
        cells = made.cells
        if row.look is RowLook.BAND:
            whole = cells[0].merge(cells[-1])
            texts = " · ".join(self._joined(text) for text in row.cells[0])
            self._write(whole.paragraphs[0], texts, bold=True)
            _shade(whole, BAND_SHADE)
            _keep_with_next(whole)
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
                _keep_with_next(cell)
            row.height = BLANK if any(value for _, value in pairs) else SIGN_BLANK
        self._widths(table, [2, 4, 2, 4])
        self._docx.add_paragraph()

    def _fill(self, cell: Any, lines: Lines, *, is_open: bool = False) -> None:  # noqa: ANN401
        """Write lines into a cell, each in every language of the edition."""
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
        run = paragraph.add_run(_plain(text))
        run.bold = bold or None
        run.font.size = size
        if is_open:
            run.font.color.rgb = RGBColor.from_string(PAPER.muted.lstrip("#").upper())
        _name_fonts(run._element.get_or_add_rPr())  # noqa: SLF001  python-docx has no other way

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
        for name, size in (("Normal", 9.5), ("Title", 20), ("Heading 1", 13)):
            style = styles[name]
            style.font.size = Pt(size)
            if name != "Normal":
                style.font.color.rgb = RGBColor.from_string(PAPER.accent.lstrip("#").upper())
            _name_fonts(style.element.get_or_add_rPr())
        normal = styles["Normal"].paragraph_format
        normal.space_before, normal.space_after = Pt(1), Pt(3)
        first = self._edition.languages[0]
        defaults = styles.element.find(qn("w:docDefaults"))
        language = next(defaults.iter(qn("w:lang")))
        language.set(qn("w:val"), MARK[first if first is Language.ZH else Language.EN])
        language.set(qn("w:eastAsia"), MARK[Language.ZH])

    def _name(self, document: Document) -> None:
        """Say what the document is, and nothing about the machine or the time."""
        about = self._docx.core_properties
        about.title = _plain(self._joined(document.title))[:255]
        about.subject = _plain(self._joined(document.about))[:255]
        about.author = _plain(printed(document.program, self._edition)[0])
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
            _add_field(paragraph, "PAGE")
            self._write(paragraph, between, size=Pt(8))
            _add_field(paragraph, "NUMPAGES")
            self._write(paragraph, after, size=Pt(8))


def _plain(text: str) -> str:
    """Return a text on one line, without what a Word file cannot hold; blanks at its ends stay."""
    start = " " if text.startswith(" ") else ""
    end = " " if text.endswith(" ") else ""
    body = one_line(text).translate(NOT_IN_XML)
    return f"{start}{body}{end}" if body else start


def _name_fonts(properties: Any) -> None:  # noqa: ANN401  run properties of python-docx
    """Name the fonts for Latin and for Chinese characters, in place of those of a theme."""
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for kind in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{kind}"), LATIN)
    fonts.set(qn("w:eastAsia"), CHINESE)


def _repeat(row: Any) -> None:  # noqa: ANN401  a row of python-docx
    """Repeat a row at the head of every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001


def _shade(cell: Any, colour: str) -> None:  # noqa: ANN401  a cell of python-docx
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001


def _keep_with_next(cell: Any) -> None:  # noqa: ANN401  a cell of python-docx
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.keep_with_next = True


def _add_field(paragraph: Any, code: str) -> None:  # noqa: ANN401  a paragraph of python-docx
    """Add a field that the reader's program fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)  # noqa: SLF001


def _keep(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)
