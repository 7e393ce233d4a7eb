"""Improvement actions in order: what they gain for what they cost."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings

from model.assessment import AgreedOption, Answer, AnswerState, PlanEntry
from model.content.loader import load_matrix
from model.evaluation import evaluate
from model.facts import Depth, Fact
from model.improvement import ActionKind, Horizon, candidates
from model.planning import plan
from model.questionnaire import QuestionKind
from model.responsibility import Allocation
from tests.builders import (
    NOT_APPLICABLE,
    UNKNOWN,
    by_duty,
    chosen,
    drawn_cases,
    make_action,
    make_assessment,
    make_boxes,
    make_claim,
    make_extension,
    make_override,
    make_question,
    make_questionnaire,
)

properties = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SETTLED = {  # every negotiation of SaaS, out of the way of what a test is about
    "overrides": by_duty(make_override("DA.2", "absent", 100), make_override("CA.2", "absent", 100))
}
NO_FACTS = dict.fromkeys(Fact, False)
ORDER = list(Horizon)


def ladder(question_id, *targets, efforts=None, requires=(), **changes):
    """A question with one action for each target; each needs what `requires` names."""
    efforts = efforts or [1] * len(targets)
    actions = [
        make_action(
            f"{question_id}-A{n}", to=str(to), effort=effort, level=min(n, 2), requires=requires
        )
        for n, (to, effort) in enumerate(zip(targets, efforts, strict=True), start=1)
    ]
    return make_question(question_id, actions=tuple(actions), **changes)


def software(answers, **changes):
    """An assessment of SaaS in which only the answers count."""
    return make_assessment("saas", answers=answers, **{**SETTLED, **changes})


def planned(questions, assessment, extensions=(), **changes):
    questionnaire = make_questionnaire(*questions, extensions=extensions)
    evaluation = evaluate(load_matrix(), questionnaire, assessment)
    return plan(load_matrix(), evaluation, assessment, **changes)


def ranked(questions, assessment, **changes):
    return planned(questions, assessment, **changes).ranked


def ids(actions):
    return [a.id for a in actions]


# Order.


def test_the_larger_gain_comes_first():
    questions = [ladder("DA.3-Q1", 50), ladder("DA.4-Q1", 50)]  # W 2 and 3

    found = ranked(questions, software({"DA.3-Q1": chosen(0), "DA.4-Q1": chosen(0)}))

    assert ids(found) == ["DA.4-Q1-A1", "DA.3-Q1-A1"]
    assert [a.gain for a in found] == [30, 20]
    assert [a.share_after for a in found] == [30, 50]
    assert [a.rank for a in found] == [1, 2]


def test_the_smaller_effort_comes_first_for_the_same_gain():
    questions = [ladder("CA.1-Q1", 100, efforts=[4]), ladder("CA.3-Q1", 100, efforts=[2])]

    found = ranked(questions, software({"CA.1-Q1": chosen(0), "CA.3-Q1": chosen(0)}))

    assert ids(found) == ["CA.3-Q1-A1", "CA.1-Q1-A1"]


def test_the_users_own_estimate_of_the_effort_wins():
    questions = [ladder("CA.1-Q1", 100, efforts=[4]), ladder("CA.3-Q1", 100, efforts=[2])]
    assessment = software({"CA.1-Q1": chosen(0), "CA.3-Q1": chosen(0)})
    entry = PlanEntry(action_id="CA.1-Q1-A1", effort=1)

    found = ranked(questions, replace(assessment, plan={entry.action_id: entry}))

    assert ids(found) == ["CA.1-Q1-A1", "CA.3-Q1-A1"]
    assert found[0].candidate.effort == 1


def test_closing_a_critical_gap_doubles_the_priority():
    questions = [
        ladder("CA.1-Q1", 50, critical=True),
        ladder("CA.3-Q1", 75),
        ladder("DA.4-Q1", 100, efforts=[2]),
    ]
    answers = {q.id: chosen(0) for q in questions}

    found = ranked(questions, software(answers, facts=NO_FACTS))

    assert ids(found) == ["CA.1-Q1-A1", "CA.3-Q1-A1", "DA.4-Q1-A1"]
    assert [a.risk_factor for a in found] == [2, 1, 1]
    assert [a.closes_gap for a in found] == [True, False, False]


@pytest.mark.parametrize(
    ("facts", "factor"),
    [
        ({}, Fraction(3, 2)),
        ({Fact.PERSONAL_INFORMATION: True}, Fraction(3, 2)),
        ({Fact.PERSONAL_INFORMATION: False}, Fraction(1)),
    ],
)
def test_a_duty_that_touches_a_fact_weighs_half_as_much_again(facts, factor):
    exposed = ladder("DA.3-Q1", 100, exposure=(Fact.PERSONAL_INFORMATION,))

    (action,) = ranked([exposed], software({"DA.3-Q1": chosen(0)}, facts=facts))

    assert action.risk_factor == factor


def test_two_facts_weigh_no_more_than_one():
    both = (Fact.PERSONAL_INFORMATION, Fact.PUBLIC_WEBSITE)
    exposed = ladder("DA.3-Q1", 100, exposure=both, critical=True)

    (action,) = ranked([exposed], software({"DA.3-Q1": chosen(0)}))

    assert action.risk_factor == Fraction(5, 2)


def test_an_action_that_gains_less_after_another_one_moves_back():
    capped = [
        ladder("CA.1-Q1", 100, critical=True),
        ladder("CA.1-Q2", 100, critical=True),
        ladder("DA.3-Q1", 50, efforts=[2]),
    ]
    answers = {q.id: chosen(0) for q in capped}

    found = ranked(capped, software(answers, facts=NO_FACTS))

    assert ids(found) == ["CA.1-Q1-A1", "CA.1-Q2-A1", "DA.3-Q1-A1"]
    assert [a.gain for a in found] == [24, 36, 20]


def test_ties_go_to_the_critical_gap_first():
    questions = [
        ladder("CA.1-Q1", 100, efforts=[1]),
        ladder("CA.3-Q1", 50, critical=True),
    ]
    answers = {"CA.1-Q1": chosen(0), "CA.3-Q1": chosen(0)}

    assert ids(ranked(questions, software(answers))) == ["CA.3-Q1-A1", "CA.1-Q1-A1"]


def test_ties_go_to_the_larger_duty_next():
    questions = [
        ladder("DA.3-Q1", 75),  # W 2, so 8 units gain 75 each
        ladder("DA.4-Q1", 50),  # W 3, so 12 units gain 50 each
    ]
    answers = {"DA.3-Q1": chosen(0), "DA.4-Q1": chosen(0)}

    found = ranked(questions, software(answers))

    assert found[0].gain == found[1].gain
    assert ids(found) == ["DA.4-Q1-A1", "DA.3-Q1-A1"]


def test_ties_go_to_the_smaller_effort_next():
    questions = [
        ladder("CA.1-Q1", 100, efforts=[2]),
        ladder("CA.3-Q1", 50, efforts=[1]),
    ]
    answers = {"CA.1-Q1": chosen(0), "CA.3-Q1": chosen(0)}

    assert ids(ranked(questions, software(answers))) == ["CA.3-Q1-A1", "CA.1-Q1-A1"]


def test_ties_end_with_the_id():
    questions = [ladder("DA.4-Q1", 100), ladder("CA.3-Q1", 100), ladder("CA.1-Q1", 100)]
    answers = {q.id: chosen(0) for q in questions}

    found = ids(ranked(questions, software(answers)))

    assert found == ["CA.1-Q1-A1", "CA.3-Q1-A1", "DA.4-Q1-A1"]


# What an action does.


def test_an_action_never_lowers_an_answer():
    assert ranked([ladder("DA.3-Q1", 50)], software({"DA.3-Q1": chosen(75)})) == ()


def test_an_action_that_would_change_nothing_is_left_out():
    assert ranked([ladder("DA.3-Q1", 50)], software({"DA.3-Q1": chosen(50)})) == ()


def test_the_better_action_makes_the_lesser_one_needless():
    question = ladder("DA.3-Q1", 50, 100, efforts=[2, 2])

    assert ids(ranked([question], software({"DA.3-Q1": chosen(0)}))) == ["DA.3-Q1-A2"]


def test_a_cheap_first_step_comes_before_the_whole_way():
    question = ladder("DA.3-Q1", 75, 100, efforts=[1, 8])

    found = ranked([question], software({"DA.3-Q1": chosen(0)}))

    assert ids(found) == ["DA.3-Q1-A1", "DA.3-Q1-A2"]
    assert [a.gain for a in found] == [75, 25]


@pytest.mark.parametrize("answer", [NOT_APPLICABLE, {"state": AnswerState.OPEN}])
def test_what_does_not_count_has_no_action(answer):
    questions = [ladder("DA.3-Q1", 100), ladder("DA.3-Q2", 100)]

    found = ranked(questions, software({"DA.3-Q1": answer, "DA.3-Q2": chosen(0)}))

    assert ids(found) == ["DA.3-Q2-A1"]


def test_do_not_know_is_raised_like_the_lowest_answer():
    (action,) = ranked([ladder("DA.3-Q1", 75)], software({"DA.3-Q1": UNKNOWN}))

    assert action.gain == 75


def test_an_action_after_do_not_know_closes_its_critical_gap():
    questions = [ladder("DA.3-Q1", 25, critical=True)]

    (action,) = ranked(questions, software({"DA.3-Q1": UNKNOWN}))

    assert action.closes_gap
    assert action.risk_factor >= 2


def test_what_is_not_known_is_to_be_found_out():
    questions = [ladder("CA.1-Q1"), ladder("DA.3-Q1", 100), ladder("X.BAK-Q1", 100)]
    answers = {"CA.1-Q1": UNKNOWN, "DA.3-Q1": chosen(0), "X.BAK-Q1": UNKNOWN}

    found = planned(questions, software(answers), extensions=(make_extension("X.BAK"),))

    assert [q.id for q in found.to_find_out] == ["CA.1-Q1", "X.BAK-Q1"]


def boxes(*ticked, **changes):
    question = make_boxes(
        "DA.3-Q1",
        (50, 30, 20),
        actions=(
            make_action("DA.3-Q1-A1", to=None, boxes=("2",)),
            make_action("DA.3-Q1-A2", to=None, boxes=("2", "3"), effort=2),
        ),
        **changes,
    )
    return ranked([question], software({"DA.3-Q1": chosen(*ticked)}, facts=NO_FACTS))


def test_an_action_ticks_its_boxes_and_leaves_the_others():
    found = boxes(1)

    assert ids(found) == ["DA.3-Q1-A1", "DA.3-Q1-A2"]
    assert [a.share_after for a in found] == [80, 100]


def test_a_box_that_is_ticked_already_gains_nothing():
    found = boxes(2)

    assert ids(found) == ["DA.3-Q1-A2"]
    assert found[0].share_after == 50


def test_boxes_all_ticked_leave_nothing_to_do():
    assert boxes(1, 2, 3) == ()
    assert boxes(2, 3) == ()


def test_ticking_a_critical_box_closes_the_gap():
    first, second = boxes(1, critical=True, critical_boxes=("2",))

    assert (first.closes_gap, second.closes_gap) == (True, False)
    assert first.gain == 80 - 40


def test_a_gap_with_two_critical_boxes_is_closed_by_the_last_of_them():
    found = boxes(1, critical=True, critical_boxes=("2", "3"))

    assert ids(found) == ["DA.3-Q1-A2"]
    assert found[0].closes_gap


def test_boxes_not_known_are_ticked_one_by_one():
    question = make_boxes(
        "DA.3-Q1", (60, 40), actions=(make_action("DA.3-Q1-A1", to=None, boxes=("1",)),)
    )

    (action,) = ranked([question], software({"DA.3-Q1": UNKNOWN}))

    assert action.share_after == 60


# Prerequisites.


def test_an_action_takes_its_unmet_prerequisites_along():
    questions = [
        ladder("CA.1-Q1", 25, efforts=[4]),
        ladder("CA.3-Q1", 100, efforts=[1], requires=("CA.1-Q1-A1",)),
        ladder("DA.4-Q1", 50, efforts=[4]),
    ]
    answers = {q.id: chosen(0) for q in questions}

    found = ranked(questions, software(answers))

    assert ids(found) == ["CA.1-Q1-A1", "CA.3-Q1-A1", "DA.4-Q1-A1"]
    assert sum(a.gain for a in found[:2]) == Fraction(125, 3)


def test_efforts_of_prerequisites_add_up():
    questions = [
        ladder("CA.1-Q1", 25, efforts=[8]),
        ladder("CA.3-Q1", 100, efforts=[1], requires=("CA.1-Q1-A1",)),
        ladder("DA.4-Q1", 50, efforts=[2]),
    ]
    answers = {q.id: chosen(0) for q in questions}

    found = ids(ranked(questions, software(answers)))

    assert found == ["DA.4-Q1-A1", "CA.1-Q1-A1", "CA.3-Q1-A1"]


def test_prerequisites_of_prerequisites_come_first_and_once():
    questions = [
        ladder("CA.1-Q1", 25),
        ladder("CA.1-Q2", 25, requires=("CA.1-Q1-A1",)),
        ladder("CA.1-Q3", 25, requires=("CA.1-Q1-A1",)),
        ladder("DA.4-Q1", 100, requires=("CA.1-Q3-A1", "CA.1-Q2-A1")),
    ]
    answers = {q.id: chosen(0) for q in questions}

    found = ids(ranked(questions, software(answers)))

    assert sorted(found) == sorted(f"{q.id}-A1" for q in questions)
    assert found.index("CA.1-Q1-A1") < min(found.index("CA.1-Q2-A1"), found.index("CA.1-Q3-A1"))
    assert found[-1] == "DA.4-Q1-A1"


@pytest.mark.parametrize(
    "prerequisite", [chosen(50), chosen(100), NOT_APPLICABLE, {"state": AnswerState.OPEN}]
)
def test_a_prerequisite_that_has_nothing_to_raise_is_not_taken_along(prerequisite):
    questions = [
        ladder("CA.1-Q1", 50, efforts=[8]),
        ladder("CA.3-Q1", 100, requires=("CA.1-Q1-A1",)),
    ]
    answers = {"CA.1-Q1": prerequisite, "CA.3-Q1": chosen(0)}

    assert ids(ranked(questions, software(answers))) == ["CA.3-Q1-A1"]


def test_a_second_level_takes_the_first_along():
    first = make_action("DA.3-Q1-A1", to="50", effort=2)
    second = make_action("DA.3-Q1-A2", to="100", effort=1, level=2, requires=("DA.3-Q1-A1",))
    question = make_question("DA.3-Q1", actions=(second, first))

    found = ranked([question], software({"DA.3-Q1": chosen(0)}))

    assert ids(found) == ["DA.3-Q1-A1", "DA.3-Q1-A2"]
    assert [a.gain for a in found] == [50, 50]


# The division.


def infrastructure(agreed=None, *overrides, answers=None):
    """OS.8 in IaaS beside one answered duty; no other negotiation counts."""
    away = ("OS.1", "OS.7", "DA.2", "CA.2", "SA.1", "SA.3")
    return make_assessment(
        answers={"CA.1-Q1": chosen(50), **(answers or {})},
        agreed=agreed,
        overrides=by_duty(*(make_override(code, "absent", 100) for code in away), *overrides),
    )


BACKUP = [make_question("CA.1-Q1"), ladder("OS.8-Q1", 100)]


def test_a_pending_duty_has_no_action():
    assert ranked(BACKUP, infrastructure()) == ()
    assert ranked(BACKUP, infrastructure({"table2.3": ("b", None)})) == ()


def test_a_hand_over_in_the_contract_has_no_action():
    assert ranked(BACKUP, infrastructure({"table2.3": ("b", 100)})) == ()


@pytest.mark.parametrize("known_by", [0, 50, 75])
def test_a_hand_over_less_sure_than_the_contract_is_to_be_confirmed(known_by):
    (action,) = ranked(BACKUP, infrastructure({"table2.3": ("b", known_by)}))

    assert action.id == "OS.8-M-A1"
    assert action.candidate.kind is ActionKind.CONFIRM
    assert action.candidate.effort == 1
    assert action.candidate.needs_provider
    assert action.closes_orphan == (known_by == 0)
    assert action.share_after == Fraction(12 * 50 + 3 * 100, 15)


def test_what_nobody_agreed_is_to_be_settled():
    assessment = infrastructure({"table2.3": (None, None)}, answers={"OS.8-Q1": chosen(0)})

    (action,) = ranked(BACKUP, assessment)

    assert action.candidate.kind is ActionKind.SETTLE
    assert action.candidate.effort == 2
    assert action.closes_orphan
    assert not action.closes_gap
    assert action.gain == Fraction(900, 15) - Fraction(600, 24)


def test_a_duty_the_customer_keeps_is_raised_and_not_settled():
    assessment = infrastructure({"table2.3": ("a", None)}, answers={"OS.8-Q1": chosen(0)})

    assert ids(ranked(BACKUP, assessment)) == ["OS.8-Q1-A1"]


@pytest.mark.parametrize(
    ("allocation", "known_by", "kind"),
    [
        ("provider", 0, ActionKind.CONFIRM),
        ("provider", 50, ActionKind.CONFIRM),
        ("negotiable", None, ActionKind.SETTLE),
    ],
)
def test_a_hand_over_by_override_is_settled_too(allocation, known_by, kind):
    (action,) = ranked(BACKUP, infrastructure({}, make_override("NW.1", allocation, known_by)))

    assert action.id == "NW.1-M-A1"
    assert action.candidate.kind is kind
    assert action.candidate.negotiation is None
    assert action.share_after == Fraction(12 * 50 + 3 * 100, 15)


def test_an_override_is_settled_before_the_option_agreed_below_it():
    assessment = infrastructure({"table2.3": ("a", None)}, make_override("OS.8", "provider", 50))

    (action,) = ranked(BACKUP, assessment)

    assert action.share_after == Fraction(12 * 50 + 3 * 100, 15)


# Horizons.


def horizons(actions):
    return {a.id: int(a.horizon) for a in actions}


def test_critical_gaps_and_quick_wins_come_within_30_days():
    questions = [
        ladder("CA.1-Q1", 25, efforts=[16], critical=True),
        ladder("CA.3-Q1", 100, efforts=[2]),
        ladder("DA.4-Q1", 100, efforts=[4]),
    ]
    answers = {q.id: chosen(0) for q in questions}

    found = horizons(ranked(questions, software(answers)))

    assert found == {"CA.1-Q1-A1": 30, "CA.3-Q1-A1": 30, "DA.4-Q1-A1": 90}


@pytest.mark.parametrize(
    ("effort", "raised_to", "is_quick_win"), [(1, 100, True), (2, 100, True), (4, 100, False)]
)
def test_a_quick_win_takes_half_a_day_at_most(effort, raised_to, is_quick_win):
    questions = [ladder("DA.3-Q1", raised_to, efforts=[effort])]

    (action,) = ranked(questions, software({"DA.3-Q1": chosen(0)}))

    assert action.is_quick_win == is_quick_win


@pytest.mark.parametrize(("weight", "is_quick_win"), [(74, True), (75, False)])
def test_a_quick_win_gains_a_point_at_least(weight, is_quick_win):
    """Raising w 1 of `weight` + 1 by 75 points: exactly one point at 74."""
    questions = [ladder("DA.3-Q1", 75), make_question("DA.3-Q2", weight=weight)]
    answers = {"DA.3-Q1": chosen(0), "DA.3-Q2": chosen(50)}

    (action,) = ranked(questions, software(answers))

    assert action.gain == Fraction(75, weight + 1)
    assert action.is_quick_win == is_quick_win
    assert action.horizon is (Horizon.DAYS_30 if is_quick_win else Horizon.DAYS_90)


def test_an_orphan_is_a_quick_win_whatever_it_gains():
    (action,) = ranked(BACKUP, infrastructure({"table2.3": (None, None)}))

    assert action.is_quick_win
    assert action.horizon is Horizon.DAYS_30


@pytest.mark.parametrize(
    ("budget", "expected"),
    [
        (0, [180, 180, 180]),
        (3, [180, 180, 180]),
        (4, [90, 180, 180]),
        (8, [90, 90, 180]),
        (11, [90, 90, 180]),
        (12, [90, 90, 90]),
    ],
)
def test_the_rest_fills_90_days_by_order_within_the_budget(budget, expected):
    questions = [ladder(f"{code}-Q1", 100, efforts=[4]) for code in ("CA.1", "CA.3", "DA.4")]
    answers = {q.id: chosen(0) for q in questions}

    found = ranked(questions, software(answers), budget=budget)

    assert [int(a.horizon) for a in found] == expected


def test_what_is_done_within_30_days_takes_nothing_from_the_budget():
    questions = [ladder("CA.1-Q1", 100, efforts=[2]), ladder("CA.3-Q1", 100, efforts=[4])]
    answers = {q.id: chosen(0) for q in questions}

    assert horizons(ranked(questions, software(answers), budget=4)) == {
        "CA.1-Q1-A1": 30,
        "CA.3-Q1-A1": 90,
    }


def test_an_action_never_comes_before_its_prerequisite():
    questions = [
        ladder("CA.1-Q1", 25, efforts=[8]),
        ladder("CA.3-Q1", 100, efforts=[1], requires=("CA.1-Q1-A1",)),
    ]
    answers = {q.id: chosen(0) for q in questions}

    found = ranked(questions, software(answers), budget=0)

    assert found[1].is_quick_win
    assert horizons(found) == {"CA.1-Q1-A1": 180, "CA.3-Q1-A1": 180}


def test_each_action_is_within_one_horizon():
    questions = [ladder(f"{code}-Q1", 100, efforts=[4]) for code in ("CA.1", "CA.3", "DA.4")]
    found = planned(questions, software({q.id: chosen(0) for q in questions}), budget=4)

    assert [len(found.within(h)) for h in Horizon] == [0, 1, 2]


def test_the_share_after_each_horizon_adds_what_is_done_by_then():
    questions = [
        ladder("CA.1-Q1", 100, efforts=[2]),
        ladder("CA.3-Q1", 100, efforts=[4]),
        ladder("DA.4-Q1", 100, efforts=[16]),
    ]
    found = planned(questions, software({q.id: chosen(0) for q in questions}), budget=4)

    assert [found.share_after(h) for h in Horizon] == [Fraction(100, 3), Fraction(200, 3), 100]


# Nothing to do.


def test_the_plan_of_a_perfect_assessment_is_empty():
    questions = [ladder("DA.3-Q1", 50, 100), ladder("X.BAK-Q1", 100)]
    answers = {"DA.3-Q1": chosen(100), "X.BAK-Q1": chosen(100)}

    found = planned(questions, software(answers), extensions=(make_extension("X.BAK"),))

    assert (found.ranked, found.beyond, found.to_find_out) == ((), (), ())
    assert [found.share_after(h) for h in Horizon] == [100, 100, 100]


def test_where_nothing_counts_there_is_no_share_and_no_plan():
    found = planned([ladder("DA.3-Q1", 100)], software({}))

    assert found.ranked == ()
    assert found.share_before is None
    assert [found.share_after(h) for h in Horizon] == [None, None, None]


def test_actions_beyond_the_paper_are_ranked_among_themselves():
    questions = [ladder("DA.3-Q1", 100), ladder("X.BAK-Q1", 100), ladder("X.IR-Q1", 100)]
    extensions = (make_extension("X.BAK", 1), make_extension("X.IR", 3))
    answers = {q.id: chosen(0) for q in questions}

    found = planned(questions, software(answers), extensions=extensions)

    assert ids(found.ranked) == ["DA.3-Q1-A1"]
    assert ids(found.beyond) == ["X.IR-Q1-A1", "X.BAK-Q1-A1"]
    assert [a.share_after for a in found.beyond] == [75, 100]


# Whole plans drawn at random.


def with_actions(questionnaire):
    """Give every question a first and a full action, the full one needing the first."""
    efforts = (1, 2, 4, 8)
    questions = []
    for n, question in enumerate(questionnaire.questions):
        first, full = f"{question.id}-A1", f"{question.id}-A2"
        if question.kind is QuestionKind.CHK:
            targets = ({"to": None, "boxes": ("1",)}, {"to": None, "boxes": ("1", "2", "3")})
        else:
            targets = ({"to": "50"}, {"to": "100"})
        before = (questions[-1].actions[0].id,) if n % 3 == 2 else ()
        actions = (
            make_action(first, effort=efforts[n % 4], requires=before, **targets[0]),
            make_action(full, effort=efforts[n // 2 % 4], requires=(first,), **targets[1]),
        )
        questions.append(replace(question, actions=actions))
    return replace(questionnaire, questions=tuple(questions))


def done(candidate, assessment):
    """The assessment after one action, worked out from what the action says."""
    if candidate.kind is ActionKind.RAISE:
        question, answer = candidate.question, assessment.answers[candidate.question.id]
        if question.kind is QuestionKind.CHK:
            picked = set(answer.choices) | set(candidate.template.boxes)
            choices = tuple(c.id for c in question.choices if c.id in picked)
        else:
            now = int(answer.choices[0]) if answer.choices else 0
            choices = (str(max(now, int(candidate.template.to))),)
        said = Answer(question_id=question.id, state=AnswerState.CHOSEN, choices=choices)
        return replace(assessment, answers={**assessment.answers, question.id: said})
    if candidate.duty.id in assessment.overrides:
        override = make_override(candidate.duty.id, "provider", 100)
        overrides = {**assessment.overrides, candidate.duty.id: override}
        return replace(assessment, overrides=overrides)
    if candidate.negotiation is None:
        claim = make_claim(candidate.duty.id, "contract", "provider")
        return replace(assessment, claims={**assessment.claims, claim.key: claim})
    options = candidate.negotiation.options
    given = next(o.id for o in options if o.allocation is Allocation.PROVIDER)
    key = candidate.negotiation.id
    agreed = AgreedOption(negotiation_id=key, option=given, known_by=100)
    return replace(assessment, agreed={**assessment.agreed, key: agreed})


@properties
@given(drawn_cases())
def test_every_gain_is_found_by_scoring_again(case):
    questionnaire, assessment = with_actions(case[0]), case[1]
    now = evaluate(load_matrix(), questionnaire, assessment)
    found = plan(load_matrix(), now, assessment)

    for action in found.ranked:
        assessment = done(action.candidate, assessment)
        then = evaluate(load_matrix(), questionnaire, assessment)
        assert action.share_after == then.share.value
        assert action.gain == then.share.value - now.share.value
        assert action.closes_gap == (len(then.critical_gaps) < len(now.critical_gaps))
        assert action.closes_orphan == (len(then.orphans) < len(now.orphans))
        now = then
    assert plan(load_matrix(), now, assessment).ranked == ()


@properties
@given(drawn_cases())
def test_gains_add_up_to_the_whole_way_and_none_is_negative(case):
    questionnaire, assessment = with_actions(case[0]), case[1]
    now = evaluate(load_matrix(), questionnaire, assessment)

    found = plan(load_matrix(), now, assessment)

    assert found.share_before == now.share.value
    assert all(a.gain >= 0 for a in (*found.ranked, *found.beyond))
    if found.ranked:
        last = found.ranked[-1].share_after
        assert sum(a.gain for a in found.ranked) == last - found.share_before
        assert found.share_after(Horizon.DAYS_180) == last


@properties
@given(drawn_cases())
def test_every_action_comes_once_after_its_prerequisites(case):
    questionnaire, assessment = with_actions(case[0]), case[1]
    now = evaluate(load_matrix(), questionnaire, assessment)

    found = plan(load_matrix(), now, assessment, budget=8)

    for actions in (found.ranked, found.beyond):
        assert [a.rank for a in actions] == list(range(1, len(actions) + 1))
        place = {a.id: a for a in actions}
        assert len(place) == len(actions)
        for action in actions:
            for required in action.candidate.requires:
                if required in place:
                    assert place[required].rank < action.rank
                    assert ORDER.index(place[required].horizon) <= ORDER.index(action.horizon)


@properties
@given(drawn_cases())
def test_the_order_of_the_file_does_not_change_the_plan(case):
    questionnaire, assessment = with_actions(case[0]), case[1]
    backwards = replace(
        questionnaire,
        questions=tuple(replace(q, actions=q.actions[::-1]) for q in questionnaire.questions[::-1]),
    )

    def found(each):
        return plan(load_matrix(), evaluate(load_matrix(), each, assessment), assessment)

    one, other = found(questionnaire), found(backwards)

    assert ids(one.ranked) == ids(other.ranked)
    assert [a.gain for a in one.ranked] == [a.gain for a in other.ranked]


def urgency(candidate, now, then, assessment):
    """The rule's priority of one action, then its ties, smallest first."""
    gain = then.share.value - now.share.value
    closes = len(then.critical_gaps) < len(now.critical_gaps)
    exposed = any(assessment.facts.get(fact, True) for fact in candidate.exposure)
    risk = 1 + int(closes) + Fraction(int(exposed), 2)
    units = next(d.low.units for d in now.duties if d.duty.id == candidate.duty.id)
    return -gain * risk / candidate.effort, not closes, -units, candidate.effort, candidate.id


