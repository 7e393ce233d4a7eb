"""The side of the window: where you are, where you can go, how it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QFrame, QPushButton, QVBoxLayout

from model.settings import Theme
from ui.widgets.basics import GAP, button, label, row, set_look
from ui.widgets.icons import coloured

if TYPE_CHECKING:
    from model.i18n import Catalog
    from model.settings import Settings

STEPS = (
    ("home", "house"),
    ("questionnaires", "book-open"),
    ("setup", "clipboard-list"),
    ("division", "columns-2"),
    ("questions", "circle-question-mark"),
    ("review", "shield-check"),
    ("results", "chart-column"),
    ("plan", "list-checks"),
    ("agreement", "handshake"),
    ("printing", "file-text"),
    ("learn", "lightbulb"),
)
HOME = "home"
QUESTIONNAIRES = "questionnaires"
LEARN = "learn"
ALWAYS = (HOME, QUESTIONNAIRES, LEARN)
_LIGHT_ICON = "#d7e7e3"
_LARGEST_ICON = 26


class Rail(QFrame):
    """Steps and settings; the window decides what follows."""

    step_chosen = Signal(str)
    language_clicked = Signal()
    theme_clicked = Signal()
    size_clicked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self._words: dict[str, str] = {}
        self._texts: dict[QPushButton, str] = {}
        self._compact = False
        self._brand, self._subtitle = label(role="brand"), label(role="small")
        self._service, self._organisation = label(role="strong"), label(role="small")
        self._state = label(role="small")
        self._group = QButtonGroup(self)
        self._steps: dict[str, QPushButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(GAP, GAP + 6, GAP, GAP)
        self._column.setSpacing(4)
        self._column.addWidget(self._brand)
        self._column.addWidget(self._subtitle)
        self._column.addSpacing(GAP)
        for name, icon_name in STEPS:
            if name == LEARN:
                self._column.addSpacing(GAP)
            self._add_step(name, icon_name)
            if name == QUESTIONNAIRES:
                self._column.addSpacing(GAP)
                self._column.addWidget(self._service)
                self._column.addWidget(self._organisation)
                self._column.addWidget(self._state)
                self._column.addSpacing(4)
        self._column.addStretch(1)
        self._add_settings()

    def show_words(self, catalog: Catalog, settings: Settings) -> None:
        """Say everything in one language."""
        self._words = words = catalog.messages("window")
        self._brand.setText(words["title"])
        self._subtitle.setText(words["subtitle"])
        is_dark = settings.theme is Theme.DARK
        self._theme.setIcon(coloured("sun" if is_dark else "moon", _LIGHT_ICON))
        self._texts = {
            self._language: words["language"],
            self._theme: words["light" if is_dark else "dark"],
            **{made: words[name] for name, made in self._steps.items()},
        }
        for made, tip in (
            (self._language, "language_tip"),
            (self._theme, "theme_tip"),
            (self._smaller, "smaller_tip"),
            (self._larger, "larger_tip"),
        ):
            made.setToolTip(words[tip])
            made.setAccessibleName(words[tip])
        self._size.setText(f"{settings.text_size}%")
        self._size.setAccessibleName(catalog.text("window.text_size", size=settings.text_size))
        self._label_buttons()

    def show_assessment(
        self, service: str, organisation: str, state: str = "", *, is_open: bool
    ) -> None:
        """Say which assessment is open and how far it is, and let its steps be chosen."""
        self._service.setText(service if is_open else self._words.get("no_assessment", ""))
        self._organisation.setText(organisation)
        self._state.setText(state)
        for name, made in self._steps.items():
            made.setEnabled(is_open or name in ALWAYS)
        self._show_texts()

    def show_step(self, name: str) -> None:
        """Mark the page on screen."""
        self._steps[name].setChecked(True)

    def use_size(self, font_height: int, window_width: int) -> None:
        """Show words beside the icons only where there is room."""
        wide = round(font_height * 10.5) + 40
        self._compact = window_width < wide * 3.9
        self.setFixedWidth(round(font_height * 1.6) + 44 if self._compact else wide)
        side = min(round(font_height * 0.9), _LARGEST_ICON)
        for made in (
            *self._steps.values(),
            self._language,
            self._theme,
            self._smaller,
            self._larger,
        ):
            made.setIconSize(QSize(side, side))
            set_look(made, "compact", "true" if self._compact else "false")
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._sizes.setDirection(down if self._compact else right)
        self._label_buttons()
        self._show_texts()

    def _add_step(self, name: str, icon_name: str) -> None:
        made = button(on_click=lambda: self.step_chosen.emit(name))
        made.setCheckable(True)
        made.setObjectName(f"step.{name}")
        made.setIcon(coloured(icon_name, _LIGHT_ICON))
        self._group.addButton(made)
        self._steps[name] = made
        self._column.addWidget(made)

    def _add_settings(self) -> None:
        self._language = button(on_click=self.language_clicked.emit)
        self._language.setObjectName("language")
        self._language.setIcon(coloured("languages", _LIGHT_ICON))
        self._theme = button(on_click=self.theme_clicked.emit)
        self._theme.setObjectName("theme")
        self._smaller = button(on_click=lambda: self.size_clicked.emit(-1))
        self._smaller.setIcon(coloured("zoom-out", _LIGHT_ICON))
        self._smaller.setObjectName("smaller")
        self._larger = button(on_click=lambda: self.size_clicked.emit(1))
        self._larger.setIcon(coloured("zoom-in", _LIGHT_ICON))
        self._larger.setObjectName("larger")
        self._size = label(role="small", wrap=False)
        self._column.addWidget(self._language)
        self._column.addWidget(self._theme)
        self._sizes = row(self._smaller, self._size, self._larger, 0, gap=2)
        self._column.addLayout(self._sizes)

    def _label_buttons(self) -> None:
        for made, text in self._texts.items():
            made.setText("" if self._compact else text)
            if made in self._steps.values():
                made.setAccessibleName(text)
                made.setToolTip(text if self._compact else "")

    def _show_texts(self) -> None:
        for made in (
            self._subtitle,
            self._service,
            self._organisation,
            self._state,
            self._size,
        ):
            made.setVisible(not self._compact and bool(made.text()))
        self._brand.setVisible(not self._compact)
