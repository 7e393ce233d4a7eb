"""A cell for each responsibility, whatever their number, the width, and the size of text."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.graphics.shapes import Line, Rect, String

from model.overview import Cell, CellGroup, Mark
from model.reporting.charts import NOTHING, heat_map, heat_map_parts, spots, to_svg
from model.reporting.charts.drawing import Place
from model.reporting.charts.heat_map import GLYPHS
from model.reporting.palette import PAPER, Palette, contrast, luminance
from ui.theme import DARK, LIGHT

WORDS = {mark: f"means {mark}" for mark in Mark}
NAMES = ("Operating system", "身份识别和访问管理（IAM）安全", "A very long name of a category " * 3)
WINDOWS = [
    Palette(
        ink=c.text,
        muted=c.muted,
        line=c.border,
        wash=c.sunken,
        accent=c.accent,
        band=c.accent_soft,
        paper=c.surface,
    )
    for c in (LIGHT, DARK)
]


def cell(number, value=50, *marks, code=None):
    return Cell(
        id=f"duty.{number}",
        code=code or f"OS.{number}",
        value=None if value is None else Fraction(value),
        marks=marks,
    )


def groups_of(*counts):
    """Return as many groups as there are counts, with ids that are told apart."""
    numbers = iter(range(sum(counts)))
    return [
        CellGroup(name=NAMES[place % 3], cells=tuple(cell(next(numbers)) for _ in range(count)))
        for place, count in enumerate(counts)
    ]


def texts(drawing):
    return [shape.text for shape in drawing.contents if isinstance(shape, String)]


def is_inside(drawing, slack=0.5):
    left, bottom, right, top = drawing.getBounds()
    return (
        left >= -slack
        and bottom >= -slack
        and right <= drawing.width + slack
        and top <= drawing.height + slack
    )


@settings(max_examples=80, deadline=None)
@given(
    counts=st.lists(st.integers(1, 30), min_size=1, max_size=8),
    width=st.sampled_from([240.0, 330.0, 482.0, 760.0, 1400.0]),
    scale=st.sampled_from([0.9, 1.0, 1.6, 3.2]),
)
def test_every_cell_stands_once_inside_the_drawing_and_on_no_other(counts, width, scale):
    groups = groups_of(*counts)

    drawing = heat_map(groups, WORDS, PAPER, scale, width)

    places = spots(drawing)
    assert [place.id for place in places] == [c.id for group in groups for c in group.cells]
    assert is_inside(drawing)
    for one, other in combinations(places, 2):
        is_beside = one.x + one.width <= other.x or other.x + other.width <= one.x
        is_apart = one.y + one.height <= other.y or other.y + other.height <= one.y
        assert is_beside or is_apart


@pytest.mark.parametrize("count", [5, 80])
def test_few_and_many_cells_keep_their_size(count):
    places = spots(heat_map(groups_of(count), WORDS))

    assert len(places) == count
    assert {round(place.height, 6) for place in places} == {29.0}
    assert all(38 <= place.width <= 62 for place in places)


@pytest.mark.parametrize("code", ["X.BAK", "very.long.id.of.a.responsibility", "安" * 40])
def test_a_code_of_any_length_stays_in_its_cell(code):
    drawing = heat_map([CellGroup(name="x", cells=(cell(1, 0, Mark.GAP, code=code),))], WORDS)

    place, *_ = spots(drawing)
    written = next(s for s in drawing.contents if isinstance(s, String) and s.text[0] == code[0])
    assert written.getBounds()[2] <= place.x + place.width


def test_a_cell_carries_its_code_and_its_value():
    group = CellGroup(name="x", cells=(cell(1, "34.5"), cell(2, None, Mark.PENDING)))

    drawn = texts(heat_map([group], WORDS))

    assert {"OS.1", "35", "OS.2", NOTHING} <= set(drawn)


@pytest.mark.parametrize("mark", list(Mark))
def test_a_mark_is_a_sign_in_the_cell_and_a_word_in_the_legend(mark):
    marked = CellGroup(name="x", cells=(cell(1, 0, mark),))
    plain = CellGroup(name="x", cells=(cell(1, 0),))

    with_mark, without = texts(heat_map([marked], WORDS)), texts(heat_map([plain], WORDS))

    assert with_mark.count(GLYPHS[mark]) == 2
    assert WORDS[mark] in with_mark
    assert GLYPHS[mark] not in without
    assert WORDS[mark] not in without


def test_two_marks_stand_in_one_cell():
    group = CellGroup(name="x", cells=(cell(1, 0, Mark.GAP, Mark.OPEN),))

    assert GLYPHS[Mark.GAP] + GLYPHS[Mark.OPEN] in texts(heat_map([group], WORDS))


def test_the_gravest_marks_are_seen_without_reading():
    def shapes(*marks):
        drawing = heat_map([CellGroup(name="x", cells=(cell(1, 0, *marks),))], WORDS)
        lines = sum(isinstance(s, Line) for s in drawing.contents)
        return lines, sum(isinstance(s, Rect) for s in drawing.contents)

    assert shapes(Mark.GAP)[1] > shapes()[1], "a frame"
    assert shapes(Mark.ORPHAN)[0] > shapes()[0], "slanted lines"


def test_what_has_no_value_has_a_broken_frame():
    group = CellGroup(name="x", cells=(cell(1, None, Mark.PENDING), cell(2, 0)))

    dashed = [
        s.spot
        for s in heat_map([group], WORDS).contents
        if isinstance(s, Place) and s.strokeDashArray
    ]

    assert dashed == ["duty.1"]


@pytest.mark.parametrize(
    ("value", "shade"), [(0, 0), ("49.9", 0), (50, 1), (70, 2), ("84.9", 2), (85, 3), (100, 3)]
)
def test_the_shade_changes_where_the_grade_does(value, shade):
    drawing = heat_map([CellGroup(name="x", cells=(cell(1, value),))], WORDS)

    ground = next(s.fillColor for s in drawing.contents if isinstance(s, Place))
    assert ground.hexval().replace("0x", "#") == PAPER.ramp[shade]


@pytest.mark.parametrize("palette", [PAPER, *WINDOWS], ids=["paper", "light", "dark"])
def test_shades_are_one_accent_told_apart_in_grey_and_readable(palette):
    grey = [luminance(shade) for shade in palette.ramp]

    assert grey in (sorted(grey), sorted(grey, reverse=True))
    assert all(contrast(one, other) >= 1.3 for one, other in pairwise(palette.ramp))
    assert all(contrast(palette.on(shade), shade) >= 4.5 for shade in palette.ramp)
    assert palette.ramp[-1] == palette.accent


@pytest.mark.parametrize("palette", [PAPER, *WINDOWS], ids=["paper", "light", "dark"])
def test_the_same_cells_give_the_same_bytes(palette):
    first, again = (to_svg(heat_map(groups_of(8, 3, 5), WORDS, palette, 1.4)) for _ in range(2))

    assert first == again


@pytest.mark.parametrize("counts", [(200,), (3, 200, 4), (8, 3, 4, 4, 8, 2)])
def test_a_map_too_tall_for_a_page_is_drawn_in_parts(counts):
    groups = groups_of(*counts)

    parts = heat_map_parts(groups, WORDS, limit=300)

    assert all(part.height <= 300 for part in parts)
    assert all(is_inside(part) for part in parts)
    found = [spot.id for part in parts for spot in spots(part)]
    assert found == [c.id for group in groups for c in group.cells]
    legends = ["85–100" in texts(part) for part in parts]
    assert legends == [False] * (len(parts) - 1) + [True]
