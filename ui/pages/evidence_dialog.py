"""The evidence of one question, in a dialog over the question page."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.pages.evidence_page import EvidencePage
from ui.widgets.basics import GAP, PAGE_MARGIN, button, label, row

_LETTERS = 92
_HIGHEST = 0.9
"""Part of the window that the dialog may take."""


class EvidenceDialog(QDialog):
    """Holds an EvidencePage; Escape closes it, and everything is saved as it is done."""

    def __init__(self, title: str, close: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.page = EvidencePage()
        self.wrong = label(role="danger")
        self.wrong.setObjectName("evidence-wrong")
        self.wrong.hide()
        done = button(close, on_click=self.accept)
        done.setObjectName("dialog.close")
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        column.setSpacing(GAP)
        column.addWidget(label(title, "heading"))
        column.addWidget(self.page, stretch=1)
        column.addWidget(self.wrong)
        column.addLayout(row(0, done))
        window = parent.window()
        letters = self.fontMetrics().averageCharWidth() * _LETTERS
        width = min(letters, round(window.width() * _HIGHEST))
        self.setMinimumWidth(width)
        self.resize(width, round(max(window.height(), 600) * _HIGHEST))

    def show_wrong(self, text: str) -> None:
        """Say what went wrong, below the list; the window behind cannot be read now."""
        self.wrong.setText(text)
        self.wrong.setAccessibleName(text)
        self.wrong.setVisible(bool(text))
