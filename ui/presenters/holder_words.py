"""Who holds a responsibility, in a few words, for lists of divisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.responsibility import Allocation

if TYPE_CHECKING:
    from model.division import DivisionCell
    from model.i18n import Catalog


def holder(cell: DivisionCell | None, catalog: Catalog) -> str:
    """Return who holds it, and below that why this is not settled; None is not there."""
    if cell is None:
        return catalog.text(f"word.allocation.{Allocation.ABSENT}")
    held = catalog.text(f"word.allocation.{cell.allocation}")
    return f"{held}\n{catalog.text(f'word.gap.{cell.gap}')}" if cell.gap else held
