"""What happens when the program itself is wrong: the user is told, and nothing is hidden."""

from __future__ import annotations

import sys
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from model.i18n import Catalog


def show_crash(bug: BaseException, catalog: Catalog) -> None:
    """Show a bug with its traceback, for the makers."""
    details = "".join(traceback.format_exception(bug))
    sys.stderr.write(details)
    box = QMessageBox(QMessageBox.Icon.Critical, catalog.text("window.crash.title"), "")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(catalog.text("window.crash.text"))
    box.setDetailedText(details)
    box.exec()


def install_crash_dialog(catalog: Callable[[], Catalog]) -> None:
    """Send every exception that nobody caught to the crash dialog."""

    def on_exception(
        kind: type[BaseException], bug: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, bug, trace)
        else:
            show_crash(bug, catalog())

    sys.excepthook = on_exception
