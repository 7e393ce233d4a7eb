"""An author's way through the real window: copy, write, repair, release, answer, move."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from model.assessment import AnswerState
from model.authoring import question_of
from model.content.shelf import draft_path, read_record, release_path, write_draft, write_release
from model.errors import OutputError
from model.language import Language
from model.paths import own_questionnaires
from model.settings import Settings, Theme
from model.workshop import EntryState
from tests.builders import chosen, make_assessment
from tests.model.drafts import draft, with_field
from tests.ui.pages.helpers import WORDS, labels_with, settle, taken_for_markup
from tests.ui.presenters.fakes import EN, ZH
from ui import dialogs
from ui.app import make_app, make_window
from ui.pages.question_page import QuestionPage
from ui.presenters.authoring_presenter import HEAD
from ui.widgets.message_bar import MessageBar

OWN, LADDER, BOXES = "my-own", "CA.1-Q1", "NW.1-Q1"
SMALL = {"retired": [], "id": OWN}


@pytest.fixture(scope="module")
def program(qapp):
    return make_app()


class Answers:
    """Answers every dialog as told, and keeps what was asked."""

    def __init__(self, monkeypatch):
        self.asked = []
        self.said = {"confirm": True, "confirm_long": True}
        for name in ("confirm", "confirm_long", "ask_line", "ask_one_of"):
            monkeypatch.setattr(dialogs, name, self._taking(name))
        for name in ("ask_save_path", "ask_open_path"):
            monkeypatch.setattr(dialogs, name, self._taking(name))

    def _taking(self, name):
        def ask(_parent, *words):
            self.asked.append((name, words))
            return self.said.get(name)

        return ask


@pytest.fixture
def answers(monkeypatch):
    return Answers(monkeypatch)


class Desk:
    """The window at its page of questionnaires."""

    def __init__(self, qtbot, window, answers, folder):
        self.qtbot, self.window, self.answers = qtbot, window, answers
        self.folder = own_questionnaires(folder)
        window.show_step("questionnaires")
        self.pages = window.authoring_pages
        self.editor, self.list = self.pages._editor, self.pages._list
        self.editor._due.setInterval(0)

    def wait(self):
        """Let work beside the window end."""
        self.qtbot.waitUntil(
            lambda: self.pages.isEnabled() and QThreadPool.globalInstance().waitForDone(0),
            timeout=10_000,
        )
        settle()

    def pick(self, questionnaire_id, state=EntryState.DRAFT):
        self.pages._shelf.choose_entry(questionnaire_id, state)
        assert self.pages._shelf.entry.id == questionnaire_id

    def press(self, name):
        self.pages.findChild(QAbstractButton, name).click()
        self.wait()

    def open_small(self, **changes):
        """Put a small draft on the shelf, and open it."""
        write_draft(draft_path(self.folder, OWN), draft(**{**SMALL, **changes}))
        self.pages.show_list()
        self.pick(OWN)
        self.press("questionnaire.edit")

    def part(self, kind, name):
        return self.editor.findChild(kind, f"field.{name}")

    def write(self, name, words):
        edit = self.part(QPlainTextEdit, name)
        edit.setFocus()
        edit.setPlainText(words)
        self.qtbot.keyClick(edit, Qt.Key.Key_Tab)

    def show(self, part):
        self.pages.show_part(part)
        settle()

    def checked(self):
        """Wait until the draft on screen was checked; return the faults."""
        self.qtbot.waitUntil(lambda: self.pages._writer._faults is not None, timeout=10_000)
        settle()
        listed = self.editor.findChild(QListWidget, "faults")
        return [listed.item(n).text() for n in range(listed.count())] if listed.isVisible() else []

    @property
    def draft(self):
        return json.loads(draft_path(self.folder, OWN).read_text(encoding="utf-8"))

    def question(self, question_id=LADDER):
        return question_of(self.draft, question_id)

    def release(self):
        assert self.checked() == []
        self.press("authoring.release")


@pytest.fixture
def window(qtbot, program, tmp_path):
    made = make_window(program, tmp_path, Settings(theme=Theme.LIGHT), Language.EN)
    qtbot.addWidget(made)
    made.resize(1240, 820)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    if made.authoring_pages is not None:
        made.authoring_pages._editor._due.stop()
    QThreadPool.globalInstance().waitForDone(10_000)
    settle()


@pytest.fixture
def desk(qtbot, window, answers, tmp_path):
    return Desk(qtbot, window, answers, tmp_path)


def message(window):
    bar = window.findChild(MessageBar)
    return bar.accessibleName() if bar.isVisible() else ""


def add_assessment(window, version="1.0.0", **answers):
    made = make_assessment(questionnaire_id=OWN, questionnaire_version=version, answers=answers)
    return window._store.create(made)


def release_small(desk, version="1.0.0", **changes):
    top = draft(**{**SMALL, "version": version, **changes})
    write_release(release_path(desk.folder, OWN, version), top)
    return top


# --- the whole way ---------------------------------------------------------------------------


def test_an_author_copies_writes_repairs_releases_and_an_assessment_moves_on(desk, window, answers):
    # A copy of a built-in questionnaire.
    answers.said["ask_line"] = OWN
    desk.pick("oscar-2020", EntryState.BUILT_IN)
    desk.press("questionnaire.copy")
    assert desk.pages.currentWidget() is desk.editor
    count = len(desk.draft["questions"])
    assert desk.draft["id"] == OWN

    # A text is changed; English is forgotten, and the fault names it.
    desk.show(LADDER)
    desk.write("why.zh", "新的理由。")
    assert desk.question()["why"]["zh"] == "新的理由。"
    desk.write("why.en", "")
    assert desk.question()["why"]["en"] == ""
    (fault,) = desk.checked()
    assert fault.startswith(f"{LADDER} › Why it matters › English")
    assert not desk.editor.findChild(QPushButton, "authoring.release").isEnabled()

    # It is repaired and released.
    desk.write("why.en", "A new reason.")
    desk.release()
    assert answers.asked[-1][1][0] == EN.text("authoring.release.title", version="1.0.0")
    assert EN.text("authoring.release.first", count=count) in answers.asked[-1][1][1]
    assert message(window) == EN.text("authoring.released", id=OWN, version="1.0.0")
    assert not draft_path(desk.folder, OWN).exists()
    assert desk.pages.currentWidget() is desk.list
    assert (desk.pages._shelf.entry.id, desk.pages._shelf.entry.version) == (OWN, "1.0.0")

    # An assessment is made with it.
    window.start_new()
    setup = window.session_pages.page("setup")
    setup._organisation.setText("Li & Co")
    setup._service.setText("Shop")
    setup.findChild(QAbstractButton, f"questionnaire.{OWN}").click()
    setup.findChild(QPushButton, "save").click()
    first = window.session_pages.id
    session = window.session_pages.session
    assert session.questionnaire.by_id[LADDER].why.en == "A new reason."
    session.choose(LADDER, (session.questionnaire.by_id[LADDER].choices[1].id,))
    session.do_not_know(BOXES)

    # The next version: other words, and a weight.
    window.show_step("questionnaires")
    desk.pick(OWN, EntryState.RELEASED)
    desk.press("questionnaire.edit")
    desk.show(LADDER)
    desk.write("why.en", "A better reason.")
    weight = desk.part(QComboBox, "weight")
    weight.setCurrentIndex((weight.currentIndex() + 1) % weight.count())
    weight.activated.emit(weight.currentIndex())
    desk.release()
    title, text, *_ = answers.asked[-1][1]
    assert title == EN.text("authoring.release.title", version="2.0.0")
    assert EN.text("authoring.release.after", old="1.0.0") in text
    assert EN.text("moving.revalued", count=1) in text
    assert release_path(desk.folder, OWN, "1.0.0").exists()
    assert (desk.pages._shelf.entry.id, desk.pages._shelf.entry.version) == (OWN, "2.0.0")

    # The assessment is moved; the old one stays as it was.
    window.open_assessment(first, "setup")
    settle()
    setup = window.session_pages.page("setup")
    assert "2.0.0" in setup._newer.text()
    setup.findChild(QPushButton, "move").click()
    settle()
    title, text, *_ = answers.asked[-1][1]
    assert title == EN.text("moving.title", version="2.0.0")
    assert EN.text("moving.kept", count=2) in text
    assert window.session_pages.id != first
    moved, kept = window.session_pages.assessment, window._store.load(first)
    assert (moved.questionnaire_version, kept.questionnaire_version) == ("2.0.0", "1.0.0")
    assert moved.answers[LADDER].choices == kept.answers[LADDER].choices
    assert window.session_pages.session.questionnaire.by_id[LADDER].why.en == "A better reason."
    assert not window.session_pages.page("setup")._newer_card.isVisible()


# --- the list --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "key"),
    [("My Own", "error.authoring.id"), ("", "error.authoring.id"), ("oscar-2020", "taken")],
)
def test_an_id_that_cannot_be_is_refused_in_one_sentence(desk, window, answers, typed, key):
    answers.said["ask_line"] = typed

    desk.press("questionnaire.copy")

    words = {
        "taken": EN.text("error.authoring.taken", found=typed),
        "error.authoring.id": EN.text("error.authoring.id", found=typed, allowed="my-own-2026"),
    }
    assert message(window) == words[key]
    assert not list(desk.folder.glob("*"))
    assert desk.pages.currentWidget() is desk.list


def test_changing_ones_mind_leaves_no_copy(desk):
    desk.press("questionnaire.copy")

    assert not list(desk.folder.glob("*"))


def test_a_draft_is_deleted_only_if_it_is_meant(desk, answers):
    desk.open_small()
    desk.pages.show_list()
    desk.pick(OWN)
    answers.said["confirm"] = False
    desk.press("questionnaire.delete")
    assert draft_path(desk.folder, OWN).exists()
    assert OWN in answers.asked[-1][1][1]

    answers.said["confirm"] = True
    desk.press("questionnaire.delete")

    assert not draft_path(desk.folder, OWN).exists()
    assert desk.pages._shelf.entry.state is EntryState.BUILT_IN


def test_a_version_that_an_assessment_uses_is_not_deleted(desk, window):
    release_small(desk)
    add_assessment(window)
    desk.pages.show_list()
    desk.pick(OWN, EntryState.RELEASED)

    desk.press("questionnaire.delete")

    assert message(window) == EN.text("error.authoring.in_use", id=OWN, version="1.0.0")
    assert release_path(desk.folder, OWN, "1.0.0").exists()


def test_a_saved_file_can_be_opened_in_another_workspace(desk, window, answers, tmp_path):
    release_small(desk)
    desk.pages.show_list()
    desk.pick(OWN, EntryState.RELEASED)
    answers.said["ask_save_path"] = answers.said["ask_open_path"] = tmp_path / "sent.yaml"
    desk.press("questionnaire.export")
    assert message(window) == EN.text("shelf.exported", file="sent.yaml")
    desk.press("questionnaire.delete")

    desk.press("questionnaire.file")

    assert message(window) == EN.text("shelf.added", id=OWN, version="1.0.0")
    assert (desk.pages._shelf.entry.id, desk.pages._shelf.entry.state) == (
        OWN,
        EntryState.RELEASED,
    )
    assert read_record(release_path(desk.folder, OWN, "1.0.0")) == draft(**SMALL)


def test_a_file_that_is_none_is_refused_and_nothing_is_kept(desk, window, answers, tmp_path):
    path = tmp_path / "other.yaml"
    path.write_text("[1, 2]", encoding="utf-8")
    answers.said["ask_open_path"] = path

    desk.press("questionnaire.file")

    assert "other.yaml" in message(window)
    assert not list(desk.folder.glob("*"))


def test_a_file_that_cannot_be_used_is_listed_and_says_why(desk):
    desk.folder.mkdir(exist_ok=True)
    release_path(desk.folder, "torn", "1.0.0").write_text("title: [", encoding="utf-8")

    desk.pages.show_list()
    desk.pick("torn", EntryState.FAULTY)

    assert labels_with(desk.list, "torn@1.0.0.yaml")


def test_editing_a_released_version_goes_on_with_the_draft_there_is(desk):
    release_small(desk)
    write_draft(draft_path(desk.folder, OWN), with_field(draft(**SMALL), LADDER, weight=1))
    desk.pages.show_list()
    desk.pick(OWN, EntryState.RELEASED)

    desk.press("questionnaire.edit")

    assert desk.question()["weight"] == 1


# --- writing ---------------------------------------------------------------------------------


def test_the_draft_is_on_disk_after_each_change(desk, answers):
    desk.open_small()
    desk.show(LADDER)
    desk.write("text.en", "How many?")
    assert desk.question()["text"]["en"] == "How many?"

    desk.press("field.choices.add")
    assert len(desk.question()["choices"]) == 4

    desk.press("authoring.duplicate")
    assert question_of(desk.draft, "CA.1-Q2")

    desk.press("authoring.retire")
    assert question_of(desk.draft, "CA.1-Q2") is None

    answers.said["ask_one_of"] = "X.BAK"
    desk.press("authoring.add")
    assert question_of(desk.draft, "X.BAK-Q2")

    for _ in range(5):
        desk.press("authoring.undo")
    assert desk.draft == draft(**SMALL)
    assert not desk.editor.findChild(QPushButton, "authoring.undo").isEnabled()


def test_every_duty_is_offered_for_a_new_question_and_none_may_be_chosen(desk, answers):
    desk.open_small()

    desk.press("authoring.add")

    _, (_title, _text, duties, _first) = answers.asked[-1]
    assert ("X.BAK", "X.BAK  Backup") in duties
    assert desk.draft == draft(**SMALL)


def test_removing_a_choice_leaves_the_others_as_they_are(desk):
    desk.open_small()
    desk.show(LADDER)

    removes = desk.part(QPushButton, "choices.0.remove")
    desk.qtbot.mouseClick(removes, Qt.MouseButton.LeftButton)
    settle()

    assert desk.question()["choices"] == question_of(draft(), LADDER)["choices"][1:]


@pytest.mark.parametrize(
    "leave",
    [
        lambda d: d.window.show_step("home"),
        lambda d: d.window.close(),
        lambda d: d.pages.findChild(QPushButton, "authoring.back").click(),
        lambda d: d.window.findChild(QPushButton, "step.home").click(),
    ],
    ids=["step", "close", "back", "rail"],
)
def test_a_text_half_typed_is_on_disk_when_the_page_is_left(desk, leave):
    desk.open_small()
    desk.show(LADDER)
    edit = desk.part(QPlainTextEdit, "why.en")
    edit.setFocus()
    edit.setPlainText("Half a sentence")

    leave(desk)
    settle()

    assert desk.question()["why"]["en"] == "Half a sentence"


def test_a_text_half_typed_survives_a_change_of_language(desk, window):
    desk.open_small()
    desk.show(LADDER)
    edit = desk.part(QPlainTextEdit, "why.en")
    edit.setFocus()
    edit.setPlainText("Half a sentence")

    window.use_language(Language.ZH)
    settle()
    assert desk.part(QPlainTextEdit, "why.en").toPlainText() == "Half a sentence"
    desk.editor.setFocus()
    settle()

    assert desk.question()["why"]["en"] == "Half a sentence"


def test_the_editor_is_still_there_after_a_look_at_another_step(desk, window):
    desk.open_small()
    desk.show(BOXES)

    window.show_step("home")
    window.show_step("questionnaires")

    assert desk.pages.currentWidget() is desk.editor
    assert labels_with(desk.editor, BOXES)


def test_a_disk_that_is_full_is_told_and_what_was_saved_stays(desk, window, monkeypatch):
    desk.open_small()
    desk.show(LADDER)

    def fail(_top):
        raise OutputError("error.cannot_write", file="my-own.draft.json")

    monkeypatch.setattr(desk.pages._workshop, "save", fail)
    desk.write("why.en", "New words")

    assert message(window) == EN.text("error.cannot_write", file="my-own.draft.json")
    assert desk.draft == draft(**SMALL)


def test_a_draft_that_was_not_saved_does_not_say_that_it_was(desk, monkeypatch):
    desk.open_small()
    desk.show(LADDER)

    def fail(_top):
        raise OutputError("error.cannot_write", file="my-own.draft.json")

    monkeypatch.setattr(desk.pages._workshop, "save", fail)
    desk.write("why.en", "New words")

    said = [made.text() for made in labels_with(desk.editor, "Saved") if made.isVisible()]
    assert said == []


def test_a_fault_leads_to_its_question(desk):
    top = with_field(draft(**SMALL), BOXES, why={"zh": "", "en": ""})
    desk.open_small(questions=top["questions"])
    faults = desk.checked()
    assert len(faults) == 2
    listed = desk.editor.findChild(QListWidget, "faults")

    listed.itemActivated.emit(listed.item(0))
    settle()

    assert labels_with(desk.editor, "Robots") == []
    assert desk.pages._writer.part == BOXES


def test_hostile_words_of_a_draft_are_shown_as_words(desk):
    nasty = {"zh": WORDS, "en": WORDS}
    top = with_field(draft(**SMALL), LADDER, text=nasty, why=nasty, gloss=nasty, check=nasty)
    choices = [{**c, "text": nasty} for c in question_of(top, LADDER)["choices"]]
    top = with_field(top, LADDER, choices=choices)
    desk.open_small(questions=top["questions"], title=nasty)
    assert taken_for_markup(desk.window) == []
    desk.show(LADDER)
    desk.checked()
    assert taken_for_markup(desk.window) == []

    desk.press("authoring.preview")
    assert taken_for_markup(desk.window) == []

    desk.press("preview.back")
    desk.press("authoring.back")
    assert taken_for_markup(desk.window) == []


# --- releasing -------------------------------------------------------------------------------


def test_what_is_not_released_yet_stays_a_draft(desk, answers):
    desk.open_small()
    answers.said["confirm_long"] = False

    desk.release()

    assert draft_path(desk.folder, OWN).exists()
    assert not release_path(desk.folder, OWN, "1.0.0").exists()
    assert desk.pages.currentWidget() is desk.editor


def test_nothing_new_is_nothing_to_release(desk, window, answers):
    release_small(desk)
    desk.open_small()

    desk.release()

    assert message(window) == EN.text("authoring.release.nothing")
    assert not [name for name, _ in answers.asked if name == "confirm_long"]


@pytest.mark.parametrize(
    ("change", "version"),
    [({"why": {"zh": "新", "en": "New"}}, "1.0.1"), ({"weight": 1}, "2.0.0")],
    ids=["words", "weight"],
)
def test_the_number_rises_by_what_changed(desk, change, version):
    release_small(desk)
    top = with_field(draft(**SMALL), LADDER, **change)
    desk.open_small(questions=top["questions"])

    desk.release()

    assert read_record(release_path(desk.folder, OWN, version))["version"] == version
    assert not draft_path(desk.folder, OWN).exists()


# --- moving ----------------------------------------------------------------------------------


def newer(desk):
    """Release a version in which one question is scored differently and one is gone."""
    first = release_small(desk)
    choices = [*question_of(first, LADDER)["choices"]]
    choices[1] = {**choices[1], "value": 25}
    top = with_field(first, LADDER, choices=choices)
    questions = [q for q in top["questions"] if q["id"] != BOXES]
    release_small(desk, "2.0.0", questions=questions)


def test_a_move_tells_what_becomes_of_each_answer_and_keeps_the_old_assessment(
    desk, window, answers
):
    newer(desk)
    first = add_assessment(window, **{LADDER: chosen(50), BOXES: chosen(1)})
    before = window._store.load(first)
    window.open_assessment(first, "setup")

    window.session_pages.page("setup").findChild(QPushButton, "move").click()

    _, (title, text, yes, no) = answers.asked[-1]
    assert title == EN.text("moving.title", version="2.0.0")
    assert (yes, no) == (EN.text("moving.yes"), EN.text("moving.no"))
    for key in ("reopened", "dropped", "revalued", "retired"):
        assert EN.text(f"moving.{key}", count=1) in text
    assert window._store.load(first) == before
    assert len(window._store.entries()) == 2
    moved = window.session_pages.assessment
    assert moved.answers[LADDER].state is AnswerState.OPEN
    assert BOXES not in moved.answers


def test_an_assessment_is_not_moved_unless_it_is_wanted(desk, window, answers):
    newer(desk)
    first = add_assessment(window)
    window.open_assessment(first, "setup")
    answers.said["confirm_long"] = False

    window.session_pages.page("setup").findChild(QPushButton, "move").click()

    assert len(window._store.entries()) == 1
    assert window.session_pages.id == first


def test_an_assessment_whose_questionnaire_is_gone_is_not_opened_and_says_why(desk, window):
    release_small(desk)
    first = add_assessment(window)
    release_path(desk.folder, OWN, "1.0.0").unlink()

    window.open_assessment(first)

    assert OWN in message(window)
    assert window.session_pages is None


# --- the trial -------------------------------------------------------------------------------


def files(folder):
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_trial_asks_the_question_on_screen_and_keeps_nothing_on_disk(desk, window, tmp_path):
    desk.open_small()
    desk.show(BOXES)
    desk.checked()
    before, entries = files(tmp_path), window._store.entries()

    desk.press("authoring.preview")
    page = desk.pages.currentWidget()
    questions = page.findChild(QuestionPage)
    assert labels_with(questions, "Which of these are true?")
    desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
    questions._notes.note.setPlainText("a note")
    questions.flush_note()
    session = desk.pages._preview._presenter._session
    assert session.answer_to(BOXES).choices == ("1", "2")

    desk.press("preview.back")

    assert desk.pages.currentWidget() is desk.editor
    assert desk.pages._writer.part == BOXES
    assert window._store.entries() == entries
    assert files(tmp_path) == before


def test_a_trial_from_the_list_leads_back_to_it(desk):
    desk.pick("oscar-2020", EntryState.BUILT_IN)
    desk.press("questionnaire.preview")
    assert desk.pages.currentWidget() is not desk.list

    desk.press("preview.back")

    assert desk.pages.currentWidget() is desk.list


def test_a_trial_can_be_made_in_every_service_model(desk):
    desk.pick("oscar-2020", EntryState.BUILT_IN)
    desk.press("questionnaire.preview")
    counts = []
    for name in ("IaaS", "PaaS", "SaaS"):
        page = desk.pages.currentWidget()
        next(b for b in page.findChildren(QPushButton) if b.text() == name).click()
        settle()
        page = desk.pages.currentWidget()
        marked = [b.text() for b in page.findChildren(QPushButton) if b.isChecked()]
        assert name in marked
        counts.append(len(desk.pages._preview._presenter._session.evaluation.asked))

    assert counts[0] > counts[1] > counts[2] > 0
    assert desk.pages.count() == 3, "an ended trial is gone"


@pytest.mark.parametrize("code", ["X.BAK-Q1", LADDER, BOXES])
def test_every_question_of_a_draft_can_be_tried(desk, code):
    desk.open_small()
    desk.show(code)

    desk.press("authoring.preview")

    assert desk.pages._preview._presenter.question_id == code


@pytest.mark.parametrize(
    "changes",
    [
        {"questions": []},
        {"title": {"zh": "", "en": ""}},
        {"questions": [{**q, "choices": []} for q in draft()["questions"]]},
        {"questions": [{**q, "actions": []} for q in draft()["questions"]]},
        {"questions": [draft()["questions"][0], draft()["questions"][0]]},
    ],
    ids=["no questions", "no title", "no choices", "no actions", "twice"],
)
def test_an_unfinished_draft_can_be_tried_or_says_why_not(desk, window, changes):
    desk.open_small(**changes)
    if changes.get("questions"):
        desk.show(LADDER)

    desk.press("authoring.preview")

    assert desk.pages._preview is not None or message(window)


def test_a_new_question_can_be_tried_before_it_has_words(desk, answers):
    desk.open_small()
    answers.said["ask_one_of"] = "X.BAK"
    desk.press("authoring.add")

    desk.press("authoring.preview")

    assert desk.pages._preview._presenter.question_id == "X.BAK-Q2"


def test_a_proof_of_the_providers_can_be_tried(desk):
    text = {"zh": "证明", "en": "Proof"}
    site = "physical.datacenter_environment"
    group = {"id": "PR.1", "name": text, "definition": text, "covers": [site]}
    proof = {**draft()["questions"][0], "id": "PR.1-Q1", "responsibility": "PR.1"}
    desk.open_small(reliance=[group], questions=[*draft()["questions"], proof])
    desk.show("PR.1-Q1")

    desk.press("authoring.preview")

    assert desk.pages._preview._presenter.question_id == "PR.1-Q1"


# --- both languages, and the keyboard --------------------------------------------------------


def at_list(desk):
    desk.pages.show_list()


def at_head(desk):
    desk.open_small()


def at_question(desk):
    desk.open_small()
    desk.show(LADDER)


def at_preview(desk):
    at_question(desk)
    desk.press("authoring.preview")


PLACES = pytest.mark.parametrize("go", [at_list, at_head, at_question, at_preview])
AREAS = ("shelf", "authoring", "form", "questions")


def words_of(catalog, other):
    mine, others = (
        {text for area in AREAS for text in each.messages(area).values()}
        for each in (catalog, other)
    )
    return {text for text in mine - others if "{" not in text}


def seen(root):
    made = [w for w in root.findChildren(QWidget) if w.isVisible()]
    texts = {w.text() for w in made if isinstance(w, (QLabel, QAbstractButton))}
    hints = {w.placeholderText() for w in made if isinstance(w, QPlainTextEdit)}
    return texts | hints | {w.accessibleName() for w in made} | {w.toolTip() for w in made}


@PLACES
def test_a_change_of_language_leaves_no_word_of_the_other(desk, window, go):
    go(desk)
    assert seen(desk.pages) & words_of(EN, ZH)

    window.use_language(Language.ZH)
    settle()

    assert seen(desk.pages) & words_of(ZH, EN)
    assert not seen(desk.pages) & words_of(EN, ZH)


def test_a_change_of_language_keeps_page_part_and_answers(desk, window):
    at_preview(desk)
    page = desk.pages.currentWidget()
    desk.pages._preview._presenter.choose_number(2)

    window.use_language(Language.ZH)
    settle()

    assert desk.pages.currentWidget() is page
    assert labels_with(page, "有多少账号要第二步验证？")
    assert desk.pages._preview._presenter._session.answer_to(LADDER).choices == ("50",)
    desk.press("preview.back")
    assert desk.pages._writer.part == LADDER


@PLACES
def test_a_change_of_colours_and_size_keeps_the_page(desk, window, go):
    go(desk)
    page = desk.pages.currentWidget()

    window.use_look(Theme.DARK, 125)
    settle()

    assert desk.pages.isVisible()
    assert desk.pages.currentWidget() is page


@pytest.mark.parametrize("change", ["colours", "language"])
def test_a_change_of_look_keeps_the_page_while_an_assessment_is_open(desk, window, change):
    window.open_sample()
    window.show_step("questionnaires")
    at_question(desk)

    if change == "colours":
        window.use_look(Theme.DARK, 100)
    else:
        window.use_language(Language.ZH)
    settle()

    assert desk.pages.isVisible()
    assert desk.pages.currentWidget() is desk.editor
    assert window.session_pages is not None


def controls(root):
    return [
        w
        for w in root.findChildren(QWidget)
        if w.isVisible()
        and w.isEnabled()
        and w.focusPolicy() & Qt.FocusPolicy.TabFocus
        and w.focusProxy() is None
    ]


@PLACES
def test_every_control_has_a_name_and_can_take_the_keyboard(desk, go):
    go(desk)
    if folded := desk.part(QPushButton, "actions.open"):
        folded.click()
    settle()

    made = controls(desk.pages.currentWidget())

    assert len(made) > 4
    for control in made:
        text = control.text() if hasattr(control, "text") else ""
        assert control.accessibleName().strip() or text.strip(), control
        control.setFocus()
        assert QApplication.focusWidget() is control, control


@PLACES
def test_tab_reaches_every_control(desk, window, go):
    go(desk)
    settle()
    wanted = {id(w): w for w in controls(desk.pages.currentWidget())}
    reached = set()
    for _ in range(len(wanted) + 60):
        focused = QApplication.focusWidget()
        if focused is not None:
            reached.add(id(focused))
        desk.qtbot.keyClick(window if focused is None else focused, Qt.Key.Key_Tab)

    missed = [w for key, w in wanted.items() if key not in reached]
    exclusive = [w for w in missed if not _is_of_a_group(w)]
    assert not exclusive, [f"{type(w).__name__} {w.objectName()}" for w in exclusive]


def _is_of_a_group(control):
    """Say whether the arrow keys reach a control that Tab passes by."""
    return isinstance(control, QAbstractButton) and control.group() is not None


def test_list_editor_and_trial_begin_where_work_goes_on(desk, window):
    window.show_step("home")
    window.show_step("questionnaires")
    assert QApplication.focusWidget().objectName() == "questionnaires"

    desk.open_small()
    assert desk.editor.isAncestorOf(QApplication.focusWidget())

    desk.show(LADDER)
    desk.press("authoring.preview")

    assert desk.pages.currentWidget().isAncestorOf(QApplication.focusWidget())
    assert isinstance(QApplication.focusWidget(), QAbstractButton)


def test_the_window_can_be_closed_while_a_draft_is_checked(desk, window):
    desk.open_small()
    desk.pages._check()

    window.close()
    QThreadPool.globalInstance().waitForDone(10_000)
    settle()

    assert desk.pages._writer.part == HEAD


def test_an_open_assessment_keeps_its_version_and_is_told_of_a_newer_one(desk, window):
    first = release_small(desk)
    window.open_assessment(add_assessment(window, **{LADDER: chosen(50)}), "setup")
    assert not window.session_pages.page("setup")._newer_card.isVisible()
    top = with_field(first, LADDER, weight=1)
    window.show_step("questionnaires")
    desk.open_small(questions=top["questions"])
    desk.release()

    window.show_step("setup")
    settle()

    assert window.session_pages.session.questionnaire.version == "1.0.0"
    assert "2.0.0" in window.session_pages.page("setup")._newer.text()


def test_a_newer_version_that_cannot_be_read_is_said_and_moves_nothing(desk, window):
    release_small(desk)
    window.open_assessment(add_assessment(window, **{LADDER: chosen(50)}), "setup")
    torn = release_path(desk.folder, OWN, "2.0.0")
    torn.write_text("title: [", encoding="utf-8")

    window.session_pages.page("setup").move_requested.emit()
    settle()

    assert str(torn) in message(window)
    assert len(window._store.entries()) == 1
