"""An HTML file as an independent parser, and a person who cannot see it, find it."""

from __future__ import annotations

import html5lib

UNMARKED = ("style", "title", "{http://www.w3.org/2000/svg}svg")
"""Their texts cannot say which part of them is in which language."""


def parsed(path):
    """Return the tree of a file without a single error in it."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(path.read_text(encoding="utf-8"))


def text_of(element):
    """Return the text of an element and of all in it."""
    return "".join(element.itertext())


def all_of(tree, *names):
    """Return every element of these names, in order."""
    return [each for each in tree.iter() if each.tag in names]


def texts_with_language(element, language):
    """Yield each text of an element with the language that holds for it."""
    if element.tag in UNMARKED or not isinstance(element.tag, str):
        return
    own = element.get("lang", language)
    yield element.text or "", own
    for child in element:
        yield from texts_with_language(child, own)
        yield child.tail or "", own
