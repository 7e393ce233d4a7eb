"""Guess first: one row for each duty, answered with the mouse or with the keys 1 to 4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget

from ui.widgets.basics import GAP, PAGE_MARGIN, Card, Flow, Scrolled, button, label, row
from ui.widgets.segments import Segments

if TYPE_CHECKING:
    from ui.presenters.beliefs_presenter import GuessCard


class BeliefsDialog(QDialog):
    """Asks who somebody thinks holds each duty; what is left out has no answer."""

    def __init__(self, card: GuessCard, parent: QWidget) -> None:
        super().__init__(parent)
        words = card.words
        self.setWindowTitle(words["guess.title"])
        self._rows = [_GuessRow(row_id, name, text, card) for row_id, name, text in card.rows]
        self._body = Scrolled(gap=GAP)
        self._body.column.addWidget(label(words["guess.title"], "heading"))
        self._body.column.addWidget(label(words["guess.intro"], "muted"))
        for made in self._rows:
            self._body.column.addWidget(made)
        self._body.column.addStretch(1)
        save = button(words["guess.save"], "primary", on_click=self.accept)
        save.setObjectName("dialog.save")
        cancel = button(words["guess.cancel"], on_click=self.reject)
        cancel.setObjectName("dialog.cancel")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, PAGE_MARGIN)
        layout.addWidget(self._body, stretch=1)
        foot = row(0, cancel, save)
        foot.setContentsMargins(PAGE_MARGIN, GAP, PAGE_MARGIN, 0)
        layout.addLayout(foot)
        self._bind(card)
        letter = self.fontMetrics().height()
        self.resize(min(letter * 44, parent.width()), min(letter * 46, parent.height()))
        self._rows[0].take_focus()

    def said(self) -> dict[str, tuple[str, bool]]:
        """Return holder, and whether somebody is sure, of each duty that was answered."""
        return {made.id: (made.chosen, made.is_sure) for made in self._rows if made.chosen}

    def _bind(self, card: GuessCard) -> None:
        for number, (choice, _) in enumerate(card.choices, start=1):
            key = QShortcut(QKeySequence(str(number)), self)
            key.activated.connect(lambda c=choice: self._answer(c))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.accept)

    def _answer(self, choice: str) -> None:
        """Answer the row that has the keyboard, and go on to the next."""
        at = next((n for n, made in enumerate(self._rows) if made.has_focus()), 0)
        self._rows[at].choose(choice)
        following = self._rows[min(at + 1, len(self._rows) - 1)]
        following.take_focus()
        self._body.ensureWidgetVisible(following)


class _GuessRow(Card):
    """One duty with its four answers and the mark for a guess."""

    def __init__(self, duty_id: str, name: str, text: str, card: GuessCard) -> None:
        super().__init__(margin=GAP, gap=6)
        self.id = duty_id
        self.chosen = ""
        self._name, self._choices = name, card.choices
        self._segments = Segments(f"guess-{duty_id}")
        self._segments.chosen.connect(self.choose)
        self._guess = QCheckBox(card.words["guess.is_guess"])
        self._guess.setObjectName(f"guess-{duty_id}-sure")
        self._guess.setAccessibleName(f"{name} {card.words['guess.is_guess']}")
        answers = Flow()
        answers.addWidget(self._guess)
        self.add(label(name, "strong"), label(text, "muted"), self._segments)
        self.add(answers)
        self._segments.show_choices(name, self._choices, "")

    @property
    def is_sure(self) -> bool:
        """Say whether the answer is no guess."""
        return not self._guess.isChecked()

    def choose(self, choice: str) -> None:
        """Take an answer."""
        self.chosen = choice
        self._segments.show_choices(self._name, self._choices, choice)

    def has_focus(self) -> bool:
        """Say whether the keyboard is in this row."""
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def take_focus(self) -> None:
        """Put the keyboard on the answers."""
        self._segments.focus(Qt.FocusReason.TabFocusReason)
