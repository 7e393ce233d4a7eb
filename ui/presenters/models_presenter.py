"""Compare models: the same duties under several models, and why they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from model import comparing_words as wording
from model.comparing import TOPICS, compare, own_model_differs
from model.comparison_document import comparison_document
from model.content.learning import load_models
from model.content.loader import load_matrix
from model.responsibility import ServiceModel
from model.wording import provider_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.comparing import ComparedCell, ComparedLine
    from model.document import Document
    from model.i18n import Catalog
    from model.security_models import SecurityModel
    from model.session import AssessmentSession

ANY = ""
"""Stands for every category."""

FIRST = ("aws", "azure-2026", "csa", "gbt22239")
"""Models shown at first: as many as there is room for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelsCard:
    """Everything the tab shows.

    Attributes:
        views: id and words of each way to look: by duty, or one model as it says; chosen is
            `view`. One model leaves out service models, shelf and categories.
        services: id and words of each service model; chosen is `service`.
        shelf: id, words and whether it is shown, of each model.
        categories: id and words of each; chosen is `category`.
        own_title, own: what the open service's own provider says otherwise; empty for none.
        headings: of the table.
        rows: id and cells of each line; a cell that differs begins with ≠.
        nothing: said in place of rows.
    """

    words: dict[str, str]
    views: tuple[tuple[str, str], ...]
    view: str
    services: tuple[tuple[str, str], ...]
    service: str
    shelf: tuple[tuple[str, str, bool], ...]
    categories: tuple[tuple[str, str], ...]
    category: str
    only_differing: bool
    own_title: str
    own: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    nothing: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelsDetails:
    """One line in full: name, definition, and what each model says with its source.

    Attributes:
        lines: heading, text and tone of each; the tone is "danger" where a model differs.
    """

    name: str
    definition: str
    lines: tuple[tuple[str, str, str], ...]


class ModelsView(Protocol):
    """What the presenter asks of the tab."""

    def show_card(self, card: ModelsCard) -> None: ...
    def show_details(self, details: ModelsDetails | None) -> None: ...
    def choose(self, line_id: str) -> None: ...


