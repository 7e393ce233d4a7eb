from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton

from model.assessment import Round
from model.errors import StorageError
from model.language import Language
from model.library import load_sample
from model.settings import Settings, Theme, load_settings
from tests.builders import make_assessment
from tests.ui.pages.helpers import WORDS, labels_with, settle, taken_for_markup
from tests.ui.presenters.fakes import EN, QUESTIONNAIRE, ZH
from ui import dialogs, main_window, session_pages
from ui.app import make_app, make_window
from ui.pages.import_dialog import ImportDialog
from ui.pages.plan_tab import PlanTab
from ui.widgets.message_bar import MessageBar


@pytest.fixture(scope="module")
def program(qapp):
    return make_app()


@pytest.fixture
def window(qtbot, program, tmp_path):
    made = make_window(program, tmp_path, Settings(theme=Theme.LIGHT), Language.EN)
    qtbot.addWidget(made)
    made.show()
    settle()
    return made


@pytest.fixture
def answers(monkeypatch):
    """Answer every question before something that cannot be undone; keep what was asked."""
    asked, said = [], {"yes": True}

    def confirm(_parent, *words):
        asked.append(words)
        return said["yes"]

    monkeypatch.setattr(dialogs, "confirm", confirm)
    return asked, said


def bar(window):
    return window.findChild(MessageBar)


def message(window):
    return bar(window).accessibleName() if bar(window).isVisible() else ""


def add(window, **changes):
    assessment_id = window._store.create(make_assessment(questionnaire_id=QUESTIONNAIRE, **changes))
    window.show_step("home")
    return assessment_id


def enter(window, organisation="Li & Co", service="Shop"):
    setup = window.session_pages.page("setup")
    setup._organisation.setText(organisation)
    setup._service.setText(service)
    setup.findChild(QPushButton, "save").click()


def test_deleting_asks_first_and_names_what_will_be_gone(window, answers):
    asked, said = answers
    said["yes"] = False
    assessment_id = add(window, organisation="Li & Co")

    window._home_page.delete_requested.emit(assessment_id)

    title, text, yes, no = asked[0]
    assert title == EN.text("home.delete.title")
    assert "“Shop” of “Li & Co” with its 0 answers" in text
    assert (yes, no) == ("Delete", "Keep it")
    assert len(window._store.entries()) == 1


def test_what_was_agreed_to_be_deleted_is_gone(window, answers):
    assessment_id = add(window)

    window._home_page.delete_requested.emit(assessment_id)

    assert window._store.entries() == []
    assert message(window) == EN.text("home.deleted")


def test_deleting_the_open_assessment_closes_it(window, answers):
    window.open_assessment(add(window))
    assessment_id = window.session_pages.id
    window.show_step("home")

    window._home_page.delete_requested.emit(assessment_id)

    assert window.session_pages is None
    assert not window.findChild(QPushButton, "step.plan").isEnabled()


def test_deleting_another_assessment_leaves_the_open_one(window, answers):
    other = add(window, organisation="Other")
    window.open_assessment(add(window))

    window._home_page.delete_requested.emit(other)

    assert window.session_pages.id is not None
    assert len(window._store.entries()) == 1


def test_an_assessment_that_is_gone_already_is_not_asked_about(window, answers):
    window._home_page.delete_requested.emit("no such id")

    assert answers[0] == []


def test_the_steps_can_be_chosen_only_while_an_assessment_is_open(window):
    step = window.findChild(QPushButton, "step.results")
    assert not step.isEnabled()

    window.open_sample()

    assert step.isEnabled()


def test_a_new_assessment_is_kept_when_its_set_up_is_saved(window):
    window.start_new()
    enter(window)

    assert [e.organisation for e in window._store.entries()] == ["Li & Co"]
    assert window._pages.currentWidget() is window.session_pages.page("division")


def test_a_changed_set_up_is_kept_and_shown(window):
    window.start_new()
    enter(window)
    window.show_step("setup")

    enter(window, organisation="Other name")

    assert window.session_pages.assessment.organisation == "Other name"
    assert labels_with(window._rail, "Other name")


def test_a_note_is_taken_away_with_the_page_and_an_error_is_not(window):
    window.report_note("home.deleted")
    window.show_step("home")
    assert message(window) == ""

    window.report_error(StorageError("error.storage.disk_full", place="disk"))
    window.show_step("home")
    assert "The disk is full" in message(window)


