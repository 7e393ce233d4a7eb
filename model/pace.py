"""How fast this person answers, and how long the rest will take (pure)."""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from model.assessment import AnswerState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from model.assessment import Answer

USUAL_SECONDS = 30
"""Seconds for a question until the pace of the person is known."""

ENOUGH = 5
"""Answers in a row after which the own pace counts."""

LATEST = 40
"""As many of the last answers tell the pace: people get faster."""

BREAK_SECONDS = 300
"""A longer silence was a break, not thinking."""


def seconds_per_question(answers: Iterable[Answer]) -> float:
    """Return the usual time between two answers, in seconds.

    It is the median over the last `LATEST` answers, breaks left out; `USUAL_SECONDS` while
    fewer than `ENOUGH` are known. Several answers within one second count as one moment.
    """
    times = sorted({a.answered_at for a in answers if a.answered_at is not None})[-LATEST - 1 :]
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(times)]
    worked = [gap for gap in gaps if gap <= BREAK_SECONDS]
    return median(worked) if len(worked) >= ENOUGH else USUAL_SECONDS


def minutes_left(answers: Iterable[Answer], still_open: int) -> int:
    """Return how long the open questions will take, in whole minutes, rounded up."""
    return -int(-still_open * seconds_per_question(answers) // 60)


def last_answer(answers: Mapping[str, Answer]) -> Answer | None:
    """Return what was answered last; None where no time is known."""
    timed = [a for a in answers.values() if a.answered_at and a.state is not AnswerState.OPEN]
    return max(timed, key=lambda a: (a.answered_at, a.question_id), default=None)
