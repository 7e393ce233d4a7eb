"""Results: headline with its range, the other numbers, gaps, categories and duties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.tables.row_table import RowTable
from ui.widgets.bars import RangeBar
from ui.widgets.basics import (
    GAP,
    PAGE_MARGIN,
    Card,
    Scrolled,
    button,
    chip,
    clear,
    label,
    row,
    set_look,
)
from ui.widgets.chart_view import CategoryChart
from ui.widgets.segments import Segments
from ui.widgets.table import Table

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.presenters.results_presenter import GapLine, ResultsCard, Tile

_TILE_NEEDS = 260


class ResultsPage(Scrolled):
    """Shows numbers; each leads to the arithmetic behind it."""

    arithmetic_requested = Signal(str)
    question_requested = Signal(str)
    questions_requested = Signal()
    next_requested = Signal()
    voice_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._title, self._depth = label(role="title"), label(role="muted")
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
        self._show_headline(card)
        for part in self._tiles[len(card.tiles) :]:
            part.hide()
        for part, tile in zip(self._tiles, card.tiles, strict=False):
            part.show_tile(tile)
        self._gaps_title.setText(card.gaps_title)
        clear(self._gaps)
        for gap in card.gaps:
            self._gaps.addWidget(self._gap(gap, words))
        if not card.gaps:
            self._gaps.addWidget(label(words["gaps.none"], "good"))
        self._categories.setText(words["categories"])
        self._chart.show_bars(card.bars, card.bars_text)
        self._show_duties(card)
        self._arithmetic.setText(words["arithmetic"])
        self._next.setText(words["next"])

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
        self._column.addWidget(self._make_headline())
        self._tiles = [_TilePart() for _ in range(3)]
        self._tile_grid = QGridLayout()
        self._tile_grid.setSpacing(GAP)
        self._column.addLayout(self._tile_grid)
        self._gaps_title = label(role="heading")
        self._gaps = QVBoxLayout()
        self._gaps.setSpacing(8)
        self._column.addWidget(self._gaps_title)
        self._column.addLayout(self._gaps)
        self._categories, self._chart = label(role="heading"), CategoryChart()
        self._column.addWidget(Card().add(self._categories, self._chart))
        self._duties_title = label(role="heading")
        self._rows = RowTable(numbers=frozenset({2, 3}))
        self._table = Table(self._rows)
        self._table.setObjectName("duties")
        self._table.opened.connect(self.arithmetic_requested)
        self._column.addWidget(self._duties_title)
        self._column.addWidget(self._table)
        self._arithmetic = button(
            icon_name="scale", on_click=lambda: self.arithmetic_requested.emit("")
        )
        self._arithmetic.setObjectName("arithmetic")
        self._next = button(kind="primary", on_click=self.next_requested.emit)
        self._next.setObjectName("next")
        self._column.addLayout(row(self._arithmetic, 0, self._next))

    def _make_headline(self) -> Card:
        self._share_name, self._share = label(role="caption"), label(role="display", wrap=False)
        self._grade, self._grade_text = chip("", "accent"), label(role="strong")
        self._share_bar, self._share_text = RangeBar(18), label(role="muted")
        self._verified, self._orphans = label(role="muted"), label(role="danger")
        self._division_gaps = label(role="warning")
        side = QVBoxLayout()
        side.setSpacing(6)
        side.addLayout(row(self._grade, 0))
        side.addWidget(self._grade_text)
        head = row(self._share)
        head.setSpacing(24)
        head.addLayout(side, stretch=1)
        return Card().add(
            self._division_gaps,
            self._share_name,
            head,
            self._share_bar,
            self._share_text,
            self._verified,
            self._orphans,
        )

    def _show_headline(self, card: ResultsCard) -> None:
        share = card.share
        self._share_name.setText(share.name)
        self._share.setText(share.value or card.words["nothing"])
        self._share.setAccessibleName(f"{share.name} {share.value or card.words['nothing']}")
        bounds = share.range
        self._share_bar.show_range(_float(bounds.value), _float(bounds.low), _float(bounds.high))
        self._share_bar.setAccessibleName(share.text)
        self._share_text.setText(share.text)
        self._grade.setText(card.grade)
        set_look(self._grade, "tone", card.grade_tone)
        self._grade_text.setText(card.grade_text)
        self._verified.setText(card.verified)
        self._verified.setVisible(bool(card.verified))
        self._orphans.setText(card.orphans)
        self._orphans.setVisible(bool(card.orphans))
        self._division_gaps.setText(card.division_gaps)
        self._division_gaps.setVisible(bool(card.division_gaps))

    def _gap(self, gap: GapLine, words: dict[str, str]) -> QWidget:
        go = button(
            words["gaps.go"],
            "ghost",
            on_click=lambda: self.question_requested.emit(gap.question_id),
        )
        go.setAccessibleName(f"{words['gaps.go']} {gap.text}")
        card = Card("danger", gap=6)
        head = row(label(gap.duty, "danger"), go)
        head.setStretch(0, 1)
        return card.add(head, label(gap.text), label(gap.reason, "muted"))

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


class _TilePart(Card):
    """One number with its name and meaning."""

    def __init__(self) -> None:
        super().__init__(gap=6)
        self._name, self._value = label(role="caption"), label(role="number", wrap=False)
        self._bar, self._text = RangeBar(8), label(role="small")
        self.add(self._name, self._value, self._bar, self._text)
        self.column.addStretch(1)

    def show_tile(self, tile: Tile) -> None:
        """Show a number."""
        self._name.setText(tile.name)
        self._value.setText(tile.value)
        self._value.setAccessibleName(f"{tile.name} {tile.value}")
        bounds = tile.range
        self._bar.show_range(_float(bounds.value), _float(bounds.low), _float(bounds.high))
        self._bar.setAccessibleName(f"{tile.name} {tile.value}")
        self._text.setText(tile.text)


def _float(value: object) -> float | None:
    return None if value is None else float(value)  # type: ignore[arg-type]  # Fraction
