"""Sign-off: the name, the states, what is still open, and the seal."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton

from model.text import NAME_LENGTH
from ui.widgets.basics import GAP, Card, Flow, Scrolled, button, chip, clear, label

if TYPE_CHECKING:
    from ui.presenters.signoff_presenter import SignOffCard

_BUTTONS = (
    ("to_review", "secondary"),
    ("take_back", "secondary"),
    ("sign", "primary"),
    ("next_round", "primary"),
)


class SignOffTab(Scrolled):
    """Shows the state; `requested` tells a button, `named` who works here."""

    requested = Signal(str)
    named = Signal(str)

    def __init__(self) -> None:
        super().__init__(margin=0, gap=GAP)
        self.setObjectName("signoff")
        self._name_label, self._name_help = label(role="strong"), label(role="muted")
        self._name = QLineEdit()
        self._name.setObjectName("signoff-name")
        self._name.setMaxLength(NAME_LENGTH)
        self._name.editingFinished.connect(self.commit)
        self._given = ""
        self._broken = label(role="strong")
        self._broken_card = Card("danger").add(self._broken)
        self._state_title = label(role="heading")
        self._steps = Flow()
        self._round = label(role="muted")
        self._open_title, self._facts = label(role="heading"), Card()
        self._seal_title, self._seal = label(role="heading"), Card("accent")
        self._seal_note = label()
        self._buttons: dict[str, QPushButton] = {}
        self._lay_out()

    def show_card(self, card: SignOffCard) -> None:
        """Show name, state, and what is open or sealed."""
        words = card.words
        self._name_label.setText(words["person"])
        self._name_help.setText(words["person.help"])
        self._name.setAccessibleName(words["person"])
        self._given = card.person
        if not self._name.hasFocus() or not self._name.isModified():
            self._name.setText(card.person)
        self._broken.setText(card.broken)
        self._broken_card.setVisible(bool(card.broken))
        self._state_title.setText(words["state"])
        clear(self._steps)
        for text, is_now in card.steps:
            self._steps.addWidget(chip(text if not is_now else f"● {text}", _tone(is_now)))
        self._round.setText(card.round)
        self._round.setVisible(bool(card.round))
        for name, made in self._buttons.items():
            made.setText(words[f"button.{name}"])
            made.setVisible(name in card.can)
        self._show_facts(card)
        self._show_seal(card)

    def commit(self) -> None:
        """Tell a name that was typed."""
        if self._name.text() != self._given:
            self._given = self._name.text()
            self.named.emit(self._given)

    def _show_facts(self, card: SignOffCard) -> None:
        self._open_title.setText(card.words["open"])
        clear(self._facts.column)
        for fact in card.facts:
            mark = "○" if fact.is_open else "✓"
            self._facts.add(label(f"{mark} {fact.text}", "warning" if fact.is_open else "good"))
        if card.facts:
            self._facts.add(label(card.words["open.help"], "muted"))
        self._open_title.setVisible(bool(card.facts))
        self._facts.setVisible(bool(card.facts))

    def _show_seal(self, card: SignOffCard) -> None:
        self._seal_title.setText(card.words["seal"])
        clear(self._seal.column)
        for number, text in enumerate(card.seal):
            made = label(_breakable(text) if number == len(card.seal) - 1 else text)
            made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._seal.add(made)
        if card.seal:
            self._seal.add(label(card.words["seal.read_only"], "strong"))
        self._seal_title.setVisible(bool(card.seal))
        self._seal.setVisible(bool(card.seal))

    def _lay_out(self) -> None:
        buttons = Flow()
        for name, kind in _BUTTONS:
            made = button(kind=kind, on_click=partial(self.requested.emit, name))
            made.setObjectName(f"signoff-{name}")
            self._buttons[name] = made
            buttons.addWidget(made)
        column = self.column
        column.setContentsMargins(0, GAP, GAP, 0)
        column.addWidget(self._broken_card)
        column.addWidget(self._name_label)
        column.addWidget(self._name)
        column.addWidget(self._name_help)
        column.addWidget(self._state_title)
        column.addLayout(self._steps)
        column.addWidget(self._round)
        column.addWidget(self._seal_title)
        column.addWidget(self._seal)
        column.addWidget(self._open_title)
        column.addWidget(self._facts)
        column.addLayout(buttons)
        column.addStretch(1)


def _tone(is_now: bool) -> str:
    return "accent" if is_now else "plain"


def _breakable(digest: str) -> str:
    """Return 64 characters in groups of eight, so that they break over lines."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
