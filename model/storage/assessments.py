"""Organisations, cloud services and assessments in the database: one method, one transaction."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from model.assessment import (
    DEFAULT_BUDGET,
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
from model.errors import StorageError
from model.questionnaire import Depth, Fact
from model.responsibility import Allocation, ServiceModel
from model.storage.database import FILE_NAME, machine_trouble_as_storage_error, open_database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from sqlite_utils import Database

Record = dict[str, Any]
_PARTS = ("facts", "agreed", "overrides", "answers", "plan")


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentEntry:
    """One line of the list on the home page.

    Attributes:
        answered: questions with an answer of any kind.
    """

    id: str
    organisation: str
    service: CloudService
    questionnaire_id: str
    answered: int
    updated_at: datetime


class AssessmentStore:
    """The assessments of one workspace; open on one thread."""

    def __init__(self, db: Database, folder: Path, now: Callable[[], datetime]) -> None:
        self._db = db
        self._folder = folder
        self._now = now

    @classmethod
    def open(cls, folder: Path, now: Callable[[], datetime]) -> AssessmentStore:
        """Open the workspace in a folder, and create it if it is not there.

        Raises:
            StorageError: the workspace cannot be used; nothing in it was changed.
        """
        return cls(open_database(folder), folder, now)

    @property
    def folder(self) -> Path:
        """Return the folder of the workspace."""
        return self._folder

    def close(self) -> None:
        """Let go of the database."""
        self._db.close()

    def entries(self) -> list[AssessmentEntry]:
        """Return every assessment, the one changed last first.

        Raises:
            StorageError: the database cannot be read.
        """
        with machine_trouble_as_storage_error(self._path):
            rows = list(
                self._db.query(
                    """
                    SELECT a.id, o.name AS organisation, s.name, s.provider, s.model,
                           a.questionnaire_id, a.updated_at,
                           (SELECT count(*) FROM answers w
                            WHERE w.assessment_id = a.id AND w.state <> 'open') AS answered
                    FROM assessments a
                    JOIN services s ON s.id = a.service_id
                    JOIN organisations o ON o.id = s.organisation_id
                    ORDER BY a.updated_at DESC, a.id
                    """
                )
            )
        return [_entry(row) for row in rows]

    def create(self, assessment: Assessment) -> str:
        """Keep a new assessment with everything in it, and return its id.

        An organisation of the same name, and in it a service of the same name, provider and
        model, are used again.

        Raises:
            StorageError: nothing was written.
        """
        assessment_id = uuid.uuid4().hex
        with self._writing():
            stamp = self._stamp()
            self._db.table("assessments").insert(
                {
                    "id": assessment_id,
                    "service_id": self._service_id(assessment, stamp),
                    "questionnaire_id": assessment.questionnaire_id,
                    "questionnaire_version": assessment.questionnaire_version,
                    "depth": assessment.depth.value,
                    "budget": DEFAULT_BUDGET,
                    "created_at": stamp,
                    "updated_at": stamp,
                }
            )
            self._insert_parts(assessment_id, assessment)
        return assessment_id

    def load(self, assessment_id: str) -> Assessment:
        """Return one assessment.

        Raises:
            StorageError: it is not there, or cannot be read.
        """
        with machine_trouble_as_storage_error(self._path):
            row = self._row(assessment_id)
            parts = {
                part: list(self._db.table(part).rows_where("assessment_id = ?", [assessment_id]))
                for part in _PARTS
            }
        return _assessment(row, parts)

    def position(self, assessment_id: str) -> str | None:
        """Return the question that was on screen last; None for a new assessment."""
        with machine_trouble_as_storage_error(self._path):
            position = self._row(assessment_id)["position"]
        return None if position is None else str(position)

    def budget(self, assessment_id: str) -> int:
        """Return the effort points that the user gives to the 90-day horizon."""
        with machine_trouble_as_storage_error(self._path):
            return int(self._row(assessment_id)["budget"] or DEFAULT_BUDGET)

    def save_answer(self, assessment_id: str, answer: Answer) -> None:
        """Write one answer over an earlier one and stamp the assessment.

        Raises:
            StorageError: nothing was written.
        """
        with self._writing():
            self._db.table("answers").upsert({"assessment_id": assessment_id, **_of_answer(answer)})
            self._touch(assessment_id)

    def save_agreed(
        self, assessment_id: str, negotiation_id: str, agreed: AgreedOption | None
    ) -> None:
        """Write what was agreed for one negotiation; None makes it not asked yet.

        Raises:
            StorageError: nothing was written.
        """
        self._save_part(
            "agreed", assessment_id, negotiation_id, _of_agreed(agreed) if agreed else None
        )

    def save_override(
        self, assessment_id: str, responsibility_id: str, override: Override | None
    ) -> None:
        """Write how one cell is settled; None goes back to the paper's default.

        Raises:
            StorageError: nothing was written.
        """
        self._save_part(
            "overrides", assessment_id, responsibility_id, _of_override(override) if override else None
        )

    def save_plan_entry(self, assessment_id: str, entry: PlanEntry) -> None:
        """Write what was decided about one action.

        Raises:
            StorageError: nothing was written.
        """
        self._save_part("plan", assessment_id, entry.action_id, _of_plan(entry))

    def save_setup(self, assessment_id: str, assessment: Assessment) -> None:
        """Write organisation, service, depth and facts; answers stay.

        Raises:
            StorageError: nothing was written.
        """
        with self._writing():
            service_id = self._service_id(assessment, self._stamp())
            self._db.table("assessments").update(
                assessment_id, {"service_id": service_id, "depth": assessment.depth.value}
            )
            self._db.table("facts").delete_where("assessment_id = ?", [assessment_id])
            self._insert_part("facts", assessment_id, _of_facts(assessment.facts))
            self._touch(assessment_id)
            self._forget_unused()

    def save_position(self, assessment_id: str, question_id: str) -> None:
        """Remember the question on screen; the assessment does not count as changed."""
        with self._writing():
            self._db.table("assessments").update(assessment_id, {"position": question_id})

    def save_budget(self, assessment_id: str, budget: int) -> None:
        """Remember the effort points for the 90-day horizon."""
        with self._writing():
            self._db.table("assessments").update(assessment_id, {"budget": budget})

    def delete(self, assessment_id: str) -> None:
        """Remove an assessment, and its service and organisation when nothing else uses them.

        Raises:
            StorageError: nothing was removed.
        """
        with self._writing():
            for part in _PARTS:
                self._db.table(part).delete_where("assessment_id = ?", [assessment_id])
            self._db.table("assessments").delete(assessment_id)
            self._forget_unused()

    @property
    def _path(self) -> Path:
        return self._folder / FILE_NAME

    def _writing(self) -> _Writing:
        return _Writing(self._db, self._path)

    def _stamp(self) -> str:
        return self._now().isoformat()

    def _touch(self, assessment_id: str) -> None:
        self._db.execute(
            "UPDATE assessments SET updated_at = ? WHERE id = ?", [self._stamp(), assessment_id]
        )

    def _row(self, assessment_id: str) -> Record:
        rows: Iterable[Record] = self._db.query(
            """
            SELECT a.*, o.name AS organisation, s.name, s.provider, s.model
            FROM assessments a
            JOIN services s ON s.id = a.service_id
            JOIN organisations o ON o.id = s.organisation_id
            WHERE a.id = ?
            """,
            [assessment_id],
        )
        row = next(iter(rows), None)
        if row is None:
            raise StorageError("error.storage.no_assessment")
        return row

    def _service_id(self, assessment: Assessment, stamp: str) -> str:
        organisation_id = self._same_or_new(
            "organisations", {"name": assessment.organisation}, {"created_at": stamp}
        )
        service = assessment.service
        return self._same_or_new(
            "services",
            {
                "organisation_id": organisation_id,
                "name": service.name,
                "provider": service.provider,
                "model": service.model.value,
            },
            {},
        )

    def _same_or_new(self, table: str, wanted: Record, more: Record) -> str:
        where = " AND ".join(f"[{column}] = ?" for column in wanted)
        found = next(self._db.table(table).rows_where(where, list(wanted.values())), None)
        if found is not None:
            return str(found["id"])
        new_id = uuid.uuid4().hex
        self._db.table(table).insert({"id": new_id, **wanted, **more})
        return new_id

    def _forget_unused(self) -> None:
        self._db.execute(
            "DELETE FROM services WHERE id NOT IN (SELECT service_id FROM assessments)"
        )
        self._db.execute(
            "DELETE FROM organisations WHERE id NOT IN (SELECT organisation_id FROM services)"
        )

    def _save_part(self, part: str, assessment_id: str, key: str, record: Record | None) -> None:
        with self._writing():
            if record is None:
                table = self._db.table(part)
                table.delete_where(f"assessment_id = ? AND [{table.pks[1]}] = ?", [assessment_id, key])
            else:
                self._db.table(part).upsert({"assessment_id": assessment_id, **record})
            self._touch(assessment_id)

    def _insert_parts(self, assessment_id: str, assessment: Assessment) -> None:
        self._insert_part("facts", assessment_id, _of_facts(assessment.facts))
        self._insert_part("agreed", assessment_id, map(_of_agreed, assessment.agreed.values()))
        self._insert_part(
            "overrides", assessment_id, map(_of_override, assessment.overrides.values())
        )
        self._insert_part("answers", assessment_id, map(_of_answer, assessment.answers.values()))
        self._insert_part("plan", assessment_id, map(_of_plan, assessment.plan.values()))

    def _insert_part(self, part: str, assessment_id: str, records: Iterable[Record]) -> None:
        self._db.table(part).insert_all({"assessment_id": assessment_id, **r} for r in records)


class _Writing:
    """One transaction, taken at once so that two programs wait for each other."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._trouble = machine_trouble_as_storage_error(path)

    def __enter__(self) -> None:
        self._trouble.__enter__()
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except BaseException as error:
            self._trouble.__exit__(type(error), error, error.__traceback__)
            raise

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        try:
            self._db.execute("COMMIT" if kind is None else "ROLLBACK")
        except BaseException as late:
            if self._db.conn.in_transaction:
                self._db.execute("ROLLBACK")
            self._trouble.__exit__(type(late), late, late.__traceback__)
            raise
        self._trouble.__exit__(kind, error, trace)


