"""Two rounds of a service side by side: what both asked, and what became of each of it (pure)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from model.assessment import AnswerState
from model.division import DutyState
from model.facts import Depth
from model.rounds import breaks
from model.scoring import score_duty, total
from model.versions import changes, means_the_same

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from model.applicability import Duty
    from model.questionnaire import Question
    from model.rounds import Break, SeenRound
    from model.scoring import DutyScore, QuestionLine
    from model.versions import Changes


class Group(StrEnum):
    """How a question or a responsibility stands in the later round; each is in exactly one."""

    IMPROVED = "improved"
    WORSENED = "worsened"
    NEW = "new"
    GONE = "gone"
    UNCHANGED = "unchanged"
    APART = "apart"


class Reason(StrEnum):
    """Why something is only in one round, or in both and cannot be compared.

    QUESTIONNAIRE: the other version, or the other questionnaire, has it not. DEPTH: the other
    round asked one question a duty. FACTS: what the service has or is rules it out there.
    DIVISION: there it does not fall on the customer. MEANING: it means something else.
    UNANSWERED, NOT_APPLICABLE: so in one of the rounds. OTHER_QUESTIONS: the rounds share no
    question about it that both answered. MATRIX: the rounds follow two divisions.
    """

    QUESTIONNAIRE = "questionnaire"
    DEPTH = "depth"
    FACTS = "facts"
    DIVISION = "division"
    MEANING = "meaning"
    UNANSWERED = "unanswered"
    NOT_APPLICABLE = "not_applicable"
    OTHER_QUESTIONS = "other_questions"
    MATRIX = "matrix"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionChange:
    """One question in two rounds.

    Attributes:
        question: as the later round asks it; as the earlier did where it is gone.
        reason: why it is in one round only, or cannot be compared; None where it can.
        before, after: None where that round does not ask it.
    """

    question: Question
    group: Group
    reason: Reason | None
    before: QuestionLine | None
    after: QuestionLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyChange:
    """One responsibility, extension or proof in two rounds.

    Attributes:
        duty: as the later round has it; as the earlier had where it is gone.
        reason: as for a question.
        before, after: its value by what both rounds answered, 0 to 100; where it is in one
            round only, or cannot be compared, its own value there. None where it has none.
    """

    duty: Duty
    group: Group
    reason: Reason | None
    before: Fraction | None
    after: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """How far two rounds stand on the same questions.

    Attributes:
        asked_before, asked_after, asked_both: numbers of questions.
        compared: those that both asked, that mean the same, and that both answered.
        share_before, share_after: share carried by those alone, 0 to 100; None where nothing
            counts in both.
    """

    asked_before: int
    asked_after: int
    asked_both: int
    compared: int
    share_before: Fraction | None
    share_after: Fraction | None


@dataclass(frozen=True, kw_only=True)
class RoundComparison:
    """Two rounds side by side.

    Attributes:
        breaks: why they do not stand on the same questions; empty where they do.
        versions: what is different between their questionnaires; None where nothing is.
        questions, duties: those of the later round in its order, then those gone.
    """

    before: SeenRound
    after: SeenRound
    breaks: tuple[Break, ...]
    versions: Changes | None
    overlap: Overlap
    questions: tuple[QuestionChange, ...]
    duties: tuple[DutyChange, ...]

    @property
    def gaps_closed(self) -> tuple[str, ...]:
        """Return the ids of critical gaps that only the earlier round has."""
        now = set(self.after.evaluation.critical_gaps)
        return tuple(g for g in self.before.evaluation.critical_gaps if g not in now)

    @property
    def gaps_opened(self) -> tuple[str, ...]:
        """Return the ids of critical gaps that only the later round has."""
        then = set(self.before.evaluation.critical_gaps)
        return tuple(g for g in self.after.evaluation.critical_gaps if g not in then)


def compare_rounds(before: SeenRound, after: SeenRound) -> RoundComparison:
    """Compare two rounds: every question and responsibility of either, and what they share."""
    common = _common(before, after)
    kept = {key for key in common if _is_said(before, key) and _is_said(after, key)}
    then, now = _restricted(before, kept), _restricted(after, kept)
    both = _comparable(then, now, before, after)
    return RoundComparison(
        before=before,
        after=after,
        breaks=breaks(before, after),
        versions=_versions(before, after),
        overlap=Overlap(
            asked_before=len(before.lines),
            asked_after=len(after.lines),
            asked_both=len(before.lines.keys() & after.lines.keys()),
            compared=len(kept),
            share_before=_share(before, then, both),
            share_after=_share(after, now, both),
        ),
        questions=_questions(before, after, common),
        duties=_duties(before, after, then, now, both),
    )


def _versions(before: SeenRound, after: SeenRound) -> Changes | None:
    if before.questionnaire is after.questionnaire:
        return None
    found = changes(before.questionnaire, after.questionnaire)
    return found if found else None


def _common(before: SeenRound, after: SeenRound) -> set[str]:
    """Return the questions that both rounds ask and that mean the same in both.

    Within one questionnaire an id never changes its owner; in another one the same id can be
    another question, so there the words must be the same too.
    """
    if before.questionnaire is after.questionnaire:
        return before.lines.keys() & after.lines.keys()
    is_same = before.questionnaire.id == after.questionnaire.id
    return {
        key
        for key in before.lines.keys() & after.lines.keys()
        if means_the_same(before.lines[key].question, after.lines[key].question)
        and (is_same or before.lines[key].question.text == after.lines[key].question.text)
    }


def _is_said(seen: SeenRound, question_id: str) -> bool:
    return seen.lines[question_id].state is not AnswerState.OPEN


def _restricted(seen: SeenRound, kept: set[str]) -> dict[str, DutyScore]:
    """Return every duty that counts, scored by some of its questions alone."""
    answers = seen.assessment.answers
    return {
        key: score_duty(_with_only(score.duty, kept), answers) for key, score in seen.duties.items()
    }


def _with_only(duty: Duty, kept: set[str]) -> Duty:
    return replace(duty, questions=tuple(q for q in duty.questions if q.id in kept))


def _comparable(
    then: Mapping[str, DutyScore],
    now: Mapping[str, DutyScore],
    before: SeenRound,
    after: SeenRound,
) -> set[str]:
    """Return the duties that have a value in both rounds by what both answered."""
    if before.matrix.id != after.matrix.id:
        return set()
    return {
        key
        for key in then.keys() & now.keys()
        if then[key].result is not None and now[key].result is not None
    }


def _share(seen: SeenRound, scores: Mapping[str, DutyScore], both: set[str]) -> Fraction | None:
    of_paper = [d.duty.id for d in seen.evaluation.of_paper if d.duty.id in both]
    return total([scores[key] for key in of_paper]).value


def _questions(before: SeenRound, after: SeenRound, common: set[str]) -> tuple[QuestionChange, ...]:
    found = []
    for key in dict.fromkeys((*after.lines, *before.lines)):
        old, new = before.lines.get(key), after.lines.get(key)
        if old is None and new is not None:
            group: Group = Group.NEW
            reason: Reason | None = _why_not_asked(new.question, before)
        elif old is not None and new is None:
            group, reason = Group.GONE, _why_not_asked(old.question, after)
        else:
            assert old is not None  # noqa: S101  one of the rounds asks it
            assert new is not None  # noqa: S101
            group, reason = _moved(old, new, is_same=key in common)
        shown = new or old
        assert shown is not None  # noqa: S101
        found.append(
            QuestionChange(
                question=shown.question, group=group, reason=reason, before=old, after=new
            )
        )
    return tuple(found)


def _moved(old: QuestionLine, new: QuestionLine, *, is_same: bool) -> tuple[Group, Reason | None]:
    if not is_same:
        return Group.APART, Reason.MEANING
    if old.state is new.state and old.value is None:
        return Group.UNCHANGED, None
    if old.value is None or new.value is None:
        is_open = AnswerState.OPEN in (old.state, new.state)
        return Group.APART, Reason.UNANSWERED if is_open else Reason.NOT_APPLICABLE
    # A list can lose a critical box and gain others worth as much.
    rank = (old.value, not old.is_critical_gap), (new.value, not new.is_critical_gap)
    return _by_value(*rank), None


def _by_value(old: object, new: object) -> Group:
    if old == new:
        return Group.UNCHANGED
    return Group.IMPROVED if new > old else Group.WORSENED  # type: ignore[operator]  # both alike


def _why_not_asked(question: Question, other: SeenRound) -> Reason:
    """Return why a round does not ask a question of another round."""
    there = other.questionnaire.by_id.get(question.id)
    if there is None:
        return Reason.QUESTIONNAIRE
    if not there.lead and other.assessment.depth is Depth.EXPRESS:
        return Reason.DEPTH
    if not all(other.assessment.holds(fact) for fact in there.facts):
        return Reason.FACTS
    return Reason.DIVISION


def _duties(
    before: SeenRound,
    after: SeenRound,
    then: Mapping[str, DutyScore],
    now: Mapping[str, DutyScore],
    both: set[str],
) -> tuple[DutyChange, ...]:
    found = []
    for key in dict.fromkeys((*after.duties, *before.duties)):
        old, new = before.duties.get(key), after.duties.get(key)
        shown = new or old
        assert shown is not None  # noqa: S101  one of the rounds has it
        values = (_value(old), _value(new))
        reason: Reason | None = None
        if key in both:
            values = (_value(then[key]), _value(now[key]))
            group = _by_value(*values)
        elif old is None:
            group, reason = Group.NEW, _why_no_duty(shown, before)
        elif new is None:
            group, reason = Group.GONE, _why_no_duty(shown, after)
        elif before.matrix.id != after.matrix.id:
            group, reason = Group.APART, Reason.MATRIX
        elif old.lines == new.lines and old.state is new.state:
            group = Group.UNCHANGED  # neither has a value, for the same reason
        else:
            group, reason = Group.APART, _why_apart(old, new)
        found.append(
            DutyChange(
                duty=shown.duty, group=group, reason=reason, before=values[0], after=values[1]
            )
        )
    return tuple(found)


def _why_apart(old: DutyScore, new: DutyScore) -> Reason:
    """Return why the values of a duty that counts in both rounds say nothing about each other."""
    if DutyState.PENDING in (old.state, new.state):
        return Reason.UNANSWERED
    return Reason.OTHER_QUESTIONS if old.state is new.state else Reason.DIVISION


def _value(score: DutyScore | None) -> Fraction | None:
    return score.result.value if score is not None and score.result is not None else None


def _why_no_duty(score: DutyScore, other: SeenRound) -> Reason:
    """Return why a duty of another round does not count in a round."""
    there = next((d for d in other.evaluation.duties if d.duty.id == score.duty.id), None)
    if there is None:
        is_known = score.duty.id in other.questionnaire.extension_by_id
        is_known = is_known or score.duty.id in other.questionnaire.reliance_by_id
        in_matrix = score.duty.id in other.matrix.by_id
        return Reason.DIVISION if is_known or in_matrix else Reason.QUESTIONNAIRE
    if not there.lines:
        return Reason.QUESTIONNAIRE if not _asks_about(there, other) else Reason.FACTS
    return Reason.NOT_APPLICABLE


def _asks_about(score: DutyScore, other: SeenRound) -> bool:
    questions = other.questionnaire.questions
    return any(q.responsibility_id == score.duty.id for q in questions)
