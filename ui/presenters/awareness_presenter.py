"""Belief against fact: what was thought before the division was shown, beside the division."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from model.awareness import awareness
from model.rounding import whole
from model.wording import responsibility_name
from ui.presenters.base import SessionPresenter
from ui.presenters.list_card import ListAction, ListCard

if TYPE_CHECKING:
    from model.awareness import Awareness, JudgedBelief

HALF, RIGHT = 50, 100


class AwarenessView(Protocol):
    """What the presenter asks of the tab."""

    def show_card(self, card: ListCard) -> None: ...


class AwarenessPresenter(SessionPresenter[AwarenessView]):
    """Runs the tab; the dangerous mistakes come first."""

    def refresh(self) -> None:
        """Show beliefs beside the division as it stands."""
        self._view.show_card(self._card())

    def _card(self) -> ListCard:
        say = self._catalog.text
        found = awareness(self._session.evaluation.division, self._session.assessment.beliefs)
        if found.index is None:
            return self._list((), nothing=say("learn.awareness.none"), facts="")
        facts = say(
            "learn.awareness.index",
            index=whole(found.index),
            dangerous=len(found.dangerous),
            sure=len(found.confident_errors),
        )
        rows = tuple(self._row(each) for each in _gravest_first(found))
        return self._list(rows, nothing=say("learn.awareness.nothing"), facts=facts)

    def _list(
        self, rows: tuple[tuple[str, tuple[str, ...]], ...], *, nothing: str, facts: str
    ) -> ListCard:
        say = self._catalog.text
        names = ("duty", "belief", "truth", "verdict", "points")
        return ListCard(
            intro=say("learn.awareness.intro"),
            name=say("learn.awareness.table"),
            headings=tuple(say(f"learn.awareness.column.{name}") for name in names),
            rows=rows,
            nothing=nothing,
            facts=facts,
            actions=(ListAction(name="show", text=say("learn.awareness.go")),) if rows else (),
        )

    def _row(self, judged: JudgedBelief) -> tuple[str, tuple[str, ...]]:
        say, belief = self._catalog.text, judged.belief
        duty = self._session.matrix.by_id[belief.responsibility_id]
        thought = say(f"word.belief.{belief.holder}")
        if not belief.is_sure:
            thought = say("learn.awareness.guessed", belief=thought)
        cells = (
            responsibility_name(duty, self._catalog),
            thought,
            say(f"learn.awareness.truth.{judged.truth}"),
            say(f"learn.awareness.{_verdict(judged)}"),
            str(judged.points),
        )
        return belief.responsibility_id, cells


def _verdict(judged: JudgedBelief) -> str:
    if judged.is_dangerous:
        return "dangerous"
    if judged.points in (HALF, RIGHT):
        return "right" if judged.points == RIGHT else "half"
    return "sure_wrong" if judged.is_confident_error else "wrong"


def _gravest_first(found: Awareness) -> list[JudgedBelief]:
    return sorted(
        found.judged,
        key=lambda each: (not each.is_dangerous, not each.is_confident_error, each.points),
    )
