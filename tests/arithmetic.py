"""Reads the arithmetic that the program prints, and does it again."""

from __future__ import annotations

import re
from fractions import Fraction

from tests.ui.cli.reference import one_decimal


def value_of(text):
    """Return what a piece of arithmetic comes to."""
    numbers = re.sub(r"\d+(?:\.\d+)?", lambda m: f"Fraction('{m.group()}')", text)
    return eval(numbers.replace("×", "*"), {"Fraction": Fraction, "min": min})  # noqa: S307  our own output


def equations(line):
    """Return the sides of each equation in a line that hold nothing but arithmetic."""
    line = re.sub(r"\b[wv] ", "", line)
    line = re.sub(r"[\[［].*?[\]］]", "", line)
    for part in re.split(r"[;；]|[:：] ?(?=[\d(])", line):
        sides = [side.strip() for side in part.split(" = ")]
        sides[-1] = re.split(r"[,，:：（]| \((?=\D)", sides[-1])[0].strip()
        yield [side for side in sides if re.fullmatch(r"[\d ().+×/≈]+|min\([\d/., ]+\)", side)]


PROSE = ("Rule (", "规则（")
"""How a line begins that words a rule of the score."""


def check_equations(lines):
    """See that every equation printed is true, and return how many there were."""
    count = 0
    for line in (line for line in lines if not line.startswith(PROSE)):
        for sides in equations(line):
            exact = [value_of(side.partition("≈")[0]) for side in sides]
            assert len(set(exact)) <= 1, line
            for side in sides:
                _, sign, rounded = side.partition("≈")
                if sign:
                    assert float(rounded) == one_decimal(exact[0]), line
            count += len(sides) > 1
    return count


def sums(lines):
    """Return the lines that lead to a number of the whole, not to that of one duty."""
    return [x for x in lines if " = " in x and not x.startswith((" ", *PROSE))]


def last_number(line):
    """Return the last number of a line, as files show it."""
    return float(re.findall(r"\d+(?:\.\d+)?", line)[-1])


def number_at(lines, start):
    """Return the last number of the last line with this start, as files show it."""
    return last_number([line for line in lines if line.startswith(start)][-1])
