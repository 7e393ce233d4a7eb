"""The smallest parts of a Word file that python-docx has no words for."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor

from model.reporting.plain import one_line

LATIN, CHINESE = "Arial", "Microsoft YaHei"
"""Fonts by their names; the reader's program takes its own where they are missing."""

NOT_IN_XML = dict.fromkeys((0xFFFE, 0xFFFF))
SHORT = 400
"""A row with at most so many characters does not break over two pages."""


def plain(text: str) -> str:
    """Return a text on one line, without what a Word file cannot hold; blanks at its ends stay."""
    start = " " if text.startswith(" ") else ""
    end = " " if text.endswith(" ") else ""
    body = one_line(text).translate(NOT_IN_XML)
    return f"{start}{body}{end}" if body else start


def colour(hexadecimal: str) -> RGBColor:
    """Return a colour given as "#rrggbb"."""
    return RGBColor.from_string(hexadecimal.lstrip("#").upper())


def name_fonts(properties: Any) -> None:  # noqa: ANN401  run properties of python-docx
    """Name the fonts for Latin and for Chinese characters, in place of those of a theme."""
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for kind in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{kind}"), LATIN)
    fonts.set(qn("w:eastAsia"), CHINESE)


def repeat(row: Any) -> None:  # noqa: ANN401  a row of python-docx
    """Repeat a row at the head of every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001


def length(row: Any) -> int:  # noqa: ANN401  a row of python-docx
    """Return the number of characters in a row."""
    texts = row._tr.iter(qn("w:t"))  # noqa: SLF001  python-docx has no other way
    return sum(len(each.text or "") for each in texts)


def keep_whole(row: Any) -> None:  # noqa: ANN401  a row of python-docx
    """Keep a row on one page; one with a long text may break."""
    if length(row) <= SHORT:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001


def shade(cell: Any, colour: str) -> None:  # noqa: ANN401  a cell of python-docx
    """Give a cell a background, "rrggbb"."""
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001


def keep_with_next(cell: Any) -> None:  # noqa: ANN401  a cell of python-docx
    """Keep the row of a cell on the page of the next one."""
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.keep_with_next = True


def add_field(paragraph: Any, code: str) -> None:  # noqa: ANN401  a paragraph of python-docx
    """Add a field that the reader's program fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)  # noqa: SLF001
