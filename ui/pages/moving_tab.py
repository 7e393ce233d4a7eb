"""What if we moved: the model and options to try, the numbers, and the lists below them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QComboBox, QGridLayout, QVBoxLayout, QWidget

from ui.pages.list_tab import ListTab
from ui.widgets.basics import GAP, Card, clear, label, line_direction
from ui.widgets.choice_box import choice_box
from ui.widgets.naming import name_field
from ui.widgets.segments import Segments

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.presenters.moving_numbers import NumberLine
    from ui.presenters.moving_presenter import MovingCard, TriedOption

_LETTERS = 8
_BESIDE = 3
"""Lines of text that are as wide as what stands in a field beside its text."""

_WIDE = 34
"""Lines of text that fit into the width of a tab whose options stand beside their titles."""


class MovingTab(ListTab):
    """Shows a move; tells what is tried. The list itself is a ListTab."""

    model_chosen = Signal(str)
    option_chosen = Signal(str, str)
    known_by_chosen = Signal(str, int)

    def __init__(self) -> None:
        super().__init__("moving")
        self._model_label = label(role="strong")
        self._models = Segments("moving-model")
        self._models.chosen.connect(self.model_chosen)
        self._numbers_title, self._numbers = label(role="heading"), QGridLayout()
        self._numbers.setHorizontalSpacing(2 * GAP)
        self._numbers.setVerticalSpacing(GAP // 2)
        for column, share in ((0, 2), (3, 3)):
            self._numbers.setColumnStretch(column, share)
        self._numbers_card = Card(margin=GAP).add(self._numbers_title, self._numbers)
        self._options_title, self._options = label(role="heading"), QVBoxLayout()
        self._options.setSpacing(GAP)
        self._options_card = Card(margin=GAP).add(self._options_title, self._options)
        self._parts: dict[str, _OptionPart] = {}
        self._source = label(role="small")
        self._panel = QWidget()
        panel = QVBoxLayout(self._panel)
        panel.setContentsMargins(0, 0, 0, 0)
        panel.setSpacing(GAP)
        for part in (self._model_label, self._models, self._numbers_card, self._options_card):
            panel.addWidget(part)
        self.column.insertWidget(1, self._panel)
        self.column.addWidget(self._source)

    def show_move(self, card: MovingCard) -> None:
        """Show what would change; what has the focus keeps it."""
        words = card.words
        self._model_label.setText(words["model"])
        self._model_label.setVisible(bool(card.models))
        self._models.show_choices(words["model"], card.models, card.model)
        self._numbers_title.setText(words["numbers"])
        self._show_numbers(card.numbers)
        self._options_title.setText(words["options"])
        self._show_options(card)
        self._source.setText(card.source)
        self.show_card(card.rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put options below their titles where there is little room."""
        super().resizeEvent(event)
        for part in self._parts.values():
            part.turn(line_direction(self, _WIDE))

    def _show_numbers(self, numbers: tuple[NumberLine, ...]) -> None:
        clear(self._numbers)
        for at, each in enumerate(numbers):
            told = (each.name, each.now, f"→ {each.then}", each.change)
            for column, text in enumerate(told):
                made = label(text, "strong" if column == 2 else "body", wrap=column in (0, 3))  # noqa: PLR2004
                self._numbers.addWidget(made, at, column, Qt.AlignmentFlag.AlignVCenter)
        self._numbers_card.setVisible(bool(numbers))

    def _show_options(self, card: MovingCard) -> None:
        if list(self._parts) != [option.id for option in card.options]:
            clear(self._options)
            self._parts = {}
            for option in card.options:
                part = _OptionPart(option.id)
                part.turn(line_direction(self, _WIDE))
                part.option_chosen.connect(partial(self.option_chosen.emit, option.id))
                part.known_by_chosen.connect(partial(self.known_by_chosen.emit, option.id))
                self._parts[option.id] = part
                self._options.addWidget(part)
        for option in card.options:
            self._parts[option.id].show_option(option, card.words)
        self._options_card.setVisible(bool(card.options))


class _OptionPart(QWidget):
    """One negotiation: its question, the option tried, and how the customer would know."""

    option_chosen = Signal(str)
    known_by_chosen = Signal(int)

    def __init__(self, negotiation_id: str) -> None:
        super().__init__()
        self._title, self._note = label(), label(role="muted")
        self._whole = label(role="muted")
        self._option = choice_box(f"moving-{negotiation_id}", _LETTERS)
        self._known_by = choice_box(f"moving-{negotiation_id}.known_by", _LETTERS)
        self._option.activated.connect(
            lambda at: self.option_chosen.emit(str(self._option.itemData(at)))
        )
        self._known_by.activated.connect(
            lambda at: self.known_by_chosen.emit(int(self._known_by.itemData(at)))
        )
        fields = QVBoxLayout()
        fields.setSpacing(GAP // 2)
        for field in (self._option, self._whole, self._known_by, self._note):
            fields.addWidget(field)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GAP // 2)
        self._layout.addWidget(self._title, stretch=2)
        self._layout.addLayout(fields, stretch=3)

    def turn(self, direction: QBoxLayout.Direction) -> None:
        """Stand side by side, or one below the other."""
        self._layout.setDirection(direction)

    def show_option(self, option: TriedOption, words: dict[str, str]) -> None:
        """Show what is tried."""
        self._title.setText(option.title)
        _fill(self._option, option.options, option.chosen, words["option.open"])
        name_field(self._option, option.title)
        _fill(self._known_by, option.known_by, option.known_by_chosen, words["option.open"])
        name_field(self._known_by, f"{option.title} {words['known_by']}")
        self._known_by.setVisible(bool(option.known_by))
        self._note.setText(option.note)
        self._note.setVisible(bool(option.note))
        self._show_whole()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_whole()

    def _show_whole(self) -> None:
        """Say the option tried in full where its field has no room for it."""
        text = self._option.currentText()
        room = self._option.width() - self._option.fontMetrics().height() * _BESIDE
        self._whole.setText(text)
        self._whole.setVisible(self._option.fontMetrics().horizontalAdvance(text) > room)


def _fill(
    combo: QComboBox, choices: tuple[tuple[object, str], ...], chosen: object, nothing: str
) -> None:
    combo.clear()
    for value, text in choices:
        combo.addItem(text, value)
    combo.setPlaceholderText(nothing)
    combo.setCurrentIndex(combo.findData(chosen))
    longest = max((combo.fontMetrics().horizontalAdvance(text) for _, text in choices), default=0)
    room = longest + combo.fontMetrics().height() * _BESIDE
    combo.view().setMinimumWidth(min(room, combo.screen().availableGeometry().width()))
