"""What is collected beside the answers: interviews, evidence, observations (frozen values)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class Method(StrEnum):
    """How something was established; the three methods of NIST SP 800-53A."""

    EXAMINE = "examine"
    INTERVIEW = "interview"
    TEST = "test"


class Setting(StrEnum):
    """How an interview was held."""

    ON_SITE = "on_site"
    CALL = "call"
    WRITTEN = "written"


class EvidenceKind(StrEnum):
    """What a piece of evidence is."""

    FILE = "file"
    LINK = "link"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """One conversation that answers come from.

    Attributes:
        name: who was asked; may be empty where only the role shall be kept.
        held_on: None when unknown.
        sample: what was sampled or shown, in plain text.
    """

    id: str
    name: str = ""
    role: str = ""
    held_on: date | None = None
    setting: Setting = Setting.ON_SITE
    sample: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One proof, for any number of answers.

    Attributes:
        title: the name of the file, or what it is.
        content: the address of a link, or the text; empty for a file.
        sha256: of the file, in hex; empty for a link or text.
        size: of the file, in bytes.
        collected_on: None when unknown.
        expires_on: last day on which it proves anything; None where it does not expire.
        questions: ids of the questions it proves, sorted.
    """

    id: str
    kind: EvidenceKind
    title: str
    content: str = ""
    sha256: str = ""
    size: int = 0
    method: Method = Method.EXAMINE
    collected_on: date | None = None
    collected_by: str = ""
    expires_on: date | None = None
    questions: tuple[str, ...] = ()

    def is_expired(self, today: date) -> bool:
        """Say whether its last day has passed."""
        return self.expires_on is not None and self.expires_on < today


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """Something an auditor noticed and reports.

    Attributes:
        question_id: the question it came from; empty for a free one.
        due: None where nothing was set.
    """

    id: str
    question_id: str = ""
    issue: str = ""
    effect: str = ""
    recommendation: str = ""
    owner: str = ""
    due: date | None = None
