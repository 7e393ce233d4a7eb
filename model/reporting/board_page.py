"""One page for the board: the numbers, one chart, what is missing, what is to be decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.assessment import ActionState
from model.gaps import gaps
from model.improvement import Horizon
from model.questionnaire import Cost
from model.reporting.charts import Bar, category_bars
from model.reporting.flowables import fitted, key_figures, space, title
from model.reporting.masthead import masthead
from model.reporting.plain import cut
from model.reporting.press import NOTHING, figure, headline
from model.reporting.styles import WIDTH
from model.reporting.tables import Column, Row, table
from model.reporting.wordings import (
    action_title,
    date_text,
    duty_name,
    effort_text,
    gain_text,
    horizon_day,
    interim_reasons,
    plan_entry,
    range_text,
    responsibility_name,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from fractions import Fraction

    from reportlab.platypus import Flowable

    from model.evaluation import Evaluation
    from model.gaps import Gap
    from model.improvement import RankedAction
    from model.reporting.data import ReportData
    from model.reporting.press import Press

    Number = Callable[[Evaluation], Fraction | None]

LISTED = (8, 6, 5, 4, 3, 2, 1)
"""So many names and decisions stand on the page; fewer where they are long."""

LONG = 90
"""Characters of an entry of people's own that one page has room for."""


def page(data: ReportData, press: Press) -> list[Flowable]:
    """Return exactly one page."""
    return fitted(lambda count: _page(count, data, press), LISTED)


def _page(count: int, data: ReportData, press: Press) -> list[Flowable]:
    return [
        *masthead(data, press, is_ruled=False),
        space(),
        key_figures(press, _figures(data, press)),
        space(),
        press.set(_verdict(data, press), press.styles.fine),
        title(press, press.text("summary.categories"), "categories"),
        *_chart(data, press),
        title(press, press.reader("board.missing"), "missing"),
        *_missing(count, data, press),
        title(press, press.reader("board.decisions"), "decisions"),
        *_decisions(count, data, press),
        title(press, press.reader("board.milestones"), "milestones"),
        *_milestones(data, press),
    ]


def _figures(data: ReportData, press: Press) -> list[tuple[str, str, str]]:
    """Return the numbers; below each that of the round before, where both can be compared."""
    now, earlier = data.evaluation, data.earlier
    was = earlier.evaluation if earlier is not None else None
    interim = press.text("interim")

    def exact(name: str, number: Number) -> str:
        held = number(now)
        if was is None:
            return press.text(f"summary.{name}.remark")
        return _since(number(was), held, press)

    def counted(count: Callable[[Evaluation], Sequence[str]]) -> str:
        if was is None:
            return press.reader("board.below")
        change = len(count(now)) - len(count(was))
        return _told(
            str(len(count(was))), f"{change:+d}".replace("-", "−") if change else "", press
        )

    grade_was = "" if was is None else (was.grade.value if was.grade else interim)
    return [
        (
            press.word("share"),
            headline(now.share.value),
            press.reader("board.full")
            if was is None
            else _since(was.share.value, now.share.value, press),
        ),
        (
            press.text("grade"),
            now.grade.value if now.grade else NOTHING,
            _told(grade_was, "", press) if was else "" if now.grade else interim,
        ),
        (
            press.text("summary.verified"),
            headline(now.verified),
            exact("verified", lambda e: e.verified),
        ),
        (
            press.text("summary.clarity"),
            headline(now.clarity),
            exact("clarity", lambda e: e.clarity),
        ),
        (
            press.text("summary.critical"),
            str(len(now.critical_gaps)),
            counted(lambda e: e.critical_gaps),
        ),
        (press.reader("board.orphans"), str(len(now.orphans)), counted(lambda e: e.orphans)),
    ]


def _since(was: Fraction | None, now: Fraction | None, press: Press) -> str:
    change = gain_text(now - was) if was is not None and now is not None and now != was else ""
    return _told(figure(was), change, press)


def _told(was: str, change: str, press: Press) -> str:
    key = "board.was.changed" if change else "board.was"
    return press.reader(key, was=was, change=change)


def _verdict(data: ReportData, press: Press) -> str:
    """Return the range, what the grade means or why there is none, and what was compared."""
    grade = data.evaluation.grade
    said = [range_text(data, press)]
    said += [press.text(f"grade.{grade.value}")] if grade else interim_reasons(data, press)
    if data.voice is not None:
        voice = press.text(f"voice.{data.voice.value}")
        said.append(press.text("summary.voice", voice=voice))
    return press.sentences([*said, _compared(data, press)])


def _compared(data: ReportData, press: Press) -> str:
    earlier = data.earlier
    if earlier is None:
        key = "first" if data.assessment.round.number == 1 else "absent"
        return press.reader(f"board.trend.{key}")
    if earlier.evaluation is None:
        return press.reader("board.trend.other", version=earlier.version)
    return press.reader("board.trend.small", round=earlier.round)


def _chart(data: ReportData, press: Press) -> list[Flowable]:
    bars = [
        Bar(name=press.say(c.name), range=data.evaluation.categories[c.id])
        for c in data.matrix.categories
        if data.evaluation.categories[c.id].high is not None
    ]
    if not bars:
        return [press.set(press.text("summary.range.nothing"))]
    return [category_bars(bars, width=WIDTH)]


