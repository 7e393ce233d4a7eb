"""Rounds of one service in time: the trend over them, and what of a new one is unconfirmed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from model.assessment import ActionState
from model.change import Part
from model.evaluation import evaluate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from model.assessment import Answer, Assessment, PlanEntry, Voice
    from model.evaluation import Evaluation
    from model.history import HistoryEntry
    from model.questionnaire import ImprovementAction, Question, Questionnaire
    from model.responsibility import ResponsibilityMatrix
    from model.scoring import DutyScore, QuestionLine


class Break(StrEnum):
    """Why the numbers of two rounds do not stand on the same questions."""

    QUESTIONNAIRE = "questionnaire"
    VERSION = "version"
    MODEL = "model"
    DEPTH = "depth"


@dataclass(frozen=True, kw_only=True)
class SeenRound:
    """One round as one voice tells it, with every number of it."""

    assessment: Assessment
    matrix: ResponsibilityMatrix
    questionnaire: Questionnaire
    evaluation: Evaluation

    @cached_property
    def lines(self) -> dict[str, QuestionLine]:
        """Return every question asked, by its id, in the order asked."""
        return {line.question.id: line for d in self.evaluation.duties for line in d.lines}

    @cached_property
    def duties(self) -> dict[str, DutyScore]:
        """Return every duty that counts or can count, by its id, in the paper's order."""
        return {d.duty.id: d for d in self.evaluation.duties if d.low is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """One round on the way of a service.

    Attributes:
        breaks: why it does not stand on the same questions as the round before it here.
        missing: numbers of the rounds between that and this one that are not here.
    """

    seen: SeenRound
    breaks: tuple[Break, ...]
    missing: tuple[int, ...]

    @property
    def number(self) -> int:
        """Return the number of the round."""
        return self.seen.assessment.round.number

    @property
    def follows(self) -> bool:
        """Say whether its numbers can be read as going on from the round before."""
        return not self.breaks and not self.missing


def seen_round(
    matrix: ResponsibilityMatrix,
    questionnaire: Questionnaire,
    assessment: Assessment,
    voice: Voice,
) -> SeenRound:
    """Return a round with its numbers, as one voice tells it."""
    heard = assessment.heard_from(voice)
    return SeenRound(
        assessment=heard,
        matrix=matrix,
        questionnaire=questionnaire,
        evaluation=evaluate(matrix, questionnaire, heard),
    )


def unconfirmed(said: Mapping[str, Answer], asked: Iterable[Question]) -> tuple[str, ...]:
    """Return the questions whose answers were taken over and not confirmed yet, in order."""
    return tuple(q.id for q in asked if q.id in said and said[q.id].carried)


def done_actions(
    question: Question, plan: Mapping[str, PlanEntry]
) -> tuple[ImprovementAction, ...]:
    """Return the actions of a question that a plan has as done."""
    return tuple(
        action
        for action in question.actions
        if (entry := plan.get(action.id)) is not None and entry.state is ActionState.DONE
    )


def done_at(history: Iterable[HistoryEntry], action_id: str) -> datetime | None:
    """Return when an action was last marked as done; None where the history does not tell."""
    told = [e for e in history if e.kind == Part.PLAN and e.key == action_id]
    at = None
    for entry in told:
        if _state(entry.after) != ActionState.DONE:
            at = None
        elif _state(entry.before) != ActionState.DONE:
            at = entry.at
    return at


def breaks(before: SeenRound, after: SeenRound) -> tuple[Break, ...]:
    """Return why the numbers of two rounds do not stand on the same questions."""
    old, new = before.assessment, after.assessment
    is_other = before.questionnaire.id != after.questionnaire.id
    found = {
        Break.QUESTIONNAIRE: is_other,
        Break.VERSION: not is_other and before.questionnaire.version != after.questionnaire.version,
        Break.MODEL: old.service.model is not new.service.model,
        Break.DEPTH: old.depth is not new.depth,
    }
    return tuple(name for name, holds in found.items() if holds)


def trend(rounds: Sequence[SeenRound]) -> tuple[TrendPoint, ...]:
    """Return the rounds of a service as points, the first one first."""
    ordered = sorted(rounds, key=lambda each: each.assessment.round.number)
    points = []
    for at, seen in enumerate(ordered):
        earlier = ordered[at - 1] if at else None
        first = earlier.assessment.round.number + 1 if earlier is not None else 1
        points.append(
            TrendPoint(
                seen=seen,
                breaks=breaks(earlier, seen) if earlier is not None else (),
                missing=tuple(range(first, seen.assessment.round.number)),
            )
        )
    return tuple(points)


def day_of(assessment: Assessment) -> date | None:
    """Return the day of a round: when it was signed off, else that of its last change."""
    seal = assessment.status.seal
    return seal.sealed_at.date() if seal is not None else assessment.updated_on


def _state(told: str) -> str:
    """Return the state in a plan entry as a history tells it; empty for none."""
    return str(json.loads(told).get("state", "")) if told else ""