@settings(properties, max_examples=25)
@given(drawn_cases())
def test_the_most_urgent_action_of_all_is_taken_each_time(case):
    questionnaire, assessment = with_actions(case[0]), replace(case[1], depth=Depth.FULL)
    free = replace(
        questionnaire,
        questions=tuple(
            replace(
                q,
                exposure=(Fact.OWN_IMAGES,) if n % 2 else (),
                actions=tuple(replace(a, requires=()) for a in q.actions),
            )
            for n, q in enumerate(questionnaire.questions[:6])
        ),
    )
    now = evaluate(load_matrix(), free, assessment)

    for action in plan(load_matrix(), now, assessment).ranked:
        tried = []
        for candidate in candidates(now.of_paper):
            changed = done(candidate, assessment)
            then = evaluate(load_matrix(), free, changed)
            if values(then) != values(now):
                tried.append((urgency(candidate, now, then, assessment), changed, then))
        best, assessment, now = min(tried, key=lambda each: each[0])
        assert action.id == best[-1]


def values(evaluation):
    """What an action can change: answers by their lines, the division by its cells."""
    lines = [line for d in evaluation.of_paper for line in d.lines]
    return [(line.state, line.value) for line in lines], evaluation.division


ONLY_DA3_AND_DA4 = by_duty(
    make_override("DA.2", "absent", 100), make_override("CA.2", "absent", 100)
)


