"""Several services in the window: read beside it, ticked, compared."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QTableView

from model.assessment import CloudService
from model.errors import StorageError
from model.language import Language
from model.library import load_sample
from model.responsibility import ServiceModel
from model.settings import Settings, Theme
from tests.ui.pages.helpers import WORDS, labels_with, settle, taken_for_markup
from tests.ui.presenters.fakes import EN
from ui import services_flow
from ui.app import make_app, make_window
from ui.pages.tabs_page import TabsPage
from ui.presenters.other_services import other_services
from ui.services_flow import ServicesFlow
from ui.widgets.message_bar import MessageBar


@pytest.fixture(scope="module")
def program(qapp):
    return make_app()


@pytest.fixture
def window(qtbot, program, tmp_path):
    made = make_window(program, tmp_path, Settings(theme=Theme.LIGHT), Language.EN)
    qtbot.addWidget(made)
    made.show()
    made.open_sample()
    return made


def add(window, name, model="saas"):
    service = CloudService(name=name, provider="aws", model=ServiceModel(model))
    made = replace(load_sample(Language.EN), service=service, origin="", claims={})
    return window._store.create(made)


def put_into(window):
    made = ServicesFlow(window, window._store, window.session_pages.session, EN)
    page = TabsPage("division", ("services",))
    page.add_tab("services", made.tab)
    window._pages.addWidget(page)
    window._pages.setCurrentWidget(page)
    return made


@pytest.fixture
def flow(window):
    return put_into(window)


def read(qtbot, flow):
    flow.presenter.refresh()
    qtbot.waitUntil(lambda: flow._task is None, timeout=5000)
    settle()


def table(flow):
    return flow.tab.findChild(QTableView, "services-rows")


def headings(flow):
    model = table(flow).model()
    columns = range(1, model.columnCount())
    return [model.headerData(at, Qt.Orientation.Horizontal).split("\n")[0] for at in columns]


def test_an_organisation_with_one_service_reads_why_there_is_nothing(qtbot, flow):
    flow.presenter.refresh()
    assert labels_with(flow.tab, EN.text("services.loading"))
    read(qtbot, flow)

    assert labels_with(flow.tab, "has no other service that can be compared")
    assert table(flow).isHidden()


def test_other_services_stand_beside_the_open_one(qtbot, window, flow):
    add(window, "Mail")
    read(qtbot, flow)

    assert headings(flow) == ["Online shop", "Mail"]
    assert table(flow).model().rowCount() > 20


def test_a_heading_of_a_category_is_bold_and_runs_over_all_columns(qtbot, window, flow):
    add(window, "Mail")
    read(qtbot, flow)
    model = table(flow).model()
    bold = [
        row
        for row in range(model.rowCount())
        if (font := model.index(row, 0).data(Qt.ItemDataRole.FontRole)) is not None and font.bold()
    ]

    assert bold[0] == 0
    assert {table(flow).columnSpan(row, 0) for row in bold} == {3}
    assert table(flow).columnSpan(1, 0) == 1
    flow.tab.findChild(QPushButton, "services-look-nowhere").click()
    assert table(flow).columnSpan(1, 0) == 1


def test_a_service_is_ticked_off_by_keyboard_and_back(qtbot, window, flow):
    mail = add(window, "Mail")
    add(window, "Files", "paas")
    read(qtbot, flow)
    box = flow.tab.findChild(QCheckBox, f"services-{mail}")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert sorted(headings(flow)) == ["Files", "Online shop"]
    assert box.hasFocus()

    QTest.keyClick(box, Qt.Key.Key_Space)
    assert "Mail" in headings(flow)


def test_the_importance_of_a_service_moves_the_joint_share(qtbot, window, flow):
    mail = add(window, "Mail")
    read(qtbot, flow)
    before = labels_with(flow.tab, "Combined share carried")[0].text()
    importance = flow.tab.findChild(QComboBox, f"services-{mail}.importance")
    importance.setFocus()
    QTest.keyClick(importance, Qt.Key.Key_Down)

    assert importance.currentText() == "3"
    assert importance.hasFocus()
    assert labels_with(flow.tab, "Combined share carried")[0].text() != before


def test_a_long_name_makes_nothing_wider_than_the_tab(qtbot, window, flow):
    add(window, "Customer records " * 7)
    window.resize(880, 620)
    read(qtbot, flow)

    assert flow.tab.widget().width() <= flow.tab.viewport().width()


def test_all_of_many_services_are_compared_with_one_button(qtbot, window, flow):
    for number in range(6):
        add(window, f"S{number}")
    read(qtbot, flow)
    assert len(headings(flow)) == 4

    flow.tab.findChild(QPushButton, "services-all").click()
    assert len(headings(flow)) == 7


def test_other_services_are_read_on_another_thread(qtbot, window, flow, monkeypatch):
    threads = []

    def watched(*args):
        threads.append(threading.current_thread())
        return other_services(*args)

    monkeypatch.setattr(services_flow, "other_services", watched)
    add(window, "Mail")
    read(qtbot, flow)

    assert threads
    assert threading.main_thread() not in threads


def test_only_the_last_of_several_looks_is_shown(qtbot, window, flow):
    add(window, "Mail")
    flow.presenter.refresh()
    add(window, "Files")
    read(qtbot, flow)

    assert sorted(headings(flow)) == ["Files", "Mail", "Online shop"]


def test_trouble_with_the_disk_is_said_above_the_page(qtbot, window, flow, monkeypatch):
    def fails(*_):
        raise StorageError("error.storage.disk_full", place="disk")

    monkeypatch.setattr(services_flow, "other_services", fails)
    read(qtbot, flow)

    message = EN.text("error.storage.disk_full", place="disk")
    assert labels_with(window.findChild(MessageBar), message)
    assert labels_with(flow.tab, "has no other service")


def test_a_window_that_is_closed_meanwhile_is_not_disturbed(qtbot, window, flow):
    add(window, "Mail")
    flow.presenter.refresh()
    task = flow._task
    window.close()

    with qtbot.waitSignal(task.destroyed, timeout=5000):
        pass


def test_hostile_names_are_shown_as_typed(qtbot, window, flow):
    add(window, WORDS[:110])
    read(qtbot, flow)

    assert taken_for_markup(flow.tab) == []
    boxes = flow.tab.findChildren(QCheckBox)
    assert all(made.accessibleName() for made in flow.tab.findChildren(QComboBox))
    assert any(box.accessibleName().startswith(WORDS[:110]) for box in boxes)
    assert all(box.accessibleName() for box in boxes)
