"""Why an action stands where it stands: the arithmetic of the rule, in a plain sentence."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings

from model.content.loader import load_matrix
from model.evaluation import evaluate
from model.facts import Fact
from model.improvement import Horizon, Placement, Tie
from model.planning import plan
from model.ranking_words import RankingWords
from tests.builders import chosen, drawn_cases, make_extension
from tests.model.test_evaluation import EXAMPLE, example
from tests.model.test_planning import (
    BACKUP,
    NO_FACTS,
    infrastructure,
    ladder,
    planned,
    software,
    with_actions,
)
from tests.ui.presenters.fakes import EN, ZH

properties = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def told(questions, assessment, catalog=EN, **changes):
    found = planned(questions, assessment, **changes)
    words = RankingWords(found, assessment.service, catalog)
    return {a.id: words.reason(a) for a in found.actions}


def tie_of(questions, **changes):
    found = planned(questions, software({q.id: chosen(0) for q in questions}, **changes))
    return found.ranked[0].rating.tie


def test_the_first_action_of_example_d_repeats_its_arithmetic():
    assessment = example()
    found = plan(load_matrix(), evaluate(load_matrix(), EXAMPLE, assessment), assessment)
    words = RankingWords(found, assessment.service, EN)

    first = found.ranked[0]

    assert first.id == "CA.1-Q1-A1"
    assert words.reason(first) == (
        "It brings 9.5 points × risk factor 2.0 ÷ effort 1 = priority 19.0; "
        "closing a critical gap adds 1 to the factor."
    )
    assert words.placement(first) == "What closes a critical gap is in the first 30 days."


@properties
@given(drawn_cases())
def test_the_priority_is_gain_times_risk_through_effort_and_never_rises(case):
    questionnaire, assessment = with_actions(case[0]), case[1]
    found = plan(load_matrix(), evaluate(load_matrix(), questionnaire, assessment), assessment)

    for action in found.actions:
        rating = action.rating
        assert rating.priority == rating.gain * rating.risk_factor / rating.effort
        if not action.taken_for and rating.effort == action.candidate.effort:
            assert rating.gain == action.gain
            assert rating.risk_factor == action.risk_factor


@properties
@given(drawn_cases())
def test_what_is_taken_along_stands_before_what_needs_it_and_shares_its_rating(case):
    questionnaire, assessment = with_actions(case[0]), case[1]
    found = plan(load_matrix(), evaluate(load_matrix(), questionnaire, assessment), assessment)

    for actions in (found.ranked, found.beyond):
        place = {a.id: a for a in actions}
        for action in actions:
            if action.taken_for:
                aim = place[action.taken_for]
                assert action.rank < aim.rank
                assert action.rating is aim.rating
                between = [a for a in actions if action.rank < a.rank < aim.rank]
                assert all(a.taken_for == aim.id for a in between)


@properties
@given(drawn_cases())
def test_the_horizon_is_the_one_its_reason_speaks_of(case):
    questionnaire, assessment = with_actions(case[0]), case[1]
    now = evaluate(load_matrix(), questionnaire, assessment)
    found = plan(load_matrix(), now, assessment, budget=8)
    first = {Placement.GAP, Placement.QUICK, Placement.NEEDED}

    for action in found.actions:
        if action.placement in first:
            assert action.horizon is Horizon.DAYS_30
        if action.placement is Placement.BUDGET:
            assert action.horizon is Horizon.DAYS_90
        if action.placement is Placement.FULL:
            assert action.horizon is Horizon.DAYS_180
        if action.placement is Placement.AFTER:
            assert action.candidate.requires
            assert action.horizon is not Horizon.DAYS_30


@pytest.mark.parametrize("catalog", [EN, ZH])
@settings(properties, max_examples=10)
@given(case=drawn_cases())
def test_every_action_has_a_reason_in_both_languages(catalog, case):
    questionnaire, assessment = with_actions(case[0]), case[1]
    found = plan(load_matrix(), evaluate(load_matrix(), questionnaire, assessment), assessment)
    words = RankingWords(found, assessment.service, catalog)

    for action in found.actions:
        for text in (words.reason(action), words.placement(action)):
            assert text
            assert "{" not in text


def test_a_risk_factor_of_one_is_not_spoken_of():
    reason = told([ladder("DA.3-Q1", 100)], software({"DA.3-Q1": chosen(0)}, facts=NO_FACTS))

    assert reason["DA.3-Q1-A1"] == "It brings 100.0 points ÷ effort 1 = priority 100.0."


def test_gap_and_exposure_are_both_named():
    question = ladder("DA.3-Q1", 100, exposure=(Fact.PUBLIC_WEBSITE,), critical=True)

    reason = told([question], software({"DA.3-Q1": chosen(0)}))["DA.3-Q1-A1"]

    assert "risk factor 2.5" in reason
    assert "closing a critical gap adds 1" in reason
    assert "personal information 0.5" in reason


def test_a_prerequisite_says_what_it_is_taken_along_for():
    questions = [
        ladder("CA.1-Q1", 25, efforts=[4]),
        ladder("CA.3-Q1", 100, efforts=[1], requires=("CA.1-Q1-A1",)),
        ladder("DA.4-Q1", 50, efforts=[4]),
    ]
    reasons = told(questions, software({q.id: chosen(0) for q in questions}, facts=NO_FACTS))

    assert reasons["CA.1-Q1-A1"] == "It comes first because “CA.3-Q1-A1” needs it."
    assert reasons["CA.3-Q1-A1"].startswith("With what it needs done first (1), it brings 41.7")
    assert "effort 5 = priority 8.3" in reasons["CA.3-Q1-A1"]


def test_what_must_be_done_first_is_named():
    questions = [ladder("CA.1-Q1", 25), ladder("CA.3-Q1", 100, requires=("CA.1-Q1-A1", "gone"))]
    assessment = software({q.id: chosen(0) for q in questions})
    found = planned(questions, assessment)
    words = RankingWords(found, assessment.service, EN)

    after = {a.id: words.after(a) for a in found.ranked}

    assert after == {"CA.1-Q1-A1": (), "CA.3-Q1-A1": ("CA.1-Q1-A1",)}


def test_an_orphan_that_gets_a_holder_is_named():
    assessment = infrastructure({"table2.3": (None, None)})

    assert "a holder" in told(BACKUP, assessment)["OS.8-M-A1"]


def test_actions_beyond_the_paper_have_a_reason_too():
    questions = [ladder("X.BAK-Q1", 100)]
    assessment = software({"X.BAK-Q1": chosen(0)}, facts=NO_FACTS)

    reasons = told(questions, assessment, extensions=(make_extension("X.BAK"),))

    assert reasons == {"X.BAK-Q1-A1": "It brings 100.0 points ÷ effort 1 = priority 100.0."}


@pytest.mark.parametrize(
    ("questions", "tie"),
    [
        ([ladder("CA.1-Q1", 100), ladder("CA.3-Q1", 50, critical=True)], Tie.GAP),
        ([ladder("DA.3-Q1", 75), ladder("DA.4-Q1", 50)], Tie.UNITS),
        ([ladder("CA.1-Q1", 100, efforts=[2]), ladder("CA.3-Q1", 50)], Tie.EFFORT),
        ([ladder("CA.1-Q1", 100), ladder("CA.3-Q1", 100)], Tie.ID),
        ([ladder("CA.1-Q1", 100), ladder("CA.3-Q1", 75)], None),
        ([ladder("CA.1-Q1", 100)], None),
    ],
)
def test_the_rule_that_decides_a_tie_is_kept(questions, tie):
    assert tie_of(questions) is tie


def test_an_action_is_not_tied_with_what_it_takes_along():
    questions = [ladder("CA.1-Q1", 50), ladder("CA.1-Q2", 50, requires=("CA.1-Q1-A1",))]

    assert tie_of(questions, facts=NO_FACTS) is None


def test_horizons_end_on_days_counted_from_the_day_of_the_plan():
    from datetime import date

    begun = date(2026, 11, 30)

    days = [h.ends_on(begun) for h in Horizon]

    assert days == [date(2026, 12, 30), date(2027, 2, 28), date(2027, 5, 29)]


def test_own_effort_counts_in_the_arithmetic():
    from model.assessment import PlanEntry

    assessment = software({"DA.3-Q1": chosen(0)}, facts=NO_FACTS)
    entry = PlanEntry(action_id="DA.3-Q1-A1", effort=16)

    found = planned([ladder("DA.3-Q1", 100)], replace(assessment, plan={entry.action_id: entry}))

    assert found.ranked[0].rating.priority == Fraction(100, 16)