def planned_for_saas(questions, answers, **changes):
    assessment = make_assessment("saas", answers=answers, overrides=ONLY_DA3_AND_DA4)
    evaluation = evaluate(load_matrix(), make_questionnaire(*questions), assessment)
    return plan(load_matrix(), evaluation, assessment, **changes)


def test_the_share_after_a_horizon_is_found_by_scoring_again():
    """A 4-point action taken first lands in 90 days, a gap closed later in 30."""
    questions = [
        make_question(
            "DA.3-Q1", critical=True, actions=(make_action("DA.3-Q1-A1", to="100", effort=16),)
        ),
        make_question("DA.3-Q2", weight=3, actions=(make_action("DA.3-Q2-A1", to="75", effort=4),)),
    ]
    answers = {"DA.3-Q1": chosen(0), "DA.3-Q2": chosen(0)}
    found = planned_for_saas(questions, answers)
    assert [(a.id, a.horizon) for a in found.ranked] == [
        ("DA.3-Q2-A1", Horizon.DAYS_90),
        ("DA.3-Q1-A1", Horizon.DAYS_30),
    ]

    in_30_days = make_assessment(
        "saas", answers={**answers, "DA.3-Q1": chosen(100)}, overrides=ONLY_DA3_AND_DA4
    )
    again = evaluate(load_matrix(), make_questionnaire(*questions), in_30_days)

    assert found.share_after(Horizon.DAYS_30) == again.share.value


