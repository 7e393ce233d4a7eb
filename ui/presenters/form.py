"""A small form that a dialog asks to be filled in, and what is wrong with what was entered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from model.text import NAME_LENGTH, NOTE_LENGTH, clean

if TYPE_CHECKING:
    from collections.abc import Mapping

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class EntryKind(StrEnum):
    """What is entered: a line, a text, a day, a whole number, a choice of a few or of many.

    ONE_OF_MANY and SOME_OF_MANY are lists to search; of the first, none may be chosen too.
    """

    LINE = "line"
    HIDDEN = "hidden"
    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    CHOICE = "choice"
    ONE_OF_MANY = "one_of_many"
    SOME_OF_MANY = "some_of_many"

    @property
    def limit(self) -> int:
        """Return how many characters can be entered."""
        return NOTE_LENGTH if self is EntryKind.TEXT else NAME_LENGTH


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One field of a form.

    Attributes:
        value: what it holds at first; a day as YYYY-MM-DD; of a choice its id; of several
            choices their ids, with spaces between them.
        choices: id and words of each; only for choices.
        repeats: key of the field that must hold the same; empty for none.
        most: the largest number that is taken; only for numbers.
        required: said while it is empty; empty where it may be.
    """

    key: str
    label: str
    kind: EntryKind = EntryKind.LINE
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    repeats: str = ""
    most: int = 0
    required: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a dialog asks for.

    Attributes:
        words: the messages of the area "entry".
        needs: keys of fields of which at least one must say something; empty for none.
        missing: said while none of them does.
        intro: what to know, below the title; empty for nothing.
    """

    title: str
    words: Mapping[str, str]
    fields: tuple[Entry, ...]
    needs: tuple[str, ...] = ()
    missing: str = ""
    intro: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a form is not taken: which field, and one sentence."""

    key: str
    text: str


def day_of(text: str) -> date | None:
    """Return the day that YYYY-MM-DD names; None for an empty text.

    Raises:
        ValueError: it names no day.
    """
    typed = text.strip()
    if not typed:
        return None
    if not _DAY.fullmatch(typed):
        raise ValueError(typed)
    return date.fromisoformat(typed)


def number_of(text: str) -> int | None:
    """Return the whole number that was typed, full-width digits too; None for an empty text.

    Raises:
        ValueError: it is no whole number, or a negative one.
    """
    typed = text.strip()
    if not typed:
        return None
    if not typed.isdecimal():
        raise ValueError(typed)
    return int(typed)


def problem(form: Form, values: Mapping[str, str]) -> Problem | None:
    """Return the first thing that is wrong with what was entered; None if all is well."""
    for entry in form.fields:
        if entry.kind is EntryKind.DATE and not _is_day(values[entry.key]):
            return Problem(key=entry.key, text=form.words["wrong_date"].format(field=entry.label))
        if entry.kind is EntryKind.NUMBER and not _is_number(values[entry.key], entry.most):
            said = form.words["wrong_number"].format(field=entry.label, most=entry.most)
            return Problem(key=entry.key, text=said)
        if entry.repeats and values[entry.key] != values[entry.repeats]:
            return Problem(key=entry.key, text=form.words["differs"])
        if entry.required and not clean(values[entry.key]):
            return Problem(key=entry.key, text=entry.required)
    if form.needs and not any(clean(values[key]) for key in form.needs):
        return Problem(key=form.needs[0], text=form.missing)
    return None


def _is_day(text: str) -> bool:
    try:
        day_of(text)
    except ValueError:
        return False
    return True


def _is_number(text: str, most: int) -> bool:
    try:
        number = number_of(text)
    except ValueError:
        return False
    return number is None or number <= most
