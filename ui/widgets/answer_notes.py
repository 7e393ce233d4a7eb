"""Below the answers: the note, how well it is proved, evidence, observations, the interview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox, QPlainTextEdit

from model.text import NOTE_LENGTH
from ui.widgets.basics import Card, button, label, row
from ui.widgets.naming import name_field

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ui.presenters.question_presenter import QuestionCard

_PAUSE = 700


class _NoteEdit(QPlainTextEdit):
    """A note that Esc leaves."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class AnswerNotes(Card):
    """Tells a note a moment after it was typed, and at once when the page is left."""

    note_written = Signal(str, str)
    proof_chosen = Signal(str)
    evidence_requested = Signal()
    observation_requested = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._id, self._kept = "", ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.flush)
        self._note_label, self.note = label(role="strong"), _NoteEdit()
        self.note.setObjectName("note")
        self.note.setTabChangesFocus(True)
        self.note.textChanged.connect(self._on_note)
        self.note.left.connect(self.flush)
        self.note.left.connect(self.left)
        self._proof_label, self.proof = label(role="strong"), QComboBox()
        self.proof.activated.connect(lambda i: self.proof_chosen.emit(self.proof.itemData(i)))
        self._interview = label(role="muted")
        self._proofs = label(role="muted")
        self._attach = button(icon_name="file-text", on_click=self.evidence_requested.emit)
        self._attach.setObjectName("evidence")
        self._observed = label(role="muted")
        self._observe = button(icon_name="pencil", on_click=self.observation_requested.emit)
        self._observe.setObjectName("observe")
        self.add(self._note_label, self.note, self._proof_label, self.proof)
        self.add(self._proofs, row(self._attach, 0), self._observed, row(self._observe, 0))
        self.add(self._interview)

    def show_card(self, card: QuestionCard, *, is_other: bool) -> None:
        """Show what is kept; a note of the same question that is being typed stays."""
        words = card.words
        self._id, self._kept = card.id, card.note
        self._note_label.setText(words["note"])
        self.note.setAccessibleName(words["note"])
        self.note.setPlaceholderText(words["note.hint"])
        self.note.setFixedHeight(self.fontMetrics().height() * 3 + 24)
        self.note.setReadOnly(card.is_final)
        if is_other or not self.note.hasFocus():
            self.note.blockSignals(True)
            self.note.setPlainText(card.note)
            self.note.blockSignals(False)
        self._proof_label.setText(words["proof"])
        name_field(self.proof, words["proof"])
        self.proof.clear()
        for level, text in card.evidence_levels:
            self.proof.addItem(text, level)
        self.proof.setCurrentIndex(self.proof.findData(card.evidence))
        self.proof.setEnabled(not card.is_final)
        self._proofs.setText(card.proofs)
        self._attach.setText(words["proofs.attach"])
        self._observed.setText(card.observed)
        self._observed.setVisible(bool(card.observed))
        self._observe.setText(words["observe"])
        self._observe.setVisible(card.can_observe)
        self._interview.setText(card.interview)
        self._interview.setVisible(bool(card.interview))

    def flush(self) -> None:
        """Have a note saved that was typed and not saved yet."""
        self._timer.stop()
        if self._id and self.note.toPlainText().strip() != self._kept:
            self.note_written.emit(self._id, self.note.toPlainText())

    def observe(self) -> None:
        """Ask for an observation, where the question on screen can have one now."""
        if self._observe.isVisible():
            self.observation_requested.emit()

    def forget(self) -> None:
        """Take no more notes: there is no question."""
        self._timer.stop()
        self._id = ""

    def use_evidence(self, *, is_offered: bool) -> None:
        """Offer evidence, or not where there is nowhere to keep it."""
        self._attach.setVisible(is_offered)
        self._proofs.setVisible(is_offered)

    def _on_note(self) -> None:
        """Save a note soon; what is longer than can be kept is cut where it is seen."""
        text = self.note.toPlainText()
        if len(text) > NOTE_LENGTH:
            self.note.setPlainText(text[:NOTE_LENGTH])
            self.note.moveCursor(QTextCursor.MoveOperation.End)
        self._timer.start()
