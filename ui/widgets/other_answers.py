"""Answers besides the choices: don't know, not applicable, a flag, and taking an answer back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from model.assessment import AnswerState
from ui.widgets.basics import Flow, button, chip, label, set_look

if TYPE_CHECKING:
    from ui.presenters.question_presenter import QuestionCard


class OtherAnswers(QWidget):
    """Tells which of them is wanted."""

    unknown_clicked = Signal()
    not_applicable_clicked = Signal()
    flag_clicked = Signal()
    take_back_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.unknown = self._made("unknown", "circle-question-mark", self.unknown_clicked)
        self.not_applicable = self._made("not_applicable", "ban", self.not_applicable_clicked)
        self.flag = self._made("flag", "flag", self.flag_clicked)
        self.clear = button(
            kind="ghost", icon_name="rotate-ccw", on_click=self.take_back_clicked.emit
        )
        self.saved = chip("")
        self.saved.setObjectName("saved")
        self._reason = label(role="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        flow = Flow()
        for part in (self.unknown, self.not_applicable, self.flag, self.clear, self.saved):
            flow.addWidget(part)
        column.addLayout(flow)
        column.addWidget(self._reason)

    def show_card(self, card: QuestionCard) -> None:
        """Show which of them was given, and which can be."""
        words, is_open = card.words, not card.is_final
        can_be_out = card.can_be_not_applicable
        self.unknown.setText(words["unknown"])
        self.unknown.setChecked(card.state is AnswerState.UNKNOWN)
        self.unknown.setEnabled(is_open)
        self.not_applicable.setText(words["not_applicable"])
        self.not_applicable.setToolTip("" if can_be_out else words["always_applies"])
        self.not_applicable.setChecked(card.state is AnswerState.NOT_APPLICABLE)
        self.not_applicable.setEnabled(can_be_out and is_open)
        self.flag.setText(words["flag"])
        self.flag.setChecked(card.is_flagged)
        self.flag.setEnabled(is_open)
        self.clear.setText(words["clear"])
        self.clear.setEnabled(card.state is not AnswerState.OPEN and is_open)
        self.saved.setText(card.saved)
        set_look(self.saved, "tone", "good" if card.is_saved else "plain")
        self._reason.setText(card.reason)
        self._reason.setVisible(bool(card.reason))

    def _made(self, name: str, icon_name: str, clicked: SignalInstance) -> QPushButton:
        made = button(icon_name=icon_name, on_click=clicked.emit)
        made.setObjectName(name)
        made.setCheckable(True)
        return made
