from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from model.assessment import ActionState, PlanEntry
from model.decisions import accepted
from model.improvement import Horizon
from model.language import Language
from model.library import load_sample
from model.rounding import whole
from tests.builders import UNKNOWN, chosen
from tests.ui.presenters.fakes import (
    EN,
    ZH,
    FakeView,
    Redraw,
    fill_disk,
    make_session,
    open_session,
)
from ui.presenters.plan_presenter import PlanPresenter

TODAY = date(2026, 12, 1)
OWNED = "SA.2-Q1-A1"
"""An action of the sample that has an owner and a date."""


class Stage:
    def __init__(self, session=None, catalog=EN):
        self.session = session or open_session(load_sample(Language.EN))
        self.view, self.errors = FakeView(), []
        self.presenter = PlanPresenter(
            self.session, catalog, self.view, self.errors.append, lambda: TODAY
        )
        self.presenter.refresh()

    @property
    def card(self):
        return self.view.card

    def action(self, action_id):
        return next(a for h in self.card.horizons for a in h.actions if a.id == action_id)

    def saves(self):
        return [value for kind, value in self.session._store.saved if kind == "plan"]


@pytest.fixture
def stage():
    return Stage()


def best_answers():
    questionnaire = make_session().questionnaire
    return {
        q.id: chosen(*(c.id for c in q.choices)) if q.kind == "CHK" else chosen(100)
        for q in questionnaire.questions
    }


def test_actions_stand_in_three_horizons_and_what_lies_beyond_apart(stage):
    assert [h.title for h in stage.card.horizons] == [
        "Within 30 days · until 2026-12-20",
        "Within 90 days · until 2027-02-18",
        "Within 180 days · until 2027-05-19",
        "Beyond the paper",
    ]
    assert stage.card.horizons[3].total == ""
    assert {a.duty[:2] for a in stage.card.horizons[3].actions} == {"X."}


def test_every_rank_stands_once_and_each_horizon_is_in_order(stage):
    horizons = [[int(a.rank) for a in h.actions] for h in stage.card.horizons[:3]]
    ranks = [rank for horizon in horizons for rank in horizon]

    assert sorted(ranks) == list(range(1, len(ranks) + 1))
    for horizon in stage.card.horizons:
        for _, actions in horizon.groups:
            assert [int(a.rank) for a in actions] == sorted(int(a.rank) for a in actions)


def test_each_horizon_says_where_it_leads_and_never_back(stage):
    plan = stage.session.plan
    after = [float(h.total.split()[-2]) for h in stage.card.horizons[:3] if h.total]

    assert after == sorted(after)
    assert stage.card.summary == EN.text(
        "plan.summary",
        count=len(plan.ranked),
        before=whole(plan.share_before),
        after=whole(plan.share_after(Horizon.DAYS_180)),
    )


def test_an_empty_horizon_says_so(stage):
    stage.session.set_budget(0)
    stage.presenter.refresh()

    assert stage.card.horizons[1].actions == ()
    assert stage.card.horizons[1].text == "Nothing in this horizon."
    assert stage.card.horizons[1].total == ""


def test_gains_are_words_for_the_eye_and_for_the_ear(stage):
    first = stage.card.horizons[0].actions[0]

    assert first.gain.startswith("+")
    assert float(first.gain.split()[0]) > 0
    assert first.gain_name == f"brings {first.gain[1:]}"


def test_the_gains_add_up_to_the_promise(stage):
    gains = [float(a.gain.split()[0]) for h in stage.card.horizons[:3] for a in h.actions]
    before, after = (
        stage.session.plan.share_before,
        stage.session.plan.share_after(Horizon.DAYS_180),
    )

    assert sum(gains) == pytest.approx(float(after - before), abs=0.05 * len(gains))


def test_tags_say_what_an_action_closes_and_whom_it_needs(stage):
    tags = dict(stage.action("NW.1-Q1-A1").tags)

    assert tags["Closes a critical gap"] == "danger"
    settling = [a for h in stage.card.horizons for a in h.actions if a.id.endswith("-M-A1")]
    assert settling
    for action in settling:
        assert ("Needs the provider", "warning") in action.tags


def test_an_action_names_effort_cost_steps_and_effect(stage):
    action = stage.action("NW.1-Q1-A1")

    assert action.effort.count(",") >= 1
    assert action.steps
    assert all(action.steps)
    assert action.effect


def test_what_was_decided_before_is_shown(stage):
    action = stage.action(OWNED)

    assert (action.owner, action.due, action.state) == ("Li", "2026-12-05", "doing")
    other = stage.card.horizons[0].actions[0]
    assert other.state in ("open", "doing")


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"owner": "Wang"}, "owner", "Wang"),
        ({"due": "2027-01-31"}, "due", date(2027, 1, 31)),
        ({"due": ""}, "due", None),
        ({"state": "done"}, "state", ActionState.DONE),
        ({"note": "waits for the audit"}, "note", "waits for the audit"),
    ],
)
def test_one_decision_is_kept_and_leaves_the_others(stage, changes, field, value):
    before = stage.session.assessment.plan[OWNED]

    stage.presenter.decide(OWNED, changes)

    after = stage.session.assessment.plan[OWNED]
    assert getattr(after, field) == value
    others = {"owner", "due", "state", "note"} - {field}
    assert all(getattr(after, name) == getattr(before, name) for name in others)


