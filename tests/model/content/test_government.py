"""The division of table 6 and the questionnaire about it, against the paper's own data."""

from __future__ import annotations

from collections import Counter

import pytest

from model.applicability import duties
from model.division import divide
from model.evaluation import evaluate
from model.facts import Depth
from model.library import content
from model.questionnaire import QuestionKind
from model.responsibility import Allocation, ServiceModel
from tests.builders import by_duty, chosen, make_assessment, make_override

NAME = "government-cloud-2020"
MATRIX, QUESTIONNAIRE = content(NAME)
IAAS = ServiceModel.IAAS

# Table 6: p the provider, c the customer, s shared; one letter for each control of a domain in the
# table's order, or for the whole domain where the table has it in one row.
TABLE_6 = {
    "physical_environment": "p",
    "communication_network": "spp",
    "area_boundary": "ssppsp",
    "computing_environment": "pspssppsspc",
    "management_centre": "ppps",
    "management_system": "s",
    "management_organisation": "s",
    "personnel": "sssp",
    "construction": "csssssssscp",
    "operations": "ppppspssssspsp",
}
WHOLE = ("physical_environment", "management_system", "management_organisation")
LETTERS = {"p": Allocation.PROVIDER, "c": Allocation.CUSTOMER, "s": Allocation.SHARED}
EXPECTED = {
    domain if domain in WHOLE else f"{domain}.{number}": LETTERS[letter]
    for domain, letters in TABLE_6.items()
    for number, letter in enumerate(letters, start=1)
}
SIGN_IN = "computing_environment.1"
STARTS = (("不符合：", "Not met: "), ("部分符合：", "Partly met: "), ("符合：", "Met: "))
MOST_CRITICAL = 20

ABOUT = {
    r.id: [q for q in QUESTIONNAIRE.questions if q.responsibility_id == r.id]
    for r in MATRIX.responsibilities
}
OF_CUSTOMER = [q for questions in ABOUT.values() for q in questions]
HELD = [key for key, allocation in EXPECTED.items() if allocation is not Allocation.PROVIDER]


def asked(assessment):
    division = divide(MATRIX, IAAS, assessment.agreed, assessment.overrides)
    found = duties(QUESTIONNAIRE, division, assessment)
    return {duty.id: [q.id for q in duty.questions] for duty in found if duty.questions}


def test_the_table_has_fifty_six_rows():
    assert Counter(EXPECTED.values()) == {
        Allocation.PROVIDER: 23,
        Allocation.CUSTOMER: 3,
        Allocation.SHARED: 30,
    }


def test_the_matrix_says_what_table_6_says():
    assert {r.id: r.allocation[IAAS] for r in MATRIX.responsibilities} == EXPECTED
    assert [r.id for r in MATRIX.responsibilities] == list(EXPECTED)
    assert [c.id for c in MATRIX.categories] == list(TABLE_6)


def test_the_table_has_one_column():
    assert MATRIX.models == (IAAS,)
    for row in MATRIX.responsibilities:
        assert row.allocation[ServiceModel.PAAS] is Allocation.ABSENT
        assert row.allocation[ServiceModel.SAAS] is Allocation.ABSENT
        assert [place.table for place in row.place.values()] == [6]
    assert MATRIX.negotiations == ()


def test_every_row_stands_in_its_own_domain():
    for row in MATRIX.responsibilities:
        assert row.category_id == row.id.partition(".")[0]


@pytest.mark.parametrize("key", HELD)
def test_every_held_row_has_two_questions_or_more_and_one_lead(key):
    questions = ABOUT[key]

    assert len(questions) >= 2
    assert [q.lead for q in questions].count(True) == 1
    assert MATRIX.by_id[key].code is not None
    assert MATRIX.by_id[key].customer_duty is not None


def test_what_the_provider_holds_is_asked_about_only_where_the_text_reads_otherwise():
    asked_about = {key for key, questions in ABOUT.items() if questions}

    assert asked_about == {*HELD, SIGN_IN}
    readings = {r.id: dict(r.other_reading) for r in MATRIX.responsibilities if r.other_reading}
    assert readings == {SIGN_IN: {IAAS: Allocation.SHARED}}


@pytest.mark.parametrize("question", OF_CUSTOMER, ids=lambda q: q.id)
def test_every_question_is_answered_on_the_scale_of_graded_protection(question):
    assert question.kind is QuestionKind.FACT
    assert [(c.id, c.value) for c in question.choices] == [("0", 0), ("50", 50), ("100", 100)]
    for choice, (zh, en) in zip(question.choices, STARTS, strict=True):
        assert choice.text.zh.startswith(zh)
        assert choice.text.en.startswith(en)
        assert choice.text.zh.removeprefix(zh).strip()
        assert choice.text.en.removeprefix(en).strip()


def test_few_questions_are_critical():
    critical = [q for q in QUESTIONNAIRE.questions if q.critical]

    assert 0 < len(critical) <= MOST_CRITICAL
    assert all(q.critical_reason is not None for q in critical)
    assert all(q.responsibility_id in ABOUT for q in critical)


def test_every_question_names_its_row_of_table_6():
    for key, questions in ABOUT.items():
        for question in questions:
            assert question.table == "6"
            assert question.row
            assert question.id.partition("-Q")[0] == MATRIX.by_id[key].code


def test_signing_in_is_the_providers_unless_agreed_otherwise():
    row = MATRIX.by_id[SIGN_IN]

    assert row.name.zh == "身份鉴别"
    assert row.allocation[IAAS] is Allocation.PROVIDER
    assert row.note is not None
    assert SIGN_IN not in asked(make_assessment(questionnaire_id=NAME))


@pytest.mark.parametrize("allocation", ["shared", "customer"])
def test_signing_in_is_asked_about_once_it_is_shared(allocation):
    moved = by_duty(make_override(SIGN_IN, allocation, 100))

    found = asked(make_assessment(questionnaire_id=NAME, overrides=moved))

    assert sorted(found[SIGN_IN]) == ["GV.05-Q1", "GV.05-Q2", "GV.05-Q3"]
    before = asked(make_assessment(questionnaire_id=NAME))
    assert {k: v for k, v in found.items() if k != SIGN_IN} == before


def test_signing_in_counts_once_it_is_shared():
    answers = {q.id: chosen(100) for q in ABOUT[SIGN_IN]}
    nothing = make_assessment(answers=answers, questionnaire_id=NAME)
    shared = make_assessment(
        answers=answers,
        questionnaire_id=NAME,
        overrides=by_duty(make_override(SIGN_IN, "shared", 100)),
    )

    before, after = (evaluate(MATRIX, QUESTIONNAIRE, a) for a in (nothing, shared))

    assert (before.share.value, after.share.value) == (None, 100)
    assert (sorted(before.ignored), after.ignored) == (sorted(answers), ())


def test_express_depth_asks_one_question_of_each_row():
    found = asked(make_assessment(questionnaire_id=NAME, depth=Depth.EXPRESS))

    assert list(found) == HELD
    assert {len(questions) for questions in found.values()} == {1}


def test_a_service_that_meets_everything_carries_its_whole_share():
    answers = {q.id: chosen(100, evidence="E2") for q in QUESTIONNAIRE.questions}

    scored = evaluate(
        MATRIX, QUESTIONNAIRE, make_assessment(answers=answers, questionnaire_id=NAME)
    )

    assert (scored.share.value, scored.verified, scored.completeness) == (100, 100, 100)
    assert (scored.grade, scored.critical_gaps, scored.orphans) == ("A", (), ())
