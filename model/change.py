"""One change of an assessment as a value: saved, undone, merged and told in the history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from model.assessment import Schedule, SetUp, Status
from model.ledger import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from model.assessment import AgreedOption, Answer, Assessment, Override, PlanEntry
    from model.belief import Belief
    from model.fieldwork import Evidence, Interview, Observation
    from model.ledger import AcceptedGap, Claim, Handoff

    Value = (
        SetUp
        | Status
        | Answer
        | AgreedOption
        | Override
        | PlanEntry
        | Interview
        | Evidence
        | Observation
        | Claim
        | Handoff
        | AcceptedGap
        | Agreement
        | Schedule
        | Belief
    )


class Part(StrEnum):
    """What of an assessment changes; the names of its fields."""

    SETUP = "setup"
    STATUS = "status"
    AGREED = "agreed"
    OVERRIDES = "overrides"
    ANSWERS = "answers"
    FINDINGS = "findings"
    PLAN = "plan"
    INTERVIEWS = "interviews"
    EVIDENCE = "evidence"
    OBSERVATIONS = "observations"
    CLAIMS = "claims"
    HANDOFFS = "handoffs"
    ACCEPTED = "accepted"
    AGREEMENT = "agreement"
    SCHEDULE = "schedule"
    BELIEFS = "beliefs"


SINGLE = (Part.SETUP, Part.STATUS, Part.AGREEMENT, Part.SCHEDULE)
"""Parts that hold one value."""

KEYED = tuple(part for part in Part if part not in SINGLE)
"""Parts that hold many values, each under its own key."""

AUDITOR = frozenset({Part.FINDINGS, Part.OBSERVATIONS})
"""Parts that only the auditor writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One value of an assessment before and after.

    Attributes:
        key: id within the part; empty for a part that holds one value.
        before, after: None where there is nothing.
    """

    part: Part
    key: str
    before: Value | None
    after: Value | None

    def reversed(self) -> Change:
        """Return the change that takes this one back."""
        return replace(self, before=self.after, after=self.before)


def value_at(assessment: Assessment, part: Part, key: str = "") -> Value | None:
    """Return one value of an assessment; None where there is nothing."""
    if part in KEYED:
        values: Mapping[str, Value] = getattr(assessment, part)
        return values.get(key)
    value: SetUp | Status | Agreement | Schedule = getattr(assessment, part)
    return value


def apply(assessment: Assessment, changes: Iterable[Change]) -> Assessment:
    """Return an assessment after some changes, in their order."""
    fields: dict[str, Any] = {}
    for change in changes:
        if isinstance(change.after, SetUp):
            given = change.after
            fields["organisation"], fields["service"] = given.organisation, given.service
            fields["depth"], fields["facts"] = given.depth, given.facts
        elif change.part is Part.STATUS:
            fields["status"] = change.after or Status()
        elif change.part is Part.AGREEMENT:
            fields["agreement"] = change.after or Agreement()
        elif change.part is Part.SCHEDULE:
            fields["schedule"] = change.after or Schedule()
        else:
            values = dict(fields.get(change.part, getattr(assessment, change.part)))
            values.pop(change.key, None)
            if change.after is not None:
                values[change.key] = change.after
            fields[change.part] = values
    return replace(assessment, **fields)
