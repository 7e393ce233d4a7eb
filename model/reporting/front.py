"""How to read the report, and the summary on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.assessment import Voice
from model.reporting.charts import Bar, category_bars, has_radar, radar, share_gauge
from model.reporting.flowables import (
    callout,
    grid,
    heading,
    key_figures,
    note,
    space,
    together,
)
from model.reporting.press import figure, headline
from model.reporting.styles import WIDTH
from model.reporting.tables import Column, Listing, Row, listed
from model.reporting.wordings import (
    action_title,
    effort_text,
    gain_text,
    interim_reasons,
    range_text,
    voice_text,
)
from model.rounds import unconfirmed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.platypus import Flowable

    from model.reporting.data import ReportData
    from model.reporting.press import Press

TOP_ACTIONS = 3
RADAR = 0.42
"""Part of the width that the radar takes beside the bars."""

BETWEEN = 18.0
"""Room between bars and radar, in points."""

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
    return [
        press.set(press.text("reading.intro")),
        listed(press, terms(press)),
        press.set(depth_meaning(data, press)),
        note(press, press.text("reading.not.title"), what_it_is_not(data, press)),
    ]


def terms(press: Press) -> Listing:
    """Return what each number means."""
    return Listing(
        columns=(
            Column(title=press.text("reading.number"), width=2.4),
            Column(title=press.text("reading.meaning"), width=9.6),
        ),
        rows=tuple(
            Row(cells=(press.text(f"reading.{term}.name"), press.text(f"reading.{term}.meaning")))
            for term in TERMS
        ),
    )


def depth_meaning(data: ReportData, press: Press) -> str:
    """Say how closely was asked, and what that is good for."""
    has_one_depth = len(data.questionnaire.depths) == 1
    depth = "only_express" if has_one_depth else f"depth.{data.assessment.depth.value}"
    return press.text(f"reading.{depth}")


def what_it_is_not(data: ReportData, press: Press) -> str:
    """Say what nobody should take the report for."""
    is_audited = data.voice is Voice.AUDITOR
    return press.text("reading.not.audited" if is_audited else "reading.not.text")


def summary(data: ReportData, press: Press) -> list[Flowable]:
    """Return the whole result on one page."""
    evaluation = data.evaluation
    return [
        share_gauge(evaluation.share, width=WIDTH),
        space(5),
        press.set(range_text(data, press), press.styles.label),
        *_voice(data, press),
        *_unconfirmed(data, press),
        space(6),
        _verdict(data, press),
        space(2),
        key_figures(press, summary_figures(data, press)),
        *heading(press, press.text("summary.categories"), "summary-categories"),
        *_bars(data, press),
        *_top_actions(data, press),
    ]


def _voice(data: ReportData, press: Press) -> list[Flowable]:
    if data.voice is None:
        return []
    text = press.text("summary.voice", voice=voice_text(data, press))
    return [press.set(text, press.styles.label)]


def _unconfirmed(data: ReportData, press: Press) -> list[Flowable]:
    """Say how many answers are the last round's own; nothing where none is."""
    count = len(unconfirmed(data.assessment.answers, data.evaluation.asked))
    if not count:
        return []
    return [press.set(press.text("summary.unconfirmed", count=count), press.styles.label)]


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


def summary_figures(data: ReportData, press: Press) -> list[tuple[str, str, str]]:
    """Return the numbers beside the share carried: name, number, what it says."""
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
    if has_radar(bars):
        blocks.append(_bars_and_radar(bars))
    elif bars:
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


def _bars_and_radar(bars: Sequence[Bar]) -> Flowable:
    """Return the same numbers twice, side by side: to read, and as a shape."""
    shape = RADAR * WIDTH
    charts = [category_bars(bars, width=WIDTH - shape - BETWEEN), radar(bars, width=shape)]
    style = [
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        *[(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")],
    ]
    return grid([charts], [WIDTH - shape, shape], style)


def _top_actions(data: ReportData, press: Press) -> list[Flowable]:
    title = heading(press, press.text("summary.actions"), "summary-actions")
    listing = top_actions(data, press)
    remark = after_top_actions(data, press)
    if not listing.rows:
        return [*title, press.set(remark)]
    set_ = [listed(press, listing), press.set(remark, press.styles.label)]
    return [together([*title, *set_])]


def top_actions(data: ReportData, press: Press) -> Listing:
    """Return the first actions of the plan; none where there is none."""
    return Listing(
        columns=(
            Column(title="", width=0.5),
            Column(title=press.text("column.action"), width=7.6),
            Column(title=press.text("column.effort"), width=2.3),
            Column(title=press.text("column.gain"), width=1.6, is_figure=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    str(action.rank),
                    action_title(action, data, press),
                    effort_text(action, press),
                    gain_text(action.gain),
                )
            )
            for action in data.plan.ranked[:TOP_ACTIONS]
        ),
    )


def after_top_actions(data: ReportData, press: Press) -> str:
    """Say what the first actions lead to, or why there are none."""
    best = data.plan.ranked[:TOP_ACTIONS]
    if best:
        return press.text("summary.after", share=figure(best[-1].share_after))
    is_empty = data.evaluation.share.value is None
    return press.text("summary.actions.unanswered" if is_empty else "summary.actions.none")
