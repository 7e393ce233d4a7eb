"""Small wordings that several sections of a report share."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from model import wording
from model.assessment import AnswerState, PlanEntry
from model.evaluation import GRADE_COMPLETENESS
from model.reporting.press import NOTHING, headline
from model.responsibility import Allocation
from model.rounding import one_decimal

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from model.applicability import Duty
    from model.assessment import Answer
    from model.division import DivisionCell
    from model.facts import Depth
    from model.improvement import Horizon, RankedAction
    from model.questionnaire import Question
    from model.reporting.data import ReportData
    from model.reporting.press import Press
    from model.responsibility import Responsibility
    from model.scoring import DutyScore, QuestionLine

EFFORTS = (1, 2, 4, 8, 16)
CRITICAL_MARK = "◆"


def report_title(data: ReportData, press: Press) -> str:
    """Return the title of the whole report."""
    reader = data.options.reader
    return press.reader(f"{reader.value}.title") if reader else press.text("title")


def report_subject(data: ReportData, press: Press) -> str:
    """Return what the whole report is about, in one line."""
    reader = data.options.reader
    say, key = (press.reader, f"{reader.value}.subject") if reader else (press.text, "subject")
    return say(key, organisation=organisation(data, press), service=service(data, press))


def organisation(data: ReportData, press: Press) -> str:
    """Return the name of the organisation, or a stand-in."""
    return data.assessment.organisation or press.text("organisation.unnamed")


def service(data: ReportData, press: Press) -> str:
    """Return the name of the cloud service, or a stand-in."""
    return data.assessment.service.name or press.text("service.unnamed")


def provider(data: ReportData, press: Press) -> str:
    """Return the provider as people call it, or a stand-in."""
    if not data.assessment.service.provider:
        return press.text("provider.unnamed")
    return wording.provider_name(data.assessment.service, press.catalog)


def responsibility_name(responsibility: Responsibility, press: Press) -> str:
    """Return the name of a responsibility, unambiguous."""
    return wording.responsibility_name(responsibility, press.catalog)


def duty_name(duty: Duty, press: Press) -> str:
    """Return the name of a duty, unambiguous."""
    return wording.duty_name(duty, press.catalog)


def asked_depth(data: ReportData) -> Depth:
    """Return the depth that was asked: a questionnaire of lead questions knows one only."""
    depths = data.questionnaire.depths
    return data.assessment.depth if data.assessment.depth in depths else depths[0]


def voice_text(data: ReportData, press: Press) -> str:
    """Say whose answers the numbers follow; empty where only the customer spoke."""
    return press.text(f"voice.{data.voice.value}") if data.voice else ""


def date_text(day: date, press: Press) -> str:
    """Return a date as people of this language write it."""
    return press.text("date", year=day.year, month=day.month, day=day.day)


def horizon_day(horizon: Horizon, data: ReportData) -> date | None:
    """Return the last day of a horizon; None where it is not known when the plan begins."""
    begins_on = data.assessment.plan_day
    return begins_on + timedelta(days=int(horizon.value)) if begins_on else None


def plan_entry(action: RankedAction, data: ReportData) -> PlanEntry:
    """Return what was decided about an action; an empty entry where nothing was."""
    return data.assessment.plan.get(action.id, PlanEntry(action_id=action.id))


def action_title(action: RankedAction, data: ReportData, press: Press) -> str:
    """Return what an action asks for, in one line."""
    return wording.action_title(action.candidate, data.assessment.service, press.catalog)


def effort_text(action: RankedAction, press: Press) -> str:
    """Return how long an action takes; an effort between two words takes the longer one."""
    effort = next((e for e in EFFORTS if e >= action.candidate.effort), EFFORTS[-1])
    return press.word(f"effort.{effort}")


def gain_text(gain: Fraction) -> str:
    """Return a gain with its sign, such as "+9.5"."""
    return f"{'+' if gain >= 0 else '−'}{one_decimal(abs(gain))}"


def answer_text(question: Question, answer: Answer | None, press: Press) -> str:
    """Return an answer in words, without the reason of "not applicable"."""
    if answer is not None and answer.state is AnswerState.NOT_APPLICABLE:
        return press.word("answer.not_applicable")
    return wording.answer_text(question, answer, press.catalog)


def state_text(score: DutyScore, press: Press) -> str:
    """Return what the division leaves to the customer; a duty nobody answered says so."""
    return wording.score_state(score, press.catalog)


def known_text(known_by: int | None, holder: Allocation, press: Press) -> str:
    """Return how the customer knows who holds a responsibility; a must where it is handed over."""
    if known_by is not None:
        return press.word(f"known_by.{known_by}")
    return press.text("known.unstated") if holder is Allocation.PROVIDER else NOTHING


def cell_known_text(cell: DivisionCell, press: Press) -> str:
    """Return how a cell of the division is known; where only the paper speaks, it says so."""
    if cell.proof is not None:
        return press.word(f"proof.{cell.proof}")
    if not cell.deviates:
        return press.text("known.default")
    return known_text(cell.known_by, cell.allocation, press)


def short_id(question: Question) -> str:
    """Return the last part of a question's id, such as "Q1"."""
    return question.id.rpartition("-")[2]


