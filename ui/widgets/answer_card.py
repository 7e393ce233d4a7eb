"""One question of the quiz with what was answered, what is right, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from ui.widgets.basics import Card, chip, clear, label, row, set_look

if TYPE_CHECKING:
    from ui.presenters.quiz_cards import QuizAnswerLine


class AnswerCard(Card):
    """Shows an answer beside the right one."""

    def __init__(self) -> None:
        super().__init__(gap=6)
        self._title, self._verdict = label(role="caption"), chip("")
        self._question, self._why = QVBoxLayout(), QVBoxLayout()
        self._own, self._right = label(), label(role="strong")
        for inner in (self._question, self._why):
            inner.setSpacing(4)
        head = row(self._title, self._verdict)
        head.setStretch(0, 1)
        self.add(head, self._question, self._own, self._right, self._why)

    def show_line(self, line: QuizAnswerLine, *, with_question: bool = True) -> None:
        """Show one answer; the question is left out where it stands above."""
        self._title.setText(line.title)
        self._verdict.setText(line.verdict)
        set_look(self._verdict, "tone", line.tone)
        self._own.setText(line.own)
        self._right.setText(line.right)
        clear(self._question)
        for text in line.question if with_question else ():
            self._question.addWidget(label(text))
        clear(self._why)
        for text in line.why[:-1]:
            self._why.addWidget(label(text))
        self._why.addWidget(label(line.why[-1], "small"))
