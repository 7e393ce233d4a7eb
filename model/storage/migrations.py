"""The steps that bring a database to today's shape, oldest first.

A released step is never edited; a change is a new step. Each step runs in one transaction
with its own record, and tests/data/db holds one database per released step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlite_utils import Migrations

from model.text import folded

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("shoulder")
"""Their number is `SCHEMA_VERSION` of model/storage/database.py."""


@migrations(name="0001_first")
def create_tables(db: Database) -> None:
    """Organisations, their cloud services, assessments, and what people said in them."""
    db.table("organisations").create(
        {"id": str, "name": str, "created_at": str},
        pk="id",
        not_null={"name", "created_at"},
        strict=True,
    )
    db.table("services").create(
        {"id": str, "organisation_id": str, "name": str, "provider": str, "model": str},
        pk="id",
        not_null={"organisation_id", "name", "provider", "model"},
        foreign_keys=[("organisation_id", "organisations", "id")],
        strict=True,
    )
    db.table("assessments").create(
        {
            "id": str,
            "service_id": str,
            "questionnaire_id": str,
            "questionnaire_version": str,
            "depth": str,
            "position": str,
            "budget": int,
            "created_at": str,
            "updated_at": str,
        },
        pk="id",
        not_null={
            "service_id",
            "questionnaire_id",
            "questionnaire_version",
            "depth",
            "created_at",
            "updated_at",
        },
        foreign_keys=[("service_id", "services", "id")],
        strict=True,
    )
    _create_parts(db)
    db.table("services").create_index(["organisation_id"])
    db.table("assessments").create_index(["service_id"])
    db.table("assessments").create_index(["updated_at"])


def _create_parts(db: Database) -> None:
    parts: dict[str, tuple[dict[str, Any], str]] = {
        "facts": ({"fact": str, "value": int}, "fact"),
        "agreed": (
            {"negotiation_id": str, "option": str, "known_by": int, "evidence": str},
            "negotiation_id",
        ),
        "overrides": (
            {
                "responsibility_id": str,
                "allocation": str,
                "known_by": int,
                "source": str,
                "reason": str,
                "written_on": str,
                "evidence": str,
            },
            "responsibility_id",
        ),
        "answers": (
            {
                "question_id": str,
                "state": str,
                "choices": str,
                "reason": str,
                "note": str,
                "evidence": str,
                "answered_at": str,
            },
            "question_id",
        ),
        "plan": (
            {"action_id": str, "owner": str, "due": str, "state": str, "note": str},
            "action_id",
        ),
    }
    for name, (columns, key) in parts.items():
        db.table(name).create(
            {"assessment_id": str, **columns},
            pk=("assessment_id", key),
            foreign_keys=[("assessment_id", "assessments", "id")],
            strict=True,
        )


@migrations(name="0002_fieldwork")
def add_fieldwork(db: Database) -> None:
    """Findings, interviews, evidence, observations; states, rounds and the history."""
    answers = db.table("answers")
    answers.add_column("flagged", int, not_null_default=0)
    answers.add_column("interview", str, not_null_default="")
    assessments = db.table("assessments")
    assessments.add_column("state", str, not_null_default="draft")
    assessments.add_column("round", int, not_null_default=1)
    for column in ("origin", "previous", "round_reason", "seal", "sealed_at", "sealed_by", "base"):
        assessments.add_column(column, str)
    db.execute("UPDATE assessments SET origin = id")
    db.execute(
        "UPDATE assessments SET state = 'in_progress' WHERE id IN "
        "(SELECT assessment_id FROM answers WHERE state <> 'open')"
    )
    _create_fieldwork(db)
    _create_history(db)
    db.table("organisations").create_index(["name"])
    db.table("services").create_index(["name"])
    assessments.create_index(["state"])
    assessments.create_index(["origin"])


def _create_fieldwork(db: Database) -> None:
    answer = dict.fromkeys(
        ("question_id", "state", "choices", "reason", "note", "evidence", "answered_at"), str
    )
    parts: dict[str, tuple[dict[str, Any], str]] = {
        "findings": ({**answer, "flagged": int, "interview": str}, "question_id"),
        "interviews": (
            dict.fromkeys(("id", "name", "role", "held_on", "setting", "sample"), str),
            "id",
        ),
        "evidence": (
            {
                **dict.fromkeys(("id", "kind", "title", "content", "sha256"), str),
                "size": int,
                **dict.fromkeys(("method", "collected_on", "collected_by", "expires_on"), str),
                "questions": str,
            },
            "id",
        ),
        "observations": (
            dict.fromkeys(
                ("id", "question_id", "issue", "effect", "recommendation", "owner", "due"), str
            ),
            "id",
        ),
    }
    for name, (columns, key) in parts.items():
        db.table(name).create(
            {"assessment_id": str, **columns},
            pk=("assessment_id", key),
            foreign_keys=[("assessment_id", "assessments", "id")],
            strict=True,
        )


def _create_history(db: Database) -> None:
    """Create the history, which refuses to be altered while its assessment is there."""
    texts = ("at", "person", "kind", "key", "before", "after", "hash")
    db.table("history").create(
        {"assessment_id": str, "number": int, **dict.fromkeys(texts, str)},
        pk=("assessment_id", "number"),
        not_null=set(texts),
        strict=True,
    )
    db.execute(
        "CREATE TRIGGER history_stays BEFORE UPDATE ON history "
        "BEGIN SELECT RAISE(ABORT, 'the history is never altered'); END"
    )
    db.execute(
        "CREATE TRIGGER history_is_kept BEFORE DELETE ON history "
        "WHEN EXISTS (SELECT 1 FROM assessments WHERE id = OLD.assessment_id) "
        "BEGIN SELECT RAISE(ABORT, 'the history is never altered'); END"
    )


@migrations(name="0003_search")
def add_search(db: Database) -> None:
    """The words of a cloud service and its organisation, folded to be searched."""
    db.table("services").add_column("search", str, not_null_default="")
    named = db.execute(
        "SELECT s.id, o.name, s.name, s.provider FROM services s "
        "JOIN organisations o ON o.id = s.organisation_id"
    ).fetchall()
    db.conn.executemany(
        "UPDATE services SET search = ? WHERE id = ?",
        [(folded("\n".join(names)), service_id) for service_id, *names in named],
    )
    db.table("services").create_index(["search", "id"])
    db.table("assessments").create_index(["service_id", "state"])


@migrations(name="0004_division")
def add_ledger(db: Database) -> None:
    """Claims, hand-offs, accepted gaps and the agreement of a division."""
    parts: dict[str, tuple[dict[str, Any], str]] = {
        "claims": (
            dict.fromkeys(
                (
                    "key",
                    "responsibility_id",
                    "source",
                    "allocation",
                    "stated_on",
                    "place",
                    "evidence",
                    "note",
                ),
                str,
            ),
            "key",
        ),
        "handoffs": (
            {
                **dict.fromkeys(("responsibility_id", "starts", "proves"), str),
                **dict.fromkeys(("customer_part", "provider_part", "proof"), str),
                "notice_hours": int,
            },
            "responsibility_id",
        ),
        "accepted": (
            dict.fromkeys(
                ("responsibility_id", "gap", "reason", "accepted_by", "accepted_on"), str
            ),
            "responsibility_id",
        ),
    }
    for name, (columns, key) in parts.items():
        db.table(name).create(
            {"assessment_id": str, **columns},
            pk=("assessment_id", key),
            foreign_keys=[("assessment_id", "assessments", "id")],
            strict=True,
        )
    db.table("assessments").add_column("agreement", str)
    for column in ("customer_name", "provider_name"):
        db.table("overrides").add_column(column, str, not_null_default="")


@migrations(name="0005_rounds")
def add_rounds(db: Database) -> None:
    """Answers carried over from the round before, and what a plan says of its actions."""
    for table in ("answers", "findings"):
        db.table(table).add_column("carried", int, not_null_default=0)
    for column in ("cost", "reason", "approver"):
        db.table("plan").add_column(column, str, not_null_default="")
    db.table("plan").add_column("effort", int)
    db.table("assessments").add_column("plan_begins_on", str)


@migrations(name="0006_beliefs")
def add_beliefs(db: Database) -> None:
    """Who was thought to hold what, before the division was shown."""
    db.table("beliefs").create(
        {"assessment_id": str, "responsibility_id": str, "holder": str, "is_sure": int},
        pk=("assessment_id", "responsibility_id"),
        foreign_keys=[("assessment_id", "assessments", "id")],
        strict=True,
    )
