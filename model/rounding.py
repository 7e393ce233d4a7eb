"""Rounding for display, half up; `round()` is half-even and is not used for scores."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction


def round_half_up(value: Fraction, places: int) -> Decimal:
    """Return a fraction as a decimal with `places` digits after the point, half up."""
    scaled = (2 * abs(value.numerator) * 10**places + value.denominator) // (2 * value.denominator)
    return Decimal(scaled if value >= 0 else -scaled).scaleb(-places)


def one_decimal(value: Fraction) -> str:
    """Return a value as files and arithmetic show it, such as "34.8"."""
    return f"{round_half_up(value, 1):f}"


def whole(value: Fraction) -> str:
    """Return a value as headlines show it, such as "35"."""
    return f"{round_half_up(value, 0):f}"
