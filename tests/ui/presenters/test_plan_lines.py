"""Actions narrowed and sorted: every column, both ways, and all that can be looked for."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.assessment import ActionState
from model.questionnaire import Cost
from tests.ui.presenters.fakes import EN, ZH, sample_session
from ui.presenters.plan_lines import (
    BEYOND,
    COLUMNS,
    NAMED,
    NOBODY,
    PlanLine,
    Wish,
    in_order,
    is_wanted,
    plan_lines,
)

TODAY = date(2026, 12, 6)


def line(number, **changes):
    fields = {
        "id": f"a{number}",
        "rank": number,
        "title": f"Action {number}",
        "duty": "NW.1 Ports",
        "gain": Fraction(1),
        "effort": 1,
        "cost": Cost.NONE,
        "own_cost": "",
        "owner": "",
        "due": None,
        "horizon": "30",
        "state": ActionState.OPEN,
        "needs_provider": False,
        "is_overdue": False,
    }
    made = {**fields, **changes}
    texts = (str(number), made["title"], made["duty"], made["owner"])
    return PlanLine(**made, texts=texts)


def ids(lines):
    return [each.id for each in lines]


drawn = st.lists(
    st.builds(
        line,
        st.integers(1, 99),
        gain=st.fractions(0, 100),
        effort=st.sampled_from((1, 2, 4, 8, 16)),
        cost=st.sampled_from(Cost),
        owner=st.sampled_from(("", "Li", "Wang", "王芳")),
        due=st.sampled_from((None, date(2026, 1, 1), date(2027, 1, 1))),
        horizon=st.sampled_from(("30", "90", "180", BEYOND)),
        state=st.sampled_from(ActionState),
    ),
    unique_by=lambda each: (each.rank, each.horizon == BEYOND),
)


@pytest.mark.parametrize("sort", COLUMNS)
@given(lines=drawn, descending=st.booleans())
def test_sorting_keeps_every_action_and_does_not_depend_on_the_order_before(
    sort, lines, descending
):
    once = in_order(lines, sort, descending=descending)

    assert sorted(ids(once)) == sorted(ids(lines))
    assert in_order(lines[::-1], sort, descending=descending) == once
    assert in_order(once, sort, descending=descending) == once


def test_what_has_no_date_or_owner_comes_last_both_ways():
    lines = [line(1), line(2, due=date(2027, 1, 1), owner="Wang"), line(3, due=TODAY, owner="Li")]

    assert ids(in_order(lines, "due", descending=False)) == ["a3", "a2", "a1"]
    assert ids(in_order(lines, "due", descending=True)) == ["a2", "a3", "a1"]
    assert ids(in_order(lines, "owner", descending=False)) == ["a3", "a2", "a1"]


def test_equal_ones_stay_by_rank_both_ways():
    lines = [line(3, effort=2), line(1, effort=2), line(2)]

    assert ids(in_order(lines, "effort", descending=False)) == ["a2", "a1", "a3"]
    assert ids(in_order(lines, "effort", descending=True)) == ["a1", "a3", "a2"]


def test_numbers_are_sorted_as_numbers_and_states_as_they_follow():
    assert ids(in_order([line(10), line(9)], "rank", descending=False)) == ["a9", "a10"]
    states = [line(1, state=ActionState.DONE), line(2, state=ActionState.DOING), line(3)]
    assert ids(in_order(states, "state", descending=False)) == ["a3", "a2", "a1"]


def test_what_lies_beyond_the_paper_comes_after_it():
    lines = [line(1, horizon=BEYOND), line(2, horizon="180")]

    assert ids(in_order(lines, "rank", descending=False)) == ["a2", "a1"]
    assert ids(in_order(lines, "horizon", descending=False)) == ["a2", "a1"]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (Wish(), ["a1", "a2", "a3"]),
        (Wish(text="  PORTS li "), ["a2"]),
        (Wish(text="ｐｏｒｔｓ"), ["a1", "a2", "a3"]),
        (Wish(text="nothing like it"), []),
        (Wish(state="doing"), ["a2"]),
        (Wish(owner=NAMED + "Li"), ["a2"]),
        (Wish(owner=NOBODY), ["a1", "a3"]),
        (Wish(horizon=BEYOND), ["a3"]),
        (Wish(who="provider"), ["a3"]),
        (Wish(who="own"), ["a1", "a2"]),
        (Wish(overdue=True), ["a2"]),
        (Wish(who="own", state="open"), ["a1"]),
    ],
)
def test_only_what_is_wanted_is_listed(wish, expected):
    lines = [
        line(1),
        line(2, owner="Li", state=ActionState.DOING, due=date(2026, 1, 1), is_overdue=True),
        line(3, horizon=BEYOND, needs_provider=True),
    ]

    assert [each.id for each in lines if is_wanted(each, wish)] == expected


def test_somebody_called_as_nobody_is_written_can_be_looked_for():
    assert is_wanted(line(1, owner=NOBODY), Wish(owner=NAMED + NOBODY))
    assert not is_wanted(line(1, owner=NOBODY), Wish(owner=NOBODY))


@pytest.mark.parametrize("catalog", [EN, ZH])
def test_every_action_of_the_plan_is_a_line_with_a_text_for_each_column(catalog):
    session = sample_session()

    lines = plan_lines(session, catalog, TODAY)

    assert ids(lines) == [a.id for a in session.plan.actions]
    assert all(len(each.texts) == len(COLUMNS) for each in lines)
    late = next(each for each in lines if each.id == "SA.2-Q1-A1")
    assert late.is_overdue
    assert "2026-12-05" in late.texts[COLUMNS.index("due")]
    assert late.texts[COLUMNS.index("due")] != "2026-12-05", "overdue is not said in words"
    assert {each.horizon for each in lines if each.duty.startswith("X.")} == {BEYOND}
