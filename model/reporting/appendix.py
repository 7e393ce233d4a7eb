"""The appendices: every answer, what does not apply, the arithmetic, the rule, the colophon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.styles import ParagraphStyle

from model.assessment import AnswerState
from model.explanation import chapters, duty_chapter
from model.overview import concerns_customer
from model.questionnaire import RELIANCE
from model.reporting.flowables import fields, heading, note, space, together
from model.reporting.press import figure
from model.reporting.sign_off import seal_warning, status_pairs
from model.reporting.styles import INDENT, SMALL_GAP
from model.reporting.tables import Column, Listing, Row, band, listed, table, wide
from model.reporting.wordings import (
    CRITICAL_MARK,
    all_asked,
    answer_text,
    by_category,
    duty_name,
    marked,
    state_text,
    value_text,
)

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from model.provider import ProviderFeatures
    from model.reporting.data import ReportData
    from model.reporting.press import Press
    from model.scoring import DutyScore, QuestionLine

RULES = (
    "values",
    "duty",
    "critical",
    "handed_over",
    "orphan",
    "share",
    "range",
    "completeness",
    "verified",
    "clarity",
    "grade",
    "beyond",
)

_NAMES = {
    "categories": "report.sums.categories",
    "beyond": "word.extension",
    "reliance": "word.reliance",
}
"""Messages for the names of numbers that the chapter on reading the report does not explain."""

_STEP = 4
"""Blanks by which a line of the arithmetic is indented."""

WORKING = 7.9
"""Width of the sums of each duty, in columns of the grid."""


def answers(data: ReportData, press: Press) -> list[Flowable]:
    """Return every question asked with its answer, weight, evidence and note."""
    found = answer_listing(data, press)
    intro = press.set(press.text("answers.intro", mark=CRITICAL_MARK))
    if not found.rows:
        return [intro, press.set(press.text("answers.none"))]
    return [intro, listed(press, found)]


def answer_listing(data: ReportData, press: Press) -> Listing:
    """Return the rows of that table; none where nothing is asked."""
    columns = (
        Column(title=press.text("column.code"), width=1.55),
        Column(title=press.text("column.question"), width=4),
        Column(title=press.text("column.answer"), width=3.35),
        Column(title=press.text("column.w"), width=0.45, is_figure=True),
        Column(title=press.text("column.v"), width=0.65, is_figure=True),
        Column(title=press.text("column.evidence"), width=2, indent=8),
    )
    rows: list[Row] = []
    for name, scores in all_asked(data, press):
        lines = [line for score in scores for line in score.lines]
        if lines:
            is_proof = scores[0].duty.category_id == RELIANCE
            hint = [wide(press.text("answers.reliance"))] if is_proof else []
            rows += [band(name), *hint, *(_answer_row(line, data, press) for line in lines)]
    return Listing(columns=columns, rows=tuple(rows))


def left_out(data: ReportData, press: Press) -> list[Flowable]:
    """Return what does not apply, with its reasons, and the answers that were ignored."""
    found = left_out_listing(data, press)
    blocks: list[Flowable] = []
    if found.rows:
        blocks += [press.set(press.text("left_out.intro")), listed(press, found)]
    else:
        blocks.append(press.set(press.text("left_out.none")))
    if data.evaluation.ignored:
        blocks.append(note(press, press.text("left_out.ignored.title"), ignored_text(data, press)))
    return blocks


def ignored_text(data: ReportData, press: Press) -> str:
    """Name the answers to questions that this customer is not asked."""
    ids = press.text("between").join(data.evaluation.ignored)
    return press.text("left_out.ignored", count=len(data.evaluation.ignored), ids=ids)


def left_out_listing(data: ReportData, press: Press) -> Listing:
    """Return the questions that do not apply, each with its reason."""
    lines = [
        line
        for score in data.evaluation.duties
        for line in score.lines
        if line.state is AnswerState.NOT_APPLICABLE
    ]
    return Listing(
        columns=(
            Column(title=press.text("column.code"), width=1.75),
            Column(title=press.text("column.question"), width=10.25),
        ),
        rows=tuple(
            Row(
                cells=(marked(line.question.id, line.question), press.say(line.question.text)),
                below=press.text(
                    "left_out.reason", reason=data.assessment.answers[line.question.id].reason
                ),
            )
            for line in lines
        ),
    )


def arithmetic(data: ReportData, press: Press) -> list[Flowable]:
    """Return the arithmetic of every number, in the lines of the command `explain`."""
    return [
        press.set(press.text("sums.intro")),
        press.set(press.catalog.text("explain.rule"), press.styles.fine),
        *heading(press, press.text("sums.duties"), "sums-duties"),
        _duty_sums(data, press),
        *heading(press, press.text("sums.numbers"), "sums-numbers"),
        *_number_sums(data, press),
        *heading(press, press.text("rule.title"), "rule"),
        *[_rule(name, press) for name in RULES],
    ]


def _rule(name: str, press: Press) -> Flowable:
    say = press.catalog.text
    label, text = say(f"explain.rule.{name}.name"), say(f"explain.rule.{name}")
    return press.set_labelled(label, text, press.styles.fine)


def _number_sums(data: ReportData, press: Press) -> list[Flowable]:
    """Return the lines of each number under its name; the first line stays with the name."""
    blocks: list[Flowable] = []
    for chapter in chapters(data.matrix, data.evaluation, press.catalog, data.assessment):
        key = _NAMES.get(chapter.name, f"report.reading.{chapter.name}.name")
        name = press.set(press.catalog.text(key), press.styles.body_bold)
        first, *rest = [_line(line, press) for line in chapter.lines] or [space()]
        blocks += [together([name, first]), *rest, space(SMALL_GAP)]
    return blocks


def _line(line: str, press: Press) -> Flowable:
    """Return one line of the arithmetic; what is indented there is indented here."""
    styles = press.styles
    depth = (len(line) - len(line.lstrip())) // _STEP
    if not depth:
        return press.set(line, ParagraphStyle("sum", parent=styles.fine, spaceBefore=2))
    if depth == 1:
        return press.set(line.strip(), styles.inset)
    deep = ParagraphStyle("deep", parent=styles.label, leftIndent=2 * INDENT, spaceAfter=2)
    return press.set(line.strip(), deep)


def colophon(data: ReportData, press: Press) -> list[Flowable]:
    """Return what this report was made from."""
    return [
        *seal_warning(data, press),
        fields(press, colophon_pairs(data, press)),
        press.set(press.text("colophon.text"), press.styles.label),
    ]


def colophon_pairs(data: ReportData, press: Press) -> list[tuple[str, str]]:
    """Return versions, digests and sources, as names and values."""
    questionnaire, matrix = data.questionnaire, data.matrix
    version = press.text("fact.version", id=questionnaire.id, version=questionnaire.version)
    answered = press.text(
        "fact.version",
        id=data.assessment.questionnaire_id,
        version=data.assessment.questionnaire_version,
    )
    return [
        (press.text("colophon.questionnaire"), press.say(questionnaire.title)),
        (press.text("colophon.version"), version),
        (press.text("colophon.answered"), answered),
        (press.text("colophon.digest"), questionnaire.digest),
        (press.text("colophon.licence"), questionnaire.licence),
        (press.text("colophon.source"), press.say(questionnaire.source)),
        (
            press.text("colophon.matrix"),
            press.text("fact.version", id=matrix.id, version=matrix.version),
        ),
        (press.text("colophon.paper"), press.say(matrix.source)),
        *([] if data.provider is None else [_features_source(data.provider, press)]),
        (press.text("colophon.program"), press.word("app")),
        *status_pairs(data, press),
    ]


def _features_source(provider: ProviderFeatures, press: Press) -> tuple[str, str]:
    when = provider.as_of or press.word("offer.unverified")
    text = press.text("colophon.features.text", source=press.say(provider.source), when=when)
    return (press.text("colophon.features"), text)


def _answer_row(line: QuestionLine, data: ReportData, press: Press) -> Row:
    question = line.question
    answer = data.assessment.answers.get(question.id)
    is_chosen = answer is not None and line.state is AnswerState.CHOSEN
    evidence = press.word(f"evidence.{answer.evidence.value}") if answer and is_chosen else "–"
    written = answer.note if answer is not None else ""
    return Row(
        cells=(
            marked(question.id, question),
            press.say(question.text),
            answer_text(question, answer, press),
            str(question.weight),
            value_text(line),
            evidence,
        ),
        below=press.text("answers.note", note=written) if written else "",
    )


def _duty_sums(data: ReportData, press: Press) -> Flowable:
    columns = (
        Column(title=press.text("column.code"), width=1.2),
        Column(title=press.text("column.working"), width=WORKING),
        Column(title=press.text("column.u"), width=0.7, is_figure=True),
        Column(title=press.text("column.r"), width=1, is_figure=True),
        Column(title=press.text("column.ur"), width=1.2, is_figure=True),
    )
    rows: list[Row] = []
    for name, scores in by_category(data, press):
        counted = [score for score in scores if concerns_customer(score)]
        if counted:
            rows += [band(name), *(_duty_sum(score, data, press) for score in counted)]
    if not rows:
        return press.set(press.text("answers.none"))
    return table(press, columns, rows)


def _duty_sum(score: DutyScore, data: ReportData, press: Press) -> Row:
    counted = score.result
    product = counted.units * counted.value if counted else None
    name, *rest = duty_chapter(score, data.matrix, press.catalog, data.assessment) or (
        press.catalog.text(
            "explain.duty",
            code=score.duty.code,
            name=duty_name(score.duty, press),
            state=state_text(score, press),
        ),
    )
    return Row(
        cells=(
            score.duty.code,
            (
                name.removeprefix(score.duty.code).strip(),
                *(press.set(line.strip(), press.styles.cell_muted) for line in rest),
            ),
            str(counted.units) if counted else "–",
            figure(counted.value) if counted else "–",
            figure(product),
        )
    )
