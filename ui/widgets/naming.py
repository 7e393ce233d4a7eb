"""What a control is called by a program that reads the screen aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def name_field(field: QWidget, name: str, *, is_alone: bool = False) -> None:
    """Name what is filled in or chosen; what stands alone, without a label, says it as a tip too.

    On Linux Qt gives the chosen item as the name of a list to choose from; there the name is
    read from the description.
    """
    field.setAccessibleName(name)
    if isinstance(field, QComboBox):
        field.setAccessibleDescription(name)
    if is_alone:
        field.setToolTip(name)
