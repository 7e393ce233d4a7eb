"""Lines break where Chinese and English readers expect them to."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from reportlab.lib.styles import ParagraphStyle

from model.reporting.chinese import NO_END, NO_START, TextParagraph, clusters, shorten, wrap
from model.reporting.fonts import REGULAR, text_width

PIECES = st.sampled_from(
    [
        "责任",
        "云服务",
        "安",
        "，",
        "。",
        "！",
        "？",
        "：",
        "；",
        "”",
        "》",
        "…",
        "——",
        "“",
        "《",
        "（",
        "）",
        *(" ", "IaaS", "12", "3.5", "%", "word", "GB/T 22239-2019", "a"),
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=60).map("".join)
STYLE = ParagraphStyle("test", fontName=REGULAR, fontSize=10, leading=15, wordWrap="CJK")
TOO_WIDE = 120.0


def printed(text, width):
    paragraph = TextParagraph(text, STYLE)
    paragraph.wrap(width, 10_000)
    return ["".join(line[1]) for line in paragraph.blPara.lines]


def may_be_cut(text, width):
    return any(text_width(text[a:b].rstrip(), REGULAR, 10) > width for a, b in clusters(text))


@given(TEXTS, st.floats(min_value=60, max_value=400))
def test_nothing_is_lost_or_added(text, width):
    assert "".join("".join(printed(text, width)).split()) == "".join(text.split())


@given(TEXTS, st.floats(min_value=60, max_value=400))
@example("责任责任“ 责任", 60.0)
@example("(2×25) ÷ 2 = 50 ÷ 2 = 25.0", 80.0)
def test_no_line_begins_or_ends_with_the_wrong_mark(text, width):
    if may_be_cut(" ".join(text.split()), width):
        return
    lines = [line.strip() for line in printed(text, width)]

    assert not any(line[0] in NO_START for line in lines[1:] if line)
    assert not any(line[-1] in NO_END for line in lines[:-1] if line)


@given(TEXTS, st.floats(min_value=20, max_value=400))
def test_no_line_is_wider_than_its_room(text, width):
    for line in printed(text, width):
        assert text_width(line.rstrip(), REGULAR, 10) <= width + 0.01


@pytest.mark.parametrize("mark", list("，。！？：；”》…—、）"))
def test_each_mark_stays_with_what_is_before_it(mark):
    lines = wrap("安" * 10 + mark + "全" * 5, REGULAR, 10, 100)

    assert not lines[1].startswith(mark)


def test_latin_words_and_numbers_stay_whole():
    lines = wrap("按照标准GB/T22239的要求每12个月3.5次确认don't know", REGULAR, 10, 75)

    joined = " ".join(lines)
    assert all(word in joined for word in ("GB/T22239", "12", "3.5", "don't"))


def test_a_number_stays_with_its_measure():
    lines = wrap("安全责任安全责任 30 天内完成", REGULAR, 10, 100)

    assert not any(line.endswith("30") for line in lines)


def test_a_character_is_not_left_alone_in_the_last_line():
    lines = wrap("安全责任安全责任安全责", REGULAR, 10, 100)

    assert [len(line) for line in lines] == [9, 2]


def test_a_word_wider_than_the_line_is_cut():
    assert "".join(wrap("x" * 100, REGULAR, 10, 60)) == "x" * 100


@given(TEXTS, st.floats(min_value=80, max_value=300), st.integers(min_value=1, max_value=6))
def test_a_paragraph_split_over_two_pages_loses_nothing(text, width, kept):
    for label in ("", text):
        paragraph = TextParagraph(text, STYLE, label=label)
        paragraph.wrap(width, 10_000)
        whole = _letters(paragraph)
        parts = paragraph.split(width, 15 * kept)
        for part in parts:
            part.wrap(width, 10_000)
        assert not parts or "".join(_letters(part) for part in parts) == whole


@given(TEXTS, st.lists(st.sampled_from([80.0, 120.0, 300.0]), min_size=2, max_size=5))
def test_a_paragraph_follows_every_change_of_its_width(text, widths):
    paragraph = TextParagraph(text, STYLE)

    for width in widths:
        height = paragraph.wrap(width, 10_000)[1]
        assert height == 15 * len(printed(text, width))
        assert ["".join(line[1]) for line in paragraph.blPara.lines] == printed(text, width)


@given(TEXTS)
def test_a_note_that_fits_stays_on_one_line(text):
    assert len(printed(text, 10_000)) == bool(text.strip())


def test_a_text_is_never_read_as_markup():
    assert printed("a <b>b</b> &amp; <br/>", 500) == ["a <b>b</b> &amp; <br/>"]


def test_a_long_header_is_shortened_to_its_room():
    short = shorten("组织" * 60, REGULAR, 8, 200)

    assert short.endswith("…")
    assert text_width(short, REGULAR, 8) <= 200
    assert shorten("短", REGULAR, 8, 200) == "短"


def _letters(paragraph):
    found = []
    for line in paragraph.blPara.lines:
        words = line.words if hasattr(line, "words") else line[1]
        found += [word if isinstance(word, str) else word.text for word in words]
    return "".join("".join(found).split())
