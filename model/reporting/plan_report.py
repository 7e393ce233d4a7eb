"""The improvement plan as a PDF."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlab.platypus import CondPageBreak, Flowable, NextPageTemplate, PageBreak

from model.files import write_whole
from model.reporting import (
    appendix,
    cover,
    division_pages,
    front,
    plan_pages,
    provider_pages,
    results,
)
from model.reporting.flowables import Heading, space
from model.reporting.page import INNER, Furniture, ReportDocument
from model.reporting.press import Press
from model.reporting.wordings import organisation, service

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from model.i18n import Catalog
    from model.reporting.data import ReportData

SHORT_DIGEST = 12
PASSES = 2
SECTION_GAP = 16.0
HALF = 340.0
"""About half a page, in points."""


class ReportCancelled(Exception):  # noqa: N818  nothing went wrong: the user stopped it
    """The user stopped the report; nothing was left behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section.

    Attributes:
        number: its number in the report.
        key: its name in the messages, and in the PDF.
        make: returns what it holds.
        room: points that must be left for it on a page already begun; None for a new page.
    """

    number: str
    key: str
    make: Callable[[ReportData, Press], list[Flowable]]
    room: float | None = None


SECTIONS = (
    Section(number="1", key="reading", make=front.reading, room=200),
    Section(number="2", key="summary", make=front.summary),
    Section(number="3", key="division", make=division_pages.division),
    Section(number="4", key="results", make=results.results),
    Section(number="5", key="gaps", make=results.gaps, room=HALF),
    Section(number="6", key="plan", make=plan_pages.plan, room=HALF),
    Section(number="7", key="ask", make=provider_pages.provider_questions, room=HALF),
    Section(number="A", key="answers", make=appendix.answers),
    Section(number="B", key="left_out", make=appendix.left_out, room=130),
    Section(number="C", key="sums", make=appendix.arithmetic),
    Section(number="D", key="colophon", make=appendix.colophon, room=200),
)


def write_report(
    data: ReportData,
    catalog: Catalog,
    path: Path,
    progress: Callable[[float], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> None:
    """Write the improvement plan; the same input gives the same bytes.

    Args:
        data: everything the report prints.
        catalog: its language is the language of the report.
        path: where the PDF shall be.
        progress: is told how far the work is, 0 to 1.
        should_stop: asked often; True ends the work.

    Raises:
        ReportCancelled: `should_stop` said so; no file is left, an older one stays.
        OutputError: the file cannot be written.
    """
    press = Press.for_catalog(catalog)
    work = _Work(data, press, progress, should_stop)
    draft = work.build(io.BytesIO(), {}, 0)
    write_whole(path, lambda beside: work.finish(beside, draft))


class _Work:
    """Sets the report twice: first to learn the pages, then with their numbers."""

    def __init__(
        self,
        data: ReportData,
        press: Press,
        progress: Callable[[float], None] | None,
        should_stop: Callable[[], bool] | None,
    ) -> None:
        self._data = data
        self._press = press
        self._progress = progress
        self._should_stop = should_stop
        self._done = 0
        self._blocks = 1
        self._shown = 0.0

    def build(self, target: Any, pages: Mapping[str, int], total: int) -> ReportDocument:  # noqa: ANN401
        """Set the whole report into a file or a buffer."""
        document = ReportDocument(target, _furniture(self._data, self._press), total)
        story = _story(self._data, self._press, pages)
        self._blocks = max(len(story), 1)
        document.setProgressCallBack(self._report)
        document.build(story)
        self._done += 1
        return document

    def finish(self, path: Path, draft: ReportDocument) -> None:
        """Set the report again, now that its pages are known."""
        self.build(path, draft.pages, draft.page)
        if self._progress is not None:
            self._progress(1.0)

    def _report(self, kind: str, value: int) -> None:
        if kind != "PROGRESS":
            return
        if self._should_stop is not None and self._should_stop():
            raise ReportCancelled
        if self._progress is not None:
            share = min(max(value, 0) / self._blocks, 1.0)
            self._shown = max(self._shown, (self._done + share) / PASSES)
            self._progress(self._shown)


def _story(data: ReportData, press: Press, pages: Mapping[str, int]) -> list[Flowable]:
    entries = [
        (s.number, press.text(f"{s.key}.title"), s.key, str(pages.get(s.key, ""))) for s in SECTIONS
    ]
    story = [
        *cover.cover(data, press),
        NextPageTemplate(INNER),
        PageBreak(),
        *cover.contents(press, entries),
    ]
    for section, (number, title, key, _) in zip(SECTIONS, entries, strict=True):
        if section.room is None:
            story.append(PageBreak())
        else:
            story += [space(SECTION_GAP), CondPageBreak(section.room)]
        words = press.text("section", number=number, title=title)
        story.append(Heading(words, press.styles.section, key=key, level=0))
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
