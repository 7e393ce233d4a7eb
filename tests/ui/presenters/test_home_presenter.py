from __future__ import annotations

from dataclasses import replace

import pytest

from model.assessment import AssessmentState, CloudService, Round, Status
from model.clock import now
from model.facts import Depth
from model.language import Language
from model.library import content, load_sample
from model.responsibility import ServiceModel
from model.storage.assessments import AssessmentStore
from tests.builders import UNKNOWN, chosen, make_assessment
from tests.model.storage.crowd import fill
from tests.ui.presenters.fakes import EN, LEAD, QUESTIONNAIRE, ZH, FakeView
from ui.presenters.home_presenter import HomePresenter, HomeWish


@pytest.fixture
def store(tmp_path):
    opened = AssessmentStore.open(tmp_path, now)
    yield opened
    opened.close()


@pytest.fixture
def view():
    return FakeView()


@pytest.fixture
def presenter(store, view):
    return HomePresenter(store, content, EN, view)


def add(store, **changes):
    fields = {"questionnaire_id": QUESTIONNAIRE, "depth": Depth.EXPRESS, **changes}
    return store.create(make_assessment(**fields))


def shown_rows(view):
    return [call[1] for call in view.calls if call[0] == "row"]


def score_all(presenter):
    while presenter.score_next():
        pass


def test_an_empty_workspace_has_no_rows_and_nothing_to_score(presenter, view):
    presenter.refresh()

    assert view.card.rows == ()
    assert presenter.score_next() is False


def test_a_row_names_organisation_service_provider_and_model(store, presenter, view):
    service = CloudService(name="Mail", provider="aws", model=ServiceModel.SAAS)
    row_id = add(store, organisation="Li & Co", service=service)

    presenter.refresh()

    row = view.card.rows[0]
    assert row.id == row_id
    assert (row.organisation, row.service, row.provider, row.model) == (
        "Li & Co",
        "Mail",
        "AWS",
        "SaaS",
    )


def test_a_typed_provider_is_shown_as_typed_and_none_as_a_dash(store, presenter, view):
    for name in ("Cloud <Co>", ""):
        add(store, service=CloudService(name="Mail", provider=name, model=ServiceModel.SAAS))

    presenter.refresh()

    assert {row.provider for row in view.card.rows} == {"Cloud <Co>", "–"}


def test_what_has_no_name_yet_says_so(store, presenter, view):
    add(store, organisation="", service=CloudService(name="", provider="", model=ServiceModel.IAAS))

    presenter.refresh()

    assert view.card.rows[0].organisation == "(no name yet)"
    assert view.card.rows[0].service == "(no name yet)"


def test_the_list_is_there_before_any_score(store, presenter, view):
    add(store, answers={LEAD: chosen(50), "CA.1-Q1": UNKNOWN})

    presenter.refresh()

    row = view.card.rows[0]
    assert (row.share, row.answered, row.state) == ("", "2", "In progress")
    assert shown_rows(view) == []


def test_scores_come_one_by_one_from_the_top(store, presenter, view):
    for name in ("A", "B", "C"):
        add(store, organisation=name)
    presenter.refresh()
    order = [row.id for row in view.card.rows]

    assert presenter.score_next() is True
    assert [row.id for row in shown_rows(view)] == order[:1]
    score_all(presenter)

    assert [row.id for row in shown_rows(view)] == order
    assert presenter.score_next() is False


def test_a_score_is_in_whole_points_and_counts_the_questions_asked(store, presenter, view):
    store.create(load_sample(Language.EN))
    presenter.refresh()
    score_all(presenter)

    row = shown_rows(view)[0]
    assert (row.share, row.answered, row.state) == ("41", "22 of 23", "In progress")


def test_an_assessment_without_answers_is_a_draft_without_a_score(store, presenter, view):
    add(store)
    presenter.refresh()
    score_all(presenter)

    row = shown_rows(view)[0]
    assert (row.share, row.answered, row.state) == ("–", "0 of 29", "Draft")


def test_an_assessment_with_every_answer_says_so(store, presenter, view):
    asked = content(QUESTIONNAIRE)[1].questions
    add(store, answers={q.id: UNKNOWN for q in asked})
    presenter.refresh()
    score_all(presenter)

    assert shown_rows(view)[0].state == "All answered"


def test_answers_to_questions_no_longer_asked_do_not_make_more_than_all(store, presenter, view):
    service = CloudService(name="Mail", provider="", model=ServiceModel.SAAS)
    asked = content(QUESTIONNAIRE)[1].questions
    add(store, service=service, answers={q.id: UNKNOWN for q in asked})
    presenter.refresh()
    score_all(presenter)

    assert shown_rows(view)[0].answered == "10 of 10"


