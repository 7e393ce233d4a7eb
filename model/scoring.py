"""What one duty is worth, and sums over duties: exact, by docs/scoring.md.

Everything is a Fraction; rounding happens only for display (model/rounding.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from model.assessment import AnswerState
from model.division import DutyState
from model.questionnaire import UNKNOWN_VALUE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from model.applicability import Duty
    from model.assessment import Answer
    from model.questionnaire import Question

CRITICAL_CAP = Fraction(40)
UNITS_HELD = 4
AGREED_OPTION_WEIGHT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """One question in the arithmetic of a duty.

    Attributes:
        value: v, 0 to 100; None where the question is not counted (not applicable, open).
        is_critical_gap: a critical question at 0, at don't know, or with a critical box open.
    """

    question: Question
    state: AnswerState
    value: int | None
    is_critical_gap: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A duty in a sum: U units at the value R (0 to 100)."""

    units: int
    value: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyScore:
    """One duty with everything needed to repeat its value on paper.

    Attributes:
        result: U and R; None while the duty is pending or out.
        low: the same with everything open at 0; None when the duty is out.
        high: the same with everything open at 100; None when the duty is out.
        uncapped: R before the cap of a critical gap; None where no question counts.
        done_weight: w of questions answered, don't know or not applicable, and the agreed option.
        total_weight: w of all its questions, and the agreed option.
    """

    duty: Duty
    state: DutyState
    lines: tuple[QuestionLine, ...]
    result: Weighed | None
    low: Weighed | None
    high: Weighed | None
    uncapped: Fraction | None
    done_weight: int
    total_weight: int

    @property
    def critical_gaps(self) -> tuple[str, ...]:
        """Return the ids of the questions that are critical gaps of a duty that counts."""
        if self.state is not DutyState.HELD:
            return ()
        return tuple(line.question.id for line in self.lines if line.is_critical_gap)

    @property
    def is_capped(self) -> bool:
        """Say whether a critical gap lowered the value."""
        return (
            self.result is not None
            and self.uncapped is not None
            and self.result.value < self.uncapped
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A number and what it can still become.

    Attributes:
        value: 0 to 100; None where nothing counts.
        low: with everything open at 0; None where nothing can count.
        high: with everything open at 100; None where nothing can count.
        units: sum of U behind the value.
    """

    value: Fraction | None
    low: Fraction | None
    high: Fraction | None
    units: int


def score_duties(asked: Iterable[Duty], answers: Mapping[str, Answer]) -> tuple[DutyScore, ...]:
    """Score each duty on its own; the order of duties does not matter."""
    return tuple(score_duty(duty, answers) for duty in asked)


def score_duty(duty: Duty, answers: Mapping[str, Answer]) -> DutyScore:
    """Score one duty: U, R, both bounds, and the lines that lead there."""
    lines = tuple(_line(question, answers.get(question.id)) for question in duty.questions)
    state = duty.cell.state if duty.cell is not None else DutyState.HELD
    uncapped: Fraction | None = None
    result = low = high = None
    if state is DutyState.HELD:
        state, uncapped, result, low, high = _score_held(duty, lines)
    elif state is DutyState.HANDED_OVER:
        assert duty.cell is not None  # noqa: S101  only a cell hands over
        result = low = high = Weighed(
            units=duty.importance, value=Fraction(duty.cell.known_by or 0)
        )
    elif state is DutyState.ORPHAN:
        result = low = high = _held(duty, Fraction(0))
    elif state is DutyState.PENDING:
        low, high = _held(duty, Fraction(0)), _held(duty, Fraction(100))
    done, whole = _weights(duty, lines)
    return DutyScore(
        duty=duty,
        state=state,
        lines=lines,
        result=result,
        low=low,
        high=high,
        uncapped=uncapped,
        done_weight=done,
        total_weight=whole,
    )


def total(scores: Sequence[DutyScore]) -> Range:
    """Return Σ U·R / Σ U over the duties that count, with both bounds."""
    counted = [s.result for s in scores if s.result is not None]
    return Range(
        value=_mean(counted),
        low=_mean([s.low for s in scores if s.low is not None]),
        high=_mean([s.high for s in scores if s.high is not None]),
        units=sum(w.units for w in counted),
    )


def _line(question: Question, answer: Answer | None) -> QuestionLine:
    state = answer.state if answer is not None else AnswerState.OPEN
    value: int | None = None
    if state is AnswerState.UNKNOWN:
        value = UNKNOWN_VALUE
    elif state is AnswerState.CHOSEN and answer is not None:
        value = question.value_of(answer.choices)
    ticked = answer.choices if answer is not None else ()
    return QuestionLine(
        question=question,
        state=state,
        value=value,
        is_critical_gap=value is not None and _is_gap(question, value, ticked),
    )


def _is_gap(question: Question, value: int, ticked: tuple[str, ...]) -> bool:
    if not question.critical:
        return False
    if question.is_list and set(question.critical_boxes) - set(ticked):
        return True
    return value == 0


def _score_held(
    duty: Duty, lines: tuple[QuestionLine, ...]
) -> tuple[DutyState, Fraction | None, Weighed | None, Weighed | None, Weighed | None]:
    """Return state, uncapped R, result and both bounds of a duty the customer holds."""
    low, _ = _value(lines, open_value=0)
    if low is None:
        return DutyState.OUT, None, None, None, None
    high, _ = _value(lines, open_value=100)
    value, uncapped = _value(lines, open_value=None)
    bounds = (_held(duty, low), _held(duty, high or Fraction(0)))
    if value is None:
        return DutyState.PENDING, None, None, *bounds
    return DutyState.HELD, uncapped, _held(duty, value), *bounds


def _value(
    lines: Sequence[QuestionLine], open_value: int | None
) -> tuple[Fraction | None, Fraction | None]:
    """Return R with and without the cap; open questions count with `open_value`, or not at all."""
    weights = earned = 0
    has_gap = False
    for line in lines:
        value = line.value
        gap = line.is_critical_gap
        if line.state is AnswerState.OPEN and open_value is not None:
            value = open_value
            gap = open_value == 0 and line.question.critical
        if value is not None:
            weights += line.question.weight
            earned += line.question.weight * value
            has_gap = has_gap or gap
    if not weights:
        return None, None
    uncapped = Fraction(earned, weights)
    return (min(uncapped, CRITICAL_CAP) if has_gap else uncapped), uncapped


def _held(duty: Duty, value: Fraction) -> Weighed:
    return Weighed(units=UNITS_HELD * duty.importance, value=value)


def _weights(duty: Duty, lines: Sequence[QuestionLine]) -> tuple[int, int]:
    """Return w done and w in all; an agreed option counts as one question of its own."""
    done = sum(line.question.weight for line in lines if line.state is not AnswerState.OPEN)
    whole = sum(line.question.weight for line in lines)
    cell = duty.cell
    is_held = cell is not None and cell.allocation.is_customer_side
    if cell is not None and (cell.negotiation is not None or not is_held):
        whole += AGREED_OPTION_WEIGHT
        done += 0 if cell.state is DutyState.PENDING else AGREED_OPTION_WEIGHT
    return done, whole


def _mean(weighed: Sequence[Weighed]) -> Fraction | None:
    units = sum(w.units for w in weighed)
    return sum((w.units * w.value for w in weighed), Fraction(0)) / units if units else None
