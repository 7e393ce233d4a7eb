"""The cover and the contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, KeepInFrame, Spacer, Table

from model.reporting.flowables import (
    CONTENTS_GAP,
    CONTENTS_WIDTH,
    WHITE,
    fields,
    grid,
    space,
)
from model.reporting.fonts import BOLD
from model.reporting.page import COVER_BLOCK
from model.reporting.press import headline
from model.reporting.sign_off import SHORT_REASON, seal_warning, status_pairs
from model.reporting.styles import TOP, WIDTH
from model.reporting.wordings import (
    asked_depth,
    date_text,
    interim_reasons,
    organisation,
    provider,
    range_text,
    report_title,
    service,
    voice_text,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.reporting.data import ReportData
    from model.reporting.flowables import ContentsLine
    from model.reporting.press import Press

LONG_NAME = 36
FACTS_ROOM = 276.0
"""What is left for facts and warnings on the cover, in points."""


def cover(data: ReportData, press: Press) -> list[Flowable]:
    """Return the cover: for whom, about what, and the headline."""
    return [
        _title_block(data, press),
        Spacer(0, 40),
        _cover_figures(data, press),
        Spacer(0, 22),
        *_that_fit(
            [
                *seal_warning(data, press),
                fields(press, cover_facts(data, press), label_columns=2.5),
            ]
        ),
    ]


def _that_fit(blocks: list[Flowable]) -> list[Flowable]:
    """Return blocks as they are, or smaller where the cover has no room for them."""
    height = sum(block.wrap(WIDTH, FACTS_ROOM)[1] for block in blocks)
    if height <= FACTS_ROOM:
        return blocks
    return [KeepInFrame(WIDTH, FACTS_ROOM, blocks, mode="shrink")]


def contents(press: Press, lines: Sequence[ContentsLine]) -> list[Flowable]:
    """Return the contents in two columns."""
    half = CONTENTS_WIDTH
    middle = (len(lines) + 1) // 2
    for column in (lines[:middle], lines[middle:]):
        for line in column:
            line.indent = max(each.indent for each in column)
    right: list[object] = [*lines[middle:], *[""] * (2 * middle - len(lines))]
    rows = [[left, "", each] for left, each in zip(lines[:middle], right, strict=True)]
    style = [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
    return [
        press.set(press.text("contents"), press.styles.band),
        space(4),
        grid(rows, [half, CONTENTS_GAP, half], style),
        space(18),
    ]


def _title_block(data: ReportData, press: Press) -> Table:
    body = press.styles.body
    name, subject = organisation(data, press), service(data, press)
    size = 19.0 if len(name) <= LONG_NAME else 13.0
    title = ParagraphStyle("cover-title", parent=body, fontName=BOLD, fontSize=33, leading=44)
    big = ParagraphStyle("cover-name", parent=title, fontSize=size, leading=size * 1.4)
    small = ParagraphStyle("cover-small", parent=body, fontSize=11, leading=17)
    for style in (title, big, small):
        style.textColor = WHITE
    upper = [
        press.set(press.text("cover.eyebrow"), small),
        space(6),
        press.set(report_title(data, press), title),
    ]
    lower = [press.set(name, big), space(3), press.set(subject, small)]
    inside = COVER_BLOCK - TOP - 22
    style = [
        ("VALIGN", (0, 0), (0, 0), "TOP"),
        ("VALIGN", (0, 1), (0, 1), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (0, 0), 18),
        ("BOTTOMPADDING", (0, 1), (0, 1), 0),
    ]
    heights = [0.5 * inside, 0.5 * inside + 22 - 18]
    return grid([[upper], [lower]], [WIDTH], style, rowHeights=heights)


def _cover_figures(data: ReportData, press: Press) -> Table:
    evaluation = data.evaluation
    styles = press.styles
    huge = ParagraphStyle("cover-number", parent=styles.number, fontSize=50, leading=60)
    grade = evaluation.grade
    mark = grade.value if grade else press.text("interim")
    word = ParagraphStyle("cover-word", parent=huge, fontSize=27, leading=37)
    mark_style = huge if grade else word
    rows = [
        [
            press.set(press.word("share"), styles.label),
            press.set(press.text("grade"), styles.label),
        ],
        [press.set(headline(evaluation.share.value), huge), press.set(mark, mark_style)],
        [
            press.set(range_text(data, press), styles.label),
            press.set(_grade_remark(data, press), styles.label),
        ],
    ]
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, 1), (-1, 1), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (0, 0), (0, -1), 18),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
    return grid(rows, [WIDTH / 2] * 2, style)


def _grade_remark(data: ReportData, press: Press) -> str:
    grade = data.evaluation.grade
    if grade is None:
        return interim_reasons(data, press)[0]
    return press.text(f"grade.{grade.value}")


def cover_facts(data: ReportData, press: Press) -> list[tuple[str, str]]:
    """Return what was assessed, with what, and how far it is, as names and values."""
    assessment, questionnaire = data.assessment, data.questionnaire
    pairs = [
        (press.text("fact.organisation"), organisation(data, press)),
        (press.text("fact.service"), service(data, press)),
        (press.text("fact.provider"), provider(data, press)),
        (press.text("fact.model"), assessment.service.model.label),
        (
            press.text("fact.questionnaire"),
            press.text("fact.version", id=questionnaire.id, version=questionnaire.version),
        ),
        (press.text("fact.depth"), press.word(f"depth.{asked_depth(data).value}")),
    ]
    if data.printed_on is not None:
        pairs.append((press.text("fact.date"), date_text(data.printed_on, press)))
    if data.voice is not None:
        pairs.append((press.text("fact.voice"), voice_text(data, press)))
    return [*pairs, *status_pairs(data, press, SHORT_REASON)]
