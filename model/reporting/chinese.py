"""Line breaking that keeps Chinese punctuation, Latin words and numbers together.

reportlab's own rules for wordWrap="CJK" are Japanese: they let ， or ； start a line and cut
Latin words. This paragraph serves both languages of a report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.platypus import Paragraph
from reportlab.platypus import paragraph as platypus

from model.reporting.fonts import char_width, text_width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

NO_START = frozenset(
    "!%),.:;?]}¢°·’”†‡›℃∶、。〃〆〕〗〞﹚﹜！＂％＇），．：；？！］｝～…—–》】〉」』"
)
NO_END = frozenset("$(£¥[{‘“〈《「『【〔〖〝﹙﹛＄（．［｛￡￥")
JOINERS = frozenset(".:,/-_@’")
FIRST_HAN = 0x2E80
FUZZ = 1e-6
COMPANY = 4
"""A line gives its last cluster to a lonely one below only when it has this many."""

Span = tuple[int, int]


def clusters(text: str) -> Iterator[Span]:
    """Return the parts of a text that no line end may cut, in order, without gaps."""
    start = 0
    for i in range(1, len(text)):
        if not _is_glued(text, i):
            yield start, i
            start = i
    if text:
        yield start, len(text)


def wrap(text: str, font: str, size: float, width: float) -> list[str]:
    """Return a plain text as lines that fit into `width` points."""
    widths = [size * char_width(c, font) for c in text]
    return [text[start:end].strip() for start, end in lines(text, widths, lambda _: width)]


def shorten(text: str, font: str, size: float, width: float) -> str:
    """Return a text as it is, or its beginning with an ellipsis, so that it fits."""
    if text_width(text, font, size) <= width:
        return text
    while text and text_width(text + "…", font, size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def lines(text: str, widths: Sequence[float], room: Callable[[int], float]) -> list[Span]:
    """Fill lines with clusters.

    Args:
        text: what is to be set; blanks stay at the end of their line and may overhang.
        widths: width of each character.
        room: width of each line, by its number.
    """
    filled: list[list[Span]] = [[]]
    used = 0.0
    for start, end in clusters(text):
        whole = sum(widths[start:end])
        seen = sum(widths[start : start + len(text[start:end].rstrip())])
        if filled[-1] and used + seen > room(len(filled) - 1) + FUZZ:
            filled.append([])
            used = 0.0
        if seen <= room(len(filled) - 1) + FUZZ:
            filled[-1].append((start, end))
            used += whole
            continue
        for part in _cut(start, end, widths, room(len(filled))):
            if filled[-1]:
                filled.append([])
            filled[-1].append(part)
            used = sum(widths[part[0] : part[1]])
    _give_company(filled, text, widths, room)
    return [(line[0][0], line[-1][1]) for line in filled if line]


def _is_glued(text: str, i: int) -> bool:
    """Say whether no line may end between the characters before and at `i`."""
    before, after = text[i - 1], text[i]
    if after.isspace() or after in NO_START or before in NO_END:
        return True
    two_before = text[i - 2] if i > 1 else ""
    if before.isspace():
        return two_before.isdigit() and not _is_latin(after)
    if not _is_latin(after):
        return False
    return _is_latin(before) or (before in JOINERS and bool(two_before) and _is_latin(two_before))


def _is_latin(char: str) -> bool:
    return (
        ord(char) < FIRST_HAN and not char.isspace() and char not in NO_START and char not in NO_END
    )


def _cut(start: int, end: int, widths: Sequence[float], room: float) -> Iterator[Span]:
    """Return the parts of a cluster that is wider than a line."""
    used = 0.0
    first = start
    for i in range(start, end):
        if used + widths[i] > room + FUZZ and i > first:
            yield first, i
            first, used = i, 0.0
        used += widths[i]
    yield first, end


def _give_company(
    filled: list[list[Span]],
    text: str,
    widths: Sequence[float],
    room: Callable[[int], float],
) -> None:
    """Move a cluster down when the last line holds a single Chinese character."""
    if len(filled) < 2 or len(filled[-1]) != 1 or len(filled[-2]) < COMPANY:  # noqa: PLR2004
        return
    start, end = filled[-1][0]
    if ord(text[start]) < FIRST_HAN:
        return
    above = filled[-2][-1]
    if sum(widths[above[0] : end]) <= room(len(filled) - 1):
        filled[-1].insert(0, filled[-2].pop())


class TextParagraph(Paragraph):  # type: ignore[misc]  # reportlab has no types
    """A paragraph, in either language, broken into lines by the rules above."""

    def breakLinesCJK(self, maxWidths: Any) -> Any:  # noqa: N802, N803, ANN401  reportlab's names
        """Return the lines in the form that reportlab draws."""
        rooms = maxWidths if isinstance(maxWidths, list | tuple) else [maxWidths]
        platypus._handleBulletWidth(self.bulletText, self.style, rooms)  # noqa: SLF001
        self.height = 0
        is_special = any(hasattr(f, "cbDefn") or hasattr(f, "lineBreak") for f in self.frags)
        if is_special or not self.frags or getattr(self, "_splitpara", False):
            return super().breakLinesCJK(maxWidths)

        def room(line: int) -> float:
            return float(rooms[min(line, len(rooms) - 1)])

        return self._one_run(room) if len(self.frags) == 1 else self._many_runs(room)

    def _one_run(self, room: Callable[[int], float]) -> Any:  # noqa: ANN401
        run = self.frags[0]
        text = _text_of(run)
        widths = [run.fontSize * char_width(c, run.fontName) for c in text]
        drawn = []
        for number, (start, end) in enumerate(lines(text, widths, room)):
            line = text[start:end]
            used = sum(widths[start : start + len(line.rstrip())])
            drawn.append((room(number) - used, [line]))
        return run.clone(kind=0, lines=drawn, ascent=run.fontSize, descent=-0.2 * run.fontSize)

    def _many_runs(self, room: Callable[[int], float]) -> Any:  # noqa: ANN401
        units = [platypus.cjkU(c, run, "utf8") for run in self.frags for c in _text_of(run)]
        text = "".join(_text_of(run) for run in self.frags)
        widths = [unit.width for unit in units]
        drawn = []
        for number, (start, end) in enumerate(lines(text, widths, room)):
            seen = start + len(text[start:end].rstrip())
            used = sum(widths[start:seen])
            drawn.append(
                platypus.makeCJKParaLine(
                    units[start:end], room(number), used, room(number) - used, False, False
                )
            )
        return platypus.ParaLines(kind=1, lines=drawn)

    def _get_split_blParaFunc(self) -> Any:  # noqa: N802, ANN401  reportlab's name
        """Return how a broken paragraph is taken apart; runs are joined without blanks."""
        return _runs_between if self.blPara.kind else super()._get_split_blParaFunc()


def _text_of(run: Any) -> str:  # noqa: ANN401
    words = getattr(run, "words", None)
    return "".join(words) if words is not None else str(run.text)


def _runs_between(broken: Any, start: int, stop: int) -> list[Any]:  # noqa: ANN401
    return [run for line in broken.lines[start:stop] for run in line.words]