def test_a_message_can_be_closed(window):
    window.report_note("home.deleted")

    bar(window)._close.click()

    assert message(window) == ""


def test_hostile_words_in_a_message_are_shown_as_words(window):
    bar(window).show_error(WORDS)

    assert taken_for_markup(bar(window)) == []
    assert labels_with(bar(window), WORDS)


def test_hostile_names_are_shown_as_words_all_over_the_window(window):
    sample = load_sample(Language.EN)
    service = type(sample.service)(name=WORDS, provider=WORDS, model=sample.service.model)
    hostile = make_assessment(
        questionnaire_id=QUESTIONNAIRE,
        organisation=WORDS,
        service=service,
        answers={},
        agreed={"table2.2": (None, None)},
    )
    assessment_id = window._store.create(hostile)
    for step in ("setup", "division", "questions", "results", "plan", "printing", "home"):
        window.open_assessment(assessment_id, step)
        settle()
        assert taken_for_markup(window) == [], step


def test_a_file_that_is_none_is_refused_in_one_sentence_and_nothing_is_kept(
    qtbot, window, tmp_path
):
    path = tmp_path / "other.json"
    path.write_text("{}", encoding="utf-8")

    window.open_file(path)
    qtbot.waitUntil(lambda: "is not an assessment file" in message(window), timeout=20_000)

    assert window._store.entries() == []


def choose_new(dialog):
    dialog.target_chosen.emit("new")
    return QDialog.DialogCode.Accepted


def test_a_file_is_added_as_a_new_assessment(qtbot, window, tmp_path, monkeypatch):
    window.open_sample()
    path = tmp_path / "shop.json"
    window.session_pages.printing.presenter.save_file(path)

    monkeypatch.setattr(ImportDialog, "exec", choose_new)
    window.open_file(path)
    qtbot.waitUntil(lambda: len(window._store.entries()) == 2, timeout=20_000)

    assert message(window) == EN.text("home.file.opened")


def test_an_assessment_that_cannot_be_opened_leaves_the_open_one(window):
    window.open_sample()
    before = window.session_pages

    window.open_assessment("no such id")

    assert window.session_pages is before
    assert message(window) == EN.text("error.storage.no_assessment")


def test_language_theme_and_size_are_kept(window, tmp_path):
    window.use_language(Language.ZH)
    window.use_look(Theme.DARK, 125)

    assert load_settings(tmp_path) == Settings(
        language=Language.ZH, theme=Theme.DARK, text_size=125
    )
    assert window.windowTitle() == ZH.text("window.title")


@pytest.mark.parametrize(("start", "name", "end"), [(90, "smaller", 90), (200, "larger", 200)])
def test_text_stops_growing_and_shrinking_at_both_ends(window, monkeypatch, start, name, end):
    monkeypatch.setattr(main_window, "apply_theme", lambda *_: None)
    window.use_look(Theme.LIGHT, start)

    window.findChild(QPushButton, name).click()

    assert window._settings.text_size == end


def test_scores_come_while_the_list_is_on_screen(qtbot, window):
    window._store.create(load_sample(Language.EN))
    window.show_step("home")
    rows = window._home_page._list._rows

    qtbot.waitUntil(lambda: rows.index(0, 5).data() == "41", timeout=3000)


def test_a_note_being_typed_is_saved_when_another_page_is_opened(window):
    window.open_sample()
    window.show_step("questions")
    question_id = window.session_pages.question_presenter.question_id
    window.session_pages.page("questions")._notes.note.setPlainText("half a sentence")

    window.show_step("results")

    assert window.session_pages.session.answer_to(question_id).note == "half a sentence"


def test_an_owner_being_typed_is_saved_when_the_window_closes(qtbot, window):
    window.open_sample()
    window.show_step("plan")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    plan, session = window.findChild(PlanTab), window.session_pages.session
    qtbot.waitUntil(lambda: not plan.is_building, timeout=5000)
    plan.findChild(QPushButton, "show.NW.1-Q1-A1").click()
    owner = next(p for p in plan._actions.values() if p._details is not None)._details
    field = owner.findChild(type(window.session_pages.page("setup")._service), "owner")
    field.setFocus()
    field.setText("Wang")

    window.close()

    assert session.assessment.plan["NW.1-Q1-A1"].owner == "Wang"


