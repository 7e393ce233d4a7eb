"""The pages of the plan: actions by horizon, what to find out, what to ask the provider."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING

from model import wording
from model.assessment import ActionState, AnswerState
from model.improvement import Horizon
from model.reporting.flowables import ACCENT, LINE, callout, grid, heading, space, together
from model.reporting.press import figure
from model.reporting.styles import COLUMN, WIDTH
from model.reporting.tables import Column, Listing, Row, listed
from model.reporting.wordings import (
    action_title,
    date_text,
    duty_name,
    effort_text,
    gain_text,
    horizon_day,
    plan_entry,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportlab.platypus import Flowable, Table

    from model.assessment import PlanEntry
    from model.improvement import RankedAction
    from model.reporting.data import ReportData
    from model.reporting.press import Press

ACTION_GAP = 7.0
LONG_NOTE = 300
"""A note longer than this may run over a page; a shorter one stays with its action."""


def plan(data: ReportData, press: Press) -> list[Flowable]:
    """Return the plan, horizon after horizon."""
    blocks: list[Flowable] = []
    if not data.plan.ranked:
        is_empty = data.evaluation.share.value is None
        key = "plan.unanswered" if is_empty else "plan.nothing"
        blocks.append(press.set(press.text(key), press.styles.lead))
    else:
        blocks.append(press.set(press.text("plan.intro")))
        if count := open_count(data):
            blocks.append(press.set(press.text("plan.open", count=count)))
        before = data.plan.share_before or Fraction(0)
        for horizon in Horizon:
            blocks += _horizon(horizon, before, data, press)
            before = data.plan.share_after(horizon) or before
    if data.plan.beyond:
        title = heading(press, press.text("plan.beyond"), "plan-beyond")
        title.append(press.set(press.text("plan.beyond.intro")))
        shares = [action.share_after for action in data.plan.beyond]
        blocks += _actions(title, data.plan.beyond, shares, data, press)
    if data.plan.to_find_out:
        blocks += _find_out(data, press)
    return blocks


def open_count(data: ReportData) -> int:
    """Return how many questions on the paper's duties are still open."""
    lines = (line for score in data.evaluation.of_paper for line in score.lines)
    return sum(line.state is AnswerState.OPEN for line in lines)


def _horizon(horizon: Horizon, before: Fraction, data: ReportData, press: Press) -> list[Flowable]:
    actions = data.plan.within(horizon)
    title = heading(press, press.word(f"horizon.{horizon.value}"), f"plan-{horizon.value}")
    if not actions:
        return [*title, press.set(press.text("plan.horizon.none"))]
    after = data.plan.share_after(horizon) or before
    told = []
    if (day := horizon_day(horizon, data)) is not None and data.assessment.plan_day:
        begins_on = date_text(data.assessment.plan_day, press)
        due = press.text("plan.horizon.due", day=date_text(day, press), begins_on=begins_on)
        told.append(press.set(due, press.styles.body_bold))
    total = press.text(
        "plan.horizon.total",
        count=len(actions),
        before=figure(before),
        after=figure(after),
        gain=gain_text(after - before),
    )
    shares = accumulate((a.gain for a in actions), initial=before)
    next(shares)
    return _actions([*title, callout([*told, press.set(total)])], actions, shares, data, press)


def _actions(
    title: Sequence[Flowable],
    actions: Sequence[RankedAction],
    shares: Iterable[Fraction],
    data: ReportData,
    press: Press,
) -> list[Flowable]:
    """Return actions under a title that stays with the first."""
    blocks: list[Flowable] = []
    for action, share in zip(actions, shares, strict=True):
        top, *rest = action_block(action, share, data, press)
        blocks += [together([*([] if blocks else title), *top]), *rest]
    return blocks


