"""Texts, ids and days as OSCAL takes them."""

from __future__ import annotations

import html
import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from model.exports.oscal_parts import filled, line, moment, prop, prose, title, token
from model.text import clean

ANY_TEXT = st.text(st.characters(exclude_categories=()))
MARKS = st.text(st.sampled_from("*_`[]()<>#+-=!~^&;{}\\|:.\"'1a中 \n\t$"), max_size=30)
OSCAL_STRING = re.compile(r"\S(.*\S)?")
OSCAL_TOKEN = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")


def shown(markdown):
    """Return what a reader sees, one line for each paragraph."""
    page = MarkdownIt("commonmark").render(markdown)
    paragraphs = re.fullmatch(r"(<p>.*</p>\n)*", page)
    assert paragraphs is not None, page
    lines = re.findall(r"<p>(.*)</p>\n", page)
    assert not any("<" in each for each in lines), page
    return [html.unescape(each) for each in lines]


@given(ANY_TEXT)
def test_a_string_is_one_line_without_blanks_around(text):
    kept = line(text)

    assert kept == "" or OSCAL_STRING.fullmatch(kept)
    assert not set(kept) & set("\n\r\u2028\u2029\x85\x00\ufeff")
    kept.encode()


@given(ANY_TEXT | MARKS)
def test_a_text_in_markdown_shows_as_it_was_typed(text):
    lines = [line(each) for each in clean(text, limit=len(text)).split("\n")]

    assert shown(prose(text)) == [each for each in lines if each]


@given(MARKS)
def test_a_title_shows_as_it_was_typed(text):
    assert "".join(shown(title(text))) == line(text)


def test_a_plain_text_has_no_backslashes():
    words = "Test & Co (50 %): file_name.png, 3 - 2 = 1; http://example.org/a?b=c"

    assert prose(words) == words


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("{{ insert: param, x }}", "\\{{ insert: param, x }}"),
        ("a~b~ c^d^", "a\\~b\\~ c\\^d\\^"),
    ],
)
def test_signs_of_oscal_s_own_markdown_are_plain_too(text, marked):
    assert prose(text) == marked


@given(ANY_TEXT)
def test_a_token_fits_its_pattern(text):
    assert OSCAL_TOKEN.fullmatch(token(text))


@pytest.mark.parametrize("name", ["net.rules", "NW.1-Q1", "X.BAK", "iam.console.credentials_obj"])
def test_an_id_of_the_content_stays_as_it_is(name):
    assert token(name) == name


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 11, 24), "2026-11-24T00:00:00Z"),
        (datetime(2026, 11, 24, 9, 30, 5, 999, tzinfo=UTC), "2026-11-24T09:30:05Z"),
        (
            datetime(2026, 11, 24, 1, 0, tzinfo=timezone(timedelta(hours=8))),
            "2026-11-23T17:00:00Z",
        ),
        (datetime(2026, 11, 24, 1, 0), "2026-11-24T01:00:00Z"),
        (date(1899, 12, 31), None),
        (date(3000, 1, 1), None),
        (datetime(1900, 1, 1, tzinfo=timezone(timedelta(hours=8))), None),
        (datetime(2999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-8))), None),
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=8))), None),
        (None, None),
    ],
)
def test_a_day_is_written_in_utc_where_oscal_can_write_it(day, written):
    assert moment(day) == written


def test_a_property_without_a_value_is_left_out():
    assert prop("owner", " \u200b\n") is None
    assert prop("owner", None) is None
    assert prop("orphans", 0)["value"] == "0"


def test_what_is_empty_is_left_out():
    assert filled({"a": "", "b": [], "c": None, "d": {}, "e": 0, "f": "x"}) == {"e": 0, "f": "x"}
