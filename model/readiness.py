"""How far a division is settled, and what is missing before both parties can sign it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.division import Authority, DutyState
from model.gaps import gaps
from model.ledger import DivisionGap, Party

if TYPE_CHECKING:
    from model.assessment import Assessment
    from model.division import Division, DivisionCell

_BY_BOTH = (Authority.OVERRIDE, Authority.CONTRACT, Authority.AGREED)
"""What both parties know of; a document of one of them, or practice, is not enough."""

CONTACT = ("contact", "phone", "mail")
"""Fields of the agreement about whom to reach, of each party."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What is still missing before both can sign.

    Attributes:
        fields: names of fields of the agreement in which nothing was entered.
        unconfirmed: responsibilities that both parties did not settle, or not whole.
        gaps: gaps of the division that nobody accepted.
        without_leads: shared responsibilities for which nobody starts or nobody proves.
    """

    fields: tuple[str, ...]
    unconfirmed: int
    gaps: int
    without_leads: int


def is_confirmed(cell: DivisionCell) -> bool:
    """Say whether both parties settled a cell, and nothing of it is open."""
    is_settled = cell.authority in _BY_BOTH and cell.state is not DutyState.PENDING
    return is_settled and cell.gap is None


def missing(assessment: Assessment, division: Division) -> Missing:
    """Return what is still missing before both can sign."""
    held = assessment.agreement
    names = (
        *(f"{party}_{field}" for party in Party for field in ("name", "signatory", *CONTACT)),
        *("reference", "scope", "valid_from", "review_on"),
    )
    found = unsettled(division, assessment)
    return Missing(
        fields=tuple(name for name in names if not getattr(held, name)),
        unconfirmed=sum(not is_confirmed(cell) for cell in division.cells),
        gaps=len(found),
        without_leads=sum(gap is DivisionGap.NO_LEADS for _, gap in found),
    )


def unsettled(
    division: Division, assessment: Assessment
) -> list[tuple[DivisionCell, DivisionGap | None]]:
    """Return every gap nobody accepted; None where nobody was asked about a responsibility."""
    pending = [c for c in division.cells if c.state is DutyState.PENDING and not c.gaps]
    found = [(each.cell, each.kind) for each in gaps(division, assessment.accepted) if each.is_open]
    return [*((cell, None) for cell in pending), *found]
