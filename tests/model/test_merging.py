from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from model.assessment import Answer, AnswerState, AssessmentState, Status
from model.change import Part, apply
from model.merging import can_merge, merge
from tests.builders import chosen, make_assessment
from tests.model.storage.workspace import MOMENT, full_assessment

QUESTIONS = ("CA.1-Q1", "NW.1-Q1", "DA.2-Q1", "DA.3-Q1", "OS.7-Q1")
said = st.builds(
    Answer,
    question_id=st.just(""),
    state=st.just(AnswerState.CHOSEN),
    choices=st.sampled_from((("0",), ("50",), ("100",))),
    note=st.sampled_from(("", "x")),
    answered_at=st.sampled_from((None, MOMENT)),
)


def with_keys(answers):
    return {key: replace(answer, question_id=key) for key, answer in answers.items()}


def assessments(questions=QUESTIONS):
    drawn = st.dictionaries(st.sampled_from(questions), said)
    return drawn.map(lambda a: replace(make_assessment(), answers=with_keys(a)))


def without_moments(assessment):
    answers = assessment.answers.items()
    return {key: replace(answer, answered_at=None) for key, answer in answers}


@given(assessments(), st.none() | assessments())
def test_merging_with_oneself_changes_nothing(ours, base):
    result = merge(ours, ours, base)

    assert (result.taken, result.kept, result.conflicts) == ((), 0, ())


@given(assessments(), assessments(QUESTIONS[:2]), assessments(QUESTIONS[2:]))
def test_edits_of_different_questions_are_both_taken_in_either_order(base, first, second):
    ours = replace(base, answers={**base.answers, **first.answers})
    theirs = replace(base, answers={**base.answers, **second.answers})

    one, other = merge(ours, theirs, base), merge(theirs, ours, base)

    assert not one.conflicts
    assert not other.conflicts
    merged = without_moments(apply(ours, one.changes()))
    assert merged == without_moments(apply(theirs, other.changes()))
    assert merged == without_moments(
        replace(base, answers={**base.answers, **first.answers, **second.answers})
    )


@given(assessments(), assessments(), assessments())
def test_nothing_of_ours_that_they_did_not_change_is_lost(ours, theirs, base):
    merged = apply(ours, merge(ours, theirs, base).changes())

    was, now = without_moments(ours), without_moments(merged)
    for key in set(ours.answers) | set(merged.answers):
        if without_moments(theirs).get(key) == without_moments(base).get(key):
            assert now.get(key) == was.get(key)


@given(assessments(), assessments())
def test_without_a_base_every_difference_is_a_conflict(ours, theirs):
    both = set(ours.answers) & set(theirs.answers)
    told, heard = without_moments(ours), without_moments(theirs)

    conflicts = {c.key for c in merge(ours, theirs).conflicts}

    assert conflicts == {key for key in both if told[key] != heard[key]}


def test_two_halves_of_an_interview_meet_in_one_conflict():
    base = make_assessment(answers={"CA.1-Q1": chosen("0")})
    ours = make_assessment(answers={"CA.1-Q1": chosen("50"), "NW.1-Q1": chosen("1")})
    theirs = make_assessment(answers={"CA.1-Q1": chosen("100"), "DA.3-Q1": chosen("25")})

    result = merge(ours, theirs, base)

    (conflict,) = result.conflicts
    assert (conflict.ours.choices, conflict.theirs.choices) == (("50",), ("100",))
    assert ([c.key for c in result.taken], result.kept) == (["DA.3-Q1"], 1)
    kept = apply(ours, result.changes())
    taken = apply(ours, result.changes({conflict.place}))
    assert kept.answers["CA.1-Q1"].choices == ("50",)
    assert taken.answers["CA.1-Q1"].choices == ("100",)
    assert set(kept.answers) == set(taken.answers) == {"CA.1-Q1", "NW.1-Q1", "DA.3-Q1"}


def test_every_part_is_merged():
    theirs = full_assessment()
    ours = make_assessment(questionnaire_id="oscar-2020", depth=theirs.depth, facts=theirs.facts)

    result = merge(ours, theirs, ours)

    merged = apply(ours, result.changes())
    for part in Part:
        if part is Part.ANSWERS:
            assert without_moments(merged) == without_moments(theirs)
        elif part is not Part.STATUS:
            assert getattr(merged, part) == getattr(theirs, part)


def test_what_they_removed_is_removed():
    base = make_assessment(answers={"CA.1-Q1": chosen("0")})

    merged = apply(base, merge(base, make_assessment(), base).changes())

    assert merged.answers == {}


def test_only_an_open_copy_of_the_same_assessment_can_be_merged_into():
    ours = make_assessment(origin="one")

    assert can_merge(ours, ours)
    assert not can_merge(ours, replace(ours, origin="two"))
    assert not can_merge(make_assessment(), make_assessment())
    assert not can_merge(replace(ours, status=Status(state=AssessmentState.FINAL)), ours)
    assert not can_merge(ours, replace(ours, questionnaire_version="2.0.0"))
