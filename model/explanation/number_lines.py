"""The arithmetic of each number of an evaluation, line by line."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from model.assessment import AnswerState
from model.division import DEFAULT_CLARITY, DutyState
from model.evaluation import GRADE_COMPLETENESS, Grade
from model.explanation.duty_lines import exact, labelled, proved, shown
from model.rounding import one_decimal
from model.wording import responsibility_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from model.assessment import Assessment
    from model.evaluation import Evaluation
    from model.explanation.duty_lines import DutyLines
    from model.i18n import Catalog
    from model.responsibility import Category, Responsibility, ResponsibilityMatrix
    from model.scoring import DutyScore, Range, Weighed

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
        duties: DutyLines,
    ) -> None:
        self._matrix = matrix
        self._evaluation = evaluation
        self._catalog = catalog
        self._assessment = assessment
        self._duties = duties

    def say(self, key: str, **values: object) -> str:
        """Return one message of this area."""
        return self._catalog.text(f"explain.{key}", **values)

    def rules(self, *names: str) -> Iterator[str]:
        """Word rules of the score, each by its name."""
        for name in names:
            yield self.say(
                "rule.named", name=self.say(f"rule.{name}.name"), text=self.say(f"rule.{name}")
            )

    def share(self) -> Iterator[str]:
        """Word the share carried."""
        parts = [score.result for score in self._evaluation.of_paper]
        yield from self._sum(self.say("name.share"), self._evaluation.share.value, parts)

    def range(self) -> Iterator[str]:
        """Word both ends of the share carried, and what moves them."""
        scores = self._evaluation.of_paper
        names = self.say("name.low"), self.say("name.high")
        yield from self._bounds(names, self._evaluation.share, scores)

    def _bounds(
        self, names: tuple[str, str], number: Range, scores: Sequence[DutyScore]
    ) -> Iterator[str]:
        if number.value is not None and number.low == number.high == number.value:
            yield self.say("settled", value=one_decimal(number.value))
            return
        for score in scores:
            yield from self._duties.of_bounds(score)
        yield from self._sum(names[0], number.low, [s.low for s in scores])
        yield from self._sum(names[1], number.high, [s.high for s in scores])

    def category(self, category: Category) -> Iterator[str]:
        """Word the share carried in one category, with its range."""
        number = self._evaluation.categories[category.id]
        scores = [s for s in self._evaluation.of_paper if s.duty.category_id == category.id]
        name = self._catalog.say(category.name)
        yield from self._sum(name, number.value, [score.result for score in scores])
        names = self.say("category.low", name=name), self.say("category.high", name=name)
        yield from self._bounds(names, number, scores)

    def beyond(self) -> Iterator[str]:
        """Word the number beyond the paper."""
        parts = [score.result for score in self._evaluation.of_extensions]
        yield from self._sum(self.say("name.beyond"), self._evaluation.beyond.value, parts)

    def _sum(
        self, name: str, value: Fraction | None, parts: Iterable[Weighed | None]
    ) -> Iterator[str]:
        """Return a quotient written out: the sums, then the number."""
        counted = [part for part in parts if part is not None]
        if value is None:
            yield self.say("nothing", name=name)
            return
        units = sum(part.units for part in counted)
        earned = sum((part.units * part.value for part in counted), Fraction(0))
        yield self.say(
            "sum",
            name=name,
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

    def completeness_parts(self) -> Iterator[str]:
        """Word how much of each duty is answered."""
        for score in self._evaluation.of_paper:
            if score.low is not None and score.total_weight:
                yield self.say(
                    "completeness.part",
                    duty=labelled(score, self._catalog),
                    units=score.low.units,
                    done=score.done_weight,
                    total=score.total_weight,
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
        cells: dict[int, list[Responsibility]] = defaultdict(list)
        for cell in self._evaluation.division.cells:
            cells[cell.clarity].append(cell.responsibility)
        groups = sorted(
            (clarity, len(found), sum(each.importance for each in found))
            for clarity, found in cells.items()
        )
        for clarity, count, total in groups:
            meaning = self.say(f"clarity.{clarity}")
            yield self.say(
                "clarity.part", clarity=clarity, meaning=meaning, count=count, total=total
            )
            yield self.say("clarity.members", members=self._members(cells[clarity]))
        yield self.say(
            "clarity",
            products=" + ".join(f"{total}×{clarity}" for clarity, _, total in groups),
            earned=sum(total * clarity for clarity, _, total in groups),
            weights=sum(total for _, _, total in groups),
            value=shown(self._evaluation.clarity),
        )

    def _members(self, found: Iterable[Responsibility]) -> str:
        return self.say("between").join(
            self.say(
                "clarity.member",
                name=each.code or responsibility_name(each, self._catalog),
                importance=each.importance,
            )
            for each in found
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

    def orphan_parts(self) -> Iterator[str]:
        """Word the weight of each duty that nobody holds."""
        for score in self._evaluation.of_paper:
            if score.state is DutyState.ORPHAN and score.result is not None:
                duty = labelled(score, self._catalog)
                yield self.say("orphans.part", duty=duty, units=score.result.units)

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
        for score in scores:
            yield from self._duties.of_proved(score)
        yield from self._sum(self.say("name.verified"), value, parts)

    def grade(self) -> Iterator[str]:
        """Word the grade, why it is not another, and what it is made from."""
        yield self._grade()
        evaluation = self._evaluation
        none, between = self.say("none"), self.say("between")
        codes = {score.duty.id: score.duty.code for score in evaluation.of_paper}
        yield self.say(
            "grade.facts",
            share=_shown(evaluation.share.value, none),
            completeness=_shown(evaluation.completeness, none),
            gaps=between.join(evaluation.critical_gaps) or none,
            orphans=between.join(codes[each] for each in evaluation.orphans) or none,
        )

    def _grade(self) -> str:
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


def _shown(value: Fraction | None, nothing: str) -> str:
    return nothing if value is None else shown(value)
