"""The same duties under several models of shared responsibility, side by side (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.division import DutyState
from model.responsibility import Allocation
from model.security_models import Holder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from model.division import Division, DivisionCell
    from model.language import LocalizedText
    from model.responsibility import Responsibility, ResponsibilityMatrix, ServiceModel
    from model.security_models import ModelColumn, ModelRow, ModelShelf, SecurityModel

TOPICS = "topics"
"""Stands for the category of what the paper has no row for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedCell:
    """What one model says of one duty, in one of its classes of service.

    Attributes:
        column: the class; None where the model has none beside this service model.
        row: the layer that covers the duty; None where the model names none.
        is_unsure: the holder is uncertain.
    """

    model: SecurityModel
    column: ModelColumn | None
    row: ModelRow | None
    holder: Holder
    is_unsure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedLine:
    """One duty, or one topic beyond the paper, under every model.

    Attributes:
        id: of the responsibility or the topic.
        category_id: `TOPICS` for a topic.
        responsibility: None for a topic.
        paper: who holds it by the paper; UNSTATED for a topic.
        ours: who holds it for the service that is open; None without one, or where nobody does.
    """

    id: str
    category_id: str
    name: LocalizedText
    responsibility: Responsibility | None
    paper: Holder
    ours: Holder | None
    cells: tuple[ComparedCell, ...]

    @property
    def reference(self) -> Holder:
        """Return what the models are measured by: this service's division, else the paper."""
        return self.ours or self.paper

    @property
    def disagreeing(self) -> tuple[ComparedCell, ...]:
        """Return the cells that give the duty to another holder than the reference."""
        return tuple(
            cell
            for cell in self.cells
            if cell.holder is not Holder.UNSTATED and cell.holder is not self.reference
        )

    @property
    def disagrees(self) -> bool:
        """Say whether any model sees it otherwise."""
        return bool(self.disagreeing)


def compare(
    matrix: ResponsibilityMatrix,
    shelf: ModelShelf,
    service_model: ServiceModel,
    division: Division | None = None,
    chosen: Iterable[str] | None = None,
) -> tuple[ComparedLine, ...]:
    """Lay the paper's duties in one service model beside other models.

    Args:
        matrix: the paper's division.
        shelf: the other models.
        service_model: which of the paper's three.
        division: that of the open service; None to compare with the paper alone.
        chosen: ids of the models to show, in the shelf's order; None for all.
    """
    wanted = shelf.models if chosen is None else _chosen(shelf, set(chosen))
    ours = division.by_id if division is not None else {}
    lines = [
        ComparedLine(
            id=duty.id,
            category_id=duty.category_id,
            name=duty.name,
            responsibility=duty,
            paper=Holder(duty.allocation[service_model].value),
            ours=_ours(ours.get(duty.id)),
            cells=tuple(_cells((duty.id, duty.category_id), wanted, service_model)),
        )
        for duty in matrix.present(service_model)
    ]
    for topic in shelf.topics:
        cells = tuple(_cells((topic.id,), wanted, service_model))
        if any(cell.row is not None for cell in cells):
            lines.append(
                ComparedLine(
                    id=topic.id,
                    category_id=TOPICS,
                    name=topic.name,
                    responsibility=None,
                    paper=Holder.UNSTATED,
                    ours=None,
                    cells=cells,
                )
            )
    return tuple(lines)


def own_model_differs(
    lines: Iterable[ComparedLine], provider: str
) -> tuple[tuple[ComparedLine, ComparedCell], ...]:
    """Return where a provider's own model differs from the division, the weightiest first.

    A provider with several editions speaks by its newest, the last on the shelf.
    """
    every = tuple(lines)
    own = [c.model for line in every[:1] for c in line.cells if c.model.provider == provider]
    found = [
        (line, cell)
        for line in every
        if line.responsibility is not None
        for cell in line.disagreeing
        if own and cell.model is own[-1]
    ]
    return tuple(sorted(found, key=lambda pair: -_weight(pair[0])))


def _weight(line: ComparedLine) -> int:
    return line.responsibility.importance if line.responsibility is not None else 0


def _chosen(shelf: ModelShelf, ids: set[str]) -> tuple[SecurityModel, ...]:
    return tuple(model for model in shelf.models if model.id in ids)


def _ours(cell: DivisionCell | None) -> Holder | None:
    """Return who holds a duty for a service; None where nobody does, or it was not asked."""
    if cell is None or cell.state in (DutyState.ORPHAN, DutyState.PENDING):
        return None
    return None if cell.allocation is Allocation.ABSENT else Holder(cell.allocation.value)


def _cells(
    subjects: tuple[str, ...], models: Iterable[SecurityModel], service_model: ServiceModel
) -> Iterator[ComparedCell]:
    """Yield one cell for each class of each model; the nearest subject that it covers counts."""
    for model in models:
        row = next((model.row_of[s] for s in subjects if s in model.row_of), None)
        for column in model.columns_for(service_model) or (None,):
            yield ComparedCell(
                model=model,
                column=column,
                row=row,
                holder=row.holder(column.id) if row and column else Holder.UNSTATED,
                is_unsure=bool(row and column and column.id in row.unsure),
            )
