"""Every number of one assessment: share, clarity, completeness, grade, by docs/scoring.md."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from model.applicability import duties
from model.assessment import AnswerState, EvidenceLevel
from model.division import Division, DutyState, divide
from model.questionnaire import EXTENSION, RELIANCE
from model.reliance import division_of
from model.scoring import DutyScore, Range, score_duties, total

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from model.assessment import Assessment
    from model.questionnaire import Question, Questionnaire
    from model.responsibility import ResponsibilityMatrix

GRADE_COMPLETENESS = Fraction(80)


class Grade(StrEnum):
    """A school mark for the share carried; critical gaps cap it, never the number."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


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
        duties: every duty of the paper, then every extension, then every proof.
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
        return _of_paper(self.duties)

    @property
    def of_extensions(self) -> tuple[DutyScore, ...]:
        """Return the duties beyond the paper."""
        return tuple(d for d in self.duties if d.duty.category_id == EXTENSION)

    @property
    def of_reliance(self) -> tuple[DutyScore, ...]:
        """Return the proofs of what the provider holds; they count in no score but Clarity."""
        return tuple(d for d in self.duties if d.duty.category_id == RELIANCE)

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
    division = division_of(matrix, questionnaire, assessment)
    asked = duties(questionnaire, division, assessment)
    scores = score_duties(asked, assessment.answers)
    of_paper = _of_paper(scores)
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
    ledger = replace(proved.ledger, only_proved=True)
    division = divide(matrix, proved.service.model, proved.agreed, proved.overrides, ledger=ledger)
    scores = score_duties(duties(questionnaire, division, proved), proved.answers)
    return total(_of_paper(scores)).value


def _of_paper(scores: Iterable[DutyScore]) -> tuple[DutyScore, ...]:
    beyond = (EXTENSION, RELIANCE)
    return tuple(score for score in scores if score.duty.category_id not in beyond)
