"""Where content and files meet: which matrix and questionnaire an assessment needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.assessment import DEFAULT_BUDGET
from model.content.loader import load_matrix, load_providers, load_questionnaire
from model.exchange.assessment_file import LIMIT, assessment_from, parse
from model.files import read_bounded
from model.paths import SAMPLES
from model.reporting.data import report_data

if TYPE_CHECKING:
    from pathlib import Path

    from model.assessment import Assessment
    from model.language import Language
    from model.provider import ProviderFeatures
    from model.questionnaire import Questionnaire
    from model.reporting.data import ReportData
    from model.responsibility import ResponsibilityMatrix


def content(questionnaire_id: str) -> tuple[ResponsibilityMatrix, Questionnaire]:
    """Return the matrix and a built-in questionnaire.

    Raises:
        ContentError: there is no such questionnaire.
    """
    return load_matrix(), load_questionnaire(questionnaire_id)


def provider_features(provider_id: str) -> ProviderFeatures | None:
    """Return what a provider offers; None for one that is not known here."""
    return load_providers().get(provider_id)


def report_of(assessment: Assessment, budget: int = DEFAULT_BUDGET) -> ReportData:
    """Return everything that a report on an assessment prints.

    Raises:
        ContentError: it was made with a questionnaire that is not here.
    """
    matrix, questionnaire = content(assessment.questionnaire_id)
    provider = provider_features(assessment.service.provider)
    return report_data(matrix, questionnaire, assessment, budget, provider)


def read_assessment(raw: bytes, file: str) -> Assessment:
    """Return the assessment in the bytes of a file.

    Raises:
        AssessmentFileError: names the file, the place and what is allowed.
        ContentError: it was made with a questionnaire that is not here.
    """
    top = parse(raw, file)
    matrix, questionnaire = content(top["questionnaire"]["id"])
    return assessment_from(top, matrix, questionnaire, file)


def load_assessment(path: Path) -> Assessment:
    """Read an assessment file.

    Raises:
        InputError: the file cannot be read, or is no sound assessment file.
    """
    return read_assessment(read_bounded(path, LIMIT), str(path))


def load_sample(language: Language) -> Assessment:
    """Return the made-up assessment that shows what the program does."""
    return load_assessment(SAMPLES / f"sample.{language}.json")
