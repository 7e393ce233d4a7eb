"""NIST's own schema, and what every OSCAL file has to keep beside it."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

import jsonschema_rs

from model.exports.oscal import assessment_results, poam
from model.i18n import Catalog
from model.language import Language

SCHEMA = Path(__file__).parents[2] / "data" / "oscal" / "oscal_complete_schema.json"
PLAN, RESULTS = "plan-of-action-and-milestones", "assessment-results"

ZH, EN = Catalog(Language.ZH), Catalog(Language.EN)


@cache
def validator():
    """Return the schema's validator: it knows \\p{L} and checks dates, addresses and mails."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return jsonschema_rs.Draft7Validator(schema, validate_formats=True)


def schema_digest():
    return hashlib.sha256(SCHEMA.read_bytes()).hexdigest()


def faults(raw):
    """Return what the schema finds wrong."""
    found = validator().iter_errors(json.loads(raw))
    return [f"{list(fault.instance_path)}: {fault.message[:200]}" for fault in found]


def read_plan(data, catalog=EN):
    return json.loads(poam(data, catalog))[PLAN]


def read_results(data, catalog=EN):
    return json.loads(assessment_results(data, catalog))[RESULTS]


def value(part, name):
    """Return a property of ours; None where there is none."""
    return next((p["value"] for p in part.get("props", ()) if p["name"] == name), None)


def everything(part):
    """Yield every object of a document."""
    if isinstance(part, dict):
        yield part
    for child in part.values() if isinstance(part, dict) else part:
        if isinstance(child, dict | list):
            yield from everything(child)


def ids(document):
    return [part["uuid"] for part in everything(document) if "uuid" in part]


def references(document):
    """Return every id that points at something of the same document."""
    names = (
        "actor-uuid",
        "finding-uuid",
        "observation-uuid",
        "party-uuid",
        "risk-uuid",
        "subject-uuid",
        "task-uuid",
    )
    parts = list(everything(document))
    found = {part[name] for part in parts for name in names if name in part}
    found |= {each for part in parts for each in part.get("party-uuids", ())}
    href = document.get("import-ap", {}).get("href")
    return found | ({href.removeprefix("#")} if href else set())


def roles_used(document):
    return {part["role-id"] for part in everything(document) if "role-id" in part}
