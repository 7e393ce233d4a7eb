"""The tree of categories and questions, with a mark for the state of each."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from ui.widgets.icons import coloured

if TYPE_CHECKING:
    from ui.presenters.question_list import TreeBranch

_MARKS = {
    "done": "circle-check",
    "unknown": "circle-question-mark",
    "not_applicable": "ban",
    "open": "circle-dashed",
    "carried": "clock",
    "fault": "triangle-alert",
}
_FLAG = "flag"
_ID = int(Qt.ItemDataRole.UserRole)


class QuestionTree(QTreeWidget):
    """Shows the branches; `chosen` tells the question that was picked."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(14)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemClicked.connect(self._on_item)
        self.itemActivated.connect(self._on_item)
        self._leaves: dict[str, QTreeWidgetItem] = {}
        self._shape: tuple[object, ...] = ()

    def show_tree(self, branches: tuple[TreeBranch, ...], current: str) -> None:
        """Show the branches and mark the question on screen."""
        shape = tuple((b.id, tuple(leaf.id for leaf in b.leaves)) for b in branches)
        if shape != self._shape:
            self._build(branches)
            self._shape = shape
        colours = self.palette()
        for number, branch in enumerate(branches):
            top = self.topLevelItem(number)
            if top is not None:
                top.setText(0, f"{branch.text}  {branch.progress}")
            for leaf in branch.leaves:
                item = self._leaves[leaf.id]
                item.setText(0, leaf.text)
                item.setToolTip(0, f"<span>{html.escape(leaf.text)}</span>")
                done = leaf.state == "done"
                role = QPalette.ColorRole.Link if done else QPalette.ColorRole.Shadow
                mark = _FLAG if leaf.is_flagged else _MARKS[leaf.state]
                item.setIcon(0, coloured(mark, colours.color(role).name()))
                item.setData(
                    0, Qt.ItemDataRole.AccessibleTextRole, f"{leaf.text}, {leaf.state_text}"
                )
        if current in self._leaves:
            self.setCurrentItem(self._leaves[current])

    def _build(self, branches: tuple[TreeBranch, ...]) -> None:
        self.clear()
        self._leaves = {}
        size = self.fontMetrics().height()
        self.setIconSize(QSize(size - 4, size - 4))
        for branch in branches:
            top = QTreeWidgetItem([branch.text])
            font = self.font()
            font.setBold(True)
            top.setFont(0, font)
            top.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.addTopLevelItem(top)
            for leaf in branch.leaves:
                item = QTreeWidgetItem([leaf.text])
                item.setData(0, _ID, leaf.id)
                top.addChild(item)
                self._leaves[leaf.id] = item
            top.setExpanded(True)

    def _on_item(self, item: QTreeWidgetItem, _column: int = 0) -> None:
        question_id = item.data(0, _ID)
        if question_id:
            self.chosen.emit(question_id)
