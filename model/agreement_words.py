"""The words of a document that is printed in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.document import Lines, same
from model.i18n import Catalog
from model.language import Language, LocalizedText
from model.wording import responsibility_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from model.division import DivisionCell
    from model.ledger import DivisionGap, Party
    from model.responsibility import Allocation


class BothWords:
    """Says everything in both languages at once."""

    def __init__(self) -> None:
        self._catalogs = tuple(Catalog(language) for language in Language)

    def each(self, word: Callable[[Catalog], str]) -> LocalizedText:
        """Return what a wording gives in each language."""
        zh, en = (word(words) for words in self._catalogs)
        return LocalizedText(zh=zh, en=en)

    def lines(self, word: Callable[[Catalog], Iterable[str]]) -> Lines:
        """Return what a wording gives in each language, line by line."""
        zh, en = (word(words) for words in self._catalogs)
        return tuple(LocalizedText(zh=a, en=b) for a, b in zip(zh, en, strict=True))

    def text(self, key: str, **values: object) -> LocalizedText:
        """Return a message in both languages; a value that is in both is put into each."""

        def word(words: Catalog) -> str:
            each = {
                name: value.in_(words.language) if isinstance(value, LocalizedText) else value
                for name, value in values.items()
            }
            return words.text(key, **each)

        return self.each(word)

    def say(self, name: str, **values: object) -> LocalizedText:
        """Return a message of the agreement."""
        return self.text(f"agreement.{name}", **values)

    def name(self, cell: DivisionCell) -> LocalizedText:
        """Return the name of a responsibility, unambiguous."""
        return self.each(lambda words: responsibility_name(cell.responsibility, words))

    def allocation(self, allocation: Allocation) -> LocalizedText:
        """Return who holds a responsibility."""
        return self.text(f"word.allocation.{allocation}")

    def gap(self, gap: DivisionGap) -> LocalizedText:
        """Return the name of a gap."""
        return self.text(f"word.gap.{gap}")

    def party(self, party: Party) -> LocalizedText:
        """Return the name of a party."""
        return self.text(f"word.party.{party}")

    def day(self, day: date | None) -> Lines:
        """Return a day as people of each language write it; nothing where none was entered."""
        if day is None:
            return ()
        return (self.text("report.date", year=day.year, month=day.month, day=day.day),)


def typed(text: str) -> Lines:
    """Return what people typed, line by line, the same in both languages."""
    return tuple(same(line.strip()) for line in text.splitlines() if line.strip())
