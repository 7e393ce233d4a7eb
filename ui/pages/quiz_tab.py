"""The quiz: its start, one question, or the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.pages.quiz_question import QuizQuestion
from ui.pages.quiz_result import QuizResult
from ui.pages.quiz_start import QuizStart

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.presenters.quiz_cards import QuizQuestionCard, QuizResultCard, QuizStartCard
    from ui.presenters.quiz_presenter import QuizPresenter


class QuizTab(QWidget):
    """Shows where the quiz is; tells what only the window can do."""

    finish_requested = Signal()
    print_requested = Signal(str)
    """What to print: sheet, key or report."""
    duty_requested = Signal(str, str)
    question_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("quiz")
        self._start, self._question, self._result = QuizStart(), QuizQuestion(), QuizResult()
        self._stack = QStackedWidget()
        for part in (self._start, self._question, self._result):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._question.finish_requested.connect(self.finish_requested)
        self._result.duty_requested.connect(self.duty_requested)
        self._result.question_requested.connect(self.question_requested)

    def show_start(self, card: QuizStartCard) -> None:
        """Show what the quiz is, and which form is chosen."""
        self._start.show_card(card)
        self._bring(self._start)

    def show_question(self, card: QuizQuestionCard) -> None:
        """Show one question."""
        self._question.show_card(card)
        self._bring(self._question)

    def show_result(self, card: QuizResultCard) -> None:
        """Show what a form is worth."""
        self._result.show_card(card)
        self._bring(self._result)

    def run_by(self, presenter: QuizPresenter) -> None:
        """Let a presenter do what the user asks for here."""
        start, question, result = self._start, self._question, self._result
        start.form_chosen.connect(presenter.choose_form)
        start.number_typed.connect(presenter.type_number)
        start.another_clicked.connect(presenter.take_another)
        start.at_once_chosen.connect(lambda wanted: presenter.tell_at_once(is_wanted=wanted))
        acts: dict[str, Callable[[], object]] = {
            "go_on": presenter.go_on,
            "begin": presenter.begin,
            "result": presenter.show_result,
            "start": presenter.to_start,
            "print": lambda: self.print_requested.emit("sheet"),
            "print_key": lambda: self.print_requested.emit("key"),
            "print_result": lambda: self.print_requested.emit("report"),
        }
        start.requested.connect(lambda name: acts[name]())
        result.requested.connect(lambda name: acts[name]())
        question.answered.connect(presenter.answer)
        question.number_pressed.connect(presenter.answer_number)
        question.sureness_chosen.connect(presenter.be_sure)
        question.sureness_toggled.connect(presenter.toggle_sure)
        question.moved.connect(presenter.move)
        question.start_requested.connect(presenter.to_start)
        result.view_chosen.connect(presenter.look_at)

    def commit(self) -> None:
        """Tell the number that is being typed."""
        self._start.commit()

    def focus_first(self) -> None:
        """Put the keyboard where the quiz goes on."""
        part = self._stack.currentWidget()
        if isinstance(part, QuizStart | QuizQuestion | QuizResult):
            part.focus_first()

    def _bring(self, part: QuizStart | QuizQuestion | QuizResult) -> None:
        """Bring a part to the front; the keyboard follows, so that its keys work at once."""
        if self._stack.currentWidget() is not part:
            self._stack.setCurrentWidget(part)
            part.focus_first()
