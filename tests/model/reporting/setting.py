"""Where a report puts what: every text and chart with its page and place."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing
from reportlab.platypus import Flowable

from model.reporting.chinese import TextParagraph
from model.reporting.flowables import Heading
from model.reporting.fonts import text_width
from model.reporting.plan_report import write_report
from model.reporting.styles import BOTTOM, MARGIN, PAGE_HEIGHT, PAGE_WIDTH, TOP


@dataclass(frozen=True)
class Placed:
    """One text or chart as it stands on a page, in points from the lower left corner."""

    page: int
    left: float
    bottom: float
    width: float
    height: float
    lines: tuple[str, ...]
    widest: float
    is_heading: bool

    @property
    def top(self):
        return self.bottom + self.height

    @property
    def is_inside(self):
        """Say whether it stands between the margins, a point more or less."""
        fits_across = self.left >= MARGIN - 1 and self.left + self.width <= PAGE_WIDTH - MARGIN + 1
        fits_along = self.bottom >= BOTTOM - 1 and self.top <= PAGE_HEIGHT - TOP + 1
        return fits_across and fits_along

    @property
    def fits(self):
        """Say whether its lines are no wider than the room it was given."""
        return self.widest <= self.width + 0.1


def set_report(data, catalog, path, monkeypatch):
    """Write a report; return everything it puts on its pages, in order."""
    found = []
    draw = Flowable.drawOn

    def record(self, canvas, x, y, *rest, **named):
        if isinstance(self, TextParagraph | Drawing):
            left, bottom = canvas.absolutePosition(x, y)
            right, top = canvas.absolutePosition(x + self.width, y + self.height)
            lines = list(_lines(self)) if isinstance(self, TextParagraph) else []
            found.append(
                Placed(
                    page=canvas.getPageNumber(),
                    left=left,
                    bottom=bottom,
                    width=right - left,
                    height=top - bottom,
                    lines=tuple(text for text, _ in lines),
                    widest=max((width for _, width in lines), default=0.0),
                    is_heading=isinstance(self, Heading),
                )
            )
        return draw(self, canvas, x, y, *rest, **named)

    with monkeypatch.context() as patch:
        patch.setattr(Flowable, "drawOn", record)
        write_report(data, catalog, path)
    return found


def _lines(paragraph):
    style, broken = paragraph.style, getattr(paragraph, "blPara", None)
    indent = style.leftIndent + style.rightIndent
    for line in broken.lines if broken is not None else ():
        if broken.kind == 0:
            text = "".join(line[1]).strip()
            width = text_width(text, broken.fontName, broken.fontSize)
        else:
            text = "".join(run.text for run in line.words).strip()
            width = sum(text_width(r.text, r.fontName, r.fontSize) for r in line.words)
            width -= text_width(" ", line.words[-1].fontName, line.words[-1].fontSize) * (
                line.words[-1].text != line.words[-1].text.rstrip()
            )
        yield text, width + indent
