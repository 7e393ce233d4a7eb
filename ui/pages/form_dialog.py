"""A dialog over a form: fields below each other, taken only when they are right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui.presenters.form import Entry, EntryKind, Form, problem
from ui.widgets.basics import GAP, PAGE_MARGIN, Scrolled, button, label, row, set_look
from ui.widgets.naming import name_field
from ui.widgets.picker import Picker

_LINES = 3
"""Lines that a longer text has room for."""

_LETTERS = 62
"""Width of the dialog."""

_HIGHEST = 0.9
"""Part of the window that the dialog may take."""

Field = QLineEdit | QPlainTextEdit | QComboBox | Picker


class FormDialog(QDialog):
    """Asks for the fields of a form; Ctrl+Enter saves, Escape leaves."""

    def __init__(self, form: Form, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = form
        self.setWindowTitle(form.title)
        self._fields: dict[str, Field] = {}
        self._wrong = label(role="danger")
        self._wrong.hide()
        self._body = Scrolled(margin=0, gap=GAP // 2)
        self._lay_out()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._on_save)
        self._fit(parent)
        next(iter(self._fields.values())).setFocus()

    def values(self) -> dict[str, str]:
        """Return what was entered, by the key of the field; of choices their ids."""
        return {key: _value(made) for key, made in self._fields.items()}

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(label(self._form.title, "heading"))
        if self._form.intro:
            self._body.column.addWidget(label(self._form.intro))
        for entry in self._form.fields:
            made = self._field(entry)
            made.setObjectName(f"field.{entry.key}")
            name_field(made, entry.label)
            self._fields[entry.key] = made
            self._body.column.addWidget(label(entry.label, "strong"))
            self._body.column.addWidget(made)
        self._add_show_secret()
        self._body.column.addStretch(1)
        layout.addWidget(self._body, stretch=1)
        layout.addWidget(self._wrong)
        words = self._form.words
        save = button(words["save"], "primary", on_click=self._on_save)
        save.setObjectName("dialog.save")
        save.setDefault(True)
        cancel = button(words["cancel"], on_click=self.reject)
        cancel.setObjectName("dialog.cancel")
        layout.addLayout(row(0, cancel, save))

    def _field(self, entry: Entry) -> Field:
        if entry.kind is EntryKind.CHOICE:
            made = QComboBox()
            made.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            for key, words in entry.choices:
                made.addItem(words, key)
            made.setCurrentIndex(max(0, made.findData(entry.value)))
            return made
        if entry.kind in (EntryKind.ONE_OF_MANY, EntryKind.SOME_OF_MANY):
            is_single = entry.kind is EntryKind.ONE_OF_MANY
            picker = Picker(entry.label, entry.choices, self._form.words, is_single=is_single)
            picker.choose(entry.value.split())
            return picker
        if entry.kind is EntryKind.TEXT:
            text = QPlainTextEdit(entry.value)
            text.setTabChangesFocus(True)
            text.setFixedHeight(self.fontMetrics().lineSpacing() * (_LINES + 1))
            return text
        line = QLineEdit(entry.value)
        line.setMaxLength(entry.kind.limit)
        if entry.kind is EntryKind.HIDDEN:
            line.setEchoMode(QLineEdit.EchoMode.Password)
        if entry.kind is EntryKind.DATE:
            line.setPlaceholderText(self._form.words["date_hint"])
        return line

    def _add_show_secret(self) -> None:
        """Let hidden lines be read while they are typed: some input methods need that."""
        hidden = [e.key for e in self._form.fields if e.kind is EntryKind.HIDDEN]
        if not hidden:
            return
        shows = QCheckBox(self._form.words["show_secret"])
        shows.setObjectName("dialog.show_secret")

        def show_them(on: bool) -> None:
            mode = QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
            for key in hidden:
                made = self._fields[key]
                assert isinstance(made, QLineEdit)  # noqa: S101  what _field makes of a secret
                made.setEchoMode(mode)

        shows.toggled.connect(show_them)
        self._body.column.addWidget(shows)

    def _on_save(self) -> None:
        found = problem(self._form, self.values())
        for key, made in self._fields.items():
            set_look(made, "wrong", value=found is not None and found.key == key)
        if found is None:
            self.accept()
            return
        self._wrong.setText(found.text)
        self._wrong.setAccessibleName(found.text)
        self._wrong.show()
        made = self._fields[found.key]
        self._body.ensureWidgetVisible(made)
        made.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self, parent: QWidget) -> None:
        """Be as high as the fields need, but no higher than the window; then they scroll."""
        letters = self.fontMetrics().averageCharWidth() * _LETTERS
        window = parent.window()
        width = min(letters, round(window.width() * _HIGHEST))
        self.setMinimumWidth(width)
        needs = self._body.column.totalHeightForWidth(width - 2 * PAGE_MARGIN)
        rest = self.fontMetrics().height() * 5 + 2 * PAGE_MARGIN + 4 * GAP
        highest = round(max(window.height(), 620) * _HIGHEST)
        self.resize(width, min(needs + rest, highest))


def _value(made: Field) -> str:
    if isinstance(made, QComboBox):
        return str(made.currentData())
    if isinstance(made, Picker):
        return " ".join(made.chosen())
    return made.text() if isinstance(made, QLineEdit) else made.toPlainText()
