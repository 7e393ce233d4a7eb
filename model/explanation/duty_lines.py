"""The arithmetic of one duty, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from model.assessment import AnswerState, EvidenceLevel
from model.division import DutyState
from model.questionnaire import QuestionKind
from model.rounding import one_decimal
from model.scoring import CRITICAL_CAP, UNITS_HELD, Weighed
from model.wording import duty_name, responsibility_name, score_state

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
        state = score_state(score, self._catalog)
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

    def of_bounds(self, score: DutyScore) -> Iterator[str]:
        """Return how low and high a duty can end; nothing where both are the same."""
        if score.low is None or score.high is None or score.low == score.high:
            return
        duty = labelled(score, self._catalog)
        if score.duty.cell is not None and score.duty.cell.state is DutyState.PENDING:
            yield self._say("bound.pending", duty=duty, **_units(score, score.low))
            return
        for key, open_value in (("bound.low", 0), ("bound.high", 100)):
            working = self._working(_bound(score.lines, open_value))
            yield self._say(key, duty=duty, units=score.low.units, working=working)

    def of_proved(self, score: DutyScore) -> Iterator[str]:
        """Return U and R of a duty with what is only stated taken as 0; nothing if it is out."""
        part = proved(score, self._answers)
        if part is None:
            return
        duty = labelled(score, self._catalog)
        if score.state is DutyState.HELD:
            working = self._working(_proved(score.lines, self._answers))
            yield self._say("verified.held", duty=duty, units=part.units, working=working)
        else:
            yield self._say("verified.part", duty=duty, units=part.units, value=shown(part.value))

    def _working(self, sum_: _Sum) -> str:
        """Return how R comes about, with the cap of a critical gap where there is one."""
        working = self._say(
            "working",
            terms=" + ".join(f"{weight}×{value}" for weight, value in sum_.terms),
            earned=sum_.earned,
            weights=sum_.weights,
            value=shown(sum_.uncapped),
        )
        if not sum_.has_gap:
            return working
        return self._say(
            "working.capped",
            working=working,
            uncapped=exact(sum_.uncapped),
            cap=exact(CRITICAL_CAP),
            value=shown(sum_.value),
        )

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
    value = _proved(score.lines, answers).value
    return Weighed(units=score.result.units, value=value)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sum:
    """R of a duty written out.

    Attributes:
        terms: w and v of each question that counts.
        has_gap: a critical gap holds R at 40 or below.
    """

    terms: tuple[tuple[int, int], ...]
    has_gap: bool

    @property
    def weights(self) -> int:
        return sum(weight for weight, _ in self.terms)

    @property
    def earned(self) -> int:
        return sum(weight * value for weight, value in self.terms)

    @property
    def uncapped(self) -> Fraction:
        return Fraction(self.earned, self.weights)

    @property
    def value(self) -> Fraction:
        return min(self.uncapped, CRITICAL_CAP) if self.has_gap else self.uncapped


def _bound(lines: Sequence[QuestionLine], open_value: int) -> _Sum:
    """Return the sum of a duty with every open question at one value."""
    terms = []
    has_gap = False
    for line in lines:
        is_open = line.state is AnswerState.OPEN
        value = open_value if is_open else line.value
        if value is None:
            continue
        terms.append((line.question.weight, value))
        at_zero = is_open and open_value == 0 and line.question.critical
        has_gap = has_gap or line.is_critical_gap or at_zero
    return _Sum(terms=tuple(terms), has_gap=has_gap)


def _proved(lines: Sequence[QuestionLine], answers: Mapping[str, Answer]) -> _Sum:
    """Return the sum of a duty with what is only stated (E0) taken as 0."""
    terms = []
    has_gap = False
    for line in lines:
        if line.value is None:
            continue
        is_proved = answers[line.question.id].evidence is not EvidenceLevel.E0
        value = line.value if is_proved else 0
        terms.append((line.question.weight, value))
        has_gap = has_gap or line.is_critical_gap or (line.question.critical and value == 0)
    return _Sum(terms=tuple(terms), has_gap=has_gap)


def labelled(score: DutyScore, catalog: Catalog) -> str:
    """Return code and name of a duty."""
    return f"{score.duty.code} {duty_name(score.duty, catalog)}"


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
