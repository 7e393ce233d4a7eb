"""What the list of assessments is searched, filtered and sorted with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QComboBox, QLineEdit, QSizePolicy, QWidget

from model.text import NAME_LENGTH
from ui.presenters.home_presenter import HomeWish
from ui.widgets.basics import GAP, button, row
from ui.widgets.choice_box import fill_choices
from ui.widgets.icons import icon

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from ui.presenters.home_presenter import HomeCard

SORTED = ("organisation", "service", "provider", "model", "state", "changed")
"""What the database can sort by, in the order of the columns."""

_LATEST_FIRST = {"changed"}
"""What begins with its end; names begin with A."""

_TYPING_PAUSE = 150
"""Milliseconds without a key after which the search begins."""


class AssessmentFinder(QWidget):
    """Tells which assessments the user wants to see, and in what order."""

    wish_changed = Signal(object)
    list_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._wish = HomeWish()
        self._words: dict[str, str] = {}
        self._is_narrow = False
        self._search = self._make_search()
        self._filter, self._sort = QComboBox(), QComboBox()
        for made, name in ((self._filter, "filter"), (self._sort, "sort")):
            made.setObjectName(name)
            made.activated.connect(lambda _: self.tell_now())
        self._direction = button(on_click=self._turn_round)
        self._direction.setObjectName("direction")
        self._direction.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_PAUSE)
        self._typing.timeout.connect(self.tell_now)
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(GAP)
        self._lines.addWidget(self._search, stretch=1)
        self._choices = row(self._filter, self._sort, self._direction)
        self._lines.addLayout(self._choices)
        down = QShortcut(
            QKeySequence("Down"), self._search, context=Qt.ShortcutContext.WidgetShortcut
        )
        down.activated.connect(self._go_to_list)

    def show_card(self, card: HomeCard) -> None:
        """Show what is wished for, in the language of the card; typed words stay."""
        self._words, self._wish = card.words, card.wish
        self._search.setPlaceholderText(card.words["search"])
        self._search.setAccessibleName(card.words["search"])
        sorts = [(name, card.words[f"sort.{name}"]) for name in SORTED]
        fill_choices(self._filter, card.states, card.wish.state, card.words["filter"])
        fill_choices(self._sort, sorts, card.wish.sort, card.words["sort"])
        self._show_direction()

    def sort_by(self, name: str, *, descending: bool) -> None:
        """Tell that the list is to be sorted by something else."""
        self._tell(replace(self._wish, sort=name, descending=descending))

    def tell_now(self) -> None:
        """Tell what the user wants to see now, if that is something else."""
        self._typing.stop()
        wish = replace(
            self._wish,
            words=self._search.text().strip(),
            state=str(self._filter.currentData() or ""),
        )
        sort = str(self._sort.currentData() or wish.sort)
        if sort != wish.sort:
            wish = replace(wish, sort=sort, descending=sort in _LATEST_FIRST)
        if wish != self._wish:
            self._tell(wish)

    def go_to_search(self) -> None:
        """Put the cursor into the search."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def use_narrow(self, *, is_narrow: bool) -> None:
        """Give the search a line of its own where there is little room beside it."""
        self._is_narrow = is_narrow
        directions = QBoxLayout.Direction
        self._lines.setDirection(directions.TopToBottom if is_narrow else directions.LeftToRight)
        sizes = QComboBox.SizeAdjustPolicy
        for place, (box, share) in enumerate(((self._filter, 10), (self._sort, 9))):
            self._choices.setStretch(place, share if is_narrow else 0)
            box.setSizeAdjustPolicy(
                sizes.AdjustToMinimumContentsLengthWithIcon if is_narrow else sizes.AdjustToContents
            )
        self._show_direction()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget a search that has not begun."""
        self._typing.stop()
        super().hideEvent(event)

    def _make_search(self) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName("search")
        made.setMaxLength(NAME_LENGTH)
        made.setClearButtonEnabled(True)
        made.textChanged.connect(lambda _: self._typing.start())
        made.returnPressed.connect(self.tell_now)
        return made

    def _tell(self, wish: HomeWish) -> None:
        self._wish = wish
        self._show_direction()
        self.wish_changed.emit(wish)

    def _turn_round(self) -> None:
        self.sort_by(self._wish.sort, descending=not self._wish.descending)

    def _show_direction(self) -> None:
        if not self._words:
            return
        way, picture = (
            ("descending", "arrow-down")
            if self._wish.descending
            else (
                "ascending",
                "arrow-up",
            )
        )
        self._direction.setText("" if self._is_narrow else self._words[way])
        self._direction.setAccessibleName(self._words[way])
        self._direction.setAccessibleDescription(self._words["turn_round"])
        self._direction.setToolTip(self._words["turn_round"])
        self._direction.setProperty("icon_name", picture)
        self._direction.setIcon(icon(picture, self._direction))

    def _go_to_list(self) -> None:
        if self._typing.isActive():
            self.tell_now()
        self.list_wanted.emit()
