"""One person at one form: what was answered, how sure, and where they are (pure)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from model.belief import BeliefHolder
from model.quiz import QuizAnswer, result

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.awareness import Awareness, JudgedBelief
    from model.quiz import FormNumber, QuizItem


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """A form while it is answered, and afterwards.

    Attributes:
        tells_at_once: each answer is judged when it is given, and stays as it is from then on.
        at: number of the question on screen, from 0.
        holders: who holds it, by the id of each question answered.
        sureness: by the id of each question where it was said.
        told: ids of the questions whose answer was shown.
    """

    number: FormNumber
    items: tuple[QuizItem, ...]
    tells_at_once: bool = False
    at: int = 0
    holders: Mapping[str, BeliefHolder] = field(default_factory=dict)
    sureness: Mapping[str, bool] = field(default_factory=dict)
    told: frozenset[str] = frozenset()
    is_finished: bool = False

    @property
    def item(self) -> QuizItem:
        """Return the question on screen."""
        return self.items[self.at]

    @property
    def open_count(self) -> int:
        """Return how many questions have no answer."""
        return sum(item.id not in self.holders for item in self.items)

    @property
    def done_count(self) -> int:
        """Return how many questions have an answer."""
        return len(self.items) - self.open_count

    @property
    def is_locked(self) -> bool:
        """Say whether the answer on screen stays as it is."""
        return self.is_finished or self.item.id in self.told

    @property
    def waits_to_tell(self) -> bool:
        """Say whether the answer on screen is to be judged before the next question."""
        return self.tells_at_once and not self.is_locked and self.item.id in self.holders

    def is_sure(self, item: QuizItem) -> bool:
        """Say whether an answer is sure: as was said, else unless it is that one does not know."""
        return self.sureness.get(item.id, self.holders.get(item.id) is not BeliefHolder.OTHER)

    def answered(self, holder: BeliefHolder) -> Sitting:
        """Return it with an answer to the question on screen; one that is locked stays."""
        if self.is_locked:
            return self
        return replace(self, holders={**self.holders, self.item.id: holder})

    def said_sure(self, *, is_sure: bool) -> Sitting:
        """Return it with how sure the answer on screen is."""
        if self.is_locked:
            return self
        return replace(self, sureness={**self.sureness, self.item.id: is_sure})

    def moved(self, steps: int) -> Sitting:
        """Return it some questions further on, or back; it stops at both ends."""
        return replace(self, at=min(max(self.at + steps, 0), len(self.items) - 1))

    def judged_on_screen(self) -> Sitting:
        """Return it with the answer on screen judged."""
        return replace(self, told=self.told | {self.item.id})

    def finished(self) -> Sitting:
        """Return it closed, as it stands."""
        return replace(self, is_finished=True)

    @property
    def answers(self) -> dict[str, QuizAnswer]:
        """Return every answer by the id of its question."""
        return {
            item.id: QuizAnswer(
                item_id=item.id, holder=self.holders[item.id], is_sure=self.is_sure(item)
            )
            for item in self.items
            if item.id in self.holders
        }

    @property
    def awareness(self) -> Awareness:
        """Return what the answers are worth; what has none is left out."""
        return result(self.items, self.answers)

    @property
    def judged(self) -> tuple[tuple[QuizItem, JudgedBelief], ...]:
        """Return each question that has an answer, with the answer beside the truth."""
        asked = (item for item in self.items if item.id in self.holders)
        return tuple(zip(asked, self.awareness.judged, strict=True))
