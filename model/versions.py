"""Two versions of a questionnaire: what changed, and an assessment moved to the newer one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from model.assessment import AnswerState

if TYPE_CHECKING:
    from model.assessment import Answer, Assessment
    from model.questionnaire import Question, Questionnaire


class Bump(StrEnum):
    """Which number of a version rises: a meaning changed, something is new, or only words."""

    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is different in a newer version, as ids of questions.

    Attributes:
        added: not in the older version.
        retired: no longer in the newer one.
        revalued: choices, values, weight, critical or conditions changed: an answer may mean
            something else.
        reworded: only words, actions or references changed.
        others: other parts changed, such as title, extensions or proofs.
    """

    added: tuple[str, ...]
    retired: tuple[str, ...]
    revalued: tuple[str, ...]
    reworded: tuple[str, ...]
    others: bool

    def __bool__(self) -> bool:
        """Say whether anything changed."""
        lists = (self.added, self.retired, self.revalued, self.reworded)
        return self.others or any(lists)

    @property
    def bump(self) -> Bump:
        """Return which number of the version has to rise (docs/authoring.md)."""
        if self.retired or self.revalued:
            return Bump.MAJOR
        return Bump.MINOR if self.added or self.others else Bump.PATCH


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An assessment as it would stand with another version.

    Attributes:
        kept: answers taken over.
        reopened: ids of questions whose answer means something else now; their notes stay.
        dropped: ids of questions with an answer that are no longer asked.
    """

    assessment: Assessment
    kept: int
    reopened: tuple[str, ...]
    dropped: tuple[str, ...]


def numbers(version: str) -> tuple[int, ...]:
    """Return a semver as numbers, to compare it."""
    return tuple(int(part) for part in version.split("."))


def changes(old: Questionnaire, new: Questionnaire) -> Changes:
    """Return what is different in `new`, in the order of its questions."""
    both = [(old.by_id[q.id], q) for q in new.questions if q.id in old.by_id]
    return Changes(
        added=tuple(q.id for q in new.questions if q.id not in old.by_id),
        retired=tuple(q.id for q in old.questions if q.id not in new.by_id),
        revalued=tuple(b.id for a, b in both if _meaning(a) != _meaning(b)),
        reworded=tuple(b.id for a, b in both if a != b and _meaning(a) == _meaning(b)),
        others=_rest(old) != _rest(new),
    )


def means_the_same(old: Question, new: Question) -> bool:
    """Say whether an answer to a question counts for as much in another version of it."""
    return _meaning(old) == _meaning(new)


def bumped(version: str, part: Bump) -> str:
    """Return the version that follows, such as 1.3.0 after 1.2.4 and a minor bump."""
    major, minor, patch = numbers(version)
    match part:
        case Bump.MAJOR:
            return f"{major + 1}.0.0"
        case Bump.MINOR:
            return f"{major}.{minor + 1}.0"
        case Bump.PATCH:
            return f"{major}.{minor}.{patch + 1}"


def move(assessment: Assessment, old: Questionnaire, new: Questionnaire) -> Move:
    """Return an assessment as it would stand with a newer version of its questionnaire.

    An answer stays where the question and what was chosen still mean the same. Where they do
    not, the question is open again and its note stays. Nothing is saved here.
    """
    answers: dict[str, Answer] = {}
    reopened, dropped = [], []
    for key, answer in assessment.answers.items():
        question = new.by_id.get(key)
        if question is None:
            dropped.append(key)
        elif key not in old.by_id or _stands(answer, old.by_id[key], question):
            answers[key] = answer
        else:
            reopened.append(key)
            answers[key] = replace(answer, state=AnswerState.OPEN, choices=(), reason="")
    known = {action.id for question in new.questions for action in question.actions}
    before = {action.id for question in old.questions for action in question.actions}
    moved = replace(
        assessment,
        questionnaire_version=new.version,
        answers=answers,
        plan={key: e for key, e in assessment.plan.items() if key in known or key not in before},
    )
    return Move(
        assessment=moved,
        kept=len(answers) - len(reopened),
        reopened=tuple(reopened),
        dropped=tuple(dropped),
    )


def _stands(answer: Answer, old: Question, new: Question) -> bool:
    """Say whether an answer means the same: what was chosen is there, and worth as much.

    Boxes stand only where all of them are the same: one that is new was never offered.
    """
    if answer.state is not AnswerState.CHOSEN:
        return True
    before, now = _worth(old), _worth(new)
    if old.is_list or new.is_list:
        return old.kind is new.kind and before == now
    return all(before.get(choice) == now.get(choice) for choice in answer.choices)


def _worth(question: Question) -> dict[str, int]:
    return {choice.id: choice.value for choice in question.choices}


def _meaning(question: Question) -> tuple[object, ...]:
    return (
        question.responsibility_id,
        question.kind,
        question.lead,
        question.weight,
        question.critical,
        question.critical_boxes,
        question.facts,
        tuple((choice.id, choice.value) for choice in question.choices),
    )


def _rest(questionnaire: Questionnaire) -> Questionnaire:
    return replace(questionnaire, version="", digest="", retired=(), questions=())
