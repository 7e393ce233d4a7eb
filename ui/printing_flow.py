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
        self._made: Path | None = None
        self.page = PrintingPage()
        self.presenter = PrintingPresenter(session, catalog, self.page)
        self.page.reader_chosen.connect(self.presenter.use_reader)
        self.page.form_chosen.connect(self.presenter.use_form)
        self.page.language_chosen.connect(self.presenter.use_language)
        self.page.voice_chosen.connect(self.presenter.use_voice)
        self.page.auditor_left_out.connect(self.presenter.leave_out_auditor)
        self.page.observations_apart.connect(self.presenter.set_observations_apart)
        self.page.create_requested.connect(self._ask_path)
        self.page.cancel_requested.connect(self.stop)
        self.page.open_requested.connect(lambda: self._show_made(folder=False))
        self.page.folder_requested.connect(lambda: self._show_made(folder=True))
        self.page.save_file_requested.connect(self._ask_file_path)
        self.page.package_requested.connect(
            lambda: window.exchange.hand_out(session, self.presenter.file_name())
        )

    def use_catalog(self, catalog: Catalog) -> None:
        """Say what comes from now on in another language."""
        self._catalog = catalog

    def stop(self) -> None:
        """Stop what is still being made."""
        if self._task is not None:
            self._task.stop()

    def create(self, path: Path) -> None:
        """Make what was chosen beside the window, which stays usable."""
        order = self.presenter.order()

        def work(task: Task) -> tuple[Path, ...]:
            try:
                order.write(path, task.progress)
            except Cancelled:
                return ()
            return order.files(path)

        self._task = Task(work, self._window)
        self._task.progressed.connect(self.page.show_progress)
        self._task.succeeded.connect(self._on_made)
        self._task.failed.connect(self._on_failed)
        self._task.crashed.connect(self._on_crashed)
        self.page.show_working(self._catalog.text("printing.working", file=path.name))
        self._task.start()

    def _ask_path(self) -> None:
        say = self._catalog.text
        name = self.presenter.report_name()
        title, kinds = say("printing.file.title"), say(f"printing.file.{self.presenter.form}")
        path = dialogs.ask_save_path(self._window, title, name, kinds)
        if path is not None:
            self.create(path)

    def _on_made(self, files: tuple[Path, ...]) -> None:
        self._task = None
        if not files:
            self.page.show_ended(self._catalog.text("printing.cancelled"))
            return
        self._made = files[0]
        names = dict(zip(("file", "other"), (file.name for file in files), strict=False))
        key = "printing.done" if len(files) == 1 else "printing.done.two"
        self.page.show_done(self._catalog.text(key, **names))

    def _on_failed(self, error: AppError) -> None:
        self._task = None
        why = self._catalog.explain(error)
        self.page.show_ended(self._catalog.text("printing.failed", why=why))
        self._window.report_error(error)

    def _on_crashed(self, bug: Exception) -> None:
        self._task = None
        self.page.show_ended(self._catalog.text("printing.crashed"))
        raise bug

    def _show_made(self, *, folder: bool) -> None:
        if self._made is not None:
            shown = self._made.parent if folder else self._made
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
