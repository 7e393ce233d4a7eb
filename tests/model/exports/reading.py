"""Reads a workbook back, and works its formulas out without the program's help."""

from __future__ import annotations

import io
import re

from openpyxl import load_workbook


def table_of(raw, name, head=1):
    """Return the rows of a sheet as dicts by heading."""
    sheet = load_workbook(io.BytesIO(raw))[name]
    rows = list(sheet.iter_rows(min_row=head, values_only=True))
    titles = rows[0]
    return [dict(zip(titles, row, strict=True)) for row in rows[1:]]


def formulas_of(raw):
    """Return every formula with what it was said to come to, by sheet and cell."""
    book, told = (load_workbook(io.BytesIO(raw), data_only=kind) for kind in (False, True))
    return {
        (sheet.title, cell.coordinate): (cell.value, told[sheet.title][cell.coordinate].value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


class Sums:
    """Works out the few kinds of formulas that the workbook uses, from its plain cells."""

    PRODUCT = re.compile(r"=([A-Z]+\d+)\*([A-Z]+\d+)")
    SUM = re.compile(r"=SUM\(([A-Z]+)(\d+):\1(\d+)\)")
    OF_NAMED = re.compile(
        r"=SUMPRODUCT\(\('(.+)'!\$([A-Z]+)\$(\d+):\$\2\$(\d+)=\$A(\d+)\)"
        r"\*'\1'!\$([A-Z]+)\$\3:\$\6\$\4\)"
    )
    SHARE = re.compile(r'=IF\(([A-Z]+\d+)=0,"",([A-Z]+\d+)/\1\)')

    def __init__(self, raw):
        self.book = load_workbook(io.BytesIO(raw))

    def value(self, sheet, place):
        """Return what a cell shows; an empty one counts 0, as in every program for tables."""
        found = self.book[sheet][place].value
        if not isinstance(found, str) or not found.startswith("="):
            return 0 if found is None else found
        if match := self.PRODUCT.fullmatch(found):
            return self.value(sheet, match[1]) * self.value(sheet, match[2])
        if match := self.SUM.fullmatch(found):
            letter, first, last = match.groups()
            return sum(self.value(sheet, f"{letter}{n}") for n in range(int(first), int(last) + 1))
        if match := self.SHARE.fullmatch(found):
            units = self.value(sheet, match[1])
            return "" if units == 0 else self.value(sheet, match[2]) / units
        match = self.OF_NAMED.fullmatch(found)
        other, names, first, last, at, summed = match.groups()
        name = self.value(sheet, f"A{at}")
        return sum(
            self.value(other, f"{summed}{n}")
            for n in range(int(first), int(last) + 1)
            if self.value(other, f"{names}{n}") == name
        )
