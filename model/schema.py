"""Checks what comes from outside against a shipped JSON Schema and words every fault.

A fault is a key of resources/i18n with its details, so that it can be said in both languages.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from model.errors import AppError
from model.paths import SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

MAX_DEPTH = 24
"""Nesting that no sound file reaches; deeper ones are refused before they are looked at."""

MAX_FAULTS = 200
"""More than these help nobody, and a hostile file may hold millions."""

_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong, and where.

    Attributes:
        path: keys and positions that lead to the place; empty for the whole file.
        key: message of resources/i18n.
        details: values for its placeholders; an AppError among them is worded too.
    """

    path: tuple[str | int, ...]
    key: str
    details: Mapping[str, object]

    @property
    def place(self) -> str:
        """Return the path as people read it, such as "answers › CA.1-Q1 › choice"."""
        return " › ".join(str(step) for step in self.path)


def faults(value: object, schema_name: str) -> list[Fault]:
    """Return the faults of a value in a fixed order, at most `MAX_FAULTS`; empty where sound.

    Args:
        value: what a JSON or YAML file holds.
        schema_name: a file of resources/schemas, without its ending.
    """
    errors = _validator(schema_name).iter_errors(value)
    found = islice((fault for error in errors for fault in _faults_of(error)), MAX_FAULTS)
    return sorted(found, key=lambda fault: list(map(str, fault.path)))


def is_too_deep(value: object) -> bool:
    """Say whether lists and records lie in each other deeper than `MAX_DEPTH`."""
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [inner for outer in level for inner in _inside(outer)]
    return bool(level)


def _inside(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def shown(value: object, limit: int = _SHOWN) -> str:
    """Return a value from outside as a message may quote it: short, on one line."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


@lru_cache(maxsize=4)
def _validator(schema_name: str) -> Draft202012Validator:
    from jsonschema import Draft202012Validator, validators  # noqa: PLC0415  slow to import

    extend: Any = validators.extend
    bounded = extend(Draft202012Validator, {"uniqueItems": _unique_items})
    text = (SCHEMAS / f"{schema_name}.schema.json").read_text(encoding="utf-8")
    validator: Draft202012Validator = bounded(json.loads(text))
    return validator


def _unique_items(
    _validator: object,
    is_wanted: bool,
    value: object,
    _schema: object,
) -> Iterator[ValidationError]:
    """Refuse an entry that stands twice, in linear time: jsonschema's own rule is quadratic."""
    from jsonschema.exceptions import ValidationError  # noqa: PLC0415

    if is_wanted and isinstance(value, list):
        entries = {json.dumps(entry, sort_keys=True, default=str) for entry in value}
        if len(entries) < len(value):
            yield ValidationError("twice")


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


def _details(error: ValidationError) -> dict[str, object]:
    rule: Any = error.validator_value
    found = shown(error.instance)
    if error.validator == "type":
        names = rule if isinstance(rule, list) else [rule]
        return {"found": found, "allowed": AppError(f"error.type.{'_or_'.join(names)}")}
    if error.validator == "pattern" and isinstance(error.schema, dict):
        rule = error.schema.get("examples", rule)
    allowed = rule if isinstance(rule, list) else [rule]
    return {"found": found, "allowed": ", ".join("null" if a is None else str(a) for a in allowed)}
