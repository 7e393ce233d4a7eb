"""Results: the numbers, never mixed, and what is behind each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from model.assessment import Voice
from model.differences import count, differences
from model.evaluation import Grade
from model.facts import Depth
from model.gaps import gaps, open_gaps
from model.rounding import whole
from model.scoring import Range
from model.wording import duty_name, score_state
from ui.presenters.results_card import GapLine, ResultsCard, Tile
from ui.presenters.results_parts import (
    categories,
    categories_text,
    cell_map,
    change_lines,
    headline,
    one,
    strength_lines,
)

if TYPE_CHECKING:
    from fractions import Fraction

    from model.i18n import Catalog
    from model.scoring import DutyScore
    from model.session import AssessmentSession


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
        title = self._catalog.text("results.arithmetic.title")
        self._show_arithmetic(title, responsibility_id=duty_id)

    def explain_number(self, number: str) -> None:
        """Show the arithmetic behind one number: share, range …, or category:ID."""
        names = {line.number: line.name for line in categories(self._session, self._catalog)}
        name = names.get(number) or self._catalog.text(f"results.number.{number}")
        title = self._catalog.text("results.arithmetic.number", name=name)
        self._show_arithmetic(title, number=number)

    def _show_arithmetic(self, title: str, **wanted: str | None) -> None:
        from model.explanation import explain  # noqa: PLC0415  rarely asked for

        lines = explain(
            self._session.matrix,
            self._session.evaluation,
            self._catalog,
            assessment=self._session.heard,
            **wanted,
        )
        close = self._catalog.text("results.arithmetic.close")
        self._view.show_arithmetic(title, close, tuple(lines))

    def use_catalog(self, catalog: Catalog) -> None:
        """Take another language; the next `refresh` speaks it."""
        self._catalog = catalog

    def _card(self) -> ResultsCard:
        say = self._catalog.text
        evaluation = self._session.evaluation
        grade = evaluation.grade
        voices = [(v.value, say(f"results.voice.{v}")) for v in Voice] if self._has_two else []
        gaps = self._gaps()
        lines = categories(self._session, self._catalog)
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
            categories=lines,
            categories_text=categories_text(lines, self._catalog),
            map=cell_map(self._session, self._catalog),
            strengths=strength_lines(self._session, self._catalog),
            changes=change_lines(self._session, self._catalog),
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
        return Tile(number="share", name=say("results.share"), value=value, text=text, range=share)

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
            number="beyond",
            name=self._catalog.text("results.beyond"),
            value=headline(evaluation.beyond.value),
            text=self._catalog.text("results.beyond.text"),
            range=evaluation.beyond,
        )
        return (tile,)

    def _tile(self, name: str, value: Fraction | None) -> Tile:
        return Tile(
            number=name,
            name=self._catalog.text(f"results.{name}"),
            value=headline(value),
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
        state = score_state(score, self._catalog)
        value = one(score.result.value if score.result else None)
        return (
            f"{score.duty.code}  {duty_name(score.duty, self._catalog)}",
            f"{state} · {self._catalog.text('results.capped')}" if score.is_capped else state,
            str(shown.units) if shown else "",
            value,
        )
