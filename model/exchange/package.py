"""The `.shoulder` package: an assessment with its questionnaire and evidence in one zip."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from model.errors import InputError
from model.exchange import sealed_box
from model.exchange.zip_member import read_member
from model.schema import is_too_deep, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = "shoulder-package"
VERSION = 1
LIMIT = 500_000_000
"""The most bytes a package may hold, packed or unpacked."""

MAGIC = b"PK\x03\x04"
"""How a zip begins, and so how a package is told from an assessment file."""

_MANIFEST = "manifest.json"
_ASSESSMENT = "assessment.json"
_QUESTIONNAIRE = "questionnaire.yaml"
_BASE = "base.json"
_CONTENT = "content.bin"
_EVIDENCE = re.compile(r"evidence/([0-9a-f]{64})")
_MOST_MEMBERS = 2100
_SMALL = {_MANIFEST: 2_000_000, _ASSESSMENT: 8_000_000, _BASE: 8_000_000, _QUESTIONNAIRE: 8_000_000}
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)

Record = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """What a package holds, before anything in it is understood.

    Attributes:
        questionnaire: the text of a questionnaire that is not built in; None for one that is.
        base: the assessment as the sender had received it; None where it is the sender's own.
        evidence: the bytes of each file by its SHA-256.
        about: what the manifest says of tool, moment, language and questionnaire; it is shown
            and never relied on.
    """

    assessment: bytes
    questionnaire: bytes | None = None
    base: bytes | None = None
    evidence: Mapping[str, bytes] = field(default_factory=dict)
    about: Mapping[str, Any] = field(default_factory=dict)


def to_bytes(package: Package, passphrase: str = "") -> bytes:
    """Return a package as the bytes of a file.

    The same package gives the same bytes, unless a passphrase locks it: no two locked files
    are alike.
    """
    members = {_ASSESSMENT: package.assessment}
    if package.questionnaire is not None:
        members[_QUESTIONNAIRE] = package.questionnaire
    if package.base is not None:
        members[_BASE] = package.base
    members |= {f"evidence/{key}": raw for key, raw in sorted(package.evidence.items())}
    manifest = {
        **package.about,
        "format": FORMAT,
        "version": VERSION,
        "members": {
            name: {"sha256": sha256(raw).hexdigest(), "size": len(raw)}
            for name, raw in members.items()
        },
    }
    plain = _zipped({_MANIFEST: _json_bytes(manifest), **members})
    if not passphrase:
        return plain
    box = sealed_box.parameters()
    outer = _json_bytes({"format": FORMAT, "version": VERSION, "encryption": box})
    content = sealed_box.lock(plain, passphrase, box, outer)
    return _zipped({_MANIFEST: outer, _CONTENT: content})


def is_package(raw: bytes) -> bool:
    """Say whether the bytes of a file begin like a package."""
    return raw.startswith(MAGIC)


def is_locked(raw: bytes, file: str) -> bool:
    """Say whether a package needs a passphrase; InputError where it is none."""
    with _opened(raw, file) as archive:
        return "encryption" in _manifest(_members(archive, file, (_MANIFEST,)), file)


def from_bytes(raw: bytes, file: str, passphrase: str = "") -> Package:
    """Return what a package holds, once all of it is as its manifest says.

    Args:
        raw: the bytes of the file.
        file: its name, for messages.
        passphrase: for a locked one.

    Raises:
        InputError: it is no sound package, a newer one, or the passphrase is missing or wrong.
    """
    with _opened(raw, file) as archive:
        members = _members(archive, file)
    manifest = _manifest(members, file)
    if "encryption" not in manifest:
        return _package(members, manifest, file)
    if set(members) != {_MANIFEST, _CONTENT}:
        raise InputError("error.package.not_package", file=file)
    if not passphrase:
        raise InputError("error.package.passphrase", file=file)
    box, outer = manifest["encryption"], members[_MANIFEST]
    plain = sealed_box.unlock(members[_CONTENT], passphrase, box, outer, file)
    with _opened(plain, file) as archive:
        members = _members(archive, file)
    inner = _manifest(members, file)
    if "encryption" in inner:
        raise InputError("error.package.not_package", file=file)
    return _package(members, inner, file)


def _package(members: dict[str, bytes], manifest: Record, file: str) -> Package:
    told = manifest.get("members")
    held = {name: raw for name, raw in members.items() if name != _MANIFEST}
    if not isinstance(told, dict) or _ASSESSMENT not in held or _CONTENT in held:
        raise InputError("error.package.not_package", file=file)
    for name in sorted({*told, *held}):
        raw = held.get(name)
        wanted = None if raw is None else {"sha256": sha256(raw).hexdigest(), "size": len(raw)}
        if wanted is None or told.get(name) != wanted:
            raise InputError("error.package.changed", file=file, found=shown(name))
    evidence = {}
    for name, raw in held.items():
        if match := _EVIDENCE.fullmatch(name):
            if sha256(raw).hexdigest() != match[1]:
                raise InputError("error.package.changed", file=file, found=shown(name))
            evidence[match[1]] = raw
    return Package(
        assessment=held[_ASSESSMENT],
        questionnaire=held.get(_QUESTIONNAIRE),
        base=held.get(_BASE),
        evidence=evidence,
        about={k: v for k, v in manifest.items() if k not in ("format", "version", "members")},
    )


def _opened(raw: bytes, file: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        raise InputError("error.package.not_package", file=file) from None


def _members(archive: zipfile.ZipFile, file: str, wanted: tuple[str, ...] = ()) -> dict[str, bytes]:
    """Return the members of a zip by name, read within bounds; only some where `wanted`."""
    infos = archive.infolist()
    names = [info.filename for info in infos]
    if len(infos) > _MOST_MEMBERS or len(set(names)) != len(names):
        raise InputError("error.package.not_package", file=file)
    for name in names:
        if name not in _SMALL and name != _CONTENT and not _EVIDENCE.fullmatch(name):
            raise InputError("error.package.member", file=file, found=shown(name))
    left = LIMIT
    found: dict[str, bytes] = {}
    for info in infos:
        if wanted and info.filename not in wanted:
            continue
        limit = min(left, _SMALL.get(info.filename, left))
        found[info.filename] = _read(archive, info, limit, file)
        left -= len(found[info.filename])
    return found


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int, file: str) -> bytes:
    try:
        held = read_member(archive, info, limit)
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        OSError,
        EOFError,
        RuntimeError,  # a zip's own encryption, and (NotImplementedError) rare compressions
    ):
        raise InputError("error.package.not_package", file=file) from None
    if held is None:
        raise InputError("error.too_large", file=file, limit=limit // 1_000_000)
    return held


def _manifest(members: Mapping[str, bytes], file: str) -> Record:
    try:
        top = json.loads(members.get(_MANIFEST, b""))
    except (ValueError, RecursionError):
        raise InputError("error.package.not_package", file=file) from None
    if is_too_deep(top) or not isinstance(top, dict) or top.get("format") != FORMAT:
        raise InputError("error.package.not_package", file=file)
    version = top.get("version")
    if type(version) is not int or version < 1:
        raise InputError("error.package.not_package", file=file)
    if version > VERSION:
        details = {"found": shown(version), "known": VERSION}
        raise InputError("error.newer_format", file=file, **details)
    return top


def _zipped(members: Mapping[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in members.items():
            info = zipfile.ZipInfo(name, _FIRST_DAY)
            info.compress_type = zipfile.ZIP_STORED if name == _CONTENT else zipfile.ZIP_DEFLATED
            info.create_system = 3  # the same on every platform
            info.external_attr = 0o644 << 16
            archive.writestr(info, raw)
    return held.getvalue()


def _json_bytes(top: Record) -> bytes:
    return (json.dumps(top, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
