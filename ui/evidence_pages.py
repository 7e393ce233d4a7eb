"""Evidence pages, joined with their presenter, the files of the workspace and the desktop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QTemporaryDir, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QDialog
from shiboken6 import isValid

from model.errors import AppError, InputError
from model.fieldwork import EvidenceKind
from model.storage.evidence import EvidenceFolder, FileState
from model.text import clean
from ui import dialogs
from ui.evidence_adding import FileAdder, wait_for
from ui.evidence_thumbnails import Thumbnails
from ui.pages.evidence_dialog import EvidenceDialog
from ui.pages.evidence_page import PICTURE, EvidencePage
from ui.pages.form_dialog import FormDialog
from ui.presenters.evidence_presenter import EvidencePresenter
from ui.presenters.evidence_rules import is_opened, is_web_address
from ui.tasks import Task
from ui.widgets.picture import read_picture

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from model.fieldwork import Evidence
    from model.i18n import Catalog
    from model.session import AssessmentSession
    from ui.presenters.evidence_card import Look
    from ui.presenters.evidence_rules import Stored
    from ui.presenters.form import Form

_SHOWN = 2000
"""Characters of a text file in the preview."""


class EvidencePages(QObject):
    """Runs one EvidencePage, as a tab or in a dialog; slow work is done by tasks."""

    rested = Signal()

    def __init__(
        self,
        session: AssessmentSession,
        workspace: Path,
        catalog: Catalog,
        report: Callable[[AppError], None],
        page: EvidencePage | None = None,
        question_id: str = "",
    ) -> None:
        self.page = page or EvidencePage()
        super().__init__(self.page)
        self._report = report
        self._opened: QTemporaryDir | None = None
        self._running = self._added = 0
        self._check_task: Task | None = None
        self._waiting: set[str] = set()
        self._look: Look | None = None
        self._shown: Evidence | None = None
        self.presenter = EvidencePresenter(
            session, EvidenceFolder(workspace), catalog, self.page, report, question_id
        )
        self._thumbnails = Thumbnails(self.page, self.presenter.folder)
        self._adder = FileAdder(self.presenter.folder, self)
        self._adder.stored.connect(self._on_stored)
        self._adder.rested.connect(self._on_added)
        self.page.requested.connect(self._on_requested)
        self.page.files_dropped.connect(self._add_files)
        self.page.chosen.connect(self._show_preview)

    def refresh(self) -> None:
        """Show the list as it stands, and check files that were not checked yet."""
        self.presenter.refresh()
        self._check()
        if self.presenter.evidence(self.page.current_id() or "") != self._shown:
            self._show_preview(self.page.current_id() or "")

    def use_catalog(self, catalog: Catalog) -> None:
        """Go on in another language."""
        self.presenter.use_catalog(catalog)
        self._shown = None

    def _check(self) -> None:
        wanted = tuple(x for x in self.presenter.to_check() if x not in self._waiting)
        if not wanted:
            return
        self._waiting.update(wanted)
        folder, present = self.presenter.folder, FileState.PRESENT

        def done(states: object) -> None:
            self._waiting.difference_update(wanted)
            assert isinstance(states, dict)  # noqa: S101  what the work below returns
            self.presenter.checked(states)
            if self._shown is not None and states.get(self._shown.sha256, present) != present:
                self._show_preview(self._shown.id)

        self._check_task = self._run(lambda task: _states(folder, wanted, task), done)

    def _on_requested(self, name: str, evidence_id: str) -> None:
        act: dict[str, Callable[[], object]] = {
            "add_files": self._choose_files,
            "add_link": lambda: self._ask("", EvidenceKind.LINK),
            "add_text": lambda: self._ask("", EvidenceKind.TEXT),
            "attach": self._attach,
            "detach": lambda: self.presenter.detach(evidence_id),
            "edit": lambda: self._ask(evidence_id, EvidenceKind.FILE),
            "remove": lambda: self.presenter.remove(evidence_id),
            "open": lambda: self._open(evidence_id),
            "save": lambda: self._save(evidence_id),
        }
        act[name]()
        self.refresh()

    def _choose_files(self) -> None:
        self._add_files(dialogs.ask_open_paths(self.page, self.presenter.say("add_files")))

    def _add_files(self, paths: list[Path]) -> None:
        if paths:
            self.page.show_note(self.presenter.say("adding"))
            self._adder.add(paths)

    def _on_stored(self, stored: Stored) -> None:
        self.page.retry_thumbnails()  # one that was damaged may be whole now
        self._added += self.presenter.add_files(stored)

    def _on_added(self) -> None:
        count, self._added = self._added, 0
        self.page.show_note(self.presenter.say("added", count=count) if count else "")
        self.refresh()
        self._tell_rest()

    def _attach(self) -> None:
        say = self.presenter.say
        choices = self.presenter.attachable()
        if choices:
            chosen = dialogs.ask_one_of(self.page, say("attach"), say("attach.text"), choices)
            if chosen is not None:
                self.presenter.attach(chosen)

    def _ask(self, evidence_id: str, kind: EvidenceKind) -> None:
        """Ask until what is entered is right, or the user leaves."""
        form = self.presenter.form(evidence_id, kind)
        while (values := self._entered(form)) is not None:
            wrong = self.presenter.take(evidence_id, kind, values)
            if not wrong:
                return
            form = self.presenter.form(evidence_id, kind, values, wrong)

    def _entered(self, form: Form) -> dict[str, str] | None:
        dialog = FormDialog(form, self.page)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        values = dialog.values()
        dialog.deleteLater()
        return values if accepted else None

    def _open(self, evidence_id: str) -> None:
        kept = self.presenter.evidence(evidence_id)
        if kept is None:
            return
        if kept.kind is EvidenceKind.LINK:
            if is_web_address(kept.content):
                self._hand_over(QUrl(kept.content, QUrl.ParsingMode.StrictMode))
        elif not is_opened(kept.title):
            self._report(InputError("evidence.error.not_opened"))
        else:
            self._open_copy(kept)

    def _open_copy(self, kept: Evidence) -> None:
        """Let the desktop show a copy that is thrown away with this page."""
        from pathlib import Path  # noqa: PLC0415  only to open a file

        if self._opened is None:
            self._opened = QTemporaryDir()
        target = Path(self._opened.filePath(kept.sha256[:8]))
        target.mkdir(exist_ok=True)
        copy = target / self.presenter.file_name(kept.id)
        folder = self.presenter.folder
        work = lambda _: folder.copy_out(kept.sha256, copy)  # noqa: E731
        self._run(work, lambda _: self._hand_over(QUrl.fromLocalFile(str(copy))), self._on_damage)

    def _hand_over(self, url: QUrl) -> None:
        is_known = url.isValid() and url.scheme() in ("http", "https", "file")
        if not (is_known and QDesktopServices.openUrl(url)):
            self._report(InputError("evidence.error.cannot_open"))

    def _save(self, evidence_id: str) -> None:
        kept = self.presenter.evidence(evidence_id)
        if kept is None:
            return
        name = self.presenter.file_name(evidence_id)
        target = dialogs.ask_save_path(self.page, self.presenter.say("save"), name, "")
        if target is not None:
            folder = self.presenter.folder
            work = lambda _: folder.copy_out(kept.sha256, target)  # noqa: E731
            self._run(work, lambda _: None, self._on_damage)

    def _on_damage(self, error: AppError) -> None:
        self._report(error)
        self.presenter.forget_checks()
        self.refresh()

    def _show_preview(self, evidence_id: str) -> None:
        look = self.presenter.look(evidence_id)
        self._look, self._shown = look, self.presenter.evidence(evidence_id)
        show = self.page.show_content if look.is_content else self.page.show_text
        show(look.text)
        sha256 = look.picture or look.text_file
        if not sha256:
            return
        folder = self.presenter.folder

        def done(read: object) -> None:
            if self._look is look:  # else another row was chosen meanwhile
                self._show_read(look, read)

        def failed(error: AppError) -> None:
            if self._look is look:
                self.page.show_text(self.presenter.say(error.key.removeprefix("evidence.")))

        if look.picture:
            self._run(lambda _: read_picture(folder.read(sha256), PICTURE), done, failed)
        else:
            self._run(lambda _: _text_of(folder.read(sha256)), done, failed)

    def _show_read(self, look: Look, read: object) -> None:
        if isinstance(read, QImage):
            self.page.show_picture(read, look.name)
        elif isinstance(read, str):
            self.page.show_content(read)
        else:
            bad = "picture" if look.picture else "text"
            self.page.show_text(self.presenter.say(f"preview.bad_{bad}"))

    def _run(
        self,
        work: Callable[[Task], object],
        done: Callable[[object], object],
        failed: Callable[[AppError], object] | None = None,
    ) -> Task:
        program = QCoreApplication.instance()
        assert program is not None  # noqa: S101  a page cannot exist without one
        task = Task(work, program)  # it may outlive this page
        for signal, act in (
            (task.succeeded, done),
            (task.failed, failed or self._report),
            (task.crashed, _raise),
        ):
            signal.connect(lambda result, act=act: self._end(task, lambda: act(result)))
        self._running += 1
        task.start()
        return task

    def _end(self, task: Task, act: Callable[[], object]) -> None:
        task.deleteLater()
        if not isValid(self):
            return
        self._running -= 1
        act()
        self._tell_rest()

    def _tell_rest(self) -> None:
        if not self._running and not self._adder.is_busy:
            self.rested.emit()

    def finish_adding(self, over: QWidget | None = None) -> None:
        """Return once files that are being added are in the list.

        Args:
            over: the window that waits; None for the one that this page is in.
        """
        wait_for(self._adder, self.presenter.say, over or self.page.window())

    def close(self, over: QWidget | None = None) -> None:
        """Let what is being added become whole as above, and stop what only looks."""
        self.finish_adding(over)
        self._thumbnails.stop()
        if self._check_task is not None and isValid(self._check_task):
            self._check_task.stop()

    def wait(self) -> None:
        """Return once nothing is going on any more."""
        if self._running or self._adder.is_busy:
            loop = QEventLoop()
            self.rested.connect(loop.quit)
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)


def ask_for_evidence(
    session: AssessmentSession, workspace: Path, catalog: Catalog, parent: QWidget, question_id: str
) -> None:
    """Show the evidence of one question in a dialog, until it is closed."""
    say = catalog.text
    dialog = EvidenceDialog(say("evidence.dialog.title"), say("evidence.close"), parent)

    def report(error: AppError) -> None:
        dialog.show_wrong(catalog.explain(error))

    pages = EvidencePages(session, workspace, catalog, report, dialog.page, question_id)
    pages.refresh()
    dialog.exec()
    pages.close(parent.window())
    dialog.deleteLater()


def _states(folder: EvidenceFolder, wanted: tuple[str, ...], task: Task) -> dict[str, FileState]:
    """Look at some files one by one, until the task is to stop."""
    states: dict[str, FileState] = {}
    for each in wanted:
        if task.is_stopped():
            break
        states[each] = folder.state(each)
    return states


def _text_of(raw: bytes) -> str | None:
    """Return the beginning of a text file; None when it holds no plain text."""
    if b"\x00" in raw[: _SHOWN * 4]:
        return None
    start = raw[: _SHOWN * 4]
    for code in ("utf-8-sig", "gb18030"):
        try:
            return clean(start.decode(code), _SHOWN)
        except UnicodeDecodeError as error:
            if len(raw) > len(start) and error.start > len(start) - 4:  # cut within a character
                return clean(start[: error.start].decode(code), _SHOWN)
    return None


def _raise(bug: Exception) -> None:
    raise bug
