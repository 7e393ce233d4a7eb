"""Checks of the proofs a customer is asked for: what they cover, and the values of their steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model.assessment import KNOWN_BY
from model.content.question_checks import check_unique, records
from model.schema import Fault, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from model.content.lines import Place

Record = dict[str, Any]


def check_groups(
    groups: list[tuple[Place, Record]], matrix: Mapping[str, Record]
) -> Iterator[Fault]:
    """Return what is wrong with the groups: each covers rows of the provider, none twice."""
    yield from check_unique(groups)
    seen: set[str] = set()
    for place, group in groups:
        for number, row_id in enumerate(group["covers"]):
            path = (*place, "covers", number)
            row = matrix.get(row_id)
            if row is None:
                yield Fault(path=path, key="error.field.unknown_responsibility", details={})
            elif "provider" not in row["allocation"].values():
                details = {"found": row_id}
                yield Fault(path=path, key="error.content.not_providers", details=details)
            elif row_id in seen:
                yield Fault(path=path, key="error.content.twice", details={"found": row_id})
            seen.add(row_id)


def check_proof(place: Place, question: Record) -> Iterator[Fault]:
    """Return what is wrong with a question about a proof: its steps are worth `KNOWN_BY`."""
    if question["critical"]:
        yield Fault(path=(*place, "critical"), key="error.content.extension", details={})
    if question["kind"] != "L5":
        details = {"found": question["kind"], "allowed": "L5"}
        yield Fault(path=(*place, "kind"), key="error.field.one_of", details=details)
        return
    for where, choice in records((*place, "choices"), question["choices"]):
        if choice["value"] not in KNOWN_BY:
            details = {"found": choice["value"], "allowed": ", ".join(map(str, KNOWN_BY))}
            yield Fault(path=(*where, "value"), key="error.field.one_of", details=details)


def uncovered(groups: list[tuple[Place, Record]], matrix: Mapping[str, Record]) -> list[str]:
    """Return the rows that a provider holds in some service model and no group covers."""
    covered = {row_id for _, group in groups for row_id in group["covers"]}
    return [
        shown(row_id)
        for row_id, row in matrix.items()
        if "provider" in row["allocation"].values() and row_id not in covered
    ]
