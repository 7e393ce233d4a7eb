"""Questions for the provider as a tab: copied, saved, and the replies read back in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog
from shiboken6 import isValid

from model.clock import now
from model.exchange.provider_questions_file import read_replies, write_questions
from model.provider_letter import as_text
from model.provider_reply import Replies
from ui import dialogs
from ui.pages.list_tab import ListTab
from ui.pages.replies_dialog import RepliesDialog
from ui.presenters.provider_questions_presenter import FILES, ProviderQuestionsPresenter
from ui.presenters.replies_presenter import RepliesPresenter
from ui.tasks import Task, beside

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from model.i18n import Catalog
    from model.session import AssessmentSession
    from ui.main_window import MainWindow


class ProviderQuestionsFlow:
    """Runs the tab "questions": `tab` is shown, `presenter` keeps it up to date.

    Args:
        window: says what was done and what went wrong.
        session: the open assessment.
        catalog: the words; the presenter's `use_catalog` brings others.
    """

    def __init__(self, window: MainWindow, session: AssessmentSession, catalog: Catalog) -> None:
        self._window = window
        self._session = session
        self._task: Task | None = None
        self.tab = ListTab("questions")
        self.presenter = ProviderQuestionsPresenter(session, catalog, self.tab, window.report_error)
        self.tab.choice_made.connect(self.presenter.look_at)
        self.tab.requested.connect(lambda name, _row: self._on_requested(name))

    def copy(self) -> None:
        """Put the questions listed on the clipboard, as text for a mail."""
        letter = self.presenter.letter(now().date())
        QGuiApplication.clipboard().setText(as_text(letter))
        self._window.report_note("letter.copied", count=len(letter.questions))

    def save(self, action: str) -> None:
        """Ask where, and write the questions listed beside the window."""
        say = self._window.catalog.text
        kinds = say(f"letter.save.{FILES[action]}")
        name = self.presenter.file_name(action)
        path = dialogs.ask_save_path(self._window, say("letter.save.title"), name, kinds)
        if path is None:
            return
        letter = self.presenter.letter(now().date())

        def done(_: object) -> None:
            self._window.report_note("letter.saved", file=path.name)

        self._run(lambda: write_questions(letter, path), done)

    def read(self) -> None:
        """Ask for a file that was filled in, and read it beside the window."""
        say = self._window.catalog.text
        title, kinds = say("letter.open.title"), say("letter.open.filter")
        path = dialogs.ask_open_path(self._window, title, kinds)
        if path is not None:
            self.take_in(path)

    def take_in(self, path: Path) -> None:
        """Read a file that was filled in beside the window, then show what it says."""
        self._run(lambda: read_replies(path), self._on_read)

    def _on_requested(self, name: str) -> None:
        if name in FILES:
            self.save(name)
        else:
            act = {
                "copy": self.copy,
                "read": self.read,
                "language": self.presenter.swap_language,
            }[name]
            act()

    def _on_read(self, replies: object) -> None:
        if isinstance(replies, Replies) and isValid(self.tab):  # the assessment is still open
            self._preview(replies)

    def _preview(self, replies: Replies) -> None:
        dialog = RepliesDialog(self._window)
        presenter = RepliesPresenter(replies, self._session, self._window.catalog, dialog)
        dialog.ticked.connect(presenter.tick)
        dialog.all_ticked.connect(presenter.tick_all)
        presenter.refresh()
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        if accepted:
            self._window.attempt(lambda: self._keep(presenter))

    def _keep(self, presenter: RepliesPresenter) -> None:
        """Keep the ticked replies in one step, so that one undo takes all of them back."""
        self._session.change(*presenter.changes())
        self._window.report_note("letter.kept", count=presenter.count)

    def _run(self, work: Callable[[], object], done: Callable[[object], None]) -> None:
        self._task = beside(self._window, work, done, self._window.report_error)
