"""The list of questionnaires: what is there, and what can be done with the one chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from model.workshop import Entry, EntryState

if TYPE_CHECKING:
    from model.i18n import Catalog
    from model.workshop import Workshop

_CAN = {
    EntryState.BUILT_IN: frozenset({"copy", "preview", "export"}),
    EntryState.RELEASED: frozenset({"copy", "edit", "preview", "export", "delete"}),
    EntryState.DRAFT: frozenset({"edit", "preview", "export", "delete"}),
    EntryState.FAULTY: frozenset({"delete"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnairesCard:
    """The words of the page and its rows.

    Attributes:
        rows: key and texts of each questionnaire.
        chosen: key of the row that the buttons are about.
        can: what can be done with it: copy, edit, preview, export, delete.
        about: its title and what to know about it: read-only, or why it cannot be used.
    """

    words: dict[str, str]
    headings: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    chosen: str
    can: frozenset[str]
    about: str


class QuestionnairesView(Protocol):
    """What the presenter asks of the page."""

    def show_card(self, card: QuestionnairesCard) -> None: ...


class QuestionnairesPresenter:
    """Runs the page of questionnaires."""

    def __init__(self, workshop: Workshop, catalog: Catalog, view: QuestionnairesView) -> None:
        self._workshop = workshop
        self._catalog = catalog
        self._view = view
        self._entries: dict[str, Entry] = {}
        self._chosen = ""

    @property
    def entry(self) -> Entry:
        """Return the questionnaire that the buttons are about."""
        return self._entries[self._chosen]

    def refresh(self) -> None:
        """Show the list as it is on disk."""
        self._entries = {_key(entry): entry for entry in self._workshop.entries()}
        if self._chosen not in self._entries:
            self._chosen = next(iter(self._entries))
        self._show()

    def choose(self, key: str) -> None:
        """Make the buttons be about another questionnaire."""
        if key in self._entries and key != self._chosen:
            self._chosen = key
            self._show()

    def choose_entry(self, questionnaire_id: str, state: EntryState) -> None:
        """Choose what was just made, once it is in the list."""
        found = (
            k for k, e in self._entries.items() if (e.id, e.state) == (questionnaire_id, state)
        )
        self.choose(next(found, self._chosen))

    def use_catalog(self, catalog: Catalog) -> None:
        """Take another language; the next `refresh` speaks it."""
        self._catalog = catalog

    def _show(self) -> None:
        say = self._catalog.text
        entry = self.entry
        names = ("title", "id", "version", "count", "state")
        about = say(f"shelf.about.{entry.state}")
        if entry.error is not None:
            about = self._catalog.explain(entry.error)
        self._view.show_card(
            QuestionnairesCard(
                words=self._catalog.messages("shelf"),
                headings=tuple(say(f"shelf.column.{name}") for name in names),
                rows=tuple((key, self._row(each)) for key, each in self._entries.items()),
                chosen=self._chosen,
                can=_CAN[entry.state],
                about=f"{self._title(entry)}\n{about}",
            )
        )

    def _title(self, entry: Entry) -> str:
        return entry.title[self._catalog.language.value] if entry.title else entry.id

    def _row(self, entry: Entry) -> tuple[str, ...]:
        state = self._catalog.text(f"shelf.state.{entry.state}")
        version = entry.version
        if entry.state is EntryState.DRAFT:
            is_next = any(e.id == entry.id and e is not entry for e in self._entries.values())
            version = self._catalog.text("shelf.version.after", version=version) if is_next else "–"
        return (self._title(entry), entry.id, version, str(entry.count or ""), state)


def _key(entry: Entry) -> str:
    return f"{entry.state} {entry.id} {entry.version}"
