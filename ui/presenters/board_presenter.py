"""The plan as a board: one column for each state of an action."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from model.assessment import ActionState
from ui.presenters.base import SessionPresenter
from ui.presenters.plan_lines import plan_lines

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from model.errors import AppError
    from model.i18n import Catalog
    from model.session import AssessmentSession
    from ui.presenters.plan_lines import PlanLine

STATES = tuple(ActionState)
_DUE = 7
"""Place of the date among the texts of a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardItem:
    """One action: its title, and owner and date below it; empty where there is neither."""

    id: str
    title: str
    below: str
    is_overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardColumn:
    """The actions of one state, by rank; `empty` is said where there is none."""

    state: str
    title: str
    empty: str
    move: str
    items: tuple[BoardItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardCard:
    """Everything the board shows; `blocked` says why nothing can be moved."""

    words: dict[str, str]
    columns: tuple[BoardColumn, ...]
    blocked: str


class BoardView(Protocol):
    """What the presenter asks of the page."""

    def show_card(self, card: BoardCard) -> None: ...


class BoardPresenter(SessionPresenter[BoardView]):
    """Runs the board; `today` tells the day against which a date is overdue."""

    def __init__(
        self,
        session: AssessmentSession,
        catalog: Catalog,
        view: BoardView,
        report: Callable[[AppError], None],
        today: Callable[[], date],
    ) -> None:
        super().__init__(session, catalog, view, report)
        self._today = today

    def refresh(self) -> None:
        """Show every action in the column of its state."""
        say = self._catalog.text
        lines = plan_lines(self._session, self._catalog, self._today())
        self._view.show_card(
            BoardCard(
                words=self._catalog.messages("plan"),
                columns=tuple(self._column(state, lines) for state in STATES),
                blocked=say("plan.final") if self._session.assessment.is_final else "",
            )
        )

    def _column(self, state: ActionState, lines: tuple[PlanLine, ...]) -> BoardColumn:
        say = self._catalog.text
        found = [line for line in lines if line.state is state]
        name = say(f"word.action_state.{state}")
        return BoardColumn(
            state=state.value,
            title=say("plan.board.column", state=name, count=len(found)),
            empty="" if found else say(f"plan.board.empty.{state}"),
            move=say("plan.board.move", state=name),
            items=tuple(
                BoardItem(
                    id=line.id,
                    title=f"{line.texts[0]}. {line.title}",
                    below=" · ".join(part for part in (line.owner, line.texts[_DUE]) if part),
                    is_overdue=line.is_overdue,
                )
                for line in found
            ),
        )
