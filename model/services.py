"""Several cloud services of one organisation side by side: who holds what in each."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from model.division import DutyState
from model.ledger import DivisionGap
from model.responsibility import Allocation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from model.division import Division, DivisionCell
    from model.responsibility import Responsibility, ResponsibilityMatrix


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRow:
    """One responsibility in each of several services.

    Attributes:
        cells: its place in each division, by service; None where the service has it not.
    """

    responsibility: Responsibility
    cells: Mapping[str, DivisionCell | None]

    @property
    def differs(self) -> bool:
        """Say whether not every service has the same holder.

        What a service has not leaves the customer as little as what the provider holds.
        """
        return len({_allocation(cell) for cell in self.cells.values()}) > 1

    @property
    def held_nowhere_in(self) -> tuple[str, ...]:
        """Return the services in which nobody holds it, or somebody is only assumed to."""
        return tuple(name for name, cell in self.cells.items() if cell and is_orphaned(cell))


def side_by_side(
    matrix: ResponsibilityMatrix, divisions: Mapping[str, Division]
) -> tuple[ServiceRow, ...]:
    """Return every responsibility that any of the services has, in the paper's order.

    Args:
        matrix: the division of the paper that all of them are made from.
        divisions: by any name of the service; rows keep the order of these names.
    """
    return tuple(
        ServiceRow(
            responsibility=r,
            cells={name: division.by_id.get(r.id) for name, division in divisions.items()},
        )
        for r in matrix.responsibilities
        if any(r.id in division.by_id for division in divisions.values())
    )


def is_orphaned(cell: DivisionCell) -> bool:
    """Say whether nobody holds it: nobody agreed, each leaves it to the other, or only assumed."""
    return cell.state is DutyState.ORPHAN or DivisionGap.ORPHANED in cell.gaps


def joint_share(services: Iterable[tuple[int, Fraction | None]]) -> Fraction | None:
    """Return Σ B·S / Σ B of several services, 0 to 100 (scoring.md).

    Args:
        services: importance B to the business, 1 to 3, and share carried S of each; one
            without a share does not count. None where none has one.
    """
    counted = [(weight, share) for weight, share in services if share is not None]
    weights = sum(weight for weight, _ in counted)
    return sum((b * s for b, s in counted), Fraction(0)) / weights if weights else None


def _allocation(cell: DivisionCell | None) -> Allocation:
    if cell is None or cell.allocation is Allocation.ABSENT:
        return Allocation.PROVIDER
    return cell.allocation
