"""Plan: ranked actions in three horizons, and what was decided about each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from model.assessment import ActionState, PlanEntry
from model.improvement import Horizon
from model.library import provider_features
from model.questionnaire import Cost
from model.rounding import one_decimal, whole
from model.wording import (
    action_effect,
    action_steps,
    action_title,
    duty_name,
    offer_text,
    provider_name,
)
from ui.presenters.base import SessionPresenter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from model.improvement import ProofStep, RankedAction
    from model.questionnaire import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionCard:
    """One action.

    Attributes:
        gain: what it brings, such as "+9.5"; empty where it brings nothing by itself.
        tags: words and tone of each tag.
        due: ISO date; empty for none.
        offers: heading and text of what the provider offers for the duty; both empty where
            the provider is not a known one.
        decided: owner, state and date in one line; empty while nothing was decided.
    """

    id: str
    rank: str
    title: str
    duty: str
    gain: str
    gain_name: str
    tags: tuple[tuple[str, str], ...]
    effort: str
    steps: tuple[str, ...]
    effect: str
    owner: str
    due: str
    state: str
    note: str
    decided: str
    offers: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class HorizonCard:
    """The actions of one horizon and what they bring together."""

    title: str
    total: str
    actions: tuple[ActionCard, ...]
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCard:
    """Everything the page shows.

    Attributes:
        notice: title, text and button of a page without actions; empty where there are some.
        proofs: question id, action and its steps, for every proof of the provider's not seen.
        to_find_out: question id, duty and how to check, for every "don't know".
    """

    words: dict[str, str]
    summary: str
    budget: int
    horizons: tuple[HorizonCard, ...]
    proofs: tuple[tuple[str, str, str], ...]
    to_find_out: tuple[tuple[str, str, str], ...]
    states: tuple[tuple[str, str], ...]
    notice: tuple[str, str, str]


class PlanView(Protocol):
    """What the presenter asks of the page."""

    def show_card(self, card: PlanCard) -> None: ...
    def show_decided(self, action_id: str, text: str) -> None: ...


class PlanPresenter(SessionPresenter[PlanView]):
    """Runs the plan page."""

    def refresh(self) -> None:
        """Show the plan as it follows from the answers now."""
        self._view.show_card(self._card())

    def decide(self, action_id: str, changes: Mapping[str, str]) -> None:
        """Record owner, due date, state or note of an action."""
        before = self._session.assessment.plan.get(action_id, PlanEntry(action_id=action_id))
        due = changes.get("due", before.due.isoformat() if before.due else "")
        entry = replace(
            before,
            owner=changes.get("owner", before.owner),
            due=date.fromisoformat(due) if due else None,
            state=ActionState(changes.get("state", before.state.value)),
            note=changes.get("note", before.note),
        )
        if entry != before:
            self._try(lambda: self._session.decide(entry))
            kept = self._session.assessment.plan.get(action_id, before)
            self._view.show_decided(action_id, self._decided(kept))

    def set_budget(self, budget: int) -> None:
        """Record the effort points for the second horizon, and rank again."""
        if budget != self._session.budget:
            self._try(lambda: self._session.set_budget(budget))
            self.refresh()

    def _card(self) -> PlanCard:
        say = self._catalog.text
        plan = self._session.plan
        horizons = [self._horizon(h) for h in Horizon]
        if plan.beyond:
            horizons.append(
                HorizonCard(
                    title=say("plan.beyond"),
                    total="",
                    text=say("plan.beyond.text"),
                    actions=self._actions(plan.beyond),
                )
            )
        return PlanCard(
            words=self._catalog.messages("plan"),
            summary=self._summary(),
            budget=self._session.budget,
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

    def _horizon(self, horizon: Horizon) -> HorizonCard:
        actions = self._session.plan.within(horizon)
        after = self._session.plan.share_after(horizon)
        total = ""
        if actions and after is not None:
            total = self._catalog.text(
                "plan.horizon.total", count=len(actions), after=one_decimal(after)
            )
        return HorizonCard(
            title=self._catalog.text(f"word.horizon.{horizon}"),
            total=total,
            text="" if actions else self._catalog.text("plan.horizon.empty"),
            actions=self._actions(actions),
        )

    def _actions(self, actions: Sequence[RankedAction]) -> tuple[ActionCard, ...]:
        return tuple(self._action(a) for a in actions)

    def _action(self, ranked: RankedAction) -> ActionCard:
        say = self._catalog.text
        candidate = ranked.candidate
        cost = candidate.template.cost if candidate.template else Cost.NONE
        entry = self._session.assessment.plan.get(ranked.id, PlanEntry(action_id=ranked.id))
        gain = one_decimal(ranked.gain)
        return ActionCard(
            id=ranked.id,
            rank=str(ranked.rank),
            title=action_title(candidate, self._session.assessment.service, self._catalog),
            duty=f"{candidate.duty.code}  {duty_name(candidate.duty, self._catalog)}",
            gain=say("plan.gain", gain=gain),
            gain_name=say("plan.gain.name", gain=gain),
            tags=self._tags(ranked),
            effort=say(
                "plan.effort",
                effort=say(f"word.effort.{candidate.effort}"),
                cost=say(f"word.cost.{cost}"),
            ),
            steps=action_steps(candidate, self._catalog),
            effect=action_effect(candidate, self._catalog),
            owner=entry.owner,
            due=entry.due.isoformat() if entry.due else "",
            state=entry.state.value,
            note=entry.note,
            decided=self._decided(entry),
            offers=self._offers(candidate.duty.code),
        )

    def _offers(self, code: str) -> tuple[str, str]:
        service = self._session.assessment.service
        provider = provider_features(service.provider)
        if provider is None:
            return ("", "")
        name = provider_name(service, self._catalog)
        heading = self._catalog.text("plan.offers", provider=name)
        return (heading, offer_text(code, provider, self._catalog))

    def _decided(self, entry: PlanEntry) -> str:
        if entry == PlanEntry(action_id=entry.action_id):
            return ""
        state = self._catalog.text(f"word.action_state.{entry.state}")
        due = entry.due.isoformat() if entry.due else ""
        return " · ".join(part for part in (entry.owner, state, due) if part)

    def _tags(self, ranked: RankedAction) -> tuple[tuple[str, str], ...]:
        say = self._catalog.text
        tags = [
            (ranked.closes_gap, "plan.closes_gap", "danger"),
            (ranked.closes_orphan, "plan.closes_orphan", "danger"),
            (ranked.is_quick_win, "plan.quick", "good"),
            (ranked.candidate.needs_provider, "plan.needs_provider", "warning"),
        ]
        return tuple((say(key), tone) for holds, key, tone in tags if holds)

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
