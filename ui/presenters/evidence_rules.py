"""What may be kept and opened as evidence: kinds of files, addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from model.errors import AppError, InputError
from model.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from model.storage.evidence import EvidenceFolder, Kept

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp"})
TEXTS = frozenset({".txt", ".log", ".md", ".csv"})
_OPENED = PICTURES | {
    ".pdf", ".txt", ".log", ".md", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"
}  # fmt: skip
"""Documents and pictures that cannot run anything by being opened; all others are only saved."""

_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.\-]*)\s*:")
_HOST_AND_PORT = re.compile(r"[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+:[0-9]{1,5}(?:/|$)")


def ending(title: str) -> str:
    """Return how a name ends, such as ".pdf"; empty for no ending."""
    return PurePath(title).suffix.lower()


def is_opened(title: str) -> bool:
    """Say whether a file of this name is opened from here; others can be saved elsewhere."""
    return ending(title) in _OPENED


def is_web_address(address: str) -> bool:
    """Say whether an address is one that a browser may be given."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    has_no_gaps = address.isprintable() and not any(c.isspace() for c in address)
    return has_no_gaps and parts.scheme in ("http", "https") and bool(parts.hostname)


def kept_address(typed: str) -> str:
    """Return an address as it is kept: a web address, or a place in plain words.

    Raises:
        InputError: it is empty, or begins with another scheme, such as "javascript:".
    """
    address = " ".join(clean(typed).split())
    if not address:
        raise InputError("evidence.error.no_address")
    scheme = _SCHEME.match(address)
    if scheme is None or _HOST_AND_PORT.match(address):
        return address
    if scheme[1].lower() not in ("http", "https") or not is_web_address(address):
        raise InputError("evidence.error.scheme")
    return address


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What became of some files that were added."""

    kept: tuple[Kept, ...] = ()
    refused: tuple[AppError, ...] = ()


def store_files(folder: EvidenceFolder, paths: Iterable[Path]) -> Stored:
    """Keep some files; one that is refused does not stop the others. Slow, for a thread."""
    kept: list[Kept] = []
    refused: list[AppError] = []
    for path in paths:
        try:
            kept.append(folder.add(path))
        except AppError as error:
            refused.append(error)
    return Stored(kept=tuple(kept), refused=tuple(refused))
