"""What the provider wrote back: understood row by row, and what it would change."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from model.change import Change, Part
from model.cleaning import cleaned
from model.division import Authority
from model.errors import AppError, InputError
from model.i18n import Catalog
from model.language import Language
from model.ledger import Claim, ClaimSource
from model.provider_questions import ID, asked_about
from model.reliance import division_of
from model.responsibility import Allocation
from model.schema import shown
from model.text import NAME_LENGTH, clean, clean_line, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from model.assessment import Assessment
    from model.division import DivisionCell, Statement
    from model.questionnaire import Questionnaire
    from model.responsibility import ResponsibilityMatrix

FORMAT = "shoulder-provider-questions"
VERSION = 1

LONGEST = 900
"""Characters of one text of a reply; two of them fit into the place of a claim."""

HOLDERS = (Allocation.PROVIDER, Allocation.CUSTOMER, Allocation.SHARED)

_STRONGER = (Authority.OVERRIDE, Authority.CONTRACT, Authority.AGREED)
_FIRST_YEAR = 1990
_DAY = re.compile(
    r"(\d{4})\s*[-/.\u5e74]\s*(\d{1,2})\s*[-/.\u6708]\s*(\d{1,2})\s*\u65e5?(?:[T ]00:00:00)?",
    re.ASCII,
)


class Column(StrEnum):
    """What a reply can say, in the order of the columns."""

    HOLDER = "holder"
    WRITTEN = "written"
    DATED = "dated"
    PROOF = "proof"
    NOTE = "note"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledRow:
    """One row of a file, before it is understood.

    Attributes:
        question_id: as it stands there.
        texts: what was written, by column; a column that is missing is empty.
        place: the row, as people find it; a message where it takes words to say it.
        places: each column in that row, likewise.
    """

    question_id: str
    texts: Mapping[Column, str]
    place: str | AppError
    places: Mapping[Column, str | AppError] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was written."""
        return not any(text.strip() for text in self.texts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledList:
    """What a file that came back holds.

    Attributes:
        origin: of the assessment that it was written for.
        faults: what about the form of the file keeps replies from being read.
    """

    origin: str
    rows: tuple[FilledRow, ...]
    faults: tuple[InputError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderReply:
    """What the provider says about one question.

    Attributes:
        holder: provider, customer or shared.
        dated: date of what it points to; None where it gives none.
        written, proof: where it is written; a proof, or its address.
        person: who replied.
    """

    question_id: str
    holder: Allocation
    dated: date | None = None
    written: str = ""
    proof: str = ""
    note: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies:
    """What a file says, and what of it is not understood.

    Attributes:
        unanswered: how many questions came back without a reply.
        faults: one sentence for each thing that is not understood, with its place.
    """

    origin: str
    replies: tuple[ProviderReply, ...]
    unanswered: int
    faults: tuple[InputError, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One reply and what it would change.

    Attributes:
        cells: the responsibilities it settles, as they stand now.
        changes: the claims that would be kept; none where all of them are there already.
        is_conflict: something in writing says otherwise, or an earlier reply would be replaced.
    """

    reply: ProviderReply
    cells: tuple[DivisionCell, ...]
    changes: tuple[Change, ...]
    is_conflict: bool


def holders(catalog: Catalog) -> tuple[tuple[str, Allocation], ...]:
    """Return the words for who can hold a responsibility, in the language of a catalogue."""
    return tuple((catalog.text(f"letter.holder.{each}"), each) for each in HOLDERS)


def understood(filled: FilledList, file: str) -> Replies:
    """Return the replies of a file; the words of either language are known.

    Args:
        filled: what the file holds.
        file: its name, for messages.
    """
    words = _holder_words()
    times: dict[str, int] = {}
    for row in filled.rows:
        if not row.is_empty:
            times[row.question_id] = times.get(row.question_id, 0) + 1
    replies, faults, unanswered = [], list(filled.faults), 0
    for row in filled.rows:
        if row.is_empty:
            unanswered += bool(ID.fullmatch(row.question_id)) and row.question_id not in times
            continue
        try:
            replies.append(_reply(row, words, times[row.question_id]))
        except InputError as error:
            place = error.details.get("place", row.place)
            faults.append(InputError("error.at_place", file=file, place=place, what=error))
    return Replies(
        origin=filled.origin,
        replies=tuple(replies),
        unanswered=unanswered,
        faults=tuple(faults),
    )


def proposals(
    replies: Sequence[ProviderReply],
    matrix: ResponsibilityMatrix,
    questionnaire: Questionnaire,
    assessment: Assessment,
    catalog: Catalog,
) -> tuple[tuple[Proposal, ...], tuple[InputError, ...]]:
    """Return what replies would change in an assessment, and which are about nothing in it.

    The catalogue words what the note of a claim says of the person.
    """
    division = division_of(matrix, questionnaire, assessment)
    made, faults = [], []
    taken: set[str] = set()
    for reply in replies:
        cells = asked_about(reply.question_id, division, questionnaire)
        if not cells:
            faults.append(InputError("error.reply.unknown", id=shown(reply.question_id)))
            continue
        if taken & {cell.id for cell in cells}:
            faults.append(InputError("error.reply.again", id=shown(reply.question_id)))
            continue
        taken |= {cell.id for cell in cells}
        claims = [_claim(reply, cell, catalog) for cell in cells]
        held = assessment.claims
        changes = [
            Change(part=Part.CLAIMS, key=c.key, before=held.get(c.key), after=c)
            for c in claims
            if held.get(c.key) != c
        ]
        is_conflict = any(change.before is not None for change in changes) or any(
            is_stronger(statement, reply.holder) for cell in cells for statement in cell.statements
        )
        made.append(
            Proposal(reply=reply, cells=cells, changes=tuple(changes), is_conflict=is_conflict)
        )
    return tuple(made), tuple(faults)


def is_stronger(statement: Statement, holder: Allocation) -> bool:
    """Say whether a statement outweighs a reply, and says that somebody else holds it."""
    return statement.authority in _STRONGER and statement.allocation is not holder


def day_in(text: str) -> date | None:
    """Return the day that a text names, such as 2026-11-30 or 2026/11/30; None where none."""
    match = _DAY.fullmatch(text.strip())
    if match is None or int(match[1]) < _FIRST_YEAR:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _holder_words() -> dict[str, Allocation]:
    """Return every word for who holds a responsibility, as it is compared, in both languages."""
    words: dict[str, Allocation] = {}
    for language in Language:
        catalog = Catalog(language)
        for each in HOLDERS:
            for key in (f"letter.holder.{each}", f"word.allocation.{each}", f"letter.held.{each}"):
                words[_compared(catalog.text(key))] = each
    return words


def _compared(text: str) -> str:
    return "".join(folded(text).split())


def _reply(row: FilledRow, words: Mapping[str, Allocation], times: int) -> ProviderReply:
    """Return what one row says. InputError where it is not understood, or there several times."""
    if times > 1 and row.question_id:
        raise InputError("error.reply.twice", id=shown(row.question_id))
    if not ID.fullmatch(row.question_id):
        raise InputError("error.reply.no_id")
    for column in Column:
        limit = NAME_LENGTH if column is Column.PERSON else LONGEST
        if len(row.texts.get(column, "")) > limit:
            raise InputError("error.reply.too_long", limit=limit, place=_place(row, column))
    told = row.texts.get(Column.HOLDER, "")
    holder = words.get(_compared(told))
    if holder is None:
        allowed = " / ".join(text for text, _ in _named_holders())
        key = "error.reply.holder" if told.strip() else "error.reply.no_holder"
        details = {"found": shown(told)} if told.strip() else {}
        raise InputError(key, allowed=allowed, place=_place(row, Column.HOLDER), **details)
    typed = row.texts.get(Column.DATED, "")
    dated = day_in(typed)
    if typed.strip() and dated is None:
        raise InputError("error.reply.date", found=shown(typed), place=_place(row, Column.DATED))
    return ProviderReply(
        question_id=row.question_id,
        holder=holder,
        dated=dated,
        written=clean(row.texts.get(Column.WRITTEN, "")),
        proof=clean(row.texts.get(Column.PROOF, "")),
        note=clean(row.texts.get(Column.NOTE, "")),
        person=clean_line(row.texts.get(Column.PERSON, "")),
    )


def _named_holders() -> Iterable[tuple[str, Allocation]]:
    for language in Language:
        yield from holders(Catalog(language))


def _place(row: FilledRow, column: Column) -> str | AppError:
    return row.places.get(column, row.place)


def _claim(reply: ProviderReply, cell: DivisionCell, catalog: Catalog) -> Claim:
    """Return what a reply says of one responsibility; the note names who replied."""
    person = catalog.text("letter.replied_by", person=reply.person) if reply.person else ""
    return cleaned(
        Claim(
            responsibility_id=cell.id,
            source=ClaimSource.PROVIDER_DOCUMENT,
            allocation=reply.holder,
            stated_on=reply.dated,
            place="\n".join(text for text in (reply.written, reply.proof) if text),
            note="\n".join(text for text in (reply.note, person) if text),
        )
    )
