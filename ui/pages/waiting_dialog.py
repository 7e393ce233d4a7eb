"""Holds the window while something must end first; the user can give it up."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.widgets.basics import GAP, PAGE_MARGIN, button, fit, label, row

_LETTERS = 30
"""Width of the dialog; it fits into the smallest window at the largest text."""


class WaitingDialog(QDialog):
    """Says what goes on; only its button gives it up, so that no stray key does."""

    stopped = Signal()

    def __init__(self, title: str, stop: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._text = label()
        give_up = button(stop, on_click=self.stopped.emit)
        give_up.setObjectName("waiting.stop")
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        column.setSpacing(GAP)
        column.addWidget(label(title, "heading"))
        column.addWidget(self._text)
        column.addLayout(row(0, give_up))

    def show_text(self, text: str) -> None:
        """Say how far it is."""
        self._text.setText(text)
        self.setAccessibleDescription(text)
        fit(self, _LETTERS)

    def reject(self) -> None:
        """Stay: Escape and the mark that closes a window do not give it up."""
