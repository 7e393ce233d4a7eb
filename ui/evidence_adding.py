"""Files that become evidence: copied one by one beside the window, none lost on closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from shiboken6 import isValid

from ui.pages.waiting_dialog import WaitingDialog
from ui.presenters.evidence_rules import Stored, store_files
from ui.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from model.storage.evidence import EvidenceFolder


class FileAdder(QObject):
    """Copies files in their order; `stored` tells each as soon as it is whole."""

    stored = Signal(Stored)
    rested = Signal()

    def __init__(self, folder: EvidenceFolder, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder
        self._paths: list[Path] = []
        self._task: Task | None = None
        self._number = self._total = 0

    @property
    def is_busy(self) -> bool:
        """Say whether a file is being copied, or waits for it."""
        return self._task is not None

    @property
    def progress(self) -> tuple[int, int]:
        """Return which file is being copied, counted from 1, and of how many."""
        return self._number, self._total

    def add(self, paths: Iterable[Path]) -> None:
        """Copy some files after those that wait already."""
        added = list(paths)
        self._paths += added
        self._total += len(added)
        if not self.is_busy:
            self._go_on()

    def stop(self) -> None:
        """Copy no more, and forget the file that is being copied; those before it stay."""
        self._paths.clear()
        if self._task is not None:
            self._task = None
            self._rest()

    def _go_on(self) -> None:
        if not self._paths:
            self._rest()
            return
        self._number += 1
        path, folder = self._paths.pop(0), self._folder
        task = Task(lambda _: store_files(folder, [path]), _program())  # it may outlive this
        task.succeeded.connect(lambda stored: self._on_stored(task, stored))
        task.crashed.connect(lambda bug: self._on_crash(task, bug))
        self._task = task
        task.start()

    def _on_stored(self, task: Task, stored: object) -> None:
        if self._is_current(task):
            self.stored.emit(stored)
            self._go_on()

    def _on_crash(self, task: Task, bug: Exception) -> None:
        if self._is_current(task):
            self._go_on()
            raise bug

    def _is_current(self, task: Task) -> bool:
        task.deleteLater()
        if not isValid(self) or task is not self._task:
            return False
        self._task = None
        return True

    def _rest(self) -> None:
        self._number = self._total = 0
        self.rested.emit()


def wait_for(adder: FileAdder, say: Callable[..., str], parent: QWidget) -> None:
    """Return once every file is added, or the user does not want to wait any more.

    Args:
        adder: what copies them.
        say: words of the area "evidence".
        parent: the window that is held meanwhile.
    """
    if not adder.is_busy:
        return
    dialog = WaitingDialog(say("waiting.title"), say("waiting.stop"), parent)

    def show() -> None:
        number, total = adder.progress
        dialog.show_text(say("waiting.text", number=number, total=total))

    adder.stored.connect(show)
    adder.rested.connect(dialog.accept)
    dialog.stopped.connect(adder.stop)
    show()
    dialog.exec()
    adder.stored.disconnect(show)
    dialog.deleteLater()


def _program() -> QCoreApplication:
    program = QCoreApplication.instance()
    assert program is not None  # noqa: S101  a page cannot exist without one
    return program
