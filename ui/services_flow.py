"""The tab of several services, joined with its presenter; other services are read beside it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from shiboken6 import isValid

from model.clock import now
from model.storage.assessments import AssessmentStore
from ui.pages.services_tab import ServicesTab
from ui.presenters.other_services import OtherServices, Wanted, other_services
from ui.presenters.services_presenter import ServicesPresenter
from ui.tasks import Task

if TYPE_CHECKING:
    from pathlib import Path

    from model.errors import AppError
    from model.i18n import Catalog
    from model.session import AssessmentSession
    from ui.main_window import MainWindow


class ServicesFlow:
    """Everything that the tab of one open assessment does; nothing of it is kept."""

    def __init__(
        self,
        window: MainWindow,
        store: AssessmentStore,
        session: AssessmentSession,
        catalog: Catalog,
    ) -> None:
        self._window = window
        self._folder = store.folder
        self._task: Task | None = None
        self.tab = ServicesTab()
        self.presenter = ServicesPresenter(
            session, catalog, self.tab, window.report_error, self._look_for
        )
        self.tab.ticked.connect(self._on_ticked)
        self.tab.weighed.connect(self.presenter.weigh)
        self.tab.choice_made.connect(self.presenter.look_at)
        self.tab.requested.connect(lambda _name, _row: self.presenter.tick_all())

    def _on_ticked(self, assessment_id: str, is_ticked: bool) -> None:
        self.presenter.tick(assessment_id, is_ticked=is_ticked)

    def _look_for(self, wanted: Wanted) -> None:
        """Read beside the window; what an earlier look still finds is not shown."""
        program = QCoreApplication.instance()
        assert program is not None  # noqa: S101  a tab cannot exist without one
        if self._task is not None:
            self._task.stop()
        folder = self._folder
        task = Task(lambda running: _read(folder, wanted, running), program)  # may outlive this
        task.succeeded.connect(lambda found: self._end(task, found))
        task.failed.connect(lambda error: self._end(task, OtherServices(), error))
        task.crashed.connect(lambda bug: self._crash(task, bug))
        self._task = task
        task.start()

    def _end(self, task: Task, found: OtherServices, error: AppError | None = None) -> None:
        task.deleteLater()
        if task is not self._task or not isValid(self.tab):
            return
        self._task = None
        self.presenter.show_found(found)
        if error is not None:
            self._window.report_error(error)

    def _crash(self, task: Task, bug: Exception) -> None:
        task.deleteLater()
        raise bug


def _read(folder: Path, wanted: Wanted, task: Task) -> OtherServices:
    with closing(AssessmentStore.open(folder, now)) as store:  # a connection has its own thread
        return other_services(store, wanted, task.is_stopped)
