"""What each duty comes to, as OSCAL findings."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from model.assessment import ActionState, AnswerState
from model.division import DutyState
from model.exports.oscal_observations import about
from model.exports.oscal_parts import filled, prop, props, prose, related, title, token
from model.rounding import one_decimal
from model.wording import duty_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from model.exports.oscal_parts import Desk, Json
    from model.exports.oscal_weaknesses import Weakness
    from model.scoring import DutyScore

FULL = Fraction(100)


def scored(desk: Desk) -> list[DutyScore]:
    """Return the duties that have a finding: of the paper and beyond it, where any part counts.

    Proofs of the provider's have none: they are not the customer's to satisfy.
    """
    evaluation = desk.data.evaluation
    duties = (*evaluation.of_paper, *evaluation.of_extensions)
    return [score for score in duties if score.state is not DutyState.OUT]


def finding(desk: Desk, score: DutyScore, weaknesses: Iterable[Weakness]) -> Json:
    """Return whether a duty is carried, on what grounds, and what is weak about it."""
    own = [
        each
        for each in weaknesses
        if each.score is not None and each.score.duty.id == score.duty.id
    ]
    questions = [each.question.id for each in score.lines]
    name = duty_name(score.duty, desk.catalog)
    words = _words(desk, score)
    return filled(
        {
            "uuid": desk.uuid("finding", score.duty.id),
            "title": title(name),
            "description": prose(words),
            "props": _about(desk, score),
            "origins": _origins(desk, questions),
            "target": filled(
                {
                    "type": "objective-id",
                    "target-id": objective_id(score),
                    "title": title(name),
                    "status": {**_status(score), "remarks": prose(words)},
                    "implementation-status": _implementation(score, own),
                }
            ),
            "related-observations": related("observation-uuid", about(desk, questions)),
            "related-risks": related("risk-uuid", (desk.uuid("risk", each.key) for each in own)),
        }
    )


def objective_id(score: DutyScore) -> str:
    """Return the id of what has to be so for a duty to be carried."""
    return token(f"{score.duty.id}_obj")


def objectives(desk: Desk, scores: Iterable[DutyScore]) -> list[Json]:
    """Return what has to be so for each duty, so that findings have something to point at."""
    return [_objective(desk, score) for score in scores]


def _objective(desk: Desk, score: DutyScore) -> Json:
    """Return one objective, and as NIST wants it beside it, how it is looked into."""
    method_id = token(f"{score.duty.id}_method")
    questions = [f"{q.id} {desk.catalog.say(q.text)}" for q in score.duty.questions]
    objective = {
        "id": objective_id(score),
        "name": "assessment-objective",
        "title": title(duty_name(score.duty, desk.catalog)),
        "props": [{"name": "method-id", "value": method_id}],
        "prose": prose(_definition(desk, score)),
    }
    method = {
        "id": method_id,
        "name": "assessment-method",
        "props": [{"name": "method", "value": "INTERVIEW" if questions else "EXAMINE"}],
        "parts": [
            {
                "name": "assessment-objects",
                "prose": prose("\n".join(questions) or desk.text("objects.division")),
            }
        ],
    }
    return {"control-id": token(score.duty.id), "parts": [filled(objective), method]}


def _definition(desk: Desk, score: DutyScore) -> str:
    cell = score.duty.cell
    if cell is not None:
        return desk.catalog.say(cell.responsibility.definition)
    return desk.catalog.say(desk.data.questionnaire.extension_by_id[score.duty.id].definition)


def _has_open(score: DutyScore) -> bool:
    return any(each.state is AnswerState.OPEN for each in score.lines)


def _status(score: DutyScore) -> Json:
    """Return the state as NIST SP 800-53A has it: satisfied, or other than satisfied.

    "pass" and "fail" are what the answers show; "other" is what they cannot show yet.
    """
    is_short = score.result is not None and score.result.value < FULL
    if score.result is None or (_has_open(score) and not is_short):
        return {"state": "not-satisfied", "reason": "other"}
    if is_short:
        return {"state": "not-satisfied", "reason": "fail"}
    return {"state": "satisfied", "reason": "pass"}


def _implementation(score: DutyScore, own: Iterable[Weakness]) -> Json | None:
    """Return how far a duty is carried out; None where it is not, and nobody took it up."""
    if score.result is None:
        return None
    if score.result.value == FULL and not _has_open(score):
        return {"state": "implemented"}
    if score.result.value > 0:
        return {"state": "partial"}
    items = [item for weakness in own for item in weakness.items]
    taken = any(item.state is ActionState.DOING or item.entry.due for item in items)
    return {"state": "planned"} if taken else None


def _words(desk: Desk, score: DutyScore) -> str:
    if score.state is DutyState.ORPHAN:
        return desk.text("finding.orphan")
    if score.result is None:
        return desk.text("finding.pending")
    key = "finding.handed_over" if score.state is DutyState.HANDED_OVER else "finding.value"
    words = [desk.text(key, value=one_decimal(score.result.value))]
    if score.critical_gaps:
        words.append(desk.text("finding.critical", count=len(score.critical_gaps)))
    if _has_open(score):
        words.append(desk.text("finding.open"))
    return "\n".join(words)


def _about(desk: Desk, score: DutyScore) -> list[Json]:
    duty, cell = score.duty, score.duty.cell
    allocation = cell.allocation.value if cell else None
    return props(
        prop("duty-id", duty.id),
        prop("code", duty.code),
        prop("category", duty.category_id),
        prop("importance", duty.importance),
        prop("duty-state", score.state.value),
        prop("allocation", allocation, desk.word(f"allocation.{allocation}") if cell else ""),
        prop("clarity", cell.clarity if cell else None),
        prop("value", one_decimal(score.result.value) if score.result else None),
        prop("value-low", one_decimal(score.low.value) if score.low else None),
        prop("value-high", one_decimal(score.high.value) if score.high else None),
        prop("critical-gaps", len(score.critical_gaps)),
    )


def _origins(desk: Desk, questions: Iterable[str]) -> list[Json]:
    """Return the customer, and the auditor of a duty with findings."""
    found = desk.data.claims.findings
    is_examined = any(
        key in found and found[key].state is not AnswerState.OPEN for key in questions
    )
    own = desk.actor(by_auditor=False)
    return [*own, *desk.actor(by_auditor=True)] if is_examined else own
