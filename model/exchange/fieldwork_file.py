"""Interviews, evidence, observations, round and status in an assessment file, both ways."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from model.assessment import AssessmentState, Round, Seal, Status
from model.errors import AppError
from model.fieldwork import Evidence, EvidenceKind, Interview, Method, Observation, Setting
from model.schema import shown
from model.text import NOTE_LENGTH, clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from model.assessment import Assessment

TITLE_LENGTH = 255

Record = dict[str, Any]


class PlacedError(Exception):
    """Something is wrong at a place of the file; the caller knows which file."""

    def __init__(self, place: str, what: AppError) -> None:
        super().__init__(place)
        self.place = place
        self.what = what


def moment(raw: str | None, place: str) -> datetime | None:
    """Return a moment with its offset; None where none is given.

    Raises:
        PlacedError: there is no such day or time.
    """
    if raw is None:
        return None
    try:
        return datetime.fromisoformat(raw)
    except ValueError:
        raise PlacedError(place, AppError("error.field.moment", found=shown(raw))) from None


def interviews(top: Record) -> dict[str, Interview]:
    """Return the interviews of a file; PlacedError where one is wrong."""
    return {
        key: Interview(
            id=key,
            name=clean_line(raw.get("name", "")),
            role=clean_line(raw.get("role", "")),
            held_on=day(raw, "held_on", f"interviews › {key}"),
            setting=Setting(raw.get("setting", Setting.ON_SITE)),
            sample=clean(raw.get("sample", "")),
        )
        for key, raw in sorted(top.get("interviews", {}).items())
    }


def evidence(top: Record, questions: Container[str]) -> dict[str, Evidence]:
    """Return the evidence of a file; PlacedError where one is wrong."""
    return {
        key: _evidence(key, raw, questions) for key, raw in sorted(top.get("evidence", {}).items())
    }


def observations(top: Record, questions: Container[str]) -> dict[str, Observation]:
    """Return the observations of a file; PlacedError where one is wrong."""
    return {
        key: _observation(key, raw, questions)
        for key, raw in sorted(top.get("observations", {}).items())
    }


def round_of(top: Record) -> Round:
    """Return which round a file holds."""
    raw = top.get("round", {})
    return Round(
        number=int(raw.get("number", 1)),
        previous=raw.get("previous", ""),
        reason=clean(raw.get("reason", "")),
    )


def status(top: Record) -> Status:
    """Return how far the assessment of a file is; PlacedError where its seal is wrong."""
    raw = top.get("status", {})
    seal = raw.get("seal")
    sealed_at = moment(seal["sealed_at"], "status › seal › sealed_at") if seal else None
    return Status(
        state=AssessmentState(raw.get("state", AssessmentState.DRAFT)),
        seal=None
        if sealed_at is None
        else Seal(
            sha256=seal["sha256"],
            sealed_at=sealed_at,
            sealed_by=clean_line(seal.get("sealed_by", "")),
        ),
    )


def record_of(assessment: Assessment) -> Record:
    """Return what a file says of all this; what holds its default is left out."""
    parts: Record = {
        "interviews": {k: _interview_record(v) for k, v in assessment.interviews.items()},
        "evidence": {k: _evidence_record(v) for k, v in assessment.evidence.items()},
        "observations": {k: _observation_record(v) for k, v in assessment.observations.items()},
        "round": _round_record(assessment.round),
        "status": _status_record(assessment.status),
        "origin": assessment.origin,
    }
    return {key: value for key, value in parts.items() if value}


def _evidence(key: str, raw: Record, questions: Container[str]) -> Evidence:
    place = f"evidence › {key}"
    kind = EvidenceKind(raw["kind"])
    if kind is EvidenceKind.FILE and "sha256" not in raw:
        raise PlacedError(f"{place} › sha256", AppError("error.field.missing"))
    for question in raw.get("questions", ()):
        _check_question(question, questions, f"{place} › questions")
    return Evidence(
        id=key,
        kind=kind,
        title=clean_line(raw.get("title", ""), TITLE_LENGTH),
        content=clean(raw.get("content", ""), NOTE_LENGTH),
        sha256=raw.get("sha256", ""),
        size=int(raw.get("size", 0)),
        method=Method(raw.get("method", Method.EXAMINE)),
        collected_on=day(raw, "collected_on", place),
        collected_by=clean_line(raw.get("collected_by", "")),
        expires_on=day(raw, "expires_on", place),
        questions=tuple(sorted(raw.get("questions", ()))),
    )


def _observation(key: str, raw: Record, questions: Container[str]) -> Observation:
    place = f"observations › {key}"
    if raw.get("question"):
        _check_question(raw["question"], questions, f"{place} › question")
    return Observation(
        id=key,
        question_id=raw.get("question", ""),
        issue=clean(raw.get("issue", "")),
        effect=clean(raw.get("effect", "")),
        recommendation=clean(raw.get("recommendation", "")),
        owner=clean_line(raw.get("owner", "")),
        due=day(raw, "due", place),
    )


def _check_question(question: str, known: Container[str], place: str) -> None:
    if question not in known:
        raise PlacedError(place, AppError("error.field.unknown_question"))


def day(raw: Mapping[str, Any], name: str, place: str) -> date | None:
    """Return a day of a record; None where it has none, PlacedError where there is none such."""
    if name not in raw:
        return None
    try:
        return date.fromisoformat(raw[name])
    except ValueError:
        what = AppError("error.field.date", found=shown(raw[name]))
        raise PlacedError(f"{place} › {name}", what) from None


def _interview_record(interview: Interview) -> Record:
    return told(
        name=interview.name,
        role=interview.role,
        held_on=_iso(interview.held_on),
        setting="" if interview.setting is Setting.ON_SITE else interview.setting.value,
        sample=interview.sample,
    )


def _evidence_record(proof: Evidence) -> Record:
    return {"kind": proof.kind.value} | told(
        title=proof.title,
        content=proof.content,
        sha256=proof.sha256,
        size=proof.size,
        method="" if proof.method is Method.EXAMINE else proof.method.value,
        collected_on=_iso(proof.collected_on),
        collected_by=proof.collected_by,
        expires_on=_iso(proof.expires_on),
        questions=list(proof.questions),
    )


def _observation_record(observation: Observation) -> Record:
    return told(
        question=observation.question_id,
        issue=observation.issue,
        effect=observation.effect,
        recommendation=observation.recommendation,
        owner=observation.owner,
        due=_iso(observation.due),
    )


def _round_record(turn: Round) -> Record:
    number = 0 if turn.number == 1 else turn.number
    return told(number=number, previous=turn.previous, reason=turn.reason)


def _status_record(given: Status) -> Record:
    seal = given.seal
    sealed: Record = {}
    if seal is not None:
        sealed = {"sha256": seal.sha256, "sealed_at": seal.sealed_at.isoformat()}
        sealed |= told(sealed_by=seal.sealed_by)
    state = "" if given.state is AssessmentState.DRAFT else given.state.value
    return told(state=state, seal=sealed)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def told(**values: object) -> Record:
    """Return the values that say something."""
    return {key: value for key, value in values.items() if value}
