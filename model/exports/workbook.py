"""How a table becomes a sheet: headings that stay, filters, widths, numbers as numbers."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties

from model.exchange.office import xml_text
from model.exchange.sheets import lines_of, put_text, saved
from model.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from model.exports.tables import Table, Value
    from model.progress import Progress

HEAD, PALE, LINE, GREY = "1F3A4D", "EEF1F4", "C8CDD2", "5E6872"
SHEET_NAME = 31
"""The most characters that the name of a sheet may have."""

_MOST_WORDS = 255
_FONT = "Calibri"
"""The name of the font that sheets have anyway; a bold one without a name becomes another."""

_LINE_HEIGHT, _HIGHEST = 15.0, 400.0
_ON_A_PAGE = 240
"""Latin letters that a printed page shows side by side and that can be read."""

_OFTEN = 20
"""Rows after which is asked whether the work shall end."""


class Look:
    """How cells look; made once for a workbook, as each style costs."""

    def __init__(self) -> None:
        thin = Side(style="thin", color=LINE)
        self.border = Border(left=thin, right=thin, top=thin, bottom=thin)
        self.wrapped = Alignment(wrap_text=True, vertical="top")
        self.centred = Alignment(horizontal="center", vertical="top", wrap_text=True)
        self.bold = Font(name=_FONT, bold=True)
        self.on_dark = Font(name=_FONT, bold=True, color="FFFFFF")
        self.dark = PatternFill("solid", fgColor=HEAD)
        self.pale = PatternFill("solid", fgColor=PALE)


class Sheet:
    """One sheet that is being filled.

    Attributes:
        raw: the sheet itself.
        results: what its formulas come to, by cell.
    """

    def __init__(self, raw: Worksheet, look: Look) -> None:
        self.raw = raw
        self.results: dict[str, float | None] = {}
        self._look = look
        self._lines: dict[int, int] = {}

    def write_head(self, at: int, titles: Sequence[str]) -> None:
        """Write headings into a row."""
        look = self._look
        for place, title in enumerate(titles, start=1):
            cell = self._cell(at, place)
            put_text(cell, title)
            cell.font, cell.fill = look.on_dark, look.dark
            cell.alignment, cell.border = look.wrapped, look.border
            self._make_room(at, place, title)

    def write(self, at: int, place: int, value: Value, *, is_strong: bool = False) -> None:
        """Write a value: a number as a number, a date as a date, a text never as a formula."""
        cell = self._cell(at, place)
        if isinstance(value, str):
            put_text(cell, value)
            self._make_room(at, place, value)
        elif isinstance(value, Fraction):
            cell.value, cell.number_format = float(value), "0.0"
        elif isinstance(value, datetime):
            cell.value, cell.number_format = value, "yyyy-mm-dd hh:mm"
        elif isinstance(value, date):
            cell.value, cell.number_format = value, "yyyy-mm-dd"
        else:
            cell.value = value
        self._dress(cell, is_text=isinstance(value, str), is_strong=is_strong)

    def write_formula(
        self, place: str, formula: str, result: Fraction | None, *, is_strong: bool = False
    ) -> None:
        """Write a formula of our own, and what it comes to; None for an empty text."""
        cell: Cell = self.raw[place]
        cell.value, cell.number_format = f"={formula}", "0.0"
        self.results[place] = None if result is None else float(result)
        self._dress(cell, is_text=False, is_strong=is_strong)

    def write_line(self, place: str, text: str, *, size: int = 10, is_quiet: bool = True) -> None:
        """Write a line of text that stands for itself, outside of a table."""
        cell: Cell = self.raw[place]
        put_text(cell, text)
        colour = GREY if is_quiet else HEAD
        cell.font = Font(name=_FONT, size=size, bold=not is_quiet, color=colour)
        cell.alignment = Alignment(vertical="top")
        self.raw.row_dimensions[cell.row].height = size * 1.6

    def offer_words(self, letter: str, rows: int, words: Sequence[str], hint: str) -> None:
        """Let a column of a table be filled from a list of words."""
        if not rows:
            return
        offered = DataValidation(
            type="list",
            formula1='"{}"'.format(",".join(words)),
            allow_blank=False,
            showErrorMessage=True,
            error=hint[:_MOST_WORDS],
        )
        offered.add(f"{letter}2:{letter}{rows + 1}")
        self.raw.add_data_validation(offered)

    def _cell(self, at: int, place: int) -> Cell:
        return cast("Cell", self.raw.cell(at, place))  # nothing here is merged

    def centre(self, place: str) -> None:
        """Put what stands in a cell into its middle."""
        self.raw[place].alignment = self._look.centred

    def left(self, place: str) -> None:
        """Put what stands in a cell to its left, as a text."""
        self.raw[place].alignment = self._look.wrapped

    def _make_room(self, at: int, place: int, text: str) -> None:
        """Make a row as high as its longest text needs."""
        lines = lines_of(text, int(self.raw.column_dimensions[get_column_letter(place)].width))
        if lines > self._lines.get(at, 0):
            self._lines[at] = lines
            self.raw.row_dimensions[at].height = min(_HIGHEST, _LINE_HEIGHT * lines + 3)

    def _dress(self, cell: Cell, *, is_text: bool, is_strong: bool) -> None:
        cell.alignment = self._look.wrapped if is_text else self._look.centred
        cell.border = self._look.border
        if is_strong:
            cell.font, cell.fill = self._look.bold, self._look.pale


class Book:
    """A workbook that is being made."""

    def __init__(self, title: str, source: str) -> None:
        self._book = Workbook()
        self._book.remove(self._book.worksheets[0])
        self._book.properties.creator = ""
        self._book.properties.title = xml_text(title)
        self._source = source
        self._look = Look()
        self._sheets: list[Sheet] = []

    def raw(self) -> bytes:
        """Return the bytes of the workbook; it is used up."""
        return saved(self._book, {sheet.raw.title: sheet.results for sheet in self._sheets})

    def add(self, name: str, widths: Sequence[int]) -> Sheet:
        """Add an empty sheet that prints well, and return it."""
        made: Worksheet = self._book.create_sheet(clean_line(name, SHEET_NAME))
        for at, width in enumerate(widths, start=1):
            made.column_dimensions[get_column_letter(at)].width = width
        _print_well(made, self._source, pages=-(-sum(widths) // _ON_A_PAGE))
        self._sheets.append(Sheet(made, self._look))
        return self._sheets[-1]

    def add_table(self, table: Table, progress: Progress, share: float) -> Sheet:
        """Add a table as a sheet: headings in the first row, then its rows.

        Args:
            table: what it holds.
            progress: who can end the work.
            share: of the whole work that is done before.
        """
        sheet = self.add(table.name, [column.width for column in table.columns])
        sheet.write_head(1, [column.title for column in table.columns])
        for at, row in enumerate(table.rows, start=2):
            for place, value in enumerate(row, start=1):
                sheet.write(at, place, value)
            if at % _OFTEN == 0:
                progress.reach(share)
        sheet.raw.freeze_panes = "B2"
        sheet.raw.print_title_rows = "1:1"
        sheet.raw.print_title_cols = "A:A"
        last = max(2, len(table.rows) + 1)
        sheet.raw.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{last}"
        return sheet


def _print_well(sheet: Worksheet, source: str, pages: int) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(text=xml_text(source).replace("&", "&&")),
        right=_HeaderFooterPart(text="&P / &N"),
    )
