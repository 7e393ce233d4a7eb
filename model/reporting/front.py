"""The first pages: cover, contents, how to read this, and the summary on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Spacer, Table

from model.questionnaire import EXTENSION, Depth
from model.reporting.charts import Bar, category_bars, share_gauge
from model.reporting.flowables import (
    WHITE,
    ContentsLine,
    callout,
    fields,
    grid,
    heading,
    key_figures,
    note,
    space,
    together,
)
from model.reporting.fonts import BOLD
from model.reporting.page import COVER_BLOCK
from model.reporting.press import figure, headline
from model.reporting.styles import TOP, WIDTH
from model.reporting.tables import Column, Row, table
from model.reporting.wordings import (
    action_title,
    date_text,
    effort_text,
    gain_text,
    interim_reasons,
    organisation,
    provider,
    service,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.reporting.data import ReportData
    from model.reporting.press import Press

LONG_NAME = 36
TOP_ACTIONS = 3
TERMS = (
    "share",
    "range",
    "verified",
    "completeness",
    "clarity",
    "orphan_share",
    "critical",
    "grade",
)


def cover(data: ReportData, press: Press) -> list[Flowable]:
    """Return the cover: for whom, about what, and the headline."""
    return [
        _title_block(data, press),
        Spacer(0, 40),
        _cover_figures(data, press),
        Spacer(0, 22),
        fields(press, _cover_facts(data, press), label_columns=2.5),
    ]


def contents(press: Press, entries: Sequence[tuple[str, str, str, str]]) -> list[Flowable]:
    """Return the contents in two columns.

    Args:
        press: what the report is set with.
        entries: (number, title, key, page) of each section.
    """
    half = (WIDTH - 24) / 2
    lines = [ContentsLine(*entry, width=half) for entry in entries]
    middle = (len(lines) + 1) // 2
    right: list[object] = [*lines[middle:], *[""] * (2 * middle - len(lines))]
    rows = [[left, "", each] for left, each in zip(lines[:middle], right, strict=True)]
    style = [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
    return [
        press.set(press.text("contents"), press.styles.band),
        space(4),
        grid(rows, [half, 24, half], style),
        space(18),
    ]


def reading(data: ReportData, press: Press) -> list[Flowable]:
    """Return what the numbers mean, in plain words, and what this report is not."""
    rows = [
        Row(cells=(press.text(f"reading.{term}.name"), press.text(f"reading.{term}.meaning")))
        for term in TERMS
    ]
    columns = (
        Column(title=press.text("reading.number"), width=2.4),
        Column(title=press.text("reading.meaning"), width=9.6),
    )
    depth = data.assessment.depth
    blocks = [press.set(press.text("reading.intro")), table(press, columns, rows)]
    if depth is Depth.EXPRESS and Depth.FULL not in data.questionnaire.depths:
        blocks.append(press.set(press.text("reading.only_express")))
    else:
        blocks.append(press.set(press.text(f"reading.depth.{depth.value}")))
    blocks.append(note(press, press.text("reading.not.title"), press.text("reading.not.text")))
    return blocks


def summary(data: ReportData, press: Press) -> list[Flowable]:
    """Return the whole result on one page."""
    evaluation = data.evaluation
    return [
        share_gauge(evaluation.share, width=WIDTH),
        space(5),
        press.set(range_text(data, press), press.styles.label),
        space(6),
        _verdict(data, press),
        space(2),
        key_figures(press, _summary_figures(data, press)),
        *heading(press, press.text("summary.categories"), "summary-categories"),
        category_bars(_bars(data, press), width=WIDTH),
        *_top_actions(data, press),
    ]


def range_text(data: ReportData, press: Press) -> str:
    """Say where the share carried can still end up, and why."""
    share = data.evaluation.share
    if share.low is None or share.high is None:
        return press.text("summary.range.nothing")
    if share.low == share.high:
        return press.text("summary.range.settled")
    return press.text("summary.range.open", low=headline(share.low), high=headline(share.high))


def _title_block(data: ReportData, press: Press) -> Table:
    body = press.styles.body
    name, subject = organisation(data, press), service(data, press)
    size = 19.0 if len(name) <= LONG_NAME else 13.0
    title = ParagraphStyle("cover-title", parent=body, fontName=BOLD, fontSize=33, leading=44)
    big = ParagraphStyle("cover-name", parent=title, fontSize=size, leading=size * 1.4)
    small = ParagraphStyle("cover-small", parent=body, fontSize=11, leading=17)
    for style in (title, big, small):
        style.textColor = WHITE
    upper = [
        press.set(press.text("cover.eyebrow"), small),
        space(6),
        press.set(press.text("title"), title),
    ]
    lower = [press.set(name, big), space(3), press.set(subject, small)]
    inside = COVER_BLOCK - TOP - 22
    style = [
        ("VALIGN", (0, 0), (0, 0), "TOP"),
        ("VALIGN", (0, 1), (0, 1), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (0, 0), 18),
        ("BOTTOMPADDING", (0, 1), (0, 1), 0),
    ]
    heights = [0.5 * inside, 0.5 * inside + 22 - 18]
    return grid([[upper], [lower]], [WIDTH], style, rowHeights=heights)


def _cover_figures(data: ReportData, press: Press) -> Table:
    evaluation = data.evaluation
    styles = press.styles
    huge = ParagraphStyle("cover-number", parent=styles.number, fontSize=50, leading=60)
    grade = evaluation.grade
    mark = grade.value if grade else press.text("interim")
    word = ParagraphStyle("cover-word", parent=huge, fontSize=27, leading=37)
    mark_style = huge if grade else word
    rows = [
        [
            press.set(press.word("share"), styles.label),
            press.set(press.text("grade"), styles.label),
        ],
        [press.set(headline(evaluation.share.value), huge), press.set(mark, mark_style)],
        [
            press.set(range_text(data, press), styles.label),
            press.set(_grade_remark(data, press), styles.label),
        ],
    ]
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, 1), (-1, 1), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (0, 0), (0, -1), 18),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
    return grid(rows, [WIDTH / 2] * 2, style)


def _grade_remark(data: ReportData, press: Press) -> str:
    grade = data.evaluation.grade
    if grade is None:
        return interim_reasons(data, press)[0]
    return press.text(f"grade.{grade.value}")


def _cover_facts(data: ReportData, press: Press) -> list[tuple[str, str]]:
    assessment, questionnaire = data.assessment, data.questionnaire
    pairs = [
        (press.text("fact.organisation"), organisation(data, press)),
        (press.text("fact.service"), service(data, press)),
        (press.text("fact.provider"), provider(data, press)),
        (press.text("fact.model"), assessment.service.model.label),
        (
            press.text("fact.questionnaire"),
            press.text("fact.version", id=questionnaire.id, version=questionnaire.version),
        ),
        (press.text("fact.depth"), press.word(f"depth.{assessment.depth.value}")),
    ]
    if data.printed_on is not None:
        pairs.append((press.text("fact.date"), date_text(data.printed_on, press)))
    return pairs


def _verdict(data: ReportData, press: Press) -> Flowable:
    """Return the grade in words, or why there is none yet."""
    styles, grade = press.styles, data.evaluation.grade
    if grade is not None:
        title = press.text("summary.grade", grade=grade.value)
        return callout(
            [press.set(title, styles.body_bold), press.set(press.text(f"grade.{grade.value}"))]
        )
    reasons = [press.set(reason) for reason in interim_reasons(data, press)]
    return callout([press.set(press.text("summary.interim"), styles.body_bold), *reasons])


def _summary_figures(data: ReportData, press: Press) -> list[tuple[str, str, str]]:
    evaluation = data.evaluation
    percent = press.text("percent")
    numbers = (
        ("verified", headline(evaluation.verified)),
        ("clarity", headline(evaluation.clarity)),
        (
            "completeness",
            headline(evaluation.completeness) + percent * (evaluation.completeness is not None),
        ),
        (
            "orphan_share",
            headline(evaluation.orphan_share) + percent * (evaluation.orphan_share is not None),
        ),
        ("critical", str(len(evaluation.critical_gaps))),
    )
    return [
        (press.text(f"summary.{name}"), number, press.text(f"summary.{name}.remark"))
        for name, number in numbers
    ]


def _bars(data: ReportData, press: Press) -> list[Bar]:
    evaluation = data.evaluation
    bars = [
        Bar(name=press.say(c.name), range=evaluation.categories[c.id])
        for c in data.matrix.categories
    ]
    if any(score.duty.category_id == EXTENSION for score in evaluation.duties):
        bars.append(Bar(name=press.word("extension"), range=evaluation.beyond))
    return bars


def _top_actions(data: ReportData, press: Press) -> list[Flowable]:
    title = heading(press, press.text("summary.actions"), "summary-actions")
    best = data.plan.ranked[:TOP_ACTIONS]
    if not best:
        is_empty = data.evaluation.share.value is None
        key = "summary.actions.unanswered" if is_empty else "summary.actions.none"
        return [*title, press.set(press.text(key))]
    columns = (
        Column(title="", width=0.5),
        Column(title=press.text("column.action"), width=7.6),
        Column(title=press.text("column.effort"), width=2.3),
        Column(title=press.text("column.gain"), width=1.6, is_figure=True),
    )
    rows = [
        Row(
            cells=(
                str(action.rank),
                action_title(action, data, press),
                effort_text(action, press),
                gain_text(action.gain),
            )
        )
        for action in best
    ]
    return [
        together(
            [
                *title,
                table(press, columns, rows),
                press.set(
                    press.text("summary.after", share=figure(best[-1].share_after)),
                    press.styles.label,
                ),
            ]
        )
    ]
