"""The division of the white paper: who holds which responsibility in which service model."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.language import LocalizedText


class ServiceModel(StrEnum):
    """How a cloud service is supplied."""

    IAAS = "iaas"
    PAAS = "paas"
    SAAS = "saas"

    @property
    def label(self) -> str:
        """Return the name as people write it, the same in every language."""
        return {"iaas": "IaaS", "paas": "PaaS", "saas": "SaaS"}[self.value]


class Allocation(StrEnum):
    """One cell of the matrix: who holds a responsibility."""

    PROVIDER = "provider"
    CUSTOMER = "customer"
    SHARED = "shared"
    NEGOTIABLE = "negotiable"
    ABSENT = "absent"

    @property
    def is_customer_side(self) -> bool:
        """Say whether the customer holds at least a part."""
        return self in (Allocation.CUSTOMER, Allocation.SHARED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One of the seven categories of responsibility, in the paper's order."""

    id: str
    name: LocalizedText
    definition: LocalizedText


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the paper says it.

    Attributes:
        table: number of the table, 1 to 6.
        row: the row as printed, in the language of the paper.
    """

    table: int
    row: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """One row of the matrix.

    Attributes:
        code: short code of a duty that a customer can hold, such as "CA.1"; the stem of its
            question ids. None for a duty that is the provider's in every model.
        importance: W of the scoring rule, 1 to 3; a duty without one weighs 1.
        group: the paper's sub-heading; None where it has none.
        negotiation: per service model, the negotiation that settles a negotiable cell.
        asked_with: per service model, the responsibility under which this one is asked,
            because the paper prints both as one.
        provider_duty: what the provider does; None where the paper says nothing special.
        customer_duty: what the customer does; None where the customer does nothing.
        other_reading: per service model, what the paper's prose says where it contradicts the
            table; the table counts.
        note: what to know when reading this row; None where there is nothing.
    """

    id: str
    category_id: str
    code: str | None
    importance: int
    name: LocalizedText
    group: LocalizedText | None
    definition: LocalizedText
    allocation: Mapping[ServiceModel, Allocation]
    negotiation: Mapping[ServiceModel, str]
    asked_with: Mapping[ServiceModel, str]
    provider_duty: LocalizedText | None
    customer_duty: LocalizedText | None
    place: Mapping[ServiceModel, Place]
    other_reading: Mapping[ServiceModel, Allocation]
    note: LocalizedText | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NegotiationOption:
    """One way to settle a negotiable responsibility (tables 2 and 5 of the paper).

    Attributes:
        id: a, b or c.
        allocation: who holds the responsibility once this option is agreed.
        label: the option in one plain sentence.
        provider: what the provider does; None for nothing.
        customer: what the customer does; None for nothing.
    """

    id: str
    allocation: Allocation
    label: LocalizedText
    provider: LocalizedText | None
    customer: LocalizedText | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Negotiation:
    """A negotiable responsibility and the options that can settle it."""

    id: str
    responsibility_id: str
    title: LocalizedText
    options: tuple[NegotiationOption, ...]

    def option(self, option_id: str) -> NegotiationOption | None:
        """Return one option, or None where this negotiation has no such option."""
        return next((o for o in self.options if o.id == option_id), None)


@dataclass(frozen=True, kw_only=True)
class ResponsibilityMatrix:
    """The whole division, loaded once and never changed.

    Attributes:
        id: name of the matrix.
        version: semver of the matrix file.
        source: the line that everything taken from the paper shows.
    """

    id: str
    version: str
    source: LocalizedText
    categories: tuple[Category, ...]
    responsibilities: tuple[Responsibility, ...]
    negotiations: tuple[Negotiation, ...]

    @cached_property
    def by_id(self) -> dict[str, Responsibility]:
        """Return every responsibility by its id."""
        return {r.id: r for r in self.responsibilities}

    @cached_property
    def negotiation_by_id(self) -> dict[str, Negotiation]:
        """Return every negotiation by its id."""
        return {n.id: n for n in self.negotiations}

    @cached_property
    def models(self) -> tuple[ServiceModel, ...]:
        """Return the service models that this matrix divides."""
        return tuple(model for model in ServiceModel if self.present(model))

    def present(self, model: ServiceModel) -> tuple[Responsibility, ...]:
        """Return the responsibilities that exist in a service model, in the paper's order."""
        return tuple(
            r for r in self.responsibilities if r.allocation[model] is not Allocation.ABSENT
        )

    def negotiations_of(self, model: ServiceModel) -> tuple[Negotiation, ...]:
        """Return the negotiations that a service model has, in the paper's order."""
        used = {r.negotiation[model] for r in self.responsibilities if model in r.negotiation}
        return tuple(n for n in self.negotiations if n.id in used)

    def negotiated(self, negotiation_id: str, model: ServiceModel) -> Responsibility:
        """Return the responsibility that is asked for a negotiation in a service model."""
        return next(
            r
            for r in self.responsibilities
            if r.negotiation.get(model) == negotiation_id and model not in r.asked_with
        )
