"""Charts are drawn once, for paper and for the window."""

from __future__ import annotations

import re
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest
from reportlab.graphics.shapes import String

from model.evaluation import grade_of
from model.reporting.charts import (
    GRADE_LIMITS,
    NOTHING,
    Bar,
    category_bars,
    share_gauge,
    to_svg,
    value_bar,
)
from model.reporting.palette import PAPER, Palette
from model.scoring import Range

DARK = Palette(
    ink="#e8eeee",
    muted="#9fb0b1",
    line="#3a4647",
    wash="#202a2b",
    accent="#3fb5b0",
    band="#1f5f5d",
    paper="#141b1c",
)


def number(value, low=None, high=None) -> Range:
    def fraction(each):
        return None if each is None else Fraction(each)

    return Range(
        value=fraction(value),
        low=fraction(value if low is None else low),
        high=fraction(value if high is None else high),
        units=12,
    )


NOTHING_COUNTS = Range(value=None, low=None, high=None, units=0)
DRAWINGS = {
    "gauge": lambda palette, scale: share_gauge(number("34.8", 26, 39), palette, scale),
    "bars": lambda palette, scale: category_bars(
        [
            Bar(name="身份识别和访问管理（IAM）安全", range=number(40, 20, 60)),
            Bar(name="A very long name of a category " * 3, range=NOTHING_COUNTS),
        ],
        palette,
        scale,
    ),
    "bar": lambda palette, scale: value_bar(number(50), palette, scale),
}


def labels(drawing):
    return [shape.text for shape in drawing.contents if isinstance(shape, String)]


@pytest.mark.parametrize("name", DRAWINGS)
@pytest.mark.parametrize("palette", [PAPER, DARK])
@pytest.mark.parametrize("scale", [0.9, 1.0, 2.0])
def test_svg_names_the_font_of_the_window_and_uses_the_given_colours(name, palette, scale):
    svg = to_svg(DRAWINGS[name](palette, scale))

    families = re.findall(r"font-family: ([^;]+);", svg)
    assert set(families) <= {"'Noto Sans SC'"}
    assert "Helvetica" not in svg
    assert "Times" not in svg
    root = ET.fromstring(svg)  # noqa: S314  our own drawing
    assert root.tag.endswith("svg")


def test_the_gauge_shows_value_and_limits():
    assert labels(share_gauge(number("34.8", 26, 39)))[-1] == "35"
    assert {"0", "50", "70", "85", "100", "A", "B", "C", "D"} <= set(labels(share_gauge(number(1))))


def test_the_gauge_without_a_value_shows_the_range_only():
    drawn = labels(share_gauge(Range(value=None, low=Fraction(0), high=Fraction(100), units=0)))

    assert set(drawn) == {"0", "50", "70", "85", "100", "A", "B", "C", "D"}


def test_a_category_that_counts_nothing_shows_a_dash():
    drawn = labels(category_bars([Bar(name="x", range=NOTHING_COUNTS)]))

    assert NOTHING in drawn


@pytest.mark.parametrize("value", [0, 1, 50, 99, 100])
def test_everything_stays_inside_the_drawing(value):
    drawing = share_gauge(number(value), width=300)

    left, bottom, right, top = drawing.getBounds()
    assert left >= 0
    assert bottom >= 0
    assert right <= drawing.width
    assert top <= drawing.height


def test_the_limits_are_those_of_the_grades():
    for low, high, letter in GRADE_LIMITS:
        assert grade_of(Fraction(low), 0, has_orphan=False) == letter
        assert grade_of(Fraction(high) - Fraction(1, 100), 0, has_orphan=False) == letter


def test_the_same_numbers_give_the_same_svg():
    draw = DRAWINGS["bars"]

    assert to_svg(draw(PAPER, 1.0)) == to_svg(draw(PAPER, 1.0))
