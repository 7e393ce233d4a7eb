"""Two auditors split an assessment; what they bring together is what both found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from model.assessment import AssessmentState, Status
from model.language import LocalizedText
from model.library import content
from model.merging import Side
from model.session import AssessmentSession
from model.storage.assessments import AssessmentStore
from tests.builders import chosen, make_assessment, with_answer
from tests.model.storage.workspace import clock
from tests.ui.presenters.fakes import QUESTIONNAIRE, FakeView
from ui.presenters.merge_presenter import Arrival, LocalCopy, MergeInto, MergePresenter, NewCopy

MATRIX, QUESTIONS = content(QUESTIONNAIRE)
LADDERS = [q.id for q in QUESTIONS.questions if not q.is_list][:5]
SHARED, FIRST, SECOND = LADDERS[0], LADDERS[1:3], LADDERS[3:5]


def steps(question_id):
    return [choice.id for choice in QUESTIONS.by_id[question_id].choices]


def answered(assessment, ids, step, note=""):
    for key in ids:
        said = {**chosen(steps(key)[step]), "note": note}
        assessment = with_answer(assessment, key, said)
    return assessment


BASE = answered(
    make_assessment(questionnaire_id=QUESTIONNAIRE, origin="same"), [SHARED], 0, "start"
)
A = answered(answered(BASE, FIRST, 1), [SHARED], 1, "from A")
B = answered(answered(BASE, SECOND, 1), [SHARED], 2, "from B")


def presenter(theirs, ours, base, catalog, **changes):
    view = FakeView()
    arrival = Arrival(assessment=theirs, questionnaire=QUESTIONS, matrix=MATRIX, **changes)
    copy = LocalCopy(id="a", assessment=ours, base=base)
    made = MergePresenter(arrival, (copy,), catalog, view)
    made.refresh()
    return made, view


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize(("ours", "theirs"), [(A, B), (B, A)], ids=["B into A", "A into B"])
def test_two_auditors_meet_in_one_conflict(tmp_path, catalog, ours, theirs, side):
    store = AssessmentStore.open(tmp_path, clock)
    session = AssessmentSession(store.create(ours), MATRIX, QUESTIONS, store, clock)
    made, view = presenter(theirs, session.assessment, BASE, catalog)

    (row,) = view.card.conflicts
    assert SHARED in row.what
    assert ours.answers[SHARED].note in row.ours
    assert theirs.answers[SHARED].note in row.theirs
    made.choose(row.id, side)
    decided = made.decision()
    assert isinstance(decided, MergeInto)
    session.change(*decided.changes)
    kept = store.load(session.id).answers
    store.close()

    winner = ours if side is Side.OURS else theirs
    assert kept[SHARED] == winner.answers[SHARED]
    assert {key: kept[key] for key in FIRST} == {key: A.answers[key] for key in FIRST}
    assert {key: kept[key] for key in SECOND} == {key: B.answers[key] for key in SECOND}


def test_a_new_copy_is_a_choice_and_forgets_the_conflicts(english):
    made, view = presenter(B, A, BASE, english)
    made.choose_all(Side.THEIRS)
    made.choose_target("new")

    assert made.decision() == NewCopy()
    assert (view.card.primary, view.card.conflicts, view.card.counts) == ("Add as new", (), "")
    made.choose_target("a")
    assert [row.side for row in view.card.conflicts] == [Side.OURS]


@pytest.mark.parametrize(
    "changes",
    [{"status": Status(state=AssessmentState.FINAL)}, {"questionnaire_version": "0.9.0"}],
)
def test_a_copy_that_cannot_take_anything_is_no_target_and_it_is_said_why(catalog, changes):
    made, view = presenter(B, replace(A, **changes), BASE, catalog)

    assert [target for target, _, _ in view.card.targets] == ["new"]
    assert len(view.card.blocked) == 1
    assert made.decision() == NewCopy()


def test_a_questionnaire_that_comes_along_is_named_before_anything_is_kept(catalog):
    title = catalog.say(QUESTIONS.title)
    for brings in (True, False):
        _, view = presenter(B, A, BASE, catalog, brings_questionnaire=brings)
        said = [line for line in view.card.facts if title in line]

        assert len(said) == brings
        assert all(QUESTIONS.version in line for line in said)


def test_the_title_of_what_comes_along_cannot_pass_for_another_line(english):
    title = LocalizedText(zh="x", en="Mine\nSigned off by \u202eLi" + " long" * 60)
    arrival = Arrival(
        assessment=B,
        questionnaire=replace(QUESTIONS, title=title),
        matrix=MATRIX,
        brings_questionnaire=True,
    )
    view = FakeView()
    MergePresenter(arrival, (), english, view).refresh()

    (said,) = [line for line in view.card.facts if "Mine" in line]
    assert "Mine Signed off by Li" in said
    assert said.isprintable()
    assert len(said) < 250
