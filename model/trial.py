"""A trial of a questionnaire: asked as it will be, and forgotten when the page is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.assessment import DEFAULT_BUDGET, Assessment, CloudService
from model.facts import Depth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.change import Change
    from model.history import HistoryEntry
    from model.questionnaire import Questionnaire
    from model.responsibility import ServiceModel


@dataclass(slots=True)
class TrialStore:
    """Keeps one assessment in memory; the store of a session that nobody wants on disk."""

    assessment: Assessment

    def load(self, assessment_id: str) -> Assessment:
        """Return the trial."""
        del assessment_id
        return self.assessment

    def position(self, assessment_id: str) -> None:
        """Return no question: a trial begins at the first."""
        del assessment_id

    def budget(self, assessment_id: str) -> int:
        """Return the budget of every new plan."""
        del assessment_id
        return DEFAULT_BUDGET

    def history(self, assessment_id: str) -> list[HistoryEntry]:
        """Return nothing: a trial has no history."""
        del assessment_id
        return []

    def with_origin(self, origin: str) -> list[str]:
        """Return nothing: a trial has no copies."""
        del origin
        return []

    def save(self, assessment_id: str, changes: Sequence[Change], person: str) -> None:
        """Keep nothing: the session remembers while the trial lasts."""

    def save_position(self, assessment_id: str, question_id: str) -> None:
        """Keep nothing."""

    def save_budget(self, assessment_id: str, budget: int) -> None:
        """Keep nothing."""


def trial_store(questionnaire: Questionnaire, model: ServiceModel) -> TrialStore:
    """Return a store for a trial in full depth, in which every question can be reached."""
    return TrialStore(
        Assessment(
            questionnaire_id=questionnaire.id,
            questionnaire_version=questionnaire.version,
            organisation="",
            service=CloudService(name="", provider="", model=model),
            depth=Depth.FULL,
        )
    )
