"""Home: the assessments of this workspace, and the way in for a new user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui import keys

if TYPE_CHECKING:
    from ui.pages.assessment_list import AssessmentList
    from ui.pages.welcome import Welcome
    from ui.presenters.home_presenter import HomeCard, HomeRow


class HomePage(QWidget):
    """Lists assessments, or welcomes; everything that happens is told by signals.

    Each of the two views is made when it is first shown, so that the first page is there soon.
    """

    open_requested = Signal(str)
    delete_requested = Signal(str)
    new_requested = Signal()
    sample_requested = Signal()
    file_requested = Signal()
    wish_changed = Signal(object)
    more_wanted = Signal()
    idle = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._list: AssessmentList | None = None
        self._welcome: Welcome | None = None
        self._stack = QStackedWidget()
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self.idle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        acts = {"list.new": self.new_requested.emit, "list.open_file": self.file_requested.emit}
        for name, act in acts.items():
            for each in keys.of(name):
                QShortcut(QKeySequence(each), self, autoRepeat=False).activated.connect(act)

    def show_card(self, card: HomeCard) -> None:
        """Show the list, or the welcome where there is nothing yet."""
        shown = self._make_welcome() if card.is_empty else self._make_list()
        shown.show_card(card)
        self._stack.setCurrentWidget(shown)
        if card.rows:
            self._idle.start()

    def show_more(self, rows: tuple[HomeRow, ...], *, has_more: bool) -> None:
        """Show the rows that follow."""
        self._make_list().show_more(rows, has_more=has_more)
        self._idle.start()

    def show_row(self, shown: HomeRow) -> None:
        """Show one line again, now with its score."""
        self._make_list().show_row(shown)

    def stop_idle(self) -> None:
        """Ask for no more work between events."""
        self._idle.stop()

    def _make_list(self) -> AssessmentList:
        if self._list is None:
            from ui.pages.assessment_list import AssessmentList  # noqa: PLC0415  when shown

            self._list = AssessmentList()
            self._list.open_requested.connect(self.open_requested)
            self._list.delete_requested.connect(self.delete_requested)
            self._list.wish_changed.connect(self.wish_changed)
            self._list.more_wanted.connect(self.more_wanted)
            self._join(self._list)
        return self._list

    def _make_welcome(self) -> Welcome:
        if self._welcome is None:
            from ui.pages.welcome import Welcome  # noqa: PLC0415  when shown

            self._welcome = Welcome()
            self._join(self._welcome)
        return self._welcome

    def _join(self, view: AssessmentList | Welcome) -> None:
        view.new_requested.connect(self.new_requested)
        view.sample_requested.connect(self.sample_requested)
        view.file_requested.connect(self.file_requested)
        self._stack.addWidget(view)
