"""From YAML to the matrix and the questionnaires.

Built-in files are trusted: they are checked by `validate` (model/content/checks.py) in every
test run. What comes from outside goes through that check first.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from model.content.yaml_file import maybe_text, parsed, text
from model.errors import ContentError
from model.facts import Fact
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
    RelianceGroup,
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

if TYPE_CHECKING:
    from pathlib import Path

    from model.language import LocalizedText

MATRIX_ENDING = ".matrix.yaml"
PROVIDERS_FILE = "providers.yaml"
DEFAULT_QUESTIONNAIRE = "oscar-2020"
DEFAULT_MATRIX = "oscar-2020"

Record = dict[str, Any]


@lru_cache(maxsize=4)
def load_matrix(matrix_id: str = DEFAULT_MATRIX) -> ResponsibilityMatrix:
    """Read one division of the white paper; a name that is not in `matrix_ids()` is a bug."""
    return matrix_from(parsed(matrix_path(matrix_id).read_bytes()))


def matrix_path(matrix_id: str) -> Path:
    """Return the file of a division."""
    return QUESTIONNAIRES / f"{matrix_id}{MATRIX_ENDING}"


@lru_cache(maxsize=1)
def matrix_ids() -> tuple[str, ...]:
    """Return the names of the divisions: that of the public cloud, that of Table 6."""
    found = (path.name for path in QUESTIONNAIRES.glob(f"*{MATRIX_ENDING}"))
    return tuple(sorted(name.removesuffix(MATRIX_ENDING) for name in found))


@lru_cache(maxsize=1)
def questionnaire_ids() -> tuple[str, ...]:
    """Return the ids of the built-in questionnaires, the one for everybody first."""
    names = (path.name for path in QUESTIONNAIRES.glob("*.yaml"))
    own = (n for n in names if n != PROVIDERS_FILE and not n.endswith(MATRIX_ENDING))
    found = {name.removesuffix(".yaml") for name in own if "@" not in name}
    return (DEFAULT_QUESTIONNAIRE, *sorted(found - {DEFAULT_QUESTIONNAIRE}))


@lru_cache(maxsize=1)
def load_providers() -> dict[str, ProviderFeatures]:
    """Read what each provider offers, by the provider's id."""
    top = parsed((QUESTIONNAIRES / PROVIDERS_FILE).read_bytes())
    return {
        raw["id"]: ProviderFeatures(
            id=raw["id"],
            as_of=raw["as_of"],
            source=text(raw["source"]),
            features=_features(raw["features"], top.get("same_feature", {})),
        )
        for raw in top["providers"]
    }


def _features(given: Record, same: Record) -> dict[str, LocalizedText]:
    """Return the features by code; a duty without its own shows that of the same matter."""
    found = {code: text(told) for code, told in given.items()}
    return {code: found[other] for code, other in same.items() if other in found} | found


def load_questionnaire(
    questionnaire_id: str = DEFAULT_QUESTIONNAIRE, version: str | None = None
) -> Questionnaire:
    """Read one built-in questionnaire.

    Args:
        questionnaire_id: one of `questionnaire_ids()`.
        version: the version wanted; None, or one that is not kept, for the newest.

    Raises:
        ContentError: there is no such questionnaire.
    """
    if questionnaire_id not in questionnaire_ids():
        allowed = ", ".join(questionnaire_ids())
        raise ContentError("error.unknown_questionnaire", id=questionnaire_id, allowed=allowed)
    return _load(questionnaire_path(questionnaire_id, version))


@lru_cache(maxsize=4)
def _load(path: Path) -> Questionnaire:
    raw = path.read_bytes()
    top = parsed(raw)
    return questionnaire_from(top, digest=digest(raw, top))


def matrix_of(top: Record) -> str:
    """Return the division that a questionnaire asks about."""
    return str(top.get("matrix", DEFAULT_MATRIX))