def test_another_language_rewords_the_rows_and_scores_again(store, presenter, view):
    add(store)
    presenter.refresh()
    score_all(presenter)

    presenter.use_catalog(ZH)

    assert view.card.words["title"] == ZH.text("home.title")
    assert view.card.rows[0].state == ZH.text("word.status.draft")
    assert presenter.score_next() is True


def test_refreshing_shows_what_was_added_and_forgets_what_was_deleted(store, presenter, view):
    first = add(store, organisation="A")
    presenter.refresh()
    second = add(store, organisation="B")
    store.delete(first)

    presenter.refresh()
    score_all(presenter)

    assert [row.id for row in view.card.rows] == [second]
    assert [row.id for row in shown_rows(view)] == [second]


@pytest.mark.parametrize("catalog", [EN, ZH], ids=["en", "zh"])
def test_an_assessment_whose_questionnaire_is_missing_says_which_it_needs(store, view, catalog):
    add(
        store,
        questionnaire_id="my-own",
        questionnaire_version="1.2.0",
        answers={LEAD: UNKNOWN},
    )
    presenter = HomePresenter(store, content, catalog, view)
    presenter.refresh()

    score_all(presenter)

    row = shown_rows(view)[0]
    assert row.state == catalog.text("home.state.missing", name="my-own 1.2.0")
    assert (row.share, row.answered, row.organisation) == ("–", "1", "Test & Co")


def test_a_missing_questionnaire_does_not_keep_the_others_from_their_scores(store, presenter, view):
    for key in ("my-own", QUESTIONNAIRE, "another"):
        add(store, questionnaire_id=key)
    presenter.refresh()

    score_all(presenter)

    assert len(shown_rows(view)) == 3
    assert sum(row.answered == "0 of 29" for row in shown_rows(view)) == 1


def test_once_the_questionnaire_is_there_the_assessment_is_scored(store, view):
    known = {}

    def find(key, version):
        return known[key] if key in known else content(key, version)

    add(store, questionnaire_id="my-own")
    presenter = HomePresenter(store, find, EN, view)
    presenter.refresh()
    score_all(presenter)
    known["my-own"] = content(QUESTIONNAIRE)

    presenter.refresh()
    score_all(presenter)

    assert shown_rows(view)[-1].answered == "0 of 29"


@pytest.mark.parametrize("words", ["阿里云", "alibaba", "ALIYUN", "mail li"])
def test_a_provider_is_found_by_its_name_in_either_language(store, presenter, view, words):
    service = CloudService(name="Mail", provider="aliyun", model=ServiceModel.SAAS)
    found = add(store, organisation="Li & Co", service=service)
    add(store, service=replace(service, name="Shop", provider="aws"))

    presenter.show_wish(HomeWish(words=words))

    assert [row.id for row in view.card.rows] == [found]
    assert view.card.count == "1 of 2"
    assert not view.card.is_empty


def test_a_state_is_filtered_and_counted(store, presenter, view):
    final = add(store, status=Status(state=AssessmentState.FINAL))
    add(store)

    presenter.show_wish(HomeWish(state="final"))

    assert [(row.id, row.state) for row in view.card.rows] == [(final, "Final")]
    assert dict(view.card.states) == {
        "": "Any state (2)",
        "draft": "Draft (1)",
        "in_progress": "In progress (0)",
        "in_review": "In review (0)",
        "final": "Final (1)",
    }


def test_a_later_round_is_named_with_its_service(store, presenter, view):
    service = CloudService(name="Shop", provider="", model=ServiceModel.SAAS)
    add(store, service=service, round=Round(number=2))
    add(store, service=service)

    presenter.refresh()

    assert {row.service for row in view.card.rows} == {"Shop", "Shop · round 2"}


def test_the_list_comes_page_by_page_and_what_came_last_is_scored_first(tmp_path, view):
    fill(tmp_path, 250, answers=1)
    store = AssessmentStore.open(tmp_path, now)
    presenter = HomePresenter(store, content, EN, view)
    presenter.refresh()
    assert (len(view.card.rows), view.card.has_more) == (100, True)

    view.show_more = lambda rows, *, has_more: pages.append((rows, has_more))
    pages = []
    presenter.show_more()
    presenter.score_next()
    presenter.show_more()

    assert [(len(rows), has_more) for rows, has_more in pages] == [(100, True), (50, False)]
    assert shown_rows(view)[0].id == pages[0][0][0].id
    ids = [row.id for row in (*view.card.rows, *pages[0][0], *pages[1][0])]
    assert len(set(ids)) == 250
    presenter.refresh()
    assert [row.id for row in view.card.rows] == ids
    store.close()
