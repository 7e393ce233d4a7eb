"""The smallest parts of an HTML file: escaped text with its languages, and charts."""

from __future__ import annotations

import html
import re
from dataclasses import asdict
from typing import TYPE_CHECKING

from model.language import Language
from model.reporting.charts import to_svg
from model.reporting.palette import PAPER
from model.reporting.plain import one_line

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

TAGS = {Language.ZH: "zh-CN", Language.EN: "en"}
WIDE, NARROW = 480.0, 210.0
"""Widths of a chart, in points, for a page that is wide and for one that is not."""

_HAN = "[\u2e80-\u303f\u3400-\u9fff\uff00-\uffef\U00020000-\U0003ffff]"
_OTHER = {
    Language.EN: re.compile(f"({_HAN}(?:[\\s0-9]*{_HAN}+)*)"),
    Language.ZH: re.compile(r"([A-Za-z][\w'’-]*(?:[ ,.;:()&/]+[A-Za-z][\w'’-]*){2,})", re.ASCII),
}
"""What is in the other language: Chinese signs; or three Latin words and more, one is a name."""

_LAST_OF_PLANES = "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
_NO_CHARACTERS = re.compile(f"[\ufdd0-\ufdef{_LAST_OF_PLANES}]")


def plain(text: str) -> str:
    """Return a text on one line, without what an HTML file cannot hold."""
    return one_line(_NO_CHARACTERS.sub("", text))


def inline(text: str, language: Language) -> str:
    """Return plain text as markup that shows it letter by letter.

    What is in the other language says so, for screen readers to change their voice.
    """
    other = TAGS[Language.EN if language is Language.ZH else Language.ZH]
    parts = _OTHER[language].split(plain(text))
    for at, part in enumerate(parts):
        escaped = html.escape(part)
        parts[at] = f'<span lang="{other}">{escaped}</span>' if at % 2 else escaped
    return "".join(parts)


def picture(drawing: Drawing, name: str, says: tuple[str, str]) -> str:
    """Return a chart as markup.

    Args:
        drawing: in the colours of paper; shown, it follows those of the page.
        name: unique in the file.
        says: its title and description, already escaped.
    """
    svg = to_svg(drawing)
    inside = svg[svg.index("<g ") : svg.rindex("</svg>")]
    inside = re.sub(' (id|style)="[^"]*clip[^"]*"| id="group"| transform=""', "", inside)
    for colour, variable in _VARIABLES.items():
        inside = inside.replace(colour, variable)
    inside = re.sub(r"\s*\n\s*", "\n", inside).strip()
    size = f'viewBox="0 0 {drawing.width:g} {drawing.height:g}"'
    named = f'role="img" aria-labelledby="{name} {name}-says"'
    return (
        f'<svg {named} {size}>\n<title id="{name}">{says[0]}</title>\n'
        f'<desc id="{name}-says">{says[1]}</desc>\n{inside}\n</svg>'
    )


def _in_svg(colour: str) -> str:
    """Return a colour as reportlab writes it."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "rgb({})".format(",".join(f"{int(part / 255 * 100)}%" for part in parts))


_VARIABLES = {_in_svg(colour): f"var(--{name}, {colour})" for name, colour in asdict(PAPER).items()}
"""Without its style sheet a file shows the colours of paper."""
