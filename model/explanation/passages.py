"""One number on its own: its rules, everything it is made from, and the sum that leads to it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from model.division import DutyState
from model.errors import InputError
from model.overview import CATEGORY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from model.evaluation import Evaluation
    from model.explanation.duty_lines import DutyLines
    from model.explanation.number_lines import NumberLines
    from model.responsibility import Category, ResponsibilityMatrix
    from model.scoring import DutyScore

_SUM_RULES = ("values", "duty", "critical", "handed_over", "orphan", "share")
_DUTY_RULES = {DutyState.HANDED_OVER: ("handed_over",), DutyState.ORPHAN: ("orphan",)}


class Passages:
    """Words one number, or one responsibility, with all that leads to it."""

    def __init__(
        self,
        matrix: ResponsibilityMatrix,
        evaluation: Evaluation,
        duties: DutyLines,
        numbers: NumberLines,
    ) -> None:
        self._matrix = matrix
        self._evaluation = evaluation
        self._duties = duties
        self._numbers = numbers
        self._parts: dict[str, Callable[[], Iterator[str]]] = {
            "share": self._share,
            "range": self._range,
            "verified": self._verified,
            "grade": self._grade,
            "clarity": self._clarity,
            "completeness": self._completeness,
            "orphan_share": self._orphan_share,
            "beyond": self._beyond,
        }

    def of_number(self, name: str) -> Iterator[str]:
        """Return the lines of one number.

        Raises:
            InputError: there is no number of this name.
        """
        if name in self._parts:
            return self._parts[name]()
        for category in self._matrix.categories:
            if name == f"{CATEGORY}{category.id}":
                return self._category(category)
        categories = [f"{CATEGORY}{category.id}" for category in self._matrix.categories]
        allowed = ", ".join([*self._parts, *categories])
        raise InputError("error.no_number", found=name, allowed=allowed)

    def of_responsibility(self, wanted: str) -> Iterator[str]:
        """Return the lines of one responsibility by its id or code.

        Raises:
            InputError: there is no such responsibility in this service model.
        """
        evaluation, numbers = self._evaluation, self._numbers
        for score in (*evaluation.of_paper, *evaluation.of_extensions):
            if wanted in (score.duty.id, score.duty.code) and counts(score):
                rules = _DUTY_RULES.get(score.state, ("values", "duty", "critical"))
                return chain(self._duties.of_duty(score), numbers.rules(*rules))
        for cell in evaluation.division.cells:
            if wanted in (cell.id, cell.responsibility.code):
                return chain(self._duties.of_cell(cell), numbers.rules("clarity"))
        codes = [score.duty.code for score in evaluation.duties if score.low is not None]
        raise InputError("error.no_responsibility", found=wanted, allowed=", ".join(codes[:1]))

    def _share(self) -> Iterator[str]:
        yield from self._summed(self._evaluation.of_paper)
        yield from self._numbers.share()

    def _category(self, category: Category) -> Iterator[str]:
        scores = [s for s in self._evaluation.of_paper if s.duty.category_id == category.id]
        yield from self._summed(scores)
        yield from self._numbers.category(category)

    def _beyond(self) -> Iterator[str]:
        yield from self._numbers.rules("beyond")
        yield from self._summed(self._evaluation.of_extensions)
        yield from self._numbers.beyond()

    def _summed(self, scores: Iterable[DutyScore]) -> Iterator[str]:
        """Word what a sum over duties is made from: letters, rules, and each duty."""
        yield self._numbers.say("rule")
        yield from self._numbers.rules(*_SUM_RULES)
        yield ""
        for score in filter(counts, scores):
            yield from self._duties.of_duty(score)
        yield ""

    def _range(self) -> Iterator[str]:
        yield self._numbers.say("rule")
        yield from self._numbers.rules("range", "critical")
        yield ""
        yield from self._numbers.share()
        yield from self._numbers.range()

    def _verified(self) -> Iterator[str]:
        yield self._numbers.say("rule")
        yield from self._numbers.rules("verified", "critical")
        yield ""
        yield from self._numbers.verified()

    def _grade(self) -> Iterator[str]:
        yield from self._numbers.rules("grade", "critical")
        yield ""
        yield from self._numbers.grade()

    def _clarity(self) -> Iterator[str]:
        yield from self._numbers.rules("clarity")
        yield ""
        yield from self._numbers.clarity()
        yield from self._numbers.reliance()

    def _completeness(self) -> Iterator[str]:
        yield from self._numbers.rules("completeness")
        yield ""
        yield from self._numbers.completeness_parts()
        yield self._numbers.completeness()

    def _orphan_share(self) -> Iterator[str]:
        yield from self._numbers.rules("orphan")
        yield ""
        yield from self._numbers.orphan_parts()
        yield self._numbers.orphans()


def counts(score: DutyScore) -> bool:
    """Say whether there is anything to calculate for a duty."""
    return bool(score.lines) or score.low is not None
