"""How to read the numbers, the numbers, and the critical gaps, as blocks of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model import wording
from model.document import (
    Block,
    Chart,
    ChartKind,
    Column,
    Fields,
    Heading,
    Lines,
    Measure,
    Paragraph,
    Row,
    RowLook,
    Table,
    same,
)
from model.overview import concerns_customer
from model.reporting import front, results
from model.reporting.press import figure, headline
from model.reporting.wordings import (
    action_title,
    answer_text,
    duty_name,
    interim_reasons,
    open_critical,
    range_text,
    state_text,
    voice_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from model.exports.document_words import DocumentWords, Pair
    from model.improvement import RankedAction
    from model.language import LocalizedText
    from model.scoring import DutyScore, QuestionLine, Range

NOTHING: Lines = (same("–"),)


def reading(words: DocumentWords) -> Iterator[Block]:
    """Return what the numbers mean, and what nobody should take them for."""
    yield Paragraph(text=words.report("reading.intro"))
    yield words.table(lambda _, press: front.terms(press))
    yield Paragraph(text=words.said(front.depth_meaning))
    yield Heading(text=words.report("reading.not.title"), level=2)
    yield Paragraph(text=words.said(front.what_it_is_not))


def summary(words: DocumentWords) -> Iterator[Block]:
    """Return the whole result in short."""
    data = words.data
    share = data.evaluation.share
    yield Chart(
        kind=ChartKind.GAUGE,
        title=words.text("word.share"),
        says=words.own("share.says", value=headline(share.value), range=words.said(range_text)),
        measures=(_measure(words.text("word.share"), share),),
        table=_key_numbers(words),
    )
    if data.voice is not None:
        yield Paragraph(
            text=words.report("summary.voice", voice=words.said(voice_text)), is_small=True
        )
    yield Heading(text=words.report("summary.categories"), level=2)
    yield from _categories(words)
    yield Heading(text=words.report("summary.actions"), level=2)
    best = words.table(front.top_actions)
    if best.rows:
        yield best
    yield Paragraph(text=words.said(front.after_top_actions))


def results_of(words: DocumentWords) -> Iterator[Block]:
    """Return every responsibility that is the customer's business, with its weight and score."""
    yield Paragraph(text=words.own("results.intro"))
    yield Paragraph(text=words.own("results.legend"), is_small=True)
    evaluation = words.data.evaluation
    groups = [
        (category.name, [s for s in evaluation.of_paper if s.duty.category_id == category.id])
        for category in words.data.matrix.categories
    ]
    groups.append((words.text("word.extension"), list(evaluation.of_extensions)))
    rows: list[Row] = []
    for name, scores in groups:
        own = [score for score in scores if concerns_customer(score)]
        if own:
            rows.append(Row(cells=((name,),), look=RowLook.BAND))
            rows += [_duty_row(score, words) for score in own]
    if not rows:
        yield Paragraph(text=words.report("summary.range.nothing"))
        return
    columns = (("code", 1.4, False), ("responsibility", 5.6, False), ("state", 2.6, False))
    figures = (("u", 1.0, True), ("r", 1.4, True))
    yield Table(
        columns=tuple(
            Column(title=words.report(f"column.{name}"), width=width, is_figure=is_figure)
            for name, width, is_figure in (*columns, *figures)
        ),
        rows=tuple(rows),
        has_row_heads=True,
    )


def gaps(words: DocumentWords) -> Iterator[Block]:
    """Return every critical gap by name, or an honest word of praise; then what is still open."""
    evaluation = words.data.evaluation
    found = list(_gap_lines(evaluation.of_paper))
    if found:
        yield Paragraph(text=words.report("gaps.intro", count=len(found)))
    else:
        for text in words.texts(results.praise):
            yield Paragraph(text=text)
    for score, line in found:
        yield from _gap(score, line, 2, words)
    if beyond := list(_gap_lines(evaluation.of_extensions)):
        yield Heading(text=words.text("word.extension"), level=2)
        for score, line in beyond:
            yield from _gap(score, line, 3, words)
    if questions := open_critical(words.data):
        yield Heading(text=words.report("gaps.open"), level=2)
        yield Paragraph(text=words.report("gaps.open.intro", count=len(questions)))
        yield words.table(lambda _, press: results.still_open(questions, press))


