"""The plan as a table: narrowed, sorted, and several actions changed at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from model.assessment import ActionState
from ui.presenters.base import SessionPresenter
from ui.presenters.list_card import ListAction
from ui.presenters.plan_editing import ACCEPT, FIELDS
from ui.presenters.plan_lines import (
    ALL,
    COLUMNS,
    NAMED,
    NOBODY,
    OWN,
    PROVIDER,
    Wish,
    horizon_text,
    in_order,
    is_wanted,
    plan_lines,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from model.errors import AppError
    from model.i18n import Catalog
    from model.session import AssessmentSession
    from ui.presenters.plan_lines import PlanLine

Choices = tuple[tuple[str, str], ...]
OPEN = "open"
"""Name of what opens the details of an action."""

FILTERS = ("state", "owner", "horizon", "who")
_ICONS = {"owner": "user", "due": "calendar", "state": "list-checks", "effort": "clock"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTableCard:
    """Everything the table shows.

    Attributes:
        words: the messages of the area "plan".
        rows: id and texts of each, narrowed and sorted.
        total: how many there are when nothing is narrowed.
        choices: value and words, by the name of the filter.
        sorts: columns to sort by, and their words.
        nothing: said in place of rows; empty where there are some.
        blocked: why nothing can be changed; empty where it can.
    """

    words: dict[str, str]
    headings: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    total: int
    wish: Wish
    choices: dict[str, Choices]
    sorts: Choices
    actions: tuple[ListAction, ...]
    nothing: str
    blocked: str


class PlanTableView(Protocol):
    """What the presenter asks of the page."""

    def show_card(self, card: PlanTableCard) -> None: ...


class PlanTablePresenter(SessionPresenter[PlanTableView]):
    """Runs the table; `today` tells the day against which a date is overdue."""

    def __init__(
        self,
        session: AssessmentSession,
        catalog: Catalog,
        view: PlanTableView,
        report: Callable[[AppError], None],
        today: Callable[[], date],
    ) -> None:
        super().__init__(session, catalog, view, report)
        self._today = today
        self._wish = Wish()

    def refresh(self) -> None:
        """Show the actions as they stand."""
        self._view.show_card(self._card())

    def wish(self, wish: Wish) -> None:
        """List other actions, or in another order."""
        if wish != self._wish:
            self._wish = wish
            self.refresh()

    def sort_by(self, column: int) -> None:
        """Sort by a column; one that is sorted by already, the other way round."""
        name = COLUMNS[column]
        again = name == self._wish.sort
        self.wish(replace(self._wish, sort=name, descending=again and not self._wish.descending))

    def _card(self) -> PlanTableCard:
        say = self._catalog.text
        lines = plan_lines(self._session, self._catalog, self._today())
        choices = self._choices(lines)
        if self._wish.owner not in dict(choices["owner"]):
            self._wish = replace(self._wish, owner=ALL)  # nobody is called so any more
        wish = self._wish
        shown = [line for line in lines if is_wanted(line, wish)]
        shown = list(in_order(shown, wish.sort, descending=wish.descending))
        nothing = "" if shown else say("plan.table.nothing" if lines else "plan.table.none")
        names = {name: say(f"plan.table.column.{name}") for name in COLUMNS}
        is_final = self._session.assessment.is_final
        return PlanTableCard(
            words=self._catalog.messages("plan"),
            headings=tuple(names.values()),
            rows=tuple((line.id, line.texts) for line in shown),
            total=len(lines),
            wish=wish,
            choices=choices,
            sorts=tuple((n, say("plan.table.sort.by", column=text)) for n, text in names.items()),
            actions=self._actions(can=not is_final),
            nothing=nothing,
            blocked=say("plan.final") if is_final else "",
        )

    def _choices(self, lines: tuple[PlanLine, ...]) -> dict[str, Choices]:
        say = self._catalog.text
        horizons = dict.fromkeys(line.horizon for line in lines)
        owners = sorted({line.owner for line in lines if line.owner})
        return {
            "state": (
                ("", say("plan.table.state.all")),
                *((s.value, say(f"word.action_state.{s}")) for s in ActionState),
            ),
            "owner": (
                (ALL, say("plan.table.owner.all")),
                (NOBODY, say("plan.owner.nobody")),
                *((NAMED + owner, owner) for owner in owners),
            ),
            "horizon": (
                ("", say("plan.table.horizon.all")),
                *((h, horizon_text(h, self._catalog)) for h in sorted(horizons, key=_days)),
            ),
            "who": (
                ("", say("plan.table.who.all")),
                *((who, say(f"plan.who.{who}")) for who in (OWN, PROVIDER)),
            ),
        }

    def _actions(self, *, can: bool) -> tuple[ListAction, ...]:
        say = self._catalog.text
        edits = (
            ListAction(
                name=name, text=say(f"plan.act.{name}"), icon=_ICONS.get(name, ""), is_enabled=can
            )
            for name in FIELDS
        )
        return (
            *edits,
            ListAction(
                name=ACCEPT, text=say("plan.act.accept"), icon="shield-check", is_enabled=can
            ),
            ListAction(name=OPEN, text=say("plan.act.open"), icon="list", kind="ghost"),
        )


def _days(horizon: str) -> int:
    return int(horizon) if horizon.isdigit() else 1000
