"""Line breaking that keeps Chinese punctuation, Latin words and numbers together.

reportlab's own rules for wordWrap="CJK" are Japanese: they let ， or ； start a line and cut
Latin words. This paragraph serves both languages of a report.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase.pdfmetrics import getAscentDescent
from reportlab.platypus import Paragraph
from reportlab.platypus import paragraph as platypus

from model.reporting.fonts import BOLD, char_widths, text_width
from model.reporting.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reportlab.lib.styles import ParagraphStyle

NO_START = frozenset(
    "!%),.:;?]}¢°·’”†‡›℃∶、。〃〆〕〗〞﹚﹜！＂％＇），．：；？！］｝～…—–》】〉」』"
)
NO_END = frozenset("$(£¥[{‘“〈《「『【〔〖〝﹙﹛＄（．［｛￡￥÷×=")
JOINERS = frozenset(".:,/-_@’")
FIRST_HAN = "\u2e80"
FUZZ = 1e-6
COMPANY = 4
"""A line gives its last cluster to a lonely one below only when it has this many."""

Span = tuple[int, int]


def _edge_rule() -> re.Pattern[str]:
    """Return what matches, without width, between two characters where a line may end."""
    no_start, no_end, joiners = (
        re.escape("".join(sorted(group))) for group in (NO_START, NO_END, JOINERS)
    )
    latin = rf"[^\s{no_start}{no_end}{FIRST_HAN}-\U0010ffff]"
    after_blank = rf"(?<=\s)(?<![{no_end}]\s)(?:(?<!\d\s)|(?={latin}))"
    inside = rf"(?<=\S)(?:(?!{latin})|(?<!{latin})(?<!{latin}[{joiners}]))"
    return re.compile(rf"(?<=[^{no_end}])(?=[^\s{no_start}])(?:{after_blank}|{inside})")


_EDGE = _edge_rule()


def clusters(text: str) -> Iterator[Span]:
    """Return the parts of a text that no line end may cut, in order, without gaps."""
    return pairwise(_edges(text))


def wrap(text: str, font: str, size: float, width: float) -> list[str]:
    """Return a plain text as lines that fit into `width` points."""
    widths = char_widths(text, font, size)
    return [text[start:end].strip() for start, end in lines(text, widths, lambda _: width)]


def shorten(text: str, font: str, size: float, width: float) -> str:
    """Return a text as it is, or its beginning with an ellipsis, so that it fits."""
    if text_width(text, font, size) <= width:
        return text
    while text and text_width(text + "…", font, size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def lines(text: str, widths: Sequence[float], room: Callable[[int], float]) -> list[Span]:
    """Fill lines with clusters; one that is wider than a line is cut.

    Args:
        text: what is to be set; blanks stay at the end of their line and may overhang.
        widths: width of each character.
        room: width of each line, by its number.
    """
    at = [0.0, *accumulate(widths)]
    if at[len(text.rstrip())] <= room(0) + FUZZ:
        return [(0, len(text))] if text else []
    edges = _edges(text)
    seen = [at[start + len(text[start:end].rstrip())] for start, end in pairwise(edges)]
    starts = [0]
    while True:
        limit = at[starts[-1]] + room(len(starts) - 1) + FUZZ
        fitting = bisect_right(seen, limit)
        if fitting == len(seen):
            break
        if edges[fitting] > starts[-1]:
            starts.append(edges[fitting])
        else:
            starts.append(max(bisect_right(at, limit) - 1, starts[-1] + 1))
    _give_company(starts, edges, text, at, room(len(starts) - 1))
    return [(start, end) for start, end in pairwise([*starts, len(text)]) if start < end]


def _edges(text: str) -> list[int]:
    """Return where clusters begin, and the end of the text."""
    if not text:
        return [0]
    return [0, *(found.start() for found in _EDGE.finditer(text)), len(text)]


def _give_company(
    starts: list[int], edges: list[int], text: str, at: Sequence[float], room: float
) -> None:
    """Move a cluster down when the last line holds a single Chinese character."""
    if len(starts) < 2 or starts[-1] != edges[-2] or text[starts[-1]] < FIRST_HAN:  # noqa: PLR2004
        return
    above = bisect_left(edges, starts[-1]) - bisect_right(edges, starts[-2]) + 1
    if above >= COMPANY and at[-1] - at[edges[-3]] <= room:
        starts[-1] = edges[-3]


class TextParagraph(Paragraph):  # type: ignore[misc]  # reportlab has no types
    """A paragraph, in either language, broken into lines by the rules above."""

    def __init__(
        self,
        text: str | None,
        style: ParagraphStyle,
        bulletText: str | None = None,  # noqa: N803  reportlab's names
        frags: list[Any] | None = None,
        *,
        label: str = "",
    ) -> None:
        """Set a text letter by letter, after a label in bold; reportlab splits it by `frags`."""
        if frags is None:
            frags = _runs(text or "", label, style)
        super().__init__(None, style, bulletText=bulletText, frags=frags)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803  reportlab's names
        """Return the size; lines broken for a width are kept until another width comes."""
        if getattr(self, "_broken_for", None) != availWidth or not hasattr(self, "blPara"):
            self._size: tuple[float, float] = super().wrap(availWidth, availHeight)
            self._broken_for = availWidth
        return self._size

    def breakLinesCJK(self, maxWidths: Any) -> Any:  # noqa: N802, N803, ANN401  reportlab's names
        """Return the lines in the form that reportlab draws."""
        rooms = maxWidths if isinstance(maxWidths, list | tuple) else [maxWidths]
        platypus._handleBulletWidth(self.bulletText, self.style, rooms)  # noqa: SLF001
        self.height = 0
        if not self.frags or getattr(self, "_splitpara", False):
            return super().breakLinesCJK(maxWidths)

        def room(line: int) -> float:
            return float(rooms[min(line, len(rooms) - 1)])

        return self._one_run(room) if len(self.frags) == 1 else self._many_runs(room)

    def _one_run(self, room: Callable[[int], float]) -> Any:  # noqa: ANN401
        run = self.frags[0]
        text = _text_of(run)
        widths = char_widths(text, run.fontName, run.fontSize)
        drawn = []
        for number, (start, end) in enumerate(lines(text, widths, room)):
            line = text[start:end]
            used = sum(widths[start : start + len(line.rstrip())])
            drawn.append((room(number) - used, [line]))
        return run.clone(kind=0, lines=drawn, ascent=run.fontSize, descent=-0.2 * run.fontSize)

    def _many_runs(self, room: Callable[[int], float]) -> Any:  # noqa: ANN401
        parts = [_text_of(run) for run in self.frags]
        text = "".join(parts)
        widths: list[float] = []
        for run, part in zip(self.frags, parts, strict=True):
            widths += char_widths(part, run.fontName, run.fontSize)
        drawn = []
        for number, (start, end) in enumerate(lines(text, widths, room)):
            used = sum(widths[start : start + len(text[start:end].rstrip())])
            line = self.frags[0].clone(
                kind=1,
                words=_cut(self.frags, parts, start, end),
                extraSpace=room(number) - used,
                wordCount=1,
                maxWidth=room(number),
                currentWidth=used,
                lineBreak=False,
                **self._bounds(),
            )
            drawn.append(line)
        return platypus.ParaLines(kind=1, lines=drawn)

    def _bounds(self) -> dict[str, float]:
        """Return what the highest of the runs takes, as reportlab asks for it."""
        each = [getAscentDescent(run.fontName, run.fontSize) for run in self.frags]
        return {
            "fontSize": max(run.fontSize for run in self.frags),
            "ascent": max(ascent for ascent, _ in each),
            "descent": min(descent for _, descent in each),
        }

    def _get_split_blParaFunc(self) -> Any:  # noqa: N802, ANN401  reportlab's name
        """Return how a broken paragraph is taken apart; runs are joined without blanks."""
        return _runs_between if self.blPara.kind else super()._get_split_blParaFunc()


def _runs(text: str, label: str, style: ParagraphStyle) -> list[Any]:
    """Return plain texts as the runs of a paragraph, past the parser of reportlab's markup."""
    run = _pattern(style)
    if label:
        return [
            run.clone(text=one_line(label), fontName=BOLD),
            run.clone(text=f"\xa0 {one_line(text)}"),
        ]
    return [run.clone(text=line)] if (line := one_line(text)) else []


@lru_cache(maxsize=64)
def _pattern(style: ParagraphStyle) -> Any:  # noqa: ANN401
    """Return a run as reportlab makes it from a style, to be cloned for each text."""
    return Paragraph("-", style).frags[0]


def _text_of(run: Any) -> str:  # noqa: ANN401
    words = getattr(run, "words", None)
    return "".join(words) if words is not None else str(run.text)


def _cut(runs: Sequence[Any], parts: Sequence[str], start: int, end: int) -> list[Any]:
    """Return the runs between two places of their whole text."""
    found = []
    at = 0
    for run, part in zip(runs, parts, strict=True):
        if words := part[max(start - at, 0) : max(end - at, 0)]:
            found.append(run.clone(text=words))
        at += len(part)
    return found


def _runs_between(broken: Any, start: int, stop: int) -> list[Any]:  # noqa: ANN401
    return [run for line in broken.lines[start:stop] for run in line.words]
