"""Rows of the database to frozen values, and back."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from model.assessment import (
    ActionState,
    AgreedOption,
    Answer,
    AnswerState,
    Assessment,
    CloudService,
    EvidenceLevel,
    Override,
    PlanEntry,
)
from model.facts import Depth, Fact
from model.responsibility import Allocation, ServiceModel

if TYPE_CHECKING:
    from collections.abc import Mapping

Record = dict[str, Any]


def service_of(row: Mapping[str, Any]) -> CloudService:
    """Return the cloud service of a joined row."""
    return CloudService(
        name=row["name"], provider=row["provider"], model=ServiceModel(row["model"])
    )


def assessment_of(row: Record, parts: Mapping[str, list[Record]]) -> Assessment:
    """Return an assessment from its row and the rows of its parts."""
    return Assessment(
        questionnaire_id=row["questionnaire_id"],
        questionnaire_version=row["questionnaire_version"],
        organisation=row["organisation"],
        service=service_of(row),
        depth=Depth(row["depth"]),
        facts={Fact(r["fact"]): bool(r["value"]) for r in parts["facts"]},
        agreed={
            r["negotiation_id"]: AgreedOption(
                negotiation_id=r["negotiation_id"],
                option=r["option"],
                known_by=r["known_by"],
                evidence=EvidenceLevel(r["evidence"]),
            )
            for r in parts["agreed"]
        },
        overrides={
            r["responsibility_id"]: Override(
                responsibility_id=r["responsibility_id"],
                allocation=Allocation(r["allocation"]),
                known_by=r["known_by"],
                source=r["source"],
                reason=r["reason"],
                written_on=_date(r["written_on"]),
                evidence=EvidenceLevel(r["evidence"]),
            )
            for r in parts["overrides"]
        },
        answers={
            r["question_id"]: Answer(
                question_id=r["question_id"],
                state=AnswerState(r["state"]),
                choices=tuple(json.loads(r["choices"])),
                reason=r["reason"],
                note=r["note"],
                evidence=EvidenceLevel(r["evidence"]),
                answered_at=datetime.fromisoformat(r["answered_at"]) if r["answered_at"] else None,
            )
            for r in parts["answers"]
        },
        plan={
            r["action_id"]: PlanEntry(
                action_id=r["action_id"],
                owner=r["owner"],
                due=_date(r["due"]),
                state=ActionState(r["state"]),
                note=r["note"],
            )
            for r in parts["plan"]
        },
        updated_on=datetime.fromisoformat(row["updated_at"]).date(),
    )


def _date(raw: str | None) -> date | None:
    return date.fromisoformat(raw) if raw else None


def of_facts(facts: Mapping[Fact, bool]) -> list[Record]:
    """Return the rows of the facts."""
    return [{"fact": fact.value, "value": int(value)} for fact, value in facts.items()]


def of_agreed(agreed: AgreedOption) -> Record:
    """Return the row of an agreed option."""
    return {
        "negotiation_id": agreed.negotiation_id,
        "option": agreed.option,
        "known_by": agreed.known_by,
        "evidence": agreed.evidence.value,
    }


def of_override(override: Override) -> Record:
    """Return the row of an override."""
    return {
        "responsibility_id": override.responsibility_id,
        "allocation": override.allocation.value,
        "known_by": override.known_by,
        "source": override.source,
        "reason": override.reason,
        "written_on": override.written_on.isoformat() if override.written_on else None,
        "evidence": override.evidence.value,
    }


def of_answer(answer: Answer) -> Record:
    """Return the row of an answer."""
    return {
        "question_id": answer.question_id,
        "state": answer.state.value,
        "choices": json.dumps(answer.choices),
        "reason": answer.reason,
        "note": answer.note,
        "evidence": answer.evidence.value,
        "answered_at": answer.answered_at.isoformat() if answer.answered_at else None,
    }


def of_plan(entry: PlanEntry) -> Record:
    """Return the row of a plan entry."""
    return {
        "action_id": entry.action_id,
        "owner": entry.owner,
        "due": entry.due.isoformat() if entry.due else None,
        "state": entry.state.value,
        "note": entry.note,
    }
