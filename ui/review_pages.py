"""The review page, joined with its tabs, their presenters and the open session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.clock import now
from model.errors import AppError
from model.storage.assessments import new_id
from ui.evidence_pages import EvidencePages
from ui.pages.history_tab import HistoryTab
from ui.pages.list_tab import ListTab
from ui.pages.signoff_tab import SignOffTab
from ui.pages.tabs_page import TabsPage
from ui.presenters.differences_presenter import DifferencesPresenter
from ui.presenters.history_presenter import HistoryPresenter
from ui.presenters.interviews_presenter import InterviewsPresenter
from ui.presenters.observations_presenter import ObservationsPresenter
from ui.presenters.signoff_presenter import SignOffPresenter
from ui.tab_pages import TabPages

if TYPE_CHECKING:
    from model.i18n import Catalog
    from model.session import AssessmentSession
    from model.storage.assessments import AssessmentStore
    from ui.main_window import MainWindow


ORDER = ("differences", "observations", "interviews", "evidence", "history", "signoff")


def review_pages(
    window: MainWindow, store: AssessmentStore, session: AssessmentSession, catalog: Catalog
) -> tuple[TabsPage, ReviewPages]:
    """Return the review page of a session, and what runs it."""
    made = ReviewPages(window, store, session, catalog)
    return made.page, made


class ReviewPages(TabPages):
    """Runs the tabs: only the one on screen is brought up to date."""

    def __init__(
        self,
        window: MainWindow,
        store: AssessmentStore,
        session: AssessmentSession,
        catalog: Catalog,
    ) -> None:
        super().__init__(TabsPage("review", ORDER), "review", catalog)
        self._window = window
        self._store = store
        self._session = session
        self._add_differences()
        self._add_observations()
        self._add_interviews()
        self._add_evidence()
        self._add_history()
        self._add_signoff()
        self.page.show_words(catalog.messages("review"))

    def finish_adding(self) -> None:
        """Return once files that are being added are kept as evidence."""
        self._evidence.finish_adding()

    def close(self) -> None:
        """Keep what is being added, and stop what only looks."""
        self._evidence.close()

    def observe(self, question_id: str) -> None:
        """Ask for an observation about a question, and keep it."""
        form = self._observations.form(question_id=question_id)
        self.ask(form, lambda values: self._observations.keep(new_id(), values))

    def open_round(self, reason: str) -> None:
        """Keep the round after this one, with everything carried over, and open it."""
        following = self._signoff.next_round(reason)
        try:
            made = self._store.create(following)
        except AppError as error:
            self._window.report_error(error)
            return
        self._window.open_assessment(made, "review")
        self._window.report_note("review.round.opened", number=following.round.number)

    def _add_differences(self) -> None:
        tab = ListTab("differences")
        report = self._window.report_error
        presenter = DifferencesPresenter(self._session, self._catalog, tab, report)
        tab.choice_made.connect(presenter.look_at)
        tab.opened.connect(self._open_question)
        tab.requested.connect(self._on_difference)
        self.add_tab("differences", tab, presenter)

    def _on_difference(self, name: str, question_id: str) -> None:
        if name == "observe":
            self.observe(question_id)
        else:
            self._open_question(question_id)

    def _add_observations(self) -> None:
        tab = ListTab("observations")
        report = self._window.report_error
        self._observations = ObservationsPresenter(self._session, self._catalog, tab, report)
        tab.opened.connect(lambda row_id: self._on_observation("edit", row_id))
        tab.requested.connect(self._on_observation)
        self.add_tab("observations", tab, self._observations)

    def _on_observation(self, name: str, row_id: str) -> None:
        presenter = self._observations
        if name == "delete":
            self._say_deleted(is_gone=presenter.delete(row_id))
        elif not self._session.assessment.is_final:
            kept = row_id if name == "edit" else ""
            form = presenter.form(kept)
            self.ask(form, lambda values: presenter.keep(kept or new_id(), values))

    def _add_interviews(self) -> None:
        tab = ListTab("interviews")
        report = self._window.report_error
        self._interviews = InterviewsPresenter(self._session, self._catalog, tab, report)
        tab.opened.connect(lambda row_id: self._on_interview("edit", row_id))
        tab.requested.connect(self._on_interview)
        self.add_tab("interviews", tab, self._interviews)

    def _on_interview(self, name: str, row_id: str) -> None:
        presenter = self._interviews
        if name == "delete":
            self._say_deleted(is_gone=presenter.delete(row_id))
        elif name in ("go_on", "stop"):
            presenter.go_on(row_id if name == "go_on" else "")
        elif not self._session.assessment.is_final:
            kept = row_id if name == "edit" else ""
            form = presenter.form(kept)
            self.ask(form, lambda values: presenter.keep(kept or new_id(), values))

    def _add_evidence(self) -> None:
        report = self._window.report_error
        folder = self._store.folder
        self._evidence = EvidencePages(self._session, folder, self._catalog, report)
        self.add_tab("evidence", self._evidence.page, self._evidence)

    def _add_history(self) -> None:
        tab = HistoryTab()
        report = self._window.report_error
        presenter = HistoryPresenter(self._session, self._catalog, tab, report)
        tab.narrowed.connect(presenter.narrow)
        tab.older_requested.connect(presenter.older)
        tab.newer_requested.connect(presenter.newer)
        self.work_when_idle(tab, presenter.prepare)
        self.add_tab("history", tab, presenter)

    def _add_signoff(self) -> None:
        tab = SignOffTab()
        report = self._window.report_error
        self._signoff = SignOffPresenter(self._session, self._catalog, tab, report, now)
        tab.named.connect(self._window.use_person)
        tab.requested.connect(self._on_signoff)
        self.add_tab("signoff", tab, self._signoff)

    def _on_signoff(self, name: str) -> None:
        presenter = self._signoff
        self.finish_adding()
        if name == "to_review":
            presenter.hand_over()
        elif name == "take_back":
            presenter.take_back()
        elif name == "sign":
            self.ask(presenter.sign_form(), lambda values: self._sign(values["person"]))
        else:
            self.ask(presenter.round_form(), lambda values: self.open_round(values["reason"]))

    def _sign(self, person: str) -> None:
        self._window.use_person(person)
        if self._signoff.sign(person):
            self._window.report_note("review.signed")

    def _open_question(self, question_id: str) -> None:
        pages = self._window.session_pages
        if pages is not None and pages.question_presenter is not None:
            pages.question_presenter.open(question_id)
            self._window.show_step("questions")

    def _say_deleted(self, *, is_gone: bool) -> None:
        if is_gone:
            self._window.report_note("review.deleted")
