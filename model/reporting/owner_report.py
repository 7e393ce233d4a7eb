"""Two pages for the owner, in plain words: how we stand, what to do first, whom to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.platypus import PageBreak

from model import wording
from model.assessment import ActionState
from model.division import DutyState
from model.improvement import Horizon
from model.overview import STRONG
from model.provider_letter import duty_of
from model.provider_questions import AskedWhy
from model.questionnaire import Cost
from model.reporting.charts import share_gauge
from model.reporting.flowables import ACCENT, LINE, callout, fitted, grid, note, space, title
from model.reporting.masthead import masthead
from model.reporting.plain import cut
from model.reporting.press import headline
from model.reporting.provider_pages import asked
from model.reporting.styles import COLUMN, WIDTH
from model.reporting.wordings import (
    action_title,
    date_text,
    duty_name,
    effort_text,
    horizon_day,
    interim_points,
    plan_entry,
    range_state,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.platypus import Flowable

    from model.improvement import RankedAction
    from model.reporting.data import ReportData
    from model.reporting.press import Press
    from model.scoring import DutyScore

FIRST = (5, 4, 3)
"""So many actions stand on the first page; fewer where they are long."""

LISTED = (8, 6, 5, 4, 3, 2)
"""So many questions and strengths stand on the second page."""

LONG = 120
"""Characters of an entry of people's own that two pages have room for."""

NAMED = 3


def pages(data: ReportData, press: Press) -> list[Flowable]:
    """Return exactly two pages."""
    return [
        *fitted(lambda count: _first_page(count, data, press), FIRST),
        PageBreak(),
        *fitted(lambda count: _second_page(count, data, press), LISTED),
    ]


def first_actions(data: ReportData) -> list[RankedAction]:
    """Return what is still to be done, what is due first before the rest, by rank."""
    order = list(Horizon)
    waiting = (ActionState.OPEN, ActionState.DOING)
    left = [a for a in data.plan.ranked if plan_entry(a, data).state in waiting]
    return sorted(left, key=lambda action: (order.index(action.horizon), action.rank))


def carried_well(data: ReportData) -> list[DutyScore]:
    """Return the responsibilities that need no more work, the weightiest first."""
    good = [
        score
        for score in data.evaluation.of_paper
        if score.state is DutyState.HELD and score.low is not None and score.low.value >= STRONG
    ]
    return sorted(good, key=lambda score: (-(score.low.value if score.low else 0), score.duty.code))


def _first_page(count: int, data: ReportData, press: Press) -> list[Flowable]:
    return [
        *masthead(data, press),
        title(press, press.reader("owner.stand"), "stand"),
        *_stand(data, press),
        title(press, press.reader("owner.first"), "first"),
        *_first(count, data, press),
    ]


def _second_page(count: int, data: ReportData, press: Press) -> list[Flowable]:
    return [
        title(press, press.reader("owner.ask"), "ask"),
        *_ask(count, data, press),
        title(press, press.reader("owner.good"), "good"),
        *_good(count, data, press),
        *_find_out(data, press),
        title(press, press.reader("owner.more"), "more"),
        *_items([press.reader(f"owner.more.{name}") for name in ("plan", "send", "board")], press),
        note(press, press.text("reading.not.title"), press.reader("owner.not")),
    ]


def _stand(data: ReportData, press: Press) -> list[Flowable]:
    evaluation = data.evaluation
    share = evaluation.share
    if share.value is None:
        return [press.set(press.reader("owner.share.none")), _verdict(data, press)]
    low, high = headline(share.low), headline(share.high)
    said = [
        press.reader("owner.share", share=headline(share.value)),
        press.reader(f"owner.range.{range_state(data)}", low=low, high=high),
    ]
    if data.voice is not None:
        said.append(press.reader(f"owner.voice.{data.voice.value}"))
    return [
        press.set(press.sentences(said), press.styles.lead),
        share_gauge(share, width=WIDTH),
        space(),
        _verdict(data, press),
    ]


def _verdict(data: ReportData, press: Press) -> Flowable:
    """Return the grade in plain words, or why there is none, and what nobody does."""
    evaluation, styles = data.evaluation, press.styles
    grade = evaluation.grade
    if grade is not None:
        head = press.reader("owner.grade", grade=grade.value)
        said = [press.reader(f"owner.grade.{grade.value}")]
    else:
        head = press.reader("owner.interim")
        said = [press.reader(f"owner.interim.{key}", **v) for key, v in interim_points(data)]
    if evaluation.critical_gaps:
        said.append(press.reader("owner.critical", count=len(evaluation.critical_gaps)))
    lost = [s for s in evaluation.of_paper if s.state is DutyState.ORPHAN]
    if lost:
        names = press.text("division.left.between").join(
            duty_name(score.duty, press) for score in lost[:NAMED]
        )
        key = "owner.nobody" if len(lost) <= NAMED else "owner.nobody.more"
        said.append(press.reader(key, count=len(lost), names=names))
    text = press.sentences(said)
    return callout([press.set(head, styles.body_bold), press.set(text)])


