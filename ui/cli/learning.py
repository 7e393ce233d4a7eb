"""The commands that teach: other models beside the paper's, and what an incident touches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model import comparing_words as comparison
from model import incident_words as words
from model.comparing import compare
from model.content.learning import load_incidents, load_models
from model.content.loader import load_matrix
from model.division import divide
from model.errors import InputError
from model.incidents import attribute
from model.responsibility import ServiceModel
from model.schema import shown
from ui.cli.listings import JSON
from ui.cli.reading import note_unknown_here
from ui.cli.table import say, say_json, say_table
from ui.cli.values import agreed_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.comparing import ComparedCell, ComparedLine
    from model.i18n import Catalog
    from model.incidents import AttributedDuty, Incident
    from model.responsibility import ResponsibilityMatrix

Record = dict[str, Any]


def list_models(responsibility: str | None, model: str | None, form: str, catalog: Catalog) -> None:
    """Print the same duties under every model.

    Raises:
        InputError: there is no such responsibility, or it does not exist in the service model.
    """
    matrix = load_matrix()
    chosen = tuple(ServiceModel) if model is None else (ServiceModel(model),)
    duty = _duty_id(responsibility, matrix) if responsibility is not None else None
    found = [(m, line) for m in chosen for line in _lines(matrix, m, duty)]
    if duty is not None and not found:
        details = {"id": duty, "model": chosen[0].label}
        raise InputError("error.command.not_in_model", **details)
    if form == JSON:
        say_json([_line_record(m, line) for m, line in found])
        return
    names = ("model", "name", "paper", "column", "holder", "source")
    rows = [[catalog.text(f"command.column.{name}") for name in names]]
    rows += [_cells(m, line, cell, catalog) for m, line in found for cell in line.cells]
    say_table(rows)
    for _, line in found if duty is not None else ():
        for cell in line.disagreeing:
            say(comparison.difference(line, cell, catalog))
    say(catalog.text("word.attribution"))


def show_incident(
    kind: str, model: str, agreed: Sequence[str], form: str, catalog: Catalog
) -> None:
    """Print which duties an incident touches, who holds them, and which evidence to secure.

    Raises:
        InputError: there is no such kind of incident.
    """
    matrix, shelf, chosen = load_matrix(), load_incidents(), ServiceModel(model)
    incident = shelf.by_id.get(kind)
    if incident is None:
        allowed = ", ".join(shelf.by_id)
        raise InputError("error.command.incident", found=shown(kind), allowed=allowed)
    options = agreed_options(agreed, matrix)
    known = [negotiation.id for negotiation in matrix.negotiations_of(chosen)]
    note_unknown_here(options, known, "command.ignored.option", catalog, model=chosen.label)
    found = attribute(incident, divide(matrix, chosen, options, {}))
    points = words.open_points(incident, found, chosen, catalog)
    if form == JSON:
        say_json(_incident_record(incident, chosen, found, points))
        return
    _print_incident(incident, chosen, found, points, catalog)
    say(catalog.text("word.attribution"))


def _lines(
    matrix: ResponsibilityMatrix, model: ServiceModel, duty: str | None
) -> list[ComparedLine]:
    return [line for line in compare(matrix, load_models(), model) if duty in (None, line.id)]


def _duty_id(given: str, matrix: ResponsibilityMatrix) -> str:
    """Return the id of a responsibility given by its id or its code, or of a topic."""
    topics = [topic.id for topic in load_models().topics]
    by_code = {r.code: r.id for r in matrix.responsibilities if r.code}
    if given in matrix.by_id or given in topics:
        return given
    if given.upper() in by_code:
        return by_code[given.upper()]
    raise InputError("error.no_responsibility", found=shown(given), allowed=next(iter(by_code)))


def _cells(
    model: ServiceModel, line: ComparedLine, cell: ComparedCell, catalog: Catalog
) -> list[str]:
    return [
        model.label,
        comparison.line_name(line, catalog),
        comparison.holder_name(line.paper, catalog),
        comparison.cell_name(cell, catalog),
        comparison.cell_text(cell, catalog),
        comparison.cell_source(cell, catalog),
    ]


def _line_record(model: ServiceModel, line: ComparedLine) -> Record:
    return {
        "id": line.id,
        "model": model.value,
        "category": line.category_id,
        "name": line.name.both(),
        "paper": line.paper.value,
        "models": [
            {
                "model": cell.model.id,
                "name": cell.model.name.both(),
                "column": cell.column.id if cell.column else None,
                "holder": cell.holder.value,
                "unsure": cell.is_unsure,
                "disagrees": cell in line.disagreeing,
                "row": cell.row.name.both() if cell.row else None,
                "edition": cell.model.edition.both(),
                "as_of": cell.model.as_of,
                "confidence": cell.model.confidence.value,
            }
            for cell in line.cells
        ],
    }


def _print_incident(
    incident: Incident,
    model: ServiceModel,
    found: Sequence[AttributedDuty],
    points: Sequence[str],
    catalog: Catalog,
) -> None:
    text = catalog.text
    say(f"{catalog.say(incident.title)} · {model.label}")
    say(catalog.say(incident.story))
    if model not in incident.models:
        say(text("learn.incident.not_here", model=model.label))
    if found:
        names = ("duty", "held", "touched", "why")
        rows = [[text(f"learn.incident.column.{name}") for name in names]]
        rows += [
            [
                words.duty_text(each, catalog),
                words.held_text(each, catalog),
                words.touched_text(each, catalog),
                catalog.say(each.duty.why),
            ]
            for each in found
        ]
        say_table(rows)
    evidence = [words.evidence_text(each, catalog) for each in incident.evidence]
    for title, lines in (
        ("open", points or [text("learn.incident.open.none")]),
        ("before", [catalog.say(each) for each in incident.before]),
        ("during", [catalog.say(each) for each in incident.during]),
        ("after", [catalog.say(each) for each in incident.after]),
        ("evidence", evidence),
        ("notify", [f"{catalog.say(n.who)}: {catalog.say(n.when)}" for n in incident.notices]),
    ):
        say(text(f"learn.incident.{title}"))
        for line in lines:
            say(f"  - {line}")
    say(text("learn.incident.no_verdict"))


def _incident_record(
    incident: Incident,
    model: ServiceModel,
    found: Sequence[AttributedDuty],
    points: Sequence[str],
) -> Record:
    return {
        "id": incident.id,
        "title": incident.title.both(),
        "model": model.value,
        "happens_here": model in incident.models,
        "duties": [
            {
                "id": each.cell.id,
                "allocation": each.cell.allocation.value,
                "state": each.cell.state.value,
                "touched": each.attribution.value,
                "open": each.is_open,
            }
            for each in found
        ],
        "open_points": list(points),
        "beyond": list(incident.beyond),
        "before": [each.both() for each in incident.before],
        "during": [each.both() for each in incident.during],
        "after": [each.both() for each in incident.after],
        "evidence": [
            {"what": e.what.both(), "holder": e.holder.value, "where": e.where.both()}
            for e in incident.evidence
        ],
        "notify": [{"who": n.who.both(), "when": n.when.both()} for n in incident.notices],
        "spread": [place.value for place in incident.spread],
    }
