from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.assessment import (
    ActionState,
    AgreedOption,
    AnswerState,
    AssessmentState,
    CloudService,
    EvidenceLevel,
    PlanEntry,
    Schedule,
    Voice,
)
from model.change import Part, value_at
from model.clock import now
from model.errors import StorageError
from model.exchange.assessment_file import to_file
from model.facts import Depth, Fact
from model.improvement import Horizon
from model.language import Language
from model.library import content, load_assessment, load_sample
from model.responsibility import Allocation, ServiceModel
from model.sealing import is_intact
from model.session import AssessmentSession
from model.storage.assessments import AssessmentStore
from model.text import NAME_LENGTH, NOTE_LENGTH
from tests.builders import UNKNOWN, chosen, make_assessment, make_override
from tests.model.storage.workspace import (
    ACCEPTED,
    AGREEMENT,
    BELIEF,
    CLAIMS,
    EVIDENCE,
    HANDOFF,
    INTERVIEW,
    OBSERVATION,
)
from tests.ui.presenters.fakes import (
    BOXES,
    LEAD,
    QUESTIONNAIRE,
    Clock,
    Listener,
    MemoryStore,
    make_session,
    open_session,
    sample_session,
)

SHOP = CloudService(name="Mail", provider="aws", model=ServiceModel.SAAS)
HANDED = AgreedOption(negotiation_id="table2.1", option="b", known_by=100)
OVERRIDE = make_override("NW.1", "provider", 100, reason="contract 4.2", source="contract")
ENTRY = PlanEntry(action_id="OS.1-Q1-A1", owner="Li", due=date(2026, 12, 1))

CHANGES = {
    "choose": lambda s: s.choose(LEAD, ("50",)),
    "do_not_know": lambda s: s.do_not_know(LEAD),
    "does_not_apply": lambda s: s.does_not_apply(LEAD, "no images"),
    "take_back": lambda s: s.take_back(LEAD),
    "note": lambda s: s.note(LEAD, "other words"),
    "prove": lambda s: s.prove(LEAD, EvidenceLevel.E3),
    "agree": lambda s: s.agree("table2.1", HANDED),
    "override": lambda s: s.override(OVERRIDE.responsibility_id, OVERRIDE),
    "decide": lambda s: s.decide(ENTRY),
    "believe": lambda s: s.put(Part.BELIEFS, BELIEF.responsibility_id, BELIEF),
    "schedule": lambda s: s.put(Part.SCHEDULE, "", Schedule(begins_on=date(2026, 12, 1))),
    "flag": lambda s: s.flag(LEAD, is_flagged=True),
    "keep_interview": lambda s: s.keep_interview(INTERVIEW),
    "keep_evidence": lambda s: s.keep_evidence(EVIDENCE),
    "keep_observation": lambda s: s.keep_observation(OBSERVATION),
    "review": lambda s: s.review(is_in_review=True),
    "set_up": lambda s: s.set_up("Other", SHOP, Depth.EXPRESS, {Fact.OWN_IMAGES: False}),
}
"""Every way to change an assessment."""


@pytest.fixture(params=CHANGES, ids=str)
def change(request):
    return CHANGES[request.param]


@pytest.fixture
def session():
    return make_session(
        answers={LEAD: {**chosen(25), "note": "old words"}, BOXES: UNKNOWN},
        agreed={"table2.1": (None, None)},
        plan={ENTRY.action_id: replace(ENTRY, owner="Wang")},
    )


def test_listeners_hear_of_a_change_once_it_is_on_disk_and_in_memory(session, change):
    class Witness:
        def __init__(self):
            self.seen = []

        def look(self, assessment):
            self.seen.append((len(session._store.saved), session.assessment is assessment))

    witness = Witness()
    session.changed.connect(witness.look)

    change(session)

    assert witness.seen == [(1, True)]


def test_a_change_is_written_before_memory_changes(session, change, monkeypatch):
    before = session.assessment
    seen = []
    store = session._store
    monkeypatch.setattr(store, "_save", lambda *_: seen.append(session.assessment is before))

    change(session)

    assert seen == [True]
    assert session.assessment is not before


def test_a_failed_save_changes_nothing_and_tells_nobody(session, change):
    listener = Listener(session.changed)
    before, evaluation, plan = session.assessment, session.evaluation, session.plan
    session._store.is_full = True

    with pytest.raises(StorageError) as caught:
        change(session)

    assert caught.value.key == "error.storage.disk_full"
    assert session.assessment is before
    assert session.evaluation is evaluation
    assert session.plan is plan
    assert listener.heard == []