def action_block(
    action: RankedAction, share: Fraction, data: ReportData, press: Press
) -> tuple[list[Flowable], *tuple[Flowable, ...]]:
    """Return one action, to be kept together, and a long note, which may run over a page.

    `share` is the share carried once it is done, with all that is printed before it.
    """
    entry = plan_entry(action, data)
    styles = press.styles
    steps = wording.action_steps(action.candidate, press.catalog)
    effect = wording.action_effect(action.candidate, press.catalog)
    offered = offer(action, data, press)
    offers = [press.set_labelled(*offered, styles.inset)] if offered else []
    top: list[Flowable] = [_head(action, share, data, press), *press.set_steps(steps)]
    foot: list[Flowable] = [
        press.set_labelled(press.text("plan.effect"), effect, styles.inset),
        *offers,
        space(2),
        _assignment(entry, press),
        *_decided(entry, press),
    ]
    written = press.set_lines(entry.note, styles.inset)
    if written:
        written = [press.set_labelled(press.text("plan.note"), "", styles.inset), *written]
    if len(entry.note) <= LONG_NOTE and entry.note.count("\n") < 8:  # noqa: PLR2004  lines
        foot, written = [*foot, *written], []
    return [*top, *foot], *written


def _decided(entry: PlanEntry, press: Press) -> list[Flowable]:
    """Return cost and own estimate; of an accepted risk why, and who accepts it."""
    told = [("cost", entry.cost)]
    if entry.effort is not None:
        told.append(("own_effort", press.word(f"effort.{entry.effort}")))
    if entry.state is ActionState.ACCEPTED:
        told.append(("reason", entry.reason or press.text("plan.unstated")))
        told.append(("approver", entry.approver or press.text("plan.unstated")))
    return [
        press.set_labelled(press.text(f"plan.{name}"), text, press.styles.inset)
        for name, text in told
        if text
    ]


def offer(action: RankedAction, data: ReportData, press: Press) -> tuple[str, str] | None:
    """Return what the chosen provider offers for the duty, named; None where that is unknown."""
    code = action.candidate.duty.code
    if data.provider is None or code not in data.provider.features:
        return None
    name = wording.provider_name(data.assessment.service, press.catalog)
    label = press.text("plan.offers", provider=name)
    feature = press.catalog.say(data.provider.features[code])
    when = data.provider.as_of or press.word("offer.unverified")
    return label, press.text("plan.offers.text", feature=feature, when=when)


def _head(action: RankedAction, share: Fraction, data: ReportData, press: Press) -> Table:
    styles = press.styles
    middle = [
        press.set(action_title(action, data, press), styles.body_bold),
        press.set(_about(action, press), styles.label),
    ]
    right = [
        press.set(gain_text(action.gain), styles.gain),
        press.set(press.text("plan.after", share=figure(share)), styles.figure_muted),
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
    return grid([[rank, middle, right]], widths, style, spaceBefore=ACTION_GAP)


def _about(action: RankedAction, press: Press) -> str:
    """Return the duty, effort, cost and what is special, in one line."""
    template, duty = action.candidate.template, action.candidate.duty
    named = press.text("plan.duty", code=duty.code, duty=duty_name(duty, press))
    parts = [named, effort_text(action, press)]
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
    return press.text("separator").join(parts)


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
        *[("LEFTPADDING", (i, 0), (i, 0), 10) for i in (3, 5)],
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        *[("LINEBELOW", (i, 0), (i, 0), 0.4, LINE) for i in (2, 4, 6)],
    ]
    columns = (0.75, 1.25, 3.6, 1.2, 2.4, 1, 1.8)
    cells_in_line = ["", *(cell for pair in cells for cell in pair)]
    return grid([cells_in_line], [c * COLUMN for c in columns], style, spaceAfter=4)


def _find_out(data: ReportData, press: Press) -> list[Flowable]:
    return [
        *heading(press, press.text("plan.find_out"), "plan-find-out"),
        press.set(press.text("plan.find_out.intro")),
        listed(press, to_find_out(data, press)),
    ]


def to_find_out(data: ReportData, press: Press) -> Listing:
    """Return the questions answered "don't know", and how each can be answered."""
    questions = data.plan.to_find_out
    return Listing(
        columns=(
            Column(title=press.text("column.code"), width=1.7),
            Column(title=press.text("column.question"), width=4.6),
            Column(title=press.text("column.check"), width=5.7),
        ),
        rows=tuple(Row(cells=(q.id, press.say(q.text), press.say(q.check))) for q in questions),
    )
