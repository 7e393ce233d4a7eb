"""Plan: ranked actions in three horizons, and what was decided about each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from model.assessment import ActionState, Schedule
from model.change import Part
from model.decisions import changes_of
from model.improvement import Horizon
from model.rounding import one_decimal, whole
from ui.presenters.action_cards import ActionCards
from ui.presenters.base import SessionPresenter
from ui.presenters.form import day_of
from ui.presenters.plan_editing import changed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from model.errors import AppError
    from model.i18n import Catalog
    from model.improvement import ProofStep, RankedAction
    from model.questionnaire import Question
    from model.session import AssessmentSession
    from ui.presenters.action_cards import ActionCard


@dataclass(frozen=True, slots=True, kw_only=True)
class HorizonCard:
    """The actions of one horizon and what they bring together.

    Attributes:
        groups: name and actions: one's own, then those that need the provider; none is empty.
    """

    title: str
    total: str
    groups: tuple[tuple[str, tuple[ActionCard, ...]], ...]
    text: str = ""

    @property
    def actions(self) -> tuple[ActionCard, ...]:
        """Return the actions as they stand."""
        return tuple(action for _, actions in self.groups for action in actions)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCard:
    """Everything the page shows.

    Attributes:
        day: that the horizons are counted from, an ISO date.
        day_text: said beside it; empty once it is fixed.
        blocked: why nothing can be changed; empty where it can.
        notice: title, text and button of a page without actions; empty where there are some.
        proofs: question id, action and its steps, for every proof of the provider's not seen.
        to_find_out: question id, duty and how to check, for every "don't know".
    """

    words: dict[str, str]
    summary: str
    budget: int
    day: str
    day_text: str
    blocked: str
    horizons: tuple[HorizonCard, ...]
    proofs: tuple[tuple[str, str, str], ...]
    to_find_out: tuple[tuple[str, str, str], ...]
    states: tuple[tuple[str, str], ...]
    notice: tuple[str, str, str]


class PlanView(Protocol):
    """What the presenter asks of the page."""

    def show_card(self, card: PlanCard) -> None: ...
    def show_action(self, action: ActionCard) -> None: ...


class PlanPresenter(SessionPresenter[PlanView]):
    """Runs the plan page.

    Args:
        today: tells the day against which a date is overdue.
        Others as in `SessionPresenter`.
    """

    def __init__(
        self,
        session: AssessmentSession,
        catalog: Catalog,
        view: PlanView,
        report: Callable[[AppError], None],
        today: Callable[[], date],
    ) -> None:
        super().__init__(session, catalog, view, report)
        self._today = today

    def refresh(self) -> None:
        """Show the plan as it follows from the answers now."""
        self._view.show_card(self._card())

    def show_again(self, action_id: str) -> None:
        """Show one action as it is kept; the rest of the page stays as it is."""
        found = (action for action in self._session.plan.actions if action.id == action_id)
        for action in found:
            cards = ActionCards(self._session, self._catalog, self._today())
            self._view.show_action(cards.card(action))

    def decide(self, action_id: str, changes: Mapping[str, str]) -> None:
        """Record owner, due date, state, cost, own effort or note of an action.

        A risk is accepted by a form of its own (`PlanEditing`). Another effort ranks again.
        """
        held = self._session.assessment
        made = changes_of(held, (action_id,), lambda entry: changed(entry, changes))
        if not made:
            return
        self._try(lambda: self._session.change(*made))
        if "effort" in changes:
            self.refresh()
        else:
            self.show_again(action_id)

    def set_day(self, day: str) -> None:
        """Record the day that the horizons are counted from (ISO); empty fixes none."""
        wanted = Schedule(begins_on=day_of(day))
        if wanted != self._session.assessment.schedule:
            self._try(lambda: self._session.put(Part.SCHEDULE, "", wanted))
            self.refresh()

    def set_budget(self, budget: int) -> None:
        """Record the effort points for the second horizon, and rank again."""
        if budget != self._session.budget:
            self._try(lambda: self._session.set_budget(budget))
            self.refresh()

    def _card(self) -> PlanCard:
        say = self._catalog.text
        plan = self._session.plan
        cards = ActionCards(self._session, self._catalog, self._today())
        horizons = [self._horizon(h, cards) for h in Horizon]
        if plan.beyond:
            horizons.append(
                HorizonCard(
                    title=say("plan.beyond"),
                    total="",
                    text=say("plan.beyond.text"),
                    groups=self._groups(plan.beyond, cards),
                )
            )
        is_fixed = self._session.assessment.schedule.begins_on is not None
        return PlanCard(
            words=self._catalog.messages("plan"),
            summary=self._summary(),
            budget=self._session.budget,
            day=self._day().isoformat(),
            day_text="" if is_fixed else say("plan.day.follows"),
            blocked=say("plan.final") if self._session.assessment.is_final else "",
            horizons=tuple(horizons),
            proofs=tuple(self._proof(step) for step in plan.proofs),
            to_find_out=tuple(self._find_out(q) for q in plan.to_find_out),
            states=tuple((s.value, say(f"word.action_state.{s}")) for s in ActionState),
            notice=self._notice(),
        )

    def _summary(self) -> str:
        plan = self._session.plan
        after = plan.share_after(Horizon.DAYS_180)
        if plan.share_before is None or after is None or not plan.ranked:
            return ""
        return self._catalog.text(
            "plan.summary",
            count=len(plan.ranked),
            before=whole(plan.share_before),
            after=whole(after),
        )

    def _notice(self) -> tuple[str, str, str]:
        say = self._catalog.text
        plan = self._session.plan
        if plan.ranked or plan.beyond:
            return ("", "", "")
        if plan.share_before is None:
            return (say("plan.empty.title"), say("plan.empty.text"), say("plan.empty.go"))
        return (say("plan.perfect.title"), say("plan.perfect.text"), "")

    def _day(self) -> date:
        return self._session.assessment.plan_day or self._today()

    def _horizon(self, horizon: Horizon, cards: ActionCards) -> HorizonCard:
        say = self._catalog.text
        actions = self._session.plan.within(horizon)
        after = self._session.plan.share_after(horizon)
        total = ""
        if actions and after is not None:
            total = say(
                "plan.horizon.sum",
                count=len(actions),
                effort=sum(a.candidate.effort for a in actions),
                after=one_decimal(after),
            )
        name, end = say(f"word.horizon.{horizon}"), horizon.ends_on(self._day())
        return HorizonCard(
            title=say("plan.horizon.title", horizon=name, day=end.isoformat()),
            total=total,
            text="" if actions else say("plan.horizon.empty"),
            groups=self._groups(actions, cards),
        )

    def _groups(
        self, actions: Sequence[RankedAction], cards: ActionCards
    ) -> tuple[tuple[str, tuple[ActionCard, ...]], ...]:
        """Return one's own actions, then those that need the provider, each in order."""
        groups = []
        for name, needs in (("own", False), ("provider", True)):
            found = tuple(cards.card(a) for a in actions if a.candidate.needs_provider is needs)
            if found:
                title = self._catalog.text(f"plan.group.{name}", count=len(found))
                groups.append((title, found))
        return tuple(groups)

    def _proof(self, step: ProofStep) -> tuple[str, str, str]:
        say = self._catalog.say
        title = f"{say(step.duty.name)}: {say(step.action.title)}"
        return (step.question.id, title, "\n".join(say(each) for each in step.action.steps))

    def _find_out(self, question: Question) -> tuple[str, str, str]:
        return (
            question.id,
            self._catalog.say(question.text),
            self._catalog.say(question.check),
        )