def marked(text: str, question: Question) -> str:
    """Return a text with the sign of a critical question after it."""
    return f"{text} {CRITICAL_MARK}" if question.critical else text


def value_text(line: QuestionLine) -> str:
    """Return v, or a dash where the question is not counted."""
    return "–" if line.value is None else str(line.value)


def by_category(data: ReportData, press: Press) -> list[tuple[str, list[DutyScore]]]:
    """Return every duty under the name of its category, those beyond the paper last."""
    found = [
        (
            press.say(category.name),
            [s for s in data.evaluation.of_paper if s.duty.category_id == category.id],
        )
        for category in data.matrix.categories
    ]
    return [*found, (press.word("extension"), list(data.evaluation.of_extensions))]


def all_asked(data: ReportData, press: Press) -> list[tuple[str, list[DutyScore]]]:
    """Return every duty by category, and last what was asked about the provider's proof."""
    proofs = (press.word("reliance"), list(data.evaluation.of_reliance))
    return [*by_category(data, press), proofs]


def open_critical(data: ReportData) -> tuple[Question, ...]:
    """Return the critical questions of the paper's duties that are still open."""
    return tuple(
        line.question
        for score in data.evaluation.of_paper
        for line in score.lines
        if line.question.critical and line.state is AnswerState.OPEN
    )


def interim_points(data: ReportData) -> list[tuple[str, dict[str, object]]]:
    """Return why there is no grade yet as messages and their values, the plainest first."""
    evaluation = data.evaluation
    points: list[tuple[str, dict[str, object]]] = []
    if evaluation.share.value is None:
        points.append(("empty", {}))
    completeness = evaluation.completeness
    if completeness is None or completeness < GRADE_COMPLETENESS:
        floor = one_decimal(completeness) if completeness is not None else "0"
        points.append(("completeness", {"completeness": floor}))
    if count := len(open_critical(data)):
        points.append(("critical", {"count": count}))
    return points


def interim_reasons(data: ReportData, press: Press) -> list[str]:
    """Say why there is no grade yet, the plainest reason first."""
    return [press.text(f"interim.{key}", **values) for key, values in interim_points(data)]


def range_state(data: ReportData) -> str:
    """Return "nothing" to score, "settled", "unmoved" by what is open, or "open"."""
    share = data.evaluation.share
    if share.low is None or share.high is None:
        return "nothing"
    if share.low != share.high:
        return "open"
    is_open = any(
        line.state is AnswerState.OPEN for score in data.evaluation.of_paper for line in score.lines
    )
    return "unmoved" if is_open else "settled"


def range_text(data: ReportData, press: Press) -> str:
    """Say where the share carried can still end up, and why."""
    share = data.evaluation.share
    key = f"summary.range.{range_state(data)}"
    return press.text(key, low=headline(share.low), high=headline(share.high))
