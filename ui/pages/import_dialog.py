"""What was received, before anything is written: new, or merged into a copy that is here."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QVBoxLayout, QWidget

from model.merging import Side
from ui.widgets.basics import GAP, PAGE_MARGIN, Card, Flow, Scrolled, button, clear, label, row
from ui.widgets.option_row import RadioRow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton

    from ui.presenters.merge_presenter import ConflictRow, ImportCard

_AT_ONCE = 20
"""Conflicts that are built at a time: a page of hundreds would be slow to lay out."""


class ImportDialog(QDialog):
    """Shows the preview; accepting it means what the main button says."""

    target_chosen = Signal(str)
    side_chosen = Signal(str, Side)
    all_chosen = Signal(Side)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._groups: list[QButtonGroup] = []
        self._waiting: list[ConflictRow] = []
        self._words: dict[str, str] = {}
        self._scrolled = Scrolled(gap=GAP)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GAP)
        self._more = button(on_click=self._build_more)
        self._more.setObjectName("import.more")
        self._cancel = button(on_click=self.reject)
        self._primary = button("", "primary", on_click=self.accept)
        self._primary.setObjectName("import.primary")
        self._primary.setDefault(True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, PAGE_MARGIN)
        outer.addWidget(self._scrolled, stretch=1)
        foot = row(0, self._cancel, self._primary)
        foot.setContentsMargins(PAGE_MARGIN, GAP, PAGE_MARGIN, 0)
        outer.addLayout(foot)
        letter = self.fontMetrics().height()
        self.resize(min(letter * 44, parent.width()), min(letter * 46, parent.height()))

    def show_card(self, card: ImportCard) -> None:
        """Show a preview; the place that the user scrolled to stays."""
        had_focus = self.focusWidget().objectName() if self.focusWidget() else ""
        place = self._scrolled.verticalScrollBar().value()
        self.setWindowTitle(card.title)
        self._words = card.words
        self._cancel.setText(card.words["cancel"])
        self._primary.setText(card.primary)
        self._more.setParent(None)
        clear(self._scrolled.column)
        self._groups.clear()
        self._show_facts(card)
        self._show_targets(card)
        self._show_conflicts(card)
        self._scrolled.column.addStretch(1)
        self._order()
        self._focus(had_focus or f"target.{card.chosen}")
        self._scrolled.verticalScrollBar().setValue(place)

    def _show_facts(self, card: ImportCard) -> None:
        column = self._scrolled.column
        column.addWidget(label(card.title, "heading"))
        shown = Card(gap=4)
        shown.add(*(label(line) for line in card.facts))
        column.addWidget(shown)

    def _show_targets(self, card: ImportCard) -> None:
        column = self._scrolled.column
        column.addWidget(label(card.words["targets"], "strong"))
        group = self._group()
        for target, name, detail in card.targets:
            made = RadioRow(name, detail=detail)
            made.setObjectName(f"target.{target}")
            made.setChecked(target == card.chosen)
            made.clicked.connect(lambda _=False, key=target: self.target_chosen.emit(key))
            group.addButton(made)
            column.addWidget(made)
        for reason in card.blocked:
            column.addWidget(label(reason, "muted"))
        for text in (card.counts, card.hint):
            if text:
                column.addWidget(label(text))

    def _show_conflicts(self, card: ImportCard) -> None:
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GAP)
        self._waiting = list(card.conflicts)
        if not card.conflicts:
            return
        column = self._scrolled.column
        column.addWidget(label(card.words["conflicts"], "strong"))
        both = Flow(GAP)
        for side in Side:
            made = button(
                card.words[f"all.{side.value}"],
                on_click=partial(self.all_chosen.emit, side),
            )
            made.setObjectName(f"all.{side.value}")
            both.addWidget(made)
        column.addLayout(both)
        column.addLayout(self._rows)
        column.addWidget(self._more)
        self._build()

    def _build_more(self) -> None:
        first = self._waiting[0].id if self._waiting else ""
        self._build()
        self._order()
        self._focus(f"side.{first}")

    def _build(self) -> None:
        now, self._waiting = self._waiting[:_AT_ONCE], self._waiting[_AT_ONCE:]
        for conflict in now:
            self._rows.addWidget(self._conflict(conflict))
        self._more.setText(self._words["more"].format(count=len(self._waiting)))
        self._more.setVisible(bool(self._waiting))

    def _conflict(self, conflict: ConflictRow) -> Card:
        shown = Card()
        shown.add(label(conflict.what, "strong"))
        group = self._group()
        for side, said in ((Side.OURS, conflict.ours), (Side.THEIRS, conflict.theirs)):
            text = self._words[f"side.{side.value}"].format(value=said)
            made = RadioRow(text)
            name = self._words["side.name"].format(what=conflict.what, side=text)
            made.setAccessibleName(name)
            is_chosen = side is conflict.side
            made.setChecked(is_chosen)
            made.setObjectName(f"side.{conflict.id}" if is_chosen else "")
            made.clicked.connect(
                lambda _=False, key=conflict.id, side=side: self.side_chosen.emit(key, side)
            )
            group.addButton(made)
            shown.add(made)
        return shown

    def _group(self) -> QButtonGroup:
        made = QButtonGroup(self._scrolled.widget())
        self._groups.append(made)
        return made

    def _order(self) -> None:
        """Let Tab go from top to bottom; what is built later would come after the foot."""
        found: list[QAbstractButton] = [made for g in self._groups[:1] for made in g.buttons()]
        for side in Side:
            found += self.findChildren(type(self._more), f"all.{side.value}")
        found += [made for group in self._groups[1:] for made in group.buttons()]
        shown = [self._more] if self._more.parent() is not None else []
        found += [*shown, self._cancel, self._primary]
        for before, after in pairwise(found):
            QWidget.setTabOrder(before, after)

    def _focus(self, name: str) -> None:
        found = self.findChild(QWidget, name)
        if found is not None:
            found.setFocus()
