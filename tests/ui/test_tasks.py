from __future__ import annotations

import gc
import sys
import threading

import pytest
from PySide6.QtCore import QObject

from model.errors import OutputError
from ui.tasks import TURN_SECONDS, Task


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


def test_the_window_has_its_turn_often_while_work_runs_and_as_usual_afterwards(qtbot):
    owner, first_ends, both_run = QObject(), threading.Event(), threading.Barrier(3)
    usual = sys.getswitchinterval()

    def waits(_):
        both_run.wait(5)
        assert first_ends.wait(5)

    def fails(_):
        both_run.wait(5)
        raise ZeroDivisionError

    one, two = Task(waits, owner), Task(fails, owner)
    with qtbot.waitSignals([one.succeeded, two.crashed], timeout=5000):
        one.start()
        two.start()
        both_run.wait(5)
        assert not gc.isenabled()
        assert sys.getswitchinterval() == pytest.approx(TURN_SECONDS)
        first_ends.set()

    assert gc.isenabled()
    assert sys.getswitchinterval() == pytest.approx(usual)


def test_progress_is_told_once_for_each_hundredth(qtbot):
    owner, told = QObject(), []

    def work(task):
        for step in range(10_001):
            task.progress.reach(step / 10_000)

    task = Task(work, owner)
    task.progressed.connect(told.append)
    with qtbot.waitSignal(task.succeeded, timeout=5000):
        task.start()

    assert len(told) == 101
    assert (told[0], told[-1]) == (0, 1)
    assert told == sorted(told)
