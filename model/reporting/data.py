"""What a report is made from: a frozen picture of one assessment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from model.assessment import DEFAULT_BUDGET, Voice
from model.evaluation import evaluate
from model.planning import plan
from model.sealing import is_intact

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from typing import Any

    from model.assessment import Assessment
    from model.change import Part
    from model.evaluation import Evaluation
    from model.history import HistoryEntry
    from model.improvement import ImprovementPlan
    from model.provider import ProviderFeatures
    from model.questionnaire import Questionnaire
    from model.responsibility import ResponsibilityMatrix


class Reader(StrEnum):
    """Who a report is for."""

    OWNER = "owner"
    BOARD = "board"
    AUDITOR = "auditor"
    PROVIDER = "provider"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """What the reader of a report shall get.

    Attributes:
        voice: whose answers the numbers follow; without findings it is the customer's.
        with_auditor: print findings and observations; False for what the customer receives.
        one_observation_a_page: give each observation a page of its own.
        reader: who it is for; None for the whole improvement plan.
    """

    voice: Voice = Voice.CUSTOMER
    with_auditor: bool = True
    one_observation_a_page: bool = False
    reader: Reader | None = None


@dataclass(frozen=True, kw_only=True)
class TwoVoices:
    """The numbers by what the customer claims, and by what the auditor found."""

    claimed: Evaluation
    found: Evaluation


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Every change of an assessment, as whoever keeps it tells them.

    Attributes:
        entries: the first one first.
        reads: makes a value of what an entry tells.
    """

    entries: tuple[HistoryEntry, ...]
    reads: Callable[[Part, Mapping[str, Any]], Any]


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """The round before, for comparison.

    Attributes:
        round: its number.
        day: of its last change; None where the file does not say it.
        version: of the questionnaire it was answered with.
        evaluation: None where another questionnaire or version was used, so that the
            numbers cannot be compared.
    """

    round: int
    day: date | None
    version: str
    evaluation: Evaluation | None


@dataclass(frozen=True, kw_only=True)
class ReportData:
    """Everything a report prints, and nothing that can change while it is written.

    Attributes:
        assessment: as the chosen voice tells it.
        claims: the same with the customer's own answers; findings as far as they are printed.
        provider: what the chosen provider offers; None for one that is not known.
        printed_on: the date on the cover; None leaves it out. It is given, never taken from
            the clock, so that the same input makes the same bytes.
        voices: None where there are no findings to print.
        is_intact: False where the seal does not fit what is in the assessment.
        is_shortened: entries of the auditor were left out.
        history: every change; None where it is not at hand, as with a file.
        earlier: the round before; None for the first, or where it is not at hand.
    """

    matrix: ResponsibilityMatrix
    questionnaire: Questionnaire
    assessment: Assessment
    claims: Assessment
    evaluation: Evaluation
    plan: ImprovementPlan
    printed_on: date | None
    provider: ProviderFeatures | None
    options: ReportOptions
    voices: TwoVoices | None
    is_intact: bool
    is_shortened: bool
    history: History | None = None
    earlier: Earlier | None = None

    @property
    def voice(self) -> Voice | None:
        """Return whose answers the numbers follow; None where only the customer spoke."""
        return self.options.voice if self.voices else None


def report_data(
    matrix: ResponsibilityMatrix,
    questionnaire: Questionnaire,
    assessment: Assessment,
    budget: int = DEFAULT_BUDGET,
    provider: ProviderFeatures | None = None,
    options: ReportOptions | None = None,
) -> ReportData:
    """Score an assessment and rank its plan for printing; dated by its last change."""
    options = options or ReportOptions()
    claims = assessment if options.with_auditor else assessment.without_auditor()
    heard = claims.heard_from(options.voice)
    evaluation = evaluate(matrix, questionnaire, heard)
    return ReportData(
        matrix=matrix,
        questionnaire=questionnaire,
        assessment=heard,
        claims=claims,
        evaluation=evaluation,
        plan=plan(matrix, evaluation, heard, budget),
        printed_on=assessment.updated_on,
        provider=provider,
        options=options,
        voices=_voices(matrix, questionnaire, claims),
        is_intact=is_intact(assessment),
        is_shortened=claims != assessment,
    )


def _voices(
    matrix: ResponsibilityMatrix, questionnaire: Questionnaire, claims: Assessment
) -> TwoVoices | None:
    if not claims.findings:
        return None
    found = claims.heard_from(Voice.AUDITOR)
    return TwoVoices(
        claimed=evaluate(matrix, questionnaire, claims),
        found=evaluate(matrix, questionnaire, found),
    )


def earlier_round(
    matrix: ResponsibilityMatrix,
    questionnaire: Questionnaire,
    assessment: Assessment,
    voice: Voice = Voice.CUSTOMER,
) -> Earlier:
    """Score the round before with the present questionnaire, where it was answered with it."""
    asked = (assessment.questionnaire_id, assessment.questionnaire_version)
    is_same = asked == (questionnaire.id, questionnaire.version)
    heard = assessment.heard_from(voice)
    return Earlier(
        round=assessment.round.number,
        day=assessment.updated_on,
        version=assessment.questionnaire_version,
        evaluation=evaluate(matrix, questionnaire, heard) if is_same else None,
    )
