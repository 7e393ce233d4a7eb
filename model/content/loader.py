"""From YAML to the matrix and the questionnaires.

Built-in files are trusted: they are checked by `validate` (model/content/checks.py) in every
test run. What comes from outside goes through that check first.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any

import yaml

from model.errors import ContentError
from model.facts import Fact
from model.language import LocalizedText
from model.paths import QUESTIONNAIRES
from model.provider import ProviderFeatures
from model.questionnaire import (
    Choice,
    Cost,
    EvidenceGuide,
    ExtensionDuty,
    ImprovementAction,
    Question,
    QuestionKind,
    Questionnaire,
    Reference,
)
from model.responsibility import (
    Allocation,
    Category,
    Negotiation,
    NegotiationOption,
    Place,
    Responsibility,
    ResponsibilityMatrix,
    ServiceModel,
)

MATRIX_FILE = "matrix.yaml"
PROVIDERS_FILE = "providers.yaml"
DEFAULT_QUESTIONNAIRE = "oscar-2020"

Record = dict[str, Any]
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache(maxsize=1)
def load_matrix() -> ResponsibilityMatrix:
    """Read the division of the white paper."""
    return matrix_from(_parse((QUESTIONNAIRES / MATRIX_FILE).read_bytes()))


def questionnaire_ids() -> tuple[str, ...]:
    """Return the ids of the built-in questionnaires."""
    others = (MATRIX_FILE, PROVIDERS_FILE)
    names = (path.stem for path in QUESTIONNAIRES.glob("*.yaml") if path.name not in others)
    return tuple(sorted(names))


@lru_cache(maxsize=1)
def load_providers() -> dict[str, ProviderFeatures]:
    """Read what each provider offers, by the provider's id."""
    top = _parse((QUESTIONNAIRES / PROVIDERS_FILE).read_bytes())
    return {
        raw["id"]: ProviderFeatures(
            id=raw["id"],
            as_of=raw["as_of"],
            source=_text(raw["source"]),
            features={code: _text(text) for code, text in raw["features"].items()},
        )
        for raw in top["providers"]
    }


@lru_cache(maxsize=4)
def load_questionnaire(questionnaire_id: str = DEFAULT_QUESTIONNAIRE) -> Questionnaire:
    """Read one built-in questionnaire.

    Raises:
        ContentError: there is no such questionnaire.
    """
    if questionnaire_id not in questionnaire_ids():
        allowed = ", ".join(questionnaire_ids())
        raise ContentError("error.unknown_questionnaire", id=questionnaire_id, allowed=allowed)
    raw = (QUESTIONNAIRES / f"{questionnaire_id}.yaml").read_bytes()
    return questionnaire_from(_parse(raw), digest=_digest(raw))


def matrix_from(top: Record) -> ResponsibilityMatrix:
    """Build the matrix from a checked file."""
    return ResponsibilityMatrix(
        id=top["id"],
        version=top["version"],
        source=_text(top["source"]),
        categories=tuple(
            Category(id=c["id"], name=_text(c["name"]), definition=_text(c["definition"]))
            for c in top["categories"]
        ),
        responsibilities=tuple(_responsibility(r) for r in top["responsibilities"]),
        negotiations=tuple(_negotiation(n) for n in top["negotiations"]),
    )


def questionnaire_from(top: Record, digest: str) -> Questionnaire:
    """Build a questionnaire from a checked file."""
    return Questionnaire(
        id=top["id"],
        version=top["version"],
        title=_text(top["title"]),
        source=_text(top["source"]),
        licence=top["licence"],
        extensions=tuple(
            ExtensionDuty(
                id=e["id"],
                importance=e["importance"],
                name=_text(e["name"]),
                definition=_text(e["definition"]),
                reason=_text(e["reason"]),
            )
            for e in top.get("extensions", ())
        ),
        questions=tuple(_question(q) for q in top["questions"]),
        digest=digest,
    )


def _parse(raw: bytes) -> Record:
    top: Record = yaml.load(raw, Loader=_Loader)  # noqa: S506  a SafeLoader
    return top