class ModelsPresenter:
    """Runs the tab; with an open service, its own division is the measure."""

    def __init__(
        self,
        session_of: Callable[[], AssessmentSession | None],
        catalog: Catalog,
        view: ModelsView,
    ) -> None:
        self._session_of = session_of
        self._catalog = catalog
        self._view = view
        self._matrix, self._shelf = load_matrix(), load_models()
        self._service: ServiceModel | None = None
        self._category = ANY
        self._only_differing = False
        self._chosen = [model.id for model in self._shelf.models if model.id in FIRST]
        self._published: SecurityModel | None = None

    def use_catalog(self, catalog: Catalog) -> None:
        """Take another language; the next `refresh` speaks it."""
        self._catalog = catalog

    def refresh(self) -> None:
        """Show the comparison as it stands."""
        self._view.show_card(self._card())

    def choose_service(self, service: str) -> None:
        """Compare in another service model."""
        self._service = ServiceModel(service)
        self.refresh()

    def look_as(self, view: str) -> None:
        """Show the duties side by side, or one model in its own layers."""
        self._published = self._shelf.by_id.get(view)
        self.refresh()

    def toggle_model(self, model_id: str) -> None:
        """Show a model, or leave it out; one is always shown."""
        if model_id not in self._chosen:
            self._chosen.append(model_id)
        elif len(self._chosen) > 1:
            self._chosen.remove(model_id)
        self.refresh()

    def narrow(self, category: str, *, only_differing: bool) -> None:
        """Show one category, or only what models see differently."""
        self._category, self._only_differing = category, only_differing
        self.refresh()

    def go_to(self, line_id: str, service: str) -> None:
        """Show one line in full, in a service model, whatever is left out now."""
        self._service, self._published = ServiceModel(service), None
        self._category, self._only_differing = ANY, False
        self.refresh()
        self._view.choose(line_id)

    def show(self, line_id: str) -> None:
        """Show one line in full."""
        if self._published is not None:
            self._view.show_details(self._layer(self._published, line_id))
            return
        line = next((line for line in self._lines() if line.id == line_id), None)
        self._view.show_details(self._details(line) if line is not None else None)

    def document(self) -> Document:
        """Return what is shown as a document to print or to edit."""
        session = self._measure()
        name = session.assessment.service.name if session is not None else ""
        return comparison_document(
            self._matrix, self._shelf, self._model, self._shown(), service=name
        )

    def _measure(self) -> AssessmentSession | None:
        """Return the open service where the comparison is in its own service model."""
        session = self._session_of()
        if session is None or session.matrix.id != self._matrix.id:
            return None
        return session if session.assessment.service.model is self._model else None

    @property
    def _model(self) -> ServiceModel:
        session = self._session_of()
        held = session.assessment.service.model if session is not None else ServiceModel.IAAS
        return self._service or held

    def _lines(self, *, every_model: bool = False) -> tuple[ComparedLine, ...]:
        session = self._measure()
        return compare(
            self._matrix,
            self._shelf,
            self._model,
            session.evaluation.division if session is not None else None,
            None if every_model else self._chosen,
        )

    def _shown(self) -> list[ComparedLine]:
        return [
            line
            for line in self._lines()
            if self._category in (ANY, line.category_id)
            and (line.disagrees or not self._only_differing)
        ]

    def _card(self) -> ModelsCard:
        if self._published is not None:
            return self._published_card(self._published)
        say, catalog = self._catalog.text, self._catalog
        lines = self._shown()
        own_title, own = self._own()
        return ModelsCard(
            words=self._catalog.messages("learn"),
            views=self._views(),
            view=ANY,
            services=tuple((model.value, model.label) for model in ServiceModel),
            service=self._model.value,
            shelf=tuple(
                (model.id, catalog.say(model.short), model.id in self._chosen)
                for model in self._shelf.models
            ),
            categories=(
                (ANY, say("learn.compare.every")),
                *((c.id, catalog.say(c.name)) for c in self._matrix.categories),
                (TOPICS, say("learn.compare.topics")),
            ),
            category=self._category,
            only_differing=self._only_differing,
            own_title=own_title,
            own=own,
            headings=self._headings(),
            rows=tuple((line.id, self._cells(line)) for line in lines),
            nothing=say("learn.compare.nothing"),
            source=catalog.say(self._shelf.source),
        )

    def _views(self) -> tuple[tuple[str, str], ...]:
        say, catalog = self._catalog.text, self._catalog
        each = (
            (model.id, say("learn.compare.view.model", model=catalog.say(model.short)))
            for model in self._shelf.models
        )
        return ((ANY, say("learn.compare.view.duties")), *each)

    def _published_card(self, model: SecurityModel) -> ModelsCard:
        """Return one model in its own layers and classes of service."""
        say, catalog = self._catalog.text, self._catalog
        columns = tuple(wording.column_text(column, catalog) for column in model.columns)
        return ModelsCard(
            words=self._catalog.messages("learn"),
            views=self._views(),
            view=model.id,
            services=(),
            service="",
            shelf=(),
            categories=(),
            category=ANY,
            only_differing=False,
            own_title=wording.edition(model, catalog),
            own=(catalog.say(model.remark),) if model.remark else (),
            headings=(say("learn.compare.layer"), *columns),
            rows=tuple(
                (
                    row.id,
                    (
                        catalog.say(row.name),
                        *(wording.row_text(row, column, catalog) for column in model.columns),
                    ),
                )
                for row in model.rows
            ),
            nothing="",
            source=catalog.say(self._shelf.source),
        )

    def _layer(self, model: SecurityModel, row_id: str) -> ModelsDetails | None:
        catalog = self._catalog
        row = next((row for row in model.rows if row.id == row_id), None)
        if row is None:
            return None
        lines = [
            (
                wording.column_text(column, catalog),
                wording.row_text(row, column, catalog),
                "",
            )
            for column in model.columns
        ]
        if row.note is not None:
            lines.append((catalog.text("learn.compare.reasons"), catalog.say(row.note), ""))
        return ModelsDetails(
            name=catalog.say(row.name),
            definition=wording.covered(row, self._matrix, self._shelf, catalog),
            lines=tuple(lines),
        )

    def _headings(self) -> tuple[str, ...]:
        say = self._catalog.text
        session = self._measure()
        ours = (session.assessment.service.name,) if session is not None else ()
        first = next(iter(self._lines()))
        names = (wording.cell_name(cell, self._catalog) for cell in first.cells)
        return (say("learn.compare.duty"), say("learn.compare.paper"), *ours, *names)

    def _cells(self, line: ComparedLine) -> tuple[str, ...]:
        catalog = self._catalog
        ours: tuple[str, ...] = ()
        if self._measure() is not None:
            is_duty = line.responsibility is not None
            ours = (wording.holder_name(line.ours, catalog) if is_duty else "–",)
        return (
            wording.line_name(line, catalog),
            wording.holder_name(line.paper, catalog),
            *ours,
            *(self._cell(line, cell) for cell in line.cells),
        )

    def _cell(self, line: ComparedLine, cell: ComparedCell) -> str:
        text = wording.cell_text(cell, self._catalog)
        return f"≠ {text}" if cell in line.disagreeing else text

    def _own(self) -> tuple[str, tuple[str, ...]]:
        """Return where the open service's own provider differs from the agreed division."""
        session = self._measure()
        if session is None or not session.assessment.service.provider:
            return "", ()
        say, service = self._catalog.text, session.assessment.service
        name = provider_name(service, self._catalog)
        if service.provider not in {model.provider for model in self._shelf.models}:
            return say("learn.compare.own.none", provider=name), ()
        found = own_model_differs(self._lines(every_model=True), service.provider)
        if not found:
            return say("learn.compare.own.same", provider=name), ()
        title = say("learn.compare.own", provider=name, count=len(found))
        return title, tuple(
            say(
                "learn.compare.own.line",
                duty=wording.line_name(line, self._catalog),
                text=wording.difference(line, cell, self._catalog),
            )
            for line, cell in found
        )

    def _details(self, line: ComparedLine) -> ModelsDetails:
        catalog = self._catalog
        duty = line.responsibility
        lines = []
        for cell in line.cells:
            differs = cell in line.disagreeing
            text = wording.difference(line, cell, catalog) if differs else ""
            source = wording.cell_source(cell, catalog)
            told = text or wording.cell_text(cell, catalog)
            heading = wording.cell_name(cell, catalog)
            tone = "danger" if differs else ""
            lines.append((heading, f"{told}\n{source}", tone))
        return ModelsDetails(
            name=wording.line_name(line, catalog),
            definition=catalog.say(duty.definition) if duty is not None else "",
            lines=tuple(lines),
        )
