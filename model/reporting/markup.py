"""The one place where plain text becomes paragraph markup."""

from __future__ import annotations

from html import escape

from model.text import clean


def as_markup(text: str) -> str:
    """Return plain text so that a paragraph prints it letter by letter, on one line.

    Control characters are dropped; what looks like markup is printed, not obeyed.
    """
    return escape(" ".join(clean(text, limit=len(text)).split("\n")), quote=False)


def text_lines(text: str) -> tuple[str, ...]:
    """Return the lines of a text that say something."""
    whole = clean(text, limit=len(text))
    return tuple(line.strip() for line in whole.split("\n") if line.strip())
