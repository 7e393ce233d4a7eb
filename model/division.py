"""Who holds each responsibility for one cloud service, who says so, and what is not settled."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from model.assessment import EvidenceLevel
from model.ledger import ClaimSource, DivisionGap, Ledger
from model.responsibility import Allocation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from model.assessment import AgreedOption, Override
    from model.ledger import Claim, Handoff
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


class Authority(StrEnum):
    """What can settle a cell, the strongest first: the order of precedence."""

    OVERRIDE = "override"
    CONTRACT = "contract"
    AGREED = "agreed"
    PROVIDER_DOCUMENT = "provider_document"
    PRACTICE = "practice"
    PAPER = "paper"


_WRITTEN = (Authority.CONTRACT, Authority.AGREED, Authority.PROVIDER_DOCUMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who is said to hold a responsibility, and how the customer knows.

    Attributes:
        known_by: 0 to 100; None when it was not asked yet.
        is_proved: it can be looked up, so that it counts in the verified share.
    """

    authority: Authority
    allocation: Allocation
    known_by: int | None
    is_proved: bool

    @property
    def is_written(self) -> bool:
        """Say whether both parties, or one of them, put it on paper."""
        return self.authority in _WRITTEN


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
        statements: what was said beside the paper, the strongest first; the first one counts.
        practice: who does it in practice, as was said; None where nothing was.
        handoff: how it is shared; None where nothing was settled.
        gaps: what is not settled, the gravest first.
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
    statements: tuple[Statement, ...]
    practice: Allocation | None
    handoff: Handoff | None
    gaps: tuple[DivisionGap, ...]
    asked_with: str | None
    proof: int | None
    clarity: int

    @property
    def id(self) -> str:
        """Return the id of the responsibility."""
        return self.responsibility.id

    @property
    def authority(self) -> Authority:
        """Return what settles this cell."""
        return self.statements[0].authority if self.statements else Authority.PAPER

    @property
    def known_by(self) -> int | None:
        """Return how the customer knows, 0 to 100; None when only the default speaks."""
        return _most(_known_by(self.statements), self.proof)

    @property
    def verified_by(self) -> int:
        """Return how the customer knows by what can be looked up, 0 to 100."""
        proved = tuple(each for each in self.statements if each.is_proved)
        return _known_by(proved, self.allocation) or 0

    @property
    def deviates(self) -> bool:
        """Say whether this cell says more than the paper's default."""
        return bool(self.statements) or self.agreed is not None

    @property
    def gap(self) -> DivisionGap | None:
        """Return the gravest reason why it is not settled who holds it; None where it is."""
        found = (gap for gap in self.gaps if gap is not DivisionGap.NO_LEADS)
        return next(found, None)

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
    ledger: Ledger | None = None,
) -> Division:
    """Return the division of one cloud service.

    What settles a cell, the strongest first: an override, the contract, an agreed option, the
    provider's document, what is done in practice, the paper's default (`Authority`). Agreed
    options of negotiations that the service model does not have are ignored.

    Args:
        matrix: the paper's division.
        model: the service model.
        agreed: what was agreed, by negotiation.
        overrides: what this service settles otherwise, by responsibility.
        proofs: what the customer has seen of the provider's proof, by responsibility, 50 to
            100 (model/reliance.py); None for nothing.
        ledger: who says what, and how shared duties are shared; None for nothing.
    """
    said = _Said(agreed=agreed, overrides=overrides, proofs=proofs or {}, ledger=ledger or Ledger())
    return Division(
        model=model,
        cells=tuple(_cell(r, matrix, model, said) for r in matrix.present(model)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """Everything that was said beside the paper."""

    agreed: Mapping[str, AgreedOption]
    overrides: Mapping[str, Override]
    proofs: Mapping[str, int]
    ledger: Ledger


def _cell(
    responsibility: Responsibility,
    matrix: ResponsibilityMatrix,
    model: ServiceModel,
    said: _Said,
) -> DivisionCell:
    default = responsibility.allocation[model]
    negotiation_id = responsibility.negotiation.get(model)
    negotiation = matrix.negotiation_by_id[negotiation_id] if negotiation_id else None
    agreed = said.agreed.get(negotiation_id) if negotiation_id else None
    option = negotiation.option(agreed.option) if negotiation and agreed and agreed.option else None
    override = said.overrides.get(responsibility.id)
    statements = tuple(_statements(responsibility.id, default, override, agreed, option, said))
    settled = statements[0] if statements else None
    allocation = settled.allocation if settled else default
    is_default = override is None and allocation is default is Allocation.PROVIDER
    proof = said.proofs.get(responsibility.id) if is_default else None
    known_by = _known_by(statements)
    was_asked = settled is not None or agreed is not None
    state = _state(default, allocation, known_by, was_asked=was_asked)
    handoff = said.ledger.handoffs.get(responsibility.id)
    practice = _practice(said, responsibility.id)
    gaps = tuple(_gaps(state, allocation, statements, practice, handoff))
    return DivisionCell(
        responsibility=responsibility,
        default=default,
        allocation=allocation,
        state=state,
        negotiation=negotiation,
        agreed=agreed,
        option=option,
        override=override,
        statements=statements,
        practice=practice,
        handoff=handoff,
        gaps=gaps,
        asked_with=responsibility.asked_with.get(model),
        proof=proof,
        clarity=_clarity(state, gaps, settled, _most(known_by, proof)),
    )


def _statements(
    responsibility_id: str,
    default: Allocation,
    override: Override | None,
    agreed: AgreedOption | None,
    option: NegotiationOption | None,
    said: _Said,
) -> Iterator[Statement]:
    """Yield who settles the cell, the strongest first; the paper's default is not among them."""
    if override is not None:
        yield Statement(
            authority=Authority.OVERRIDE,
            allocation=override.allocation,
            known_by=override.known_by,
            is_proved=override.evidence is not EvidenceLevel.E0,
        )
    ledger = said.ledger
    contract = ledger.claim(responsibility_id, ClaimSource.CONTRACT)
    if contract is not None:
        yield _claimed(contract, Authority.CONTRACT, ledger)
    if agreed is not None and option is not None:
        yield Statement(
            authority=Authority.AGREED,
            allocation=option.allocation,
            known_by=agreed.known_by,
            is_proved=agreed.evidence is not EvidenceLevel.E0,
        )
    document = ledger.claim(responsibility_id, ClaimSource.PROVIDER_DOCUMENT)
    if document is not None:
        yield _claimed(document, Authority.PROVIDER_DOCUMENT, ledger)
    practice = ledger.claim(responsibility_id, ClaimSource.PRACTICE)
    if practice is not None and (practice.is_proved or practice.allocation is not default):
        yield _claimed(practice, Authority.PRACTICE, ledger)


def _claimed(claim: Claim, authority: Authority, ledger: Ledger) -> Statement:
    return Statement(
        authority=authority,
        allocation=claim.allocation,
        known_by=ledger.known_by(claim),
        is_proved=claim.is_proved,
    )


def _practice(said: _Said, responsibility_id: str) -> Allocation | None:
    claim = said.ledger.claim(responsibility_id, ClaimSource.PRACTICE)
    return claim.allocation if claim is not None else None


def _gaps(
    state: DutyState,
    allocation: Allocation,
    statements: tuple[Statement, ...],
    practice: Allocation | None,
    handoff: Handoff | None,
) -> Iterator[DivisionGap]:
    """Yield what is not settled, the gravest first (docs/decisions/0020)."""
    found = set()
    is_provider = allocation is Allocation.PROVIDER
    if state is DutyState.ORPHAN:
        found.add(DivisionGap.ASSUMED if is_provider else DivisionGap.ORPHANED)
    elif is_provider and _known_by(statements) == 0:
        found.add(DivisionGap.ASSUMED)
    is_settled = bool(statements) and statements[0].authority is Authority.OVERRIDE
    written = [] if is_settled else [s.allocation for s in statements if s.is_written]
    if len(set(written)) > 1:
        found.add(DivisionGap.DISPUTED)
    if written and practice is not None and practice is not written[0]:
        found.add(_AGAINST_PRACTICE.get((written[0], practice), DivisionGap.DISPUTED))
    if allocation is Allocation.SHARED and (handoff is None or not handoff.has_leads):
        found.add(DivisionGap.NO_LEADS)
    yield from (gap for gap in DivisionGap if gap in found)


_AGAINST_PRACTICE = {
    (Allocation.CUSTOMER, Allocation.PROVIDER): DivisionGap.ORPHANED,
    (Allocation.PROVIDER, Allocation.CUSTOMER): DivisionGap.DOUBLE,
}
"""What it means where the strongest text says one thing and people do the other."""


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


def _clarity(
    state: DutyState,
    gaps: tuple[DivisionGap, ...],
    settled: Statement | None,
    known_by: int | None,
) -> int:
    """Return c: what is not agreed, disputed, or only assumed, is not clear at all."""
    if state in (DutyState.ORPHAN, DutyState.PENDING):
        return 0
    if DivisionGap.ORPHANED in gaps or DivisionGap.DISPUTED in gaps:
        return 0
    if known_by is not None:
        return known_by
    is_overridden = settled is not None and settled.authority is Authority.OVERRIDE
    return 0 if is_overridden else DEFAULT_CLARITY


def _known_by(
    statements: tuple[Statement, ...], allocation: Allocation | None = None
) -> int | None:
    """Return how the customer knows: by the best of the sources that say what counts.

    Args:
        statements: the strongest first.
        allocation: what counts; None for what the first one says.
    """
    counts = allocation or (statements[0].allocation if statements else None)
    return _most(*(each.known_by for each in statements if each.allocation is counts))


def _most(*known: int | None) -> int | None:
    return max((k for k in known if k is not None), default=None)
