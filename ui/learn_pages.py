"""The pages to learn from, joined with their presenters; they need no open assessment."""

from __future__ import annotations

from secrets import randbelow
from typing import TYPE_CHECKING

from model.document import Edition
from model.quiz import LARGEST_SEED
from ui import dialogs
from ui.pages.incidents_tab import IncidentsTab
from ui.pages.models_tab import ModelsTab
from ui.pages.quiz_tab import QuizTab
from ui.pages.tabs_page import TabsPage
from ui.presenters.incidents_presenter import IncidentsPresenter
from ui.presenters.models_presenter import ModelsPresenter
from ui.presenters.quiz_presenter import QuizPresenter, Stage
from ui.tab_pages import TabPages
from ui.tasks import beside

if TYPE_CHECKING:
    from pathlib import Path

    from model.document import Document
    from model.i18n import Catalog
    from model.session import AssessmentSession
    from ui.main_window import MainWindow
    from ui.tasks import Task

ORDER = ("compare", "incidents", "quiz")


class LearnPages(TabPages):
    """Runs the tabs; each speaks of the open service where there is one."""

    def __init__(self, window: MainWindow, catalog: Catalog) -> None:
        super().__init__(TabsPage("learn", ORDER), "learn", catalog)
        self._window = window
        self._task: Task | None = None
        self._add_compare()
        self._add_incidents()
        self._add_quiz()
        self.page.show_words(catalog.messages("learn"))

    def show_again(self) -> None:
        """Show the tab that was left as things stand now."""
        self.refresh()

    def focus_first(self) -> None:
        """Put the keyboard on the tabs; while a question of the quiz is asked, on its answers."""
        if self.page.current() == "quiz" and self.quiz.stage is Stage.ASKING:
            self._quiz_tab.focus_first()
        else:
            self.page.setFocus()

    def commit(self) -> None:
        """Take the number of a form that is being typed."""
        self._quiz_tab.commit()

    def use_catalog(self, catalog: Catalog) -> None:
        """Go on in another language."""
        super().use_catalog(catalog)
        self.refresh()

    def session(self) -> AssessmentSession | None:
        """Return the open assessment; None where none is open."""
        pages = self._window.session_pages
        return pages.session if pages is not None else None

    def print_document(self, document: Document, name: str) -> None:
        """Ask for a file, and write a document there beside the window."""
        say = self._catalog.text
        asked = (say("learn.print.title"), f"{name}.pdf", say("learn.print.filter"))
        path = dialogs.ask_save_path(self._window, *asked)
        if path is not None:
            self.write_document(document, path)

    def write_document(self, document: Document, path: Path) -> None:
        """Write a document in the language of the window, as PDF or Word."""
        edition = Edition(self._catalog.language.value)

        def work() -> None:
            from model.reporting.documents import write_document  # noqa: PLC0415  slow to import

            write_document(document, edition, path)

        def done(_: object) -> None:
            self._window.report_note("learn.print.done", file=path.name)

        self._task = beside(self._window, work, done, self._window.report_error)

    def _add_compare(self) -> None:
        tab = ModelsTab()
        presenter = self._compare = ModelsPresenter(self.session, self._catalog, tab)
        tab.view_chosen.connect(presenter.look_as)
        tab.service_chosen.connect(presenter.choose_service)
        tab.model_toggled.connect(presenter.toggle_model)
        tab.narrowed.connect(lambda c, d: presenter.narrow(c, only_differing=d))
        tab.row_chosen.connect(presenter.show)
        tab.print_requested.connect(
            lambda: self.print_document(
                presenter.document(), self._catalog.text("learn.compare.file")
            )
        )
        self.add_tab("compare", tab, presenter)

    def show_duty(self, duty_id: str, service: str) -> None:
        """Show one duty in the comparison."""
        self.page.show_tab("compare")
        self._compare.go_to(duty_id, service)

    def _add_incidents(self) -> None:
        tab = IncidentsTab()
        presenter = self._incidents = IncidentsPresenter(self.session, self._catalog, tab)
        tab.narrowed.connect(presenter.narrow)
        tab.sought.connect(presenter.find)
        tab.row_chosen.connect(presenter.show)
        tab.full.print_requested.connect(self._print_worksheet)
        tab.full.basis_chosen.connect(presenter.choose_basis)
        tab.full.option_chosen.connect(presenter.choose_option)
        tab.full.question_requested.connect(self._ask_question)
        tab.full.division_requested.connect(self._show_duty)
        tab.full.compare_requested.connect(self._compare_duty)
        self.add_tab("incidents", tab, presenter)

    def _print_worksheet(self) -> None:
        document = self._incidents.document()
        if document is not None:
            self.print_document(document, self._catalog.text("learn.incident.file"))

    def _add_quiz(self) -> None:
        tab = QuizTab()
        self.quiz = presenter = QuizPresenter(
            self.session, self._catalog, tab, lambda: 1 + randbelow(LARGEST_SEED)
        )
        tab.run_by(presenter)
        tab.finish_requested.connect(self._finish_quiz)
        tab.print_requested.connect(self._print_quiz)
        tab.duty_requested.connect(self.show_duty)
        tab.question_requested.connect(self._ask_question)
        self._quiz_tab = tab
        self.add_tab("quiz", tab, presenter)

    def _finish_quiz(self) -> None:
        """Close the form; ask before where questions have no answer."""
        sitting, say = self.quiz.sitting, self._catalog.text
        if sitting is None or not sitting.done_count:
            return
        title = say("quiz.unanswered.title", count=sitting.open_count)
        asked = (title, *(say(f"quiz.unanswered.{name}") for name in ("text", "yes", "no")))
        if not sitting.open_count or dialogs.confirm(self._window, *asked):
            self.quiz.finish()

    def _print_quiz(self, kind: str) -> None:
        made, file = {
            "sheet": (self.quiz.sheet, "quiz.file.sheet"),
            "key": (self.quiz.key, "quiz.file.answers"),
            "report": (self.quiz.report, "quiz.file.report"),
        }[kind]
        self.print_document(made(), self._catalog.text(file, number=self.quiz.number.text))

    def _ask_question(self, question_id: str) -> None:
        pages = self._window.session_pages
        if pages is not None and pages.question_presenter is not None:
            pages.question_presenter.open(question_id)
            self._window.show_step("questions")

    def _show_duty(self, responsibility_id: str) -> None:
        """Turn to a responsibility in the division of the open assessment."""
        pages = self._window.session_pages
        if pages is not None and pages.division is not None:
            self._window.show_step("division")
            pages.division.show_responsibility(responsibility_id)

    def _compare_duty(self, responsibility_id: str) -> None:
        """Turn to what other models say of a responsibility."""
        self.show_duty(responsibility_id, self._incidents.model.value)
