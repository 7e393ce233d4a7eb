"""Above a question: what to know before answering it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.basics import GAP, Card, button, label, row

if TYPE_CHECKING:
    from ui.presenters.question_presenter import QuestionCard


class QuestionNotices(QWidget):
    """Says that nothing can be changed, who holds the duty, and what waits to be confirmed."""

    division_requested = Signal()
    confirm_clicked = Signal()

    def __init__(self, *, is_trial: bool) -> None:
        super().__init__()
        self._final_text = label()
        self._final = Card("warning").add(self._final_text)
        self._banner_text = label()
        self._settle = button(kind="secondary", on_click=self.division_requested.emit)
        self._banner = Card("warning").add(self._banner_text)
        if not is_trial:
            self._banner.add(row(self._settle, 0))
        self._carried_text, self._done = label(role="strong"), label()
        self._help = label(role="muted")
        self._confirm = button(icon_name="check", on_click=self.confirm_clicked.emit)
        self._confirm.setObjectName("confirm")
        self._carried = Card("accent", gap=GAP // 2).add(
            self._carried_text, self._done, self._help, row(self._confirm, 0)
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for part in (self._final, self._banner, self._carried):
            column.addWidget(part)

    def show_card(self, card: QuestionCard) -> None:
        """Show what there is to know."""
        carried = card.carried
        self._final_text.setText(card.words["final"])
        self._final.setVisible(card.is_final)
        self._banner_text.setText(card.banner)
        self._settle.setText(card.words["to_division"])
        self._banner.setVisible(bool(card.banner))
        self._carried.setVisible(carried is not None)
        if carried is not None:
            self._carried_text.setText(carried.text)
            for made, text in ((self._done, "\n".join(carried.done)), (self._help, carried.help)):
                made.setText(text)
                made.setVisible(bool(text))
            self._confirm.setText(carried.confirm)
            self._confirm.setVisible(bool(carried.confirm))
        self.setVisible(card.is_final or bool(card.banner) or carried is not None)
