"""The arithmetic of one duty, line by line."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from model.assessment import AnswerState, EvidenceLevel
from model.division import DutyState
from model.questionnaire import QuestionKind
from model.rounding import one_decimal
from model.scoring import CRITICAL_CAP, UNITS_HELD, Weighed
from model.wording import duty_name, responsibility_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from model.assessment import Answer
    from model.division import DivisionCell
    from model.i18n import Catalog
    from model.responsibility import ResponsibilityMatrix
    from model.scoring import DutyScore, QuestionLine

_FINITE = 10_000


class DutyLines:
    """Words the arithmetic of one duty after the other."""

    def __init__(
        self, matrix: ResponsibilityMatrix, catalog: Catalog, answers: Mapping[str, Answer]
    ) -> None:
        self._matrix = matrix
        self._catalog = catalog
        self._answers = answers

    def of_duty(self, score: DutyScore) -> Iterator[str]:
        """Return the lines of a duty: its questions, U and R, and what is still open."""
        name = duty_name(score.duty, self._catalog)
        state = self._catalog.text(f"word.state.{score.state}")
        yield self._say("duty", code=score.duty.code, name=name, state=state)
        for line in score.lines:
            yield self._question(line)
        if score.result is None:
            yield self._without_result(score)
        elif score.state is DutyState.HELD:
            yield from self._held(score, score.result)
        else:
            yield self._settled(score, score.result)
        if score.low is not None and score.high is not None and score.low != score.high:
            yield self._say("range", low=exact(score.low.value), high=exact(score.high.value))
        if score.low is not None and score.done_weight != score.total_weight:
            yield self._say("done", done=score.done_weight, total=score.total_weight)

    def of_cell(self, cell: DivisionCell) -> Iterator[str]:
        """Return the lines of a responsibility that carries no units."""
        name = responsibility_name(cell.responsibility, self._catalog)
        allocation = self._catalog.text(f"word.allocation.{cell.allocation}")
        code = cell.responsibility.code or cell.id
        yield self._say("duty", code=code, name=name, state=allocation)
        if cell.asked_with is not None:
            other = self._matrix.by_id[cell.asked_with]
            name = responsibility_name(other, self._catalog)
            yield self._say("asked_with", code=other.code or other.id, name=name)
        importance = cell.responsibility.importance
        yield self._say(
            "no_units",
            importance=importance,
            clarity=cell.clarity,
            product=importance * cell.clarity,
        )

    def _say(self, key: str, **values: object) -> str:
        return self._catalog.text(f"explain.{key}", **values)

    def _question(self, line: QuestionLine) -> str:
        question = line.question
        mark = self._say("critical") if question.critical else ""
        if line.value is None:
            state = self._catalog.text(f"word.answer.{line.state}")
            return self._say("question.left_out", id=question.id, critical=mark, state=state)
        return self._say(
            "question",
            id=question.id,
            critical=mark,
            weight=question.weight,
            value=self._value(line),
            product=question.weight * line.value,
            note=self._note(line),
        )

    def _value(self, line: QuestionLine) -> str:
        """Return v; for several ticked boxes, the sum of their points."""
        question = line.question
        answer = self._answers.get(question.id)
        if answer is None or question.kind is not QuestionKind.CHK or len(answer.choices) < 2:  # noqa: PLR2004  one box is no sum
            return str(line.value)
        points = " + ".join(str(question.choice(choice).value) for choice in answer.choices)
        return f"({points})"

    def _note(self, line: QuestionLine) -> str:
        if line.state is AnswerState.UNKNOWN:
            return self._say("note", text=self._catalog.text("word.answer.unknown"))
        answer = self._answers.get(line.question.id)
        return self._say("note", text=answer.evidence.value) if answer is not None else ""

    def _held(self, score: DutyScore, result: Weighed) -> Iterator[str]:
        uncapped = score.uncapped or Fraction(0)
        counted = [line for line in score.lines if line.value is not None]
        yield self._say(
            "held",
            **_units(score, result),
            earned=sum(line.question.weight * (line.value or 0) for line in counted),
            weights=sum(line.question.weight for line in counted),
            value=shown(uncapped),
        )
        if score.critical_gaps:
            yield self._say(
                "capped",
                gaps=", ".join(score.critical_gaps),
                uncapped=exact(uncapped),
                cap=exact(CRITICAL_CAP),
                value=shown(result.value),
            )

    def _settled(self, score: DutyScore, result: Weighed) -> str:
        if score.state is DutyState.ORPHAN:
            return self._say("orphan", **_units(score, result))
        known_by = score.duty.cell.known_by if score.duty.cell is not None else None
        words = self._catalog.text(f"word.known_by.{known_by}")
        return self._say("handed_over", units=result.units, value=known_by, words=words)

    def _without_result(self, score: DutyScore) -> str:
        if score.low is None:
            return self._say("drops_out")
        return self._say("pending", **_units(score, score.low))


def _units(score: DutyScore, weighed: Weighed) -> dict[str, int]:
    return {
        "factor": UNITS_HELD,
        "importance": score.duty.importance,
        "units": weighed.units,
    }


def proved(score: DutyScore, answers: Mapping[str, Answer]) -> Weighed | None:
    """Return U and R of a duty with what is only stated (E0) taken as 0."""
    if score.state is DutyState.HANDED_OVER and score.duty.cell is not None:
        known_by = score.duty.cell.verified_by
        factor = 1 if known_by else UNITS_HELD  # what cannot be looked up is an orphan
        return Weighed(units=factor * score.duty.importance, value=Fraction(known_by))
    if score.state is not DutyState.HELD or score.result is None:
        return score.result
    return Weighed(units=score.result.units, value=_proved_value(score.lines, answers))


def _proved_value(lines: Sequence[QuestionLine], answers: Mapping[str, Answer]) -> Fraction:
    weights = earned = 0
    has_gap = False
    for line in lines:
        if line.value is None:
            continue
        is_proved = answers[line.question.id].evidence is not EvidenceLevel.E0
        value = line.value if is_proved else 0
        weights += line.question.weight
        earned += line.question.weight * value
        has_gap = has_gap or line.is_critical_gap or (line.question.critical and value == 0)
    uncapped = Fraction(earned, weights)
    return min(uncapped, CRITICAL_CAP) if has_gap else uncapped


def exact(value: Fraction) -> str:
    """Return a value without rounding: whole, as a decimal that ends, or as a fraction."""
    if value.denominator == 1:
        return str(value.numerator)
    scaled = value * _FINITE
    if scaled.denominator == 1:
        return f"{scaled.numerator / _FINITE:.4f}".rstrip("0")
    return f"{value.numerator}/{value.denominator}"


def shown(value: Fraction) -> str:
    """Return a value exactly and, where that differs, to the one decimal that files show."""
    short = one_decimal(value)
    full = exact(value)
    return full if short in (full, f"{full}.0") else f"{full} ≈ {short}"
