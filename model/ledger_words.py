"""Claims, hand-offs, accepted gaps and the agreement in a few words each, for lists."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from model.ledger import AcceptedGap, Claim, Handoff

if TYPE_CHECKING:
    from model.i18n import Catalog
    from model.ledger import Agreement, Party


def told(value: Claim | Handoff | AcceptedGap | Agreement, catalog: Catalog) -> tuple[str, ...]:
    """Return what a value says, part by part; a part that says nothing is empty."""
    if isinstance(value, Claim):
        return (
            catalog.text(f"word.source.{value.source}"),
            catalog.text(f"word.allocation.{value.allocation}"),
            value.stated_on.isoformat() if value.stated_on else "",
            value.place,
            value.note,
        )
    if isinstance(value, Handoff):
        return _handoff(value, catalog)
    if isinstance(value, AcceptedGap):
        day = value.accepted_on.isoformat() if value.accepted_on else ""
        return (catalog.text(f"word.gap.{value.gap}"), value.reason, value.accepted_by, day)
    return tuple(str(held) for held in asdict(value).values() if held)


def party(held: Party | None, catalog: Catalog) -> str:
    """Return the name of a party; empty for none."""
    return catalog.text(f"word.party.{held}") if held else ""


def _handoff(handoff: Handoff, catalog: Catalog) -> tuple[str, ...]:
    hours = handoff.notice_hours
    return (
        catalog.text("division.starts", name=party(handoff.starts, catalog))
        if handoff.starts
        else "",
        catalog.text("division.proves", name=party(handoff.proves, catalog))
        if handoff.proves
        else "",
        handoff.customer_part,
        handoff.provider_part,
        "" if hours is None else catalog.text("division.notice", hours=hours),
        handoff.proof,
    )
