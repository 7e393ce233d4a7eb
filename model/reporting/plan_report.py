"""A report as a PDF: the whole improvement plan, or what one reader needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import CondPageBreak, Flowable, NextPageTemplate, PageBreak

from model.files import write_whole
from model.progress import UNWATCHED, Progress
from model.reporting import cover
from model.reporting.flowables import ContentsLine, Heading, space, together
from model.reporting.leading import led
from model.reporting.page import INNER, Furniture, ReportDocument
from model.reporting.press import Press
from model.reporting.sections import READERS, sections
from model.reporting.wordings import organisation, report_subject, report_title, service

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from model.i18n import Catalog
    from model.reporting.data import ReportData

__all__ = ("sections", "write_report")

SHORT_DIGEST = 12
SECTION_GAP = 16.0


def write_report(
    data: ReportData,
    catalog: Catalog,
    path: Path,
    progress: Progress = UNWATCHED,
) -> None:
    """Write the report that the options name; the same input gives the same bytes.

    Args:
        data: everything the report prints.
        catalog: its language is the language of the report.
        path: where the PDF shall be.
        progress: who is told how far the work is, and can end it.

    Raises:
        Cancelled: the user ended it; no file is left, an older one stays.
        OutputError: the file cannot be written.
    """
    press = Press.for_catalog(catalog)
    contents = [ContentsLine(s.numbered(press), s.title(press), s.key) for s in sections(data)]
    has_cover = READERS[data.options.reader].has_cover
    story = _story(data, press, contents)
    watch = _Watch(len(story), progress)

    def write(beside: Path) -> None:
        document = ReportDocument(
            beside,
            _furniture(data, press),
            contents if has_cover else (),
            has_cover=has_cover,
        )
        document.setProgressCallBack(watch.report)
        document.build(story)

    write_whole(path, write)


class _Watch:
    """Tells how far the work is, and ends it when it shall."""

    def __init__(self, blocks: int, progress: Progress) -> None:
        self._blocks = blocks
        self._progress = progress
        self._shown = 0.0

    def report(self, kind: str, value: int) -> None:
        """Hear from reportlab; blocks split over pages make its count go back and forth."""
        if kind == "PROGRESS":
            self._shown = min(max(value / self._blocks, self._shown), 1.0)
        elif kind == "FINISHED":
            self._shown = 1.0
        self._progress.reach(self._shown)


def _story(data: ReportData, press: Press, contents: Sequence[ContentsLine]) -> list[Flowable]:
    layout = READERS[data.options.reader]
    story = list(layout.opening(data, press))
    if layout.has_cover:
        story += [
            *cover.cover(data, press),
            NextPageTemplate(INNER),
            PageBreak(),
            *cover.contents(press, contents),
        ]
    for section in sections(data):
        if section.room is None:
            story.append(PageBreak())
        else:
            story += [space(SECTION_GAP), CondPageBreak(section.room)]
        words = press.text("section", number=section.numbered(press), title=section.title(press))
        made = [
            Heading(words, press.styles.section, key=section.key, level=0),
            *section.make(data, press),
        ]
        story += [together(made)] if section.is_whole else made
    return led(story)


def _furniture(data: ReportData, press: Press) -> Furniture:
    questionnaire = data.questionnaire
    return Furniture(
        header=(organisation(data, press), service(data, press)),
        separator=press.text("separator"),
        title=report_title(data, press),
        footer=press.text(
            "footer",
            attribution=press.word("attribution"),
            id=questionnaire.id,
            version=questionnaire.version,
            digest=questionnaire.digest[:SHORT_DIGEST],
        ),
        page_of=lambda page, total: press.text("page", page=page, total=total),
        subject=report_subject(data, press),
        author=press.word("app"),
        language={"zh": "zh-CN", "en": "en"}[press.catalog.language.value],
    )