def test_boxes_ticked_in_any_order_leave_nothing_to_do():
    question = make_boxes(
        "DA.3-Q1", (60, 40), actions=(make_action("DA.3-Q1-A1", to=None, boxes=("1", "2")),)
    )

    assert planned_for_saas([question], {"DA.3-Q1": chosen(2, 1)}).ranked == ()


def test_an_action_made_needless_by_its_prerequisite_is_left_out():
    questions = [
        make_question(
            "DA.3-Q1",
            actions=(
                make_action("DA.3-Q1-A1", to="50", effort=4),
                make_action("DA.3-Q1-A2", to="100", effort=8),
            ),
        ),
        make_question(
            "DA.4-Q1",
            critical=True,
            actions=(make_action("DA.4-Q1-A1", to="100", requires=("DA.3-Q1-A2", "DA.3-Q1-A1")),),
        ),
    ]
    ranked = planned_for_saas(questions, {"DA.3-Q1": chosen(0), "DA.4-Q1": chosen(0)}).ranked
    assert [a.id for a in ranked if a.gain == 0] == []


def test_actions_that_require_each_other_do_not_stop_the_program():
    questions = [
        make_question(
            "DA.3-Q1", actions=(make_action("DA.3-Q1-A1", to="100", requires=("DA.4-Q1-A1",)),)
        ),
        make_question(
            "DA.4-Q1", actions=(make_action("DA.4-Q1-A1", to="100", requires=("DA.3-Q1-A1",)),)
        ),
    ]
    ranked = planned_for_saas(questions, {"DA.3-Q1": chosen(0), "DA.4-Q1": chosen(0)}).ranked
    assert len(ranked) == 2


