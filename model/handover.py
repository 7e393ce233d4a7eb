"""An assessment handed to somebody else, and taken in from them: packages with their evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from model.anonymity import anonymised
from model.assessment import AssessmentState, Status
from model.content.loader import load_providers
from model.exchange import package
from model.exchange.assessment_file import LIMIT, to_file
from model.files import read_bounded
from model.library import content, read_assessment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from model.assessment import Assessment
    from model.language import Language
    from model.questionnaire import Questionnaire
    from model.responsibility import ResponsibilityMatrix

PACKAGE_LIMIT = 500_000_000
"""The most bytes a package may have."""


class Handed(StrEnum):
    """What the other side gets."""

    ALL = "all"
    WITHOUT_AUDITOR = "without_auditor"
    ANONYMISED = "anonymised"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What came in a file, checked; nothing of it is kept yet.

    Attributes:
        raw: the assessment file as text, to know later what this copy came from.
        base: the assessment as the sender had received it; None where it is the sender's own.
        evidence: the bytes of each file by its SHA-256.
        created: when the file was made, as it says itself; empty where it does not.
    """

    assessment: Assessment
    matrix: ResponsibilityMatrix
    questionnaire: Questionnaire
    raw: str
    base: Assessment | None
    evidence: Mapping[str, bytes]
    created: str


def handed(assessment: Assessment, what: Handed) -> Assessment:
    """Return an assessment as the other side gets it.

    With something left out it is not what was sealed: it carries no seal, and is not final.
    """
    if what is Handed.ALL:
        return assessment
    if what is Handed.ANONYMISED:
        return anonymised(assessment, frozenset(load_providers()))
    left = assessment.without_auditor()
    return replace(left, status=Status(state=AssessmentState.IN_REVIEW)) if left.is_final else left


def about(questionnaire: Questionnaire, moment: datetime, language: Language) -> dict[str, Any]:
    """Return what a manifest tells of its making; it is shown, and never relied on."""
    return {
        "tool": "Shoulder",
        "created": moment.isoformat(),
        "language": language.value,
        "questionnaire": {
            "id": questionnaire.id,
            "version": questionnaire.version,
            "digest": questionnaire.digest,
        },
    }


def packed(
    assessment: Assessment,
    questionnaire: Questionnaire,
    *,
    base: str | None,
    read: Callable[[str], bytes | None],
    about: Mapping[str, Any],
    passphrase: str = "",
) -> bytes:
    """Return an assessment as the bytes of a package.

    Args:
        assessment: as the other side gets it (`handed`).
        questionnaire: the one it was answered with.
        base: the assessment file it was received as; None for an own one.
        read: returns an evidence file by its SHA-256; None for one that is missing or altered,
            which is then left out.
        about: what the manifest tells (`about`).
        passphrase: locks the package; empty for none.
    """
    wanted = {each.sha256 for each in assessment.evidence.values() if each.sha256}
    files = {key: raw for key in sorted(wanted) if (raw := read(key)) is not None}
    made = package.Package(
        assessment=to_file(assessment, questionnaire),
        base=None if base is None else base.encode(),
        evidence=files,
        about=about,
    )
    return package.to_bytes(made, passphrase)


def read_file(path: Path) -> bytes:
    """Return the bytes of a package or an assessment file; InputError where it cannot be read."""
    return read_bounded(path, PACKAGE_LIMIT if _begins_like_package(path) else LIMIT)


def assessment_in(raw: bytes, file: str) -> bytes:
    """Return the assessment file in the bytes of an open package, or the bytes themselves.

    Raises:
        InputError: the package is broken, or locked.
    """
    return package.from_bytes(raw, file).assessment if package.is_package(raw) else raw


def needs_passphrase(raw: bytes, file: str) -> bool:
    """Say whether a file is a locked package; InputError where it is a broken one."""
    return package.is_package(raw) and package.is_locked(raw, file)


def receive(raw: bytes, file: str, passphrase: str = "", own: Path | None = None) -> Received:
    """Return what a package or an assessment file holds, once all of it is sound.

    Args:
        raw: its bytes.
        file: its name, for messages.
        passphrase: for a locked package.
        own: folder of the workspace's own questionnaires.

    Raises:
        InputError: it is broken, locked with another passphrase, or needs a questionnaire that
            is not here.
    """
    held = package.Package(assessment=raw)
    if package.is_package(raw):
        held = package.from_bytes(raw, file, passphrase)
    assessment = read_assessment(held.assessment, file, own)
    needed = (assessment.questionnaire_id, assessment.questionnaire_version)
    matrix, questionnaire = content(*needed, own)
    told = {each.sha256 for each in assessment.evidence.values()}
    created = held.about.get("created", "")
    return Received(
        assessment=assessment,
        matrix=matrix,
        questionnaire=questionnaire,
        raw=held.assessment.decode("utf-8-sig"),
        base=None if held.base is None else read_assessment(held.base, file, own),
        evidence={key: data for key, data in held.evidence.items() if key in told},
        created=created[:16].replace("T", " ") if isinstance(created, str) else "",
    )


def _begins_like_package(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return package.is_package(file.read(len(package.MAGIC)))
    except (OSError, ValueError):
        return False  # reading it says why