def _first(count: int, data: ReportData, press: Press) -> list[Flowable]:
    actions = first_actions(data)[:count]
    if not actions:
        return [press.set(press.reader(f"owner.none.{_how_far(data)}"), press.styles.lead)]
    blocks: list[Flowable] = [_action(n, a, data, press) for n, a in enumerate(actions, start=1)]
    after, before = data.plan.share_after(Horizon.DAYS_30), data.plan.share_before
    if after is not None and before is not None and headline(after) != headline(before):
        text = press.reader("owner.after", before=headline(before), after=headline(after))
        blocks += [space(4), press.set(text, press.styles.body_bold)]
    return blocks


def _action(number: int, action: RankedAction, data: ReportData, press: Press) -> Flowable:
    styles = press.styles
    told: list[Flowable] = [
        press.set(action_title(action, data, press), styles.body_bold),
        press.set(_why(action, press), styles.fine),
        *_start(action, press),
    ]
    rule = (0.9, ACCENT) if number == 1 else (0.4, LINE)
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEABOVE", (0, 0), (-1, 0), *rule),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 10),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
    cells = [press.set(str(number), styles.band), told, _facts(action, data, press)]
    return grid([cells], [0.6 * COLUMN, 7.5 * COLUMN, 3.9 * COLUMN], style)


def _start(action: RankedAction, press: Press) -> list[Flowable]:
    """Return the first step of an action."""
    steps = wording.action_steps(action.candidate, press.catalog)
    label = press.reader("owner.start")
    return [press.set_labelled(label, step, press.styles.fine) for step in steps[:1]]


def _why(action: RankedAction, press: Press) -> str:
    """Return why an action matters: what goes wrong without it, or what it brings."""
    question = action.candidate.question
    if question is None:
        return wording.action_effect(action.candidate, press.catalog)
    if action.closes_gap and question.critical_reason is not None:
        return press.say(question.critical_reason)
    return press.say(question.why)


def _facts(action: RankedAction, data: ReportData, press: Press) -> Flowable:
    """Return how long it takes, who does it and by when; a line to write on where nobody is."""
    entry, styles = plan_entry(action, data), press.styles
    day = entry.due or horizon_day(action.horizon, data)
    by = date_text(day, press) if day else press.word(f"horizon.{action.horizon.value}")
    template = action.candidate.template
    cost = entry.cost
    if not cost and template is not None and template.cost is not Cost.NONE:
        cost = press.word(f"cost.{template.cost.value}")
    pairs = [
        ("how_long", effort_text(action, press)),
        ("who", cut(entry.owner, LONG)),
        ("by", by),
        ("cost", cut(cost, LONG)),
    ]
    rows = [
        [
            press.set(press.reader(f"owner.{name}"), styles.label),
            press.set(value, styles.cell) if value else "",
        ]
        for name, value in pairs
        if value or name == "who"
    ]
    style: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        ("TOPPADDING", (0, 0), (-1, -1), 0.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0.5),
    ]
    if not entry.owner:
        style.append(("LINEBELOW", (1, 1), (1, 1), 0.4, LINE))
    return grid(rows, [1.25 * COLUMN, 2.4 * COLUMN], style)


def _ask(count: int, data: ReportData, press: Press) -> list[Flowable]:
    found = asked(data)
    if not found:
        return [press.set(press.reader("owner.ask.none"), press.styles.lead)]
    between = press.text("division.left.between")
    lines = []
    for why in AskedWhy:
        names = [duty_of(each, press.catalog) for each in found if each.why is why]
        if not names:
            continue
        key = f"owner.ask.{why.value}"
        left = len(names) - count
        listed = between.join(names[:count])
        lines.append(press.reader(key, duties=listed))
        if left > 0:
            lines[-1] = press.reader(f"{key}.more", duties=listed, count=left)
    return [
        press.set(press.reader("owner.ask.intro"), press.styles.lead),
        *_items(lines, press),
        press.set(press.reader("owner.ask.send", count=len(found))),
    ]


def _good(count: int, data: ReportData, press: Press) -> list[Flowable]:
    found = carried_well(data)
    if not found:
        text = press.reader(f"owner.good.none.{_how_far(data)}")
        return [press.set(text, press.styles.lead)]
    lines = [duty_name(score.duty, press) for score in found[:count]]
    blocks = [press.set(press.reader("owner.good.intro"), press.styles.lead), *_items(lines, press)]
    if len(found) > count:
        blocks.append(press.set(press.reader("owner.good.more", count=len(found) - count)))
    return blocks


def _how_far(data: ReportData) -> str:
    """Return "empty", "open" while questions have no answer, or "whole"."""
    if data.evaluation.share.value is None:
        return "empty"
    return "open" if data.evaluation.open_count else "whole"


def _find_out(data: ReportData, press: Press) -> list[Flowable]:
    """Return how much is open or was answered with "don't know"; nothing where nothing was."""
    counts = {"open": data.evaluation.open_count, "unknown": len(data.plan.to_find_out)}
    told = [press.reader(f"owner.find_out.{k}", count=n) for k, n in counts.items() if n]
    if not told:
        return []
    return [
        title(press, press.text("plan.find_out"), "find-out"),
        press.set(press.sentences(told), press.styles.lead),
    ]


def _items(lines: Sequence[str], press: Press) -> list[Flowable]:
    return [press.set_bullet(press.reader("bullet"), line) for line in lines]