def _key_numbers(words: DocumentWords) -> Table:
    """Return share carried, grade and all other numbers, each with what it says."""
    evaluation = words.data.evaluation
    grade = evaluation.grade
    if grade is None:
        mark, why = words.report("interim"), words.texts(interim_reasons)
    else:
        mark, why = same(grade.value), (words.report(f"grade.{grade.value}"),)
    rows = [
        Row(
            cells=(
                (words.text("word.share"),),
                (same(headline(evaluation.share.value)),),
                (words.said(range_text),),
            )
        ),
        Row(cells=((words.report("grade"),), (mark,), why)),
    ]
    names = words.texts(lambda data, press: [n for n, _, _ in front.summary_figures(data, press)])
    values = words.texts(lambda data, press: [v for _, v, _ in front.summary_figures(data, press)])
    says = words.texts(lambda data, press: [r for _, _, r in front.summary_figures(data, press)])
    rows += [
        Row(cells=((name,), (value,), (said,)))
        for name, value, said in zip(names, values, says, strict=True)
    ]
    return Table(
        columns=(
            Column(title=words.report("reading.number"), width=3.2),
            Column(title=words.own("value"), width=2, is_figure=True),
            Column(title=words.report("reading.meaning"), width=6.8),
        ),
        rows=tuple(rows),
        caption=words.own("numbers"),
        has_row_heads=True,
    )


def _categories(words: DocumentWords) -> Iterator[Block]:
    """Return the share of each category that has something of the customer's."""
    evaluation = words.data.evaluation
    found = [
        (category.name, evaluation.categories[category.id])
        for category in words.data.matrix.categories
        if evaluation.categories[category.id].high is not None
    ]
    if found:
        yield _bars(words.report("summary.categories"), found, words)
    else:
        yield Paragraph(text=words.report("summary.range.nothing"))
    if evaluation.of_extensions:
        beyond = [(words.text("word.extension"), evaluation.beyond)]
        yield Paragraph(text=words.report("summary.beyond"), is_small=True)
        yield _bars(words.text("word.extension"), beyond, words)


def _bars(
    title: LocalizedText, found: list[tuple[LocalizedText, Range]], words: DocumentWords
) -> Chart:
    rows = tuple(
        Row(
            cells=(
                (name,),
                (same(figure(number.value)),),
                (_range(number, words),),
                (same(str(number.units)),),
            )
        )
        for name, number in found
    )
    return Chart(
        kind=ChartKind.BARS,
        title=title,
        says=words.own("bars.says"),
        measures=tuple(_measure(name, number) for name, number in found),
        table=Table(
            columns=(
                Column(title=words.report("column.category"), width=6),
                Column(title=words.report("column.share"), width=2, is_figure=True),
                Column(title=words.report("reading.range.name"), width=2.6, is_figure=True),
                Column(title=words.report("column.sum_u"), width=1.4, is_figure=True),
            ),
            rows=rows,
            caption=title,
            has_row_heads=True,
        ),
    )


def _measure(name: LocalizedText, number: Range) -> Measure:
    return Measure(name=name, value=number.value, low=number.low, high=number.high)


def _range(number: Range, words: DocumentWords) -> LocalizedText:
    if number.low == number.high:
        return same(figure(number.low))
    return words.own("range", low=figure(number.low), high=figure(number.high))


def _duty_row(score: DutyScore, words: DocumentWords) -> Row:
    counted = score.result
    return Row(
        cells=(
            (same(score.duty.code),),
            (words.said(lambda _, press: duty_name(score.duty, press)),),
            (words.said(lambda _, press: state_text(score, press)),),
            (same(str(counted.units)),) if counted else NOTHING,
            (same(figure(counted.value)),) if counted else NOTHING,
        )
    )


def _gap_lines(scores: Iterable[DutyScore]) -> Iterator[tuple[DutyScore, QuestionLine]]:
    for score in scores:
        for line in score.lines:
            if line.question.id in score.critical_gaps:
                yield score, line


def _gap(score: DutyScore, line: QuestionLine, level: int, words: DocumentWords) -> Iterator[Block]:
    """Return one gap: what was answered, why it matters, how to close it and what to do first."""
    question = line.question
    answer = words.data.assessment.answers.get(question.id)
    yield Heading(
        text=words.report(
            "gaps.duty",
            code=question.id,
            duty=words.said(lambda _, press: duty_name(score.duty, press)),
        ),
        level=level,
    )
    pairs: list[Pair] = [
        (words.report("column.question"), (question.text,)),
        (
            words.report("gaps.answer"),
            (words.said(lambda _, press: answer_text(question, answer, press)),),
        ),
    ]
    missing = words.said(lambda data, press: results.missing_boxes(line, data, press))
    if missing.zh:
        pairs.append((words.report("gaps.missing"), (missing,)))
    pairs.append((words.report("gaps.why"), (question.critical_reason or question.why,)))
    action = results.closing(question.id, words.data)
    yield Fields(pairs=(*pairs, *(_closing(action, words) if action is not None else ())))


def _closing(action: RankedAction, words: DocumentWords) -> Iterator[Pair]:
    title = words.said(lambda data, press: action_title(action, data, press))
    named = words.report("gaps.action", rank=action.rank, title=title)
    yield words.report("gaps.close"), (named,)
    steps = words.texts(lambda _, press: wording.action_steps(action.candidate, press.catalog))
    yield words.own("gaps.first_step"), steps[:1]
