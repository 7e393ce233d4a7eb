"""What a report is made from: a frozen picture of one assessment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.assessment import DEFAULT_BUDGET
from model.evaluation import evaluate
from model.planning import plan

if TYPE_CHECKING:
    from datetime import date

    from model.assessment import Assessment
    from model.evaluation import Evaluation
    from model.improvement import ImprovementPlan
    from model.provider import ProviderFeatures
    from model.questionnaire import Questionnaire
    from model.responsibility import ResponsibilityMatrix


@dataclass(frozen=True, kw_only=True)
class ReportData:
    """Everything a report prints, and nothing that can change while it is written.

    Attributes:
        provider: what the chosen provider offers; None for one that is not known.
        printed_on: the date on the cover; None leaves it out. It is given, never taken from
            the clock, so that the same input makes the same bytes.
    """

    matrix: ResponsibilityMatrix
    questionnaire: Questionnaire
    assessment: Assessment
    evaluation: Evaluation
    plan: ImprovementPlan
    printed_on: date | None
    provider: ProviderFeatures | None


def report_data(
    matrix: ResponsibilityMatrix,
    questionnaire: Questionnaire,
    assessment: Assessment,
    budget: int = DEFAULT_BUDGET,
    provider: ProviderFeatures | None = None,
) -> ReportData:
    """Score an assessment and rank its plan for printing; dated by its last change."""
    evaluation = evaluate(matrix, questionnaire, assessment)
    return ReportData(
        matrix=matrix,
        questionnaire=questionnaire,
        assessment=assessment,
        evaluation=evaluation,
        plan=plan(matrix, evaluation, assessment, budget),
        printed_on=assessment.updated_on,
        provider=provider,
    )
