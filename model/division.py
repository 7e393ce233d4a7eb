"""Who holds each responsibility for one cloud service: defaults, agreed options, overrides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from model.responsibility import Allocation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.assessment import AgreedOption, Override
    from model.responsibility import (
        Negotiation,
        NegotiationOption,
        Responsibility,
        ResponsibilityMatrix,
        ServiceModel,
    )

DEFAULT_CLARITY = 25
"""Clarity of a cell for which only the paper's default speaks (scoring.md)."""


class DutyState(StrEnum):
    """What the division leaves to the customer.

    HELD: the customer does the work, alone or in part. HANDED_OVER: the provider does it, the
    customer checks. ORPHAN: nobody agreed, or the customer only assumes that the provider
    does it. PENDING: not asked yet. OUT: nothing of it counts for the customer.
    """

    HELD = "held"
    HANDED_OVER = "handed_over"
    ORPHAN = "orphan"
    PENDING = "pending"
    OUT = "out"


class DivisionGap(StrEnum):
    """Why a cell of the division is not settled."""

    ORPHANED = "orphaned"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionCell:
    """One responsibility in the division of one service.

    Attributes:
        default: the allocation that the paper gives.
        allocation: the allocation after agreed options and overrides.
        negotiation: the negotiation of a negotiable cell; None for every other.
        agreed: what was agreed for it; None when it was not asked, or is not negotiable.
        option: the option agreed; None when there is none.
        override: what this service settles otherwise; None for nothing.
        asked_with: the responsibility under which this one is asked; None for its own.
        proof: how the customer knows that the provider carries a duty that the paper gives it,
            50 to 100; None where it has seen nothing, and for every other cell.
        clarity: c of the scoring rule, 0 to 100.
    """

    responsibility: Responsibility
    default: Allocation
    allocation: Allocation
    state: DutyState
    negotiation: Negotiation | None
    agreed: AgreedOption | None
    option: NegotiationOption | None
    override: Override | None
    asked_with: str | None
    proof: int | None
    clarity: int

    @property
    def id(self) -> str:
        """Return the id of the responsibility."""
        return self.responsibility.id

    @property
    def known_by(self) -> int | None:
        """Return how the customer knows, 0 to 100; None when only the default speaks."""
        if self.override is not None:
            return self.override.known_by
        return self.agreed.known_by if self.agreed is not None else self.proof

    @property
    def deviates(self) -> bool:
        """Say whether this cell says more than the paper's default."""
        return self.override is not None or self.agreed is not None

    @property
    def gap(self) -> DivisionGap | None:
        """Return why the cell is not settled; None where it is.

        Orphaned: nobody took it. Assumed: the provider is believed to hold it, without source.
        """
        if self.state is DutyState.ORPHAN:
            believed = self.allocation is Allocation.PROVIDER
            return DivisionGap.ASSUMED if believed else DivisionGap.ORPHANED
        is_believed = self.allocation is Allocation.PROVIDER
        if is_believed and self.override is not None and self.override.known_by == 0:
            return DivisionGap.ASSUMED
        return None

    @property
    def is_asked(self) -> bool:
        """Say whether the customer is asked about it: what nobody agreed is the customer's.

        What the provider took is not asked, however the customer knows; nor is a duty asked
        under another one.
        """
        return self.asked_with is None and self.allocation in (
            Allocation.CUSTOMER,
            Allocation.SHARED,
            Allocation.NEGOTIABLE,
        )


@dataclass(frozen=True, kw_only=True)
class Division:
    """Who holds each responsibility present in one cloud service, in the paper's order."""

    model: ServiceModel
    cells: tuple[DivisionCell, ...]

    @cached_property
    def by_id(self) -> dict[str, DivisionCell]:
        """Return every cell by the id of its responsibility."""
        return {cell.id: cell for cell in self.cells}

    @property
    def deviations(self) -> tuple[DivisionCell, ...]:
        """Return the cells that say more than the paper's default."""
        return tuple(cell for cell in self.cells if cell.deviates)


def divide(
    matrix: ResponsibilityMatrix,
    model: ServiceModel,
    agreed: Mapping[str, AgreedOption],
    overrides: Mapping[str, Override],
    proofs: Mapping[str, int] | None = None,
) -> Division:
    """Return the division of one cloud service.

    An override comes before an agreed option, and that before the paper's default. Agreed
    options of negotiations that the service model does not have are ignored.

    Args:
        matrix: the paper's division.
        model: the service model.
        agreed: what was agreed, by negotiation.
        overrides: what this service settles otherwise, by responsibility.
        proofs: what the customer has seen of the provider's proof, by responsibility, 50 to
            100 (model/reliance.py); None for nothing.
    """
    seen = proofs or {}
    return Division(
        model=model,
        cells=tuple(
            _cell(r, matrix, model, agreed, overrides.get(r.id), seen.get(r.id))
            for r in matrix.present(model)
        ),
    )


def _cell(
    responsibility: Responsibility,
    matrix: ResponsibilityMatrix,
    model: ServiceModel,
    agreed: Mapping[str, AgreedOption],
    override: Override | None,
    seen: int | None,
) -> DivisionCell:
    default = responsibility.allocation[model]
    negotiation_id = responsibility.negotiation.get(model)
    negotiation = matrix.negotiation_by_id[negotiation_id] if negotiation_id else None
    settled = agreed.get(negotiation_id) if negotiation_id else None
    option = (
        negotiation.option(settled.option) if negotiation and settled and settled.option else None
    )
    if override is not None:
        allocation, known_by = override.allocation, override.known_by
    else:
        allocation = option.allocation if option else default
        known_by = settled.known_by if settled else None
    is_default = override is None and allocation is default is Allocation.PROVIDER
    proof = seen if is_default else None
    asked_with = responsibility.asked_with.get(model)
    state = _state(
        default, allocation, known_by, was_asked=override is not None or settled is not None
    )
    return DivisionCell(
        responsibility=responsibility,
        default=default,
        allocation=allocation,
        state=state,
        negotiation=negotiation,
        agreed=settled,
        option=option,
        override=override,
        asked_with=asked_with,
        proof=proof,
        clarity=_clarity(state, proof or known_by, is_overridden=override is not None),
    )


def _state(
    default: Allocation, allocation: Allocation, known_by: int | None, *, was_asked: bool
) -> DutyState:
    if allocation is Allocation.NEGOTIABLE:
        return DutyState.ORPHAN if was_asked else DutyState.PENDING
    if allocation.is_customer_side:
        return DutyState.HELD
    if allocation is Allocation.ABSENT or default is Allocation.PROVIDER:
        return DutyState.OUT
    if known_by is None:
        return DutyState.PENDING
    return DutyState.HANDED_OVER if known_by > 0 else DutyState.ORPHAN


def _clarity(state: DutyState, known_by: int | None, *, is_overridden: bool) -> int:
    """Return c: what is not agreed, or only assumed, is not clear at all."""
    if state in (DutyState.ORPHAN, DutyState.PENDING):
        return 0
    if known_by is not None:
        return known_by
    return 0 if is_overridden else DEFAULT_CLARITY