def test_the_first_decision_about_an_action_begins_with_open(stage):
    stage.presenter.decide("NW.1-Q1-A2", {"owner": "Wang"})

    entry = stage.session.assessment.plan["NW.1-Q1-A2"]
    assert (entry.owner, entry.due, entry.state) == ("Wang", None, ActionState.OPEN)


def test_a_decision_that_changes_nothing_is_not_saved(stage):
    stage.presenter.decide(OWNED, {"owner": "Li", "state": "doing", "due": "2026-12-05"})
    stage.presenter.decide("NW.1-Q1-A2", {"owner": ""})

    assert stage.saves() == []


def test_a_failed_decision_is_reported_and_shows_what_is_kept(stage):
    shown = len(stage.view.cards)
    fill_disk(stage.session)

    stage.presenter.decide(OWNED, {"owner": "Wang"})

    assert [error.key for error in stage.errors] == ["error.storage.disk_full"]
    assert len(stage.view.cards) == shown + 1
    assert stage.action(OWNED).owner == "Li"


def test_another_budget_ranks_again(stage):
    few = Stage(open_session(load_sample(Language.EN), budget=4))

    few.presenter.set_budget(200)

    assert few.card.budget == 200
    assert len(few.view.cards[0].horizons[1].actions) < len(few.card.horizons[1].actions)


def test_the_same_budget_is_not_saved_again(stage):
    stage.presenter.set_budget(24)

    assert stage.session._store.saved == []
    assert len(stage.view.cards) == 1


def test_a_budget_that_cannot_be_saved_is_reported_and_goes_back(stage):
    fill_disk(stage.session)

    stage.presenter.set_budget(200)

    assert len(stage.errors) == 1
    assert stage.card.budget == 24


def test_without_answers_the_page_leads_to_the_questions():
    stage = Stage(make_session())

    assert stage.card.notice == (
        EN.text("plan.empty.title"),
        EN.text("plan.empty.text"),
        EN.text("plan.empty.go"),
    )
    assert stage.card.summary == ""


def test_with_nothing_left_to_improve_the_page_says_so_and_leads_nowhere():
    agreed = {f"table2.{n}": ("a", None) for n in range(1, 8)}
    stage = Stage(make_session(answers=best_answers(), agreed=agreed))

    assert stage.card.notice == (EN.text("plan.perfect.title"), EN.text("plan.perfect.text"), "")
    assert stage.card.summary == ""


def test_with_actions_there_is_no_notice(stage):
    assert stage.card.notice == ("", "", "")


def test_every_do_not_know_is_to_be_found_out():
    stage = Stage(make_session(answers={"CA.1-Q1": UNKNOWN, "CA.2-Q1": chosen(100)}))

    question = stage.session.questionnaire.by_id["CA.1-Q1"]
    assert stage.card.to_find_out == (("CA.1-Q1", question.text.en, question.check.en),)


def test_what_was_found_out_leaves_the_list():
    stage = Stage(make_session(answers={"CA.1-Q1": UNKNOWN}))
    redraw = Redraw(stage.session, stage.presenter)

    stage.session.choose("CA.1-Q1", ("100",))

    assert redraw
    assert stage.card.to_find_out == ()


def test_the_provider_is_called_by_its_name_in_both_languages():
    session = make_session(agreed={"table2.2": (None, None)})
    english = Stage(session).action("OS.7-M-A1").title
    chinese = Stage(session, ZH).action("OS.7-M-A1").title

    assert "Alibaba Cloud" in english
    assert ZH.text("word.provider.aliyun") in chinese


def test_another_language_rewords_actions_and_states(stage):
    stage.presenter.use_catalog(ZH)
    stage.presenter.refresh()

    assert stage.card.words["title"] == ZH.text("plan.title")
    assert dict(stage.card.states)["done"] == ZH.text("word.action_state.done")
    assert stage.action(OWNED).owner == "Li"


def test_a_decision_is_shown_in_one_line_and_leaves_the_page(stage):
    stage.presenter.decide(OWNED, {"owner": "Wang", "state": "done"})

    ((name, action),) = stage.view.calls
    assert (name, action.id, action.decided) == ("action", OWNED, "Wang · Done · 2026-12-05")
    assert len(stage.view.cards) == 1


def test_an_action_nobody_decided_about_says_nothing(stage):
    assert stage.action("NW.1-Q1-A2").decided == ""
    assert stage.action(OWNED).decided == "Li · In progress · 2026-12-05"


