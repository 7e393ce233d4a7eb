"""What is not settled in a division, as one list that screen, report and agreement share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.division import Authority
from model.ledger import DivisionGap
from model.responsibility import Allocation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.division import Division, DivisionCell
    from model.ledger import AcceptedGap


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One thing that is not settled about one responsibility.

    Attributes:
        accepted: who decided to live with it, and why; None while it is open.
    """

    cell: DivisionCell
    kind: DivisionGap
    accepted: AcceptedGap | None

    @property
    def id(self) -> str:
        """Return what tells it apart from every other gap of the division."""
        return f"{self.kind.value}/{self.cell.id}"

    @property
    def is_open(self) -> bool:
        """Say whether nobody accepted it."""
        return self.accepted is None


def gaps(division: Division, accepted: Mapping[str, AcceptedGap]) -> tuple[Gap, ...]:
    """Return every gap of a division, the gravest kind first, then in the paper's order.

    What is asked together is one gap: a responsibility asked with another one is left out
    where the other has the same gap.

    Args:
        division: who holds what.
        accepted: gaps that somebody accepted, by responsibility; one of another kind than
            the gap accepts nothing.
    """
    return tuple(
        Gap(cell=cell, kind=kind, accepted=_accepted(accepted.get(cell.id), kind))
        for kind in DivisionGap
        for cell in division.cells
        if kind in cell.gaps and not _is_told(division, cell, kind)
    )


def open_gaps(found: tuple[Gap, ...]) -> dict[DivisionGap, int]:
    """Return how many gaps of each kind nobody accepted, the gravest kind first."""
    counts = {kind: sum(gap.kind is kind and gap.is_open for gap in found) for kind in DivisionGap}
    return {kind: count for kind, count in counts.items() if count}


def sayings(cell: DivisionCell) -> tuple[tuple[Authority, Allocation], ...]:
    """Return who says what about a responsibility, the strongest first, practice too."""
    said = tuple((each.authority, each.allocation) for each in cell.statements)
    is_there = any(authority is Authority.PRACTICE for authority, _ in said)
    if cell.practice is None or is_there:
        return said
    return (*said, (Authority.PRACTICE, cell.practice))


def reason_key(gap: Gap) -> str:
    """Return the message that explains a gap: it takes `source` and `sayings`."""
    cell, kind = gap.cell, gap.kind
    name = kind.value
    if kind is DivisionGap.ORPHANED and cell.allocation is Allocation.CUSTOMER:
        name = "orphaned.left"
    if kind is DivisionGap.NO_LEADS and cell.handoff is not None:
        if cell.handoff.starts is not None:
            name = "no_leads.proves"
        elif cell.handoff.proves is not None:
            name = "no_leads.starts"
    return f"gap.why.{name}"


def advice_key(gap: Gap) -> str:
    """Return the message that says what to do about a gap."""
    return f"gap.do.{gap.kind.value}"


def _is_told(division: Division, cell: DivisionCell, kind: DivisionGap) -> bool:
    other = division.by_id.get(cell.asked_with or "")
    return other is not None and kind in other.gaps


def _accepted(accepted: AcceptedGap | None, kind: DivisionGap) -> AcceptedGap | None:
    return accepted if accepted is not None and accepted.gap is kind else None
