"""What if some actions were done: the numbers as they would be, by scoring again; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.effects import as_told, done, standing, with_required, would_change
from model.evaluation import evaluate
from model.improvement import candidates, estimated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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
        self._ranked = tuple(action.id for action in plan.actions)
        self._all = {c.id: c for c in estimated(candidates(scores), assessment)}

    def run(self, wanted: Iterable[str]) -> WhatIf:
        """Return what would be if some actions were done, with what they need.

        Args:
            wanted: ids in any order; one that the plan does not have is passed over.
        """
        asked = set(wanted)
        chosen = tuple(key for key in self._ranked if key in asked)
        along: dict[str, Candidate] = {}
        now = self._start
        for _, each in self._with_needed(chosen):
            if each.id in along or not (each.id in asked or would_change(each, now)):
                continue
            now = done(each, now)
            if each.id not in asked:
                along[each.id] = each
        needs = [(key, each.id) for key, each in self._with_needed(chosen)]
        return WhatIf(
            before=self._before,
            after=self._score(now) if chosen else self._before,
            chosen=chosen,
            taken_along=tuple(along.values()),
            needed_by={each: tuple(k for k, e in needs if e == each) for each in along},
            effort=sum(c.effort for c in (*map(self._all.__getitem__, chosen), *along.values())),
        )

    def _with_needed(self, chosen: Iterable[str]) -> Iterator[tuple[str, Candidate]]:
        """Yield what some actions need as things are, then each itself, and for which."""
        for key in chosen:
            for each in with_required(self._all[key], self._all, self._start):
                yield key, each

    def _score(self, now: Standing) -> Evaluation:
        return evaluate(*self._content, as_told(self._assessment, now))
