"""The questions to the provider, worded so that they can be sent as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.facts import Depth
from model.improvement import ActionKind
from model.provider_letter import addressee, worded
from model.provider_questions import AskedWhy
from model.provider_questions import provider_questions as to_ask
from model.reporting.flowables import callout, heading, together
from model.reporting.wordings import action_title, duty_name, organisation, service

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from model.improvement import RankedAction
    from model.provider_questions import ProviderQuestion
    from model.reporting.data import ReportData
    from model.reporting.press import Press


def provider_questions(data: ReportData, press: Press) -> list[Flowable]:
    """Return a letter with everything that only the provider can answer."""
    asked = to_ask(data.matrix, data.questionnaire, data.assessment)
    if data.assessment.depth is Depth.EXPRESS:  # which asks for no proof
        asked = tuple(question for question in asked if question.why is not AskedWhy.UNPROVED)
    groups = [
        _group(
            why.value,
            press.catalog.text(f"letter.heading.{why}"),
            [_worded(question, press) for question in asked if question.why is why],
        )
        for why in AskedWhy
    ]
    groups.append(_group("support", press.text("ask.support"), _support(data, press)))
    if not any(groups):
        return [press.set(press.text("ask.nothing"), press.styles.lead)]
    opening = press.catalog.text(
        "letter.opening",
        organisation=organisation(data, press),
        service=service(data, press),
        model=data.assessment.service.model.label,
    )
    to_whom = press.set(addressee(data.assessment, press.catalog), press.styles.body_bold)
    closing = press.set(press.catalog.text("letter.closing"))
    letter = [press.set(press.text("ask.intro")), callout([to_whom, press.set(opening)])]
    return [*letter, *_numbered(groups, press), callout([closing])]


def _group(
    name: str, title: str, questions: list[list[str]]
) -> tuple[str, str, list[list[str]]] | None:
    return (name, title, questions) if questions else None


def _numbered(
    groups: list[tuple[str, str, list[list[str]]] | None], press: Press
) -> list[Flowable]:
    """Number the questions through all groups."""
    blocks: list[Flowable] = []
    number = 0
    for group in groups:
        if group is None:
            continue
        name, title, questions = group
        blocks += heading(press, title, f"ask-{name}")
        for first, *options in questions:
            number += 1
            block: list[Flowable] = [press.set_item(str(number), first)]
            block += [press.set(option, press.styles.step) for option in options]
            blocks.append(together(block))
    return blocks


def _worded(question: ProviderQuestion, press: Press) -> list[str]:
    made = worded(question, 0, press.catalog)
    return [made.text, *made.lines]


def _support(data: ReportData, press: Press) -> list[list[str]]:
    """Ask what an action needs from the provider; the division's own are asked above."""
    return [
        [press.text("ask.help", action=_named(action, data, press))]
        for action in (*data.plan.ranked, *data.plan.beyond)
        if action.candidate.needs_provider and action.candidate.kind is ActionKind.RAISE
    ]


def _named(action: RankedAction, data: ReportData, press: Press) -> str:
    """Return an action with its duty, which the letter does not tell otherwise."""
    duty = duty_name(action.candidate.duty, press)
    return press.text("ask.action", duty=duty, action=action_title(action, data, press))
