"""Organisations, cloud services and assessments in the database: one method, one transaction."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from model.assessment import (
    DEFAULT_BUDGET,
    AnswerState,
    AssessmentState,
    Schedule,
    SetUp,
    Status,
)
from model.change import Part, value_at
from model.errors import StorageError
from model.storage import entries, history, rows
from model.storage.database import FILE_NAME, connect, machine_trouble_as_storage_error
from model.storage.entries import EntryQuery

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from sqlite_utils import Database

    from model.assessment import Assessment
    from model.change import Change, Value
    from model.history import HistoryEntry
    from model.storage.entries import AssessmentEntry

Record = dict[str, Any]


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
        return self.find(EntryQuery(limit=None))

    def find(self, query: EntryQuery) -> list[AssessmentEntry]:
        """Return the lines of the list that a query asks for.

        Raises:
            StorageError: the database cannot be read.
        """
        with machine_trouble_as_storage_error(self._path):
            return entries.find(self._connection, query)

    def count(self, query: EntryQuery) -> int:
        """Return how many lines a query finds, whatever its limit and offset."""
        with machine_trouble_as_storage_error(self._path):
            return entries.count(self._connection, query)

    def counts_by_state(self, query: EntryQuery) -> dict[AssessmentState, int]:
        """Return how many lines the words of a query find in each state."""
        with machine_trouble_as_storage_error(self._path):
            return entries.counts_by_state(self._connection, query)

    def entry(self, assessment_id: str) -> AssessmentEntry | None:
        """Return the line of one assessment; None where it is not there."""
        with machine_trouble_as_storage_error(self._path):
            return entries.entry(self._connection, assessment_id)

    def create(self, assessment: Assessment) -> str:
        """Keep a new assessment with everything in it, and return its id.

        An organisation of the same name, and in it a service of the same name, provider and
        model, are used again. One without an origin is its own.

        Raises:
            StorageError: nothing was written.
        """
        assessment_id = new_id()
        with self._writing():
            stamp = self._stamp()
            self._db.table("assessments").insert(
                {
                    "id": assessment_id,
                    "service_id": self._service_id(assessment.setup, stamp),
                    "questionnaire_id": assessment.questionnaire_id,
                    "questionnaire_version": assessment.questionnaire_version,
                    "depth": assessment.depth.value,
                    "budget": DEFAULT_BUDGET,
                    "created_at": stamp,
                    "updated_at": stamp,
                    "origin": assessment.origin or assessment_id,
                    "round": assessment.round.number,
                    "previous": assessment.round.previous,
                    "round_reason": assessment.round.reason,
                    "agreement": rows.agreement_text(assessment.agreement),
                    **rows.of_schedule(assessment.schedule),
                    **rows.of_status(_status(assessment)),
                }
            )
            self._insert("facts", assessment_id, rows.of_facts(assessment.facts))
            for part, codec in rows.CODECS.items():
                values = getattr(assessment, part).values()
                self._insert(part, assessment_id, map(codec.to_row, values))
            history.begin(
                self._db, assessment_id, self._read(assessment_id), datetime.fromisoformat(stamp)
            )
        return assessment_id

    def load(self, assessment_id: str) -> Assessment:
        """Return one assessment.

        Raises:
            StorageError: it is not there, or cannot be read.
        """
        with machine_trouble_as_storage_error(self._path):
            return self._read(assessment_id)

    def with_origin(self, origin: str) -> list[str]:
        """Return the ids of the copies of one assessment that are here, newest change first."""
        with machine_trouble_as_storage_error(self._path):
            found = self._connection.execute(
                "SELECT id FROM assessments WHERE origin = ? ORDER BY updated_at DESC, id", [origin]
            )
            return [str(row[0]) for row in found]

    def rounds(self, assessment_id: str) -> list[str]:
        """Return the ids of the rounds that an assessment is one of, the first one first."""
        with machine_trouble_as_storage_error(self._path):
            return entries.rounds(self._connection, assessment_id)

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

    def base(self, assessment_id: str) -> str | None:
        """Return the assessment file that this copy came from, as text; None where unknown."""
        with machine_trouble_as_storage_error(self._path):
            base = self._row(assessment_id)["base"]
        return None if base is None else str(base)

    def set_base(self, assessment_id: str, text: str) -> None:
        """Remember the assessment file that a copy came from; it does not count as changed.

        Every other copy must come from it too, or merging takes their old values for changes:
        set it when a copy is received as new, or first handed on, and leave it then.
        """
        with self._writing(assessment_id):
            self._db.table("assessments").update(assessment_id, {"base": text})

    def save(self, assessment_id: str, changes: Sequence[Change], person: str) -> None:
        """Write some changes, and tell them in the history, all or none.

        Args:
            assessment_id: which assessment.
            changes: what is there now wins over their `before`.
            person: who did it; may be empty.

        Raises:
            StorageError: nothing was written: the assessment is gone, is final, or
                cannot be written.
        """
        with self._writing(assessment_id):
            self._refuse_if_final(assessment_id)
            if not history.has_begun(self._db, assessment_id):
                history.begin(self._db, assessment_id, self._read(assessment_id), self._now())
            done = [self._write(assessment_id, change) for change in changes]
            history.append(self._db, assessment_id, done, person, self._now())
            self._touch(assessment_id)

    def history(self, assessment_id: str) -> list[HistoryEntry]:
        """Return every change of an assessment, the first one first.

        Raises:
            StorageError: the database cannot be read.
        """
        with machine_trouble_as_storage_error(self._path):
            return history.entries(self._connection, assessment_id)

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
            for table in ("facts", *rows.CODECS):
                self._db.table(table).delete_where("assessment_id = ?", [assessment_id])
            self._db.table("assessments").delete(assessment_id)
            self._db.table("history").delete_where("assessment_id = ?", [assessment_id])
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

    def _service_id(self, setup: SetUp, stamp: str) -> str:
        organisation_id = self._same_or_new(
            "organisations", {"name": setup.organisation}, {"created_at": stamp}
        )
        service = setup.service
        return self._same_or_new(
            "services",
            {
                "organisation_id": organisation_id,
                "name": service.name,
                "provider": service.provider,
                "model": service.model.value,
            },
            {"search": entries.search_text(setup.organisation, service)},
        )

    def _same_or_new(self, table: str, wanted: Record, more: Record) -> str:
        where = " AND ".join(f"[{column}] = ?" for column in wanted)
        found = next(self._db.table(table).rows_where(where, list(wanted.values())), None)
        if found is not None:
            return str(found["id"])
        made = new_id()
        self._db.table(table).insert({"id": made, **wanted, **more})
        return made

    def _forget_unused(self) -> None:
        self._db.execute(
            "DELETE FROM services WHERE id NOT IN (SELECT service_id FROM assessments)"
        )
        self._db.execute(
            "DELETE FROM organisations WHERE id NOT IN (SELECT organisation_id FROM services)"
        )

    def _read(self, assessment_id: str) -> Assessment:
        def of(table: str) -> list[Record]:
            return list(self._db.table(table).rows_where("assessment_id = ?", [assessment_id]))

        parts = {part: of(part) for part in rows.CODECS}
        return rows.assessment_of(self._row(assessment_id), of("facts"), parts)

    def _refuse_if_final(self, assessment_id: str) -> None:
        if self._row(assessment_id)["state"] == AssessmentState.FINAL:
            raise StorageError("error.final")

    def _write(self, assessment_id: str, change: Change) -> Change:
        """Write one value, and return the change as it really was."""
        told = replace(change, before=self._there(assessment_id, change.part, change.key))
        if isinstance(change.after, SetUp):
            self._write_setup(assessment_id, change.after)
        elif isinstance(change.after, Status):
            self._db.table("assessments").update(assessment_id, rows.of_status(change.after))
        elif isinstance(change.after, Schedule):
            self._db.table("assessments").update(assessment_id, rows.of_schedule(change.after))
        elif change.part is Part.AGREEMENT:
            agreement = rows.agreement_text(change.after)  # type: ignore[arg-type]  # its part says so
            self._db.table("assessments").update(assessment_id, {"agreement": agreement})
        elif change.after is None:
            key = rows.CODECS[change.part].key
            table = self._db.table(change.part)
            table.delete_where(f"assessment_id = ? AND [{key}] = ?", [assessment_id, change.key])
        else:
            row = rows.CODECS[change.part].to_row(change.after)
            self._db.table(change.part).upsert({"assessment_id": assessment_id, **row})
        return told

    def _there(self, assessment_id: str, part: Part, key: str) -> Value | None:
        if part not in rows.CODECS:
            return value_at(self._read(assessment_id), part)
        codec = rows.CODECS[part]
        where = f"assessment_id = ? AND [{codec.key}] = ?"
        found = next(self._db.table(part).rows_where(where, [assessment_id, key]), None)
        return None if found is None else codec.of_row(found)

    def _write_setup(self, assessment_id: str, setup: SetUp) -> None:
        service_id = self._service_id(setup, self._stamp())
        self._db.table("assessments").update(
            assessment_id, {"service_id": service_id, "depth": setup.depth.value}
        )
        self._db.table("facts").delete_where("assessment_id = ?", [assessment_id])
        self._insert("facts", assessment_id, rows.of_facts(setup.facts))
        self._forget_unused()

    def _insert(self, table: str, assessment_id: str, records: Iterable[Record]) -> None:
        self._db.table(table).insert_all({"assessment_id": assessment_id, **r} for r in records)


def new_id() -> str:
    """Return an id that no other thing has, on this computer or another."""
    return os.urandom(16).hex()


def _status(assessment: Assessment) -> Status:
    """Return how far an assessment is; a draft that has an answer already is in progress."""
    is_draft = assessment.status.state is AssessmentState.DRAFT
    if is_draft and any(a.state is not AnswerState.OPEN for a in assessment.answers.values()):
        return Status(state=AssessmentState.IN_PROGRESS)
    return assessment.status
