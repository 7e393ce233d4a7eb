"""What the user chose for the window: language, theme, size of text, own name."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from model.files import write_whole
from model.language import Language
from model.text import clean_line

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "settings.json"
TEXT_SIZES = (90, 100, 110, 125, 150, 175, 200)
"""Sizes of text that the window offers, in percent."""


class Theme(StrEnum):
    """Light or dark."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The choices of the window.

    Attributes:
        language: None until the user chose; then the system decides.
        theme: None until the user chose; then the system decides.
        text_size: percent, one of `TEXT_SIZES`.
        person: who works here, on one line; empty until somebody says so.
    """

    language: Language | None = None
    theme: Theme | None = None
    text_size: int = 100
    person: str = ""


def load_settings(folder: Path) -> Settings:
    """Read the settings of a workspace; what cannot be read counts as not chosen."""
    try:
        raw = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(raw, dict):
        return Settings()
    language, theme, size = raw.get("language"), raw.get("theme"), raw.get("text_size")
    person = raw.get("person")
    return Settings(
        language=Language(language) if language in list(Language) else None,
        theme=Theme(theme) if theme in list(Theme) else None,
        text_size=size if size in TEXT_SIZES else 100,
        person=clean_line(person) if isinstance(person, str) else "",
    )


def save_settings(folder: Path, settings: Settings) -> None:
    """Keep the settings in a workspace.

    Raises:
        OutputError: they could not be written; the old ones are still there.
    """
    text = json.dumps(asdict(settings), indent=1)
    write_whole(folder / FILE_NAME, lambda path: _write(path, text))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
