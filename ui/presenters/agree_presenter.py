"""What the paper leaves to be agreed, and what each option would mean before it is chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from model.assessment import KNOWN_BY, AgreedOption
from model.change import Change, Part, apply
from model.division import DutyState
from model.evaluation import evaluate
from model.ledger import DivisionGap
from model.responsibility import Allocation
from model.rounding import one_decimal
from model.wording import responsibility_name, state_key
from ui.presenters.base import SessionPresenter
from ui.presenters.division_head import is_settled

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from model.division import DivisionCell
    from model.errors import AppError
    from model.evaluation import Evaluation
    from model.i18n import Catalog
    from model.responsibility import Negotiation, NegotiationOption
    from model.session import AssessmentSession

NOBODY = "none"
"""Choice of the page for "nobody agreed, or we don't know"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeCard:
    """One negotiable duty.

    Attributes:
        options: id, sentence, and what each side then does.
        effects: what choosing an option would mean, by its id; empty while it is worked out.
        chosen: the option's id, `NOBODY`, or None while it was not asked.
        known_by: value and words of each way to know; empty where nothing is handed over.
        known_by_chosen: None while it was not asked.
        status: what the choice means now; its tone is good, warning, danger or plain.
    """

    id: str
    title: str
    name: str
    options: tuple[tuple[str, str, str], ...]
    effects: dict[str, str]
    chosen: str | None
    known_by: tuple[tuple[int, str], ...]
    known_by_chosen: int | None
    status: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeTabCard:
    """Everything the tab shows."""

    words: dict[str, str]
    title: str
    agree: tuple[AgreeCard, ...]


class AgreeView(Protocol):
    """What the presenter asks of the tab."""

    def show_card(self, card: AgreeTabCard) -> None: ...
    def show_effect(self, negotiation_id: str, option_id: str, text: str) -> None: ...


