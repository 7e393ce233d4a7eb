"""One line above the page that says what went wrong, or what was done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.widgets.basics import button, label, set_look


class MessageBar(QFrame):
    """Shows a message until it is closed, or until the next one."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("messageBar")
        self._text = label(role="strong")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = button(kind="ghost", icon_name="x", on_click=self.hide)
        self._is_note = False
        layout = QHBoxLayout(self)
        layout.setContentsMargins(28, 8, 16, 8)
        layout.addWidget(self._text, stretch=1)
        layout.addWidget(self._close, alignment=Qt.AlignmentFlag.AlignTop)
        self.hide()

    def name_close(self, words: str) -> None:
        """Name the close button for screen readers and as a tool tip."""
        self._close.setAccessibleName(words)
        self._close.setToolTip(words)

    def show_error(self, message: str) -> None:
        """Show what went wrong."""
        self._is_note = False
        self._show(message, "danger")

    def show_note(self, message: str) -> None:
        """Show what was done, or what to know."""
        self._is_note = True
        self._show(message, "accent")

    def turn_page(self) -> None:
        """Take a note away when the page changes; an error stays until it is closed."""
        if self._is_note:
            self.hide()

    def _show(self, message: str, card: str) -> None:
        set_look(self, "card", card)
        self._text.setText(message)
        self.setAccessibleName(message)
        self.show()
        from PySide6.QtGui import QAccessible, QAccessibleEvent  # noqa: PLC0415  not at start

        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
