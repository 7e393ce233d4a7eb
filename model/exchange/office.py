"""Office files of other people: looked through before a library for them opens anything."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from enum import StrEnum

from model.errors import InputError
from model.exchange.zip_member import read_member
from model.schema import shown
from model.text import clean

LIMIT = 8_000_000
"""The most bytes of a file that is read."""

OFFICE = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml"}

_UNPACKED = 40_000_000
_PART = 4_000_000
_MOST_MEMBERS = 400
_MOST_TAGS = 150_000
_LONGEST = 30_000
_NO_CHARACTERS = dict.fromkeys((0xFFFE, 0xFFFF))
_PACKED = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0"
_XML = re.compile(r"\.(?:xml|rels|vml)", re.IGNORECASE)
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)

BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RecursionError,
    SyntaxError,  # what the XML libraries raise
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What the libraries raise over a damaged file; none of them promises one kind."""


class OfficeKind(StrEnum):
    """What a file is, by what it holds."""

    XLSX = "xlsx"
    DOCX = "docx"


def looked_through(raw: bytes, file: str) -> OfficeKind:
    """Return what an office file is, once it is bounded and holds nothing that acts.

    Every member is read within bounds: what a zip says of its sizes is not believed. Parts in
    XML declare no entities, and have no more tags than a library reads in a moment.

    Args:
        raw: the bytes of the file.
        file: its name, for messages.

    Raises:
        InputError: it is neither workbook nor document, old, locked, unsafe or too large.
    """
    if raw.startswith(_COMPOUND):
        raise InputError("error.office.old", file=file)
    if not raw.startswith(_PACKED):
        raise InputError("error.office.not_office", file=file)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return _kind(archive, file)
    except (RuntimeError, *BROKEN):  # RuntimeError: a zip's own encryption
        raise InputError("error.office.not_office", file=file) from None


def xml_text(text: str) -> str:
    """Return text as it can stand in an office file: clean, and nothing that XML forbids."""
    return clean(text, _LONGEST).translate(_NO_CHARACTERS)


def _kind(archive: zipfile.ZipFile, file: str) -> OfficeKind:
    names = [info.filename for info in archive.infolist()]
    if len(names) > _MOST_MEMBERS or len(set(names)) != len(names):
        raise InputError("error.office.not_office", file=file)
    left = _UNPACKED
    for info in archive.infolist():
        is_xml = _XML.search(info.filename) is not None
        held = read_member(archive, info, min(left, _PART) if is_xml else left)
        if held is None:
            raise InputError("error.office.too_much", file=file, limit=_UNPACKED // 1_000_000)
        left -= len(held)
        if _is_macro(info.filename, held):
            raise InputError("error.office.macros", file=file)
        if is_xml and (_DECLARED.search(held.replace(b"\0", b"")) or held.count(b"<") > _MOST_TAGS):
            raise InputError("error.office.unsafe", file=file, found=shown(info.filename))
    kinds = [kind for kind in OfficeKind if OFFICE[kind] in names]
    if len(kinds) != 1:
        raise InputError("error.office.not_office", file=file)
    return kinds[0]


def _is_macro(name: str, held: bytes) -> bool:
    if "vbaproject" in name.lower():
        return True
    return name == "[Content_Types].xml" and b"macroenabled" in held.lower()
