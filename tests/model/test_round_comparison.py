from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from model.assessment import Voice
from model.content.loader import load_matrix
from model.facts import Depth, Fact
from model.round_comparison import Group, Reason, compare_rounds
from model.rounds import Break, seen_round
from tests.builders import (
    NOT_APPLICABLE,
    RESPONSIBILITY,
    UNKNOWN,
    by_duty,
    chosen,
    drawn_cases,
    make_assessment,
    make_boxes,
    make_override,
    make_question,
    make_questionnaire,
    text,
)

MATRIX = load_matrix()
GOVERNMENT = load_matrix("government-cloud-2020")
LADDER = make_question("CA.1-Q1", critical=True)
DEEP = make_question("CA.1-Q2")
OTHER = make_question("OS.8-Q1")
LIST = make_boxes("NW.1-Q1", (50, 30, 20), critical=True, critical_boxes=("1",))
QUESTIONNAIRE = make_questionnaire(LADDER, DEEP, OTHER, LIST)
MIRRORED = {
    Group.IMPROVED: Group.WORSENED,
    Group.WORSENED: Group.IMPROVED,
    Group.NEW: Group.GONE,
    Group.GONE: Group.NEW,
    Group.UNCHANGED: Group.UNCHANGED,
    Group.APART: Group.APART,
}


def seen(answers=None, questionnaire=QUESTIONNAIRE, matrix=MATRIX, **changes):
    assessment = make_assessment(answers=answers or {}, **changes)
    return seen_round(matrix, questionnaire, assessment, Voice.CUSTOMER)


def questions(comparison):
    return {each.question.id: (each.group, each.reason) for each in comparison.questions}


def duties(comparison):
    return {each.duty.code: (each.group, each.reason) for each in comparison.duties}


class TestQuestions:
    def test_more_is_better_and_less_is_worse(self):
        before = seen({"CA.1-Q1": chosen(25), "CA.1-Q2": chosen(100), "OS.8-Q1": chosen(50)})
        after = seen({"CA.1-Q1": chosen(75), "CA.1-Q2": UNKNOWN, "OS.8-Q1": chosen(50)})

        found = questions(compare_rounds(before, after))

        assert found["CA.1-Q1"] == (Group.IMPROVED, None)
        assert found["CA.1-Q2"] == (Group.WORSENED, None)
        assert found["OS.8-Q1"] == (Group.UNCHANGED, None)
        assert found["NW.1-Q1"] == (Group.UNCHANGED, None)

    def test_what_was_answered_in_one_round_only_is_neither_better_nor_worse(self):
        before = seen({"CA.1-Q1": chosen(25), "OS.8-Q1": chosen(0)})
        after = seen({"CA.1-Q2": chosen(75), "OS.8-Q1": NOT_APPLICABLE})

        found = questions(compare_rounds(before, after))

        assert found["CA.1-Q1"] == (Group.APART, Reason.UNANSWERED)
        assert found["CA.1-Q2"] == (Group.APART, Reason.UNANSWERED)
        assert found["OS.8-Q1"] == (Group.APART, Reason.NOT_APPLICABLE)

    def test_a_critical_box_counts_where_the_values_are_equal(self):
        before, after = seen({"NW.1-Q1": chosen(2, 3)}), seen({"NW.1-Q1": chosen(1)})

        comparison = compare_rounds(before, after)

        assert questions(comparison)["NW.1-Q1"] == (Group.IMPROVED, None)
        assert comparison.gaps_closed == ("NW.1-Q1",)
        assert compare_rounds(after, before).gaps_opened == ("NW.1-Q1",)

    def test_a_question_that_means_something_else_now_is_not_compared(self):
        newer = make_questionnaire(replace(LADDER, weight=3), DEEP, OTHER, LIST)
        newer = replace(newer, version="2.0.0")
        said = {"CA.1-Q1": chosen(25)}

        comparison = compare_rounds(seen(said), seen({"CA.1-Q1": chosen(75)}, newer))

        assert questions(comparison)["CA.1-Q1"] == (Group.APART, Reason.MEANING)
        assert comparison.breaks == (Break.VERSION,)
        assert comparison.versions is not None
        assert comparison.versions.revalued == ("CA.1-Q1",)

    def test_other_words_do_not_keep_a_question_from_being_compared(self):
        newer = replace(make_questionnaire(replace(LADDER, text=text("other"))), version="1.0.1")

        comparison = compare_rounds(
            seen({"CA.1-Q1": chosen(25)}), seen({"CA.1-Q1": chosen(75)}, newer)
        )

        assert questions(comparison)["CA.1-Q1"] == (Group.IMPROVED, None)

    def test_in_another_questionnaire_the_same_id_with_other_words_is_another_question(self):
        other = replace(make_questionnaire(replace(LADDER, text=text("other")), OTHER), id="own")
        said = {"CA.1-Q1": chosen(25), "OS.8-Q1": chosen(25)}
        now = {"CA.1-Q1": chosen(75), "OS.8-Q1": chosen(75)}

        found = questions(compare_rounds(seen(said), seen(now, other)))

        assert found["CA.1-Q1"] == (Group.APART, Reason.MEANING)
        assert found["OS.8-Q1"] == (Group.IMPROVED, None)

    def test_it_is_said_why_a_question_is_in_one_round_only(self):
        facts = (Fact.OWN_IMAGES,)
        whole = make_questionnaire(LADDER, DEEP, replace(OTHER, facts=facts), LIST)
        newer = replace(make_questionnaire(LADDER, DEEP, LIST), version="2.0.0")
        handed = by_duty(make_override("CA.1", "provider", 100))

        full = seen(questionnaire=whole)
        cases = {
            Reason.DEPTH: (seen(questionnaire=whole, depth=Depth.EXPRESS), "CA.1-Q2"),
            Reason.FACTS: (
                seen(questionnaire=whole, facts={Fact.OWN_IMAGES: False}),
                "OS.8-Q1",
            ),
            Reason.QUESTIONNAIRE: (seen(questionnaire=newer), "OS.8-Q1"),
            Reason.DIVISION: (seen(questionnaire=whole, overrides=handed), "CA.1-Q1"),
        }

        for reason, (other, question) in cases.items():
            assert questions(compare_rounds(full, other))[question] == (Group.GONE, reason)
            assert questions(compare_rounds(other, full))[question] == (Group.NEW, reason)


