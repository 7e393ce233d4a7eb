"""Wordings of the comparison of models, for screen, print and command line alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.comparing import TOPICS

if TYPE_CHECKING:
    from model.comparing import ComparedCell, ComparedLine
    from model.i18n import Catalog
    from model.responsibility import ResponsibilityMatrix
    from model.security_models import Holder, ModelColumn, ModelRow, ModelShelf, SecurityModel


def line_name(line: ComparedLine, catalog: Catalog) -> str:
    """Return the name of a duty with its group, or of a topic."""
    from model.wording import responsibility_name  # noqa: PLC0415  a topic needs none

    if line.responsibility is None:
        return catalog.say(line.name)
    return responsibility_name(line.responsibility, catalog)


def category_name(line: ComparedLine, matrix: ResponsibilityMatrix, catalog: Catalog) -> str:
    """Return the name of the category, or that the paper has no row for it."""
    if line.category_id == TOPICS:
        return catalog.text("learn.compare.topics")
    return next(catalog.say(c.name) for c in matrix.categories if c.id == line.category_id)


def holder_name(holder: Holder | None, catalog: Catalog) -> str:
    """Return who holds something; that nobody does yet for None."""
    return catalog.text(f"learn.holder.{holder or 'nobody'}")


def cell_name(cell: ComparedCell, catalog: Catalog) -> str:
    """Return the model and, where it has several, its class of service."""
    name = catalog.say(cell.model.short)
    if cell.column is None or not cell.column.is_special:
        return name
    return catalog.text("learn.compare.column", model=name, column=catalog.say(cell.column.name))


def cell_text(cell: ComparedCell, catalog: Catalog) -> str:
    """Return who holds it by one model, and that this is uncertain where it is."""
    holder = holder_name(cell.holder, catalog)
    return catalog.text("learn.compare.unsure", holder=holder) if cell.is_unsure else holder


def cell_source(cell: ComparedCell, catalog: Catalog) -> str:
    """Return the layer as the model names it, with the edition and its date."""
    row = catalog.say(cell.row.name) if cell.row else catalog.text("learn.compare.no_row")
    return catalog.text("learn.compare.source", row=row, edition=edition(cell.model, catalog))


def row_text(row: ModelRow, column: ModelColumn, catalog: Catalog) -> str:
    """Return who holds a layer in one class of service, and that this is uncertain where it is."""
    holder = holder_name(row.holder(column.id), catalog)
    is_unsure = column.id in row.unsure
    return catalog.text("learn.compare.unsure", holder=holder) if is_unsure else holder


def column_text(column: ModelColumn, catalog: Catalog) -> str:
    """Return a class of service with the services that the model names for it."""
    name = catalog.say(column.name)
    if not column.example:
        return name
    return catalog.text("learn.compare.column", model=name, column=column.example)


def covered(
    row: ModelRow, matrix: ResponsibilityMatrix, shelf: ModelShelf, catalog: Catalog
) -> str:
    """Return which duties, categories and topics a layer is laid beside."""
    from model.wording import responsibility_name  # noqa: PLC0415  as above

    others = {c.id: c.name for c in matrix.categories} | {t.id: t.name for t in shelf.topics}
    names = [
        catalog.say(others[key])
        if key in others
        else responsibility_name(matrix.by_id[key], catalog)
        for key in row.covers
    ]
    if not names:
        return catalog.text("learn.compare.covers.none")
    return catalog.text("learn.compare.covers", names=catalog.text("learn.between").join(names))


def edition(model: SecurityModel, catalog: Catalog) -> str:
    """Return which edition a model was read from, its date, and how sure that is."""
    return catalog.text(
        "learn.compare.edition",
        edition=catalog.say(model.edition),
        date=model.as_of or catalog.text("learn.compare.undated"),
        confidence=catalog.text(f"learn.confidence.{model.confidence}"),
    )


def difference(line: ComparedLine, cell: ComparedCell, catalog: Catalog) -> str:
    """Say in a sentence how one model differs from the reference, and why."""
    told = catalog.text(
        "learn.compare.differs.ours" if line.ours else "learn.compare.differs.paper",
        model=cell_name(cell, catalog),
        holder=holder_name(cell.holder, catalog),
        reference=holder_name(line.reference, catalog),
    )
    note = catalog.say(cell.row.note) if cell.row and cell.row.note else ""
    return catalog.text("learn.compare.why", told=told, note=note) if note else told
