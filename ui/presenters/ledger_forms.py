"""The forms of the division: a claim, a hand-off, a change by hand, a gap accepted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from model.assessment import KNOWN_BY, Override
from model.ledger import AcceptedGap, Claim, ClaimSource, Handoff, Party
from model.responsibility import Allocation
from model.wording import gap_reason, responsibility_name
from ui.presenters.form import Entry, EntryKind, Form, day_of, number_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from model.assessment import Assessment
    from model.division import DivisionCell
    from model.gaps import Gap
    from model.i18n import Catalog

NOTHING = ""
"""Choice of a form for "says nothing", or "nobody"."""

MOST_HOURS = 8760
"""A notice within a year is the longest that a file of an assessment can hold."""

SOURCES = ("contract", "provider_document", "verbal", "")
"""Where a change by hand can be written."""

_HOLDERS = (Allocation.CUSTOMER, Allocation.SHARED, Allocation.PROVIDER)
_NOT_ASKED = "none"


def claim_form(
    cell: DivisionCell, source: ClaimSource, assessment: Assessment, catalog: Catalog
) -> Form:
    """Return the form of what one source says of one responsibility."""
    say = catalog.text
    kept = assessment.ledger.claim(cell.id, source)
    shown = kept or Claim(responsibility_id=cell.id, source=source, allocation=cell.allocation)
    held = shown.allocation if shown.allocation in _HOLDERS else Allocation.CUSTOMER
    entries = [
        Entry(
            key="allocation",
            label=say(f"ledger.claim.holder.{source}"),
            kind=EntryKind.CHOICE,
            value=held.value,
            choices=(
                *((a.value, say(f"word.allocation.{a}")) for a in _HOLDERS),
                (NOTHING, say("ledger.claim.nothing")),
            ),
        ),
        Entry(
            key="stated_on",
            label=say(f"ledger.claim.date.{source}"),
            kind=EntryKind.DATE,
            value=_day(shown.stated_on),
        ),
        Entry(
            key="place",
            label=say("ledger.claim.place"),
            kind=EntryKind.TEXT,
            value=shown.place,
        ),
        Entry(key="note", label=say("ledger.claim.note"), kind=EntryKind.TEXT, value=shown.note),
    ]
    if assessment.evidence:
        proofs = tuple((key, each.title) for key, each in assessment.evidence.items())
        entries.append(
            Entry(
                key="evidence",
                label=say("ledger.claim.evidence"),
                kind=EntryKind.ONE_OF_MANY,
                value=shown.evidence,
                choices=proofs,
            )
        )
    return Form(
        title=say(f"ledger.claim.title.{source}"),
        intro=responsibility_name(cell.responsibility, catalog),
        words=catalog.messages("entry"),
        fields=tuple(entries),
    )


def claim_of(
    responsibility_id: str, source: ClaimSource, values: Mapping[str, str]
) -> Claim | None:
    """Return the claim that was entered; None where the source says nothing."""
    if values["allocation"] == NOTHING:
        return None
    return Claim(
        responsibility_id=responsibility_id,
        source=source,
        allocation=Allocation(values["allocation"]),
        stated_on=day_of(values["stated_on"]),
        place=values["place"],
        evidence=values.get("evidence", ""),
        note=values["note"],
    )


def handoff_form(cell: DivisionCell, catalog: Catalog) -> Form:
    """Return the form of how one responsibility is shared."""
    say = catalog.text
    kept = cell.handoff or Handoff(responsibility_id=cell.id)
    sides = (
        (NOTHING, say("ledger.handoff.nobody")),
        *((p.value, say(f"word.party.{p}")) for p in Party),
    )
    leads = (("starts", kept.starts), ("proves", kept.proves))
    texts = (
        ("customer_part", kept.customer_part),
        ("provider_part", kept.provider_part),
        ("proof", kept.proof),
    )
    hours = "" if kept.notice_hours is None else str(kept.notice_hours)
    return Form(
        title=say("ledger.handoff.title"),
        intro=responsibility_name(cell.responsibility, catalog),
        words=catalog.messages("entry"),
        fields=(
            *(
                Entry(
                    key=key,
                    label=say(f"ledger.handoff.{key}"),
                    kind=EntryKind.CHOICE,
                    value=party.value if party else NOTHING,
                    choices=sides,
                )
                for key, party in leads
            ),
            *(
                Entry(
                    key=key,
                    label=say(f"ledger.handoff.{key}"),
                    kind=EntryKind.TEXT,
                    value=text,
                )
                for key, text in texts
            ),
            Entry(
                key="notice_hours",
                label=say("ledger.handoff.notice_hours"),
                kind=EntryKind.NUMBER,
                value=hours,
                most=MOST_HOURS,
            ),
        ),
    )


def handoff_of(responsibility_id: str, values: Mapping[str, str]) -> Handoff | None:
    """Return the hand-off that was entered; None where nothing was."""
    nothing = Handoff(responsibility_id=responsibility_id)
    entered = Handoff(
        responsibility_id=responsibility_id,
        starts=Party(values["starts"]) if values["starts"] else None,
        proves=Party(values["proves"]) if values["proves"] else None,
        customer_part=values["customer_part"].strip(),
        provider_part=values["provider_part"].strip(),
        notice_hours=number_of(values["notice_hours"]),
        proof=values["proof"].strip(),
    )
    return None if entered == nothing else entered


def override_form(cell: DivisionCell, catalog: Catalog) -> Form:
    """Return the form that settles one responsibility otherwise than everything else says."""
    say = catalog.text
    kept = cell.override or Override(
        responsibility_id=cell.id,
        allocation=cell.allocation,
        known_by=KNOWN_BY[0],
        source="",
        reason="",
        written_on=None,
    )
    known_by = _NOT_ASKED if kept.known_by is None else str(kept.known_by)
    ways = (*map(str, KNOWN_BY), *([_NOT_ASKED] if kept.known_by is None else []))
    choices = (
        ("allocation", kept.allocation.value, _allocations(catalog)),
        ("known_by", known_by, tuple((way, say(f"word.known_by.{way}")) for way in ways)),
        ("source", kept.source, tuple((s, say(f"word.source.{s or 'none'}")) for s in SOURCES)),
    )
    lines = (("customer_name", kept.customer_name), ("provider_name", kept.provider_name))
    return Form(
        title=say("ledger.override.title"),
        intro=responsibility_name(cell.responsibility, catalog),
        words=catalog.messages("entry"),
        fields=(
            *(
                Entry(
                    key=key,
                    label=say(f"ledger.override.{key}"),
                    kind=EntryKind.CHOICE,
                    value=value,
                    choices=given,
                )
                for key, value, given in choices
            ),
            Entry(
                key="reason",
                label=say("ledger.override.reason"),
                kind=EntryKind.TEXT,
                value=kept.reason,
            ),
            *(
                Entry(key=key, label=say(f"ledger.override.{key}"), value=value)
                for key, value in lines
            ),
            Entry(
                key="written_on",
                label=say("ledger.override.written_on"),
                kind=EntryKind.DATE,
                value=_day(kept.written_on),
            ),
        ),
        needs=("reason",),
        missing=say("ledger.override.missing"),
    )


def override_of(cell: DivisionCell, values: Mapping[str, str]) -> Override:
    """Return the change by hand that was entered; the strength of its evidence is kept."""
    known_by = None if values["known_by"] == _NOT_ASKED else int(values["known_by"])
    made = Override(
        responsibility_id=cell.id,
        allocation=Allocation(values["allocation"]),
        known_by=known_by,
        source=values["source"],
        reason=values["reason"],
        written_on=day_of(values["written_on"]),
        customer_name=values["customer_name"],
        provider_name=values["provider_name"],
    )
    return made if cell.override is None else replace(made, evidence=cell.override.evidence)


def accept_form(gap: Gap, person: str, today: date, catalog: Catalog) -> Form:
    """Return the form by which somebody decides to live with a gap."""
    say = catalog.text
    kept = gap.accepted
    name = responsibility_name(gap.cell.responsibility, catalog)
    return Form(
        title=say("gap.accept.title"),
        intro=f"{name}\n{gap_reason(gap, catalog)}",
        words=catalog.messages("entry"),
        fields=(
            Entry(
                key="reason",
                label=say("gap.accept.reason"),
                kind=EntryKind.TEXT,
                value=kept.reason if kept else "",
            ),
            Entry(
                key="accepted_by",
                label=say("gap.accept.by"),
                value=kept.accepted_by if kept else person,
            ),
            Entry(
                key="accepted_on",
                label=say("gap.accept.on"),
                kind=EntryKind.DATE,
                value=_day(kept.accepted_on if kept else today),
            ),
        ),
        needs=("reason",),
        missing=say("gap.accept.missing"),
    )


def accepted_of(gap: Gap, values: Mapping[str, str]) -> AcceptedGap:
    """Return the accepted gap that was entered."""
    return AcceptedGap(
        responsibility_id=gap.cell.id,
        gap=gap.kind,
        reason=values["reason"],
        accepted_by=values["accepted_by"],
        accepted_on=day_of(values["accepted_on"]),
    )


def _allocations(catalog: Catalog) -> tuple[tuple[str, str], ...]:
    say = catalog.text
    return (
        *((a.value, say(f"word.allocation.{a}")) for a in _HOLDERS),
        (Allocation.NEGOTIABLE.value, say("word.state.orphan")),
        (Allocation.ABSENT.value, say("word.allocation.absent")),
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
