"""The list of assessments: what each line says, and its score once there is time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from model.assessment import AssessmentState
from model.errors import InputError
from model.i18n import Catalog
from model.language import Language
from model.rounding import whole
from model.storage.entries import EntryQuery
from model.text import clean_line, folded
from model.wording import KNOWN_PROVIDERS, provider_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from model.questionnaire import Questionnaire
    from model.responsibility import ResponsibilityMatrix
    from model.storage.assessments import AssessmentStore
    from model.storage.entries import AssessmentEntry

PAGE = 100
"""Rows that are read at once."""

MOST_AGAIN = 500
"""Most rows that are read again when the list comes back on screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeRow:
    """One assessment as the list shows it.

    Attributes:
        share: whole points or a dash; empty while it is not worked out yet.
        changed: sortable, local time.
    """

    id: str
    organisation: str
    service: str
    provider: str
    model: str
    answered: str
    share: str
    state: str
    changed: str
    answered_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeWish:
    """Which assessments the user wants to see, and in what order.

    Attributes:
        state: of `model.assessment.AssessmentState`; empty for any.
        sort: one of `model.storage.entries.SORTS`.
    """

    words: str = ""
    state: str = ""
    sort: str = "changed"
    descending: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeCard:
    """The words of the page and its first rows.

    Attributes:
        states: id and words of each choice of the filter, with its count.
        count: how many there are, in words.
        has_more: more rows follow when they are asked for.
        is_empty: there is no assessment at all.
    """

    words: dict[str, str]
    rows: tuple[HomeRow, ...]
    wish: HomeWish = field(default_factory=HomeWish)
    states: tuple[tuple[str, str], ...] = ()
    count: str = ""
    has_more: bool = False
    is_empty: bool = False


class HomeView(Protocol):
    """What the presenter asks of the page."""

    def show_card(self, card: HomeCard) -> None: ...
    def show_more(self, rows: tuple[HomeRow, ...], *, has_more: bool) -> None: ...
    def show_row(self, row: HomeRow) -> None: ...