def test_names_of_a_new_assessment_are_cleaned(window):
    window.start_new()
    enter(window, organisation="Li\u202e & Co\u2066", service="Sh\x07op")
    e = window._store.entries()[0]
    assert (e.organisation, e.service.name) == ("Li & Co", "Shop")


def test_a_name_of_invisible_marks_is_refused(window):
    window.start_new()
    enter(window, organisation="\u200e\u200e")
    assert window._store.entries() == []


def test_the_set_up_page_shows_the_changed_set_up_after_an_answer(window):
    window.start_new()
    enter(window)
    window.show_step("setup")
    enter(window, organisation="Other name")
    window.session_pages.session.do_not_know("OS.1-Q1")
    window.show_step("setup")
    assert window.session_pages.page("setup")._organisation.text() == "Other name"


def test_saving_the_set_up_again_does_not_bring_the_old_one_back(window):
    window.start_new()
    enter(window)
    window.show_step("setup")
    enter(window, organisation="Other name")
    window.session_pages.session.do_not_know("OS.1-Q1")
    window.show_step("setup")
    window.session_pages.page("setup").findChild(QPushButton, "save").click()
    assert window.session_pages.assessment.organisation == "Other name"


@pytest.mark.parametrize(
    "act",
    [
        lambda w: w.use_language(Language.ZH),
        lambda w: w.use_look(Theme.DARK, 100),
        lambda w: w.use_look(Theme.LIGHT, 125),
    ],
    ids=["language", "theme", "size"],
)
def test_a_half_filled_set_up_survives_a_change_of(window, act):
    window.start_new()
    window.session_pages.page("setup")._organisation.setText("Li & Co")
    act(window)
    assert window.session_pages.page("setup")._organisation.text() == "Li & Co"


def test_the_list_chooses_a_line_after_the_chosen_one_was_deleted(window, answers):
    first, second = add(window, organisation="A"), add(window, organisation="B")
    window._home_page._list._table.choose(first)
    window._home_page.delete_requested.emit(first)
    assert window._home_page._list._table.current_id() == second


def test_a_hostile_note_is_not_saved_again_on_every_flush(window):
    window.open_sample()
    window.show_step("questions")
    p = window.session_pages.page("questions")
    n = []
    p._notes.note.setPlainText("a\u202eb")
    p.flush_note()
    st = window._store
    old = st.save
    st.save = lambda *a: (n.append(a), old(*a))
    p._notes.note.setFocus()
    p.flush_note()
    p.flush_note()
    assert n == []


def test_opening_a_question_of_the_plan_while_the_language_changes(window):
    """An owner half typed is kept when the language changes while its field has the keyboard."""
    window.open_sample()
    window.show_step("plan")
    window.activateWindow()
    settle(60)
    plan, session = window.findChild(PlanTab), window.session_pages.session
    while plan.is_building:
        settle()
    plan.findChild(QPushButton, "show.NW.1-Q1-A1").click()
    field = plan.findChild(QLineEdit, "owner")
    field.setFocus()
    field.setText("Wang")
    window.use_language(Language.ZH)
    assert session.assessment.plan["NW.1-Q1-A1"].owner == "Wang"


def test_after_a_week_the_user_is_told_what_was_done_last(window, monkeypatch):
    window.open_sample()
    window.show_step("questions")
    window.session_pages.question_presenter.choose_number(2)
    question_id = window.session_pages.question_presenter.question_id
    assessment_id = window.session_pages.id
    window.open_assessment(assessment_id)
    assert question_id not in window._bar._text.text()

    later = session_pages.now() + timedelta(days=7)
    monkeypatch.setattr(session_pages, "now", lambda: later)
    window.open_assessment(assessment_id)

    assert question_id in window._bar._text.text()
    assert window.session_pages.question_presenter.question_id == question_id


def test_what_changed_since_the_round_before_is_listed(window):
    window.open_sample()
    first = window.session_pages.session
    again = replace(
        first.assessment,
        origin="",
        round=Round(number=2, previous=first.assessment.origin, reason="a year later"),
    )
    window.open_assessment(window._store.create(again))
    presenter = window.session_pages.question_presenter
    presenter.open("OS.1-Q1")
    presenter.do_not_know()
    presenter.filter("changed")

    assert presenter._list.shown() == ["OS.1-Q1"]
