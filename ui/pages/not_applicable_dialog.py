"""Ask why a question does not apply; without a reason it is not taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QDialog, QLineEdit, QVBoxLayout, QWidget

from model.text import clean_line
from ui.widgets.basics import GAP, PAGE_MARGIN, button, fit, label, row
from ui.widgets.option_row import RadioRow

if TYPE_CHECKING:
    from ui.presenters.question_presenter import QuestionCard

_WRITTEN = "other"


class NotApplicableDialog(QDialog):
    """Offers the reasons that fit the question, and one in the user's own words."""

    def __init__(self, card: QuestionCard, parent: QWidget) -> None:
        super().__init__(parent)
        words = card.words
        self.setWindowTitle(words["dialog.title"])
        self._group = QButtonGroup(self)
        self._words = dict(card.na_reasons)
        self._own = QLineEdit()
        self._own.setMaxLength(200)
        self._own.setPlaceholderText(words["dialog.hint"])
        self._own.setAccessibleName(words["dialog.hint"])
        self._own.textEdited.connect(lambda _: self._choose_written())
        self._missing = label(words["dialog.missing"], "danger")
        self._missing.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(label(words["dialog.title"], "heading"))
        layout.addWidget(label(words["dialog.text"], "muted"))
        for number, (reason, text) in enumerate(card.na_reasons, start=1):
            made = RadioRow(text, str(number))
            made.setObjectName(f"reason.{reason}")
            made.setShortcut(str(number))
            self._group.addButton(made)
            layout.addWidget(made)
        layout.addWidget(self._own)
        layout.addWidget(self._missing)
        save = button(words["dialog.save"], "primary", on_click=self._on_save)
        save.setDefault(True)
        save.setObjectName("dialog.save")
        cancel = button(words["dialog.cancel"], on_click=self.reject)
        layout.addLayout(row(0, cancel, save))
        fit(self)

    def reason(self) -> str:
        """Return the reason in words; empty while there is none."""
        own = clean_line(self._own.text())
        if own:
            return own
        made = self._group.checkedButton()
        chosen = made.objectName().partition(".")[2] if made is not None else _WRITTEN
        return "" if chosen == _WRITTEN else self._words[chosen]

    def _choose_written(self) -> None:
        for made in self._group.buttons():
            if made.objectName() == f"reason.{_WRITTEN}":
                made.setChecked(True)

    def _on_save(self) -> None:
        if self.reason():
            self.accept()
        else:
            self._missing.show()
            fit(self)
            self._own.setFocus()