def test_a_failed_save_keeps_budget_and_position(session):
    listener = Listener(session.changed)
    session.remember_position(LEAD)
    session._store.is_full = True

    with pytest.raises(StorageError):
        session.set_budget(8)
    with pytest.raises(StorageError):
        session.remember_position(BOXES)

    assert session.budget == 24
    assert session.position == LEAD
    assert listener.heard == []


def test_after_a_failed_save_the_same_change_can_be_made_again(session, change):
    before = session.assessment
    session._store.is_full = True
    with pytest.raises(StorageError):
        change(session)
    session._store.is_full = False

    change(session)

    assert session.assessment is not before


def test_an_unknown_choice_is_a_bug_and_is_never_saved(session):
    with pytest.raises(KeyError):
        session.choose(LEAD, ("7",))

    assert session._store.saved == []
    assert session.answer_to(LEAD).choices == ("25",)


def test_an_answer_carries_the_time_it_was_given():
    clock = Clock()
    session = open_session(make_assessment(questionnaire_id=QUESTIONNAIRE), clock=clock)
    clock.time += timedelta(hours=3)

    session.choose(LEAD, ("75",))

    assert session.answer_to(LEAD).answered_at == clock.time
    assert session.assessment.updated_on == clock.time.date()


def test_a_question_nobody_spoke_about_is_open(session):
    answer = session.answer_to("CA.1-Q1")

    assert answer.state is AnswerState.OPEN
    assert answer.choices == ()
    assert answer.note == ""


def test_taking_back_makes_open_and_keeps_the_note(session):
    session.take_back(LEAD)

    answer = session.answer_to(LEAD)
    assert (answer.state, answer.choices, answer.note) == (AnswerState.OPEN, (), "old words")


def test_another_answer_drops_what_belongs_to_the_old_one_and_keeps_the_note(session):
    session.does_not_apply(LEAD, "no images")
    session.do_not_know(LEAD)

    answer = session.answer_to(LEAD)
    assert (answer.state, answer.choices, answer.reason) == (AnswerState.UNKNOWN, (), "")
    assert answer.note == "old words"


def test_a_note_and_its_proof_leave_the_answer_as_it_is(session):
    session.note(LEAD, "new words")
    session.prove(LEAD, EvidenceLevel.E2)

    answer = session.answer_to(LEAD)
    assert (answer.state, answer.choices) == (AnswerState.CHOSEN, ("25",))
    assert (answer.note, answer.evidence) == ("new words", EvidenceLevel.E2)


HOSTILE = "a\x00b\u202ec\x07\r\n"


def test_notes_are_cleaned_and_bounded(session):
    session.note(LEAD, HOSTILE + "x" * 9000)

    note = session.answer_to(LEAD).note
    assert note.startswith("abc\nx")
    assert len(note) == NOTE_LENGTH


def test_reasons_are_cleaned_and_bounded(session):
    session.does_not_apply(LEAD, HOSTILE + "x" * 9000)

    reason = session.answer_to(LEAD).reason
    assert reason.startswith("abc\nx")
    assert len(reason) == NOTE_LENGTH


def test_names_are_cleaned_to_one_bounded_line(session):
    service = replace(SHOP, name=HOSTILE + "Mail", provider="Cloud\nCo\u2066")

    session.set_up(HOSTILE + "y" * 300, service, Depth.FULL, {})

    assert session.assessment.organisation == ("abc " + "y" * 300)[:NAME_LENGTH]
    assert session.assessment.service.name == "abc Mail"
    assert session.assessment.service.provider == "Cloud Co"


def test_owner_and_note_of_an_action_are_cleaned_and_bounded(session):
    session.decide(PlanEntry(action_id="OS.1-Q1-A1", owner=HOSTILE + "z" * 300, note=HOSTILE))

    entry = session.assessment.plan["OS.1-Q1-A1"]
    assert entry.owner == ("abc " + "z" * 300)[:NAME_LENGTH]
    assert entry.note == "abc"


def test_what_is_saved_is_what_is_in_memory(session):
    session.note(LEAD, HOSTILE)
    session.decide(PlanEntry(action_id="OS.1-Q1-A1", owner=HOSTILE))

    saved = {c.part: c.after for _, changes in session._store.saved for c in changes}
    assert saved[Part.ANSWERS] == session.answer_to(LEAD)
    assert saved[Part.PLAN] == session.assessment.plan["OS.1-Q1-A1"]


