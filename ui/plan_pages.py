"""The plan page, joined with its tabs, their presenters and the open session."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from model.assessment import ActionState
from model.clock import now
from model.errors import AppError
from ui.pages.board_tab import BoardTab
from ui.pages.plan_tab import PlanTab
from ui.pages.plan_table_tab import PlanTableTab
from ui.pages.tabs_page import TabsPage
from ui.pages.whatif_tab import WhatIfTab
from ui.presenters.board_presenter import STATES, BoardPresenter
from ui.presenters.plan_editing import ACCEPT, PlanEditing
from ui.presenters.plan_presenter import PlanPresenter
from ui.presenters.plan_table_presenter import OPEN, PlanTablePresenter
from ui.presenters.whatif_presenter import WhatIfPresenter
from ui.tab_pages import TabPages

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from model.i18n import Catalog
    from model.improvement import Horizon
    from model.session import AssessmentSession
    from ui.main_window import MainWindow

ORDER = ("list", "table", "board", "whatif")


def today() -> date:
    """Return the day on this computer, against which a date is overdue."""
    return now().astimezone().date()


class PlanPages(TabPages):
    """Runs the tabs; what is decided on one is seen on the others."""

    def __init__(
        self,
        window: MainWindow,
        session: AssessmentSession,
        catalog: Catalog,
        go_to_question: Callable[[str], None],
    ) -> None:
        super().__init__(TabsPage("plan", ORDER), "plan", catalog)
        self._window = window
        self._session = session
        self._go_to_question = go_to_question
        self._editing = PlanEditing(session, catalog)
        self._add_list()
        self._add_table()
        self._add_board()
        self._add_whatif()
        self.page.show_words(catalog.messages("plan"))

    def use_catalog(self, catalog: Catalog) -> None:
        """Go on in another language."""
        self._editing.use_catalog(catalog)
        super().use_catalog(catalog)

    def show_change(self) -> None:
        """Turn to a tab where decisions are seen, after one of them was taken back."""
        if self.page.current() == "whatif":
            self.page.show_tab("list")

    def try_horizon(self, horizon: Horizon) -> None:
        """Tick every action of a horizon, as the button for it does."""
        self._whatif.tick_horizon(horizon.value)

    def commit(self) -> None:
        """Have what is being typed saved."""
        self._list.commit()

    def _add_list(self) -> None:
        self._list = tab = PlanTab()
        report = self._window.report_error
        self._plan = PlanPresenter(self._session, self._catalog, tab, report, today)
        tab.decided.connect(self._decide)
        tab.budget_set.connect(self._plan.set_budget)
        tab.day_set.connect(self._plan.set_day)
        tab.question_requested.connect(self._go_to_question)
        tab.questions_requested.connect(partial(self._window.show_step, "questions"))
        tab.division_requested.connect(partial(self._window.show_step, "division"))
        tab.next_requested.connect(partial(self._window.show_step, "printing"))
        self.add_tab("list", tab, self._plan)

    def _add_table(self) -> None:
        tab = PlanTableTab()
        report = self._window.report_error
        presenter = PlanTablePresenter(self._session, self._catalog, tab, report, today)
        tab.wished.connect(presenter.wish)
        tab.sorted_by.connect(presenter.sort_by)
        tab.requested.connect(self._on_requested)
        self.add_tab("table", tab, presenter)

    def _add_board(self) -> None:
        tab = BoardTab(tuple(state.value for state in STATES))
        report = self._window.report_error
        presenter = BoardPresenter(self._session, self._catalog, tab, report, today)
        tab.moved.connect(self._move)
        tab.opened.connect(self._open)
        self.add_tab("board", tab, presenter)

    def _add_whatif(self) -> None:
        tab = WhatIfTab()
        report = self._window.report_error
        self._whatif = presenter = WhatIfPresenter(self._session, self._catalog, tab, report)
        tab.ticked.connect(presenter.tick)
        tab.horizon_wanted.connect(presenter.tick_horizon)
        tab.cleared.connect(presenter.clear)
        tab.copy_wanted.connect(self._copy)
        self.add_tab("whatif", tab, presenter)

    def _decide(self, action_id: str, changes: dict[str, str]) -> None:
        """Keep a decision; that a risk is accepted needs a reason and an approver."""
        if changes.get("state") == ActionState.ACCEPTED:
            self._ask_to_edit(ACCEPT, (action_id,))
            self._plan.show_again(action_id)
        else:
            self._plan.decide(action_id, changes)

    def _on_requested(self, name: str, ids: tuple[str, ...]) -> None:
        if name == OPEN:
            self._open(ids[0])
        elif ids:
            self._ask_to_edit(name, ids)
            self.refresh()

    def _move(self, action_id: str, state: str) -> None:
        if state == ActionState.ACCEPTED:
            self._ask_to_edit(ACCEPT, (action_id,))
        else:
            self._keep(lambda: self._editing.move((action_id,), ActionState(state)))
        self.refresh()

    def _open(self, action_id: str) -> None:
        """Show the details of an action on the plan itself."""
        self.page.show_tab("list")
        self._list.show_details(action_id)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._whatif.text())
        self._window.report_note("whatif.copied")

    def _ask_to_edit(self, name: str, ids: tuple[str, ...]) -> None:
        form = self._editing.form(name, ids)
        self.ask(form, lambda values: self._keep(lambda: self._editing.keep(name, ids, values)))

    def _keep(self, keep: Callable[[], int]) -> None:
        """Keep decisions, and say how many actions they changed."""
        try:
            count = keep()
        except AppError as error:
            self._window.report_error(error)
            return
        if count:
            self._window.report_note("plan.bulk.done", count=count)
        else:
            self._window.report_note("plan.bulk.same")
