"""Beside a question: what to list, a search, and the tree of what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from ui.widgets.basics import label
from ui.widgets.naming import name_field
from ui.widgets.question_tree import QuestionTree

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ui.presenters.question_presenter import QuestionCard

_SEARCH_PAUSE = 150


class _SearchLine(QLineEdit):
    """A search that Esc, Enter and Down leave."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        leaving = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)
        if event.key() in leaving and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            if event.key() == Qt.Key.Key_Escape:
                self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)


class QuestionSide(QWidget):
    """Tells the filter, the words and the question that are wanted."""

    filter_chosen = Signal(str)
    searched = Signal(str)
    chosen = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SEARCH_PAUSE)
        self._pause.timeout.connect(self._tell)
        self._filter = QComboBox()
        self._filter.setObjectName("filter")
        self._filter.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._filter.activated.connect(lambda i: self.filter_chosen.emit(self._filter.itemData(i)))
        self._search = _SearchLine()
        self._search.setObjectName("search")
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(lambda _: self._pause.start())
        self._search.left.connect(self._on_left)
        self._nothing = label(role="muted")
        self._tree = QuestionTree()
        self._tree.chosen.connect(self.chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._filter, self._search, self._nothing):
            column.addWidget(part)
        column.addWidget(self._tree, stretch=1)

    def show_card(self, card: QuestionCard) -> None:
        """Show the filters with their counts, and the tree."""
        words = card.words
        name_field(self._filter, words["filter"], is_alone=True)
        shown = [(self._filter.itemData(i), self._filter.itemText(i)) for i in self._places()]
        if shown != list(card.filters):
            self._filter.clear()
            for key, text in card.filters:
                self._filter.addItem(text, key)
        self._filter.setCurrentIndex(self._filter.findData(card.filter))
        self._search.setPlaceholderText(words["search"])
        self._search.setAccessibleName(words["search"])
        self._nothing.setText(card.nothing_found)
        self._nothing.setVisible(bool(card.nothing_found))
        self._tree.show_tree(card.tree, card.id)
        self._tree.setAccessibleName(words["tree"])

    def focus_search(self) -> None:
        """Put the keyboard into the search."""
        self._search.setFocus()
        self._search.selectAll()

    def _places(self) -> range:
        return range(self._filter.count())

    def _tell(self) -> None:
        self._pause.stop()
        self.searched.emit(self._search.text())

    def _on_left(self) -> None:
        self._tell()
        self.left.emit()
