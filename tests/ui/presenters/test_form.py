from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.presenters.form import Entry, EntryKind, Form, day_of, problem

WORDS = {"wrong_date": "“{field}” is no date", "differs": "Not the same."}
FORM = Form(
    title="Interview",
    words=WORDS,
    fields=(
        Entry(key="name", label="Name"),
        Entry(key="role", label="Role"),
        Entry(key="day", label="Day", kind=EntryKind.DATE),
    ),
    needs=("name", "role"),
    missing="Name or role, please.",
)


@given(st.dates())
def test_every_day_written_as_the_form_asks_is_understood(day):
    assert day_of(f"  {day.isoformat()} ") == day


@pytest.mark.parametrize(
    "typed", ["2026-02-30", "2026-2-3", "20260203", "2026-W05-1", "yesterday", "２０２６-01-01"]
)
def test_what_names_no_day_is_refused_with_the_name_of_the_field(typed):
    found = problem(FORM, {"name": "Li", "role": "", "day": typed})

    assert (found.key, found.text) == ("day", "“Day” is no date")


def test_no_day_is_allowed():
    assert day_of(" ") is None
    assert problem(FORM, {"name": "Li", "role": "", "day": ""}) is None


def test_one_of_the_needed_fields_is_enough_and_invisible_marks_are_none():
    assert problem(FORM, {"name": "", "role": "IT", "day": "2026-01-02"}) is None
    found = problem(FORM, {"name": "\u200b", "role": " ", "day": ""})
    assert (found.key, found.text) == ("name", "Name or role, please.")


def test_the_first_day_is_the_day_it_says():
    assert day_of("2026-11-24") == date(2026, 11, 24)


@given(st.text(max_size=8), st.text(max_size=8))
def test_what_is_repeated_is_refused_exactly_where_it_differs(first, again):
    fields = (
        Entry(key="secret", label="Secret", kind=EntryKind.HIDDEN),
        Entry(key="again", label="Again", kind=EntryKind.HIDDEN, repeats="secret"),
    )
    found = problem(
        Form(title="Lock", words=WORDS, fields=fields), {"secret": first, "again": again}
    )

    assert (found is None) == (first == again)
    assert found is None or (found.key, found.text) == ("again", "Not the same.")
