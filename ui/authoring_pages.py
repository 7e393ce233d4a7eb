"""The pages of questionnaires and their authors, joined with their presenters."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QStackedWidget

from model.clock import now
from model.content.loader import load_matrix
from model.errors import AppError
from model.paths import own_questionnaires
from model.responsibility import Allocation, ServiceModel
from model.session import AssessmentSession
from model.trial import trial_store
from model.workshop import EntryState, Workshop, built, faults_of
from ui import dialogs
from ui.pages.authoring_page import AuthoringPage
from ui.pages.preview_page import PreviewPage
from ui.pages.question_page import QuestionPage
from ui.pages.questionnaires_page import QuestionnairesPage
from ui.presenters.authoring_presenter import AuthoringPresenter
from ui.presenters.question_presenter import QuestionPresenter
from ui.presenters.questionnaires_presenter import QuestionnairesPresenter
from ui.presenters.versions import change_lines
from ui.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from PySide6.QtWidgets import QWidget

    from model.i18n import Catalog
    from model.questionnaire import Question, Questionnaire
    from model.responsibility import ResponsibilityMatrix
    from model.storage.assessments import AssessmentStore
    from model.workshop import Entry
    from ui.main_window import MainWindow

    Record = dict[str, Any]

T = TypeVar("T")


class AuthoringPages(QStackedWidget):
    """The list, the page of the draft that is written, and the trial of one questionnaire."""

    def __init__(self, window: MainWindow, store: AssessmentStore, catalog: Catalog) -> None:
        super().__init__()
        self._window = window
        self._store = store
        self._catalog = catalog
        self._workshop = Workshop(own_questionnaires(store.folder))
        self._list, self._editor = QuestionnairesPage(), AuthoringPage()
        self._shelf = QuestionnairesPresenter(self._workshop, catalog, self._list)
        self._writer = AuthoringPresenter(
            self._workshop, catalog, self._editor, window.report_error
        )
        self._preview: _Preview | None = None
        self._editor.use_form_words(catalog.messages("form"))
        for page in (self._list, self._editor):
            self.addWidget(page)
        self._connect()

    @property
    def page(self) -> QWidget:
        """Return what the window shows."""
        return self

    @property
    def is_checked(self) -> bool:
        """Say whether the faults of the open draft are known and shown."""
        return self._writer.is_checked

    def show_list(self) -> None:
        """Show the list as it is on disk."""
        was_written = self.currentWidget() is self._editor
        self._end_preview()
        self._attempt(self._shelf.refresh)
        if was_written and self._writer.top:
            self._shelf.choose_entry(self._writer.top["id"], EntryState.DRAFT)
        self.setCurrentWidget(self._list)

    def show_again(self) -> None:
        """Show the page that was left."""
        if self.currentWidget() is self._list:
            self.show_list()

    def focus_first(self) -> None:
        """Put the keyboard where work on the page shown goes on."""
        page = self.currentWidget()
        if self._preview is not None and page is self._preview.page:
            self._preview.focus()
        elif page is self._editor:
            self._editor.focus_first()
        else:
            self._list.focus_first()

    def commit(self) -> None:
        """Have what is being typed saved."""
        self._editor.commit()

    def use_catalog(self, catalog: Catalog) -> None:
        """Go on in another language."""
        self.commit()
        self._catalog = catalog
        self._editor.use_form_words(catalog.messages("form"))
        self._shelf.use_catalog(catalog)
        self._writer.use_catalog(catalog)
        self._attempt(self._shelf.refresh)
        if self._writer.top:
            self._writer.refresh()
        if self._preview is not None:
            self._preview.use_catalog(catalog)

    def edit(self) -> None:
        """Open the draft of the questionnaire chosen; a released one gets a draft first."""
        entry = self._shelf.entry
        if entry.state is EntryState.RELEASED:
            self._beside(lambda: self._workshop.begin(entry), lambda _none: self._open(entry.id))
        else:
            self._open(entry.id)

    def copy(self) -> None:
        """Ask for an id, and start a draft with it."""
        say, entry = self._catalog.text, self._shelf.entry
        typed = dialogs.ask_line(
            self._window, say("shelf.copy.title"), say("shelf.copy.text"), f"{entry.id}-copy"
        )
        if typed is None:
            return
        key = typed.strip()
        self._beside(lambda: self._workshop.copy(entry, key), lambda _none: self._open_copy(key))

    def write_copy(self, questionnaire_id: str) -> None:
        """Start a draft of the questionnaire chosen under another id, and open it."""
        self._workshop.copy(self._shelf.entry, questionnaire_id)
        self._open_copy(questionnaire_id)

    def show_part(self, part: str) -> None:
        """Show a part of the draft that is open: a question by its id."""
        self._writer.show(part)

    def preview_chosen(self) -> None:
        """Try the questionnaire chosen in the list."""
        entry = self._shelf.entry
        self._beside(
            lambda: self._workshop.record(entry),
            lambda top: self._start_preview(top, None, self._list),
        )

    def export(self) -> None:
        """Save the questionnaire chosen as a file to send."""
        say, entry = self._catalog.text, self._shelf.entry
        name = f"{entry.id}-{entry.version}.yaml"
        path = dialogs.ask_save_path(
            self._window, say("shelf.export"), name, say("shelf.file.filter")
        )
        if path is not None:
            self._beside(
                lambda: self._workshop.export(entry, path),
                lambda _none: self._window.report_note("shelf.exported", file=path.name),
            )

    def delete(self) -> None:
        """Delete the draft or version chosen, if the user means it."""
        say, entry = self._catalog.text, self._shelf.entry
        state = say(f"shelf.state.{entry.state}")
        text = say("shelf.delete.text", id=entry.id, version=entry.version, state=state)
        yes, no = say("shelf.delete.yes"), say("shelf.delete.no")
        if dialogs.confirm(self._window, say("shelf.delete.title"), text, yes, no):
            in_use = {(e.questionnaire_id, e.questionnaire_version) for e in self._store.entries()}
            self._workshop.delete(entry, in_use)
            self._shelf.refresh()

    def add_file(self) -> None:
        """Take over a questionnaire file from someone else."""
        say = self._catalog.text
        path = dialogs.ask_open_path(self._window, say("shelf.file"), say("shelf.file.filter"))
        if path is not None:
            self._beside(lambda: self._workshop.add_file(path), self._show_added)

    def _show_added(self, entry: Entry) -> None:
        self._shelf.refresh()
        self._shelf.choose_entry(entry.id, EntryState.RELEASED)
        self._window.report_note("shelf.added", id=entry.id, version=entry.version)

    def _open_copy(self, questionnaire_id: str) -> None:
        self._shelf.refresh()
        self._shelf.choose_entry(questionnaire_id, EntryState.DRAFT)
        self._open(questionnaire_id)

    def _open(self, questionnaire_id: str) -> None:
        self._writer.open(questionnaire_id)
        self.setCurrentWidget(self._editor)
        self._editor.focus_first()

    def _connect(self) -> None:
        page, writer = self._list, self._writer
        page.chosen.connect(self._shelf.choose)
        page.file_requested.connect(lambda: self._attempt(self.add_file))
        page.requested.connect(self._on_list)
        editor = self._editor
        editor.part_chosen.connect(writer.show)
        editor.entered.connect(writer.enter)
        editor.added.connect(writer.add_item)
        editor.removed.connect(writer.remove_item)
        editor.check_due.connect(self._check)
        editor.requested.connect(self._on_editor)

    def _on_list(self, name: str) -> None:
        acts: dict[str, Callable[[], None]] = {
            "copy": self.copy,
            "edit": self.edit,
            "preview": self.preview_chosen,
            "export": self.export,
            "delete": self.delete,
        }
        self._attempt(acts[name])

    def _on_editor(self, name: str) -> None:
        acts: dict[str, Callable[[], None]] = {
            "back": self.show_list,
            "add": self._add_question,
            "duplicate": self._writer.duplicate,
            "retire": self._writer.retire,
            "undo": self._writer.undo,
            "preview": lambda: self._start_preview(
                self._writer.top, self._writer.part, self._editor
            ),
            "release": self._release,
        }
        self._attempt(acts[name])

    def _add_question(self) -> None:
        say = self._catalog.text
        duties = self._writer.duties()
        title, text = say("authoring.add"), say("authoring.add.text")
        duty = dialogs.ask_one_of(self._window, title, text, duties, self._writer.duty)
        if duty is not None:
            self._writer.add_question(duty)

    def _check(self) -> None:
        """Check the draft beside the window."""
        top = self._writer.top
        task = Task(lambda _task: faults_of(top), self)
        task.succeeded.connect(lambda found: self._writer.show_faults(top, found))
        task.failed.connect(self._window.report_error)
        task.crashed.connect(_raise)
        task.start()

    def _release(self) -> None:
        """Say what a new version changes, and keep it if the user wants it."""
        say = self._catalog.text
        proposal = self._workshop.propose(self._writer.top)
        if proposal.changes is not None and not proposal.changes:
            self._window.report_note("authoring.release.nothing")
            return
        version = proposal.new.version
        if proposal.old is None or proposal.changes is None:
            lines = [say("authoring.release.first", count=len(proposal.new.questions))]
        else:
            lines = [say("authoring.release.after", old=proposal.old.version)]
            lines += change_lines(proposal.changes, proposal.old, proposal.new, self._catalog)
        text = "\n".join([*lines, "", say("authoring.release.text")])
        title = say("authoring.release.title", version=version)
        yes, no = say("authoring.release.yes"), say("authoring.release.no")
        if dialogs.confirm_long(self._window, title, text, yes, no):
            self._beside(
                lambda: self._workshop.release(proposal.top),
                lambda _none: self._show_released(proposal.new.id, version),
            )

    def _show_released(self, questionnaire_id: str, version: str) -> None:
        self.show_list()
        self._shelf.choose_entry(questionnaire_id, EntryState.RELEASED)
        self._window.report_note("authoring.released", id=questionnaire_id, version=version)

    def _start_preview(
        self, top: Record, part: str | None, back_to: object, model: ServiceModel | None = None
    ) -> None:
        self._end_preview()
        questionnaire = built(top)
        report = self._window.report_error
        self._preview = _Preview(questionnaire, model, part, self._catalog, report)
        page = self._preview.page
        page.left.connect(lambda: self._leave_preview(back_to))
        page.model_chosen.connect(
            lambda chosen: self._start_preview(top, part, back_to, ServiceModel(chosen))
        )
        self.addWidget(page)
        self.setCurrentWidget(page)
        self._preview.focus()

    def _leave_preview(self, back_to: object) -> None:
        if back_to is self._editor:
            self.setCurrentWidget(self._editor)
            self._end_preview()
        else:
            self.show_list()

    def _end_preview(self) -> None:
        if self._preview is not None:
            self.removeWidget(self._preview.page)
            self._preview.page.deleteLater()
            self._preview = None

    def _beside(self, work: Callable[[], T], then: Callable[[T], object]) -> None:
        """Do slow work beside the window; these pages wait for it."""
        self.setEnabled(False)
        task = Task(lambda _task: work(), self)
        task.succeeded.connect(lambda result: self._go_on(lambda: then(result)))
        task.failed.connect(lambda error: self._go_on(lambda: self._window.report_error(error)))
        task.crashed.connect(lambda bug: self._go_on(lambda: _raise(bug)))
        task.start()

    def _go_on(self, act: Callable[[], object]) -> None:
        self.setEnabled(True)
        self._attempt(act)

    def _attempt(self, act: Callable[[], object]) -> None:
        self._window.forget_message()
        try:
            act()
        except AppError as error:
            self._window.report_error(error)


class _Preview:
    """A trial session on the real page of questions."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        model: ServiceModel | None,
        part: str | None,
        catalog: Catalog,
        report: Callable[[AppError], None],
    ) -> None:
        self._matrix = load_matrix(questionnaire.matrix_id)
        self._model = model or _first_model(self._matrix, questionnaire.by_id.get(part or ""))
        self._questions = QuestionPage(is_trial=True)
        self.page = PreviewPage(self._questions)
        store = trial_store(questionnaire, self._model)
        session = AssessmentSession("trial", self._matrix, questionnaire, store, now)
        self._presenter = QuestionPresenter(session, catalog, self._questions, report)
        self._questions.run_by(self._presenter)
        if part in {question.id for question in session.evaluation.asked}:
            self._presenter.open(str(part))
        self.use_catalog(catalog)

    def focus(self) -> None:
        """Put the keyboard on the answers."""
        self._questions.focus_question()

    def use_catalog(self, catalog: Catalog) -> None:
        """Go on in another language."""
        models = tuple((m.value, m.label) for m in self._matrix.models)
        self.page.show_words(catalog, models, self._model.value)
        self._presenter.use_catalog(catalog)
        self._presenter.refresh()


def _first_model(matrix: ResponsibilityMatrix, question: Question | None) -> ServiceModel:
    """Return the first service model in which a question can be asked."""
    row = matrix.by_id.get(question.responsibility_id) if question else None
    asked = [m for m in matrix.models if row is not None and _is_customers(row.allocation[m])]
    return asked[0] if asked else matrix.models[0]


def _is_customers(allocation: Allocation) -> bool:
    return allocation.is_customer_side or allocation is Allocation.NEGOTIABLE


def _raise(bug: Exception) -> None:
    raise bug
