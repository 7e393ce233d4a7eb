"""Opens the workspace's database: pragmas, migrations, refusal of newer files, backups."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from model.errors import DatabaseTooNewError, StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

SCHEMA_VERSION = 6
"""`user_version` of a database with every step of migrations.py applied."""

FILE_NAME = "shoulder.db"
BACKUPS = "backups"
DAILY = "day-"
KEPT_DAYS = 7
BUSY_SECONDS = 5
BUSY_PAUSE = 0.05
BUSY = "error.storage.busy"
_OUR_TABLES = {"organisations", "services", "assessments", "answers"}

_MACHINE_TROUBLE = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_READONLY: "error.storage.read_only",
    sqlite3.SQLITE_PERM: "error.storage.read_only",
    sqlite3.SQLITE_IOERR: "error.storage.disk",
    sqlite3.SQLITE_CORRUPT: "error.storage.damaged",
    sqlite3.SQLITE_NOTADB: "error.storage.damaged",
    sqlite3.SQLITE_FULL: "error.storage.disk_full",
    sqlite3.SQLITE_CANTOPEN: "error.storage.cannot_open",
}


@contextmanager
def machine_trouble_as_storage_error(place: Path) -> Iterator[None]:
    """Turn trouble with disk or file into StorageError; let bugs (bad SQL) pass."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code not in _MACHINE_TROUBLE:
            raise
        raise StorageError(_MACHINE_TROUBLE[code], place=str(place)) from error


def connect(folder: Path) -> sqlite3.Connection:
    """Open or create the database of a workspace and bring it to today's shape.

    A copy is left in `backups/` before an existing database is changed. sqlite-utils is loaded
    only where there is something to change, so that the first page need not wait for it.

    Raises:
        DatabaseTooNewError: a newer version of the program has written this file.
        StorageError: the folder or file cannot be opened, read or written.
    """
    make_folder(folder)
    given_up = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            return _open(folder)
        except StorageError as error:
            # SQLite does not wait by itself while another program turns a new file into WAL.
            if error.key != BUSY or time.monotonic() > given_up:
                raise
            time.sleep(BUSY_PAUSE)


def _open(folder: Path) -> sqlite3.Connection:
    path = folder / FILE_NAME
    with machine_trouble_as_storage_error(path):
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
        try:
            _bring_up_to_date(connection, folder)
        except BaseException:
            connection.close()
            raise
        return connection


def make_folder(folder: Path) -> None:
    """Create the workspace folder if it is not there.

    Raises:
        StorageError: it cannot be created.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError("error.storage.cannot_open", place=str(folder)) from error


def _bring_up_to_date(db: sqlite3.Connection, folder: Path) -> None:
    version = _checked_version(db, folder / FILE_NAME)
    if 0 < version < SCHEMA_VERSION:
        back_up(db, folder, f"before-version-{SCHEMA_VERSION}")
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    if version < SCHEMA_VERSION:
        _migrate(db)


def _checked_version(db: sqlite3.Connection, path: Path) -> int:
    """Return the version of a database of ours, 0 for a new file.

    Raises:
        DatabaseTooNewError: a newer version of the program has written it.
        StorageError: another program has made it.
    """
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    names = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if (names or version) and not names >= _OUR_TABLES:
        raise StorageError("error.storage.foreign", place=str(path))
    if version > SCHEMA_VERSION:
        raise DatabaseTooNewError(
            "error.storage.too_new", place=str(path), found=version, known=SCHEMA_VERSION
        )
    return version


def _migrate(connection: sqlite3.Connection) -> None:
    """Apply every step in one transaction, unless another program has just done so."""
    from sqlite_utils import Database  # noqa: PLC0415  slow to import, rarely needed here

    from model.storage.migrations import migrations  # noqa: PLC0415

    connection.execute("BEGIN IMMEDIATE")
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] < SCHEMA_VERSION:
            migrations.apply(Database(connection, execute_plugins=False))
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def back_up(db: sqlite3.Connection, folder: Path, name: str) -> Path:
    """Copy the database into `backups/<name>.db` and return where.

    Raises:
        StorageError: the copy could not be written; an older one is still there.
    """
    target = folder / BACKUPS / f"{name}.db"
    beside = target.with_suffix(".part")
    make_folder(target.parent)
    # SQLite's own backup: a plain file copy would miss what is still in the -wal file.
    try:
        with machine_trouble_as_storage_error(target), closing(sqlite3.connect(beside)) as copy:
            db.backup(copy)
        beside.replace(target)
    except OSError as error:
        raise StorageError("error.storage.disk", place=str(target)) from error
    finally:
        beside.unlink(missing_ok=True)
    return target


def keep_backup(folder: Path, today: date) -> Path | None:
    """Keep one copy of the database a day, the last `KEPT_DAYS` of them.

    It opens the database for itself, so that it can run beside the window.

    Returns:
        Where the copy is; None where there is one of today already, or nothing to copy.

    Raises:
        StorageError: the copy could not be written; the older ones are still there.
    """
    path = folder / FILE_NAME
    target = folder / BACKUPS / f"{DAILY}{today.isoformat()}.db"
    if target.exists() or not path.is_file():
        return None
    with machine_trouble_as_storage_error(path), closing(sqlite3.connect(path)) as db:
        back_up(db, folder, target.stem)
    copies = sorted(target.parent.glob(f"{DAILY}*.db"))
    for old in copies[:-KEPT_DAYS]:
        old.unlink(missing_ok=True)
    return target


@contextmanager
def opened_to_read(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database of ours without changing it.

    Raises:
        StorageError: there is no database of ours, or it cannot be read at all.
        DatabaseTooNewError: a newer version of the program has written it.
    """
    try:
        is_there = path.is_file()
    except OSError as error:
        raise StorageError("error.storage.cannot_open", place=str(path.parent)) from error
    if not is_there:
        raise StorageError("error.storage.none_here", place=str(path.parent))
    uri = f"{path.resolve().as_uri()}?mode=ro"
    with (
        machine_trouble_as_storage_error(path),
        closing(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS)) as connection,
    ):
        if not _checked_version(connection, path):
            raise StorageError("error.storage.none_here", place=str(path.parent))
        yield connection


@contextmanager
def in_todays_shape(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Give a database that every step was applied to, in memory where the file is older."""
    if connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION:
        yield connection
        return
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        connection.backup(copy)
        _migrate(copy)
        yield copy


def faults_of(connection: sqlite3.Connection) -> list[str]:
    """Return the damage that SQLite finds in a database; empty if it is sound."""
    faults = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)")]
    orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    faults += [f"foreign key: {row[0]} row {row[1]}" for row in orphans]
    return [fault for fault in faults if fault != "ok"]


def check(folder: Path) -> list[str]:
    """Return what is wrong with a workspace's database, without changing it; empty if sound.

    Raises:
        StorageError: there is no database of ours, or it cannot be read at all.
        DatabaseTooNewError: a newer version of the program has written it.
    """
    with opened_to_read(folder / FILE_NAME) as connection:
        return faults_of(connection)
