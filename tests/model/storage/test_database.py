import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import date

import pytest

from model.errors import DatabaseTooNewError, StorageError
from model.paths import ROOT
from model.storage import database
from model.storage.assessments import AssessmentStore
from model.storage.database import BACKUPS, FILE_NAME, SCHEMA_VERSION, check, connect
from model.storage.migrations import migrations
from tests.model.storage.workspace import clock, full_assessment, sql


@pytest.fixture
def workspace(tmp_path):
    """Make a folder with one assessment in it, closed again."""
    store = AssessmentStore.open(tmp_path, clock)
    store.create(full_assessment())
    store.close()
    return tmp_path


@pytest.fixture
def newer_step(monkeypatch):
    """Release a second migration for the length of a test."""

    def add_colour(db):
        db.table("organisations").add_column("colour", str)

    steps = list(migrations._migrations)
    migrations(name="0004_colour")(add_colour)
    monkeypatch.setattr(database, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    yield
    migrations._migrations[:] = steps


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def faults_of(folder):
    """Return what `check` finds, whether it can still list it or not."""
    try:
        return check(folder)
    except StorageError as error:
        return [error.key]


def test_a_new_workspace_is_safe_against_power_loss_and_strays(tmp_path):
    with closing(connect(tmp_path / "deep" / "new")) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert db.execute("PRAGMA synchronous").fetchone() == (2,)
        assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert db.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


def test_every_table_of_ours_is_strict(workspace):
    tables = sql(workspace, "SELECT name, strict FROM pragma_table_list WHERE type = 'table'")
    ours = {name: strict for name, strict in tables if not name.startswith(("sqlite_", "_sqlite"))}

    assert len(ours) == 17
    assert all(ours.values())


def test_a_reopened_workspace_is_as_safe_as_a_new_one(workspace):
    sql(workspace, "PRAGMA journal_mode = DELETE")

    with closing(connect(workspace)) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert db.execute("PRAGMA synchronous").fetchone() == (2,)
        assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_the_number_of_steps_is_the_version_of_the_schema():
    assert len(migrations._migrations) == SCHEMA_VERSION


def test_an_older_database_is_brought_up_to_date_and_a_backup_is_left(workspace, newer_step):
    with closing(connect(workspace)) as db:
        assert db.execute("SELECT name, colour FROM organisations").fetchall() == [
            ("Test & Co", None)
        ]
        assert db.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION + 1,)

    assert names_in(workspace / BACKUPS) == [f"before-version-{SCHEMA_VERSION + 1}.db"]
    (copy,) = (workspace / BACKUPS).iterdir()
    with closing(sqlite3.connect(copy)) as backup:
        assert backup.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert backup.execute("SELECT count(*) FROM answers").fetchone() == (6,)


def test_an_up_to_date_database_needs_no_backup(workspace):
    connect(workspace).close()

    assert not (workspace / BACKUPS).exists()


def test_a_step_that_fails_leaves_the_database_as_it_was(workspace, newer_step, monkeypatch):
    def fail(_db):
        raise RuntimeError("step")

    monkeypatch.setattr(migrations._migrations[-1], "fn", fail)
    with pytest.raises(RuntimeError):
        connect(workspace)

    assert sql(workspace, "PRAGMA user_version") == [(SCHEMA_VERSION,)]
    assert sql(workspace, "SELECT count(*) FROM answers") == [(6,)]


def test_a_database_from_the_future_is_refused_and_not_touched(workspace):
    sql(workspace, "PRAGMA user_version = 7")
    before = (workspace / FILE_NAME).read_bytes()

    for use in (connect, check):
        with pytest.raises(DatabaseTooNewError) as caught:
            use(workspace)
        assert caught.value.key == "error.storage.too_new"
        assert caught.value.details["found"] == 7
    assert (workspace / FILE_NAME).read_bytes() == before


@pytest.mark.parametrize("version", [0, 1, 9])
def test_a_database_of_another_program_is_refused_and_not_touched(tmp_path, version):
    sql(tmp_path, "CREATE TABLE recipes (id INTEGER)")
    sql(tmp_path, f"PRAGMA user_version = {version}")
    before = (tmp_path / FILE_NAME).read_bytes()

    for use in (connect, check):
        with pytest.raises(StorageError) as caught:
            use(tmp_path)
        assert caught.value.key == "error.storage.foreign"
    assert (tmp_path / FILE_NAME).read_bytes() == before
    assert names_in(tmp_path) == [FILE_NAME]


def test_a_file_that_is_no_database_is_reported_and_not_touched(tmp_path):
    text = b"not a database, but long enough to look at\n" * 100
    (tmp_path / FILE_NAME).write_bytes(text)

    for use in (connect, check):
        with pytest.raises(StorageError) as caught:
            use(tmp_path)
        assert caught.value.key == "error.storage.damaged"
    assert (tmp_path / FILE_NAME).read_bytes() == text


def test_a_damaged_page_is_reported(workspace):
    sql(workspace, "PRAGMA journal_mode = DELETE")
    path = workspace / FILE_NAME
    raw = bytearray(path.read_bytes())
    raw[4096 * 3 : 4096 * 8] = b"\xff" * (4096 * 5)
    path.write_bytes(raw)

    assert faults_of(workspace)
    assert path.read_bytes() == raw


