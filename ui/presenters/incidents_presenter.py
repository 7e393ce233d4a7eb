"""Incidents: which kind happened, and whose duties it touches under which division."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from model.assessment import AgreedOption
from model.content.learning import load_incidents
from model.content.loader import load_matrix, load_questionnaire
from model.division import divide
from model.incident_worksheet import About, incident_worksheet
from model.moving import CONTRACT
from model.responsibility import Allocation, ServiceModel
from model.wording import responsibility_name
from ui.presenters.incident_details import (
    Basis,
    IncidentDetails,
    Judged,
    TriedAgreement,
    incident_details,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.division import Division
    from model.document import Document
    from model.i18n import Catalog
    from model.incidents import Incident
    from model.questionnaire import ExtensionDuty
    from model.responsibility import Negotiation
    from model.session import AssessmentSession

ANY = ""
"""Stands for every service model, and for every category."""

OWN = "own"
"""Stands for the division of the open assessment."""

NOBODY = "none"
"""Choice for "not agreed yet"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentsCard:
    """The list of kinds, and what narrows it.

    Attributes:
        models, categories: id and words of each; chosen are `model` and `category`.
        rows: id and title of each kind.
        verdict: that nothing here is a legal verdict.
    """

    words: dict[str, str]
    models: tuple[tuple[str, str], ...]
    model: str
    categories: tuple[tuple[str, str], ...]
    category: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    nothing: str
    verdict: str


class IncidentsView(Protocol):
    """What the presenter asks of the tab."""

    def show_card(self, card: IncidentsCard) -> None: ...
    def show_details(self, details: IncidentDetails | None) -> None: ...


