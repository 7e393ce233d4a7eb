"""The plan, action by action, and what to ask and to find out, as blocks of a document."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from model import wording
from model.agreement_words import typed
from model.assessment import ActionState, PlanEntry
from model.document import (
    Block,
    Column,
    Fields,
    Heading,
    Lines,
    Paragraph,
    Row,
    Steps,
    Table,
    same,
)
from model.improvement import Horizon
from model.provider_letter import addressee
from model.reporting import plan_pages, provider_pages
from model.reporting.press import figure
from model.reporting.wordings import action_title, duty_name, effort_text, gain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.document import Value
    from model.exports.document_words import DocumentWords
    from model.improvement import RankedAction
    from model.language import LocalizedText

    ValuePair = tuple[LocalizedText, Value]


def plan(words: DocumentWords) -> Iterator[Block]:
    """Return the plan by horizon, own actions apart; then those beyond the paper."""
    data = words.data
    day = data.assessment.plan_day
    if not data.plan.ranked:
        is_empty = data.evaluation.share.value is None
        yield Paragraph(text=words.report("plan.unanswered" if is_empty else "plan.nothing"))
    else:
        yield Paragraph(text=words.report("plan.intro"))
        if day is not None:
            yield Paragraph(text=words.own("plan.begins", date=words.day(day)[0]))
        if count := plan_pages.open_count(data):
            yield Paragraph(text=words.report("plan.open", count=count))
        before = data.plan.share_before or Fraction(0)
        for horizon in Horizon:
            yield from _horizon(horizon, before, words)
            before = data.plan.share_after(horizon) or before
    if data.plan.beyond:
        yield Heading(text=words.report("plan.beyond"), level=2)
        yield Paragraph(text=words.report("plan.beyond.intro"))
        for action in data.plan.beyond:
            yield from _action(action, words)
    if data.plan.to_find_out:
        yield Heading(text=words.report("plan.find_out"), level=2)
        yield Paragraph(text=words.report("plan.find_out.intro"))
        yield words.table(plan_pages.to_find_out)


def ask(words: DocumentWords) -> Iterator[Block]:
    """Return what only the provider can answer, numbered through all groups."""
    groups = words.asked()
    if not groups:
        yield Paragraph(text=words.report("ask.nothing"))
        return
    yield Paragraph(text=words.report("ask.intro"))
    yield Paragraph(text=words.each(lambda catalog: addressee(words.data.assessment, catalog)))
    yield Paragraph(text=words.said(provider_pages.opening))
    number = 0
    for title, questions in groups:
        yield Heading(text=title, level=2)
        rows = []
        for question in questions:
            number += 1
            rows.append(Row(cells=((same(str(number)),), question)))
        yield Table(
            columns=(
                Column(title=words.report("column.number"), width=1),
                Column(title=words.report("column.question"), width=11),
            ),
            rows=tuple(rows),
            has_row_heads=True,
        )
    yield Paragraph(text=words.text("letter.closing"))


def _horizon(horizon: Horizon, before: Fraction, words: DocumentWords) -> Iterator[Block]:
    """Return the actions of one horizon: those one can do alone, then the others."""
    data = words.data
    actions = data.plan.within(horizon)
    if not actions:
        yield Heading(text=_period(horizon, words), level=2)
        yield Paragraph(text=words.report("plan.horizon.none"))
        return
    groups = {
        name: [a for a in actions if a.candidate.needs_provider is needs_provider]
        for name, needs_provider in (("own", False), ("provider", True))
    }
    totals = _totals(horizon, before, groups, words)
    for name, found in groups.items():
        if found:
            yield Heading(text=words.own(f"plan.{name}", horizon=_period(horizon, words)), level=2)
            yield from totals
            for action in found:
                yield from _action(action, words)


def _totals(
    horizon: Horizon,
    before: Fraction,
    groups: dict[str, list[RankedAction]],
    words: DocumentWords,
) -> Iterator[Block]:
    """Return what a whole horizon brings; an iterator, so that it is said once."""
    after = words.data.plan.share_after(horizon) or before
    counts = {name: len(found) for name, found in groups.items()}
    yield Paragraph(
        text=words.report(
            "plan.horizon.total",
            count=sum(counts.values()),
            before=figure(before),
            after=figure(after),
            gain=gain_text(after - before),
        )
    )
    if all(counts.values()):
        yield Paragraph(text=words.own("plan.split", **counts))


def _period(horizon: Horizon, words: DocumentWords) -> LocalizedText:
    """Return the name of a horizon with the day it ends on, where the plan has a first day."""
    name = words.text(f"word.horizon.{horizon.value}")
    begins = words.data.assessment.plan_day
    if begins is None:
        return name
    ends = words.day(begins + timedelta(days=int(horizon.value)))
    return words.own("plan.until", horizon=name, date=ends[0])


def _action(action: RankedAction, words: DocumentWords) -> Iterator[Block]:
    """Return one action with everything needed to carry it out."""
    title = words.said(lambda data, press: action_title(action, data, press))
    yield Heading(text=words.own("plan.action", rank=action.rank, title=title), level=3)
    yield Fields(pairs=(*_what(action, words), *_who_and_when(action, words)))


def _what(action: RankedAction, words: DocumentWords) -> Iterator[ValuePair]:
    """Return the duty, the reason for the place in the plan, the steps and what they bring."""
    candidate = action.candidate
    duty = words.said(lambda _, press: duty_name(candidate.duty, press))
    named = words.report("plan.duty", code=candidate.duty.code, duty=duty)
    yield words.report("column.responsibility"), (named,)
    yield words.own("plan.why"), words.why_there(action)
    steps = words.texts(lambda _, press: wording.action_steps(candidate, press.catalog))
    yield words.own("plan.steps"), Steps(items=steps)
    effect = words.each(lambda catalog: wording.action_effect(candidate, catalog))
    yield words.report("plan.effect"), (effect,)
    yield from words.pairs(
        lambda data, press: [o for o in [plan_pages.offer(action, data, press)] if o]
    )
    yield (
        words.report("column.effort"),
        (words.said(lambda _, press: effort_text(action, press)),),
    )


def _who_and_when(action: RankedAction, words: DocumentWords) -> Iterator[ValuePair]:
    """Return what people decided; what they did not is left to be filled in."""
    entry = words.data.assessment.plan.get(action.id, PlanEntry(action_id=action.id))
    yield words.own("plan.cost"), _cost(action, entry, words)
    yield words.report("plan.owner"), typed(entry.owner)
    yield words.report("plan.due"), words.day(entry.due)
    yield words.report("plan.state"), (words.text(f"word.action_state.{entry.state.value}"),)
    if entry.state is ActionState.ACCEPTED:
        yield words.own("plan.reason"), typed(entry.reason)
        yield words.own("plan.approver"), typed(entry.approver)
    yield words.report("plan.note"), typed(entry.note)


def _cost(action: RankedAction, entry: PlanEntry, words: DocumentWords) -> Lines:
    """Return what people expect it to cost, or else what the questionnaire does."""
    template = action.candidate.template
    if entry.cost or template is None:
        return typed(entry.cost)
    return (words.text(f"word.cost.{template.cost.value}"),)
