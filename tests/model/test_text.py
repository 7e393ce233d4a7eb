"""What people type, made safe to keep."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.text import NAME_LENGTH, NOTE_LENGTH, clean, clean_line, folded

ANY_TEXT = st.text(alphabet=st.characters(), max_size=80)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("   ", ""),
        ("  two words  ", "two words"),
        ("晨光贸易（上海）", "晨光贸易（上海）"),
        ("one\ttab", "one tab"),
        ("first\nsecond", "first\nsecond"),
        ("first\r\nsecond", "first\nsecond"),
        ("first\rsecond", "first\nsecond"),
        ("\n\nfirst\n\nsecond\n\n", "first\n\nsecond"),
        ("null\x00, bell\x07, escape\x1b[31m", "null, bell, escape[31m"),
        ("next\x85line, delete\x7f", "nextline, delete"),
        ("half a pair \ud800", "half a pair"),
        ("private \ue000 use", "private  use"),
        ("\ufeffmarked", "marked"),
        ("price <b>&amp;</b> 'x' \"y\"", "price <b>&amp;</b> 'x' \"y\""),
        ("emoji 🙂 stays", "emoji 🙂 stays"),
    ],
)
def test_text_is_kept_without_control_characters(typed, kept):
    assert clean(typed) == kept


@pytest.mark.parametrize("mark", [*"\u202a\u202b\u202c\u202d\u202e", *"\u2066\u2067\u2068\u2069"])
def test_marks_that_turn_text_around_are_dropped(mark):
    assert clean(f"invoice{mark}fdp.exe") == "invoicefdp.exe"


@given(ANY_TEXT)
def test_nothing_is_left_but_printable_characters_and_line_breaks(typed):
    for character in clean(typed):
        # "Cn" stays: what this Python does not know yet may be part of a name.
        assert character == "\n" or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co")


@given(ANY_TEXT)
def test_kept_text_has_no_blanks_at_its_ends(typed):
    kept = clean(typed)

    assert kept == kept.strip()


@given(ANY_TEXT)
def test_cleaning_clean_text_changes_nothing(typed):
    assert clean(clean(typed)) == clean(typed)
    assert clean_line(clean_line(typed)) == clean_line(typed)


@given(st.text(alphabet="ab文字\n ", max_size=60), st.integers(1, 20))
def test_text_is_never_longer_than_its_limit(typed, limit):
    assert len(clean(typed, limit=limit)) <= limit
    assert len(clean_line(typed, limit=limit)) <= limit


def test_a_note_keeps_two_thousand_characters():
    assert clean("字" * (NOTE_LENGTH + 1)) == "字" * 2000


def test_a_name_keeps_a_hundred_and_twenty_characters():
    assert clean_line("字" * (NAME_LENGTH + 1)) == "字" * 120


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("first\nsecond", "first second"),
        ("  a \t b \r\n c  ", "a b c"),
        ("a\u3000b", "a b"),
        ("a\u2028b", "a b"),
        ("\n", ""),
        ("李 明", "李 明"),
    ],
)
def test_a_name_is_kept_on_one_line(typed, kept):
    assert clean_line(typed) == kept


@given(ANY_TEXT)
def test_a_name_never_breaks_a_line(typed):
    assert len(clean_line(typed).splitlines()) <= 1


@pytest.mark.parametrize("function", [clean, clean_line])
def test_text_cut_at_its_limit_is_still_trimmed(function):
    assert function("abc def", limit=4) == "abc"


@pytest.mark.parametrize("mark", ["\u061c", "\U000e0041", "\u200b"])
def test_marks_that_reorder_or_hide_text_are_dropped(mark):
    assert clean(f"a{mark}b") == "ab"


def test_a_rare_character_of_a_name_is_kept_on_every_python():
    assert clean_line("\U00031350明") == "\U00031350明"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("É", "é"),
        ("e\u0301", "É"),
        ("ОБЛАКО", "облако"),
        ("ＡＢＣ　１２３", "abc 123"),
        ("ｶﾞ", "ガ"),
        ("STRASSE", "straße"),
        ("ΣΑΣ", "σας"),
        ("①", "1"),
    ],
)
def test_case_and_width_do_not_count_where_texts_are_compared(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("e", "é"), ("商", "商贸"), ("1", "l"), ("и", "й")])
def test_other_letters_stay_other_letters(one, other):
    assert folded(one) != folded(other)


@given(ANY_TEXT)
def test_text_that_is_folded_stays_as_it_is(typed):
    assert folded(folded(typed)) == folded(typed)
