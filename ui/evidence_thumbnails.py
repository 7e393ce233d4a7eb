"""Small pictures of evidence files, read beside the window: only those that are on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QSize
from PySide6.QtGui import QImage
from shiboken6 import isValid

from model.errors import StorageError
from ui.tasks import Task
from ui.widgets.picture import read_picture

if TYPE_CHECKING:
    from model.storage.evidence import EvidenceFolder
    from ui.pages.evidence_page import EvidencePage


class Thumbnails(QObject):
    """Reads one picture after another; what is scrolled away before its turn is left out."""

    def __init__(self, page: EvidencePage, folder: EvidenceFolder) -> None:
        super().__init__(page)
        self._page = page
        self._folder = folder
        self._wanted: list[str] = []
        self._side = 0
        self._is_reading = False
        page.thumbnails_wanted.connect(self._on_wanted)

    @property
    def is_busy(self) -> bool:
        """Say whether a picture is being read."""
        return self._is_reading

    def stop(self) -> None:
        """Read no more of them."""
        self._wanted.clear()

    def _on_wanted(self, wanted: list[str], side: int) -> None:
        """Take what is on screen now, and forget what was."""
        self._wanted, self._side = list(wanted), side
        if not self._is_reading:
            self._go_on()

    def _go_on(self) -> None:
        program, side, folder = QCoreApplication.instance(), self._side, self._folder
        if not self._wanted or program is None:
            return
        sha256 = self._wanted.pop(0)
        task = Task(lambda _: _read(folder, sha256, side), program)  # it may outlive the page
        task.succeeded.connect(lambda image: self._end(task, sha256, image))
        task.crashed.connect(lambda bug: self._crash(task, sha256, bug))
        self._is_reading = True
        task.start()

    def _end(self, task: Task, sha256: str, image: object) -> None:
        task.deleteLater()
        if not isValid(self):
            return
        self._is_reading = False
        self._page.show_thumbnail(sha256, image if isinstance(image, QImage) else None)
        if sha256 in self._wanted:
            self._wanted.remove(sha256)
        self._go_on()

    def _crash(self, task: Task, sha256: str, bug: Exception) -> None:
        self._end(task, sha256, None)
        raise bug


def _read(folder: EvidenceFolder, sha256: str, side: int) -> QImage | None:
    """Return the picture in a file; None where there is none, or it is not what it was."""
    try:
        return read_picture(folder.read(sha256), QSize(side, side))
    except StorageError:
        return None
