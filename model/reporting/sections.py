"""What each reader gets, section by section."""

from __future__ import annotations

from dataclasses import dataclass, replace
from string import ascii_uppercase
from typing import TYPE_CHECKING

from model.reporting import (
    appendix,
    board_page,
    division_pages,
    fieldwork_pages,
    finding_pages,
    front,
    history_pages,
    owner_report,
    plan_pages,
    provider_pages,
    provider_report,
    results,
)
from model.reporting.data import Reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportlab.platypus import Flowable

    from model.reporting.data import ReportData
    from model.reporting.press import Press

    Make = Callable[[ReportData, Press], list[Flowable]]

SOME = 170.0
"""Room for a title and what follows it first, in points."""

MUCH = 300.0
MAP = 400.0
"""Room for a title and the map of all responsibilities, in points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section.

    Attributes:
        key: its name in the messages, and in the PDF.
        make: returns what it holds.
        room: points that must be left for it on a page already begun; None for a new page.
        is_wanted: says whether it is printed; what is not there leaves no gap in the numbers.
        is_whole: it stands on one page where it fits on one.
        is_appendix: it has a letter instead of a number.
        area: the messages its title is in.
        number: its number in the report, or its letter.
    """

    key: str
    make: Make
    room: float | None = None
    is_wanted: Callable[[ReportData], bool] = lambda _: True
    is_whole: bool = False
    is_appendix: bool = False
    area: str = "report"
    number: str = ""

    def numbered(self, press: Press) -> str:
        """Return the number as it is printed; a letter is that of an appendix."""
        return press.text("appendix", letter=self.number) if self.is_appendix else self.number

    def title(self, press: Press) -> str:
        """Return its title."""
        return press.catalog.text(f"{self.area}.{self.key}.title")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How the report for one reader is made.

    Attributes:
        opening: returns what stands before the sections; without any, the whole report.
        has_cover: it begins with a cover and the contents.
    """

    sections: tuple[Section, ...] = ()
    opening: Make = lambda *_: []
    has_cover: bool = False


def _stated(section: Section) -> Section:
    """Return a section that is printed even where there is nothing, and says so."""

    def make(data: ReportData, press: Press) -> list[Flowable]:
        if section.is_wanted(data):
            return section.make(data, press)
        return [press.set(press.reader(f"auditor.none.{section.key}"))]

    return replace(section, make=make, is_wanted=lambda _: True)


_BODY = (
    Section(key="reading", make=front.reading, room=200),
    Section(key="summary", make=front.summary),
    Section(key="division", make=division_pages.division),
    Section(key="results", make=results.results, room=MAP),
    Section(key="gaps", make=results.gaps, room=SOME),
    Section(key="plan", make=plan_pages.plan, room=MUCH),
    Section(key="ask", make=provider_pages.provider_questions, room=SOME),
)

_AUDITED = (
    Section(
        key="findings",
        make=finding_pages.findings,
        room=MUCH,
        is_wanted=finding_pages.has_findings,
    ),
    Section(
        key="observations",
        make=fieldwork_pages.observations,
        room=SOME,
        is_wanted=fieldwork_pages.has_observations,
    ),
)

_ANSWERED = (
    Section(key="answers", make=appendix.answers, room=SOME, is_appendix=True),
    Section(key="left_out", make=appendix.left_out, room=95, is_appendix=True),
    Section(key="sums", make=appendix.arithmetic, room=SOME, is_appendix=True),
)

_COLLECTED = (
    Section(
        key="interviews",
        make=fieldwork_pages.interviews,
        room=SOME,
        is_wanted=fieldwork_pages.has_interviews,
        is_appendix=True,
    ),
    Section(
        key="evidence",
        make=fieldwork_pages.evidence,
        room=SOME,
        is_wanted=fieldwork_pages.has_evidence,
        is_appendix=True,
    ),
)

_RECORDED = (
    Section(key="history", make=history_pages.history, room=SOME, is_appendix=True, area="reader"),
    Section(
        key="seal",
        make=history_pages.seal,
        room=SOME,
        is_whole=True,
        is_appendix=True,
        area="reader",
    ),
)

_COLOPHON = Section(
    key="colophon", make=appendix.colophon, room=SOME, is_whole=True, is_appendix=True
)

PLAN = (*_BODY, *_AUDITED, *_ANSWERED, *_COLLECTED, _COLOPHON)
"""The whole improvement plan."""

AUDIT = (
    *_BODY,
    *map(_stated, _AUDITED),
    *_ANSWERED,
    *map(_stated, _COLLECTED),
    *_RECORDED,
    _COLOPHON,
)
"""Everything there is."""

PROVIDER = (
    Section(key="provider.questions", make=provider_report.questions, room=SOME, area="reader"),
    Section(key="provider.division", make=provider_report.division, room=SOME, area="reader"),
    Section(
        key="provider.handoffs",
        make=provider_report.handoffs,
        room=SOME,
        is_wanted=provider_report.has_handoffs,
        area="reader",
    ),
    Section(key="provider.open", make=provider_report.open_points, room=SOME, area="reader"),
)
"""What the provider is asked, and what was agreed with it."""

READERS: dict[Reader | None, Layout] = {
    None: Layout(sections=PLAN, has_cover=True),
    Reader.OWNER: Layout(opening=owner_report.pages),
    Reader.BOARD: Layout(opening=board_page.page),
    Reader.AUDITOR: Layout(sections=AUDIT, has_cover=True),
    Reader.PROVIDER: Layout(sections=PROVIDER, opening=provider_report.opening),
}


def sections(data: ReportData) -> list[Section]:
    """Return the sections that are printed, numbered without gaps."""
    wanted = [s for s in READERS[data.options.reader].sections if s.is_wanted(data)]
    numbers = iter(range(1, len(wanted) + 1))
    letters = iter(ascii_uppercase)
    return [
        replace(section, number=next(letters) if section.is_appendix else str(next(numbers)))
        for section in wanted
    ]
