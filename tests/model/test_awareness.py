"""Belief beside truth."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.assessment import AgreedOption
from model.awareness import (
    Truth,
    awareness,
    awareness_of,
    judge,
    to_guess,
    truth_of,
    weight_of,
)
from model.belief import Belief, BeliefHolder
from model.content.loader import load_matrix
from model.division import divide
from model.responsibility import ServiceModel

MATRIX = load_matrix()


def belief(holder, duty="x", *, is_sure=True):
    return Belief(responsibility_id=duty, holder=BeliefHolder(holder), is_sure=is_sure)


def test_worked_example_e():
    judged = [
        judge(belief("both"), Truth.SHARED, 12),
        judge(belief("us"), Truth.CUSTOMER, 12),
        judge(belief("provider"), Truth.CUSTOMER, 8),
        judge(belief("provider"), Truth.PROVIDER, 2),
        judge(belief("both"), Truth.CUSTOMER, 12),
        judge(belief("provider"), Truth.PROVIDER, 12),
    ]

    found = awareness_of(judged)

    assert found.index == Fraction(1200 + 1200 + 0 + 200 + 600 + 1200, 58)
    assert round(float(found.index), 1) == 75.9
    assert found.dangerous == (judged[2],)


@pytest.mark.parametrize(
    ("truth", "points"),
    [
        (Truth.CUSTOMER, (100, 50, 0, 0)),
        (Truth.SHARED, (50, 100, 0, 0)),
        (Truth.PROVIDER, (50, 50, 100, 0)),
        (Truth.NOT_AGREED, (0, 0, 0, 0)),
    ],
)
def test_points_follow_the_table(truth, points):
    assert tuple(judge(belief(holder), truth, 1).points for holder in BeliefHolder) == points


@given(
    st.lists(
        st.tuples(
            st.sampled_from(BeliefHolder),
            st.sampled_from(Truth),
            st.integers(1, 12),
            st.booleans(),
        )
    )
)
def test_the_index_is_bounded_and_only_sure_zeros_are_confident_errors(drawn):
    judged = [judge(belief(h, is_sure=sure), t, w) for h, t, w, sure in drawn]

    found = awareness_of(judged)

    if not judged:
        assert found.index is None
    else:
        assert 0 <= found.index <= 100
    for each in judged:
        assert (each in found.confident_errors) == (each.belief.is_sure and each.points == 0)


def test_nothing_asked_is_no_index():
    assert awareness_of([]).index is None


def test_a_division_is_judged_with_its_weights():
    agreed = AgreedOption(negotiation_id="table2.3", option="b", known_by=100)
    division = divide(MATRIX, ServiceModel.IAAS, {"table2.3": agreed}, {})
    cells = division.by_id
    beliefs = {
        duty: belief("provider", duty)
        for duty in ("os.host_backup", "os.host_monitoring", "physical.disaster_recovery")
    }

    found = awareness(division, {**beliefs, "gone": belief("us", "gone")})

    assert {j.belief.responsibility_id: j.truth for j in found.judged} == {
        "physical.disaster_recovery": Truth.PROVIDER,
        "os.host_monitoring": Truth.NOT_AGREED,
        "os.host_backup": Truth.PROVIDER,
    }
    assert weight_of(cells["os.host_backup"]) == 12
    assert weight_of(cells["physical.disaster_recovery"]) == 1
    assert truth_of(cells["os.host_monitoring"]) is Truth.NOT_AGREED


@pytest.mark.parametrize("model", list(ServiceModel))
def test_what_is_asked_first_is_short_and_mixes_both_sides(model):
    asked = to_guess(divide(MATRIX, model, {}, {}))

    weights = [weight_of(cell) for cell in asked]
    assert 6 <= len(asked) <= 20
    assert len({cell.id for cell in asked}) == len(asked)
    assert sum(weight == 12 for weight in weights) >= 3
    assert sum(weight == 1 for weight in weights) >= 3


def test_what_was_agreed_meanwhile_does_not_change_what_is_asked():
    agreed = AgreedOption(negotiation_id="table2.3", option="b", known_by=100)
    before = to_guess(divide(MATRIX, ServiceModel.IAAS, {}, {}))
    after = to_guess(divide(MATRIX, ServiceModel.IAAS, {"table2.3": agreed}, {}))

    assert [cell.id for cell in before] == [cell.id for cell in after]
