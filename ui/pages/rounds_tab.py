"""Compare rounds: which two, how far they can be compared, their numbers, and the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from ui.pages.list_tab import ListTab
from ui.widgets.basics import GAP, Card, clear, label, line_direction
from ui.widgets.choice_box import choice_box, fill_choices
from ui.widgets.segments import Segments

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.presenters.round_words import NumberChange
    from ui.presenters.rounds_presenter import RoundsCard

_LETTERS = 8
_WIDE = 34
"""Lines of text that fit into the width of a tab whose two rounds stand side by side."""


class RoundsTab(ListTab):
    """Shows a comparison; tells which rounds are wanted. The list itself is a ListTab."""

    before_chosen = Signal(str)
    after_chosen = Signal(str)
    level_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("compare")
        self._before, self._before_label = choice_box("compare-before", _LETTERS), label()
        self._after, self._after_label = choice_box("compare-after", _LETTERS), label()
        self._before.activated.connect(
            lambda at: self.before_chosen.emit(self._before.itemData(at))
        )
        self._after.activated.connect(lambda at: self.after_chosen.emit(self._after.itemData(at)))
        self._overlap, self._source = label(role="strong"), label(role="small")
        self._limits = QVBoxLayout()
        self._limits.setSpacing(GAP // 2)
        self._limits_card = Card("warning", margin=GAP).add(self._limits)
        self._levels = Segments("compare-level")
        self._levels.chosen.connect(self.level_chosen)
        self._pair = self._make_pair()
        self._make_numbers()
        self._panel = QWidget()
        panel = QVBoxLayout(self._panel)
        panel.setContentsMargins(0, 0, 0, 0)
        panel.setSpacing(GAP)
        panel.addLayout(self._pair)
        for part in (self._overlap, self._limits_card, self._numbers_card, self._levels):
            panel.addWidget(part)
        self.column.insertWidget(1, self._panel)
        self.column.addWidget(self._source)

    def show_comparison(self, card: RoundsCard) -> None:
        """Show two rounds side by side; what has the focus keeps it."""
        words, has_two = card.words, bool(card.rounds)
        fill_choices(self._before, card.rounds, card.before, words["before"])
        fill_choices(self._after, card.rounds, card.after, words["after"])
        self._before_label.setText(words["before"])
        self._after_label.setText(words["after"])
        for part in (self._before, self._after, self._before_label, self._after_label):
            part.setVisible(has_two)
        self._overlap.setText(card.overlap)
        self._overlap.setVisible(bool(card.overlap))
        self._show_limits(card.limits)
        self._numbers_title.setText(words["numbers"])
        self._show_numbers(card.numbers, words)
        self._levels.show_choices(words["level"], card.levels, card.level)
        self._source.setText(card.source)
        self._source.setVisible(bool(card.source))
        self._panel.setVisible(has_two or bool(card.limits))
        self.show_card(card.rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the two rounds below each other where there is little room."""
        super().resizeEvent(event)
        self._pair.setDirection(line_direction(self, _WIDE))

    def _make_pair(self) -> QBoxLayout:
        pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        pair.setSpacing(GAP)
        for text, box in ((self._before_label, self._before), (self._after_label, self._after)):
            side = QVBoxLayout()
            side.setSpacing(GAP // 3)
            side.addWidget(text)
            side.addWidget(box)
            pair.addLayout(side, stretch=1)
        return pair

    def _make_numbers(self) -> None:
        self._numbers_title, self._numbers = label(role="heading"), QGridLayout()
        self._numbers.setHorizontalSpacing(GAP)
        self._numbers.setVerticalSpacing(GAP // 2)
        for column, share in ((0, 7), (1, 4), (2, 4), (3, 6)):
            self._numbers.setColumnStretch(column, share)
        self._numbers_card = Card(margin=GAP).add(self._numbers_title, self._numbers)

    def _show_limits(self, limits: tuple[str, ...]) -> None:
        clear(self._limits)
        for text in limits:
            self._limits.addWidget(label(text))
        self._limits_card.setVisible(bool(limits))

    def _show_numbers(self, numbers: tuple[NumberChange, ...], words: dict[str, str]) -> None:
        clear(self._numbers)
        heads = ("", words["number.before"], words["number.after"], words["number.change"])
        for column, text in enumerate(heads if numbers else ()):
            self._numbers.addWidget(label(text, "small"), 0, column)
        for at, each in enumerate(numbers, start=1):
            told = (each.name, each.before, each.after, each.change)
            for column, text in enumerate(told):
                made = label(text, "strong" if column == 2 else "body")  # noqa: PLR2004  the later one
                self._numbers.addWidget(made, at, column, Qt.AlignmentFlag.AlignTop)
        self._numbers_card.setVisible(bool(numbers))
