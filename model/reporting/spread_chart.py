"""How an incident spreads along the chain of providers and users (figure 4 of the paper)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, hypot, pi, sin
from typing import TYPE_CHECKING

from reportlab.graphics.shapes import Circle, Drawing, Path, Polygon, Rect, String
from reportlab.lib.colors import HexColor

from model.incidents import ChainPlace
from model.reporting.chinese import wrap
from model.reporting.fonts import BOLD, REGULAR, text_width
from model.reporting.palette import PAPER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from model.reporting.palette import Palette

CLOUD = (
    ChainPlace.FACILITY,
    ChainPlace.PLATFORM,
    ChainPlace.HOST,
    ChainPlace.SERVICE,
    ChainPlace.DATA,
)
"""The cloud from the ground up."""

AROUND = (
    ChainPlace.OTHER_TENANTS,
    ChainPlace.CUSTOMER,
    ChainPlace.END_USERS,
    ChainPlace.PARTNERS,
)
"""Who uses it."""

LINKS = (
    *pairwise(CLOUD),
    (ChainPlace.PLATFORM, ChainPlace.OTHER_TENANTS),
    (ChainPlace.HOST, ChainPlace.CUSTOMER),
    (ChainPlace.SERVICE, ChainPlace.END_USERS),
    (ChainPlace.CUSTOMER, ChainPlace.END_USERS),
    (ChainPlace.END_USERS, ChainPlace.PARTNERS),
)
"""Who supplies whom, whatever happens."""

SIZE, LEADING = 8.0, 10.2
GAP = 15.0
"""Between two places of a line; an arrow has room in it."""

BETWEEN, BETWEEN_STANDING = 46.0, 34.0
"""Between the cloud and those around it."""

EDGE, ARC = 9.0, 22.0
"""Room for numbers, and for the arrows that go around a place."""

NARROW = 356.0
"""Width, in text of the report, below which the chain stands upright."""

BADGE = 6.6
Point = tuple[float, float]
Step = tuple[ChainPlace, ChainPlace]


def spread_chart(
    path: Sequence[ChainPlace],
    names: Mapping[ChainPlace, str],
    palette: Palette = PAPER,
    scale: float = 1.0,
    width: float = 480.0,
) -> Drawing:
    """Draw every place of the chain, and the way of one incident as numbered, heavy arrows.

    Args:
        path: the places it reaches, from where it begins; none twice.
        names: what each place is called.
        palette: colours, so that a dark window can have it too.
        scale: 1.0 for the report; text grows with it, `width` does not.
        width: in points; where it has no room for the chain lying, the chain stands.
    """
    layout = _lying(names, scale, width)
    if width < NARROW * scale:
        layout = _standing(names, scale, width)
    drawing = Drawing(width, layout.height)
    steps = tuple(pairwise(path))
    pen = _Pen(
        drawing=drawing, palette=palette, scale=scale, layout=layout, ports=_ports(steps, layout)
    )
    for link in LINKS:
        if link not in steps and link[::-1] not in steps:
            pen.link(*link)
    for place in ChainPlace:
        pen.place(place, is_reached=place in path)
    for start, end in steps:
        pen.step(start, end)
    for number, place in enumerate(path, start=1):
        pen.number(place, str(number))
    return drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class _Box:
    """Where a place stands, and its name in lines."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]

    @property
    def middle(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """Where everything stands: the cloud in one line, those around it in another."""

    boxes: Mapping[ChainPlace, _Box]
    height: float
    is_lying: bool

    def at(self, place: ChainPlace) -> float:
        """Return how far along its line a place stands."""
        return self.boxes[place].middle[0 if self.is_lying else 1]


def _lying(names: Mapping[ChainPlace, str], scale: float, width: float) -> _Layout:
    """Return both lines from left to right, those around the cloud above it."""
    gap, edge, arc = GAP * scale, EDGE * scale, ARC * scale
    wide = (width - 2 * edge - (len(CLOUD) - 1) * gap) / len(CLOUD)
    lines = {place: _lines(names[place], wide, scale) for place in ChainPlace}
    high = (max(map(len, lines.values())) * LEADING + 12) * scale
    boxes = {}
    for row, bottom in ((CLOUD, arc), (AROUND, arc + high + BETWEEN * scale)):
        taken = len(row) * wide + (len(row) - 1) * gap
        for at, place in enumerate(row):
            left = (width - taken) / 2 + at * (wide + gap)
            boxes[place] = _Box(x=left, y=bottom, width=wide, height=high, lines=lines[place])
    return _Layout(boxes=boxes, height=2 * (arc + high) + BETWEEN * scale, is_lying=True)


def _standing(names: Mapping[ChainPlace, str], scale: float, width: float) -> _Layout:
    """Return both lines from the bottom up, the cloud to the left of those around it."""
    gap, arc = GAP * scale, ARC * scale
    wide = max((width - 2 * arc - BETWEEN_STANDING * scale) / 2, 1)
    lines = {place: _lines(names[place], wide, scale) for place in ChainPlace}
    high = (max(2, *map(len, lines.values())) * LEADING + 12) * scale
    height = len(CLOUD) * high + (len(CLOUD) - 1) * gap + 2 * EDGE * scale
    boxes = {}
    for column, left in ((CLOUD, arc), (AROUND, width - arc - wide)):
        taken = len(column) * high + (len(column) - 1) * gap
        for at, place in enumerate(column):
            bottom = (height - taken) / 2 + at * (high + gap)
            boxes[place] = _Box(x=left, y=bottom, width=wide, height=high, lines=lines[place])
    return _Layout(boxes=boxes, height=height, is_lying=False)


def _lines(name: str, width: float, scale: float) -> tuple[str, ...]:
    """Return a name in lines that fit into a place, in bold as which it may be set."""
    return tuple(wrap(name, BOLD, SIZE * scale, max(width - 6 * scale, 1)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pen:
    """Draws places and what leads from one to another."""

    drawing: Drawing
    palette: Palette
    scale: float
    layout: _Layout
    ports: Mapping[Step, int]

    def place(self, place: ChainPlace, *, is_reached: bool) -> None:
        box, palette = self.layout.boxes[place], self.palette
        self.drawing.add(
            Rect(
                box.x,
                box.y,
                box.width,
                box.height,
                rx=4 * self.scale,
                ry=4 * self.scale,
                fillColor=HexColor(palette.wash if is_reached else palette.paper),
                strokeColor=HexColor(palette.accent if is_reached else palette.line),
                strokeWidth=(1.7 if is_reached else 0.8) * self.scale,
            )
        )
        x, middle = box.middle
        first = middle + ((len(box.lines) - 1) * LEADING / 2 - 0.36 * SIZE) * self.scale
        for number, words in enumerate(box.lines):
            self._write(
                (x, first - number * LEADING * self.scale),
                words,
                palette.ink if is_reached else palette.muted,
                BOLD if is_reached else REGULAR,
                SIZE,
            )

    def number(self, place: ChainPlace, text: str) -> None:
        """Number a place at an upper corner where no arrow arrives."""
        box, palette = self.layout.boxes[place], self.palette
        is_right = place in AROUND and not self.layout.is_lying
        x = box.x + (box.width - self.scale if is_right else self.scale)
        y = box.y + box.height - self.scale
        self.drawing.add(
            Circle(
                x,
                y,
                BADGE * self.scale,
                fillColor=HexColor(palette.accent),
                strokeColor=HexColor(palette.paper),
                strokeWidth=self.scale,
            )
        )
        self._write((x, y - 2.8 * self.scale), text, palette.paper, BOLD, 8)

    def link(self, start: ChainPlace, end: ChainPlace) -> None:
        self._curve(self._way(start, end), self.palette.line, 0.9)

    def step(self, start: ChainPlace, end: ChainPlace) -> None:
        """Draw a heavy arrow."""
        way = self._way(start, end)
        tip, before = way[-1], way[-2]
        angle = atan2(tip[1] - before[1], tip[0] - before[0])
        long, half = 8.0 * self.scale, 3.6 * self.scale
        neck = (tip[0] - long * cos(angle), tip[1] - long * sin(angle))
        side = (half * cos(angle + pi / 2), half * sin(angle + pi / 2))
        accent = self.palette.accent
        self._curve((*way[:-1], neck), accent, 2.2)
        corners = [*tip, neck[0] + side[0], neck[1] + side[1], neck[0] - side[0], neck[1] - side[1]]
        self.drawing.add(Polygon(corners, fillColor=HexColor(accent), strokeColor=None))

    def _way(self, start: ChainPlace, end: ChainPlace) -> tuple[Point, ...]:
        """Return where an arrow begins, bends twice, and ends: its four points as a curve."""
        one, other = self.layout.boxes[start], self.layout.boxes[end]
        begin, stop = self._port(start, end), self._port(end, start)
        ways: tuple[Point, ...]
        if _is_across(start, end):
            ways = self._across(begin, stop, one, other)
        elif _is_along(start, end):
            ways = self._along(one, other)
        else:
            ways = self._around(begin, stop, one, -1 if start in CLOUD else 1)
        begin, bend, again, stop = ways
        short = 1.6 * self.scale  # so that arrows touch no frame
        return _moved(begin, bend, short), bend, again, _moved(stop, again, short)

    def _along(self, one: _Box, other: _Box) -> tuple[Point, Point, Point, Point]:
        """Lead straight from a place to the next one of its line."""
        a, b = one.middle, other.middle
        if self.layout.is_lying:
            sign = 1 if b[0] > a[0] else -1
            begin, stop = (a[0] + sign * one.width / 2, a[1]), (b[0] - sign * other.width / 2, b[1])
        else:
            sign = 1 if b[1] > a[1] else -1
            begin = (a[0], a[1] + sign * one.height / 2)
            stop = (b[0], b[1] - sign * other.height / 2)
        return begin, _between(begin, stop, 1 / 3), _between(begin, stop, 2 / 3), stop

    def _port(self, place: ChainPlace, other: ChainPlace) -> Point:
        """Return the middle of a place, moved along its side where two arrows meet it there."""
        box = self.layout.boxes[place]
        (x, y), part = box.middle, self.ports.get((place, other), 0) / 6
        if self.layout.is_lying:
            return x + part * box.width, y
        return x, y + part * box.height

    def _across(self, begin: Point, stop: Point, one: _Box, other: _Box) -> tuple[Point, ...]:
        """Lead from one line to the other."""
        if self.layout.is_lying:
            up = 1 if stop[1] > begin[1] else -1
            begin = (begin[0], begin[1] + up * one.height / 2)
            stop = (stop[0], stop[1] - up * other.height / 2)
            half = (stop[1] - begin[1]) / 2
            return begin, (begin[0], begin[1] + half), (stop[0], stop[1] - half), stop
        right = 1 if stop[0] > begin[0] else -1
        begin = (begin[0] + right * one.width / 2, begin[1])
        stop = (stop[0] - right * other.width / 2, stop[1])
        half = (stop[0] - begin[0]) / 2
        return begin, (begin[0] + half, begin[1]), (stop[0] - half, stop[1]), stop

    def _around(self, begin: Point, stop: Point, box: _Box, out: int) -> tuple[Point, ...]:
        """Lead around the places in between, on the outer side of the line."""
        far = out * 1.2 * ARC * self.scale
        if self.layout.is_lying:
            begin = (begin[0], begin[1] + out * box.height / 2)
            stop = (stop[0], stop[1] + out * box.height / 2)
            return begin, (begin[0], begin[1] + far), (stop[0], stop[1] + far), stop
        begin = (begin[0] + out * box.width / 2, begin[1])
        stop = (stop[0] + out * box.width / 2, stop[1])
        return begin, (begin[0] + far, begin[1]), (stop[0] + far, stop[1]), stop

    def _curve(self, way: Sequence[Point], colour: str, width: float) -> None:
        begin, bend, again, stop = way
        made = Path(fillColor=None, strokeColor=HexColor(colour), strokeWidth=width * self.scale)
        made.moveTo(*begin)
        made.curveTo(*bend, *again, *stop)
        self.drawing.add(made)

    def _write(self, at: Point, text: str, colour: str, font: str, size: float) -> None:
        """Write a text in the middle; it begins where reportlab and Qt agree that it does."""
        size *= self.scale
        left = at[0] - text_width(text, font, size) / 2
        self.drawing.add(
            String(left, at[1], text, fontName=font, fontSize=size, fillColor=HexColor(colour))
        )


def _is_across(start: ChainPlace, end: ChainPlace) -> bool:
    return (start in CLOUD) != (end in CLOUD)


def _is_along(start: ChainPlace, end: ChainPlace) -> bool:
    return any({start, end} == set(pair) for line in (CLOUD, AROUND) for pair in pairwise(line))


def _ports(steps: Sequence[Step], layout: _Layout) -> dict[Step, int]:
    """Return where on its side of a place an arrow from or to another meets it: -1, 0 or 1.

    Two that meet the same side stand apart, in the order of where they lead, so that they
    do not cross.
    """
    sides: dict[tuple[ChainPlace, bool], list[ChainPlace]] = {}
    for start, end in steps:
        if not _is_along(start, end):
            sides.setdefault((start, _is_across(start, end)), []).append(end)
            sides.setdefault((end, _is_across(start, end)), []).append(start)
    ports = {}
    for (place, _), others in sides.items():
        ordered = sorted(others, key=layout.at)
        for number, other in enumerate(ordered):
            ports[place, other] = 2 * number - (len(ordered) - 1)
    return ports


def _between(a: Point, b: Point, part: float) -> Point:
    return a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part


def _moved(point: Point, towards: Point, by: float) -> Point:
    """Return a point moved a little towards another."""
    long = hypot(towards[0] - point[0], towards[1] - point[1])
    return _between(point, towards, min(by / long, 0.5)) if long else point
