"""The window: steps at the side, the page of the chosen step beside them.

This is the one place where pages, presenters and session meet.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from model.errors import AppError, StorageError
from model.i18n import Catalog
from model.language import Language
from model.paths import own_questionnaires
from model.sealing import is_intact
from model.settings import TEXT_SIZES, Theme, save_settings
from model.text import clean_line
from ui.home_flow import HomeFlow
from ui.pages.home_page import HomePage
from ui.presenters.home_presenter import HomePresenter
from ui.qt_words import use_qt_words
from ui.theme import apply_theme
from ui.widgets.icons import recolour
from ui.widgets.message_bar import MessageBar
from ui.widgets.rail import ALWAYS, HOME, LEARN, QUESTIONNAIRES, Rail
from ui.window_keys import bind as bind_keys

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QResizeEvent

    from model.assessment import Assessment
    from model.questionnaire import Questionnaire
    from model.responsibility import ResponsibilityMatrix
    from model.settings import Settings
    from model.storage.assessments import AssessmentStore
    from ui.authoring_pages import AuthoringPages
    from ui.exchange_flow import ExchangeFlow
    from ui.learn_pages import LearnPages
    from ui.session_pages import SessionPages

SMALLEST = (880, 620)
FIRST_SIZE = (1240, 820)


class Standing(Protocol):
    """Pages that need no open assessment; they stay as they were left."""

    @property
    def page(self) -> QWidget: ...
    def show_again(self) -> None: ...
    def focus_first(self) -> None: ...
    def commit(self) -> None: ...
    def use_catalog(self, catalog: Catalog) -> None: ...


class MainWindow(QMainWindow):
    """Guides the user from the list of assessments to a printed plan."""

    def __init__(self, store: AssessmentStore, settings: Settings, catalog: Catalog) -> None:
        super().__init__()
        self._store = store
        self._settings = settings
        self._catalog = catalog
        self._open: SessionPages | None = None
        self._standing: dict[str, Standing] = {}
        self._rail, self._bar, self._pages = Rail(), MessageBar(), QStackedWidget()
        self._home_page = HomePage()
        self._home = HomePresenter(store, self._content, catalog, self._home_page)
        self._flow = HomeFlow(self, store)
        self._pages.addWidget(self._home_page)
        self._lay_out()
        self._connect()
        bind_keys(self)
        self._show_words()
        self.show_step(HOME)

    @property
    def catalog(self) -> Catalog:
        """Return the messages in the language of the window."""
        return self._catalog

    @property
    def session_pages(self) -> SessionPages | None:
        """Return the pages of the open assessment; None where none is open."""
        return self._open

    @property
    def authoring_pages(self) -> AuthoringPages | None:
        """Return the pages of questionnaires; None before they are first shown."""
        return cast("AuthoringPages | None", self._standing.get(QUESTIONNAIRES))

    @property
    def learn_pages(self) -> LearnPages | None:
        """Return the pages to learn from; None before they are first shown."""
        return cast("LearnPages | None", self._standing.get(LEARN))

    @property
    def person(self) -> str:
        """Return who works here, for the history and the sign-off; may be empty."""
        return self._settings.person

    def use_person(self, person: str) -> None:
        """Remember who works here from now on."""
        self._settings = replace(self._settings, person=clean_line(person))
        if self._open is not None and self._open.session is not None:
            self._open.session.person = self._settings.person
        self._keep_settings()

    def show_step(self, name: str) -> None:
        """Show the page of a step."""
        self._leave()
        self._bar.turn_page()
        if name == HOME:
            self.attempt(self._home.refresh)
            self._pages.setCurrentWidget(self._home_page)
            self._home_page.setFocus()
        elif name in ALWAYS:
            self._show_standing(name)
        elif self._open is not None:
            self._home_page.stop_idle()
            self._pages.setCurrentWidget(self._open.show_step(name))
            self._open.focus(name)
        self._rail.show_step(name if name in ALWAYS or self._open is not None else HOME)

    def try_step(self, name: str) -> None:
        """Show the page of a step where it can be reached now."""
        if name in ALWAYS or (self._open is not None and self._open.session is not None):
            self.show_step(name)

    @property
    def page(self) -> QWidget:
        """Return the page on screen."""
        return self._pages.currentWidget() or self._home_page

    def undo(self) -> None:
        """Take the last change of the open assessment back, and show where it was."""
        self._leave()
        if self._open is not None:
            self._open.undo()

    def redo(self) -> None:
        """Make the last change that was taken back again."""
        self._leave()
        if self._open is not None:
            self._open.redo()

    def open_assessment(self, assessment_id: str, step: str = "questions") -> None:
        """Open an assessment where the user left it."""
        self.attempt(lambda: self._open_session(assessment_id, step))

    def start_new(self) -> None:
        """Ask what a new assessment looks at; nothing is kept before that is saved."""
        from ui.session_pages import SessionPages  # noqa: PLC0415  not needed for the first page

        self._close_session()
        self._open = SessionPages.for_new(self, self._store, self._catalog)
        self._add_pages(self._open)
        self._pages.setCurrentWidget(self._open.show_step("setup"))
        self._open.focus("setup")
        self._rail.show_assessment("", "", is_open=False)

    def use_language(self, language: Language) -> None:
        """Show everything in another language, at once and without restart."""
        self._settings = replace(self._settings, language=language)
        self._catalog = Catalog(language)
        use_qt_words(language)
        self._bar.turn_page()
        self._show_words()
        self.attempt(lambda: self._home.use_catalog(self._catalog))
        if self._open is not None:
            self._open.use_catalog(self._catalog)
        for standing in self._standing.values():
            standing.use_catalog(self._catalog)
        self._keep_settings()

    def use_look(self, theme: Theme, text_size: int) -> None:
        """Change colours and size of text.

        Dressing a widget anew takes longer than making it, so an open assessment is closed
        before and opened again where it was.
        """
        self._settings = replace(self._settings, theme=theme, text_size=text_size)
        assessment_id = self._open.id if self._open is not None else None
        step = self._step()
        reopens = assessment_id is not None and step != "setup"  # a form may be half filled in
        if reopens:
            self._close_session()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, theme, text_size)
        recolour(self)
        self._fit_rail()
        self.attempt(lambda: self._home.use_catalog(self._catalog))
        if assessment_id is not None and reopens:
            self.open_assessment(assessment_id, step)
        elif self._open is not None:
            self._open.use_catalog(self._catalog)
        self._show_words()
        self._keep_settings()

    def report_error(self, error: AppError) -> None:
        """Say what went wrong, in the language of the window."""
        self._bar.show_error(self._catalog.explain(error))

    def forget_message(self) -> None:
        """Take away what was said before: the user goes on."""
        self._bar.hide()

    def report_note(self, key: str, **details: object) -> None:
        """Say what was done, or what to know."""
        self._bar.show_note(self._catalog.text(key, **details))

    def show_assessment(self, assessment: Assessment) -> None:
        """Say in the rail which assessment is open, and how far it is."""
        status = assessment.status.state
        state = self._catalog.text(
            "window.final" if assessment.is_final else f"word.status.{status}"
        )
        service, organisation = assessment.service.name, assessment.organisation
        self._rail.show_assessment(service, organisation, state, is_open=True)

    def open_file(self, path: Path) -> None:
        """Add an assessment file as a new assessment, and open it."""
        self._flow.open_file(path)

    @property
    def exchange(self) -> ExchangeFlow:
        """Return what takes in files of other people and hands them out."""
        return self._flow.exchange

    def open_sample(self) -> None:
        """Add the made-up assessment, and open its results."""
        self._flow.open_sample()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rail()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is being typed, and let go of the workspace."""
        self._home_page.stop_idle()
        self._leave()
        self._close_session()
        self._store.close()
        super().closeEvent(event)

    def _leave(self) -> None:
        """Save what is being typed on the page that is left."""
        if self._open is not None:
            self._open.leave()
        for standing in self._standing.values():
            standing.commit()

    def _show_standing(self, name: str) -> None:
        if name not in self._standing:
            self._standing[name] = made = self._make_standing(name)
            self._pages.addWidget(made.page)
        standing = self._standing[name]
        self._home_page.stop_idle()
        standing.show_again()
        self._pages.setCurrentWidget(standing.page)
        standing.focus_first()

    def _make_standing(self, name: str) -> Standing:
        if name == LEARN:
            from ui.learn_pages import LearnPages  # noqa: PLC0415  rarely needed

            return LearnPages(self, self._catalog)
        from ui.authoring_pages import AuthoringPages  # noqa: PLC0415  rarely needed

        return AuthoringPages(self, self._store, self._catalog)

    def _lay_out(self) -> None:
        right = QWidget()
        right.setObjectName("page")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._pages, stretch=1)
        centre = QWidget()
        side = QHBoxLayout(centre)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        side.addWidget(self._rail)
        side.addWidget(right, stretch=1)
        self.setCentralWidget(centre)
        self.setMinimumSize(*SMALLEST)
        self.resize(*FIRST_SIZE)

    def _connect(self) -> None:
        self._rail.step_chosen.connect(self.show_step)
        self._rail.language_clicked.connect(self._on_language)
        self._rail.theme_clicked.connect(self._on_theme)
        self._rail.size_clicked.connect(self._on_size)
        page = self._home_page
        page.new_requested.connect(self.start_new)
        page.sample_requested.connect(self.open_sample)
        page.file_requested.connect(self._flow.ask_file)
        page.open_requested.connect(self.open_assessment)
        page.delete_requested.connect(self._flow.ask_delete)
        page.wish_changed.connect(lambda w: self.attempt(lambda: self._home.show_wish(w)))
        page.more_wanted.connect(lambda: self.attempt(self._home.show_more))
        page.idle.connect(self._on_idle)

    def _show_words(self) -> None:
        self.setWindowTitle(self._catalog.text("window.title"))
        self._rail.show_words(self._catalog, self._settings)
        self._bar.name_close(self._catalog.text("window.close_message"))
        if self._open is not None and self._open.assessment is not None:
            self.show_assessment(self._open.assessment)
        else:
            self._rail.show_assessment("", "", is_open=False)

    def _open_session(self, assessment_id: str, step: str) -> None:
        from ui.session_pages import SessionPages  # noqa: PLC0415  not needed for the first page

        if self._open is not None:
            self._open.finish_adding()  # it may be the same assessment, which is read now
        opened = SessionPages.for_assessment(self, self._store, self._catalog, assessment_id)
        self._close_session()
        self._open = opened
        self._add_pages(opened)
        if opened.assessment is not None:
            self.show_assessment(opened.assessment)
        self.show_step(step)
        opened.welcome_back()
        if opened.assessment is not None and not is_intact(opened.assessment):
            self.report_error(StorageError("error.seal_broken"))

    def _add_pages(self, opened: SessionPages) -> None:
        for page in opened.pages:
            self._pages.addWidget(page)

    def _close_session(self) -> None:
        if self._open is None:
            return
        self._open.close()
        for page in self._open.pages:
            self._pages.removeWidget(page)
            page.setParent(None)
            page.deleteLater()
            QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete.value)
        self._open = None

    def _step(self) -> str:
        """Return the step on screen."""
        shown_page = self._pages.currentWidget()
        for name, standing in self._standing.items():
            if shown_page is standing.page:
                return name
        is_home = self._pages.currentWidget() is self._home_page
        shown = self._open.shown if self._open is not None else None
        return HOME if is_home or shown is None else shown

    def attempt(self, act: Callable[[], object]) -> None:
        """Do something, and say what went wrong."""
        try:
            act()
        except AppError as error:
            self.report_error(error)

    def _keep_settings(self) -> None:
        self.attempt(lambda: save_settings(self._store.folder, self._settings))

    def _fit_rail(self) -> None:
        self._rail.use_size(self.fontMetrics().height(), self.width())

    def _on_language(self) -> None:
        is_chinese = self._catalog.language is Language.ZH
        self.use_language(Language.EN if is_chinese else Language.ZH)

    def _on_theme(self) -> None:
        is_dark = self._settings.theme is Theme.DARK
        self.use_look(Theme.LIGHT if is_dark else Theme.DARK, self._settings.text_size)

    def _on_size(self, steps: int) -> None:
        at = TEXT_SIZES.index(self._settings.text_size) + steps
        size = TEXT_SIZES[min(max(at, 0), len(TEXT_SIZES) - 1)]
        self.use_look(self._settings.theme or Theme.LIGHT, size)

    def _on_idle(self) -> None:
        try:
            if not self._home.score_next():
                self._home_page.stop_idle()
        except AppError as error:
            self._home_page.stop_idle()
            self.report_error(error)

    def delete_assessment(self, assessment_id: str) -> None:
        """Delete an assessment; StorageError where it cannot be."""
        if self._open is not None and self._open.id == assessment_id:
            self._close_session()
        self._store.delete(assessment_id)
        self._show_words()
        self._home.refresh()
        self.report_note("home.deleted")

    def _content(
        self, questionnaire_id: str, version: str
    ) -> tuple[ResponsibilityMatrix, Questionnaire]:
        from model.library import content  # noqa: PLC0415  not needed for the first page

        return content(questionnaire_id, version, own_questionnaires(self._store.folder))
