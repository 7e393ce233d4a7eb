from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QPushButton

from tests.ui.pages.helpers import IMAGE, WORDS, heard, labels_with, settle, taken_for_markup
from tests.ui.presenters.fakes import EN, FakeView, audited_session, sample_session
from ui.pages.printing_page import PrintingPage
from ui.presenters.printing_presenter import PrintingPresenter


def make_card(session):
    view = FakeView()
    PrintingPresenter(session, EN, view).refresh()
    return view.card


CARD, AUDITED = make_card(sample_session()), make_card(audited_session())


@pytest.fixture
def page(open_page):
    made = open_page(PrintingPage())
    made.show_card(CARD)
    settle()
    return made


def button(page, key):
    return next(b for b in page.findChildren(QPushButton) if b.text() == EN.text(f"printing.{key}"))


def test_before_a_report_there_is_nothing_to_cancel_or_open(page):
    assert button(page, "create").isEnabled()
    for key in ("cancel", "open", "folder"):
        assert not button(page, key).isVisible()
    assert not page._progress.isVisible()


def test_a_report_cannot_be_started_twice_and_can_be_cancelled(qtbot, page):
    page.show_working("Writing…")
    page.show_progress(0.42)

    assert not button(page, "create").isEnabled()
    assert page._progress.value() == 42
    with qtbot.waitSignal(page.cancel_requested, timeout=1000):
        button(page, "cancel").click()


def test_a_finished_report_is_offered(qtbot, page):
    page.show_working("Writing…")
    page.show_done("The report is ready: plan.pdf")

    assert page._result.text() == "The report is ready: plan.pdf"
    assert button(page, "create").isEnabled()
    assert not button(page, "cancel").isVisible()
    with qtbot.waitSignal(page.open_requested, timeout=1000):
        button(page, "open").click()
    with qtbot.waitSignal(page.folder_requested, timeout=1000):
        button(page, "folder").click()


def test_the_next_report_takes_the_offer_of_the_last_away(page):
    page.show_done("ready")
    page.show_working("Writing…")

    assert not button(page, "open").isVisible()

    page.show_ended("Cancelled.")

    assert not button(page, "open").isVisible()
    assert button(page, "create").isEnabled()
    assert page._result.text() == "Cancelled."


def test_the_language_of_the_report_is_told_when_it_is_chosen(qtbot, page):
    told = heard(page.language_chosen)

    qtbot.keyClick(page.findChild(QPushButton, "report.zh"), Qt.Key.Key_Space)

    assert told == ["zh"]


def test_reader_and_form_are_told_by_keyboard_and_named_with_what_they_are_for(qtbot, page):
    readers, forms = heard(page.reader_chosen), heard(page.form_chosen)

    for name in ("reader.board", "form.xlsx"):
        made = page.findChild(QPushButton, name)
        assert made.isVisible()
        qtbot.keyClick(made, Qt.Key.Key_Space)

    assert (readers, forms) == (["board"], ["xlsx"])
    assert page.findChild(QPushButton, "form.xlsx").accessibleName() == "As what Excel"


def test_each_choice_says_what_it_is(page):
    page.show_card(replace(CARD, reader_text="two pages", form_text="to send", hint="only that"))
    settle()

    for text in ("two pages", "to send", "only that"):
        assert any(made.isVisible() for made in labels_with(page, text))


def test_forms_that_a_reader_cannot_have_are_not_there(page):
    page.show_card(replace(CARD, reader="board", forms=(("pdf", "PDF"),)))
    settle()

    assert not page.findChild(QPushButton, "form.csv").isVisible()
    assert page.findChild(QPushButton, "form.pdf").isVisible()


def test_exactly_the_chosen_language_is_marked(page):
    page.show_card(replace(CARD, language="zh"))
    settle()

    marked = [b.objectName() for b in page.findChildren(QPushButton) if b.isChecked()]
    assert sorted(marked) == ["form.pdf", "reader.whole", "report.zh"]


def test_without_an_auditor_there_is_no_choice_about_one(page):
    assert not any(box.isVisible() for box in page.findChildren(QCheckBox))
    assert page.findChild(QPushButton, "voice.auditor") is None


def test_the_auditors_choices_are_told_by_keyboard(qtbot, page):
    page.show_card(AUDITED)
    settle()
    voices, left_out, apart = (
        heard(page.voice_chosen),
        heard(page.auditor_left_out),
        heard(page.observations_apart),
    )

    for name in ("voice.auditor", "leave_out", "apart"):
        made = page.findChild(QAbstractButton, name)
        assert made.isVisible()
        qtbot.keyClick(made, Qt.Key.Key_Space)

    assert (voices, left_out, apart) == (["auditor"], [True], [True])
    assert page.findChild(QPushButton, "voice.auditor").accessibleName() == (
        "Whose answers the numbers follow Auditor's finding"
    )


def test_without_the_auditors_entries_the_voice_cannot_be_chosen(page):
    page.show_card(replace(AUDITED, leaves_out=True, can_set_apart=False))
    settle()

    assert page.findChild(QCheckBox, "leave_out").isChecked()
    assert not page.findChild(QPushButton, "voice.auditor").isEnabled()
    assert page.findChild(QPushButton, "voice.customer").isChecked()
    assert not page.findChild(QCheckBox, "apart").isVisible()


@pytest.mark.parametrize(
    ("key", "signal"), [("create", "create_requested"), ("save_file", "save_file_requested")]
)
def test_each_way_out_is_told(qtbot, page, key, signal):
    with qtbot.waitSignal(getattr(page, signal), timeout=1000):
        button(page, key).click()


def test_hostile_file_names_are_shown_as_words(page):
    page.show_done(WORDS)
    page.show_card(replace(CARD, identity=IMAGE))

    assert taken_for_markup(page) == []
    assert len(labels_with(page, "<img")) == 2
