"""What screen and report show at a glance: a cell for each responsibility, the best ones."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from model.assessment import AnswerState, EvidenceLevel
from model.division import DutyState
from model.questionnaire import EXTENSION

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from model.assessment import Answer
    from model.evaluation import Evaluation
    from model.i18n import Catalog
    from model.responsibility import ResponsibilityMatrix
    from model.scoring import DutyScore

CATEGORY = "category:"
"""What stands before the id of a category in the name of its number."""

STRONG = 85
"""A responsibility worth this much or more is carried well: the limit of grade A."""

MOST = 5
"""How many of those carried best are named."""


class Mark(StrEnum):
    """What a cell says beside its value.

    GAP: a critical gap. ORPHAN: nobody holds it. HANDED_OVER: the provider does it. PENDING:
    nothing is known yet. OPEN: its value can still change. OUT: no question of it applies.
    """

    GAP = "gap"
    ORPHAN = "orphan"
    HANDED_OVER = "handed_over"
    PENDING = "pending"
    OPEN = "open"
    OUT = "out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One responsibility at a glance.

    Attributes:
        id: of the responsibility.
        value: R, 0 to 100; None where nothing counts.
    """

    id: str
    code: str
    value: Fraction | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellGroup:
    """The cells of one category."""

    name: str
    cells: tuple[Cell, ...]


def cell_groups(
    matrix: ResponsibilityMatrix, evaluation: Evaluation, catalog: Catalog
) -> tuple[CellGroup, ...]:
    """Return a cell for each responsibility that concerns the customer, in the paper's order.

    Categories without any are left out; the responsibilities beyond the paper come last.
    """
    named = [(category.id, catalog.say(category.name)) for category in matrix.categories]
    named.append((EXTENSION, catalog.text("word.extension")))
    concerned = [score for score in evaluation.duties if concerns_customer(score)]
    groups = (
        CellGroup(
            name=name,
            cells=tuple(_cell(s) for s in concerned if s.duty.category_id == category_id),
        )
        for category_id, name in named
    )
    return tuple(group for group in groups if group.cells)


def mark_words(catalog: Catalog) -> dict[Mark, str]:
    """Return what each mark means."""
    return {mark: catalog.text(f"chart.mark.{mark}") for mark in Mark}


def concerns_customer(score: DutyScore) -> bool:
    """Say whether a duty is the customer's business: held, handed over, or not settled."""
    return score.duty.cell is None or score.duty.cell.state is not DutyState.OUT


def strengths(evaluation: Evaluation, answers: Mapping[str, Answer]) -> tuple[DutyScore, ...]:
    """Return the responsibilities carried best, those that are proved before others.

    Only what the customer does itself is named, worth 85 or more; at most five, by what is
    proved, then value, then weight.
    """
    strong = [
        score
        for score in (*evaluation.of_paper, *evaluation.of_extensions)
        if score.state is DutyState.HELD
        and score.result is not None
        and score.result.value >= STRONG
    ]
    return tuple(sorted(strong, key=lambda score: _rank(score, answers), reverse=True)[:MOST])


def is_proved(score: DutyScore, answers: Mapping[str, Answer]) -> bool:
    """Say whether every answer that counts for a duty has evidence."""
    counted = [line for line in score.lines if line.state is AnswerState.CHOSEN]
    return bool(counted) and all(
        answers[line.question.id].evidence is not EvidenceLevel.E0 for line in counted
    )


def is_open(score: DutyScore) -> bool:
    """Say whether a question of a duty is not answered yet."""
    return any(line.state is AnswerState.OPEN for line in score.lines)


def _rank(score: DutyScore, answers: Mapping[str, Answer]) -> tuple[bool, Fraction, int]:
    result = score.result
    assert result is not None  # noqa: S101  only what has a result is ranked
    return is_proved(score, answers), result.value, result.units


def _cell(score: DutyScore) -> Cell:
    return Cell(
        id=score.duty.id,
        code=score.duty.code,
        value=score.result.value if score.result is not None else None,
        marks=tuple(_marks(score)),
    )


def _marks(score: DutyScore) -> list[Mark]:
    plain = {
        DutyState.ORPHAN: Mark.ORPHAN,
        DutyState.HANDED_OVER: Mark.HANDED_OVER,
        DutyState.PENDING: Mark.PENDING,
        DutyState.OUT: Mark.OUT,
    }
    marks = [plain[score.state]] if score.state in plain else []
    if score.critical_gaps:
        marks.append(Mark.GAP)
    if score.state is DutyState.HELD and is_open(score):
        marks.append(Mark.OPEN)
    return marks
