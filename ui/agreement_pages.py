"""The agreement page, joined with its tabs, their presenters and the open session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from shiboken6 import isValid

from model.agreement import agreement_document
from ui import dialogs
from ui.pages.list_tab import ListTab
from ui.pages.tabs_page import TabsPage
from ui.presenters.agreement_presenter import EDIT, SAVE_PDF, SAVE_WORD, SHOW, AgreementPresenter
from ui.provider_questions_flow import ProviderQuestionsFlow
from ui.tab_pages import TabPages
from ui.tasks import Task

if TYPE_CHECKING:
    from pathlib import Path

    from model.errors import AppError
    from model.i18n import Catalog
    from model.session import AssessmentSession
    from ui.main_window import MainWindow

ORDER = ("document", "questions")


class AgreementPages(TabPages):
    """Runs the tabs; files are written beside the window, which stays usable."""

    def __init__(self, window: MainWindow, session: AssessmentSession, catalog: Catalog) -> None:
        super().__init__(TabsPage("agreement", ORDER), "agreement", catalog)
        self._window = window
        self._session = session
        self._file: Path | None = None
        self._add_document()
        self._questions = ProviderQuestionsFlow(window, session, catalog)
        self.add_tab("questions", self._questions.tab, self._questions.presenter)
        self.page.show_words(catalog.messages("agreement"))

    def write(self, path: Path) -> None:
        """Write the document as PDF or Word, by the ending of its name."""
        session, edition = self._session, self._presenter.edition
        matrix, questionnaire, held = session.matrix, session.questionnaire, session.assessment

        def work(_task: Task) -> Path:
            from model.reporting.documents import write_document  # noqa: PLC0415  slow to import

            write_document(agreement_document(matrix, questionnaire, held), edition, path)
            return path

        task = Task(work, self._window)
        # Functions keep these pages alive until the work ends; a bound method does not.
        task.succeeded.connect(lambda written: self._finish(file=written))
        task.failed.connect(lambda error: self._finish(error=error))
        task.crashed.connect(lambda bug: self._finish(bug=bug))
        self._presenter.show_working()
        task.start()

    def _add_document(self) -> None:
        tab = ListTab("document")
        report = self._window.report_error
        self._presenter = AgreementPresenter(self._session, self._catalog, tab, report)
        tab.opened.connect(lambda _: self._edit())
        tab.choice_made.connect(self._presenter.use_edition)
        tab.requested.connect(lambda name, _: self._on_requested(name))
        self.add_tab("document", tab, self._presenter)

    def _on_requested(self, name: str) -> None:
        if name == EDIT:
            self._edit()
        elif name in (SAVE_PDF, SAVE_WORD):
            self._ask_path("pdf" if name == SAVE_PDF else "docx")
        elif name == SHOW and self._file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file)))

    def _edit(self) -> None:
        if not self._session.assessment.is_final:
            self.ask(self._presenter.form(), self._presenter.keep)

    def _ask_path(self, ending: str) -> None:
        say = self._catalog.text
        name = f"{self._presenter.file_name()}.{ending}"
        title, kinds = say("agreement.file.title"), say(f"agreement.file.filter.{ending}")
        path = dialogs.ask_save_path(self._window, title, name, kinds)
        if path is not None:
            self.write(path)

    def _finish(
        self,
        file: Path | None = None,
        error: AppError | None = None,
        bug: Exception | None = None,
    ) -> None:
        """Say how the work ended, unless the assessment was closed meanwhile."""
        self._file = file or self._file
        if isValid(self.page):
            self._presenter.show_done(file.name if file is not None else "")
            if error is not None:
                self._window.report_error(error)
        if bug is not None:
            raise bug
