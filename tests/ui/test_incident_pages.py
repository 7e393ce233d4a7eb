"""Incidents in the window: searched, judged, followed and printed."""

from __future__ import annotations

from dataclasses import replace

import docx
import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
)

from model.assessment import AgreedOption
from model.content.learning import load_incidents
from model.language import Language
from model.library import load_sample
from model.settings import Settings, Theme
from tests.ui.pages.helpers import WORDS, labels_with, settle, taken_for_markup
from tests.ui.presenters.fakes import EN
from ui import dialogs
from ui.app import make_app, make_window
from ui.pages.incidents_tab import IncidentsTab
from ui.widgets.drawing_view import DrawingView

SHELF = load_incidents()
BACKUP = "os.host_backup"


@pytest.fixture(scope="module")
def program(qapp):
    return make_app()


@pytest.fixture
def window(qtbot, program, tmp_path):
    made = make_window(program, tmp_path, Settings(theme=Theme.LIGHT), Language.EN)
    qtbot.addWidget(made)
    made.resize(1240, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def tab(window):
    return learn(window)


@pytest.fixture
def sample(window):
    """Open the sample with host backup agreed, and show the tab."""
    window.open_sample()
    agreed = AgreedOption(negotiation_id="table2.3", option="a", known_by=None)
    window.session_pages.session.agree("table2.3", agreed)
    return window, learn(window)


def learn(window, kind="ransomware"):
    window.show_step("learn")
    window.learn_pages.page.show_tab("incidents")
    made = window.learn_pages.page.findChild(IncidentsTab)
    made.choose(kind)
    settle()
    return made


def button(root, name):
    return root.findChild(QPushButton, name)


def texts(root):
    return [made.text() for made in root.findChildren(QLabel) if made.isVisible()]


def told_of(tab, duty):
    card = button(tab, f"incident-compare-{duty}").parentWidget()
    return [made.text() for made in card.findChildren(QLabel)]


def listed(tab):
    model = tab.findChild(QTableView, "incident-rows").model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def pick(box, data):
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


# --- the list --------------------------------------------------------------------------------


def test_the_learn_step_needs_no_assessment(tab):
    assert len(listed(tab)) == len(SHELF.incidents)
    assert "Ransomware, and no backup that works" in texts(tab.full)


def test_typing_narrows_the_list_and_the_keyboard_stays_in_the_search(tab):
    search = tab.findChild(QLineEdit, "incident-find")
    search.setFocus()

    QTest.keyClicks(search, "ddos")
    settle()

    assert listed(tab) == ["Site knocked out by a flood of traffic (DDoS)"]
    assert QApplication.focusWidget() is search
    assert "Site knocked out by a flood of traffic (DDoS)" in texts(tab.full)


def test_a_search_that_finds_nothing_says_so_and_shows_nothing_in_full(tab):
    tab.findChild(QLineEdit, "incident-find").setText("a word that nobody wrote")
    settle()

    assert not tab.findChild(QTableView, "incident-rows").isVisible()
    assert labels_with(tab, "No kind fits")[0].isVisible()
    assert texts(tab.full) == []


def test_the_boxes_narrow_the_list(tab):
    pick(tab.findChild(QComboBox, "incident-category"), "physical")
    assert len(listed(tab)) == 2

    pick(tab.findChild(QComboBox, "incident-category"), "")
    pick(tab.findChild(QComboBox, "incident-model"), "saas")
    assert "Marketplace image with a back door" not in listed(tab)


# --- one in full -----------------------------------------------------------------------------


def test_what_to_do_now_stands_before_duties_and_those_before_what_was_missed(tab):
    def top(words):
        part = labels_with(tab.full, words)[0]
        return part.mapTo(tab.full.widget(), QPoint(0, 0)).y()

    order = [top(EN.text(f"learn.incident.{name}")) for name in ("during", "duties", "before")]

    assert order == sorted(set(order))


def test_that_it_is_no_verdict_stays_on_screen(tab):
    line = labels_with(tab, EN.text("learn.incident.no_verdict.short"))[0]

    for value in (0, tab.full.verticalScrollBar().maximum()):
        tab.full.verticalScrollBar().setValue(value)
        settle()
        assert line.isVisible()
        assert not line.visibleRegion().isEmpty()


def test_an_option_is_tried_with_the_keyboard_and_keeps_it(tab):
    box = tab.findChild(QComboBox, "incident-option-table2.3")
    assert "Held by: Not settled" in told_of(tab, BACKUP)
    box.setFocus()

    while box.currentData() != "b":
        QTest.keyClick(box, Qt.Key.Key_Up)
    settle()

    assert QApplication.focusWidget() is box
    assert tab.findChild(QComboBox, "incident-option-table2.3") is box
    assert "Held by: Provider" in told_of(tab, BACKUP)


def test_another_kind_is_shown_from_its_top(tab):
    tab.full.verticalScrollBar().setValue(500)

    tab.choose("ddos")
    settle()

    assert tab.full.verticalScrollBar().value() == 0


def test_another_basis_keeps_the_place_on_the_page(sample):
    _, tab = sample
    bar = tab.full.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before = bar.value()

    button(tab, "incident-basis.paas").click()
    settle()

    assert bar.value() == pytest.approx(before, abs=200)


def test_how_it_spreads_is_a_picture_that_says_the_way_in_words(tab):
    picture = tab.findChild(DrawingView, "incident-spread")

    assert picture.accessibleName() == (
        "How it can spread: cloud hosts → services and applications → data → end users → partners"
    )
    assert picture.height() > 100
    image = picture.grab().toImage()
    colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(image.height())}
    assert len(colours) > 3


