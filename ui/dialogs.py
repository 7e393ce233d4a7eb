"""Questions that the system's own dialogs ask; the one place that opens them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QInputDialog,
    QMessageBox,
    QPlainTextEdit,
    QVBoxLayout,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def ask_save_path(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Ask where a file shall be written; None when the user changed their mind."""
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    start = Path(QStandardPaths.writableLocation(documents)) / name
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(start), kinds)
    if not chosen:
        return None
    path, ending = Path(chosen), Path(name).suffix
    return path if path.suffix.lower() == ending else path.with_name(path.name + ending)


def ask_open_path(parent: QWidget, title: str, kinds: str) -> Path | None:
    """Ask which file to open; None when the user changed their mind."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, "", kinds)
    return Path(chosen) if chosen else None


def ask_open_paths(parent: QWidget, title: str) -> list[Path]:
    """Ask which files to take; none when the user changed their mind."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, title)
    return [Path(each) for each in chosen]


def confirm(parent: QWidget, title: str, text: str, yes: str, no: str) -> bool:
    """Ask before something that cannot be undone; the safe answer is the default."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(title)
    box.setInformativeText(text)
    accept = box.addButton(yes, QMessageBox.ButtonRole.DestructiveRole)
    keep = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    box.exec()
    return box.clickedButton() is accept


def confirm_long(parent: QWidget, title: str, text: str, yes: str, no: str) -> bool:
    """Ask after showing a text that may be long; closing the dialog is a no."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    shown = QPlainTextEdit(text)
    shown.setReadOnly(True)
    shown.setAccessibleName(title)
    buttons = QDialogButtonBox()
    accept = buttons.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
    keep = buttons.addButton(no, QDialogButtonBox.ButtonRole.RejectRole)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.addWidget(shown)
    column.addWidget(buttons)
    accept.setAutoDefault(False)
    keep.setDefault(True)
    line = dialog.fontMetrics().height()
    dialog.resize(line * 42, line * 26)
    return dialog.exec() == QDialog.DialogCode.Accepted


def ask_line(parent: QWidget, title: str, text: str, given: str) -> str | None:
    """Ask for one line; None when the user changed their mind."""
    typed, accepted = QInputDialog.getText(parent, title, text, text=given)
    return typed if accepted else None


def ask_one_of(
    parent: QWidget, title: str, text: str, choices: tuple[tuple[str, str], ...], first: str = ""
) -> str | None:
    """Ask for one of several things by name and return its id; None for none of them.

    Args:
        parent: the window.
        title: what is asked.
        text: the question.
        choices: id and name of each.
        first: the id that is proposed; the first of them where there is no such.
    """
    names = [name for _, name in choices]
    at = next((n for n, (key, _) in enumerate(choices) if key == first), 0)
    chosen, accepted = QInputDialog.getItem(parent, title, text, names, at, False)
    return choices[names.index(chosen)][0] if accepted and chosen in names else None
