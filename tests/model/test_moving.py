"""A move: what leaves, stays and arrives, what is asked, what it is worth, what to request."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from model.assessment import AgreedOption
from model.content.loader import load_matrix
from model.division import DutyState
from model.evaluation import evaluate
from model.language import Language
from model.library import content, load_sample
from model.moving import RequestKind, carried_options, moved
from model.responsibility import Allocation, ServiceModel
from model.rounding import one_decimal
from tests.builders import (
    RESPONSIBILITY,
    by_duty,
    chosen,
    drawn_cases,
    make_assessment,
    make_claim,
    make_group,
    make_override,
    make_proof,
    make_question,
    make_questionnaire,
)
from tests.model.test_evaluation import EXAMPLE, example

IAAS, PAAS, SAAS = ServiceModel
MATRIX = load_matrix()
OPTIONS = {n.id: (None, *(o.id for o in n.options)) for n in MATRIX.negotiations}
properties = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@st.composite
def agreements(draw):
    """Draw what would be agreed; a negotiation may be left out, that is, not asked yet."""
    names = draw(st.lists(st.sampled_from(sorted(OPTIONS)), unique=True))
    return {name: agreed(name, draw(st.sampled_from(OPTIONS[name])), 100) for name in names}


models = st.sampled_from(list(ServiceModel))


def agreed(name, option, known_by=None):
    return AgreedOption(negotiation_id=name, option=option, known_by=known_by if option else None)


def codes(duties):
    return {duty.responsibility.code for duty in duties}


def ids(duties):
    return {duty.id for duty in duties}


def on_customer(evaluation):
    states = (DutyState.HELD, DutyState.ORPHAN, DutyState.PENDING)
    return {cell.id for cell in evaluation.division.cells if cell.state in states}


def move_to(model, assessment, options=None, questionnaire=EXAMPLE):
    options = carried_options(MATRIX, assessment, model) if options is None else options
    return moved(MATRIX, questionnaire, assessment, model, options)


# --- properties ------------------------------------------------------------------------------


@properties
@given(drawn_cases())
def test_staying_as_it_is_changes_nothing(case):
    questionnaire, assessment = case
    move = moved(MATRIX, questionnaire, assessment, assessment.service.model, assessment.agreed)

    assert move.changes_nothing
    assert move.assessment == assessment
    assert move.leaving == move.arriving == ()
    assert move.no_longer_asked == move.newly_asked == ()
    assert move.left_behind == 0


@properties
@given(drawn_cases(), models, agreements())
def test_each_duty_of_the_customer_leaves_or_stays_or_arrives(case, model, options):
    questionnaire, assessment = case
    move = moved(MATRIX, questionnaire, assessment, model, options)
    found = [duty.id for duty in (*move.leaving, *move.staying, *move.arriving)]

    assert len(found) == len(set(found))
    assert ids(move.leaving) | ids(move.staying) == on_customer(move.before)
    assert ids(move.arriving) | ids(move.staying) == on_customer(move.after)


@properties
@given(drawn_cases(), models, agreements())
def test_the_questions_are_those_that_the_evaluations_ask(case, model, options):
    questionnaire, assessment = case
    move = moved(MATRIX, questionnaire, assessment, model, options)
    now, then = ({q.id for q in e.asked} for e in (move.before, move.after))

    assert now - set(move.no_longer_asked) | set(move.newly_asked) == then
    assert set(move.no_longer_asked) == now - then
    assert set(move.newly_asked) == then - now


@properties
@given(drawn_cases(), models, agreements())
def test_both_sides_are_scored_as_if_there_were_no_other(case, model, options):
    questionnaire, assessment = case
    move = moved(MATRIX, questionnaire, assessment, model, options)

    assert move.before == evaluate(MATRIX, questionnaire, assessment)
    assert move.after == evaluate(MATRIX, questionnaire, move.assessment)
    assert move.assessment.answers == assessment.answers
    assert move.assessment.facts == assessment.facts


@properties
@given(drawn_cases(), models, agreements(), st.randoms(use_true_random=False))
def test_no_order_matters(case, model, options, random):
    questionnaire, assessment = case

    def mixed(mapping):
        return dict(random.sample(list(mapping.items()), len(mapping)))

    shuffled = replace(
        questionnaire,
        questions=tuple(random.sample(questionnaire.questions, len(questionnaire.questions))),
    )
    other = replace(
        assessment, answers=mixed(assessment.answers), overrides=mixed(assessment.overrides)
    )

    first = moved(MATRIX, questionnaire, assessment, model, options)
    second = moved(MATRIX, shuffled, other, model, mixed(options))

    assert first == second


@properties
@given(drawn_cases(), models, agreements())
def test_the_way_back_brings_what_left_and_takes_what_came(case, model, options):
    questionnaire, assessment = case
    assume(model is not assessment.service.model)
    bare = replace(assessment, overrides={}, claims={})
    there = moved(MATRIX, questionnaire, bare, model, options)
    back = moved(MATRIX, questionnaire, there.assessment, bare.service.model, assessment.agreed)

    assert ids(back.arriving) == ids(there.leaving)
    assert ids(back.leaving) == ids(there.arriving)
    assert set(back.newly_asked) == set(there.no_longer_asked)
    assert back.after == there.before


# --- examples --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "known_by", "share"), [("b", 0, "26.2"), ("b", 50, "34.4"), ("b", 100, "37.6")]
)
def test_another_option_is_worth_what_example_b_of_the_rule_says(option, known_by, share):
    before = example()
    options = {**before.agreed, "table2.3": agreed("table2.3", option, known_by)}
    move = move_to(IAAS, before, options)

    assert one_decimal(move.before.share.value) == "34.8"
    assert one_decimal(move.after.share.value) == share
    assert move.no_longer_asked == ("OS.8-Q1", "OS.8-Q2")
    assert codes(move.leaving) == ({"OS.8"} if known_by else set())


def test_in_saas_network_and_application_are_the_providers():
    move = move_to(SAAS, make_assessment("iaas"), {})

    assert {"NW.1", "NW.2", "NW.3", "AP.1", "AP.2", "AP.3", "AP.4"} <= codes(move.leaving)
    assert {"OS.3", "OS.7", "OS.8"} <= codes(move.leaving)
    assert {"DA.3", "DA.4", "CA.1", "CA.2", "DA.2"} <= codes(move.staying)
    assert move.arriving == ()
    gone = {duty.responsibility.code: duty for duty in move.leaving}
    assert gone["NW.1"].before.allocation is Allocation.SHARED
    assert gone["NW.1"].after.allocation is Allocation.PROVIDER
    assert gone["OS.3"].after is None


def test_on_the_way_back_to_iaas_they_come_to_the_customer():
    move = move_to(IAAS, make_assessment("saas"), {})

    assert {"NW.1", "AP.1", "OS.3", "OS.7"} <= codes(move.arriving)
    assert move.leaving == ()


def test_options_are_carried_where_the_other_model_has_the_same_negotiation():
    assessment = make_assessment(
        "iaas", agreed={"table2.1": ("a", None), "table2.4": ("b", 50), "table2.5": ("a", None)}
    )

    assert set(carried_options(MATRIX, assessment, PAAS)) == {"table2.4", "table2.5"}
    assert set(carried_options(MATRIX, assessment, SAAS)) == {"table2.4"}
    assert carried_options(MATRIX, assessment, IAAS) == assessment.agreed


BOUND = make_assessment(
    "iaas",
    overrides=by_duty(make_override("AP.1", "provider", 100)),
    claims={c.key: c for c in [make_claim("DA.3", "contract", "provider", place="§ 1")]},
)


def test_what_is_bound_to_the_contract_stays_behind_in_another_model():
    move = move_to(PAAS, BOUND)

    assert move.left_behind == 2
    assert move.assessment.overrides == {}
    assert move.assessment.claims == {}
    assert {"AP.1", "DA.3"} <= codes(move.arriving)


def test_what_is_bound_to_the_contract_stays_in_force_where_only_an_option_changes():
    move = move_to(IAAS, BOUND, {"table2.3": agreed("table2.3", "a")})

    assert move.left_behind == 0
    assert move.assessment.overrides == BOUND.overrides
    assert move.assessment.claims == BOUND.claims
    assert move.before.division.by_id[RESPONSIBILITY["OS.8"]].state is DutyState.PENDING
    assert move.after.division.by_id[RESPONSIBILITY["OS.8"]].state is DutyState.HELD


def test_the_coverage_counts_the_questions_about_duties_that_have_an_answer():
    questionnaire = make_questionnaire(
        *(make_question(f"{code}-Q1") for code in ("NW.1", "CA.1", "DA.3", "DA.4", "X.BAK"))
    )
    assessment = make_assessment("iaas", answers={"NW.1-Q1": chosen(50), "CA.1-Q1": chosen(50)})
    move = move_to(SAAS, assessment, {}, questionnaire)

    assert (move.answered, move.asked) == (1, 3)
    assert one_decimal(move.coverage) == "33.3"


def test_without_a_question_there_is_no_coverage():
    assert move_to(SAAS, make_assessment("iaas"), {}, make_questionnaire()).coverage is None


# --- requests --------------------------------------------------------------------------------


def requests(move, kind):
    return [
        tuple(r.id for r in request.responsibilities)
        for request in move.requests
        if request.kind is kind
    ]


NETWORK = tuple(RESPONSIBILITY[code] for code in ("NW.1", "NW.2", "NW.3"))
WITH_PROOFS = make_questionnaire(
    make_proof("PR.8-Q1"), reliance=(make_group("PR.8", *NETWORK), make_group("PR.2", "physical"))
)


def test_a_proof_is_asked_for_what_becomes_the_providers_group_by_group():
    move = move_to(SAAS, make_assessment("iaas"), {}, WITH_PROOFS)
    first, rest = (r for r in move.requests if r.kind is RequestKind.PROVE)

    assert first.group.id == "PR.8"
    assert tuple(r.id for r in first.responsibilities) == NETWORK
    assert rest.group is None
    assert RESPONSIBILITY["AP.1"] in {r.id for r in rest.responsibilities}
    assert "os.platform_image.version" in {r.id for r in rest.responsibilities}
    assert "physical.disaster_recovery" not in {r.id for r in rest.responsibilities}


def test_what_was_only_assumed_is_to_be_proved_once_it_is_the_providers():
    assessment = make_assessment("iaas", agreed={"table2.2": ("c", 0), "table2.3": ("b", 100)})
    ((*ids_,),) = requests(move_to(PAAS, assessment), RequestKind.PROVE)

    assert RESPONSIBILITY["OS.7"] in ids_
    assert RESPONSIBILITY["OS.8"] not in ids_  # it was the provider's already, by contract


def test_what_nobody_agreed_is_to_be_agreed_once_for_duties_asked_together():
    move = move_to(SAAS, make_assessment("iaas"), {"table2.4": agreed("table2.4", "a")})

    assert requests(move, RequestKind.AGREE) == [
        (RESPONSIBILITY["CA.2"], RESPONSIBILITY["SA.3"]),
    ]
    assert move.requests[0].negotiation.id == "table5.1"


@pytest.mark.parametrize(
    ("known_by", "is_asked"), [(None, True), (0, True), (75, True), (100, False)]
)
def test_what_is_handed_over_is_to_be_confirmed_unless_the_contract_says_it(known_by, is_asked):
    options = {"table2.4": agreed("table2.4", "b", known_by)}
    found = requests(move_to(PAAS, make_assessment("iaas"), options), RequestKind.CONFIRM)

    assert found == ([(RESPONSIBILITY["DA.2"],)] if is_asked else [])


def test_what_stays_behind_is_to_be_settled_again_where_the_other_model_has_it():
    gone = BOUND.overrides | by_duty(make_override("OS.3", "provider", 100))
    move = move_to(PAAS, replace(BOUND, overrides=gone))

    assert requests(move, RequestKind.RENEW) == [(RESPONSIBILITY["AP.1"], RESPONSIBILITY["DA.3"])]
    assert requests(move_to(IAAS, BOUND, {}), RequestKind.RENEW) == []


def test_the_sample_moved_to_saas_is_asked_a_third_of_the_questions():
    matrix, questionnaire = content("oscar-2020")
    sample = load_sample(Language.EN)
    move = moved(matrix, questionnaire, sample, SAAS, carried_options(matrix, sample, SAAS))

    assert (len(move.leaving), len(move.staying), len(move.arriving)) == (16, 10, 0)
    assert (move.answered, move.asked) == (7, 7)
    assert move.left_behind == 8
    assert {r.group.id for r in move.requests if r.group} == {"PR.7", "PR.8", "PR.9", "PR.16"}
