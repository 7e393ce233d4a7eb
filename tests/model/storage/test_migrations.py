"""Databases of earlier versions, as those versions wrote them."""

import shutil

import pytest

from model.paths import ROOT
from model.storage.assessments import AssessmentStore
from model.storage.checking import FaultKind, faults_of_assessments
from model.storage.database import BACKUPS, FILE_NAME, SCHEMA_VERSION, check
from model.storage.entries import EntryQuery
from tests.builders import make_assessment
from tests.model.storage.workspace import clock, put, sql

RELEASED = ROOT / "tests" / "data" / "db"
VERSIONS = range(1, SCHEMA_VERSION)


@pytest.fixture
def old(tmp_path, request):
    """Make a workspace with the database of an earlier version in it."""
    shutil.copy(RELEASED / f"{request.param}.db", tmp_path / FILE_NAME)
    return tmp_path


def altered(folder):
    """Return the faults apart from evidence files, which stand beside the database."""
    return [f for f in faults_of_assessments(folder) if f.kind is not FaultKind.FILE_MISSING]


@pytest.mark.parametrize("old", VERSIONS, indirect=True)
def test_it_opens_keeps_everything_and_can_be_written_to(old):
    version = sql(old, "PRAGMA user_version")
    names = sql(old, "SELECT name FROM organisations ORDER BY name")

    store = AssessmentStore.open(old, clock)
    for entry in store.entries():
        held = store.load(entry.id)
        put(store, entry.id, "plan", next(iter(held.plan.values())))
    store.create(make_assessment(organisation="New"))
    store.close()

    assert version[0][0] < SCHEMA_VERSION
    assert sql(old, "PRAGMA user_version") == [(SCHEMA_VERSION,)]
    assert sql(old, "SELECT name FROM organisations ORDER BY name") == sorted([*names, ("New",)])
    assert [p.name for p in (old / BACKUPS).iterdir()] == [f"before-version-{SCHEMA_VERSION}.db"]
    assert check(old) == []
    assert altered(old) == []


@pytest.mark.parametrize("old", VERSIONS, indirect=True)
def test_whatever_is_in_it_is_found_by_its_names(old):
    store = AssessmentStore.open(old, clock)

    for entry in store.entries():
        for name in (entry.organisation, entry.service.name, entry.service.provider):
            found = store.find(EntryQuery(words=name.upper()))
            assert entry.id in [each.id for each in found]
    assert store.count(EntryQuery(words="nobody")) == 0
    store.close()


@pytest.mark.parametrize(
    ("old", "words"),
    [(2, "café éclair"), (2, "web"), (2, "облако"), (2, "晨光"), (2, "ａｌｉｙｕｎ")],
    indirect=["old"],
)
def test_what_was_written_before_is_found_whatever_its_case_and_width(old, words):
    store = AssessmentStore.open(old, clock)

    assert store.count(EntryQuery(words=words)) == 1
    store.close()


@pytest.mark.parametrize("old", [2, 3], indirect=True)
def test_an_altered_history_is_told_before_the_database_is_brought_up_to_date(old):
    version = sql(old, "PRAGMA user_version")
    assert altered(old) == []
    sql(old, "UPDATE answers SET note = 'other' WHERE question_id = 'CA.1-Q1'")

    assert altered(old)
    assert sql(old, "PRAGMA user_version") == version
