"""Looks whether a workspace holds what it should, without changing anything in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from model import clock
from model.fieldwork import EvidenceKind
from model.sealing import is_intact
from model.storage.assessments import AssessmentStore
from model.storage.database import FILE_NAME, in_todays_shape, opened_to_read
from model.storage.evidence import EvidenceFolder, FileState
from model.storage.history import is_told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from model.assessment import Assessment
    from model.storage.entries import AssessmentEntry

_NOT_READABLE = (ValueError, KeyError, TypeError, AttributeError)
"""What reading raises where somebody wrote into the database by hand."""


class FaultKind(StrEnum):
    """What can be wrong with an assessment."""

    UNREADABLE = "unreadable"
    HISTORY = "history"
    SEAL = "seal"
    FILE_MISSING = "file_missing"
    FILE_ALTERED = "file_altered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong with one assessment.

    Attributes:
        evidence: title of the evidence whose file it is; empty for other kinds.
    """

    kind: FaultKind
    organisation: str
    service: str
    evidence: str = ""


def faults_of_assessments(folder: Path) -> list[Fault]:
    """Return what is wrong with the assessments of a workspace; empty if all is sound.

    Raises:
        StorageError: the database cannot be read.
    """
    with opened_to_read(folder / FILE_NAME) as connection, in_todays_shape(connection) as today:
        store = AssessmentStore(today, folder, clock.now)
        rows = sorted(store.entries(), key=lambda e: (e.organisation, e.service.name, e.id))
        return [fault for entry in rows for fault in _faults(store, entry, folder)]


def _faults(store: AssessmentStore, entry: AssessmentEntry, folder: Path) -> Iterator[Fault]:
    def fault(kind: FaultKind, evidence: str = "") -> Fault:
        return Fault(
            kind=kind,
            organisation=entry.organisation,
            service=entry.service.name,
            evidence=evidence,
        )

    try:
        held = store.load(entry.id)
    except _NOT_READABLE:
        yield fault(FaultKind.UNREADABLE)
        return
    if not _is_told(store, entry.id, held):
        yield fault(FaultKind.HISTORY)
    if not is_intact(held) or (held.is_final and held.status.seal is None):
        yield fault(FaultKind.SEAL)
    for each in sorted(held.evidence.values(), key=lambda e: (e.title, e.id)):
        if each.kind is EvidenceKind.FILE:
            state = EvidenceFolder(folder).state(each.sha256)
            if state in _FAULT_OF:
                yield fault(_FAULT_OF[state], each.title)


def _is_told(store: AssessmentStore, assessment_id: str, held: Assessment) -> bool:
    """Say whether the history leads to what is there; a sealed one cannot be without any."""
    try:
        history = store.history(assessment_id)
        return is_told(history, held) and (bool(history) or held.status.seal is None)
    except _NOT_READABLE:
        return False


_FAULT_OF = {
    FileState.MISSING: FaultKind.FILE_MISSING,
    FileState.ALTERED: FaultKind.FILE_ALTERED,
}
