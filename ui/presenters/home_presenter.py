"""The list of assessments: what each line says, and its score once there is time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from model.errors import InputError
from model.rounding import whole
from model.wording import provider_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.i18n import Catalog
    from model.questionnaire import Questionnaire
    from model.responsibility import ResponsibilityMatrix
    from model.storage.assessments import AssessmentStore
    from model.storage.entries import AssessmentEntry


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
class HomeCard:
    """The words of the page and its rows."""

    words: dict[str, str]
    rows: tuple[HomeRow, ...]


class HomeView(Protocol):
    """What the presenter asks of the page."""

    def show_card(self, card: HomeCard) -> None: ...
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
        self._rows: dict[str, HomeRow] = {}
        self._to_score: list[AssessmentEntry] = []

    def refresh(self) -> None:
        """Show the list as it is on disk; scores follow one by one."""
        entries = self._store.entries()
        self._rows = {entry.id: self._row(entry) for entry in entries}
        self._to_score = list(reversed(entries))
        words = self._catalog.messages("home")
        self._view.show_card(HomeCard(words=words, rows=tuple(self._rows.values())))

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
            state=self._state(done, asked),
        )
        self._show(row)
        return True

    def use_catalog(self, catalog: Catalog) -> None:
        """Go on in another language."""
        self._catalog = catalog
        self.refresh()

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
            service=service.name or say("home.unnamed_service"),
            provider=provider_name(service, self._catalog) if service.provider else "–",
            model=service.model.label,
            answered=str(entry.answered),
            share="",
            state=self._state(entry.answered, 0),
            changed=entry.updated_at.astimezone().strftime("%Y-%m-%d %H:%M"),
            answered_count=entry.answered,
        )

    def _state(self, done: int, asked: int) -> str:
        if done == 0:
            return self._catalog.text("home.state.draft")
        key = "home.state.answered" if done == asked else "home.state.in_progress"
        return self._catalog.text(key)
