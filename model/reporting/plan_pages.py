"""The pages of the plan: actions by horizon, what to find out, what to ask the provider."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.platypus import Flowable, Table

from model import wording
from model.assessment import PlanEntry
from model.improvement import Horizon
from model.reporting.flowables import ACCENT, LINE, callout, heading, space, together
from model.reporting.press import figure
from model.reporting.styles import COLUMN, WIDTH
from model.reporting.tables import Column, Row, table
from model.reporting.wordings import action_title, date_text, effort_text, gain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.improvement import RankedAction
    from model.reporting.data import ReportData
    from model.reporting.press import Press

LONG_NOTE = 300
"""A note longer than this may run over a page; a shorter one stays with its action."""


def plan(data: ReportData, press: Press) -> list[Flowable]:
    """Return the plan, horizon after horizon."""
    blocks: list[Flowable] = [press.set(press.text("plan.intro"))]
    if not data.plan.ranked:
        is_empty = data.evaluation.share.value is None
        key = "plan.unanswered" if is_empty else "plan.nothing"
        blocks.append(press.set(press.text(key), press.styles.lead))
    else:
        before = data.plan.share_before
        for horizon in Horizon:
            blocks += _horizon(horizon, before, data, press)
            before = data.plan.share_after(horizon)
    if data.plan.beyond:
        blocks += heading(press, press.text("plan.beyond"), "plan-beyond")
        blocks.append(press.set(press.text("plan.beyond.intro")))
        blocks += _actions(data.plan.beyond, data, press)
    if data.plan.to_find_out:
        blocks += _find_out(data, press)
    return blocks


def _horizon(horizon: Horizon, before: Any, data: ReportData, press: Press) -> list[Flowable]:  # noqa: ANN401
    actions = data.plan.within(horizon)
    title = heading(press, press.word(f"horizon.{horizon.value}"), f"plan-{horizon.value}")
    if not actions:
        return [*title, press.set(press.text("plan.horizon.none"))]
    gain = sum((a.gain for a in actions), start=actions[0].gain * 0)
    total = press.text(
        "plan.horizon.total",
        count=len(actions),
        before=figure(before),
        after=figure(data.plan.share_after(horizon)),
        gain=gain_text(gain),
    )
    return [*title, callout([press.set(total)]), *_actions(actions, data, press)]


def _actions(
    actions: Sequence[RankedAction], data: ReportData, press: Press
) -> list[Flowable]:
    return [block for action in actions for block in action_block(action, data, press)]


def action_block(action: RankedAction, data: ReportData, press: Press) -> list[Flowable]:
    """Return one action: what, how, what it brings, who does it until when."""
    entry = data.assessment.plan.get(action.id, PlanEntry(action_id=action.id))
    styles = press.styles
    steps = wording.action_steps(action.candidate, press.catalog)
    effect = wording.action_effect(action.candidate, press.catalog)
    body: list[Flowable] = [
        _head(action, data, press),
        *press.set_steps(steps),
        press.set_labelled(press.text("plan.effect"), effect, styles.cell),
        space(3),
        _assignment(entry, press),
    ]
    written = press.set_lines(entry.note, styles.cell)
    if written:
        written = [press.set(press.text("plan.note"), styles.cell_bold), *written]
    if len(entry.note) <= LONG_NOTE and entry.note.count("\n") < 8:  # noqa: PLR2004  lines
        return [together([*body, *written, space(13)])]
    return [together(body), *written, space(13)]


def _head(action: RankedAction, data: ReportData, press: Press) -> Table:
    styles = press.styles
    duty = action.candidate.duty
    middle = [
        press.set(action_title(action, data, press), styles.body_bold),
        press.set(
            press.text("plan.duty", code=duty.code, duty=press.say(duty.name)), styles.label
        ),
        press.set(_effort_line(action, press), styles.label),
    ]
    right = [
        press.set(gain_text(action.gain), styles.gain),
        press.set(press.text("plan.after", share=figure(action.share_after)), styles.figure_muted),
    ]
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEABOVE", (0, 0), (-1, 0), 0.9, ACCENT),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    widths = [0.75 * COLUMN, WIDTH - 3.15 * COLUMN, 2.4 * COLUMN]
    rank = press.set(str(action.rank), styles.band)
    return Table([[rank, middle, right]], colWidths=widths, style=style)


def _effort_line(action: RankedAction, press: Press) -> str:
    """Return effort, cost and what is special, in one line."""
    template = action.candidate.template
    parts = [effort_text(action, press)]
    if template is not None:
        parts.append(press.word(f"cost.{template.cost.value}"))
    if action.candidate.needs_provider:
        parts.append(press.text("plan.needs_provider"))
    if action.closes_gap:
        parts.append(press.text("plan.closes_gap"))
    if action.closes_orphan:
        parts.append(press.text("plan.closes_orphan"))
    if action.is_quick_win:
        parts.append(press.text("plan.quick_win"))
    return " · ".join(parts)


def _assignment(entry: PlanEntry, press: Press) -> Table:
    """Return owner, due date and state, with room to write where nothing is given."""
    styles = press.styles
    due = date_text(entry.due, press) if entry.due is not None else ""
    pairs = (
        (press.text("plan.owner"), entry.owner),
        (press.text("plan.due"), due),
        (press.text("plan.state"), press.word(f"action_state.{entry.state.value}")),
    )
    cells = [
        [press.set(label, styles.label), press.set(value, styles.cell) if value else ""]
        for label, value in pairs
    ]
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        *[("LINEBELOW", (i, 0), (i, 0), 0.4, LINE) for i in (1, 3, 5)],
    ]
    columns = (1.3, 4, 1.3, 2.4, 1.1, 1.9)
    return Table(
        [[cell for pair in cells for cell in pair]],
        colWidths=[c * COLUMN for c in columns],
        style=style,
        spaceAfter=4,
    )


def _find_out(data: ReportData, press: Press) -> list[Flowable]:
    columns = (
        Column(title=press.text("column.code"), width=1.7),
        Column(title=press.text("column.question"), width=4.6),
        Column(title=press.text("column.check"), width=5.7),
    )
    rows = [
        Row(cells=(q.id, press.say(q.text), press.say(q.check))) for q in data.plan.to_find_out
    ]
    return [
        *heading(press, press.text("plan.find_out"), "plan-find-out"),
        press.set(press.text("plan.find_out.intro")),
        table(press, columns, rows),
    ]