def test_the_numbers_follow_every_answer(session):
    assert session.evaluation.open_count == 27
    low = session.evaluation.share.low

    session.choose("CA.1-Q1", ("100",))

    assert session.evaluation.open_count == 26
    assert session.evaluation.share.low > low


def test_the_numbers_follow_the_division(session):
    duty = session.matrix.negotiated("table2.1", ServiceModel.IAAS).id
    assert session.evaluation.division.by_id[duty].allocation is Allocation.NEGOTIABLE

    session.agree("table2.1", HANDED)
    assert session.evaluation.division.by_id[duty].allocation is Allocation.PROVIDER

    session.agree("table2.1", None)
    assert "table2.1" not in session.assessment.agreed
    assert session.evaluation.division.by_id[duty].allocation is Allocation.NEGOTIABLE


def test_the_numbers_follow_an_override_and_its_going(session):
    duty = OVERRIDE.responsibility_id
    asked = len(session.evaluation.asked)

    session.override(duty, OVERRIDE)
    assert len(session.evaluation.asked) == asked - 1

    session.override(duty, None)
    assert len(session.evaluation.asked) == asked


def test_the_questions_follow_the_set_up_and_answers_stay(session):
    session.set_up("Other", SHOP, Depth.EXPRESS, {})

    assert len(session.evaluation.asked) == 10
    assert session.answer_to(LEAD).choices == ("25",)


def test_the_plan_follows_every_answer(session):
    assert session.plan.to_find_out[0].id == BOXES

    session.choose(BOXES, ())

    assert session.plan.to_find_out == ()
    assert any(
        a.candidate.question.id == BOXES for a in session.plan.ranked if a.candidate.question
    )


def test_the_plan_follows_the_budget():
    session = sample_session()
    session.set_budget(0)
    few = len(session.plan.within(Horizon.DAYS_90))

    session.set_budget(400)

    assert few == 0
    assert len(session.plan.within(Horizon.DAYS_90)) > 0


def test_a_position_that_did_not_move_is_not_written_again(session):
    session.remember_position(LEAD)
    session.remember_position(LEAD)

    assert session._store.saved == [("position", LEAD)]


def test_moving_about_changes_no_number_and_tells_nobody(session):
    listener = Listener(session.changed)

    session.remember_position(BOXES)

    assert listener.heard == []


@pytest.fixture
def workspace(tmp_path):
    """Open sessions of one assessment on disk, each on a connection of its own."""
    stores = []

    def open_store():
        stores.append(AssessmentStore.open(tmp_path, now))
        return stores[-1]

    assessment_id = open_store().create(make_assessment(questionnaire_id=QUESTIONNAIRE))
    yield lambda: AssessmentSession(assessment_id, *content(QUESTIONNAIRE), open_store(), now)
    for store in stores:
        store.close()


def test_position_and_budget_survive_reopening(workspace):
    first = workspace()
    assert first.position is None
    first.remember_position(BOXES)
    first.set_budget(40)

    again = workspace()

    assert again.position == BOXES
    assert again.budget == 40


def test_everything_said_survives_reopening(workspace, change):
    first = workspace()
    first.note(BOXES, "半句 half a sentence")

    change(first)

    assert workspace().assessment == first.assessment


def test_a_fresh_store_is_asked_once_at_opening(monkeypatch):
    store = MemoryStore(make_assessment(questionnaire_id=QUESTIONNAIRE), LEAD, 12)
    session = AssessmentSession("a1", *content(QUESTIONNAIRE), store, Clock())
    for name in ("load", "position", "budget"):
        monkeypatch.setattr(store, name, None)

    assert (session.position, session.budget) == (LEAD, 12)
    assert session.plan.share_before is None


def test_states_of_an_action_are_kept(session):
    session.decide(replace(ENTRY, state=ActionState.ACCEPTED))

    assert session.assessment.plan[ENTRY.action_id].state is ActionState.ACCEPTED


def test_a_budget_of_zero_survives_reopening(tmp_path):
    store = AssessmentStore.open(tmp_path, now)
    key = store.create(make_assessment(questionnaire_id=QUESTIONNAIRE))
    AssessmentSession(key, *content(QUESTIONNAIRE), store, now).set_budget(0)
    assert AssessmentSession(key, *content(QUESTIONNAIRE), store, now).budget == 0
    store.close()


def test_the_reason_of_an_override_is_cleaned_and_bounded():
    session = make_session()
    o = make_override("NW.1", "provider", 100, reason="a\x00\u202eb" + "x" * 5000)
    session.override(o.responsibility_id, o)
    kept = session.assessment.overrides[o.responsibility_id].reason
    assert kept == ("ab" + "x" * 5000)[:2000]


