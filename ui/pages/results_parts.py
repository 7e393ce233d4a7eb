"""Parts of the results: the headline, the other numbers, the charts, what is carried best."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model.reporting.charts import Bar, category_bars, has_radar, heat_map, radar
from ui.widgets.bars import RangeBar
from ui.widgets.basics import GAP, Card, button, chip, clear, label, line_direction, row, set_look
from ui.widgets.chart_view import ChartView
from ui.widgets.open_card import OpenCard

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from ui.presenters.results_card import GapLine, ResultsCard, StrengthLine, Tile

_BESIDE = 46
"""Bars and radar stand side by side where there is room for this many lines of text in width."""

_LINE_MARGIN = 6


class Headline(Card):
    """The share carried with its range, the grade, and what qualifies both."""

    number_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__(gap=4)
        self._name = label(role="caption", wrap=False)
        self._value = label(role="display", wrap=False)
        self._grade, self._grade_text = chip("", "accent"), label(role="strong")
        self._bar, self._range = RangeBar(18), label(role="muted")
        self._verified, self._orphans = label(role="muted"), label(role="danger")
        self._division_gaps = label(role="warning")
        self._share_card = self._opens("share", self._name, self._value)
        self._grade_card = self._opens("grade", row(self._grade, 0), self._grade_text)
        self._range_card = self._opens("range", self._bar, self._range)
        self._verified_card = self._opens("verified", self._verified)
        self._orphans_card = self._opens("orphan_share", self._orphans)
        head = row(self._share_card, self._grade_card)
        head.setStretch(1, 1)
        self.add(
            self._division_gaps,
            head,
            self._range_card,
            self._verified_card,
            self._orphans_card,
        )

    def show_card(self, card: ResultsCard) -> None:
        """Show the headline; each part says for screen readers that it can be opened."""
        share, opened = card.share, card.words["open"]
        value = share.value or card.words["nothing"]
        self._name.setText(share.name)
        self._value.setText(value)
        bounds = share.range
        self._bar.show_range(_float(bounds.value), _float(bounds.low), _float(bounds.high))
        self._range.setText(share.text)
        self._grade.setText(card.grade)
        set_look(self._grade, "tone", card.grade_tone)
        self._grade_text.setText(card.grade_text)
        self._verified.setText(card.verified)
        self._orphans.setText(card.orphans)
        self._division_gaps.setText(card.division_gaps)
        self._division_gaps.setVisible(bool(card.division_gaps))
        for part, text in (
            (self._share_card, f"{share.name} {value}"),
            (self._grade_card, f"{card.grade} {card.grade_text}"),
            (self._range_card, share.text),
            (self._verified_card, card.verified),
            (self._orphans_card, card.orphans),
        ):
            part.setVisible(bool(text))
            part.setAccessibleName(opened.format(text=text))

    def _opens(self, number: str, *parts: QWidget | QHBoxLayout) -> OpenCard:
        asked = partial(self.number_requested.emit, number)
        made = OpenCard(asked, "line", margin=_LINE_MARGIN).add(*parts)
        made.setObjectName(f"number.{number}")
        return made


class TilePart(OpenCard):
    """One number with its name and meaning."""

    def __init__(self, on_click: Callable[[str], object]) -> None:
        self._number = ""
        super().__init__(lambda: on_click(self._number))
        self._name, self._value = label(role="caption"), label(role="number", wrap=False)
        self._bar, self._text = RangeBar(8), label(role="small")
        self.add(self._name, self._value, self._bar, self._text)
        self.column.addStretch(1)

    def show_tile(self, tile: Tile, opened: str) -> None:
        """Show a number; `opened` words that it can be opened."""
        self._number = tile.number
        self.setObjectName(f"number.{tile.number}")
        self._name.setText(tile.name)
        self._value.setText(tile.value)
        self.setAccessibleName(opened.format(text=f"{tile.name} {tile.value}"))
        self.setAccessibleDescription(tile.text)
        bounds = tile.range
        self._bar.show_range(_float(bounds.value), _float(bounds.low), _float(bounds.high))
        self._text.setText(tile.text)


class Charts(QWidget):
    """Categories as bars and as a radar, and every responsibility as a cell."""

    number_requested = Signal(str)
    duty_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._title, self._map_title = label(role="heading"), label(role="heading")
        self._map_text, self._map_keys = label(role="muted"), label(role="small")
        self._bars, self._radar, self._map = (
            ChartView(760),
            ChartView(430, is_centred=True),
            ChartView(1200),
        )
        self._bars.setObjectName("bars")
        self._radar.setObjectName("radar")
        self._map.setObjectName("map")
        self._bars.opened.connect(self.number_requested)
        self._map.opened.connect(self.duty_requested)
        self._pair = QHBoxLayout()
        self._pair.addWidget(self._bars, 3)
        self._pair.addWidget(self._radar, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Card().add(self._title, self._pair))
        column.addWidget(Card().add(self._map_title, self._map_text, self._map, self._map_keys))

    def show_card(self, card: ResultsCard) -> None:
        """Show the charts; fewer than three categories have no radar."""
        words = card.words
        bars = [Bar(name=c.name, range=c.range, id=c.number) for c in card.categories]
        self._title.setText(words["categories"])
        told = {c.number: words["open"].format(text=c.name) for c in card.categories}
        self._bars.show_chart(partial(category_bars, bars), card.categories_text, told)
        self._radar.setVisible(has_radar(bars))
        if has_radar(bars):
            name = words["radar.name"].format(text=card.categories_text)
            self._radar.show_chart(partial(radar, bars), name)
        self._map_title.setText(words["map"])
        self._map_text.setText(card.map.text)
        self._map_keys.setText(words["map.keys"])
        draw = partial(heat_map, card.map.groups, card.map.marks)
        self._map.show_chart(draw, f"{words['map']} {card.map.text}", card.map.cells)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set bars and radar side by side, or below each other where it is narrow."""
        super().resizeEvent(event)
        self._pair.setDirection(line_direction(self, _BESIDE))


