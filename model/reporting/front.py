"""How to read the report, and the summary on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.assessment import Voice
from model.reporting.charts import Bar, category_bars, share_gauge
from model.reporting.flowables import (
    callout,
    heading,
    key_figures,
    note,
    space,
    together,
)
from model.reporting.press import figure, headline
from model.reporting.styles import WIDTH
from model.reporting.tables import Column, Row, table
from model.reporting.wordings import (
    action_title,
    effort_text,
    gain_text,
    interim_reasons,
    range_text,
    voice_text,
)

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from model.reporting.data import ReportData
    from model.reporting.press import Press

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
    has_one_depth = len(data.questionnaire.depths) == 1
    depth = "only_express" if has_one_depth else f"depth.{data.assessment.depth.value}"
    return [
        press.set(press.text("reading.intro")),
        table(press, columns, rows),
        press.set(press.text(f"reading.{depth}")),
        note(press, press.text("reading.not.title"), press.text(_not_text(data))),
    ]


def _not_text(data: ReportData) -> str:
    return "reading.not.audited" if data.voice is Voice.AUDITOR else "reading.not.text"


def summary(data: ReportData, press: Press) -> list[Flowable]:
    """Return the whole result on one page."""
    evaluation = data.evaluation
    return [
        share_gauge(evaluation.share, width=WIDTH),
        space(5),
        press.set(range_text(data, press), press.styles.label),
        *_voice(data, press),
        space(6),
        _verdict(data, press),
        space(2),
        key_figures(press, _summary_figures(data, press)),
        *heading(press, press.text("summary.categories"), "summary-categories"),
        *_bars(data, press),
        *_top_actions(data, press),
    ]


def _voice(data: ReportData, press: Press) -> list[Flowable]:
    if data.voice is None:
        return []
    text = press.text("summary.voice", voice=voice_text(data, press))
    return [press.set(text, press.styles.label)]


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


def _bars(data: ReportData, press: Press) -> list[Flowable]:
    """Return a bar for each category with something of the customer's; apart, one beyond them."""
    evaluation = data.evaluation
    bars = [
        Bar(name=press.say(c.name), range=evaluation.categories[c.id])
        for c in data.matrix.categories
        if evaluation.categories[c.id].high is not None
    ]
    blocks: list[Flowable] = []
    if bars:
        blocks.append(category_bars(bars, width=WIDTH))
    else:
        blocks.append(press.set(press.text("summary.range.nothing")))
    if evaluation.of_extensions:
        beyond = Bar(name=press.word("extension"), range=evaluation.beyond)
        blocks += [
            space(),
            press.set(press.text("summary.beyond"), press.styles.label),
            category_bars([beyond], width=WIDTH),
        ]
    return blocks


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
