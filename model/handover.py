"""An assessment handed to somebody else, and taken in from them: packages with their evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from model.anonymity import anonymised
from model.assessment import AssessmentState, Status
from model.content import shelf
from model.content.loader import load_matrix, load_providers, questionnaire_ids
from model.errors import InputError
from model.exchange import package
from model.exchange.assessment_file import LIMIT, assessment_from, parse, to_file
from model.files import read_bounded
from model.library import content

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

_IN_PACKAGE = "{file} › questionnaire.yaml"


class Handed(StrEnum):
    """What the other side gets."""

    ALL = "all"
    WITHOUT_AUDITOR = "without_auditor"
    ANONYMISED = "anonymised"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosures:
    """What of the workspace goes along with an assessment.

    Attributes:
        read: returns an evidence file by its SHA-256; None for one that is missing or altered,
            which is then left out.
        base: the assessment file it was received as; None for an own one.
        own: folder of the workspace's own questionnaires.
    """

    read: Callable[[str], bytes | None]
    base: str | None = None
    own: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What came in a file, checked; nothing of it is kept yet.

    Attributes:
        raw: the assessment file as text, to know later what this copy came from.
        base: the assessment as the sender had received it; None where it is the sender's own.
        evidence: the bytes of each file by its SHA-256.
        created: when the file was made, as it says itself; empty where it does not.
        brought: the file of the questionnaire where that comes with the package and is not here
            yet (`keep_questionnaire`); None where there is nothing to add.
    """

    assessment: Assessment
    matrix: ResponsibilityMatrix
    questionnaire: Questionnaire
    raw: str
    base: Assessment | None
    evidence: Mapping[str, bytes]
    created: str
    brought: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Readable:
    """The assessment of a file with what it was answered with."""

    assessment: Assessment
    matrix: ResponsibilityMatrix
    questionnaire: Questionnaire


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
    enclosures: Enclosures,
    *,
    about: Mapping[str, Any],
    passphrase: str = "",
) -> bytes:
    """Return an assessment as the bytes of a package; a questionnaire of one's own goes along.

    Args:
        assessment: as the other side gets it (`handed`).
        questionnaire: the one it was answered with.
        enclosures: what goes along.
        about: what the manifest tells (`about`).
        passphrase: locks the package; empty for none.

    Raises:
        InputError: the file of the questionnaire is gone, or is no longer sound.
    """
    wanted = {each.sha256 for each in assessment.evidence.values() if each.sha256}
    files = {key: raw for key in sorted(wanted) if (raw := enclosures.read(key)) is not None}
    made = package.Package(
        assessment=to_file(assessment, questionnaire),
        questionnaire=_released(questionnaire, enclosures.own),
        base=None if enclosures.base is None else enclosures.base.encode(),
        evidence=files,
        about=about,
    )
    return package.to_bytes(made, passphrase)


def read_file(path: Path) -> bytes:
    """Return the bytes of a package or an assessment file; InputError where it cannot be read."""
    return read_bounded(path, PACKAGE_LIMIT if _begins_like_package(path) else LIMIT)


def readable(raw: bytes, file: str, own: Path | None = None) -> Readable:
    """Return the assessment of an open package or an assessment file, to read and not to keep.

    A questionnaire in the package is used whatever the workspace has, and not added to it.

    Args:
        raw: the bytes of the file.
        file: its name, for messages.
        own: folder of the workspace's own questionnaires.

    Raises:
        InputError: it is broken, locked, or needs a questionnaire that is not here.
    """
    held = package.from_bytes(raw, file) if package.is_package(raw) else None
    if held is None:
        return _read(raw, file, None, own)
    return _read(held.assessment, file, _carried(held, file), own)


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
        InputError: it is broken, locked with another passphrase, needs a questionnaire that is
            not here, or brings one that differs from the one here.
    """
    held = package.Package(assessment=raw)
    if package.is_package(raw):
        held = package.from_bytes(raw, file, passphrase)
    carried = _carried(held, file)
    is_new = carried is not None and not _is_here(carried, file, own)
    read = _read(held.assessment, file, carried, own)
    assessment = read.assessment
    told = {each.sha256 for each in assessment.evidence.values()}
    created = held.about.get("created", "")
    return Received(
        assessment=assessment,
        matrix=read.matrix,
        questionnaire=read.questionnaire,
        raw=held.assessment.decode("utf-8-sig"),
        base=None if held.base is None else _read(held.base, file, carried, own).assessment,
        evidence={key: data for key, data in held.evidence.items() if key in told},
        created=created[:16].replace("T", " ") if isinstance(created, str) else "",
        brought=held.questionnaire if is_new else None,
    )


def keep_questionnaire(received: Received, own: Path) -> None:
    """Put the questionnaire that came with an assessment on the shelf, if it is not there yet.

    Raises:
        InputError: another one with its id and version came there meanwhile.
        OutputError: it could not be written.
    """
    if received.brought is not None:
        questionnaire = received.questionnaire
        shelf.add_release(own, questionnaire.id, questionnaire.version, received.brought)


def _released(questionnaire: Questionnaire, own: Path | None) -> bytes | None:
    """Return the file of a questionnaire of the workspace; None for a built-in one."""
    if own is None or questionnaire.id in questionnaire_ids():
        return None
    return shelf.release_bytes(own, questionnaire.id, questionnaire.version)


def _carried(held: package.Package, file: str) -> Questionnaire | None:
    """Return the questionnaire in a package, once it is sound and the one that is needed."""
    if held.questionnaire is None:
        return None
    asked = parse(held.assessment, file)["questionnaire"]
    if asked["id"] in questionnaire_ids():
        raise InputError("error.package.built_in", file=file, id=asked["id"])
    found = shelf.questionnaire_in(held.questionnaire, _IN_PACKAGE.format(file=file))
    if (found.id, found.version) != (asked["id"], asked["version"]):
        details = {
            "found": f"{found.id} {found.version}",
            "wanted": f"{asked['id']} {asked['version']}",
        }
        raise InputError("error.package.other_questionnaire", file=file, **details)
    return found


def _is_here(carried: Questionnaire, file: str, own: Path | None) -> bool:
    """Say whether the workspace has a questionnaire; InputError where its own one differs.

    Two files that say the same are the same, whatever comments they have.
    """
    if own is None or carried.version not in shelf.releases(own).get(carried.id, ()):
        return False
    there = shelf.read_release(own, carried.id, carried.version)
    if replace(there, digest=carried.digest) != carried:
        details = {"id": carried.id, "version": carried.version}
        raise InputError("error.package.differs", file=file, **details)
    return True


def _read(raw: bytes, file: str, carried: Questionnaire | None, own: Path | None) -> Readable:
    """Return an assessment, read with the questionnaire that came along where it names that."""
    top = parse(raw, file)
    asked = top["questionnaire"]
    wanted = (asked["id"], asked["version"])
    if carried is not None and wanted == (carried.id, carried.version):
        matrix, questionnaire = load_matrix(carried.matrix_id), carried
    else:
        matrix, questionnaire = content(*wanted, own)
    assessment = assessment_from(top, matrix, questionnaire, file)
    return Readable(assessment=assessment, matrix=matrix, questionnaire=questionnaire)


def _begins_like_package(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return package.is_package(file.read(len(package.MAGIC)))
    except (OSError, ValueError):
        return False  # reading it says why
