"""What if we moved: another service model or agreed option, tried without keeping it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Protocol

from model.assessment import KNOWN_BY, AgreedOption
from model.division import Authority
from model.moving import CONTRACT, carried_options, moved
from model.responsibility import Allocation, ServiceModel
from ui.presenters.base import SessionPresenter
from ui.presenters.list_card import ListAction, ListCard
from ui.presenters.moving_lists import LISTS, count, move_rows
from ui.presenters.moving_numbers import coverage_text, number_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.errors import AppError
    from model.i18n import Catalog
    from model.moving import Move
    from model.responsibility import Negotiation
    from model.session import AssessmentSession
    from ui.presenters.moving_numbers import NumberLine

NOBODY = "none"
"""Choice for "not agreed yet"."""

_STRONGER = (Authority.OVERRIDE, Authority.CONTRACT)
"""What counts before an agreed option."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedOption:
    """One negotiation of the service model that is tried.

    Attributes:
        options: id and words of each choice.
        chosen: an option's id, `NOBODY`, or empty while nothing was chosen.
        known_by: value and words of each way to know; empty where nothing is handed over.
        known_by_chosen: None while it was not chosen.
        note: why another option would change nothing; empty where it would.
    """

    id: str
    title: str
    options: tuple[tuple[str, str], ...]
    chosen: str
    known_by: tuple[tuple[int, str], ...]
    known_by_chosen: int | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MovingCard:
    """Everything the tab shows.

    Attributes:
        models: id and words of each service model; empty where there is only one.
        model: id of the one that is tried.
        numbers: empty where nothing can be tried.
        options: empty where the service model has nothing to agree.
        rows: the list that is chosen, with the ways to choose another.
        source: where the division comes from.
    """

    words: dict[str, str]
    models: tuple[tuple[str, str], ...]
    model: str
    numbers: tuple[NumberLine, ...]
    options: tuple[TriedOption, ...]
    rows: ListCard
    source: str


class MovingView(Protocol):
    """What the presenter asks of the tab."""

    def show_move(self, card: MovingCard) -> None: ...


