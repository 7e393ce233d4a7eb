"""What the auditor can check: every change with its time and person, and the seal."""

from __future__ import annotations

from datetime import UTC
from itertools import islice
from typing import TYPE_CHECKING

from model.history import first_break
from model.history_words import HistoryWords
from model.reporting.flowables import fields, note
from model.reporting.press import NOTHING
from model.reporting.sign_off import seal_warning, status_pairs
from model.reporting.tables import Column, Row, table
from model.sealing import digest

if TYPE_CHECKING:
    from datetime import datetime

    from reportlab.platypus import Flowable

    from model.history import HistoryEntry
    from model.reporting.data import History, ReportData
    from model.reporting.press import Press

MOST = 500
"""So many changes are printed, the newest; how many there are is said."""


def history(data: ReportData, press: Press) -> list[Flowable]:
    """Return the changes, the newest first, and what the chain of all of them says."""
    if data.history is None:
        return [press.set(press.reader("history.unknown"))]
    entries = data.history.entries
    if not entries:
        return [press.set(press.reader("history.none"))]
    printed = list(islice(reversed(entries), MOST))
    key = "history.all" if len(printed) == len(entries) else "history.newest"
    return [
        *_broken(entries, press),
        fields(press, _chain(entries, press)),
        press.set(press.reader(key, count=len(entries), printed=len(printed))),
        _table(printed, data, data.history, press),
    ]


def seal(data: ReportData, press: Press) -> list[Flowable]:
    """Return who signed what, when, and whether the content is still that."""
    status = data.assessment.status
    pairs = status_pairs(data, press)
    if status.seal is not None and data.is_intact:
        pairs.append((press.text("sign_off.check"), press.reader("seal.intact")))
    if not data.is_shortened:
        pairs.append((press.reader("seal.now"), digest(data.claims)))
    key = "seal.text" if status.seal is not None else "seal.none"
    return [*seal_warning(data, press), press.set(press.reader(key)), fields(press, pairs)]


def _broken(entries: tuple[HistoryEntry, ...], press: Press) -> list[Flowable]:
    number = first_break(entries)
    if number is None:
        return []
    text = press.catalog.text("review.history.broken", number=number)
    return [note(press, press.reader("history.broken"), text, strong=True)]


def _chain(entries: tuple[HistoryEntry, ...], press: Press) -> list[tuple[str, str]]:
    first, last = entries[0], entries[-1]
    span = press.reader("history.span", first=_moment(first.at), last=_moment(last.at))
    return [
        (press.reader("history.count"), str(len(entries))),
        (press.reader("history.time"), span),
        (press.reader("history.head"), last.hash),
    ]


def _table(
    printed: list[HistoryEntry], data: ReportData, history: History, press: Press
) -> Flowable:
    words = HistoryWords(data.matrix, data.questionnaire, press.catalog, history.reads)
    columns = (
        Column(title=press.text("column.number"), width=0.8),
        Column(title=press.reader("history.when"), width=2.2),
        Column(title=press.reader("history.what"), width=3.2),
        Column(title=press.reader("history.before"), width=2.9),
        Column(title=press.reader("history.after"), width=2.9),
    )
    unnamed = press.catalog.text("review.history.unnamed")
    rows = [
        Row(
            cells=(
                str(entry.number),
                (_moment(entry.at), entry.person or unnamed),
                tuple(filter(None, (words.kind(entry.kind), words.subject(entry)))),
                words.before(entry) or NOTHING,
                words.after(entry) or NOTHING,
            )
        )
        for entry in printed
    ]
    return table(press, columns, rows)


def _moment(at: datetime) -> str:
    """Return a moment in UTC, so that the same history gives the same words anywhere."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
