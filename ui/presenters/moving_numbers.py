"""The numbers of a move: now, then, and in words how they change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.moving import falls_on
from model.rounding import whole

if TYPE_CHECKING:
    from fractions import Fraction

    from model.evaluation import Evaluation
    from model.i18n import Catalog
    from model.moving import Move


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberLine:
    """One number now and then, and in words how it changes."""

    name: str
    now: str
    then: str
    change: str


def number_lines(move: Move, catalog: Catalog) -> tuple[NumberLine, ...]:
    """Return share carried, clarity, completeness, and the counts."""
    before, after = move.before, move.after
    return (
        _points("word.share", before.share.value, after.share.value, catalog),
        _points("word.clarity", before.clarity, after.clarity, catalog),
        _points("word.completeness", before.completeness, after.completeness, catalog),
        *(
            _counted(f"whatif.number.{name}", was, would_be, catalog)
            for (name, was), (_, would_be) in zip(_counts(before), _counts(after), strict=True)
        ),
    )


def coverage_text(move: Move, catalog: Catalog) -> str:
    """Say how much of what would be asked is answered, and what the share can still become."""
    part = move.coverage
    if part is None:
        return catalog.text("whatif.nothing_asked")
    return catalog.text(
        "whatif.coverage",
        percent=whole(part),
        answered=move.answered,
        asked=move.asked,
        range=_range(move, catalog),
    )


def _range(move: Move, catalog: Catalog) -> str:
    share = move.after.share
    if share.low is None or share.high is None or share.low == share.high:
        is_whole = move.answered == move.asked
        return catalog.text("whatif.all_answered" if is_whole else "whatif.settled")
    return catalog.text("whatif.range", low=whole(share.low), high=whole(share.high))


def _counts(evaluation: Evaluation) -> tuple[tuple[str, int], ...]:
    return (
        ("critical", len(evaluation.critical_gaps)),
        ("orphans", len(evaluation.orphans)),
        ("duties", sum(falls_on(cell) for cell in evaluation.division.cells)),
        ("questions", len(evaluation.asked)),
    )


def _points(key: str, now: Fraction | None, then: Fraction | None, catalog: Catalog) -> NumberLine:
    name, none = catalog.text(key), catalog.text("whatif.no_value")
    if now is None or then is None:
        texts = [none if value is None else whole(value) for value in (now, then)]
        return NumberLine(
            name=name, now=texts[0], then=texts[1], change=catalog.text("whatif.change.unknown")
        )
    was, would_be = whole(now), whole(then)
    points = int(would_be) - int(was)
    change = _change("points", points, catalog)
    return NumberLine(name=name, now=was, then=would_be, change=change)


def _counted(key: str, now: int, then: int, catalog: Catalog) -> NumberLine:
    change = _change("count", then - now, catalog)
    return NumberLine(name=catalog.text(key), now=f"{now}", then=f"{then}", change=change)


def _change(kind: str, by: int, catalog: Catalog) -> str:
    if not by:
        return catalog.text("whatif.change.none")
    way = "up" if by > 0 else "down"
    return catalog.text(f"whatif.change.{kind}_{way}", by=abs(by))
