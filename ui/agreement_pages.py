"""The agreement page, joined with its tabs, their presenters and the open session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

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
        self._is_gone = False
        self.page.destroyed.connect(self._forget)
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
        task.succeeded.connect(self._on_written)
        task.failed.connect(self._on_failed)
        task.crashed.connect(self._on_crashed)
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

    def _on_written(self, path: Path) -> None:
        self._file = path
        if not self._is_gone:
            self._presenter.show_done(path.name)

    def _on_failed(self, error: AppError) -> None:
        if not self._is_gone:
            self._presenter.show_done("")
            self._window.report_error(error)

    def _on_crashed(self, bug: Exception) -> None:
        if not self._is_gone:
            self._presenter.show_done("")
        raise bug

    def _forget(self) -> None:
        """Remember that the page is gone: what is still being written has nobody to tell."""
        self._is_gone = True
