"""Decisions about any number of actions: one form, one step that can be taken back."""

from __future__ import annotations

from datetime import date

import pytest

from model.assessment import ActionState
from model.errors import StorageError
from tests.ui.presenters.fakes import EN, fill_disk, sample_session
from ui.presenters.form import problem
from ui.presenters.plan_editing import ACCEPT, FIELDS, PlanEditing, effort_choices

OWNED = "SA.2-Q1-A1"


@pytest.fixture
def session():
    return sample_session()


@pytest.fixture
def editing(session):
    return PlanEditing(session, EN)


def some(session, count=5):
    return tuple(a.id for a in session.plan.ranked if a.id not in session.assessment.plan)[:count]


@pytest.mark.parametrize(
    ("name", "typed", "field", "value"),
    [
        ("owner", "Wang", "owner", "Wang"),
        ("due", "2027-01-31", "due", date(2027, 1, 31)),
        ("state", "doing", "state", ActionState.DOING),
        ("effort", "16", "effort", 16),
    ],
)
def test_many_actions_change_in_one_step_that_can_be_taken_back(
    session, editing, name, typed, field, value
):
    ids, before = some(session), session.assessment.plan

    assert editing.keep(name, ids, {name: typed}) == len(ids)

    assert all(getattr(session.assessment.plan[key], field) == value for key in ids)
    session.undo()
    assert session.assessment.plan == before
    session.redo()
    assert all(getattr(session.assessment.plan[key], field) == value for key in ids)


@pytest.mark.parametrize("name", FIELDS)
def test_the_form_says_how_many_it_changes(session, editing, name):
    form = editing.form(name, some(session))

    assert "5" in form.title
    assert "5" in form.intro


def test_what_all_have_in_common_stands_in_the_form(session, editing):
    ids = some(session)
    editing.keep("owner", ids, {"owner": "Wang"})

    assert editing.form("owner", ids).fields[0].value == "Wang"
    assert editing.form("owner", (*ids, OWNED)).fields[0].value == ""


def test_an_empty_text_takes_owner_date_and_effort_away(session, editing):
    for name in ("owner", "due", "effort"):
        editing.keep(name, (OWNED,), {name: ""})

    entry = session.assessment.plan[OWNED]
    assert (entry.owner, entry.due, entry.effort) == ("", None, None)
    assert entry.state is ActionState.DOING


def test_what_is_so_already_is_not_saved(session, editing):
    assert editing.keep("owner", (OWNED,), {"owner": "Li"}) == 0
    assert session._store.saved == []


def test_a_risk_is_accepted_with_reason_and_approver_only(session, editing):
    ids = some(session, 2)
    form = editing.form(ACCEPT, ids)

    found = [
        problem(form, {"reason": reason, "approver": approver})
        for reason, approver in (("", ""), ("dear", " "), ("\u200b", "Wang"), ("dear", "Wang"))
    ]

    assert [each.key if each else None for each in found] == ["reason", "approver", "reason", None]
    assert editing.keep(ACCEPT, ids, {"reason": "dear", "approver": "Wang"}) == 2
    entry = session.assessment.plan[ids[0]]
    assert (entry.state, entry.reason, entry.approver) == (ActionState.ACCEPTED, "dear", "Wang")
    assert editing.form(ACCEPT, ids).fields[0].value == "dear"


def test_moving_on_forgets_why_a_risk_was_accepted(session, editing):
    ids = some(session, 1)
    editing.keep(ACCEPT, ids, {"reason": "dear", "approver": "Wang"})

    editing.move(ids, ActionState.DOING)

    entry = session.assessment.plan[ids[0]]
    assert (entry.state, entry.reason, entry.approver) == (ActionState.DOING, "", "")


def test_the_states_of_a_form_need_nothing_more_to_be_said(session, editing):
    (entry,) = editing.form("state", (OWNED,)).fields

    assert [value for value, _ in entry.choices] == ["open", "doing", "done"]
    assert entry.value == "doing"


def test_a_step_that_cannot_be_saved_changes_nothing(session, editing):
    before = session.assessment
    fill_disk(session)

    with pytest.raises(StorageError):
        editing.keep("owner", some(session), {"owner": "Wang"})

    assert session.assessment == before


def test_a_done_action_does_not_change_the_score(session, editing):
    before = session.evaluation.share

    editing.move(tuple(a.id for a in session.plan.actions), ActionState.DONE)

    assert session.evaluation.share == before


def test_the_effort_of_the_questionnaire_is_named_first():
    first, *rest = effort_choices(EN, 4)

    assert first == ("", "Usual effort: two days")
    assert [value for value, _ in rest] == ["1", "2", "4", "8", "16"]
