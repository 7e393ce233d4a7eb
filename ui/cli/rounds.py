"""The command that shows two rounds of a service side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model.round_comparison import compare_rounds
from model.rounding import round_half_up
from model.rounds import SeenRound, day_of
from ui.cli.reading import read_scored
from ui.cli.table import say, say_json, say_table
from ui.presenters.round_words import (
    GROUPS,
    duty_texts,
    limit_texts,
    number_changes,
    overlap_text,
    question_texts,
    round_name,
)

if TYPE_CHECKING:
    from fractions import Fraction

    from model.assessment import Voice
    from model.i18n import Catalog
    from model.round_comparison import RoundComparison
    from model.scoring import QuestionLine
    from ui.cli.reading import Scored

Record = dict[str, Any]
JSON = "json"


def print_comparison(earlier: str, later: str, form: str, voice: Voice, catalog: Catalog) -> None:
    """Print what became of one assessment file in another."""
    scored = (read_scored(earlier, catalog, voice), read_scored(later, catalog, voice))
    before, after = (_seen(each) for each in scored)
    comparison = compare_rounds(before, after)
    if form == JSON:
        say_json(comparison_record(comparison, scored[0].file, scored[1].file))
    else:
        _print(comparison, (scored[0].file, scored[1].file), catalog)


def comparison_record(comparison: RoundComparison, earlier: str, later: str) -> Record:
    """Return a comparison as docs/formats.md names it."""
    overlap, versions = comparison.overlap, comparison.versions
    return {
        "before": _round(comparison.before, earlier),
        "after": _round(comparison.after, later),
        "overlap": {
            "asked_before": overlap.asked_before,
            "asked_after": overlap.asked_after,
            "asked_both": overlap.asked_both,
            "compared": overlap.compared,
            "share_before": _number(overlap.share_before),
            "share_after": _number(overlap.share_after),
        },
        "differs": [each.value for each in comparison.breaks],
        "questionnaire_changes": None
        if versions is None
        else {
            "added": list(versions.added),
            "retired": list(versions.retired),
            "revalued": list(versions.revalued),
            "reworded": list(versions.reworded),
        },
        "critical_gaps": {
            "closed": list(comparison.gaps_closed),
            "opened": list(comparison.gaps_opened),
        },
        "questions": {
            group.value: [
                {
                    "id": each.question.id,
                    "before": _line(each.before),
                    "after": _line(each.after),
                    "reason": each.reason.value if each.reason else None,
                }
                for each in comparison.questions
                if each.group is group
            ]
            for group in GROUPS
        },
        "responsibilities": {
            group.value: [
                {
                    "id": each.duty.id,
                    "before": _number(each.before),
                    "after": _number(each.after),
                    "reason": each.reason.value if each.reason else None,
                }
                for each in comparison.duties
                if each.group is group
            ]
            for group in GROUPS
        },
    }


def _seen(scored: Scored) -> SeenRound:
    return SeenRound(
        assessment=scored.heard,
        matrix=scored.matrix,
        questionnaire=scored.questionnaire,
        evaluation=scored.evaluation,
    )


def _round(seen: SeenRound, file: str) -> Record:
    assessment, evaluation = seen.assessment, seen.evaluation
    share, day = evaluation.share, day_of(assessment)
    return {
        "file": file,
        "service": assessment.service.name,
        "round": assessment.round.number,
        "date": day.isoformat() if day is not None else None,
        "questionnaire": {"id": seen.questionnaire.id, "version": seen.questionnaire.version},
        "model": assessment.service.model.value,
        "depth": assessment.depth.value,
        "share_carried": {
            "value": _number(share.value),
            "low": _number(share.low),
            "high": _number(share.high),
        },
        "grade": evaluation.grade.value if evaluation.grade else None,
        "clarity": _number(evaluation.clarity),
        "completeness": _number(evaluation.completeness),
        "critical_gaps": list(evaluation.critical_gaps),
    }


def _line(line: QuestionLine | None) -> Record | None:
    return None if line is None else {"state": line.state.value, "value": line.value}


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(round_half_up(value, 1))


def _print(comparison: RoundComparison, files: tuple[str, str], catalog: Catalog) -> None:
    text = catalog.text
    for name, file in zip(("before", "after"), files, strict=True):
        seen: SeenRound = getattr(comparison, name)
        say_table([(text(f"rounds.{name}"), round_name(seen, catalog, file))])
    say(overlap_text(comparison, catalog))
    for limit in limit_texts(comparison, catalog):
        say(limit)
    heads = ("", *(text(f"rounds.number.{name}") for name in ("before", "after", "change")))
    numbers = number_changes(comparison, catalog)
    say_table([heads, *((n.name, n.before, n.after, n.change) for n in numbers)])
    _print_groups(comparison, catalog)
    say(text("word.attribution"))


def _print_groups(comparison: RoundComparison, catalog: Catalog) -> None:
    """Print every group that has something; what did not change is only counted."""
    for level, changes in (
        ("duties", [(d.group, duty_texts(d, catalog)) for d in comparison.duties]),
        (
            "questions",
            [(q.group, question_texts(q, comparison, catalog)) for q in comparison.questions],
        ),
    ):
        say(catalog.text(f"rounds.level.{level}"))
        for group in GROUPS:
            rows = [texts for found, texts in changes if found is group]
            say("  " + catalog.text(f"rounds.group.{group}", count=len(rows)))
            if group.value != "unchanged" and rows:
                say_table([("    " + head, f"{was} → {now}") for head, was, now in rows])
