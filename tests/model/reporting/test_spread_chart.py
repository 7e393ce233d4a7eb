"""The chain of providers and users: every place drawn, the way of an incident numbered."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.graphics.shapes import Circle, Polygon, Rect, String

from model.content.learning import load_incidents
from model.i18n import Catalog
from model.incidents import ChainPlace
from model.language import Language
from model.reporting.charts import to_svg
from model.reporting.fonts import text_width
from model.reporting.spread_chart import spread_chart

SHELF = load_incidents()
WIDTHS = ((1.0, 482.0), (1.0, 360.0), (1.0, 300.0), (1.63, 590.0), (3.26, 640.0))
ways = st.lists(st.sampled_from(list(ChainPlace)), min_size=1, unique=True)


def names(language):
    text = Catalog(language).text
    return {place: text(f"learn.place.{place}") for place in ChainPlace}


def drawn(path, language=Language.EN, scale=1.0, width=482.0):
    return spread_chart(path, names(language), scale=scale, width=width)


def of(drawing, kind):
    return [shape for shape in drawing.contents if isinstance(shape, kind)]


def frames(drawing):
    return [(box.x, box.y, box.x + box.width, box.y + box.height) for box in of(drawing, Rect)]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("scale", "width"), WIDTHS)
@given(path=ways)
def test_every_shape_lies_inside_the_drawing(language, scale, width, path):
    drawing = drawn(path, language, scale, width)

    for shape in drawing.contents:
        left, bottom, right, top = shape.getBounds()
        assert left >= -1
        assert bottom >= -1
        assert right <= drawing.width + 1
        assert top <= drawing.height + 1


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("scale", "width"), WIDTHS)
def test_every_place_is_named_inside_a_frame_of_its_own(language, scale, width):
    drawing = drawn(SHELF.by_id["ddos"].spread, language, scale, width)
    boxes = frames(drawing)

    assert len(boxes) == len(ChainPlace)
    for one, other in ((a, b) for a in boxes for b in boxes if a != b):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    labels = [text for text in of(drawing, String) if not text.text.isdigit()]
    said = "".join(label.text for label in labels).replace(" ", "")
    assert all(name.replace(" ", "") in said for name in names(language).values())
    for label in labels:
        end = label.x + text_width(label.text, label.fontName, label.fontSize)
        assert any(
            left <= label.x and end <= right and bottom <= label.y <= top
            for left, bottom, right, top in boxes
        )


@pytest.mark.parametrize("kind", sorted(SHELF.by_id))
def test_the_way_is_numbered_from_where_it_begins_with_an_arrow_for_each_step(kind):
    path = SHELF.by_id[kind].spread

    drawing = drawn(path)

    numbers = [text.text for text in of(drawing, String) if text.text.isdigit()]
    assert numbers == [str(number) for number in range(1, len(path) + 1)]
    assert len(of(drawing, Circle)) == len(path)
    assert len(of(drawing, Polygon)) == len(path) - 1


def test_what_is_reached_stands_out_by_more_than_its_colour():
    reached, others = [ChainPlace.HOST, ChainPlace.SERVICE, ChainPlace.DATA], 6

    strokes = sorted(box.strokeWidth for box in of(drawn(reached), Rect))

    assert strokes[:others] == [strokes[0]] * others
    assert strokes[others:] == [strokes[-1]] * len(reached)
    assert strokes[-1] > 2 * strokes[0]


@pytest.mark.parametrize("width", [482.0, 300.0])
@given(path=ways)
def test_no_two_arrows_end_at_the_same_point(width, path):
    tips = [tuple(arrow.points[:2]) for arrow in of(drawn(path, width=width), Polygon)]

    assert len(set(tips)) == len(tips) == len(list(pairwise(path)))


def test_the_same_way_gives_the_same_bytes():
    path = SHELF.by_id["region-outage"].spread

    assert to_svg(drawn(path)) == to_svg(drawn(path))
