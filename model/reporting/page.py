"""The page: header, footer, page numbers, outline; the same bytes for the same input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlab.platypus import ActionFlowable, BaseDocTemplate, Frame, PageTemplate

from model.reporting.chinese import shorten
from model.reporting.flowables import ACCENT, LINE, MUTED, WHITE, Heading
from model.reporting.fonts import REGULAR, text_width
from model.reporting.styles import (
    BOTTOM,
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TOP,
    WIDTH,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from reportlab.platypus import Flowable

    from model.reporting.flowables import ContentsLine

COVER = "cover"
INNER = "inner"
COVER_BLOCK = 0.42 * PAGE_HEIGHT
"""Height of the coloured block at the head of the cover."""

SIZE = 7.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """What stands around the text of every page, as plain text.

    Attributes:
        header: such as organisation and service; each is shortened on its own where needed,
            and an empty one is left out.
        page_of: words for a page, by its number and the number of pages.
    """

    header: tuple[str, ...]
    separator: str
    title: str
    footer: str
    page_of: Callable[[int, int], str]
    subject: str
    author: str
    language: str


class ReportDocument(BaseDocTemplate):  # type: ignore[misc]  # reportlab has no types
    """An A4 document, with or without a cover, set once.

    What only the end knows, the number of pages and the page of each section, is left blank
    as an empty form of the PDF; the forms are drawn when the last page is set.
    """

    def __init__(
        self,
        path: Path,
        furniture: Furniture,
        contents: Sequence[ContentsLine] = (),
        *,
        has_cover: bool = True,
    ) -> None:
        super().__init__(
            str(path),
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            invariant=1,
            initialFontName=REGULAR,
            title=furniture.title,
            author=furniture.author,
            creator=furniture.author,
            subject=furniture.subject,
            lang=furniture.language,
        )
        self._furniture = furniture
        self._contents = contents
        self._pages: dict[str, int] = {}
        inner = Frame(MARGIN, BOTTOM, WIDTH, PAGE_HEIGHT - TOP - BOTTOM, *(0,) * 4, id=INNER)
        cover = Frame(MARGIN, BOTTOM, WIDTH, PAGE_HEIGHT - TOP - BOTTOM, *(0,) * 4, id=COVER)
        templates = [
            PageTemplate(id=COVER, frames=[cover], onPage=self._draw_cover),
            PageTemplate(id=INNER, frames=[inner], onPage=self._draw_page),
        ]
        self.addPageTemplates(templates if has_cover else templates[1:])

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802  reportlab's name
        """Remember on which page a section begins."""
        if isinstance(flowable, Heading) and flowable.level == 0:
            self._pages[flowable.key] = self.page

    def build(self, flowables: list[Flowable]) -> None:
        """Set the whole document and write it."""
        super().build([*flowables, ActionFlowable("fillBlanks")])

    def handle_fillBlanks(self) -> None:  # noqa: N802  reportlab calls it by this name
        """Fill what was left blank; the last page stands now."""
        for line in self._contents:
            line.fill(self.canv, self._pages[line.key])
        for page in range(1, self.page + 1):
            self.canv.beginForm(_footer_blank(page))
            self._draw_footer(self.canv, page)
            self.canv.endForm()

    def _draw_cover(self, canvas: Any, _: Any) -> None:  # noqa: ANN401
        canvas.saveState()
        canvas.setFillColor(ACCENT)
        canvas.rect(0, PAGE_HEIGHT - COVER_BLOCK, PAGE_WIDTH, COVER_BLOCK, stroke=0, fill=1)
        self._draw_header(canvas, WHITE)
        canvas.doForm(_footer_blank(self.page))
        canvas.restoreState()
        canvas.showOutline()

    def _draw_page(self, canvas: Any, _: Any) -> None:  # noqa: ANN401
        canvas.saveState()
        self._draw_header(canvas, MUTED)
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.5)
        canvas.line(MARGIN, PAGE_HEIGHT - TOP + 14, PAGE_WIDTH - MARGIN, PAGE_HEIGHT - TOP + 14)
        canvas.doForm(_footer_blank(self.page))
        canvas.restoreState()
        if self.page == 1:
            canvas.showOutline()

    def _draw_header(self, canvas: Any, colour: Any) -> None:  # noqa: ANN401
        title = self._furniture.title
        named = [part for part in self._furniture.header if part]
        room = (WIDTH - text_width(title, REGULAR, SIZE) - 40) / max(len(named), 1)
        parts = [shorten(part, REGULAR, SIZE, room) for part in named]
        canvas.setFont(REGULAR, SIZE)
        canvas.setFillColor(colour)
        y = PAGE_HEIGHT - TOP + 21
        canvas.drawString(MARGIN, y, self._furniture.separator.join(parts))
        canvas.drawRightString(PAGE_WIDTH - MARGIN, y, title)

    def _draw_footer(self, canvas: Any, number: int) -> None:  # noqa: ANN401
        y = BOTTOM - 24
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.5)
        canvas.line(MARGIN, y + 12, PAGE_WIDTH - MARGIN, y + 12)
        canvas.setFont(REGULAR, SIZE)
        canvas.setFillColor(MUTED)
        page = self._furniture.page_of(number, self.page)
        room = WIDTH - text_width(page, REGULAR, SIZE) - 12
        canvas.drawString(MARGIN, y, shorten(self._furniture.footer, REGULAR, SIZE, room))
        canvas.drawRightString(PAGE_WIDTH - MARGIN, y, page)


def _footer_blank(page: int) -> str:
    return f"footer-{page}"
