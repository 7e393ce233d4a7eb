"""The worked examples and the properties of docs/scoring.md."""

from __future__ import annotations

from fractions import Fraction

import pytest

from model.assessment import Override
from model.content.loader import load_matrix
from model.division import DutyState
from model.evaluation import Grade, evaluate
from model.facts import Fact
from model.planning import plan
from model.responsibility import Allocation
from model.rounding import one_decimal
from tests.builders import (
    NOT_APPLICABLE,
    RESPONSIBILITY,
    UNKNOWN,
    by_duty,
    chosen,
    make_action,
    make_assessment,
    make_override,
    make_question,
    make_questionnaire,
)

OTHER_NEGOTIATIONS = ("table2.1", "table2.4", "table2.5", "table2.6", "table2.7")

EXAMPLE = make_questionnaire(
    make_question(
        "NW.1-Q1",
        weight=3,
        critical=True,
        exposure=(Fact.PUBLIC_WEBSITE,),
        actions=(make_action("NW.1-Q1-A1", effort=2),),
    ),
    make_question("NW.1-Q2", weight=2),
    make_question("NW.1-Q3", weight=1),
    make_question(
        "CA.1-Q1", weight=3, critical=True, actions=(make_action("CA.1-Q1-A1", effort=1),)
    ),
    make_question("CA.1-Q2", weight=2),
    make_question("CA.1-Q3", weight=2),
    make_question("CA.1-Q4", weight=1),
    make_question("OS.8-Q1", weight=3),
    make_question(
        "OS.8-Q2",
        weight=2,
        critical=True,
        actions=(make_action("OS.8-Q2-A1", to="75", effort=2),),
    ),
    make_question(
        "DA.3-Q1",
        weight=2,
        exposure=(Fact.PERSONAL_INFORMATION,),
        actions=(make_action("DA.3-Q1-A1", to="75", effort=4),),
    ),
    make_question("DA.3-Q2", weight=1),
)
ANSWERS = {
    "NW.1-Q1": chosen(50),
    "NW.1-Q2": chosen(75),
    "NW.1-Q3": NOT_APPLICABLE,
    "CA.1-Q1": chosen(0),
    "CA.1-Q2": chosen(100),
    "CA.1-Q3": chosen(50),
    "CA.1-Q4": chosen(75),
    "OS.8-Q1": chosen(75),
    "OS.8-Q2": UNKNOWN,
    "DA.3-Q1": chosen(25),
    "DA.3-Q2": chosen(50),
}
AGREED = {"table2.2": ("c", 0), "table2.3": ("a", None)}
AWAY = {  # the negotiable duties the examples leave out do not exist for this service
    RESPONSIBILITY[code]: Override(
        responsibility_id=RESPONSIBILITY[code],
        allocation=Allocation.ABSENT,
        known_by=None,
        source="",
        reason="not in the example",
        written_on=None,
    )
    for code in ("OS.1", "DA.2", "CA.2", "SA.1", "SA.3")
}


def example(answers=ANSWERS, agreed=AGREED, **changes):
    return make_assessment(answers=answers, agreed=agreed, overrides=AWAY, **changes)


def score(assessment, questionnaire=EXAMPLE):
    return evaluate(load_matrix(), questionnaire, assessment)


def duty(evaluation, code):
    return next(d for d in evaluation.duties if d.duty.code == code)


def test_example_a_gives_the_digits_of_the_rule():
    evaluation = score(example())

    assert duty(evaluation, "NW.1").result.value == 60
    assert duty(evaluation, "CA.1").uncapped == Fraction("46.875")
    assert duty(evaluation, "CA.1").result.value == 40
    assert duty(evaluation, "OS.8").uncapped == 45
    assert duty(evaluation, "OS.8").result.value == 40
    assert duty(evaluation, "OS.7").state is DutyState.ORPHAN
    assert duty(evaluation, "DA.3").result.value == Fraction(100, 3)
    assert evaluation.share.value == Fraction(5840, 3) / 56
    assert one_decimal(evaluation.share.value) == "34.8"
    assert evaluation.grade is Grade.D
    assert evaluation.critical_gaps == ("OS.8-Q2", "CA.1-Q1")
    assert one_decimal(evaluation.orphan_share) == "21.4"


@pytest.mark.parametrize(
    ("option", "known_by", "share", "units"),
    [
        ("b", 0, "26.2", 12),
        (None, None, "26.2", 12),
        ("b", 50, "34.4", 3),
        ("b", 100, "37.6", 3),
    ],
)
def test_example_b_handing_backup_to_the_provider(option, known_by, share, units):
    evaluation = score(example(agreed={**AGREED, "table2.3": (option, known_by)}))

    assert one_decimal(evaluation.share.value) == share
    assert duty(evaluation, "OS.8").result.units == units


def test_example_c_open_questions_open_the_range():
    answers = {k: v for k, v in ANSWERS.items() if k not in ("DA.3-Q2", "NW.1-Q2")}

    share = score(example(answers)).share

    assert [one_decimal(v) for v in (share.value, share.low, share.high)] == [
        "31.4",
        "26.0",
        "39.3",
    ]


IN_TWO_PARTS = make_questionnaire(
    *(q for q in EXAMPLE.questions if not q.id.startswith("DA.3")),
    make_question(
        "DA.3-Q1",
        weight=2,
        exposure=(Fact.PERSONAL_INFORMATION,),
        actions=(make_action("DA.3-Q1-A1", to="75", effort=3, requires=("DA.3-Q2-A1",)),),
    ),
    make_question("DA.3-Q2", weight=1, actions=(make_action("DA.3-Q2-A1", to="75", effort=1),)),
)
"""Example D: classifying data takes an action for each question of DA.3."""


def test_example_d_ranks_five_actions():
    assessment = example()

    ranked = plan(load_matrix(), score(assessment, IN_TWO_PARTS), assessment).ranked

    steps = [(a.id, one_decimal(a.share_after)) for a in ranked if a.id != "DA.3-Q2-A1"]
    assert steps == [
        ("CA.1-Q1-A1", "44.3"),
        ("OS.7-M-A1", "59.1"),
        ("OS.8-Q2-A1", "68.1"),
        ("NW.1-Q1-A1", "75.7"),
        ("DA.3-Q1-A1", "82.8"),
    ]
    assert [a.risk_factor for a in ranked][:4] == [2, 1, 2, Fraction(3, 2)]


def test_a_duty_overridden_as_not_agreed_is_open_to_completeness():
    """OS.8 nobody agreed: 12 units, option settled. The same by override on NW.1: nothing."""
    empty = make_questionnaire()
    by_option = evaluate(load_matrix(), empty, make_assessment(agreed={"table2.3": (None, None)}))
    override = by_duty(make_override("NW.1", "negotiable"))
    by_override = evaluate(load_matrix(), empty, make_assessment(overrides=override))
    one = next(d for d in by_option.duties if d.duty.code == "OS.8")
    other = next(d for d in by_override.duties if d.duty.code == "NW.1")
    assert one.total_weight == other.total_weight == 3