class Gaps(QWidget):
    """The critical gaps; each leads to its question."""

    question_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._title = label(role="heading")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self._title)
        column.addLayout(self._lines)

    def show_card(self, card: ResultsCard) -> None:
        """Show the gaps, or that none was found so far."""
        self._title.setText(card.gaps_title)
        clear(self._lines)
        for gap in card.gaps:
            self._lines.addWidget(self._gap(gap, card.words["gaps.go"]))
        if not card.gaps:
            self._lines.addWidget(label(card.words["gaps.none"], "good"))

    def _gap(self, gap: GapLine, words: str) -> QWidget:
        go = button(words, "ghost", on_click=partial(self.question_requested.emit, gap.question_id))
        go.setAccessibleName(f"{words} {gap.text}")
        head = row(label(gap.duty, "danger"), go)
        head.setStretch(0, 1)
        return Card("danger", gap=6).add(head, label(gap.text), label(gap.reason, "muted"))


class Strengths(Card):
    """What is carried best; each leads to its arithmetic."""

    duty_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__(gap=4)
        self._title = label(role="heading")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.add(self._title, self._lines)

    def show_card(self, card: ResultsCard) -> None:
        """Show the lines, or say honestly that there is none."""
        self._title.setText(card.words["strengths"])
        clear(self._lines)
        for strength in card.strengths:
            self._lines.addWidget(self._line(strength, card.words["open"]))
        if not card.strengths:
            self._lines.addWidget(label(card.words["strengths.none"], "muted"))

    def _line(self, strength: StrengthLine, opened: str) -> OpenCard:
        asked = partial(self.duty_requested.emit, strength.duty_id)
        made = OpenCard(asked, "line", margin=_LINE_MARGIN, gap=0)
        made.add(label(strength.name, "strong"), label(strength.text, "small"))
        made.setObjectName(f"strength.{strength.duty_id}")
        made.setAccessibleName(opened.format(text=f"{strength.name} {strength.text}"))
        return made


class ChangeList(Card):
    """What became different since the round before; not there for the first one."""

    def __init__(self) -> None:
        super().__init__(gap=6)
        self._title = label(role="heading")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.add(self._title, self._lines)

    def show_card(self, card: ResultsCard) -> None:
        """Show a line for each kind of change."""
        self.setVisible(bool(card.changes))
        self._title.setText(card.words["changes"])
        clear(self._lines)
        for number, text in enumerate(card.changes):
            self._lines.addWidget(label(text, "body" if number else "strong"))


def _float(value: object) -> float | None:
    return None if value is None else float(value)  # type: ignore[arg-type]  # Fraction
