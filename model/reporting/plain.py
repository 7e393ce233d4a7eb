"""The one place where texts are made fit for print; none of them is ever read as markup."""

from __future__ import annotations

import re

from model.text import clean

_WIDE_QUOTES = re.compile("(?<![\u2e80-\uffef])[\u2018\u2019\u201c\u201d](?![\u2e80-\uffef])")
_STRAIGHT = {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'}


def one_line(text: str) -> str:
    """Return a text on one line, with single blanks and without control characters."""
    return " ".join(clean(text, limit=len(text)).split())


def text_lines(text: str) -> tuple[str, ...]:
    """Return the lines of a text that say something."""
    whole = clean(text, limit=len(text))
    return tuple(line.strip() for line in whole.split("\n") if line.strip())


def cut(text: str, limit: int) -> str:
    """Return a text on one line, or its beginning with an ellipsis where it is longer."""
    line = one_line(text)
    return line if len(line) <= limit else f"{line[:limit].rstrip()}…"


def narrow_quotes(text: str) -> str:
    """Return a text with straight quotes around Latin words.

    The font has curved quotes of the width of a Chinese character only, which tear holes
    into an English line.
    """
    return _WIDE_QUOTES.sub(lambda found: _STRAIGHT[found[0]], text)