def test_a_saved_file_with_a_long_reason_can_be_opened_again(tmp_path):
    session = make_session()
    o = make_override("NW.1", "provider", 100, reason="x" * 2500)
    session.override(o.responsibility_id, o)
    (tmp_path / "a.json").write_bytes(to_file(session.assessment, session.questionnaire))
    load_assessment(tmp_path / "a.json")


def test_not_applicable_with_an_invisible_reason_is_not_saved_as_an_unreadable_file(tmp_path):
    session = make_session()
    try:
        session.does_not_apply(LEAD, "\u200e")
    except ValueError:
        return
    (tmp_path / "a.json").write_bytes(to_file(session.assessment, session.questionnaire))
    load_assessment(tmp_path / "a.json")


def test_every_change_can_be_undone_and_made_again(session, change):
    before = session.assessment
    change(session)
    after = session.assessment

    undone = session.undo()
    assert replace(session.assessment, updated_on=None) == replace(before, updated_on=None)
    assert undone
    assert session.redo()
    assert replace(session.assessment, updated_on=None) == replace(after, updated_on=None)
    assert session.undo()
    assert session.undo() == ()


def test_a_new_change_forgets_what_was_undone(session):
    session.choose(LEAD, ("50",))
    session.undo()
    session.choose(LEAD, ("75",))

    assert session.redo() == ()
    assert session.answer_to(LEAD).choices == ("75",)


def test_an_undo_that_cannot_be_saved_changes_nothing_and_can_be_tried_again(session):
    session.choose(LEAD, ("75",))
    before = session.assessment
    session._store.is_full = True

    with pytest.raises(StorageError):
        session.undo()

    assert session.assessment is before
    session._store.is_full = False
    assert session.undo()
    assert session.answer_to(LEAD).choices == ("25",)


@given(st.lists(st.sampled_from(sorted(CHANGES)), max_size=12))
def test_undoing_everything_leads_back_to_the_beginning(names):
    session = make_session(answers={LEAD: {**chosen(25), "note": "old"}, BOXES: UNKNOWN})
    before = session.assessment
    for name in names:
        CHANGES[name](session)
    steps = 0
    while session.undo():
        steps += 1

    assert steps == len(names)
    assert replace(session.assessment, updated_on=None) == replace(before, updated_on=None)


def test_the_first_answer_takes_a_draft_into_progress_in_one_step():
    session = make_session()
    assert session.assessment.status.state is AssessmentState.DRAFT

    session.choose(LEAD, ("50",))
    assert session.assessment.status.state is AssessmentState.IN_PROGRESS

    session.undo()
    assert session.assessment.status.state is AssessmentState.DRAFT


def test_the_auditor_writes_beside_the_claim_and_never_over_it(session):
    session.speak_as(Voice.AUDITOR)
    session.choose(LEAD, ("100",))
    session.note(LEAD, "seen on screen")

    assert session.answer_to(LEAD, Voice.CUSTOMER).choices == ("25",)
    assert session.answer_to(LEAD).choices == ("100",)
    assert session.assessment.findings[LEAD].note == "seen on screen"


def test_the_numbers_are_those_of_the_voice_that_speaks(session):
    claimed = session.evaluation.share
    session.speak_as(Voice.AUDITOR)
    assert session.evaluation.share == claimed

    session.choose("CA.1-Q1", ("100",))
    assert session.evaluation.share.low > claimed.low

    session.speak_as(Voice.CUSTOMER)
    assert session.evaluation.share == claimed


def test_answers_given_in_an_interview_point_to_it(session):
    session.keep_interview(INTERVIEW)
    session.interview = INTERVIEW.id
    session.choose(LEAD, ("50",))
    session.interview = ""
    session.choose(BOXES, ("1",))

    assert session.answer_to(LEAD).interview == INTERVIEW.id
    assert session.answer_to(BOXES).interview == ""


def test_an_interview_taken_away_leaves_the_answers_and_comes_back_in_one_step(session):
    session.keep_interview(INTERVIEW)
    session.interview = INTERVIEW.id
    session.choose(LEAD, ("50",))

    session.drop_interview(INTERVIEW.id)
    assert session.answer_to(LEAD).interview == ""
    assert session.answer_to(LEAD).choices == ("50",)
    assert session.interview == ""

    session.undo()
    assert session.answer_to(LEAD).interview == INTERVIEW.id


