"""Two copies of one assessment are brought together, and nothing of either is lost unasked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.assessment import Answer, AnswerState, AssessmentState, Status
from model.change import KEYED, Change, Part, apply, value_at
from model.fieldwork import Interview
from model.ledger import Agreement
from model.merging import Conflict, Side, is_same, merge, resolved
from tests.builders import chosen, make_assessment, make_claim, with_answer
from tests.model.storage.workspace import MOMENT, answer, full_assessment

QUESTIONS = ("CA.1-Q1", "CA.1-Q2", "NW.1-Q1", "DA.3-Q1")
NAMES = ("Li", "Wang", "Zhao")


@st.composite
def changes(draw, questions=QUESTIONS, interviews=("i1", "i2")):
    """Draw edits of some answers, findings and interviews; None removes."""
    said = st.one_of(
        st.none(),
        st.builds(
            answer,
            choice=st.sampled_from(("0", "50", "100")),
            note=st.sampled_from(("", "seen")),
            answered_at=st.sampled_from((None, MOMENT)),
        ),
    )
    held = st.one_of(st.none(), st.builds(Interview, id=st.just(""), name=st.sampled_from(NAMES)))
    found = {}
    for part, keys, values, field in (
        (Part.ANSWERS, questions, said, "question_id"),
        (Part.FINDINGS, questions, said, "question_id"),
        (Part.INTERVIEWS, interviews, held, "id"),
    ):
        for key in draw(st.sets(st.sampled_from(keys))):
            value = draw(values)
            after = None if value is None else replace(value, **{field: key})
            found[part, key] = Change(part=part, key=key, before=None, after=after)
    return tuple(found.values())


START = make_assessment()
copies = changes().map(lambda made: apply(START, made))


def content(assessment):
    """Return what an assessment says, without times and empty answers."""
    return {
        (part, key): replace(value, answered_at=None) if isinstance(value, Answer) else value
        for part in KEYED
        for key, value in getattr(assessment, part).items()
        if not is_same(value, None)
    }


def merged_with(ours, theirs, base, side=Side.OURS):
    found = merge(ours, theirs, base)
    choices = {(c.part, c.key): side for c in found.conflicts}
    return apply(ours, resolved(found, choices))


@given(copies, st.one_of(st.none(), copies))
def test_merging_with_oneself_changes_nothing(ours, base):
    found = merge(ours, ours, base)

    assert (found.taken, found.kept, found.conflicts) == ((), 0, ())
    assert resolved(found, {}) == ()


@given(
    copies,
    changes(("CA.1-Q1", "CA.1-Q2"), ("i1",)),
    changes(("NW.1-Q1", "DA.3-Q1"), ("i2",)),
)
def test_edits_of_different_places_are_all_taken_in_either_order(base, first, second):
    both = content(apply(apply(base, first), second))
    ours, theirs = apply(base, first), apply(base, second)

    assert merge(ours, theirs, base).conflicts == ()
    assert content(merged_with(ours, theirs, base)) == both
    assert content(merged_with(theirs, ours, base)) == both


@given(copies, copies, copies)
def test_nothing_of_ours_that_they_did_not_change_is_lost(ours, theirs, base):
    after = content(merged_with(ours, theirs, base, Side.THEIRS))
    mine, other, before = content(ours), content(theirs), content(base)

    places = {*mine, *other, *before}
    assert all(after.get(p) == mine.get(p) for p in places if other.get(p) == before.get(p))


@given(copies, copies, st.one_of(st.none(), copies))
def test_all_theirs_gives_theirs_wherever_they_changed(ours, theirs, base):
    after = content(merged_with(ours, theirs, base, Side.THEIRS))
    other, before = content(theirs), content(base) if base is not None else {}

    places = {*content(ours), *other, *before}
    assert all(after.get(p) == other.get(p) for p in places if other.get(p) != before.get(p))


@given(copies, copies, copies)
def test_all_ours_keeps_ours_wherever_we_changed(ours, theirs, base):
    after = content(merged_with(ours, theirs, base, Side.OURS))
    mine, before = content(ours), content(base)

    places = {*mine, *content(theirs), *before}
    assert all(after.get(p) == mine.get(p) for p in places if mine.get(p) != before.get(p))


def test_the_four_outcomes_are_counted_apart():
    base = make_assessment(answers={key: chosen(50) for key in QUESTIONS})
    ours, theirs = base, base
    for key in ("CA.1-Q1", "NW.1-Q1", "DA.3-Q1"):
        ours = with_answer(ours, key, chosen(0))
    theirs = with_answer(theirs, "CA.1-Q2", chosen(75))
    theirs = with_answer(theirs, "NW.1-Q1", chosen(0))
    theirs = with_answer(theirs, "DA.3-Q1", chosen(100))

    found = merge(ours, theirs, base)

    assert [change.key for change in found.taken] == ["CA.1-Q2"]
    assert (found.kept, found.same) == (1, 1)
    assert [c.key for c in found.conflicts] == ["DA.3-Q1"]


@pytest.mark.parametrize("is_ours_gone", [True, False])
def test_removed_on_one_side_and_changed_on_the_other_is_a_conflict(is_ours_gone):
    base = make_assessment(interviews={"i1": Interview(id="i1", name="Li")})
    gone = replace(base, interviews={})
    renamed = Interview(id="i1", name="Wang")
    changed = replace(base, interviews={"i1": renamed})
    ours, theirs = (gone, changed) if is_ours_gone else (changed, gone)

    found = merge(ours, theirs, base)

    expected = (None, renamed) if is_ours_gone else (renamed, None)
    conflict = Conflict(part=Part.INTERVIEWS, key="i1", ours=expected[0], theirs=expected[1])
    assert found.conflicts == (conflict,)
    assert content(merged_with(ours, theirs, base, Side.THEIRS)) == content(theirs)


def test_the_time_of_an_answer_alone_is_no_difference():
    ours = make_assessment(answers={"CA.1-Q1": chosen(50)})
    theirs = replace(ours, answers={"CA.1-Q1": answer()})

    assert resolved(merge(ours, theirs, None), {}) == ()


def test_an_open_answer_that_says_nothing_is_no_answer():
    empty = Answer(question_id="CA.1-Q1", state=AnswerState.OPEN, answered_at=MOMENT)
    base = make_assessment()

    found = merge(base, replace(base, answers={"CA.1-Q1": empty}), base)

    assert (found.taken, found.conflicts) == ((), ())


def test_an_open_answer_with_a_note_or_a_flag_is_taken():
    base = make_assessment()
    for more in ({"note": "ask Li"}, {"flagged": True}):
        said = Answer(question_id="CA.1-Q1", state=AnswerState.OPEN, **more)

        found = merge(base, replace(base, answers={"CA.1-Q1": said}), base)

        assert [change.after for change in found.taken] == [said]


def test_how_far_a_copy_is_stays_alone():
    ours = full_assessment()
    theirs = replace(ours, status=Status(state=AssessmentState.FINAL))

    assert resolved(merge(ours, theirs, ours), {}) == ()


def test_without_a_base_what_differs_is_asked_and_what_one_side_holds_stays():
    ours = make_assessment(answers={"CA.1-Q1": chosen(0), "CA.1-Q2": chosen(50)})
    theirs = make_assessment(
        answers={"CA.1-Q1": chosen(50), "NW.1-Q1": chosen(50)}, organisation="Other"
    )

    found = merge(ours, theirs, None)

    assert [(c.part, c.key) for c in found.conflicts] == [
        (Part.SETUP, ""),
        (Part.ANSWERS, "CA.1-Q1"),
    ]
    assert [change.key for change in found.taken] == ["NW.1-Q1"]
    assert found.kept == 1


def test_every_part_of_a_full_copy_is_taken():
    theirs = full_assessment()
    bare = replace(theirs, **{part.value: {} for part in KEYED})

    after = merged_with(bare, theirs, bare)

    for part in KEYED:
        for key in getattr(theirs, part):
            assert value_at(after, part, key) == value_at(theirs, part, key)


def test_an_answer_of_theirs_in_an_interview_that_we_removed_points_to_none():
    interview = {"i1": Interview(id="i1")}
    base = make_assessment(interviews=interview)
    ours = replace(base, interviews={})
    theirs = with_answer(base, "CA.1-Q1", {**chosen(50), "interview": "i1"})

    after = merged_with(ours, theirs, base)

    assert after.interviews == {}
    assert after.answers["CA.1-Q1"].interview == ""
    assert after.answers["CA.1-Q1"].choices == ("50",)


def test_two_claims_about_one_duty_do_not_meet_and_two_agreements_do():
    base = make_assessment()
    contract = make_claim("CA.1", "contract", "customer")
    practice = make_claim("CA.1", "practice", "provider")
    ours = replace(base, claims={contract.key: contract}, agreement=Agreement(scope="ours"))
    theirs = replace(base, claims={practice.key: practice}, agreement=Agreement(scope="theirs"))

    found = merge(ours, theirs, base)

    assert [(c.part, c.key) for c in found.conflicts] == [(Part.AGREEMENT, "")]
    after = apply(ours, resolved(found, {(Part.AGREEMENT, ""): Side.THEIRS}))
    assert (after.claims.keys(), after.agreement.scope) == (
        {contract.key, practice.key},
        "theirs",
    )
