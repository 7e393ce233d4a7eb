"""A box to choose from, named on every system, that never makes its page wider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox

from ui.widgets.naming import name_field

if TYPE_CHECKING:
    from collections.abc import Iterable


def choice_box(name: str, letters: int) -> QComboBox:
    """Return an empty box; it has room for some letters, whatever its longest choice is."""
    made = QComboBox()
    made.setObjectName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(letters)
    return made


def fill_choices(
    box: QComboBox, choices: Iterable[tuple[object, str]], chosen: object, name: str
) -> None:
    """Offer choices (value and words), choose one, and name the box; nothing is told of it.

    Args:
        box: what is filled.
        choices: in their order.
        chosen: value of the one that is chosen; where it is not offered, the first is.
        name: what the box is called where no label stands beside it.
    """
    with QSignalBlocker(box):
        box.clear()
        for value, words in choices:
            box.addItem(words, value)
        box.setCurrentIndex(max(0, box.findData(chosen)))
    name_field(box, name, is_alone=True)
