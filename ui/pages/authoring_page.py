"""Writing a questionnaire: the tree of its parts, the form of one, and what is to repair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from ui.widgets.basics import GAP, PAGE_MARGIN, Flow, Scrolled, button, chip, label, row, set_look
from ui.widgets.question_tree import QuestionTree
from ui.widgets.record_form import RecordForm

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.presenters.authoring_presenter import AuthoringCard, FaultLine
    from ui.presenters.record_form import FormField

_CHECK_AFTER = 700
"""Milliseconds without a change before the draft is checked again."""

_TREE_NEEDS = 760
_LOW = 24
"""Lines of text below which the page is low: buttons without words, one fault in sight."""

_FAULT_LINES = 5
_PART = int(Qt.ItemDataRole.UserRole)


class AuthoringPage(QWidget):
    """Everything that happens is told by signals."""

    part_chosen = Signal(str)
    entered = Signal(tuple, object)
    added = Signal(tuple)
    removed = Signal(tuple)
    requested = Signal(str)
    check_due = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._part = ""
        self._name, self._heading = label(role="muted"), label(role="title")
        self._about = label(role="muted")
        self._saved = chip("", tone="good")
        self._buttons: dict[str, QPushButton] = {}
        self._tree, self._form = QuestionTree(), RecordForm()
        self._tree.setObjectName("parts")
        self._tree.chosen.connect(self._on_part)
        self._form.entered.connect(self.entered)
        self._form.added.connect(self.added)
        self._form.removed.connect(self.removed)
        self._summary, self._faults = label(role="strong"), QListWidget()
        self._faults.setObjectName("faults")
        self._faults.setWordWrap(True)
        self._faults.setSpacing(4)
        self._faults.hide()
        self._faults.itemClicked.connect(self._on_fault)
        self._faults.itemActivated.connect(self._on_fault)
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(_CHECK_AFTER)
        self._due.timeout.connect(self.check_due)
        self._lay_out()
        undo = QShortcut(QKeySequence.StandardKey.Undo, self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(lambda: self.requested.emit("undo"))

    def use_form_words(self, words: dict[str, str]) -> None:
        """Take the words of the form."""
        self._form.use_words(words)

    def show_options(self, fields: tuple[FormField, ...]) -> None:
        """Name the choices anew where they are offered."""
        self._form.show_options(fields)

    def commit(self) -> None:
        """Have what is being typed saved."""
        self._form.commit()

    def focus_first(self) -> None:
        """Put the keyboard on the tree of parts."""
        self._tree.setFocus()

    def show_form(self, fields: tuple[FormField, ...]) -> None:
        """Show the fields of a part."""
        self._form.show_fields(fields)

    def show_card(self, card: AuthoringCard) -> None:
        """Show everything around the form; a draft that was changed is checked soon."""
        words = card.words
        self._name.setText(card.name)
        self._heading.setText(card.heading)
        self._about.setText(card.about)
        self._about.setVisible(bool(card.about))
        self._saved.setText(card.saved)
        set_look(self._saved, "tone", "good" if card.is_saved else "danger")
        for name, made in self._buttons.items():
            made.setAccessibleName(words[name])
        self._name_buttons()
        for name in ("duplicate", "retire"):
            self._buttons[name].setEnabled(card.is_question)
        self._buttons["undo"].setEnabled(card.can_undo)
        self._buttons["release"].setEnabled(card.faults == ())
        self._tree.setAccessibleName(words["parts"])
        self._tree.show_tree(card.tree, card.part)
        if card.part != self._part:
            self._part = card.part
            self._scroll.verticalScrollBar().setValue(0)
        self._show_faults(card)
        if card.faults is None:
            self._due.start()

    def _show_faults(self, card: AuthoringCard) -> None:
        self._summary.setText(card.summary)
        set_look(self._summary, "role", "danger" if card.faults else "strong")
        self._faults.setAccessibleName(card.summary)
        if card.faults is None:
            return
        self._faults.setVisible(bool(card.faults))
        self._faults.clear()
        for fault in card.faults:
            self._faults.addItem(self._line(fault))
        self._fit_faults()

    @staticmethod
    def _line(fault: FaultLine) -> QListWidgetItem:
        item = QListWidgetItem(fault.text)
        item.setData(_PART, (fault.part, fault.path))
        return item

    def _on_fault(self, item: QListWidgetItem) -> None:
        part, path = item.data(_PART)
        self._on_part(part)
        field = self._form.go_to(path)
        if field is not None:
            self._scroll.ensureWidgetVisible(field, 0, self.fontMetrics().height() * 4)

    def _on_part(self, part: str) -> None:
        self.commit()
        self.part_chosen.emit(part)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, GAP, PAGE_MARGIN, GAP)
        column.setSpacing(GAP)
        back = self._button("back", "chevron-left", "secondary")
        parts = self._button("parts", "list", "ghost")
        head = row(back, parts, self._name, self._saved)
        head.setStretch(2, 1)
        column.addLayout(head)
        actions = Flow()
        for name, icon_name, kind in (
            ("add", "plus", "secondary"),
            ("duplicate", "file-text", "secondary"),
            ("retire", "trash-2", "secondary"),
            ("undo", "rotate-ccw", "secondary"),
            ("preview", "search", "secondary"),
            ("release", "check", "primary"),
        ):
            actions.addWidget(self._button(name, icon_name, kind))
        column.addLayout(actions)
        self._scroll = Scrolled(margin=0, gap=GAP)
        self._scroll.column.setContentsMargins(0, 0, 10, 0)
        for part in (self._heading, self._about, self._form):
            self._scroll.column.addWidget(part)
        self._scroll.column.addStretch(1)
        body = row(self._tree, self._scroll)
        body.setStretch(1, 1)
        column.addLayout(body, stretch=1)
        column.addWidget(self._summary)
        column.addWidget(self._faults)

    def _button(self, name: str, icon_name: str, kind: str) -> QPushButton:
        made = button(kind=kind, icon_name=icon_name, on_click=lambda: self._on_button(name))
        made.setObjectName(f"authoring.{name}")
        self._buttons[name] = made
        return made

    def _on_button(self, name: str) -> None:
        self.commit()
        if name == "parts":
            self._tree.setVisible(not self._tree.isVisible())
        else:
            self.requested.emit(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the tree a third where there is room, and the faults a few lines."""
        room = _TREE_NEEDS * self.fontMetrics().height() / 20
        self._tree.setVisible(self.width() >= room)
        self._tree.setFixedWidth(min(320, round(self.width() * 0.34)))
        self._fit_faults()
        self._name_buttons()
        super().resizeEvent(event)

    def _name_buttons(self) -> None:
        """Show words beside the icons only where they leave room for the form."""
        is_low = self.height() < self.fontMetrics().lineSpacing() * _LOW
        for made in self._buttons.values():
            words = made.accessibleName()
            made.setText("" if is_low else words)
            made.setToolTip(words if is_low else "")

    def _fit_faults(self) -> None:
        """Give the faults the lines they need, and no more than a fifth of the page."""
        line = self.fontMetrics().lineSpacing() + 12
        is_low = self.height() < self.fontMetrics().lineSpacing() * _LOW
        most = 1 if is_low else _FAULT_LINES
        wanted = min(max(self._faults.count(), 1), most) * line + 16
        self._faults.setFixedHeight(min(wanted, max(self.height() // 5, line + 16)))
