"""Rounding for display: half up, one decimal in files, whole numbers as headlines."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.rounding import one_decimal, round_half_up, whole

SCORES = st.fractions(min_value=0, max_value=100, max_denominator=10_000)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0", "0.0"),
        ("0.04", "0.0"),
        ("0.05", "0.1"),
        ("0.15", "0.2"),
        ("0.25", "0.3"),
        ("2.25", "2.3"),
        ("2.35", "2.4"),
        ("33.349999", "33.3"),
        ("34.75", "34.8"),
        ("49.95", "50.0"),
        ("99.94", "99.9"),
        ("99.95", "100.0"),
        ("100", "100.0"),
    ],
)
def test_files_show_one_decimal_half_up(value, shown):
    assert one_decimal(Fraction(value)) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0", "0"),
        ("0.49", "0"),
        ("0.5", "1"),
        ("1.5", "2"),
        ("2.5", "3"),
        ("34.5", "35"),
        ("69.49", "69"),
        ("99.5", "100"),
        ("100", "100"),
    ],
)
def test_headlines_show_whole_numbers_half_up(value, shown):
    assert whole(Fraction(value)) == shown


@pytest.mark.parametrize(("value", "shown"), [("1/3", "33.3"), ("2/3", "66.7"), ("1/6", "16.7")])
def test_a_fraction_without_an_end_is_rounded_too(value, shown):
    assert one_decimal(100 * Fraction(value)) == shown


@given(SCORES, st.integers(0, 4))
def test_rounding_is_that_of_decimal_half_up(value, places):
    exact = Context(prec=50).divide(Decimal(value.numerator), Decimal(value.denominator))

    expected = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)

    assert round_half_up(value, places) == expected


@given(st.integers(0, 1000))
def test_a_half_always_goes_up(tenths):
    value = Fraction(tenths, 10) + Fraction(1, 20)

    assert round_half_up(value, 1) == Decimal(tenths + 1) / 10


@given(SCORES, SCORES)
def test_rounding_keeps_the_order(one, other):
    low, high = sorted((one, other))

    assert round_half_up(low, 1) <= round_half_up(high, 1)


@given(SCORES)
def test_what_is_shown_is_at_most_half_a_digit_away(value):
    assert abs(Fraction(one_decimal(value)) - value) <= Fraction(1, 20)
    assert abs(Fraction(whole(value)) - value) <= Fraction(1, 2)


@pytest.mark.parametrize("value", ["-1/20", "-1/4"])
def test_a_negative_half_is_rounded_as_decimal_half_up(value):
    number = Fraction(value)
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    assert round_half_up(number, 1) == exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
