"""One question of the quiz: what it is about, the four answers, and how sure."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QProgressBar, QVBoxLayout, QWidget

from ui import keys
from ui.widgets.answer_card import AnswerCard
from ui.widgets.basics import GAP, READING_WIDTH, Card, Flow, Scrolled, button, label, row, set_look
from ui.widgets.option_row import RadioRow
from ui.widgets.segments import Segments

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from ui.presenters.quiz_cards import QuizQuestionCard

_WIDE = 34
"""Lines that a tab is wide whose answers stand in two columns."""


class QuizQuestion(QWidget):
    """Shows one question; tells the answer and where to go."""

    answered = Signal(str)
    number_pressed = Signal(int)
    sureness_chosen = Signal(str)
    sureness_toggled = Signal()
    moved = Signal(int)
    finish_requested = Signal()
    start_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("quiz-question")
        self._shown = ""
        self._rows: dict[str, RadioRow] = {}
        self._group = QButtonGroup(self)
        self._make_parts()
        self._make_moves()
        self._lay_out()
        self._bind_keys()

    def show_card(self, card: QuizQuestionCard) -> None:
        """Show a question; the rows of the answers stay, and so the focus."""
        words = card.words
        self._show_progress(card)
        self._show_asked(card)
        self._show_answers(card)
        self._sure_title.setText(words["sure"])
        self._sureness.show_choices(words["sure"], card.sureness, card.sure)
        self._sureness.setEnabled(not card.is_locked)
        self._told.setVisible(card.told is not None)
        if card.told is not None:
            self._told.show_line(card.told, with_question=False)
        self._keys.setText(words["keys"])
        self._source.setText(card.source)
        self._show_moves(card)
        if card.id != self._shown:
            self._shown = card.id
            self._scroll.verticalScrollBar().setValue(0)
        elif card.told is not None:
            QTimer.singleShot(0, self, self._bring_told)  # once it has its place

    def focus_first(self) -> None:
        """Put the keyboard on the answer that is given, or the first."""
        made = self._group.checkedButton() or next(iter(self._rows.values()), None)
        if made is not None:
            made.setFocus()

    def _show_progress(self, card: QuizQuestionCard) -> None:
        self._position.setText(card.position)
        self._done.setText(card.done_text)
        self._progress.setRange(0, card.count)
        self._progress.setValue(card.done)
        self._progress.setAccessibleName(card.done_text)

    def _show_asked(self, card: QuizQuestionCard) -> None:
        self._category.setText(card.category)
        self._setting.setText(card.setting)
        self._story_card.setVisible(bool(card.story))
        if card.story:
            self._story_title.setText(card.story[0])
            self._story.setText(card.story[1])
        self._duty.setText(card.duty)
        self._definition.setText(card.definition)
        self._agreed.setText(card.agreed)
        self._agreed_card.setVisible(bool(card.agreed))
        self._asked.setText(card.asked)

    def _bring_told(self) -> None:
        if self._told.isVisible():  # else the next question came in between
            self._scroll.ensureWidgetVisible(self._told)

    def _show_answers(self, card: QuizQuestionCard) -> None:
        self._group.setExclusive(False)
        for number, (holder, text, meaning) in enumerate(card.answers, start=1):
            made = self._rows.get(holder) or self._make_row(holder, number)
            made.setText(text)
            made.say_detail(meaning)
            made.setChecked(holder == card.chosen)
        self._group.setExclusive(True)

    def _make_row(self, holder: str, number: int) -> RadioRow:
        made = RadioRow("", str(number), " ")
        made.setObjectName(f"quiz-{holder}")
        made.clicked.connect(lambda: self.answered.emit(holder))
        self._rows[holder] = made
        self._group.addButton(made)
        self._place_answers()
        return made

    def _place_answers(self) -> None:
        """Set the answers in two columns where there is room."""
        wanted = 2 if self.width() >= _WIDE * self.fontMetrics().height() else 1
        for number, made in enumerate(self._rows.values()):
            self._answers.addWidget(made, number // wanted, number % wanted)
        for column in range(2):
            self._answers.setColumnStretch(column, int(column < wanted))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_answers()

    def _show_moves(self, card: QuizQuestionCard) -> None:
        words = card.words
        self._start.setText(words["pause"])
        self._back.setText(words["back"])
        self._back.setEnabled(not card.is_first)
        self._finish.setText(words["finish"])
        self._finish.setEnabled(bool(card.done))
        had_focus = self._next.hasFocus()
        self._next.setText(card.next)
        self._next.setEnabled(not card.is_last)
        set_look(self._next, "kind", "secondary" if card.is_last else "primary")
        set_look(self._finish, "kind", "primary" if card.is_last else "secondary")
        if had_focus and card.is_last:
            self._finish.setFocus()

    def _make_parts(self) -> None:
        self._position, self._done = label(role="strong"), label(role="small", wrap=False)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._category, self._setting = label(role="caption"), label(role="muted")
        self._story_title, self._story = label(role="strong"), label()
        self._story_card = Card("soft", gap=6).add(self._story_title, self._story)
        self._duty, self._definition = label(role="question"), label()
        self._agreed = label(role="strong")
        self._agreed_card = Card("accent", margin=GAP).add(self._agreed)
        self._asked = label(role="strong")
        self._answers = QGridLayout()
        self._answers.setSpacing(8)
        self._sure_title = label(role="strong", wrap=False)
        self._sureness = Segments("quiz-sure")
        self._sureness.chosen.connect(self.sureness_chosen)
        self._told = AnswerCard()
        self._keys, self._source = label(role="small"), label(role="small")

    def _make_moves(self) -> None:
        self._start = button(kind="ghost", on_click=self.start_requested.emit)
        self._start.setObjectName("quiz-pause")
        self._back = button(icon_name="chevron-left", on_click=lambda: self.moved.emit(-1))
        self._back.setObjectName("quiz-back")
        self._finish = button(on_click=self.finish_requested.emit)
        self._finish.setObjectName("quiz-finish")
        self._next = button(kind="primary", on_click=lambda: self.moved.emit(1))
        self._next.setObjectName("quiz-next")

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, GAP, GAP, 0)
        outer.setSpacing(8)
        head = row(self._position, self._done)
        head.setStretch(0, 1)
        outer.addLayout(head)
        outer.addWidget(self._progress)
        self._scroll = Scrolled(margin=0, gap=GAP)
        asked = Card().add(self._category, self._setting, self._story_card)
        asked.add(self._duty, self._definition, self._agreed_card, self._asked)
        sure = row(self._sure_title, self._sureness)
        sure.setStretch(1, 1)
        asked.add(self._answers, sure)
        for card in (asked, self._told):
            card.setMaximumWidth(READING_WIDTH)
        for part in (asked, self._told, self._keys, self._source):
            self._scroll.column.addWidget(part)
        self._scroll.column.addStretch(1)
        outer.addWidget(self._scroll, stretch=1)
        foot = Flow()
        for made in (self._start, self._back, self._next, self._finish):
            foot.addWidget(made)
        outer.addLayout(foot)

    def _bind_keys(self) -> None:
        for number, each in enumerate(keys.of("belief.number"), start=1):
            self._bind(each, partial(self.number_pressed.emit, number))
        acts: dict[str, Callable[[], object]] = {
            "sure": self.sureness_toggled.emit,
            "next": lambda: self.moved.emit(1),
            "back": lambda: self.moved.emit(-1),
        }
        for name, act in acts.items():
            for each in keys.of(f"belief.{name}"):
                self._bind(each, act)

    def _bind(self, each: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(each), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(act)