class TestDuties:
    def test_only_what_both_rounds_answered_counts(self):
        before = seen({"CA.1-Q1": chosen(50)})
        after = seen({"CA.1-Q1": chosen(50), "CA.1-Q2": chosen(100)})

        found = next(d for d in compare_rounds(before, after).duties if d.duty.code == "CA.1")

        assert (found.group, found.before, found.after) == (Group.UNCHANGED, 50, 50)

    def test_what_nobody_held_and_somebody_holds_now_is_better(self):
        nobody = {"table2.2": (None, None)}
        code = next(r.code for r in MATRIX.responsibilities if r.id == _negotiated("table2.2"))
        questionnaire = make_questionnaire(make_question(f"{code}-Q1"))
        said = {f"{code}-Q1": chosen(75)}

        before = seen(said, questionnaire, agreed=nobody)
        after = seen(said, questionnaire, overrides=by_duty(make_override(code, "customer")))

        assert duties(compare_rounds(before, after))[code] == (Group.IMPROVED, None)

    def test_what_was_handed_over_is_not_compared_with_what_is_held(self):
        handed = by_duty(make_override("CA.1", "provider", 100))
        before, after = seen({"CA.1-Q1": chosen(50)}), seen(overrides=handed)

        assert duties(compare_rounds(before, after))["CA.1"] == (Group.APART, Reason.DIVISION)

    def test_a_duty_of_another_service_model_is_new_or_gone(self):
        comparison = compare_rounds(seen(), seen(model="saas"))

        found = Counter(duties(comparison).values())
        assert comparison.breaks == (Break.MODEL,)
        assert found[(Group.GONE, Reason.DIVISION)]

    def test_with_another_division_nothing_is_compared(self):
        questionnaire = replace(QUESTIONNAIRE, id="own")
        after = seen({"CA.1-Q1": chosen(50)}, questionnaire, GOVERNMENT)

        comparison = compare_rounds(seen({"CA.1-Q1": chosen(50)}), after)

        assert comparison.overlap.share_before is None
        assert comparison.overlap.share_after is None
        assert {d.group for d in comparison.duties} <= {Group.NEW, Group.GONE, Group.APART}


