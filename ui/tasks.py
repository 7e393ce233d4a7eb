"""Slow work away from the window: PDF reports, reading content. Nothing else uses threads."""

from __future__ import annotations

import gc
import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from model.errors import AppError
from model.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable


def beside(
    parent: QObject,
    work: Callable[[], object],
    done: Callable[[object], None],
    failed: Callable[[AppError], None],
) -> Task:
    """Begin slow work and return it; keep what is returned until it has ended.

    Args:
        parent: lives as long as the work may run.
        work: as for `Task`.
        done: gets what the work returns.
        failed: gets what is wrong; a bug is raised on the thread of the window.
    """
    task = Task(lambda _task: work(), parent)
    task.succeeded.connect(done)
    task.failed.connect(failed)
    task.crashed.connect(_raise)
    task.start()
    return task


def _raise(bug: Exception) -> None:
    raise bug


TURN_SECONDS = 0.0005
"""How long a thread works at most before the window gets its turn, while there is slow work."""


class _Courtesy:
    """Lets the window have its turn often while there is slow work.

    The search for unused objects stops every thread while it lasts, and a large report makes
    so many objects that each search is a pause that people feel: it is held off. What is
    unused meanwhile is found soon after; that is little, as most of it is freed without a
    search. To lay out a page, the window needs its turn many times; the usual turn of 5 ms
    for the work adds up to a pause, a shorter one does not.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._working = 0
        self._usual = sys.getswitchinterval()

    def __enter__(self) -> None:
        with self._lock:
            self._working += 1
            gc.disable()
            sys.setswitchinterval(TURN_SECONDS)

    def __exit__(self, *_raised: object) -> None:
        with self._lock:
            self._working -= 1
            if not self._working:
                gc.enable()
                sys.setswitchinterval(self._usual)


_COURTESY = _Courtesy()


class Task(QObject):
    """One piece of slow work. Its signals arrive on the thread of the window.

    The work gets everything it needs as immutable arguments: it never sees the session,
    the database connection of the window, or a widget.
    """

    progressed = Signal(float)
    succeeded = Signal(object)
    failed = Signal(AppError)
    crashed = Signal(Exception)

    def __init__(self, work: Callable[[Task], object], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._stopped = False
        self._told = -1

    def start(self) -> None:
        """Begin, and return at once."""
        QThreadPool.globalInstance().start(QRunnable.create(self._run))

    def stop(self) -> None:
        """Ask the work to end; it does so at its next look at `is_stopped`."""
        self._stopped = True

    def is_stopped(self) -> bool:
        """Say whether the work was asked to end."""
        return self._stopped

    @property
    def progress(self) -> Progress:
        """Return what the work tells its progress to."""
        return Progress(tell=self._tell, is_stopped=self.is_stopped)

    def _tell(self, share: float) -> None:
        """Tell each hundredth once: the window has to take every signal in."""
        hundredths = int(share * 100)
        if hundredths != self._told:
            self._told = hundredths
            self.progressed.emit(share)

    def _run(self) -> None:
        try:
            with _COURTESY:
                result = self._work(self)
        except AppError as error:
            self.failed.emit(error)
        except Exception as bug:  # noqa: BLE001  a thread has no one above it to report to
            self.crashed.emit(bug)
        else:
            self.succeeded.emit(result)
