"""One action of the plan in short; its details are made when they are first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.pages.action_details import ActionDetails
from ui.widgets.basics import Card, Flow, breakable, button, chip, label, row, set_look

if TYPE_CHECKING:
    from ui.presenters.action_cards import ActionCard
    from ui.presenters.plan_presenter import PlanCard


class ActionPart(Card):
    """Shows an action; tells what is decided, and whether its details are open."""

    decided = Signal(dict)
    question_requested = Signal(str)
    division_requested = Signal()
    toggled = Signal(bool)

    def __init__(self, action: ActionCard, card: PlanCard) -> None:
        super().__init__(gap=8)
        self._action = action
        self._card = card
        self._details: ActionDetails | None = None
        words = card.words
        gain = chip(action.gain, "accent")
        gain.setAccessibleName(action.gain_name)
        head = row(label(action.rank, "number", wrap=False), label(action.title, "strong"), gain)
        head.setStretch(1, 1)
        head.setAlignment(gain, Qt.AlignmentFlag.AlignTop)
        tags = Flow()
        for text, tone in action.tags:
            tags.addWidget(chip(text, tone))
        tags.addWidget(chip(action.effort))
        self._decided = label(role="muted")
        self._toggle = button(words["show"], "ghost", on_click=self._on_toggle)
        self._toggle.setObjectName(f"show.{action.id}")
        self._toggle.setCheckable(True)
        self._toggle.setAccessibleName(f"{words['show']} {action.title}")
        foot = row(self._toggle, self._decided, 0)
        foot.setStretch(1, 8)
        self.add(head, label(action.duty, "small"))
        if action.after:
            self.add(label(action.after, "small"))
        self.add(tags, foot)
        self.show_action(action)

    @property
    def id(self) -> str:
        """Return the id of the action."""
        return self._action.id

    def show_action(self, action: ActionCard) -> None:
        """Show what was decided, in one line and in the details."""
        self._action = action
        self._decided.setText(breakable(action.decided))
        self._decided.setVisible(bool(action.decided))
        set_look(self._decided, "role", "danger" if action.is_overdue else "muted")
        if self._details is not None:
            self._details.show_action(action)

    def open(self) -> None:
        """Open the details."""
        if not self._toggle.isChecked():
            self._toggle.setChecked(True)
            self._on_toggle()

    def focus(self, name: str) -> None:
        """Put the keyboard on a field of the details; without one, on what opens them."""
        made = self.findChild(QWidget, name) if name else None
        (made or self._toggle).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_toggle(self) -> None:
        is_open = self._toggle.isChecked()
        if self._details is None:
            self._details = ActionDetails(self._action, self._card)
            self._details.decided.connect(self.decided)
            self._details.question_requested.connect(self.question_requested)
            self._details.division_requested.connect(self.division_requested)
            self.add(self._details)
        self._details.setVisible(is_open)
        self._toggle.setText(self._card.words["hide" if is_open else "show"])
        self.toggled.emit(is_open)
