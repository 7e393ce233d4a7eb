"""What stands above the tabs of the division: their names with counts, and who holds how many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.division import DutyState
from model.gaps import gaps, open_gaps
from model.ledger import DivisionGap
from model.responsibility import Allocation
from ui.presenters.beliefs_presenter import is_offered

if TYPE_CHECKING:
    from model.i18n import Catalog
    from model.session import AssessmentSession

_ALWAYS = ("customer", "shared", "provider")
"""Counts that are shown when they are 0, too."""

_TONES = {DivisionGap.DOUBLE: "warning", DivisionGap.NO_LEADS: "warning"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionHead:
    """What the page shows around its tabs.

    Attributes:
        words: the messages of the page, the names of the tabs with their counts.
        counts: name, number and tone of each.
        has_negotiations: the service model leaves something to agree.
        guess: the offer to guess first, and the words of its two buttons; all empty where
            there is nothing left to guess.
    """

    words: dict[str, str]
    counts: tuple[tuple[str, str, str], ...]
    has_negotiations: bool
    guess: tuple[str, str, str]


def division_head(session: AssessmentSession, catalog: Catalog) -> DivisionHead:
    """Return names and counts as the session stands."""
    division = session.evaluation.division
    found = gaps(division, session.assessment.accepted)
    still_open = open_gaps(found)
    negotiations = session.matrix.negotiations_of(division.model)
    words = catalog.messages("division")
    numbers = {
        "tab.agree": sum(not is_settled(session, each.id) for each in negotiations),
        "tab.ledger": len(division.cells),
        "tab.gaps": sum(still_open.values()),
    }
    for name, count in numbers.items():
        words[name] = catalog.text(f"division.{name}", count=count)
    cells = division.cells
    once = [c for c in cells if c.asked_with is None]  # what is asked together counts once
    counts = [
        ("customer", sum(c.allocation is Allocation.CUSTOMER for c in cells), "accent"),
        ("shared", sum(c.allocation is Allocation.SHARED for c in cells), "accent"),
        ("provider", sum(c.allocation is Allocation.PROVIDER for c in cells), "plain"),
        ("pending", sum(c.state is DutyState.PENDING for c in once), "warning"),
    ]
    shown = [
        (catalog.text(f"division.counts.{name}"), str(count), tone)
        for name, count, tone in counts
        if count or name in _ALWAYS
    ]
    for kind, count in still_open.items():
        shown.append((catalog.text(f"word.gap.{kind}"), str(count), _TONES.get(kind, "danger")))
    if accepted := sum(not gap.is_open for gap in found):
        shown.append((catalog.text("division.counts.accepted"), str(accepted), "plain"))
    return DivisionHead(
        words=words,
        counts=tuple(shown),
        has_negotiations=bool(negotiations),
        guess=_guess(session, catalog),
    )


def _guess(session: AssessmentSession, catalog: Catalog) -> tuple[str, str, str]:
    if not is_offered(session):
        return ("", "", "")
    say = catalog.text
    return (say("learn.guess.offer"), say("learn.guess.start"), say("learn.guess.skip"))


def is_settled(session: AssessmentSession, negotiation_id: str) -> bool:
    """Say whether it is settled, and not by assumption, who holds a negotiable duty."""
    model = session.assessment.service.model
    duty = session.matrix.negotiated(negotiation_id, model)
    cell = session.evaluation.division.by_id[duty.id]
    is_open = cell.state in (DutyState.PENDING, DutyState.ORPHAN)
    return not is_open and cell.gap is not DivisionGap.ASSUMED
