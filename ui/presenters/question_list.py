"""The list beside a question: the tree of categories, under a filter and a search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.assessment import AnswerState
from model.filters import Looked, QuestionFilter, looked_at, matches
from model.wording import duty_name

if TYPE_CHECKING:
    from model.i18n import Catalog
    from model.scoring import DutyScore, QuestionLine
    from model.session import AssessmentSession
    from ui.presenters.question_parts import QuestionParts


_LEFT = ("open", "carried")
"""States of a question that is still to be looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeLeaf:
    """One question in the tree; its state is done, unknown, not_applicable, open or carried."""

    id: str
    text: str
    state: str
    state_text: str
    is_flagged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeBranch:
    """One category in the tree, with its progress."""

    id: str
    text: str
    progress: str
    leaves: tuple[TreeLeaf, ...]


class QuestionList:
    """The questions that are asked, and which of them the user wants to see."""

    def __init__(self, session: AssessmentSession) -> None:
        self._session = session
        self.wanted = QuestionFilter.ALL
        self.words = ""

    @property
    def is_narrowed(self) -> bool:
        """Say whether some questions are left out."""
        return self.wanted is not QuestionFilter.ALL or bool(self.words)

    def asked(self) -> list[str]:
        """Return the ids of all questions, in their order."""
        return [question.id for question in self._session.evaluation.asked]

    def shown(self, current: str | None = None) -> list[str]:
        """Return the ids that the filter and the search leave, and the one on screen.

        Args:
            current: stays in its place even when it no longer fits; None for none.
        """
        if not self.is_narrowed:
            return self.asked()
        looked = self._looked()
        return [
            line.question.id
            for _, line in self._lines()
            if line.question.id == current or self._fits(line, looked)
        ]

    def filters(self, catalog: Catalog) -> tuple[tuple[str, str], ...]:
        """Return id and words of each filter, with its count; those without sense are left out."""
        looked = self._looked()
        lines = [line for _, line in self._lines()]
        counts = {f: sum(matches(f, line, looked) for line in lines) for f in QuestionFilter}
        left_out = set()
        if looked.previous is None:
            left_out.add(QuestionFilter.CHANGED)
        if not looked.findings:
            left_out.add(QuestionFilter.DISAGREES)
        if self._session.assessment.round.number == 1 and not counts[QuestionFilter.UNCONFIRMED]:
            left_out.add(QuestionFilter.UNCONFIRMED)
        return tuple(
            (f.value, catalog.text(f"questions.filter.{f}", count=count))
            for f, count in counts.items()
            if f not in left_out
        )

    def tree(self, catalog: Catalog, parts: QuestionParts) -> tuple[TreeBranch, ...]:
        """Return the categories that still hold something."""
        looked = self._looked()
        states = {s: catalog.text(f"questions.state.{state_name(s)}") for s in AnswerState}
        flagged, carried = catalog.text("questions.flagged"), catalog.text("rounds.carried.state")
        branches: dict[str, list[TreeLeaf]] = {}
        for score, line in self._lines():
            if self.is_narrowed and not self._fits(line, looked):
                continue
            answer = looked.answers.get(line.question.id)
            is_flagged = answer is not None and answer.flagged
            is_carried = answer is not None and answer.carried
            said = looked.state(line)
            state_text = f"{states[said]}, {carried}" if is_carried else states[said]
            leaf = TreeLeaf(
                id=line.question.id,
                text=_leaf_text(score, line, catalog),
                state="carried" if is_carried else state_name(said),
                state_text=f"{state_text}, {flagged}" if is_flagged else state_text,
                is_flagged=is_flagged,
            )
            branches.setdefault(score.duty.category_id, []).append(leaf)
        return tuple(
            TreeBranch(
                id=category_id,
                text=parts.category_name(category_id),
                progress=catalog.text(
                    "questions.progress",
                    done=sum(leaf.state not in _LEFT for leaf in leaves),
                    count=len(leaves),
                ),
                leaves=tuple(leaves),
            )
            for category_id, leaves in branches.items()
        )

    def _lines(self) -> list[tuple[DutyScore, QuestionLine]]:
        return [(d, line) for d in self._session.evaluation.duties for line in d.lines]

    def _looked(self) -> Looked:
        session = self._session
        return looked_at(session.assessment, session.said, session.previous)

    def _fits(self, line: QuestionLine, looked: Looked) -> bool:
        return matches(self.wanted, line, looked) and self._is_found(line, looked)

    def _is_found(self, line: QuestionLine, looked: Looked) -> bool:
        if not self.words:
            return True
        question = line.question
        said = (looked.claims.get(question.id), looked.findings.get(question.id))
        texts = [question.id, question.text.zh, question.text.en]
        texts += [question.gloss.zh, question.gloss.en] if question.gloss else []
        texts += [text for choice in question.choices for text in (choice.text.zh, choice.text.en)]
        texts += [text for answer in said if answer for text in (answer.note, answer.reason)]
        everything = "\n".join(texts).casefold()
        return all(word in everything for word in self.words.casefold().split())


def _leaf_text(score: DutyScore, line: QuestionLine, catalog: Catalog) -> str:
    """Name a leaf by its duty; by the question where a duty has several."""
    if len(score.lines) == 1:
        return f"{score.duty.code}  {duty_name(score.duty, catalog)}"
    return f"{line.question.id}  {catalog.say(line.question.text)}"


def state_name(state: AnswerState) -> str:
    """Return the name of a state in the messages."""
    return "done" if state is AnswerState.CHOSEN else state.value
