"""Evidence files that nothing in a workspace names any more: found, and removed when it is safe."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from model.storage.database import (
    BACKUPS,
    FILE_NAME,
    machine_trouble_as_storage_error,
    opened_to_read,
)
from model.storage.evidence import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

KEPT_AGE = timedelta(days=30)
"""How long an unused file lies before closing the window removes it."""

_PLACE = re.compile(r"[0-9a-f]{2}/[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unused:
    """How many files are not used, and their size in bytes."""

    count: int = 0
    size: int = 0


def unused_files(folder: Path) -> Unused:
    """Return what neither an assessment of a workspace nor a backup of it names.

    Raises:
        StorageError: the database or one of the backups cannot be read.
    """
    with opened_to_read(folder / FILE_NAME) as db:
        return _sum(_unused(folder, db, None))


def remove_unused(folder: Path, before: datetime | None = None) -> Unused:
    """Remove unused evidence files, and return what was removed.

    Nobody may have the workspace open: there an undo could still bring the evidence back. A
    file that any assessment or backup of the workspace names stays.

    Args:
        folder: the workspace.
        before: only files that were last added before this moment; None for all.

    Raises:
        StorageError: the workspace is open elsewhere, or the database or a backup cannot be
            read; nothing was removed.
    """
    with _held_alone(folder / FILE_NAME) as db:
        return _sum(found for found in _unused(folder, db, before) if _is_removed(found[0]))


def _unused(
    folder: Path, db: sqlite3.Connection, before: datetime | None
) -> list[tuple[Path, int]]:
    """Return the unused files and their sizes; backups are only read where there may be some."""
    named = _named_by(db)
    found = [each for each in _files(folder / FOLDER, before) if each[0].name not in named]
    for backup in sorted((folder / BACKUPS).glob("*.db")) if found else ():
        with opened_to_read(backup) as copy:
            named = _named_by(copy)
        found = [each for each in found if each[0].name not in named]
    return found


def _files(folder: Path, before: datetime | None) -> Iterator[tuple[Path, int]]:
    """Give the files that this program put there; others are left alone."""
    for path in sorted([*folder.glob("*.part"), *folder.glob("??/*")]):
        place = path.relative_to(folder).as_posix()
        is_ours = _PLACE.fullmatch(place) or path.parent == folder
        is_linked = path.is_symlink() or (path.parent != folder and path.parent.is_symlink())
        if not is_ours or is_linked or not path.is_file():
            continue
        with contextlib.suppress(OSError):
            told = path.stat()
            if before is None or told.st_mtime < before.timestamp():
                yield path, told.st_size


def _named_by(db: sqlite3.Connection) -> set[str]:
    """Return the hashes that a database names; the oldest shape of it had no evidence."""
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'evidence'").fetchone():
        return set()
    return {row[0] for row in db.execute("SELECT DISTINCT sha256 FROM evidence")}


def _is_removed(path: Path) -> bool:
    """Remove a file, and say whether it is gone; one that is in use elsewhere stays."""
    try:
        path.unlink()
    except OSError:
        return False
    with contextlib.suppress(OSError):  # there are others in it
        path.parent.rmdir()
    return True


def _sum(found: Iterable[tuple[Path, int]]) -> Unused:
    sizes = [size for _, size in found]
    return Unused(count=len(sizes), size=sum(sizes))


@contextmanager
def _held_alone(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a database, and keep every other program out of it.

    Raises:
        StorageError: there is none, or another program has it open.
    """
    with opened_to_read(path):
        pass  # never make a new one
    with (
        machine_trouble_as_storage_error(path),
        closing(sqlite3.connect(path, timeout=0)) as db,
    ):
        # Only so does SQLite refuse where somebody merely has the file open.
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("BEGIN EXCLUSIVE")
        yield db
        db.execute("ROLLBACK")