def _digest(raw: bytes) -> str:
    """Return SHA-256 over questionnaire and matrix, line ends normalised."""
    both = raw + (QUESTIONNAIRES / MATRIX_FILE).read_bytes()
    return hashlib.sha256(both.replace(b"\r\n", b"\n")).hexdigest()


def _text(raw: Record) -> LocalizedText:
    return LocalizedText(zh=raw["zh"], en=raw["en"])


def _maybe(raw: Record | None) -> LocalizedText | None:
    return None if raw is None else _text(raw)


def _responsibility(raw: Record) -> Responsibility:
    return Responsibility(
        id=raw["id"],
        category_id=raw["category"],
        code=raw.get("code"),
        importance=raw.get("importance", 1),
        name=_text(raw["name"]),
        group=_maybe(raw.get("group")),
        definition=_text(raw["definition"]),
        allocation={ServiceModel(m): Allocation(a) for m, a in raw["allocation"].items()},
        negotiation={ServiceModel(m): n for m, n in raw.get("negotiation", {}).items()},
        asked_with={ServiceModel(m): r for m, r in raw.get("asked_with", {}).items()},
        provider_duty=_maybe(raw.get("provider_duty")),
        customer_duty=_maybe(raw.get("customer_duty")),
        place={
            ServiceModel(m): Place(table=p["table"], row=p["row"]) for m, p in raw["place"].items()
        },
        note=_maybe(raw.get("note")),
    )


def _negotiation(raw: Record) -> Negotiation:
    return Negotiation(
        id=raw["id"],
        responsibility_id=raw["responsibility"],
        title=_text(raw["title"]),
        options=tuple(
            NegotiationOption(
                id=o["id"],
                allocation=Allocation(o["allocation"]),
                label=_text(o["label"]),
                provider=_maybe(o.get("provider")),
                customer=_maybe(o.get("customer")),
            )
            for o in raw["options"]
        ),
    )


def _question(raw: Record) -> Question:
    evidence = raw["evidence"]
    return Question(
        id=raw["id"],
        responsibility_id=raw["responsibility"],
        kind=QuestionKind(raw["kind"]),
        lead=raw["lead"],
        weight=raw["weight"],
        critical=raw["critical"],
        critical_reason=_maybe(raw.get("critical_reason")),
        critical_boxes=tuple(raw.get("critical_boxes", ())),
        facts=tuple(Fact(f) for f in raw.get("facts", ())),
        exposure=tuple(Fact(f) for f in raw.get("exposure", ())),
        text=_text(raw["text"]),
        gloss=_maybe(raw.get("gloss")),
        why=_text(raw["why"]),
        incidents=tuple(raw.get("incidents", ())),
        check=_text(raw["check"]),
        choices=tuple(
            Choice(id=c["id"], value=c["value"], text=_text(c["text"])) for c in raw["choices"]
        ),
        evidence=EvidenceGuide(
            ask=_text(evidence["ask"]),
            look=_text(evidence["look"]),
            try_=_maybe(evidence.get("try")),
        ),
        na_reasons=tuple(raw["na_reasons"]),
        actions=tuple(_action(a) for a in raw["actions"]),
        references=tuple(
            Reference(
                framework=r["framework"],
                edition=r["edition"],
                id=r["id"],
                confidence=r["confidence"],
            )
            for r in raw["references"]
        ),
        table=raw["source"]["table"],
        row=raw["source"]["row"],
    )


def _action(raw: Record) -> ImprovementAction:
    return ImprovementAction(
        id=raw["id"],
        level=raw["level"],
        to=raw.get("to"),
        boxes=tuple(raw.get("boxes", ())),
        title=_text(raw["title"]),
        steps=tuple(_text(s) for s in raw["steps"]),
        effort=raw["effort"],
        cost=Cost(raw["cost"]),
        effect=_text(raw["effect"]),
        needs_provider=raw["needs_provider"],
        requires=tuple(raw["requires"]),
    )
