"""Results: headline with its range, the other numbers, gaps, categories and duties."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.pages.results_parts import ChangeList, Charts, Gaps, Headline, Strengths, TilePart
from ui.tables.row_table import RowTable
from ui.widgets.basics import (
    GAP,
    PAGE_MARGIN,
    Card,
    Scrolled,
    button,
    label,
    row,
)
from ui.widgets.segments import Segments
from ui.widgets.table import Table

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.presenters.results_card import ResultsCard

_TILE_NEEDS = 260
_BY_KEY_OR_MOUSE = Qt.FocusPolicy.TabFocus | Qt.FocusPolicy.ClickFocus


class ResultsPage(Scrolled):
    """Shows numbers; each leads to the arithmetic behind it.

    `arithmetic_requested` asks for that of one duty, or of everything by an empty id;
    `number_requested` for that of one number.
    """

    arithmetic_requested = Signal(str)
    number_requested = Signal(str)
    question_requested = Signal(str)
    questions_requested = Signal()
    next_requested = Signal()
    voice_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._title, self._depth = label(role="title"), label(role="muted")
        self._hint = label(role="small")
        self._voices, self._voice_text = Segments("voice"), label(role="muted")
        self._voices.chosen.connect(self.voice_chosen)
        self._empty = self._make_empty()
        self._full = QWidget()
        self._column = QVBoxLayout(self._full)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self._make_full()
        self.column.addWidget(self._title)
        self.column.addWidget(self._depth)
        self.column.addWidget(self._voices)
        self.column.addWidget(self._voice_text)
        self.column.addWidget(self._empty)
        self.column.addWidget(self._full)
        self.column.addStretch(1)

    def show_card(self, card: ResultsCard) -> None:
        """Show the numbers, or how to get some."""
        words = card.words
        self._title.setText(words["title"])
        self._depth.setText(card.depth)
        self._depth.setVisible(bool(card.depth))
        self._voices.show_choices(words["voice"], card.voices, card.voice)
        self._voice_text.setText(card.voice_text)
        self._voice_text.setVisible(bool(card.voice_text))
        self._empty.setVisible(card.is_empty)
        self._full.setVisible(not card.is_empty)
        self._empty_title.setText(words["empty.title"])
        self._empty_text.setText(words["empty.text"])
        self._empty_go.setText(words["empty.go"])
        self._hint.setText(words["hint"])
        self._headline.show_card(card)
        for part in self._tiles[len(card.tiles) :]:
            part.hide()
        for part, tile in zip(self._tiles, card.tiles, strict=False):
            part.show_tile(tile, words["open"])
        for shown in (self._charts, self._gaps, self._strengths, self._changes):
            shown.show_card(card)
        self._show_duties(card)
        self._arithmetic.setText(words["arithmetic"])
        self._next.setText(words["next"])
        self._order_stops()

    def show_arithmetic(self, title: str, close: str, lines: tuple[str, ...]) -> None:
        """Show the arithmetic, to read and to copy."""
        dialog = QDialog(self)
        dialog.setWindowTitle(title)
        layout = QVBoxLayout(dialog)
        layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        text = QPlainTextEdit("\n".join(lines))
        text.setReadOnly(True)
        text.setAccessibleName(title)
        layout.addWidget(label(title, "heading"))
        layout.addWidget(text)
        done = button(close, "primary", on_click=dialog.accept)
        layout.addLayout(row(0, done))
        dialog.resize(round(self.width() * 0.85), round(self.height() * 0.85))
        dialog.exec()
        dialog.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the tiles in as many columns as there is room for."""
        super().resizeEvent(event)
        needs = _TILE_NEEDS * self.fontMetrics().height() / 20
        columns = max(1, min(3, int(self.viewport().width() // needs)))
        for number, part in enumerate(self._tiles):
            self._tile_grid.addWidget(part, number // columns, number % columns)

    def _make_empty(self) -> Card:
        self._empty_title, self._empty_text = label(role="heading"), label(role="muted")
        self._empty_go = button(kind="primary", on_click=self.questions_requested.emit)
        return Card("accent").add(self._empty_title, self._empty_text, row(self._empty_go, 0))

    def _make_full(self) -> None:
        self._make_numbers()
        self._make_lists()
        self._arithmetic = button(
            icon_name="scale", on_click=lambda: self.arithmetic_requested.emit("")
        )
        self._arithmetic.setObjectName("arithmetic")
        self._next = button(kind="primary", on_click=self.next_requested.emit)
        self._next.setObjectName("next")
        self._column.addLayout(row(self._arithmetic, 0, self._next))

    def _make_numbers(self) -> None:
        self._headline = Headline()
        self._headline.number_requested.connect(self.number_requested)
        self._column.addWidget(self._hint)
        self._column.addWidget(self._headline)
        self._tiles = [TilePart(self.number_requested.emit) for _ in range(3)]
        self._tile_grid = QGridLayout()
        self._tile_grid.setSpacing(GAP)
        for number, part in enumerate(self._tiles):
            self._tile_grid.addWidget(part, number, 0)
        self._column.addLayout(self._tile_grid)
        self._charts = Charts()
        self._charts.number_requested.connect(self.number_requested)
        self._charts.duty_requested.connect(self.arithmetic_requested)
        self._column.addWidget(self._charts)

    def _make_lists(self) -> None:
        self._gaps = Gaps()
        self._gaps.question_requested.connect(self.question_requested)
        self._column.addWidget(self._gaps)
        self._strengths, self._changes = Strengths(), ChangeList()
        self._strengths.duty_requested.connect(self.arithmetic_requested)
        self._column.addWidget(self._strengths)
        self._column.addWidget(self._changes)
        self._duties_title = label(role="heading")
        self._rows = RowTable(numbers=frozenset({2, 3}))
        self._table = Table(self._rows)
        self._table.setObjectName("duties")
        self._table.opened.connect(self.arithmetic_requested)
        self._column.addWidget(self._duties_title)
        self._column.addWidget(self._table)

    def _order_stops(self) -> None:
        """Let Tab follow the page; Qt puts what is made later behind all the rest."""
        parts = (
            self._headline,
            *self._tiles,
            self._charts,
            self._gaps,
            self._strengths,
            self._table,
            self._arithmetic,
            self._next,
        )
        found = [x for part in parts for x in (part, *part.findChildren(QWidget))]
        stops = [x for x in found if x.focusPolicy() & _BY_KEY_OR_MOUSE]
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    def _show_duties(self, card: ResultsCard) -> None:
        words = card.words
        self._duties_title.setText(words["duties"])
        self._rows.show_rows(card.headings, card.duties)
        self._table.setAccessibleName(words["table"])
        self._table.fit(stretched=0)
        height = self.fontMetrics().height() + 18
        self._table.row_height(height)
        header = self._table.horizontalHeader().sizeHint().height()
        self._table.setFixedHeight(height * len(card.duties) + header + 14)
