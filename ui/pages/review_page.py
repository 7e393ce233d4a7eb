"""Review: the tabs of what an auditor works with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ui.widgets.basics import GAP, PAGE_MARGIN, label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ORDER = ("differences", "observations", "interviews", "evidence", "history", "signoff")
"""Names of the tabs as they stand; their words are the messages `tab.<name>`."""


class ReviewPage(QWidget):
    """Holds the tabs; `tab_shown` tells the name of the one on screen."""

    tab_shown = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._title = label(role="title")
        self._tabs = QTabWidget()
        self._tabs.setObjectName("review-tabs")
        self._tabs.setDocumentMode(True)
        self._tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self._tabs.setUsesScrollButtons(True)
        self._tabs.currentChanged.connect(lambda _: self.tab_shown.emit(self.current()))
        self._names: list[str] = []
        self.setFocusProxy(self._tabs.tabBar())
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, GAP)
        column.setSpacing(GAP // 2)
        column.addWidget(self._title)
        column.addWidget(self._tabs, stretch=1)

    def add_tab(self, name: str, widget: QWidget) -> None:
        """Add a tab at its place in `ORDER`."""
        at = sum(ORDER.index(known) < ORDER.index(name) for known in self._names)
        self._names.insert(at, name)
        self._tabs.insertTab(at, widget, name)

    def show_words(self, words: Mapping[str, str]) -> None:
        """Name the page and its tabs."""
        self._title.setText(words["title"])
        self._tabs.tabBar().setAccessibleName(words["title"])
        for at, name in enumerate(self._names):
            self._tabs.setTabText(at, words[f"tab.{name}"])

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the tabs, as they stand."""
        return tuple(self._names)

    def current(self) -> str:
        """Return the name of the tab on screen."""
        return self._names[self._tabs.currentIndex()]

    def show_tab(self, name: str) -> None:
        """Bring a tab to the front."""
        self._tabs.setCurrentIndex(self._names.index(name))

    def _listen(self, keys: str, told: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(told)
