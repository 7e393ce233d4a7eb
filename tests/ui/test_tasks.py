from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject

from model.errors import OutputError
from ui.tasks import Task


@pytest.fixture
def start(qtbot):
    owner = QObject()

    def start_it(work, signal):
        task = Task(work, owner)
        with qtbot.waitSignal(getattr(task, signal), timeout=5000) as told:
            task.start()
        return told.args[0]

    return start_it


def test_what_the_work_returns_is_told(start):
    assert start(lambda _: 42, "succeeded") == 42


def test_the_work_runs_beside_the_window(start):
    assert start(lambda _: threading.get_ident(), "succeeded") != threading.get_ident()


def test_trouble_the_user_can_act_on_is_told_as_such(start):
    def full_disk(_):
        raise OutputError("error.disk_full", file="plan.pdf")

    assert start(full_disk, "failed").key == "error.disk_full"


def test_a_bug_is_told_and_not_swallowed(start):
    def bug(_):
        raise ZeroDivisionError

    assert isinstance(start(bug, "crashed"), ZeroDivisionError)


def test_work_can_be_asked_to_end(qtbot):
    owner, begun = QObject(), threading.Event()

    def work(task):
        begun.set()
        while not task.is_stopped():
            pass
        return "ended"

    task = Task(work, owner)
    with qtbot.waitSignal(task.succeeded, timeout=5000) as told:
        task.start()
        assert begun.wait(5)
        task.stop()

    assert told.args == ["ended"]
