"""Models of shared responsibility beside the paper's: who holds which layer, as each says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.language import LocalizedText
    from model.responsibility import ServiceModel


class Holder(StrEnum):
    """Who holds something, as a model says. UNSTATED: it says nothing of it."""

    CUSTOMER = "customer"
    PROVIDER = "provider"
    SHARED = "shared"
    NEGOTIABLE = "negotiable"
    THIRD_PARTY = "third_party"
    UNSTATED = "unstated"


class Confidence(StrEnum):
    """How sure a fact is: read in a source, or known and not checked against it."""

    SEEN = "seen"
    KNOWN = "known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A matter that other models name and the paper has no row for."""

    id: str
    name: LocalizedText


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelColumn:
    """A class of service as a model names it.

    Attributes:
        example: services of that class, such as "EC2, EBS"; may be empty.
        models: the paper's service models that it is laid beside; none for one's own machines.
    """

    id: str
    name: LocalizedText
    example: str
    models: tuple[ServiceModel, ...]

    @property
    def is_special(self) -> bool:
        """Say whether the class is another one than the paper's service model."""
        return [self.name.en] != [model.label for model in self.models]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRow:
    """A layer as a model names it.

    Attributes:
        covers: ids of responsibilities, categories and topics that it is laid beside.
        holders: by column; one that is missing is unstated.
        unsure: columns of which the holder is uncertain.
        note: why the model decides so where it differs from the paper; None for nothing.
    """

    id: str
    name: LocalizedText
    covers: tuple[str, ...]
    holders: Mapping[str, Holder]
    unsure: tuple[str, ...]
    note: LocalizedText | None

    def holder(self, column_id: str) -> Holder:
        """Return who holds the layer in a column."""
        return self.holders.get(column_id, Holder.UNSTATED)


@dataclass(frozen=True, kw_only=True)
class SecurityModel:
    """One model of shared responsibility.

    Attributes:
        short: its name where there is little room.
        provider: id of the provider whose own model it is; None for a standard.
        edition: which edition its cells were read from.
        as_of: its date, such as "2026-01-12" or "2019"; None where it bears none.
        remark: what to know when reading it; None for nothing.
    """

    id: str
    short: LocalizedText
    name: LocalizedText
    provider: str | None
    edition: LocalizedText
    as_of: str | None
    confidence: Confidence
    remark: LocalizedText | None
    columns: tuple[ModelColumn, ...]
    rows: tuple[ModelRow, ...]

    @cached_property
    def row_of(self) -> dict[str, ModelRow]:
        """Return the row that covers each responsibility, category or topic; the first wins."""
        found: dict[str, ModelRow] = {}
        for row in self.rows:
            for subject in row.covers:
                found.setdefault(subject, row)
        return found

    def columns_for(self, model: ServiceModel) -> tuple[ModelColumn, ...]:
        """Return the columns that are laid beside a service model of the paper."""
        return tuple(column for column in self.columns if model in column.models)


@dataclass(frozen=True, kw_only=True)
class ModelShelf:
    """Every model beside the paper's, and the matters that only they name."""

    source: LocalizedText
    topics: tuple[Topic, ...]
    models: tuple[SecurityModel, ...]

    @cached_property
    def by_id(self) -> dict[str, SecurityModel]:
        """Return every model by its id."""
        return {model.id: model for model in self.models}
