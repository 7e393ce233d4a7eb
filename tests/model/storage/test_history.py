from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from model.assessment import AgreedOption, AnswerState, AssessmentState, PlanEntry, Seal, Status
from model.change import Change, Part
from model.errors import StorageError
from model.facts import Fact
from model.history import first_break
from model.sealing import digest, is_intact
from model.storage.assessments import AssessmentStore
from model.storage.database import FILE_NAME, SCHEMA_VERSION
from model.storage.history import is_told
from tests.builders import make_override
from tests.model.storage.workspace import (
    EVIDENCE,
    INTERVIEW,
    MOMENT,
    OBSERVATION,
    answer,
    clock,
    full_assessment,
    put,
    sql,
)

OLD = "tests/data/db/1.db"

CHANGES = {
    Part.ANSWERS: answer(choice="75", flagged=True),
    Part.FINDINGS: answer("NW.1-Q1", choice="2"),
    Part.AGREED: AgreedOption(negotiation_id="table2.1", option="b", known_by=100),
    Part.OVERRIDES: make_override("NW.1", "customer", 50, written_on=date(2026, 1, 1)),
    Part.PLAN: PlanEntry(action_id="CA.1-Q1-A1", owner="Zhao"),
    Part.INTERVIEWS: replace(INTERVIEW, name="Zhao"),
    Part.EVIDENCE: replace(EVIDENCE, title="other.png"),
    Part.OBSERVATIONS: replace(OBSERVATION, owner="Zhao"),
    Part.STATUS: Status(state=AssessmentState.IN_PROGRESS),
    Part.SETUP: replace(
        full_assessment().setup, organisation="Other", facts={Fact.OWN_IMAGES: True}
    ),
}


@pytest.fixture
def store(tmp_path):
    store = AssessmentStore.open(tmp_path, clock)
    yield store
    store.close()


@pytest.fixture
def kept(store):
    """Keep an assessment and change every part of it."""
    assessment_id = store.create(full_assessment())
    for part, value in CHANGES.items():
        put(store, assessment_id, part, value)
    return assessment_id


def told(store, assessment_id):
    return is_told(store.history(assessment_id), store.load(assessment_id))


@pytest.mark.parametrize("part", CHANGES)
def test_every_change_is_told_with_time_person_before_and_after(store, part):
    assessment_id = store.create(full_assessment())

    put(store, assessment_id, part, CHANGES[part])

    entry = store.history(assessment_id)[-1]
    assert (entry.number, entry.at, entry.person, entry.kind) == (2, MOMENT, "Li", part)
    assert entry.before != entry.after
    assert told(store, assessment_id)


def test_a_value_taken_away_is_told_too(store, kept):
    put(store, kept, Part.EVIDENCE, None, key="e1")

    entry = store.history(kept)[-1]
    assert "other.png" in entry.before
    assert entry.after == ""
    assert told(store, kept)


def test_the_history_tells_what_was_on_disk_before_not_what_a_window_believed(store, tmp_path):
    assessment_id = store.create(full_assessment())
    other = AssessmentStore.open(tmp_path, clock)
    put(other, assessment_id, Part.ANSWERS, answer(choice="25"))
    other.close()

    stale = Change(part=Part.ANSWERS, key="CA.1-Q1", before=answer(), after=answer(choice="75"))
    store.save(assessment_id, [stale], "Li")

    assert '\\"25\\"' in store.history(assessment_id)[-1].before
    assert told(store, assessment_id)


def test_several_changes_are_written_all_or_none(store):
    assessment_id = store.create(full_assessment())
    before = store.load(assessment_id)
    good = Change(part=Part.ANSWERS, key="CA.1-Q1", before=None, after=answer(choice="25"))
    bad = Change(part=Part.ANSWERS, key="NW.1-Q1", before=None, after=INTERVIEW)

    with pytest.raises(AttributeError):
        store.save(assessment_id, [good, bad], "Li")

    assert store.load(assessment_id) == before
    assert len(store.history(assessment_id)) == 1


