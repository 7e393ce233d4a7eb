"""Every key of the program, shown over the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from ui.keys import GROUPS
from ui.widgets.basics import GAP, PAGE_MARGIN, Scrolled, button, chip, label, row

if TYPE_CHECKING:
    from model.i18n import Catalog


class KeysDialog(QDialog):
    """Lists the keys by where they work; any of Esc, Enter and `?` closes it."""

    def __init__(self, catalog: Catalog, parent: QWidget) -> None:
        super().__init__(parent)
        words = catalog.messages("keys")
        self.setWindowTitle(words["title"])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, PAGE_MARGIN)
        listed = Scrolled(gap=GAP)
        listed.scroll_by_keys(self)
        outer.addWidget(listed, stretch=1)
        listed.column.addWidget(label(words["title"], "heading"))
        for name, group in GROUPS:
            listed.column.addWidget(label(words[f"group.{name}"], "strong"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(GAP)
            grid.setColumnStretch(1, 1)
            for number, key in enumerate(group):
                shown = chip(key.text)
                shown.setAccessibleName(f"{key.text}: {words[key.name]}")
                grid.addWidget(shown, number, 0, Qt.AlignmentFlag.AlignLeft)
                grid.addWidget(label(words[key.name]), number, 1)
            listed.column.addLayout(grid)
        listed.column.addStretch(1)
        close = button(words["close"], "primary", on_click=self.accept)
        close.setDefault(True)
        foot = row(0, close)
        foot.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN, 0)
        outer.addLayout(foot)
        close.setFocus()
        line = self.fontMetrics().height()
        self.resize(min(line * 34, parent.width()), min(line * 40, parent.height()))
