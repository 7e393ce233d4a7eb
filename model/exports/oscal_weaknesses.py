"""What is weak: every shortfall that an action, the division or the auditor speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.assessment import ActionState
from model.gaps import gaps
from model.ledger import DivisionGap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from model.exports.oscal_items import Item
    from model.fieldwork import Observation
    from model.gaps import Gap
    from model.questionnaire import Question
    from model.reporting.data import ReportData
    from model.scoring import DutyScore, QuestionLine

_UNHELD = (DivisionGap.ORPHANED, DivisionGap.ASSUMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weakness:
    """One risk of the documents; exactly one of `line`, `gap`, `duty`, `observation` is its cause.

    Attributes:
        key: tells it apart from every other weakness of the assessment.
        line: an answer that falls short.
        gap: something that is not settled in the division.
        duty: a duty whose hand-over is not, or was not, in writing.
        observation: what the auditor reported.
        score: the duty it belongs to; None where it belongs to none.
        items: the actions against it, in the order of the plan.
    """

    key: str
    line: QuestionLine | None = None
    gap: Gap | None = None
    duty: DutyScore | None = None
    observation: Observation | None = None
    score: DutyScore | None = None
    items: tuple[Item, ...] = ()

    @property
    def question(self) -> Question | None:
        """Return the question that shows it; None where no question does."""
        return self.line.question if self.line else None

    @property
    def duty_id(self) -> str | None:
        """Return the id of the duty it belongs to; None where it belongs to none."""
        return self.score.duty.id if self.score else None

    @property
    def accepting(self) -> Item | None:
        """Return the first action whose risk was accepted."""
        left = (item for item in self.items if not item.is_reached)
        return next((item for item in left if item.state is ActionState.ACCEPTED), None)

    @property
    def status(self) -> str:
        """Return the status as OSCAL names it.

        Closed is only what the answers no longer show, whatever was ticked as done.
        """
        if self.gap is not None and not self.gap.is_open:
            return "deviation-approved"
        left = [item.state for item in self.items if not item.is_reached]
        if self.items and not left:
            return "closed"
        if left and set(left) == {ActionState.ACCEPTED}:
            return "deviation-approved"
        if {ActionState.DOING, ActionState.DONE} & set(left):
            return "remediating"
        return "open"


def weaknesses(data: ReportData, found: Iterable[Item]) -> tuple[Weakness, ...]:
    """Return every weakness once, in the order of the questionnaire, the division, the audit.

    Those of answers: each that has an action or is a critical gap. Those of the division: each
    gap (an orphaned duty is one), and each hand-over that an action is about.
    """
    against: dict[str, tuple[Item, ...]] = {}
    gap_of_duty = _gap_keys(data)
    for item in found:
        key = _weakness_key(item, gap_of_duty)
        against[key] = (*against.get(key, ()), item)
    return (
        *_of_answers(data, against),
        *_of_division(data, against),
        *_of_auditor(data),
    )


def _gap_keys(data: ReportData) -> Mapping[str, str]:
    """Return the key of the gap that says why nobody holds a duty, by the duty's id."""
    found = gaps(data.evaluation.division, data.claims.accepted)
    return {g.cell.id: f"gap/{g.id}" for g in reversed(found) if g.kind in _UNHELD}


def _weakness_key(item: Item, gap_of_duty: Mapping[str, str]) -> str:
    """Return the key of the weakness that an action is against."""
    question = item.candidate.question
    if question is not None:
        return f"question/{question.id}"
    duty_id = item.candidate.duty.id
    return gap_of_duty.get(duty_id, f"duty/{duty_id}")


def _of_answers(data: ReportData, against: Mapping[str, tuple[Item, ...]]) -> Iterator[Weakness]:
    for score in data.evaluation.duties:
        for each in score.lines:
            key = f"question/{each.question.id}"
            if key in against or each.question.id in score.critical_gaps:
                yield Weakness(key=key, line=each, score=score, items=against.get(key, ()))


def _of_division(data: ReportData, against: Mapping[str, tuple[Item, ...]]) -> Iterator[Weakness]:
    scores = {score.duty.id: score for score in data.evaluation.duties}
    for gap in gaps(data.evaluation.division, data.claims.accepted):
        key = f"gap/{gap.id}"
        score = scores.get(gap.cell.id)
        yield Weakness(key=key, gap=gap, score=score, items=against.get(key, ()))
    for score in data.evaluation.duties:
        key = f"duty/{score.duty.id}"
        if key in against:
            yield Weakness(key=key, duty=score, score=score, items=against[key])


def _of_auditor(data: ReportData) -> Iterator[Weakness]:
    scores = {line.question.id: s for s in data.evaluation.duties for line in s.lines}
    for key, seen in sorted(data.claims.observations.items()):
        score = scores.get(seen.question_id)
        yield Weakness(key=f"observation/{key}", observation=seen, score=score)
