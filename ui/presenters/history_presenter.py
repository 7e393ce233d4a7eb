"""History: every change, newest first, by person, kind and words, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from model.errors import AppError
from model.history import first_break
from model.history_words import KINDS, HistoryWords
from model.storage.rows import value_of
from ui.presenters.base import SessionPresenter

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.history import HistoryEntry
    from model.i18n import Catalog
    from model.session import AssessmentSession

PAGE = 100
"""Entries shown at once."""

BATCH = 200
"""Entries put into words at once while nothing else is to do."""

ANY = "*"
"""Stands for every person, or every kind."""

Row = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryCard:
    """What the tab shows.

    Attributes:
        chain: whether the history is whole, in one sentence.
        is_whole: no entry was altered or taken out.
        people, kinds: id and words of what the list can be narrowed to; the first is all.
        count: how many entries there are, and how many of them fit.
        has_newer, has_older: there are entries that fit on other pages.
    """

    words: dict[str, str]
    chain: str
    is_whole: bool
    people: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]
    person: str
    kind: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    count: str
    has_newer: bool
    has_older: bool


class HistoryView(Protocol):
    """What the presenter asks of the tab."""

    def show_card(self, card: HistoryCard) -> None: ...


class HistoryPresenter(SessionPresenter[HistoryView]):
    """Runs the list of changes."""

    def __init__(
        self,
        session: AssessmentSession,
        catalog: Catalog,
        view: HistoryView,
        report: Callable[[AppError], None],
    ) -> None:
        super().__init__(session, catalog, view, report)
        self._entries: list[HistoryEntry] = []
        self._break: int | None = None
        self._person, self._kind, self._sought = ANY, ANY, ""
        self._first = 0
        self._use_words()

    def refresh(self) -> None:
        """Read the history again and show its newest page."""
        entries = self._read()
        if entries != self._entries:
            self._entries = entries
            self._break = first_break(entries)
        self._first = 0
        self._show()

    def use_catalog(self, catalog: Catalog) -> None:
        """Take another language; the next `refresh` speaks it."""
        super().use_catalog(catalog)
        self._use_words()

    def narrow(self, person: str, kind: str, sought: str) -> None:
        """Show only what one person did, of one kind, that holds some words.

        Args:
            person: a name; empty for nobody's; `ANY` for all.
            kind: a kind; `ANY` for all.
            sought: part of the words; empty for all.
        """
        self._person, self._kind = person, kind
        self._sought = sought.strip().casefold()
        self._first = 0
        self._show()

    def older(self) -> None:
        """Show the next page."""
        self._first += PAGE
        self._show()

    def newer(self) -> None:
        """Show the page before."""
        self._first = max(0, self._first - PAGE)
        self._show()

    def prepare(self) -> bool:
        """Put some more entries into words, so that finding words is fast; False once all are."""
        waiting = (e for e in reversed(self._entries) if e.number not in self._worded)
        batch = list(islice(waiting, BATCH))
        for entry in batch:
            self._row(entry)
        return bool(batch)

    def _use_words(self) -> None:
        session = self._session
        self._words = HistoryWords(session.matrix, session.questionnaire, self._catalog, value_of)
        self._worded: dict[int, tuple[str, ...]] = {}

    def _read(self) -> list[HistoryEntry]:
        try:
            return self._session.history()
        except AppError as error:
            self._report(error)
            return []

    def _show(self) -> None:
        say = self._catalog.text
        found = [entry for entry in reversed(self._entries) if self._fits(entry)]
        page = found[self._first : self._first + PAGE]
        names = sorted({entry.person for entry in self._entries})
        used = {entry.kind for entry in self._entries}
        chain = say("review.history.whole", count=len(self._entries))
        if self._break is not None:
            chain = say("review.history.broken", number=self._break)
        self._view.show_card(
            HistoryCard(
                words=self._catalog.messages("review"),
                chain=chain,
                is_whole=self._break is None,
                people=(
                    (ANY, say("review.history.everybody")),
                    *((name, name or say("review.history.unnamed")) for name in names),
                ),
                kinds=(
                    (ANY, say("review.history.every_kind")),
                    *((kind, self._words.kind(kind)) for kind in KINDS if kind in used),
                ),
                person=self._person,
                kind=self._kind,
                headings=tuple(
                    say(f"review.history.column.{name}") for name in ("what", "before", "after")
                ),
                rows=tuple((str(entry.number), self._row(entry)) for entry in page),
                count=self._count(len(page), len(found)),
                has_newer=self._first > 0,
                has_older=len(found) > self._first + PAGE,
            )
        )

    def _count(self, shown: int, count: int) -> str:
        if not count:
            return self._catalog.text("review.history.none")
        last = self._first + shown
        return self._catalog.text(
            "review.history.count", first=self._first + 1, last=last, count=count
        )

    def _fits(self, entry: HistoryEntry) -> bool:
        if self._person not in (ANY, entry.person) or self._kind not in (ANY, entry.kind):
            return False
        return not self._sought or self._sought in "\n".join(self._row(entry)).casefold()

    def _row(self, entry: HistoryEntry) -> tuple[str, ...]:
        if entry.number not in self._worded:
            self._worded[entry.number] = self._word(entry)
        return self._worded[entry.number]

    def _word(self, entry: HistoryEntry) -> tuple[str, ...]:
        person = entry.person or self._catalog.text("review.history.unnamed")
        at = entry.at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        subject = self._words.subject(entry)
        head = f"{entry.number} · {at} · {person}\n{self._words.kind(entry.kind)}"
        return (
            f"{head}\n{subject}" if subject else head,
            self._words.before(entry),
            self._words.after(entry),
        )