def test_a_final_assessment_takes_no_change_and_its_seal_holds(session, change):
    session.person = "Wang"
    session.sign_off()
    sealed = session.assessment
    assert sealed.status.seal.sealed_by == "Wang"
    assert is_intact(sealed)

    with pytest.raises(StorageError) as caught:
        change(session)

    assert caught.value.key == "error.final"
    assert session.undo() == ()
    assert session.assessment is sealed


def test_nobody_signs_without_a_name(session):
    with pytest.raises(ValueError, match=session.id):
        session.sign_off()

    assert not session.assessment.is_final


def test_every_change_is_saved_with_the_person_who_made_it(session, change):
    session.person = "Wang"
    change(session)

    assert session._store.people == ["Wang"]


@pytest.mark.parametrize(
    ("part", "value"),
    [
        (Part.CLAIMS, CLAIMS[0]),
        (Part.HANDOFFS, HANDOFF),
        (Part.ACCEPTED, ACCEPTED),
        (Part.AGREEMENT, AGREEMENT),
    ],
)
def test_what_is_said_of_the_division_is_kept_undone_and_removed(session, part, value):
    key = getattr(value, "key", getattr(value, "responsibility_id", ""))
    before = value_at(session.assessment, part, key)

    session.put(part, key, value)
    assert value_at(session.assessment, part, key) == value
    session.undo()
    assert value_at(session.assessment, part, key) == before
    session.redo()
    session.put(part, key, None)
    assert value_at(session.assessment, part, key) == before


def carried_over():
    """Open a session in which one answer was carried over from the round before."""
    return make_session(answers={LEAD: {**chosen(50), "carried": True}})


def test_an_answer_carried_over_can_be_confirmed_as_it_is():
    session = carried_over()

    session.confirm(LEAD)

    assert not session.answer_to(LEAD).carried
    assert session.answer_to(LEAD).choices == ("50",)


def test_an_answer_given_again_is_no_longer_carried_over():
    session = carried_over()

    session.choose(LEAD, ("75",))

    assert not session.answer_to(LEAD).carried


def test_a_note_does_not_confirm_an_answer():
    session = carried_over()

    session.note(LEAD, "ask Li")

    assert session.answer_to(LEAD).carried


class TestDoneBefore:
    """What the round before has as done, as this workspace tells it."""

    @pytest.fixture
    def store(self, tmp_path):
        store = AssessmentStore.open(tmp_path, Clock())
        yield store
        store.close()

    def open(self, store, assessment):
        return AssessmentSession(store.create(assessment), *content(QUESTIONNAIRE), store, Clock())

    def test_the_moment_is_told_where_the_round_before_is_here(self, store):
        first = self.open(store, load_sample(Language.EN))
        first.decide(PlanEntry(action_id="OS.1-Q1-A1", state=ActionState.DONE))

        second = self.open(store, first.assessment.next_round("a year later"))

        assert second.done_before["OS.1-Q1-A1"] == Clock().time

    def test_what_was_done_before_its_history_began_has_no_moment(self, store):
        entry = PlanEntry(action_id="OS.1-Q1-A1", state=ActionState.DONE)
        first = self.open(store, replace(load_sample(Language.EN), plan={entry.action_id: entry}))

        second = self.open(store, first.assessment.next_round("a year later"))

        assert second.done_before == {"OS.1-Q1-A1": None}

    def test_a_first_round_has_nothing_before_it(self, store):
        assert self.open(store, load_sample(Language.EN)).done_before == {}


def test_what_is_decided_about_the_plan_leaves_its_numbers_and_its_order():
    session = sample_session()
    evaluation, plan = session.evaluation, session.plan
    action_id = plan.ranked[0].id

    session.decide(PlanEntry(action_id=action_id, owner="Wang", state=ActionState.DONE))
    session.put(Part.SCHEDULE, "", Schedule(begins_on=date(2027, 1, 1)))

    assert session.evaluation is evaluation
    assert session.plan is plan


def test_another_effort_ranks_again_and_an_undo_does_too():
    session = sample_session()
    evaluation, plan = session.evaluation, session.plan
    action_id = plan.ranked[0].id

    session.decide(PlanEntry(action_id=action_id, effort=16))
    assert session.evaluation is evaluation
    assert session.plan.ranked[0].id != action_id

    session.undo()
    assert session.plan.ranked[0].id == action_id


def test_an_answer_beside_a_decision_makes_the_numbers_again():
    session = sample_session()
    before = session.evaluation, session.plan
    question_id = session.plan.ranked[1].candidate.duty.questions[0].id

    session.do_not_know(question_id)

    assert session.evaluation is not before[0]
    assert session.plan is not before[1]
