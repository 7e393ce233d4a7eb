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


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupForm:
    """What the user entered."""

    organisation: str
    service: CloudService
    depth: Depth
    facts: dict[Fact, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupCard:
    """Everything the page shows.

    Attributes:
        providers: id and name of each known provider.
        provider: an id of `providers`, or a name as typed.
        models: id, name and explanation of each service model.
        facts: id, question and answer of each fact.
        depths: id, name and explanation; empty where there is nothing to choose.
    """

    words: dict[str, str]
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
    def entered(self) -> dict[str, object] | None: ...


class SetupPresenter:
    """Runs the set-up page, for a new assessment or an open one.

    Args:
        kept: tells what is set up already; None for a new one.
        depths: the depths that the questionnaire has.
        save: keeps a complete form and goes on.
    """

    def __init__(
        self,
        kept: Callable[[], Assessment | None],
        depths: tuple[Depth, ...],
        save: Callable[[SetupForm], None],
        catalog: Catalog,
        view: SetupView,
    ) -> None:
        self._kept = kept
        self._draft: dict[str, object] | None = None
        self._depths = depths
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
        return SetupCard(
            words=self._catalog.messages("setup"),
            organisation=kept.organisation if kept else "",
            service=kept.service.name if kept else "",
            providers=tuple((p, say(f"word.provider.{p}")) for p in KNOWN_PROVIDERS),
            provider=kept.service.provider if kept else "",
            models=tuple((m.value, m.label, say(f"setup.model.{m}.text")) for m in ServiceModel),
            model=kept.service.model.value if kept else ServiceModel.IAAS.value,
            facts=tuple(
                (f.value, say(f"word.fact.{f}"), kept.holds(f) if kept else True) for f in Fact
            ),
            depths=tuple(
                (d.value, say(f"word.depth.{d}"), say(f"setup.depth.{d}.text"))
                for d in self._depths
                if len(self._depths) > 1
            ),
            depth=(kept.depth if kept else Depth.EXPRESS).value,
            yes=say("word.yes"),
            no=say("word.no"),
        )

    def _with_draft(self, card: SetupCard, draft: dict[str, object]) -> SetupCard:
        facts = draft["facts"]
        given = facts if isinstance(facts, dict) else {}
        return replace(
            card,
            organisation=str(draft["organisation"]),
            service=str(draft["service"]),
            provider=str(draft["provider"]),
            model=str(draft["model"]),
            facts=tuple((fact, text, given.get(fact, value)) for fact, text, value in card.facts),
            depth=str(draft["depth"]),
        )

    def _provider_id(self, typed: str) -> str:
        """Return the id of a known provider by its name, or the name as typed."""
        for provider in KNOWN_PROVIDERS:
            if typed.casefold() == self._catalog.text(f"word.provider.{provider}").casefold():
                return provider
        return typed
