"""The questionnaires of a workspace: released versions and drafts, one file each.

`my-own@1.2.0.yaml` is a released version and never changes; it can be mailed, opened with any
editor, and is checked before it is used. `my-own.draft.json` is being written in the window and
saved at every change.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from model.content.checks import ContentKind, check_document
from model.content.lines import LIMIT, document_in, read_document
from model.content.loader import digest, questionnaire_from
from model.content.writer import to_yaml
from model.errors import ContentError, InputError
from model.files import read_bounded, trouble_as_output_error, write_whole
from model.schema import faults, is_too_deep
from model.versions import numbers

if TYPE_CHECKING:
    from pathlib import Path

    from model.questionnaire import Questionnaire
    from model.schema import Fault

Record = dict[str, Any]
_RELEASE = re.compile(r"([a-z0-9][a-z0-9.-]{0,63})@(\d{1,4}\.\d{1,4}\.\d{1,4})\.yaml")
_SHAPE = ("error.field.type", "error.field.missing", "error.field.unknown")
_DRAFT = re.compile(r"([a-z0-9][a-z0-9.-]{0,63})\.draft\.json")


def releases(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return the versions of each questionnaire of a folder, oldest first."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.yaml")):
        if match := _RELEASE.fullmatch(path.name):
            found.setdefault(match[1], []).append(match[2])
    return {key: tuple(sorted(each, key=numbers)) for key, each in found.items()}


def drafts(folder: Path) -> tuple[str, ...]:
    """Return the ids of the drafts of a folder."""
    matches = (_DRAFT.fullmatch(path.name) for path in sorted(folder.glob("*.draft.json")))
    return tuple(match[1] for match in matches if match)


def release_path(folder: Path, questionnaire_id: str, version: str) -> Path:
    """Return the file of a released version."""
    return folder / f"{questionnaire_id}@{version}.yaml"


def draft_path(folder: Path, questionnaire_id: str) -> Path:
    """Return the file of a draft."""
    return folder / f"{questionnaire_id}.draft.json"


def read_record(path: Path) -> Record:
    """Return what a questionnaire file says, without checking it.

    Raises:
        InputError: it cannot be read, is no plain YAML, or does not hold named fields.
    """
    document = read_document(path)
    if not isinstance(document.value, dict):
        raise InputError("error.not_a_questionnaire", file=str(path))
    return document.value


def read_released(path: Path) -> Questionnaire:
    """Return a released questionnaire, checked before it is used.

    Raises:
        InputError: it cannot be read, or has a fault.
    """
    return _read_checked(path, *stamp(path))


def questionnaire_in(raw: bytes, file: str) -> Questionnaire:
    """Return the questionnaire in the bytes of a file, checked before it is used.

    Args:
        raw: the bytes.
        file: what messages call the file.

    Raises:
        InputError: it is no questionnaire, or has a fault; names the first one.
    """
    document = document_in(raw, file)
    checked = check_document(document, file)
    if checked.kind is not ContentKind.QUESTIONNAIRE:
        raise InputError("error.not_a_questionnaire", file=file)
    if checked.faults:
        raise checked.faults[0]
    top: Any = document.value
    return questionnaire_from(top, digest=digest(raw, top))


def stamp(path: Path) -> tuple[int, int]:
    """Return what changes whenever a file does; zeros where there is none."""
    try:
        stat = path.stat()
    except OSError:
        return (0, 0)
    return (stat.st_mtime_ns, stat.st_size)


def read_release(folder: Path, questionnaire_id: str, version: str) -> Questionnaire:
    """Return a released version of a folder, checked before it is used.

    Raises:
        InputError: it cannot be read, has a fault, or holds another one than its name says.
    """
    path = release_path(folder, questionnaire_id, version)
    found = read_released(path)
    if (found.id, found.version) != (questionnaire_id, version):
        details = {"file": str(path), "id": found.id, "version": found.version}
        raise ContentError("error.authoring.misnamed", **details)
    return found


def release_bytes(folder: Path, questionnaire_id: str, version: str) -> bytes:
    """Return the file of a released version as it is, once it is sound.

    Raises:
        InputError: as `read_release`.
    """
    read_release(folder, questionnaire_id, version)
    return read_bounded(release_path(folder, questionnaire_id, version), LIMIT)


def add_release(folder: Path, questionnaire_id: str, version: str, raw: bytes) -> None:
    """Keep the bytes of a checked questionnaire as a released version, which never changes.

    The same bytes once more are nothing to do.

    Raises:
        InputError: another one with this id and version is there.
        OutputError: nothing was written.
    """
    path = release_path(folder, questionnaire_id, version)
    if not path.exists():
        _write_whole(path, raw)
    elif read_bounded(path, LIMIT) != raw:
        raise InputError("error.authoring.released", id=questionnaire_id, version=version)


def read_draft(path: Path, *, is_own: bool = False) -> Record:
    """Return a draft as it was saved last.

    Args:
        path: its file.
        is_own: it is as this process wrote it, so its shape need not be checked again.

    Raises:
        InputError: it cannot be read, or is no draft of this program.
    """
    try:
        top = json.loads(read_bounded(path, LIMIT))
    except (ValueError, RecursionError):
        raise InputError("error.not_a_questionnaire", file=str(path)) from None
    if not is_own and not _is_draft(top):
        raise InputError("error.not_a_questionnaire", file=str(path))
    record: Record = top
    return record


def write_draft(path: Path, top: Record) -> None:
    """Save a draft whole or not at all; OutputError: what was saved before is still there."""
    _write_text(path, json.dumps(top, ensure_ascii=False))


def write_release(path: Path, top: Record) -> None:
    """Write a questionnaire as YAML, whole or not at all; OutputError: nothing was written."""
    _write_text(path, to_yaml(top))


def delete(path: Path) -> None:
    """Delete a file of the shelf; OutputError where the system does not let it."""
    with trouble_as_output_error(path):
        path.unlink(missing_ok=True)


def _write_text(path: Path, text: str) -> None:
    _write_whole(path, text.encode())


def _write_whole(path: Path, raw: bytes) -> None:
    with trouble_as_output_error(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, lambda beside: _write(beside, raw))


def _write(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)


def _is_draft(top: object) -> bool:
    """Say whether a value has the shape that the form needs; what is in it may be unfinished."""
    if not isinstance(top, dict) or is_too_deep(top):
        return False
    return not any(map(_breaks_shape, faults(top, "questionnaire")))


def _breaks_shape(fault: Fault) -> bool:
    """Say whether the form could not show this; a wrong word in a plain list it can."""
    is_word = len(fault.path) > 1 and fault.path[-2] == "incidents"
    return fault.key in _SHAPE and not is_word


@lru_cache(maxsize=64)
def _read_checked(path: Path, changed: int, size: int) -> Questionnaire:
    del changed, size  # part of the key: an edited file is read again
    return questionnaire_in(read_bounded(path, LIMIT), str(path))