# --- the open assessment ---------------------------------------------------------------------


def test_the_open_assessment_judges_and_leads_to_question_and_division(sample):
    window, tab = sample
    assert "Held by: Shared" in told_of(tab, BACKUP)

    button(tab, f"incident-question-{BACKUP}").click()
    assert window.session_pages.shown == "questions"
    assert window.session_pages.question_presenter.question_id == "OS.8-Q1"

    learn(window)
    button(tab, f"incident-division-{BACKUP}").click()
    settle()
    assert window.session_pages.shown == "division"
    ledger = window.session_pages.division._ledger_tab
    assert ledger._table.current_id() == BACKUP


def test_what_changed_in_the_assessment_is_shown_when_the_step_is_opened_again(sample):
    window, tab = sample
    agreed = AgreedOption(negotiation_id="table2.3", option="b", known_by=100)
    window.session_pages.session.agree("table2.3", agreed)

    learn(window)

    assert "Held by: Provider" in told_of(tab, BACKUP)


def test_a_duty_leads_to_what_other_models_say_of_it(tab, window):
    button(tab, "incident-basis.paas").click()
    settle()

    button(tab, f"incident-compare-{BACKUP}").click()
    settle()

    assert window.learn_pages.page.current() == "compare"
    table = window.learn_pages.page.findChild(QTableView, "compare-rows")
    assert table.current_id() == BACKUP
    assert window.learn_pages._compare._model.value == "paas"
    assert QApplication.focusWidget() is table


def test_hostile_names_are_plain_text(window):
    assessment = load_sample(Language.EN)
    service = replace(assessment.service, name=WORDS)
    assessment = replace(assessment, service=service, organisation=WORDS)
    window.open_assessment(window._store.create(assessment))

    tab = learn(window)

    assert labels_with(tab.full, WORDS)
    assert taken_for_markup(tab) == []


def test_everything_is_reached_by_keyboard_alone(sample, monkeypatch):
    window = sample[0]
    asked = []
    monkeypatch.setattr(dialogs, "ask_save_path", lambda *given: asked.append(given))
    window.learn_pages.focus_first()
    reached = []
    for _ in range(60):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        settle()
        part = QApplication.focusWidget()
        name = part.objectName()
        if name in reached or name.startswith("step."):
            break
        reached.append(name)
        if name == "incident-find":
            QTest.keyClicks(part, "ransomware")
        elif name == "incident-rows":
            QTest.keyClick(part, Qt.Key.Key_Down)
        elif name == "incident-print":
            QTest.keyClick(part, Qt.Key.Key_Space)

    first = ["incident-find", "incident-model", "incident-category", "incident-rows"]
    assert [name for name in reached if name in first] == first
    acts = ("question", "division", "compare")
    wanted = [*first, "incident-print", "incident-basis.own"]
    wanted += [f"incident-{act}-{BACKUP}" for act in acts]
    assert set(wanted) <= set(reached)
    assert reached.index("incident-print") < reached.index(f"incident-question-{BACKUP}")
    assert len(asked) == 1


# --- printing --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["sheet.pdf", "sheet.docx"])
def test_the_worksheet_is_printed_with_the_service_and_its_division(
    qtbot, sample, tmp_path, monkeypatch, name
):
    window, tab = sample
    path = tmp_path / name
    monkeypatch.setattr(dialogs, "ask_save_path", lambda *_: path)

    button(tab, "incident-print").click()
    qtbot.waitUntil(path.exists, timeout=20000)
    qtbot.waitUntil(lambda: bool(labels_with(window, f"Saved: {name}")), timeout=20000)

    if path.suffix == ".pdf":
        words = " ".join(page.extract_text() for page in PdfReader(path).pages)
    else:
        document = docx.Document(str(path))
        cells = (c.text for t in document.tables for row in t.rows for c in row.cells)
        words = " ".join([*(p.text for p in document.paragraphs), *cells])
    words = " ".join(words.split())
    service = window.session_pages.session.assessment.service.name
    for wanted in (service, "This service's own division", "no legal opinion", "cloud hosts"):
        assert wanted in words


def test_nothing_is_printed_when_no_file_is_chosen(tab, monkeypatch):
    monkeypatch.setattr(dialogs, "ask_save_path", lambda *_: None)

    button(tab, "incident-print").click()

    assert tab.isVisible()
