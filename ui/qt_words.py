"""Qt's own words (OK, Cancel, file dialogs) in the language of the window."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from model.language import Language


def use_qt_words(language: Language) -> None:
    """Let Qt speak a language; its own words are English without a translator."""
    chinese = _chinese()
    QCoreApplication.removeTranslator(chinese)
    if language is Language.ZH:
        QCoreApplication.installTranslator(chinese)


@lru_cache(maxsize=1)
def _chinese() -> QTranslator:
    translator = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator.load("qtbase_zh_CN", folder)
    return translator
