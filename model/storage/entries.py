"""The list of assessments as the database finds, sorts and counts it.

Words are looked for anywhere in one folded text a service, read from its index: of 10,000 that
takes one or two milliseconds, and a single character is found too, as no index of words or of
three letters would find it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from model.assessment import AssessmentState
from model.storage import rows
from model.text import folded

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from model.assessment import CloudService

PAGE = 200
"""Rows of one answer where nobody asks for another number."""

_ORDERS = {
    "organisation": "o.name COLLATE NOCASE",
    "service": "s.name COLLATE NOCASE",
    "provider": "s.provider COLLATE NOCASE",
    "model": "s.model",
    "state": "CASE a.state WHEN 'draft' THEN 0 WHEN 'in_progress' THEN 1 WHEN 'in_review' THEN 2 "
    "ELSE 3 END",
    "changed": "a.updated_at",
}
SORTS = tuple(_ORDERS)
"""What a list can be sorted by."""

_COLUMNS = """
    SELECT a.id AS id, o.name AS organisation, s.name AS name, s.provider AS provider,
           s.model AS model, a.questionnaire_id AS questionnaire_id,
           a.questionnaire_version AS questionnaire_version, a.state AS state, a.round AS round,
           a.updated_at AS updated_at,
           (SELECT count(*) FROM answers w WHERE w.assessment_id = a.id AND w.state <> 'open')
           AS answered
"""
_ALL = "FROM assessments a"
_SERVICES = " JOIN services s ON s.id = a.service_id"
_SEARCHED = "FROM services s CROSS JOIN assessments a ON a.service_id = s.id"
"""The services are looked at first, each of them once, and then their assessments."""

_OWNERS = " JOIN organisations o ON o.id = s.organisation_id"


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
        words: each must stand in organisation, service or provider; large and small letters,
            full-width and half-width ones count as the same.
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


def search_text(organisation: str, service: CloudService) -> str:
    """Return what the words of a query are looked for in, as it is kept with a service."""
    return folded("\n".join((organisation, service.name, service.provider)))


def find(connection: sqlite3.Connection, query: EntryQuery) -> list[AssessmentEntry]:
    """Return the lines a query asks for; names and answers are read for these lines only."""
    where = _where(query)
    direction = "DESC" if query.descending else "ASC"
    order = f" ORDER BY {_ORDERS[query.sort]} {direction}, a.id"
    joined = _SEARCHED if query.words else f"{_ALL}{_SERVICES}"
    joined += _OWNERS if query.sort == "organisation" else ""
    page = f"SELECT a.id {joined}{where.text}{order} LIMIT ? OFFSET ?"
    limit = -1 if query.limit is None else query.limit
    values = [*where.values, limit, query.offset]
    return _read(connection, f" WHERE a.id IN ({page}){order}", values)


def count(connection: sqlite3.Connection, query: EntryQuery) -> int:
    """Return how many lines a query finds, whatever its limit and offset."""
    where = _where(query)
    found = connection.execute(
        f"SELECT count(*) {_SEARCHED if query.words else _ALL}{where.text}", where.values
    ).fetchone()
    return int(found[0])


def counts_by_state(
    connection: sqlite3.Connection, query: EntryQuery
) -> dict[AssessmentState, int]:
    """Return how many lines the words of a query find in each state; its own state is ignored."""
    where = _words(query)
    found = connection.execute(
        f"SELECT a.state, count(*) {_SEARCHED if query.words else _ALL}{where.text} "
        "GROUP BY a.state",
        where.values,
    )
    counts = {AssessmentState(state): int(number) for state, number in found}
    return {state: counts.get(state, 0) for state in AssessmentState}


def entry(connection: sqlite3.Connection, assessment_id: str) -> AssessmentEntry | None:
    """Return the line of one assessment; None where it is not there."""
    found = _read(connection, " WHERE a.id = ?", [assessment_id])
    return found[0] if found else None


def _read(connection: sqlite3.Connection, which: str, values: list[Any]) -> list[AssessmentEntry]:
    cursor = connection.execute(f"{_COLUMNS}{_ALL}{_SERVICES}{_OWNERS}{which}", values)
    names = [column[0] for column in cursor.description]
    return [_entry(dict(zip(names, row, strict=True))) for row in cursor]


def _where(query: EntryQuery) -> _Where:
    where = _words(query)
    if query.state is not None:
        where.add("a.state = ?", query.state.value)
    return where


def _words(query: EntryQuery) -> _Where:
    """Return what finds the words, or the providers that they stand for."""
    where = _Where()
    for word in query.words.split():
        ids = [provider for stands_for, provider in query.providers if stands_for == word]
        places = ["instr(s.search, ?) > 0", *["s.provider = ?"] * len(ids)]
        where.add(f"({' OR '.join(places)})", folded(word), *ids)
    return where


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


def rounds(connection: sqlite3.Connection, assessment_id: str) -> list[str]:
    """Return the ids of the rounds that an assessment is one of, the first one first.

    It stands for itself; of several copies of another round, the one changed last is taken, and
    so is the one changed last of several rounds that follow the same one.
    """
    found = connection.execute(
        "SELECT origin, previous FROM assessments WHERE id = ?", [assessment_id]
    ).fetchone()
    if found is None:
        return []
    origin, previous = str(found[0]), str(found[1])
    met = {origin}
    earlier, later = [], []
    while previous and previous not in met:
        met.add(previous)
        row = _newest(connection, "origin", previous)
        if row is None:
            break
        earlier.append(row[0])
        previous = row[2]
    while (row := _newest(connection, "previous", origin)) is not None and row[1] not in met:
        origin = row[1]
        met.add(origin)
        later.append(row[0])
    return [*reversed(earlier), assessment_id, *later]


def _newest(
    connection: sqlite3.Connection, column: str, origin: str
) -> tuple[str, str, str] | None:
    """Return id, origin and previous of the assessment changed last of those that name a round."""
    row = connection.execute(
        f"SELECT id, origin, previous FROM assessments WHERE [{column}] = ? "  # noqa: S608  a constant
        "ORDER BY updated_at DESC, id LIMIT 1",
        [origin],
    ).fetchone()
    return None if row is None else (str(row[0]), str(row[1]), str(row[2]))
