"""Checks of words in content files: both languages, same numbers, nothing vague or unfinished."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from model.paths import SCHEMAS
from model.schema import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.content.lines import Place

LANGUAGES = ("zh", "en")
_HAN = re.compile(r"[\u3400-\u9fff]")
_NUMBER = re.compile(r"\d+(?:[.:]\d+)*")


def texts(value: object, place: Place) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Return every text in both languages below a place, with its own place."""
    if isinstance(value, dict):
        if set(LANGUAGES) <= value.keys():
            yield place, value
        else:
            for name, inner in value.items():
                yield from texts(inner, (*place, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from texts(inner, (*place, number))


def check_text(place: Place, text: dict[str, Any], *, vague: bool) -> Iterator[Fault]:
    """Return what is wrong with one text.

    Args:
        place: where it stands.
        text: {"zh": …, "en": …}, both of them strings.
        vague: refuse vague words too.
    """
    for language in LANGUAGES:
        here = (*place, language)
        words = text[language]
        if words and not words.strip():
            yield Fault(path=here, key="error.field.empty", details={})
        for found in _found(words, language, "placeholder"):
            yield Fault(path=here, key="error.content.placeholder", details={"found": found})
        for found in _found(words, language, "vague") if vague else ():
            yield Fault(path=here, key="error.content.vague", details={"found": found})
    numbers = {language: _numbers(text[language]) for language in LANGUAGES}
    if numbers["zh"] != numbers["en"]:
        details = {language: ", ".join(found) or "\u2013" for language, found in numbers.items()}
        yield Fault(path=place, key="error.content.numbers", details=details)


def check_length(
    place: Place, text: dict[str, str], characters: int, words: int
) -> Iterator[Fault]:
    """Return a fault for each language in which a text is too long to read at a glance."""
    han = len(_HAN.findall(text["zh"]))
    if han > characters:
        details = {"found": han, "allowed": characters}
        yield Fault(path=(*place, "zh"), key="error.content.characters", details=details)
    count = len(text["en"].split())
    if count > words:
        details = {"found": count, "allowed": words}
        yield Fault(path=(*place, "en"), key="error.content.words", details=details)


def check_is_one_question(place: Place, text: dict[str, str]) -> Iterator[Fault]:
    """Return a fault for each language without exactly one question mark."""
    for language in LANGUAGES:
        count = unicodedata.normalize("NFKC", text[language]).count("?")  # full width too
        if count != 1:
            details = {"found": count}
            path = (*place, language)
            yield Fault(path=path, key="error.content.question_mark", details=details)


def _numbers(words: str) -> list[str]:
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", unicodedata.normalize("NFKC", words))
    return sorted(_NUMBER.findall(plain))


def _found(words: str, language: str, kind: str) -> list[str]:
    return sorted({match.group().strip() for match in _pattern(kind, language).finditer(words)})


@lru_cache(maxsize=4)
def _pattern(kind: str, language: str) -> re.Pattern[str]:
    listed = json.loads((SCHEMAS / "wording.json").read_text(encoding="utf-8"))[kind][language]
    either = "|".join(re.escape(word) for word in listed)
    if language == "zh":
        return re.compile(either)
    return re.compile(rf"\b(?:{either})(?:ly)?\b", re.IGNORECASE)
