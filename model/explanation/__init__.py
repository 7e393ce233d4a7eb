"""The arithmetic behind every number, line by line, so that a person can repeat it on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.explanation.duty_lines import DutyLines
from model.explanation.number_lines import NumberLines
from model.explanation.passages import Passages, counts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.assessment import Assessment
    from model.evaluation import Evaluation
    from model.i18n import Catalog
    from model.responsibility import ResponsibilityMatrix
    from model.scoring import DutyScore


_APART = ("beyond", "reliance")
"""Numbers that are no part of the share carried."""


def explain(
    matrix: ResponsibilityMatrix,
    evaluation: Evaluation,
    catalog: Catalog,
    responsibility_id: str | None = None,
    assessment: Assessment | None = None,
    number: str | None = None,
) -> tuple[str, ...]:
    """Return the lines of the arithmetic.

    Args:
        matrix: the division that `evaluation` was made with.
        evaluation: the numbers to explain.
        catalog: its language is the language of the lines.
        responsibility_id: id or code of the only responsibility to explain; None for all.
        assessment: the answers behind the numbers. With them, ticked boxes and evidence are
            shown and the verified number is taken apart.
        number: the only number to explain, with its rules and all that leads to it: share,
            range, verified, grade, clarity, completeness, orphan_share, beyond or
            category:ID; None for all.

    Raises:
        InputError: there is no such responsibility in this service model, or no such number.
    """
    answers = assessment.answers if assessment is not None else {}
    duties = DutyLines(matrix, catalog, answers)
    numbers = NumberLines(matrix, evaluation, catalog, assessment, duties)
    passages = Passages(matrix, evaluation, duties, numbers)
    if responsibility_id is not None:
        return tuple(passages.of_responsibility(responsibility_id))
    if number is not None:
        return tuple(passages.of_number(number))
    return tuple(_everything(evaluation, duties, numbers))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """The lines of one number, as they stand one after the other in the whole."""

    name: str
    lines: tuple[str, ...]


def chapters(
    matrix: ResponsibilityMatrix, evaluation: Evaluation, catalog: Catalog, assessment: Assessment
) -> tuple[Chapter, ...]:
    """Return the sums of every number, without the duties they are made from."""
    duties = DutyLines(matrix, catalog, assessment.answers)
    return tuple(
        _chapters(evaluation, NumberLines(matrix, evaluation, catalog, assessment, duties))
    )


def duty_chapter(
    score: DutyScore, matrix: ResponsibilityMatrix, catalog: Catalog, assessment: Assessment
) -> tuple[str, ...]:
    """Return the lines of one duty; none where there is nothing to calculate."""
    if not counts(score):
        return ()
    return tuple(DutyLines(matrix, catalog, assessment.answers).of_duty(score))


def _chapters(evaluation: Evaluation, numbers: NumberLines) -> Iterator[Chapter]:
    said = {
        "share": numbers.share(),
        "range": numbers.range(),
        "categories": numbers.categories(),
        "completeness": iter([numbers.completeness()]),
        "clarity": numbers.clarity(),
        "orphan_share": iter([numbers.orphans()]),
        "verified": numbers.verified(),
        "grade": numbers.grade(),
    }
    if evaluation.of_extensions:
        said["beyond"] = numbers.beyond()
    if evaluation.of_reliance:
        said["reliance"] = numbers.reliance()
    for name, lines in said.items():
        yield Chapter(name=name, lines=tuple(lines))


def _everything(evaluation: Evaluation, duties: DutyLines, numbers: NumberLines) -> Iterator[str]:
    """Return every line: the duties of the paper, the numbers, then what is apart."""
    yield numbers.say("rule")
    for score in filter(counts, evaluation.of_paper):
        yield from duties.of_duty(score)
    yield ""
    for chapter in _chapters(evaluation, numbers):
        if chapter.name in _APART:
            yield ""
            yield numbers.say(f"{chapter.name}.rule")
        if chapter.name == "beyond":
            for score in filter(counts, evaluation.of_extensions):
                yield from duties.of_duty(score)
        yield from chapter.lines
