"""What the provider wrote back, before anything is kept: one box for each reply."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.widgets.basics import GAP, PAGE_MARGIN, Card, Flow, Scrolled, button, clear, label, row
from ui.widgets.option_row import BoxRow

if TYPE_CHECKING:
    from ui.presenters.replies_presenter import RepliesCard


class RepliesDialog(QDialog):
    """Shows the preview; accepting it means what the main button says."""

    ticked = Signal(str, bool)
    all_ticked = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._boxes: dict[str, BoxRow] = {}
        self._above: list[QWidget] = []
        self._scrolled = Scrolled(gap=GAP)
        self._cancel = button(on_click=self.reject)
        self._cancel.setObjectName("replies.cancel")
        self._primary = button("", "primary", on_click=self.accept)
        self._primary.setObjectName("replies.primary")
        self._primary.setDefault(True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, PAGE_MARGIN)
        outer.addWidget(self._scrolled, stretch=1)
        foot = row(0, self._cancel, self._primary)
        foot.setContentsMargins(PAGE_MARGIN, GAP, PAGE_MARGIN, 0)
        outer.addLayout(foot)
        self._scrolled.scroll_by_keys(self)
        letter = self.fontMetrics().height()
        self.resize(min(letter * 44, parent.width()), min(letter * 46, parent.height()))

    def show_card(self, card: RepliesCard) -> None:
        """Show a preview; what is there already only changes its ticks."""
        if not self._boxes or list(self._boxes) != [each.id for each in card.rows]:
            self._build(card)
        for each in card.rows:
            self._boxes[each.id].setChecked(each.is_ticked)
        self._primary.setText(card.primary)
        self._primary.setEnabled(card.can_keep)

    def _build(self, card: RepliesCard) -> None:
        column = self._scrolled.column
        clear(column)
        self.setWindowTitle(card.title)
        self._cancel.setText(card.words["preview.cancel"])
        column.addWidget(label(card.title, "heading"))
        for text in card.facts:
            column.addWidget(label(text))
        if card.warning:
            column.addWidget(label(card.warning, "warning"))
        self._boxes, self._above = {}, []
        if len(card.rows) > 1:
            column.addLayout(self._both(card))
        for each in card.rows:
            made = BoxRow(each.title, detail=each.detail)
            made.setObjectName(f"reply.{each.id}")
            made.clicked.connect(lambda on, key=each.id: self.ticked.emit(key, on))
            self._boxes[each.id] = made
            column.addWidget(made)
        if card.faults:
            column.addWidget(label(card.words["preview.faults"], "strong"))
            column.addWidget(Card(gap=4).add(*(label(text) for text in card.faults)))
        column.addStretch(1)
        self._order()
        next(iter(self._boxes.values()), self._cancel).setFocus()

    def _order(self) -> None:
        """Let Tab go from top to bottom; what is built later would come after the foot."""
        found: list[QWidget] = [*self._above, *self._boxes.values(), self._cancel, self._primary]
        for before, after in pairwise(found):
            QWidget.setTabOrder(before, after)

    def _both(self, card: RepliesCard) -> Flow:
        made = Flow(GAP)
        for name, is_ticked in (("all", True), ("no", False)):
            both = button(
                card.words[f"preview.{name}"], on_click=partial(self.all_ticked.emit, is_ticked)
            )
            both.setObjectName(f"replies.{name}")
            self._above.append(both)
            made.addWidget(both)
        return made
