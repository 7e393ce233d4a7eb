"""The categories as a shape, for any number of them that makes one."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.graphics.shapes import Polygon, String

from model.reporting.charts import Bar, has_radar, radar, to_svg
from model.reporting.palette import PAPER
from model.scoring import Range
from tests.model.reporting.test_heat_map import NAMES, WINDOWS, is_inside

percents = st.integers(0, 100).map(Fraction)


@st.composite
def axes(draw):
    bars = []
    for number in range(draw(st.integers(3, 8))):
        low, value, high = sorted(draw(st.tuples(percents, percents, percents)))
        shown = draw(st.sampled_from([value, None]))
        name = f"{NAMES[number % 3]} {number}"
        bars.append(Bar(name=name, range=Range(value=shown, low=low, high=high, units=4)))
    return bars


def bar(name, value, low=None, high=None):
    low, high = value if low is None else low, value if high is None else high
    return Bar(
        name=name,
        range=Range(
            value=None if value is None else Fraction(value),
            low=Fraction(low),
            high=Fraction(high),
            units=4,
        ),
    )


def polygons(drawing):
    return [shape for shape in drawing.contents if isinstance(shape, Polygon)]


def texts(drawing):
    return [shape.text for shape in drawing.contents if isinstance(shape, String)]


@settings(max_examples=80, deadline=None)
@given(
    bars=axes(),
    width=st.sampled_from([190.0, 240.0, 482.0]),
    scale=st.sampled_from([0.9, 1.0, 1.6]),
)
def test_everything_stays_inside_the_drawing(bars, width, scale):
    drawing = radar(bars, PAPER, scale, width)

    assert is_inside(drawing)


@pytest.mark.parametrize("count", range(9))
def test_fewer_than_three_axes_make_no_radar(count):
    assert has_radar([bar(str(n), 50) for n in range(count)]) == (count >= 3)


def test_a_value_lies_as_far_out_as_it_is_large():
    drawing = radar([bar(n, value) for n, value in (("a", 100), ("b", 50), ("c", 0))], width=240)

    ground, filled, *_ = polygons(drawing)
    middle_x, middle_y = filled.points[4:6]
    assert filled.points[:2] == pytest.approx(ground.points[:2])
    assert ground.points[1] - middle_y == pytest.approx(60)
    far = ((filled.points[2] - middle_x) ** 2 + (filled.points[3] - middle_y) ** 2) ** 0.5
    assert far == pytest.approx(30)


def test_a_range_is_a_lighter_band_with_a_broken_line_at_its_low_end():
    settled = polygons(radar([bar(n, 50) for n in "abc"]))
    still_open = polygons(radar([bar(n, 50, 20, 80) for n in "abc"]))

    assert len(still_open) == len(settled) + 2
    assert any(shape.strokeDashArray for shape in still_open)
    assert not any(shape.strokeDashArray for shape in settled)


def test_each_axis_is_named_with_its_value_and_a_dash_where_there_is_none():
    drawn = texts(radar([bar("Data", "43.6"), bar("Network", 0), bar("Hosts", None, 0, 100)]))

    assert {"Data", "44", "Network", "0", "Hosts", "–"} <= set(drawn)


def test_a_long_name_is_broken_between_words_and_ends_with_dots():
    drawn = texts(radar([bar(NAMES[2], 50), bar(NAMES[2], 50), bar("Data", 50)], width=200))

    assert any(text.endswith("…") for text in drawn)
    words = {word for text in drawn for word in text.removesuffix("…").split()}
    assert {"category", "long"} <= words


@pytest.mark.parametrize("palette", [PAPER, *WINDOWS], ids=["paper", "light", "dark"])
def test_the_same_numbers_give_the_same_bytes(palette):
    bars = [bar(name, 40, 20, 60) for name in NAMES]

    assert to_svg(radar(bars, palette, 1.3)) == to_svg(radar(bars, palette, 1.3))
