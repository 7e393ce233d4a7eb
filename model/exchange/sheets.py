"""Workbooks that the program writes: texts that never act, and the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

from model.exchange.office import xml_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook

    Results = Mapping[str, Mapping[str, float | None]]

LONG_AGO = datetime(1980, 1, 1)
"""Date of every part inside a workbook, so that the same input gives the same bytes."""

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_FORMULA = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"([^>]*)>(<f>[^<]*</f>)<v(?: ?/>|></v>)')


def acts(text: str) -> bool:
    """Say whether a program for tables could take a text for a formula."""
    return text.startswith(_STARTS)


def put_text(cell: Cell, text: str) -> None:
    """Write a text that no program takes for a formula; at most 30,000 characters are kept."""
    kept = xml_text(text)
    cell.value = kept
    cell.data_type = "s"
    cell.quotePrefix = acts(kept)


def lines_of(text: str, width: int) -> int:
    """Return in how many lines a column of some Latin letters shows a text, about."""
    found = 0
    for line in text.split("\n"):
        letters = len(line)
        if not line.isascii():
            letters += sum(not char.isascii() for char in line)
        found += max(1, -(-letters * 11 // (width * 10)))
    return found


def saved(book: Workbook, results: Results | None = None) -> bytes:
    """Return the bytes of a workbook, without the time of its making.

    Args:
        book: is used up.
        results: by sheet, then by cell: what a formula comes to, for programs that show a
            workbook without computing; None for an empty text.
    """
    from openpyxl.writer.excel import ExcelWriter  # noqa: PLC0415  slow to import

    book.properties.created = book.properties.modified = LONG_AGO
    known = {
        f"xl/worksheets/sheet{number}.xml": (results or {}).get(sheet.title, {})
        for number, sheet in enumerate(book.worksheets, start=1)
    }
    made, steady = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        ExcelWriter(book, archive).write_data()
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(steady, "w") as kept:
        for name in parts.namelist():
            about = zipfile.ZipInfo(name, LONG_AGO.timetuple()[:6])
            about.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(about, _with_results(parts.read(name), known.get(name, {})))
    return steady.getvalue()


def _with_results(raw: bytes, results: Mapping[str, float | None]) -> bytes:
    """Return a sheet in which formulas tell what they come to."""

    def told(found: re.Match[bytes]) -> bytes:
        place, look, formula = found.groups()
        if place.decode() not in results:
            return found.group()
        result = results[place.decode()]
        if result is None:
            return b'<c r="%b"%b t="str">%b<v></v>' % (place, look, formula)
        return b'<c r="%b"%b>%b<v>%b</v>' % (place, look, formula, repr(result).encode())

    return _FORMULA.sub(told, raw) if results else raw
