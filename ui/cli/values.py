"""What can be given after an option, read and refused in our own words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from model.assessment import KNOWN_BY, AgreedOption
from model.errors import InputError
from model.facts import Fact
from model.schema import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from model.responsibility import Negotiation, ResponsibilityMatrix

AGREED = "--agreed"
FACT = "--fact"
NOBODY = "none"
ANSWERS = {"yes": True, "no": False}


def one_of(option: str, words: Iterable[str]) -> Callable[[str], str]:
    """Return what reads one of a few words, in upper or lower case, after an option."""
    allowed = tuple(words)

    def read(value: str) -> str:
        if value.lower() not in allowed:
            raise _not_one_of(option, value, allowed)
        return value.lower()

    return read


def day(option: str) -> Callable[[str], date]:
    """Return what reads a date, such as 2026-11-01, after an option."""

    def read(value: str) -> date:
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise _wrong_form(option, value, "2026-11-01") from None

    return read


def agreed_options(given: Iterable[str], matrix: ResponsibilityMatrix) -> dict[str, AgreedOption]:
    """Return what `--agreed` says, by negotiation.

    Raises:
        InputError: a negotiation, option or known_by does not exist.
    """
    agreed: dict[str, AgreedOption] = {}
    for text in given:
        key, equals, said = text.partition("=")
        if not equals:
            raise _wrong_form(AGREED, text, "table2.1=b")
        if key not in matrix.negotiation_by_id:
            raise _not_one_of(AGREED, key, matrix.negotiation_by_id)
        if key in agreed:
            raise _twice(AGREED, key)
        agreed[key] = _agreed(matrix.negotiation_by_id[key], said)
    return agreed


def facts(given: Iterable[str]) -> dict[Fact, bool]:
    """Return what `--fact` says.

    Raises:
        InputError: a fact does not exist, or is neither yes nor no.
    """
    found: dict[Fact, bool] = {}
    for text in given:
        name, equals, said = text.partition("=")
        if not equals:
            raise _wrong_form(FACT, text, f"{Fact.PUBLIC_WEBSITE}=no")
        if name not in list(Fact):
            raise _not_one_of(FACT, name, Fact)
        if said not in ANSWERS:
            raise _not_one_of(f"{FACT} {name}", said, ANSWERS)
        if Fact(name) in found:
            raise _twice(FACT, name)
        found[Fact(name)] = ANSWERS[said]
    return found


def _agreed(negotiation: Negotiation, said: str) -> AgreedOption:
    option, colon, known = said.partition(":")
    place = f"{AGREED} {negotiation.id}"
    if option == NOBODY and not colon:
        return AgreedOption(negotiation_id=negotiation.id, option=None)
    if negotiation.option(option) is None:
        raise _not_one_of(place, said, [*(o.id for o in negotiation.options), NOBODY])
    levels = {str(level): level for level in KNOWN_BY}
    if colon and known not in levels:
        raise _not_one_of(place, said, [f"{option}:{level}" for level in levels])
    return AgreedOption(
        negotiation_id=negotiation.id, option=option, known_by=levels[known] if colon else None
    )


def _not_one_of(option: str, found: str, allowed: Iterable[str]) -> InputError:
    listed = ", ".join(allowed)
    return InputError("error.command.one_of", option=option, found=shown(found), allowed=listed)


def _wrong_form(option: str, found: str, example: str) -> InputError:
    return InputError("error.command.form", option=option, found=shown(found), allowed=example)


def _twice(option: str, found: str) -> InputError:
    return InputError("error.command.twice", option=option, found=found)
