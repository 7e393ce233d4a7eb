"""The result of a quiz form: the index, the dangerous errors, the sure ones, every answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.answer_card import AnswerCard
from ui.widgets.bars import RangeBar
from ui.widgets.basics import GAP, READING_WIDTH, Card, Flow, Scrolled, button, clear, label
from ui.widgets.lines import Lines
from ui.widgets.segments import Segments

if TYPE_CHECKING:
    from ui.presenters.quiz_cards import QuizErrorLine, QuizResultCard


class QuizResult(Scrolled):
    """Shows a result; tells which duty or question to look at."""

    view_chosen = Signal(str)
    duty_requested = Signal(str, str)
    question_requested = Signal(str)
    requested = Signal(str)
    """Name of a button: print_result or start."""

    def __init__(self) -> None:
        super().__init__(margin=0, gap=GAP)
        self.setObjectName("quiz-result")
        self._title, self._views = label(role="heading"), Segments("quiz-view")
        self._views.chosen.connect(self.view_chosen)
        self._index_name, self._index = label(role="caption"), label(role="display")
        self._bar, self._counts = RangeBar(18), label()
        self._left_out, self._scale = label(role="warning"), label(role="muted")
        self._both_title, self._both, self._remark = label(role="heading"), Lines(), label()
        self._both_card = Card().add(self._both_title, self._both, self._remark)
        self._dangerous_title, self._dangerous_text = label(role="danger"), label()
        self._dangerous = _column()
        self._confident_title, self._confident_text = label(role="heading"), label()
        self._confident = _column()
        self._answers = _column()
        self._result, self._key = QWidget(), QWidget()
        self._print = button(
            icon_name="file-text", on_click=lambda: self.requested.emit("print_result")
        )
        self._print.setObjectName("quiz-print-result")
        self._start = button(kind="primary", on_click=lambda: self.requested.emit("start"))
        self._start.setObjectName("quiz-to-start")
        self._source = label(role="small")
        self._lay_out()

    def show_card(self, card: QuizResultCard) -> None:
        """Show a result, or every answer explained."""
        words = card.words
        self._title.setText(card.title)
        self._views.show_choices(words["result.view"], card.views, card.view)
        self._index_name.setText(words["result.index"])
        self._index.setText(card.index)
        self._index.setAccessibleName(f"{words['result.index']} {card.index}")
        self._bar.show_range(card.value, None, None)
        self._bar.setAccessibleName(f"{words['result.index']} {card.index}")
        self._counts.setText(card.counts)
        self._left_out.setText(card.left_out)
        self._left_out.setVisible(bool(card.left_out))
        self._scale.setText(words["result.scale"])
        self._both_title.setText(words["result.both"])
        self._both.show_rows(card.comparison)
        self._remark.setText(card.remark)
        self._remark.setVisible(bool(card.remark))
        self._both_card.setVisible(bool(card.comparison))
        self._show_errors(card)
        self._show_answers(card)
        self._result.setVisible(card.view == "result")
        self._key.setVisible(card.view != "result")
        self._print.setText(words["result.print"])
        self._start.setText(words["result.start"])
        self._source.setText(card.source)

    def focus_first(self) -> None:
        """Put the keyboard on the choice of what to show."""
        self._views.setFocus()

    def _show_errors(self, card: QuizResultCard) -> None:
        words = card.words
        self._dangerous_title.setText(card.dangerous_title)
        self._dangerous_text.setText(card.dangerous_text)
        clear(self._dangerous)
        for line in card.dangerous:
            self._dangerous.addWidget(self._error(line, words, card.dangerous_title))
        self._confident_title.setText(card.confident_title)
        self._confident_text.setText(card.confident_text)
        clear(self._confident)
        for name, lines in card.confident:
            self._confident.addWidget(label(name, "caption"))
            for line in lines:
                self._confident.addWidget(self._error(line, words, card.confident_title))

    def _show_answers(self, card: QuizResultCard) -> None:
        clear(self._answers)
        if card.view == "result":
            return
        for line in card.answers:
            made = AnswerCard()
            made.show_line(line)
            self._answers.addWidget(made)

    def _error(self, line: QuizErrorLine, words: dict[str, str], title: str) -> QWidget:
        made = Card("true", margin=GAP, gap=4).add(label(line.title, "strong"), label(line.text))
        if line.agreed:
            made.add(label(line.agreed, "muted"))
        links = Flow()
        look = button(
            words["result.compare"],
            "ghost",
            "columns-2",
            lambda: self.duty_requested.emit(line.duty_id, line.model),
        )
        look.setAccessibleName(f"{words['result.compare']} {line.title} {title}")
        links.addWidget(look)
        if line.question_id:
            ask = button(
                words["result.question"],
                "ghost",
                "list-checks",
                lambda: self.question_requested.emit(line.question_id),
            )
            ask.setAccessibleName(f"{words['result.question']} {line.title} {title}")
            links.addWidget(ask)
        return made.add(links)

    def _lay_out(self) -> None:
        head = Card(gap=6).add(self._index_name, self._index, self._bar, self._counts)
        head.add(self._left_out, self._scale)
        result, key = QVBoxLayout(self._result), QVBoxLayout(self._key)
        danger = Card("danger", gap=8).add(self._dangerous_title, self._dangerous_text)
        danger.add(self._dangerous)
        for column in (result, key):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(GAP)
        for part in (head, self._both_card, danger, self._confident_title, self._confident_text):
            result.addWidget(part)
        result.addLayout(self._confident)
        key.addLayout(self._answers)
        for made in (self._result, self._key):
            made.setMaximumWidth(READING_WIDTH)
        foot = Flow()
        for pressed in (self._start, self._print):
            foot.addWidget(pressed)
        self.column.setContentsMargins(0, GAP, GAP, GAP)
        for shown in (self._title, self._views, self._result, self._key):
            self.column.addWidget(shown)
        self.column.addLayout(foot)
        self.column.addWidget(self._source)
        self.column.addStretch(1)


def _column() -> QVBoxLayout:
    made = QVBoxLayout()
    made.setSpacing(8)
    return made
