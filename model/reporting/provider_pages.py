"""The questions to the provider, worded so that they can be sent as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.division import DutyState
from model.improvement import FULLY_KNOWN, ActionKind
from model.reporting.flowables import callout, heading, together
from model.reporting.wordings import (
    action_title,
    duty_name,
    organisation,
    provider,
    responsibility_name,
    service,
)
from model.responsibility import Allocation

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from model.division import DivisionCell
    from model.improvement import RankedAction
    from model.reporting.data import ReportData
    from model.reporting.press import Press


def provider_questions(data: ReportData, press: Press) -> list[Flowable]:
    """Return a letter with everything that only the provider can answer."""
    cells = data.evaluation.division.cells
    asked = [c for c in cells if c.asked_with is None]
    unsettled = [c for c in asked if _is_unsettled(c)]
    unproved = [c for c in asked if _is_unproved(c)]
    groups = [
        _group("settle", [_settle(c, press) for c in unsettled], press),
        _group("confirm", [_confirm(c, press) for c in unproved], press),
        _group("proofs", _proofs(data, press), press),
        _group("support", _support(data, press), press),
    ]
    if not any(groups):
        return [press.set(press.text("ask.nothing"), press.styles.lead)]
    letter = [
        press.set(press.text("ask.intro")),
        callout(
            [
                press.set(_addressee(data, press), press.styles.body_bold),
                press.set(
                    press.text(
                        "ask.opening",
                        organisation=organisation(data, press),
                        service=service(data, press),
                        model=data.assessment.service.model.label,
                    )
                ),
            ]
        ),
    ]
    numbered = _numbered(groups, press)
    return [*letter, *numbered, callout([press.set(press.text("ask.closing"))])]


def _addressee(data: ReportData, press: Press) -> str:
    if not data.assessment.service.provider:
        return press.text("ask.to.unnamed")
    return press.text("ask.to", provider=provider(data, press))


def _is_unsettled(cell: DivisionCell) -> bool:
    """Say whether nobody has agreed who holds a cell, or it was not asked yet."""
    is_open = cell.state in (DutyState.ORPHAN, DutyState.PENDING)
    return is_open and cell.allocation is not Allocation.PROVIDER


def _is_unproved(cell: DivisionCell) -> bool:
    """Say whether the provider holds a cell by word or guess only."""
    if cell.allocation is not Allocation.PROVIDER or not cell.deviates:
        return False
    return (cell.known_by or 0) < FULLY_KNOWN


def _group(
    name: str, questions: list[list[str]], press: Press
) -> tuple[str, str, list[list[str]]] | None:
    return (name, press.text(f"ask.{name}"), questions) if questions else None


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


def _settle(cell: DivisionCell, press: Press) -> list[str]:
    """Ask who holds a cell, with the options of the paper where it has some."""
    duty = responsibility_name(cell.responsibility, press)
    if cell.negotiation is None:
        return [press.text("ask.who", duty=duty)]
    options = [
        press.text("ask.option", id=option.id, option=press.say(option.label))
        for option in cell.negotiation.options
    ]
    first = press.text("ask.which", duty=duty, question=press.say(cell.negotiation.title))
    return [first, *options]


def _confirm(cell: DivisionCell, press: Press) -> list[str]:
    duty = responsibility_name(cell.responsibility, press)
    known = "none" if cell.known_by is None else cell.known_by
    return [press.text("ask.proof", duty=duty, known=press.text(f"ask.known.{known}"))]


def _proofs(data: ReportData, press: Press) -> list[list[str]]:
    """Ask for each proof that the customer has not seen."""
    return [
        [
            press.text("ask.seen", name=press.say(step.duty.name)),
            press.text("ask.example", look=press.say(step.question.evidence.look)),
        ]
        for step in data.plan.proofs
    ]


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
