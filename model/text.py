"""What people type, made safe to keep: plain text, bounded, without control characters."""

from __future__ import annotations

import unicodedata

NAME_LENGTH = 120
NOTE_LENGTH = 2000

# Controls, and the invisible marks that reorder or hide text; line breaks stay.
_FORBIDDEN = {"Cc", "Cs", "Co", "Cn"}
_BIDI = {chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0xFEFF)}


def clean(text: str, limit: int = NOTE_LENGTH) -> str:
    """Return text as it is kept: no control characters, trimmed, at most `limit` characters."""
    kept = "".join(
        c
        for c in text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
        if c == "\n" or (unicodedata.category(c) not in _FORBIDDEN and c not in _BIDI)
    )
    return kept.strip()[:limit]


def clean_line(text: str, limit: int = NAME_LENGTH) -> str:
    """Return a name as it is kept: `clean`, on one line."""
    return " ".join(clean(text, limit=limit * 2).split())[:limit]
