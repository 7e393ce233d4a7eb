"""Differences: what the customer claims and what the auditor found, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from model.differences import Comparison, count, differences
from model.wording import answer_text
from ui.presenters.base import SessionPresenter
from ui.presenters.list_card import ListAction, ListCard

if TYPE_CHECKING:
    from model.assessment import Answer
    from model.differences import Difference
    from model.questionnaire import Question

DIFFERING, ALL = "differing", "all"


class ListView(Protocol):
    """What the presenter asks of the tab."""

    def show_card(self, card: ListCard) -> None: ...


class DifferencesPresenter(SessionPresenter[ListView]):
    """Lists what the auditor examined; at first only what differs."""

    _shows = DIFFERING

    def refresh(self) -> None:
        """Show the list as it stands."""
        self._view.show_card(self._card())

    def look_at(self, choice: str) -> None:
        """Show only what differs, or everything examined."""
        self._shows = choice
        self.refresh()

    def _card(self) -> ListCard:
        say = self._catalog.text
        found = differences(self._session.questionnaire, self._session.assessment)
        counts = count(found)
        shown = [x for x in found if self._shows == ALL or x.state is Comparison.DIFFERS]
        nothing = "none_differ" if counts.examined else "none_examined"
        is_final = self._session.assessment.is_final
        return ListCard(
            intro=say("review.differences.intro"),
            name=say("review.tab.differences"),
            facts=say(
                "review.differences.counts",
                examined=counts.examined,
                agreeing=counts.agreeing,
                differing=counts.differing,
            ),
            blocked=say("review.final") if is_final else "",
            choices=tuple(
                (name, say(f"review.differences.{name}"), name == self._shows)
                for name in (DIFFERING, ALL)
            ),
            headings=tuple(
                say(f"review.differences.column.{name}")
                for name in ("question", "customer", "auditor")
            ),
            rows=tuple((each.question.id, self._row(each)) for each in shown),
            nothing=say(f"review.differences.{nothing}"),
            actions=(
                ListAction(
                    name="open", text=say("review.go_to_question"), icon="circle-question-mark"
                ),
                ListAction(
                    name="observe",
                    text=say("review.observe"),
                    icon="pencil",
                    is_enabled=not is_final,
                ),
            ),
        )

    def _row(self, found: Difference) -> tuple[str, ...]:
        question = found.question
        state = self._catalog.text(f"review.differences.state.{found.state}")
        return (
            f"{question.id} · {state}\n{self._catalog.say(question.text)}",
            self._said(question, found.claim),
            self._said(question, found.finding),
        )

    def _said(self, question: Question, answer: Answer) -> str:
        text = answer_text(question, answer, self._catalog)
        if not answer.note:
            return text
        return f"{text}\n{self._catalog.text('review.noted', note=answer.note)}"
