"""One kind of incident in full: what to do now, whose duties, how it spreads, after, before.

What to do now stands first, because on the worst day nobody scrolls to look for it; what should
have been in place is read in quiet, and stands last.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from model.reporting.spread_chart import spread_chart
from ui.widgets.basics import GAP, Card, Flow, Scrolled, button, chip, clear, label, row
from ui.widgets.choice_box import choice_box, fill_choices
from ui.widgets.drawing_view import DrawingView
from ui.widgets.segments import Segments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QLabel, QLayout

    from ui.presenters.incident_details import Basis, IncidentDetails, ShownBeyond, ShownDuty

_LETTERS = 16
_WIDEST = 720
_CLOSE = 4


class IncidentFull(Scrolled):
    """Shows one kind; tells by which division it is judged, and where a duty leads."""

    basis_chosen = Signal(str)
    option_chosen = Signal(str, str)
    question_requested = Signal(str)
    division_requested = Signal(str)
    compare_requested = Signal(str)
    print_requested = Signal()

    def __init__(self) -> None:
        super().__init__(margin=GAP, gap=GAP)
        self._shown = ""
        self._top, self._now, self._duties, self._points, self._rest = (_column() for _ in range(5))
        self._print = button(icon_name="file-text", on_click=self.print_requested.emit)
        self._print.setObjectName("incident-print")
        self._bases = Segments("incident-basis")
        self._bases.chosen.connect(self.basis_chosen)
        self._basis, self._basis_title = label(role="muted"), label(role="strong")
        self._duties_title, self._agreed = label(role="heading"), _column()
        self._boxes: dict[str, tuple[QLabel, QComboBox]] = {}
        self._spread_title, self._spread = label(role="heading"), label(role="muted")
        self._picture = DrawingView(_WIDEST)
        self._picture.setObjectName("incident-spread")
        self._whole = QWidget()
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for part in (
            self._top,
            row(self._print, 0),
            self._now,
            self._duties_title,
            self._basis_title,
            self._bases,
            self._basis,
            self._agreed,
            self._duties,
            self._points,
            self._spread_title,
            self._picture,
            self._spread,
            self._rest,
        ):
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                column.addLayout(part)
        self.column.addWidget(self._whole)
        self.column.addStretch(1)

    def show_details(self, details: IncidentDetails | None, words: dict[str, str]) -> None:
        """Show one kind, another one from its top; None for none."""
        self._whole.setVisible(details is not None)
        if details is None:
            self._shown = ""
            return
        self._show_top(details, words)
        self._show_now(details, words)
        self._print.setText(words["incident.print"])
        self._duties_title.setText(words["incident.duties"])
        self._show_basis(details.basis, words)
        self._show_duties(details, words)
        self._show_points(details, words)
        self._show_spread(details, words)
        self._show_rest(details, words)
        self._order()
        if details.id != self._shown:
            self._shown = details.id
            self.verticalScrollBar().setValue(0)

    def _order(self) -> None:
        """Let the keyboard go from part to part as they stand; Qt puts new ones last."""
        stops: list[QWidget] = [self._print, *self._bases.findChildren(QPushButton)]
        stops += [box for _, box in self._boxes.values()]
        for column in (self._duties, self._points):
            for at in range(column.count()):
                item = column.itemAt(at)
                part = item.widget() if item is not None else None
                stops += part.findChildren(QPushButton) if part is not None else []
        for one, other in pairwise(stops):
            self.setTabOrder(one, other)

    def _show_top(self, details: IncidentDetails, words: dict[str, str]) -> None:
        clear(self._top)
        self._top.addWidget(label(details.title, "heading"))
        places = Flow(gap=6)
        places.addWidget(label(words["incident.happens_in"], "small", wrap=False))
        for each in details.models:
            places.addWidget(chip(each))
        self._top.addLayout(places)
        self._top.addWidget(label(details.story))

    def _show_now(self, details: IncidentDetails, words: dict[str, str]) -> None:
        clear(self._now)
        steps = _numbered(details.during)
        self._now.addWidget(_card("accent", label(words["incident.during"], "heading"), *steps))
        for title, pairs in (
            ("incident.evidence", details.evidence),
            ("incident.notify", details.notices),
        ):
            lines = [
                made
                for first, second in pairs
                for made in (label(first, "strong"), label(second, "muted"))
            ]
            self._now.addWidget(_card("true", label(words[title], "heading"), *lines))

    def _show_basis(self, basis: Basis, words: dict[str, str]) -> None:
        self._basis_title.setText(words["incident.basis.title"])
        self._bases.show_choices(words["incident.basis.title"], basis.choices, basis.chosen)
        self._basis.setText(basis.text)
        if list(self._boxes) != [each.id for each in basis.agreements]:
            self._make_boxes([each.id for each in basis.agreements], words)
        for each in basis.agreements:
            title, box = self._boxes[each.id]
            title.setText(each.title)
            fill_choices(box, each.choices, each.chosen, each.title)
            longest = max(box.fontMetrics().horizontalAdvance(text) for _, text in each.choices)
            room = longest + 3 * box.fontMetrics().height()
            box.view().setMinimumWidth(min(room, box.screen().availableGeometry().width()))

    def _make_boxes(self, ids: Sequence[str], words: dict[str, str]) -> None:
        """Make a box for each agreement; boxes that stay the same keep the keyboard."""
        clear(self._agreed)
        self._boxes = {}
        if ids:
            self._agreed.addWidget(label(words["incident.agreed"], "strong"))
        for each in ids:
            title, box = label(), choice_box(f"incident-option-{each}", _LETTERS)
            box.activated.connect(partial(self._tell, each, box))
            self._boxes[each] = title, box
            self._agreed.addWidget(title)
            self._agreed.addWidget(box)

    def _tell(self, agreement_id: str, box: QComboBox, _at: int) -> None:
        self.option_chosen.emit(agreement_id, str(box.currentData()))

    def _show_duties(self, details: IncidentDetails, words: dict[str, str]) -> None:
        clear(self._duties)
        if details.not_here:
            self._duties.addWidget(label(details.not_here, "warning"))
        if details.nothing:
            self._duties.addWidget(label(details.nothing, "muted"))
        for duty in details.duties:
            self._duties.addWidget(self._duty(duty, words))

    def _duty(self, duty: ShownDuty, words: dict[str, str]) -> Card:
        role = "warning" if duty.is_open else "body"
        held = label(words["incident.held"].format(held=duty.held), role)
        touched = label(words["incident.touched"].format(touched=duty.touched), role)
        ways = Flow(gap=2)
        if duty.question_id:
            signal = self.question_requested
            ways.addWidget(_way("question", duty, words, signal, duty.question_id))
        if duty.is_in_division:
            ways.addWidget(_way("division", duty, words, self.division_requested, duty.id))
        ways.addWidget(_way("compare", duty, words, self.compare_requested, duty.id))
        return _card("true", label(duty.name, "strong"), held, touched, label(duty.why), ways)

    def _show_points(self, details: IncidentDetails, words: dict[str, str]) -> None:
        clear(self._points)
        points = [label(each) for each in details.points]
        kind = "warning" if points else "soft"
        points = points or [label(words["incident.open.none"])]
        self._points.addWidget(_card(kind, label(words["incident.open"], "heading"), *points))
        if details.unheld:
            title = label(words["incident.unheld"], "heading")
            self._points.addWidget(_card("warning", title, label(details.unheld)))
        if details.beyond:
            made = Card("true", margin=GAP, gap=_CLOSE)
            made.add(label(words["incident.beyond"], "heading"))
            for each in details.beyond:
                made.add(label(each.name, "strong"), label(each.definition))
                if each.question_id:
                    signal = self.question_requested
                    ways = Flow()
                    ways.addWidget(_way("question", each, words, signal, each.question_id))
                    made.add(ways)
            self._points.addWidget(made)

    def _show_spread(self, details: IncidentDetails, words: dict[str, str]) -> None:
        self._spread_title.setText(words["incident.spread"])
        name = words["incident.spread.named"].format(path=details.spread)
        self._picture.show_chart(partial(spread_chart, details.path, details.places), name)
        self._spread.setText(details.spread)

    def _show_rest(self, details: IncidentDetails, words: dict[str, str]) -> None:
        clear(self._rest)
        for title, steps in (("after", details.after), ("before", details.before)):
            heading = label(words[f"incident.{title}"], "heading")
            self._rest.addWidget(_card("true", heading, *_numbered(steps)))
        if details.example:
            text, source = details.example
            heading = label(words["incident.example"], "heading")
            self._rest.addWidget(_card("soft", heading, label(text), label(source, "small")))
        self._rest.addWidget(label(details.verdict, "small"))
        self._rest.addWidget(label(details.source, "small"))


def _column() -> QVBoxLayout:
    made = QVBoxLayout()
    made.setSpacing(8)
    made.setAlignment(Qt.AlignmentFlag.AlignTop)
    return made


def _card(kind: str, *parts: QWidget | QLayout) -> Card:
    return Card(kind, margin=GAP, gap=_CLOSE).add(*parts)


def _numbered(steps: Sequence[str]) -> list[QHBoxLayout]:
    """Return steps, each with its number beside it."""
    made = []
    for number, step in enumerate(steps, start=1):
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(label(f"{number}.", wrap=False), alignment=Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(step), stretch=1)
        made.append(line)
    return made


def _way(
    act: str,
    duty: ShownDuty | ShownBeyond,
    words: dict[str, str],
    signal: SignalInstance,
    target: str,
) -> QPushButton:
    """Return a button that leads to a duty elsewhere; its name says to which."""
    made = button(words[f"incident.go.{act}"], "ghost", on_click=partial(signal.emit, target))
    made.setObjectName(f"incident-{act}-{duty.id}")
    named = words["incident.go.named"]
    made.setAccessibleName(named.format(name=duty.name, act=made.text()))
    return made
