"""Files that prove something: kept once by what is in them, and checked when they are used."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from model.errors import InputError, StorageError
from model.files import trouble_as_output_error, write_whole
from model.text import NAME_LENGTH, clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

FOLDER = "evidence"
LARGEST = 50_000_000
"""Bytes of the largest file that is kept."""

_STEP = 1 << 20
_HASH = re.compile(r"[0-9a-f]{64}")
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
_LONGEST_ENDING = 12
_NAME_BYTES = 200
"""A file name may have 255 bytes; a copy beside it needs some of them."""


class FileState(StrEnum):
    """What became of a kept file."""

    PRESENT = "present"
    MISSING = "missing"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file that is in the folder now.

    Attributes:
        title: its name without folders, cleaned.
        sha256: of what is in it, in hex.
        size: in bytes.
    """

    title: str
    sha256: str
    size: int


class EvidenceFolder:
    """The files of one workspace, at `evidence/<first two of the hash>/<hash>`.

    It holds nothing but the name of the folder, so any thread may use it.
    """

    def __init__(self, workspace: Path) -> None:
        self._folder = workspace / FOLDER

    def add(self, path: Path) -> Kept:
        """Keep a copy of a file; the same content is kept once.

        Raises:
            InputError: it is no file, cannot be read, is empty or too large.
            OutputError: there is no room; nothing was kept.
        """
        name = file_title(path.name)
        if path.is_dir():
            raise InputError("evidence.error.folder", file=name)
        if path.exists() and not path.is_file():
            raise InputError("evidence.error.device", file=name)
        try:
            source = path.open("rb")
        except FileNotFoundError:
            raise InputError("error.no_file", file=name) from None
        except (OSError, ValueError):
            raise InputError("error.cannot_read", file=name) from None
        with source:
            return self._keep(source, name)

    def add_bytes(self, raw: bytes, title: str) -> Kept:
        """Keep some bytes as a file; raises as `add`."""
        import io  # noqa: PLC0415  only files from elsewhere come as bytes

        return self._keep(io.BytesIO(raw), file_title(title))

    def path_of(self, sha256: str) -> Path:
        """Return where a file is, or would be.

        Raises:
            StorageError: this is no hash, and must not become a path.
        """
        if not _HASH.fullmatch(sha256):
            raise StorageError("evidence.error.hash")
        return self._folder / sha256[:2] / sha256

    def state(self, sha256: str) -> FileState:
        """Say whether a file is still what it was; reads all of it."""
        try:
            path = self.path_of(sha256)
        except StorageError:
            return FileState.MISSING
        if not path.exists():
            return FileState.MISSING
        digest = hashlib.sha256()
        try:
            with path.open("rb") as file:
                for piece in _pieces(file):
                    digest.update(piece)
        except OSError:
            return FileState.ALTERED
        return FileState.PRESENT if digest.hexdigest() == sha256 else FileState.ALTERED

    def read(self, sha256: str) -> bytes:
        """Return what is in a file.

        Raises:
            StorageError: it is missing, or is not what it was.
        """
        with self._opened(sha256) as file:
            raw = file.read(LARGEST + 1)
        if hashlib.sha256(raw).hexdigest() != sha256:
            raise StorageError("evidence.error.altered")
        return raw

    def copy_out(self, sha256: str, target: Path) -> None:
        """Write a copy elsewhere, if the file is still what it was.

        Raises:
            StorageError: it is missing, or is not what it was; nothing was written.
            OutputError: the copy cannot be written.
        """
        with self._opened(sha256) as source:
            write_whole(target, lambda path: _copy_same(source, path, sha256))

    @contextlib.contextmanager
    def _opened(self, sha256: str) -> Iterator[BinaryIO]:
        try:
            file = self.path_of(sha256).open("rb")
        except OSError:
            raise StorageError("evidence.error.missing") from None
        with file:
            yield file

    def _keep(self, source: BinaryIO, name: str) -> Kept:
        with trouble_as_output_error(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, beside_name = tempfile.mkstemp(suffix=".part", dir=self._folder)
        beside = Path(beside_name)
        try:
            sha256, size = _copy_in(source, handle, name, self._folder)
            place = self.path_of(sha256)
            if self.state(sha256) is not FileState.PRESENT:
                with trouble_as_output_error(place):
                    place.parent.mkdir(exist_ok=True)
                    beside.replace(place)
            else:
                with contextlib.suppress(OSError):
                    place.touch()  # it is used again, and so no longer old
        finally:
            beside.unlink(missing_ok=True)
        return Kept(title=name, sha256=sha256, size=size)


def file_title(name: str) -> str:
    """Return the name of a file as a title, and as a safe name for a copy of it.

    Folders, marks that no system allows, and all but a last short ending are cut away; never
    empty.
    """
    last = re.split(r"[/\\]", name)[-1]
    kept = _NOT_IN_NAMES.sub("_", clean_line(last, limit=len(last) or 1)).strip(". ")
    stem, dot, ending = kept.rpartition(".")
    if not dot or not stem or len(ending) > _LONGEST_ENDING:
        stem, dot, ending = kept, "", ""
    if _DEVICES.match(kept):
        stem = f"_{stem}"
    stem = stem[: NAME_LENGTH - len(dot + ending)]
    room = _NAME_BYTES - len((dot + ending).encode())
    stem = stem.encode()[:room].decode(errors="ignore").strip(". ")
    return f"{stem or '_'}{dot}{ending}"


def _copy_in(source: BinaryIO, handle: int, name: str, folder: Path) -> tuple[str, int]:
    """Copy a file to an open one, and return its hash and size."""
    digest, size = hashlib.sha256(), 0
    with os.fdopen(handle, "wb") as target:
        while True:
            try:
                piece = source.read(_STEP)
            except OSError:
                raise InputError("error.cannot_read", file=name) from None
            if not piece:
                break
            size += len(piece)
            if size > LARGEST:
                limit = LARGEST // 1_000_000
                raise InputError("evidence.error.too_large", file=name, limit=limit)
            digest.update(piece)
            with trouble_as_output_error(folder):
                target.write(piece)
        if not size:
            raise InputError("evidence.error.empty", file=name)
        with trouble_as_output_error(folder):
            target.flush()
            os.fsync(target.fileno())
    return digest.hexdigest(), size


def _copy_same(source: BinaryIO, target: Path, sha256: str) -> None:
    digest = hashlib.sha256()
    with target.open("wb") as file:
        for piece in _pieces(source):
            digest.update(piece)
            file.write(piece)
    if digest.hexdigest() != sha256:
        raise StorageError("evidence.error.altered")


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(_STEP):
        yield piece
