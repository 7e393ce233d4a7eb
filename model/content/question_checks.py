"""Checks of one question that a schema cannot say: scale, critical boxes, actions, references."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from model.content.text_checks import check_is_one_question, check_length, check_text, texts
from model.schema import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.content.lines import Place

Record = dict[str, Any]

EXTENSION_START = "X."
FULL = 100
LADDERS = {"L5": (0, 25, 50, 75, 100), "FACT": (0, 50, 100)}
BOXES = (3, 6)
STEM_LENGTH = (40, 25)
"""Chinese characters and English words of a question."""
CHOICE_LENGTH = (30, 20)
"""Chinese characters and English words of a step or box."""

REFERENCES = {
    ("CSA CCM", "4.0"): (
        r"(A&A|AIS|BCR|CCC|CEK|DCS|DSP|GRC|HRS|IAM|IPY|IVS|LOG|SEF|STA|TVM|UEM)-\d\d",
        "IAM-14",
    ),
    ("ISO/IEC 27017", "2015"): (
        r"([5-9]|1[0-8])(\.\d{1,2}){1,2}|CLD\.(6\.3\.1|8\.1\.5|9\.5\.[12]|12\.1\.5|12\.4\.5|13\.1\.4)",
        "9.4.2",
    ),
    ("NIST SP 800-53", "r5"): (
        r"(AC|AT|AU|CA|CM|CP|IA|IR|MA|MP|PE|PL|PM|PS|PT|RA|SA|SC|SI|SR)-\d{1,2}(\(\d{1,2}\))?",
        "IA-2",
    ),
    ("NIST CSF", "2.0"): (r"(GV|ID|PR|DE|RS|RC)\.[A-Z]{2}-\d\d", "PR.AA-03"),
    ("GB/T 22239", "2019"): (r"[5-9](\.\d{1,2}){2,4}[a-z]?", "8.1.4.1d"),
    ("CIS Controls", "v8"): (r"([1-9]|1[0-8])\.\d{1,2}", "6.3"),
}
"""For each framework and edition: the form of its ids, and one of them."""


def check_question(place: Place, question: Record, stem: str) -> Iterator[Fault]:
    """Return what is wrong with one question that fits the schema.

    Args:
        place: where it stands.
        question: the record.
        stem: what its id must begin with: the code of its duty.
    """
    if question["id"].rpartition("-Q")[0] != stem:
        details = {"found": question["id"], "allowed": f"{stem}-Q1"}
        yield Fault(path=(*place, "id"), key="error.content.id", details=details)
    for where, text in texts(question, place):
        yield from check_text(where, text, vague=True)
    yield from check_is_one_question((*place, "text"), question["text"])
    yield from check_length((*place, "text"), question["text"], *STEM_LENGTH)
    yield from _check_choices(place, question)
    yield from _check_critical(place, question)
    yield from _check_actions(place, question)
    yield from _check_references(place, question)
    yield from _check_source(place, question)


def check_unique(records: list[tuple[Place, Record]], name: str = "id") -> Iterator[Fault]:
    """Return a fault for each record whose id another one before it has."""
    seen = set()
    for place, record in records:
        if record[name] in seen:
            details = {"found": record[name]}
            yield Fault(path=(*place, name), key="error.content.twice", details=details)
        seen.add(record[name])


def records(place: Place, items: list[Record]) -> list[tuple[Place, Record]]:
    """Return each record of a list with its place."""
    return [((*place, number), item) for number, item in enumerate(items)]


def _check_choices(place: Place, question: Record) -> Iterator[Fault]:
    choices = records((*place, "choices"), question["choices"])
    yield from check_unique(choices)
    for where, choice in choices:
        yield from check_length((*where, "text"), choice["text"], *CHOICE_LENGTH)
    if question["kind"] == "CHK":
        yield from _check_boxes(place, choices)
    else:
        yield from _check_ladder(place, choices, LADDERS[question["kind"]])


def _check_boxes(place: Place, choices: list[tuple[Place, Record]]) -> Iterator[Fault]:
    fewest, most = BOXES
    if not fewest <= len(choices) <= most:
        key = "error.field.too_few" if len(choices) < fewest else "error.field.too_many"
        allowed = fewest if len(choices) < fewest else most
        yield Fault(path=(*place, "choices"), key=key, details={"allowed": allowed})
    for where, choice in choices:
        if choice["value"] == 0:
            details = {"found": 0, "allowed": 1}
            yield Fault(path=(*where, "value"), key="error.field.minimum", details=details)
    points = sum(choice["value"] for _, choice in choices)
    if points != FULL:
        yield Fault(path=(*place, "choices"), key="error.content.sum", details={"found": points})


def _check_ladder(
    place: Place, choices: list[tuple[Place, Record]], allowed: tuple[int, ...]
) -> Iterator[Fault]:
    before = -1
    for where, choice in choices:
        value = choice["value"]
        if value not in allowed:
            details = {"found": value, "allowed": ", ".join(map(str, allowed))}
            yield Fault(path=(*where, "value"), key="error.field.one_of", details=details)
        if value <= before:
            details = {"found": value}
            yield Fault(path=(*where, "value"), key="error.content.rising", details=details)
        before = value
    values = {choice["value"] for _, choice in choices}
    for end in (0, FULL):
        if end not in values:
            details = {"found": end}
            yield Fault(path=(*place, "choices"), key="error.content.end", details=details)


def _check_critical(place: Place, question: Record) -> Iterator[Fault]:
    boxes = question.get("critical_boxes", [])
    reason = (*place, "critical_reason")
    if question["critical"] and "critical_reason" not in question:
        yield Fault(path=reason, key="error.field.missing", details={})
    if not question["critical"] and "critical_reason" in question:
        yield Fault(path=reason, key="error.content.not_critical", details={})
    if question["critical"] and question["id"].startswith(EXTENSION_START):
        yield Fault(path=(*place, "critical"), key="error.content.extension", details={})
    if boxes and (question["kind"] != "CHK" or not question["critical"]):
        path = (*place, "critical_boxes")
        yield Fault(path=path, key="error.content.critical_boxes", details={})
    yield from _check_known((*place, "critical_boxes"), boxes, question)


def _check_known(place: Place, ids: list[str], question: Record) -> Iterator[Fault]:
    known = [choice["id"] for choice in question["choices"]]
    for number, choice_id in enumerate(ids):
        if choice_id not in known:
            details = {"found": choice_id, "allowed": ", ".join(known)}
            yield Fault(path=(*place, number), key="error.field.one_of", details=details)


def _check_actions(place: Place, question: Record) -> Iterator[Fault]:
    actions = records((*place, "actions"), question["actions"])
    for where, action in actions:
        if action["id"].rpartition("-A")[0] != question["id"]:
            details = {"found": action["id"], "allowed": f"{question['id']}-A1"}
            yield Fault(path=(*where, "id"), key="error.content.id", details=details)
    wanted, other = ("boxes", "to") if question["kind"] == "CHK" else ("to", "boxes")
    kind = {"kind": question["kind"], "wanted": wanted}
    for where, action in actions:
        if other in action:
            yield Fault(path=(*where, other), key="error.content.target", details=kind)
        if wanted not in action:
            yield Fault(path=(*where, wanted), key="error.field.missing", details={})
    if all(wanted in action for _, action in actions):
        check = _check_ticks if wanted == "boxes" else _check_targets
        yield from check(place, question, actions)


def _check_ticks(
    place: Place, question: Record, actions: list[tuple[Place, Record]]
) -> Iterator[Fault]:
    ticked: set[str] = set()
    for where, action in actions:
        ticked |= set(action["boxes"])
        yield from _check_known((*where, "boxes"), action["boxes"], question)
    for choice in question["choices"]:
        if choice["id"] not in ticked:
            details = {"found": choice["id"]}
            yield Fault(path=(*place, "actions"), key="error.content.unticked", details=details)


def _check_targets(
    place: Place, question: Record, actions: list[tuple[Place, Record]]
) -> Iterator[Fault]:
    values = {choice["id"]: choice["value"] for choice in question["choices"]}
    before = 0
    for where, action in actions:
        path = (*where, "to")
        target = values.get(action["to"])
        if target is None:
            details = {"found": action["to"], "allowed": ", ".join(values)}
            yield Fault(path=path, key="error.field.one_of", details=details)
            continue
        if target <= before:
            details = {"found": action["to"]}
            yield Fault(path=path, key="error.content.target_rising", details=details)
        before = max(before, target)
    if before < FULL:
        details = {"found": before}
        yield Fault(path=(*place, "actions"), key="error.content.unreached", details=details)


def _check_references(place: Place, question: Record) -> Iterator[Fault]:
    seen = set()
    for where, reference in records((*place, "references"), question["references"]):
        framework, edition = reference["framework"], reference["edition"]
        form = REFERENCES.get((framework, edition))
        if form is None:
            allowed = ", ".join(e for f, e in REFERENCES if f == framework)
            details = {"found": edition, "allowed": allowed}
            yield Fault(path=(*where, "edition"), key="error.field.one_of", details=details)
        elif not re.fullmatch(form[0], reference["id"]):
            details = {"found": reference["id"], "allowed": form[1]}
            yield Fault(path=(*where, "id"), key="error.field.pattern", details=details)
        if (framework, reference["id"]) in seen:
            details = {"found": f"{framework} {reference['id']}"}
            yield Fault(path=(*where, "id"), key="error.content.twice", details=details)
        seen.add((framework, reference["id"]))


def _check_source(place: Place, question: Record) -> Iterator[Fault]:
    is_beyond = question["id"].startswith(EXTENSION_START)
    for name in ("table", "row"):
        path = (*place, "source", name)
        given = question["source"][name].strip()
        if is_beyond and given:
            yield Fault(path=path, key="error.content.beyond", details={})
        if not is_beyond and not given:
            yield Fault(path=path, key="error.field.empty", details={})
