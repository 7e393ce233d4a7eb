"""How far a division is settled, and what is missing before both parties can sign it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.division import Authority, DutyState
from model.ledger import DivisionGap, Party

if TYPE_CHECKING:
    from model.assessment import Assessment
    from model.division import Division, DivisionCell

CONTACT = ("contact", "phone", "mail")
"""Fields of the agreement about whom to reach, of each party."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What is still missing before both can sign.

    Attributes:
        fields: names of fields of the agreement in which nothing was entered.
        unconfirmed: responsibilities that only the paper's default settles, or nothing.
        gaps: gaps of the division that nobody accepted.
        without_leads: shared responsibilities for which nobody starts or nobody proves.
    """

    fields: tuple[str, ...]
    unconfirmed: int
    gaps: int
    without_leads: int


def is_confirmed(cell: DivisionCell) -> bool:
    """Say whether more than the paper settles a cell, and nothing of it is open."""
    is_settled = cell.authority is not Authority.PAPER and cell.state is not DutyState.PENDING
    return is_settled and cell.gap is None


def missing(assessment: Assessment, division: Division) -> Missing:
    """Return what is still missing before both can sign."""
    held = assessment.agreement
    names = (
        *(f"{party}_{field}" for party in Party for field in ("name", "signatory", *CONTACT)),
        *("reference", "scope", "valid_from", "review_on"),
    )
    return Missing(
        fields=tuple(name for name in names if not getattr(held, name)),
        unconfirmed=sum(not is_confirmed(cell) for cell in division.cells),
        gaps=len(open_gaps(division, assessment)),
        without_leads=sum(DivisionGap.NO_LEADS in cell.gaps for cell in division.cells),
    )


def open_gaps(
    division: Division, assessment: Assessment
) -> list[tuple[DivisionCell, DivisionGap | None]]:
    """Return every gap nobody accepted; None where nobody was asked about a responsibility."""
    found: list[tuple[DivisionCell, DivisionGap | None]] = []
    for cell in division.cells:
        accepted = assessment.accepted.get(cell.id)
        found += [(cell, gap) for gap in cell.gaps if accepted is None or accepted.gap is not gap]
        if cell.state is DutyState.PENDING and not cell.gaps:
            found.append((cell, None))
    return found
