"""Observations: what an auditor noticed and reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.fieldwork import Observation
from ui.presenters.base import SessionPresenter
from ui.presenters.differences_presenter import ListView
from ui.presenters.form import Entry, EntryKind, Form, day_of
from ui.presenters.list_card import ListCard, add_action, row_actions
from ui.presenters.question_choices import question_choices

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEXTS = ("issue", "effect", "recommendation")


class ObservationsPresenter(SessionPresenter[ListView]):
    """Lists observations, and keeps what is entered."""

    def refresh(self) -> None:
        """Show the list as it stands."""
        self._view.show_card(self._card())

    def form(self, observation_id: str = "", question_id: str = "") -> Form:
        """Return the form of one observation, or of a new one.

        Args:
            observation_id: which; empty for a new one.
            question_id: the question that a new one comes from; empty for a free one.
        """
        say = self._catalog.text
        kept = self._session.assessment.observations.get(observation_id)
        if kept is None:
            found = self._session.assessment.findings.get(question_id)
            issue = found.note if found is not None else ""
            kept = Observation(id="", question_id=question_id, issue=issue)
        named = (kept.question_id,) if kept.question_id else ()
        texts = tuple(
            Entry(
                key=name,
                label=say(f"review.observation.{name}"),
                kind=EntryKind.TEXT,
                value=getattr(kept, name),
            )
            for name in _TEXTS
        )
        return Form(
            title=say("review.observation.title"),
            words=self._catalog.messages("entry"),
            fields=(
                *texts,
                Entry(key="owner", label=say("review.observation.owner"), value=kept.owner),
                Entry(
                    key="due",
                    label=say("review.observation.due"),
                    kind=EntryKind.DATE,
                    value=kept.due.isoformat() if kept.due else "",
                ),
                Entry(
                    key="question_id",
                    label=say("review.observation.question"),
                    kind=EntryKind.ONE_OF_MANY,
                    value=kept.question_id,
                    choices=question_choices(self._session, self._catalog, named),
                ),
            ),
            needs=("issue",),
            missing=say("review.observation.missing"),
        )

    def keep(self, observation_id: str, values: Mapping[str, str]) -> None:
        """Keep what was entered."""
        observation = Observation(
            id=observation_id,
            question_id=values["question_id"],
            issue=values["issue"],
            effect=values["effect"],
            recommendation=values["recommendation"],
            owner=values["owner"],
            due=day_of(values["due"]),
        )
        self._try(lambda: self._session.keep_observation(observation))

    def delete(self, observation_id: str) -> bool:
        """Delete one; says whether it is gone."""
        self._try(lambda: self._session.drop_observation(observation_id))
        return observation_id not in self._session.assessment.observations

    def _card(self) -> ListCard:
        say = self._catalog.text
        assessment = self._session.assessment
        can = not assessment.is_final
        return ListCard(
            intro=say("review.observations.intro"),
            name=say("review.tab.observations"),
            blocked="" if can else say("review.final"),
            headings=(say("review.observations.what"), say("review.observations.to_do")),
            rows=tuple((key, self._row(each)) for key, each in assessment.observations.items()),
            nothing=say("review.observations.none"),
            actions=(
                add_action(say("review.observations.add"), can=can),
                *row_actions(self._catalog, can=can),
            ),
        )

    def _row(self, observation: Observation) -> tuple[str, ...]:
        say = self._catalog.text
        head = observation.question_id or say("review.observation.free")
        effect = observation.effect and say("review.observations.effect", text=observation.effect)
        due = observation.due.isoformat() if observation.due else ""
        return (
            _lines(head, observation.issue, effect),
            _lines(
                observation.recommendation,
                observation.owner and say("review.observations.owner", name=observation.owner),
                due and say("review.observations.due", day=due),
            ),
        )


def _lines(*texts: str) -> str:
    return "\n".join(text for text in texts if text)