class TestOverlap:
    def test_the_share_over_the_overlap_leaves_out_what_one_round_did_not_ask(self):
        before = seen({"CA.1-Q1": chosen(100)}, depth=Depth.EXPRESS)
        after = seen({"CA.1-Q1": chosen(100), "CA.1-Q2": chosen(0)})

        overlap = compare_rounds(before, after).overlap

        assert (overlap.asked_before, overlap.asked_after, overlap.asked_both) == (3, 4, 3)
        assert overlap.compared == 1
        assert overlap.share_before == overlap.share_after


def _negotiated(negotiation):
    return MATRIX.negotiated(negotiation, make_assessment().service.model).id


def fitting(questionnaire, assessment):
    """Return an assessment with the answers that its questions can have."""
    kept = {
        key: answer
        for key, answer in assessment.answers.items()
        if key in questionnaire.by_id
        and set(answer.choices) <= {c.id for c in questionnaire.by_id[key].choices}
        and (questionnaire.by_id[key].is_list or len(answer.choices) < 2)
    }
    sound = {k: a for k, a in kept.items() if a.choices or a.state != "chosen"}
    return replace(assessment, answers=sound)


@st.composite
def two_rounds(draw):
    """Draw two rounds, of one version or of two."""
    first, one = draw(drawn_cases())
    second, two = draw(drawn_cases())
    if draw(st.booleans()):
        second, two = first, fitting(first, two)
    else:
        second = replace(second, version="2.0.0", id=draw(st.sampled_from(("test", "own"))))
    return (
        seen_round(MATRIX, first, one, Voice.CUSTOMER),
        seen_round(MATRIX, second, two, Voice.CUSTOMER),
    )


@settings(max_examples=40)
@given(drawn_cases())
def test_a_round_compared_with_itself_has_not_changed(case):
    questionnaire, assessment = case
    one = seen_round(MATRIX, questionnaire, assessment, Voice.CUSTOMER)

    comparison = compare_rounds(one, one)

    assert {each.group for each in comparison.questions} <= {Group.UNCHANGED}
    assert {each.group for each in comparison.duties} <= {Group.UNCHANGED}
    assert (comparison.breaks, comparison.versions) == ((), None)
    assert comparison.gaps_closed == comparison.gaps_opened == ()
    assert comparison.overlap.share_before == one.evaluation.share.value
    assert comparison.overlap.share_after == one.evaluation.share.value


@settings(max_examples=40)
@given(two_rounds())
def test_swapping_two_rounds_swaps_what_became_of_everything(rounds):
    one, other = rounds
    there, back = compare_rounds(one, other), compare_rounds(other, one)

    for name in ("questions", "duties"):
        key = "question" if name == "questions" else "duty"
        found = {getattr(e, key).id: (e.group, e.reason) for e in getattr(there, name)}
        mirrored = {getattr(e, key).id: (MIRRORED[e.group], e.reason) for e in getattr(back, name)}
        assert found == mirrored
    assert there.overlap.share_before == back.overlap.share_after
    assert there.overlap.compared == back.overlap.compared
    assert there.gaps_closed == back.gaps_opened


@settings(max_examples=40)
@given(two_rounds())
def test_every_question_and_duty_of_either_round_is_in_exactly_one_group(rounds):
    one, other = rounds

    comparison = compare_rounds(one, other)

    asked = [each.question.id for each in comparison.questions]
    assert len(asked) == len(set(asked))
    assert set(asked) == {q.id for r in rounds for q in r.evaluation.asked}
    held = [each.duty.id for each in comparison.duties]
    assert len(held) == len(set(held))
    assert set(held) == {d.duty.id for r in rounds for d in r.evaluation.duties if d.low}
    overlap = comparison.overlap
    groups = Counter(each.group for each in comparison.questions)
    assert overlap.asked_both == len(asked) - groups[Group.NEW] - groups[Group.GONE]
    assert overlap.compared <= overlap.asked_both


def test_responsibilities_keep_the_order_of_the_paper():
    order = [r.id for r in MATRIX.responsibilities]

    comparison = compare_rounds(seen(), seen({"CA.1-Q1": chosen(50)}))

    found = [order.index(each.duty.id) for each in comparison.duties if each.duty.cell]
    assert found == sorted(found)
    assert RESPONSIBILITY["CA.1"] in {each.duty.id for each in comparison.duties}
