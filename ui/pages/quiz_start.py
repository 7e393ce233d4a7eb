"""The start of the quiz: what it is, which form, and what to print."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit

from ui.widgets.basics import (
    GAP,
    READING_WIDTH,
    Card,
    Flow,
    Scrolled,
    button,
    label,
    line,
    set_look,
)
from ui.widgets.lines import Lines
from ui.widgets.naming import name_field
from ui.widgets.segments import Segments

if TYPE_CHECKING:
    from ui.presenters.quiz_cards import QuizStartCard

_DIGITS = 16
"""Room of the number, in digits."""


class QuizStart(Scrolled):
    """Shows what the quiz is; tells what is chosen."""

    form_chosen = Signal(str)
    number_typed = Signal(str)
    another_clicked = Signal()
    at_once_chosen = Signal(bool)
    requested = Signal(str)
    """Name of a button: go_on, begin, result, print or print_key."""

    def __init__(self) -> None:
        super().__init__(margin=0, gap=GAP)
        self.setObjectName("quiz-start")
        self._title, self._text = label(role="heading"), label()
        self._private = label(role="muted")
        self._forms_title, self._forms_text = label(role="strong"), label(role="muted")
        self._forms = Segments("quiz-form")
        self._forms.chosen.connect(self.form_chosen)
        self._number_title, self._number_text = label(role="strong"), label(role="muted")
        self._number = QLineEdit()
        self._number.setObjectName("quiz-number")
        self._number.setMaxLength(20)
        self._number.editingFinished.connect(self.commit)
        self._given = ""
        self._problem = label(role="danger")
        self._another = button(icon_name="rotate-ccw", on_click=self.another_clicked.emit)
        self._another.setObjectName("quiz-another")
        self._at_once, self._at_once_text = QCheckBox(), label(role="muted")
        self._at_once.setObjectName("quiz-at-once")
        self._at_once.clicked.connect(self.at_once_chosen)
        self._buttons = {
            name: button(kind=kind, icon_name=icon_name, on_click=partial(self._request, name))
            for name, kind, icon_name in (
                ("go_on", "primary", ""),
                ("result", "primary", ""),
                ("begin", "primary", ""),
                ("print", "secondary", "file-text"),
                ("print_key", "secondary", "list-checks"),
            )
        }
        for name, made in self._buttons.items():
            made.setObjectName(f"quiz-{name}")
        self._both_title, self._both, self._remark = label(role="heading"), Lines(), label()
        self._both_card = Card().add(self._both_title, self._both, self._remark)
        self._source = label(role="small")
        self._lay_out()

    def show_card(self, card: QuizStartCard) -> None:
        """Show what is chosen."""
        words = card.words
        self._title.setText(words["start.title"])
        self._text.setText(card.text)
        self._private.setText(words["start.private"])
        self._forms_title.setText(words["start.forms"])
        self._forms_text.setText(words["start.forms.text"])
        self._forms.show_choices(words["start.forms"], card.forms, card.form)
        self._number_title.setText(words["start.number"])
        self._number_text.setText(words["start.number.text"])
        name_field(self._number, words["start.number"])
        self._given = card.number
        self._number.setText(card.number)
        self._number.setModified(False)
        set_look(self._number, "wrong", bool(card.problem))
        self._problem.setText(card.problem)
        self._problem.setVisible(bool(card.problem))
        self._another.setText(words["start.another"])
        self._at_once.setText(words["start.at_once"])
        name_field(self._at_once, words["start.at_once"])
        self._at_once.setChecked(card.tells_at_once)
        self._at_once_text.setText(words["start.at_once.text"])
        self._show_buttons(card)
        self._both_title.setText(words["result.both"])
        self._both.show_rows(card.comparison)
        self._remark.setText(card.remark)
        self._remark.setVisible(bool(card.remark))
        self._both_card.setVisible(bool(card.comparison))
        self._source.setText(card.source)

    def commit(self) -> None:
        """Tell the number that was typed."""
        if self._number.text() != self._given:
            self._given = self._number.text()
            self.number_typed.emit(self._given)

    def focus_first(self) -> None:
        """Put the keyboard on what begins, or goes on."""
        made = next((b for b in self._buttons.values() if not b.isHidden()), None)
        if made is not None:
            made.setFocus()

    def _request(self, name: str) -> None:
        self.commit()
        if self._buttons[name].isEnabled():  # the number may be wrong
            self.requested.emit(name)

    def _show_buttons(self, card: QuizStartCard) -> None:
        words = card.words
        texts = {
            "go_on": card.go_on,
            "result": card.result,
            "begin": card.begin,
            "print": words["start.print"],
            "print_key": words["start.print_key"],
        }
        is_first = not (card.go_on or card.result)
        set_look(self._buttons["begin"], "kind", "primary" if is_first else "secondary")
        for name, made in self._buttons.items():
            made.setText(texts[name])
            made.setVisible(bool(texts[name]))
            made.setEnabled(not card.problem)

    def _lay_out(self) -> None:
        starts, prints, number = Flow(), Flow(), Flow()
        for name in ("go_on", "result", "begin"):
            starts.addWidget(self._buttons[name])
        for name in ("print", "print_key"):
            prints.addWidget(self._buttons[name])
        self._number.setMinimumWidth(self.fontMetrics().averageCharWidth() * _DIGITS)
        number.addWidget(self._number)
        number.addWidget(self._another)
        card = Card().add(
            self._title,
            self._text,
            self._private,
            self._forms_title,
            self._forms_text,
            self._forms,
            self._number_title,
            self._number_text,
            number,
            self._problem,
            self._at_once,
            self._at_once_text,
            starts,
            line(),
            prints,
        )
        card.setMaximumWidth(READING_WIDTH)
        self._both_card.setMaximumWidth(READING_WIDTH)
        self.column.setContentsMargins(0, GAP, GAP, GAP)
        for part in (card, self._both_card, self._source):
            self.column.addWidget(part)
        self.column.addStretch(1)
