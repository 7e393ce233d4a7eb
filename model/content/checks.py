"""Validates content files: every fault with its line, its field and what is allowed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Any

from model.content.lines import Document, read_document
from model.content.loader import (
    extension_ids,
    matrix_ids,
    matrix_of,
    matrix_path,
    questionnaire_ids,
)
from model.content.matrix_checks import check_matrix
from model.content.provider_checks import check_providers
from model.content.question_checks import check_question, check_unique, records
from model.content.reliance_checks import check_groups, check_proof, uncovered
from model.content.text_checks import check_text, texts
from model.errors import AppError, ContentError
from model.schema import MAX_FAULTS, Fault, faults, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from model.content.lines import Place

Record = dict[str, Any]


class ContentKind(StrEnum):
    """What a content file holds."""

    QUESTIONNAIRE = "questionnaire"
    MATRIX = "matrix"
    PROVIDERS = "providers"

    @property
    def parts(self) -> str:
        """Return the field that holds what the file is made of."""
        return {"questionnaire": "questions", "matrix": "responsibilities"}.get(self, self.value)

    @classmethod
    def of(cls, top: Record) -> ContentKind:
        """Say what a file holds by its fields; a file without any is read as a questionnaire."""
        for kind in (cls.MATRIX, cls.PROVIDERS):
            if kind.parts in top:
                return kind
        return cls.QUESTIONNAIRE


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """What a check found.

    Attributes:
        id: the id that the file gives itself; empty where it gives none.
        version: as the file says; empty where it gives none.
        count: questions, responsibilities or providers.
        faults: one error for each fault, in the order of the lines; empty where it is sound.
    """

    file: str
    kind: ContentKind
    id: str
    version: str
    count: int
    faults: tuple[ContentError, ...]


def check_file(path: Path) -> CheckedFile:
    """Check a questionnaire, a matrix or the provider features.

    Raises:
        InputError: the file cannot be read, or is not plain YAML.
    """
    return check_document(read_document(path), str(path))


def check_document(document: Document, file: str) -> CheckedFile:
    """Check what was read from a content file.

    Args:
        document: what it holds.
        file: its name, for messages.
    """
    top = document.value if isinstance(document.value, dict) else {}
    kind = ContentKind.of(top)
    wrong = faults(document.value, kind)
    more = _more(kind, top, wrong)
    parts = top.get(kind.parts)
    return CheckedFile(
        file=file,
        kind=kind,
        id=shown(top.get("id", "")),
        version=shown(top.get("version", "")),
        count=len(parts) if isinstance(parts, list) else 0,
        faults=_located(document, [*document.faults, *wrong, *more], file),
    )


def record_faults(top: Record) -> tuple[Fault, ...]:
    """Return what is wrong with a questionnaire that stands in no file yet; empty where sound."""
    wrong = faults(top, ContentKind.QUESTIONNAIRE)
    return (*wrong, *_more(ContentKind.QUESTIONNAIRE, top, wrong))


def _located(document: Document, found: Iterable[Fault], file: str) -> tuple[ContentError, ...]:
    by_line = sorted(((_line(document, fault), fault) for fault in found), key=lambda f: f[0])
    return tuple(_error(document, file, line, fault) for line, fault in by_line)


def _line(document: Document, fault: Fault) -> int:
    line = fault.details.get("line")
    return line if isinstance(line, int) else document.line(fault.path)


def _error(document: Document, file: str, line: int, fault: Fault) -> ContentError:
    what = AppError(fault.key, **{k: v for k, v in fault.details.items() if k != "line"})
    if not fault.path:
        return ContentError("error.on_line", file=file, line=line, what=what)
    place = readable_place(document.value, fault.path)
    return ContentError("error.at_line", file=file, line=line, place=place, what=what)


def readable_place(value: object, path: Place) -> str:
    """Return a place as people find it: the id of a list's item instead of its number."""
    steps = []
    for step in path:
        inner = _step(value, step)
        name = inner.get("id") if isinstance(step, int) and isinstance(inner, dict) else None
        number = step + 1 if isinstance(step, int) else step
        steps.append(shown(name if isinstance(name, str) and name else str(number)))
        value = inner
    return " › ".join(steps)


def _step(value: object, step: str | int) -> object:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def _more(kind: ContentKind, top: Record, wrong: list[Fault]) -> list[Fault]:
    """Return what no schema can say, for those parts that fit it."""
    if kind is ContentKind.MATRIX:
        return [] if wrong else list(check_matrix(top))
    if kind is ContentKind.PROVIDERS:
        return [] if wrong else list(check_providers(top, _codes()))
    if len(wrong) >= MAX_FAULTS or any(_hides_the_rest(fault.path) for fault in wrong):
        return []
    inside = [fault.path for fault in wrong if fault.path[0] == "questions"]
    return list(_Questionnaire(top, broken={path[1] for path in inside}).check())


def _hides_the_rest(path: Place) -> bool:
    """Say whether a fault there leaves too little to check the questions against."""
    whole = ((), ("id",), ("matrix",), ("questions",))
    return path in whole or path[0] in ("extensions", "reliance")


