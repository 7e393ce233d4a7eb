"""The division page, joined with its tabs, their presenters and the open session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from model.change import Part
from model.clock import now
from ui.moving_flow import MovingFlow
from ui.pages.agree_tab import AgreeTab
from ui.pages.beliefs_dialog import BeliefsDialog
from ui.pages.division_page import DivisionPage
from ui.pages.ledger_tab import LedgerTab
from ui.pages.list_tab import ListTab
from ui.presenters.agree_presenter import AgreePresenter
from ui.presenters.beliefs_presenter import guess_card, keep
from ui.presenters.division_head import division_head
from ui.presenters.gaps_presenter import GapsPresenter
from ui.presenters.ledger_presenter import LedgerPresenter
from ui.services_flow import ServicesFlow
from ui.tab_pages import TabPages

if TYPE_CHECKING:
    from model.change import Change
    from model.i18n import Catalog
    from model.session import AssessmentSession
    from model.storage.assessments import AssessmentStore
    from ui.main_window import MainWindow

_ON_LEDGER = frozenset({Part.CLAIMS, Part.HANDOFFS, Part.OVERRIDES})


class DivisionPages(TabPages):
    """Runs the tabs of the division, and the counts above them."""

    def __init__(
        self,
        window: MainWindow,
        store: AssessmentStore,
        session: AssessmentSession,
        catalog: Catalog,
    ) -> None:
        self._head = DivisionPage()
        super().__init__(self._head, "division", catalog)
        self._window = window
        self._session = session
        self._head.next_requested.connect(lambda: window.show_step("questions"))
        self._head.guess_requested.connect(self._guess)
        self._add_agree()
        self._add_ledger()
        self._add_gaps()
        self._moving = MovingFlow(window, session, catalog)
        self.add_tab("moving", self._moving.tab, self._moving.presenter)
        self._services = ServicesFlow(window, store, session, catalog)
        self.add_tab("services", self._services.tab, self._services.presenter)
        self._head.show_head(division_head(session, catalog))

    def refresh(self) -> None:
        """Show the counts and the tab on screen as the session stands."""
        self._head.show_head(division_head(self._session, self._catalog))
        super().refresh()

    def use_catalog(self, catalog: Catalog) -> None:
        """Go on in another language."""
        super().use_catalog(catalog)
        self._head.show_head(division_head(self._session, catalog))

    def show_responsibility(self, responsibility_id: str) -> None:
        """Turn to the ledger and choose one responsibility."""
        self.page.show_tab("ledger")
        self._ledger_tab.choose(responsibility_id)

    def show_change(self, change: Change) -> None:
        """Turn to the tab where a change can be seen, and to what it is about."""
        if change.part in _ON_LEDGER:
            self.show_responsibility(change.key.partition("/")[0])
        elif change.part is Part.ACCEPTED:
            self.page.show_tab("gaps")
        elif change.part is Part.AGREED:
            self.page.show_tab("agree")

    def _guess(self) -> None:
        """Ask who is thought to hold each duty, and keep what was said."""
        dialog = BeliefsDialog(guess_card(self._session, self._catalog), self.page)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        said = dialog.said()
        dialog.deleteLater()
        if accepted and said:
            self._window.attempt(lambda: keep(self._session, said))
            self._window.report_note("learn.guess.done", count=len(said))

    def _add_agree(self) -> None:
        tab = AgreeTab()
        report = self._window.report_error
        presenter = AgreePresenter(self._session, self._catalog, tab, report)
        tab.option_chosen.connect(presenter.choose)
        tab.known_by_chosen.connect(presenter.know)
        self.work_when_idle(tab, presenter.prepare)
        self.add_tab("agree", tab, presenter)

    def _add_ledger(self) -> None:
        tab = LedgerTab()
        report = self._window.report_error
        self._ledger = LedgerPresenter(self._session, self._catalog, tab, report)
        self._ledger_tab = tab
        tab.row_chosen.connect(self._ledger.show)
        tab.narrowed.connect(self._ledger.narrow)
        tab.requested.connect(self._enter)
        self.add_tab("ledger", tab, self._ledger)

    def _enter(self, name: str, responsibility_id: str) -> None:
        """Ask for a claim, a hand-off or a change by hand, and keep it."""
        presenter = self._ledger
        if name == "revert":
            presenter.revert(responsibility_id)
        else:
            form = presenter.form(name, responsibility_id)
            self.ask(form, lambda values: presenter.keep(name, responsibility_id, values))

    def _add_gaps(self) -> None:
        tab = ListTab("gaps")
        report = self._window.report_error
        self._gaps = GapsPresenter(self._session, self._catalog, tab, report)
        tab.choice_made.connect(self._gaps.look_at)
        tab.opened.connect(lambda row_id: self._on_gap("show", row_id))
        tab.requested.connect(self._on_gap)
        self.add_tab("gaps", tab, self._gaps)

    def _on_gap(self, name: str, gap_id: str) -> None:
        presenter = self._gaps
        responsibility_id = presenter.responsibility_of(gap_id)
        if name == "show":
            self.show_responsibility(responsibility_id)
        elif name == "handoff":
            self._enter(name, responsibility_id)
        elif name == "accept":
            today = now().astimezone().date()
            form = presenter.form(gap_id, self._window.person, today)
            self.ask(form, lambda values: presenter.accept(gap_id, values))
        else:
            presenter.reopen(gap_id)
