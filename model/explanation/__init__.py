"""The arithmetic behind every number, line by line, so that a person can repeat it on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.errors import InputError
from model.explanation.duty_lines import DutyLines
from model.explanation.number_lines import NumberLines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.assessment import Assessment
    from model.evaluation import Evaluation
    from model.i18n import Catalog
    from model.responsibility import ResponsibilityMatrix
    from model.scoring import DutyScore


def explain(
    matrix: ResponsibilityMatrix,
    evaluation: Evaluation,
    catalog: Catalog,
    responsibility_id: str | None = None,
    assessment: Assessment | None = None,
) -> tuple[str, ...]:
    """Return the lines of the arithmetic.

    Args:
        matrix: the division that `evaluation` was made with.
        evaluation: the numbers to explain.
        catalog: its language is the language of the lines.
        responsibility_id: id or code of the only responsibility to explain; None for all.
        assessment: the answers behind the numbers. With them, ticked boxes and evidence are
            shown and the verified number is taken apart.

    Raises:
        InputError: there is no such responsibility in this service model.
    """
    answers = assessment.answers if assessment is not None else {}
    duties = DutyLines(matrix, catalog, answers)
    if responsibility_id is not None:
        return tuple(_one(evaluation, duties, responsibility_id))
    numbers = NumberLines(matrix, evaluation, catalog, assessment)
    return tuple(_everything(evaluation, duties, numbers))


def _one(evaluation: Evaluation, duties: DutyLines, wanted: str) -> Iterator[str]:
    for score in (*evaluation.of_paper, *evaluation.of_extensions):
        if wanted in (score.duty.id, score.duty.code) and _counts(score):
            return duties.of_duty(score)
    for cell in evaluation.division.cells:
        if wanted in (cell.id, cell.responsibility.code):
            return duties.of_cell(cell)
    codes = [score.duty.code for score in evaluation.duties if score.low is not None]
    raise InputError("error.no_responsibility", found=wanted, allowed=", ".join(codes[:1]))


def _counts(score: DutyScore) -> bool:
    """Say whether there is anything to calculate for a duty."""
    return bool(score.lines) or score.low is not None


def _everything(evaluation: Evaluation, duties: DutyLines, numbers: NumberLines) -> Iterator[str]:
    yield numbers.say("rule")
    for score in filter(_counts, evaluation.of_paper):
        yield from duties.of_duty(score)
    yield ""
    yield from numbers.share()
    yield from numbers.categories()
    yield numbers.completeness()
    yield from numbers.clarity()
    yield numbers.orphans()
    yield from numbers.verified()
    yield numbers.grade()
    if evaluation.of_extensions:
        yield ""
        yield numbers.say("beyond.rule")
        for score in filter(_counts, evaluation.of_extensions):
            yield from duties.of_duty(score)
        yield from numbers.beyond()
    if evaluation.of_reliance:
        yield ""
        yield numbers.say("reliance.rule")
        yield from numbers.reliance()
