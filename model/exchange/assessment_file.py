"""The assessment file of docs/formats: read with a schema, checked against the content."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from model.assessment import (
    ActionState,
    AgreedOption,
    Answer,
    AnswerState,
    Assessment,
    CloudService,
    EvidenceLevel,
    Override,
    PlanEntry,
    Schedule,
)
from model.errors import AppError, AssessmentFileError
from model.exchange import fieldwork_file, ledger_file
from model.exchange.assessment_record import record_of
from model.exchange.fieldwork_file import PlacedError, moment
from model.facts import Depth, Fact
from model.responsibility import Allocation, ServiceModel
from model.schema import faults, is_too_deep, shown
from model.text import clean, clean_line
from model.versions import numbers

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.questionnaire import Question, Questionnaire
    from model.responsibility import ResponsibilityMatrix

FORMAT = "shoulder-assessment"
VERSION = 1
_PLACE = 120
LIMIT = 8_000_000
"""The most bytes an assessment file may have."""

Record = dict[str, Any]
T = TypeVar("T")


def parse(raw: bytes, file: str) -> Record:
    """Return a file's content once it fits the shipped schema.

    Args:
        raw: the bytes of the file.
        file: its name, for messages.

    Raises:
        AssessmentFileError: names the file, the place and what is allowed.
    """
    top = _json(raw, file)
    if is_too_deep(top):
        raise AssessmentFileError("error.too_deep", file=file)
    if not isinstance(top, dict) or top.get("format") != FORMAT:
        raise AssessmentFileError("error.not_assessment", file=file, format=FORMAT)
    version = top.get("version")
    if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
        found = shown(version)
        raise AssessmentFileError("error.newer_format", file=file, found=found, known=VERSION)
    wrong = faults(top, "assessment")
    if wrong:
        first = wrong[0]
        raise _wrong(file, first.place, AppError(first.key, **first.details))
    return top


def _json(raw: bytes, file: str) -> object:
    try:
        return json.loads(
            raw.decode("utf-8-sig"), object_pairs_hook=_no_duplicates, parse_constant=_no_constant
        )
    except UnicodeDecodeError:
        raise AssessmentFileError("error.not_utf8", file=file) from None
    except json.JSONDecodeError as error:
        raise AssessmentFileError(
            "error.not_json", file=file, line=error.lineno, column=error.colno
        ) from None
    except RecursionError:
        raise AssessmentFileError("error.too_deep", file=file) from None
    except _DuplicateKeyError as error:
        raise AssessmentFileError("error.duplicate", file=file, name=shown(str(error))) from None
    except ValueError:
        raise AssessmentFileError("error.bad_number", file=file) from None


def assessment_from(
    top: Record, matrix: ResponsibilityMatrix, questionnaire: Questionnaire, file: str
) -> Assessment:
    """Build an assessment from a parsed file.

    Raises:
        AssessmentFileError: a question, option, responsibility or action in it is unknown, or
            the questionnaire's version is newer than the one at hand.
    """
    asked = top["questionnaire"]
    if numbers(asked["version"]) > numbers(questionnaire.version):
        raise AssessmentFileError(
            "error.newer_questionnaire",
            file=file,
            id=asked["id"],
            found=asked["version"],
            known=questionnaire.version,
        )
    service = top["service"]
    division = top.get("division", {})
    return Assessment(
        questionnaire_id=questionnaire.id,
        questionnaire_version=asked["version"],
        organisation=clean_line(top.get("organisation", {}).get("name", "")),
        service=CloudService(
            name=clean_line(service.get("name", "")),
            provider=clean_line(service.get("provider", "")),
            model=ServiceModel(service["model"]),
        ),
        depth=Depth(top.get("depth", Depth.FULL)),
        facts={Fact(name): value for name, value in top.get("facts", {}).items()},
        agreed={
            key: _agreed(key, raw, matrix, file)
            for key, raw in sorted(division.get("agreed", {}).items())
        },
        overrides={
            key: _override(key, raw, matrix, file)
            for key, raw in sorted(division.get("overrides", {}).items())
        },
        answers=_answers(top, "answers", questionnaire, file),
        findings=_answers(top, "findings", questionnaire, file),
        plan={
            key: _plan_entry(key, raw, matrix, questionnaire, file)
            for key, raw in sorted(top.get("plan", {}).items())
        },
        interviews=_checked(file, lambda: fieldwork_file.interviews(top)),
        evidence=_checked(file, lambda: fieldwork_file.evidence(top, questionnaire.by_id)),
        observations=_checked(file, lambda: fieldwork_file.observations(top, questionnaire.by_id)),
        claims=_checked(file, lambda: ledger_file.claims(division, matrix.by_id)),
        handoffs=_checked(file, lambda: ledger_file.handoffs(division, matrix.by_id)),
        accepted=_checked(file, lambda: ledger_file.accepted(division, matrix.by_id)),
        agreement=_checked(file, lambda: ledger_file.agreement(top)),
        beliefs=_checked(file, lambda: ledger_file.beliefs(top, matrix.by_id)),
        schedule=Schedule(begins_on=_date(top.get("plan_begins"), file, "plan_begins")),
        round=fieldwork_file.round_of(top),
        status=_checked(file, lambda: fieldwork_file.status(top)),
        origin=top.get("origin", ""),
        updated_on=_date(top.get("updated"), file, "updated"),
    )


def to_file(assessment: Assessment, questionnaire: Questionnaire) -> bytes:
    """Return an assessment as the bytes of a file; what `parse` reads back is equal."""
    top = {"format": FORMAT, "version": VERSION, **record_of(assessment, questionnaire)}
    return (json.dumps(top, ensure_ascii=False, indent=1) + "\n").encode()


class _DuplicateKeyError(Exception):
    pass


def _no_duplicates(pairs: list[tuple[str, Any]]) -> Record:
    record: Record = {}
    for key, value in pairs:
        if key in record:
            raise _DuplicateKeyError(key)
        record[key] = value
    return record


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _wrong(file: str, place: str, what: AppError) -> AssessmentFileError:
    if not place:
        return AssessmentFileError("error.in_file", file=file, what=what)
    return AssessmentFileError("error.at_place", file=file, place=shown(place, _PLACE), what=what)


def _unknown(file: str, place: str, allowed: str) -> AssessmentFileError:
    return _wrong(file, place, AppError("error.field.unknown", allowed=allowed))


def _date(raw: str | None, file: str, place: str) -> date | None:
    if raw is None:
        return None
    try:
        return date.fromisoformat(raw)
    except ValueError:
        raise _wrong(file, place, AppError("error.field.date", found=shown(raw))) from None


def _agreed(key: str, raw: Record, matrix: ResponsibilityMatrix, file: str) -> AgreedOption:
    negotiation = matrix.negotiation_by_id.get(key)
    if negotiation is None:
        raise _unknown(file, f"division › agreed › {key}", ", ".join(matrix.negotiation_by_id))
    option = raw["option"]
    if option is not None and negotiation.option(option) is None:
        allowed = ", ".join([*(o.id for o in negotiation.options), "null"])
        what = AppError("error.field.one_of", found=shown(option), allowed=allowed)
        raise _wrong(file, f"division › agreed › {key} › option", what)
    return AgreedOption(
        negotiation_id=key,
        option=option,
        known_by=_known_by(raw),
        evidence=EvidenceLevel(raw.get("evidence", "E0")),
    )


def _override(key: str, raw: Record, matrix: ResponsibilityMatrix, file: str) -> Override:
    place = f"division › overrides › {key}"
    if key not in matrix.by_id:
        raise _wrong(file, place, AppError("error.field.unknown_responsibility"))
    return Override(
        responsibility_id=key,
        allocation=Allocation(raw["allocation"]),
        known_by=_known_by(raw),
        source=raw.get("source", ""),
        reason=clean(raw.get("reason", "")),
        written_on=_date(raw.get("date"), file, f"{place} › date"),
        evidence=EvidenceLevel(raw.get("evidence", "E0")),
        customer_name=clean_line(raw.get("customer_name", "")),
        provider_name=clean_line(raw.get("provider_name", "")),
    )


def _known_by(raw: Record) -> int | None:
    known_by = raw.get("known_by")
    return None if known_by is None else int(known_by)  # JSON may say 50.0


def _checked(file: str, read: Callable[[], T]) -> T:
    try:
        return read()
    except PlacedError as error:
        raise _wrong(file, error.place, error.what) from None


_ANSWERS = ("choice", "choices", "not_applicable", "unknown")


def _answers(top: Record, part: str, questionnaire: Questionnaire, file: str) -> dict[str, Answer]:
    return {
        key: _answer(key, raw, questionnaire, file, part)
        for key, raw in sorted(top.get(part, {}).items())
    }


def _answer(key: str, raw: Record, questionnaire: Questionnaire, file: str, part: str) -> Answer:
    place = f"{part} › {key}"
    question = questionnaire.by_id.get(key)
    if question is None:
        raise _wrong(file, place, AppError("error.field.unknown_question"))
    given = [name for name in _ANSWERS if name in raw]
    if len(given) > 1:
        what = AppError("error.field.one_answer", found=", ".join(given))
        raise _wrong(file, place, what)
    state = (
        {
            "not_applicable": AnswerState.NOT_APPLICABLE,
            "unknown": AnswerState.UNKNOWN,
        }.get(given[0], AnswerState.CHOSEN)
        if given
        else AnswerState.OPEN
    )
    return Answer(
        question_id=key,
        state=state,
        choices=_choices(question, raw, file, place) if state is AnswerState.CHOSEN else (),
        reason=_reason(raw, file, place),
        note=clean(raw.get("note", "")),
        evidence=EvidenceLevel(raw.get("evidence", "E0")),
        answered_at=_checked(
            file, lambda: moment(raw.get("answered_at"), f"{place} › answered_at")
        ),
        flagged=raw.get("flagged", False),
        interview=raw.get("interview", ""),
        carried=raw.get("carried", False),
    )


def _reason(raw: Record, file: str, place: str) -> str:
    reason = clean(raw.get("not_applicable", ""))
    if "not_applicable" in raw and not reason:
        raise _wrong(file, f"{place} › not_applicable", AppError("error.field.empty"))
    return reason


def _choices(question: Question, raw: Record, file: str, place: str) -> tuple[str, ...]:
    is_list = question.is_list
    wanted = "choices" if is_list else "choice"
    if wanted not in raw:
        what = AppError("error.field.answer_kind", kind=question.kind.value, wanted=wanted)
        raise _wrong(file, place, what)
    given = set(raw["choices"]) if is_list else {raw["choice"]}
    ids = [choice.id for choice in question.choices]
    if unknown := sorted(given - set(ids)):
        what = AppError("error.field.one_of", found=shown(unknown[0]), allowed=", ".join(ids))
        raise _wrong(file, f"{place} › {wanted}", what)
    return tuple(choice_id for choice_id in ids if choice_id in given)


def _plan_entry(
    key: str,
    raw: Record,
    matrix: ResponsibilityMatrix,
    questionnaire: Questionnaire,
    file: str,
) -> PlanEntry:
    place = f"plan › {key}"
    if key not in _action_ids(matrix, questionnaire):
        raise _wrong(file, place, AppError("error.field.unknown_action"))
    return PlanEntry(
        action_id=key,
        owner=clean_line(raw.get("owner", "")),
        due=_date(raw.get("due"), file, f"{place} › due"),
        state=ActionState(raw.get("state", "open")),
        note=clean(raw.get("note", "")),
        cost=clean_line(raw.get("cost", "")),
        effort=None if raw.get("effort") is None else int(raw["effort"]),
        reason=clean(raw.get("reason", "")),
        approver=clean_line(raw.get("approver", "")),
    )


def _action_ids(matrix: ResponsibilityMatrix, questionnaire: Questionnaire) -> set[str]:
    of_questions = {a.id for q in questionnaire.questions for a in q.actions}
    return of_questions | {f"{r.code}-M-A1" for r in matrix.responsibilities if r.code}
