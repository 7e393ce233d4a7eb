"""Organisations, cloud services and assessments in the database: one method, one transaction."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from model.assessment import DEFAULT_BUDGET
from model.errors import StorageError
from model.storage import rows
from model.storage.database import FILE_NAME, connect, machine_trouble_as_storage_error

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from sqlite_utils import Database

    from model.assessment import AgreedOption, Answer, Assessment, CloudService, Override, PlanEntry

Record = dict[str, Any]
_ENTRIES = """
    SELECT a.id, o.name AS organisation, s.name, s.provider, s.model,
           a.questionnaire_id, a.questionnaire_version, a.updated_at,
           (SELECT count(*) FROM answers w
            WHERE w.assessment_id = a.id AND w.state <> 'open') AS answered
    FROM assessments a
    JOIN services s ON s.id = a.service_id
    JOIN organisations o ON o.id = s.organisation_id
    ORDER BY a.updated_at DESC, a.id
"""
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
    questionnaire_version: str
    answered: int
    updated_at: datetime


class AssessmentStore:
    """The assessments of one workspace; open on one thread."""

    def __init__(
        self, connection: sqlite3.Connection, folder: Path, now: Callable[[], datetime]
    ) -> None:
        self._connection = connection
        self._folder = folder
        self._now = now

    @classmethod
    def open(cls, folder: Path, now: Callable[[], datetime]) -> AssessmentStore:
        """Open the workspace in a folder, and create it if it is not there.

        Raises:
            StorageError: the workspace cannot be used; nothing in it was changed.
        """
        return cls(connect(folder), folder, now)

    @property
    def folder(self) -> Path:
        """Return the folder of the workspace."""
        return self._folder

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()

    def entries(self) -> list[AssessmentEntry]:
        """Return every assessment, the one changed last first.

        Raises:
            StorageError: the database cannot be read.
        """
        with machine_trouble_as_storage_error(self._path):
            cursor = self._connection.execute(_ENTRIES)
            names = [column[0] for column in cursor.description]
            return [_entry(dict(zip(names, row, strict=True))) for row in cursor]

    def create(self, assessment: Assessment) -> str:
        """Keep a new assessment with everything in it, and return its id.

        An organisation of the same name, and in it a service of the same name, provider and
        model, are used again.

        Raises:
            StorageError: nothing was written.
        """
        assessment_id = _new_id()
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
        return rows.assessment_of(row, parts)

    def position(self, assessment_id: str) -> str | None:
        """Return the question that was on screen last; None for a new assessment."""
        with machine_trouble_as_storage_error(self._path):
            position = self._row(assessment_id)["position"]
        return None if position is None else str(position)

    def budget(self, assessment_id: str) -> int:
        """Return the effort points that the user gives to the 90-day horizon."""
        with machine_trouble_as_storage_error(self._path):
            budget = self._row(assessment_id)["budget"]
        return DEFAULT_BUDGET if budget is None else int(budget)

    def save_answer(self, assessment_id: str, answer: Answer) -> None:
        """Write one answer over an earlier one and stamp the assessment.

        Raises:
            StorageError: nothing was written.
        """
        with self._writing(assessment_id):
            self._db.table("answers").upsert(
                {"assessment_id": assessment_id, **rows.of_answer(answer)}
            )
            self._touch(assessment_id)

    def save_agreed(
        self, assessment_id: str, negotiation_id: str, agreed: AgreedOption | None
    ) -> None:
        """Write what was agreed for one negotiation; None makes it not asked yet.

        Raises:
            StorageError: nothing was written.
        """
        self._save_part(
            "agreed", assessment_id, negotiation_id, rows.of_agreed(agreed) if agreed else None
        )

    def save_override(
        self, assessment_id: str, responsibility_id: str, override: Override | None
    ) -> None:
        """Write how one cell is settled; None goes back to the paper's default.

        Raises:
            StorageError: nothing was written.
        """
        self._save_part(
            "overrides",
            assessment_id,
            responsibility_id,
            rows.of_override(override) if override else None,
        )

    def save_plan_entry(self, assessment_id: str, entry: PlanEntry) -> None:
        """Write what was decided about one action.

        Raises:
            StorageError: nothing was written.
        """
        self._save_part("plan", assessment_id, entry.action_id, rows.of_plan(entry))

    def save_setup(self, assessment_id: str, assessment: Assessment) -> None:
        """Write organisation, service, depth and facts; answers stay.

        Raises:
            StorageError: nothing was written.
        """
        with self._writing(assessment_id):
            service_id = self._service_id(assessment, self._stamp())
            self._db.table("assessments").update(
                assessment_id, {"service_id": service_id, "depth": assessment.depth.value}
            )
            self._db.table("facts").delete_where("assessment_id = ?", [assessment_id])
            self._insert_part("facts", assessment_id, rows.of_facts(assessment.facts))
            self._touch(assessment_id)
            self._forget_unused()

    def save_position(self, assessment_id: str, question_id: str) -> None:
        """Remember the question on screen; the assessment does not count as changed."""
        with self._writing(assessment_id):
            self._db.table("assessments").update(assessment_id, {"position": question_id})

    def save_budget(self, assessment_id: str, budget: int) -> None:
        """Remember the effort points for the 90-day horizon."""
        with self._writing(assessment_id):
            self._db.table("assessments").update(assessment_id, {"budget": budget})

    def delete(self, assessment_id: str) -> None:
        """Remove an assessment, and its service and organisation when nothing else uses them.

        Raises:
            StorageError: nothing was removed.
        """
        with self._writing(assessment_id):
            for part in _PARTS:
                self._db.table(part).delete_where("assessment_id = ?", [assessment_id])
            self._db.table("assessments").delete(assessment_id)
            self._forget_unused()

    @cached_property
    def _db(self) -> Database:
        from sqlite_utils import Database  # noqa: PLC0415  slow to import; the list needs none

        return Database(self._connection, execute_plugins=False)

    @property
    def _path(self) -> Path:
        return self._folder / FILE_NAME

    @contextmanager
    def _writing(self, assessment_id: str | None = None) -> Iterator[None]:
        """Hold one transaction, begun at once so that two programs wait for each other.

        Raises:
            StorageError: the assessment is no longer there, or cannot be written.
        """
        with machine_trouble_as_storage_error(self._path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                if assessment_id is not None:
                    self._row(assessment_id)
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def _stamp(self) -> str:
        return self._now().isoformat()

    def _touch(self, assessment_id: str) -> None:
        self._db.execute(
            "UPDATE assessments SET updated_at = ? WHERE id = ?", [self._stamp(), assessment_id]
        )

    def _row(self, assessment_id: str) -> Record:
        found: Iterable[Record] = self._db.query(
            """
            SELECT a.*, o.name AS organisation, s.name, s.provider, s.model
            FROM assessments a
            JOIN services s ON s.id = a.service_id
            JOIN organisations o ON o.id = s.organisation_id
            WHERE a.id = ?
            """,
            [assessment_id],
        )
        row = next(iter(found), None)
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
        new_id = _new_id()
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
        with self._writing(assessment_id):
            if record is None:
                table = self._db.table(part)
                table.delete_where(
                    f"assessment_id = ? AND [{table.pks[1]}] = ?", [assessment_id, key]
                )
            else:
                self._db.table(part).upsert({"assessment_id": assessment_id, **record})
            self._touch(assessment_id)

    def _insert_parts(self, assessment_id: str, assessment: Assessment) -> None:
        self._insert_part("facts", assessment_id, rows.of_facts(assessment.facts))
        self._insert_part("agreed", assessment_id, map(rows.of_agreed, assessment.agreed.values()))
        self._insert_part(
            "overrides", assessment_id, map(rows.of_override, assessment.overrides.values())
        )
        self._insert_part(
            "answers", assessment_id, map(rows.of_answer, assessment.answers.values())
        )
        self._insert_part("plan", assessment_id, map(rows.of_plan, assessment.plan.values()))

    def _insert_part(self, part: str, assessment_id: str, records: Iterable[Record]) -> None:
        self._db.table(part).insert_all({"assessment_id": assessment_id, **r} for r in records)


def _new_id() -> str:
    return os.urandom(16).hex()


def _entry(row: Mapping[str, Any]) -> AssessmentEntry:
    return AssessmentEntry(
        id=row["id"],
        organisation=row["organisation"],
        service=rows.service_of(row),
        questionnaire_id=row["questionnaire_id"],
        questionnaire_version=row["questionnaire_version"],
        answered=row["answered"],
        updated_at=datetime.fromisoformat(row["updated_at"]),
    )