class _Questionnaire:
    """One questionnaire whose sound questions are checked against each other and the matrix."""

    def __init__(self, top: Record, broken: set[str | int]) -> None:
        self._top = top
        self._is_whole = not broken
        all_questions = records(("questions",), top["questions"])
        self._questions = [(p, q) for p, q in all_questions if p[1] not in broken]
        self._extensions = records(("extensions",), top.get("extensions", []))
        self._reliance = records(("reliance",), top.get("reliance", []))
        self._proofs = {group["id"] for _, group in self._reliance}
        self._matrix = _matrix(matrix_of(top))
        self._codes = {r["id"]: r["code"] for r in self._matrix.values() if "code" in r}
        self._codes |= {e["id"]: e["id"] for _, e in (*self._extensions, *self._reliance)}

    def check(self) -> Iterator[Fault]:
        """Return every fault."""
        for name in ("title", "source", "extensions", "reliance"):
            for place, text in texts(self._top.get(name), (name,)):
                if all(isinstance(words, str) for words in text.values()):
                    yield from check_text(place, text, vague=name in ("extensions", "reliance"))
        yield from check_unique(self._extensions)
        yield from check_groups(self._reliance, self._matrix)
        yield from check_unique(self._questions)
        yield from self._check_retired()
        actions = [
            pair for p, q in self._questions for pair in records((*p, "actions"), q["actions"])
        ]
        yield from check_unique(actions)
        for place, question in self._questions:
            yield from self._check_duty(place, question)
        if self._is_whole:
            yield from self._check_leads()
            yield from self._check_every_duty_is_asked()
            yield from _check_requirements(actions)

    def _check_duty(self, place: Place, question: Record) -> Iterator[Fault]:
        duty = question["responsibility"]
        if duty in self._codes:
            yield from check_question(place, question, self._codes[duty])
            if duty in self._proofs:
                yield from check_proof(place, question)
            return
        key = "error.content.providers" if duty in self._matrix else "error.content.duty"
        path = (*place, "responsibility")
        yield Fault(path=path, key=key, details={"found": shown(duty)})
        yield from check_question(place, question, question["id"].rpartition("-Q")[0])

    def _check_retired(self) -> Iterator[Fault]:
        gone = self._top.get("retired", [])
        for number, retired in enumerate(gone if isinstance(gone, list) else []):
            if any(retired in _ids(question) for _, question in self._questions):
                details = {"found": retired}
                yield Fault(path=("retired", number), key="error.content.retired", details=details)

    def _check_leads(self) -> Iterator[Fault]:
        by_duty: dict[str, list[tuple[Place, Record]]] = defaultdict(list)
        for place, question in self._questions:
            by_duty[question["responsibility"]].append((place, question))
        for duty, asked in by_duty.items():
            leads = [place for place, question in asked if question["lead"]]
            if not leads:
                path = (*asked[0][0], "lead")
                yield Fault(path=path, key="error.content.no_lead", details={"found": duty})
            for place in leads[1:]:
                path = (*place, "lead")
                yield Fault(path=path, key="error.content.two_leads", details={"found": duty})

    def _check_every_duty_is_asked(self) -> Iterator[Fault]:
        """Return a fault for each duty without question; only ours must cover the matrix."""
        asked = {question["responsibility"] for _, question in self._questions}
        wanted = [
            (place, each["id"], each["id"]) for place, each in (*self._extensions, *self._reliance)
        ]
        if self._top["id"] in questionnaire_ids():
            rows = [(r["id"], r["code"]) for r in self._matrix.values() if "code" in r]
            wanted += [(("questions",), duty, f"{code} ({duty})") for duty, code in rows]
            for row_id in uncovered(self._reliance, self._matrix):
                details = {"found": row_id}
                yield Fault(path=("reliance",), key="error.content.uncovered", details=details)
        for place, duty, name in wanted:
            if duty not in asked:
                yield Fault(path=place, key="error.content.unasked", details={"found": name})


def _ids(question: Record) -> list[str]:
    return [question["id"], *(action["id"] for action in question["actions"])]


def _check_requirements(actions: list[tuple[Place, Record]]) -> Iterator[Fault]:
    """Return a fault for each prerequisite that does not exist, and for those of one circle."""
    requires = {action["id"]: action["requires"] for _, action in actions}
    circle = _circle(requires)
    for place, action in actions:
        for number, required in enumerate(action["requires"]):
            path = (*place, "requires", number)
            if required not in requires:
                yield Fault(path=path, key="error.field.unknown_action", details={})
            elif (action["id"], required) in circle:
                details = {"found": required}
                yield Fault(path=path, key="error.content.circle", details=details)


def _circle(requires: dict[str, list[str]]) -> set[tuple[str, str]]:
    """Return (action, required) for each step of a circle; empty where there is none."""
    try:
        TopologicalSorter(requires).prepare()
    except CycleError as error:
        around = error.args[1]
        return set(zip(around[1:], around, strict=False))
    return set()


@lru_cache(maxsize=4)
def _matrix(matrix_id: str) -> dict[str, Record]:
    """Return the rows of a matrix by id; none of a matrix that does not exist.

    Raises:
        ContentError: the matrix itself is not sound.
    """
    if matrix_id not in matrix_ids():
        return {}
    path = matrix_path(matrix_id)
    top: Any = read_document(path).value
    if faults(top, ContentKind.MATRIX):
        raise ContentError("error.content.matrix", file=str(path))
    return {row["id"]: row for row in top["responsibilities"]}


def _codes() -> set[str]:
    """Return the codes of every duty that a customer can hold, extensions too."""
    rows = (row for name in matrix_ids() for row in _matrix(name).values())
    return set(extension_ids()) | {row["code"] for row in rows if "code" in row}
