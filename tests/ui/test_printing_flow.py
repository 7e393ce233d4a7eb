"""The report page in the real window: what is made beside it, ended, and what goes wrong."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from model.errors import OutputError
from model.exports.forms import offered
from model.language import Language
from model.settings import Settings, Theme
from tests.ui.pages.helpers import settle
from ui import dialogs
from ui.app import make_app, make_window
from ui.presenters.printing_presenter import PrintingOrder


@pytest.fixture(scope="module")
def program(qapp):
    return make_app()


@pytest.fixture
def flow(qtbot, program, tmp_path_factory):
    folder = tmp_path_factory.mktemp("workspace")
    window = make_window(program, folder, Settings(theme=Theme.LIGHT), Language.EN)
    qtbot.addWidget(window)
    window.show()
    window.open_sample()
    window.show_step("printing")
    settle()
    return window.session_pages.printing


def result(flow):
    return flow.page.findChild(QLabel, "result").text()


def wait_until_idle(qtbot, flow):
    create = flow.page.findChild(QPushButton, "create")
    qtbot.waitUntil(lambda: create.isEnabled() and bool(result(flow)), timeout=20000)


@pytest.mark.parametrize("form", ["pdf", *offered()])
def test_what_is_chosen_is_made_and_offered(qtbot, flow, tmp_path, monkeypatch, form):
    asked = []

    def choose(_parent, _title, name, kinds):
        asked.append((name, kinds))
        return tmp_path / name

    monkeypatch.setattr(dialogs, "ask_save_path", choose)
    flow.page.findChild(QPushButton, f"form.{form}").click()

    flow.page.findChild(QPushButton, "create").click()
    wait_until_idle(qtbot, flow)

    [(name, kinds)] = asked
    assert (tmp_path / name).stat().st_size > 500
    assert name in result(flow)
    assert f"*{(tmp_path / name).suffix})" in kinds


def test_nothing_is_made_where_no_name_was_chosen(flow, monkeypatch):
    monkeypatch.setattr(dialogs, "ask_save_path", lambda *_: None)

    flow.page.findChild(QPushButton, "create").click()

    assert flow.page.findChild(QPushButton, "create").isEnabled()
    assert result(flow) == ""


@pytest.mark.parametrize("form", ["pdf", *offered()])
def test_what_is_cancelled_leaves_no_file_and_says_so(qtbot, flow, tmp_path, monkeypatch, form):
    begun, go_on = threading.Event(), threading.Event()
    plain = PrintingOrder.data

    def slow(order):
        begun.set()
        assert go_on.wait(20)
        return plain(order)

    monkeypatch.setattr(PrintingOrder, "data", slow)
    flow.presenter.use_form(form)
    path = tmp_path / f"made{flow.presenter.order().ending}"
    path.write_bytes(b"older")

    flow.create(path)
    assert begun.wait(20)
    flow.stop()
    go_on.set()
    wait_until_idle(qtbot, flow)

    assert result(flow) == "Cancelled. No file was left."
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == b"older"


def test_what_cannot_be_written_says_why_and_leaves_nothing(qtbot, flow, tmp_path):
    flow.presenter.use_form("csv")

    flow.create(tmp_path / "gone" / "plan.csv")
    wait_until_idle(qtbot, flow)

    assert str(tmp_path / "gone") in result(flow)
    assert list(tmp_path.iterdir()) == []


def test_the_window_goes_on_while_something_is_made(qtbot, flow, tmp_path, monkeypatch):
    go_on, threads = threading.Event(), []

    def wait(_order, _path, _progress):
        threads.append(threading.get_ident())
        assert go_on.wait(20)
        raise OutputError("error.disk_full", file="plan.pdf")

    monkeypatch.setattr(PrintingOrder, "write", wait)
    flow.create(tmp_path / "plan.pdf")
    qtbot.waitUntil(lambda: bool(threads), timeout=20000)

    flow.page.findChild(QPushButton, "reader.board").click()
    assert flow.presenter.order().options.reader == "board"
    assert not flow.page.findChild(QPushButton, "create").isEnabled()
    go_on.set()
    wait_until_idle(qtbot, flow)

    assert threads != [threading.get_ident()]
