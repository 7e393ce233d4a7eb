"""Questions for the provider in the window: copied, saved, filled in, read back, taken back."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPushButton, QTableView

from model.language import Language
from model.settings import Settings, Theme
from tests.ui.pages.helpers import settle, taken_for_markup
from tests.ui.presenters.fakes import EN, forget_claims
from ui import dialogs, provider_questions_flow
from ui.app import make_app, make_window
from ui.pages.replies_dialog import RepliesDialog
from ui.pages.tabs_page import TabsPage
from ui.presenters.provider_questions_presenter import FILES
from ui.provider_questions_flow import ProviderQuestionsFlow
from ui.tab_pages import TabPages
from ui.widgets.message_bar import MessageBar

HEAD = 5


class Agreement(TabPages):
    """A page with nothing but this tab."""

    def __init__(self, window, session, catalog):
        super().__init__(TabsPage("agreement", ("questions",)), "letter", catalog)
        self.flow = ProviderQuestionsFlow(window, session, catalog)
        self.add_tab("questions", self.flow.tab, self.flow.presenter)
        words = {"title": "Agreement", "tab.questions": catalog.text("letter.tab.name")}
        self.page.show_words(words)
        self.refresh()
        session.changed.connect(self.redraw)

    def redraw(self, _assessment):
        self.refresh()


@pytest.fixture(scope="module")
def program(qapp):
    return make_app()


@pytest.fixture
def window(qtbot, program, tmp_path):
    made = make_window(program, tmp_path / "w", Settings(theme=Theme.LIGHT), Language.EN)
    qtbot.addWidget(made)
    made.resize(880, 620)
    made.show()
    made.open_sample()
    forget_claims(made.session_pages.session)
    settle()
    return made


@pytest.fixture
def agreement(window):
    made = Agreement(window, window.session_pages.session, window.catalog)
    window._pages.addWidget(made.page)
    window._pages.setCurrentWidget(made.page)
    settle()
    return made


@pytest.fixture
def answer(monkeypatch):
    """Look at the preview, and accept or reject it."""
    given = {"result": QDialog.DialogCode.Accepted, "seen": []}

    class Answered(RepliesDialog):
        def exec(self):
            self.show()
            settle()
            given["seen"].append(taken_for_markup(self))
            if given["result"] is QDialog.DialogCode.Accepted:
                self.findChild(QPushButton, "replies.primary").click()
            else:
                self.reject()
            return self.result()

    monkeypatch.setattr(provider_questions_flow, "RepliesDialog", Answered)
    return given


def press(agreement, name):
    made = agreement.page.findChild(QPushButton, f"questions-{name}")
    assert made.isEnabled()
    made.click()
    settle()


def message(window):
    return window.findChild(MessageBar).accessibleName()


def saved_to(monkeypatch, path):
    asked = []

    def ask(_parent, title, name, kinds):
        asked.append((title, name, kinds))
        return path

    monkeypatch.setattr(dialogs, "ask_save_path", ask)
    return asked


def rows(agreement):
    return agreement.page.findChild(QTableView, "questions-rows").model().rowCount()


def fill(path, count):
    book = load_workbook(io.BytesIO(path.read_bytes()))
    sheet = book.worksheets[0]
    for at in range(HEAD + 1, HEAD + 1 + count):
        sheet[f"E{at}"], sheet[f"F{at}"], sheet[f"J{at}"] = "Provider", "SLA <b>4.2</b>", "Wang"
    book.save(path)


def test_the_questions_listed_are_copied_as_text(window, agreement):
    press(agreement, "look-unproved")
    press(agreement, "copy")

    text = QGuiApplication.clipboard().text()
    count = rows(agreement)
    assert f"{count}. " in text
    assert f"{count + 1}. " not in text
    assert message(window) == EN.text("letter.copied", count=count)


@pytest.mark.parametrize("action", list(FILES))
def test_the_questions_are_saved_under_the_name_proposed(
    qtbot, window, agreement, monkeypatch, tmp_path, action
):
    ending = FILES[action]
    path = tmp_path / f"q.{ending}"
    asked = saved_to(monkeypatch, path)
    press(agreement, action)
    qtbot.waitUntil(lambda: message(window) == EN.text("letter.saved", file=path.name))

    assert path.stat().st_size > 1000
    assert asked[0][1] == f"Questions for the provider - Online shop.{ending}"
    assert ending in asked[0][2]


def test_a_folder_that_is_not_there_is_told(qtbot, window, agreement, monkeypatch, tmp_path):
    saved_to(monkeypatch, tmp_path / "no" / "q.xlsx")
    press(agreement, "excel")

    qtbot.waitUntil(lambda: "q.xlsx" in message(window))
    assert list(tmp_path.glob("**/*.xlsx")) == []


def test_nothing_happens_where_no_file_is_chosen(window, agreement, monkeypatch):
    saved_to(monkeypatch, None)
    monkeypatch.setattr(dialogs, "ask_open_path", lambda *_: None)
    before = message(window)
    press(agreement, "word")
    press(agreement, "read")

    assert message(window) == before


def test_replies_read_back_are_kept_in_one_step_and_taken_back_in_one(
    qtbot, window, agreement, monkeypatch, tmp_path, answer
):
    path = tmp_path / "q.xlsx"
    saved_to(monkeypatch, path)
    press(agreement, "excel")
    qtbot.waitUntil(path.exists)
    fill(path, 3)
    monkeypatch.setattr(dialogs, "ask_open_path", lambda *_: path)
    before = rows(agreement)
    press(agreement, "read")
    session = window.session_pages.session
    qtbot.waitUntil(lambda: bool(session.assessment.claims))
    settle()

    assert answer["seen"] == [[]]
    assert message(window) == EN.text("letter.kept", count=3)
    places = {claim.place for claim in session.assessment.claims.values()}
    assert places == {"SLA <b>4.2</b>"}
    assert rows(agreement) == before - 3
    assert taken_for_markup(agreement.page) == []

    window.undo()
    assert session.assessment.claims == {}


def test_a_preview_that_is_left_keeps_nothing(
    qtbot, window, agreement, monkeypatch, tmp_path, answer
):
    answer["result"] = QDialog.DialogCode.Rejected
    path = tmp_path / "q.xlsx"
    saved_to(monkeypatch, path)
    press(agreement, "excel")
    qtbot.waitUntil(path.exists)
    fill(path, 2)
    agreement.flow.take_in(path)
    qtbot.waitUntil(lambda: bool(answer["seen"]))

    assert window.session_pages.session.assessment.claims == {}


def test_a_file_that_is_none_of_ours_is_told(qtbot, window, agreement, tmp_path):
    path = tmp_path / "other.xlsx"
    path.write_bytes(b"PK\x03\x04")
    agreement.flow.take_in(path)

    wanted = EN.text("error.office.not_office", file="other.xlsx")
    qtbot.waitUntil(lambda: message(window) == wanted)


def test_the_letter_can_be_in_the_other_language(window, agreement):
    press(agreement, "language")
    press(agreement, "copy")

    assert "\u8d35\u65b9" in QGuiApplication.clipboard().text()
