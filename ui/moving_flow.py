"""The tab "what if we moved", joined with its presenter and the open session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from ui.pages.moving_tab import MovingTab
from ui.presenters.moving_presenter import MovingPresenter

if TYPE_CHECKING:
    from model.i18n import Catalog
    from model.session import AssessmentSession
    from ui.main_window import MainWindow


class MovingFlow:
    """Everything that the tab of one open assessment does; nothing of it is kept."""

    def __init__(self, window: MainWindow, session: AssessmentSession, catalog: Catalog) -> None:
        self._window = window
        self.tab = MovingTab()
        self.presenter = MovingPresenter(session, catalog, self.tab, window.report_error)
        self.tab.model_chosen.connect(self.presenter.choose_model)
        self.tab.option_chosen.connect(self.presenter.choose_option)
        self.tab.known_by_chosen.connect(self.presenter.know)
        self.tab.choice_made.connect(self.presenter.look_at)
        self.tab.requested.connect(self._on_requested)

    def _on_requested(self, name: str, _row_id: str) -> None:
        if name == "copy":
            QGuiApplication.clipboard().setText(self.presenter.text())
            self._window.report_note("whatif.copied")
        else:
            self.presenter.start_again()
