"""The line over several rounds is drawn once, for paper and for the window."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.graphics.shapes import Circle, Line, Rect, String

from model.reporting.charts import to_svg
from model.reporting.palette import PAPER
from model.reporting.trend_chart import Legend, Mark, trend_chart
from model.scoring import Range
from tests.model.reporting.test_charts import DARK, NOTHING_COUNTS, number

LEGEND = Legend(share="承担度", range="what it can become", clarity="Clarity", apart="apart")


def make_mark(at=1, value=40, *, follows=True, share=None):
    return Mark(
        labels=(f"Round {at}", f"2026-0{at % 9 + 1}-01", "Gaps: 2"),
        share=share or number(value, value - 10, value + 10),
        clarity=Fraction(30),
        follows=follows,
    )


def parts(drawing, kind):
    return [part for part in drawing.contents if isinstance(part, kind)]


def texts(drawing):
    return [part.text for part in parts(drawing, String)]


def joining(drawing):
    """Return the lines that join shares."""
    accent = f"0x{PAPER.accent[1:]}"
    lines = [x for x in parts(drawing, Line) if x.strokeColor.hexval() == accent]
    return [x for x in lines if x.x2 - x.x1 > 20]


def test_every_round_has_its_value_and_its_labels():
    drawing = trend_chart([make_mark(1, 40), make_mark(2, 55)], LEGEND)

    for text in ("40", "55", "Round 1", "Round 2", "Gaps: 2", LEGEND.share, LEGEND.clarity):
        assert text in texts(drawing)
    assert len(joining(drawing)) == 1


def test_rounds_on_other_questions_are_parted_and_not_joined():
    joined = trend_chart([make_mark(1), make_mark(2)], LEGEND)
    parted = trend_chart([make_mark(1), make_mark(2, follows=False)], LEGEND)

    assert LEGEND.apart not in texts(joined)
    assert LEGEND.apart in texts(parted)
    assert joining(parted) == []


def test_a_round_without_a_share_has_no_dot_and_joins_nothing():
    whole = trend_chart([make_mark(1), make_mark(2), make_mark(3)], LEGEND)
    marks = [make_mark(1), make_mark(2, share=NOTHING_COUNTS), make_mark(3)]
    holed = trend_chart(marks, LEGEND)

    assert len(parts(whole, Circle)) - len(parts(holed, Circle)) == 1
    assert joining(holed) == []


def test_a_settled_share_has_no_band():
    settled = Range(value=Fraction(40), low=Fraction(40), high=Fraction(40), units=1)
    with_band = trend_chart([make_mark(1)], LEGEND)
    without = trend_chart([make_mark(1, share=settled)], LEGEND)

    assert len(parts(with_band, Rect)) - len(parts(without, Rect)) == 1


def test_many_rounds_leave_labels_out_but_never_the_last():
    drawing = trend_chart([make_mark(n) for n in range(1, 31)], LEGEND)

    shown = [text for text in texts(drawing) if text.startswith("Round")]
    assert "Round 30" in shown
    assert len(shown) < 15


def test_the_legend_goes_on_in_the_next_line_where_there_is_no_room():
    wide = trend_chart([make_mark(1), make_mark(2, follows=False)], LEGEND)
    narrow = trend_chart([make_mark(1), make_mark(2, follows=False)], LEGEND, width=160)

    assert narrow.height > wide.height


@pytest.mark.parametrize("palette", [PAPER, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("scale", [1.0, 3.0])
def test_it_is_sound_svg_in_every_look(palette, scale):
    svg = to_svg(trend_chart([make_mark(1), make_mark(2)], LEGEND, palette, scale, 500))

    assert ET.fromstring(svg).tag.endswith("svg")  # noqa: S314  our own drawing
    assert to_svg(trend_chart([make_mark(1), make_mark(2)], LEGEND, palette, scale, 500)) == svg


@given(
    st.lists(st.integers(0, 100), min_size=1, max_size=12),
    st.lists(st.booleans(), min_size=12, max_size=12),
)
def test_everything_stays_on_the_drawing(values, follows):
    marks = [
        replace(
            make_mark(at, share=number(v, max(0, v - 9), min(100, v + 9))),
            follows=follows[at],
            clarity=Fraction(100 - v),
        )
        for at, v in enumerate(values)
    ]

    drawing = trend_chart(marks, LEGEND)

    for line in parts(drawing, Line):
        assert min(line.x1, line.x2) >= 0
        assert max(line.x1, line.x2) <= drawing.width
        assert min(line.y1, line.y2) >= 0
        assert max(line.y1, line.y2) <= drawing.height
    for text in parts(drawing, String):
        assert 0 <= text.y <= drawing.height - text.fontSize / 2
