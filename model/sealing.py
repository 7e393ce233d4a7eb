"""The digest of an assessment: the same content gives the same 64 characters anywhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from model.assessment import Assessment

_NOT_CONTENT = frozenset({"origin", "status", "updated_on"})
"""Fields of an assessment that say which it is and how far, not what it holds."""


def digest(assessment: Assessment) -> str:
    """Return the SHA-256 of everything an assessment holds, in hex.

    Its status and the day of the last change are left out. A field that holds its default is
    left out too, so that a field added by a later version does not break an older seal.
    """
    plain = {k: v for k, v in _fields(assessment).items() if k not in _NOT_CONTENT}
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def is_intact(assessment: Assessment) -> bool:
    """Say whether a sealed assessment is as it was sealed; True for one without a seal."""
    seal = assessment.status.seal
    return seal is None or seal.sha256 == digest(assessment)


def _fields(value: object) -> dict[str, object]:
    found: dict[str, object] = {}
    for each in fields(value):  # type: ignore[arg-type]  # callers give dataclasses only
        held = getattr(value, each.name)
        default = each.default
        if default is MISSING and each.default_factory is not MISSING:
            default = each.default_factory()
        if default is MISSING or held != default:
            found[each.name] = _plain(held)
    return found


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(_plain(key)): _plain(held) for key, held in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(held) for held in value]
    if is_dataclass(value):
        return _fields(value)
    return value
