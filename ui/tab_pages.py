"""A page of tabs, joined with their presenters and the open session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QDialog

from ui.pages.form_dialog import FormDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget

    from model.i18n import Catalog
    from ui.pages.tabs_page import TabsPage
    from ui.presenters.form import Form


class TabPresenter(Protocol):
    """What the presenter of every tab can do."""

    def refresh(self) -> None: ...
    def use_catalog(self, catalog: Catalog) -> None: ...


class IdleTab(Protocol):
    """A tab that tells when nothing else is to be done."""

    idle: SignalInstance

    def stop_idle(self) -> None: ...


class TabPages:
    """Runs the tabs of a page: only the one on screen is brought up to date.

    Args:
        page: the page that holds the tabs.
        area: of the messages that name the page and its tabs.
        catalog: the words.
    """

    def __init__(self, page: TabsPage, area: str, catalog: Catalog) -> None:
        self.page = page
        self._area = area
        self._catalog = catalog
        self._presenters: dict[str, TabPresenter] = {}
        self.page.tab_shown.connect(self._show_tab)

    def add_tab(self, name: str, widget: QWidget, presenter: TabPresenter) -> None:
        """Add a tab with what runs it; its name is one of the page's order.

        It is filled when it is first shown, not now: the page may never be.
        """
        self.page.add_tab(name, widget)
        self._presenters[name] = presenter

    def refresh(self) -> None:
        """Show the tab on screen as the session stands."""
        self._presenters[self.page.current()].refresh()

    def use_catalog(self, catalog: Catalog) -> None:
        """Go on in another language."""
        self._catalog = catalog
        for presenter in self._presenters.values():
            presenter.use_catalog(catalog)
        self.page.show_words(catalog.messages(self._area))

    def ask(self, form: Form, keep: Callable[[dict[str, str]], object]) -> None:
        """Ask with a form, and keep what was entered unless it was cancelled."""
        dialog = FormDialog(form, self.page)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        values = dialog.values()
        dialog.deleteLater()
        if accepted:
            keep(values)

    def work_when_idle(self, tab: IdleTab, prepare: Callable[[], bool]) -> None:
        """Let a presenter work on in small steps while the user does nothing.

        Args:
            tab: tells when it is idle.
            prepare: does one step, and says whether there is more.
        """

        def on_idle() -> None:
            if not prepare():
                tab.stop_idle()

        tab.idle.connect(on_idle)

    def _show_tab(self, name: str) -> None:
        if name in self._presenters:
            self._presenters[name].refresh()
