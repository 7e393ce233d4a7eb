"""What people type, made safe to keep: plain text, bounded, without control characters."""

from __future__ import annotations

import unicodedata

NAME_LENGTH = 120
NOTE_LENGTH = 2000

# Controls, invisible marks that reorder or hide text, halves of characters, private characters.
# Characters that this Python does not know yet stay: they may be part of a name.
_FORBIDDEN = {"Cc", "Cf", "Cs", "Co"}


def clean(text: str, limit: int = NOTE_LENGTH) -> str:
    """Return text as it is kept: no control characters, trimmed, at most `limit` characters."""
    if text.isprintable():  # nothing of it is forbidden, and this is much faster
        return text.strip()[:limit].rstrip()
    kept = "".join(
        c
        for c in text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
        if c == "\n" or (unicodedata.category(c) not in _FORBIDDEN)
    )
    return kept.strip()[:limit].rstrip()


def clean_line(text: str, limit: int = NAME_LENGTH) -> str:
    """Return a name as it is kept: `clean`, on one line."""
    return " ".join(clean(text, limit=limit * 2).split())[:limit].rstrip()


def folded(text: str) -> str:
    """Return text as it is compared: capitals, full-width letters and their like made the same.

    What is folded is kept in databases: another rule needs a migration.
    """
    if text.isascii():
        return text.lower()
    once = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFKC", once).casefold()
