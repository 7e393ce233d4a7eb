"""The details of one action: why it stands here, its first steps, and what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from model.text import NAME_LENGTH
from ui.widgets.basics import GAP, Card, Flow, breakable, button, label, row
from ui.widgets.choice_box import choice_box
from ui.widgets.day_field import DayField
from ui.widgets.naming import name_field
from ui.widgets.note_field import NoteField

if TYPE_CHECKING:
    from ui.presenters.action_cards import ActionCard
    from ui.presenters.plan_presenter import PlanCard

ACCEPTED = "accepted"
_DAYS_AHEAD = 30
_LETTERS = 12
_WIDE_LETTERS = 18


class ActionDetails(Card):
    """Shows steps and effect; `decided` tells what the user enters, field by field.

    The state "accepted" is told each time it is chosen: it asks for more.
    """

    decided = Signal(dict)
    question_requested = Signal(str)
    division_requested = Signal()

    def __init__(self, action: ActionCard, card: PlanCard) -> None:
        super().__init__("soft", gap=8)
        self._words = card.words
        self._action = action
        self._add_reasons(action)
        self.add(label(self._words["steps"], "caption"))
        for number, step in enumerate(action.steps, start=1):
            line = row(label(str(number), "strong", wrap=False), label(step))
            line.setStretch(1, 1)
            self.add(line)
        self.add(label(self._words["effect"], "caption"), label(action.effect))
        heading, offer = action.offers
        if heading:
            self.add(label(heading, "caption"), label(offer))
        self._make_fields(card)
        self._make_outcome()
        self.show_action(action)
        if card.blocked:
            for made in (self._fields, self._note, self._change):
                made.setEnabled(False)

    def show_action(self, action: ActionCard) -> None:
        """Show what is kept; nothing is told of it, and a note being typed stays."""
        self._action = action
        for field, text in ((self._owner, action.owner), (self._cost, action.cost)):
            if field.text() != text:
                field.setText(text)
        with QSignalBlocker(self._state), QSignalBlocker(self._effort):
            self._state.setCurrentIndex(self._state.findData(action.state))
            self._effort.setCurrentIndex(self._effort.findData(action.own_effort))
        self._show_due(action.due)
        self._note.show_text(action.note)
        self._accepted.setText(breakable(action.accepted))
        self._accepted.setVisible(bool(action.accepted))
        self._change.setVisible(bool(action.accepted))
        self._confirm.setText(action.confirm)
        self._confirm.setVisible(bool(action.confirm))
        place = "question" if action.confirm_at else "division"
        self._go.setText(self._words[f"done.go_{place}"])
        self._go.setAccessibleName(f"{self._words[f'done.go_{place}']} {action.title}")
        self._go.setVisible(bool(action.confirm))

    def _add_reasons(self, action: ActionCard) -> None:
        self.add(label(self._words["why"], "caption"))
        for text in action.why:
            self.add(label(text))

    def _make_fields(self, card: PlanCard) -> None:
        self._owner = self._line("owner")
        self._state = self._choice("state", card.states)
        self._effort = self._choice("own_effort", self._action.efforts)
        self._effort.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._cost = self._line("cost")
        self._has_due, self._due = QCheckBox(self._words["due"]), DayField("due")
        self._has_due.toggled.connect(self._tell_due)
        self._due.dateChanged.connect(lambda _: self._tell_due())
        for made in (self._has_due, self._due):
            name_field(made, f"{self._words['due']} {self._action.title}")
        self._state.activated.connect(
            lambda at: self.decided.emit({"state": self._state.itemData(at)})
        )
        self._effort.activated.connect(
            lambda at: self.decided.emit({"effort": self._effort.itemData(at)})
        )
        self._note = NoteField()
        self._note.setObjectName("note")
        self._note.setPlaceholderText(self._words["note"])
        name_field(self._note, f"{self._words['note']} {self._action.title}")
        self._note.written.connect(lambda text: self.decided.emit({"note": text}))
        self._fields = QWidget()
        flow, due = Flow(), QWidget()
        due.setLayout(row(self._has_due, self._due, gap=GAP // 2))
        for part in (self._owner, self._state, due, self._effort, self._cost):
            flow.addWidget(part)
        self._fields.setLayout(flow)
        self.add(self._fields, self._note)

    def _make_outcome(self) -> None:
        """Make what is said of a risk that is accepted, and of an action that is done."""
        self._accepted = label(role="strong")
        self._change = button(
            self._words["accepted.change"],
            "ghost",
            on_click=lambda: self.decided.emit({"state": ACCEPTED}),
        )
        self._change.setObjectName("accepted.change")
        self._change.setAccessibleName(f"{self._words['accepted.change']} {self._action.title}")
        self._confirm = label(role="strong")
        self._go = button(kind="ghost", on_click=self._on_go)
        self._go.setObjectName("confirm")
        self.add(self._accepted, row(self._change, 0), self._confirm, row(self._go, 0))

    def _line(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName(name)
        made.setMaxLength(NAME_LENGTH)
        hint = self._words[f"{name}.hint"]
        made.setPlaceholderText(f"{self._words[name]} · {hint}")
        made.setMinimumWidth(self.fontMetrics().averageCharWidth() * _WIDE_LETTERS)
        made.editingFinished.connect(lambda: self.decided.emit({name: made.text()}))
        name_field(made, f"{self._words[name]} {self._action.title}")
        return made

    def _choice(self, name: str, choices: tuple[tuple[str, str], ...]) -> QComboBox:
        made = choice_box(name, _LETTERS)
        for value, text in choices:
            made.addItem(text, value)
        made.setToolTip(self._words[name])
        name_field(made, f"{self._words[name]} {self._action.title}")
        return made

    def _show_due(self, due: str) -> None:
        given = QDate.fromString(due, Qt.DateFormat.ISODate)
        with QSignalBlocker(self._has_due), QSignalBlocker(self._due):
            self._has_due.setChecked(given.isValid())
            self._due.setEnabled(given.isValid())
            if given.isValid():
                self._due.setDate(given)
            elif not self._due.hasFocus():
                self._due.setDate(QDate.currentDate().addDays(_DAYS_AHEAD))

    def _tell_due(self) -> None:
        is_given = self._has_due.isChecked()
        self._due.setEnabled(is_given)
        text = str(self._due.date().toString(Qt.DateFormat.ISODate))
        self.decided.emit({"due": text if is_given else ""})

    def _on_go(self) -> None:
        if self._action.confirm_at:
            self.question_requested.emit(self._action.confirm_at)
        else:
            self.division_requested.emit()
