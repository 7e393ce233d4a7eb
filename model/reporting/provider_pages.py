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

    Group = tuple[str, str, list[list[str]]]
    """The name of a group, its title, and its questions."""


def provider_questions(data: ReportData, press: Press) -> list[Flowable]:
    """Return a letter with everything that only the provider can answer."""
    groups = asked_groups(data, press)
    if not groups:
        return [press.set(press.text("ask.nothing"), press.styles.lead)]
    letter = [press.set(press.text("ask.intro")), greeting(data, press)]
    return [*letter, *_numbered(groups, press), goodbye(press)]


def only_questions(data: ReportData, press: Press) -> list[Flowable]:
    """Return the questions alone, without greeting and without the customer's own plans."""
    return _numbered(_question_groups(data, press), press)


def greeting(data: ReportData, press: Press) -> Flowable:
    """Return to whom a letter goes and why it is written."""
    to_whom = press.set(addressee(data.assessment, press.catalog), press.styles.body_bold)
    return callout([to_whom, press.set(opening(data, press))])


def goodbye(press: Press) -> Flowable:
    """Return how a letter ends."""
    return callout([press.set(press.catalog.text("letter.closing"))])


def opening(data: ReportData, press: Press) -> str:
    """Return the first words of the letter."""
    return press.catalog.text(
        "letter.opening",
        organisation=organisation(data, press),
        service=service(data, press),
        model=data.assessment.service.model.label,
    )


def asked(data: ReportData) -> tuple[ProviderQuestion, ...]:
    """Return what to ask the provider, the gravest first."""
    found = to_ask(data.matrix, data.questionnaire, data.assessment)
    if data.assessment.depth is Depth.EXPRESS:  # which asks for no proof
        return tuple(question for question in found if question.why is not AskedWhy.UNPROVED)
    return found


def asked_groups(data: ReportData, press: Press) -> list[Group]:
    """Return the questions by why they are asked; each is its text, then its options."""
    support = ("support", press.text("ask.support"), _support(data, press))
    return [*_question_groups(data, press), *([support] if support[-1] else [])]


def _question_groups(data: ReportData, press: Press) -> list[Group]:
    found = asked(data)
    groups = [
        (
            why.value,
            press.catalog.text(f"letter.heading.{why}"),
            [_worded(question, press) for question in found if question.why is why],
        )
        for why in AskedWhy
    ]
    return [group for group in groups if group[-1]]


def _numbered(groups: list[Group], press: Press) -> list[Flowable]:
    """Number the questions through all groups."""
    blocks: list[Flowable] = []
    number = 0
    for name, title, questions in groups:
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
