"""A document of neutral blocks as one HTML file that a screen reader can walk through.

Nothing in it runs, nothing is fetched, and it reads well without its style sheet.
"""

from __future__ import annotations

import html
from itertools import count
from typing import TYPE_CHECKING

from model.document import (
    Chart,
    Fields,
    Heading,
    Paragraph,
    RowLook,
    Signatures,
    Steps,
    Table,
    printed,
)
from model.files import write_whole
from model.i18n import Catalog
from model.progress import UNWATCHED, Progress
from model.reporting.document_charts import drawn
from model.reporting.html_parts import NARROW, TAGS, WIDE, inline, picture, plain
from model.reporting.html_style import style_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from model.document import Block, Column, Document, Edition, Lines, Row, Value
    from model.language import LocalizedText

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What a browser may load for it: nothing."""

LISTED = 2
"""Headings down to this level stand in the table of contents."""

FEW = 3
"""A table with more columns than this does not fit on a narrow page."""

PAIR = 2
WORDY = 2
"""A column at least so many twelfths wide has words in it that should not break."""

BETWEEN = " · "


def write_html(
    document: Document, edition: Edition, path: Path, progress: Progress = UNWATCHED
) -> None:
    """Write a document as one HTML file; the same input gives the same bytes.

    Raises:
        Cancelled: the user ended it; no file is left, an older one stays.
        OutputError: the file cannot be written; an older one stays.
    """
    page = "\n".join(_Setter(edition).page(document, progress)) + "\n"
    progress.reach(1)

    def write(beside: Path) -> None:
        beside.write_bytes(page.encode("utf-8"))

    write_whole(path, write)


class _Setter:
    """Sets blocks in the languages of an edition."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._language = edition.languages[0]
        self._catalog = Catalog(self._language)
        self._numbers = count(1)
        self._heading: LocalizedText | None = None

    def page(self, document: Document, progress: Progress) -> Iterator[str]:
        main = list(self._main(document.blocks, progress))
        title = self._plain(document.title, document.about)
        yield "<!DOCTYPE html>"
        yield f'<html lang="{TAGS[self._language]}">'
        yield "<head>"
        yield '<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield '<meta name="color-scheme" content="light dark">'
        yield f'<meta name="generator" content="{self._plain(document.program)}">'
        yield f"<title>{title}</title>"
        yield f"<style>\n{style_sheet()}</style>"
        yield "</head>"
        yield "<body>"
        yield f'<a class="skip" href="#main">{self._own("skip")}</a>'
        yield "<header>"
        yield f'<p class="small">{self._joined(document.about)}</p>'
        yield f"<h1>{self._joined(document.title)}</h1>"
        yield "</header>"
        yield from self._contents(document.blocks)
        yield '<main id="main" tabindex="-1">'
        yield from main
        yield "</main>"
        yield "<footer>"
        yield f"<p>{self._joined(document.foot)}</p>"
        yield f"<p>{self._joined(document.program)}</p>"
        yield "</footer>"
        yield "</body>"
        yield "</html>"

    def _contents(self, blocks: Sequence[Block]) -> Iterator[str]:
        """Return links to the sections, those inside a section below it."""
        yield '<nav aria-labelledby="contents">'
        yield f'<h2 id="contents">{self._own("contents")}</h2>'
        depth = 0
        for at, block in enumerate(blocks):
            if not isinstance(block, Heading) or block.level > LISTED:
                continue
            if block.level > depth:
                yield "<ul>" * (block.level - depth)
            else:
                yield "</li>" + "</ul></li>" * (depth - block.level)
            depth = block.level
            yield f'<li><a href="#part-{at}">{self._joined(block.text)}</a>'
        yield "</li></ul>" * depth
        yield "</nav>"

    def _main(self, blocks: Sequence[Block], progress: Progress) -> Iterator[str]:
        is_open = False
        for at, block in enumerate(blocks):
            progress.reach(at / len(blocks))
            if isinstance(block, Heading):
                self._heading = block.text
                if block.level == 1:
                    yield from ["</section>"] * is_open
                    yield f'<section aria-labelledby="part-{at}">'
                    is_open = True
                name = f"h{block.level + 1}"
                yield f'<{name} id="part-{at}">{self._joined(block.text)}</{name}>'
            else:
                yield from self._block(block)
        yield from ["</section>"] * is_open

    def _block(self, block: Block) -> Iterator[str]:
        if isinstance(block, Paragraph):
            look = ' class="small"' if block.is_small else ""
            yield from (f"<p{look}>{each}</p>" for each in self._each(block.text))
        elif isinstance(block, Steps):
            yield self._steps(block)
        elif isinstance(block, Fields):
            yield from self._fields(block)
        elif isinstance(block, Table):
            yield from self._table(block)
        elif isinstance(block, Chart):
            yield from self._figure(block)
            yield from self._table(block.table)
        elif isinstance(block, Signatures):
            yield '<div class="sides">'
            yield from self._fields(block.left)
            yield from self._fields(block.right)
            yield "</div>"

    def _fields(self, block: Fields) -> Iterator[str]:
        yield "<dl>"
        for name, value in block.pairs:
            yield f"<div><dt>{self._joined(name)}</dt><dd>{self._value(value)}</dd></div>"
        yield "</dl>"

    def _value(self, value: Value) -> str:
        """Return the value of a field; one that is missing says so."""
        if isinstance(value, Steps):
            return self._steps(value)
        return self._lines(value) or f'<span class="small">{self._own("blank")}</span>'

    def _steps(self, block: Steps) -> str:
        name = "ol" if block.is_numbered else "ul"
        items = "".join(f"<li>{self._joined(item)}</li>" for item in block.items)
        return f"<{name}>{items}</{name}>"

    def _table(self, block: Table) -> Iterator[str]:
        """Return a table; one of many columns stands in one column on a narrow page.

        It loses its meaning there unless every part of it says what it is.
        """
        name = f"table-{next(self._numbers)}"
        look = "stack" if len(block.columns) > FEW else "plain"
        yield f'<table class="{look}" role="table" aria-labelledby="{name}">'
        yield self._caption(block, name)
        whole = sum(column.width for column in block.columns)
        yield "<colgroup>"
        yield from (
            f'<col style="width: {100 * column.width / whole:.0f}%">' for column in block.columns
        )
        yield "</colgroup>"
        yield '<thead role="rowgroup">'
        yield f'<tr role="row">{"".join(map(self._head, block.columns))}</tr>'
        yield "</thead>"
        yield '<tbody role="rowgroup">'
        for number, row in enumerate(block.rows):
            if row.look is RowLook.BAND and number:
                yield '</tbody>\n<tbody role="rowgroup">'
            yield self._row(row, block)
        yield "</tbody>"
        yield "</table>"

    def _caption(self, block: Table, name: str) -> str:
        """Return what the table holds; where the heading above it says so, it is not shown."""
        if block.caption is not None:
            return f'<caption id="{name}">{self._joined(block.caption)}</caption>'
        words = self._joined(self._heading) if self._heading is not None else name
        return f'<caption id="{name}" class="bare"><span class="unseen">{words}</span></caption>'

    def _head(self, column: Column) -> str:
        words = self._joined(column.title)
        look = ' class="figure"' if column.is_figure else ""
        if not words:
            return f'<td role="cell"{look}></td>'
        return f'<th role="columnheader" scope="col"{look}>{words}</th>'

    def _row(self, row: Row, block: Table) -> str:
        if row.look in (RowLook.BAND, RowLook.WIDE):
            words = BETWEEN.join(self._joined(text) for text in row.cells[0])
            across = f'colspan="{len(block.columns)}"'
            if row.look is RowLook.WIDE:
                return f'<tr role="row"><td role="cell" {across}>{words}</td></tr>'
            head = f'<th role="rowheader" scope="rowgroup" {across}>{words}</th>'
            return f'<tr role="row">{head}</tr>'
        cells = (
            self._cell(
                cell,
                column,
                is_head=block.has_row_heads and not at,
                is_titled=len(row.cells) > PAIR,
            )
            for at, (cell, column) in enumerate(zip(row.cells, block.columns, strict=True))
        )
        look = ' class="open"' if row.look is RowLook.OPEN else ""
        return f'<tr role="row"{look}>{"".join(cells)}</tr>'

    def _cell(self, cell: Lines, column: Column, *, is_head: bool, is_titled: bool) -> str:
        """Return a cell; one of several beside a head has its title with it, for a narrow page."""
        look = ' class="figure"' if column.is_figure else ""
        if is_head:
            look = ' class="name"' if column.width >= WORDY else look
            return f'<th role="rowheader" scope="row"{look}>{self._lines(cell)}</th>'
        title = f' data-title="{self._plain(column.title)}"' if is_titled else ""
        return f'<td role="cell"{title}{look}>{self._lines(cell)}</td>'

    def _figure(self, block: Chart) -> Iterator[str]:
        """Return a chart twice: one is for a wide page, the other shown on a narrow one only."""
        yield "<figure>"
        for look, width in (('class="wide"', WIDE), ('class="narrow" hidden', NARROW)):
            name = f"chart-{next(self._numbers)}"
            drawing = drawn(block, self._unmarked, width)
            says = (self._plain(block.title), self._plain(block.says))
            yield f"<div {look}>\n{picture(drawing, name, says)}\n</div>"
        yield "</figure>"

    def _lines(self, lines: Sequence[LocalizedText]) -> str:
        """Return lines below each other."""
        each = [words for line in lines for words in self._each(line)]
        return each[0] if len(each) == 1 else "".join(f"<p>{words}</p>" for words in each)

    def _each(self, text: LocalizedText) -> list[str]:
        """Return a text in each language of the edition; one that is the same only once."""
        words = printed(text, self._edition)
        made = []
        for language, each in zip(self._edition.languages, words, strict=False):
            marked = inline(each, language)
            is_other = language is not self._language
            made.append(f'<span lang="{TAGS[language]}">{marked}</span>' if is_other else marked)
        return [each for each in made if each]

    def _joined(self, text: LocalizedText) -> str:
        """Return a text in each language of the edition, on one line."""
        return BETWEEN.join(self._each(text))

    def _plain(self, *texts: LocalizedText) -> str:
        """Return texts on one line, without marks for their languages."""
        return html.escape(BETWEEN.join(filter(None, map(self._unmarked, texts))))

    def _unmarked(self, text: LocalizedText) -> str:
        return plain(BETWEEN.join(printed(text, self._edition)))

    def _own(self, name: str) -> str:
        return inline(self._catalog.text(f"document.{name}"), self._language)
