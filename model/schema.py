"""Checks what comes from outside against a shipped JSON Schema and words every fault.

A fault is a key of resources/i18n with its details, so that it can be said in both languages.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from model.paths import SCHEMAS

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

MAX_DEPTH = 24
_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong, and where.

    Attributes:
        path: keys and positions that lead to the place; empty for the whole file.
        key: message of resources/i18n.
        details: values for its placeholders.
    """

    path: tuple[str | int, ...]
    key: str
    details: dict[str, str]

    @property
    def place(self) -> str:
        """Return the path as people read it, such as "answers › CA.1-Q1 › choice"."""
        return " › ".join(str(step) for step in self.path)


def faults(value: object, schema_name: str) -> list[Fault]:
    """Return every fault of a value, in the order of the file; empty where it is sound.

    Args:
        value: what a JSON or YAML file holds.
        schema_name: a file of resources/schemas, without its ending.
    """
    errors = sorted(_validator(schema_name).iter_errors(value), key=lambda e: list(map(str, e.path)))
    return [fault for error in errors for fault in _faults_of(error)]


def shown(value: object) -> str:
    """Return a value from outside as a message may quote it: short, on one line."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


@lru_cache(maxsize=4)
def _validator(schema_name: str) -> Draft202012Validator:
    from jsonschema import Draft202012Validator  # noqa: PLC0415  slow to import, rarely needed

    path = SCHEMAS / f"{schema_name}.schema.json"
    return Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


def _faults_of(error: ValidationError) -> list[Fault]:
    path = tuple(error.absolute_path)
    rule: Any = error.validator_value
    name = str(error.validator)
    if name == "additionalProperties" and isinstance(error.instance, dict):
        known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
        allowed = ", ".join(known)
        return [
            Fault(path=(*path, key), key="error.field.unknown", details={"allowed": allowed})
            for key in error.instance
            if key not in known
        ]
    if name == "required" and isinstance(error.instance, dict):
        missing = [key for key in rule if key not in error.instance]
        return [Fault(path=(*path, key), key="error.field.missing", details={}) for key in missing]
    return [Fault(path=path, key=_KEYS.get(name, "error.field.wrong"), details=_details(error))]


_KEYS = {
    "type": "error.field.type",
    "enum": "error.field.one_of",
    "const": "error.field.one_of",
    "pattern": "error.field.pattern",
    "minLength": "error.field.empty",
    "maxLength": "error.field.too_long",
    "minimum": "error.field.minimum",
    "maximum": "error.field.maximum",
    "minItems": "error.field.too_few",
    "maxItems": "error.field.too_many",
    "minProperties": "error.field.too_few",
    "maxProperties": "error.field.too_many",
    "uniqueItems": "error.field.twice",
}


def _details(error: ValidationError) -> dict[str, str]:
    rule: Any = error.validator_value
    allowed = rule if isinstance(rule, list) else [rule]
    return {
        "found": shown(error.instance),
        "allowed": ", ".join("null" if a is None else str(a) for a in allowed),
    }
