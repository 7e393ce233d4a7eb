"""Results: the numbers, never mixed, and what is behind each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from model.assessment import Voice
from model.differences import count, differences
from model.evaluation import Grade
from model.facts import Depth
from model.gaps import gaps, open_gaps
from model.rounding import one_decimal, whole
from model.scoring import Range
from model.wording import duty_name

if TYPE_CHECKING:
    from fractions import Fraction

    from model.i18n import Catalog
    from model.scoring import DutyScore
    from model.session import AssessmentSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One number with its name, its bounds and what it means."""

    name: str
    value: str
    text: str
    range: Range


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """One critical gap: the question, its duty and the reason it is critical."""

    question_id: str
    duty: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsCard:
    """Everything the page shows.

    Attributes:
        voices: id and name of each voice the numbers can follow; empty where only one spoke.
        voice: whose answers these numbers follow.
        voice_text: the same in words, and how often the two differ; empty as above.
        share: the headline; its value is empty while nothing counts.
        grade: the grade and what it means, or that the result is interim and why.
        grade_tone: good, warning or danger.
        division_gaps: how many gaps of the division are open, by kind; empty for none.
        bars: name and range of each category that the customer has something in.
        bars_text: the same in words, for screen readers.
        duties: id and cells of each row of the table.
    """

    words: dict[str, str]
    is_empty: bool
    voices: tuple[tuple[str, str], ...]
    voice: str
    voice_text: str
    share: Tile
    grade: str
    grade_text: str
    grade_tone: str
    verified: str
    orphans: str
    division_gaps: str
    depth: str
    tiles: tuple[Tile, ...]
    gaps_title: str
    gaps: tuple[GapLine, ...]
    bars: tuple[tuple[str, Range], ...]
    bars_text: str
    headings: tuple[str, ...]
    duties: tuple[tuple[str, tuple[str, ...]], ...]


_TONES = {Grade.A: "good", Grade.B: "good", Grade.C: "warning", Grade.D: "danger"}


class ResultsView(Protocol):
    """What the presenter asks of the page."""

    def show_card(self, card: ResultsCard) -> None: ...
    def show_arithmetic(self, title: str, close: str, lines: tuple[str, ...]) -> None: ...


