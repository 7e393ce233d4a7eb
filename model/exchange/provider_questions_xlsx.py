"""Questions to the provider as a workbook: written, and read back filled in.

Texts are text in every cell, never formulas. A hidden sheet says what the workbook is.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING

from model.errors import InputError
from model.exchange.office import BROKEN, xml_text
from model.exchange.sheets import lines_of, put_text, saved
from model.provider_letter import FIXED
from model.provider_questions import ID
from model.provider_reply import FORMAT, VERSION, Column, FilledList, FilledRow
from model.schema import shown
from model.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from openpyxl.cell import Cell
    from openpyxl.styles import Border
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.header_footer import HeaderFooterItem
    from openpyxl.worksheet.worksheet import Worksheet

    from model.provider_letter import ProviderLetter, WordedQuestion

_HIDDEN = "shoulder"
_COLUMNS = (*FIXED, *Column)
_LETTERS = dict(zip(_COLUMNS, "ABCDEFGHIJ", strict=True))
_WIDTHS = (6, 12, 24, 62, 14, 30, 13, 30, 30, 16)
_HEAD_ROWS = 5
_MOST_ROWS = 2000
_MOST_SHEETS = 8
_GREY, _PALE, _WHITE = "767676", "EEF1F4", "FFFFFF"
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]{0,200}?ref="[A-Z]{1,3}\d{1,7}:[A-Z]{1,3}(\d{1,7})"'
)


def to_workbook(letter: ProviderLetter) -> bytes:
    """Return questions as the bytes of a workbook in which the reply columns can be filled."""
    from openpyxl import Workbook  # noqa: PLC0415  slow to import

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = clean_line(letter.sheet, 31)
    _write_head(sheet, letter)
    for at, question in enumerate(letter.questions, start=_HEAD_ROWS + 1):
        _write_question(sheet, at, question)
    _offer_holders(sheet, letter)
    _set_up(sheet, letter)
    _write_about(book, letter)
    return saved(book)


def from_workbook(raw: bytes, file: str) -> FilledList:
    """Return what a workbook that came back holds; `looked_through` comes before.

    Raises:
        InputError: it is damaged, foreign, newer, or has too many rows.
    """
    from openpyxl import load_workbook  # noqa: PLC0415  slow to import

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl leaves out is not needed
        try:
            book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
            try:
                origin = _origin(book, file)
                rows = [row for sheet in _sheets(book) for row in _rows(sheet, file)]
            finally:
                book.close()
            faults = tuple(_merged(raw, file))
        except BROKEN:
            raise InputError("error.office.not_office", file=file) from None
    if not any(ID.fullmatch(row.question_id) for row in rows):
        raise InputError("error.reply.not_ours", file=file)
    return FilledList(origin=origin, rows=tuple(rows), faults=faults)


def _write_head(sheet: Worksheet, letter: ProviderLetter) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415

    last = _LETTERS[_COLUMNS[-1]]
    lines = (letter.title, "   ".join(letter.about), letter.hint, letter.source)
    for at, text in enumerate(lines, start=1):
        cell = _put(sheet, f"A{at}", text)
        sheet.merge_cells(f"A{at}:{last}{at}")
        cell.font = Font(bold=at == 1, size=14 if at == 1 else 10)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    sheet.row_dimensions[1].height = 24
    sheet.row_dimensions[3].height = 30
    for column, letter_of in _LETTERS.items():
        cell = _put(sheet, f"{letter_of}{_HEAD_ROWS}", letter.columns[column])
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor=_PALE)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        cell.border = _border()
    sheet.row_dimensions[_HEAD_ROWS].height = 30


def _write_question(sheet: Worksheet, at: int, question: WordedQuestion) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill, Protection  # noqa: PLC0415

    asked = "\n".join((question.text, *question.lines, question.reason))
    texts = (str(question.number), question.id, question.duty, asked)
    for column, text in zip(FIXED, texts, strict=True):
        cell = _put(sheet, f"{_LETTERS[column]}{at}", text)
        cell.fill = PatternFill("solid", fgColor=_PALE)
        cell.font = Font(color=_GREY if column == "id" else None, size=10)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.border = _border()
    for column in Column:
        cell = sheet[f"{_LETTERS[column]}{at}"]
        cell.number_format = "@" if column is not Column.DATED else "yyyy-mm-dd"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.protection = Protection(locked=False)
        cell.border = _border()
    sheet.row_dimensions[at].height = _height(asked, question.duty)


def _put(sheet: Worksheet, place: str, text: str) -> Cell:
    """Write a text that no program takes for a formula."""
    cell: Cell = sheet[place]
    put_text(cell, text)
    return cell


def _height(asked: str, duty: str) -> float:
    """Return points that a row needs: wrapped texts of wide and narrow letters."""
    lines = max(lines_of(asked, _WIDTHS[3]), lines_of(duty, _WIDTHS[2]))
    return min(400.0, 14.0 * lines + 4)


def _offer_holders(sheet: Worksheet, letter: ProviderLetter) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    if not letter.questions:
        return
    offered = DataValidation(
        type="list",
        formula1='"{}"'.format(",".join(letter.holders)),
        allow_blank=True,
        showErrorMessage=True,
        error=letter.choose[:255],
    )
    column = _LETTERS[Column.HOLDER]
    offered.add(f"{column}{_HEAD_ROWS + 1}:{column}{_HEAD_ROWS + len(letter.questions)}")
    sheet.add_data_validation(offered)


def _set_up(sheet: Worksheet, letter: ProviderLetter) -> None:
    """Make it fit to read, to print and to fill in."""
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415

    for width, letter_of in zip(_WIDTHS, _LETTERS.values(), strict=True):
        sheet.column_dimensions[letter_of].width = width
    sheet.column_dimensions[_LETTERS["id"]].hidden = True
    sheet.freeze_panes = f"D{_HEAD_ROWS + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{_HEAD_ROWS}:{_HEAD_ROWS}"
    sheet.HeaderFooter.oddFooter = _footer(xml_text(letter.source))
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = protection.formatCells = False
    protection.insertHyperlinks = False  # as a proof; False means that it is allowed


def _footer(source: str) -> HeaderFooterItem:
    from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart  # noqa: PLC0415

    return HeaderFooterItem(
        left=_HeaderFooterPart(text=source.replace("&", "&&")),
        right=_HeaderFooterPart(text="&P / &N"),
    )


def _border() -> Border:
    from openpyxl.styles import Border, Side  # noqa: PLC0415

    thin = Side(style="thin", color="C8CDD2")
    return Border(left=thin, right=thin, top=thin, bottom=thin)


def _write_about(book: Workbook, letter: ProviderLetter) -> None:
    sheet = book.create_sheet(_HIDDEN)
    about = {"format": FORMAT, "version": str(VERSION), "origin": letter.origin}
    for at, (name, text) in enumerate(about.items(), start=1):
        _put(sheet, f"A{at}", name)
        _put(sheet, f"B{at}", text)
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True
    book.properties.creator = ""
    book.properties.title = xml_text(letter.title)


def _origin(book: Workbook, file: str) -> str:
    """Return the origin that the hidden sheet tells. InputError where it is not ours."""
    if _HIDDEN not in book.sheetnames:
        raise InputError("error.reply.not_ours", file=file)
    about: dict[str, str] = {}
    for row in book[_HIDDEN].iter_rows(max_row=8, max_col=2, values_only=True):
        told = [_text(value) for value in (*row, None, None)]
        about[told[0]] = told[1]
    version = about.get("version", "")
    if about.get("format") != FORMAT or not version.isascii() or not version.isdecimal():
        raise InputError("error.reply.not_ours", file=file)
    if len(version) > 4 or int(version) > VERSION:  # noqa: PLR2004  digits that no version has
        raise InputError("error.newer_format", file=file, found=shown(version), known=VERSION)
    return clean_line(about.get("origin", ""))


def _sheets(book: Workbook) -> Iterator[Worksheet]:
    for sheet in book.worksheets[:_MOST_SHEETS]:
        if sheet.title != _HIDDEN:
            sheet.reset_dimensions()  # one opened to read only has it
            yield sheet


def _rows(sheet: Worksheet, file: str) -> Iterator[FilledRow]:
    """Yield the rows from the first question on; what a sheet says of its size is not believed."""
    has_begun = False
    name = shown(sheet.title)
    cells = sheet.iter_rows(max_row=_MOST_ROWS + 1, max_col=len(_COLUMNS), values_only=True)
    for at, values in enumerate(cells, start=1):
        texts = dict(zip(_COLUMNS, map(_text, values), strict=False))
        question_id = texts.get("id", "").strip()
        has_begun = has_begun or ID.fullmatch(question_id) is not None
        if not has_begun:
            continue
        row = _row(texts, question_id, name, at)
        if question_id or not row.is_empty:
            if at > _MOST_ROWS:
                many = InputError("error.reply.too_many", limit=_MOST_ROWS)
                raise InputError("error.at_place", file=file, place=name, what=many)
            yield row


def _row(texts: Mapping[str, str], question_id: str, sheet: str, at: int) -> FilledRow:
    return FilledRow(
        question_id=question_id,
        texts={column: texts.get(column, "") for column in Column},
        place=f"{sheet}!{at}",
        places={column: f"{sheet}!{_LETTERS[column]}{at}" for column in Column},
    )


def _text(value: object) -> str:
    """Return what a cell shows, as text; of a formula only what it last came to."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _merged(raw: bytes, file: str) -> Iterator[InputError]:
    """Yield a fault for each sheet in which cells below the heading were merged."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for name in archive.namelist():
            if not name.startswith("xl/worksheets/sheet"):
                continue
            last_rows = [int(last) for last in _MERGED.findall(archive.read(name))]
            below = [row for row in last_rows if row > _HEAD_ROWS]
            if below:
                sheet = name.rpartition("/")[2].removesuffix(".xml")
                place, merged = f"{sheet}!{min(below)}", InputError("error.reply.merged")
                yield InputError("error.at_place", file=file, place=place, what=merged)
