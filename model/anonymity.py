"""An assessment without anything that tells whose it is (pure)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from model.assessment import Answer, AnswerState, PlanEntry, Round, Schedule, Status
from model.ledger import Agreement, Claim, Handoff

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from model.assessment import Assessment

NO_REASON = "–"
"""Stands for the reason why a question does not apply: there must be one."""


def anonymised(assessment: Assessment, known_providers: Collection[str]) -> Assessment:
    """Return an assessment without names, contacts, texts, moments and proofs.

    Answers, division, facts and states of actions stay, and so every number does. Interviews,
    evidence and observations go as a whole, and with them the seal.

    Args:
        assessment: the whole one.
        known_providers: ids of providers; any other provider was typed, and goes.
    """
    provider = assessment.service.provider
    return replace(
        assessment,
        organisation="",
        service=replace(
            assessment.service,
            name="",
            provider=provider if provider in known_providers else "",
        ),
        overrides={
            key: replace(each, reason="", written_on=None, customer_name="", provider_name="")
            for key, each in assessment.overrides.items()
        },
        answers=_answers(assessment.answers),
        findings=_answers(assessment.findings),
        plan={
            key: PlanEntry(action_id=key, state=each.state, effort=each.effort)
            for key, each in assessment.plan.items()
        },
        interviews={},
        evidence={},
        observations={},
        claims=_claims(assessment.claims),
        handoffs={
            key: Handoff(responsibility_id=key, starts=each.starts, proves=each.proves)
            for key, each in assessment.handoffs.items()
        },
        accepted={},
        agreement=Agreement(),
        schedule=Schedule(),
        round=Round(number=assessment.round.number),
        status=Status(),
        origin="",
        updated_on=None,
    )


def _claims(claims: Mapping[str, Claim]) -> dict[str, Claim]:
    return {
        key: Claim(
            responsibility_id=each.responsibility_id,
            source=each.source,
            allocation=each.allocation,
            place=NO_REASON if each.is_proved else "",
        )
        for key, each in claims.items()
    }


def _answers(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    return {
        key: Answer(
            question_id=answer.question_id,
            state=answer.state,
            choices=answer.choices,
            reason=NO_REASON if answer.state is AnswerState.NOT_APPLICABLE else "",
            evidence=answer.evidence,
        )
        for key, answer in answers.items()
    }
