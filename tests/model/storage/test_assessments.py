from dataclasses import replace
from datetime import date, timedelta

import pytest

from model.assessment import AgreedOption, AnswerState, PlanEntry, Round
from model.change import Part
from model.errors import StorageError
from model.facts import Depth, Fact
from model.responsibility import ServiceModel
from model.storage.assessments import AssessmentStore
from model.storage.database import check
from model.storage.rows import CODECS
from tests.builders import make_assessment, make_override
from tests.model.storage.workspace import MOMENT, answer, clock, full_assessment, put, sql


@pytest.fixture
def store(tmp_path):
    store = AssessmentStore.open(tmp_path, clock)
    yield store
    store.close()


def test_what_was_kept_comes_back_equal(store):
    assessment = full_assessment()

    kept = store.load(store.create(assessment))

    assert replace(kept, origin="") == assessment
    assert kept.origin


def test_it_comes_back_equal_from_a_workspace_opened_again(store, tmp_path):
    assessment = full_assessment()
    assessment_id = store.create(assessment)
    store.close()

    again = AssessmentStore.open(tmp_path, clock)

    assert replace(again.load(assessment_id), origin="") == assessment
    again.close()


def test_an_answer_replaces_the_one_before(store):
    assessment_id = store.create(full_assessment())
    later = answer(choice="75", note="changed")

    put(store, assessment_id, Part.ANSWERS, later)

    assert store.load(assessment_id).answers["CA.1-Q1"] == later
    assert len(store.load(assessment_id).answers) == 6


def test_agreed_overrides_and_plan_can_be_set_and_taken_back(store):
    assessment_id = store.create(make_assessment())
    option = AgreedOption(negotiation_id="table2.1", option="b", known_by=100)
    override = make_override("NW.1", "customer", 50)
    entry = PlanEntry(action_id="CA.1-Q1-A1", due=date(2027, 1, 1))

    put(store, assessment_id, Part.AGREED, option)
    put(store, assessment_id, Part.OVERRIDES, override)
    put(store, assessment_id, Part.PLAN, entry)

    kept = store.load(assessment_id)
    assert kept.agreed == {"table2.1": option}
    assert kept.overrides == {override.responsibility_id: override}
    assert kept.plan == {"CA.1-Q1-A1": entry}

    put(store, assessment_id, Part.AGREED, None, "table2.1")
    put(store, assessment_id, Part.OVERRIDES, None, override.responsibility_id)
    assert store.load(assessment_id).agreed == {}
    assert store.load(assessment_id).overrides == {}


def test_a_new_set_up_keeps_the_answers(store):
    assessment_id = store.create(full_assessment())
    before = store.load(assessment_id)
    service = replace(before.service, name="Mail", model=ServiceModel.SAAS)
    changed = replace(
        before,
        organisation="Other",
        service=service,
        depth=Depth.FULL,
        facts={Fact.PERSONAL_INFORMATION: False},
    )

    put(store, assessment_id, Part.SETUP, changed.setup)

    assert store.load(assessment_id) == changed
    assert len(store.entries()) == 1


def test_the_list_shows_the_latest_first_and_counts_answers(tmp_path):
    moments = iter([MOMENT, MOMENT.replace(day=21)])
    store = AssessmentStore.open(tmp_path, lambda: next(moments))
    first = store.create(full_assessment())
    second = store.create(make_assessment())

    entries = store.entries()

    assert [(e.id, e.answered) for e in entries] == [(second, 0), (first, 5)]
    store.close()


def test_position_and_budget_are_remembered_without_changing_the_assessment(store):
    assessment_id = store.create(make_assessment())
    stamp = store.entries()[0].updated_at
    assert (store.position(assessment_id), store.budget(assessment_id)) == (None, 24)

    store.save_position(assessment_id, "CA.1-Q1")
    store.save_budget(assessment_id, 40)

    assert (store.position(assessment_id), store.budget(assessment_id)) == ("CA.1-Q1", 40)
    assert store.entries()[0].updated_at == stamp


def test_the_same_organisation_and_service_are_used_again(store, tmp_path):
    store.create(make_assessment())
    store.create(make_assessment())
    store.create(make_assessment("paas"))

    assert sql(tmp_path, "SELECT count(*) FROM organisations") == [(1,)]
    assert sql(tmp_path, "SELECT count(*) FROM services") == [(2,)]


def test_deleting_leaves_nothing_that_no_one_uses(store, tmp_path):
    kept = store.create(make_assessment())
    gone = store.create(replace(full_assessment(), organisation="Gone"))

    store.delete(gone)

    parts = ("facts", *CODECS)
    assert [list(store._db.table(part).rows) for part in parts] == [[]] * len(parts)
    assert sql(tmp_path, "SELECT name FROM organisations") == [("Test & Co",)]
    assert [entry.id for entry in store.entries()] == [kept]
    assert sql(tmp_path, "SELECT DISTINCT assessment_id FROM history") == [(kept,)]
    assert check(tmp_path) == []


def test_a_full_disk_keeps_the_old_answer(store):
    assessment_id = store.create(full_assessment())
    before = store.load(assessment_id)
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(StorageError) as caught:
        put(store, assessment_id, Part.ANSWERS, answer(choice="100", note="n" * 100_000))

    assert caught.value.key == "error.storage.disk_full"
    assert store.load(assessment_id) == before
    store._db.execute("PRAGMA max_page_count = 100000")
    put(store, assessment_id, Part.ANSWERS, answer(choice="100"))
    assert store.load(assessment_id).answers["CA.1-Q1"].choices == ("100",)


