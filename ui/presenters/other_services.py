"""The other cloud services of an organisation, each by its newest assessment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.errors import InputError
from model.evaluation import evaluate
from model.library import content
from model.paths import own_questionnaires
from model.storage.entries import EntryQuery

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from fractions import Fraction

    from model.assessment import AssessmentState, CloudService
    from model.division import Division
    from model.storage.assessments import AssessmentStore
    from model.storage.entries import AssessmentEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Whose services are looked for.

    Attributes:
        assessment_id: the open assessment; its service is not among the others.
        matrix_id: services that another matrix divides are left out.
    """

    assessment_id: str
    organisation: str
    service: CloudService
    matrix_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenService:
    """One service by its newest assessment.

    Attributes:
        id: of the assessment.
        changed: when it was changed last; None where nobody knows.
        share: share carried, 0 to 100; None while nothing counts.
    """

    id: str
    service: CloudService
    state: AssessmentState
    changed: datetime | None
    division: Division
    share: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherServices:
    """What was found.

    Attributes:
        seen: the one changed last first.
        of_other_matrix, unreadable: names of the services that are left out.
    """

    seen: tuple[SeenService, ...] = ()
    of_other_matrix: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()


def other_services(
    store: AssessmentStore, wanted: Wanted, is_stopped: Callable[[], bool]
) -> OtherServices:
    """Return the other services of an organisation; what is found so far where it is stopped.

    Raises:
        StorageError: the database cannot be read.
    """
    seen: list[SeenService] = []
    others: list[str] = []
    unreadable: list[str] = []
    for entry in _newest(store, wanted):
        if is_stopped():
            break
        try:
            found = _seen(store, entry, wanted.matrix_id)
        except InputError:  # its questionnaire is not here, or cannot be read
            unreadable.append(entry.service.name)
            continue
        if found is None:
            others.append(entry.service.name)
        else:
            seen.append(found)
    return OtherServices(
        seen=tuple(seen), of_other_matrix=tuple(others), unreadable=tuple(unreadable)
    )


def _newest(store: AssessmentStore, wanted: Wanted) -> list[AssessmentEntry]:
    """Return the assessment changed last of each other service; two models are two services."""
    found: dict[CloudService, AssessmentEntry] = {}
    for entry in store.find(EntryQuery(words=wanted.organisation, limit=None)):
        is_theirs = entry.organisation == wanted.organisation
        if is_theirs and entry.service != wanted.service and entry.id != wanted.assessment_id:
            found.setdefault(entry.service, entry)
    return list(found.values())


def _seen(store: AssessmentStore, entry: AssessmentEntry, matrix_id: str) -> SeenService | None:
    own = own_questionnaires(store.folder)
    matrix, questionnaire = content(entry.questionnaire_id, entry.questionnaire_version, own)
    if matrix.id != matrix_id:
        return None
    evaluation = evaluate(matrix, questionnaire, store.load(entry.id))
    return SeenService(
        id=entry.id,
        service=entry.service,
        state=entry.state,
        changed=entry.updated_at,
        division=evaluation.division,
        share=evaluation.share.value,
    )
