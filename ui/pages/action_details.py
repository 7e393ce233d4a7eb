"""The details of one action: its first steps, and what was decided about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QLineEdit, QWidget

from model.text import NAME_LENGTH, NOTE_LENGTH
from ui.widgets.basics import Card, Flow, label, row
from ui.widgets.naming import name_field

if TYPE_CHECKING:
    from ui.presenters.plan_presenter import ActionCard, PlanCard

_DAYS_AHEAD = 30


class ActionDetails(Card):
    """Shows steps and effect; `decided` tells what the user enters, field by field."""

    decided = Signal(dict)

    def __init__(self, action: ActionCard, card: PlanCard) -> None:
        super().__init__("soft", gap=8)
        self._words = card.words
        self._title = action.title
        self.add(label(self._words["steps"], "caption"))
        for number, step in enumerate(action.steps, start=1):
            line = row(label(str(number), "strong", wrap=False), label(step))
            line.setStretch(1, 1)
            self.add(line)
        self.add(label(self._words["effect"], "caption"), label(action.effect))
        heading, offer = action.offers
        if heading:
            self.add(label(heading, "caption"), label(offer))
        decisions = Flow()
        for part in (self._owner(action), self._state(action, card), *self._due_parts(action)):
            decisions.addWidget(part)
        self.add(decisions, self._note(action))

    def _owner(self, action: ActionCard) -> QWidget:
        made = QLineEdit(action.owner)
        made.setObjectName("owner")
        made.setMaxLength(NAME_LENGTH)
        made.setPlaceholderText(self._words["owner.hint"])
        made.setMinimumWidth(self.fontMetrics().averageCharWidth() * 22)
        made.editingFinished.connect(lambda: self.decided.emit({"owner": made.text()}))
        return self._named(made, "owner")

    def _state(self, action: ActionCard, card: PlanCard) -> QWidget:
        made = QComboBox()
        made.setObjectName("state")
        for value, text in card.states:
            made.addItem(text, value)
        made.setCurrentIndex(made.findData(action.state))
        made.activated.connect(lambda i: self.decided.emit({"state": made.itemData(i)}))
        return self._named(made, "state")

    def _due_parts(self, action: ActionCard) -> tuple[QWidget, QWidget]:
        given = QDate.fromString(action.due, Qt.DateFormat.ISODate)
        self._has_due, self._due = QCheckBox(self._words["due"]), QDateEdit()
        self._due.setObjectName("due")
        self._due.setDisplayFormat("yyyy-MM-dd")
        self._due.setCalendarPopup(True)
        self._due.setDate(given if given.isValid() else QDate.currentDate().addDays(_DAYS_AHEAD))
        self._due.setEnabled(given.isValid())
        self._has_due.setChecked(given.isValid())
        self._has_due.toggled.connect(self._tell_due)
        self._due.dateChanged.connect(lambda _: self._tell_due())
        return self._named(self._has_due, "due"), self._named(self._due, "due")

    def _note(self, action: ActionCard) -> QWidget:
        made = QLineEdit(action.note)
        made.setObjectName("note")
        made.setMaxLength(NOTE_LENGTH)
        made.setPlaceholderText(self._words["note"])
        made.editingFinished.connect(lambda: self.decided.emit({"note": made.text()}))
        return self._named(made, "note")

    def _named(self, made: QWidget, name: str) -> QWidget:
        name_field(made, f"{self._words[name]} {self._title}")
        return made

    def _tell_due(self) -> None:
        is_given = self._has_due.isChecked()
        self._due.setEnabled(is_given)
        text = str(self._due.date().toString(Qt.DateFormat.ISODate))
        self.decided.emit({"due": text if is_given else ""})