def test_the_plan_counts_from_the_day_that_is_set_and_a_step_back_frees_it(stage):
    assert stage.card.day_text

    stage.presenter.set_day("2027-01-01")

    assert stage.card.day == "2027-01-01"
    assert stage.card.day_text == ""
    assert stage.card.horizons[0].title == "Within 30 days · until 2027-01-31"
    stage.session.undo()
    stage.presenter.refresh()
    assert stage.card.day_text
    assert stage.card.horizons[0].title != "Within 30 days · until 2027-01-31"


def test_a_day_can_be_freed_again(stage):
    stage.presenter.set_day("2027-01-01")
    stage.presenter.set_day("")

    assert stage.session.assessment.schedule.begins_on is None


def test_without_any_day_the_plan_counts_from_today():
    sample = replace(load_sample(Language.EN), updated_on=None)

    assert Stage(open_session(sample)).card.day == TODAY.isoformat()


def test_the_last_day_of_all_ends_every_horizon(stage):
    stage.presenter.set_day("9999-12-30")

    assert all("9999-12-31" in h.title for h in stage.card.horizons[:3])


def test_own_actions_stand_apart_from_those_that_need_the_provider(stage):
    for horizon in stage.card.horizons:
        names = [name for name, _ in horizon.groups]
        assert names == sorted(names, reverse=True), "own actions come first"
        for name, actions in horizon.groups:
            needs = [("Needs the provider", "warning") in a.tags for a in actions]
            assert needs == [name.startswith("Needs")] * len(actions)
            assert f"({len(actions)})" in name


def test_each_horizon_tells_its_effort(stage):
    first = stage.card.horizons[0]
    points = sum(a.candidate.effort for a in stage.session.plan.within(Horizon.DAYS_30))

    assert f"effort points: {points}" in first.total


def test_every_action_says_why_it_stands_where_it_stands(stage):
    for horizon in stage.card.horizons:
        for action in horizon.actions:
            assert all(action.why)


def test_what_must_come_first_is_named_by_its_title(stage):
    titles = {a.id: stage.action(a.id).title for a in stage.session.plan.actions}
    waiting = [a for a in stage.session.plan.actions if set(a.candidate.requires) & set(titles)]

    assert waiting
    for ranked in waiting:
        first = next(r for r in ranked.candidate.requires if r in titles)
        assert titles[first] in stage.action(ranked.id).after


def test_a_done_action_leads_to_its_question_and_changes_no_number(stage):
    share = stage.session.evaluation.share

    stage.presenter.decide(OWNED, {"state": "done"})

    _, action = stage.view.calls[-1]
    assert action.confirm == EN.text("plan.done.question")
    assert action.confirm_at == "SA.2-Q1"
    assert stage.session.evaluation.share == share


def test_a_done_agreement_leads_to_the_division(stage):
    settling = next(a.id for a in stage.session.plan.ranked if a.id.endswith("-M-A1"))

    stage.presenter.decide(settling, {"state": "done"})

    _, action = stage.view.calls[-1]
    assert (action.confirm, action.confirm_at) == (EN.text("plan.done.division"), "")


def test_an_accepted_risk_tells_who_and_why_and_an_old_one_asks_for_them(stage):
    told = accepted(PlanEntry(action_id=OWNED), "Too dear", "Wang")
    stage.session.decide(told)
    stage.presenter.show_again(OWNED)
    assert stage.view.calls[-1][1].accepted == "Risk accepted by Wang: Too dear"

    stage.session.decide(PlanEntry(action_id=OWNED, state=ActionState.ACCEPTED))
    stage.presenter.show_again(OWNED)
    assert stage.view.calls[-1][1].accepted == EN.text("plan.accepted.unsaid")


def test_own_effort_ranks_again_and_own_cost_does_not(stage):
    stage.presenter.decide(OWNED, {"cost": "9,000 yuan"})
    assert len(stage.view.cards) == 1
    assert "9,000 yuan" in stage.view.calls[-1][1].decided

    before = next(a.rank for a in stage.session.plan.ranked if a.id == OWNED)
    stage.presenter.decide(OWNED, {"effort": "16"})

    assert len(stage.view.cards) == 2
    assert stage.action(OWNED).own_effort == "16"
    assert int(stage.action(OWNED).rank) > before


def test_what_is_overdue_says_so_in_words():
    session = open_session(load_sample(Language.EN))
    view = FakeView()
    PlanPresenter(session, EN, view, None, lambda: date(2026, 12, 6)).refresh()
    actions = {a.id: a for h in view.card.horizons for a in h.actions}

    assert actions[OWNED].is_overdue
    assert actions[OWNED].decided == "Li · In progress · 2026-12-05 (overdue)"


def test_a_final_assessment_says_that_its_plan_cannot_be_changed(stage):
    stage.session.person = "Wang"
    stage.session.sign_off()
    stage.presenter.refresh()

    assert stage.card.blocked == EN.text("plan.final")
