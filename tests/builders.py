"""Small valid objects for tests; every argument has a default that makes sense."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from model.assessment import (
    AgreedOption,
    Answer,
    AnswerState,
    Assessment,
    CloudService,
    EvidenceLevel,
)
from model.content.loader import load_matrix
from model.language import LocalizedText
from model.questionnaire import (
    Choice,
    Cost,
    Depth,
    EvidenceGuide,
    ImprovementAction,
    Question,
    QuestionKind,
    Questionnaire,
)
from model.responsibility import ServiceModel

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


def make_questionnaire(*questions: Question, extensions=()) -> Questionnaire:
    return Questionnaire(
        id="test",
        version="1.0.0",
        title=text("Test"),
        source=text("Source"),
        licence="Apache-2.0",
        extensions=tuple(extensions),
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
