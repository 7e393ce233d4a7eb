"""The commands that show numbers, and the arithmetic behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model.errors import InputError
from model.explanation import explain
from model.rounding import one_decimal, round_half_up
from ui.cli.reading import read_scored
from ui.cli.table import say, say_json, say_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from model.assessment import Voice
    from model.i18n import Catalog
    from model.scoring import DutyScore, Range
    from ui.cli.reading import Scored

Record = dict[str, Any]
JSON = "json"


def print_scores(files: Sequence[str], form: str, voice: Voice, catalog: Catalog) -> None:
    """Print the numbers of assessment files, in the order given."""
    scored = [read_scored(file, catalog, voice) for file in files]
    if form == JSON:
        say_json([score_record(each) for each in scored])
        return
    for each in scored:
        _print_score(each, catalog)
    say(catalog.text("word.attribution"))


def print_explanation(
    file: str, responsibility: str | None, number: str | None, voice: Voice, catalog: Catalog
) -> None:
    """Print the arithmetic behind the numbers of one assessment file.

    Raises:
        InputError: both a responsibility and a number are wanted, or there is no such.
    """
    if responsibility is not None and number is not None:
        raise InputError("error.command.either", option="--responsibility", other="--number")
    scored = read_scored(file, catalog, voice)
    matrix, evaluation = scored.matrix, scored.evaluation
    for line in explain(matrix, evaluation, catalog, responsibility, scored.heard, number):
        say(line)


def score_record(scored: Scored) -> Record:
    """Return the numbers of one file as docs/formats.md names them."""
    evaluation = scored.evaluation
    scores = {score.duty.id: score for score in evaluation.of_paper}
    return {
        "file": scored.file,
        "questionnaire": scored.questionnaire.id,
        "voice": scored.voice.value,
        "share_carried": {
            **_range(evaluation.share),
            "verified": _number(evaluation.verified),
        },
        "grade": evaluation.grade.value if evaluation.grade else None,
        "completeness": _number(evaluation.completeness),
        "clarity": _number(evaluation.clarity),
        "orphan_share": _number(evaluation.orphan_share),
        "critical_gaps": list(evaluation.critical_gaps),
        "orphans": list(evaluation.orphans),
        "beyond": _number(evaluation.beyond.value),
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
            for category in scored.matrix.categories
        },
    }


def _duty(score: DutyScore | None) -> Record:
    if score is None:
        return {"value": None, "units": 0, "state": "out"}
    result = score.result
    return {
        "value": _number(result.value) if result else None,
        "units": result.units if result else 0,
        "state": score.state.value,
    }


def _range(number: Range) -> Record:
    return {
        "value": _number(number.value),
        "low": _number(number.low),
        "high": _number(number.high),
    }


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(round_half_up(value, 1))


def _print_score(scored: Scored, catalog: Catalog) -> None:
    evaluation = scored.evaluation
    share = evaluation.share
    grade = evaluation.grade
    say(scored.file)
    rows = [
        ("share", _words(share.value, catalog)),
        ("range", f"{_words(share.low, catalog)} – {_words(share.high, catalog)}"),
        ("verified", _words(evaluation.verified, catalog)),
        ("grade", grade.value if grade else catalog.text("command.score.interim")),
        ("completeness", _words(evaluation.completeness, catalog)),
        ("clarity", _words(evaluation.clarity, catalog)),
        ("orphan_share", _words(evaluation.orphan_share, catalog)),
        ("critical_gaps", ", ".join(evaluation.critical_gaps) or catalog.text("command.none")),
        ("orphans", ", ".join(evaluation.orphans) or catalog.text("command.none")),
        ("beyond", _words(evaluation.beyond.value, catalog)),
    ]
    if scored.assessment.findings:
        rows.insert(0, ("voice", catalog.text(f"command.voice.{scored.voice}")))
    named = [(f"  {catalog.text(f'command.score.{key}')}", text) for key, text in rows]
    for category in scored.matrix.categories:
        number = evaluation.categories[category.id]
        if number.low is not None:
            named.append((f"  {catalog.say(category.name)}", _words(number.value, catalog)))
    say_table(named)


def _words(value: Fraction | None, catalog: Catalog) -> str:
    return catalog.text("command.nothing") if value is None else one_decimal(value)