class HomePresenter:
    """Runs the home page."""

    def __init__(
        self,
        store: AssessmentStore,
        content: Callable[[str, str], tuple[ResponsibilityMatrix, Questionnaire]],
        catalog: Catalog,
        view: HomeView,
    ) -> None:
        self._store = store
        self._content = content
        self._catalog = catalog
        self._view = view
        self._wish = HomeWish()
        self._found = 0
        self._rows: dict[str, HomeRow] = {}
        self._to_score: list[AssessmentEntry] = []

    def refresh(self) -> None:
        """Show the list as it is on disk, as far as it was shown; scores follow one by one."""
        self._show_list(limit=min(max(PAGE, len(self._rows)), MOST_AGAIN))

    def show_wish(self, wish: HomeWish) -> None:
        """Show what the user wants to see, from its first row."""
        self._wish = wish
        self._show_list(limit=PAGE)

    def show_more(self) -> None:
        """Show the rows that follow; their scores come first, as the user looks at them."""
        query = self._query(limit=PAGE, offset=len(self._rows))
        entries = [e for e in self._store.find(query) if e.id not in self._rows]
        rows = tuple(self._row(entry) for entry in entries)
        self._rows.update((row.id, row) for row in rows)
        self._to_score.extend(reversed(entries))
        self._view.show_more(rows, has_more=bool(rows) and len(self._rows) < self._found)

    def score_next(self) -> bool:
        """Work out the score of one more line; False when all are done."""
        if not self._to_score:
            return False
        from model.evaluation import evaluate  # noqa: PLC0415  the first page is shown before

        entry = self._to_score.pop()
        try:
            matrix, questionnaire = self._content(
                entry.questionnaire_id, entry.questionnaire_version
            )
        except InputError:
            self._show(replace(self._rows[entry.id], share="–", state=self._missing(entry)))
            return True
        evaluation = evaluate(matrix, questionnaire, self._store.load(entry.id))
        asked = len(evaluation.asked)
        done = asked - evaluation.open_count
        share = evaluation.share.value
        row = replace(
            self._rows[entry.id],
            answered=self._catalog.text("home.answered", answered=done, asked=asked),
            share="–" if share is None else whole(share),
            state=self._state(entry, done, asked),
        )
        self._show(row)
        return True

    def use_catalog(self, catalog: Catalog) -> None:
        """Go on in another language."""
        self._catalog = catalog
        self.refresh()

    def _show_list(self, limit: int) -> None:
        query = self._query(limit=limit)
        entries = self._store.find(query)
        counts = self._store.counts_by_state(query)
        found = sum(counts.values()) if query.state is None else counts[query.state]
        everything = self._store.count(EntryQuery())
        self._found = found
        self._rows = {entry.id: self._row(entry) for entry in entries}
        self._to_score = list(reversed(entries))
        card = HomeCard(
            words=self._catalog.messages("home"),
            rows=tuple(self._rows.values()),
            wish=self._wish,
            states=self._states(counts),
            count=self._catalog.text("home.count", found=found, all=everything),
            has_more=len(entries) < found,
            is_empty=everything == 0,
        )
        self._view.show_card(card)

    def _query(self, limit: int, offset: int = 0) -> EntryQuery:
        wish = self._wish
        words = clean_line(wish.words)
        return EntryQuery(
            words=words,
            providers=tuple((w, p) for w in words.split() for p in _providers(w)),
            state=AssessmentState(wish.state) if wish.state else None,
            sort=wish.sort,
            descending=wish.descending,
            limit=limit,
            offset=offset,
        )

    def _states(self, counts: Mapping[AssessmentState, int]) -> tuple[tuple[str, str], ...]:
        say = self._catalog.text
        every = say("home.filter.count", state=say("home.filter.any"), count=sum(counts.values()))
        choices = [("", every)]
        for state, count in counts.items():
            name = say(f"word.status.{state.value}")
            choices.append((state.value, say("home.filter.count", state=name, count=count)))
        return tuple(choices)

    def _show(self, row: HomeRow) -> None:
        self._rows[row.id] = row
        self._view.show_row(row)

    def _missing(self, entry: AssessmentEntry) -> str:
        """Say which questionnaire would be needed."""
        name = f"{entry.questionnaire_id} {entry.questionnaire_version}"
        return self._catalog.text("home.state.missing", name=name)

    def _row(self, entry: AssessmentEntry) -> HomeRow:
        say = self._catalog.text
        service = entry.service
        return HomeRow(
            id=entry.id,
            organisation=entry.organisation or say("home.unnamed_organisation"),
            service=self._service(entry),
            provider=provider_name(service, self._catalog) if service.provider else "–",
            model=service.model.label,
            answered=str(entry.answered),
            share="",
            state=say(f"word.status.{entry.state.value}"),
            changed=entry.updated_at.astimezone().strftime("%Y-%m-%d %H:%M"),
            answered_count=entry.answered,
        )

    def _service(self, entry: AssessmentEntry) -> str:
        """Name the service, and the round where it is not the first."""
        name = entry.service.name or self._catalog.text("home.unnamed_service")
        if entry.round == 1:
            return name
        return self._catalog.text("home.round", service=name, round=entry.round)

    def _state(self, entry: AssessmentEntry, done: int, asked: int) -> str:
        is_all = entry.state is AssessmentState.IN_PROGRESS and asked > 0 and done == asked
        return self._catalog.text(
            "home.state.answered" if is_all else f"word.status.{entry.state.value}"
        )


def _providers(word: str) -> list[str]:
    """Return the ids of the providers whose name holds a word, in any language."""
    catalogs = [Catalog(language) for language in Language]
    return [
        provider
        for provider in KNOWN_PROVIDERS
        if any(
            folded(word) in folded(catalog.text(f"word.provider.{provider}"))
            for catalog in catalogs
        )
    ]
