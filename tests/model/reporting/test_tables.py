"""Tables break where a reader can go on reading."""

from __future__ import annotations

import pytest

from model.i18n import Catalog
from model.language import Language
from model.reporting.fonts import text_width
from model.reporting.press import Press
from model.reporting.styles import WIDTH
from model.reporting.tables import Column, Row, band, table

COLUMNS = (Column(title="n", width=6), Column(title="text", width=6))


def made(rows):
    return table(Press.for_catalog(Catalog(Language.EN)), COLUMNS, rows)


def first_cells(part):
    """Return the first text of each row."""
    found = []
    for row in part._cellvalues:
        first = row[0][0] if isinstance(row[0], list | tuple) else row[0]
        found.append(first.frags[0].text if first else "")
    return found


def rows_from(start, stop):
    return [Row(cells=(str(number), "x")) for number in range(start, stop)]


def pages(whole, height):
    """Return the parts of a table on pages of one height."""
    found = []
    while whole is not None:
        whole.wrap(WIDTH, height)
        parts = whole.split(WIDTH, height) or [whole]
        found.append(parts[0])
        whole = parts[1] if len(parts) > 1 else None
    return found


def test_a_band_is_repeated_where_its_rows_go_on():
    whole = made([band("A"), *rows_from(0, 3), band("B"), *rows_from(3, 40)])

    parts = [first_cells(part) for part in pages(whole, 200)]

    assert len(parts) > 2
    assert all(part[:2] == ["n", "B"] for part in parts[1:])
    named = [cell for part in parts for cell in part if cell.isdigit()]
    assert named == [str(number) for number in range(40)]


@pytest.mark.parametrize("count", range(8, 40))
def test_no_row_is_left_alone_on_the_last_page(count):
    parts = [first_cells(part) for part in pages(made(rows_from(0, count)), 150)]

    assert len(parts) == 1 or len(parts[-1]) >= 3


def test_a_table_that_has_room_for_one_row_only_begins_on_the_next_page():
    whole = made(rows_from(0, 10))
    whole.wrap(WIDTH, 45)

    assert whole.split(WIDTH, 45) == []


def test_figures_of_a_column_stand_on_the_decimal_point():
    columns = (Column(title="n", width=6), Column(title="v", width=6, is_figure=True))
    rows = [Row(cells=("a", figure)) for figure in ("41.5", "+9.5", "100.0", "7", "–", "D")]
    whole = table(Press.for_catalog(Catalog(Language.EN)), columns, rows)

    styles = [row[1].style for row in whole._cellvalues[1:]]

    decimals = text_width(".5", styles[0].fontName, styles[0].fontSize)
    assert [style.rightIndent for style in styles] == [0, 0, 0, decimals, decimals, decimals]


def test_whole_figures_alone_stand_at_the_right():
    columns = (Column(title="n", width=6), Column(title="v", width=6, is_figure=True))
    rows = [Row(cells=("a", figure)) for figure in ("41", "–")]
    whole = table(Press.for_catalog(Catalog(Language.EN)), columns, rows)

    assert [row[1].style.rightIndent for row in whole._cellvalues[1:]] == [0, 0]


def test_asking_whether_a_table_begins_does_not_change_where_it_breaks():
    rows = [band("A"), *rows_from(0, 4), band("B"), *rows_from(4, 30)]
    asked, plain = made(rows), made(rows)
    for height in range(50, 200, 5):
        for whole in (asked, plain):
            whole.wrap(WIDTH, height)
        begins = asked.begins_in(height)

        parts = [[first_cells(p) for p in whole.split(WIDTH, height)] for whole in (asked, plain)]

        assert parts[0] == parts[1]
        assert begins == bool(parts[1])
