"""A day to choose or type; Tab leaves it at once, the arrows go from year to month to day."""

from __future__ import annotations

from PySide6.QtWidgets import QDateEdit, QWidget


class DayField(QDateEdit):
    """Holds a day as YYYY-MM-DD, with a calendar to choose it from."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setDisplayFormat("yyyy-MM-dd")
        self.setCalendarPopup(True)
        self.setKeyboardTracking(False)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        return QWidget.focusNextPrevChild(self, is_next)
