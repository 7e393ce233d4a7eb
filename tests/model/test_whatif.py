"""Actions tried together: the numbers as they would be, by scoring again."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.content.loader import load_matrix
from model.evaluation import Grade, evaluate
from model.improvement import Horizon
from model.planning import plan
from model.rounding import one_decimal
from model.whatif import Trials
from tests.builders import (
    chosen,
    drawn_cases,
    make_action,
    make_assessment,
    make_extension,
    make_question,
    make_questionnaire,
)
from tests.model.test_evaluation import EXAMPLE, IN_TWO_PARTS, example
from tests.model.test_planning import SETTLED, ladder, with_actions

properties = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def trials_of(questionnaire, assessment):
    now = evaluate(load_matrix(), questionnaire, assessment)
    found = plan(load_matrix(), now, assessment)
    return Trials(load_matrix(), questionnaire, assessment, now, found), found, now


def software(*questions, answers, extensions=()):
    questionnaire = make_questionnaire(*questions, extensions=extensions)
    return trials_of(questionnaire, make_assessment("saas", answers=answers, **SETTLED))


def test_nothing_ticked_changes_nothing():
    trials, _, now = trials_of(EXAMPLE, example())

    tried = trials.run(())

    assert tried.after == tried.before == now
    assert (tried.chosen, tried.taken_along, tried.effort) == ((), (), 0)


@pytest.mark.parametrize(
    ("action_id", "gain"),
    [
        ("CA.1-Q1-A1", "9.5"),
        ("OS.7-M-A1", "13.0"),
        ("OS.8-Q2-A1", "7.5"),
        ("NW.1-Q1-A1", "6.4"),
        ("DA.3-Q1-A1", "6.0"),
    ],
)
def test_example_d_gives_the_gain_of_each_action_alone(action_id, gain):
    trials, _, now = trials_of(IN_TWO_PARTS, example())

    tried = trials.run([action_id])

    assert one_decimal(tried.after.share.value - now.share.value) == gain


def test_example_d_leads_to_82_8_and_grade_b():
    trials, found, _ = trials_of(IN_TWO_PARTS, example())

    tried = trials.run(a.id for a in found.ranked if a.id != "DA.3-Q2-A1")
    assert [c.id for c in tried.taken_along] == ["DA.3-Q2-A1"]

    assert one_decimal(tried.before.share.value) == "34.8"
    assert tried.before.grade is Grade.D
    assert one_decimal(tried.after.share.value) == "82.8"
    assert tried.after.grade is Grade.B
    assert set(tried.closed_gaps) == {"CA.1-Q1", "OS.8-Q2"}
    assert tried.after.critical_gaps == ()
    assert tried.after.orphans == ()
    category = next(s.duty.category_id for s in tried.after.duties if s.duty.code == "DA.3")
    assert tried.after.categories[category].value == 75


def test_what_the_plan_does_not_have_is_passed_over():
    trials, _, now = trials_of(EXAMPLE, example())

    assert trials.run(["no such action"]).after == now


def test_prerequisites_are_taken_along_and_said():
    questions = [
        ladder("CA.1-Q1", 25, efforts=[4]),
        ladder("CA.1-Q2", 25, efforts=[2], requires=("CA.1-Q1-A1",)),
        ladder("CA.3-Q1", 100, efforts=[1], requires=("CA.1-Q2-A1",)),
        ladder("DA.4-Q1", 100, efforts=[8], requires=("CA.1-Q1-A1",)),
    ]
    trials, _, _ = software(*questions, answers={q.id: chosen(0) for q in questions})

    tried = trials.run(["CA.3-Q1-A1", "DA.4-Q1-A1"])

    assert [c.id for c in tried.taken_along] == ["CA.1-Q1-A1", "CA.1-Q2-A1"]
    assert set(tried.needed_by["CA.1-Q1-A1"]) == {"CA.3-Q1-A1", "DA.4-Q1-A1"}
    assert tried.needed_by["CA.1-Q2-A1"] == ("CA.3-Q1-A1",)
    assert tried.effort == 4 + 2 + 1 + 8


def test_a_prerequisite_that_is_ticked_itself_is_not_taken_along():
    questions = [ladder("CA.1-Q1", 25), ladder("CA.3-Q1", 100, requires=("CA.1-Q1-A1",))]
    trials, _, _ = software(*questions, answers={q.id: chosen(0) for q in questions})

    assert trials.run(["CA.1-Q1-A1", "CA.3-Q1-A1"]).taken_along == ()


def test_a_prerequisite_that_another_action_makes_needless_is_taken_along_without_that_one():
    first = make_action("DA.3-Q1-A1", to="50", effort=16)
    full = make_action("DA.3-Q1-A2", to="100", effort=1)
    needing = ladder("CA.1-Q1", 100, requires=("DA.3-Q1-A1",), efforts=[16])
    questions = [make_question("DA.3-Q1", actions=(first, full)), needing]
    trials, found, _ = software(*questions, answers={q.id: chosen(0) for q in questions})
    assert [a.id for a in found.ranked] == ["DA.3-Q1-A2", "CA.1-Q1-A1"]

    assert [c.id for c in trials.run(["CA.1-Q1-A1"]).taken_along] == ["DA.3-Q1-A1"]
    assert trials.run(["CA.1-Q1-A1", "DA.3-Q1-A2"]).taken_along == ()


def test_a_first_step_is_taken_along_even_where_the_second_one_says_it_all():
    first = make_action("DA.3-Q1-A1", to="50", effort=2)
    second = make_action("DA.3-Q1-A2", to="100", effort=1, requires=("DA.3-Q1-A1",))
    question = make_question("DA.3-Q1", actions=(first, second))
    trials, _, _ = software(question, answers={"DA.3-Q1": chosen(0)})

    tried = trials.run(["DA.3-Q1-A2"])

    assert [c.id for c in tried.taken_along] == ["DA.3-Q1-A1"]
    assert tried.effort == 3


def test_actions_beyond_the_paper_change_their_own_number_only():
    questions = [ladder("DA.3-Q1", 100), ladder("X.BAK-Q1", 100)]
    trials, _, now = software(
        *questions,
        answers={q.id: chosen(0) for q in questions},
        extensions=(make_extension("X.BAK"),),
    )

    tried = trials.run(["X.BAK-Q1-A1"])

    assert tried.after.beyond.value == 100
    assert tried.after.share == now.share


@st.composite
def ticked_cases(draw):
    """Draw a case whose questions have actions, its plan, and some of them in any order."""
    questionnaire, assessment = draw(drawn_cases())
    made = trials_of(with_actions(questionnaire), assessment)
    ids = [a.id for a in made[1].actions]
    return made, draw(st.lists(st.sampled_from(ids), unique=True) if ids else st.just([]))


@properties
@given(ticked_cases())
def test_ticking_one_more_never_lowers_the_share(case):
    (trials, found, now), ticked = case
    before = now.share.value

    for number in range(1, len(ticked) + 1):
        after = trials.run(ticked[:number]).after
        if before is not None:
            assert after.share.value >= before
            assert after.share.low >= now.share.low
        before = after.share.value
    assert found.share_before == now.share.value


@properties
@given(ticked_cases())
def test_the_order_of_ticks_does_not_matter(case):
    (trials, _, _), ticked = case

    assert trials.run(ticked) == trials.run(ticked[::-1])


@properties
@given(drawn_cases())
def test_all_of_a_horizon_and_those_before_lead_where_the_plan_says(case):
    trials, found, now = trials_of(with_actions(case[0]), case[1])
    if now.share.value is None:
        return

    ticked = []
    for horizon in Horizon:
        ticked += [a.id for a in found.within(horizon)]
        tried = trials.run(ticked)
        assert tried.after.share.value == found.share_after(horizon)
        assert tried.taken_along == ()


@properties
@given(ticked_cases())
def test_what_is_taken_along_is_needed_and_was_not_ticked(case):
    (trials, _, _), ticked = case

    tried = trials.run(ticked)

    for each in tried.taken_along:
        assert each.id not in tried.chosen
        assert set(tried.needed_by[each.id]) <= set(tried.chosen)
        assert tried.needed_by[each.id]
