"""Assessment files as commands read them: from a file, or from standard input."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from model.assessment import Voice
from model.errors import AppError, InputError
from model.evaluation import evaluate
from model.exchange.assessment_file import LIMIT
from model.handover import read_file, readable
from model.paths import own_questionnaires, workspace
from ui.cli.table import note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from model.assessment import Assessment
    from model.evaluation import Evaluation
    from model.i18n import Catalog
    from model.questionnaire import Questionnaire
    from model.responsibility import ResponsibilityMatrix

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One assessment file with its numbers.

    Attributes:
        file: its name as given; "-" for standard input.
        assessment: as it was read.
        heard: as the chosen voice tells it; the numbers follow it.
    """

    file: str
    assessment: Assessment
    heard: Assessment
    voice: Voice
    matrix: ResponsibilityMatrix
    questionnaire: Questionnaire
    evaluation: Evaluation


def read_scored(file: str, catalog: Catalog, voice: Voice = Voice.CUSTOMER) -> Scored:
    """Read and score one assessment file; say on stderr what in it does not count.

    Raises:
        InputError: it cannot be read, or is not sound.
    """
    name = catalog.text("command.standard_input") if file == STANDARD_INPUT else file
    raw = _standard_input(name) if file == STANDARD_INPUT else read_file(Path(file))
    own = own_questionnaires(workspace())
    try:
        read = readable(raw, name, own)
    except InputError as error:
        if "file" in error.details:
            raise
        place = "questionnaire › id"
        raise InputError("error.at_place", file=name, place=place, what=_of(error)) from None
    assessment, matrix, questionnaire = read.assessment, read.matrix, read.questionnaire
    heard = assessment.heard_from(voice)
    scored = Scored(
        file=file,
        assessment=assessment,
        heard=heard,
        voice=voice,
        matrix=matrix,
        questionnaire=questionnaire,
        evaluation=evaluate(matrix, questionnaire, heard),
    )
    if voice is Voice.AUDITOR and not assessment.findings:
        note(catalog.text("command.no_findings", file=name))
    _note_ignored(scored, name, catalog)
    return scored


def note_unknown_here(
    given: Iterable[str], known: Iterable[str], key: str, catalog: Catalog, **values: object
) -> None:
    """Say on stderr what was given but does not exist in this service model."""
    ignored = sorted(set(given) - set(known))
    if ignored:
        note(catalog.text(key, ids=", ".join(ignored), **values))


def _standard_input(name: str) -> bytes:
    raw = sys.stdin.buffer.read(LIMIT + 1)
    if len(raw) > LIMIT:
        raise InputError("error.too_large", file=name, limit=LIMIT // 1_000_000)
    return raw


def _of(error: InputError) -> AppError:
    return AppError(error.key, **error.details)


def _note_ignored(scored: Scored, name: str, catalog: Catalog) -> None:
    assessment, evaluation = scored.assessment, scored.evaluation
    model = assessment.service.model
    note_unknown_here(evaluation.ignored, (), "command.ignored.answers", catalog, file=name)
    known = [n.id for n in scored.matrix.negotiations_of(model)]
    values = {"file": name, "model": model.label}
    note_unknown_here(assessment.agreed, known, "command.ignored.agreed", catalog, **values)
    present = evaluation.division.by_id
    note_unknown_here(assessment.overrides, present, "command.ignored.overrides", catalog, **values)
