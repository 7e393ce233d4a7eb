"""A note of a few lines that is told when the keyboard leaves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from model.text import NOTE_LENGTH

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QHideEvent

_LINES = 3


class NoteField(QPlainTextEdit):
    """Holds a note; `written` tells one that was changed, once typing is over."""

    written = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = ""
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES + 24)
        self.textChanged.connect(self._cut)

    def show_text(self, text: str) -> None:
        """Show the note that is kept; one that is being typed stays."""
        is_typed = self.hasFocus() and self.toPlainText() != self._kept
        self._kept = text
        if not is_typed and self.toPlainText() != text:
            with QSignalBlocker(self):
                self.setPlainText(text)

    def flush(self) -> None:
        """Tell a note that was changed and not told yet."""
        if self.toPlainText().strip() != self._kept:
            self.written.emit(self.toPlainText())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.hasFocus():
            self.flush()

    def _cut(self) -> None:
        """Cut what is longer than can be kept where it is seen."""
        text = self.toPlainText()
        if len(text) > NOTE_LENGTH:
            with QSignalBlocker(self):
                self.setPlainText(text[:NOTE_LENGTH])
            self.moveCursor(QTextCursor.MoveOperation.End)
