"""The form for a record of a questionnaire, made from its JSON Schema: what can be filled in."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from model.paths import SCHEMAS
from model.text import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from model.i18n import Catalog

Record = dict[str, Any]
Path = tuple[str | int, ...]
LONG = 100
"""Characters above which a text gets several lines."""

QUESTION_ORDER = (
    "text",
    "gloss",
    "kind",
    "choices",
    "why",
    "check",
    "evidence",
    "lead",
    "weight",
    "critical",
    "critical_reason",
    "critical_boxes",
    "na_reasons",
    "facts",
    "exposure",
    "actions",
    "references",
    "incidents",
    "source",
)
_FOLDED = ("actions", "references")
_FIXED = ("id", "responsibility")
_OF_CHOICES = ("to", "boxes", "critical_boxes")
_BOXES = ("boxes", "critical_boxes")
_OTHER_KINDS = {"CHK": ("to",), "L5": _BOXES, "FACT": _BOXES}


class FieldKind(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    BOTH = "both"
    NUMBER = "number"
    WORDS = "words"
    ONE_OF = "one_of"
    MANY_OF = "many_of"
    SWITCH = "switch"
    RECORD = "record"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One field of a form, or a group of fields.

    Attributes:
        path: where it stands in the record.
        label: its name in the language of the window.
        help: what to write there; empty where the name says it.
        value: a text, a number, yes or no, chosen ids, or {"zh", "en"}; None for a group.
        options: value and words of each choice (ONE_OF, MANY_OF).
        fields: what a group (RECORD, LIST) holds.
        can_remove: it is an item of a list.
        can_add: a list that takes one more item.
        is_long: a text of several lines.
        is_required: it cannot be left out; an empty one is a fault.
        is_folded: shown as one line until it is opened.
        is_number: words that are whole numbers.
    """

    path: Path
    kind: FieldKind
    label: str
    help: str = ""
    value: object = None
    options: tuple[tuple[object, str], ...] = ()
    fields: tuple[FormField, ...] = ()
    can_remove: bool = False
    can_add: bool = False
    is_long: bool = False
    is_required: bool = True
    is_folded: bool = False
    is_number: bool = False


def question_form(question: Record, catalog: Catalog) -> tuple[FormField, ...]:
    """Return the fields of a question, in the order in which an author thinks of them."""
    fields = {f.path[0]: f for f in _Form(question, catalog).fields_of("question", question, ())}
    return tuple(fields[name] for name in QUESTION_ORDER if name in fields)


def head_form(top: Record, catalog: Catalog) -> tuple[FormField, ...]:
    """Return the fields of a questionnaire as a whole: title, source, licence."""
    form = _Form({}, catalog)
    properties = _schema()["properties"]
    title, source, licence = (
        form.field(name, properties[name], top.get(name), (name,))
        for name in ("title", "source", "licence")
    )
    return (title, replace(source, label=catalog.text("form.field.source_line")), licence)


def flat(fields: Iterable[FormField]) -> Iterator[FormField]:
    """Return every field, those inside groups too."""
    for field in fields:
        yield field
        yield from flat(field.fields)


def entered_value(field: FormField, value: object) -> object:
    """Return what a field holds after typing; None takes an optional field away."""
    match field.kind:
        case FieldKind.BOTH if isinstance(value, dict):
            tidy = clean if field.is_long else clean_line
            texts = {language: tidy(str(text)) for language, text in value.items()}
            is_empty = not any(texts.values())
            return None if is_empty and not field.is_required else texts
        case FieldKind.LINE:
            return clean_line(str(value))
        case FieldKind.WORDS:
            parts = [part for part in re.split(r"[,\uff0c\u3001\s]+", str(value)) if part]
            words: list[object] = [int(p) if field.is_number and p.isdigit() else p for p in parts]
            return words if words or field.is_required else None
        case FieldKind.MANY_OF if isinstance(value, list):
            return value if value or field.is_required else None
    return value


def reading_order(path: Path) -> tuple[tuple[int, int, str], ...]:
    """Return a key that puts places into the order of questions and of the fields of a form."""
    return tuple(_rank(step) for step in path)


def _rank(step: str | int) -> tuple[int, int, str]:
    if isinstance(step, int):
        return (1, step, "")
    known = (*QUESTION_ORDER, "zh", "en")
    return (0, known.index(step) if step in known else len(known), step)


