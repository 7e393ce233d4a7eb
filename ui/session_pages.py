"""The pages of one open assessment, joined with their presenters and its session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from model.assessment import Assessment, Voice
from model.change import Part
from model.clock import now
from model.errors import AppError, InputError
from model.library import content, newest_releases
from model.paths import own_questionnaires
from model.session import AssessmentSession
from model.text import clean_line
from model.versions import changes, move
from ui import dialogs
from ui.agreement_pages import AgreementPages
from ui.division_pages import DivisionPages
from ui.evidence_pages import ask_for_evidence
from ui.pages.question_page import QuestionPage
from ui.pages.setup_page import SetupPage
from ui.plan_pages import PlanPages
from ui.presenters.question_presenter import QuestionPresenter
from ui.presenters.setup_presenter import Offer, SetupForm, SetupPresenter
from ui.presenters.versions import move_text
from ui.printing_flow import PrintingFlow
from ui.results_pages import ResultsPages
from ui.review_pages import review_pages
from ui.way_back import STEP_OF, last_time

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from model.change import Change
    from model.i18n import Catalog
    from model.storage.assessments import AssessmentStore
    from ui.main_window import MainWindow
    from ui.review_pages import ReviewPages


_LIVE = frozenset({"division", "questions", "review", "agreement"})


class Presenter(Protocol):
    """What every presenter can do."""

    def refresh(self) -> None: ...
    def use_catalog(self, catalog: Catalog) -> None: ...


class SessionPages:
    """Everything that exists while an assessment is open, or being set up."""

    def __init__(
        self,
        window: MainWindow,
        store: AssessmentStore,
        catalog: Catalog,
        session: AssessmentSession | None,
    ) -> None:
        self._window = window
        self._store = store
        self._catalog = catalog
        self._session = session
        self._pages: dict[str, QWidget] = {}
        self._presenters: dict[str, Presenter] = {}
        self._stale: set[str] = set()
        self._shown: str | None = None
        self._questions: QuestionPage | None = None
        self._review: ReviewPages | None = None
        self._results: ResultsPages | None = None
        self.plan: PlanPages | None = None
        self.question_presenter: QuestionPresenter | None = None
        self.printing: PrintingFlow | None = None
        self.division: DivisionPages | None = None
        self._add_setup()
        if session is not None:
            session.changed.connect(self._on_changed)
            self._add_pages_of(session)
        self._stale = set(self._pages)

    @classmethod
    def for_new(cls, window: MainWindow, store: AssessmentStore, catalog: Catalog) -> SessionPages:
        """Return the set-up page alone; nothing is kept before it is saved."""
        return cls(window, store, catalog, None)

    @classmethod
    def for_assessment(
        cls, window: MainWindow, store: AssessmentStore, catalog: Catalog, assessment_id: str
    ) -> SessionPages:
        """Open an assessment of the workspace.

        Raises:
            StorageError: it cannot be read.
        """
        kept = store.load(assessment_id)
        own = own_questionnaires(store.folder)
        needed = (kept.questionnaire_id, kept.questionnaire_version)
        matrix, questionnaire = content(*needed, own)
        session = AssessmentSession(assessment_id, matrix, questionnaire, store, now, window.person)
        return cls(window, store, catalog, session)

    @property
    def id(self) -> str | None:
        """Return the id of the assessment; None for a new one."""
        return self._session.id if self._session else None

    @property
    def session(self) -> AssessmentSession | None:
        """Return the open session; None for a new assessment."""
        return self._session

    @property
    def assessment(self) -> Assessment | None:
        """Return what is kept; None for a new assessment."""
        return self._session.assessment if self._session else None

    @property
    def pages(self) -> tuple[QWidget, ...]:
        """Return every page, for the window to show."""
        return tuple(self._pages.values())

    @property
    def shown(self) -> str | None:
        """Return the step on screen last; None before the first."""
        return self._shown

    def page(self, name: str) -> QWidget:
        """Return the page of a step."""
        return self._pages[name]

    def show_step(self, name: str) -> QWidget:
        """Bring a page up to date and return it."""
        self._shown = name
        if name in self._stale:
            self._presenters[name].refresh()
            self._stale.discard(name)
        elif name == "setup":
            self._setup.look_for_newer()
        return self._pages[name]

    def focus(self, name: str) -> None:
        """Put the keyboard where work on a page goes on."""
        if name == "questions" and self._questions is not None:
            self._questions.focus_question()
        else:
            self._pages[name].setFocus()

    @property
    def is_reading(self) -> bool:
        """Say whether other rounds are still being read."""
        return self._results is not None and self._results.is_reading

    def open_next_round(self, reason: str) -> None:
        """Begin the round after this one, and open it."""
        if self._review is not None:
            self._review.open_round(reason)

    def leave(self) -> None:
        """Save what is being typed."""
        if self._questions is not None:
            self._questions.flush_note()
        if self.plan is not None:
            self.plan.commit()

    def finish_adding(self) -> None:
        """Return once files that are being added are kept as evidence."""
        if self._review is not None:
            self._review.finish_adding()

    def close(self) -> None:
        """Save what is being typed or added, and stop what is still running."""
        self.leave()
        if self._review is not None:
            self._review.close()
        if self._results is not None:
            self._results.stop()
        if self.printing is not None:
            self.printing.stop()

    def use_catalog(self, catalog: Catalog) -> None:
        """Go on in another language."""
        self.leave()
        self._catalog = catalog
        for presenter in self._presenters.values():
            presenter.use_catalog(catalog)
        if self.printing is not None:
            self.printing.use_catalog(catalog)
        self._stale = set(self._pages)
        if self._shown is not None:
            self.show_step(self._shown)

    def undo(self) -> None:
        """Take the last change back, and show where it was."""
        self._step_back(lambda session: session.undo(), "window.undone", "window.nothing_undone")

    def redo(self) -> None:
        """Make the last change that was taken back again."""
        self._step_back(lambda session: session.redo(), "window.redone", "window.nothing_redone")

    def _step_back(
        self, act: Callable[[AssessmentSession], tuple[Change, ...]], done: str, nothing: str
    ) -> None:
        if self._session is None:
            return
        session = self._session
        changes: list[Change] = []
        if not self._attempt(lambda: changes.extend(act(session))):
            return
        if not changes:
            self._window.report_note(nothing)
            return
        self._stale = set(self._pages)
        first = next((c for c in changes if c.part is not Part.STATUS), changes[0])
        step = STEP_OF[first.part]
        if step == "questions":
            session.speak_as(Voice.AUDITOR if first.part is Part.FINDINGS else Voice.CUSTOMER)
            self._go_to_question(first.key)
        else:
            self._window.show_step(step if step in self._pages else "questions")
        if step == "division" and self.division is not None:
            self.division.show_change(first)
        elif step == "plan" and self.plan is not None:
            self.plan.show_change()
        self._window.report_note(done, what=self._catalog.text(f"review.kind.{first.part}"))

    def welcome_back(self) -> None:
        """After a break, say when the user was last here and what was answered last."""
        if self._session is None:
            return
        said = last_time(self._session.assessment, now())
        if said is not None:
            self._window.report_note("questions.welcome_back", **said)

    def _on_changed(self, assessment: Assessment) -> None:
        """Show what changed at once where answers are given; other pages when they are opened."""
        self._stale = set(self._pages)
        if self._shown in _LIVE:
            self.show_step(self._shown)
        elif self._shown is not None:
            self._stale.discard(self._shown)  # it shows what was entered there
        self._window.show_assessment(assessment)

    def _add_pages_of(self, session: AssessmentSession) -> None:
        window, store, catalog = self._window, self._store, self._catalog
        self._add_division(session)
        self._add_questions(session)
        page, self._review = review_pages(window, store, session, catalog)
        self._add("review", page, self._review)
        self._results = ResultsPages(window, store, session, catalog)
        self._add("results", self._results.page, self._results)
        self.plan = PlanPages(window, session, catalog, self._go_to_question)
        self._add("plan", self.plan.page, self.plan)
        agreement = AgreementPages(window, session, catalog)
        self._add("agreement", agreement.page, agreement)
        self.printing = PrintingFlow(window, session, catalog)
        self._add("printing", self.printing.page, self.printing.presenter)

    def _add(self, name: str, page: QWidget, presenter: Presenter) -> None:
        self._pages[name] = page
        self._presenters[name] = presenter

    def _attempt(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except AppError as error:
            self._window.report_error(error)
            return False
        return True

    def _add_setup(self) -> None:
        page = SetupPage()
        presenter = SetupPresenter(
            lambda: self.assessment,
            self._offers(),
            self._save_setup,
            self._catalog,
            page,
            self._newest,
        )
        page.finished.connect(presenter.finish)
        page.questionnaire_chosen.connect(presenter.choose)
        page.move_requested.connect(lambda: self._attempt(self._ask_move))
        self._setup = presenter
        self._add("setup", page, presenter)

    def _offers(self) -> tuple[Offer, ...]:
        """Return the questionnaires to choose from; an open assessment keeps its own."""
        if self._session is not None:
            session = self._session
            return (Offer(matrix=session.matrix, questionnaire=session.questionnaire),)
        own = own_questionnaires(self._store.folder)
        found = (content(r.id, r.version, own) for r in newest_releases(own))
        return tuple(Offer(matrix=matrix, questionnaire=each) for matrix, each in found)

    def _newest(self) -> str | None:
        """Return the newest version there is; that of the assessment where none can be read."""
        if self._session is None:
            return None
        questionnaire = self._session.questionnaire
        try:
            return content(questionnaire.id, None, own_questionnaires(self._store.folder))[
                1
            ].version
        except InputError:
            return questionnaire.version

    def _ask_move(self) -> None:
        """Say what changed in the newest version, and make a moved copy if the user wants it."""
        if self._session is None:
            return
        session = self._session
        own = own_questionnaires(self._store.folder)
        newest = content(session.questionnaire.id, None, own)[1]
        moved = move(session.assessment, session.questionnaire, newest)
        found = changes(session.questionnaire, newest)
        say = self._catalog.text
        text = move_text(found, moved, session.questionnaire, newest, self._catalog)
        title = say("moving.title", version=newest.version)
        if dialogs.confirm_long(self._window, title, text, say("moving.yes"), say("moving.no")):
            self._attempt(lambda: self._show_moved(moved.assessment))

    def _show_moved(self, assessment: Assessment) -> None:
        self._window.open_assessment(self._store.create(assessment), "setup")
        self._window.report_note("moving.done", version=assessment.questionnaire_version)

    def _save_setup(self, form: SetupForm) -> None:
        if self._session is not None:
            session = self._session
            saved = self._attempt(
                lambda: session.set_up(form.organisation, form.service, form.depth, form.facts)
            )
            if saved:
                self._window.show_step("division")
            return
        assessment = Assessment(
            questionnaire_id=form.questionnaire.id,
            questionnaire_version=form.questionnaire.version,
            organisation=form.organisation,
            service=form.service,
            depth=form.depth,
            facts=form.facts,
        )
        self._attempt(
            lambda: self._window.open_assessment(self._store.create(assessment), "division")
        )

    def _add_division(self, session: AssessmentSession) -> None:
        self.division = DivisionPages(self._window, self._store, session, self._catalog)
        self._add("division", self.division.page, self.division)

    def _add_questions(self, session: AssessmentSession) -> None:
        page = QuestionPage()
        presenter = QuestionPresenter(session, self._catalog, page, self._window.report_error)
        page.run_by(presenter)
        page.division_requested.connect(lambda: self._window.show_step("division"))
        page.results_requested.connect(lambda: self._window.show_step("results"))
        page.go_to_requested.connect(self._ask_go_to)
        page.evidence_requested.connect(self._ask_evidence)
        page.observation_requested.connect(self._ask_observation)
        self._questions = page
        self.question_presenter = presenter
        self._add("questions", page, presenter)

    def _go_to_question(self, question_id: str) -> None:
        if self.question_presenter is not None:
            self.question_presenter.open(question_id)
        self._window.show_step("questions")

    def _ask_evidence(self) -> None:
        """Show the evidence of the question on screen, until it is closed."""
        presenter, session = self.question_presenter, self._session
        if presenter is not None and presenter.question_id is not None and session is not None:
            at = (session, self._store.folder, self._catalog, self._window)
            ask_for_evidence(*at, presenter.question_id)

    def _ask_observation(self) -> None:
        """Ask for an observation about the question on screen; a note being typed is in it."""
        self.leave()
        presenter, review = self.question_presenter, self._review
        if presenter is not None and presenter.question_id is not None and review is not None:
            review.observe(presenter.question_id)

    def _ask_go_to(self) -> None:
        say = self._catalog.text
        title, text = say("questions.go_to.title"), say("questions.go_to.text")
        typed = dialogs.ask_line(self._window, title, text, "")
        presenter = self.question_presenter
        if typed and presenter is not None and not presenter.go_to(typed):
            self._window.report_note("questions.go_to.none", typed=clean_line(typed, 40))