def matrix_from(top: Record) -> ResponsibilityMatrix:
    """Build the matrix from a checked file."""
    return ResponsibilityMatrix(
        id=top["id"],
        version=top["version"],
        source=text(top["source"]),
        categories=tuple(
            Category(id=c["id"], name=text(c["name"]), definition=text(c["definition"]))
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
        title=text(top["title"]),
        source=text(top["source"]),
        licence=top["licence"],
        matrix_id=matrix_of(top),
        extensions=tuple(
            ExtensionDuty(
                id=e["id"],
                importance=e["importance"],
                name=text(e["name"]),
                definition=text(e["definition"]),
                reason=text(e["reason"]),
            )
            for e in top.get("extensions", ())
        ),
        reliance=tuple(
            RelianceGroup(
                id=g["id"],
                name=text(g["name"]),
                definition=text(g["definition"]),
                covers=tuple(g["covers"]),
            )
            for g in top.get("reliance", ())
        ),
        retired=tuple(top.get("retired", ())),
        questions=tuple(_question(q) for q in top["questions"]),
        digest=digest,
    )


@lru_cache(maxsize=1)
def extension_ids() -> tuple[str, ...]:
    """Return the ids of every built-in duty beyond the paper, without reading the questions."""
    heads = (questionnaire_path(key).read_bytes() for key in questionnaire_ids())
    tops = (parsed(head.partition(b"\nquestions:")[0]) for head in heads)
    return tuple(e["id"] for top in tops for e in top.get("extensions", ()))


def questionnaire_path(questionnaire_id: str, version: str | None = None) -> Path:
    """Return the file of a version: an earlier one stands beside the newest, with its number."""
    earlier = QUESTIONNAIRES / f"{questionnaire_id}@{version}.yaml"
    newest = QUESTIONNAIRES / f"{questionnaire_id}.yaml"
    return earlier if version is not None and earlier.exists() else newest


def digest(raw: bytes, top: Record) -> str:
    """Return SHA-256 over the file of a questionnaire and its matrix, line ends normalised."""
    both = raw + matrix_path(matrix_of(top)).read_bytes()
    return hashlib.sha256(both.replace(b"\r\n", b"\n")).hexdigest()


def _responsibility(raw: Record) -> Responsibility:
    return Responsibility(
        id=raw["id"],
        category_id=raw["category"],
        code=raw.get("code"),
        importance=raw.get("importance", 1),
        name=text(raw["name"]),
        group=maybe_text(raw.get("group")),
        definition=text(raw["definition"]),
        allocation={ServiceModel(m): Allocation(a) for m, a in raw["allocation"].items()},
        negotiation={ServiceModel(m): n for m, n in raw.get("negotiation", {}).items()},
        asked_with={ServiceModel(m): r for m, r in raw.get("asked_with", {}).items()},
        provider_duty=maybe_text(raw.get("provider_duty")),
        customer_duty=maybe_text(raw.get("customer_duty")),
        place={
            ServiceModel(m): Place(table=p["table"], row=p["row"]) for m, p in raw["place"].items()
        },
        other_reading={
            ServiceModel(m): Allocation(a) for m, a in raw.get("other_reading", {}).items()
        },
        note=maybe_text(raw.get("note")),
    )


def _negotiation(raw: Record) -> Negotiation:
    return Negotiation(
        id=raw["id"],
        responsibility_id=raw["responsibility"],
        title=text(raw["title"]),
        options=tuple(
            NegotiationOption(
                id=o["id"],
                allocation=Allocation(o["allocation"]),
                label=text(o["label"]),
                provider=maybe_text(o.get("provider")),
                customer=maybe_text(o.get("customer")),
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
        critical_reason=maybe_text(raw.get("critical_reason")),
        critical_boxes=tuple(raw.get("critical_boxes", ())),
        facts=tuple(Fact(f) for f in raw.get("facts", ())),
        exposure=tuple(Fact(f) for f in raw.get("exposure", ())),
        text=text(raw["text"]),
        gloss=maybe_text(raw.get("gloss")),
        why=text(raw["why"]),
        incidents=tuple(raw.get("incidents", ())),
        check=text(raw["check"]),
        choices=tuple(
            Choice(id=c["id"], value=c["value"], text=text(c["text"])) for c in raw["choices"]
        ),
        evidence=EvidenceGuide(
            ask=text(evidence["ask"]),
            look=text(evidence["look"]),
            try_=maybe_text(evidence.get("try")),
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
        title=text(raw["title"]),
        steps=tuple(text(s) for s in raw["steps"]),
        effort=raw["effort"],
        cost=Cost(raw["cost"]),
        effect=text(raw["effect"]),
        needs_provider=raw["needs_provider"],
        requires=tuple(raw["requires"]),
    )
