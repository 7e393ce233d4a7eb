"""One assessment of one cloud service: frozen values, as they are saved and exchanged."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from model.ledger import Agreement, Ledger

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from model.belief import Belief
    from model.facts import Depth, Fact
    from model.fieldwork import Evidence, Interview, Observation
    from model.ledger import AcceptedGap, Claim, Handoff
    from model.responsibility import Allocation, ServiceModel

KNOWN_BY = (0, 50, 75, 100)
"""How the customer knows: assumed, read in the provider's document, seen in the console, in
the contract or verified within 12 months (scoring.md)."""


EFFORTS = (1, 2, 4, 8, 16)
"""Effort points: an hour, half a day, two days, two weeks, more or a purchase (scoring.md)."""

DEFAULT_BUDGET = 24
"""Effort points that fit into the 90-day horizon of a plan when the user sets nothing."""


class AnswerState(StrEnum):
    """What an answer says."""

    CHOSEN = "chosen"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    OPEN = "open"


class EvidenceLevel(StrEnum):
    """How strongly an answer is proved: stated, shown on screen, kept with date, tried."""

    E0 = "E0"
    E1 = "E1"
    E2 = "E2"
    E3 = "E3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the user said to one question.

    Attributes:
        choices: the chosen step (one id) or the ticked boxes (any number; none is an answer
            too); empty in every other state.
        reason: why the question does not apply; empty in every other state.
        note: plain text; an open question can have one too.
        answered_at: None in files that do not say it.
        flagged: marked to come back to; an open question can be, too.
        interview: id of the interview it was given in; empty for none.
        carried: taken over from the round before, and not confirmed yet.
    """

    question_id: str
    state: AnswerState
    choices: tuple[str, ...] = ()
    reason: str = ""
    note: str = ""
    evidence: EvidenceLevel = EvidenceLevel.E0
    answered_at: datetime | None = None
    flagged: bool = False
    interview: str = ""
    carried: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedOption:
    """What customer and provider agreed for one negotiation.

    Attributes:
        option: a, b or c; None when nobody agreed, or nobody knows.
        known_by: 0, 50, 75 or 100; None when it was not asked yet.
    """

    negotiation_id: str
    option: str | None
    known_by: int | None = None
    evidence: EvidenceLevel = EvidenceLevel.E0


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A cell of the division that this service settles otherwise than the paper.

    Attributes:
        known_by: 0, 50, 75 or 100; None when it was not asked yet.
        source: where it is written: "contract", "provider_document", "verbal" or "".
        written_on: date of that source; None when unknown.
        customer_name, provider_name: who settled it on each side; may be empty.
    """

    responsibility_id: str
    allocation: Allocation
    known_by: int | None
    source: str
    reason: str
    written_on: date | None
    evidence: EvidenceLevel = EvidenceLevel.E0
    customer_name: str = ""
    provider_name: str = ""


class ActionState(StrEnum):
    """Where an improvement action stands."""

    OPEN = "open"
    DOING = "doing"
    DONE = "done"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEntry:
    """What the user decided about one improvement action.

    Attributes:
        cost: what it costs, in the user's own words; empty for unknown.
        effort: the user's own effort points (`EFFORTS`); None for those of the questionnaire.
        reason: why the risk is accepted; empty in every other state.
        approver: who accepts the risk; empty in every other state.
    """

    action_id: str
    owner: str = ""
    due: date | None = None
    state: ActionState = ActionState.OPEN
    note: str = ""
    cost: str = ""
    effort: int | None = None
    reason: str = ""
    approver: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When the plan begins; its horizons are counted from there. None: not set."""

    begins_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloudService:
    """What an assessment looks at.

    Attributes:
        provider: a known provider's id, such as "aliyun", or a name as typed; may be empty.
    """

    name: str
    provider: str
    model: ServiceModel


class Voice(StrEnum):
    """Who says it: the customer its claim, the auditor a finding."""

    CUSTOMER = "customer"
    AUDITOR = "auditor"