def test_a_read_only_database_says_so_and_keeps_the_old_answer(store):
    assessment_id = store.create(full_assessment())
    before = store.load(assessment_id)
    store._db.execute("PRAGMA query_only = ON")

    with pytest.raises(StorageError) as caught:
        put(store, assessment_id, Part.ANSWERS, answer(choice="100"))

    assert caught.value.key == "error.storage.read_only"
    assert store.load(assessment_id) == before


def test_a_bug_while_writing_leaves_nothing_behind_and_is_not_hidden(store, monkeypatch):
    assessment_id = store.create(full_assessment())
    before = store.load(assessment_id)

    def broken(_assessment_id):
        raise RuntimeError("bug")

    monkeypatch.setattr(store, "_touch", broken)
    with pytest.raises(RuntimeError):
        put(store, assessment_id, Part.ANSWERS, answer(choice="100"))

    assert store.load(assessment_id) == before


def test_two_windows_on_one_workspace_see_each_others_answers(store, tmp_path):
    other = AssessmentStore.open(tmp_path, clock)
    assessment_id = store.create(make_assessment())

    put(other, assessment_id, Part.ANSWERS, answer("A"))
    put(store, assessment_id, Part.ANSWERS, answer("B"))

    assert set(other.load(assessment_id).answers) == {"A", "B"}
    assert other.load(assessment_id) == store.load(assessment_id)
    other.close()


def test_a_writer_waits_its_turn_and_then_says_busy(store, tmp_path):
    other = AssessmentStore.open(tmp_path, clock)
    assessment_id = store.create(make_assessment())
    other._db.execute("PRAGMA busy_timeout = 50")
    store._db.execute("BEGIN IMMEDIATE")

    with pytest.raises(StorageError) as caught:
        put(other, assessment_id, Part.ANSWERS, answer())

    assert caught.value.key == "error.storage.busy"
    store._db.execute("ROLLBACK")
    put(other, assessment_id, Part.ANSWERS, answer())
    other.close()


@pytest.mark.parametrize(
    "use",
    [
        lambda store, gone: store.load(gone),
        lambda store, gone: store.position(gone),
        lambda store, gone: store.budget(gone),
        lambda store, gone: put(store, gone, Part.ANSWERS, answer(state=AnswerState.UNKNOWN)),
        lambda store, gone: put(store, gone, Part.AGREED, None, "table2.1"),
        lambda store, gone: put(store, gone, Part.OVERRIDES, make_override("NW.1", "customer")),
        lambda store, gone: put(store, gone, Part.PLAN, PlanEntry(action_id="A")),
        lambda store, gone: put(store, gone, Part.SETUP, full_assessment().setup),
        lambda store, gone: store.save_position(gone, "CA.1-Q1"),
        lambda store, gone: store.save_budget(gone, 8),
        lambda store, gone: store.delete(gone),
    ],
)
def test_what_another_window_deleted_is_said(store, tmp_path, use):
    gone = store.create(make_assessment())
    other = AssessmentStore.open(tmp_path, clock)
    other.delete(gone)
    other.close()

    with pytest.raises(StorageError) as caught:
        use(store, gone)

    assert caught.value.key == "error.storage.no_assessment"
    assert sql(tmp_path, "SELECT count(*) FROM organisations") == [(0,)]


def test_what_a_copy_came_from_is_kept_beside_it(store):
    assessment_id = store.create(make_assessment())
    before = store.load(assessment_id)
    assert store.base(assessment_id) is None

    store.set_base(assessment_id, '{"organisation": "晨光"}')

    assert store.base(assessment_id) == '{"organisation": "晨光"}'
    assert store.load(assessment_id) == before


def test_what_a_copy_came_from_needs_the_copy(store):
    with pytest.raises(StorageError):
        store.set_base("nowhere", "{}")
    with pytest.raises(StorageError):
        store.base("nowhere")


class TestRounds:
    """A clock that stands still: of two changed at once, the smaller id is taken."""

    def keep(self, store, number, previous=""):
        made = replace(full_assessment(), origin="", round=Round(number=number, previous=previous))
        return store.create(made)

    def test_every_round_of_a_service_is_found_from_any_of_them(self, store):
        first = self.keep(store, 1)
        second = self.keep(store, 2, first)
        third = self.keep(store, 3, second)
        self.keep(store, 1)

        for each in (first, second, third):
            assert store.rounds(each) == [first, second, third]

    def test_a_round_that_is_not_here_ends_the_chain(self, store):
        second = self.keep(store, 2, "not here")
        third = self.keep(store, 3, second)

        assert store.rounds(third) == [second, third]

    def test_the_copy_that_was_changed_last_stands_for_a_round(self, tmp_path):
        moments = iter(range(100))
        store = AssessmentStore.open(tmp_path, lambda: MOMENT + timedelta(minutes=next(moments)))
        first = self.keep(store, 1)
        copy = store.create(store.load(first))
        second = self.keep(store, 2, first)

        assert store.rounds(second) == [copy, second]
        assert store.rounds(first) == [first, second]
        put(store, first, Part.ANSWERS, answer(choice="75"))
        assert store.rounds(second) == [first, second]
        store.close()

    def test_rounds_that_name_each_other_do_not_go_on_for_ever(self, store):
        one = store.create(
            replace(full_assessment(), origin="a", round=Round(number=2, previous="b"))
        )
        other = store.create(
            replace(full_assessment(), origin="b", round=Round(number=2, previous="a"))
        )
        itself = store.create(
            replace(full_assessment(), origin="c", round=Round(number=2, previous="c"))
        )

        assert store.rounds(one) == [other, one]
        assert store.rounds(itself) == [itself]

    def test_what_is_not_here_has_no_rounds(self, store):
        assert store.rounds("nothing") == []
