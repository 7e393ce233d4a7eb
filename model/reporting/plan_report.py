"""The improvement plan as a PDF."""

from __future__ import annotations

from dataclasses import dataclass, replace
from string import ascii_uppercase
from typing import TYPE_CHECKING

from reportlab.platypus import CondPageBreak, Flowable, NextPageTemplate, PageBreak

from model.files import write_whole
from model.progress import UNWATCHED, Progress
from model.reporting import (
    appendix,
    cover,
    division_pages,
    fieldwork_pages,
    finding_pages,
    front,
    plan_pages,
    provider_pages,
    results,
)
from model.reporting.flowables import ContentsLine, Heading, space
from model.reporting.page import INNER, Furniture, ReportDocument
from model.reporting.press import Press
from model.reporting.wordings import organisation, service

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from model.i18n import Catalog
    from model.reporting.data import ReportData

SHORT_DIGEST = 12
SECTION_GAP = 16.0
SOME = 170.0
"""Room for a title and what follows it first, in points."""

MUCH = 300.0
MAP = 400.0
"""Room for a title and the map of all responsibilities, in points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section.

    Attributes:
        number: its number in the report; a letter is that of an appendix.
        key: its name in the messages, and in the PDF.
        make: returns what it holds.
        room: points that must be left for it on a page already begun; None for a new page.
        is_wanted: says whether it is printed; what is not there leaves no gap in the numbers.
    """

    number: str
    key: str
    make: Callable[[ReportData, Press], list[Flowable]]
    room: float | None = None
    is_wanted: Callable[[ReportData], bool] = lambda _: True

    def numbered(self, press: Press) -> str:
        """Return the number as it is printed; a letter is that of an appendix."""
        if self.number.isdigit():
            return self.number
        return press.text("appendix", letter=self.number)


SECTIONS = (
    Section(number="1", key="reading", make=front.reading, room=200),
    Section(number="2", key="summary", make=front.summary),
    Section(number="3", key="division", make=division_pages.division),
    Section(number="4", key="results", make=results.results, room=MAP),
    Section(number="5", key="gaps", make=results.gaps, room=SOME),
    Section(number="6", key="plan", make=plan_pages.plan, room=MUCH),
    Section(number="7", key="ask", make=provider_pages.provider_questions, room=SOME),
    Section(
        number="8",
        key="findings",
        make=finding_pages.findings,
        room=MUCH,
        is_wanted=finding_pages.has_findings,
    ),
    Section(
        number="9",
        key="observations",
        make=fieldwork_pages.observations,
        room=SOME,
        is_wanted=fieldwork_pages.has_observations,
    ),
    Section(number="A", key="answers", make=appendix.answers, room=SOME),
    Section(number="B", key="left_out", make=appendix.left_out, room=95),
    Section(number="C", key="sums", make=appendix.arithmetic, room=SOME),
    Section(
        number="D",
        key="interviews",
        make=fieldwork_pages.interviews,
        room=SOME,
        is_wanted=fieldwork_pages.has_interviews,
    ),
    Section(
        number="E",
        key="evidence",
        make=fieldwork_pages.evidence,
        room=SOME,
        is_wanted=fieldwork_pages.has_evidence,
    ),
    Section(number="F", key="colophon", make=appendix.colophon, room=SOME),
)


def sections(data: ReportData) -> list[Section]:
    """Return the sections that are printed, numbered without gaps."""
    wanted = [section for section in SECTIONS if section.is_wanted(data)]
    numbers = iter(range(1, len(wanted) + 1))
    letters = iter(ascii_uppercase)
    return [
        replace(section, number=str(next(numbers)) if section.number.isdigit() else next(letters))
        for section in wanted
    ]


def write_report(
    data: ReportData,
    catalog: Catalog,
    path: Path,
    progress: Progress = UNWATCHED,
) -> None:
    """Write the improvement plan; the same input gives the same bytes.

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
    contents = [
        ContentsLine(s.numbered(press), press.text(f"{s.key}.title"), s.key) for s in sections(data)
    ]
    story = _story(data, press, contents)
    watch = _Watch(len(story), progress)

    def write(beside: Path) -> None:
        document = ReportDocument(beside, _furniture(data, press), contents)
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
    story = [
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
        title = press.text(f"{section.key}.title")
        words = press.text("section", number=section.numbered(press), title=title)
        story.append(Heading(words, press.styles.section, key=section.key, level=0))
        story += section.make(data, press)
    return story


def _furniture(data: ReportData, press: Press) -> Furniture:
    questionnaire = data.questionnaire
    return Furniture(
        header=(organisation(data, press), service(data, press)),
        separator=press.text("separator"),
        title=press.text("title"),
        footer=press.text(
            "footer",
            attribution=press.word("attribution"),
            id=questionnaire.id,
            version=questionnaire.version,
            digest=questionnaire.digest[:SHORT_DIGEST],
        ),
        page_of=lambda page, total: press.text("page", page=page, total=total),
        subject=press.text(
            "subject", organisation=organisation(data, press), service=service(data, press)
        ),
        author=press.word("app"),
        language={"zh": "zh-CN", "en": "en"}[press.catalog.language.value],
    )
