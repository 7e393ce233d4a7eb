"""What if some actions were done: the numbers as they would be, by scoring again; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.effects import as_told, done, standing, with_required, would_change
from model.evaluation import evaluate
from model.improvement import candidates, estimated

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from model.assessment import Assessment
    from model.effects import Standing
    from model.evaluation import Evaluation
    from model.improvement import Candidate, ImprovementPlan
    from model.questionnaire import Questionnaire
    from model.responsibility import ResponsibilityMatrix


@dataclass(frozen=True, kw_only=True)
class WhatIf:
    """Some actions done, and the numbers with and without them.

    Attributes:
        chosen: ids of the actions that were asked for, in the order of the plan.
        taken_along: prerequisites that they need and nobody asked for, in order.
        needed_by: ids of the chosen actions that need each of these, by its id.
        effort: effort points of all of them, as the questionnaire or the user says.
    """

    before: Evaluation
    after: Evaluation
    chosen: tuple[str, ...]
    taken_along: tuple[Candidate, ...]
    needed_by: Mapping[str, tuple[str, ...]]
    effort: int

    @property
    def closed_gaps(self) -> tuple[str, ...]:
        """Return the ids of questions that are critical gaps now and would be none."""
        return tuple(g for g in self.before.critical_gaps if g not in self.after.critical_gaps)


class Trials:
    """Tries actions of one assessment as it stands; nothing of it changes.

    Args:
        matrix: the division of the questionnaire.
        questionnaire: what is asked.
        assessment: the answers as they are.
        before: the numbers as they are.
        plan: its actions, ranked.
    """

    def __init__(
        self,
        matrix: ResponsibilityMatrix,
        questionnaire: Questionnaire,
        assessment: Assessment,
        before: Evaluation,
        plan: ImprovementPlan,
    ) -> None:
        self._content = (matrix, questionnaire)
        self._assessment = assessment
        self._before = before
        scores = (*before.of_paper, *before.of_extensions)
        self._start = standing(matrix, scores, assessment)
        self._ranked = {action.id: action.candidate for action in plan.actions}
        self._all = {c.id: c for c in estimated(candidates(scores), assessment)}

    def run(self, wanted: Iterable[str]) -> WhatIf:
        """Return what would be if some actions were done, with what they need.

        Args:
            wanted: ids in any order; one that the plan does not have is passed over.
        """
        asked = set(wanted)
        chosen = {key: each for key, each in self._ranked.items() if key in asked}
        needs = self._needs(chosen)
        now = self._start
        for candidate in chosen.values():
            now = done(candidate, now)
        along: list[Candidate] = []
        for candidate in self._in_order(needs):
            if would_change(candidate, now):
                now = done(candidate, now)
                along.append(candidate)
        return WhatIf(
            before=self._before,
            after=self._score(now) if chosen else self._before,
            chosen=tuple(chosen),
            taken_along=tuple(along),
            needed_by={each.id: needs[each.id] for each in along},
            effort=sum(each.effort for each in (*chosen.values(), *along)),
        )

    def _needs(self, chosen: Mapping[str, Candidate]) -> dict[str, tuple[str, ...]]:
        """Return who needs each prerequisite that was not asked for, by its id."""
        needs: dict[str, tuple[str, ...]] = {}
        for key, candidate in chosen.items():
            for required in with_required(candidate, self._all, self._start):
                if required.id not in chosen:
                    needs[required.id] = (*needs.get(required.id, ()), key)
        return needs

    def _in_order(self, ids: Iterable[str]) -> list[Candidate]:
        """Return actions in the order of the plan; those that it does not have come last."""
        places = {key: number for number, key in enumerate(self._ranked)}
        last = len(places)
        return [self._all[key] for key in sorted(ids, key=lambda k: (places.get(k, last), k))]

    def _score(self, now: Standing) -> Evaluation:
        return evaluate(*self._content, as_told(self._assessment, now))
