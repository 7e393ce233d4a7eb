"""What if some actions were done: the actions to tick, and beside them what would be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QListWidgetItem, QSplitter, QVBoxLayout, QWidget

from ui.widgets.bars import RangeBar
from ui.widgets.basics import GAP, Card, Flow, Scrolled, button, clear, label, row
from ui.widgets.tick_list import CHECK, TickList

if TYPE_CHECKING:
    from fractions import Fraction

    from PySide6.QtGui import QResizeEvent

    from ui.presenters.moving_numbers import NumberLine
    from ui.presenters.whatif_presenter import CategoryLine, TickRow, WhatIfCard

_ID = int(Qt.ItemDataRole.UserRole)
_WIDE = 35
"""Lines of text that a tab is wide when the numbers stand beside the actions."""

_THEN = 2
"""Column of what a number would be."""

_SIZES = {True: [480, 520], False: [420, 580]}


class WhatIfTab(Scrolled):
    """Shows a trial; `ticked` tells the ids of all that is ticked."""

    ticked = Signal(tuple)
    horizon_wanted = Signal(str)
    cleared = Signal()
    copy_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(margin=0, gap=GAP)
        self.setObjectName("plan-whatif")
        self._rows: tuple[TickRow, ...] = ()
        self._orientation: Qt.Orientation | None = None
        self._intro, self._nothing = label(role="muted"), label(role="strong")
        self._told = label(role="strong")
        self._list = TickList()
        self._list.setObjectName("whatif-list")
        self._list.itemChanged.connect(lambda _: self._tell())
        self._whole = Flow()
        self._horizons: tuple[tuple[str, str], ...] = ()
        self._clear = button(kind="ghost", icon_name="rotate-ccw", on_click=self.cleared.emit)
        self._clear.setObjectName("whatif-clear")
        self._copy = button(kind="ghost", on_click=self.copy_wanted.emit)
        self._copy.setObjectName("whatif-copy")
        self._numbers_title, self._numbers = label(role="heading"), QGridLayout()
        self._numbers.setHorizontalSpacing(GAP)
        self._numbers.setVerticalSpacing(GAP // 2)
        self._numbers.setColumnStretch(0, 3)
        self._numbers.setColumnStretch(3, 2)
        self._number_labels: list[tuple[QLabel, ...]] = []
        self._list_labels: list[tuple[QLabel, QLabel]] = []
        self._category_parts: list[_CategoryPart] = []
        self._lists = QVBoxLayout()
        self._lists.setSpacing(GAP // 2)
        self._categories_title, self._categories = label(role="heading"), QVBoxLayout()
        self._categories.setSpacing(GAP)
        self._lay_out()

    def show_card(self, card: WhatIfCard) -> None:
        """Show what would be; the row with the keyboard keeps it."""
        words = card.words
        self._intro.setText(words["trial.intro"])
        self._nothing.setText(card.nothing)
        self._nothing.setVisible(bool(card.nothing))
        self._splitter.setVisible(not card.nothing)
        self._list.setAccessibleName(words["trial.list"])
        self._told.setText(card.told)
        self._told.setAccessibleName(card.told)
        self._show_rows(card)
        self._show_whole(card)
        self._clear.setText(words["trial.clear"])
        self._copy.setText(words["trial.copy"])
        self._clear.setEnabled(bool(card.ticked))
        self._numbers_title.setText(words["trial.numbers"])
        self._show_numbers(card.numbers)
        self._show_lists(card.lists)
        self._categories_title.setText(words["trial.categories"])
        self._show_categories(card.categories)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the numbers beside the actions, or below them where there is no room."""
        super().resizeEvent(event)
        line = self.fontMetrics().height()
        is_wide = self.width() >= _WIDE * line
        wanted = Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical
        if self._orientation is not wanted:
            self._orientation = wanted
            self._splitter.setOrientation(wanted)
            self._splitter.setSizes(_SIZES[is_wide])
        least = line * (16 if is_wide else 34)
        self._splitter.setMinimumHeight(max(least, self.height() - line * 4))

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP // 2)
        column.addLayout(self._whole)
        column.addWidget(self._list, stretch=1)
        column.addWidget(self._told)
        side = Scrolled(margin=GAP, gap=GAP)
        head = row(self._numbers_title, self._copy)
        head.setStretch(0, 1)
        numbers = Card(margin=GAP).add(head, self._numbers, self._lists)
        categories = Card(margin=GAP).add(self._categories_title, self._categories)
        side.column.addWidget(numbers)
        side.column.addWidget(categories)
        side.column.addStretch(1)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.addWidget(left)
        self._splitter.addWidget(side)
        self._splitter.setChildrenCollapsible(False)
        self.column.setContentsMargins(0, GAP, GAP, 0)
        self.column.addWidget(self._intro)
        self.column.addWidget(self._nothing)
        self.column.addWidget(self._splitter, stretch=1)
        self.column.addStretch(0)

    def _show_rows(self, card: WhatIfCard) -> None:
        with QSignalBlocker(self._list):
            if self._rows != card.rows:
                self._rows = card.rows
                self._list.clear()
                for each in card.rows:
                    self._add_row(each)
                self._list.go_to_first()
            for number in range(self._list.count()):
                item = self._list.item(number)
                if item.data(_ID):
                    item.setCheckState(CHECK[item.data(_ID) in card.ticked])
        self._list.viewport().update()

    def _add_row(self, shown: TickRow) -> None:
        item = QListWidgetItem(shown.text, self._list)
        item.setData(_ID, shown.id)
        if shown.id:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        else:
            bold = item.font()
            bold.setBold(True)
            item.setFont(bold)
            item.setFlags(Qt.ItemFlag.NoItemFlags)

    def _show_whole(self, card: WhatIfCard) -> None:
        if self._horizons != card.horizons:
            self._horizons = card.horizons
            self._whole.removeWidget(self._clear)
            clear(self._whole)
            for name, text in card.horizons:
                self._whole.addWidget(self._whole_button(name, text))
            self._whole.addWidget(self._clear)

    def _whole_button(self, name: str, text: str) -> QWidget:
        made = button(text, on_click=lambda: self.horizon_wanted.emit(name))
        made.setObjectName(f"whatif-all-{name}")
        return made

    def _show_numbers(self, numbers: tuple[NumberLine, ...]) -> None:
        """Show the numbers in the labels that are there; to make new ones is slow."""
        for at, each in enumerate(numbers):
            if at == len(self._number_labels):
                self._number_labels.append(self._number_row(at))
            told = (each.name, each.now, f"→ {each.then}", each.change)
            for made, text in zip(self._number_labels[at], told, strict=True):
                made.setText(text)
        for at, made_row in enumerate(self._number_labels):
            for made in made_row:
                made.setVisible(at < len(numbers))

    def _number_row(self, at: int) -> tuple[QLabel, ...]:
        made = tuple(
            label(role="strong" if column == _THEN else "body", wrap=column not in (1, _THEN))
            for column in range(4)
        )
        for column, each in enumerate(made):
            self._numbers.addWidget(each, at, column, Qt.AlignmentFlag.AlignVCenter)
        return made

    def _show_lists(self, lists: tuple[tuple[str, tuple[str, ...]], ...]) -> None:
        for at, (heading, lines) in enumerate(lists):
            if at == len(self._list_labels):
                made = (label(role="strong"), label())
                self._list_labels.append(made)
                for each in made:
                    self._lists.addWidget(each)
            head, body = self._list_labels[at]
            head.setText(heading)
            body.setText("\n".join(lines))
        for at, made in enumerate(self._list_labels):
            for each in made:
                each.setVisible(at < len(lists))

    def _show_categories(self, categories: tuple[CategoryLine, ...]) -> None:
        for at, each in enumerate(categories):
            if at == len(self._category_parts):
                self._category_parts.append(_CategoryPart())
                self._categories.addWidget(self._category_parts[at])
            self._category_parts[at].show_line(each)
        for at, part in enumerate(self._category_parts):
            part.setVisible(at < len(categories))

    def _tell(self) -> None:
        items = (self._list.item(number) for number in range(self._list.count()))
        on = Qt.CheckState.Checked
        self.ticked.emit(tuple(i.data(_ID) for i in items if i.data(_ID) and i.checkState() is on))


class _CategoryPart(QWidget):
    """One category: its bar now, its bar then, and both in words."""

    def __init__(self) -> None:
        super().__init__()
        self._name, self._text = label(role="strong"), label(role="small")
        self._bars = (RangeBar(8), RangeBar(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        for part in (self._name, *self._bars, self._text):
            column.addWidget(part)

    def show_line(self, line: CategoryLine) -> None:
        """Show a category before and after."""
        self._name.setText(line.name)
        self._text.setText(line.text)
        for bar, bounds in zip(self._bars, (line.before, line.after), strict=True):
            bar.show_range(*(_float(v) for v in (bounds.value, bounds.low, bounds.high)))
            bar.setAccessibleName(f"{line.name} {line.text}")


def _float(value: Fraction | None) -> float | None:
    return float(value) if value is not None else None