def test_a_sound_workspace_has_no_fault_and_is_not_changed(workspace):
    before = (workspace / FILE_NAME).read_bytes()

    assert check(workspace) == []
    assert (workspace / FILE_NAME).read_bytes() == before


def test_an_answer_without_assessment_is_a_fault(workspace):
    sql(workspace, "UPDATE answers SET assessment_id = 'gone' WHERE question_id = 'CA.1-Q1'")

    assert any("answers" in fault for fault in check(workspace))


@pytest.mark.parametrize("content", [None, b""])
def test_a_folder_without_a_workspace_is_named(tmp_path, content):
    if content is not None:
        (tmp_path / FILE_NAME).write_bytes(content)

    with pytest.raises(StorageError) as caught:
        check(tmp_path)

    assert caught.value.key == "error.storage.none_here"


def test_a_path_that_cannot_be_a_folder_is_refused(tmp_path):
    (tmp_path / "file").write_text("")

    for folder in (tmp_path / "file" / "below", tmp_path / ("n" * 5000)):
        with pytest.raises(StorageError) as caught:
            connect(folder)
        assert caught.value.key == "error.storage.cannot_open"
    with pytest.raises(StorageError):
        check(tmp_path / ("n" * 5000))


def test_a_backup_that_fails_leaves_the_older_one(workspace, monkeypatch):
    with closing(connect(workspace)) as db:
        database.back_up(db, workspace, "one")
        before = (workspace / BACKUPS / "one.db").read_bytes()
        sql(workspace, "DELETE FROM answers")
        real = sqlite3.connect

        def refuse(place, **options):
            connection = real(place, **options)
            connection.execute("PRAGMA max_page_count = 1")
            return connection

        monkeypatch.setattr(database.sqlite3, "connect", refuse)
        with pytest.raises(StorageError):
            database.back_up(db, workspace, "one")

    assert (workspace / BACKUPS / "one.db").read_bytes() == before
    assert names_in(workspace / BACKUPS) == ["one.db"]


def test_a_database_that_another_program_holds_is_busy(workspace, monkeypatch):
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.2)
    sql(workspace, "PRAGMA user_version = 0")
    sql(workspace, "PRAGMA journal_mode = DELETE")
    with closing(sqlite3.connect(workspace / FILE_NAME)) as other:
        other.execute("BEGIN EXCLUSIVE")

        with pytest.raises(StorageError) as caught:
            connect(workspace)

    assert caught.value.key == "error.storage.busy"


CREATE = """
import pathlib, sys, time
from model.clock import now
from model.storage.assessments import AssessmentStore
from tests.model.storage.workspace import full_assessment
time.sleep(max(0.0, float(sys.argv[2]) - time.time()))
store = AssessmentStore.open(pathlib.Path(sys.argv[1]), now)
store.create(full_assessment())
store.close()
"""


def test_programs_that_create_one_workspace_at_once_wait_for_each_other(tmp_path):
    start = str(time.time() + 1.0)
    command = [sys.executable, "-c", CREATE, str(tmp_path), start]
    running = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) for _ in range(4)]

    for process in running:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors.decode()
    assert sql(tmp_path, "SELECT count(*) FROM assessments") == [(4,)]
    assert check(tmp_path) == []


def assessments_in(path) -> int:
    with closing(sqlite3.connect(path)) as copy:
        return copy.execute("SELECT count(*) FROM assessments").fetchone()[0]


def test_a_copy_is_kept_each_day_once(workspace):
    first = database.keep_backup(workspace, date(2026, 11, 24))
    again = database.keep_backup(workspace, date(2026, 11, 24))

    assert first == workspace / BACKUPS / "day-2026-11-24.db"
    assert again is None
    assert assessments_in(first) == 1


def test_only_the_last_seven_days_are_kept(workspace):
    for day in range(1, 12):
        database.keep_backup(workspace, date(2026, 11, day))

    kept = sorted(path.name for path in (workspace / BACKUPS).glob("*"))
    assert kept == [f"day-2026-11-{day:02}.db" for day in range(5, 12)]


def test_a_copy_holds_what_is_still_in_the_log_of_an_open_window(workspace):
    store = AssessmentStore.open(workspace, clock)
    store.create(full_assessment())

    copy = database.keep_backup(workspace, date(2026, 11, 24))

    assert assessments_in(copy) == 2
    store.close()


def test_a_copy_replaces_a_damaged_database(workspace):
    copy = database.keep_backup(workspace, date(2026, 11, 24))
    (workspace / FILE_NAME).write_bytes(b"not a database" * 100)
    with pytest.raises(StorageError):
        AssessmentStore.open(workspace, clock)

    (workspace / FILE_NAME).write_bytes(copy.read_bytes())

    store = AssessmentStore.open(workspace, clock)
    assert len(store.entries()) == 1
    store.close()


def test_there_is_nothing_to_copy_in_an_empty_folder(tmp_path):
    assert database.keep_backup(tmp_path, date(2026, 11, 24)) is None


def test_a_copy_that_cannot_be_written_is_told(workspace):
    (workspace / BACKUPS).write_text("in the way", encoding="utf-8")

    with pytest.raises(StorageError):
        database.keep_backup(workspace, date(2026, 11, 24))
