"""Rows of the database to frozen values, and back; one `Codec` for each part with keys."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from model.assessment import (
    ActionState,
    AgreedOption,
    Answer,
    AnswerState,
    Assessment,
    AssessmentState,
    CloudService,
    EvidenceLevel,
    Override,
    PlanEntry,
    Round,
    Schedule,
    Seal,
    SetUp,
    Status,
)
from model.belief import Belief, BeliefHolder
from model.change import Part
from model.facts import Depth, Fact
from model.fieldwork import Evidence, EvidenceKind, Interview, Method, Observation, Setting
from model.responsibility import Allocation, ServiceModel
from model.storage import ledger_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from model.ledger import Agreement

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Codec:
    """How one part is kept: the column of its key, and both directions."""

    key: str
    to_row: Callable[[Any], Record]
    of_row: Callable[[Mapping[str, Any]], Any]


def service_of(row: Mapping[str, Any]) -> CloudService:
    """Return the cloud service of a joined row."""
    return CloudService(
        name=row["name"], provider=row["provider"], model=ServiceModel(row["model"])
    )


def assessment_of(
    row: Record, facts: list[Record], parts: Mapping[Part, list[Record]]
) -> Assessment:
    """Return an assessment from its row, its facts and the rows of its parts."""
    fields = {
        part.value: {r[codec.key]: codec.of_row(r) for r in parts[part]}
        for part, codec in CODECS.items()
    }
    return Assessment(
        questionnaire_id=row["questionnaire_id"],
        questionnaire_version=row["questionnaire_version"],
        organisation=row["organisation"],
        service=service_of(row),
        depth=Depth(row["depth"]),
        facts={Fact(r["fact"]): bool(r["value"]) for r in facts},
        round=Round(
            number=row["round"], previous=row["previous"] or "", reason=row["round_reason"] or ""
        ),
        status=status_of(row),
        agreement=ledger_rows.agreement_of(json.loads(row["agreement"] or "{}")),
        schedule=schedule_of(row),
        origin=row["origin"] or row["id"],
        updated_on=datetime.fromisoformat(row["updated_at"]).date(),
        **fields,
    )


def of_facts(facts: Mapping[Fact, bool]) -> list[Record]:
    """Return the rows of the facts."""
    return [{"fact": fact.value, "value": int(value)} for fact, value in facts.items()]


def of_status(status: Status) -> Record:
    """Return the columns of how far an assessment is."""
    seal = status.seal
    return {
        "state": status.state.value,
        "seal": seal.sha256 if seal else None,
        "sealed_at": seal.sealed_at.isoformat() if seal else None,
        "sealed_by": seal.sealed_by if seal else None,
    }


def status_of(row: Mapping[str, Any]) -> Status:
    """Return how far an assessment is."""
    seal = None
    if row["seal"] is not None:
        sealed_at = datetime.fromisoformat(row["sealed_at"])
        seal = Seal(sha256=row["seal"], sealed_at=sealed_at, sealed_by=row["sealed_by"])
    return Status(state=AssessmentState(row["state"]), seal=seal)


def agreement_text(agreement: Agreement | None) -> str | None:
    """Return the column of an agreement; None where nothing was entered."""
    told = ledger_rows.of_agreement(agreement) if agreement is not None else {}
    return json.dumps(told, ensure_ascii=False) if told else None


def of_setup(setup: SetUp) -> Record:
    """Return what the history tells of a set-up."""
    return {
        "organisation": setup.organisation,
        "name": setup.service.name,
        "provider": setup.service.provider,
        "model": setup.service.model.value,
        "depth": setup.depth.value,
        "facts": {fact.value: value for fact, value in setup.facts.items()},
    }


def setup_of(record: Mapping[str, Any]) -> SetUp:
    """Return a set-up that the history tells."""
    return SetUp(
        organisation=record["organisation"],
        service=service_of(record),
        depth=Depth(record["depth"]),
        facts={Fact(name): bool(value) for name, value in record["facts"].items()},
    )


def of_schedule(schedule: Schedule) -> Record:
    """Return the column of when the plan begins."""
    return {"plan_begins_on": _day(schedule.begins_on)}


def schedule_of(row: Mapping[str, Any]) -> Schedule:
    """Return when the plan begins."""
    return Schedule(begins_on=_date(row["plan_begins_on"]))


def of_value(part: Part, value: Any) -> Record:  # noqa: ANN401  the part says which
    """Return any value as the history tells it."""
    if part is Part.SETUP:
        return of_setup(value)
    if part is Part.STATUS:
        return of_status(value)
    if part is Part.AGREEMENT:
        return ledger_rows.of_agreement(value)
    if part is Part.SCHEDULE:
        return of_schedule(value)
    return CODECS[part].to_row(value)


def value_of(part: Part, record: Mapping[str, Any]) -> Any:  # noqa: ANN401  as above
    """Return any value that the history tells."""
    if part is Part.SETUP:
        return setup_of(record)
    if part is Part.STATUS:
        return status_of(record)
    if part is Part.AGREEMENT:
        return ledger_rows.agreement_of(record)
    if part is Part.SCHEDULE:
        return schedule_of(record)
    return CODECS[part].of_row(record)


def _date(raw: str | None) -> date | None:
    return date.fromisoformat(raw) if raw else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _of_agreed(agreed: AgreedOption) -> Record:
    return {
        "negotiation_id": agreed.negotiation_id,
        "option": agreed.option,
        "known_by": agreed.known_by,
        "evidence": agreed.evidence.value,
    }


def _agreed_of(row: Mapping[str, Any]) -> AgreedOption:
    return AgreedOption(
        negotiation_id=row["negotiation_id"],
        option=row["option"],
        known_by=row["known_by"],
        evidence=EvidenceLevel(row["evidence"]),
    )


def _of_override(override: Override) -> Record:
    return {
        "responsibility_id": override.responsibility_id,
        "allocation": override.allocation.value,
        "known_by": override.known_by,
        "source": override.source,
        "reason": override.reason,
        "written_on": _day(override.written_on),
        "evidence": override.evidence.value,
        "customer_name": override.customer_name,
        "provider_name": override.provider_name,
    }


def _override_of(row: Mapping[str, Any]) -> Override:
    return Override(
        responsibility_id=row["responsibility_id"],
        allocation=Allocation(row["allocation"]),
        known_by=row["known_by"],
        source=row["source"],
        reason=row["reason"],
        written_on=_date(row["written_on"]),
        evidence=EvidenceLevel(row["evidence"]),
        customer_name=row.get("customer_name", ""),
        provider_name=row.get("provider_name", ""),
    )


def _of_answer(answer: Answer) -> Record:
    return {
        "question_id": answer.question_id,
        "state": answer.state.value,
        "choices": json.dumps(answer.choices),
        "reason": answer.reason,
        "note": answer.note,
        "evidence": answer.evidence.value,
        "answered_at": answer.answered_at.isoformat() if answer.answered_at else None,
        "flagged": int(answer.flagged),
        "interview": answer.interview,
        "carried": int(answer.carried),
    }


def _answer_of(row: Mapping[str, Any]) -> Answer:
    return Answer(
        question_id=row["question_id"],
        state=AnswerState(row["state"]),
        choices=tuple(json.loads(row["choices"])),
        reason=row["reason"],
        note=row["note"],
        evidence=EvidenceLevel(row["evidence"]),
        answered_at=datetime.fromisoformat(row["answered_at"]) if row["answered_at"] else None,
        flagged=bool(row["flagged"]),
        interview=row["interview"],
        carried=bool(row.get("carried", 0)),
    )


def _of_plan(entry: PlanEntry) -> Record:
    return {
        "action_id": entry.action_id,
        "owner": entry.owner,
        "due": _day(entry.due),
        "state": entry.state.value,
        "note": entry.note,
        "cost": entry.cost,
        "effort": entry.effort,
        "reason": entry.reason,
        "approver": entry.approver,
    }


def _plan_of(row: Mapping[str, Any]) -> PlanEntry:
    return PlanEntry(
        action_id=row["action_id"],
        owner=row["owner"],
        due=_date(row["due"]),
        state=ActionState(row["state"]),
        note=row["note"],
        cost=row.get("cost", ""),
        effort=row.get("effort"),
        reason=row.get("reason", ""),
        approver=row.get("approver", ""),
    )


def _of_interview(interview: Interview) -> Record:
    return {
        "id": interview.id,
        "name": interview.name,
        "role": interview.role,
        "held_on": _day(interview.held_on),
        "setting": interview.setting.value,
        "sample": interview.sample,
    }


def _interview_of(row: Mapping[str, Any]) -> Interview:
    return Interview(
        id=row["id"],
        name=row["name"],
        role=row["role"],
        held_on=_date(row["held_on"]),
        setting=Setting(row["setting"]),
        sample=row["sample"],
    )


def _of_evidence(evidence: Evidence) -> Record:
    return {
        "id": evidence.id,
        "kind": evidence.kind.value,
        "title": evidence.title,
        "content": evidence.content,
        "sha256": evidence.sha256,
        "size": evidence.size,
        "method": evidence.method.value,
        "collected_on": _day(evidence.collected_on),
        "collected_by": evidence.collected_by,
        "expires_on": _day(evidence.expires_on),
        "questions": json.dumps(evidence.questions),
    }


def _evidence_of(row: Mapping[str, Any]) -> Evidence:
    return Evidence(
        id=row["id"],
        kind=EvidenceKind(row["kind"]),
        title=row["title"],
        content=row["content"],
        sha256=row["sha256"],
        size=row["size"],
        method=Method(row["method"]),
        collected_on=_date(row["collected_on"]),
        collected_by=row["collected_by"],
        expires_on=_date(row["expires_on"]),
        questions=tuple(json.loads(row["questions"])),
    )


def _of_observation(observation: Observation) -> Record:
    return {
        "id": observation.id,
        "question_id": observation.question_id,
        "issue": observation.issue,
        "effect": observation.effect,
        "recommendation": observation.recommendation,
        "owner": observation.owner,
        "due": _day(observation.due),
    }


def _observation_of(row: Mapping[str, Any]) -> Observation:
    return Observation(
        id=row["id"],
        question_id=row["question_id"],
        issue=row["issue"],
        effect=row["effect"],
        recommendation=row["recommendation"],
        owner=row["owner"],
        due=_date(row["due"]),
    )


def _of_belief(belief: Belief) -> Record:
    return {
        "responsibility_id": belief.responsibility_id,
        "holder": belief.holder.value,
        "is_sure": int(belief.is_sure),
    }


def _belief_of(row: Mapping[str, Any]) -> Belief:
    return Belief(
        responsibility_id=row["responsibility_id"],
        holder=BeliefHolder(row["holder"]),
        is_sure=bool(row["is_sure"]),
    )


CODECS: dict[Part, Codec] = {
    Part.AGREED: Codec("negotiation_id", _of_agreed, _agreed_of),
    Part.OVERRIDES: Codec("responsibility_id", _of_override, _override_of),
    Part.ANSWERS: Codec("question_id", _of_answer, _answer_of),
    Part.FINDINGS: Codec("question_id", _of_answer, _answer_of),
    Part.PLAN: Codec("action_id", _of_plan, _plan_of),
    Part.INTERVIEWS: Codec("id", _of_interview, _interview_of),
    Part.EVIDENCE: Codec("id", _of_evidence, _evidence_of),
    Part.OBSERVATIONS: Codec("id", _of_observation, _observation_of),
    Part.CLAIMS: Codec("key", ledger_rows.of_claim, ledger_rows.claim_of),
    Part.HANDOFFS: Codec("responsibility_id", ledger_rows.of_handoff, ledger_rows.handoff_of),
    Part.BELIEFS: Codec("responsibility_id", _of_belief, _belief_of),
    Part.ACCEPTED: Codec("responsibility_id", ledger_rows.of_accepted, ledger_rows.accepted_of),
}
"""Every part with keys; its table bears its name."""
