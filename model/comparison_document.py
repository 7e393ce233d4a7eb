"""The comparison of models as a document to print or to edit."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from model import comparing_words as wording
from model.agreement_words import BothWords
from model.document import (
    Block,
    Column,
    Document,
    Heading,
    Lines,
    Paragraph,
    Row,
    RowLook,
    Table,
    same,
)
from model.security_models import Holder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from model.comparing import ComparedCell, ComparedLine
    from model.i18n import Catalog
    from model.language import LocalizedText
    from model.responsibility import ResponsibilityMatrix, ServiceModel
    from model.security_models import ModelShelf, SecurityModel


def comparison_document(
    matrix: ResponsibilityMatrix,
    shelf: ModelShelf,
    service_model: ServiceModel,
    lines: Sequence[ComparedLine],
    service: str = "",
) -> Document:
    """Return lines of a comparison, why models differ, and where each was read.

    Args:
        matrix: the paper's division.
        shelf: the other models, for where each was read.
        service_model: which of the paper's three.
        lines: what to print.
        service: name of the open service that the models are measured by; empty for none.
    """
    return _Maker(matrix, shelf, lines).document(service_model, service)


class _Maker:
    def __init__(
        self, matrix: ResponsibilityMatrix, shelf: ModelShelf, lines: Sequence[ComparedLine]
    ) -> None:
        self._matrix = matrix
        self._shelf = shelf
        self._lines = lines
        self._words = BothWords()

    def document(self, service_model: ServiceModel, service: str) -> Document:
        text = self._words.text
        return Document(
            title=text("learn.compare.title"),
            about=same(" · ".join(filter(None, (service, service_model.label)))),
            foot=text("word.attribution"),
            page_of=text("report.page"),
            program=text("word.app"),
            blocks=(
                Paragraph(text=text("learn.compare.intro")),
                *self._table(service),
                *self._differences(),
                *self._published(),
                *self._sources(),
            ),
        )

    def _table(self, service: str) -> Iterable[Block]:
        text = self._words.text
        yield Heading(text=text("learn.compare.table"))
        ours = (Column(title=same(service), width=1.6),) if service else ()
        rows: list[Row] = []
        band = ""
        for line in self._lines:
            if line.category_id != band:
                band = line.category_id
                rows.append(self._band(line, columns=3 + len(ours)))
            rows.append(self._row(line, has_ours=bool(ours)))
        yield Table(
            columns=(
                Column(title=text("learn.compare.duty"), width=3.6 - 0.4 * len(ours)),
                Column(title=text("learn.compare.paper"), width=1.6),
                *ours,
                Column(title=text("learn.compare.others"), width=6.8 - 1.2 * len(ours)),
            ),
            rows=tuple(rows),
        )

    def _band(self, line: ComparedLine, columns: int) -> Row:
        name = self._words.each(partial(wording.category_name, line, self._matrix))
        return Row(cells=((name,), *((),) * (columns - 1)), look=RowLook.BAND)

    def _row(self, line: ComparedLine, *, has_ours: bool) -> Row:
        each = self._words.each
        ours = (each(partial(wording.holder_name, line.ours)),)
        if line.responsibility is None:
            ours = (same("–"),)
        return Row(
            cells=(
                (each(partial(wording.line_name, line)),),
                (each(partial(wording.holder_name, line.paper)),),
                *((ours,) if has_ours else ()),
                tuple(self._by_holder(line)),
            ),
            look=RowLook.OPEN if line.disagrees else RowLook.PLAIN,
        )

    def _by_holder(self, line: ComparedLine) -> Iterable[LocalizedText]:
        """Yield one line for each holder with the models that say so."""
        for holder in Holder:
            cells = [cell for cell in line.cells if cell.holder is holder]
            if cells and holder is not Holder.UNSTATED:
                yield self._words.text(
                    "learn.compare.says",
                    holder=self._words.each(partial(wording.holder_name, holder)),
                    models=self._words.each(partial(_names, cells)),
                )

    def _differences(self) -> Iterable[Block]:
        if not any(line.disagrees for line in self._lines):
            return
        yield Heading(text=self._words.text("learn.compare.differences"))
        rows = []
        for line in self._lines:
            if line.disagrees:
                told: Lines = tuple(
                    self._words.each(partial(wording.difference, line, cell))
                    for cell in line.disagreeing
                )
                name = self._words.each(partial(wording.line_name, line))
                rows.append(Row(cells=((name,), told)))
        yield Table(
            columns=(
                Column(title=self._words.text("learn.compare.duty"), width=3),
                Column(title=self._words.text("learn.compare.reasons"), width=9),
            ),
            rows=tuple(rows),
        )

    def _published(self) -> Iterable[Block]:
        """Yield each model shown in its own layers and classes of service."""
        text, each = self._words.text, self._words.each
        yield Heading(text=text("learn.compare.published"))
        for model in self._shown_models():
            yield Paragraph(text=model.name)
            rest = 8 / len(model.columns)
            yield Table(
                columns=(
                    Column(title=text("learn.compare.layer"), width=4),
                    *(
                        Column(title=each(partial(wording.column_text, column)), width=rest)
                        for column in model.columns
                    ),
                ),
                rows=tuple(
                    Row(
                        cells=(
                            (row.name,),
                            *(
                                (each(partial(wording.row_text, row, column)),)
                                for column in model.columns
                            ),
                        )
                    )
                    for row in model.rows
                ),
            )

    def _shown_models(self) -> list[SecurityModel]:
        shown = {cell.model.id for line in self._lines for cell in line.cells}
        return [model for model in self._shelf.models if model.id in shown]

    def _sources(self) -> Iterable[Block]:
        text = self._words.text
        yield Heading(text=text("learn.compare.sources"))
        rows = [
            Row(
                cells=(
                    (model.name,),
                    tuple(
                        each
                        for each in (
                            self._words.each(partial(wording.edition, model)),
                            model.remark,
                        )
                        if each is not None
                    ),
                )
            )
            for model in self._shown_models()
        ]
        yield Table(
            columns=(
                Column(title=text("learn.compare.model"), width=3),
                Column(title=text("learn.compare.read_in"), width=9),
            ),
            rows=tuple(rows),
        )
        yield Paragraph(text=self._shelf.source, is_small=True)


def _names(cells: Sequence[ComparedCell], catalog: Catalog) -> str:
    """Return the models that say the same; an uncertain one is marked."""
    names = (wording.cell_name(c, catalog) + " (?)" * c.is_unsure for c in cells)
    return catalog.text("learn.between").join(names)
