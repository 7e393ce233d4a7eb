"""Messages of the program, for window, report and command line alike."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from model.paths import MESSAGES

if TYPE_CHECKING:
    from pathlib import Path

    from model.errors import AppError
    from model.language import Language, LocalizedText


class Catalog:
    """Every message of the program in one language.

    A key is `area.name`; each area is one file, `<folder>/<language>/<area>.json`, read when
    its first message is needed. Both languages are complete (tests/test_i18n.py), so a
    missing key is a bug and raises KeyError rather than showing the key to the user.
    """

    def __init__(self, language: Language, folder: Path = MESSAGES) -> None:
        self.language = language
        self._folder = folder / language
        self._areas: dict[str, dict[str, str]] = {}

    def text(self, key: str, **values: object) -> str:
        """Return a message with its `{placeholders}` filled in."""
        area, _, name = key.partition(".")
        message = self._area(area)[name]
        return message.format(**values) if values else message

    def has(self, key: str) -> bool:
        """Say whether a message exists."""
        area, _, name = key.partition(".")
        return name in self._area(area)

    def say(self, text: LocalizedText) -> str:
        """Return a text of the content in the language of this catalogue."""
        return text.in_(self.language)

    def explain(self, error: AppError) -> str:
        """Say what went wrong and what the user can do about it.

        A detail that is a LocalizedText or an AppError is worded in this language too.
        """
        return self.text(error.key, **{k: self._word(v) for k, v in error.details.items()})

    def areas(self) -> list[str]:
        """Return the names of all areas."""
        return sorted(path.stem for path in self._folder.glob("*.json"))

    def messages(self, area: str) -> dict[str, str]:
        """Return the messages of one area, placeholders unfilled."""
        return dict(self._area(area))

    def _area(self, area: str) -> dict[str, str]:
        if area not in self._areas:
            path = self._folder / f"{area}.json"
            with path.open(encoding="utf-8") as file:
                self._areas[area] = json.load(file)
        return self._areas[area]

    def _word(self, value: object) -> object:
        from model.errors import AppError  # noqa: PLC0415  errors stay below messages

        if isinstance(value, AppError):
            return self.explain(value)
        return value.in_(self.language) if hasattr(value, "in_") else value
