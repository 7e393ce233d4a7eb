"""The results: each category and duty with its numbers, and the critical gaps by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.assessment import AnswerState, EvidenceLevel
from model.overview import cell_groups, concerns_customer, mark_words
from model.questionnaire import QuestionKind
from model.reporting.charts import Bar, category_bars, heat_map_parts
from model.reporting.flowables import callout, heading, note, space, together
from model.reporting.press import figure
from model.reporting.styles import WIDTH
from model.reporting.tables import Column, Listing, Row, listed, table
from model.reporting.wordings import (
    action_title,
    answer_text,
    by_category,
    duty_name,
    marked,
    open_critical,
    short_id,
    state_text,
    value_text,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.platypus import Flowable

    from model.improvement import RankedAction
    from model.questionnaire import Question
    from model.reporting.data import ReportData
    from model.reporting.press import Press
    from model.scoring import DutyScore, QuestionLine, Range


MAP_LIMIT = 560.0
"""A map of responsibilities is drawn in parts where it is taller than this, in points."""

MAP_ROOM = 60.0
"""Room that title and introduction of the map need, in points."""

CATEGORY_ROOM = 145.0
"""Room that a category needs on a page: title, bar, head and first rows, in points."""


def results(data: ReportData, press: Press) -> list[Flowable]:
    """Return the section on the results, one category after the other."""
    evaluation = data.evaluation
    numbers = [evaluation.categories[c.id] for c in data.matrix.categories]
    blocks: list[Flowable] = [
        press.set(press.text("results.intro")),
        *_at_a_glance(data, press),
        press.set(press.text("results.legend"), press.styles.label),
    ]
    empty = []
    named = by_category(data, press)
    for place, ((name, scores), number) in enumerate(
        zip(named, [*numbers, evaluation.beyond], strict=True)
    ):
        own = [score for score in scores if concerns_customer(score)]
        if own:
            title = heading(press, name, f"results-{place}", CATEGORY_ROOM)
            blocks += [*title, *_category(number, own, data, press)]
        elif place < len(numbers):
            empty.append(name)
    if empty:
        names = press.text("between").join(empty)
        blocks.append(note(press, press.text("results.none"), names))
    return blocks


def _at_a_glance(data: ReportData, press: Press) -> list[Flowable]:
    """Return a cell for each responsibility that concerns the customer."""
    groups = cell_groups(data.matrix, data.evaluation, press.catalog)
    if not groups:
        return []
    words = mark_words(press.catalog)
    parts = heat_map_parts(groups, words, width=WIDTH, limit=MAP_LIMIT)
    title = heading(press, press.text("results.map"), "results-map", parts[0].height + MAP_ROOM)
    return [
        *title,
        press.set(press.text("results.map.intro"), press.styles.label),
        *[block for part in parts for block in (space(4), part)],
        space(10),
    ]


def gaps(data: ReportData, press: Press) -> list[Flowable]:
    """Return every critical gap by name, or an honest word of praise."""
    found = _gaps_of(data.evaluation.of_paper, data, press)
    beyond = _gaps_of(data.evaluation.of_extensions, data, press)
    blocks: list[Flowable] = []
    if found:
        blocks += [press.set(press.text("gaps.intro", count=len(found))), *found]
    else:
        blocks.append(note(press, *praise(data, press)))
    if beyond:
        blocks += [*heading(press, press.word("extension"), "gaps-beyond"), *beyond]
    return [*blocks, *_still_open(data, press)]


def _gaps_of(scores: Sequence[DutyScore], data: ReportData, press: Press) -> list[Flowable]:
    return [
        _gap(score, line, data, press)
        for score in scores
        for line in score.lines
        if line.question.id in score.critical_gaps
    ]


def _still_open(data: ReportData, press: Press) -> list[Flowable]:
    """Return the critical questions that still hold the grade back."""
    questions = open_critical(data)
    if not questions:
        return []
    return [
        *heading(press, press.text("gaps.open"), "gaps-open"),
        press.set(press.text("gaps.open.intro", count=len(questions))),
        listed(press, still_open(questions, press)),
    ]


def still_open(questions: Sequence[Question], press: Press) -> Listing:
    """Return questions with their ids."""
    return Listing(
        columns=(
            Column(title=press.text("column.code"), width=1.7),
            Column(title=press.text("column.question"), width=10.3),
        ),
        rows=tuple(Row(cells=(q.id, press.say(q.text))) for q in questions),
    )


def _category(
    number: Range, scores: Sequence[DutyScore], data: ReportData, press: Press
) -> list[Flowable]:
    bar = category_bars([Bar(name=press.text("results.bar"), range=number)], width=WIDTH)
    columns = (
        Column(title=press.text("column.code"), width=1.2),
        Column(title=press.text("column.duty"), width=6.2),
        Column(title=press.text("column.state"), width=2),
        Column(title=press.text("column.v"), width=0.8, is_figure=True),
        Column(title=press.text("column.u"), width=0.8, is_figure=True),
        Column(title=press.text("column.r"), width=1, is_figure=True),
    )
    rows = [row for score in scores for row in _duty_rows(score, data, press)]
    return [bar, space(2), table(press, columns, rows)]


def _duty_rows(score: DutyScore, data: ReportData, press: Press) -> list[Row]:
    counted = score.result
    rows = [
        Row(
            cells=(
                score.duty.code,
                duty_name(score.duty, press),
                state_text(score, press),
                "",
                str(counted.units) if counted else "–",
                figure(counted.value) if counted else "–",
            ),
            look="strong",
        )
    ]
    for line in score.lines:
        question = line.question
        answer = data.assessment.answers.get(question.id)
        rows.append(
            Row(
                cells=(
                    marked(short_id(question), question),
                    answer_text(question, answer, press),
                    press.text("results.gap") if question.id in score.critical_gaps else "",
                    value_text(line),
                ),
                look="muted",
                joined=True,
            )
        )
    return rows


def _gap(score: DutyScore, line: QuestionLine, data: ReportData, press: Press) -> Flowable:
    question, styles = line.question, press.styles
    answer = data.assessment.answers.get(question.id)
    reason = question.critical_reason or question.why
    content: list[Flowable] = [
        press.set(
            press.text("gaps.duty", code=question.id, duty=duty_name(score.duty, press)),
            styles.label,
        ),
        press.set(press.say(question.text), styles.body_bold),
        press.set_labelled(press.text("gaps.answer"), answer_text(question, answer, press)),
    ]
    if missing := missing_boxes(line, data, press):
        content.append(press.set_labelled(press.text("gaps.missing"), missing))
    content.append(press.set_labelled(press.text("gaps.why"), press.say(reason)))
    if (action := closing(question.id, data)) is not None:
        words = press.text("gaps.action", rank=action.rank, title=action_title(action, data, press))
        content.append(press.set_labelled(press.text("gaps.close"), words))
    return together([callout(content, strong=True)])


def missing_boxes(line: QuestionLine, data: ReportData, press: Press) -> str:
    """Return what must be ticked and is not; empty for a question of another kind."""
    question = line.question
    answer = data.assessment.answers.get(question.id)
    if question.kind is not QuestionKind.CHK or line.state is not AnswerState.CHOSEN or not answer:
        return ""
    missing = [b for b in question.critical_boxes if b not in answer.choices]
    return press.text("between").join(press.say(question.choice(b).text) for b in missing)


def closing(question_id: str, data: ReportData) -> RankedAction | None:
    """Return the first action of the plan on a question, those that close its gap before others."""
    candidates = [
        action
        for action in (*data.plan.ranked, *data.plan.beyond)
        if action.candidate.question is not None and action.candidate.question.id == question_id
    ]
    return min(candidates, key=lambda a: (not a.closes_gap, a.rank), default=None)


def praise(data: ReportData, press: Press) -> tuple[str, str]:
    """Say what the absence of critical gaps is worth, in few words and in more.

    It depends on what was answered.
    """
    critical = [
        line for score in data.evaluation.of_paper for line in score.lines if line.question.critical
    ]
    answered = [line for line in critical if line.state is AnswerState.CHOSEN]
    if not answered:
        return press.text("gaps.unknown.title"), press.text("gaps.unknown")
    answers = data.assessment.answers
    unproved = sum(answers[ln.question.id].evidence is EvidenceLevel.E0 for ln in answered)
    proof = "stated" if unproved else "proved"
    text = press.text(f"gaps.none.{proof}", answered=len(answered), unproved=unproved)
    title = "gaps.sofar.title" if open_critical(data) else "gaps.none.title"
    return press.text(title), text