class _Form:
    """Makes fields for one question; its choices are what an action can lead to."""

    def __init__(self, question: Record, catalog: Catalog) -> None:
        self._question = question
        self._catalog = catalog

    def fields_of(self, definition: str, record: Record, path: Path) -> Iterator[FormField]:
        """Return a field for each property that can be changed here."""
        left_out = (*_FIXED, *_OTHER_KINDS.get(str(self._question.get("kind")), ()))
        whole = _schema()["$defs"][definition]
        for name, schema in whole["properties"].items():
            if name not in left_out or definition == "reference":
                field = self.field(name, schema, record.get(name), (*path, name))
                yield replace(field, is_required=name in whole["required"])

    def field(self, name: str, schema: Record, value: object, path: Path) -> FormField:
        """Return one field with what is inside it."""
        kind, inner = _kind(name, schema)
        common: Record = {"path": path, "kind": kind, **self._words(name, path)}
        if kind is FieldKind.RECORD:
            record = value if isinstance(value, dict) else {}
            fields = self._inside(inner, record, path)
            return FormField(**common, fields=fields)
        if kind is FieldKind.LIST:
            return self._list(common, schema, inner, value, path)
        if name in _OF_CHOICES:
            return FormField(**common, value=value, options=self._choices())
        if kind in (FieldKind.ONE_OF, FieldKind.MANY_OF):
            return FormField(**common, value=value, options=self._options(name, inner))
        is_number = kind is FieldKind.WORDS and inner.get("type") == "integer"
        longest = _resolved(schema).get("properties", {}).get("zh", {}).get("maxLength", 0)
        return FormField(**common, value=value, is_long=longest > LONG, is_number=is_number)

    def _list(
        self, common: Record, schema: Record, inner: Record, value: object, path: Path
    ) -> FormField:
        items = value if isinstance(value, list) else []
        fields = tuple(
            self._item(inner, item, (*path, number), number) for number, item in enumerate(items)
        )
        most = _resolved(schema).get("maxItems", len(items) + 1)
        is_folded = path[-1] in _FOLDED
        return FormField(**common, fields=fields, can_add=len(items) < most, is_folded=is_folded)

    def _item(self, schema: Record, item: object, path: Path, number: int) -> FormField:
        named = item.get("id") if isinstance(item, dict) else None
        label = str(named or number + 1)
        if _is_both(schema):
            return FormField(
                path=path,
                kind=FieldKind.BOTH,
                label=label,
                value=item,
                can_remove=True,
                is_long=schema["properties"]["zh"]["maxLength"] > LONG,
            )
        record = item if isinstance(item, dict) else {}
        return FormField(
            path=path,
            kind=FieldKind.RECORD,
            label=label,
            fields=self._inside(schema, record, path),
            can_remove=True,
        )

    def _inside(self, schema: Record, record: Record, path: Path) -> tuple[FormField, ...]:
        for name, definition in _schema()["$defs"].items():
            if definition is schema:
                return tuple(self.fields_of(name, record, path))
        return tuple(
            replace(
                self.field(name, each, record.get(name), (*path, name)),
                is_required=name in schema["required"],
            )
            for name, each in schema["properties"].items()
        )

    def _words(self, name: str, path: Path) -> dict[str, str]:
        """Return name and help of a field; the same name can mean another thing in a list."""
        inside = f"{path[-3]}.{name}" if len(path) > 2 else name  # noqa: PLR2004  list, number, name
        known = inside if self._catalog.has(f"form.field.{inside}") else name
        key = f"form.help.{known}"
        help_text = self._catalog.text(key) if self._catalog.has(key) else ""
        return {"label": self._catalog.text(f"form.field.{known}"), "help": help_text}

    def _choices(self) -> tuple[tuple[object, str], ...]:
        return tuple(
            (choice["id"], f"{choice['id']}  {choice['text'][self._catalog.language.value]}")
            for choice in self._question["choices"]
        )

    def _options(self, name: str, schema: Record) -> tuple[tuple[object, str], ...]:
        return tuple((value, self._option(name, value)) for value in schema["enum"])

    def _option(self, name: str, value: object) -> str:
        key = f"form.option.{name}.{value}"
        if self._catalog.has(key):
            return self._catalog.text(key)
        return str(value) or self._catalog.text("form.nothing")


_PLAIN_KINDS = {
    "boolean": FieldKind.SWITCH,
    "integer": FieldKind.NUMBER,
    "object": FieldKind.RECORD,
    "string": FieldKind.LINE,
}


def _kind(name: str, schema: Record) -> tuple[FieldKind, Record]:
    """Return how a property is filled in, and the schema of what is inside it."""
    resolved = _resolved(schema)
    if resolved.get("type") == "array":
        return _list_kind(name, _resolved(resolved["items"]))
    if name == "to" or "enum" in resolved:
        return FieldKind.ONE_OF, resolved
    if _is_both(resolved):
        return FieldKind.BOTH, resolved
    return _PLAIN_KINDS[resolved["type"]], resolved


def _list_kind(name: str, inner: Record) -> tuple[FieldKind, Record]:
    if name in _OF_CHOICES or "enum" in inner:
        return FieldKind.MANY_OF, inner
    is_plain = inner["type"] in ("string", "integer")
    return (FieldKind.WORDS if is_plain else FieldKind.LIST), inner


def _is_both(schema: Record) -> bool:
    return set(schema.get("properties", {})) == {"zh", "en"}


def _resolved(schema: Record) -> Record:
    """Return what a $ref stands for."""
    reference = schema.get("$ref")
    if reference is None:
        return schema
    found: Record = _schema()["$defs"][reference.rpartition("/")[2]]
    return found


@lru_cache(maxsize=1)
def _schema() -> Record:
    text = (SCHEMAS / "questionnaire.schema.json").read_text(encoding="utf-8")
    schema: Record = json.loads(text)
    return schema
