"""Small valid objects for tests; every argument has a default that makes sense."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import combinations, product
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from model.assessment import (
    KNOWN_BY,
    AgreedOption,
    Answer,
    AnswerState,
    Assessment,
    CloudService,
    EvidenceLevel,
    Override,
)
from model.content.loader import load_matrix
from model.facts import Depth, Fact
from model.language import LocalizedText
from model.ledger import Claim, ClaimSource
from model.questionnaire import (
    Choice,
    Cost,
    EvidenceGuide,
    ExtensionDuty,
    ImprovementAction,
    Question,
    QuestionKind,
    Questionnaire,
    RelianceGroup,
)
from model.responsibility import Allocation, ServiceModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

RESPONSIBILITY = {r.code: r.id for r in load_matrix().responsibilities if r.code}
L5_VALUES = (0, 25, 50, 75, 100)


def text(word: str) -> LocalizedText:
    return LocalizedText(zh=f"{word}（中文）", en=word)


def make_action(action_id: str, to: str = "100", **changes) -> ImprovementAction:
    fields = {
        "level": 1,
        "to": to,
        "boxes": (),
        "title": text(action_id),
        "steps": (text("step"),),
        "effort": 1,
        "cost": Cost.NONE,
        "effect": text("effect"),
        "needs_provider": False,
        "requires": (),
    }
    return ImprovementAction(id=action_id, **{**fields, **changes})


def make_question(question_id: str, **changes) -> Question:
    """Make an L5 question about the duty that the id names, such as "CA.1-Q1"."""
    code = question_id.rpartition("-Q")[0]
    fields = {
        "responsibility_id": RESPONSIBILITY.get(code, code),
        "kind": QuestionKind.L5,
        "lead": question_id.endswith("-Q1"),
        "weight": 1,
        "critical": False,
        "critical_reason": None,
        "critical_boxes": (),
        "facts": (),
        "exposure": (),
        "text": text(question_id),
        "gloss": None,
        "why": text("why"),
        "incidents": (),
        "check": text("check"),
        "choices": tuple(Choice(id=str(v), value=v, text=text(str(v))) for v in L5_VALUES),
        "evidence": EvidenceGuide(ask=text("ask"), look=text("look"), try_=None),
        "na_reasons": ("other",),
        "actions": (),
        "references": (),
        "table": "1",
        "row": "",
    }
    return Question(id=question_id, **{**fields, **changes})


def make_boxes(question_id: str, points: Iterable[int], **changes) -> Question:
    """Make a CHK question; its boxes are "1", "2", …"""
    choices = tuple(
        Choice(id=str(n), value=v, text=text(f"box {n}")) for n, v in enumerate(points, start=1)
    )
    return make_question(question_id, kind=QuestionKind.CHK, choices=choices, **changes)


def make_questionnaire(*questions: Question, extensions=(), reliance=()) -> Questionnaire:
    return Questionnaire(
        id="test",
        version="1.0.0",
        title=text("Test"),
        source=text("Source"),
        licence="Apache-2.0",
        matrix_id="oscar-2020",
        extensions=tuple(extensions),
        reliance=tuple(reliance),
        retired=(),
        questions=questions,
        digest="0" * 64,
    )


def chosen(*choices: object, evidence: str = "E0") -> dict:
    return {
        "state": AnswerState.CHOSEN,
        "choices": tuple(str(c) for c in choices),
        "evidence": EvidenceLevel(evidence),
    }


UNKNOWN = {"state": AnswerState.UNKNOWN}
NOT_APPLICABLE = {"state": AnswerState.NOT_APPLICABLE, "reason": "none here"}


def make_assessment(
    model: str = "iaas",
    answers: Mapping[str, Mapping] | None = None,
    agreed: Mapping[str, tuple] | None = None,
    **changes,
) -> Assessment:
    """Make an assessment; `agreed` maps a negotiation to (option, known_by)."""
    fields = {
        "questionnaire_id": "test",
        "questionnaire_version": "1.0.0",
        "organisation": "Test & Co",
        "service": CloudService(name="Shop", provider="aliyun", model=ServiceModel(model)),
        "depth": Depth.FULL,
        "answers": {
            key: Answer(question_id=key, **answer) for key, answer in (answers or {}).items()
        },
        "agreed": {
            key: AgreedOption(negotiation_id=key, option=option, known_by=known_by)
            for key, (option, known_by) in (agreed or {}).items()
        },
    }
    return Assessment(**{**fields, **changes})


def make_override(code: str, allocation: str, known_by: int | None = None, **changes) -> Override:
    fields = {"source": "", "reason": "", "written_on": None}
    return Override(
        responsibility_id=RESPONSIBILITY.get(code, code),
        allocation=Allocation(allocation),
        known_by=known_by,
        **{**fields, **changes},
    )


def make_claim(code: str, source: str, allocation: str, **changes) -> Claim:
    return Claim(
        responsibility_id=RESPONSIBILITY.get(code, code),
        source=ClaimSource(source),
        allocation=Allocation(allocation),
        **changes,
    )


def by_duty(*overrides: Override) -> dict[str, Override]:
    return {override.responsibility_id: override for override in overrides}


def make_extension(extension_id: str, importance: int = 1) -> ExtensionDuty:
    return ExtensionDuty(
        id=extension_id,
        importance=importance,
        name=text(extension_id),
        definition=text("definition"),
        reason=text("reason"),
    )


def make_group(group_id: str, *covers: str) -> RelianceGroup:
    """Make a group of duties that the provider holds and one proof covers."""
    return RelianceGroup(
        id=group_id, name=text(group_id), definition=text("definition"), covers=covers
    )


def make_proof(question_id: str, **changes) -> Question:
    """Make the question about a proof; its steps are worth what the customer can know."""
    choices = tuple(Choice(id=str(v), value=v, text=text(str(v))) for v in KNOWN_BY)
    return make_question(question_id, **{"choices": choices, **changes})


def with_answer(assessment: Assessment, question_id: str, answer: Mapping) -> Assessment:
    said = Answer(question_id=question_id, **answer)
    return replace(assessment, answers={**assessment.answers, question_id: said})


DRAWN_DUTIES = ("NW.1", "CA.1", "DA.3", "OS.7", "OS.8", "DA.2", "CA.2", "X.BAK")
"""Shared, customer's (2), negotiable (4) in IaaS, and one beyond the paper."""

