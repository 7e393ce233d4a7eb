"""Who holds what, and where that is not what the paper says, as blocks of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.document import Block, Column, Fields, Heading, Paragraph, Row, Table
from model.gaps import gaps
from model.reporting import division_pages, ledger_pages
from model.reporting.wordings import cell_known_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from model.division import DivisionCell
    from model.exports.document_words import DocumentWords
    from model.reporting.data import ReportData
    from model.reporting.press import Press
    from model.reporting.tables import Listing

    Page = Callable[[ReportData, Press], Listing]

MEANING = 3
"""Column of a gap that says what it means."""

WHERE = 3
"""Column of an arrangement, and of a claim, that says where it is written."""

DETAILS: tuple[tuple[str, Page, int], ...] = (
    ("agreed", division_pages.agreed_listing, WHERE),
    ("overrides", division_pages.override_listing, WHERE),
    ("claims", ledger_pages.claim_listing, WHERE),
    ("handoffs", ledger_pages.handoff_listing, -1),
)
"""What was settled, and the column that its remarks stand in."""


def division(words: DocumentWords) -> Iterator[Block]:
    """Return the service, what is not settled, what deviates, and every responsibility."""
    yield Paragraph(text=words.report("division.intro"))
    yield Paragraph(text=words.text("word.attribution"), is_small=True)
    yield Heading(text=words.report("division.service"), level=2)
    yield Fields(pairs=words.pairs(division_pages.service_facts))
    yield from _gaps(words)
    yield from _deviations(words)
    for name, page, below in DETAILS:
        listing = words.table(page, below=below)
        if listing.rows:
            yield Heading(text=words.report(f"division.{name}"), level=2)
            yield listing
    yield Heading(text=words.report("division.whole"), level=2)
    yield Paragraph(text=words.report("division.whole.intro"), is_small=True)
    yield words.table(division_pages.whole_listing)
    for cell, said in words.pairs(division_pages.readings):
        yield Paragraph(text=words.own("remark", name=cell, text=said[0]))


def _gaps(words: DocumentWords) -> Iterator[Block]:
    yield Heading(text=words.report("division.gaps"), level=2)
    listing = words.table(division_pages.gap_listing, below=MEANING)
    if listing.rows:
        yield listing
    else:
        found = gaps(words.data.evaluation.division, words.data.assessment.accepted)
        key = "held" if any(gap.is_open for gap in found) else "none"
        yield Paragraph(
            text=words.own(
                "remark",
                name=words.report(f"division.gaps.{key}.title"),
                text=words.report("division.gaps.none"),
            )
        )
    for said in (division_pages.unled, division_pages.unseen):
        for text in words.texts(said):
            yield Paragraph(text=text)


def _deviations(words: DocumentWords) -> Iterator[Block]:
    """Return every cell that is held otherwise than the paper says, and by whose word."""
    yield Heading(text=words.own("deviations"), level=2)
    cells = [c for c in words.data.evaluation.division.cells if c.allocation is not c.default]
    if not cells:
        yield Paragraph(text=words.own("deviations.none"))
        return
    columns = (
        (words.report("column.responsibility"), 4.2),
        (words.report("column.default"), 1.8),
        (words.report("column.now"), 1.8),
        (words.own("deviations.by"), 1.8),
        (words.report("column.known_by"), 2.4),
    )
    yield Table(
        columns=tuple(Column(title=title, width=width) for title, width in columns),
        rows=tuple(_deviation(cell, words) for cell in cells),
        has_row_heads=True,
    )


def _deviation(cell: DivisionCell, words: DocumentWords) -> Row:
    return Row(
        cells=(
            (words.name(cell),),
            (words.allocation(cell.default),),
            (words.allocation(cell.allocation),),
            (words.text(f"word.authority.{cell.authority}"),),
            (words.said(lambda _, press: cell_known_text(cell, press)),),
        )
    )
