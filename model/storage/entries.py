"""The list of assessments as the database finds, sorts and counts it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from model.assessment import AssessmentState
from model.storage import rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from model.assessment import CloudService

PAGE = 200
"""Rows of one answer where nobody asks for another number."""

_ORDERS = {
    "organisation": "organisation COLLATE NOCASE",
    "service": "name COLLATE NOCASE",
    "provider": "provider COLLATE NOCASE",
    "model": "model",
    "state": "CASE state WHEN 'draft' THEN 0 WHEN 'in_progress' THEN 1 WHEN 'in_review' THEN 2 "
    "ELSE 3 END",
    "changed": "updated_at",
}
SORTS = tuple(_ORDERS)
"""What a list can be sorted by."""

_JOINED = """
    FROM assessments a
    JOIN services s ON s.id = a.service_id
    JOIN organisations o ON o.id = s.organisation_id
"""
_COLUMNS = """
    SELECT a.id AS id, o.name AS organisation, s.name AS name, s.provider AS provider,
           s.model AS model, a.questionnaire_id AS questionnaire_id,
           a.questionnaire_version AS questionnaire_version, a.state AS state, a.round AS round,
           a.updated_at AS updated_at
"""
_COUNT = "SELECT count(*) FROM assessments a"
_BY_STATE = "SELECT a.state, count(*) FROM assessments a"
_SERVICES = """
    SELECT s.id FROM organisations o CROSS JOIN services s ON s.organisation_id = o.id
"""
_WITH_ANSWERED = """
    SELECT page.*, (SELECT count(*) FROM answers w
                    WHERE w.assessment_id = page.id AND w.state <> 'open') AS answered
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentEntry:
    """One line of the list on the home page.

    Attributes:
        answered: questions with an answer of any kind.
        round: its number; 1 for the first.
    """

    id: str
    organisation: str
    service: CloudService
    questionnaire_id: str
    questionnaire_version: str
    state: AssessmentState
    round: int
    answered: int
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryQuery:
    """Which lines of the list are wanted, and in what order.

    Attributes:
        words: each must stand in organisation, service or provider; large and small Latin
            letters (A to Z) count as the same.
        providers: pairs of a word and the id of a provider that the word stands for, too.
        state: None for any.
        sort: one of `SORTS`; equal ones follow each other by id.
        limit: most lines; None for all.
        offset: lines that are passed over first.
    """

    words: str = ""
    providers: tuple[tuple[str, str], ...] = ()
    state: AssessmentState | None = None
    sort: str = "changed"
    descending: bool = True
    limit: int | None = PAGE
    offset: int = 0


@dataclass(slots=True)
class _Where:
    terms: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)

    def add(self, term: str, *values: str) -> None:
        self.terms.append(term)
        self.values.extend(values)

    @property
    def text(self) -> str:
        return f" WHERE {' AND '.join(self.terms)}" if self.terms else ""


def find(connection: sqlite3.Connection, query: EntryQuery) -> list[AssessmentEntry]:
    """Return the lines a query asks for; answers are counted for these lines only."""
    where = _where(query)
    direction = "DESC" if query.descending else "ASC"
    order = f" ORDER BY {_ORDERS[query.sort]} {direction}, id"
    page = f"{_COLUMNS}{_JOINED}{where.text}{order} LIMIT ? OFFSET ?"
    limit = -1 if query.limit is None else query.limit
    return _read(connection, page, [*where.values, limit, query.offset], order)


def count(connection: sqlite3.Connection, query: EntryQuery) -> int:
    """Return how many lines a query finds, whatever its limit and offset."""
    where = _where(query)
    found = connection.execute(f"{_COUNT}{where.text}", where.values).fetchone()
    return int(found[0])


def counts_by_state(
    connection: sqlite3.Connection, query: EntryQuery
) -> dict[AssessmentState, int]:
    """Return how many lines the words of a query find in each state; its own state is ignored."""
    where = _words(query)
    found = connection.execute(f"{_BY_STATE}{where.text} GROUP BY a.state", where.values)
    counts = {AssessmentState(state): int(number) for state, number in found}
    return {state: counts.get(state, 0) for state in AssessmentState}


def entry(connection: sqlite3.Connection, assessment_id: str) -> AssessmentEntry | None:
    """Return the line of one assessment; None where it is not there."""
    found = _read(connection, f"{_COLUMNS}{_JOINED} WHERE a.id = ?", [assessment_id])
    return found[0] if found else None


def _read(
    connection: sqlite3.Connection, page: str, values: list[Any], order: str = ""
) -> list[AssessmentEntry]:
    cursor = connection.execute(f"{_WITH_ANSWERED} FROM ({page}) AS page{order}", values)
    names = [column[0] for column in cursor.description]
    return [_entry(dict(zip(names, row, strict=True))) for row in cursor]


def _where(query: EntryQuery) -> _Where:
    where = _words(query)
    if query.state is not None:
        where.add("a.state = ?", query.state.value)
    return where


def _words(query: EntryQuery) -> _Where:
    """Return what finds the words: in the services first, of which each is looked at once."""
    inner, where = _Where(), _Where()
    for word in query.words.split():
        ids = [provider for stands_for, provider in query.providers if stands_for == word]
        places = [f"{place} LIKE ? ESCAPE '\\'" for place in ("o.name", "s.name", "s.provider")]
        places += ["s.provider = ?"] * len(ids)
        inner.add(f"({' OR '.join(places)})", *[_pattern(word)] * 3, *ids)
    if inner.terms:
        where.add(f"a.service_id IN ({_SERVICES}{inner.text})", *inner.values)
    return where


def _pattern(word: str) -> str:
    """Return a pattern that finds a word anywhere, its own % and _ taken as they are."""
    for mark in "\\%_":
        word = word.replace(mark, f"\\{mark}")
    return f"%{word}%"


def _entry(row: Mapping[str, Any]) -> AssessmentEntry:
    return AssessmentEntry(
        id=row["id"],
        organisation=row["organisation"],
        service=rows.service_of(row),
        questionnaire_id=row["questionnaire_id"],
        questionnaire_version=row["questionnaire_version"],
        state=AssessmentState(row["state"]),
        round=row["round"],
        answered=row["answered"],
        updated_at=datetime.fromisoformat(row["updated_at"]),
    )
