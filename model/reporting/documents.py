"""Writes a document of blocks in the form that the name of the file asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from model.document import Document, Edition

PDF, WORD = ".pdf", ".docx"


def check_ending(path: Path) -> None:
    """Accept a name that ends in .pdf or .docx, in small or capital letters.

    Raises:
        InputError: it ends otherwise.
    """
    if path.suffix.lower() not in (PDF, WORD):
        raise InputError("error.pdf_or_word", file=str(path))


def write_document(document: Document, edition: Edition, path: Path) -> None:
    """Write a document as PDF or Word; the same input gives the same bytes.

    Raises:
        InputError: the name of the file ends neither in .pdf nor in .docx.
        OutputError: the file cannot be written; an older one stays.
    """
    check_ending(path)
    if path.suffix.lower() == PDF:
        from model.reporting.document_pdf import write_pdf as write  # noqa: PLC0415  slow to import
    else:
        from model.reporting.document_docx import write_docx as write  # noqa: PLC0415
    write(document, edition, path)
