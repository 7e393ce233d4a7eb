"""Trend: the numbers of every round of a service, as a line and as a table that says the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from model.rounds import SeenRound, day_of, trend
from ui.presenters.base import SessionPresenter
from ui.presenters.list_card import ListAction, ListCard
from ui.presenters.round_words import range_text, round_name, trend_notes, value_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from model.errors import AppError
    from model.i18n import Catalog
    from model.rounds import TrendPoint
    from model.scoring import Range
    from model.session import AssessmentSession
    from ui.presenters.other_rounds import OtherRounds

FEWEST = 2
"""Rounds that a line needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendMark:
    """One round on the chart.

    Attributes:
        name, day: its number and day in words; the day is empty where nobody knows.
        follows: the line goes on from the round before.
    """

    name: str
    day: str
    share: Range
    clarity: Fraction
    gaps: int
    follows: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendCard:
    """Everything the tab shows.

    Attributes:
        marks: empty while there are too few rounds for a line.
        chart: the same in words, for screen readers.
        rows: the same as a table.
    """

    words: dict[str, str]
    marks: tuple[TrendMark, ...]
    chart: str
    rows: ListCard


class TrendView(Protocol):
    """What the presenter asks of the tab."""

    def show_trend(self, card: TrendCard) -> None: ...


class TrendPresenter(SessionPresenter[TrendView]):
    """Runs the tab.

    Args:
        look_for: begins to read the other rounds; `show_found` brings them.
    """

    def __init__(
        self,
        session: AssessmentSession,
        catalog: Catalog,
        view: TrendView,
        report: Callable[[AppError], None],
        look_for: Callable[[], None],
    ) -> None:
        super().__init__(session, catalog, view, report)
        self._look_for = look_for
        self._found: OtherRounds | None = None

    def refresh(self) -> None:
        """Show what is known, and read the other rounds anew."""
        self._view.show_trend(self._card())
        self._look_for()

    def show_found(self, found: OtherRounds) -> None:
        """Show the other rounds as they are on disk."""
        self._found = found
        self._view.show_trend(self._card())

    def _points(self) -> tuple[tuple[str, TrendPoint], ...]:
        """Return every round by its id; the open one as it stands."""
        session = self._session
        own = SeenRound(
            assessment=session.heard,
            matrix=session.matrix,
            questionnaire=session.questionnaire,
            evaluation=session.evaluation,
        )
        kept = self._found.kept if self._found is not None else ()
        ids = {id(own): session.id, **{id(each.seen): each.id for each in kept}}
        points = trend([own, *(each.seen for each in kept)])
        return tuple((ids[id(point.seen)], point) for point in points)

    def _card(self) -> TrendCard:
        say, points = self._catalog.text, self._points()
        has_line = len(points) >= FEWEST
        marks = tuple(self._mark(point) for _, point in points) if has_line else ()
        return TrendCard(
            words=self._catalog.messages("rounds"),
            marks=marks,
            chart=say("rounds.trend.chart", points=self._in_words(marks)) if marks else "",
            rows=self._list(points, has_line=has_line),
        )

    def _list(self, points: tuple[tuple[str, TrendPoint], ...], *, has_line: bool) -> ListCard:
        say = self._catalog.text
        columns = ("round", "share", "clarity", "gaps")
        begin = ListAction(
            name="begin", text=say("rounds.begin"), icon="list-checks", needs_row=False
        )
        return ListCard(
            intro=say("rounds.trend.intro"),
            name=say("rounds.tab.trend"),
            notice="" if has_line else say(self._why_no_line()),
            headings=tuple(say(f"rounds.trend.column.{name}") for name in columns),
            rows=tuple((key, self._row(point)) for key, point in points),
            nothing="",
            actions=() if has_line else (begin,),
        )

    def _why_no_line(self) -> str:
        if self._found is None:
            return "rounds.loading"
        if self._session.assessment.round.number > 1:
            return "rounds.trend.alone.later"
        return "rounds.trend.alone"

    def _row(self, point: TrendPoint) -> tuple[str, ...]:
        evaluation = point.seen.evaluation
        name = round_name(point.seen, self._catalog)
        return (
            "\n".join((name, *trend_notes(point, self._catalog))),
            range_text(evaluation.share, self._catalog),
            value_text(evaluation.clarity, self._catalog),
            str(len(evaluation.critical_gaps)),
        )

    def _mark(self, point: TrendPoint) -> TrendMark:
        evaluation, day = point.seen.evaluation, day_of(point.seen.assessment)
        return TrendMark(
            name=self._catalog.text("rounds.trend.round", number=point.number),
            day=day.isoformat() if day is not None else "",
            share=evaluation.share,
            clarity=evaluation.clarity,
            gaps=len(evaluation.critical_gaps),
            follows=point.follows,
        )

    def _in_words(self, marks: tuple[TrendMark, ...]) -> str:
        say = self._catalog.text
        told = (
            say(
                "rounds.trend.point",
                name=mark.name,
                share=range_text(mark.share, self._catalog),
                clarity=value_text(mark.clarity, self._catalog),
                gaps=mark.gaps,
            )
            for mark in marks
        )
        return say("rounds.trend.between").join(told)
