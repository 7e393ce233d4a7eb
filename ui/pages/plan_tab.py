"""Plan: actions by horizon, each with its steps and what was decided about it."""

from __future__ import annotations

from collections import deque
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QPushButton, QSpinBox, QVBoxLayout, QWidget

from ui.pages.action_part import ActionPart
from ui.widgets.basics import GAP, WIDE_GAP, Card, Flow, Scrolled, button, label, row
from ui.widgets.day_field import DayField
from ui.widgets.part_column import PartColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ui.presenters.action_cards import ActionCard
    from ui.presenters.plan_presenter import HorizonCard, PlanCard

_TURN_SECONDS = 0.03
_AT_ONCE = 20
"""Parts of the page before that are deleted in one turn."""

_FIRST, _LAST = QDate(2000, 1, 1), QDate(2999, 12, 31)


class PlanTab(Scrolled):
    """Shows the plan; decisions are told by `decided`."""

    decided = Signal(str, dict)
    budget_set = Signal(int)
    day_set = Signal(str)
    question_requested = Signal(str)
    questions_requested = Signal()
    division_requested = Signal()
    next_requested = Signal()

    def __init__(self) -> None:
        super().__init__(margin=0, gap=WIDE_GAP)
        self.setObjectName("plan-list")
        self._summary, self._blocked = label(role="strong"), label(role="warning")
        self._parts = PartColumn(GAP)
        self._old: deque[QWidget] = deque()
        self._card: PlanCard | None = None
        self._actions: dict[str, ActionPart] = {}
        self._open: set[str] = set()
        self._wanted, self._focused = "", ("", "")
        self._to_build: deque[Callable[[], QWidget]] = deque()
        self._builder = QTimer(self)
        self._builder.setInterval(0)
        self._builder.timeout.connect(self._build_some)
        self._next = button(kind="primary", on_click=self.next_requested.emit)
        self._next.setObjectName("next")
        self._make_settings()
        self.column.setContentsMargins(0, GAP, GAP, GAP)
        for part in (self._blocked, self._summary, self._settings):
            self.column.addWidget(part)
        self.column.addWidget(self._parts)
        self.column.addLayout(row(0, self._next))
        self.column.addStretch(1)

    def show_card(self, card: PlanCard) -> None:
        """Show the plan from the top; details that are open stay open.

        What is shown already stays, unless something was decided since: then it is on disk only.
        """
        if card == self._card:
            return
        self._card = card
        for made, text in ((self._summary, card.summary), (self._blocked, card.blocked)):
            made.setText(text)
            made.setVisible(bool(text))
        self._show_settings(card)
        self._next.setText(card.words["next"])
        self._empty()
        self._to_build = deque(self._builders(card))
        self._build_some()

    def show_details(self, action_id: str) -> None:
        """Open the details of one action and go there, once it is built."""
        self._wanted = action_id
        if not self._to_build:
            self._go_to_wanted()

    def _make_settings(self) -> None:
        """Make the day that the plan counts from, and the effort to spare."""
        self._day_label, self._day = label(wrap=False), DayField("plan-day")
        self._day.setDateRange(_FIRST, _LAST)
        self._day.dateChanged.connect(lambda _: self._fix_day())
        self._fix = button(kind="ghost", on_click=self._toggle_day)
        self._fix.setObjectName("plan-day-fix")
        self._follows = label(role="muted")
        self._budget_label, self._budget = label(wrap=False), QSpinBox()
        self._budget.lineEdit().setTextMargins(8, 0, 0, 0)
        self._budget.setRange(0, 400)
        self._budget.setSingleStep(4)
        self._budget.setKeyboardTracking(False)
        self._budget.valueChanged.connect(self.budget_set)
        self._settings = QWidget()
        column = QVBoxLayout(self._settings)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP // 2)
        parts = (self._day_label, self._day, self._fix), (self._budget_label, self._budget)
        for each in parts:
            line = Flow()
            for part in each:
                line.addWidget(part)
            column.addLayout(line)
        column.insertWidget(1, self._follows)

    def _show_settings(self, card: PlanCard) -> None:
        words = card.words
        self._settings.setVisible(not card.notice[0])
        self._settings.setEnabled(not card.blocked)
        self._day_label.setText(words["day"])
        self._day.setAccessibleName(words["day"])
        self._day.setAccessibleDescription(words["day.tip"])
        self._day.setToolTip(words["day.tip"])
        with QSignalBlocker(self._day), QSignalBlocker(self._budget):
            self._day.setDate(QDate.fromString(card.day, Qt.DateFormat.ISODate))
            self._budget.setValue(card.budget)
        self._is_fixed = not card.day_text
        self._fix.setText(words["day.free" if self._is_fixed else "day.fix"])
        self._follows.setText(card.day_text)
        self._follows.setVisible(bool(card.day_text))
        self._budget_label.setText(words["budget"])
        self._budget.setToolTip(words["budget.tip"])
        self._budget.setAccessibleName(words["budget"])
        self._budget.setAccessibleDescription(words["budget.tip"])
        self._budget.setSuffix(words["budget.suffix"])

    def _fix_day(self) -> None:
        self.day_set.emit(str(self._day.date().toString(Qt.DateFormat.ISODate)))

    def _toggle_day(self) -> None:
        if self._is_fixed:
            self.day_set.emit("")
        else:
            self._fix_day()

    def _builders(self, card: PlanCard) -> Iterator[Callable[[], QWidget]]:
        """Yield what makes each part of the page, in order; a long plan takes several turns."""
        if card.notice[0]:
            yield lambda: self._notice(card)
        else:
            for horizon in card.horizons:
                yield from self._horizon(horizon, card)
        yield from self._list("proofs", card.proofs, card.words)
        yield from self._list("find_out", card.to_find_out, card.words)

    def _list(
        self, name: str, lines: tuple[tuple[str, str, str], ...], words: dict[str, str]
    ) -> Iterator[Callable[[], QWidget]]:
        """Yield a list of questions below its name; nothing where it is empty."""
        if lines:
            yield partial(label, words[name], "heading")
            yield partial(label, words[f"{name}.text"], "muted")
        for question_id, text, below in lines:
            yield partial(self._find_out, words, question_id, text, below)

    @property
    def is_building(self) -> bool:
        """Say whether parts of the page are still to come."""
        return bool(self._to_build)

    def show_action(self, action: ActionCard) -> None:
        """Show what was decided about one action; the rest of the page stays as it is."""
        if (part := self._actions.get(action.id)) is not None:
            part.show_action(action)

    def commit(self) -> None:
        """Have what is being typed saved, by taking the keyboard from it."""
        if (typing := self._typing()) is not None:
            typing.clearFocus()

    def _typing(self) -> QWidget | None:
        """Return the part of this page that has the keyboard."""
        focused = QApplication.focusWidget()
        return focused if focused is not None and self.isAncestorOf(focused) else None

    def _empty(self) -> None:
        """Let go of everything built, while the page is not on screen."""
        typing = self._typing()
        if typing is not None and self._part_around(typing) in self._parts.parts:
            self._focused = self._place_of(typing)
            typing.blockSignals(True)
        self._to_build.clear()
        self._builder.stop()
        self._actions = {}
        before, self._parts = self._parts, PartColumn(GAP, self.widget())
        before.hide()
        self.column.replaceWidget(before, self._parts)
        self._old.extend((*before.parts, before))

    def _place_of(self, typing: QWidget) -> tuple[str, str]:
        """Return action and name of the field that has the keyboard."""
        part = self._part_around(typing)
        at = part.id if isinstance(part, ActionPart) else ""
        return (at, typing.objectName())

    def _part_around(self, inner: QWidget) -> QWidget:
        while (outer := inner.parentWidget()) is not None and outer is not self._parts:
            inner = outer
        return inner

    def _build_some(self) -> None:
        """Make parts for a moment, then let the window answer the user."""
        until = monotonic() + _TURN_SECONDS
        while self._to_build and monotonic() < until:
            self._parts.add(self._to_build.popleft()())
        if self._to_build:
            self._builder.start()
            return
        if self._wanted or self._focused[0]:
            QTimer.singleShot(0, self, self._go_to_wanted)
        self._let_go()

    def _let_go(self) -> None:
        """Delete some of what was shown before; to take all of it away at once is slow.

        Later, as one of these parts may be telling what led here.
        """
        for _ in range(min(_AT_ONCE, len(self._old))):
            self._old.popleft().deleteLater()
        if self._old:
            self._builder.start()
        else:
            self._builder.stop()
            self._put_next_last()

    def _put_next_last(self) -> None:
        """Let Tab go through all parts before it comes to the button below them."""
        buttons = self._parts.findChildren(QPushButton)
        if buttons:
            QWidget.setTabOrder(buttons[-1], self._next)

    def _go_to_wanted(self) -> None:
        """Go where the user wants to be, or was before the page was built again."""
        action_id, name = (self._wanted, "") if self._wanted else self._focused
        self._wanted, self._focused = "", ("", "")
        part = self._actions.get(action_id)
        if part is None:
            return
        if not name:
            part.open()
        part.focus(name)
        self.column.activate()
        self.ensureWidgetVisible(part)

    def _notice(self, card: PlanCard) -> QWidget:
        title, text, go = card.notice
        made = Card("accent").add(label(title, "heading"), label(text, "muted"))
        if go:
            made.add(row(button(go, "primary", on_click=self.questions_requested.emit), 0))
        return made

    def _horizon(self, horizon: HorizonCard, card: PlanCard) -> Iterator[Callable[[], QWidget]]:
        yield lambda: label(horizon.title, "heading")
        for text in (horizon.total, horizon.text):
            if text:
                yield partial(label, text, "muted")
        for title, actions in horizon.groups:
            yield partial(label, title, "strong")
            for action in actions:
                yield partial(self._action, action, card)

    def _action(self, action: ActionCard, card: PlanCard) -> QWidget:
        part = ActionPart(action, card)
        part.decided.connect(partial(self._on_decided, action.id))
        part.question_requested.connect(self.question_requested)
        part.division_requested.connect(self.division_requested)
        part.toggled.connect(partial(self._on_toggled, action.id))
        self._actions[action.id] = part
        if action.id in self._open:
            part.open()
        return part

    def _on_decided(self, action_id: str, changes: dict[str, str]) -> None:
        self._card = None  # what is shown is not what was told any more
        self.decided.emit(action_id, changes)

    def _on_toggled(self, action_id: str, is_open: bool) -> None:
        (self._open.add if is_open else self._open.discard)(action_id)

    def _find_out(self, words: dict[str, str], question_id: str, text: str, check: str) -> QWidget:
        go = button(
            words["find_out.go"],
            "ghost",
            on_click=lambda: self.question_requested.emit(question_id),
        )
        go.setAccessibleName(f"{words['find_out.go']} {text}")
        head = row(label(text, "strong"), go)
        head.setStretch(0, 1)
        return Card(gap=6).add(head, label(check, "muted"))
