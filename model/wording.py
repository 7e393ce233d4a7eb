"""Small wordings that screen, report and command line share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.assessment import AnswerState
from model.division import DutyState
from model.gaps import advice_key, reason_key, sayings
from model.language import Language
from model.responsibility import Allocation

if TYPE_CHECKING:
    from model.applicability import Duty
    from model.assessment import Answer, CloudService
    from model.division import DivisionCell
    from model.gaps import Gap
    from model.i18n import Catalog
    from model.improvement import Candidate
    from model.ledger import AcceptedGap
    from model.provider import ProviderFeatures
    from model.questionnaire import Question
    from model.responsibility import Responsibility
    from model.scoring import DutyScore

KNOWN_PROVIDERS = ("aliyun", "huawei", "tencent", "inspur", "aws", "azure")


def provider_name(service: CloudService, catalog: Catalog) -> str:
    """Return the provider as people call it; a typed name as typed; a stand-in for none."""
    if service.provider in KNOWN_PROVIDERS:
        return catalog.text(f"word.provider.{service.provider}")
    return service.provider or catalog.text("word.provider.unnamed")


def responsibility_name(responsibility: Responsibility, catalog: Catalog) -> str:
    """Return a name; in Chinese with the paper's sub-heading, which tells duties apart.

    The English names already say what the sub-heading adds.
    """
    group = responsibility.group
    name = catalog.say(responsibility.name)
    if group is None or catalog.language is Language.EN:
        return name
    return f"{catalog.say(group)} · {name}"


def state_key(cell: DivisionCell) -> str:
    """Return the word for what a cell leaves to the customer: of a shared duty, its part."""
    is_part = cell.state is DutyState.HELD and cell.allocation is Allocation.SHARED
    return "part" if is_part else cell.state.value


def score_state(score: DutyScore, catalog: Catalog) -> str:
    """Return what a duty is to the customer; one without an answer that counts says so."""
    is_held = score.duty.cell is None or score.duty.cell.state is DutyState.HELD
    if score.state is DutyState.PENDING and is_held:
        return catalog.text("word.answer.open")
    if score.state is DutyState.OUT and is_held:
        return catalog.text("word.answer.not_applicable")
    return catalog.text(f"word.state.{score.state}")


def duty_name(duty: Duty, catalog: Catalog) -> str:
    """Return the name of a duty of the paper, or of an extension."""
    if duty.cell is not None:
        return responsibility_name(duty.cell.responsibility, catalog)
    return catalog.say(duty.name)


def offer_text(code: str, provider: ProviderFeatures, catalog: Catalog) -> str:
    """Return what a provider offers for a duty, with date and source; unknown says unknown."""
    feature = provider.features.get(code)
    if feature is None:
        return catalog.text("word.offer.unknown")
    when = provider.as_of or catalog.text("word.offer.unverified")
    source = catalog.say(provider.source)
    return catalog.text("word.offer", feature=catalog.say(feature), when=when, source=source)


def action_title(candidate: Candidate, service: CloudService, catalog: Catalog) -> str:
    """Return what an action asks for, in one line."""
    if candidate.template is not None:
        return catalog.say(candidate.template.title)
    provider = provider_name(service, catalog)
    key = f"word.action.{candidate.kind.value}"
    return catalog.text(key, provider=provider, duty=duty_name(candidate.duty, catalog))


def action_steps(candidate: Candidate, catalog: Catalog) -> tuple[str, ...]:
    """Return the first steps of an action."""
    if candidate.template is not None:
        return tuple(catalog.say(step) for step in candidate.template.steps)
    return (catalog.text(f"word.action.{candidate.kind.value}.step"),)


def action_effect(candidate: Candidate, catalog: Catalog) -> str:
    """Return what gets better."""
    if candidate.template is not None:
        return catalog.say(candidate.template.effect)
    return catalog.text(f"word.action.{candidate.kind.value}.effect")


def answer_text(question: Question, answer: Answer | None, catalog: Catalog) -> str:
    """Return an answer in words: the chosen step, the ticked boxes, or its state."""
    if answer is None or answer.state is AnswerState.OPEN:
        return catalog.text("word.answer.open")
    if answer.state is AnswerState.UNKNOWN:
        return catalog.text("word.answer.unknown")
    if answer.state is AnswerState.NOT_APPLICABLE:
        mark = "：" if catalog.language is Language.ZH else ": "
        return catalog.text("word.answer.not_applicable") + mark + answer.reason
    if question.is_list and not answer.choices:
        return catalog.text("word.answer.none_of_these")
    between = "；" if catalog.language is Language.ZH else "; "
    return between.join(catalog.say(question.choice(c).text) for c in answer.choices)


def gap_reason(gap: Gap, catalog: Catalog) -> str:
    """Return one sentence that says why this very responsibility is not settled."""
    said = catalog.text("gap.between").join(
        catalog.text(
            "gap.saying",
            source=catalog.text(f"word.authority.{source}"),
            holder=catalog.text(f"word.allocation.{holder}"),
        )
        for source, holder in sayings(gap.cell)
    )
    source = catalog.text(f"word.authority.{gap.cell.authority}")
    return catalog.text(reason_key(gap), source=source, sayings=said)


def gap_advice(gap: Gap, catalog: Catalog) -> str:
    """Return one sentence that says what to do about a gap."""
    return catalog.text(advice_key(gap))


def accepted_text(accepted: AcceptedGap, catalog: Catalog) -> str:
    """Return who accepted a gap, on what day, and why."""
    key = "gap.accepted"
    if accepted.accepted_by:
        key += ".by_on" if accepted.accepted_on else ".by"
    elif accepted.accepted_on:
        key += ".on"
    day = accepted.accepted_on.isoformat() if accepted.accepted_on else ""
    return catalog.text(key, name=accepted.accepted_by, day=day, reason=accepted.reason)
