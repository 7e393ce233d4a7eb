"""What if we moved, in the window: tried by mouse and keyboard, copied, never saved."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QTableView

from model.language import Language
from model.settings import Settings, Theme
from tests.ui.pages.helpers import labels_with, settle, taken_for_markup
from tests.ui.presenters.fakes import EN, ZH, Listener
from ui.app import make_app, make_window
from ui.moving_flow import MovingFlow
from ui.pages.tabs_page import TabsPage
from ui.widgets.message_bar import MessageBar


@pytest.fixture(scope="module")
def program(qapp):
    return make_app()


def open_sample(qtbot, program, folder, size=100):
    made = make_window(program, folder, Settings(theme=Theme.LIGHT, text_size=size), Language.EN)
    qtbot.addWidget(made)
    made.show()
    made.open_sample()
    return made


def put_into(window):
    made = MovingFlow(window, window.session_pages.session, EN)
    page = TabsPage("division", ("moving",))
    page.add_tab("moving", made.tab)
    window._pages.addWidget(page)
    window._pages.setCurrentWidget(page)
    made.presenter.refresh()
    settle()
    return made


@pytest.fixture
def window(qtbot, program, tmp_path):
    return open_sample(qtbot, program, tmp_path)


@pytest.fixture
def flow(window):
    return put_into(window)


def button(flow, name):
    return flow.tab.findChild(QPushButton, name)


def combo(flow, name):
    return flow.tab.findChild(QComboBox, f"moving-{name}")


def texts(flow):
    return " ".join(made.text() for made in flow.tab.findChildren(QLabel))


def choose(flow, name, data):
    made = combo(flow, name)
    made.setCurrentIndex(made.findData(data))
    made.activated.emit(made.currentIndex())


def test_another_model_is_chosen_and_the_list_follows(flow):
    table = flow.tab.findChild(QTableView, "moving-rows")
    before = table.model().rowCount()
    button(flow, "moving-model.saas").click()

    assert table.model().rowCount() > before
    assert "Leave you (16)" in button(flow, "moving-look-leaving").text()
    button(flow, "moving-look-requests").click()
    assert table.model().headerData(1, Qt.Orientation.Horizontal) == "What to ask for"


def test_an_option_is_tried_and_asks_how_it_would_be_known(flow):
    assert combo(flow, "table2.5.known_by").isHidden()
    choose(flow, "table2.5", "b")

    assert combo(flow, "table2.5").currentText().startswith("The provider supplies the logs, and")
    assert not combo(flow, "table2.5.known_by").isHidden()
    assert combo(flow, "table2.5.known_by").currentData() == 100
    choose(flow, "table2.5.known_by", 0)
    assert combo(flow, "table2.5.known_by").currentData() == 0
    button(flow, "moving-again").click()
    assert combo(flow, "table2.5.known_by").isHidden()


def test_trying_changes_nothing_that_is_kept(flow, window, tmp_path):
    session = window.session_pages.session
    before, told = session.assessment, Listener(session.changed)
    history = len(session.history())
    button(flow, "moving-model.saas").click()
    choose(flow, "table2.4", "none")

    assert session.assessment is before
    assert told.heard == []
    assert len(session.history()) == history


def test_a_combo_keeps_the_focus_while_its_choice_is_shown(flow):
    combo(flow, "table2.5").setFocus()
    choose(flow, "table2.5", "b")

    assert combo(flow, "table2.5").hasFocus()


def test_the_result_is_copied_as_text(flow, window):
    button(flow, "moving-copy").click()

    assert QGuiApplication.clipboard().text() == flow.presenter.text()
    assert labels_with(window.findChild(MessageBar), EN.text("whatif.copied"))


def test_numbers_stand_now_and_then_with_words(flow):
    shown = texts(flow)

    assert "Share carried" in shown
    assert "→ 42" in shown
    assert "higher by 1" in shown


def test_every_control_has_a_name_and_no_text_is_taken_for_markup(flow):
    controls = [*flow.tab.findChildren(QComboBox), *flow.tab.findChildren(QTableView)]

    assert all(made.accessibleName() for made in controls)
    assert all(made.text() for made in flow.tab.findChildren(QPushButton) if made.isVisible())
    assert taken_for_markup(flow.tab) == []


@pytest.mark.parametrize("width", [880, 1400])
def test_nothing_runs_out_at_the_side_with_the_largest_text(qtbot, program, tmp_path, width):
    window = open_sample(qtbot, program, tmp_path, size=200)
    window.resize(width, 620)
    flow = put_into(window)
    inside, room = flow.tab.widget(), flow.tab.viewport().width()

    assert flow.tab.isVisible()
    assert inside.width() <= room
    fields = [made for made in flow.tab.findChildren(QComboBox) if made.isVisible()]
    assert fields
    assert all(made.mapTo(inside, made.rect().topRight()).x() < room for made in fields)


def test_an_option_too_long_for_its_field_is_said_in_full_below_it(qtbot, program, tmp_path):
    window = open_sample(qtbot, program, tmp_path, size=200)
    window.resize(880, 620)
    flow = put_into(window)
    whole = combo(flow, "table2.5").currentText()
    assert [made for made in labels_with(flow.tab, whole) if made.isVisible()]

    short = combo(flow, "table2.6").currentText()
    assert not [made for made in labels_with(flow.tab, short) if made.isVisible()]


def test_the_tab_goes_on_in_another_language(flow):
    flow.presenter.use_catalog(ZH)
    flow.presenter.refresh()

    assert "换成" in texts(flow)
    assert "要向服务商要的" in button(flow, "moving-look-requests").text()
