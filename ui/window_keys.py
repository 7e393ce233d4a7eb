"""The keys that work everywhere in the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton

from ui import keys
from ui.widgets.rail import STEPS

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ui.main_window import MainWindow


def bind(window: MainWindow) -> None:
    """Let the keys of `keys.WINDOW` act on a window."""
    acts: dict[str, Callable[[], object]] = {
        "go_on": lambda: press_main_button(window.page),
        "undo": window.undo,
        "redo": window.redo,
        "all_keys": lambda: show_keys(window),
    }
    for name, act in acts.items():
        for each in keys.of(name):
            _bind(window, each, act)
    for key, (step, _) in zip(keys.STEP_KEYS, STEPS, strict=True):
        _bind(window, f"Alt+{key}", partial(window.try_step, step))


def press_main_button(page: QWidget) -> None:
    """Press the one button of a page that goes on; nothing where there is none to press."""
    for made in page.findChildren(QPushButton):
        if made.property("kind") == "primary" and made.isVisible() and made.isEnabled():
            made.click()
            return


def show_keys(window: MainWindow) -> None:
    """Show every key until it is closed."""
    from ui.pages.keys_dialog import KeysDialog  # noqa: PLC0415  not needed for the first page

    dialog = KeysDialog(window.catalog, window)
    dialog.exec()
    dialog.deleteLater()


def _bind(window: MainWindow, each: str, act: Callable[[], object]) -> None:
    shortcut = QShortcut(QKeySequence(each), window)
    shortcut.setAutoRepeat(False)
    shortcut.activated.connect(act)