def _missing(count: int, data: ReportData, press: Press) -> list[Flowable]:
    """Return critical gaps and what nobody holds, by name, as many as there is room for."""
    scores = data.evaluation.of_paper
    open_ = [(s, gap) for s in scores for gap in s.critical_gaps]
    gaps_named = [duty_name(score.duty, press) for score, _ in open_]
    orphans = set(data.evaluation.orphans)
    lost = [duty_name(score.duty, press) for score in scores if score.duty.id in orphans]
    return [
        press.set_labelled(
            press.reader("board.critical", count=len(gaps_named)),
            _named(gaps_named, count, press),
            press.styles.fine,
        ),
        press.set_labelled(
            press.reader("board.nobody", count=len(lost)),
            _named(lost, count, press),
            press.styles.fine,
        ),
    ]


def _named(names: Sequence[str], count: int, press: Press) -> str:
    """Return names, each once, and how many more there are; a word for none."""
    each = list(dict.fromkeys(names))
    if not each:
        return press.reader("board.none")
    listed = press.text("between").join(each[:count])
    if len(each) <= count:
        return listed
    return press.reader("board.more", names=listed, count=len(each) - count)


def _decisions(count: int, data: ReportData, press: Press) -> list[Flowable]:
    """Return the risks that somebody accepted, and what costs money or needs the provider."""
    actions = (*data.plan.ranked, *data.plan.beyond)
    rows = [
        *(_accepted_row(a, data, press) for a in actions if _is_accepted(a, data)),
        *(_gap_row(gap, press) for gap in _accepted_gaps(data)),
        *(_asked_row(a, data, press) for a in actions if _is_asked(a, data)),
    ]
    if not rows:
        return [press.set(press.reader("board.decisions.none"), press.styles.fine)]
    columns = (
        Column(title=press.reader("board.decisions.kind"), width=2),
        Column(title=press.reader("board.decisions.what"), width=5.4),
        Column(title=press.reader("board.decisions.detail"), width=4.6),
    )
    blocks: list[Flowable] = [table(press, columns, rows[:count])]
    if len(rows) > count:
        text = press.reader("board.decisions.more", count=len(rows) - count)
        blocks.append(press.set(text, press.styles.fine))
    return blocks


def _is_accepted(action: RankedAction, data: ReportData) -> bool:
    return plan_entry(action, data).state is ActionState.ACCEPTED


def _is_asked(action: RankedAction, data: ReportData) -> bool:
    """Say whether an action that is not done yet costs money or needs the provider."""
    entry, template = plan_entry(action, data), action.candidate.template
    if entry.state not in (ActionState.OPEN, ActionState.DOING):
        return False
    costs = bool(entry.cost) or (template is not None and template.cost is not Cost.NONE)
    return costs or action.candidate.needs_provider


def _accepted_gaps(data: ReportData) -> list[Gap]:
    found = gaps(data.evaluation.division, data.assessment.accepted)
    return [gap for gap in found if not gap.is_open]


def _accepted_row(action: RankedAction, data: ReportData, press: Press) -> Row:
    entry = plan_entry(action, data)
    what = action_title(action, data, press)
    return Row(
        cells=(press.reader("board.kind.risk"), what, _why(entry.reason, entry.approver, press))
    )


def _gap_row(gap: Gap, press: Press) -> Row:
    accepted = gap.accepted
    reason, by = (accepted.reason, accepted.accepted_by) if accepted else ("", "")
    name = responsibility_name(gap.cell.responsibility, press)
    what = press.reader("board.gap", duty=name, gap=press.word(f"gap.{gap.kind}"))
    return Row(cells=(press.reader("board.kind.risk"), what, _why(reason, by, press)))


def _why(reason: str, approver: str, press: Press) -> str:
    unknown = press.reader("board.unnamed")
    return press.reader(
        "board.why", reason=cut(reason, LONG) or unknown, approver=cut(approver, LONG) or unknown
    )


def _asked_row(action: RankedAction, data: ReportData, press: Press) -> Row:
    entry, template = plan_entry(action, data), action.candidate.template
    cost = cut(entry.cost, LONG)
    if not cost and template is not None and template.cost is not Cost.NONE:
        cost = press.word(f"cost.{template.cost.value}")
    parts = [cost, effort_text(action, press)]
    if action.candidate.needs_provider:
        parts.append(press.text("plan.needs_provider"))
    detail = press.text("between").join(part for part in parts if part)
    kind = "money" if cost else "provider"
    what = action_title(action, data, press)
    return Row(cells=(press.reader(f"board.kind.{kind}"), what, detail))


def _milestones(data: ReportData, press: Press) -> list[Flowable]:
    """Return what is reached by the end of each horizon that holds any action."""
    rows = []
    for horizon in Horizon:
        actions = data.plan.within(horizon)
        if not actions:
            continue
        day = horizon_day(horizon, data)
        by = date_text(day, press) if day else press.word(f"horizon.{horizon.value}")
        urgent = sum(action.closes_gap for action in actions)
        after = data.plan.share_after(horizon)
        rows.append(Row(cells=(by, str(len(actions)), str(urgent), figure(after))))
    if not rows:
        return [press.set(press.reader("board.milestones.none"), press.styles.fine)]
    columns = (
        Column(title=press.reader("board.milestones.by"), width=4.5),
        Column(title=press.reader("board.milestones.actions"), width=2.5, is_figure=True),
        Column(title=press.reader("board.milestones.critical"), width=2.5, is_figure=True),
        Column(title=press.reader("board.milestones.share"), width=2.5, is_figure=True),
    )
    return [table(press, columns, rows)]
