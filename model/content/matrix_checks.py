"""Checks of the matrix that a schema cannot say: ids, cells, and what settles them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model.content.question_checks import check_unique, records
from model.content.text_checks import check_is_one_question, check_text, texts
from model.schema import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.content.lines import Place

Record = dict[str, Any]
_CUSTOMER_SIDE = {"customer", "shared", "negotiable"}


def check_matrix(top: Record) -> Iterator[Fault]:
    """Return what is wrong with a matrix that fits the schema."""
    rows = records(("responsibilities",), top["responsibilities"])
    negotiations = records(("negotiations",), top["negotiations"])
    for place, text in texts(top, ()):
        yield from check_text(place, text, vague=False)
    yield from check_unique(records(("categories",), top["categories"]))
    yield from check_unique(rows)
    yield from check_unique([(p, r) for p, r in rows if "code" in r], "code")
    yield from check_unique(negotiations)
    categories = [category["id"] for category in top["categories"]]
    by_id = {row["id"]: row for _, row in rows}
    known = {negotiation["id"] for _, negotiation in negotiations}
    for place, row in rows:
        yield from _check_row(place, row, categories)
        yield from _check_cells(place, row, by_id, known)
        yield from _check_other_reading(place, row)
    for place, negotiation in negotiations:
        yield from _check_negotiation(place, negotiation, by_id)


def _check_row(place: Place, row: Record, categories: list[str]) -> Iterator[Fault]:
    if row["category"] not in categories:
        details = {"found": row["category"], "allowed": ", ".join(categories)}
        yield Fault(path=(*place, "category"), key="error.field.one_of", details=details)
    elif row["id"].partition(".")[0] != row["category"]:
        details = {"found": row["id"], "allowed": f"{row['category']}.name"}
        yield Fault(path=(*place, "id"), key="error.content.id", details=details)
    readings = {*row["allocation"].values(), *row.get("other_reading", {}).values()}
    can_be_held = bool(_CUSTOMER_SIDE & readings)
    for name in ("code", "importance"):
        if can_be_held and name not in row:
            yield Fault(path=(*place, name), key="error.field.missing", details={})
        if not can_be_held and name in row:
            yield Fault(path=(*place, name), key="error.content.never_held", details={})


def _check_cells(
    place: Place, row: Record, by_id: dict[str, Record], known: set[str]
) -> Iterator[Fault]:
    for model, allocation in row["allocation"].items():
        yield from _check_pair(
            (*place, "negotiation", model),
            wanted=allocation == "negotiable",
            given=model in row.get("negotiation", {}),
        )
        yield from _check_pair(
            (*place, "place", model),
            wanted=allocation != "absent",
            given=model in row["place"],
        )
    for model, negotiation in row.get("negotiation", {}).items():
        if negotiation not in known:
            details = {"found": negotiation, "allowed": ", ".join(sorted(known))}
            path = (*place, "negotiation", model)
            yield Fault(path=path, key="error.field.one_of", details=details)
    for model, other in row.get("asked_with", {}).items():
        path = (*place, "asked_with", model)
        if other not in by_id:
            yield Fault(path=path, key="error.field.unknown_responsibility", details={})
        elif by_id[other]["allocation"][model] == "absent" or model in by_id[other].get(
            "asked_with", {}
        ):
            yield Fault(path=path, key="error.content.asked_with", details={"found": other})


def _check_other_reading(place: Place, row: Record) -> Iterator[Fault]:
    for model, other in row.get("other_reading", {}).items():
        if other == row["allocation"][model]:
            details = {"found": other}
            path = (*place, "other_reading", model)
            yield Fault(path=path, key="error.content.other_reading", details=details)


def _check_pair(path: Place, *, wanted: bool, given: bool) -> Iterator[Fault]:
    if wanted and not given:
        yield Fault(path=path, key="error.field.missing", details={})
    if given and not wanted:
        yield Fault(path=path, key="error.content.cell", details={})


def _check_negotiation(
    place: Place, negotiation: Record, by_id: dict[str, Record]
) -> Iterator[Fault]:
    yield from check_is_one_question((*place, "title"), negotiation["title"])
    path = (*place, "responsibility")
    row = by_id.get(negotiation["responsibility"])
    if row is None:
        yield Fault(path=path, key="error.field.unknown_responsibility", details={})
    elif negotiation["id"] not in row.get("negotiation", {}).values():
        details = {"found": negotiation["id"]}
        yield Fault(path=path, key="error.content.not_settled", details=details)
    yield from check_unique(records((*place, "options"), negotiation["options"]))
    if all(option["allocation"] != "provider" for option in negotiation["options"]):
        yield Fault(path=(*place, "options"), key="error.content.no_provider", details={})
