"""The first minute of a new user: what this is, and two ways to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.widgets.basics import GAP, PAGE_MARGIN, Card, Flow, Scrolled, button, label, row
from ui.widgets.icons import picture

if TYPE_CHECKING:
    from ui.presenters.home_presenter import HomeCard

_STEPS = (
    ("step1", "clipboard-list"),
    ("step2", "columns-2"),
    ("step3", "circle-question-mark"),
    ("step4", "list-checks"),
)


class Welcome(Scrolled):
    """Says what the program does, in four steps."""

    new_requested = Signal()
    sample_requested = Signal()
    file_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._parts: list[tuple[QWidget, str]] = []
        hero = Card("accent", margin=PAGE_MARGIN)
        new = button(kind="primary", icon_name="plus", on_click=self.new_requested.emit)
        sample = button(icon_name="sparkles", on_click=self.sample_requested.emit)
        file = button(kind="ghost", icon_name="file-text", on_click=self.file_requested.emit)
        new.setObjectName("welcome.new")
        sample.setObjectName("welcome.sample")
        self._parts += [(new, "new"), (sample, "sample"), (file, "open_file")]
        actions = Flow()
        for part in (new, sample, file):
            actions.addWidget(part)
        hero.add(self._words("empty.title", "title"), self._words("empty.text"), actions)
        self.column.addWidget(hero)
        self.column.addLayout(self._make_steps())
        side = row(picture("shield-check", self, 20), self._words("empty.private", "muted"))
        side.setStretch(1, 1)
        self.column.addLayout(side)
        self.column.addStretch(1)

    def show_card(self, card: HomeCard) -> None:
        """Say everything in the language of the card."""
        for part, key in self._parts:
            part.setText(card.words[key])  # type: ignore[attr-defined]  # labels and buttons

    def _words(self, key: str, role: str = "body") -> QWidget:
        made = label(role=role)
        self._parts.append((made, key))
        return made

    def _make_steps(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(GAP)
        for number, (key, icon_name) in enumerate(_STEPS):
            card = Card().add(row(picture(icon_name, self, 24), 0))
            card.add(self._words(f"empty.{key}", "strong"))
            card.add(self._words(f"empty.{key}.text", "muted"))
            card.column.addStretch(1)
            grid.addWidget(card, number // 2, number % 2)
        return grid
