"""Which questions only the provider can answer: what is not settled, assumed or not proved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from model.assessment import AnswerState
from model.division import Authority, DutyState
from model.gaps import sayings
from model.ledger import DivisionGap
from model.reliance import division_of
from model.responsibility import Allocation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.assessment import Assessment
    from model.division import Division, DivisionCell
    from model.language import LocalizedText
    from model.questionnaire import Question, Questionnaire, RelianceGroup
    from model.responsibility import ResponsibilityMatrix

ID = re.compile(r"[A-Za-z0-9_.-]{1,80}/[a-z]{1,20}")
"""What the id of a question looks like: what it is about, and why it is asked."""

_FULLY_KNOWN = 100
_PROOF_SEEN = 75


class AskedWhy(StrEnum):
    """Why the provider is asked, the gravest first.

    UNSETTLED: nobody agreed who holds it. DISPUTED: what was said differs. ASSUMED: the
    provider is believed to hold it, and the contract does not say so. UNPROVED: the paper
    leaves it to the provider, and no proof was seen.
    """

    UNSETTLED = "unsettled"
    DISPUTED = "disputed"
    ASSUMED = "assumed"
    UNPROVED = "unproved"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderQuestion:
    """One question to the provider.

    Attributes:
        cells: the responsibilities that one reply settles; several only where one proof
            covers them all.
        group: that proof; None for a question about one responsibility.
        looks: what the customer will look at in each proof; empty where nothing is known.
        said: who was said to hold it, by what says so; empty unless that differs.
    """

    why: AskedWhy
    cells: tuple[DivisionCell, ...]
    group: RelianceGroup | None = None
    looks: tuple[LocalizedText, ...] = ()
    said: tuple[tuple[Authority, Allocation], ...] = ()

    @property
    def id(self) -> str:
        """Return an id that stays the same as long as the reason does."""
        about = self.group.id if self.group is not None else self.cells[0].id
        return f"{about}/{self.why.value}"

    @property
    def importance(self) -> int:
        """Return W of the gravest responsibility it is about, 1 to 3."""
        return max(cell.responsibility.importance for cell in self.cells)


def provider_questions(
    matrix: ResponsibilityMatrix, questionnaire: Questionnaire, assessment: Assessment
) -> tuple[ProviderQuestion, ...]:
    """Return what to ask the provider, the gravest first; nothing that it answered already.

    A responsibility asked under another one is left out, so that each is asked once.
    """
    division = division_of(matrix, questionnaire, assessment)
    asked = [cell for cell in division.cells if cell.asked_with is None]
    single = [question for cell in asked for question in _about(cell)]
    grouped = list(_unproved(division, questionnaire, assessment))
    order = list(AskedWhy)
    return tuple(sorted([*single, *grouped], key=lambda q: (order.index(q.why), -q.importance)))


def asked_about(
    question_id: str, division: Division, questionnaire: Questionnaire
) -> tuple[DivisionCell, ...]:
    """Return the responsibilities that a reply settles; none where the id is not known here."""
    about, _, why = question_id.rpartition("/")
    if why not in list(AskedWhy):
        return ()
    cell = division.by_id.get(about)
    if cell is not None:
        return (cell,)
    covered = {each for g in questionnaire.reliance if g.id == about for each in g.covers}
    return tuple(
        cell
        for cell in division.cells
        if cell.id in covered
        and cell.default is Allocation.PROVIDER
        and cell.override is None
        and cell.asked_with is None
    )


def _about(cell: DivisionCell) -> Iterator[ProviderQuestion]:
    """Yield the gravest question about one responsibility, if there is any."""
    is_providers = cell.allocation is Allocation.PROVIDER
    is_open = cell.state in (DutyState.ORPHAN, DutyState.PENDING)
    if is_open and not is_providers:
        yield ProviderQuestion(why=AskedWhy.UNSETTLED, cells=(cell,))
    elif {DivisionGap.ORPHANED, DivisionGap.DISPUTED} & set(cell.gaps):
        yield ProviderQuestion(why=AskedWhy.DISPUTED, cells=(cell,), said=sayings(cell))
    elif is_providers and cell.deviates and not _is_answered(cell):
        yield ProviderQuestion(why=AskedWhy.ASSUMED, cells=(cell,))


def _is_answered(cell: DivisionCell) -> bool:
    """Say whether it is beyond doubt, or the provider or the contract confirmed it."""
    if (cell.known_by or 0) >= _FULLY_KNOWN:
        return True
    answers = (Authority.CONTRACT, Authority.PROVIDER_DOCUMENT)
    return any(s.authority in answers and s.allocation is cell.allocation for s in cell.statements)


def _unproved(
    division: Division, questionnaire: Questionnaire, assessment: Assessment
) -> Iterator[ProviderQuestion]:
    """Yield one question for each proof that was not seen, then for duties that none covers."""
    cells = {
        cell.id: cell
        for cell in division.cells
        if cell.asked_with is None and cell.override is None and _relies_on_paper(cell)
    }
    covered: set[str] = set()
    for group in questionnaire.reliance:
        covered |= set(group.covers)
        about = tuple(cell for cell in cells.values() if cell.id in group.covers)
        asked = [q for q in questionnaire.questions if q.responsibility_id == group.id]
        told = [q for q in asked if _applies(q, assessment)]
        if not about or (asked and not told):
            continue
        looks = tuple(q.evidence.look for q in told)
        yield ProviderQuestion(why=AskedWhy.UNPROVED, cells=about, group=group, looks=looks)
    for cell in cells.values():
        if cell.id not in covered:
            yield ProviderQuestion(why=AskedWhy.UNPROVED, cells=(cell,))


def _applies(question: Question, assessment: Assessment) -> bool:
    """Say whether the facts leave a question about a proof, and nobody set it aside."""
    answer = assessment.answers.get(question.id)
    is_set_aside = answer is not None and answer.state is AnswerState.NOT_APPLICABLE
    return all(map(assessment.holds, question.facts)) and not is_set_aside


def _relies_on_paper(cell: DivisionCell) -> bool:
    """Say whether only the paper gives a cell to the provider, and no proof was seen."""
    is_default = cell.allocation is cell.default is Allocation.PROVIDER
    return is_default and not cell.statements and (cell.proof or 0) < _PROOF_SEEN
