"""The arithmetic behind every number, line by line, so that a person can repeat it on paper."""

from __future__ import annotations

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


def _everything(evaluation: Evaluation, duties: DutyLines, numbers: NumberLines) -> Iterator[str]:
    yield numbers.say("rule")
    for score in filter(counts, evaluation.of_paper):
        yield from duties.of_duty(score)
    yield ""
    yield from numbers.share()
    yield from numbers.range()
    yield from numbers.categories()
    yield numbers.completeness()
    yield from numbers.clarity()
    yield numbers.orphans()
    yield from numbers.verified()
    yield from numbers.grade()
    if evaluation.of_extensions:
        yield ""
        yield numbers.say("beyond.rule")
        for score in filter(counts, evaluation.of_extensions):
            yield from duties.of_duty(score)
        yield from numbers.beyond()
    if evaluation.of_reliance:
        yield ""
        yield numbers.say("reliance.rule")
        yield from numbers.reliance()
