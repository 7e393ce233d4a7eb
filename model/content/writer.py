"""Questionnaires back into YAML, laid out as the built-in ones are."""

from __future__ import annotations

from io import StringIO
from typing import Any

import yaml

Record = dict[str, Any]
_PLAIN: Any = yaml.SafeDumper(StringIO())
_STR = "tag:yaml.org,2002:str"
_INLINE = frozenset({"choices", "references"})
"""Lists whose records stand on one line each."""


def to_yaml(top: Record) -> str:
    """Return a content file as text that `read_document` reads back equal."""
    return yaml.serialize(_node(top), Dumper=_Dumper, allow_unicode=True, width=float("inf"))


class _Dumper(yaml.SafeDumper):
    """Indents lists below their name, as authors do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        del indentless
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:
        del data
        return True


def _node(value: object, name: str = "", *, flow: bool = False) -> yaml.Node:
    if isinstance(value, dict):
        inline = flow or set(value) == {"zh", "en"}
        pairs = [
            (yaml.ScalarNode(_STR, str(key)), _node(inner, str(key), flow=inline))
            for key, inner in value.items()
        ]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=inline)
    if isinstance(value, list):
        simple = not any(isinstance(inner, dict | list) for inner in value)
        parts = [_node(inner, flow=flow or name in _INLINE) for inner in value]
        return yaml.SequenceNode("tag:yaml.org,2002:seq", parts, flow_style=flow or simple)
    if isinstance(value, str):
        return yaml.ScalarNode(_STR, value, style='"')
    plain: yaml.Node = _PLAIN.represent_data(value)
    return plain