class AgreePresenter(SessionPresenter[AgreeView]):
    """Runs the tab of what is to be agreed."""

    def __init__(
        self,
        session: AssessmentSession,
        catalog: Catalog,
        view: AgreeView,
        report: Callable[[AppError], None],
    ) -> None:
        super().__init__(session, catalog, view, report)
        self._worked_out_for: Evaluation | None = None
        self._effects: dict[tuple[str, str], str] = {}

    def use_catalog(self, catalog: Catalog) -> None:
        """Take another language; the effects are worded again."""
        super().use_catalog(catalog)
        self._worked_out_for = None

    def refresh(self) -> None:
        """Show what is to be agreed as it stands."""
        self._forget_old()
        say = self._catalog.text
        agree = tuple(self._agree_card(n) for n in self._negotiations())
        settled = sum(is_settled(self._session, each.id) for each in agree)
        self._view.show_card(
            AgreeTabCard(
                words=self._catalog.messages("division"),
                title=say("division.agree.title", settled=settled, count=len(agree)),
                agree=agree,
            )
        )

    def choose(self, negotiation_id: str, choice: str) -> None:
        """Record the agreed option; how the customer knows is kept."""
        agreed = self._chosen(negotiation_id, choice)
        self._try(lambda: self._session.agree(negotiation_id, agreed))

    def know(self, negotiation_id: str, known_by: int) -> None:
        """Record how the customer knows that the provider holds it."""
        before = self._session.assessment.agreed[negotiation_id]
        agreed = replace(before, known_by=known_by)
        self._try(lambda: self._session.agree(negotiation_id, agreed))

    def prepare(self) -> bool:
        """Work out what one more option would mean; says whether one is left.

        It scores the assessment again, and so is called while there is nothing else to do.
        """
        self._forget_old()
        for negotiation in self._negotiations():
            for option in (*(o.id for o in negotiation.options), NOBODY):
                if (negotiation.id, option) not in self._effects:
                    text = self._effect(negotiation.id, option)
                    self._effects[negotiation.id, option] = text
                    self._view.show_effect(negotiation.id, option, text)
                    return True
        return False

    def _forget_old(self) -> None:
        now = self._session.evaluation
        if self._worked_out_for is not now:
            self._worked_out_for, self._effects = now, {}

    def _chosen(self, negotiation_id: str, choice: str) -> AgreedOption:
        before = self._session.assessment.agreed.get(negotiation_id)
        option = None if choice == NOBODY else choice
        known_by = before.known_by if before is not None and option is not None else None
        return AgreedOption(negotiation_id=negotiation_id, option=option, known_by=known_by)

    def _effect(self, negotiation_id: str, choice: str) -> str:
        """Return what choosing an option would do to the questions and to the share carried."""
        session, say = self._session, self._catalog.text
        before = session.assessment.agreed.get(negotiation_id)
        if before is not None and choice == (before.option or NOBODY):
            return say("division.effect.now")
        change = Change(
            part=Part.AGREED,
            key=negotiation_id,
            before=before,
            after=self._chosen(negotiation_id, choice),
        )
        then = evaluate(session.matrix, session.questionnaire, apply(session.heard, [change]))
        now = session.evaluation
        asked_now, asked_then = ({q.id for q in e.asked} for e in (now, then))
        more, fewer = len(asked_then - asked_now), len(asked_now - asked_then)
        parts = [
            say(f"division.effect.{name}", count=count)
            for name, count in (("more", more), ("fewer", fewer))
            if count
        ]
        share = {"before": _figure(now.share.value), "after": _figure(then.share.value)}
        is_same = share["before"] == share["after"]
        parts = parts or [say("division.effect.same")]
        parts.append(say(f"division.effect.share{'.same' if is_same else ''}", **share))
        return " · ".join(parts)

    def _negotiations(self) -> tuple[Negotiation, ...]:
        return self._session.matrix.negotiations_of(self._session.assessment.service.model)

    def _agree_card(self, negotiation: Negotiation) -> AgreeCard:
        model = self._session.assessment.service.model
        duty = self._session.matrix.negotiated(negotiation.id, model)
        cell = self._session.evaluation.division.by_id[duty.id]
        agreed = self._session.assessment.agreed.get(negotiation.id)
        handed = cell.option is not None and cell.option.allocation is Allocation.PROVIDER
        status, tone = self._status(cell)
        options = tuple(
            (o.id, self._catalog.say(o.label), self._sides(o)) for o in negotiation.options
        )
        return AgreeCard(
            id=negotiation.id,
            title=self._catalog.say(negotiation.title),
            name=responsibility_name(duty, self._catalog),
            options=(*options, (NOBODY, self._catalog.text("division.agree.none"), "")),
            effects={o: text for (n, o), text in self._effects.items() if n == negotiation.id},
            chosen=None if agreed is None else (agreed.option or NOBODY),
            known_by=self._ways_to_know() if handed else (),
            known_by_chosen=agreed.known_by if agreed else None,
            status=status,
            tone=tone,
        )

    def _ways_to_know(self) -> tuple[tuple[int, str], ...]:
        return tuple((k, self._catalog.text(f"word.known_by.{k}")) for k in KNOWN_BY)

    def _sides(self, option: NegotiationOption) -> str:
        parts = (("division.theirs", option.provider), ("division.yours", option.customer))
        return "\n".join(
            self._catalog.text(key, text=self._catalog.say(part)) for key, part in parts if part
        )

    def _status(self, cell: DivisionCell) -> tuple[str, str]:
        say = self._catalog.text
        if cell.state is DutyState.PENDING:
            return say("division.agree.pending"), "plain"
        if cell.gap is DivisionGap.ASSUMED:
            return say("division.agree.assumed"), "danger"
        if cell.state is DutyState.ORPHAN:
            return say("division.agree.orphan"), "danger"
        if cell.gap is not None:
            return say(f"word.gap.{cell.gap}"), "danger"
        return say(f"word.state.{state_key(cell)}"), "good"


def _figure(share: Fraction | None) -> str:
    return "–" if share is None else one_decimal(share)
