"""From the report page to the files: the page, its presenter, and the work beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from model.errors import AppError
from model.progress import Cancelled
from ui import dialogs
from ui.pages.printing_page import PrintingPage
from ui.presenters.printing_presenter import PrintingPresenter
from ui.tasks import Task

if TYPE_CHECKING:
    from pathlib import Path

    from model.i18n import Catalog
    from model.session import AssessmentSession
    from ui.main_window import MainWindow


class PrintingFlow:
    """Everything that the report page of one open assessment does."""

    def __init__(self, window: MainWindow, session: AssessmentSession, catalog: Catalog) -> None:
        self._window = window
        self._catalog = catalog
        self._task: Task | None = None
        self._report: Path | None = None
        self.page = PrintingPage()
        self.presenter = PrintingPresenter(session, catalog, self.page)
        self.page.language_chosen.connect(self.presenter.use_language)
        self.page.voice_chosen.connect(self.presenter.use_voice)
        self.page.auditor_left_out.connect(self.presenter.leave_out_auditor)
        self.page.observations_apart.connect(self.presenter.set_observations_apart)
        self.page.create_requested.connect(self._ask_report_path)
        self.page.cancel_requested.connect(self.stop)
        self.page.open_requested.connect(lambda: self._show_report(folder=False))
        self.page.folder_requested.connect(lambda: self._show_report(folder=True))
        self.page.save_file_requested.connect(self._ask_file_path)
        self.page.package_requested.connect(
            lambda: window.exchange.hand_out(session, self.presenter.file_name())
        )

    def use_catalog(self, catalog: Catalog) -> None:
        """Say what comes from now on in another language."""
        self._catalog = catalog

    def stop(self) -> None:
        """Stop a report that is still being written."""
        if self._task is not None:
            self._task.stop()

    def write_report(self, path: Path) -> None:
        """Write the report beside the window, which stays usable."""
        data, words = self.presenter.work()

        def work(task: Task) -> Path | None:
            from model.reporting.plan_report import write_report  # noqa: PLC0415  slow to import

            try:
                write_report(data, words, path, task.progress)
            except Cancelled:
                return None
            return path

        self._task = Task(work, self._window)
        self._task.progressed.connect(self.page.show_progress)
        self._task.succeeded.connect(self._on_report)
        self._task.failed.connect(self._on_report_failed)
        self._task.crashed.connect(self._on_report_crashed)
        self.page.show_working(self._catalog.text("printing.working"))
        self._task.start()

    def _ask_report_path(self) -> None:
        say = self._catalog.text
        name = f"{self.presenter.file_name()}.pdf"
        title, kinds = say("printing.file.title"), say("printing.file.filter")
        path = dialogs.ask_save_path(self._window, title, name, kinds)
        if path is not None:
            self.write_report(path)

    def _on_report(self, path: Path | None) -> None:
        self._task = None
        self._report = path
        if path is None:
            self.page.show_ended(self._catalog.text("printing.cancelled"))
        else:
            self.page.show_done(self._catalog.text("printing.done", file=path.name))

    def _on_report_failed(self, error: AppError) -> None:
        self._task = None
        self.page.show_ended("")
        self._window.report_error(error)

    def _on_report_crashed(self, bug: Exception) -> None:
        self._task = None
        self.page.show_ended("")
        raise bug

    def _show_report(self, *, folder: bool) -> None:
        if self._report is not None:
            shown = self._report.parent if folder else self._report
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(shown)))

    def _ask_file_path(self) -> None:
        say = self._catalog.text
        name = f"{self.presenter.file_name()}.json"
        title, kinds = say("printing.save_file"), say("printing.save_file.filter")
        path = dialogs.ask_save_path(self._window, title, name, kinds)
        if path is None:
            return
        try:
            self.presenter.save_file(path)
        except AppError as error:
            self._window.report_error(error)
            return
        self._window.report_note("printing.save_file.done", file=path.name)
