"""Questions to the provider as files of any kind that the program writes and reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.exchange.office import LIMIT, OfficeKind, looked_through
from model.exchange.provider_questions_docx import from_document, to_document
from model.exchange.provider_questions_xlsx import from_workbook, to_workbook
from model.files import read_bounded, write_whole
from model.provider_letter import as_text
from model.provider_reply import understood

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from model.provider_letter import ProviderLetter
    from model.provider_reply import Replies

_WRITE: dict[str, Callable[[ProviderLetter], bytes]] = {
    ".xlsx": to_workbook,
    ".docx": to_document,
    ".txt": lambda made: as_text(made).encode(),
}


def write_questions(letter: ProviderLetter, path: Path) -> None:
    """Write a letter as the kind of file that the name says: .xlsx, .docx or .txt.

    Raises:
        OutputError: nothing was written, and what was there before is still there.
    """
    raw = _WRITE[path.suffix.lower()](letter)

    def write(beside: Path) -> None:
        beside.write_bytes(raw)

    write_whole(path, write)


def read_replies(path: Path) -> Replies:
    """Return what a filled-in file says; its kind follows from what it holds, not its name.

    Raises:
        InputError: it cannot be read, is too large, unsafe, damaged, foreign or newer.
    """
    return replies_of(read_bounded(path, LIMIT), path.name)


def replies_of(raw: bytes, file: str) -> Replies:
    """Return what the bytes of a filled-in file say. InputError as in `read_replies`."""
    read = {OfficeKind.XLSX: from_workbook, OfficeKind.DOCX: from_document}
    return understood(read[looked_through(raw, file)](raw, file), file)
