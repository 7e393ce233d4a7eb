"""Where content and files meet: which matrix and questionnaire an assessment needs.

`own` is the folder of a workspace's own questionnaires (model/content/shelf.py); None where
only the built-in ones are wanted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from model.assessment import DEFAULT_BUDGET
from model.content import shelf
from model.content.loader import (
    load_matrix,
    load_providers,
    load_questionnaire,
    questionnaire_ids,
)
from model.errors import ContentError, InputError
from model.exchange.assessment_file import LIMIT, assessment_from, parse
from model.files import read_bounded
from model.paths import SAMPLES
from model.reporting.data import History, earlier_round, report_data
from model.storage.rows import value_of
from model.versions import numbers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from model.assessment import Assessment
    from model.history import HistoryEntry
    from model.language import Language, LocalizedText
    from model.provider import ProviderFeatures
    from model.questionnaire import Questionnaire
    from model.reporting.data import ReportData, ReportOptions
    from model.responsibility import ResponsibilityMatrix

Content = tuple["ResponsibilityMatrix", "Questionnaire"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """The newest version of a questionnaire that assessments can be made with."""

    id: str
    version: str
    title: LocalizedText
    count: int
    is_built_in: bool


def content(questionnaire_id: str, version: str | None = None, own: Path | None = None) -> Content:
    """Return a questionnaire and the division it asks about.

    Args:
        questionnaire_id: a built-in one, or one of the workspace.
        version: the version an assessment was answered with; None for the newest.
        own: folder of the workspace's questionnaires.

    Raises:
        InputError: there is no such questionnaire or version, or its file cannot be used.
    """
    if own is None or questionnaire_id in questionnaire_ids():
        questionnaire = load_questionnaire(questionnaire_id, version)
    else:
        questionnaire = _own_questionnaire(questionnaire_id, version, own)
    return load_matrix(questionnaire.matrix_id), questionnaire


def newest_releases(own: Path | None = None) -> tuple[Release, ...]:
    """Return what a new assessment can be made with: built-in ones, then those of the workspace.

    A file of the workspace that has a fault is left out; the page of questionnaires says so.
    """
    found = [_release(load_questionnaire(key), is_built_in=True) for key in questionnaire_ids()]
    others = set(shelf.releases(own)) - set(questionnaire_ids()) if own is not None else set()
    for key in sorted(others):
        try:
            questionnaire = content(key, None, own)[1]
        except InputError:
            continue
        found.append(_release(questionnaire, is_built_in=False))
    return tuple(found)


def provider_features(provider_id: str) -> ProviderFeatures | None:
    """Return what a provider offers; None for one that is not known here."""
    return load_providers().get(provider_id)


def report_of(  # noqa: PLR0913  the last two are known to some callers only
    matrix: ResponsibilityMatrix,
    questionnaire: Questionnaire,
    assessment: Assessment,
    budget: int = DEFAULT_BUDGET,
    options: ReportOptions | None = None,
    *,
    history: Sequence[HistoryEntry] | None = None,
    previous: Assessment | None = None,
) -> ReportData:
    """Return everything that a report on an assessment prints.

    Args:
        matrix: the paper's division.
        questionnaire: the version the assessment was answered with.
        assessment: what is reported on.
        budget: effort points that the 90-day horizon may take.
        options: what the reader shall get.
        history: every change, the first one first; None where it is not at hand.
        previous: the round before; None for the first, or where it is not at hand.
    """
    provider = provider_features(assessment.service.provider)
    data = report_data(matrix, questionnaire, assessment, budget, provider, options)
    told = None if history is None else History(entries=tuple(history), reads=value_of)
    voice = data.options.voice
    earlier = earlier_round(matrix, questionnaire, previous, voice) if previous else None
    return replace(data, history=told, earlier=earlier)


def read_assessment(raw: bytes, file: str, own: Path | None = None) -> Assessment:
    """Return the assessment in the bytes of a file.

    Raises:
        AssessmentFileError: names the file, the place and what is allowed.
        InputError: it was made with a questionnaire that is not here.
    """
    top = parse(raw, file)
    asked = top["questionnaire"]
    matrix, questionnaire = content(asked["id"], asked["version"], own)
    return assessment_from(top, matrix, questionnaire, file)


def load_assessment(path: Path, own: Path | None = None) -> Assessment:
    """Read an assessment file.

    Raises:
        InputError: the file cannot be read, or is no sound assessment file.
    """
    return read_assessment(read_bounded(path, LIMIT), str(path), own)


def load_sample(language: Language) -> Assessment:
    """Return the made-up assessment that shows what the program does."""
    return load_assessment(SAMPLES / f"sample.{language}.json")


def _release(questionnaire: Questionnaire, *, is_built_in: bool) -> Release:
    return Release(
        id=questionnaire.id,
        version=questionnaire.version,
        title=questionnaire.title,
        count=len(questionnaire.questions),
        is_built_in=is_built_in,
    )


def _own_questionnaire(questionnaire_id: str, version: str | None, own: Path) -> Questionnaire:
    known = shelf.releases(own)
    versions = known.get(questionnaire_id)
    if versions is None:
        allowed = ", ".join((*questionnaire_ids(), *known))
        raise ContentError("error.unknown_questionnaire", id=questionnaire_id, allowed=allowed)
    wanted = version or versions[-1]
    if wanted not in versions:
        if numbers(wanted) > numbers(versions[-1]):
            wanted = versions[-1]  # the file that asks for a newer one is refused where it is read
        else:
            details = {"id": questionnaire_id, "found": wanted, "allowed": ", ".join(versions)}
            raise ContentError("error.unknown_version", **details)
    return shelf.read_release(own, questionnaire_id, wanted)
