"""A form over the fields of a record: each is told when it was filled in."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ui.presenters.record_form import FieldKind, FormField, Path
from ui.widgets.basics import Card, button, clear, label, row
from ui.widgets.naming import name_field
from ui.widgets.option_row import BoxRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LANGUAGES = ("zh", "en")
_MOST = 1_000_000
_LINES = {False: 3, True: 5}
"""Lines that a short and a long text have room for."""


class RecordForm(QWidget):
    """Shows fields; `entered` carries place and value, lists grow and shrink on request."""

    entered = Signal(tuple, object)
    added = Signal(tuple)
    removed = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self._words: dict[str, str] = {}
        self._opened: set[Path] = set()
        self._fields: dict[Path, FormField] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)

    def use_words(self, words: dict[str, str]) -> None:
        """Take the words of the form's own parts: add, remove, languages."""
        self._words = words

    def show_fields(self, fields: tuple[FormField, ...]) -> None:
        """Build the form anew, and give the keyboard back to the place it was at."""
        focused = self.focusWidget()
        name = focused.objectName() if focused is not None and focused.hasFocus() else ""
        self.blockSignals(True)  # what leaves with the old form must not be told for the new one
        clear(self._column)
        self.blockSignals(False)
        self._fields = {}
        self._remember(fields)
        for field in fields:
            self._column.addLayout(self._block(field))
        self._column.addStretch(1)
        self._chain()
        again = self.findChild(QWidget, name) if name else None
        if again is not None:
            again.setFocus()

    def show_options(self, fields: tuple[FormField, ...]) -> None:
        """Name the choices anew where they are offered; what is typed stays."""
        self._remember(fields)
        for field in self._fields.values():
            combo = self.findChild(QComboBox, _name(field.path))
            for value, words in field.options:
                if combo is not None and (at := combo.findData(value)) >= 0:
                    combo.setItemText(at, words)
                box = self.findChild(BoxRow, f"{_name(field.path)}.{value}")
                if box is not None:
                    box.setText(words)
                    box.setAccessibleName(f"{self._spoken(field)} {words}")

    def commit(self) -> None:
        """Have what is being typed told, by taking the keyboard from it."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()

    def go_to(self, path: Path) -> QWidget | None:
        """Put the keyboard on a place, opening what it is in; None where the form has no such."""
        for length in range(1, len(path)):
            toggle = self.findChild(QPushButton, f"{_name(path[:length])}.open")
            if toggle is not None:
                toggle.setChecked(True)
        for length in range(len(path), 0, -1):
            name = _name(path[:length])
            for ending in ("", ".zh", ".add", ".open"):
                found = self.findChild(QWidget, f"{name}{ending}")
                if found is not None:
                    found.setFocus()
                    return found
        return None

    def _remember(self, fields: Iterable[FormField]) -> None:
        for field in fields:
            self._fields[field.path] = field
            self._remember(field.fields)

    def _block(self, field: FormField) -> QVBoxLayout:
        """Return a field below its name and help."""
        block = QVBoxLayout()
        block.setSpacing(4)
        if field.is_folded:
            block.addLayout(self._fold(field))
            return block
        is_group = field.kind in (FieldKind.RECORD, FieldKind.LIST)
        if field.kind is not FieldKind.SWITCH:
            block.addWidget(label(field.label, "heading" if is_group else "strong"))
        if field.help and field.kind is not FieldKind.SWITCH:
            block.addWidget(label(field.help, "small"))
        self._fill(block, field)
        return block

    def _chain(self) -> None:
        """Let Tab go from top to bottom, through what was opened since too."""
        for before, after in pairwise(_stops(self._column)):
            QWidget.setTabOrder(before, after)

    def _fold(self, field: FormField) -> QVBoxLayout:
        """Return a group that opens on request, and stays open when the form is built anew."""
        block = QVBoxLayout()
        block.setSpacing(4)
        toggle = button(f"{field.label} ({len(field.fields)})", kind="ghost")
        toggle.setCheckable(True)
        toggle.setObjectName(f"{_name(field.path)}.open")
        block.addLayout(row(toggle, 0))

        def open_it() -> None:
            if toggle.isChecked():
                self._opened.add(field.path)
                if field.help:
                    inside.addWidget(label(field.help, "small"))
                self._fill(inside, self._fields[field.path])
                self._chain()
            else:
                self._opened.discard(field.path)
                clear(inside)

        inside = QVBoxLayout()
        inside.setSpacing(4)
        block.addLayout(inside)
        toggle.toggled.connect(lambda _on: open_it())
        toggle.setChecked(field.path in self._opened)
        return block

    def _fill(self, block: QVBoxLayout, field: FormField) -> None:
        make = {
            FieldKind.BOTH: self._both,
            FieldKind.LINE: self._line,
            FieldKind.WORDS: self._line,
            FieldKind.NUMBER: self._number,
            FieldKind.ONE_OF: self._one_of,
            FieldKind.MANY_OF: self._many_of,
            FieldKind.SWITCH: self._switch,
            FieldKind.RECORD: self._record,
            FieldKind.LIST: self._list,
        }
        made = make[field.kind](field)
        if isinstance(made, QWidget):
            block.addWidget(made)
        elif isinstance(made, QLayout):
            block.addLayout(made)

    def _both(self, field: FormField) -> QLayout:
        value = field.value if isinstance(field.value, dict) else {}
        edits = {}
        for language in LANGUAGES:
            edit = _Text(str(value.get(language, "")), _LINES[field.is_long])
            edit.setObjectName(f"{_name(field.path)}.{language}")
            edit.setAccessibleName(f"{self._spoken(field)} {self._words[language]}")
            edit.setPlaceholderText(self._words[language])
            edits[language] = edit
        for edit in edits.values():
            edit.left.connect(lambda: self.entered.emit(field.path, _texts(edits)))
        return row(*edits.values(), gap=8)

    def _line(self, field: FormField) -> QWidget:
        value = field.value
        text = ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
        edit = QLineEdit(text)
        self._name(edit, field)
        edit.editingFinished.connect(lambda: self.entered.emit(field.path, edit.text()))
        return edit

    def _number(self, field: FormField) -> QWidget:
        spin = QSpinBox()
        spin.setRange(0, _MOST)
        spin.lineEdit().setTextMargins(8, 0, 0, 0)
        spin.setValue(field.value if isinstance(field.value, int) else 0)
        spin.setMaximumWidth(spin.fontMetrics().averageCharWidth() * 16)
        spin.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        spin.installEventFilter(_NoWheel(spin))
        self._name(spin, field)
        spin.editingFinished.connect(lambda: self.entered.emit(field.path, spin.value()))
        return spin

    def _one_of(self, field: FormField) -> QWidget:
        combo = QComboBox()
        combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        combo.installEventFilter(_NoWheel(combo))
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(12)
        values = [value for value, _ in field.options]
        if field.value not in values:
            combo.addItem(self._words["nothing"], None)
        for value, words in field.options:
            combo.addItem(words, value)
        combo.setCurrentIndex(max(combo.findData(field.value), 0))
        self._name(combo, field)
        combo.activated.connect(lambda _at: self.entered.emit(field.path, combo.currentData()))
        return combo

    def _many_of(self, field: FormField) -> QLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        chosen = field.value if isinstance(field.value, list) else []
        boxes: dict[object, BoxRow] = {}
        for value, words in field.options:
            box = BoxRow(words, "")
            box.setChecked(value in chosen)
            box.setObjectName(f"{_name(field.path)}.{value}")
            box.setAccessibleName(f"{self._spoken(field)} {words}")
            boxes[value] = box
            column.addWidget(box)
        for box in boxes.values():
            box.toggled.connect(
                lambda _on: self.entered.emit(
                    field.path, [value for value, b in boxes.items() if b.isChecked()]
                )
            )
        return column

    def _switch(self, field: FormField) -> QWidget:
        box = QCheckBox(field.label)
        box.setChecked(field.value is True)
        box.setToolTip(field.help)
        self._name(box, field)
        box.toggled.connect(lambda on: self.entered.emit(field.path, on))
        return box

    def _record(self, field: FormField) -> QWidget:
        card = Card("soft", margin=12, gap=10)
        for inner in field.fields:
            card.add(self._block(inner))
        return card

    def _list(self, field: FormField) -> QLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        for item in field.fields:
            column.addLayout(self._item(item))
        if field.can_add:
            adds = button(
                self._words["add"],
                kind="ghost",
                icon_name="plus",
                on_click=lambda: self.added.emit(field.path),
            )
            adds.setObjectName(f"{_name(field.path)}.add")
            adds.setAccessibleName(f"{self._spoken(field)} {self._words['add']}")
            column.addLayout(row(adds, 0))
        return column

    def _item(self, item: FormField) -> QLayout:
        block = QVBoxLayout()
        block.setSpacing(4)
        removes = button(
            kind="ghost", icon_name="trash-2", on_click=lambda: self.removed.emit(item.path)
        )
        words = self._words["remove"].format(name=item.label)
        removes.setObjectName(f"{_name(item.path)}.remove")
        removes.setAccessibleName(self._words["remove"].format(name=self._spoken(item)))
        removes.setToolTip(words)
        block.addLayout(row(label(item.label, "caption", wrap=False), 0, removes))
        self._fill(block, item)
        return block

    def _name(self, widget: QWidget, field: FormField) -> None:
        widget.setObjectName(_name(field.path))
        name_field(widget, self._spoken(field))

    def _spoken(self, field: FormField) -> str:
        """Return what a field is called among all of the form: it and what it is part of."""
        places = (field.path[:length] for length in range(1, len(field.path)))
        above = [self._fields[place].label for place in places if place in self._fields]
        return " ".join([*above, field.label])


class _Text(QPlainTextEdit):
    """A text that tells when it is left; Tab goes on to the next field."""

    left = Signal()

    def __init__(self, text: str, lines: int) -> None:
        super().__init__(text)
        self.setTabChangesFocus(True)
        self.setMinimumWidth(10)
        height = self.fontMetrics().lineSpacing() * lines + 24
        self.setFixedHeight(height)

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.left.emit()


class _NoWheel(QObject):
    """Keeps the wheel for the page: a list or number under the pointer must not change."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Wheel and isinstance(watched, QWidget):
            event.ignore()
            return True
        return False


def _stops(layout: QLayout) -> Iterator[QWidget]:
    """Return the widgets in a layout that Tab stops at, from top to bottom."""
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is None:
            continue
        widget, inside = item.widget(), item.layout()
        if widget is not None:
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                yield widget
            inside = widget.layout()
        if inside is not None:
            yield from _stops(inside)


def _texts(edits: dict[str, _Text]) -> dict[str, str]:
    return {language: edit.toPlainText() for language, edit in edits.items()}


def _name(path: Path) -> str:
    return ".".join(map(str, ("field", *path)))
