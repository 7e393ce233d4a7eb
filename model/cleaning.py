"""What people type into a value, made safe to keep (model/text.py), by the kind of value."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from model.assessment import Override, PlanEntry, SetUp
from model.fieldwork import Evidence, Interview, Observation
from model.ledger import AcceptedGap, Agreement, Claim, Handoff
from model.text import clean, clean_line

if TYPE_CHECKING:
    from model.change import Value

V = TypeVar("V", bound="Value")

_PARTY = ("name", "signatory", "contact", "phone", "mail")
_LINES: dict[type, tuple[str, ...]] = {
    SetUp: ("organisation",),
    Override: ("customer_name", "provider_name"),
    PlanEntry: ("owner", "cost", "approver"),
    Interview: ("name", "role"),
    Evidence: ("title", "collected_by"),
    Observation: ("owner",),
    AcceptedGap: ("accepted_by",),
    Agreement: (
        *(f"{side}_{field}" for side in ("customer", "provider") for field in _PARTY),
        "reference",
    ),
}
"""Fields that are one line, such as names."""

_NOTES: dict[type, tuple[str, ...]] = {
    Override: ("reason",),
    PlanEntry: ("note", "reason"),
    Interview: ("sample",),
    Evidence: ("content",),
    Observation: ("issue", "effect", "recommendation"),
    Claim: ("place", "note"),
    Handoff: ("customer_part", "provider_part", "proof"),
    AcceptedGap: ("reason",),
    Agreement: ("scope",),
}
"""Fields that can be several lines."""


def cleaned(value: V) -> V:
    """Return a value with its texts as they are kept; what has no texts comes back as it is."""
    kind = type(value)
    texts: dict[str, Any] = {
        name: clean_line(getattr(value, name)) for name in _LINES.get(kind, ())
    }
    texts |= {name: clean(getattr(value, name)) for name in _NOTES.get(kind, ())}
    if isinstance(value, SetUp):
        service = value.service
        kept = replace(
            service, name=clean_line(service.name), provider=clean_line(service.provider)
        )
        return replace(value, service=kept, **texts)
    if isinstance(value, Evidence):
        return replace(value, questions=tuple(sorted(set(value.questions))), **texts)
    return replace(value, **texts) if texts else value
