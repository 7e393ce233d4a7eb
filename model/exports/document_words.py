"""What the pages of the report say, in both languages at once, for a neutral document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.agreement_words import BothWords
from model.document import Column, Lines, Row, RowLook, Table
from model.i18n import Catalog
from model.language import Language, LocalizedText
from model.ranking_words import RankingWords
from model.reporting.plain import text_lines
from model.reporting.press import Press
from model.reporting.provider_pages import asked_groups

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from model.improvement import RankedAction
    from model.reporting import tables
    from model.reporting.data import ReportData

    Pair = tuple[LocalizedText, Lines]

LOOKS = {"band": RowLook.BAND, "wide": RowLook.WIDE}


class DocumentWords(BothWords):
    """Asks the pages of the report for their words, once in each language.

    Attributes:
        data: what the document is about.
    """

    def __init__(self, data: ReportData) -> None:
        super().__init__()
        self.data = data
        catalogs = tuple(Catalog(language) for language in Language)
        self._presses = tuple(Press.for_catalog(catalog) for catalog in catalogs)
        service = data.assessment.service
        self._rankings = tuple(RankingWords(data.plan, service, catalog) for catalog in catalogs)

    def report(self, name: str, /, **values: object) -> LocalizedText:
        """Return a message of the report."""
        return self.text(f"report.{name}", **values)

    def own(self, name: str, /, **values: object) -> LocalizedText:
        """Return a message that only documents have."""
        return self.text(f"document.{name}", **values)

    def why_there(self, action: RankedAction) -> Lines:
        """Return why an action stands where it stands, and what it needs done first."""
        zh, en = (
            (words.reason(action), words.placement(action), *words.after(action))
            for words in self._rankings
        )
        reason, placement, *after = _both(zh, en)
        return (reason, placement, *(self.own("plan.why.after", title=t) for t in after))

    def said(self, word: Callable[[ReportData, Press], str]) -> LocalizedText:
        """Return what a page says in each language."""
        zh, en = (word(self.data, press) for press in self._presses)
        return LocalizedText(zh=zh, en=en)

    def texts(self, words: Callable[[ReportData, Press], Sequence[str]]) -> Lines:
        """Return several texts of a page; there are as many in each language."""
        zh, en = (words(self.data, press) for press in self._presses)
        return _both(zh, en)

    def pairs(
        self, make: Callable[[ReportData, Press], Sequence[tuple[str, str]]]
    ) -> tuple[Pair, ...]:
        """Return names and values of a page."""
        zh, en = (make(self.data, press) for press in self._presses)
        return tuple(
            (LocalizedText(zh=name, en=english), _lines(value, meaning))
            for (name, value), (english, meaning) in zip(zh, en, strict=True)
        )

    def table(
        self,
        make: Callable[[ReportData, Press], tables.Listing],
        caption: LocalizedText | None = None,
        below: int = -1,
    ) -> Table:
        """Return a table of the report.

        Args:
            make: returns it in one language.
            caption: what it holds; None where the heading above it says so.
            below: column of what stands under a row in print.
        """
        zh, en = (make(self.data, press) for press in self._presses)
        columns = tuple(
            Column(
                title=LocalizedText(zh=own.title, en=other.title),
                width=own.width,
                is_figure=own.is_figure,
            )
            for own, other in zip(zh.columns, en.columns, strict=True)
        )
        rows = tuple(
            _row(own, other, len(columns), below)
            for own, other in zip(zh.rows, en.rows, strict=True)
        )
        return Table(columns=columns, rows=rows, caption=caption, has_row_heads=True)

    def asked(self) -> list[tuple[LocalizedText, list[Lines]]]:
        """Return the questions to the provider by group: its title, and text and options of each.

        Whether there is a group does not depend on the language.
        """
        zh, en = (asked_groups(self.data, press) for press in self._presses)
        return [
            (
                LocalizedText(zh=title, en=english),
                [_both(*each) for each in zip(questions, others, strict=True)],
            )
            for (_, title, questions), (_, english, others) in zip(zh, en, strict=True)
        ]


def _row(zh: tables.Row, en: tables.Row, columns: int, below: int) -> Row:
    cells = [
        _both(_strings(own), _strings(other)) for own, other in zip(zh.cells, en.cells, strict=True)
    ]
    if zh.look in LOOKS:
        return Row(cells=tuple(cells), look=LOOKS[zh.look])
    cells += [()] * (columns - len(cells))
    cells[below] += _lines(zh.below, en.below)
    return Row(cells=tuple(cells))


def _strings(cell: object) -> tuple[str, ...]:
    """Return the texts of a cell; a listing holds nothing else."""
    texts = cell if isinstance(cell, tuple) else (cell,)
    return tuple(str(each) for each in texts if each)


def _lines(zh: str, en: str) -> Lines:
    """Return a text of several lines; where the languages differ in their number, as one each."""
    own, other = text_lines(zh), text_lines(en)
    if len(own) != len(other):
        own, other = ("".join(own),), (" ".join(other),)
    return _both(own, other)


def _both(zh: Sequence[str], en: Sequence[str]) -> Lines:
    return tuple(LocalizedText(zh=own, en=other) for own, other in zip(zh, en, strict=True))
