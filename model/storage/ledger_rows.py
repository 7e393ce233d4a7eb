"""Rows of claims, hand-offs, accepted gaps and the agreement to frozen values, and back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from model.ledger import AcceptedGap, Agreement, Claim, ClaimSource, DivisionGap, Handoff, Party
from model.responsibility import Allocation

if TYPE_CHECKING:
    from collections.abc import Mapping

Record = dict[str, Any]
_DAYS = ("valid_from", "review_on")


def of_claim(claim: Claim) -> Record:
    """Return the row of a claim."""
    return {
        "key": claim.key,
        "responsibility_id": claim.responsibility_id,
        "source": claim.source.value,
        "allocation": claim.allocation.value,
        "stated_on": _iso(claim.stated_on),
        "place": claim.place,
        "evidence": claim.evidence,
        "note": claim.note,
    }


def claim_of(row: Mapping[str, Any]) -> Claim:
    """Return the claim of a row."""
    return Claim(
        responsibility_id=row["responsibility_id"],
        source=ClaimSource(row["source"]),
        allocation=Allocation(row["allocation"]),
        stated_on=_day(row["stated_on"]),
        place=row["place"],
        evidence=row["evidence"],
        note=row["note"],
    )


def of_handoff(handoff: Handoff) -> Record:
    """Return the row of a hand-off."""
    return {
        "responsibility_id": handoff.responsibility_id,
        "starts": handoff.starts.value if handoff.starts else None,
        "proves": handoff.proves.value if handoff.proves else None,
        "customer_part": handoff.customer_part,
        "provider_part": handoff.provider_part,
        "notice_hours": handoff.notice_hours,
        "proof": handoff.proof,
    }


def handoff_of(row: Mapping[str, Any]) -> Handoff:
    """Return the hand-off of a row."""
    return Handoff(
        responsibility_id=row["responsibility_id"],
        starts=Party(row["starts"]) if row["starts"] else None,
        proves=Party(row["proves"]) if row["proves"] else None,
        customer_part=row["customer_part"],
        provider_part=row["provider_part"],
        notice_hours=row["notice_hours"],
        proof=row["proof"],
    )


def of_accepted(accepted: AcceptedGap) -> Record:
    """Return the row of an accepted gap."""
    return {
        "responsibility_id": accepted.responsibility_id,
        "gap": accepted.gap.value,
        "reason": accepted.reason,
        "accepted_by": accepted.accepted_by,
        "accepted_on": _iso(accepted.accepted_on),
    }


def accepted_of(row: Mapping[str, Any]) -> AcceptedGap:
    """Return the accepted gap of a row."""
    return AcceptedGap(
        responsibility_id=row["responsibility_id"],
        gap=DivisionGap(row["gap"]),
        reason=row["reason"],
        accepted_by=row["accepted_by"],
        accepted_on=_day(row["accepted_on"]),
    )


def of_agreement(agreement: Agreement) -> Record:
    """Return what the agreement says; what is empty is left out."""
    told = {name: held for name, held in asdict(agreement).items() if held}
    return told | {name: _iso(told[name]) for name in _DAYS if name in told}


def agreement_of(record: Mapping[str, Any]) -> Agreement:
    """Return the agreement that a record tells."""
    told: Record = {k: _day(v) if k in _DAYS else v for k, v in record.items()}
    return Agreement(**told)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(raw: str | None) -> date | None:
    return date.fromisoformat(raw) if raw else None