ALTERED = {
    "an answer": "UPDATE answers SET choices = '[\"100\"]' WHERE question_id = 'CA.1-Q1'",
    "an answer nobody changed": "UPDATE answers SET note = 'x' WHERE question_id = 'AP.4-Q1'",
    "a finding": "UPDATE findings SET note = 'x'",
    "an answer taken away": "DELETE FROM answers WHERE question_id = 'DA.3-Q1'",
    "the status": "UPDATE assessments SET state = 'final'",
    "the depth": "UPDATE assessments SET depth = 'full'",
    "the organisation": "UPDATE organisations SET name = 'x'",
    "a fact": "DELETE FROM facts",
    "the reason of a round": "UPDATE assessments SET round_reason = 'x'",
}


@pytest.mark.parametrize("statement", ALTERED.values(), ids=ALTERED)
def test_what_was_altered_by_hand_is_found(store, tmp_path, kept, statement):
    assert told(store, kept)

    sql(tmp_path, statement)

    assert not told(store, kept)


@pytest.mark.parametrize("statement", ["UPDATE history SET person = 'x'", "DELETE FROM history"])
def test_the_database_refuses_to_alter_the_history(store, tmp_path, kept, statement):
    with pytest.raises(sqlite3.IntegrityError):
        sql(tmp_path, statement)

    assert told(store, kept)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET person = 'x' WHERE number = 3",
        "UPDATE history SET after = before WHERE number = 3",
        "DELETE FROM history WHERE number = 3",
        "DELETE FROM history WHERE number = 1",
        "UPDATE history SET at = '2020-01-01T00:00:00+00:00' WHERE number = 4",
    ],
)
def test_a_history_altered_all_the_same_is_found(store, tmp_path, kept, statement):
    sql(tmp_path, "DROP TRIGGER history_stays")
    sql(tmp_path, "DROP TRIGGER history_is_kept")
    sql(tmp_path, statement)

    assert first_break(store.history(kept)) is not None
    assert not told(store, kept)


@pytest.mark.parametrize("part", CHANGES)
def test_a_final_assessment_takes_no_change(store, part):
    assessment_id = store.create(full_assessment())
    put(store, assessment_id, Part.STATUS, Status(state=AssessmentState.FINAL))
    before = store.load(assessment_id)

    with pytest.raises(StorageError) as caught:
        put(store, assessment_id, part, CHANGES[part])

    assert caught.value.key == "error.final"
    assert store.load(assessment_id) == before


def test_a_seal_survives_the_disk_and_breaks_when_one_letter_changes(store, tmp_path):
    assessment_id = store.create(full_assessment())
    seal = Seal(sha256=digest(store.load(assessment_id)), sealed_at=MOMENT, sealed_by="王")
    put(store, assessment_id, Part.STATUS, Status(state=AssessmentState.FINAL, seal=seal))
    assert is_intact(store.load(assessment_id))

    sql(tmp_path, "UPDATE answers SET note = note || '.' WHERE question_id = 'CA.1-Q1'")

    assert not is_intact(store.load(assessment_id))


def test_a_workspace_of_version_1_opens_and_its_history_begins_with_the_first_change(tmp_path):
    shutil.copy(OLD, tmp_path / FILE_NAME)

    store = AssessmentStore.open(tmp_path, clock)
    assessment_id = store.entries()[0].id
    kept = store.load(assessment_id)

    assert (kept.status.state, kept.origin) == (AssessmentState.IN_PROGRESS, assessment_id)
    assert kept.answers["DA.3-Q1"].state is AnswerState.UNKNOWN
    assert store.history(assessment_id) == []
    assert (tmp_path / "backups" / f"before-version-{SCHEMA_VERSION}.db").is_file()
    put(store, assessment_id, Part.ANSWERS, answer(choice="75"))
    assert [entry.number for entry in store.history(assessment_id)] == [1, 2]
    assert told(store, assessment_id)
    store.close()
