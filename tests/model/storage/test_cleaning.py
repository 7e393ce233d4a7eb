from __future__ import annotations

import os
from datetime import timedelta

import pytest

from model.assessment import Round
from model.change import Part
from model.errors import StorageError
from model.fieldwork import Evidence, EvidenceKind
from model.storage.assessments import AssessmentStore
from model.storage.backups import back_up_now, restore
from model.storage.cleaning import Unused, remove_unused, unused_files
from model.storage.database import BACKUPS, FILE_NAME
from model.storage.evidence import FOLDER, EvidenceFolder, FileState
from tests.builders import make_assessment
from tests.model.storage.workspace import MOMENT, clock, put, sql


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "workspace"


@pytest.fixture
def store(folder):
    made = AssessmentStore.open(folder, clock)
    yield made
    made.close()


def kept(folder, raw):
    """Keep a file as evidence, and return what an assessment says about it."""
    file = EvidenceFolder(folder).add_bytes(raw, "a.txt")
    return Evidence(
        id=f"e-{file.sha256[:4]}",
        kind=EvidenceKind.FILE,
        title=file.title,
        sha256=file.sha256,
        size=file.size,
    )


def proved(store, *pieces, **changes):
    return store.create(make_assessment(evidence={e.id: e for e in pieces}, **changes))


def age(folder, sha256, days):
    path = EvidenceFolder(folder).path_of(sha256)
    then = (MOMENT - timedelta(days=days)).timestamp()
    os.utime(path, (then, then))


def state(folder, evidence):
    return EvidenceFolder(folder).state(evidence.sha256)


def test_a_file_that_nothing_names_is_counted_and_removed_with_its_empty_folder(store, folder):
    left, used = kept(folder, b"12345"), kept(folder, b"used")
    proved(store, used)
    store.close()
    before = EvidenceFolder(folder).path_of(left.sha256)
    assert before.exists()

    assert unused_files(folder) == Unused(count=1, size=5)
    assert before.exists()
    assert remove_unused(folder) == Unused(count=1, size=5)

    assert not before.parent.exists()
    assert state(folder, used) is FileState.PRESENT
    assert unused_files(folder) == remove_unused(folder) == Unused()


def test_a_file_stays_while_another_assessment_or_round_names_it(store, folder):
    shared = kept(folder, b"shared")
    first = proved(store, shared)
    second = proved(store, shared, round=Round(number=2, previous=first, reason="again"))
    put(store, first, Part.EVIDENCE, None, key=shared.id)
    store.close()
    assert remove_unused(folder) == Unused()

    again = AssessmentStore.open(folder, clock)
    again.delete(second)
    again.close()
    assert remove_unused(folder).count == 1
    assert state(folder, shared) is FileState.MISSING


def test_what_a_backup_names_is_there_when_it_is_put_back(store, folder):
    only = kept(folder, b"in the backup only")
    made = proved(store, only)
    copy = back_up_now(folder, MOMENT)
    put(store, made, Part.EVIDENCE, None, key=only.id)
    store.close()

    assert remove_unused(folder) == Unused()
    restore(folder, copy, MOMENT)
    assert state(folder, only) is FileState.PRESENT

    store = AssessmentStore.open(folder, clock)
    assert store.load(made).evidence == {only.id: only}
    store.close()


@pytest.mark.parametrize("damage", [b"", b"x" * 9000])
def test_a_backup_that_cannot_be_read_keeps_every_file(store, folder, damage):
    left = kept(folder, b"left")
    store.close()
    (folder / BACKUPS).mkdir(exist_ok=True)
    (folder / BACKUPS / "before-restore.db").write_bytes(damage)

    with pytest.raises(StorageError):
        remove_unused(folder)
    assert state(folder, left) is FileState.PRESENT


def test_nothing_is_removed_while_the_workspace_is_open(store, folder):
    used = kept(folder, b"an undo may bring it back")
    made = proved(store, used)
    put(store, made, Part.EVIDENCE, None, key=used.id)

    with pytest.raises(StorageError) as error:
        remove_unused(folder)
    assert error.value.key == "error.storage.busy"
    assert state(folder, used) is FileState.PRESENT

    store.close()
    assert remove_unused(folder).count == 1


def test_young_files_stay_and_one_added_again_is_young(store, folder):
    old, young, again = (kept(folder, raw) for raw in (b"old", b"young", b"again"))
    for each, days in ((old, 31), (young, 29), (again, 400)):
        age(folder, each.sha256, days)
    kept(folder, b"again")
    store.close()

    assert remove_unused(folder, MOMENT - timedelta(days=30)).count == 1

    assert state(folder, old) is FileState.MISSING
    assert state(folder, young) is state(folder, again) is FileState.PRESENT


def test_only_files_of_the_program_are_touched(store, folder, tmp_path):
    left = kept(folder, b"left")
    store.close()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    outside = elsewhere / ("ab" * 32)
    outside.write_bytes(b"outside")
    root = folder / FOLDER
    (root / "ab").symlink_to(elsewhere, target_is_directory=True)
    linked = root / "cd"
    linked.mkdir()
    (linked / ("cd" * 32)).symlink_to(outside)
    notes = [root / "notes.txt", root / left.sha256[:2] / "notes.txt"]
    for each in notes:
        each.write_bytes(b"mine")
    half = root / "x.part"
    half.write_bytes(b"half")

    assert remove_unused(folder) == Unused(count=2, size=8)

    assert outside.read_bytes() == b"outside"
    assert (linked / ("cd" * 32)).is_symlink()
    assert all(each.exists() for each in notes)
    assert not half.exists()


def test_where_there_is_no_database_nothing_is_made_or_removed(tmp_path):
    left = kept(tmp_path, b"left")

    with pytest.raises(StorageError):
        remove_unused(tmp_path)
    assert state(tmp_path, left) is FileState.PRESENT
    assert not (tmp_path / FILE_NAME).exists()


def test_a_database_without_evidence_names_none(store, folder):
    left = kept(folder, b"left")
    store.close()
    sql(folder, "DROP TABLE evidence")

    assert remove_unused(folder).count == 1
    assert state(folder, left) is FileState.MISSING