def _entry(row: Mapping[str, Any]) -> AssessmentEntry:
    return AssessmentEntry(
        id=row["id"],
        organisation=row["organisation"],
        service=_service(row),
        questionnaire_id=row["questionnaire_id"],
        answered=row["answered"],
        updated_at=datetime.fromisoformat(row["updated_at"]),
    )


def _service(row: Mapping[str, Any]) -> CloudService:
    return CloudService(
        name=row["name"], provider=row["provider"], model=ServiceModel(row["model"])
    )


def _assessment(row: Record, parts: Mapping[str, list[Record]]) -> Assessment:
    return Assessment(
        questionnaire_id=row["questionnaire_id"],
        questionnaire_version=row["questionnaire_version"],
        organisation=row["organisation"],
        service=_service(row),
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


def _of_facts(facts: Mapping[Fact, bool]) -> list[Record]:
    return [{"fact": fact.value, "value": int(value)} for fact, value in facts.items()]


def _of_agreed(agreed: AgreedOption) -> Record:
    return {
        "negotiation_id": agreed.negotiation_id,
        "option": agreed.option,
        "known_by": agreed.known_by,
        "evidence": agreed.evidence.value,
    }


def _of_override(override: Override) -> Record:
    return {
        "responsibility_id": override.responsibility_id,
        "allocation": override.allocation.value,
        "known_by": override.known_by,
        "source": override.source,
        "reason": override.reason,
        "written_on": override.written_on.isoformat() if override.written_on else None,
        "evidence": override.evidence.value,
    }


def _of_answer(answer: Answer) -> Record:
    return {
        "question_id": answer.question_id,
        "state": answer.state.value,
        "choices": json.dumps(answer.choices),
        "reason": answer.reason,
        "note": answer.note,
        "evidence": answer.evidence.value,
        "answered_at": answer.answered_at.isoformat() if answer.answered_at else None,
    }


def _of_plan(entry: PlanEntry) -> Record:
    return {
        "action_id": entry.action_id,
        "owner": entry.owner,
        "due": entry.due.isoformat() if entry.due else None,
        "state": entry.state.value,
        "note": entry.note,
    }
