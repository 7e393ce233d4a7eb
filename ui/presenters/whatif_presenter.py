"""What if some actions were done: ticks, the numbers before and after, what is taken along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from model.improvement import Horizon
from model.rounding import one_decimal, whole
from model.whatif import Trials
from model.wording import action_title
from ui.presenters.base import SessionPresenter
from ui.presenters.moving_numbers import NumberLine
from ui.presenters.plan_lines import BEYOND, horizon_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from fractions import Fraction

    from model.errors import AppError
    from model.evaluation import Evaluation, Grade
    from model.i18n import Catalog
    from model.improvement import Candidate, ImprovementPlan, RankedAction
    from model.scoring import Range
    from model.session import AssessmentSession
    from model.whatif import WhatIf


@dataclass(frozen=True, slots=True, kw_only=True)
class TickRow:
    """One line of the list: an action, or (without an id) the name of a horizon."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryLine:
    """One category before and after, in words too; None where nothing counts."""

    name: str
    before: Range
    after: Range
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfCard:
    """Everything the tab shows.

    Attributes:
        told: how many are ticked, and their effort.
        horizons: name and words of each whole horizon that can be ticked.
        lists: heading and lines of each list below the numbers.
        nothing: said in place of everything; empty where there is something to try.
    """

    words: dict[str, str]
    rows: tuple[TickRow, ...]
    ticked: frozenset[str]
    told: str
    horizons: tuple[tuple[str, str], ...]
    numbers: tuple[NumberLine, ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    categories: tuple[CategoryLine, ...]
    nothing: str


class WhatIfView(Protocol):
    """What the presenter asks of the page."""

    def show_card(self, card: WhatIfCard) -> None: ...


class WhatIfPresenter(SessionPresenter[WhatIfView]):
    """Tries actions; nothing is saved, and ticks last as long as the assessment is open."""

    def __init__(
        self,
        session: AssessmentSession,
        catalog: Catalog,
        view: WhatIfView,
        report: Callable[[AppError], None],
    ) -> None:
        super().__init__(session, catalog, view, report)
        self._ticked: frozenset[str] = frozenset()
        self._trials: tuple[ImprovementPlan, Trials] | None = None

    def refresh(self) -> None:
        """Show what is ticked, and what would be."""
        self._view.show_card(self._card())

    def tick(self, ids: Iterable[str]) -> None:
        """Try these actions and no others."""
        if (wanted := frozenset(ids)) != self._ticked:
            self._ticked = wanted
            self.refresh()

    def tick_horizon(self, name: str) -> None:
        """Try every action of a horizon, too."""
        found = {action.id for action in self._within(name)}
        self.tick(self._ticked | found)

    def clear(self) -> None:
        """Try nothing."""
        self.tick(())

    def text(self) -> str:
        """Return what is ticked and what would be as plain text."""
        say, held, card = self._catalog.text, self._session.assessment, self._card()
        service = held.service.name
        title = say("plan.trial.text", organisation=held.organisation, service=service)
        ticked = [row.text for row in card.rows if row.id in card.ticked]
        numbers = [
            say("whatif.text.number", name=n.name, now=n.now, then=n.then, change=n.change)
            for n in card.numbers
        ]
        lists = [line for heading, lines in card.lists for line in ("", heading, *lines)]
        categories = [f"{line.name}  {line.text}" for line in card.categories]
        parts = [title, card.told, *ticked, "", *numbers, *lists, "", *categories]
        return "\n".join(parts)

    def _within(self, name: str) -> tuple[RankedAction, ...]:
        plan = self._session.plan
        return plan.beyond if name == BEYOND else plan.within(Horizon(name))

    def _run(self) -> WhatIf:
        session, plan = self._session, self._session.plan
        if self._trials is None or self._trials[0] is not plan:
            made = Trials(
                session.matrix, session.questionnaire, session.heard, session.evaluation, plan
            )
            self._trials = (plan, made)
        return self._trials[1].run(self._ticked)

    def _card(self) -> WhatIfCard:
        say = self._catalog.text
        tried = self._run()
        self._ticked = frozenset(tried.chosen)
        names = [n for n in (*(h.value for h in Horizon), BEYOND) if self._within(n)]
        return WhatIfCard(
            words=self._catalog.messages("plan"),
            rows=tuple(row for name in names for row in self._rows(name)),
            ticked=self._ticked,
            told=self._told(tried),
            horizons=tuple((name, say(f"plan.trial.all.{name}")) for name in names),
            numbers=self._numbers(tried.before, tried.after),
            lists=tuple(found for found in self._lists(tried) if found[1]),
            categories=self._categories(tried),
            nothing="" if names else say("plan.trial.nothing"),
        )

    def _rows(self, name: str) -> list[TickRow]:
        key = "plan.trial.row.beyond" if name == BEYOND else "plan.trial.row"
        rows = [TickRow(id="", text=horizon_text(name, self._catalog))]
        for action in self._within(name):
            candidate = action.candidate
            text = self._catalog.text(
                key,
                rank=action.rank,
                title=self._title(candidate),
                code=candidate.duty.code,
                effort=candidate.effort,
            )
            rows.append(TickRow(id=action.id, text=text))
        return rows

    def _title(self, candidate: Candidate) -> str:
        return action_title(candidate, self._session.assessment.service, self._catalog)

    def _told(self, tried: WhatIf) -> str:
        say = self._catalog.text
        if not tried.chosen:
            return say("plan.trial.chosen.none")
        count, along = len(tried.chosen), len(tried.taken_along)
        if along:
            return say("plan.trial.chosen.along", count=count, along=along, effort=tried.effort)
        return say("plan.trial.chosen", count=count, effort=tried.effort)

    def _numbers(self, before: Evaluation, after: Evaluation) -> tuple[NumberLine, ...]:
        say = self._catalog.text
        lines = [
            self._points(say("word.share"), before.share.value, after.share.value),
            self._range(before.share, after.share),
            self._grade(before.grade, after.grade),
            self._counted("gaps", len(before.critical_gaps), len(after.critical_gaps)),
            self._counted("orphans", len(before.orphans), len(after.orphans)),
        ]
        if self._session.plan.beyond:
            name = say("plan.trial.number.beyond")
            lines.append(self._points(name, before.beyond.value, after.beyond.value))
        return tuple(lines)

    def _points(self, name: str, now: Fraction | None, then: Fraction | None) -> NumberLine:
        none = self._catalog.text("plan.trial.none")
        was, would_be = (one_decimal(v) if v is not None else none for v in (now, then))
        return NumberLine(name=name, now=was, then=would_be, change=self._change(now, then))

    def _change(self, now: Fraction | None, then: Fraction | None) -> str:
        say = self._catalog.text
        if now is None or then is None:
            return say("plan.trial.unknown")
        if now == then:
            return say("plan.trial.same")
        way = "up" if then > now else "down"
        return say(f"plan.trial.{way}", by=one_decimal(abs(then - now)))

    def _range(self, before: Range, after: Range) -> NumberLine:
        say = self._catalog.text
        was, would_be = (self._bounds(r) for r in (before, after))
        same = (before.low, before.high) == (after.low, after.high)
        change = say("plan.trial.same") if same else self._change(before.low, after.low)
        name = say("plan.trial.number.range")
        return NumberLine(name=name, now=was, then=would_be, change=change)

    def _bounds(self, bounds: Range) -> str:
        """Return what a number can become; one figure where nothing is open."""
        if bounds.low is None or bounds.high is None:
            return self._catalog.text("plan.trial.none")
        low, high = whole(bounds.low), whole(bounds.high)
        return low if low == high else self._catalog.text("plan.trial.range", low=low, high=high)

    def _grade(self, before: Grade | None, after: Grade | None) -> NumberLine:
        say = self._catalog.text
        was, would_be = (g.value if g else say("plan.trial.interim") for g in (before, after))
        key = "same" if before is after else "better"
        if before is None or after is None:
            key = "same" if before is after else "unknown"
        name = say("plan.trial.number.grade")
        return NumberLine(name=name, now=was, then=would_be, change=say(f"plan.trial.{key}"))

    def _counted(self, key: str, now: int, then: int) -> NumberLine:
        say = self._catalog.text
        way = "fewer" if then < now else "more"
        change = (
            say("plan.trial.same") if now == then else say(f"plan.trial.{way}", by=abs(then - now))
        )
        name = say(f"plan.trial.number.{key}")
        return NumberLine(name=name, now=str(now), then=str(then), change=change)

    def _lists(self, tried: WhatIf) -> list[tuple[str, tuple[str, ...]]]:
        say = self._catalog.text
        closed, left = tried.closed_gaps, tried.after.critical_gaps
        along = tried.taken_along
        return [
            (say("plan.trial.along", count=len(along)), self._along(tried)),
            (say("plan.trial.closed", count=len(closed)), self._gaps(closed)),
            (say("plan.trial.left", count=len(left)), self._gaps(left)),
        ]

    def _gaps(self, ids: Iterable[str]) -> tuple[str, ...]:
        questions = self._session.questionnaire.by_id
        return tuple(f"{key}  {self._catalog.say(questions[key].text)}" for key in ids)

    def _along(self, tried: WhatIf) -> tuple[str, ...]:
        say = self._catalog.text
        titles = {a.id: self._title(a.candidate) for a in self._session.plan.actions}
        return tuple(
            say(
                "plan.trial.along.line",
                title=self._title(each),
                needed=say("plan.after.between").join(
                    say("plan.quoted", title=titles[key]) for key in tried.needed_by[each.id]
                ),
            )
            for each in tried.taken_along
        )

    def _categories(self, tried: WhatIf) -> tuple[CategoryLine, ...]:
        say = self._catalog.text
        lines = []
        for category in self._session.matrix.categories:
            before = tried.before.categories[category.id]
            after = tried.after.categories[category.id]
            if before.value is None and after.value is None:
                continue
            none = say("plan.trial.none")
            was, would_be = (
                one_decimal(r.value) if r.value is not None else none for r in (before, after)
            )
            text = say(
                "plan.trial.category",
                before=was,
                after=would_be,
                change=self._change(before.value, after.value),
            )
            name = self._catalog.say(category.name)
            lines.append(CategoryLine(name=name, before=before, after=after, text=text))
        return tuple(lines)
