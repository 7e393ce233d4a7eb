"""What was collected beside the answers: observations, interviews, evidence."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from reportlab.platypus import PageBreak

from model.fieldwork import EvidenceKind
from model.reporting.data import Reader
from model.reporting.flowables import fields, heading
from model.reporting.press import NOTHING
from model.reporting.tables import Column, Row, table
from model.reporting.wordings import date_text

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from model.fieldwork import Evidence, Interview, Observation
    from model.reporting.data import ReportData
    from model.reporting.press import Press

SHORT_DIGEST = 12
PARTS = ("issue", "effect", "recommendation")


def has_observations(data: ReportData) -> bool:
    """Say whether the auditor reports anything."""
    return bool(data.claims.observations)


def has_interviews(data: ReportData) -> bool:
    """Say whether anybody was interviewed."""
    return bool(data.claims.interviews)


def has_evidence(data: ReportData) -> bool:
    """Say whether any proof was collected."""
    return bool(data.claims.evidence)


def observations(data: ReportData, press: Press) -> list[Flowable]:
    """Return a list of the observations, and each on a page of its own where that is wanted."""
    found = _in_order(data)
    is_apart = data.options.one_observation_a_page
    columns = (
        Column(title=press.text("column.number"), width=0.8),
        Column(title=press.text("observations.issue"), width=5.3),
        Column(title=press.text("observations.owner"), width=1.9),
        Column(title=press.text("observations.due"), width=2.2),
        Column(title=press.text("observations.question"), width=1.8),
    )
    rows = [
        Row(
            cells=(
                str(number),
                each.issue or NOTHING,
                each.owner or NOTHING,
                _day(each.due, press),
                each.question_id or NOTHING,
            ),
            below="" if is_apart else _effect_and_advice(each, press),
        )
        for number, each in enumerate(found, start=1)
    ]
    blocks: list[Flowable] = [
        press.set(press.text("observations.intro", count=len(found))),
        table(press, columns, rows),
    ]
    if is_apart:
        for number, each in enumerate(found, start=1):
            blocks += [PageBreak(), *_page(number, each, data, press)]
    return blocks


def interviews(data: ReportData, press: Press) -> list[Flowable]:
    """Return who was asked, when and how, what was sampled, and for which questions."""
    columns = (
        Column(title=press.text("column.number"), width=0.8),
        Column(title=press.text("interviews.name"), width=3.6),
        Column(title=press.text("interviews.role"), width=3.4),
        Column(title=press.text("interviews.day"), width=2.2),
        Column(title=press.text("interviews.setting"), width=2),
    )
    found = sorted(
        data.claims.interviews.values(), key=lambda i: (i.held_on or date.max, i.name, i.role, i.id)
    )
    rows = [
        Row(
            cells=(
                str(number),
                each.name or NOTHING,
                each.role or NOTHING,
                _day(each.held_on, press),
                press.word(f"setting.{each.setting.value}"),
            ),
            below=_of_interview(each, data, press),
        )
        for number, each in enumerate(found, start=1)
    ]
    return [press.set(press.text("interviews.intro")), table(press, columns, rows)]


def evidence(data: ReportData, press: Press) -> list[Flowable]:
    """Return every proof with its origin; one that has expired says so."""
    columns = (
        Column(title=press.text("column.number"), width=0.8),
        Column(title=press.text("evidence.what"), width=3.1),
        Column(title=press.text("evidence.kind"), width=1),
        Column(title=press.text("evidence.method"), width=1.3),
        Column(title=press.text("evidence.day"), width=2.1),
        Column(title=press.text("evidence.by"), width=1.6),
        Column(title=press.text("evidence.until"), width=2.1),
    )
    is_whole = data.options.reader is Reader.AUDITOR
    found = sorted(
        data.claims.evidence.values(), key=lambda e: (e.collected_on or date.max, e.title, e.id)
    )
    rows = [
        Row(
            cells=(
                str(number),
                each.title or NOTHING,
                press.word(f"evidence_kind.{each.kind.value}"),
                press.word(f"method.{each.method.value}"),
                _day(each.collected_on, press),
                each.collected_by or NOTHING,
                _until(each, data, press),
            ),
            below=_of_evidence(each, press, len(each.sha256) if is_whole else SHORT_DIGEST),
        )
        for number, each in enumerate(found, start=1)
    ]
    expired = [e for e in found if _is_expired(e, data)]
    intro = press.reader("auditor.evidence.intro") if is_whole else press.text("evidence.intro")
    if expired:
        intro += press.text("evidence.expired.count", count=len(expired))
    return [press.set(intro), table(press, columns, rows)]


def _in_order(data: ReportData) -> list[Observation]:
    """Return the observations in the order of the questionnaire, free ones last."""
    places = {q.id: place for place, q in enumerate(data.questionnaire.questions)}
    return sorted(
        data.claims.observations.values(),
        key=lambda o: (places.get(o.question_id, len(places)), o.due or date.max, o.issue, o.id),
    )


def _effect_and_advice(each: Observation, press: Press) -> str:
    parts = [("effect", each.effect), ("recommendation", each.recommendation)]
    return "\n".join(press.text(f"observations.{name}.text", text=t) for name, t in parts if t)


def _page(number: int, each: Observation, data: ReportData, press: Press) -> list[Flowable]:
    title = press.text("observations.one", number=number)
    question = data.questionnaire.by_id.get(each.question_id)
    asked = f"{question.id}  {press.say(question.text)}" if question else each.question_id
    pairs = [
        (press.text("observations.question"), asked or NOTHING),
        (press.text("observations.owner"), each.owner or NOTHING),
        (press.text("observations.due"), _day(each.due, press)),
    ]
    blocks: list[Flowable] = [
        *heading(press, title, f"observation-{number}"),
        fields(press, pairs, label_columns=2),
    ]
    for name in PARTS:
        text = getattr(each, name)
        blocks.append(press.set(press.text(f"observations.{name}"), press.styles.band))
        blocks += press.set_lines(text) if text else [press.set(NOTHING)]
    return blocks


def _of_interview(each: Interview, data: ReportData, press: Press) -> str:
    said = (*data.claims.answers.values(), *data.claims.findings.values())
    ids = sorted({answer.question_id for answer in said if answer.interview == each.id})
    lines = [press.text("interviews.sample", sample=each.sample)] if each.sample else []
    if ids:
        lines.append(press.text("interviews.questions", ids=press.text("between").join(ids)))
    return "\n".join(lines)


def _of_evidence(each: Evidence, press: Press, digits: int) -> str:
    lines = []
    if each.kind is EvidenceKind.FILE and each.sha256:
        key = "evidence.digest" if digits < len(each.sha256) else "evidence.digest.whole"
        lines.append(press.text(key, digest=each.sha256[:digits]))
    if each.content:
        lines.append(each.content)
    if each.questions:
        ids = press.text("between").join(each.questions)
        lines.append(press.text("evidence.questions", ids=ids))
    return "\n".join(lines)


def _until(each: Evidence, data: ReportData, press: Press) -> str | tuple[str, ...]:
    if each.expires_on is None:
        return NOTHING
    day = date_text(each.expires_on, press)
    return (day, press.text("evidence.expired")) if _is_expired(each, data) else day


def _is_expired(each: Evidence, data: ReportData) -> bool:
    return data.printed_on is not None and each.is_expired(data.printed_on)


def _day(day: date | None, press: Press) -> str:
    return date_text(day, press) if day else NOTHING
