"""The history of an assessment: every change with its time and person, chained by hash."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


BEGUN = "begun"
"""Kind of the first entry; its `after` is the digest of what was there then."""

Record = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """One change as it is kept for good.

    Attributes:
        number: 1 for the first of an assessment; without gaps.
        person: who did it; empty where nobody gave a name.
        kind: the part that changed, or `BEGUN`.
        before, after: JSON of the value; empty for nothing.
        hash: of this entry and the hash of the one before, so that none can be altered alone.
    """

    number: int
    at: datetime
    person: str
    kind: str
    key: str
    before: str
    after: str
    hash: str


def chained(
    previous: str, number: int, at: datetime, person: str, kind: str, key: str, **said: str
) -> HistoryEntry:
    """Return the entry that follows another one.

    Args:
        previous: hash of the entry before; empty for the first.
        number: its place.
        at: the moment.
        person: who did it.
        kind: what changed.
        key: which of them.
        said: `before` and `after`.
    """
    before, after = said["before"], said["after"]
    told = [previous, number, at.isoformat(), person, str(kind), key, before, after]
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return HistoryEntry(
        number=number,
        at=at,
        person=person,
        kind=str(kind),
        key=key,
        before=before,
        after=after,
        hash=sha256(text.encode()).hexdigest(),
    )


def first_break(entries: Iterable[HistoryEntry]) -> int | None:
    """Return the number of the first entry that does not follow the one before; None if all do."""
    previous = ""
    for expected, entry in enumerate(entries, start=1):
        wanted = chained(
            previous,
            expected,
            entry.at,
            entry.person,
            entry.kind,
            entry.key,
            before=entry.before,
            after=entry.after,
        )
        if wanted != entry:
            return expected
        previous = entry.hash
    return None
