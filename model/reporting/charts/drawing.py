"""What every chart is drawn with: lines of text, strokes, places that can be opened, SVG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.attrmap import AttrMap, AttrMapValue
from reportlab.lib.colors import HexColor
from reportlab.lib.validators import isString

from model.reporting.chinese import shorten
from model.reporting.fonts import BOLD, FAMILY, REGULAR, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.lib.colors import Color

NOTHING = "–"
FULL = 100
GRADE_LIMITS = ((0, 50, "D"), (50, 70, "C"), (70, 85, "B"), (85, 100, "A"))
"""Where a grade begins and ends on the scale (scoring.md)."""

_SVG_FONTS = {
    REGULAR: {"family": f"'{FAMILY}'", "weight": "400"},
    BOLD: {"family": f"'{FAMILY}'", "weight": "700"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A part of a drawing that stands for something, in points from its lower left corner."""

    id: str
    x: float
    y: float
    width: float
    height: float


class Place(Rect):  # type: ignore[misc]  # reportlab has no types
    """A rectangle that knows what it stands for."""

    _attrMap = AttrMap(BASE=Rect, spot=AttrMapValue(isString, desc="what it stands for"))  # noqa: N815  reportlab's name


def place(spot: str, x: float, y: float, width: float, height: float) -> Place:
    """Return a part that cannot be seen, and stands for something."""
    return Place(x, y, width, height, spot=spot, fillColor=None, strokeColor=None)


def spots(drawing: Drawing) -> tuple[Spot, ...]:
    """Return the parts of a drawing that stand for something, in the order they were drawn."""
    return tuple(
        Spot(id=shape.spot, x=shape.x, y=shape.y, width=shape.width, height=shape.height)
        for shape in drawing.contents
        if isinstance(shape, Place)
    )


def to_svg(drawing: Drawing) -> str:
    """Return a chart as SVG; its font family is the one the window has loaded."""
    return str(renderSVG.drawToString(drawing, fontHacks=_SVG_FONTS))


def colour(name: str) -> Color:
    """Return "#rrggbb" as reportlab takes it."""
    return HexColor(name)


def stroke(
    start: tuple[float, float],
    end: tuple[float, float],
    ink: str,
    width: float,
    dash: Sequence[float] | None = None,
) -> Line:
    """Return a straight line."""
    return Line(
        *start, *end, strokeColor=colour(ink), strokeWidth=width, strokeDashArray=dash or None
    )


def write(  # noqa: PLR0913  a label is its place, words and looks
    drawing: Drawing,
    x: float,
    y: float,
    text: str,
    ink: str,
    size: float,
    *,
    font: str = REGULAR,
    anchor: str = "start",
) -> None:
    """Write one line of text; `anchor` says which end of it stands at x."""
    drawing.add(
        String(x, y, text, fontName=font, fontSize=size, fillColor=colour(ink), textAnchor=anchor)
    )


def fitted(text: str, font: str, size: float, room: float, smallest: float) -> tuple[str, float]:
    """Return a text as it fits into some room, and its size: smaller first, then cut short."""
    width = text_width(text, font, size)
    if width <= room:
        return text, size
    size = max(smallest, size * room / width)
    return shorten(text, font, size, room), size