class AssessmentState(StrEnum):
    """How far an assessment is; a final one is read-only."""

    DRAFT = "draft"
    IN_PROGRESS = "in_progress"
    IN_REVIEW = "in_review"
    FINAL = "final"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What makes a final assessment recognisable.

    Attributes:
        sha256: of everything in it (`model.sealing.digest`), in hex.
        sealed_by: the person who signed it off.
    """

    sha256: str
    sealed_at: datetime
    sealed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How far an assessment is, and its seal once it is final."""

    state: AssessmentState = AssessmentState.DRAFT
    seal: Seal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Which assessment of the same service in time this is.

    Attributes:
        previous: origin of the round before; empty for the first.
        reason: why it was opened again; empty for the first.
    """

    number: int = 1
    previous: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUp:
    """What an assessment looks at."""

    organisation: str
    service: CloudService
    depth: Depth
    facts: Mapping[Fact, bool]


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """One run of a questionnaire over one cloud service.

    Attributes:
        facts: yes or no for each fact given; a fact that is not given counts as yes.
        agreed: by negotiation id; one that is missing was not asked yet.
        overrides: by responsibility id.
        answers: what the customer claims, by question id; a question without one is open.
        findings: what the auditor found, by question id.
        plan: by action id.
        interviews, evidence, observations: by their own ids.
        claims: who says what about the division, by their keys (`model.ledger.claim_key`).
        handoffs: how shared responsibilities are shared, by responsibility id.
        accepted: gaps of the division that somebody accepted, by responsibility id.
        agreement: what the division document says beside the division.
        schedule: when the plan begins.
        beliefs: who was thought to hold what before it was told, by responsibility id.
        origin: the same for every copy of one assessment; empty until it is kept somewhere.
        updated_on: day of the last change; None when the file does not say it.
    """

    questionnaire_id: str
    questionnaire_version: str
    organisation: str
    service: CloudService
    depth: Depth
    facts: Mapping[Fact, bool] = field(default_factory=dict)
    agreed: Mapping[str, AgreedOption] = field(default_factory=dict)
    overrides: Mapping[str, Override] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    plan: Mapping[str, PlanEntry] = field(default_factory=dict)
    findings: Mapping[str, Answer] = field(default_factory=dict)
    interviews: Mapping[str, Interview] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    observations: Mapping[str, Observation] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    handoffs: Mapping[str, Handoff] = field(default_factory=dict)
    accepted: Mapping[str, AcceptedGap] = field(default_factory=dict)
    agreement: Agreement = field(default_factory=Agreement)
    schedule: Schedule = field(default_factory=Schedule)
    beliefs: Mapping[str, Belief] = field(default_factory=dict)
    round: Round = field(default_factory=Round)
    status: Status = field(default_factory=Status)
    origin: str = ""
    updated_on: date | None = None

    def holds(self, fact: Fact) -> bool:
        """Say whether a fact is true of this service; one not given counts as yes."""
        return self.facts.get(fact, True)

    @property
    def is_final(self) -> bool:
        """Say whether it is signed off and read-only."""
        return self.status.state is AssessmentState.FINAL

    @property
    def ledger(self) -> Ledger:
        """Return who says what about the division."""
        return Ledger(claims=self.claims, handoffs=self.handoffs)

    @property
    def setup(self) -> SetUp:
        """Return what it looks at, as one value."""
        return SetUp(
            organisation=self.organisation,
            service=self.service,
            depth=self.depth,
            facts=self.facts,
        )

    @property
    def plan_day(self) -> date | None:
        """Return the day that the plan counts from: as set, else that of the last change."""
        return self.schedule.begins_on or self.updated_on

    def said_by(self, voice: Voice) -> Mapping[str, Answer]:
        """Return what one voice has said itself, by question id."""
        return self.answers if voice is Voice.CUSTOMER else self.findings

    def heard_from(self, voice: Voice) -> Assessment:
        """Return the assessment as one voice tells it.

        The auditor's answers stand in place of the customer's where there are any; what the
        auditor did not look at stays as claimed.
        """
        if voice is Voice.CUSTOMER or not self.findings:
            return self
        found = {k: a for k, a in self.findings.items() if a.state is not AnswerState.OPEN}
        return replace(self, answers={**self.answers, **found})

    def next_round(self, reason: str) -> Assessment:
        """Return a new assessment of the same service that carries everything over.

        Answers and findings wait to be confirmed; the plan begins anew.
        """
        following = Round(number=self.round.number + 1, previous=self.origin, reason=reason)
        begun = Status(state=AssessmentState.IN_PROGRESS)
        return replace(
            self,
            round=following,
            status=begun,
            origin="",
            schedule=Schedule(),
            answers=_carried(self.answers),
            findings=_carried(self.findings),
        )

    def without_auditor(self) -> Assessment:
        """Return what the customer receives when the auditor's entries stay with the auditor."""
        return replace(self, findings={}, observations={})


def _carried(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    return {
        key: each if each.state is AnswerState.OPEN else replace(each, carried=True)
        for key, each in answers.items()
    }
