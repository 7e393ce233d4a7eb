"""Two rounds and the trend in words; the window and the command line share them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.round_comparison import Group
from model.rounding import one_decimal, round_half_up, whole
from model.rounds import Break, day_of, unconfirmed
from model.wording import answer_text, duty_name

if TYPE_CHECKING:
    from fractions import Fraction

    from model.i18n import Catalog
    from model.questionnaire import Question
    from model.round_comparison import DutyChange, QuestionChange, RoundComparison
    from model.rounds import SeenRound, TrendPoint
    from model.scoring import QuestionLine, Range

GROUPS = tuple(Group)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberChange:
    """One number in both rounds, and in words how it changed."""

    name: str
    before: str
    after: str
    change: str


def round_name(seen: SeenRound, catalog: Catalog, file: str = "") -> str:
    """Return number, day and state of a round; for one of a file, the file first."""
    say, day = catalog.text, day_of(seen.assessment)
    state = say(f"word.status.{seen.assessment.status.state}")
    values = {"number": seen.assessment.round.number, "state": state}
    if day is not None:
        name = say("rounds.name", day=day.isoformat(), **values)
    else:
        name = say("rounds.name.undated", **values)
    return say("rounds.name.file", file=file, name=name) if file else name


def overlap_text(comparison: RoundComparison, catalog: Catalog) -> str:
    """Say first how far the two rounds stand on the same questions."""
    overlap = comparison.overlap
    return catalog.text(
        "rounds.overlap",
        before=overlap.asked_before,
        after=overlap.asked_after,
        both=overlap.asked_both,
        compared=overlap.compared,
    )


def limit_texts(comparison: RoundComparison, catalog: Catalog) -> tuple[str, ...]:
    """Say what cannot be compared and why, and what was not confirmed."""
    lines = _services(comparison, catalog)
    lines += [_break_text(each, comparison, catalog) for each in comparison.breaks]
    if comparison.before.matrix.id != comparison.after.matrix.id:
        lines.append(catalog.text("rounds.limit.matrix"))
    for name in ("before", "after"):
        seen: SeenRound = getattr(comparison, name)
        waiting = len(unconfirmed(seen.assessment.answers, seen.evaluation.asked))
        if waiting:
            lines.append(catalog.text(f"rounds.limit.unconfirmed.{name}", count=waiting))
    return tuple(lines)


def number_changes(comparison: RoundComparison, catalog: Catalog) -> tuple[NumberChange, ...]:
    """Return the numbers of both rounds, first those that can be compared."""
    old, new = comparison.before.evaluation, comparison.after.evaluation
    overlap, say = comparison.overlap, catalog.text
    is_same = overlap.asked_before == overlap.asked_both == overlap.asked_after
    is_same = is_same and not comparison.breaks
    apart = "" if is_same else say("rounds.change.apart")
    grades = tuple(each.grade.value if each.grade else "" for each in (old, new))
    return (
        _points("rounds.number.overlap", overlap.share_before, overlap.share_after, catalog),
        NumberChange(
            name=say("rounds.number.share"),
            before=range_text(old.share, catalog),
            after=range_text(new.share, catalog),
            change=apart or _change(old.share.value, new.share.value, catalog),
        ),
        NumberChange(
            name=say("rounds.number.grade"),
            before=grades[0] or say("rounds.interim"),
            after=grades[1] or say("rounds.interim"),
            change=say("rounds.change.none") if grades[0] == grades[1] else "",
        ),
        _points("word.clarity", old.clarity, new.clarity, catalog),
        _points("word.completeness", old.completeness, new.completeness, catalog),
        _gaps(comparison, catalog),
    )


def range_text(share: Range, catalog: Catalog) -> str:
    """Return a number with what it can still become."""
    if share.value is None or share.low is None or share.high is None:
        return catalog.text("rounds.no_value")
    if share.low == share.high:
        return one_decimal(share.value)
    low, high = whole(share.low), whole(share.high)
    return catalog.text("rounds.range", value=one_decimal(share.value), low=low, high=high)


def value_text(value: Fraction | None, catalog: Catalog) -> str:
    """Return a number with one decimal, or that there is none."""
    return catalog.text("rounds.no_value") if value is None else one_decimal(value)


def question_texts(
    change: QuestionChange, comparison: RoundComparison, catalog: Catalog
) -> tuple[str, str, str]:
    """Return a question and what was said to it in either round."""
    head = change.question.id
    if change.reason is not None:
        head = f"{head} · {catalog.text(f'rounds.reason.{change.reason}')}"
    return (
        f"{head}\n{catalog.say(change.question.text)}",
        _said(change.before, comparison.before, catalog),
        _said(change.after, comparison.after, catalog),
    )


def duty_texts(change: DutyChange, catalog: Catalog) -> tuple[str, str, str]:
    """Return a responsibility and its value in either round."""
    head = f"{change.duty.code}  {duty_name(change.duty, catalog)}"
    if change.reason is not None:
        head = f"{head}\n{catalog.text(f'rounds.reason.{change.reason}')}"
    return (head, value_text(change.before, catalog), value_text(change.after, catalog))


def trend_notes(point: TrendPoint, catalog: Catalog) -> tuple[str, ...]:
    """Say what keeps a round from being read as going on from the one before."""
    say, seen = catalog.text, point.seen
    notes = []
    if point.missing:
        notes.append(say("rounds.trend.missing", numbers=_numbers(point.missing, catalog)))
    notes += [say(f"rounds.trend.break.{each}", now=_now(each, seen)) for each in point.breaks]
    if seen.evaluation.open_count:
        notes.append(say("rounds.trend.open", count=seen.evaluation.open_count))
    waiting = len(unconfirmed(seen.assessment.answers, seen.evaluation.asked))
    if waiting:
        notes.append(say("rounds.trend.unconfirmed", count=waiting))
    return tuple(notes)


def _services(comparison: RoundComparison, catalog: Catalog) -> list[str]:
    """Say where the two are not of one service; files of other services can be compared too."""
    named = [
        catalog.text("rounds.service", organisation=each.organisation, name=each.service.name)
        for each in (comparison.before.assessment, comparison.after.assessment)
    ]
    if named[0] == named[1]:
        return []
    return [catalog.text("rounds.limit.service", before=named[0], after=named[1])]


def _numbers(numbers: tuple[int, ...], catalog: Catalog) -> str:
    if len(numbers) > 1:
        return catalog.text("rounds.trend.from_to", first=numbers[0], last=numbers[-1])
    return str(numbers[0])


def _now(why: Break, seen: SeenRound) -> str:
    return {
        Break.QUESTIONNAIRE: f"{seen.questionnaire.id} {seen.questionnaire.version}",
        Break.VERSION: seen.questionnaire.version,
        Break.MODEL: seen.assessment.service.model.label,
        Break.DEPTH: "",
    }[why]


def _break_text(why: Break, comparison: RoundComparison, catalog: Catalog) -> str:
    before, after = comparison.before, comparison.after
    values: dict[str, object] = {"before": _now(why, before), "after": _now(why, after)}
    if why is Break.VERSION and comparison.versions is not None:
        found = comparison.versions
        values |= {
            "added": len(found.added),
            "retired": len(found.retired),
            "revalued": len(found.revalued),
        }
    elif why is Break.VERSION:
        return catalog.text("rounds.limit.version.same", **values)
    elif why is Break.MODEL:
        for group in (Group.NEW, Group.GONE):
            values[group.value] = sum(each.group is group for each in comparison.duties)
    elif why is Break.DEPTH:
        depths = (before.assessment.depth, after.assessment.depth)
        was, now = (catalog.text(f"rounds.depth.{depth}") for depth in depths)
        values = {"before": was, "after": now}
    return catalog.text(f"rounds.limit.{why}", **values)


def _gaps(comparison: RoundComparison, catalog: Catalog) -> NumberChange:
    old, new = comparison.before.evaluation, comparison.after.evaluation
    closed, opened = len(comparison.gaps_closed), len(comparison.gaps_opened)
    is_same = not closed and not opened
    return NumberChange(
        name=catalog.text("rounds.number.gaps"),
        before=str(len(old.critical_gaps)),
        after=str(len(new.critical_gaps)),
        change=catalog.text("rounds.change.none")
        if is_same
        else catalog.text("rounds.change.gaps", closed=closed, opened=opened),
    )


def _points(
    key: str, before: Fraction | None, after: Fraction | None, catalog: Catalog
) -> NumberChange:
    return NumberChange(
        name=catalog.text(key),
        before=value_text(before, catalog),
        after=value_text(after, catalog),
        change=_change(before, after, catalog),
    )


def _change(before: Fraction | None, after: Fraction | None, catalog: Catalog) -> str:
    """Return the difference of what is shown, so that the three texts of a line add up."""
    if before is None or after is None:
        return catalog.text("rounds.change.unknown")
    by = round_half_up(after, 1) - round_half_up(before, 1)
    if not by:
        return catalog.text("rounds.change.none")
    return catalog.text(f"rounds.change.{'up' if by > 0 else 'down'}", by=f"{abs(by):f}")


def _said(line: QuestionLine | None, seen: SeenRound, catalog: Catalog) -> str:
    if line is None:
        return catalog.text("rounds.not_asked")
    question: Question = line.question
    text = answer_text(question, seen.assessment.answers.get(question.id), catalog)
    if line.value is None:
        return text
    return catalog.text("rounds.said", value=line.value, answer=text)
