"""What both OSCAL documents begin and end with: metadata, the service, what they rest on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from model.exports.oscal_parts import (
    OSCAL_VERSION,
    filled,
    line,
    prop,
    props,
    prose,
    title,
    token,
    yes,
)

if TYPE_CHECKING:
    from model.exports.oscal_parts import Desk, Json


def metadata(desk: Desk, name: str) -> Json:
    """Return title, version, day, parties and roles of a document.

    Args:
        desk: what the document is made from.
        name: the key of its title.
    """
    told = desk.data.assessment
    origin = line(told.origin)
    words = desk.text(f"title.{name}", organisation=desk.organisation, service=desk.service)
    own = [
        {"role-id": role, "party-uuids": [desk.uuid("party", role)]} for role in _own_roles(desk)
    ]
    roles = [*_own_roles(desk)]
    roles += ["action-owner"] if desk.owners else []
    roles += ["approver"] if desk.approvers else []
    return filled(
        {
            "title": title(words),
            "last-modified": desk.last_modified,
            "version": str(told.round.number),
            "oscal-version": OSCAL_VERSION,
            "document-ids": [{"identifier": origin}] if origin else [],
            "props": _about(desk),
            "roles": [{"id": role, "title": title(desk.text(f"role.{role}"))} for role in roles],
            "parties": _parties(desk),
            "responsible-parties": own,
            "remarks": prose(_remarks(desk)),
        }
    )


def components(desk: Desk) -> list[Json]:
    """Return the cloud service that everything is about."""
    service = desk.data.assessment.service
    words = desk.text(
        "service", service=desk.service, provider=desk.provider, model=service.model.label
    )
    component = {
        "uuid": desk.uuid("service"),
        "type": "service",
        "title": title(desk.service),
        "description": prose(words),
        "props": props(prop("service-model", service.model.value, service.model.label)),
        "status": {"state": "operational"},
        "responsible-roles": [
            {"role-id": role, "party-uuids": [desk.uuid("party", role)]}
            for role in ("customer", "provider")
        ],
    }
    return [component]


def back_matter(desk: Desk) -> Json:
    """Return what the documents rest on: the questionnaire, and the white paper behind it."""
    questionnaire, matrix = desk.data.questionnaire, desk.data.matrix
    source = desk.catalog.say(questionnaire.source)
    asked = {
        "uuid": desk.uuid("questionnaire"),
        "title": title(desk.catalog.say(questionnaire.title)),
        "description": prose(source),
        "props": props(
            prop("questionnaire-id", questionnaire.id),
            prop("questionnaire-version", questionnaire.version),
            prop("questionnaire-digest", questionnaire.digest),
            prop("licence", questionnaire.licence),
        ),
        "rlinks": [{"href": _urn("questionnaire", questionnaire.id, questionnaire.version)}],
    }
    divided = {
        "uuid": desk.uuid("matrix"),
        "title": title(desk.catalog.say(matrix.source)),
        "props": props(prop("matrix-id", matrix.id), prop("matrix-version", matrix.version)),
        "citation": {"text": title(desk.catalog.say(matrix.source))},
        "rlinks": [{"href": _urn("matrix", matrix.id, matrix.version)}],
    }
    return {"resources": [filled(asked), filled(divided)]}


def written(name: str, document: Json) -> bytes:
    """Return a document as it stands in a file; the same document gives the same bytes."""
    text = json.dumps({name: document}, ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def _urn(kind: str, name: str, version: str) -> str:
    """Return a name for released content; there is no address where everybody could get it."""
    return f"urn:shoulder:{kind}:{token(name)}:{line(version)}"


def _own_roles(desk: Desk) -> tuple[str, ...]:
    return ("customer", "provider", "assessor") if desk.has_auditor else ("customer", "provider")


def _parties(desk: Desk) -> list[Json]:
    names = {"customer": desk.organisation, "provider": desk.provider}
    if desk.has_auditor:
        names["assessor"] = desk.text("auditor")
    parties = [
        {"uuid": desk.uuid("party", role), "type": "organization", "name": line(name)}
        for role, name in names.items()
    ]
    people = sorted({*desk.owners, *desk.approvers})
    return parties + [
        {"uuid": desk.person(name), "type": "person", "name": name} for name in people
    ]


def _about(desk: Desk) -> list[Json]:
    data = desk.data
    told, questionnaire = data.assessment, data.questionnaire
    model, depth, state = told.service.model, told.depth.value, told.status.state.value
    seal = told.status.seal
    return props(
        prop("questionnaire-id", questionnaire.id),
        prop("questionnaire-version", questionnaire.version),
        prop("questionnaire-digest", questionnaire.digest),
        prop("matrix-id", data.matrix.id),
        prop("matrix-version", data.matrix.version),
        prop("service-model", model.value, model.label),
        prop("depth", depth, desk.word(f"depth.{depth}")),
        prop("round", told.round.number),
        prop("assessment-state", state, desk.word(f"status.{state}")),
        prop("seal-sha256", seal.sha256 if seal else None),
        prop("seal-fits", yes(data.is_intact) if seal else None),
        prop("plan-day", told.plan_day),
        prop("voice", data.voice.value if data.voice else None),
        prop("without-auditor", "yes" if data.is_shortened else None),
        prop("language", desk.catalog.language.value),
    )


def _remarks(desk: Desk) -> str:
    source = desk.catalog.say(desk.data.matrix.source)
    lines = [desk.text("about"), source]
    attribution = desk.word("attribution")
    if attribution not in source:
        lines.append(attribution)
    return "\n".join(lines)
