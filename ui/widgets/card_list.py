"""A list whose rows look like cards: a title, and a line below it; they can be dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QPainter, QPalette, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import (
        QDragEnterEvent,
        QDragMoveEvent,
        QDropEvent,
        QKeyEvent,
        QPaintEvent,
        QResizeEvent,
    )

    from ui.tables.row_table import Index

_ID = int(Qt.ItemDataRole.UserRole)
_BELOW, _IS_URGENT = _ID + 1, _ID + 2
_FORMAT = "application/x-shoulder-row"
_PADDING, _BETWEEN, _ROUND = 10, 4, 8.0


class _CardLook(QStyledItemDelegate):
    """Draws a row as a card, as high as its texts need."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width() - 2 * self._view.spacing()
        height = sum(made.boundingRect().height() for made in _texts(option, index, width))
        return QSize(width, round(height) + 2 * _PADDING + _BETWEEN + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, chosen = option.palette, QStyle.StateFlag.State_Selected in option.state
        area = QRectF(option.rect).adjusted(2, 2, -2, -2)
        role = QPalette.ColorRole.Highlight if chosen else QPalette.ColorRole.Mid
        painter.setPen(QPen(palette.color(QPalette.ColorGroup.Active, role), 2 if chosen else 1))
        ground = QPalette.ColorRole.Light if chosen else QPalette.ColorRole.Base
        painter.setBrush(palette.color(QPalette.ColorGroup.Active, ground))
        painter.drawRoundedRect(area, _ROUND, _ROUND)
        top = area.top() - 2 + _PADDING
        is_urgent = bool(index.data(_IS_URGENT))
        quiet = QPalette.ColorRole.BrightText if is_urgent else QPalette.ColorRole.Shadow
        for made, colour in zip(
            _texts(option, index, option.rect.width()),
            (QPalette.ColorRole.Text, quiet),
            strict=False,
        ):
            painter.setPen(palette.color(QPalette.ColorGroup.Active, colour))
            made.draw(painter, QPointF(area.left() + _PADDING, top))
            top += made.boundingRect().height() + _BETWEEN
        painter.restore()


def _texts(option: QStyleOptionViewItem, index: Index, width: int) -> list[QTextLayout]:
    """Return title and what is below it, broken into lines that fit."""
    bold = QFont(option.font)
    bold.setBold(True)
    room = max(1, width - 2 * _PADDING - 4)
    pairs = ((str(index.data()), bold), (str(index.data(_BELOW) or ""), option.font))
    return [_laid_out(text, font, room) for text, font in pairs if text]


def _laid_out(text: str, font: QFont, width: int) -> QTextLayout:
    made = QTextLayout(text, font)
    wrapping = QTextOption()
    wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    made.setTextOption(wrapping)
    made.beginLayout()
    top = 0.0
    while (line := made.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += line.height()
    made.endLayout()
    return made


class CardList(QListWidget):
    """Shows cards; tells which was entered, dropped here, or is to go to the side.

    `stepped` tells an id and -1 or 1: Ctrl with the left or right arrow; `left` the same
    without an id, for the arrow alone.
    """

    opened = Signal(str)
    dropped = Signal(str)
    stepped = Signal(str, int)
    left = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._empty = ""
        self.setItemDelegate(_CardLook(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSpacing(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)
        self.setDropIndicatorShown(False)
        self.itemDoubleClicked.connect(lambda item: self.opened.emit(item.data(_ID)))

    def show_cards(self, cards: Sequence[tuple[str, str, str, bool]]) -> None:
        """Show cards, each an id, a title, what is below it, and whether that is urgent."""
        if cards == self._cards():
            return
        self.clear()
        for key, title, below, is_urgent in cards:
            item = QListWidgetItem(title, self)
            item.setData(_ID, key)
            item.setData(_BELOW, below)
            item.setData(_IS_URGENT, is_urgent)
            item.setData(int(Qt.ItemDataRole.AccessibleTextRole), f"{title}\n{below}".strip())

    def say_if_empty(self, text: str) -> None:
        """Say something in place of cards while there are none."""
        self._empty = text
        self.setAccessibleDescription(text)
        self.viewport().update()

    def lock(self, *, is_locked: bool) -> None:
        """Let cards be dragged, or not."""
        mode = QAbstractItemView.DragDropMode
        self.setDragDropMode(mode.NoDragDrop if is_locked else mode.DragDrop)

    def chosen(self) -> str:
        """Return the id of the chosen card; empty where none is."""
        items = self.selectedItems()
        return str(items[0].data(_ID)) if items else ""

    def choose(self, key: str) -> bool:
        """Choose a card, and say whether it is here."""
        for number in range(self.count()):
            if self.item(number).data(_ID) == key:
                self.setCurrentRow(number)
                return True
        return False

    def mimeTypes(self) -> list[str]:
        return [_FORMAT]

    def mimeData(self, items: Iterable[QListWidgetItem]) -> QMimeData:
        made = QMimeData()
        keys = [str(item.data(_ID)) for item in items]
        made.setData(_FORMAT, "\n".join(keys).encode())
        return made

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._take(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._take(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what was dropped once the mouse is free again: it may ask for something."""
        if event.mimeData().hasFormat(_FORMAT):
            key = bytes(event.mimeData().data(_FORMAT).data()).decode()
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            QTimer.singleShot(0, self, lambda: self.dropped.emit(key))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if way and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self.chosen():
                self.stepped.emit(self.chosen(), way)
        elif way:
            self.left.emit(way)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen():
            self.opened.emit(self.chosen())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.count() and self._empty:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.Shadow))
            made = _laid_out(self._empty, self.font(), self.viewport().width() - 2 * _PADDING)
            made.draw(painter, QPointF(_PADDING, _PADDING))
            painter.end()

    def _take(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(_FORMAT):
            event.acceptProposedAction()
        else:
            event.ignore()

    def _cards(self) -> list[tuple[str, str, str, bool]]:
        items = (self.item(number) for number in range(self.count()))
        return [
            (item.data(_ID), item.text(), item.data(_BELOW), item.data(_IS_URGENT))
            for item in items
        ]
