"""All responsibilities as a table: who holds them, and what they count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.exports.tables import Column, Table
from model.wording import duty_name, state_key

if TYPE_CHECKING:
    from model.division import DivisionCell
    from model.exports.tables import Value
    from model.i18n import Catalog
    from model.reporting.data import ReportData
    from model.scoring import DutyScore

_WIDTHS = {
    "category": 24,
    "code": 10,
    "responsibility": 36,
    "holder": 18,
    "state": 20,
    "known": 26,
    "clarity": 10,
    "importance": 6,
    "units": 8,
    "value": 8,
    "product": 10,
    "low": 8,
    "high": 8,
    "gaps": 18,
}


def duty_table(data: ReportData, catalog: Catalog) -> Table:
    """Return every responsibility of the paper, then those beyond it.

    U is 0 and R empty where a responsibility does not count; U×R is left to a formula.
    """
    names = {category.id: catalog.say(category.name) for category in data.matrix.categories}
    scores = (*data.evaluation.of_paper, *data.evaluation.of_extensions)
    return Table(
        name=catalog.text("export.sheet.duties"),
        columns=tuple(
            Column(key=key, title=catalog.text(f"export.duties.{key}"), width=width)
            for key, width in _WIDTHS.items()
        ),
        rows=tuple(_row(score, names, catalog) for score in scores),
    )


def _row(score: DutyScore, names: dict[str, str], catalog: Catalog) -> tuple[Value, ...]:
    say, duty, cell, result = catalog.text, score.duty, score.duty.cell, score.result
    cells: dict[str, Value] = {
        "category": names.get(duty.category_id) or say("word.extension"),
        "code": duty.code,
        "responsibility": duty_name(duty, catalog),
        "holder": say(f"word.allocation.{cell.allocation}") if cell is not None else "",
        "state": _state(score, catalog),
        "known": _known(cell, catalog),
        "clarity": cell.clarity if cell is not None else None,
        "importance": duty.importance,
        "units": result.units if result else 0,
        "value": result.value if result else None,
        "product": None,
        "low": score.low.value if score.low else None,
        "high": score.high.value if score.high else None,
        "gaps": ", ".join(score.critical_gaps),
    }
    return tuple(cells[key] for key in _WIDTHS)


def _known(cell: DivisionCell | None, catalog: Catalog) -> str:
    """Return how the customer knows who holds it; where only the paper speaks, it says so."""
    if cell is None:
        return ""
    if cell.proof is not None:
        return catalog.text(f"word.proof.{cell.proof}")
    if not cell.deviates:
        return catalog.text("report.known.default")
    known = "none" if cell.known_by is None else cell.known_by
    return catalog.text(f"word.known_by.{known}")


def _state(score: DutyScore, catalog: Catalog) -> str:
    cell = score.duty.cell
    return catalog.text(f"word.state.{state_key(cell) if cell is not None else score.state}")
