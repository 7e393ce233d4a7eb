"""Which language a command speaks: the one asked for, or the system's."""

from __future__ import annotations

import locale
import os
import sys

from model.errors import InputError
from model.language import Language
from model.schema import shown

OPTION = "--lang"
CHOICES = ", ".join(Language)


def take_language(words: list[str]) -> tuple[Language | None, list[str]]:
    """Return the language asked for anywhere on the line, and the words without it.

    It is read before all else, so that even a fault on the same line is told in it. What stands
    after a bare `--` is never an option.

    Raises:
        InputError: the language is missing or unknown.
    """
    end = words.index("--") if "--" in words else len(words)
    chosen: Language | None = None
    left: list[str] = []
    before = iter(words[:end])
    for word in before:
        name, equals, value = word.partition("=")
        if name == OPTION:
            chosen = _language(value if equals else next(before, ""))
        else:
            left.append(word)
    return chosen, left + words[end:]


def system_language() -> Language:
    """Return Chinese on a Chinese system, English on every other."""
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    name = next(filter(None, names), "") or _windows_language()
    return Language.ZH if name.lower().startswith("zh") else Language.EN


def _windows_language() -> str:
    if sys.platform != "win32":
        return ""
    import ctypes  # noqa: PLC0415  only Windows is asked this way

    return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")


def _language(value: str) -> Language:
    if value not in list(Language):
        raise InputError("error.command.one_of", option=OPTION, found=shown(value), allowed=CHOICES)
    return Language(value)
