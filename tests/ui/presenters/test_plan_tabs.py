"""The other tabs of the plan: the table, the board, and what would be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from model.assessment import ActionState, PlanEntry
from model.improvement import Horizon
from model.language import Language
from model.library import load_sample
from model.rounding import one_decimal
from tests.ui.presenters.fakes import EN, ZH, FakeView, make_session, open_session, sample_session
from ui.presenters.board_presenter import BoardPresenter
from ui.presenters.plan_lines import BEYOND, COLUMNS, NAMED, Wish
from ui.presenters.plan_table_presenter import PlanTablePresenter
from ui.presenters.whatif_presenter import WhatIfPresenter

TODAY = date(2026, 12, 1)
OWNED = "SA.2-Q1-A1"


def table(session=None):
    view = FakeView()
    presenter = PlanTablePresenter(session or sample_session(), EN, view, None, lambda: TODAY)
    presenter.refresh()
    return presenter, view


def board(session):
    view = FakeView()
    BoardPresenter(session, EN, view, None, lambda: TODAY).refresh()
    return {column.state: column for column in view.card.columns}


def trial(session=None, catalog=EN):
    view = FakeView()
    presenter = WhatIfPresenter(session or sample_session(), catalog, view, None)
    presenter.refresh()
    return presenter, view


def numbers(view):
    return {line.name: (line.now, line.then, line.change) for line in view.card.numbers}


# The table.


def test_the_table_lists_every_action_by_rank():
    presenter, view = table()
    plan = presenter._session.plan

    assert [row_id for row_id, _ in view.card.rows] == [a.id for a in plan.actions]
    assert view.card.total == len(plan.actions)
    assert len(view.card.headings) == len(COLUMNS)


def test_a_click_on_a_heading_sorts_and_another_one_turns_it_round():
    presenter, view = table()
    column = COLUMNS.index("effort")

    presenter.sort_by(column)
    up = [int(texts[column]) for _, texts in view.card.rows]
    presenter.sort_by(column)
    down = [int(texts[column]) for _, texts in view.card.rows]

    assert up == sorted(up)
    assert down == sorted(down, reverse=True)


def test_the_same_wish_shows_nothing_again():
    presenter, view = table()

    presenter.wish(Wish())

    assert len(view.cards) == 1


def test_an_owner_whom_nothing_is_left_for_is_looked_for_no_longer():
    presenter, view = table()
    presenter.wish(Wish(owner=NAMED + "Li"))
    assert [row_id for row_id, _ in view.card.rows] == [OWNED]

    presenter._session.decide(PlanEntry(action_id=OWNED))
    presenter.refresh()

    assert view.card.wish.owner == ""
    assert len(view.card.rows) == view.card.total


def test_a_table_without_rows_says_why():
    presenter, view = table()
    presenter.wish(Wish(text="nothing like it"))
    assert view.card.nothing == EN.text("plan.table.nothing")

    _, empty = table(make_session())
    assert empty.card.nothing == EN.text("plan.table.none")


def test_a_final_plan_can_be_read_but_not_changed():
    session = sample_session()
    session.person = "Wang"
    session.sign_off()

    _, view = table(session)

    assert view.card.blocked == EN.text("plan.final")
    assert [a.name for a in view.card.actions if a.is_enabled] == ["open"]


# The board.


def test_every_action_stands_in_the_column_of_its_state():
    session = sample_session()
    columns = board(session)

    assert [each.id for each in columns["doing"].items] == [OWNED]
    assert sum(len(c.items) for c in columns.values()) == len(session.plan.actions)
    assert columns["doing"].items[0].below == "Li · 2026-12-05"


def test_an_empty_column_says_so():
    columns = board(make_session())

    assert {state: c.empty for state, c in columns.items()} == {
        state.value: EN.text(f"plan.board.empty.{state}") for state in ActionState
    }


# What would be.


def test_nothing_ticked_changes_no_number_and_nothing_is_ever_saved():
    presenter, view = trial()
    assert all(now == then for now, then, _ in numbers(view).values())

    for name in (*(h.value for h in Horizon), BEYOND):
        presenter.tick_horizon(name)
    presenter.clear()

    assert presenter._session._store.saved == []
    assert view.card.ticked == frozenset()
    assert all(change == "the same" for _, _, change in numbers(view).values())


def test_horizon_after_horizon_leads_where_the_plan_says():
    presenter, view = trial()
    plan = presenter._session.plan

    for horizon in Horizon:
        presenter.tick_horizon(horizon.value)
        then = numbers(view)[EN.text("word.share")][1]
        assert then == one_decimal(plan.share_after(horizon))


def test_gaps_that_are_closed_and_left_are_named():
    presenter, view = trial()
    session = presenter._session
    closing = next(a for a in session.plan.ranked if a.closes_gap)

    presenter.tick([closing.id])

    lists = dict(view.card.lists)
    question = closing.candidate.question
    (closed,) = lists["Critical gaps closed (1)"]
    assert closed == f"{question.id}  {question.text.en}"
    left = len(session.evaluation.critical_gaps) - 1
    assert len(lists[f"Critical gaps left ({left})"]) == left


def test_what_is_taken_along_is_said_with_what_needs_it():
    presenter, view = trial()
    plan = presenter._session.plan
    rank = {a.id: a for a in plan.ranked}
    needing = next(a for a in plan.ranked if set(a.candidate.requires) & set(rank))

    presenter.tick([needing.id])

    heading, lines = view.card.lists[0]
    assert heading.startswith("Prerequisites taken along")
    assert all("needed by" in text for text in lines)
    assert "with prerequisites" in view.card.told


def test_a_category_says_before_and_after_in_words():
    presenter, view = trial()
    presenter.tick_horizon("30")

    assert view.card.categories
    for line in view.card.categories:
        assert line.text.startswith(f"{one_decimal(line.before.value)} → ")
        assert line.after.value >= line.before.value


def test_an_action_that_is_done_and_confirmed_is_ticked_no_longer():
    presenter, view = trial()
    raising = next(a for a in presenter._session.plan.ranked if a.candidate.question)
    question = raising.candidate.question
    presenter.tick([raising.id])

    presenter._session.choose(question.id, tuple(c.id for c in question.choices[-1:]))
    presenter.refresh()

    left = {a.id for a in presenter._session.plan.actions}
    assert view.card.ticked <= left


def test_with_nothing_to_try_the_tab_says_so():
    _, view = trial(make_session())

    assert view.card.nothing == EN.text("plan.trial.nothing")
    assert view.card.rows == ()


@pytest.mark.parametrize("catalog", [EN, ZH])
def test_numbers_that_are_not_there_yet_are_told_in_words(catalog):
    sample = replace(load_sample(Language.EN), answers={}, agreed={}, claims={}, overrides={})

    _, view = trial(open_session(sample), catalog)

    assert catalog.text("plan.trial.none") in [line.now for line in view.card.numbers]


def test_the_trial_can_be_taken_along_as_text():
    presenter, view = trial()
    presenter.tick_horizon("30")

    text = presenter.text()

    assert "Online shop" in text
    share = numbers(view)[EN.text("word.share")]
    assert f"Share carried: {share[0]} → {share[1]} ({share[2]})" in text
    for row in (each for each in view.card.rows if each.id):
        assert (row.text in text) == (row.id in view.card.ticked)
