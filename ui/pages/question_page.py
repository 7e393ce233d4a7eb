"""Questions: one on screen, with the tree of all beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from ui import keys
from ui.pages.not_applicable_dialog import NotApplicableDialog
from ui.widgets.answer_notes import AnswerNotes
from ui.widgets.basics import (
    GAP,
    PAGE_MARGIN,
    Card,
    Scrolled,
    button,
    chip,
    clear,
    label,
    row,
)
from ui.widgets.naming import name_field
from ui.widgets.option_row import BoxRow, RadioRow
from ui.widgets.other_answers import OtherAnswers
from ui.widgets.question_notices import QuestionNotices
from ui.widgets.question_side import QuestionSide

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from ui.presenters.question_presenter import QuestionCard, QuestionPresenter

_TREE_NEEDS = 880


class QuestionPage(QWidget):
    """Shows one question; every answer is told by a signal, and shown when it is on disk."""

    choice_clicked = Signal(str)
    none_clicked = Signal()
    number_pressed = Signal(int)
    unknown_clicked = Signal()
    not_applicable_given = Signal(str)
    take_back_clicked = Signal()
    confirm_clicked = Signal()
    note_written = Signal(str, str)
    proof_chosen = Signal(str)
    question_chosen = Signal(str)
    moved = Signal(int)
    next_open_clicked = Signal()
    flag_clicked = Signal()
    voice_chosen = Signal(str)
    filter_chosen = Signal(str)
    searched = Signal(str)
    go_to_requested = Signal()
    evidence_requested = Signal()
    observation_requested = Signal()
    division_requested = Signal()
    results_requested = Signal()

    def __init__(self, *, is_trial: bool = False) -> None:
        super().__init__()
        self._is_trial = is_trial
        self.setObjectName("page")
        self._card: QuestionCard | None = None
        self._shown_choices: tuple[object, ...] = ()
        self._group = QButtonGroup(self)
        self._make_parts()
        self._lay_out()
        self._bind_keys()

    def show_card(self, card: QuestionCard) -> None:
        """Show a question; its rows stay while it is the same one, so that the focus does."""
        is_other = self._card is None or self._card.id != card.id
        if is_other:
            self.flush_note()
        self._card = card
        words = card.words
        self._show_heading(card)
        self._show_choices(card)
        self._others.show_card(card)
        self._notes.show_card(card, is_other=is_other)
        if is_other or self._part_words != card.parts:
            self._show_parts(card)
        self._side.show_card(card)
        self._keys.setText(words["keys"])
        self._show_moves(card)
        self._content.setVisible(True)
        if is_other:
            self._scroll.verticalScrollBar().setValue(0)

    def show_nothing(self, message: str) -> None:
        """Show that there is nothing to ask."""
        self._card = None
        self._notes.forget()
        self._content.setVisible(False)
        self._position.setText(message)

    def flush_note(self) -> None:
        """Have a note saved that was typed and not saved yet."""
        self._notes.flush()

    def focus_question(self) -> None:
        """Put the keyboard on the answers."""
        made = self._group.checkedButton() or next(iter(self._group.buttons()), None)
        if made is not None:
            made.setFocus()

    def _make_parts(self) -> None:
        self._position, self._time = label(role="small"), label(role="small", wrap=False)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._overview = button(kind="ghost", icon_name="list", on_click=self._toggle_tree)
        self._side = QuestionSide()
        self._side.chosen.connect(self.question_chosen)
        self._side.filter_chosen.connect(self.filter_chosen)
        self._side.searched.connect(self.searched)
        self._side.left.connect(self.focus_question)
        self._voice = QComboBox()
        self._voice.setObjectName("voice")
        self._voice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._voice.activated.connect(lambda i: self.voice_chosen.emit(self._voice.itemData(i)))
        if self._is_trial:
            self._voice.hide()
        self._keys = label(role="small")
        self._make_question_parts()
        self._notes = AnswerNotes()
        self._notes.use_evidence(is_offered=not self._is_trial)
        self._notes.note_written.connect(self.note_written)
        self._notes.proof_chosen.connect(self.proof_chosen)
        self._notes.evidence_requested.connect(self.evidence_requested)
        self._notes.observation_requested.connect(self.observation_requested)
        self._notes.left.connect(self.focus_question)
        self._make_moves()

    def _make_question_parts(self) -> None:
        self._category, self._duty = label(role="small"), label(role="strong")
        self._critical = chip("", "danger")
        self._text, self._gloss = label(role="question"), label(role="muted")
        self._boxes = label(role="muted")
        self._critical_text = label(role="small")
        self._notices = QuestionNotices(is_trial=self._is_trial)
        self._notices.division_requested.connect(self.division_requested)
        self._notices.confirm_clicked.connect(self.confirm_clicked)
        self._choices = QVBoxLayout()
        self._choices.setSpacing(8)
        self._others = OtherAnswers()
        self._others.unknown_clicked.connect(self.unknown_clicked)
        self._others.not_applicable_clicked.connect(self.ask_reason)
        self._others.flag_clicked.connect(self.flag_clicked)
        self._others.take_back_clicked.connect(self.take_back_clicked)
        self._other = label()
        self._other_card = Card("soft").add(self._other)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(GAP)
        self._part_words: tuple[tuple[str, str], ...] = ()

    def _make_moves(self) -> None:
        self._back = button(icon_name="chevron-left", on_click=lambda: self.moved.emit(-1))
        self._next_open = button(kind="ghost", on_click=self.next_open_clicked.emit)
        self._next = button(kind="primary", on_click=self._on_next)
        self._next.setObjectName("next")

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(PAGE_MARGIN, GAP, PAGE_MARGIN, GAP)
        outer.setSpacing(8)
        head = row(self._overview, self._position, self._time)
        head.setStretch(1, 1)
        outer.addLayout(head)
        outer.addWidget(self._progress)
        body = row(self._side, self._make_content(), gap=GAP)
        body.setStretch(1, 1)
        outer.addLayout(body, stretch=1)
        foot = row(self._back, 0, self._next_open, self._next)
        outer.addLayout(foot)

    def _make_content(self) -> QWidget:
        self._scroll = Scrolled(margin=0, gap=GAP)
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(GAP)
        question = Card()
        question.add(
            row(self._critical, 0, self._voice), self._category, self._duty, self._text, self._gloss
        )
        question.add(self._boxes, self._choices)
        question.add(self._others, self._other_card, self._critical_text)
        column.addWidget(self._notices)
        column.addWidget(question)
        column.addLayout(self._parts)
        column.addWidget(self._notes)
        column.addWidget(self._keys)
        self._scroll.column.addWidget(self._content)
        self._scroll.column.addStretch(1)
        return self._scroll

    def _bind_keys(self) -> None:
        for number in range(1, 10):
            self._bind(str(number), partial(self.number_pressed.emit, number))
        acts: dict[str, Callable[[], object]] = {
            "confirm": self.confirm_clicked.emit,
            "unknown": self.unknown_clicked.emit,
            "not_applicable": self.ask_reason,
            "next": lambda: self.moved.emit(1),
            "back": lambda: self.moved.emit(-1),
            "flag": self.flag_clicked.emit,
            "note": self._notes.note.setFocus,
            "go_to": self.go_to_requested.emit,
            "search": self._on_search,
            "next_open": self.next_open_clicked.emit,
        }
        if not self._is_trial:
            acts |= {
                "evidence": self.evidence_requested.emit,
                "voice": self._on_voice,
                "observe": self._notes.observe,
            }
        for name, act in acts.items():
            for each in keys.of(f"ask.{name}"):
                where = self._scroll if each in ("Left", "Right") else None
                self._bind(each, act, where)

    def _bind(self, each: str, act: Callable[[], object], where: QWidget | None = None) -> None:
        shortcut = QShortcut(QKeySequence(each), where or self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(act)

    def _show_heading(self, card: QuestionCard) -> None:
        words = card.words
        self._position.setText(card.position)
        self._time.setText(card.time_left)
        self._progress.setRange(0, max(card.count, 1))
        self._progress.setValue(card.done)
        self._progress.setAccessibleName(card.position)
        self._overview.setText(words["overview"])
        self._category.setText(card.category)
        self._duty.setText(card.duty)
        self._text.setText(card.text)
        self._gloss.setText(card.gloss)
        self._gloss.setVisible(bool(card.gloss))
        self._boxes.setText(words["boxes"])
        self._boxes.setVisible(card.is_list)
        self._critical.setText(words["critical"])
        self._critical.setVisible(bool(card.critical))
        self._critical_text.setText(card.critical)
        self._critical_text.setVisible(bool(card.critical))
        self._notices.show_card(card)
        self._other.setText(card.other_said)
        self._other_card.setVisible(bool(card.other_said))
        self._show_voices(card)

    def _show_voices(self, card: QuestionCard) -> None:
        name_field(self._voice, card.words["voice"], is_alone=True)
        self._voice.clear()
        for voice, text in card.voices:
            self._voice.addItem(text, voice)
        self._voice.setCurrentIndex(self._voice.findData(card.voice))

    def _show_choices(self, card: QuestionCard) -> None:
        if self._shown_choices != (card.id, card.choices):
            self._make_choices(card)
        self._group.setExclusive(False)
        for made in self._group.buttons():
            choice_id = made.objectName()
            made.setChecked(card.is_none if choice_id == "none" else choice_id in card.chosen)
            made.setEnabled(not card.is_final)
        self._group.setExclusive(not card.is_list)

    def _make_choices(self, card: QuestionCard) -> None:
        """Put new rows in place of the old ones; the keyboard stays on the answers."""
        before = self._group.buttons()
        had_focus = any(made.hasFocus() for made in before)
        self._shown_choices = (card.id, card.choices)
        kind = BoxRow if card.is_list else RadioRow
        rows = [kind(words, str(number)) for number, (_, words) in enumerate(card.choices, start=1)]
        for made, (choice_id, _) in zip(rows, card.choices, strict=True):
            made.setObjectName(choice_id)
            made.clicked.connect(partial(self._on_choice, choice_id))
        if card.is_list:
            none = BoxRow(card.none_text, str(len(card.choices) + 1))
            none.setObjectName("none")
            none.clicked.connect(lambda _=False: self.none_clicked.emit())
            rows.append(none)
        for old in before:
            self._group.removeButton(old)
        for made in rows:
            self._group.addButton(made)
            self._choices.addWidget(made)
            made.show()  # a row that is not shown yet cannot take the focus
        if had_focus:
            self.focus_question()
        for old in before:
            self._choices.removeWidget(old)
            old.hide()
            old.deleteLater()

    def _on_choice(self, choice_id: str, _checked: bool = False) -> None:
        self.choice_clicked.emit(choice_id)

    def _show_parts(self, card: QuestionCard) -> None:
        clear(self._parts)
        self._part_words = card.parts
        for heading, text in card.parts:
            part = Card("soft").add(label(heading, "caption"), label(text))
            self._parts.addWidget(part)

    def _show_moves(self, card: QuestionCard) -> None:
        words = card.words
        self._back.setText(words["back"])
        self._back.setEnabled(not card.is_first)
        self._next_open.setText(words["next_open"])
        self._next_open.setVisible(card.done < card.count)
        is_end = card.leads_to_results and not self._is_trial
        self._next.setText(words["to_results"] if is_end else words["next"])
        self._next.setEnabled(is_end or not card.is_last)

    def run_by(self, presenter: QuestionPresenter) -> None:
        """Let a presenter do what the user asks for here."""
        self.choice_clicked.connect(presenter.choose)
        self.none_clicked.connect(presenter.choose_none)
        self.number_pressed.connect(presenter.choose_number)
        self.unknown_clicked.connect(presenter.do_not_know)
        self.not_applicable_given.connect(presenter.does_not_apply)
        self.take_back_clicked.connect(presenter.take_back)
        self.confirm_clicked.connect(presenter.confirm)
        self.note_written.connect(presenter.note)
        self.proof_chosen.connect(presenter.prove)
        self.question_chosen.connect(presenter.open)
        self.moved.connect(presenter.move)
        self.next_open_clicked.connect(presenter.to_next_open)
        self.flag_clicked.connect(presenter.flag)
        self.voice_chosen.connect(presenter.speak_as)
        self.filter_chosen.connect(presenter.filter)
        self.searched.connect(presenter.search)

    def ask_reason(self) -> None:
        """Ask why the question does not apply."""
        card = self._card
        if card is None or card.is_final or not card.can_be_not_applicable:
            return
        dialog = NotApplicableDialog(card, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.not_applicable_given.emit(dialog.reason())
        else:
            self._others.show_card(card)
        dialog.deleteLater()

    def _on_next(self) -> None:
        if self._card is not None and self._card.leads_to_results:
            self.results_requested.emit()
        else:
            self.moved.emit(1)

    def _on_search(self) -> None:
        self._side.setVisible(True)
        self._side.focus_search()

    def _on_voice(self) -> None:
        if self._card is not None:
            others = [voice for voice, _ in self._card.voices if voice != self._card.voice]
            self.voice_chosen.emit(others[0])

    def _toggle_tree(self) -> None:
        self._side.setVisible(not self._side.isVisible())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the list where there is room for it."""
        room = _TREE_NEEDS * self.fontMetrics().height() / 20
        self._side.setVisible(self.width() >= room)
        self._side.setFixedWidth(min(300, round(self.width() * 0.34)))
        super().resizeEvent(event)
