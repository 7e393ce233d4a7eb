"""The commands that show numbers, and the arithmetic behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.errors import InputError
from model.explanation import explain
from model.exports.score_record import score_record
from model.rounding import one_decimal
from ui.cli.reading import read_scored
from ui.cli.table import say, say_json, say_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from model.assessment import Voice
    from model.exports.score_record import Record
    from model.i18n import Catalog
    from ui.cli.reading import Scored

JSON = "json"


def print_scores(files: Sequence[str], form: str, voice: Voice, catalog: Catalog) -> None:
    """Print the numbers of assessment files, in the order given."""
    scored = [read_scored(file, catalog, voice) for file in files]
    if form == JSON:
        say_json([_record(each) for each in scored])
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


def _record(scored: Scored) -> Record:
    """Return the numbers of one file as docs/formats.md names them."""
    told = score_record(scored.matrix, scored.evaluation, scored.questionnaire.id, scored.voice)
    return {"file": scored.file, **told}


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
