"""The buttons below a list: what can be done with it, or with the chosen row."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.basics import Flow, button, clear

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton

    from ui.presenters.list_card import ListAction


class ActionRow(QWidget):
    """Shows actions; `pressed` tells the name of one that can be done now."""

    pressed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._actions: tuple[ListAction, ...] = ()
        self._button_of: dict[str, QPushButton] = {}
        self._buttons = Flow()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._buttons)

    def show_actions(self, actions: tuple[ListAction, ...]) -> None:
        """Show the buttons; those of the same actions stay, and with them the focus."""
        if [action.name for action in self._actions] != [action.name for action in actions]:
            clear(self._buttons)
            self._button_of = {action.name: self._button(action) for action in actions}
        self._actions = actions
        for action in actions:
            self._button_of[action.name].setText(action.text)

    def allow(self, fits: Callable[[str], bool]) -> None:
        """Enable what can be done; `fits` says whether the chosen row allows an action."""
        for action in self._actions:
            can = action.is_enabled and (not action.needs_row or fits(action.name))
            self._button_of[action.name].setEnabled(can)

    def press(self, name: str) -> None:
        """Do one of the actions, if it can be done now."""
        made = self._button_of.get(name)
        if made is not None and made.isEnabled():
            self.pressed.emit(name)

    def focus_first(self) -> None:
        """Put the keyboard on the first button that can be pressed now."""
        first = next((made for made in self._button_of.values() if made.isEnabled()), None)
        if first is not None:
            first.setFocus()

    def press_on_delete(self, table: QWidget, *names: str) -> None:
        """Let the Delete key in a table do whichever of some actions is there."""
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        for name in names:
            delete.activated.connect(partial(self.press, name))

    def _button(self, action: ListAction) -> QPushButton:
        name = action.name
        made = button(kind=action.kind, icon_name=action.icon, on_click=lambda: self.press(name))
        made.setObjectName(f"{self._name}-{name}")
        self._buttons.addWidget(made)
        return made
