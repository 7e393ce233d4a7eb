"""YAML from outside, read into plain values that know their lines.

Only the plain part of YAML is allowed: no anchors, aliases or tags, one document, bounded in
size and depth, and no name twice in one place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import yaml

from model.errors import AppError, ContentError, InputError
from model.files import read_bounded
from model.schema import MAX_DEPTH, MAX_FAULTS, Fault, shown

if TYPE_CHECKING:
    from pathlib import Path

LIMIT = 4_000_000
"""The most bytes a content file may have."""

Place = tuple[str | int, ...]
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONSTRUCTOR: Any = yaml.constructor.SafeConstructor()
_PLAIN = {
    "tag:yaml.org,2002:str": _CONSTRUCTOR.construct_yaml_str,
    "tag:yaml.org,2002:int": _CONSTRUCTOR.construct_yaml_int,
    "tag:yaml.org,2002:float": _CONSTRUCTOR.construct_yaml_float,
    "tag:yaml.org,2002:bool": _CONSTRUCTOR.construct_yaml_bool,
    "tag:yaml.org,2002:null": _CONSTRUCTOR.construct_yaml_null,
}
_RESOLVER: Any = yaml.resolver.Resolver()
_TIME_TAG = "tag:yaml.org,2002:timestamp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a YAML file holds.

    Attributes:
        value: lists, records and plain values; a date stays a date, which no schema allows.
        lines: for each place the line it begins on, counted from 1.
        faults: names that stand twice in one place.
    """

    value: object
    lines: dict[Place, int]
    faults: tuple[Fault, ...]

    def line(self, place: Place) -> int:
        """Return the line of a place, or of what it would belong to if it is not there."""
        while place not in self.lines and place:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_document(path: Path) -> Document:
    """Read a YAML file.

    Raises:
        InputError: it cannot be read, or is not plain YAML; names the file and the line.
    """
    return document_in(read_bounded(path, LIMIT), str(path))


def document_in(raw: bytes, name: str) -> Document:
    """Read the bytes of a YAML file.

    Args:
        raw: the bytes.
        name: what messages call the file.

    Raises:
        InputError: they are too many, or no plain YAML; names the file and the line.
    """
    if len(raw) > LIMIT:
        raise InputError("error.too_large", file=name, limit=LIMIT // 1_000_000)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ContentError("error.not_utf8", file=name) from None
    try:
        return _Builder(name).build(text)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise _on_line(name, line, "error.yaml.character") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _on_line(name, mark.line + 1 if mark else 1, "error.yaml.syntax") from None


def _on_line(file: str, line: int, key: str, **details: object) -> ContentError:
    return ContentError("error.on_line", file=file, line=line, what=AppError(key, **details))


@dataclass(slots=True)
class _Open:
    """A list or record that is still being read.

    Attributes:
        key: the name whose value comes next; None where a name itself comes next.
    """

    place: Place
    value: Any
    key: str | None = None


@dataclass(slots=True)
class _Builder:
    """Builds values from the events of the parser, without recursion."""

    file: str
    lines: dict[Place, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    top: object = None
    documents: int = 0
    stack: list[_Open] = field(default_factory=list)

    def build(self, text: str) -> Document:
        for event in yaml.parse(text, Loader=_Parser):
            self._refuse(event)
            if isinstance(event, yaml.MappingStartEvent):
                self._open({}, event)
            elif isinstance(event, yaml.SequenceStartEvent):
                self._open([], event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self.stack.pop()
            elif isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
        return Document(value=self.top, lines=self.lines, faults=tuple(self.faults))

    def _refuse(self, event: yaml.Event) -> None:
        line = _line(event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _on_line(self.file, line, "error.yaml.anchor")
        if tag := getattr(event, "tag", None):
            raise _on_line(self.file, line, "error.yaml.tag", found=shown(tag))
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise _on_line(self.file, line, "error.yaml.documents")

    def _open(self, value: object, event: yaml.Event) -> None:
        line = _line(event)
        if len(self.stack) >= MAX_DEPTH:
            raise _on_line(self.file, line, "error.yaml.depth", allowed=MAX_DEPTH)
        if self.stack and self.stack[-1].key is None and isinstance(self.stack[-1].value, dict):
            raise _on_line(self.file, line, "error.yaml.key")
        self.stack.append(_Open(place=self._put(value, line), value=value))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        line = _line(event)
        parent = self.stack[-1] if self.stack else None
        if parent is not None and isinstance(parent.value, dict) and parent.key is None:
            self._name(parent, event.value, line)
            return
        self._put(self._plain(event, line), line)

    def _name(self, parent: _Open, name: str, line: int) -> None:
        parent.key = name
        place = (*parent.place, name)
        if name in parent.value and len(self.faults) < MAX_FAULTS:
            details = {"name": shown(name), "line": line}
            self.faults.append(Fault(path=place, key="error.yaml.duplicate", details=details))
        self.lines[place] = line

    def _put(self, value: object, line: int) -> Place:
        """Put a value where it belongs and return its place."""
        if not self.stack:
            self.top = value
            self.lines[()] = line
            return ()
        parent = self.stack[-1]
        if isinstance(parent.value, dict):
            name = str(parent.key)
            parent.value[name] = value
            parent.key = None
            return (*parent.place, name)
        parent.value.append(value)
        place = (*parent.place, len(parent.value) - 1)
        self.lines[place] = line
        return place

    def _plain(self, event: yaml.ScalarEvent, line: int) -> object:
        """Return a scalar as the loader will see it."""
        if not event.implicit[0]:
            return event.value
        tag = _RESOLVER.resolve(yaml.ScalarNode, event.value, (True, False))
        if tag == _TIME_TAG:
            return _date(event.value)
        if tag not in _PLAIN:
            raise _on_line(self.file, line, "error.yaml.tag", found=shown(event.value))
        try:
            return _PLAIN[tag](yaml.ScalarNode(tag=tag, value=event.value))
        except ValueError:
            raise _on_line(self.file, line, "error.yaml.number", found=shown(event.value)) from None


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    return mark.line + 1 if mark else 1


def _date(raw: str) -> date | str:
    try:
        return date.fromisoformat(raw[:10])
    except ValueError:
        return raw
