"""An assessment as the record of an assessment file; what holds its default is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model.assessment import AnswerState
from model.exchange import fieldwork_file, ledger_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.assessment import AgreedOption, Answer, Assessment, Override, PlanEntry
    from model.questionnaire import Question, Questionnaire

Record = dict[str, Any]


def record_of(assessment: Assessment, questionnaire: Questionnaire) -> Record:
    """Return everything that an assessment file says beside its format."""
    top: Record = {
        "questionnaire": {
            "id": assessment.questionnaire_id,
            "version": assessment.questionnaire_version,
        },
        "organisation": {"name": assessment.organisation},
        "service": {
            "name": assessment.service.name,
            "provider": assessment.service.provider,
            "model": assessment.service.model.value,
        },
        "depth": assessment.depth.value,
        "facts": {fact.value: value for fact, value in assessment.facts.items()},
        "division": {
            "agreed": {key: _agreed_record(a) for key, a in assessment.agreed.items()},
            "overrides": {key: _override_record(o) for key, o in assessment.overrides.items()},
            **ledger_file.division_of(assessment),
        },
        "answers": _answers(assessment.answers, questionnaire),
        "plan": {key: _plan_record(e) for key, e in assessment.plan.items()},
    }
    if assessment.findings:
        top["findings"] = _answers(assessment.findings, questionnaire)
    if agreement := ledger_file.agreement_of(assessment):
        top["agreement"] = agreement
    if beliefs := ledger_file.beliefs_of(assessment):
        top["beliefs"] = beliefs
    top |= fieldwork_file.record_of(assessment)
    if assessment.schedule.begins_on is not None:
        top["plan_begins"] = assessment.schedule.begins_on.isoformat()
    if assessment.updated_on is not None:
        top["updated"] = assessment.updated_on.isoformat()
    return top


def _answers(answers: Mapping[str, Answer], questionnaire: Questionnaire) -> Record:
    return {key: _answer_record(a, questionnaire.by_id[key]) for key, a in answers.items()}


def _agreed_record(agreed: AgreedOption) -> Record:
    return _without_defaults(
        {"option": agreed.option, "known_by": agreed.known_by, "evidence": agreed.evidence.value},
        {"known_by": None, "evidence": "E0"},
    )


def _override_record(override: Override) -> Record:
    return _without_defaults(
        {
            "allocation": override.allocation.value,
            "known_by": override.known_by,
            "source": override.source,
            "reason": override.reason,
            "date": override.written_on.isoformat() if override.written_on else None,
            "evidence": override.evidence.value,
            "customer_name": override.customer_name,
            "provider_name": override.provider_name,
        },
        {
            "known_by": None,
            "source": "",
            "reason": "",
            "date": None,
            "evidence": "E0",
            "customer_name": "",
            "provider_name": "",
        },
    )


def _answer_record(answer: Answer, question: Question) -> Record:
    record: Record = {}
    if answer.state is AnswerState.UNKNOWN:
        record["unknown"] = True
    elif answer.state is AnswerState.NOT_APPLICABLE:
        record["not_applicable"] = answer.reason
    elif answer.state is AnswerState.CHOSEN and question.is_list:
        record["choices"] = list(answer.choices)
    elif answer.state is AnswerState.CHOSEN:
        record["choice"] = answer.choices[0]
    return record | _without_defaults(
        {
            "note": answer.note,
            "evidence": answer.evidence.value,
            "answered_at": answer.answered_at.isoformat() if answer.answered_at else None,
            "flagged": answer.flagged,
            "interview": answer.interview,
            "carried": answer.carried,
        },
        {
            "note": "",
            "evidence": "E0",
            "answered_at": None,
            "flagged": False,
            "interview": "",
            "carried": False,
        },
    )


def _plan_record(entry: PlanEntry) -> Record:
    return _without_defaults(
        {
            "owner": entry.owner,
            "due": entry.due.isoformat() if entry.due else None,
            "state": entry.state.value,
            "note": entry.note,
            "cost": entry.cost,
            "effort": entry.effort,
            "reason": entry.reason,
            "approver": entry.approver,
        },
        {
            "owner": "",
            "due": None,
            "state": "open",
            "note": "",
            "cost": "",
            "effort": None,
            "reason": "",
            "approver": "",
        },
    )


def _without_defaults(record: Record, defaults: Mapping[str, object]) -> Record:
    return {k: v for k, v in record.items() if k not in defaults or v != defaults[k]}
