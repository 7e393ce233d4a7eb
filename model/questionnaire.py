"""Questionnaire, questions, choices and improvement actions: released content, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from model.facts import Depth, Fact

if TYPE_CHECKING:
    from model.language import LocalizedText

EXTENSION = "extension"
"""Category id of the duties beyond the paper."""

RELIANCE = "reliance"
"""Category id of the provider's duties whose proof the customer is asked for."""

UNKNOWN_VALUE = 0
"""Value of the answer "don't know"."""


class QuestionKind(StrEnum):
    """The answer scale of a question.

    L5 is a ladder of up to five steps, CHK is a list of boxes whose points sum to 100, FACT
    is no, partly, yes.
    """

    L5 = "L5"
    CHK = "CHK"
    FACT = "FACT"


class Cost(StrEnum):
    """What an action costs in money, beside working time."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One step of a ladder, or one box of a list.

    Attributes:
        id: stored with answers, so it never changes once a questionnaire is released.
        value: 0 to 100; what the choice is worth (L5, FACT), or its points (CHK).
    """

    id: str
    value: int
    text: LocalizedText


@dataclass(frozen=True, slots=True, kw_only=True)
class ImprovementAction:
    """What raises the answer to one question.

    Attributes:
        level: 1 to start with, 2 to complete.
        to: the choice (L5, FACT) the answer is raised to; None for CHK.
        boxes: the boxes (CHK) it ticks.
        effort: effort points: 1 up to an hour, 2 half a day, 4 two days, 8 two weeks, 16 more
            or a purchase.
        requires: ids of the actions that must be done first.
    """

    id: str
    level: int
    to: str | None
    boxes: tuple[str, ...]
    title: LocalizedText
    steps: tuple[LocalizedText, ...]
    effort: int
    cost: Cost
    effect: LocalizedText
    needs_provider: bool
    requires: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A control of another standard that treats the same matter.

    Attributes:
        confidence: "mapped" (by the standard's owner), "title" (same subject by its title) or
            "judged" (our own pairing).
    """

    framework: str
    edition: str
    id: str
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceGuide:
    """What would convince an auditor: ask, look, and where it can be done, try."""

    ask: LocalizedText
    look: LocalizedText
    try_: LocalizedText | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question about the customer's part of one responsibility.

    Attributes:
        responsibility_id: a row of the matrix, or an extension duty such as "X.BAK".
        lead: asked in express depth too.
        weight: importance inside its duty, 1 to 3.
        critical: a value of 0 is a critical gap, which caps the duty at 40.
        critical_boxes: CHK only; one of these unticked is a critical gap.
        facts: asked only when every one of these holds.
        exposure: facts that make a failure here worse (risk factor of the scoring rule).
        na_reasons: reasons for "not applicable" that the page offers; empty where the
            question always applies.
        table: table of the paper; empty beyond the paper.
        row: row of that table, as printed.
    """

    id: str
    responsibility_id: str
    kind: QuestionKind
    lead: bool
    weight: int
    critical: bool
    critical_reason: LocalizedText | None
    critical_boxes: tuple[str, ...]
    facts: tuple[Fact, ...]
    exposure: tuple[Fact, ...]
    text: LocalizedText
    gloss: LocalizedText | None
    why: LocalizedText
    incidents: tuple[int, ...]
    check: LocalizedText
    choices: tuple[Choice, ...]
    evidence: EvidenceGuide
    na_reasons: tuple[str, ...]
    actions: tuple[ImprovementAction, ...]
    references: tuple[Reference, ...]
    table: str
    row: str

    @property
    def is_list(self) -> bool:
        """Say whether any number of boxes can be ticked, instead of one step chosen."""
        return self.kind is QuestionKind.CHK

    def choice(self, choice_id: str) -> Choice:
        """Return one choice; an id the question does not have is a bug (KeyError)."""
        for choice in self.choices:
            if choice.id == choice_id:
                return choice
        raise KeyError(choice_id)

    def value_of(self, choice_ids: tuple[str, ...]) -> int:
        """Return the value of the chosen step, or the sum of the ticked boxes, 0 to 100."""
        return sum(self.choice(choice_id).value for choice_id in choice_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionDuty:
    """A duty beyond the paper; it is scored in a number of its own."""

    id: str
    importance: int
    name: LocalizedText
    definition: LocalizedText
    reason: LocalizedText


@dataclass(frozen=True, slots=True, kw_only=True)
class RelianceGroup:
    """Duties of the provider that one proof covers; its question enters Clarity only.

    Attributes:
        covers: ids of rows of the matrix that the provider holds by the paper.
    """

    id: str
    name: LocalizedText
    definition: LocalizedText
    covers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """A released questionnaire.

    Attributes:
        version: semver; assessments keep the version they were answered with.
        retired: ids of questions and actions that are gone; none gets one of them again.
        matrix_id: the division that its questions are about.
        digest: SHA-256 over the questionnaire and its matrix, in hexadecimal.
    """

    id: str
    version: str
    title: LocalizedText
    source: LocalizedText
    licence: str
    matrix_id: str
    extensions: tuple[ExtensionDuty, ...]
    reliance: tuple[RelianceGroup, ...]
    retired: tuple[str, ...]
    questions: tuple[Question, ...]
    digest: str

    @cached_property
    def by_id(self) -> dict[str, Question]:
        """Return every question by its id."""
        return {q.id: q for q in self.questions}

    @cached_property
    def extension_by_id(self) -> dict[str, ExtensionDuty]:
        """Return every extension duty by its id."""
        return {e.id: e for e in self.extensions}

    @cached_property
    def reliance_by_id(self) -> dict[str, RelianceGroup]:
        """Return every group of the provider's duties by its id."""
        return {group.id: group for group in self.reliance}

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Return the facts that switch a question on or off, or make its failure worse."""
        used = {fact for q in self.questions for fact in (*q.facts, *q.exposure)}
        return tuple(fact for fact in Fact if fact in used)

    @cached_property
    def depths(self) -> tuple[Depth, ...]:
        """Return the depths in which this questionnaire differs."""
        if all(q.lead for q in self.questions):
            return (Depth.EXPRESS,)
        return (Depth.EXPRESS, Depth.FULL)
