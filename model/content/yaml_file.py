"""YAML as the built-in content is written: parsed safely, texts in both languages."""

from __future__ import annotations

from typing import Any

import yaml

from model.language import LocalizedText

Record = dict[str, Any]
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parsed(raw: bytes) -> Record:
    """Return the content of a trusted file."""
    top: Record = yaml.load(raw, Loader=_Loader)  # noqa: S506  a SafeLoader
    return top


def text(raw: Record) -> LocalizedText:
    """Return a text that the file gives in both languages."""
    return LocalizedText(zh=raw["zh"], en=raw["en"])


def maybe_text(raw: Record | None) -> LocalizedText | None:
    """Return a text that the file need not give; None where it does not."""
    return None if raw is None else text(raw)
