"""The arithmetic of each number of an evaluation, line by line."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from model.assessment import AnswerState
from model.division import DEFAULT_CLARITY, DutyState
from model.evaluation import GRADE_COMPLETENESS, Grade
from model.explanation.duty_lines import exact, proved, shown
from model.rounding import one_decimal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from model.assessment import Assessment
    from model.evaluation import Evaluation
    from model.i18n import Catalog
    from model.responsibility import ResponsibilityMatrix
    from model.scoring import Weighed

_GAPS_FOR = {Grade.C: 1, Grade.D: 3}
"""Critical gaps that alone lead to a grade."""


class NumberLines:
    """Words the arithmetic of each number of an evaluation."""

    def __init__(
        self,
        matrix: ResponsibilityMatrix,
        evaluation: Evaluation,
        catalog: Catalog,
        assessment: Assessment | None,
    ) -> None:
        self._matrix = matrix
        self._evaluation = evaluation
        self._catalog = catalog
        self._assessment = assessment

    def say(self, key: str, **values: object) -> str:
        """Return one message of this area."""
        return self._catalog.text(f"explain.{key}", **values)

    def share(self) -> Iterator[str]:
        """Word the share carried and its range."""
        share = self._evaluation.share
        scores = self._evaluation.of_paper
        yield from self._sum("share", share.value, [s.result for s in scores])
        if share.value is not None and share.low == share.high == share.value:
            yield self.say("settled", value=one_decimal(share.value))
            return
        yield from self._sum("low", share.low, [s.low for s in scores])
        yield from self._sum("high", share.high, [s.high for s in scores])

    def beyond(self) -> Iterator[str]:
        """Word the number beyond the paper."""
        scores = self._evaluation.of_extensions
        yield from self._sum("beyond", self._evaluation.beyond.value, [s.result for s in scores])

    def _sum(
        self, key: str, value: Fraction | None, parts: Iterable[Weighed | None]
    ) -> Iterator[str]:
        """Return a quotient written out: the sums, then the number."""
        counted = [part for part in parts if part is not None]
        if value is None:
            yield self.say("nothing", name=self.say(f"name.{key}"))
            return
        units = sum(part.units for part in counted)
        earned = sum((part.units * part.value for part in counted), Fraction(0))
        yield self.say(
            "sum",
            name=self.say(f"name.{key}"),
            products=" + ".join(f"{part.units}×{exact(part.value)}" for part in counted),
            parts=" + ".join(str(part.units) for part in counted),
            earned=exact(earned),
            units=units,
            value=shown(value),
        )

    def categories(self) -> Iterator[str]:
        """Word the share carried in each category."""
        for category in self._matrix.categories:
            number = self._evaluation.categories[category.id]
            if number.value is not None:
                yield self.say(
                    "category",
                    name=self._catalog.say(category.name),
                    earned=exact(number.value * number.units),
                    units=number.units,
                    value=shown(number.value),
                )

    def completeness(self) -> str:
        """Word completeness."""
        value = self._evaluation.completeness
        counted = [
            (score.low.units, score.done_weight, score.total_weight)
            for score in self._evaluation.of_paper
            if score.low is not None and score.total_weight
        ]
        if value is None:
            return self.say("nothing", name=self.say("name.completeness"))
        done = sum((Fraction(units * part, whole) for units, part, whole in counted), Fraction(0))
        return self.say(
            "completeness",
            products=" + ".join(f"{units}×{part}/{whole}" for units, part, whole in counted),
            done=exact(done),
            units=sum(units for units, _, _ in counted),
            value=shown(value),
        )

    def clarity(self) -> Iterator[str]:
        """Word clarity."""
        weights: dict[int, list[int]] = defaultdict(list)
        for cell in self._evaluation.division.cells:
            weights[cell.clarity].append(cell.responsibility.importance)
        groups = sorted((clarity, len(found), sum(found)) for clarity, found in weights.items())
        for clarity, count, total in groups:
            meaning = self.say(f"clarity.{clarity}")
            yield self.say(
                "clarity.part", clarity=clarity, meaning=meaning, count=count, total=total
            )
        yield self.say(
            "clarity",
            products=" + ".join(f"{total}×{clarity}" for clarity, _, total in groups),
            earned=sum(total * clarity for clarity, _, total in groups),
            weights=sum(total for _, _, total in groups),
            value=shown(self._evaluation.clarity),
        )

    def reliance(self) -> Iterator[str]:
        """Word what the customer has seen of the provider's proof."""
        for score in self._evaluation.of_reliance:
            for line in score.lines:
                yield self.say(
                    "reliance",
                    id=line.question.id,
                    name=self._catalog.say(score.duty.name),
                    clarity=line.value or DEFAULT_CLARITY,
                )

    def orphans(self) -> str:
        """Word the orphan share."""
        evaluation = self._evaluation
        if evaluation.orphan_share is None:
            return self.say("nothing", name=self.say("name.orphans"))
        units = sum(
            score.result.units
            for score in evaluation.of_paper
            if score.state is DutyState.ORPHAN and score.result is not None
        )
        return self.say(
            "orphans",
            units=units,
            total=evaluation.share.units,
            value=shown(evaluation.orphan_share),
        )

    def verified(self) -> Iterator[str]:
        """Word the verified share."""
        value = self._evaluation.verified
        if value is None:
            yield self.say("nothing", name=self.say("name.verified"))
            return
        yield self.say("verified", value=shown(value))
        if self._assessment is None:
            return
        scores = self._evaluation.of_paper
        parts = [proved(score, self._assessment.answers) for score in scores]
        for score, part in zip(scores, parts, strict=True):
            if part is not None and part != score.result:
                yield self.say(
                    "verified.part",
                    code=score.duty.code,
                    units=part.units,
                    value=shown(part.value),
                )
        yield from self._sum("verified", value, parts)

    def grade(self) -> str:
        """Word the grade, and why it is not another."""
        evaluation = self._evaluation
        if evaluation.grade is None:
            return self._interim()
        gaps = len(evaluation.critical_gaps)
        by_gaps = gaps >= _GAPS_FOR.get(evaluation.grade, gaps + 1)
        return self.say(
            f"grade.{evaluation.grade}" + (".gaps" if by_gaps else ""),
            share=one_decimal(evaluation.share.value or Fraction(0)),
            gaps=gaps,
        )

    def _interim(self) -> str:
        evaluation = self._evaluation
        if evaluation.share.value is None or evaluation.completeness is None:
            return self.say("interim.nothing")
        critical = [
            line.question.id
            for score in evaluation.of_paper
            for line in score.lines
            if line.question.critical and line.state is AnswerState.OPEN
        ]
        if critical:
            return self.say("interim.critical", ids=", ".join(critical))
        return self.say(
            "interim.completeness",
            value=one_decimal(evaluation.completeness),
            wanted=exact(GRADE_COMPLETENESS),
        )
