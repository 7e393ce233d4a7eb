"""One action of the plan in words: what, why here, what it brings, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.assessment import EFFORTS, ActionState
from model.decisions import entry_of, is_overdue, is_unfounded
from model.library import provider_features
from model.questionnaire import Cost
from model.ranking_words import RankingWords
from model.rounding import one_decimal
from model.wording import action_effect, action_steps, duty_name, offer_text, provider_name
from ui.presenters.plan_editing import effort_choices

if TYPE_CHECKING:
    from datetime import date

    from model.assessment import PlanEntry
    from model.i18n import Catalog
    from model.improvement import RankedAction
    from model.session import AssessmentSession


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionCard:
    """One action.

    Attributes:
        gain: what it brings, such as "+9.5"; empty where it brings nothing by itself.
        tags: words and tone of each tag.
        after: what must be done first, in one line; empty for nothing.
        why: why it stands in its place, and why in its horizon.
        due: ISO date; empty for none.
        own_effort: the user's own effort points; empty for those of the questionnaire.
        efforts: value and words of what `own_effort` can be.
        offers: heading and text of what the provider offers for the duty; both empty where
            the provider is not a known one.
        decided: owner, state, date and cost in one line; empty while nothing was decided.
        accepted: who accepted the risk and why; empty in every other state.
        confirm: what to do once it is done; empty before.
        confirm_at: question in which it is confirmed; empty for the division.
    """

    id: str
    rank: str
    title: str
    duty: str
    gain: str
    gain_name: str
    tags: tuple[tuple[str, str], ...]
    effort: str
    after: str
    why: tuple[str, str]
    steps: tuple[str, ...]
    effect: str
    owner: str
    due: str
    state: str
    note: str
    cost: str
    own_effort: str
    efforts: tuple[tuple[str, str], ...]
    decided: str
    is_overdue: bool
    accepted: str
    confirm: str
    confirm_at: str
    offers: tuple[str, str]


class ActionCards:
    """Words the actions of a session as it stands now.

    Args:
        session: the open assessment.
        catalog: the words.
        today: against which a date is overdue.
    """

    def __init__(self, session: AssessmentSession, catalog: Catalog, today: date) -> None:
        self._session = session
        self._catalog = catalog
        self._today = today
        self._words = RankingWords(session.plan, session.assessment.service, catalog)
        self._efforts = {n: effort_choices(catalog, n) for n in EFFORTS}
        self._provider = provider_features(session.assessment.service.provider)

    def card(self, ranked: RankedAction) -> ActionCard:
        """Return everything about one action."""
        say = self._catalog.text
        candidate = ranked.candidate
        cost = candidate.template.cost if candidate.template else Cost.NONE
        entry = entry_of(self._session.assessment, ranked.id)
        gain = one_decimal(ranked.gain)
        confirm = self._confirm(ranked, entry)
        return ActionCard(
            id=ranked.id,
            rank=str(ranked.rank),
            title=self._words.title(ranked.id),
            duty=f"{candidate.duty.code}  {duty_name(candidate.duty, self._catalog)}",
            gain=say("plan.gain", gain=gain),
            gain_name=say("plan.gain.name", gain=gain),
            tags=self._tags(ranked),
            effort=say(
                "plan.effort",
                effort=say(f"word.effort.{candidate.effort}"),
                cost=say(f"word.cost.{cost}"),
            ),
            after=self._after(ranked),
            why=(self._words.reason(ranked), self._words.placement(ranked)),
            steps=action_steps(candidate, self._catalog),
            effect=action_effect(candidate, self._catalog),
            owner=entry.owner,
            due=entry.due.isoformat() if entry.due else "",
            state=entry.state.value,
            note=entry.note,
            cost=entry.cost,
            own_effort=str(entry.effort) if entry.effort is not None else "",
            efforts=self._efforts[candidate.usual_effort],
            decided=self._decided(entry),
            is_overdue=is_overdue(entry, self._today),
            accepted=self._accepted(entry),
            confirm=confirm,
            confirm_at=candidate.question.id if confirm and candidate.question else "",
            offers=self._offers(candidate.duty.code),
        )

    def _after(self, ranked: RankedAction) -> str:
        say = self._catalog.text
        titles = [say("plan.quoted", title=title) for title in self._words.after(ranked)]
        return say("plan.after", titles=say("plan.after.between").join(titles)) if titles else ""

    def _offers(self, code: str) -> tuple[str, str]:
        if self._provider is None:
            return ("", "")
        name = provider_name(self._session.assessment.service, self._catalog)
        heading = self._catalog.text("plan.offers", provider=name)
        return (heading, offer_text(code, self._provider, self._catalog))

    def _decided(self, entry: PlanEntry) -> str:
        """Return owner, state, date and cost; what is overdue says so in words."""
        is_untouched = entry.state is ActionState.OPEN
        if is_untouched and not (entry.owner or entry.due or entry.cost or entry.note):
            return ""
        state = self._catalog.text(f"word.action_state.{entry.state}")
        due = due_text(entry, self._today, self._catalog)
        return " · ".join(part for part in (entry.owner, state, due, entry.cost) if part)

    def _accepted(self, entry: PlanEntry) -> str:
        if entry.state is not ActionState.ACCEPTED:
            return ""
        if is_unfounded(entry):
            return self._catalog.text("plan.accepted.unsaid")
        return self._catalog.text("plan.accepted", reason=entry.reason, approver=entry.approver)

    def _confirm(self, ranked: RankedAction, entry: PlanEntry) -> str:
        if entry.state is not ActionState.DONE:
            return ""
        place = "question" if ranked.candidate.question is not None else "division"
        return self._catalog.text(f"plan.done.{place}")

    def _tags(self, ranked: RankedAction) -> tuple[tuple[str, str], ...]:
        say = self._catalog.text
        tags = [
            (ranked.closes_gap, "plan.closes_gap", "danger"),
            (ranked.closes_orphan, "plan.closes_orphan", "danger"),
            (ranked.is_quick_win, "plan.quick", "good"),
            (ranked.candidate.needs_provider, "plan.needs_provider", "warning"),
        ]
        return tuple((say(key), tone) for holds, key, tone in tags if holds)


def due_text(entry: PlanEntry, today: date, catalog: Catalog) -> str:
    """Return the date of an action, and that it is overdue; empty where it has none."""
    if entry.due is None:
        return ""
    day = entry.due.isoformat()
    return catalog.text("plan.overdue.by", due=day) if is_overdue(entry, today) else day
