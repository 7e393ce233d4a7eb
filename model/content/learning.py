"""From YAML to what is learnt from: other models of shared responsibility, kinds of incident."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from model.content.yaml_file import maybe_text, parsed, text
from model.incidents import (
    ChainPlace,
    EvidenceHolder,
    EvidenceToSecure,
    Failing,
    ImplicatedDuty,
    Incident,
    IncidentShelf,
    Notice,
    PublicExample,
    UnheldMatter,
)
from model.paths import QUESTIONNAIRES
from model.responsibility import ServiceModel
from model.security_models import (
    Confidence,
    Holder,
    ModelColumn,
    ModelRow,
    ModelShelf,
    SecurityModel,
    Topic,
)

if TYPE_CHECKING:
    from model.language import LocalizedText

LEARNING = QUESTIONNAIRES / "learn"
MODELS_FILE = LEARNING / "models.yaml"
INCIDENTS_FILE = LEARNING / "incidents.yaml"

Record = dict[str, Any]


@lru_cache(maxsize=1)
def load_models() -> ModelShelf:
    """Read every model beside the paper's."""
    top = parsed(MODELS_FILE.read_bytes())
    return ModelShelf(
        source=text(top["source"]),
        topics=tuple(Topic(id=t["id"], name=text(t["name"])) for t in top["topics"]),
        models=tuple(_model(raw) for raw in top["models"]),
    )


@lru_cache(maxsize=1)
def load_incidents() -> IncidentShelf:
    """Read every kind of incident."""
    top = parsed(INCIDENTS_FILE.read_bytes())
    return IncidentShelf(
        source=text(top["source"]),
        incidents=tuple(_incident(raw) for raw in top["incidents"]),
    )


def _model(raw: Record) -> SecurityModel:
    return SecurityModel(
        id=raw["id"],
        short=text(raw["short"]),
        name=text(raw["name"]),
        provider=raw["provider"],
        edition=text(raw["edition"]),
        as_of=raw["as_of"],
        confidence=Confidence(raw["confidence"]),
        remark=maybe_text(raw.get("remark")),
        columns=tuple(
            ModelColumn(
                id=c["id"],
                name=text(c["name"]),
                example=c["example"],
                models=_service_models(c["models"]),
            )
            for c in raw["columns"]
        ),
        rows=tuple(_row(row) for row in raw["rows"]),
    )


def _row(raw: Record) -> ModelRow:
    return ModelRow(
        id=raw["id"],
        name=text(raw["name"]),
        covers=tuple(raw["covers"]),
        holders={column: Holder(holder) for column, holder in raw["holders"].items()},
        unsure=tuple(raw.get("unsure", ())),
        note=maybe_text(raw.get("note")),
    )


def _incident(raw: Record) -> Incident:
    example = raw.get("example")
    return Incident(
        id=raw["id"],
        title=text(raw["title"]),
        story=text(raw["story"]),
        example=_example(example) if example else None,
        models=_service_models(raw["models"]),
        duties=tuple(
            ImplicatedDuty(
                responsibility_id=d["duty"], failing=Failing(d["failing"]), why=text(d["why"])
            )
            for d in raw["duties"]
        ),
        beyond=tuple(raw.get("beyond", ())),
        unheld=_unheld(raw),
        before=_texts(raw["before"]),
        during=_texts(raw["during"]),
        after=_texts(raw["after"]),
        evidence=tuple(
            EvidenceToSecure(
                what=text(e["what"]), holder=EvidenceHolder(e["holder"]), where=text(e["where"])
            )
            for e in raw["evidence"]
        ),
        notices=tuple(Notice(who=text(n["who"]), when=text(n["when"])) for n in raw["notify"]),
        spread=tuple(ChainPlace(place) for place in raw["spread"]),
    )


def _example(raw: Record) -> PublicExample:
    return PublicExample(
        text=text(raw["text"]),
        source=text(raw["source"]),
        confidence=Confidence(raw["confidence"]),
    )


def _unheld(raw: Record) -> UnheldMatter | None:
    if "gap" not in raw:
        return None
    return UnheldMatter(text=text(raw["gap"]), models=_service_models(raw["gap_models"]))


def _service_models(raw: list[str]) -> tuple[ServiceModel, ...]:
    return tuple(ServiceModel(each) for each in raw)


def _texts(raw: list[Record]) -> tuple[LocalizedText, ...]:
    return tuple(text(each) for each in raw)
