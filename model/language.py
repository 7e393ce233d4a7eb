"""The two languages of the program, and texts that exist in both."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language of the window, of a report, or of a command."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalizedText:
    """One text in both languages; neither is a translation of the other."""

    zh: str
    en: str

    def in_(self, language: Language) -> str:
        """Return the text in one language."""
        return self.zh if language is Language.ZH else self.en

    def both(self) -> dict[str, str]:
        """Return the text as the files of docs/formats name it: {"zh": …, "en": …}."""
        return {"zh": self.zh, "en": self.en}


NO_TEXT = LocalizedText(zh="", en="")
