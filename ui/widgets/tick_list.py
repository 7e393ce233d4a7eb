"""A list with boxes to tick, by keyboard or with a click anywhere on a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListView, QListWidget, QListWidgetItem

from ui.widgets.whole_text import WholeText

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QResizeEvent

CHECK = {True: Qt.CheckState.Checked, False: Qt.CheckState.Unchecked}
"""The box of a row that is ticked, or not."""


class TickList(QListWidget):
    """A list with boxes; a click anywhere on a row ticks it, as Space does."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self._whole = WholeText(self)
        self.setItemDelegate(self._whole)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self._pressed: QListWidgetItem | None = None

    def go_to_first(self) -> None:
        """Make the first row that is shown and can be ticked the current one."""
        items = (self.item(n) for n in range(self.count()))
        can = Qt.ItemFlag.ItemIsEnabled
        shown = (item for item in items if not item.isHidden() and item.flags() & can)
        first = next(shown, None)
        if first is not None:
            self.setCurrentItem(first)

    def has_shown(self) -> bool:
        """Say whether any row is shown."""
        return any(not self.item(number).isHidden() for number in range(self.count()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure again: texts are broken elsewhere, and the style may be another."""
        super().resizeEvent(event)
        self._whole.forget()
        self.scheduleDelayedItemsLayout()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self.itemAt(event.position().toPoint())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        before = None if item is None else item.checkState()
        super().mouseReleaseEvent(event)
        is_left = event.button() is Qt.MouseButton.LeftButton
        if is_left and item is not None and self._is_missed(item, before):
            item.setCheckState(CHECK[before is not Qt.CheckState.Checked])
        self._pressed = None

    def _is_missed(self, item: QListWidgetItem, before: Qt.CheckState | None) -> bool:
        """Say whether a row was clicked beside its box, which ticks nothing by itself."""
        has_box = bool(item.flags() & Qt.ItemFlag.ItemIsUserCheckable)
        return has_box and item is self._pressed and item.checkState() is before
