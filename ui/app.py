"""Start of the window, in this order: workspace, settings, Qt, fonts, look, window."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtWidgets import QApplication

from model import paths
from model.clock import now
from model.errors import AppError
from model.i18n import Catalog
from model.language import Language
from model.settings import Settings, Theme, load_settings
from model.storage.assessments import AssessmentStore
from model.storage.database import keep_backup
from ui.main_window import MainWindow
from ui.qt_words import use_qt_words
from ui.tasks import Task
from ui.theme import apply_theme, load_fonts

if TYPE_CHECKING:
    from pathlib import Path

_PLAIN_MODULES = ("model.evaluation", "model.session", "model.library", "model.reporting.charts")
_PAGE_MODULES = (
    "ui.pages.setup_page",
    "ui.pages.question_page",
    "ui.pages.printing_page",
    "ui.division_pages",
    "ui.plan_pages",
    "ui.review_pages",
    "ui.session_pages",
)


def run(workspace: Path | None = None, language: Language | None = None) -> int:
    """Show the window until it is closed, and return the exit code of the process.

    Args:
        workspace: folder of the assessments; None for the usual place.
        language: language of the window; None for the one chosen last, or the system's.
    """
    folder = paths.workspace(workspace)
    settings = load_settings(folder)
    chosen = language or settings.language or system_language()
    catalog = Catalog(chosen)
    if not has_display():
        sys.stderr.write(catalog.text("error.no_display") + "\n")
        return 1
    app = make_app()
    try:
        window = make_window(app, folder, settings, chosen)
    except AppError as error:
        tell(catalog.explain(error))
        return error.exit_code
    window.show()
    from ui.crash import install_crash_dialog  # noqa: PLC0415  the first page is on its way

    install_crash_dialog(lambda: window.catalog)
    QTimer.singleShot(0, lambda: _warm_up(window, folder))
    code = app.exec()
    tidy(folder)
    return code


def has_display() -> bool:
    """Say whether Qt can open a window; without a screen it would abort without a word."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def make_app() -> QApplication:
    """Return the program's QApplication with its fonts."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("Shoulder")
    app.setStyle("Fusion")
    load_fonts()
    return app


def make_window(
    app: QApplication, folder: Path, settings: Settings, language: Language
) -> MainWindow:
    """Open the workspace and return its window, not shown yet.

    Raises:
        StorageError: the workspace cannot be used.
    """
    theme = settings.theme or system_theme(app)
    used = replace(settings, language=language, theme=theme)
    store = AssessmentStore.open(folder, now)
    apply_theme(app, theme, used.text_size)
    use_qt_words(language)
    return MainWindow(store, used, Catalog(language))


def system_language() -> Language:
    """Return Chinese on a Chinese system, English on every other."""
    is_chinese = QLocale.system().language() is QLocale.Language.Chinese
    return Language.ZH if is_chinese else Language.EN


def system_theme(app: QApplication) -> Theme:
    """Return what the system shows: light or dark."""
    is_dark = app.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return Theme.DARK if is_dark else Theme.LIGHT


def tell(message: str) -> None:
    """Show why the program cannot start."""
    from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415  rarely needed

    sys.stderr.write(message + "\n")
    box = QMessageBox(QMessageBox.Icon.Critical, "Shoulder", "")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(message)
    box.exec()


def tidy(folder: Path) -> None:
    """Remove old evidence files that nothing uses, once the window is closed and holds no undo."""
    from model.storage.cleaning import KEPT_AGE, remove_unused  # noqa: PLC0415  only at the end

    with suppress(AppError):  # another program is at work here, so the next time will do
        remove_unused(folder, now() - KEPT_AGE)


def _warm_up(window: MainWindow, folder: Path) -> None:
    """Fetch what the next pages need, and keep a backup, while the user reads the first one.

    Plain modules and the content come in on a thread; modules with widgets come in one by one
    on this one, so that the window answers in between.
    """
    Task(lambda _task: _fetch_content(paths.own_questionnaires(folder)), window).start()
    backup = Task(lambda _task: keep_backup(folder, now().astimezone().date()), window)
    backup.failed.connect(window.report_error)
    backup.start()
    waiting = list(_PAGE_MODULES)
    timer = QTimer(window)
    timer.setInterval(20)

    def fetch_next() -> None:
        if waiting:
            import_module(waiting.pop(0))
        else:
            timer.stop()

    timer.timeout.connect(fetch_next)
    timer.start()


def _fetch_content(own: Path) -> None:
    for name in _PLAIN_MODULES:
        import_module(name)
    import_module("model.library").newest_releases(own)