class IncidentsPresenter:
    """Runs the tab; what is tried lives here only."""

    def __init__(
        self,
        session_of: Callable[[], AssessmentSession | None],
        catalog: Catalog,
        view: IncidentsView,
    ) -> None:
        self._session_of = session_of
        self._catalog = catalog
        self._view = view
        self._matrix, self._shelf = load_matrix(), load_incidents()
        self._model, self._category, self._sought = ANY, ANY, ""
        self._basis = OWN
        self._tried: dict[str, str] = {}
        self._chosen = ""

    def use_catalog(self, catalog: Catalog) -> None:
        """Take another language; the next `refresh` speaks it."""
        self._catalog = catalog

    def refresh(self) -> None:
        """Show the list, and the kind that is chosen, as they stand."""
        self._view.show_card(self._card())

    def narrow(self, model: str, category: str) -> None:
        """List what can happen in one service model, or touches one category."""
        self._model, self._category = model, category
        self.refresh()

    def find(self, words: str) -> None:
        """List what speaks of some words, whatever their order."""
        self._sought = words
        self.refresh()

    def show(self, incident_id: str) -> None:
        """Show one kind in full."""
        self._chosen = incident_id
        self._show_details()

    def choose_basis(self, basis: str) -> None:
        """Judge by the open service's own division, or by the default of a service model."""
        self._basis = basis
        self._show_details()

    def choose_option(self, negotiation_id: str, choice: str) -> None:
        """Judge as if an option were agreed; nothing of it is kept."""
        self._tried[negotiation_id] = choice
        self._show_details()

    def document(self) -> Document | None:
        """Return the worksheet of the kind that is shown; None where none is."""
        incident = self._shelf.by_id.get(self._chosen)
        if incident is None:
            return None
        session, judged = self._measure(), self._judged(incident)
        about = None
        if session is not None:
            about = About(
                organisation=session.assessment.organisation,
                service=session.assessment.service.name,
                is_own=judged.is_own,
            )
        return incident_worksheet(
            incident, judged.division, self._shelf.source, about, judged.beyond
        )

    @property
    def model(self) -> ServiceModel:
        """Return the service model by whose division is judged."""
        session = self._measure()
        if self._basis != OWN:
            return ServiceModel(self._basis)
        return session.assessment.service.model if session is not None else ServiceModel.IAAS

    def _measure(self) -> AssessmentSession | None:
        """Return the open assessment where it divides by the same matrix."""
        session = self._session_of()
        return session if session is not None and session.matrix.id == self._matrix.id else None

    def _card(self) -> IncidentsCard:
        say, catalog = self._catalog.text, self._catalog
        found = [each for each in self._shelf.incidents if self._fits(each)]
        return IncidentsCard(
            words=catalog.messages("learn"),
            models=(
                (ANY, say("learn.incident.every_model")),
                *((model.value, model.label) for model in ServiceModel),
            ),
            model=self._model,
            categories=(
                (ANY, say("learn.compare.every")),
                *((c.id, catalog.say(c.name)) for c in self._matrix.categories),
            ),
            category=self._category,
            headings=(say("learn.incident.kinds", count=len(found)),),
            rows=tuple((each.id, (catalog.say(each.title),)) for each in found),
            nothing=say("learn.incident.nothing"),
            verdict=say("learn.incident.no_verdict.short"),
        )

    def _fits(self, incident: Incident) -> bool:
        duties = [self._matrix.by_id[duty.responsibility_id] for duty in incident.duties]
        if self._model and ServiceModel(self._model) not in incident.models:
            return False
        if self._category and all(duty.category_id != self._category for duty in duties):
            return False
        say = self._catalog.say
        names = (responsibility_name(duty, self._catalog) for duty in duties)
        text = " ".join((say(incident.title), say(incident.story), *names)).casefold()
        return all(word in text for word in self._sought.casefold().split())

    def _show_details(self) -> None:
        incident = self._shelf.by_id.get(self._chosen)
        if incident is None:
            self._view.show_details(None)
            return
        judged = self._judged(incident)
        basis = self._basis_of(incident, judged)
        details = incident_details(judged, basis, self._shelf.source, self._catalog)
        self._view.show_details(details)

    def _judged(self, incident: Incident) -> Judged:
        session = self._measure()
        is_own = session is not None and self._basis == OWN
        return Judged(
            incident=incident,
            division=self._division(session if is_own else None),
            beyond=self._beyond(incident, session),
            questions=_first_questions(session) if session is not None else {},
            is_own=is_own,
        )

    def _division(self, own: AssessmentSession | None) -> Division:
        """Return the division of an assessment, or that of the options tried."""
        if own is not None:
            return own.evaluation.division
        agreed = {
            negotiation.id: self._agreed(negotiation)
            for negotiation in self._matrix.negotiations_of(self.model)
            if self._tried.get(negotiation.id, NOBODY) != NOBODY
        }
        return divide(self._matrix, self.model, agreed, {})

    def _agreed(self, negotiation: Negotiation) -> AgreedOption:
        """Return an option as if it stood in the contract."""
        choice = self._tried[negotiation.id]
        option = negotiation.option(choice)
        is_handed_over = option is not None and option.allocation is Allocation.PROVIDER
        known_by = CONTRACT if is_handed_over else None
        return AgreedOption(negotiation_id=negotiation.id, option=choice, known_by=known_by)

    def _beyond(
        self, incident: Incident, session: AssessmentSession | None
    ) -> tuple[ExtensionDuty, ...]:
        """Return duties beyond the paper, as the questionnaire in use words them."""
        if not incident.beyond:
            return ()
        usual = load_questionnaire().extension_by_id
        known = {**usual, **(session.questionnaire.extension_by_id if session is not None else {})}
        return tuple(known[each] for each in incident.beyond)

    def _basis_of(self, incident: Incident, judged: Judged) -> Basis:
        say, session, label = self._catalog.text, self._measure(), judged.division.model.label
        own = ((OWN, say("learn.incident.basis.own")),) if session is not None else ()
        text = say("learn.incident.basis.default", model=label)
        if judged.is_own and session is not None:
            name = session.assessment.service.name
            text = say("learn.incident.basis.service", service=name, model=label)
        return Basis(
            choices=(*own, *((model.value, model.label) for model in ServiceModel)),
            chosen=OWN if judged.is_own else judged.division.model.value,
            text=text,
            agreements=() if judged.is_own else self._agreements(incident),
        )

    def _agreements(self, incident: Incident) -> tuple[TriedAgreement, ...]:
        """Return what can be agreed for the duties of an incident, in the paper's order."""
        model, words = self.model, self._catalog.say
        duties = (self._matrix.by_id[duty.responsibility_id] for duty in incident.duties)
        wanted = {duty.negotiation[model] for duty in duties if model in duty.negotiation}
        nobody = (NOBODY, self._catalog.text("whatif.option.none"))
        return tuple(
            TriedAgreement(
                id=each.id,
                title=words(each.title),
                choices=(*((o.id, words(o.label)) for o in each.options), nobody),
                chosen=self._tried.get(each.id, NOBODY),
            )
            for each in self._matrix.negotiations_of(model)
            if each.id in wanted
        )


def _first_questions(session: AssessmentSession) -> dict[str, str]:
    """Return the first question of each duty that the open assessment asks about."""
    duties = (score.duty for score in session.evaluation.duties)
    return {duty.id: duty.questions[0].id for duty in duties if duty.questions}
