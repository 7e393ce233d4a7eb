"""What is not settled in the division: why, what to do about it, and what was accepted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from model.change import Part
from model.gaps import gaps
from model.ledger import DivisionGap
from model.wording import accepted_text, gap_advice, gap_reason, responsibility_name
from ui.presenters.base import SessionPresenter
from ui.presenters.differences_presenter import ListView
from ui.presenters.ledger_forms import accept_form, accepted_of
from ui.presenters.list_card import ListAction, ListCard

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from model.errors import AppError
    from model.gaps import Gap
    from model.i18n import Catalog
    from model.session import AssessmentSession
    from ui.presenters.form import Form

ALL, ACCEPTED = "all", "accepted"


class GapsPresenter(SessionPresenter[ListView]):
    """Lists the gaps, and keeps which of them were accepted."""

    def __init__(
        self,
        session: AssessmentSession,
        catalog: Catalog,
        view: ListView,
        report: Callable[[AppError], None],
    ) -> None:
        super().__init__(session, catalog, view, report)
        self._look = ALL

    def refresh(self) -> None:
        """Show the list as it stands."""
        self._view.show_card(self._card())

    def look_at(self, choice: str) -> None:
        """List one kind of gap, those that were accepted, or all."""
        self._look = choice
        self.refresh()

    def responsibility_of(self, gap_id: str) -> str:
        """Return the responsibility that a gap is about."""
        return self._gap(gap_id).cell.id

    def form(self, gap_id: str, person: str, today: date) -> Form:
        """Return the form by which a gap is accepted."""
        return accept_form(self._gap(gap_id), person, today, self._catalog)

    def accept(self, gap_id: str, values: Mapping[str, str]) -> None:
        """Keep that somebody lives with a gap, and why."""
        accepted = accepted_of(self._gap(gap_id), values)
        key = accepted.responsibility_id
        self._try(lambda: self._session.put(Part.ACCEPTED, key, accepted))

    def reopen(self, gap_id: str) -> None:
        """Accept a gap no longer."""
        key = self.responsibility_of(gap_id)
        self._try(lambda: self._session.put(Part.ACCEPTED, key, None))

    def _gaps(self) -> tuple[Gap, ...]:
        return gaps(self._session.evaluation.division, self._session.assessment.accepted)

    def _gap(self, gap_id: str) -> Gap:
        return next(gap for gap in self._gaps() if gap.id == gap_id)

    def _card(self) -> ListCard:
        say = self._catalog.text
        found = self._gaps()
        choices = self._choices(found)
        if self._look not in [name for name, _, _ in choices]:
            self._look = ALL  # the last one of its kind is gone
            choices = self._choices(found)
        count = sum(gap.is_open for gap in found)
        shown = [gap for gap in found if self._is_wanted(gap)]
        is_final = self._session.assessment.is_final
        return ListCard(
            intro=say("gap.list.intro"),
            name=say("gap.list.name"),
            facts=say("gap.list.count", count=count) if found else "",
            blocked=say("review.final") if is_final else "",
            choices=choices if found else (),
            headings=tuple(say(f"gap.column.{name}") for name in ("duty", "why", "do")),
            rows=tuple((gap.id, self._row(gap)) for gap in shown),
            nothing=say("gap.list.none"),
            actions=self._actions(can=not is_final),
            refused={gap.id: frozenset({"reopen"} if gap.is_open else {"accept"}) for gap in shown},
        )

    def _choices(self, found: tuple[Gap, ...]) -> tuple[tuple[str, str, bool], ...]:
        say = self._catalog.text
        counts = Counter(gap.kind for gap in found if gap.is_open)
        accepted = sum(not gap.is_open for gap in found)
        named = [(ALL, say("gap.look.all"), len(found))]
        named += [(k.value, say(f"word.gap.{k}"), counts[k]) for k in DivisionGap if counts[k]]
        if accepted:
            named.append((ACCEPTED, say("gap.look.accepted"), accepted))
        return tuple(
            (name, say("ledger.choice", name=words, count=count), name == self._look)
            for name, words, count in named
        )

    def _is_wanted(self, gap: Gap) -> bool:
        if self._look == ACCEPTED:
            return not gap.is_open
        return self._look == ALL or (gap.is_open and self._look == gap.kind.value)

    def _row(self, gap: Gap) -> tuple[str, ...]:
        name = responsibility_name(gap.cell.responsibility, self._catalog)
        rest = (
            accepted_text(gap.accepted, self._catalog)
            if gap.accepted
            else gap_advice(gap, self._catalog)
        )
        kind = self._catalog.text(f"word.gap.{gap.kind}")
        return (f"{kind}\n{name}", gap_reason(gap, self._catalog), rest)

    def _actions(self, *, can: bool) -> tuple[ListAction, ...]:
        named = (
            ("show", "list", "secondary", True),
            ("handoff", "handshake", "secondary", can),
            ("accept", "check", "secondary", can),
            ("reopen", "rotate-ccw", "ghost", can),
        )
        return tuple(
            ListAction(
                name=name,
                text=self._catalog.text(f"gap.act.{name}"),
                icon=icon,
                kind=kind,
                is_enabled=is_enabled,
            )
            for name, icon, kind, is_enabled in named
        )
