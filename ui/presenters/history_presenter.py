"""History: every change, newest first, by person, kind and words, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from model.errors import AppError
from model.history import first_break
from ui.presenters.base import SessionPresenter
from ui.presenters.history_words import KINDS, HistoryWords

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.history import HistoryEntry
    from model.i18n import Catalog
    from model.session import AssessmentSession

PAGE = 100
"""Entries shown at once, and more with each request."""

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
        has_more: there are entries that are not shown yet.
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
    has_more: bool


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
        self._shown = PAGE
        self._use_words()

    def refresh(self) -> None:
        """Read the history again and show its newest page."""
        entries = self._read()
        if entries != self._entries:
            self._entries = entries
            self._break = first_break(entries)
        self._shown = PAGE
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
        self._shown = PAGE
        self._show()

    def more(self) -> None:
        """Show the next page too."""
        self._shown += PAGE
        self._show()

    def _use_words(self) -> None:
        self._words = HistoryWords(self._session.matrix, self._session.questionnaire, self._catalog)
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
                rows=tuple((str(entry.number), self._row(entry)) for entry in found[: self._shown]),
                count=say(
                    "review.history.count", shown=min(self._shown, len(found)), count=len(found)
                ),
                has_more=len(found) > self._shown,
            )
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
