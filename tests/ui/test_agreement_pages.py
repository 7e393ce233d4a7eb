"""The agreement step in the window: filled in by keyboard, saved as files, undone."""

from __future__ import annotations

import gc

import docx
import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QTableView

from model.language import Language
from model.settings import Settings, Theme
from tests.ui.pages.helpers import WORDS, labels_with, settle, taken_for_markup
from tests.ui.presenters.fakes import EN
from ui import agreement_pages, dialogs
from ui.app import make_app, make_window
from ui.pages.form_dialog import FormDialog
from ui.widgets.message_bar import MessageBar

NAME = "Li & Co <b>x</b>"


@pytest.fixture(scope="module")
def program(qapp):
    return make_app()


@pytest.fixture
def window(qtbot, program, tmp_path):
    made = make_window(program, tmp_path / "w", Settings(theme=Theme.LIGHT), Language.EN)
    qtbot.addWidget(made)
    made.show()
    made.open_sample()
    made.show_step("agreement")
    settle()
    return made


@pytest.fixture
def saved_as(monkeypatch, tmp_path):
    """Answer every question for a file with one path; the names proposed are remembered."""
    proposed = []

    def ask(_parent, _title, name, _kinds):
        proposed.append(name)
        return tmp_path / f"out.{name.rpartition('.')[2]}"

    monkeypatch.setattr(dialogs, "ask_save_path", ask)
    return proposed


def page(window):
    return window.session_pages.page("agreement")


def press(window, name):
    made = page(window).findChild(QPushButton, name)
    assert made.isEnabled()
    made.click()
    settle()


def news(window):
    return [made.text() for made in page(window).findChildren(QLabel) if made.isVisible()]


def wait_for(qtbot, window, text):
    qtbot.waitUntil(lambda: text in news(window), timeout=20_000)


def test_what_is_entered_is_kept_shown_and_taken_back(window, fill):
    before = window.session_pages.session.assessment.agreement
    fill.update(customer_name=NAME, scope=WORDS)
    press(window, "document-edit")

    held = window.session_pages.session.assessment.agreement
    assert (held.customer_name, held.scope) == (NAME, WORDS)
    assert labels_with(page(window), "Still missing")
    assert taken_for_markup(window) == []

    window.show_step("plan")
    window.undo()
    assert window.session_pages.shown == "agreement"
    assert window.session_pages.session.assessment.agreement == before


def test_the_form_opens_with_enter_on_any_row(qtbot, window, fill):
    fill["provider_signatory"] = "Zhao"
    table = page(window).findChild(QTableView, "document-rows")
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)

    assert window.session_pages.session.assessment.agreement.provider_signatory == "Zhao"


def test_the_form_names_every_field_for_a_screen_reader(qtbot, window):
    pages = window.session_pages._presenters["agreement"]
    dialog = FormDialog(pages._presenter.form(), page(window))
    qtbot.addWidget(dialog)
    fields = [*dialog.findChildren(QLineEdit), *dialog.findChildren(QPlainTextEdit)]

    assert len(fields) == 14
    assert all(field.accessibleName() for field in fields)


def test_it_is_saved_as_pdf_beside_the_window(qtbot, window, fill, saved_as, tmp_path):
    fill["customer_name"] = NAME
    press(window, "document-edit")
    press(window, "document-save_pdf")
    wait_for(qtbot, window, "Saved: out.pdf")

    text = "".join(p.extract_text() for p in PdfReader(tmp_path / "out.pdf").pages)
    assert NAME in text
    assert saved_as == ["Li  Co bxb-division-of-responsibilities.pdf"]


def test_it_is_saved_as_word_in_both_languages(qtbot, window, saved_as, tmp_path):
    press(window, "document-look-both")
    press(window, "document-save_docx")
    wait_for(qtbot, window, "Saved: out.docx")

    titles = [p.text for p in docx.Document(tmp_path / "out.docx").paragraphs[:2]]
    assert titles == ["云服务安全责任划分书", "Division of Security Responsibilities"]
    assert saved_as[0].endswith("安全责任划分书.docx")


def test_the_saved_file_is_opened_on_request(qtbot, window, saved_as, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    assert not page(window).findChild(QPushButton, "document-show").isEnabled()
    press(window, "document-save_pdf")
    wait_for(qtbot, window, "Saved: out.pdf")
    press(window, "document-show")

    assert opened == [str(tmp_path / "out.pdf")]


def test_a_file_that_cannot_be_written_is_told_and_can_be_tried_again(qtbot, window, tmp_path):
    pages = window.session_pages._presenters["agreement"]
    pages.write(tmp_path / "missing" / "a.pdf")
    save = page(window).findChild(QPushButton, "document-save_pdf")
    assert not save.isEnabled()
    qtbot.waitUntil(save.isEnabled, timeout=20_000)

    assert str(tmp_path / "missing" / "a.pdf") in window.findChild(MessageBar).accessibleName()


def test_a_bug_while_writing_is_not_swallowed(qtbot, window, tmp_path, monkeypatch):
    monkeypatch.setattr(agreement_pages, "agreement_document", lambda *_: 1 / 0)
    save = page(window).findChild(QPushButton, "document-save_pdf")
    with qtbot.captureExceptions() as bugs:
        window.session_pages._presenters["agreement"].write(tmp_path / "a.pdf")
        qtbot.waitUntil(lambda: bool(bugs), timeout=20_000)

    assert bugs[0][0] is ZeroDivisionError
    assert save.isEnabled()
    assert not (tmp_path / "a.pdf").exists()


def test_a_file_that_is_ready_after_the_assessment_was_closed_tells_nobody(qtbot, window, tmp_path):
    path = tmp_path / "late.pdf"
    window.session_pages._presenters["agreement"].write(path)
    window.start_new()
    gc.collect()
    qtbot.waitUntil(path.exists, timeout=20_000)
    settle(50)

    assert window.findChild(MessageBar).isHidden()


def test_the_tenth_step_is_reached_with_zero(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    assert window.session_pages.shown == "printing"
    qtbot.keyClick(window, Qt.Key.Key_9, Qt.KeyboardModifier.AltModifier)
    assert window.session_pages.shown == "agreement"


def test_the_page_follows_the_language_of_the_window(window):
    window.use_language(Language.ZH)
    settle()

    assert labels_with(page(window), "签字前还缺")
    assert not labels_with(page(window), EN.text("agreement.list.intro"))
