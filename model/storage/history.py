"""The history in the database: appended to in the transaction of each change, never altered."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from model.change import Change, Part, apply
from model.history import BEGUN, HistoryEntry, chained, first_break
from model.sealing import digest
from model.storage import rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from sqlite_utils import Database

    from model.assessment import Assessment

_COLUMNS = "number, at, person, kind, key, before, after, hash"


def has_begun(db: Database, assessment_id: str) -> bool:
    """Say whether there is a history; one from before version 2 has none until it changes."""
    return _last(db, assessment_id)[0] > 0


def begin(db: Database, assessment_id: str, now_there: Assessment, at: datetime) -> None:
    """Tell what an assessment holds when its history begins."""
    entry = chained("", 1, at, "", BEGUN, "", before="", after=digest(now_there))
    _insert(db, assessment_id, entry)


def append(
    db: Database, assessment_id: str, changes: Sequence[Change], person: str, at: datetime
) -> None:
    """Tell some changes, in their order."""
    number, previous = _last(db, assessment_id)
    for change in changes:
        number += 1
        before, after = _told(change.part, change.before), _told(change.part, change.after)
        entry = chained(
            previous, number, at, person, change.part, change.key, before=before, after=after
        )
        _insert(db, assessment_id, entry)
        previous = entry.hash


def entries(connection: sqlite3.Connection, assessment_id: str) -> list[HistoryEntry]:
    """Return the history of an assessment, the first entry first."""
    found = connection.execute(
        f"SELECT {_COLUMNS} FROM history WHERE assessment_id = ? ORDER BY number",  # noqa: S608  a constant
        [assessment_id],
    )
    return [
        HistoryEntry(
            number=number,
            at=datetime.fromisoformat(at),
            person=person,
            kind=kind,
            key=key,
            before=before,
            after=after,
            hash=own,
        )
        for number, at, person, kind, key, before, after, own in found
    ]


def is_told(history: Sequence[HistoryEntry], now_there: Assessment) -> bool:
    """Say whether a history leads from its beginning to what is there now.

    What is there is taken back change by change; what is left must be what the first entry says.
    """
    if not history:
        return True
    if first_break(history) is not None or history[0].kind != BEGUN:
        return False
    try:
        earlier = apply(now_there, [_change(entry).reversed() for entry in reversed(history[1:])])
    except (ValueError, KeyError, TypeError):
        return False
    return _ends_as_it_is(history, now_there) and digest(earlier) == history[0].after


def _ends_as_it_is(history: Sequence[HistoryEntry], now_there: Assessment) -> bool:
    """Say whether the last change of every value left what is there."""
    last = {(entry.kind, entry.key): entry for entry in history[1:]}
    there = apply(now_there, [_change(entry) for entry in last.values()])
    return there.status == now_there.status and digest(there) == digest(now_there)


def _change(entry: HistoryEntry) -> Change:
    part = Part(entry.kind)
    return Change(
        part=part, key=entry.key, before=_of(part, entry.before), after=_of(part, entry.after)
    )


def _told(part: Part, value: object) -> str:
    if value is None:
        return ""
    return json.dumps(rows.of_value(part, value), ensure_ascii=False, sort_keys=True)


def _of(part: Part, told: str) -> Any:  # noqa: ANN401  the part says which
    return rows.value_of(part, json.loads(told)) if told else None


def _last(db: Database, assessment_id: str) -> tuple[int, str]:
    row = db.execute(
        "SELECT number, hash FROM history WHERE assessment_id = ? ORDER BY number DESC LIMIT 1",
        [assessment_id],
    ).fetchone()
    return (int(row[0]), str(row[1])) if row else (0, "")


def _insert(db: Database, assessment_id: str, entry: HistoryEntry) -> None:
    db.execute(
        f"INSERT INTO history (assessment_id, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608  a constant
        [
            assessment_id,
            entry.number,
            entry.at.isoformat(),
            entry.person,
            entry.kind,
            entry.key,
            entry.before,
            entry.after,
            entry.hash,
        ],
    )
