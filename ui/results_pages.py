"""The results page, joined with its tabs, their presenters and the open session."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from shiboken6 import isValid

from model.clock import now
from model.handover import read_file, readable
from model.paths import own_questionnaires
from model.rounds import unconfirmed
from model.storage.assessments import AssessmentStore
from ui import dialogs
from ui.pages.list_tab import ListTab
from ui.pages.results_page import ResultsPage
from ui.pages.results_tabs import ResultsTabs
from ui.pages.rounds_tab import RoundsTab
from ui.pages.tabs_page import TabsPage
from ui.pages.trend_tab import TrendTab
from ui.presenters.awareness_presenter import AwarenessPresenter
from ui.presenters.other_rounds import OtherRounds, other_rounds
from ui.presenters.results_presenter import ResultsPresenter
from ui.presenters.rounds_presenter import RoundsPresenter
from ui.presenters.trend_presenter import TrendPresenter
from ui.tab_pages import TabPages
from ui.tasks import Task
from ui.widgets.basics import GAP

if TYPE_CHECKING:
    from pathlib import Path

    from model.assessment import Voice
    from model.errors import AppError
    from model.i18n import Catalog
    from model.session import AssessmentSession
    from ui.main_window import MainWindow


class ResultsPages(TabPages):
    """Runs the tabs; other rounds are read beside the window."""

    def __init__(
        self,
        window: MainWindow,
        store: AssessmentStore,
        session: AssessmentSession,
        catalog: Catalog,
    ) -> None:
        self._top = ResultsTabs()
        super().__init__(self._top, "rounds", catalog)
        self._window = window
        self._folder = store.folder
        self._session = session
        self._task: Task | None = None
        self._top.confirm_requested.connect(self._on_confirm)
        self._add_results()
        self._add_compare()
        self._add_trend()
        self._add_awareness()
        self.page.show_words(catalog.messages("rounds"))

    def refresh(self) -> None:
        """Show the tab on screen as the session stands, and what of it is not confirmed yet."""
        self._show_waiting()
        super().refresh()

    def use_catalog(self, catalog: Catalog) -> None:
        """Go on in another language."""
        super().use_catalog(catalog)
        self._show_waiting()

    @property
    def is_reading(self) -> bool:
        """Say whether other rounds are still being read."""
        return self._task is not None

    def stop(self) -> None:
        """Stop what is still being read."""
        if self._task is not None:
            self._task.stop()

    def _show_waiting(self) -> None:
        say, session = self._catalog.text, self._session
        count = len(unconfirmed(session.said, session.evaluation.asked))
        text = say("rounds.waiting", count=count) if count else ""
        self._top.show_waiting(text, say("rounds.waiting.go"))

    def _on_confirm(self) -> None:
        pages = self._window.session_pages
        if pages is not None and pages.question_presenter is not None:
            pages.question_presenter.filter("unconfirmed")
            self._window.show_step("questions")

    def _add_results(self) -> None:
        page = ResultsPage()
        page.column.setContentsMargins(0, GAP, GAP, 0)
        presenter = ResultsPresenter(self._session, self._catalog, page)
        page.arithmetic_requested.connect(lambda duty: presenter.explain(duty or None))
        page.number_requested.connect(presenter.explain_number)
        page.voice_chosen.connect(presenter.use_voice)
        page.question_requested.connect(self._open_question)
        page.questions_requested.connect(lambda: self._window.show_step("questions"))
        page.next_requested.connect(lambda: self._window.show_step("plan"))
        self.add_tab("results", page, presenter)

    def _add_compare(self) -> None:
        tab = RoundsTab()
        report = self._window.report_error
        presenter = RoundsPresenter(self._session, self._catalog, tab, report, self._look_for)
        tab.before_chosen.connect(presenter.choose_before)
        tab.after_chosen.connect(presenter.choose_after)
        tab.level_chosen.connect(presenter.use_level)
        tab.choice_made.connect(presenter.look_at)
        tab.opened.connect(lambda row_id: self._on_compare("open", row_id))
        tab.requested.connect(self._on_compare)
        self._compare = presenter
        self.add_tab("compare", tab, presenter)

    def _on_compare(self, name: str, row_id: str) -> None:
        if name == "file":
            self._ask_file()
        elif name == "begin":
            self._begin()
        elif (question_id := self._compare.question_of(row_id)) is not None:
            self._open_question(question_id)
        else:
            self._window.report_note("rounds.not_here")

    def _add_trend(self) -> None:
        tab = TrendTab()
        report = self._window.report_error
        presenter = TrendPresenter(self._session, self._catalog, tab, report, self._look_for)
        tab.requested.connect(lambda _name, _row: self._begin())
        tab.opened.connect(self._open_round)
        self._trend = presenter
        self.add_tab("trend", tab, presenter)

    def _add_awareness(self) -> None:
        tab = ListTab("awareness")
        report = self._window.report_error
        presenter = AwarenessPresenter(self._session, self._catalog, tab, report)
        tab.opened.connect(self._show_duty)
        tab.requested.connect(lambda _name, row_id: self._show_duty(row_id))
        self.add_tab("awareness", tab, presenter)

    def _show_duty(self, responsibility_id: str) -> None:
        """Turn to a responsibility in the division."""
        pages = self._window.session_pages
        if pages is not None and pages.division is not None:
            self._window.show_step("division")
            pages.division.show_responsibility(responsibility_id)

    def _open_round(self, assessment_id: str) -> None:
        if assessment_id != self._session.id:
            self._window.open_assessment(assessment_id, "results")

    def _begin(self) -> None:
        """Turn to the sign-off, where a next round begins."""
        self._window.show_step("review")
        page = self._window.page
        if isinstance(page, TabsPage):
            page.show_tab("signoff")

    def _ask_file(self) -> None:
        say = self._catalog.text
        title, kinds = say("rounds.compare.file.title"), say("home.file.filter")
        path = dialogs.ask_open_path(self._window, title, kinds)
        if path is not None:
            self._window.attempt(lambda: self._compare_with(path))

    def _compare_with(self, path: Path) -> None:
        """Show the assessment of a file beside the open one; InputError where it cannot be read."""
        read = readable(read_file(path), path.name, own_questionnaires(self._folder))
        self._compare.open_file(path.name, read)

    def _open_question(self, question_id: str) -> None:
        pages = self._window.session_pages
        if pages is not None and pages.question_presenter is not None:
            pages.question_presenter.open(question_id)
            self._window.show_step("questions")

    def _look_for(self) -> None:
        """Read beside the window; what an earlier look still finds is not shown."""
        program = QCoreApplication.instance()
        assert program is not None  # noqa: S101  a tab cannot exist without one
        self.stop()
        wanted = (self._folder, self._session.id, self._session.voice)
        task = Task(lambda running: _read(*wanted, running), program)  # may outlive this
        task.succeeded.connect(lambda found: self._end(task, found))
        task.failed.connect(lambda error: self._end(task, OtherRounds(), error))
        task.crashed.connect(lambda bug: self._crash(task, bug))
        self._task = task
        task.start()

    def _end(self, task: Task, found: OtherRounds, error: AppError | None = None) -> None:
        task.deleteLater()
        if task is not self._task or not isValid(self.page):
            return
        self._task = None
        self._compare.show_found(found)
        self._trend.show_found(found)
        if error is not None:
            self._window.report_error(error)

    def _crash(self, task: Task, bug: Exception) -> None:
        task.deleteLater()
        raise bug


def _read(folder: Path, assessment_id: str, voice: Voice, task: Task) -> OtherRounds:
    with closing(AssessmentStore.open(folder, now)) as store:  # a connection has its own thread
        return other_rounds(store, assessment_id, voice, task.is_stopped)
