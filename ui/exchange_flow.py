"""Packages and files of other people: asked for, shown before they are taken in, handed out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from model.clock import now
from model.errors import InputError, StorageError
from model.exchange.assessment_file import to_file
from model.files import write_whole
from model.handover import (
    Enclosures,
    Handed,
    about,
    handed,
    keep_questionnaire,
    needs_passphrase,
    packed,
    read_file,
    receive,
)
from model.library import read_assessment
from model.paths import own_questionnaires
from model.storage.backups import back_up_now
from model.storage.evidence import EvidenceFolder
from ui import dialogs
from ui.pages.form_dialog import FormDialog
from ui.pages.import_dialog import ImportDialog
from ui.presenters.form import Entry, EntryKind, Form
from ui.presenters.merge_presenter import Arrival, LocalCopy, MergeInto, MergePresenter
from ui.tasks import Task, beside

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from model.assessment import Assessment
    from model.handover import Received
    from model.session import AssessmentSession
    from model.storage.assessments import AssessmentStore
    from ui.main_window import MainWindow


class ExchangeFlow:
    """Takes in what other people send, and hands out what they shall get."""

    def __init__(self, window: MainWindow, store: AssessmentStore) -> None:
        self._window = window
        self._store = store
        self._task: Task | None = None

    def take_in(self, path: Path) -> None:
        """Read a file beside the window, show what is in it, and keep it if the user wants."""
        file = str(path)
        own = own_questionnaires(self._store.folder)
        try:
            raw = read_file(path)
            passphrase = self._asked_passphrase() if needs_passphrase(raw, file) else ""
        except InputError as error:
            self._window.report_error(error)
            return
        if passphrase is not None:
            self._run(lambda: receive(raw, file, passphrase, own), self._on_received)

    def hand_out(self, session: AssessmentSession, name: str) -> None:
        """Ask what the other side shall get and where, and write the package."""
        say = self._window.catalog.text
        values = self._entered(self._form(session.assessment))
        if values is None:
            return
        title, kinds = say("handover.title"), say("handover.filter")
        path = dialogs.ask_save_path(self._window, title, f"{name}.shoulder", kinds)
        if path is not None:
            self.write_package(session, path, Handed(values["what"]), values["passphrase"].strip())

    def write_package(
        self, session: AssessmentSession, path: Path, what: Handed, passphrase: str
    ) -> None:
        """Write a package beside the window; nothing is left where that fails."""
        folder = EvidenceFolder(self._store.folder)
        given = handed(session.assessment, what)
        whole = to_file(session.assessment, session.questionnaire).decode()
        base = self._store.base(session.id) if given.origin else None
        enclosures = Enclosures(
            read=lambda key: _read(folder, key),
            base=base,
            own=own_questionnaires(self._store.folder),
        )
        told = about(session.questionnaire, now(), self._window.catalog.language)

        def work() -> Path:
            raw = packed(
                given,
                session.questionnaire,
                enclosures,
                about=told,
                passphrase=passphrase,
            )
            write_whole(path, lambda beside: _write(beside, raw))
            return path

        def done(_: object) -> None:
            if given.origin and base is None:
                self._store.set_base(session.id, whole)
            self._window.report_note("handover.done", file=path.name)

        self._run(work, done)

    def _form(self, assessment: Assessment) -> Form:
        say = self._window.catalog.text
        offered = [Handed.ALL, Handed.WITHOUT_AUDITOR, Handed.ANONYMISED]
        if not (assessment.findings or assessment.observations):
            offered.remove(Handed.WITHOUT_AUDITOR)
        return Form(
            title=say("handover.title"),
            intro=say("handover.intro"),
            words=self._window.catalog.messages("entry"),
            fields=(
                Entry(
                    key="what",
                    label=say("handover.what"),
                    kind=EntryKind.CHOICE,
                    value=Handed.ALL.value,
                    choices=tuple((x.value, say(f"handover.what.{x}")) for x in offered),
                ),
                Entry(key="passphrase", label=say("handover.passphrase"), kind=EntryKind.HIDDEN),
                Entry(
                    key="again",
                    label=say("handover.passphrase.again"),
                    kind=EntryKind.HIDDEN,
                    repeats="passphrase",
                ),
            ),
        )

    def _asked_passphrase(self) -> str | None:
        """Ask for the passphrase of a package; None when the user changed their mind."""
        values = self._entered(self._passphrase_form())
        return None if values is None else values["passphrase"].strip()

    def _passphrase_form(self) -> Form:
        say = self._window.catalog.text
        words = self._window.catalog.messages("entry")
        return Form(
            title=say("handover.ask.title"),
            words={**words, "save": say("handover.ask.open")},
            fields=(
                Entry(key="passphrase", label=say("handover.ask.text"), kind=EntryKind.HIDDEN),
            ),
            needs=("passphrase",),
            missing=say("handover.ask.missing"),
        )

    def _entered(self, form: Form) -> dict[str, str] | None:
        dialog = FormDialog(form, self._window)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        values = dialog.values()
        dialog.deleteLater()
        return values if accepted else None

    def _on_received(self, received: object) -> None:
        self._window.attempt(lambda: self._preview(received))  # type: ignore[arg-type]  # what `receive` returns

    def _preview(self, received: Received) -> None:
        arrival = Arrival(
            assessment=received.assessment,
            questionnaire=received.questionnaire,
            matrix=received.matrix,
            created=received.created,
            evidence_count=len(received.evidence),
            brings_questionnaire=received.brought is not None,
        )
        dialog = ImportDialog(self._window)
        catalog = self._window.catalog
        presenter = MergePresenter(arrival, self._copies(received), catalog, dialog)
        dialog.target_chosen.connect(presenter.choose_target)
        dialog.side_chosen.connect(presenter.choose)
        dialog.all_chosen.connect(presenter.choose_all)
        presenter.refresh()
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        decision = presenter.decision()
        dialog.deleteLater()
        if accepted:
            self._keep(received, decision if isinstance(decision, MergeInto) else None)

    def _copies(self, received: Received) -> tuple[LocalCopy, ...]:
        """Return the copies that are here, each with what it and the received one came from."""
        origin = received.assessment.origin
        own = own_questionnaires(self._store.folder)
        copies = []
        for key in self._store.with_origin(origin) if origin else []:
            text = self._store.base(key)
            base = received.base
            if base is None and text is not None:
                base = read_assessment(text.encode(), key, own)
            copies.append(LocalCopy(id=key, assessment=self._store.load(key), base=base))
        return tuple(copies)

    def _keep(self, received: Received, merged: MergeInto | None) -> None:
        """Copy the database first, then keep questionnaire, files and assessment, in this order.

        The assessment comes last, and whole or not at all: what it needs is there before it.
        """
        back_up_now(self._store.folder, now())
        keep_questionnaire(received, own_questionnaires(self._store.folder))
        folder = EvidenceFolder(self._store.folder)
        for key, raw in received.evidence.items():
            folder.add_bytes(raw, key)
        if merged is None:
            assessment_id = self._store.create(received.assessment)
            self._store.set_base(assessment_id, received.raw)
            self._window.open_assessment(assessment_id, "results")
            self._window.report_note("home.file.opened")
            return
        self._store.save(merged.id, merged.changes, self._window.person)
        self._window.open_assessment(merged.id, "review")
        self._window.report_note("handover.merged", count=len(merged.changes))

    def _run(self, work: Callable[[], object], done: Callable[[object], None]) -> None:
        self._task = beside(self._window, work, done, self._window.report_error)


def _read(folder: EvidenceFolder, key: str) -> bytes | None:
    try:
        return folder.read(key)
    except StorageError:
        return None  # it is shown as missing or altered where evidence is listed


def _write(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)