DRAWN_OPTIONS = {
    "table2.2": ("a", "b", "c"),
    "table2.3": ("a", "b"),
    "table2.4": ("a", "b"),
    "table2.5": ("a", "b"),
    "table5.1": ("a", "b"),
}
_OTHERS_SETTLED = {
    key: AgreedOption(negotiation_id=key, option="a")
    for key in ("table2.1", "table2.6", "table2.7")
}
_FEW_KNOWN_BY = (None, *KNOWN_BY)
_FEW_EVIDENCE = (EvidenceLevel.E0, EvidenceLevel.E2)
_CRITICAL_BOXES = ((), ("1",), ("2",), ("1", "2"))


@cache
def _variants(question_id: str) -> tuple[Question, ...]:
    """Return every question that may be drawn under one id: ladders and boxes, some critical."""
    facts = (Fact.OWN_IMAGES,) if question_id.endswith("-Q3") else ()
    found = []
    for weight, critical in product((1, 2, 3), (False, True)):
        changes = {"weight": weight, "critical": critical, "facts": facts}
        found.append(make_question(question_id, **changes))
        for boxes in _CRITICAL_BOXES if critical else ((),):
            changes["critical_boxes"] = boxes
            found.append(make_boxes(question_id, (50, 30, 20), **changes))
    return tuple(found)


