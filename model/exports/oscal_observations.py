"""What was said, seen and tried, as OSCAL observations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from model.assessment import AnswerState, EvidenceLevel
from model.exports.oscal_parts import filled, line, moment, prop, props, prose, title, yes
from model.fieldwork import EvidenceKind
from model.wording import answer_text, duty_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from model.assessment import Answer
    from model.exports.oscal_parts import Desk, Json
    from model.fieldwork import Evidence, Interview, Observation
    from model.questionnaire import Question
    from model.scoring import DutyScore

_METHODS = ("EXAMINE", "INTERVIEW", "TEST")
_BY_LEVEL = {EvidenceLevel.E1: "EXAMINE", EvidenceLevel.E2: "EXAMINE", EvidenceLevel.E3: "TEST"}
_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?"
    r"(/([A-Za-z0-9._~!$'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*)?"
    r"(\?([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?"
    r"(#([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?"
)
"""An address that every reader takes for one; any other is told as text."""


def observations(desk: Desk) -> list[Json]:
    """Return every answer, every finding, what the auditor reported, and evidence of its own.

    Questions left open have none: OSCAL asks when an observation was made.
    """
    claims = desk.data.claims
    found: list[Json] = []
    for score in desk.data.evaluation.duties:
        for each in score.lines:
            question = each.question
            found += _answered(desk, score, question, claims.answers.get(question.id), "answer")
            found += _answered(desk, score, question, claims.findings.get(question.id), "found")
    found += [_reported(desk, each) for _, each in sorted(claims.observations.items())]
    asked = {question.id for question in desk.data.evaluation.asked}
    loose = (e for _, e in sorted(claims.evidence.items()) if not asked & set(e.questions))
    return found + [_loose(desk, each) for each in loose]


def about(desk: Desk, question_ids: Iterable[str]) -> Iterator[str]:
    """Yield the ids of the observations that answer these questions."""
    claims = desk.data.claims
    for question_id in question_ids:
        for kind, said in (("answer", claims.answers), ("found", claims.findings)):
            answer = said.get(question_id)
            if answer is not None and answer.state is not AnswerState.OPEN:
                yield desk.uuid(kind, question_id)


def _answered(
    desk: Desk, score: DutyScore, question: Question, answer: Answer | None, kind: str
) -> list[Json]:
    if answer is None or answer.state is AnswerState.OPEN:
        return []
    claims = desk.data.claims
    proofs = [e for _, e in sorted(claims.evidence.items()) if question.id in e.questions]
    talk = claims.interviews.get(answer.interview)
    said = answer_text(question, answer, desk.catalog)
    note = desk.text("note", note=answer.note) if answer.note else ""
    observation = {
        "uuid": desk.uuid(kind, question.id),
        "title": title(desk.catalog.say(question.text)),
        "description": prose(
            desk.text(f"{kind}.text", question=desk.catalog.say(question.text), answer=said)
        ),
        "props": _about_answer(desk, score, question, answer)
        + (_about_talk(desk, talk) if talk else []),
        "methods": _methods(answer, proofs, talk),
        "types": ["control-objective"],
        "origins": desk.actor(by_auditor=kind == "found"),
        "subjects": desk.subject(),
        "relevant-evidence": [_evidence(desk, each) for each in proofs],
        "collected": _collected(desk, answer, proofs, talk),
        "expires": _expires(proofs),
        "remarks": prose(note),
    }
    return [filled(observation)]


def _about_answer(desk: Desk, score: DutyScore, question: Question, answer: Answer) -> list[Json]:
    is_chosen = answer.state is AnswerState.CHOSEN
    level = answer.evidence.value
    return props(
        prop("question-id", question.id),
        prop("duty-id", score.duty.id, duty_name(score.duty, desk.catalog)),
        prop("answer-state", answer.state.value),
        *(prop("choice", each) for each in answer.choices),
        prop("value", question.value_of(answer.choices) if is_chosen else None),
        prop("evidence-level", level, desk.word(f"evidence.{level}")),
        prop("weight", question.weight),
        prop("critical", yes(question.critical)),
        prop("carried", "yes" if answer.carried else None),
    )


def _about_talk(desk: Desk, talk: Interview) -> list[Json]:
    """Tell of an interview by role and day: names of those asked stay in the report."""
    setting = talk.setting.value
    return props(
        prop("interview-role", talk.role),
        prop("interview-day", talk.held_on.isoformat() if talk.held_on else None),
        prop("interview-setting", setting, desk.word(f"setting.{setting}")),
    )


def _methods(answer: Answer, proofs: Iterable[Evidence], talk: Interview | None) -> list[str]:
    used = {each.method.value.upper() for each in proofs}
    if talk is not None:
        used.add("INTERVIEW")
    if answer.evidence in _BY_LEVEL:
        used.add(_BY_LEVEL[answer.evidence])
    return [method for method in _METHODS if method in used] or ["UNKNOWN"]


def _collected(
    desk: Desk, answer: Answer, proofs: Iterable[Evidence], talk: Interview | None
) -> str:
    seen = [each for each in (moment(proof.collected_on) for proof in proofs) if each]
    held = moment(talk.held_on) if talk is not None else None
    return moment(answer.answered_at) or held or max(seen, default=desk.last_modified)


def _expires(proofs: list[Evidence]) -> str | None:
    """Return when the last of the proofs expires; None where one of them does not."""
    days = [each.expires_on for each in proofs if each.expires_on is not None]
    return moment(max(days)) if days and len(days) == len(proofs) else None


def _evidence(desk: Desk, proof: Evidence) -> Json:
    is_address = proof.kind is EvidenceKind.LINK and _ADDRESS.fullmatch(proof.content)
    told = "" if is_address else proof.content
    words = "\n".join(each for each in (proof.title, told) if each)
    method, kind = proof.method.value, proof.kind.value
    return filled(
        {
            "href": proof.content if is_address else None,
            "description": prose(words) or title(desk.text("proof.unnamed")),
            "props": props(
                prop("evidence-id", proof.id),
                prop("kind", kind, desk.word(f"evidence_kind.{kind}")),
                prop("method", method, desk.word(f"method.{method}")),
                prop("sha256", proof.sha256),
                prop("size", proof.size or None),
                prop("collected-on", proof.collected_on),
                prop("collected-by", proof.collected_by),
                prop("expires-on", proof.expires_on),
            ),
        }
    )


def _reported(desk: Desk, seen: Observation) -> Json:
    issue = seen.issue or desk.text("observation.unnamed")
    effect = desk.text("observation.effect", effect=seen.effect) if seen.effect else ""
    advice = (
        desk.text("observation.advice", advice=seen.recommendation) if seen.recommendation else ""
    )
    return filled(
        {
            "uuid": desk.uuid("observation", seen.id),
            "title": title(line(issue.split("\n")[0]) or desk.text("observation.unnamed")),
            "description": prose(issue) or title(desk.text("observation.unnamed")),
            "props": props(prop("observation-id", seen.id), prop("question-id", seen.question_id)),
            "methods": ["UNKNOWN"],
            "types": ["finding"],
            "origins": desk.actor(by_auditor=True),
            "subjects": desk.subject(),
            "collected": desk.last_modified,
            "remarks": prose("\n".join((effect, advice))),
        }
    )


def _loose(desk: Desk, proof: Evidence) -> Json:
    return filled(
        {
            "uuid": desk.uuid("evidence", proof.id),
            "title": title(proof.title) or title(desk.text("proof.unnamed")),
            "description": prose(desk.text("proof.loose")),
            "props": props(prop("evidence-id", proof.id)),
            "methods": [proof.method.value.upper()],
            "types": ["discovery"],
            "origins": desk.actor(by_auditor=False),
            "subjects": desk.subject(),
            "relevant-evidence": [_evidence(desk, proof)],
            "collected": moment(proof.collected_on) or desk.last_modified,
            "expires": moment(proof.expires_on),
        }
    )
