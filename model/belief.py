"""Who somebody thinks holds a responsibility, before they were told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BeliefHolder(StrEnum):
    """Who somebody thinks holds a duty. OTHER: somebody else, nobody, or they do not know."""

    US = "us"
    BOTH = "both"
    PROVIDER = "provider"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """Who somebody thinks holds a duty, and whether they are sure."""

    responsibility_id: str
    holder: BeliefHolder
    is_sure: bool = True
