"""Set-up: what an assessment looks at, on one page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from model.assessment import CloudService
from model.facts import Depth, Fact
from model.responsibility import ServiceModel
from model.text import clean_line
from model.wording import KNOWN_PROVIDERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.assessment import Assessment
    from model.i18n import Catalog
    from model.questionnaire import Questionnaire
    from model.responsibility import ResponsibilityMatrix


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A questionnaire that an assessment can be made with."""

    matrix: ResponsibilityMatrix
    questionnaire: Questionnaire

    @property
    def id(self) -> str:
        """Return the id of the questionnaire."""
        return self.questionnaire.id


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupForm:
    """What the user entered."""

    questionnaire: Questionnaire
    organisation: str
    service: CloudService
    depth: Depth
    facts: dict[Fact, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupCard:
    """Everything the page shows.

    Attributes:
        used: the questionnaire of an open assessment and its version; empty for a new one.
        newer: what to say about a newer version of the questionnaire; empty where there is none.
        questionnaires: id, title and size of each; empty where there is nothing to choose.
        providers: id and name of each known provider.
        provider: an id of `providers`, or a name as typed.
        models: id, name and explanation of each service model.
        facts: id, question and answer of each fact.
        depths: id, name and explanation; empty where there is nothing to choose.
    """

    words: dict[str, str]
    used: str
    newer: str
    questionnaires: tuple[tuple[str, str, str], ...]
    questionnaire: str
    organisation: str
    service: str
    providers: tuple[tuple[str, str], ...]
    provider: str
    models: tuple[tuple[str, str, str], ...]
    model: str
    facts: tuple[tuple[str, str, bool], ...]
    depths: tuple[tuple[str, str, str], ...]
    depth: str
    yes: str
    no: str


class SetupView(Protocol):
    """What the presenter asks of the page."""

    def show_card(self, card: SetupCard) -> None: ...
    def show_missing(self, message: str) -> None: ...
    def show_newer(self, text: str) -> None: ...
    def entered(self) -> dict[str, object] | None: ...


class SetupPresenter:
    """Runs the set-up page, for a new assessment or an open one.

    Args:
        kept: tells what is set up already; None for a new one.
        offers: the questionnaires to choose from, the usual one first; for an open assessment
            only its own.
        newest: tells the newest version of the open assessment's questionnaire; None for a new
            assessment.
        save: keeps a complete form and goes on.
    """

    def __init__(
        self,
        kept: Callable[[], Assessment | None],
        offers: tuple[Offer, ...],
        save: Callable[[SetupForm], None],
        catalog: Catalog,
        view: SetupView,
        newest: Callable[[], str | None] = lambda: None,
    ) -> None:
        self._kept = kept
        self._draft: dict[str, object] | None = None
        self._offers = {offer.id: offer for offer in offers}
        self._chosen = offers[0]
        self._newest = newest
        self._save = save
        self._catalog = catalog
        self._view = view

    def refresh(self) -> None:
        """Show the form as it is kept, or as it is being filled in."""
        card = self._card()
        if self._draft is not None:
            card = self._with_draft(card, self._draft)
            self._draft = None
        self._view.show_card(card)

    def look_for_newer(self) -> None:
        """Say whether there is a newer version by now; what is filled in stays."""
        self._view.show_newer(self._newer())

    def choose(self, questionnaire_id: str) -> None:
        """Ask for what another questionnaire needs; what is filled in stays."""
        self._draft = self._view.entered()
        self._chosen = self._offers[questionnaire_id]
        self.refresh()

    def finish(self, entered: dict[str, object]) -> None:
        """Keep what was entered, or say what is missing."""
        organisation = clean_line(str(entered["organisation"]))
        service = clean_line(str(entered["service"]))
        if not organisation or not service:
            self._view.show_missing(self._catalog.text("setup.missing"))
            return
        facts = entered["facts"]
        given = facts if isinstance(facts, dict) else {}
        self._save(
            SetupForm(
                questionnaire=self._chosen.questionnaire,
                organisation=organisation,
                service=CloudService(
                    name=service,
                    provider=self._provider_id(clean_line(str(entered["provider"]))),
                    model=ServiceModel(str(entered["model"])),
                ),
                depth=Depth(str(entered["depth"])),
                facts={Fact(name): bool(value) for name, value in given.items()},
            )
        )

    def use_catalog(self, catalog: Catalog) -> None:
        """Take another language; the next `refresh` speaks it, and keeps what is entered."""
        self._draft = self._view.entered()
        self._catalog = catalog

    def _card(self) -> SetupCard:
        say = self._catalog.text
        kept = self._kept()
        models, facts = self._chosen.matrix.models, self._chosen.questionnaire.facts
        depths = self._chosen.questionnaire.depths
        return SetupCard(
            words=self._catalog.messages("setup"),
            used=self._used(),
            newer=self._newer(),
            questionnaires=self._questionnaires(),
            questionnaire=self._chosen.id,
            organisation=kept.organisation if kept else "",
            service=kept.service.name if kept else "",
            providers=tuple((p, say(f"word.provider.{p}")) for p in KNOWN_PROVIDERS),
            provider=kept.service.provider if kept else "",
            models=tuple((m.value, m.label, say(f"setup.model.{m}.text")) for m in models),
            model=kept.service.model.value if kept else models[0].value,
            facts=tuple(
                (f.value, say(f"word.fact.{f}"), kept.holds(f) if kept else True) for f in facts
            ),
            depths=tuple(
                (d.value, say(f"word.depth.{d}"), say(f"setup.depth.{d}.text"))
                for d in depths
                if len(depths) > 1
            ),
            depth=(kept.depth if kept else Depth.EXPRESS).value,
            yes=say("word.yes"),
            no=say("word.no"),
        )

    def _questionnaires(self) -> tuple[tuple[str, str, str], ...]:
        if len(self._offers) == 1:
            return ()
        return tuple(
            (
                offer.id,
                self._catalog.say(offer.questionnaire.title),
                self._catalog.text(
                    "setup.questionnaire.text",
                    id=offer.id,
                    version=offer.questionnaire.version,
                    count=len(offer.questionnaire.questions),
                    models=", ".join(model.label for model in offer.matrix.models),
                ),
            )
            for offer in self._offers.values()
        )

    def _used(self) -> str:
        if self._kept() is None:
            return ""
        questionnaire = self._chosen.questionnaire
        title, version = self._catalog.say(questionnaire.title), questionnaire.version
        return self._catalog.text("setup.used", title=title, version=version)

    def _newer(self) -> str:
        version = self._chosen.questionnaire.version
        newest = self._newest()
        if newest is None or newest == version:
            return ""
        return self._catalog.text("setup.newer", version=version, newest=newest)

    def _with_draft(self, card: SetupCard, draft: dict[str, object]) -> SetupCard:
        facts = draft["facts"]
        given = facts if isinstance(facts, dict) else {}
        return replace(
            card,
            organisation=str(draft["organisation"]),
            service=str(draft["service"]),
            provider=str(draft["provider"]),
            model=self._known_model(str(draft["model"]), card),
            facts=tuple((fact, text, given.get(fact, value)) for fact, text, value in card.facts),
            depth=str(draft["depth"]),
        )

    @staticmethod
    def _known_model(entered: str, card: SetupCard) -> str:
        """Return the model entered, or the first where this questionnaire does not have it."""
        return entered if entered in {model for model, _, _ in card.models} else card.model

    def _provider_id(self, typed: str) -> str:
        """Return the id of a known provider by its name, or the name as typed."""
        for provider in KNOWN_PROVIDERS:
            if typed.casefold() == self._catalog.text(f"word.provider.{provider}").casefold():
                return provider
        return typed
