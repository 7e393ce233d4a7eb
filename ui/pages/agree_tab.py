"""What is to be agreed: each negotiable duty with its options, and what each would mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QVBoxLayout

from ui.widgets.basics import GAP, Card, Scrolled, chip, clear, label, row, set_look
from ui.widgets.naming import name_field
from ui.widgets.option_row import RadioRow

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from ui.presenters.agree_presenter import AgreeCard, AgreeTabCard

_REST = 20
"""Milliseconds between two times that are told as idle."""


class AgreeTab(Scrolled):
    """Shows the negotiations; `idle` asks to work out what one more option would mean."""

    option_chosen = Signal(str, str)
    known_by_chosen = Signal(str, int)
    idle = Signal()

    def __init__(self) -> None:
        super().__init__(margin=0, gap=GAP)
        self.setObjectName("agree")
        self._parts: dict[str, _AgreePart] = {}
        self._title, self._intro = label(role="heading"), label(role="muted")
        self._list = QVBoxLayout()
        self._list.setSpacing(GAP)
        self._idle = QTimer(self)
        self._idle.timeout.connect(self.idle)
        self.column.setContentsMargins(0, GAP, GAP, GAP)
        self.column.addWidget(self._title)
        self.column.addWidget(self._intro)
        self.column.addLayout(self._list)
        self.column.addStretch(1)

    def show_card(self, card: AgreeTabCard) -> None:
        """Show what is to be agreed; what has the focus keeps it."""
        self._title.setText(card.title)
        self._intro.setText(card.words["agree.intro"])
        if list(self._parts) != [agree.id for agree in card.agree]:
            clear(self._list)
            self._parts = {agree.id: _AgreePart(self, agree.id) for agree in card.agree}
            for part in self._parts.values():
                self._list.addWidget(part)
        for agree in card.agree:
            self._parts[agree.id].show_card(agree, card.words)
        self._idle.start(_REST)

    def show_effect(self, negotiation_id: str, option_id: str, text: str) -> None:
        """Show what choosing one option would mean."""
        self._parts[negotiation_id].show_effect(option_id, text)

    def stop_idle(self) -> None:
        """Say no more that there is nothing to do."""
        self._idle.stop()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.stop_idle()


class _AgreePart(Card):
    """One negotiable duty with its options."""

    def __init__(self, tab: AgreeTab, negotiation_id: str) -> None:
        super().__init__()
        self._tab = tab
        self._id = negotiation_id
        self._title, self._name = label(role="heading"), label(role="small")
        self._status = chip("")
        self._options = QVBoxLayout()
        self._options.setSpacing(8)
        self._group = QButtonGroup(self)
        self._known_label = label(role="strong")
        self._known_by = QComboBox()
        self._known_by.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._known_by.activated.connect(self._on_known)
        self._shown: tuple[tuple[str, str, str], ...] = ()
        self._rows: dict[str, RadioRow] = {}
        self.add(row(self._status, 0), self._title, self._name, self._options)
        self.add(self._known_label, self._known_by)

    def show_card(self, card: AgreeCard, words: dict[str, str]) -> None:
        """Show the duty; the rows stay, so that the focus does."""
        self._title.setText(card.title)
        self._name.setText(card.name)
        self._status.setText(card.status)
        set_look(self._status, "tone", card.tone)
        if self._shown != card.options:
            self._make_rows(card)
        for option_id in self._rows:
            self.show_effect(option_id, card.effects.get(option_id, words["effect.working"]))
        self._group.setExclusive(False)
        for option_id, made in self._rows.items():
            made.setChecked(option_id == card.chosen)
        self._group.setExclusive(True)
        self._show_known_by(card, words)

    def show_effect(self, option_id: str, text: str) -> None:
        """Show what choosing an option would mean, below what each side then does."""
        sides = next(sides for each, _, sides in self._shown if each == option_id)
        self._rows[option_id].say_detail("\n".join(part for part in (sides, text) if part))

    def _make_rows(self, card: AgreeCard) -> None:
        clear(self._options)
        self._shown, self._rows = card.options, {}
        for option_id, sentence, sides in card.options:
            made = RadioRow(sentence, detail=sides)
            made.setObjectName(f"{card.id}.{option_id}")
            made.setAccessibleName(f"{card.title} {sentence}")
            made.clicked.connect(lambda _=False, o=option_id: self._on_option(o))
            self._group.addButton(made)
            self._options.addWidget(made)
            self._rows[option_id] = made

    def _show_known_by(self, card: AgreeCard, words: dict[str, str]) -> None:
        self._known_label.setText(words["known_by"])
        name_field(self._known_by, f"{card.title} {words['known_by']}")
        self._known_by.clear()
        for value, text in card.known_by:
            self._known_by.addItem(text, value)
        self._known_by.setPlaceholderText(words["agree.pending"])
        self._known_by.setCurrentIndex(self._known_by.findData(card.known_by_chosen))
        self._known_by.setObjectName(f"{card.id}.known_by")
        self._known_label.setVisible(bool(card.known_by))
        self._known_by.setVisible(bool(card.known_by))

    def _on_option(self, option_id: str) -> None:
        self._tab.option_chosen.emit(self._id, option_id)

    def _on_known(self, index: int) -> None:
        self._tab.known_by_chosen.emit(self._id, self._known_by.itemData(index))
