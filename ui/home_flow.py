"""What the home page asks for besides opening an assessment: files, the sample, deleting."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from model.assessment import Assessment
    from model.storage.assessments import AssessmentStore
    from ui.exchange_flow import ExchangeFlow
    from ui.main_window import MainWindow


class HomeFlow:
    """Asks with the system's dialogs, and adds to the workspace or takes from it."""

    def __init__(self, window: MainWindow, store: AssessmentStore) -> None:
        self._window = window
        self._store = store

    @cached_property
    def exchange(self) -> ExchangeFlow:
        """Return what takes in files and hands them out; made when it is first needed."""
        from ui.exchange_flow import ExchangeFlow  # noqa: PLC0415  not needed for the first page

        return ExchangeFlow(self._window, self._store)

    def ask_file(self) -> None:
        """Ask for a file, and open it."""
        from ui import dialogs  # noqa: PLC0415  not needed for the first page

        say = self._window.catalog.text
        title, kinds = say("home.file.title"), say("home.file.filter")
        path = dialogs.ask_open_path(self._window, title, kinds)
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Show what is in a package or an assessment file, and keep it if the user wants."""
        self.exchange.take_in(path)

    def open_sample(self) -> None:
        """Add the made-up assessment, and open its results."""
        from model.library import load_sample  # noqa: PLC0415  not needed for the first page

        sample = load_sample(self._window.catalog.language)
        self._window.attempt(lambda: self._add(sample, "home.sample.opened"))

    def ask_delete(self, assessment_id: str) -> None:
        """Ask, and delete an assessment."""
        from ui import dialogs  # noqa: PLC0415  not needed for the first page

        say = self._window.catalog.text
        entry = self._store.entry(assessment_id)
        if entry is None:
            return
        text = say(
            "home.delete.text",
            service=entry.service.name,
            organisation=entry.organisation,
            answered=entry.answered,
        )
        yes, no = say("home.delete.yes"), say("home.delete.no")
        if dialogs.confirm(self._window, say("home.delete.title"), text, yes, no):
            self._window.attempt(lambda: self._window.delete_assessment(assessment_id))

    def _add(self, assessment: Assessment, note: str) -> None:
        self._window.open_assessment(self._store.create(assessment), "results")
        self._window.report_note(note)
