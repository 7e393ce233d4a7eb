"""Which questions a customer is asked: division, facts and depth decide."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from model.applicability import duties
from model.assessment import AgreedOption
from model.content.loader import load_matrix
from model.division import divide
from model.evaluation import evaluate
from model.facts import Depth, Fact
from model.questionnaire import EXTENSION
from tests.builders import (
    RESPONSIBILITY,
    by_duty,
    make_assessment,
    make_extension,
    make_override,
    make_question,
    make_questionnaire,
)

BANK = make_questionnaire(
    make_question("OS.7-Q1"),
    make_question("OS.8-Q1"),
    make_question("OS.8-Q2"),
    make_question("NW.1-Q1", facts=(Fact.PUBLIC_WEBSITE,)),
    make_question("AP.4-Q1", facts=(Fact.PUBLIC_WEBSITE, Fact.MAINLAND_CHINA)),
    make_question("CA.1-Q1"),
    make_question("CA.1-Q2", facts=(Fact.PERSONAL_INFORMATION,)),
    make_question("CA.1-Q10"),
    make_question("SA.2-Q1"),
    make_question("X.BAK-Q1"),
    extensions=(make_extension("X.BAK", 3), make_extension("X.IR", 2)),
)


def found(assessment, questionnaire=BANK):
    division = divide(
        load_matrix(), assessment.service.model, assessment.agreed, assessment.overrides
    )
    return duties(questionnaire, division, assessment)


def asked(assessment, questionnaire=BANK):
    return [q.id for duty in found(assessment, questionnaire) for q in duty.questions]


def of(code, assessment, questionnaire=BANK):
    return [q for q in asked(assessment, questionnaire) if q.startswith(f"{code}-")]


def test_everything_is_asked_where_nothing_is_ruled_out():
    assert sorted(asked(make_assessment())) == sorted(BANK.by_id)


@pytest.mark.parametrize("code", ["OS.8", "CA.1"])
def test_express_depth_asks_the_lead_questions_only(code):
    assert of(code, make_assessment(depth=Depth.EXPRESS)) == [f"{code}-Q1"]


def test_express_depth_asks_every_question_marked_as_lead():
    bank = make_questionnaire(
        make_question("CA.1-Q1", lead=False), make_question("CA.1-Q2", lead=True)
    )

    assert asked(make_assessment(depth=Depth.EXPRESS), bank) == ["CA.1-Q2"]
    assert asked(make_assessment(depth=Depth.FULL), bank) == ["CA.1-Q2", "CA.1-Q1"]


@pytest.mark.parametrize("facts", [{}, {Fact.OWN_IMAGES: False}, {Fact.PUBLIC_WEBSITE: True}])
def test_a_fact_that_is_not_given_counts_as_yes(facts):
    assert of("NW.1", make_assessment(facts=facts)) == ["NW.1-Q1"]


def test_a_fact_that_does_not_hold_switches_its_questions_off():
    facts = {Fact.PERSONAL_INFORMATION: False}

    assert of("CA.1", make_assessment(facts=facts)) == ["CA.1-Q1", "CA.1-Q10"]


@pytest.mark.parametrize("fact", [Fact.PUBLIC_WEBSITE, Fact.MAINLAND_CHINA])
def test_a_question_needs_every_one_of_its_facts(fact):
    assert of("AP.4", make_assessment(facts={fact: False})) == []


def test_a_duty_stays_when_facts_switch_all_its_questions_off():
    assessment = make_assessment(facts={Fact.PUBLIC_WEBSITE: False})

    (duty,) = [d for d in found(assessment) if d.code == "NW.1"]

    assert duty.questions == ()


def test_the_order_of_the_file_does_not_matter():
    in_order = asked(make_assessment())

    for seed in range(20):
        questions = list(BANK.questions)
        random.Random(seed).shuffle(questions)
        assert asked(make_assessment(), replace(BANK, questions=tuple(questions))) == in_order


def test_questions_of_a_duty_come_lead_first_then_by_number():
    assert of("CA.1", make_assessment()) == ["CA.1-Q1", "CA.1-Q2", "CA.1-Q10"]


def test_duties_come_in_the_order_of_the_paper_then_the_extensions():
    codes = [d.code for d in found(make_assessment())]

    assert codes == [
        *(f"OS.{n}" for n in range(1, 9)),
        *(f"NW.{n}" for n in range(1, 4)),
        *(f"AP.{n}" for n in range(1, 5)),
        *(f"DA.{n}" for n in range(1, 5)),
        *(f"CA.{n}" for n in range(1, 4)),
        *(f"SA.{n}" for n in range(1, 6)),
        "X.BAK",
        "X.IR",
    ]


def agreed(option, known_by=None):
    settled = AgreedOption(negotiation_id="table2.3", option=option, known_by=known_by)
    return replace(make_assessment(), agreed={"table2.3": settled})


@pytest.mark.parametrize("known_by", [None, 0, 50, 75, 100])
def test_what_is_handed_over_is_not_asked_however_the_customer_knows(known_by):
    assert of("OS.8", agreed("b", known_by)) == []


def test_an_option_that_leaves_work_with_the_customer_is_asked():
    assert of("OS.8", agreed("a")) == ["OS.8-Q1", "OS.8-Q2"]


def test_what_nobody_agreed_is_asked():
    assert of("OS.8", agreed(None)) == ["OS.8-Q1", "OS.8-Q2"]


def test_what_was_not_settled_yet_is_asked():
    assert of("OS.8", make_assessment()) == ["OS.8-Q1", "OS.8-Q2"]


@pytest.mark.parametrize(
    ("allocation", "is_asked"),
    [
        ("customer", True),
        ("shared", True),
        ("negotiable", True),
        ("provider", False),
        ("absent", False),
    ],
)
def test_an_override_decides_whether_a_duty_is_asked(allocation, is_asked):
    assessment = make_assessment(overrides=by_duty(make_override("NW.1", allocation, 100)))

    assert of("NW.1", assessment) == (["NW.1-Q1"] if is_asked else [])


def test_a_duty_given_to_the_provider_by_the_paper_is_not_asked():
    assert of("OS.7", make_assessment("paas")) == []
    assert of("NW.1", make_assessment("saas")) == []


def test_a_duty_asked_under_another_one_is_left_out():
    codes = [d.code for d in found(make_assessment("saas")) if d.category_id == "iam"]

    assert codes == ["CA.1", "CA.2", "CA.3", "SA.5"]
    assert of("SA.2", make_assessment("saas")) == []
    assert of("SA.2", make_assessment("iaas")) == ["SA.2-Q1"]


def test_a_provider_duty_without_questions_appears_once_the_customer_takes_it():
    row = "data.customer.storage"
    taken = make_assessment(overrides=by_duty(make_override(row, "customer", 100)))

    assert row not in [d.id for d in found(make_assessment())]
    (duty,) = [d for d in found(taken) if d.id == row]
    assert (duty.code, duty.questions) == (row, ())


@pytest.mark.parametrize("model", ["iaas", "paas", "saas"])
def test_extensions_are_asked_in_every_service_model(model):
    beyond = [d for d in found(make_assessment(model)) if d.category_id == EXTENSION]

    assert [(d.code, d.importance, d.cell) for d in beyond] == [
        ("X.BAK", 3, None),
        ("X.IR", 2, None),
    ]
    assert of("X.BAK", make_assessment(model)) == ["X.BAK-Q1"]


def test_a_duty_carries_its_importance_and_category():
    (duty,) = [d for d in found(make_assessment()) if d.code == "OS.4"]

    assert (duty.importance, duty.category_id) == (1, "os")
    assert duty.id == RESPONSIBILITY["OS.4"]


def test_critical_leads_come_first_as_duties_promises():
    questions = make_questionnaire(
        make_question("DA.3-Q1"), make_question("DA.3-Q2", lead=True, critical=True)
    )
    evaluation = evaluate(load_matrix(), questions, make_assessment())
    duty = next(d for d in evaluation.duties if d.duty.code == "DA.3")
    assert [ln.question.id for ln in duty.lines] == ["DA.3-Q2", "DA.3-Q1"]
