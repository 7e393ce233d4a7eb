"""Plan: actions by horizon, each with its steps and what was decided about it."""

from __future__ import annotations

from collections import deque
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QSpinBox, QVBoxLayout, QWidget

from ui.pages.action_details import ActionDetails
from ui.widgets.basics import (
    GAP,
    Card,
    Flow,
    Scrolled,
    button,
    chip,
    clear,
    label,
    row,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ui.presenters.plan_presenter import ActionCard, HorizonCard, PlanCard

_TURN_SECONDS = 0.03


class PlanPage(Scrolled):
    """Shows the plan; decisions are told by `decided`."""

    decided = Signal(str, dict)
    budget_set = Signal(int)
    question_requested = Signal(str)
    questions_requested = Signal()
    next_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._title, self._intro = label(role="title"), label(role="muted")
        self._summary = label(role="strong")
        self._budget_label, self._budget = label(wrap=False), QSpinBox()
        self._budget.lineEdit().setTextMargins(8, 0, 0, 0)
        self._budget.setRange(0, 400)
        self._budget.setSingleStep(4)
        self._budget.setKeyboardTracking(False)
        self._budget.valueChanged.connect(self.budget_set)
        self._budget_row = QWidget()
        line = Flow()
        line.addWidget(self._budget_label)
        line.addWidget(self._budget)
        self._budget_row.setLayout(line)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(GAP)
        self._actions: dict[str, _ActionPart] = {}
        self._to_build: deque[Callable[[], QWidget]] = deque()
        self._builder = QTimer(self)
        self._builder.setInterval(0)
        self._builder.timeout.connect(self._build_some)
        self._next = button(kind="primary", on_click=self.next_requested.emit)
        self._next.setObjectName("next")
        for part in (self._title, self._intro, self._summary, self._budget_row):
            self.column.addWidget(part)
        self.column.addLayout(self._parts)
        self.column.addLayout(row(0, self._next))
        self.column.addStretch(1)

    def show_card(self, card: PlanCard) -> None:
        """Show the plan from the top."""
        words = card.words
        self._title.setText(words["title"])
        self._intro.setText(words["intro"])
        self._summary.setText(card.summary)
        self._summary.setVisible(bool(card.summary))
        self._budget_label.setText(words["budget"])
        self._budget.setToolTip(words["budget.tip"])
        self._budget.setAccessibleName(words["budget"])
        self._budget.setAccessibleDescription(words["budget.tip"])
        self._budget.setSuffix(words["budget.suffix"])
        self._budget.blockSignals(True)
        self._budget.setValue(card.budget)
        self._budget.blockSignals(False)
        self._next.setText(words["next"])
        self._empty()
        has_notice = bool(card.notice[0])
        self._budget_row.setVisible(not has_notice)
        self._to_build = deque(self._builders(card))
        self._build_some()

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

    def show_decided(self, action_id: str, text: str) -> None:
        """Say what was decided about one action; the rest of the page stays as it is."""
        if (part := self._actions.get(action_id)) is not None:
            part.show_decided(text)

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
        if (typing := self._typing()) is not None and typing is not self._budget:
            typing.blockSignals(True)
        self._to_build.clear()
        self._builder.stop()
        self._actions = {}
        clear(self._parts)

    def _build_some(self) -> None:
        """Make parts for a moment, then let the window answer the user."""
        until = monotonic() + _TURN_SECONDS
        while self._to_build and monotonic() < until:
            self._parts.addWidget(self._to_build.popleft()())
        if self._to_build:
            self._builder.start()
        else:
            self._builder.stop()

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
        for action in horizon.actions:
            yield partial(self._action, action, card)

    def _action(self, action: ActionCard, card: PlanCard) -> QWidget:
        self._actions[action.id] = made = _ActionPart(self, action, card)
        return made

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


class _ActionPart(Card):
    """One action in short; its details are made when they are first opened."""

    def __init__(self, page: PlanPage, action: ActionCard, card: PlanCard) -> None:
        super().__init__(gap=8)
        self._page = page
        self._action = action
        self._card = card
        self._details: ActionDetails | None = None
        words = card.words
        gain = chip(action.gain, "accent")
        gain.setAccessibleName(action.gain_name)
        head = row(label(action.rank, "number", wrap=False), label(action.title, "strong"), gain)
        head.setStretch(1, 1)
        head.setAlignment(gain, Qt.AlignmentFlag.AlignTop)
        tags = Flow()
        for text, tone in action.tags:
            tags.addWidget(chip(text, tone))
        tags.addWidget(chip(action.effort))
        self._decided = label(role="muted")
        self.show_decided(action.decided)
        self._toggle = button(words["show"], "ghost", on_click=self._on_toggle)
        self._toggle.setObjectName(f"show.{action.id}")
        self._toggle.setCheckable(True)
        self._toggle.setAccessibleName(f"{words['show']} {action.title}")
        foot = row(self._toggle, self._decided, 0)
        foot.setStretch(1, 8)
        self.add(head, label(action.duty, "small"), tags, foot)

    def show_decided(self, text: str) -> None:
        """Say in one line what was decided."""
        self._decided.setText(text)
        self._decided.setVisible(bool(text))

    def _on_toggle(self) -> None:
        is_open = self._toggle.isChecked()
        if self._details is None:
            self._details = ActionDetails(self._action, self._card)
            self._details.decided.connect(self._on_decided)
            self.add(self._details)
        self._details.setVisible(is_open)
        self._toggle.setText(self._card.words["hide" if is_open else "show"])

    def _on_decided(self, changes: dict[str, str]) -> None:
        self._page.decided.emit(self._action.id, changes)
