"""Kinds of incident, and whose duties one touches under a service's division (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from model.division import DutyState
from model.responsibility import Allocation

if TYPE_CHECKING:
    from model.division import Division, DivisionCell
    from model.language import LocalizedText
    from model.responsibility import ServiceModel
    from model.security_models import Confidence


class Failing(StrEnum):
    """Whose part of a duty fails in an incident, where both hold it."""

    CUSTOMER = "customer"
    PROVIDER = "provider"
    EITHER = "either"


class EvidenceHolder(StrEnum):
    """Who has a piece of evidence."""

    CUSTOMER = "customer"
    PROVIDER = "provider"
    THIRD_PARTY = "third_party"


class ChainPlace(StrEnum):
    """A place in the chain of providers and users (figure 4 of the paper)."""

    FACILITY = "facility"
    PLATFORM = "platform"
    OTHER_TENANTS = "other_tenants"
    HOST = "host"
    SERVICE = "service"
    DATA = "data"
    CUSTOMER = "customer"
    END_USERS = "end_users"
    PARTNERS = "partners"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImplicatedDuty:
    """A duty that an incident touches.

    Attributes:
        failing: whose part fails where the duty is shared.
        why: what of this duty was missing.
    """

    responsibility_id: str
    failing: Failing
    why: LocalizedText


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicExample:
    """A case that is publicly known."""

    text: LocalizedText
    source: LocalizedText
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceToSecure:
    """Evidence to secure, from whom, and where it is found."""

    what: LocalizedText
    holder: EvidenceHolder
    where: LocalizedText


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Whom to tell, and when."""

    who: LocalizedText
    when: LocalizedText


@dataclass(frozen=True, slots=True, kw_only=True)
class UnheldMatter:
    """What the paper gives to nobody, and in which service models."""

    text: LocalizedText
    models: tuple[ServiceModel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One kind of incident.

    Attributes:
        example: None where none is publicly known.
        models: the service models in which it can happen.
        duties: the heaviest first.
        beyond: ids of duties beyond the paper that it touches.
        unheld: None where every matter has a holder.
        spread: how it spreads along the chain, from where it begins.
    """

    id: str
    title: LocalizedText
    story: LocalizedText
    example: PublicExample | None
    models: tuple[ServiceModel, ...]
    duties: tuple[ImplicatedDuty, ...]
    beyond: tuple[str, ...]
    unheld: UnheldMatter | None
    before: tuple[LocalizedText, ...]
    during: tuple[LocalizedText, ...]
    after: tuple[LocalizedText, ...]
    evidence: tuple[EvidenceToSecure, ...]
    notices: tuple[Notice, ...]
    spread: tuple[ChainPlace, ...]


@dataclass(frozen=True, kw_only=True)
class IncidentShelf:
    """Every kind of incident."""

    source: LocalizedText
    incidents: tuple[Incident, ...]

    @cached_property
    def by_id(self) -> dict[str, Incident]:
        """Return every kind by its id."""
        return {incident.id: incident for incident in self.incidents}


class Attribution(StrEnum):
    """Whose duty an incident touches. OPEN: nobody agreed, or it was not asked yet."""

    CUSTOMER = "customer"
    PROVIDER = "provider"
    BOTH = "both"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributedDuty:
    """A duty of an incident under one division.

    Attributes:
        attribution: whose part is touched.
        is_function_only: the duty is shared and the provider's part is to offer the function,
            so that the part that failed is the customer's.
    """

    duty: ImplicatedDuty
    cell: DivisionCell
    attribution: Attribution
    is_function_only: bool

    @property
    def is_open(self) -> bool:
        """Say whether it has to be settled first who holds it."""
        return self.attribution is Attribution.OPEN or self.cell.gap is not None


def attribute(incident: Incident, division: Division) -> tuple[AttributedDuty, ...]:
    """Return whose duties an incident touches; a duty that is absent is left out."""
    found = ((duty, division.by_id.get(duty.responsibility_id)) for duty in incident.duties)
    return tuple(
        _attributed(duty, cell)
        for duty, cell in found
        if cell is not None and cell.allocation is not Allocation.ABSENT
    )


def _attributed(duty: ImplicatedDuty, cell: DivisionCell) -> AttributedDuty:
    found = _attribution(duty, cell)
    shared = cell.allocation is Allocation.SHARED and cell.state is DutyState.HELD
    return AttributedDuty(
        duty=duty,
        cell=cell,
        attribution=found,
        is_function_only=shared and duty.failing is Failing.CUSTOMER,
    )


def _attribution(duty: ImplicatedDuty, cell: DivisionCell) -> Attribution:
    if cell.state in (DutyState.ORPHAN, DutyState.PENDING):
        return Attribution.OPEN
    if cell.allocation is Allocation.PROVIDER:
        return Attribution.PROVIDER
    if cell.allocation is Allocation.CUSTOMER:
        return Attribution.CUSTOMER
    return {
        Failing.CUSTOMER: Attribution.CUSTOMER,
        Failing.PROVIDER: Attribution.PROVIDER,
        Failing.EITHER: Attribution.BOTH,
    }[duty.failing]