class ResultsPresenter:
    """Runs the results page."""

    def __init__(self, session: AssessmentSession, catalog: Catalog, view: ResultsView) -> None:
        self._session = session
        self._catalog = catalog
        self._view = view

    def refresh(self) -> None:
        """Show the numbers as they stand."""
        self._view.show_card(self._card())

    def use_voice(self, voice: str) -> None:
        """Let every number follow the customer's claims, or the auditor's findings."""
        self._session.speak_as(Voice(voice))
        self.refresh()

    def explain(self, duty_id: str | None = None) -> None:
        """Show the arithmetic behind one duty, or behind everything."""
        from model.explanation import explain  # noqa: PLC0415  rarely asked for

        lines = explain(
            self._session.matrix,
            self._session.evaluation,
            self._catalog,
            responsibility_id=duty_id,
            assessment=self._session.heard,
        )
        self._view.show_arithmetic(
            self._catalog.text("results.arithmetic.title"),
            self._catalog.text("results.arithmetic.close"),
            tuple(lines),
        )

    def use_catalog(self, catalog: Catalog) -> None:
        """Take another language; the next `refresh` speaks it."""
        self._catalog = catalog

    def _card(self) -> ResultsCard:
        say = self._catalog.text
        evaluation = self._session.evaluation
        grade = evaluation.grade
        voices = [(v.value, say(f"results.voice.{v}")) for v in Voice] if self._has_two else []
        gaps = self._gaps()
        bars = tuple(
            (self._catalog.say(category.name), evaluation.categories[category.id])
            for category in self._session.matrix.categories
            if evaluation.categories[category.id].high is not None
        )
        orphans = evaluation.orphan_share
        return ResultsCard(
            words=self._catalog.messages("results"),
            is_empty=evaluation.open_count == len(evaluation.asked) and not orphans,
            voices=tuple(voices),
            voice=self._session.voice.value,
            voice_text=self._voice_text(),
            share=self._share(),
            grade=say("results.grade", grade=grade.value) if grade else say("results.interim"),
            grade_text=say(f"results.grade.{grade}") if grade else say("results.interim.open"),
            grade_tone=_TONES[grade] if grade else "warning",
            verified=self._verified(),
            orphans=say("results.orphans", share=whole(orphans)) if orphans else "",
            division_gaps=self._division_gaps(),
            depth=self._depth(),
            tiles=self._tiles(),
            gaps_title=say("results.gaps"),
            gaps=gaps,
            bars=bars,
            bars_text=say(
                "results.chart.name",
                text=", ".join(f"{name} {_one(r.value)}" for name, r in bars),
            ),
            headings=tuple(
                say(f"results.column.{name}") for name in ("duty", "state", "units", "value")
            ),
            duties=tuple(
                (d.duty.id, self._row(d))
                for d in (*evaluation.of_paper, *evaluation.of_extensions)
                if d.low
            ),
        )

    @property
    def _has_two(self) -> bool:
        return bool(self._session.assessment.findings)

    def _voice_text(self) -> str:
        if not self._has_two:
            return ""
        found = count(differences(self._session.questionnaire, self._session.assessment))
        return self._catalog.text(
            f"results.voice.{self._session.voice}.text",
            examined=found.examined,
            differing=found.differing,
        )

    def _division_gaps(self) -> str:
        say = self._catalog.text
        division = self._session.evaluation.division
        found = open_gaps(gaps(division, self._session.assessment.accepted))
        kinds = say("results.division.between").join(
            say("results.division.kind", name=say(f"word.gap.{kind}"), count=count)
            for kind, count in found.items()
        )
        return say("results.division", count=sum(found.values()), kinds=kinds) if found else ""

    def _depth(self) -> str:
        is_express = self._session.assessment.depth is Depth.EXPRESS
        has_more = len(self._session.questionnaire.depths) > 1
        return self._catalog.text("results.express") if is_express or not has_more else ""

    def _share(self) -> Tile:
        say = self._catalog.text
        share = self._session.evaluation.share
        if share.value is None or share.low is None or share.high is None:
            text = say("results.share.none")
        elif share.low == share.high:
            text = say("results.share.exact")
        else:
            text = say("results.share.range", low=whole(share.low), high=whole(share.high))
        value = "" if share.value is None else whole(share.value)
        return Tile(name=say("results.share"), value=value, text=text, range=share)

    def _verified(self) -> str:
        evaluation = self._session.evaluation
        if evaluation.verified is None or evaluation.share.value is None:
            return ""
        is_found = self._session.voice is Voice.AUDITOR
        return self._catalog.text(
            "results.verified.found" if is_found else "results.verified",
            verified=whole(evaluation.verified),
            share=whole(evaluation.share.value),
        )

    def _tiles(self) -> tuple[Tile, ...]:
        evaluation = self._session.evaluation
        return (
            self._tile("clarity", evaluation.clarity),
            self._tile("completeness", evaluation.completeness),
            *self._beyond(),
        )

    def _beyond(self) -> tuple[Tile, ...]:
        """Return the number beyond the paper; nothing where the questionnaire has none."""
        evaluation = self._session.evaluation
        if not evaluation.of_extensions:
            return ()
        tile = Tile(
            name=self._catalog.text("results.beyond"),
            value=_whole(evaluation.beyond.value),
            text=self._catalog.text("results.beyond.text"),
            range=evaluation.beyond,
        )
        return (tile,)

    def _tile(self, name: str, value: Fraction | None) -> Tile:
        return Tile(
            name=self._catalog.text(f"results.{name}"),
            value=_whole(value),
            text=self._catalog.text(f"results.{name}.text"),
            range=Range(value=value, low=value, high=value, units=0),
        )

    def _gaps(self) -> tuple[GapLine, ...]:
        lines = []
        names = {
            d.duty.id: duty_name(d.duty, self._catalog) for d in self._session.evaluation.duties
        }
        for question_id in self._session.evaluation.critical_gaps:
            question = self._session.questionnaire.by_id[question_id]
            reason = question.critical_reason or question.why
            lines.append(
                GapLine(
                    question_id=question_id,
                    duty=names[question.responsibility_id],
                    text=self._catalog.say(question.text),
                    reason=self._catalog.say(reason),
                )
            )
        return tuple(lines)

    def _row(self, score: DutyScore) -> tuple[str, ...]:
        shown = score.result or score.low
        state = self._catalog.text(f"word.state.{score.state}")
        value = _one(score.result.value if score.result else None)
        return (
            f"{score.duty.code}  {duty_name(score.duty, self._catalog)}",
            f"{state} · {self._catalog.text('results.capped')}" if score.is_capped else state,
            str(shown.units) if shown else "",
            value,
        )


def _one(value: Fraction | None) -> str:
    return "–" if value is None else one_decimal(value)


def _whole(value: Fraction | None) -> str:
    return "–" if value is None else whole(value)
