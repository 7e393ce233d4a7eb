from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from model.errors import DatabaseTooNewError, InputError, StorageError
from model.paths import ROOT
from model.storage.assessments import AssessmentStore
from model.storage.backups import back_up_now, restore
from model.storage.database import BACKUPS, FILE_NAME, SCHEMA_VERSION
from tests.builders import make_assessment
from tests.model.storage.workspace import MOMENT, clock, sql


def make(folder, organisation="Li"):
    store = AssessmentStore.open(folder, clock)
    made = store.create(make_assessment(organisation=organisation))
    store.close()
    return made


def organisations(folder):
    store = AssessmentStore.open(folder, clock)
    found = [entry.organisation for entry in store.entries()]
    store.close()
    return found


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "workspace"
    make(made)
    return made


def test_a_backup_holds_what_was_there_also_while_the_window_is_open(folder):
    store = AssessmentStore.open(folder, clock)
    store.create(make_assessment(organisation="Wang"))  # still in the -wal file

    copy = back_up_now(folder, MOMENT)

    store.close()
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("SELECT count(*) FROM assessments").fetchone() == (2,)
    assert copy.parent == folder / BACKUPS


def test_two_backups_in_one_second_are_two_files(folder):
    assert back_up_now(folder, MOMENT) != back_up_now(folder, MOMENT)


def test_a_damaged_database_is_not_copied_as_a_backup(folder):
    sql(folder, "DELETE FROM organisations")

    with pytest.raises(StorageError) as error:
        back_up_now(folder, MOMENT)

    assert error.value.key == "error.storage.damaged"
    assert not (folder / BACKUPS).exists()


def test_a_restored_workspace_holds_what_the_copy_held(folder):
    copy = back_up_now(folder, MOMENT)
    make(folder, "Wang")

    aside = restore(folder, copy, MOMENT)

    assert organisations(folder) == ["Li"]
    with closing(sqlite3.connect(aside)) as db:
        assert db.execute("SELECT count(*) FROM assessments").fetchone() == (2,)
    assert restore(folder, aside, MOMENT) != aside
    assert sorted(organisations(folder)) == ["Li", "Wang"]


def test_a_copy_can_begin_a_new_workspace(tmp_path, folder):
    copy = back_up_now(folder, MOMENT)

    assert restore(tmp_path / "new", copy, MOMENT) is None

    assert organisations(tmp_path / "new") == ["Li"]


def test_a_damaged_database_is_set_aside_as_it_is(folder):
    copy = back_up_now(folder, MOMENT)
    (folder / FILE_NAME).write_bytes(b"x" * 10_000)

    aside = restore(folder, copy, MOMENT)

    assert aside.read_bytes() == b"x" * 10_000
    assert organisations(folder) == ["Li"]


def newer(path):
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")


def foreign(path):
    path.unlink()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE theirs (x)")


def broken_inside(path):
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("DELETE FROM organisations")


def no_database(path):
    path.write_bytes(b"x" * 10_000)


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (newer, DatabaseTooNewError),
        (foreign, StorageError),
        (no_database, StorageError),
        (broken_inside, InputError),
    ],
)
def test_a_copy_that_is_not_sound_is_refused_and_nothing_is_touched(folder, spoil, error):
    copy = back_up_now(folder, MOMENT)
    spoil(copy)
    before = (folder / FILE_NAME).read_bytes()

    with pytest.raises(error):
        restore(folder, copy, MOMENT)

    assert (folder / FILE_NAME).read_bytes() == before
    assert [path.stem for path in (folder / BACKUPS).glob("*.db")] == [copy.stem]


@pytest.mark.parametrize("spoil", [newer, foreign])
def test_a_database_of_others_is_never_replaced(folder, spoil):
    copy = back_up_now(folder, MOMENT)
    spoil(folder / FILE_NAME)
    before = (folder / FILE_NAME).read_bytes()

    with pytest.raises(StorageError):
        restore(folder, copy, MOMENT)

    assert (folder / FILE_NAME).read_bytes() == before


def test_a_copy_of_an_older_version_is_brought_up_to_date_when_it_is_opened(folder):
    restore(folder, ROOT / "tests" / "data" / "db" / "1.db", MOMENT)

    found = organisations(folder)
    assert found
    assert found != ["Li"]
