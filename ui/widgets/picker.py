"""Choices with boxes to tick, narrowed by what is typed above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from model.text import NAME_LENGTH
from ui.widgets.basics import label
from ui.widgets.tick_list import CHECK, TickList

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from PySide6.QtGui import QKeyEvent

_ID = int(Qt.ItemDataRole.UserRole)
_LINES = 9
"""Lines of text that the list has room for."""


class Picker(QWidget):
    """Lets any number of choices be ticked, or one of them; all of it works by keyboard.

    Args:
        name: what is chosen, for those who cannot see it.
        choices: id and words of each.
        words: the messages of the area "entry".
        is_single: ticking one takes the tick of the other away.
    """

    def __init__(
        self,
        name: str,
        choices: Iterable[tuple[str, str]],
        words: Mapping[str, str],
        *,
        is_single: bool = False,
    ) -> None:
        super().__init__()
        self._words = words
        self._is_single = is_single
        self._list = TickList()
        self._list.setAccessibleName(name)
        self._filter = _Filter(self._list)
        self._filter.setPlaceholderText(words["filter"])
        self._filter.setAccessibleName(f"{name}: {words['filter']}")
        self._filter.setMaxLength(NAME_LENGTH)
        self._told = label(role="muted")
        for key, text in choices:
            item = QListWidgetItem(text, self._list)
            item.setData(_ID, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self._list.setCurrentRow(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self._filter, self._list, self._told):
            column.addWidget(part)
        self.setFocusProxy(self._filter)
        self._list.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES)
        self._filter.textChanged.connect(self._narrow)
        self._list.itemChanged.connect(self._on_ticked)
        self._tell()

    def choose(self, keys: Iterable[str]) -> None:
        """Tick some choices and no others, and show the first of them."""
        wanted = set(keys)
        self._list.blockSignals(True)
        for item in self._items():
            item.setCheckState(CHECK[item.data(_ID) in wanted])
        self._list.blockSignals(False)
        ticked = self._ticked()
        if ticked:
            self._list.setCurrentItem(ticked[0])
        self._tell()

    def chosen(self) -> tuple[str, ...]:
        """Return the ids of what is ticked, in the order of the list."""
        return tuple(item.data(_ID) for item in self._ticked())

    def _items(self) -> list[QListWidgetItem]:
        return [self._list.item(number) for number in range(self._list.count())]

    def _ticked(self) -> list[QListWidgetItem]:
        return [item for item in self._items() if item.checkState() is Qt.CheckState.Checked]

    def _narrow(self, typed: str) -> None:
        """Show only choices that hold every typed word; those that are ticked stay ticked."""
        words = typed.casefold().split()
        for item in self._items():
            text = item.text().casefold()
            item.setHidden(not all(word in text for word in words))
        self._list.go_to_first()
        self._tell()

    def _on_ticked(self, item: QListWidgetItem) -> None:
        if self._is_single and item.checkState() is Qt.CheckState.Checked:
            self._list.blockSignals(True)
            for other in self._items():
                if other is not item:
                    other.setCheckState(Qt.CheckState.Unchecked)
            self._list.blockSignals(False)
            self._list.viewport().update()
        self._tell()

    def _tell(self) -> None:
        chosen = self.chosen()
        what, count = " · ".join(chosen), len(chosen)
        words = self._words["chosen"].format(count=count, what=what)
        lines = [words if chosen else self._words["chosen_none"]]
        if all(item.isHidden() for item in self._items()):
            lines.insert(0, self._words["no_match"])
        self._told.setText("\n".join(lines))
        self._told.setAccessibleName(self._told.text())


class _Filter(QLineEdit):
    """What narrows a list; Enter and Down go on to the list instead of closing the dialog."""

    def __init__(self, boxes: TickList) -> None:
        super().__init__()
        self._boxes = boxes

    def keyPressEvent(self, event: QKeyEvent) -> None:
        goes_on = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)
        if goes_on and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self._boxes.has_shown():
                self._boxes.setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)
