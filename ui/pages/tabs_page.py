"""A page of tabs, each filled by its own widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ui.widgets.basics import GAP, PAGE_MARGIN, label

if TYPE_CHECKING:
    from collections.abc import Mapping


class TabsPage(QWidget):
    """Holds the tabs of one page; `tab_shown` tells the name of the one on screen.

    Args:
        name: of the page, for tests and pictures.
        order: names of the tabs as they stand; their words are the messages `tab.<name>`.
    """

    tab_shown = Signal(str)

    def __init__(self, name: str, order: tuple[str, ...]) -> None:
        super().__init__()
        self.setObjectName("page")
        self._order = order
        self._title = label(role="title")
        self._intro = label(role="muted")
        self._tabs = QTabWidget()
        self._tabs.setObjectName(f"{name}-tabs")
        self._tabs.setDocumentMode(True)
        self._tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self._tabs.setUsesScrollButtons(True)
        self._tabs.currentChanged.connect(lambda _: self.tab_shown.emit(self.current()))
        self._names: list[str] = []
        self.setFocusProxy(self._tabs.tabBar())
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, GAP)
        self.column.setSpacing(GAP // 2)
        self.column.addWidget(self._title)
        self.column.addWidget(self._intro)
        self.column.addWidget(self._tabs, stretch=1)

    def add_tab(self, name: str, widget: QWidget) -> None:
        """Add a tab at its place in the order."""
        at = sum(self._order.index(known) < self._order.index(name) for known in self._names)
        self._names.insert(at, name)
        self._tabs.insertTab(at, widget, name)

    def show_words(self, words: Mapping[str, str]) -> None:
        """Name the page and its tabs."""
        self._title.setText(words["title"])
        intro = words.get("intro", "")
        self._intro.setText(intro)
        self._intro.setVisible(bool(intro))
        self._tabs.tabBar().setAccessibleName(words["title"])
        for at, name in enumerate(self._names):
            self._tabs.setTabText(at, words[f"tab.{name}"])

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the tabs, as they stand."""
        return tuple(self._names)

    def show_only_if(self, name: str, *, is_wanted: bool) -> None:
        """Show a tab, or leave it out while there is nothing on it."""
        self._tabs.setTabVisible(self._names.index(name), is_wanted)

    def current(self) -> str:
        """Return the name of the tab on screen."""
        return self._names[self._tabs.currentIndex()]

    def show_tab(self, name: str) -> None:
        """Bring a tab to the front."""
        self._tabs.setCurrentIndex(self._names.index(name))
