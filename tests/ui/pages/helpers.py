"""What page tests share: hostile words, signals heard, a page laid out."""

from __future__ import annotations

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

IMAGE = '<img src="/etc/passwd">'
BOLD = "<b>bold</b> &amp; <a href='file:///etc/passwd'>link</a>"
WORDS = f"{IMAGE} {BOLD}"


def is_shown_as_typed(label: QLabel) -> bool:
    """Say whether a label shows its text as it is, tags included."""
    if label.textFormat() is Qt.TextFormat.PlainText:
        return True
    is_guessed = label.textFormat() is Qt.TextFormat.AutoText
    return is_guessed and not Qt.mightBeRichText(label.text())


def taken_for_markup(root: QWidget) -> list[str]:
    """Return the text of every label and tool tip that Qt would not show as typed."""
    labels = [x.text() for x in root.findChildren(QLabel) if not is_shown_as_typed(x)]
    tips = [x.toolTip() for x in root.findChildren(QWidget) if Qt.mightBeRichText(x.toolTip())]
    return [*labels, *tips]


def labels_with(root: QWidget, words: str) -> list[QLabel]:
    return [label for label in root.findChildren(QLabel) if words in label.text()]


def heard(signal):
    """Return a list that fills with what a signal tells: one value alone, several as a tuple."""
    told = []
    signal.connect(lambda *args: told.append(args[0] if len(args) == 1 else args))
    return told


def settle(turns=10):
    """Let the window lay itself out; wrapped text needs more than one turn."""
    for _ in range(turns):
        QApplication.processEvents()
