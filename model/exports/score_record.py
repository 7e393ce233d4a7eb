"""The numbers of one assessment as other programs read them (docs/formats.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model.rounding import round_half_up

if TYPE_CHECKING:
    from fractions import Fraction

    from model.assessment import Voice
    from model.evaluation import Evaluation
    from model.responsibility import ResponsibilityMatrix
    from model.scoring import DutyScore, Range

Record = dict[str, Any]


def score_record(
    matrix: ResponsibilityMatrix, evaluation: Evaluation, questionnaire_id: str, voice: Voice
) -> Record:
    """Return every number, 0 to 100 with one decimal; None where nothing counts."""
    scores = {score.duty.id: score for score in evaluation.of_paper}
    return {
        "questionnaire": questionnaire_id,
        "voice": voice.value,
        "share_carried": {
            **_range(evaluation.share),
            "verified": number(evaluation.verified),
        },
        "grade": evaluation.grade.value if evaluation.grade else None,
        "completeness": number(evaluation.completeness),
        "clarity": number(evaluation.clarity),
        "orphan_share": number(evaluation.orphan_share),
        "critical_gaps": list(evaluation.critical_gaps),
        "orphans": list(evaluation.orphans),
        "beyond": number(evaluation.beyond.value),
        "categories": {
            category.id: {
                **_range(evaluation.categories[category.id]),
                "units": evaluation.categories[category.id].units,
                "responsibilities": {
                    cell.id: _duty(scores.get(cell.id))
                    for cell in evaluation.division.cells
                    if cell.responsibility.category_id == category.id
                },
            }
            for category in matrix.categories
        },
    }


def number(value: Fraction | None) -> float | None:
    """Return a number with one decimal, rounded half up; None for none."""
    return None if value is None else float(round_half_up(value, 1))


def _duty(score: DutyScore | None) -> Record:
    if score is None:
        return {"value": None, "units": 0, "state": "out"}
    result = score.result
    return {
        "value": number(result.value) if result else None,
        "units": result.units if result else 0,
        "state": score.state.value,
    }


def _range(told: Range) -> Record:
    return {
        "value": number(told.value),
        "low": number(told.low),
        "high": number(told.high),
    }
