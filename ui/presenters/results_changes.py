"""What became different since the round before, in a few numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.rounding import whole

if TYPE_CHECKING:
    from fractions import Fraction

    from model.evaluation import Evaluation
    from model.i18n import Catalog


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Two rounds of one service by the same questionnaire.

    Attributes:
        before, now: share carried; None where nothing counted.
        closed, opened: critical gaps of the one round that the other has not.
        improved, worsened: codes of responsibilities that count in both rounds and differ.
    """

    before: Fraction | None
    now: Fraction | None
    closed: tuple[str, ...]
    opened: tuple[str, ...]
    improved: tuple[str, ...]
    worsened: tuple[str, ...]


def changes(before: Evaluation, now: Evaluation) -> Changes:
    """Compare two rounds; what counts in one of them only is no change for the better or worse."""
    old = {s.duty.id: s.result.value for s in before.of_paper if s.result is not None}
    moved = [
        (score.duty.code, score.result.value - old[score.duty.id])
        for score in now.of_paper
        if score.result is not None and score.duty.id in old
    ]
    return Changes(
        before=before.share.value,
        now=now.share.value,
        closed=tuple(gap for gap in before.critical_gaps if gap not in now.critical_gaps),
        opened=tuple(gap for gap in now.critical_gaps if gap not in before.critical_gaps),
        improved=tuple(code for code, by in moved if by > 0),
        worsened=tuple(code for code, by in moved if by < 0),
    )


def in_words(found: Changes, catalog: Catalog) -> tuple[str, ...]:
    """Return changes as sentences; what did not change is left out, but the share never is."""
    say = catalog.text
    nothing = say("results.nothing")
    before = nothing if found.before is None else whole(found.before)
    now = nothing if found.now is None else whole(found.now)
    lists = {
        "closed": found.closed,
        "opened": found.opened,
        "improved": found.improved,
        "worsened": found.worsened,
    }
    between = say("results.division.between")
    told = [
        say(f"results.changes.{name}", count=len(ids), ids=between.join(ids))
        for name, ids in lists.items()
        if ids
    ]
    return (
        say("results.changes.share", before=before, now=now),
        *(told or [say("results.changes.none")]),
    )