class MovingPresenter(SessionPresenter[MovingView]):
    """Runs the tab; what is tried lives here only, and is forgotten with the session."""

    def __init__(
        self,
        session: AssessmentSession,
        catalog: Catalog,
        view: MovingView,
        report: Callable[[AppError], None],
    ) -> None:
        super().__init__(session, catalog, view, report)
        self._chosen: ServiceModel | None = None
        self._tried: dict[ServiceModel, dict[str, AgreedOption]] = {}
        self._list = LISTS[0]

    def refresh(self) -> None:
        """Show what would change as the session stands now."""
        self._view.show_move(self._card())

    def choose_model(self, model: str) -> None:
        """Try a service model."""
        self._chosen = ServiceModel(model)
        self.refresh()

    def choose_option(self, negotiation_id: str, choice: str) -> None:
        """Try an option; one that hands over is taken as in the contract at first."""
        option = None if choice == NOBODY else choice
        before = self._agreed().get(negotiation_id)
        known_by = None
        if option is not None and self._hands_over(negotiation_id, option):
            known_by = before.known_by if before is not None else None
            known_by = CONTRACT if known_by is None else known_by
        self._keep(negotiation_id, option, known_by)

    def know(self, negotiation_id: str, known_by: int) -> None:
        """Try how the customer would know that the provider holds it."""
        before = self._agreed().get(negotiation_id)
        if before is not None:
            self._keep(negotiation_id, before.option, known_by)

    def look_at(self, name: str) -> None:
        """Show one of the lists."""
        self._list = name
        self.refresh()

    def start_again(self) -> None:
        """Forget every option that was tried."""
        self._tried.clear()
        self.refresh()

    def text(self) -> str:
        """Return the whole result as plain text, for the clipboard."""
        move = self._move()
        options = (self._option_text(tried) for tried in self._options(move))
        numbers = (
            self._catalog.text("whatif.text.number", **asdict(line))
            for line in number_lines(move, self._catalog)
        )
        parts = [
            [self._title(move), self._catalog.text("whatif.unsaved")],
            [f"- {text}" for text in options],
            [*(f"- {text}" for text in numbers), coverage_text(move, self._catalog)],
            *(self._list_text(name, move) for name in LISTS),
            [self._catalog.say(self._session.matrix.source)],
        ]
        return "\n\n".join("\n".join(part) for part in parts if part)

    def _title(self, move: Move) -> str:
        assessment = self._session.assessment
        return self._catalog.text(
            "whatif.text.title",
            organisation=assessment.organisation,
            service=assessment.service.name,
            now=assessment.service.model.label,
            then=move.assessment.service.model.label,
        )

    def _option_text(self, tried: TriedOption) -> str:
        chosen = dict(tried.options).get(tried.chosen, self._catalog.text("whatif.option.open"))
        known = [words for value, words in tried.known_by if value == tried.known_by_chosen]
        return " | ".join([tried.title, chosen, *known])

    def _list_text(self, name: str, move: Move) -> list[str]:
        _, rows = move_rows(name, move, self._session.questionnaire, self._catalog)
        title = self._catalog.text(f"whatif.list.{name}", count=len(rows))
        lines = (" | ".join(" ".join(text.split()) for text in texts) for _, texts in rows)
        return [title, *(f"- {line}" for line in lines)]

    @property
    def _model(self) -> ServiceModel:
        """Return what is tried: at first the next service model, where there is one."""
        if self._chosen is not None:
            return self._chosen
        models, now = self._session.matrix.models, self._session.assessment.service.model
        at = models.index(now) + 1
        return models[at] if at < len(models) else models[max(0, at - 2)]

    def _agreed(self) -> dict[str, AgreedOption]:
        model = self._model
        if model is self._session.assessment.service.model:
            kept = dict(self._session.assessment.agreed)
        else:
            kept = carried_options(self._session.matrix, self._session.assessment, model)
        return {**kept, **self._tried.get(model, {})}

    def _keep(self, negotiation_id: str, option: str | None, known_by: int | None) -> None:
        agreed = AgreedOption(negotiation_id=negotiation_id, option=option, known_by=known_by)
        self._tried.setdefault(self._model, {})[negotiation_id] = agreed
        self.refresh()

    def _move(self) -> Move:
        session = self._session
        what = (session.matrix, session.questionnaire, session.heard)
        return moved(*what, self._model, self._agreed())

    def _negotiations(self) -> tuple[Negotiation, ...]:
        return self._session.matrix.negotiations_of(self._model)

    def _hands_over(self, negotiation_id: str, option_id: str) -> bool:
        option = self._session.matrix.negotiation_by_id[negotiation_id].option(option_id)
        return option is not None and option.allocation is Allocation.PROVIDER

    def _card(self) -> MovingCard:
        matrix, move = self._session.matrix, self._move()
        models = tuple((model.value, self._model_words(model)) for model in matrix.models)
        can_try = len(models) > 1 or bool(self._negotiations())
        return MovingCard(
            words=self._catalog.messages("whatif"),
            models=models if len(models) > 1 else (),
            model=self._model.value,
            numbers=number_lines(move, self._catalog) if can_try else (),
            options=self._options(move),
            rows=self._rows(move) if can_try else self._nothing(),
            source=self._catalog.say(matrix.source),
        )

    def _model_words(self, model: ServiceModel) -> str:
        if model is not self._session.assessment.service.model:
            return model.label
        return self._catalog.text("whatif.model.now", model=model.label)

    def _options(self, move: Move) -> tuple[TriedOption, ...]:
        return tuple(self._option(negotiation, move) for negotiation in self._negotiations())

    def _option(self, negotiation: Negotiation, move: Move) -> TriedOption:
        say = self._catalog.text
        agreed = move.assessment.agreed.get(negotiation.id)
        chosen = "" if agreed is None else agreed.option or NOBODY
        handed = bool(chosen) and self._hands_over(negotiation.id, chosen)
        duty = self._session.matrix.negotiated(negotiation.id, self._model)
        authority = move.after.division.by_id[duty.id].authority
        is_fixed = authority in _STRONGER
        options = tuple((o.id, self._catalog.say(o.label)) for o in negotiation.options)
        return TriedOption(
            id=negotiation.id,
            title=self._catalog.say(negotiation.title),
            options=(*options, (NOBODY, say("whatif.option.none"))),
            chosen=chosen,
            known_by=tuple((k, say(f"word.known_by.{k}")) for k in KNOWN_BY) if handed else (),
            known_by_chosen=agreed.known_by if agreed is not None else None,
            note=say("whatif.fixed", by=say(f"word.authority.{authority}")) if is_fixed else "",
        )

    def _rows(self, move: Move) -> ListCard:
        say = self._catalog.text
        headings, rows = move_rows(self._list, move, self._session.questionnaire, self._catalog)
        return ListCard(
            intro=say("whatif.intro"),
            name=say(f"whatif.list.{self._list}", count=len(rows)),
            facts=self._facts(move),
            notice=coverage_text(move, self._catalog),
            choices=tuple(
                (name, say(f"whatif.list.{name}", count=count(name, move)), name == self._list)
                for name in LISTS
            ),
            headings=headings,
            rows=rows,
            nothing=say(f"whatif.nothing.{self._list}"),
            actions=(
                ListAction(
                    name="copy", text=say("whatif.copy"), icon="clipboard-list", needs_row=False
                ),
                ListAction(
                    name="again",
                    text=say("whatif.again"),
                    icon="rotate-ccw",
                    needs_row=False,
                    is_enabled=bool(self._tried),
                ),
            ),
        )

    def _facts(self, move: Move) -> str:
        if move.left_behind:
            return self._catalog.text("whatif.left_behind", count=move.left_behind)
        return self._catalog.text("whatif.same") if move.changes_nothing else ""

    def _nothing(self) -> ListCard:
        say = self._catalog.text
        return ListCard(
            intro=say("whatif.intro"),
            name=say("whatif.numbers"),
            headings=(),
            rows=(),
            nothing=say("whatif.nothing_to_try"),
        )
