"""Copies of a workspace's database made and put back on demand."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from model.errors import InputError, StorageError
from model.storage.database import (
    BACKUPS,
    BUSY_SECONDS,
    FILE_NAME,
    back_up,
    faults_of,
    machine_trouble_as_storage_error,
    make_folder,
    opened_to_read,
)

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

BY_HAND = "by-hand-"
SET_ASIDE = "before-restore-"
DAMAGED = "error.storage.damaged"
_BESIDE = ("", "-wal", "-shm")


def back_up_now(folder: Path, moment: datetime) -> Path:
    """Copy the database of a workspace into `backups/`, and return where the copy is.

    Raises:
        StorageError: there is no sound database of ours, or the copy cannot be written.
    """
    path = folder / FILE_NAME
    with opened_to_read(path) as db:
        if faults_of(db):
            raise StorageError(DAMAGED, place=str(path))
        return back_up(db, folder, _free_name(folder, BY_HAND, moment))


def restore(folder: Path, copy: Path, moment: datetime) -> Path | None:
    """Put a copy in the place of a workspace's database.

    The copy is looked through first; what is there now is set aside in `backups/`, even where
    it is damaged.

    Returns:
        Where the database that was there is now; None where there was none.

    Raises:
        InputError: the copy is not there, or is the database itself, or is damaged.
        StorageError: the copy or the database is of another program or a newer version, or
            cannot be read or written; the database is as it was.
    """
    path = folder / FILE_NAME
    _refuse(copy, path)
    make_folder(folder)
    name = _free_name(folder, SET_ASIDE, moment)
    with opened_to_read(copy) as source:
        if faults_of(source):
            raise InputError("error.backup.damaged", file=str(copy))
        if not path.exists():
            _write_new(source, path)
            return None
        try:
            aside = _copied_aside(folder, name)
        except StorageError as error:
            if error.key != DAMAGED:
                raise
            aside = _moved_aside(folder, name)
            _write_new(source, path)
            return aside
        with (
            machine_trouble_as_storage_error(path),
            closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as target,
        ):
            source.backup(target)
        return aside


def _refuse(copy: Path, path: Path) -> None:
    try:
        is_there = copy.is_file()
        is_same = is_there and path.exists() and copy.samefile(path)
    except (OSError, ValueError) as error:
        raise InputError("error.backup.missing", file=str(copy)) from error
    if not is_there:
        raise InputError("error.backup.missing", file=str(copy))
    if is_same:
        raise InputError("error.backup.same", file=str(copy))


def _copied_aside(folder: Path, name: str) -> Path:
    """Copy a sound database aside.

    Raises:
        StorageError: it is damaged, foreign or newer, or the copy cannot be written.
    """
    path = folder / FILE_NAME
    with opened_to_read(path) as db:
        if faults_of(db):
            raise StorageError(DAMAGED, place=str(path))
        return back_up(db, folder, name)


def _moved_aside(folder: Path, name: str) -> Path:
    """Move a damaged database aside as it is, with what SQLite keeps beside it."""
    target = folder / BACKUPS / f"{name}.db"
    make_folder(target.parent)
    try:
        for end in _BESIDE:
            beside = folder / f"{FILE_NAME}{end}"
            if beside.exists():
                beside.replace(target.with_name(f"{target.name}{end}"))
    except OSError as error:
        raise StorageError("error.storage.disk", place=str(target)) from error
    return target


def _write_new(source: sqlite3.Connection, path: Path) -> None:
    """Write a database beside its place, and rename it when it is whole."""
    beside = path.with_suffix(".part")
    try:
        with machine_trouble_as_storage_error(path), closing(sqlite3.connect(beside)) as copy:
            source.backup(copy)
        beside.replace(path)
    except OSError as error:
        raise StorageError("error.storage.disk", place=str(path)) from error
    finally:
        beside.unlink(missing_ok=True)


def _free_name(folder: Path, start: str, moment: datetime) -> str:
    """Return a name that no copy has yet."""
    name = f"{start}{moment:%Y-%m-%d-%H%M%S}"
    found = {path.stem for path in (folder / BACKUPS).glob(f"{name}*.db")}
    number = 2
    free = name
    while free in found:
        free = f"{name}-{number}"
        number += 1
    return free
