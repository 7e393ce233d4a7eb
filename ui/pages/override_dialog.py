"""Change who holds one responsibility, with the reason that the report prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.basics import GAP, PAGE_MARGIN, button, fit, label, row, set_look
from ui.widgets.naming import name_field

if TYPE_CHECKING:
    from ui.presenters.division_presenter import DetailsCard, DivisionCard


class OverrideDialog(QDialog):
    """Asks for holder, source, date and reason; accepts only with a reason."""

    def __init__(self, card: DivisionCard, details: DetailsCard, parent: QWidget) -> None:
        super().__init__(parent)
        words = card.words
        self._id = details.id
        self.setWindowTitle(words["dialog.title"])
        self._allocation = _combo(card.allocations, details.override.allocation.value)
        self._known_by = _combo(card.known_by, details.override.known_by)
        self._source = _combo(card.sources, details.override.source)
        self._date = QDateEdit()
        self._date.setDisplayFormat("yyyy-MM-dd")
        self._date.setCalendarPopup(True)
        given = details.override.written_on
        self._date.setDate(
            QDate(given.year, given.month, given.day) if given else QDate.currentDate()
        )
        self._has_no_date = QCheckBox(words["dialog.no_date"])
        self._has_no_date.toggled.connect(self._date.setDisabled)
        self._has_no_date.setChecked(given is None)
        self._reason = QPlainTextEdit(details.override.reason)
        self._reason.setPlaceholderText(words["dialog.reason.hint"])
        self._reason.setTabChangesFocus(True)
        self._reason.setMaximumHeight(self.fontMetrics().height() * 5)
        self._missing = label(words["dialog.reason.missing"], "danger")
        self._missing.hide()
        self._lay_out(words, details)
        fit(self)

    def entered(self) -> dict[str, object]:
        """Return what was entered."""
        day = self._date.date().toPython()
        return {
            "id": self._id,
            "allocation": self._allocation.currentData(),
            "known_by": self._known_by.currentData(),
            "source": self._source.currentData(),
            "date": None if self._has_no_date.isChecked() else day,
            "reason": self._reason.toPlainText().strip(),
        }

    def _lay_out(self, words: dict[str, str], details: DetailsCard) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(label(details.name, "heading"))
        for key, part in (
            ("dialog.allocation", self._allocation),
            ("dialog.known_by", self._known_by),
            ("dialog.source", self._source),
            ("dialog.date", self._date),
            ("", self._has_no_date),
            ("dialog.reason", self._reason),
        ):
            if key:
                layout.addWidget(label(words[key], "strong"))
                name_field(part, words[key])
            layout.addWidget(part)
        layout.addWidget(self._missing)
        save = button(words["dialog.save"], "primary", on_click=self._on_save)
        save.setDefault(True)
        save.setObjectName("dialog.save")
        cancel = button(words["dialog.cancel"], on_click=self.reject)
        layout.addLayout(row(0, cancel, save))

    def _on_save(self) -> None:
        if self._reason.toPlainText().strip():
            self.accept()
            return
        self._missing.show()
        fit(self)
        set_look(self._reason, "wrong", value=True)
        self._reason.setFocus()


def _combo(choices: tuple[tuple[object, str], ...], chosen: object) -> QComboBox:
    made = QComboBox()
    for value, text in choices:
        made.addItem(text, value)
    made.setCurrentIndex(max(0, made.findData(chosen)))
    return made
