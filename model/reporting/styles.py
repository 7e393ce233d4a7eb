"""The grid and the typographic scale of a report."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from model.language import Language
from model.reporting.fonts import BOLD, REGULAR
from model.reporting.palette import PAPER

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN = 20 * mm
TOP = 25 * mm
BOTTOM = 20 * mm
WIDTH = PAGE_WIDTH - 2 * MARGIN
COLUMN = WIDTH / 12
"""One column of the grid; every table and block is measured in these."""

ROOM = PAGE_HEIGHT - TOP - BOTTOM
"""Height of a page without header and footer."""

INDENT = 0.75 * COLUMN
"""Where text stands beside a number in the margin of a block."""

GAP = 8.0
SMALL_GAP = 4.0
LEADING = {Language.ZH: 1.62, Language.EN: 1.41}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportStyles:
    """Every way a report sets text.

    Attributes:
        section: title of a section, on a new page.
        title: title on a page that is set as a whole.
        heading: title inside a section.
        bullet: an entry of a list.
        lead: a sentence that carries more than body text.
        fine: running text of an appendix.
        cell, cell_step, cell_bold, cell_muted: text in tables.
        figure, figure_bold, figure_muted: numbers in tables, right-aligned.
        head, head_right: first row of tables.
        label: small caption above or beside a value.
        number: a key figure.
    """

    section: ParagraphStyle
    title: ParagraphStyle
    heading: ParagraphStyle
    body: ParagraphStyle
    body_bold: ParagraphStyle
    lead: ParagraphStyle
    step: ParagraphStyle
    item: ParagraphStyle
    bullet: ParagraphStyle
    inset: ParagraphStyle
    fine: ParagraphStyle
    cell: ParagraphStyle
    cell_step: ParagraphStyle
    cell_bold: ParagraphStyle
    cell_muted: ParagraphStyle
    figure: ParagraphStyle
    figure_bold: ParagraphStyle
    figure_muted: ParagraphStyle
    head: ParagraphStyle
    head_right: ParagraphStyle
    band: ParagraphStyle
    label: ParagraphStyle
    number: ParagraphStyle
    gain: ParagraphStyle


def report_styles(language: Language) -> ReportStyles:
    """Return the styles of one language; Chinese has the wider leading."""
    loose = LEADING[language]

    def style(size: float, **changes: object) -> ParagraphStyle:
        name = f"{language}-{size}-{len(changes)}"
        fields = {
            "fontName": REGULAR,
            "bulletFontName": REGULAR,
            "fontSize": size,
            "leading": round(size * loose, 2),
            "textColor": HexColor(PAPER.ink),
            "wordWrap": "CJK",
            "allowWidows": 0,
            "allowOrphans": 0,
        }
        return ParagraphStyle(name, **{**fields, **changes})

    bold = {"fontName": BOLD}
    muted = {"textColor": HexColor(PAPER.muted)}
    accent = {"textColor": HexColor(PAPER.accent)}
    right = {"alignment": TA_RIGHT}
    tight = {"leading": round(8.2 * (loose - 0.12), 2)}
    return ReportStyles(
        section=style(20, **bold, **accent, leading=28, spaceAfter=12),
        title=style(12.5, **bold, leading=19, spaceBefore=11, spaceAfter=4),
        heading=style(12.5, **bold, leading=19, spaceBefore=15, spaceAfter=5),
        body=style(9.6, spaceAfter=5),
        body_bold=style(9.6, **bold, spaceAfter=2),
        lead=style(11, leading=11 * loose, spaceAfter=8),
        step=style(
            9, leftIndent=INDENT + 13, bulletIndent=INDENT, bulletFontSize=9, spaceAfter=1.5
        ),
        item=style(9.6, leftIndent=INDENT, bulletFontSize=9.6, spaceAfter=5),
        bullet=style(10.5, leftIndent=13, bulletIndent=1, bulletFontSize=10.5, spaceAfter=3),
        inset=style(8.6, leftIndent=INDENT),
        fine=style(8.6, spaceAfter=4),
        cell=style(8.2, **tight),
        cell_step=style(8.2, **tight, leftIndent=12, bulletFontSize=8.2, spaceAfter=1),
        cell_bold=style(8.2, **tight, **bold),
        cell_muted=style(8.2, **tight, **muted),
        figure=style(8.2, **tight, **right),
        figure_bold=style(8.2, **tight, **right, **bold),
        figure_muted=style(8.2, **tight, **right, **muted),
        head=style(7.6, **bold, **muted, leading=11),
        head_right=style(7.6, **bold, **muted, **right, leading=11),
        band=style(8.6, **bold, **accent, leading=13),
        label=style(7.8, **muted, leading=11.5),
        number=style(20, **bold, **accent, leading=26),
        gain=style(13, **bold, **accent, **right, leading=17),
    )
