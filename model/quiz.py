"""A quiz on who holds what: forms drawn from the matrix and the incidents, seeded (pure)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import cycle
from random import Random
from typing import TYPE_CHECKING

from model.assessment import AgreedOption
from model.awareness import Awareness, Truth, awareness_of, judge, truth_of, weight_of
from model.belief import Belief
from model.division import divide
from model.errors import InputError
from model.incidents import Failing
from model.responsibility import Allocation
from model.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from model.belief import BeliefHolder
    from model.division import DivisionCell
    from model.incidents import Incident, IncidentShelf
    from model.responsibility import NegotiationOption, ResponsibilityMatrix, ServiceModel

FORM_LENGTH = 30
"""Questions of a form."""

INCIDENT_SHARE = 5
"""About one question in so many is told as an incident."""

LARGEST_SEED = 999_999
"""Seeds of forms that people make, from 1 on: as long as can be copied from paper by hand."""

FULLY_KNOWN = 100

_NUMBER = re.compile(r"\s*([ab]?)\s*[-\u2010-\u2015\u2212]?\s*0*([0-9]{1,6})\s*")
_FAILS = {
    Failing.CUSTOMER: (Truth.CUSTOMER, Truth.SHARED),
    Failing.PROVIDER: (Truth.PROVIDER, Truth.SHARED),
    Failing.EITHER: tuple(Truth),
}
"""Whose part fails in a story that fits who holds the duty."""


class Form(StrEnum):
    """Two forms of equal difficulty: one before, one after."""

    BEFORE = "a"
    AFTER = "b"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormNumber:
    """What a form is called, and made again from.

    Attributes:
        seed: 1 to `LARGEST_SEED`.
    """

    form: Form
    seed: int

    @property
    def text(self) -> str:
        """Return the number as it is printed, such as "A-004711"."""
        return f"{self.form.value.upper()}-{self.seed:06d}"


def read_number(text: str, form: Form) -> FormNumber:
    """Return a number as people type it; without a letter it is that of `form`.

    Raises:
        InputError: it is no number of a form.
    """
    found = _NUMBER.fullmatch(folded(text))
    if found is None or not 1 <= int(found[2]) <= LARGEST_SEED:
        raise InputError("error.quiz_number", example=FormNumber(form=form, seed=4711).text)
    return FormNumber(form=Form(found[1]) if found[1] else form, seed=int(found[2]))


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizItem:
    """One question: who holds this duty, in this model, under this option?

    Attributes:
        option: what was agreed; None where the duty is not negotiable.
        incident: the story it is asked with; None for a plain question.
        truth: the answer.
        weight: g of the awareness rule.
    """

    cell: DivisionCell
    model: ServiceModel
    option: NegotiationOption | None
    incident: Incident | None
    truth: Truth
    weight: int

    @property
    def id(self) -> str:
        """Return an id that is the same in every form."""
        option = self.option.id if self.option else ""
        return f"{self.cell.id}:{self.model.value}:{option}"

    @property
    def category_id(self) -> str:
        """Return the category of the duty."""
        return self.cell.responsibility.category_id

    @property
    def stratum(self) -> tuple[str, Truth]:
        """Return what makes two questions as hard as each other: category and answer."""
        return (self.category_id, self.truth)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizAnswer:
    """What somebody said, and whether they were sure."""

    item_id: str
    holder: BeliefHolder
    is_sure: bool


def items(matrix: ResponsibilityMatrix) -> tuple[QuizItem, ...]:
    """Return every question that the matrix gives, in its order.

    A negotiable duty is asked once for each option; a duty asked under another is left out.
    """
    return tuple(_items(matrix))


def draw(
    matrix: ResponsibilityMatrix, incidents: IncidentShelf, seed: int, form: Form
) -> tuple[QuizItem, ...]:
    """Draw a form of `FORM_LENGTH` questions; the same seed draws the same form again.

    Both forms of a seed have as many questions of each category with each answer, share no
    question, and none asks twice for the same duty in the same model. The categories differ
    by one question at most.
    """
    chance = Random(seed)  # noqa: S311  a form, not a secret
    pairs = _pairs(items(matrix), chance)
    drawn = [pair[0] if form is Form.BEFORE else pair[1] for pair in pairs]
    told = _told(drawn, incidents, matrix, chance)
    order = Random(f"{seed}{form.value}")  # noqa: S311
    order.shuffle(told)
    return tuple(told)


def result(form: Iterable[QuizItem], answers: Mapping[str, QuizAnswer]) -> Awareness:
    """Judge the answers to a form; a question without an answer is left out."""
    return awareness_of(
        judge(
            Belief(
                responsibility_id=item.cell.id,
                holder=answers[item.id].holder,
                is_sure=answers[item.id].is_sure,
            ),
            item.truth,
            item.weight,
        )
        for item in form
        if item.id in answers
    )


def _items(matrix: ResponsibilityMatrix) -> Iterator[QuizItem]:
    for model in matrix.models:
        for cell in divide(matrix, model, {}, {}).cells:
            if cell.asked_with is None and cell.allocation is not Allocation.NEGOTIABLE:
                yield _item(cell, model, None)
        for negotiation in matrix.negotiations_of(model):
            duty = matrix.negotiated(negotiation.id, model)
            for option in negotiation.options:
                agreed = AgreedOption(
                    negotiation_id=negotiation.id, option=option.id, known_by=FULLY_KNOWN
                )
                division = divide(matrix, model, {negotiation.id: agreed}, {})
                yield _item(division.by_id[duty.id], model, option)


def _item(cell: DivisionCell, model: ServiceModel, option: NegotiationOption | None) -> QuizItem:
    return QuizItem(
        cell=cell,
        model=model,
        option=option,
        incident=None,
        truth=truth_of(cell),
        weight=weight_of(cell),
    )


def _pairs(every: Iterable[QuizItem], chance: Random) -> list[tuple[QuizItem, QuizItem]]:
    """Draw pairs of equal difficulty, one category after the other in turn."""
    left: dict[str, list[tuple[QuizItem, QuizItem]]] = {}
    pool = list(every)
    chance.shuffle(pool)
    waiting: dict[tuple[object, ...], QuizItem] = {}
    for item in pool:
        other = waiting.pop((*item.stratum, item.weight), None)
        if other is None:
            waiting[(*item.stratum, item.weight)] = item
        else:
            left.setdefault(item.category_id, []).append((other, item))
    drawn: list[tuple[QuizItem, QuizItem]] = []
    order = sorted(left)
    chance.shuffle(order)
    turns = cycle(order)
    while len(drawn) < FORM_LENGTH and any(left.values()):
        if candidates := left[next(turns)]:
            drawn.append(_next(candidates, drawn))
    return drawn


def _next(
    candidates: list[tuple[QuizItem, QuizItem]], drawn: list[tuple[QuizItem, QuizItem]]
) -> tuple[QuizItem, QuizItem]:
    """Take the pair whose duties, and whose answer, were asked least so far."""
    duties = [Counter(pair[side].cell.id for pair in drawn) for side in (0, 1)]
    answers = Counter(pair[0].stratum for pair in drawn)

    def asked(pair: tuple[QuizItem, QuizItem]) -> tuple[int, int]:
        return (
            sum(duties[side][pair[side].cell.id] for side in (0, 1)),
            answers[pair[0].stratum],
        )

    best = min(candidates, key=asked)
    candidates.remove(best)
    return best


def _told(
    drawn: Iterable[QuizItem],
    incidents: IncidentShelf,
    matrix: ResponsibilityMatrix,
    chance: Random,
) -> list[QuizItem]:
    """Tell about one question in `INCIDENT_SHARE` as an incident that touches its duty."""
    told: list[QuizItem] = []
    used: set[str] = set()
    wanted = FORM_LENGTH // INCIDENT_SHARE
    for item in drawn:
        fitting = [
            incident
            for incident in incidents.incidents
            if incident.id not in used and _fits(incident, item, matrix)
        ]
        if len(used) < wanted and fitting:
            incident = chance.choice(fitting)
            used.add(incident.id)
            told.append(replace(item, incident=incident))
        else:
            told.append(item)
    return told


def _fits(incident: Incident, item: QuizItem, matrix: ResponsibilityMatrix) -> bool:
    """Say whether a story can be told with a question without misleading about its answer.

    It happens in the service model, its heaviest duty exists there, whose part fails agrees
    with who holds the duty, and nothing was agreed that the story may contradict.
    """
    if item.option is not None or item.model not in incident.models:
        return False
    duty = next((d for d in incident.duties if d.responsibility_id == item.cell.id), None)
    if duty is None or item.truth not in _FAILS[duty.failing]:
        return False
    heaviest = matrix.by_id[incident.duties[0].responsibility_id]
    return heaviest.allocation[item.model] is not Allocation.ABSENT
