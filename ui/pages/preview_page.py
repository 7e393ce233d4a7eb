"""A questionnaire as it will be asked, with a service model to try it in; nothing is kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.basics import GAP, PAGE_MARGIN, button, clear, label, line_direction

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from model.i18n import Catalog


_WIDE = 36
"""Heights of a line that the page must be wide for its head to stand in one line."""


class PreviewPage(QWidget):
    """The page of questions below a line that says it is a trial."""

    left = Signal()
    model_chosen = Signal(str)

    def __init__(self, questions: QWidget) -> None:
        super().__init__()
        self.setObjectName("page")
        self._note = label(role="muted")
        self._back = button(icon_name="chevron-left", on_click=self.left.emit)
        self._back.setObjectName("preview.back")
        self._models, self._group = QHBoxLayout(), QButtonGroup(self)
        head = self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.addWidget(self._back, alignment=Qt.AlignmentFlag.AlignLeft)
        head.addWidget(self._note, stretch=1)
        head.addLayout(self._models)
        head.setAlignment(self._models, Qt.AlignmentFlag.AlignLeft)
        head.setSpacing(GAP)
        head.setContentsMargins(PAGE_MARGIN, GAP, PAGE_MARGIN, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(questions, stretch=1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what stands above the questions below each other where there is little room."""
        super().resizeEvent(event)
        self._head.setDirection(line_direction(self, _WIDE))

    def show_words(
        self, catalog: Catalog, models: tuple[tuple[str, str], ...], chosen: str
    ) -> None:
        """Say what this is, and offer the service models the questionnaire has."""
        self._note.setText(catalog.text("authoring.preview.note"))
        self._back.setText(catalog.text("authoring.preview.back"))
        clear(self._models)
        for value, name in models if len(models) > 1 else ():
            made = button(name, kind="segment", on_click=partial(self.model_chosen.emit, value))
            made.setCheckable(True)
            made.setChecked(value == chosen)
            self._group.addButton(made)
            self._models.addWidget(made)