def behind_a_prerequisite(budget):
    questions = [
        make_question(
            "DA.4-Q1", weight=3, actions=(make_action("DA.4-Q1-A1", to="100", effort=4),)
        ),
        make_question(
            "DA.3-Q1",
            critical=True,
            actions=(make_action("DA.3-Q1-A1", to="25", effort=4, requires=("DA.4-Q1-A1",)),),
        ),
    ]
    answers = {"DA.4-Q1": chosen(0), "DA.3-Q1": chosen(0)}
    return planned_for_saas(questions, answers, budget=budget).ranked


def test_the_90_days_hold_no_more_effort_than_the_budget():
    ranked = behind_a_prerequisite(budget=4)
    spent = sum(a.candidate.effort for a in ranked if a.horizon is Horizon.DAYS_90)
    assert spent <= 4


def test_a_critical_gap_is_closed_within_30_days_with_what_it_needs():
    for action in behind_a_prerequisite(budget=24):
        assert action.horizon is Horizon.DAYS_30


def test_the_same_orphan_carries_the_same_risk_however_it_came_about():
    questions = [
        make_question("OS.8-Q1", exposure=(Fact.PERSONAL_INFORMATION,)),
        make_question("CA.1-Q1"),
    ]
    found = []
    for option, known_by in ((None, None), ("b", 0)):
        assessment = make_assessment(
            answers={"CA.1-Q1": chosen(100)}, agreed={"table2.3": (option, known_by)}
        )
        evaluation = evaluate(load_matrix(), make_questionnaire(*questions), assessment)
        found.append(plan(load_matrix(), evaluation, assessment).ranked[0].risk_factor)
    assert found[0] == found[1]
