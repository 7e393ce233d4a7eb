from __future__ import annotations

import pytest

from model.content.loader import questionnaire_ids
from model.content.shelf import draft_path, release_path, write_draft, write_release
from model.workshop import EntryState, Workshop
from tests.model.drafts import draft
from tests.ui.presenters.fakes import CATALOGS, EN, ZH, FakeView
from ui.presenters.questionnaires_presenter import QuestionnairesPresenter

BUILT_IN, RELEASED, DRAFT, FAULTY = EntryState


class Stage:
    """A presenter over a folder with a draft, two releases and a file that is none."""

    def __init__(self, folder, catalog=EN):
        write_release(release_path(folder, "my-own", "1.0.0"), draft(version="1.0.0"))
        write_release(release_path(folder, "my-own", "1.2.0"), draft(version="1.2.0"))
        write_draft(draft_path(folder, "new"), draft(id="new", questions=[]))
        release_path(folder, "torn", "1.0.0").write_text("title: [", encoding="utf-8")
        self.folder, self.view = folder, FakeView()
        self.presenter = QuestionnairesPresenter(Workshop(folder), catalog, self.view)
        self.presenter.refresh()

    @property
    def card(self):
        return self.view.card

    def rows(self, column):
        return [texts[column] for _, texts in self.card.rows]

    def choose(self, questionnaire_id, version):
        key = next(k for k, t in self.card.rows if t[1:3] == (questionnaire_id, version))
        self.presenter.choose(key)


@pytest.fixture
def stage(tmp_path):
    return Stage(tmp_path)


def test_built_in_ones_come_first_then_releases_newest_first_then_drafts(stage):
    built_in = [(key, "1.0.0") for key in questionnaire_ids()]
    own = [("my-own", "1.2.0"), ("my-own", "1.0.0"), ("torn", "1.0.0"), ("new", "–")]

    assert list(zip(stage.rows(1), stage.rows(2), strict=True)) == built_in + own


@pytest.mark.parametrize("catalog", list(CATALOGS.values()), ids=list(map(str, CATALOGS)))
def test_a_row_says_title_id_version_questions_and_state(tmp_path, catalog):
    stage = Stage(tmp_path, catalog)

    rows = {texts[1:3]: texts for _, texts in stage.card.rows}

    title = draft()["title"][catalog.language.value]
    released = catalog.text("shelf.state.released")
    assert rows["my-own", "1.2.0"] == (title, "my-own", "1.2.0", "3", released)
    assert rows["new", "–"][3:] == ("", catalog.text("shelf.state.draft"))
    assert len(stage.card.headings) == len(rows["new", "–"])
    assert all(stage.card.headings)


def test_every_row_has_a_key_of_its_own(stage):
    keys = [key for key, _ in stage.card.rows]

    assert len(keys) == len(set(keys))


def test_the_first_row_is_chosen_at_first(stage):
    assert stage.card.chosen == stage.card.rows[0][0]
    assert stage.presenter.entry.id == questionnaire_ids()[0]


@pytest.mark.parametrize(
    ("chosen", "can"),
    [
        (("oscar-2020", "1.0.0"), {"copy", "preview", "export"}),
        (("my-own", "1.0.0"), {"copy", "edit", "preview", "export", "delete"}),
        (("new", "–"), {"edit", "preview", "export", "delete"}),
        (("torn", "1.0.0"), {"delete"}),
    ],
    ids=["built in", "released", "draft", "faulty"],
)
def test_what_can_be_done_depends_on_the_state(stage, chosen, can):
    stage.choose(*chosen)

    assert stage.card.can == can
    assert stage.presenter.entry.id == chosen[0]


@pytest.mark.parametrize(
    ("chosen", "state"),
    [
        (("oscar-2020", "1.0.0"), "built_in"),
        (("my-own", "1.0.0"), "released"),
        (("new", "–"), "draft"),
    ],
)
def test_the_words_below_the_list_say_what_the_chosen_one_is(stage, chosen, state):
    stage.choose(*chosen)

    assert EN.text(f"shelf.about.{state}") in stage.card.about
    assert stage.presenter.entry.title["en"] in stage.card.about


def test_the_words_below_the_list_say_why_a_file_cannot_be_used(stage):
    stage.choose("torn", "1.0.0")

    assert stage.rows(0)[stage.rows(1).index("torn")] == "torn"
    assert "torn@1.0.0.yaml" in stage.card.about
    assert EN.explain(stage.presenter.entry.error) in stage.card.about


def test_a_key_that_is_not_in_the_list_chooses_nothing(stage):
    before = stage.card.chosen

    stage.presenter.choose("no such row")

    assert stage.card.chosen == before


def test_choosing_the_chosen_row_again_shows_nothing_anew(stage):
    shown = len(stage.view.cards)

    stage.presenter.choose(stage.card.chosen)

    assert len(stage.view.cards) == shown


def test_what_was_just_made_can_be_chosen_by_its_id_and_state(stage):
    write_draft(draft_path(stage.folder, "my-own"), draft())
    stage.presenter.refresh()

    stage.presenter.choose_entry("my-own", DRAFT)
    assert stage.presenter.entry.state is DRAFT

    stage.presenter.choose_entry("my-own", RELEASED)
    assert (stage.presenter.entry.state, stage.presenter.entry.version) == (RELEASED, "1.2.0")


def test_what_is_not_there_cannot_be_chosen_by_its_id(stage):
    before = stage.card.chosen

    stage.presenter.choose_entry("oscar-2020", DRAFT)

    assert stage.card.chosen == before


def test_the_chosen_row_stays_chosen_while_it_is_there(stage):
    stage.choose("new", "–")
    stage.presenter.refresh()
    assert stage.presenter.entry.id == "new"

    draft_path(stage.folder, "new").unlink()
    stage.presenter.refresh()

    assert stage.card.chosen == stage.card.rows[0][0]


def test_another_language_rewords_headings_rows_and_what_is_said_below(stage):
    stage.choose("new", "–")

    stage.presenter.use_catalog(ZH)
    stage.presenter.refresh()

    assert stage.card.words == ZH.messages("shelf")
    assert stage.card.headings[0] == ZH.text("shelf.column.title")
    assert "测试问卷" in stage.rows(0)
    assert ZH.text("shelf.about.draft") in stage.card.about
    assert stage.presenter.entry.id == "new"


@pytest.mark.parametrize("catalog", [EN, ZH], ids=["en", "zh"])
def test_a_draft_of_a_released_questionnaire_says_what_it_comes_after(tmp_path, catalog):
    write_release(release_path(tmp_path, "my-own", "1.0.0"), draft(version="1.0.0"))
    workshop, view = Workshop(tmp_path), FakeView()
    presenter = QuestionnairesPresenter(workshop, catalog, view)
    presenter.refresh()
    presenter.choose_entry("my-own", EntryState.RELEASED)

    workshop.begin(presenter.entry)
    presenter.refresh()

    versions = [texts[2] for _, texts in view.card.rows if texts[1] == "my-own"]
    assert versions == ["1.0.0", catalog.text("shelf.version.after", version="1.0.0")]
