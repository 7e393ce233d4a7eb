"""Share carried with its range, clarity, completeness, grade: exact, by docs/scoring.md.

Everything is a Fraction; rounding happens only for display (model/rounding.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from model.applicability import duties
from model.assessment import Answer, AnswerState, EvidenceLevel
from model.division import Division, DutyState, divide
from model.questionnaire import EXTENSION, UNKNOWN_VALUE, QuestionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from model.applicability import Duty
    from model.assessment import Assessment
    from model.questionnaire import Question, Questionnaire
    from model.responsibility import ResponsibilityMatrix

CRITICAL_CAP = Fraction(40)
UNITS_HELD = 4
AGREED_OPTION_WEIGHT = 3
GRADE_COMPLETENESS = Fraction(80)


class Grade(StrEnum):
    """A school mark for the share carried; critical gaps cap it, never the number."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


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


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """Every number of one assessment; the numbers are never mixed.

    Attributes:
        share: share carried S, 0 to 100, with its range.
        verified: S with every answer without evidence taken as 0; None where S is None.
        grade: None while the result is interim.
        completeness: 0 to 100; None where nothing can count.
        clarity: 0 to 100.
        orphan_share: part of the units that nobody holds, 0 to 100; None where nothing counts.
        beyond: the same rule over the extension duties, a number of its own.
        duties: every duty of the paper, then every extension.
        ignored: ids of answers to questions that this customer is not asked.
    """

    division: Division
    duties: tuple[DutyScore, ...]
    share: Range
    verified: Fraction | None
    grade: Grade | None
    completeness: Fraction | None
    clarity: Fraction
    orphan_share: Fraction | None
    beyond: Range
    categories: Mapping[str, Range]
    critical_gaps: tuple[str, ...]
    orphans: tuple[str, ...]
    ignored: tuple[str, ...]

    @property
    def of_paper(self) -> tuple[DutyScore, ...]:
        """Return the duties of the paper, in its order."""
        return tuple(d for d in self.duties if d.duty.category_id != EXTENSION)

    @property
    def of_extensions(self) -> tuple[DutyScore, ...]:
        """Return the duties beyond the paper."""
        return tuple(d for d in self.duties if d.duty.category_id == EXTENSION)

    @property
    def asked(self) -> tuple[Question, ...]:
        """Return every question this customer is asked, in order."""
        return tuple(line.question for duty in self.duties for line in duty.lines)

    @property
    def open_count(self) -> int:
        """Return how many questions asked are still open."""
        return sum(line.state is AnswerState.OPEN for duty in self.duties for line in duty.lines)


def evaluate(
    matrix: ResponsibilityMatrix, questionnaire: Questionnaire, assessment: Assessment
) -> Evaluation:
    """Score one assessment by every rule of docs/scoring.md."""
    division = divide(matrix, assessment.service.model, assessment.agreed, assessment.overrides)
    asked = duties(questionnaire, division, assessment)
    scores = score_duties(asked, assessment.answers)
    of_paper = [s for s in scores if s.duty.category_id != EXTENSION]
    share = total(of_paper)
    completeness = _completeness(of_paper)
    gaps = tuple(gap for score in of_paper for gap in score.critical_gaps)
    orphans = tuple(s.duty.id for s in of_paper if s.state is DutyState.ORPHAN)
    known = {q.id for duty in asked for q in duty.questions}
    return Evaluation(
        division=division,
        duties=scores,
        share=share,
        verified=_verified(matrix, questionnaire, assessment),
        grade=_grade(share.value, completeness, of_paper, len(gaps), has_orphan=bool(orphans)),
        completeness=completeness,
        clarity=_clarity(division),
        orphan_share=_orphan_share(of_paper),
        beyond=total([s for s in scores if s.duty.category_id == EXTENSION]),
        categories={
            category.id: total([s for s in of_paper if s.duty.category_id == category.id])
            for category in matrix.categories
        },
        critical_gaps=gaps,
        orphans=orphans,
        ignored=tuple(sorted(set(assessment.answers) - known)),
    )


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
    if question.kind is QuestionKind.CHK and set(question.critical_boxes) - set(ticked):
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


def _completeness(scores: Iterable[DutyScore]) -> Fraction | None:
    units = 0
    done = Fraction(0)
    for score in scores:
        if score.low is None or not score.total_weight:
            continue
        u = score.low.units
        units += u
        done += Fraction(u * score.done_weight, score.total_weight)
    return 100 * done / units if units else None


def _clarity(division: Division) -> Fraction:
    weights = sum(cell.responsibility.importance for cell in division.cells)
    clear = sum(cell.responsibility.importance * cell.clarity for cell in division.cells)
    return Fraction(clear, weights) if weights else Fraction(0)


def _orphan_share(scores: Iterable[DutyScore]) -> Fraction | None:
    units = orphaned = 0
    for score in scores:
        if score.result is not None:
            units += score.result.units
            orphaned += score.result.units if score.state is DutyState.ORPHAN else 0
    return Fraction(100 * orphaned, units) if units else None


def _grade(
    share: Fraction | None,
    completeness: Fraction | None,
    scores: Iterable[DutyScore],
    gaps: int,
    *,
    has_orphan: bool,
) -> Grade | None:
    has_open_critical = any(
        line.question.critical and line.state is AnswerState.OPEN
        for score in scores
        for line in score.lines
    )
    if share is None or completeness is None or has_open_critical:
        return None
    if completeness < GRADE_COMPLETENESS:
        return None
    return grade_of(share, gaps, has_orphan=has_orphan)


def grade_of(share: Fraction, gaps: int, *, has_orphan: bool) -> Grade:
    """Return the grade of a complete result."""
    if share < 50 or gaps >= 3:  # noqa: PLR2004  the rule's own numbers
        return Grade.D
    if share < 70 or gaps:  # noqa: PLR2004
        return Grade.C
    return Grade.A if share >= 85 and not has_orphan else Grade.B  # noqa: PLR2004


def _verified(
    matrix: ResponsibilityMatrix, questionnaire: Questionnaire, assessment: Assessment
) -> Fraction | None:
    """Return S with what is only stated taken as 0, agreed options too."""
    proved = replace(
        assessment,
        answers={
            key: answer
            if answer.evidence is not EvidenceLevel.E0 or answer.state is not AnswerState.CHOSEN
            else replace(answer, state=AnswerState.UNKNOWN, choices=())
            for key, answer in assessment.answers.items()
        },
        agreed={
            key: option
            if option.evidence is not EvidenceLevel.E0 or option.known_by is None
            else replace(option, known_by=0)
            for key, option in assessment.agreed.items()
        },
        overrides={
            key: override
            if override.evidence is not EvidenceLevel.E0 or override.known_by is None
            else replace(override, known_by=0)
            for key, override in assessment.overrides.items()
        },
    )
    division = divide(matrix, proved.service.model, proved.agreed, proved.overrides)
    of_paper = [
        score
        for score in score_duties(duties(questionnaire, division, proved), proved.answers)
        if score.duty.category_id != EXTENSION
    ]
    return total(of_paper).value
