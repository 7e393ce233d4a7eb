"""Claims, hand-offs, accepted gaps and the agreement in an assessment file, both ways."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from model.belief import Belief, BeliefHolder
from model.cleaning import cleaned
from model.errors import AppError
from model.exchange.fieldwork_file import PlacedError, day, told
from model.ledger import AcceptedGap, Agreement, Claim, ClaimSource, DivisionGap, Handoff, Party
from model.responsibility import Allocation

if TYPE_CHECKING:
    from collections.abc import Container

    from model.assessment import Assessment

Record = dict[str, Any]
_DAYS = ("valid_from", "review_on")


def claims(division: Record, known: Container[str]) -> dict[str, Claim]:
    """Return the claims of a file; PlacedError where one is wrong.

    Args:
        division: the file's part `division`.
        known: ids of the responsibilities that there are.
    """
    found: dict[str, Claim] = {}
    for duty, by_source in sorted(division.get("claims", {}).items()):
        place = f"division › claims › {duty}"
        _check(duty, known, place)
        for source, raw in sorted(by_source.items()):
            claim = cleaned(
                Claim(
                    responsibility_id=duty,
                    source=ClaimSource(source),
                    allocation=Allocation(raw["allocation"]),
                    stated_on=day(raw, "date", f"{place} › {source}"),
                    place=raw.get("place", ""),
                    evidence=raw.get("evidence", ""),
                    note=raw.get("note", ""),
                )
            )
            found[claim.key] = claim
    return found


def handoffs(division: Record, known: Container[str]) -> dict[str, Handoff]:
    """Return the hand-offs of a file; PlacedError where one is wrong."""
    found: dict[str, Handoff] = {}
    for duty, raw in sorted(division.get("handoffs", {}).items()):
        _check(duty, known, f"division › handoffs › {duty}")
        hours = raw.get("notice_hours")
        found[duty] = cleaned(
            Handoff(
                responsibility_id=duty,
                starts=Party(raw["starts"]) if "starts" in raw else None,
                proves=Party(raw["proves"]) if "proves" in raw else None,
                customer_part=raw.get("customer_part", ""),
                provider_part=raw.get("provider_part", ""),
                notice_hours=None if hours is None else int(hours),
                proof=raw.get("proof", ""),
            )
        )
    return found


def accepted(division: Record, known: Container[str]) -> dict[str, AcceptedGap]:
    """Return the accepted gaps of a file; PlacedError where one is wrong."""
    found: dict[str, AcceptedGap] = {}
    for duty, raw in sorted(division.get("accepted", {}).items()):
        place = f"division › accepted › {duty}"
        _check(duty, known, place)
        gap = cleaned(
            AcceptedGap(
                responsibility_id=duty,
                gap=DivisionGap(raw["gap"]),
                reason=raw["reason"],
                accepted_by=raw.get("accepted_by", ""),
                accepted_on=day(raw, "date", place),
            )
        )
        if not gap.reason:
            raise PlacedError(f"{place} › reason", AppError("error.field.empty"))
        found[duty] = gap
    return found


def agreement(top: Record) -> Agreement:
    """Return what a file says of the agreement; PlacedError where a day is wrong."""
    raw: Record = dict(top.get("agreement", {}))
    raw |= {name: day(raw, name, "agreement") for name in _DAYS}
    return cleaned(Agreement(**raw))


def division_of(assessment: Assessment) -> Record:
    """Return what the part `division` of a file says of all this, without what is empty."""
    said: Record = {}
    for claim in assessment.claims.values():
        said.setdefault(claim.responsibility_id, {})[claim.source.value] = _claim_record(claim)
    return told(
        claims=said,
        handoffs={key: _handoff_record(each) for key, each in assessment.handoffs.items()},
        accepted={key: _accepted_record(each) for key, each in assessment.accepted.items()},
    )


def agreement_of(assessment: Assessment) -> Record:
    """Return what a file says of the agreement, without what is empty."""
    held = told(**asdict(assessment.agreement))
    return held | {name: held[name].isoformat() for name in _DAYS if name in held}


def beliefs(top: Record, known: Container[str]) -> dict[str, Belief]:
    """Return who was thought to hold what; PlacedError where one is wrong."""
    found: dict[str, Belief] = {}
    for duty, raw in sorted(top.get("beliefs", {}).items()):
        _check(duty, known, f"beliefs › {duty}")
        found[duty] = Belief(
            responsibility_id=duty,
            holder=BeliefHolder(raw["holder"]),
            is_sure=raw.get("sure", True),
        )
    return found


def beliefs_of(assessment: Assessment) -> Record:
    """Return who was thought to hold what, as a file says it."""
    return {
        duty: {"holder": each.holder.value} | ({} if each.is_sure else {"sure": False})
        for duty, each in assessment.beliefs.items()
    }


def _check(duty: str, known: Container[str], place: str) -> None:
    if duty not in known:
        raise PlacedError(place, AppError("error.field.unknown_responsibility"))


def _claim_record(claim: Claim) -> Record:
    return {"allocation": claim.allocation.value} | told(
        date=claim.stated_on.isoformat() if claim.stated_on else "",
        place=claim.place,
        evidence=claim.evidence,
        note=claim.note,
    )


def _handoff_record(handoff: Handoff) -> Record:
    hours = {} if handoff.notice_hours is None else {"notice_hours": handoff.notice_hours}
    return hours | told(
        starts=handoff.starts.value if handoff.starts else "",
        proves=handoff.proves.value if handoff.proves else "",
        customer_part=handoff.customer_part,
        provider_part=handoff.provider_part,
        proof=handoff.proof,
    )


def _accepted_record(gap: AcceptedGap) -> Record:
    return {"gap": gap.gap.value, "reason": gap.reason} | told(
        accepted_by=gap.accepted_by,
        date=gap.accepted_on.isoformat() if gap.accepted_on else "",
    )