@cache
def possible_choices(question: Question) -> tuple[tuple[str, ...], ...]:
    """Return all that could be chosen: one step of a ladder, any boxes of a list."""
    ids = [choice.id for choice in question.choices]
    if question.kind is not QuestionKind.CHK:
        return tuple((choice_id,) for choice_id in ids)
    return tuple(c for size in range(len(ids) + 1) for c in combinations(ids, size))


@cache
def _possible_answers(question: Question) -> tuple[Answer, ...]:
    said = [
        Answer(
            question_id=question.id, state=AnswerState.CHOSEN, choices=choices, evidence=evidence
        )
        for choices, evidence in product(possible_choices(question), _FEW_EVIDENCE)
    ]
    unsaid = [
        Answer(question_id=question.id, **fields)
        for fields in (UNKNOWN, NOT_APPLICABLE, {"state": AnswerState.OPEN})
    ]
    return (*said, *2 * unsaid)


@cache
def _possible_agreed(negotiation: str) -> tuple[AgreedOption | None, ...]:
    settled = [
        AgreedOption(
            negotiation_id=negotiation, option=option, known_by=known_by, evidence=evidence
        )
        for option, known_by, evidence in product(
            DRAWN_OPTIONS[negotiation], _FEW_KNOWN_BY, _FEW_EVIDENCE
        )
    ]
    nobody = AgreedOption(negotiation_id=negotiation, option=None)
    return (None, nobody, nobody, *settled)


@cache
def _possible_overrides(code: str) -> tuple[Override | None, ...]:
    """Return no override as often as one, and half of these in favour of the provider."""
    found = [
        make_override(code, allocation, known_by, evidence=evidence)
        for allocation, known_by, evidence in product(
            (*Allocation, *3 * [Allocation.PROVIDER]), _FEW_KNOWN_BY, _FEW_EVIDENCE
        )
    ]
    return (*len(found) * [None], *found)


@cache
def _possible_claims(code: str) -> tuple[Claim, ...]:
    return tuple(
        make_claim(code, source, allocation, place=place)
        for source, allocation, place in product(
            ClaimSource, ("provider", "customer", "shared"), ("", "§ 1")
        )
    )


@st.composite
def drawn_cases(draw) -> tuple[Questionnaire, Assessment]:
    """Draw a small questionnaire and one whole assessment over it."""
    questions = [
        draw(st.sampled_from(_variants(f"{duty}-Q{number}")))
        for duty in DRAWN_DUTIES
        for number in range(1, draw(st.integers(0, 3)) + 1)
    ]
    answers = [draw(st.sampled_from(_possible_answers(q))) for q in questions]
    agreed = [draw(st.sampled_from(_possible_agreed(key))) for key in DRAWN_OPTIONS]
    codes = draw(st.sampled_from((("NW.1", "OS.7"), ("DA.3", "SA.4"), ())))
    overrides = [draw(st.sampled_from(_possible_overrides(code))) for code in codes]
    claimed = draw(st.sampled_from(("NW.1", "CA.1", "OS.8")))
    claims = draw(st.lists(st.sampled_from(_possible_claims(claimed)), max_size=3))
    others = draw(st.sampled_from(({}, _OTHERS_SETTLED)))
    assessment = make_assessment(
        draw(st.sampled_from(("iaas", "iaas", "paas", "saas"))),
        depth=draw(st.sampled_from((Depth.FULL, Depth.FULL, Depth.EXPRESS))),
        facts=draw(st.sampled_from(({}, {Fact.OWN_IMAGES: True}, {Fact.OWN_IMAGES: False}))),
        overrides=by_duty(*filter(None, overrides)),
    )
    assessment = replace(
        assessment,
        answers={a.question_id: a for a in answers},
        claims={claim.key: claim for claim in claims},
        agreed={**others, **{a.negotiation_id: a for a in agreed if a}},
    )
    questionnaire = make_questionnaire(*questions, extensions=(make_extension("X.BAK", 3),))
    return questionnaire, assessment
