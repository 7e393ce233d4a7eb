"""The review page in the window: what its buttons do, kept and taken back."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QTableView

from model.assessment import AnswerState, AssessmentState, Voice
from model.language import Language
from model.settings import Settings, Theme, load_settings
from model.storage.database import FILE_NAME
from model.storage.evidence import EvidenceFolder
from tests.ui.pages.helpers import WORDS, labels_with, settle, taken_for_markup
from tests.ui.presenters.fakes import EN
from ui.app import make_app, make_window, tidy
from ui.pages.evidence_page import EvidencePage
from ui.widgets.message_bar import MessageBar

QUESTION = "CA.1-Q1"


@pytest.fixture(scope="module")
def program(qapp):
    return make_app()


@pytest.fixture
def window(qtbot, program, tmp_path):
    made = make_window(program, tmp_path, Settings(theme=Theme.LIGHT), Language.EN)
    qtbot.addWidget(made)
    made.show()
    made.open_sample()
    made.show_step("review")
    settle()
    return made


def page(window):
    return window.session_pages.page("review")


def press(window, name):
    made = page(window).findChild(QPushButton, name)
    assert made.isEnabled()
    made.click()
    settle()


def message(window):
    return window.findChild(MessageBar).accessibleName()


def session(window):
    return window.session_pages.session


def test_an_observation_is_added_deleted_and_brought_back(window, fill):
    fill.update(issue=WORDS, owner="Li")
    page(window).show_tab("observations")
    press(window, "observations-add")
    (kept,) = session(window).assessment.observations.values()
    assert kept.issue == WORDS
    assert taken_for_markup(window) == []

    press(window, "observations-delete")
    assert session(window).assessment.observations == {}
    assert message(window) == EN.text("review.deleted")

    window.undo()
    assert session(window).assessment.observations == {kept.id: kept}
    window.redo()
    assert session(window).assessment.observations == {}


def test_an_observation_is_edited_with_enter(qtbot, window, fill):
    fill.update(issue="No list")
    page(window).show_tab("observations")
    press(window, "observations-add")
    fill.update(issue="No list of systems")
    qtbot.keyClick(page(window).findChild(QTableView, "observations-rows"), Qt.Key.Key_Return)

    (kept,) = session(window).assessment.observations.values()
    assert kept.issue == "No list of systems"


def test_answers_point_to_the_interview_that_was_started(window, fill):
    fill.update(name="Li")
    page(window).show_tab("interviews")
    press(window, "interviews-add")
    press(window, "interviews-go_on")
    assert labels_with(page(window), "Answers given now come from: Li")
    session(window).do_not_know(QUESTION)

    (kept,) = session(window).assessment.interviews
    assert session(window).answer_to(QUESTION).interview == kept
    press(window, "interviews-stop")
    assert session(window).interview == ""


def test_enter_opens_the_question_of_a_difference(qtbot, window):
    session(window).speak_as(Voice.AUDITOR)
    session(window).do_not_know(QUESTION)
    window.show_step("review")
    qtbot.keyClick(page(window).findChild(QTableView, "differences-rows"), Qt.Key.Key_Return)

    assert window.session_pages.shown == "questions"
    assert window.session_pages.question_presenter.question_id == QUESTION


def test_ctrl_tab_goes_to_the_next_tab_from_within_a_list(qtbot, window):
    page(window).show_tab("differences")
    session(window).speak_as(Voice.AUDITOR)
    session(window).do_not_know(QUESTION)
    rows = page(window).findChild(QTableView, "differences-rows")
    qtbot.keyClick(rows, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)

    assert page(window).current() == "observations"


def test_a_name_is_kept_for_the_next_time_and_stands_in_the_history(window, tmp_path):
    page(window).show_tab("signoff")
    name = page(window).findChild(QLineEdit, "signoff-name")
    name.setText(" Wang\u202e  Fang ")
    name.editingFinished.emit()
    session(window).do_not_know(QUESTION)

    assert load_settings(tmp_path).person == "Wang Fang"
    assert session(window).history()[-1].person == "Wang Fang"


def test_signing_asks_for_a_name_seals_and_cannot_be_taken_back(window, fill):
    fill.update(person="Wang")
    page(window).show_tab("signoff")
    press(window, "signoff-sign")
    seal = session(window).assessment.status.seal
    assert seal.sealed_by == "Wang"
    shown = [label.text().replace(" ", "") for label in labels_with(page(window), seal.sha256[:8])]
    assert seal.sha256 in shown

    window.undo()

    assert session(window).assessment.is_final
    assert message(window) == EN.text("window.nothing_undone")


def test_nobody_signs_without_a_name(window, fill):
    fill.update(person=" \u200b ")
    page(window).show_tab("signoff")
    press(window, "signoff-sign")

    assert not session(window).assessment.is_final


def test_a_final_assessment_is_said_in_the_rail_and_opens_a_new_round(window, fill):
    fill.update(person="Wang")
    page(window).show_tab("signoff")
    press(window, "signoff-sign")
    signed = session(window).assessment
    assert labels_with(window._rail, EN.text("window.final"))
    fill.clear()
    fill.update(reason="A year has passed")
    press(window, "signoff-next_round")

    following = session(window).assessment
    assert following.status.state is AssessmentState.IN_PROGRESS
    assert (following.round.number, following.round.previous) == (2, signed.origin)
    assert following.answers.keys() == signed.answers.keys()
    said = [a for a in following.answers.values() if a.state is not AnswerState.OPEN]
    assert said
    assert all(answer.carried for answer in said)
    assert len(window._store.entries()) == 2


def test_an_assessment_altered_after_it_was_signed_says_so_when_opened(window, fill, tmp_path):
    fill.update(person="Wang")
    page(window).show_tab("signoff")
    press(window, "signoff-sign")
    kept = window.session_pages.id
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as other, other:
        other.execute("UPDATE answers SET note = 'altered' WHERE question_id = ?", [QUESTION])
    window.open_assessment(kept, "review")
    assert message(window) == EN.text("error.seal_broken")

    page(window).show_tab("signoff")
    assert labels_with(page(window), EN.text("review.seal.broken"))


def test_handing_over_can_be_taken_back(window):
    page(window).show_tab("signoff")
    press(window, "signoff-to_review")
    assert session(window).assessment.status.state is AssessmentState.IN_REVIEW
    press(window, "signoff-take_back")
    assert session(window).assessment.status.state is AssessmentState.IN_PROGRESS


def test_the_history_finds_words_that_are_typed(qtbot, window):
    session(window).note(QUESTION, "a needle")
    session(window).do_not_know(QUESTION)
    page(window).show_tab("history")
    table = page(window).findChild(QTableView, "history-rows")
    before = table.model().rowCount()
    qtbot.keyClicks(page(window).findChild(QLineEdit, "history-words"), "Start of the rec")

    qtbot.waitUntil(lambda: table.model().rowCount() == 1, timeout=2000)
    assert before > 1


def titles_on_disk(folder):
    with closing(sqlite3.connect(folder / FILE_NAME)) as other:
        return [row[0] for row in other.execute("SELECT title FROM evidence WHERE title LIKE 'm%'")]


@pytest.fixture
def adding(window, tmp_path, monkeypatch):
    """Begin to add a file that takes a while."""
    add_at_once = EvidenceFolder.add

    def add_slowly(folder, path):
        time.sleep(0.2)
        return add_at_once(folder, path)

    monkeypatch.setattr(EvidenceFolder, "add", add_slowly)
    proof = tmp_path / "mfa.txt"
    proof.write_bytes(b"on")
    page(window).show_tab("evidence")
    page(window).findChild(EvidencePage).files_dropped.emit([proof])
    assert titles_on_disk(tmp_path) == []


@pytest.mark.usefixtures("adding")
def test_a_window_that_is_closed_waits_for_a_file_that_is_being_added(window, tmp_path):
    window.close()

    assert titles_on_disk(tmp_path) == ["mfa.txt"]


@pytest.mark.usefixtures("adding")
@pytest.mark.parametrize("way", ["look", "again", "new"])
def test_an_assessment_that_is_left_keeps_a_file_that_is_being_added(window, tmp_path, way):
    {
        "look": lambda: window.use_look(Theme.DARK, 100),
        "again": lambda: window.open_assessment(window.session_pages.id, "review"),
        "new": window.start_new,
    }[way]()

    assert titles_on_disk(tmp_path) == ["mfa.txt"]
    if way != "new":
        titles = [each.title for each in session(window).assessment.evidence.values()]
        assert "mfa.txt" in titles


def test_a_closed_window_leaves_no_old_files_that_nothing_uses(window, tmp_path):
    folder = EvidenceFolder(tmp_path)
    old, young = (folder.path_of(folder.add_bytes(raw, "a").sha256) for raw in (b"old", b"young"))
    os.utime(old, (0, 0))
    tidy(tmp_path)
    assert old.exists()  # the window is open, and may still undo

    window.close()
    tidy(tmp_path)

    assert not old.exists()
    assert young.exists()
