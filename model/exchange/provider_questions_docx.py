"""Questions to the provider as a Word document: written, and read back filled in.

One line of the document says what it is, and each question bears its id in grey.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.errors import AppError, InputError
from model.exchange.office import BROKEN, xml_text
from model.language import Language
from model.provider_questions import ID, AskedWhy
from model.provider_reply import FORMAT, VERSION, Column, FilledList, FilledRow
from model.schema import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

    from model.provider_letter import ProviderLetter, WordedQuestion

_WIDTHS = (1.1, 8.6, 2.2, 3.6, 2.3, 3.6, 3.4, 2.3)
"""Centimetres of: number, question, then the columns of the reply."""

_PAGE = (29.7, 21.0)
_MARGIN = 1.3
_MOST_ROWS = 2000
_REFERENCE = re.compile(rf"{FORMAT}/(\d{{1,4}})/([0-9A-Za-z_-]{{0,80}})", re.ASCII)
_BEARS_ID = re.compile(rf"\[({ID.pattern})\]")
_FACE = {Language.ZH: "Microsoft YaHei", Language.EN: "Calibri"}
_GREY = "767676"
_PALE = "EEF1F4"


@dataclass(frozen=True, slots=True)
class _Place:
    """A row of the document, as people count tables and rows."""

    table: int
    number: int

    def row(self) -> AppError:
        return AppError("error.reply.row", table=self.table, row=self.number)

    def cell(self, at: int) -> AppError:
        return AppError("error.reply.cell", table=self.table, row=self.number, cell=at)

    def fault(self, what: InputError, file: str) -> InputError:
        return InputError("error.at_place", file=file, place=self.row(), what=what)


def to_document(letter: ProviderLetter) -> bytes:
    """Return questions as the bytes of a document with a table to fill in."""
    from docx import Document  # noqa: PLC0415  slow to import

    document = Document()
    _set_up(document, letter)
    _add(document, letter.title, size=16, bold=True)
    for text in (*letter.about, letter.addressee, letter.opening, letter.hint, letter.reference):
        _add(document, text)
    _add(document, f"{FORMAT}/{VERSION}/{letter.origin}", size=8, colour=_GREY)
    _write_table(document, letter)
    for text in (letter.closing, letter.source):
        _add(document, text)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def from_document(raw: bytes, file: str) -> FilledList:
    """Return what a document that came back holds; `looked_through` comes before.

    Changes that Word tracks count as accepted.

    Raises:
        InputError: it is damaged, foreign, newer, or has too many rows.
    """
    from docx import Document  # noqa: PLC0415  slow to import

    try:
        body = Document(io.BytesIO(raw)).element.body
        origin = _origin(body, file)
        rows: list[FilledRow] = []
        faults: list[InputError] = []
        for at, table in enumerate(body.xpath("./w:tbl | ./w:sdt/w:sdtContent/w:tbl"), start=1):
            _read_table(table, at, file, rows, faults)
    except (KeyError, *BROKEN):
        raise InputError("error.office.not_office", file=file) from None
    if not rows and not faults:
        raise InputError("error.reply.not_ours", file=file)
    return FilledList(origin=origin, rows=tuple(rows), faults=tuple(faults))


def _set_up(document: WordDocument, letter: ProviderLetter) -> None:
    """Make it A4, landscape, with a face that has the letters of its language."""
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Cm, Pt  # noqa: PLC0415

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(_PAGE[0]), Cm(_PAGE[1])
    section.left_margin = section.right_margin = Cm(_MARGIN)
    section.top_margin = section.bottom_margin = Cm(_MARGIN)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FACE[letter.language], Pt(10)
    faces = style.element.get_or_add_rPr().get_or_add_rFonts()
    faces.set(qn("w:eastAsia"), _FACE[Language.ZH])
    style.paragraph_format.space_after = Pt(4)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = xml_text(letter.title)[:200], "", ""


def _add(
    document: WordDocument, text: str, size: float = 10, colour: str = "", *, bold: bool = False
) -> None:
    _run(document.add_paragraph(), text, size, colour, bold=bold)


def _run(
    paragraph: Paragraph, text: str, size: float = 9, colour: str = "", *, bold: bool = False
) -> None:
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    run = paragraph.add_run(xml_text(text))
    run.font.size, run.bold = Pt(size), bold
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)


def _write_table(document: WordDocument, letter: ProviderLetter) -> None:
    from docx.shared import Cm  # noqa: PLC0415

    table = document.add_table(rows=1, cols=len(_WIDTHS), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Cm(width)
    holder = f"{letter.columns[Column.HOLDER]}\n({' / '.join(letter.holders)})"
    rest = (letter.columns[column] for column in Column if column is not Column.HOLDER)
    headings = (letter.columns["number"], letter.columns["question"], holder, *rest)
    for cell, text in zip(table.rows[0].cells, headings, strict=True):
        _run(cell.paragraphs[0], text, bold=True)
        _shade(cell)
    _repeat(table.rows[0]._tr)  # noqa: SLF001  python-docx has no other way
    before: AskedWhy | None = None
    for question in letter.questions:
        if question.why is not before:
            before = question.why
            heading = table.add_row().cells
            _run(heading[1].paragraphs[0], letter.headings[before], size=10, bold=True)
            for cell in heading:
                _shade(cell)
        cells = table.add_row().cells
        _run(cells[0].paragraphs[0], str(question.number))
        _write_question(cells[1], question)
    for row in table.rows:
        _keep_whole(row._tr)  # noqa: SLF001
        for cell, width in zip(row.cells, _WIDTHS, strict=True):
            cell.width = Cm(width)


def _write_question(cell: _Cell, question: WordedQuestion) -> None:
    _run(cell.paragraphs[0], question.duty, size=10, bold=True)
    for text in (question.text, *question.lines):
        _run(cell.add_paragraph(), text)
    _run(cell.add_paragraph(), question.reason, colour=_GREY)
    _run(cell.add_paragraph(), f"[{question.id}]", size=7, colour=_GREY)


def _shade(cell: _Cell) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), _PALE)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001


def _repeat(row: BaseOxmlElement) -> None:
    """Let a row head every page."""
    from docx.oxml import OxmlElement  # noqa: PLC0415

    row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_whole(row: BaseOxmlElement) -> None:
    """Let no page end inside a row."""
    from docx.oxml import OxmlElement  # noqa: PLC0415

    row.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def _origin(body: BaseOxmlElement, file: str) -> str:
    """Return the origin that the document tells. InputError where it is not ours."""
    for paragraph in body.xpath("./w:p | ./w:sdt/w:sdtContent/w:p"):
        match = _REFERENCE.search(_text(paragraph))
        if match is None:
            continue
        if int(match[1]) > VERSION:
            raise InputError("error.newer_format", file=file, found=match[1], known=VERSION)
        return match[2]
    raise InputError("error.reply.not_ours", file=file)


def _read_table(
    table: BaseOxmlElement,
    at: int,
    file: str,
    rows: list[FilledRow],
    faults: list[InputError],
) -> None:
    """Add the rows of a table that bear an id, and a fault for each that cannot be read."""
    wanted = len(_WIDTHS)
    found = table.xpath("./w:tr[not(w:trPr/w:del)] | ./w:sdt/w:sdtContent/w:tr")
    if len(found) > _MOST_ROWS:
        many = InputError("error.reply.too_many", limit=_MOST_ROWS)
        whole = AppError("error.reply.table", table=at)
        raise InputError("error.at_place", file=file, place=whole, what=many)
    for number, row in enumerate(found, start=1):
        cells = row.xpath("./w:tc | ./w:sdt/w:sdtContent/w:tc")
        texts = [_text(cell) for cell in cells]
        ids = _BEARS_ID.findall("\n".join(texts[:2]))
        place = _Place(at, number)
        if not ids:
            if len(cells) == wanted and number > 1 and any(t.strip() for t in texts[2:]):
                rows.append(_row("", texts, place))
            continue
        if row.xpath("./w:tc/w:tcPr/w:vMerge | ./w:tc/w:tcPr/w:gridSpan[@w:val > 1]"):
            faults.append(place.fault(InputError("error.reply.merged"), file))
        elif len(cells) != wanted:
            short = InputError("error.reply.row_cells", found=len(cells), wanted=wanted)
            faults.append(place.fault(short, file))
        else:
            rows.append(_row(ids[-1], texts, place))


def _row(question_id: str, texts: list[str], place: _Place) -> FilledRow:
    return FilledRow(
        question_id=shown(question_id, 120),
        texts=dict(zip(Column, texts[2:], strict=True)),
        place=place.row(),
        places={column: place.cell(at) for at, column in enumerate(Column, start=3)},
    )


def _text(part: BaseOxmlElement) -> str:
    """Return the text of a part, one line a paragraph; what was deleted is left out."""
    lines: list[str] = []
    for each in _pieces(part):
        kind = each.tag.rpartition("}")[2]
        if kind == "p":
            lines.append("")
        elif kind == "t":
            lines[-1:] = [(lines[-1] if lines else "") + (each.text or "")]
        else:
            lines[-1:] = [(lines[-1] if lines else "") + ("\t" if kind == "tab" else "\n")]
    return "\n".join(lines)


def _pieces(part: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    gone = "[not(ancestor::w:del or ancestor::w:moveFrom)]"
    kinds = ("p", "r/w:t", "r/w:br", "r/w:cr", "r/w:tab")
    inside = " | ".join(f"descendant-or-self::w:{kind}{gone}" for kind in kinds)
    yield from part.xpath(inside)
