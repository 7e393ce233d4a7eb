"""Headings that go over to the next page with what follows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Table

from model.reporting.flowables import HAIR, Heading, height_of
from model.reporting.styles import ROOM, WIDTH
from model.reporting.tables import RunningTable

if TYPE_CHECKING:
    from collections.abc import Sequence

BEGUN = 120.0
"""A block that no page holds whole begins below its heading with this much room, in points."""

_FORCED = 0xFFFFFF
"""A height that no frame has: reportlab then asks how to split."""


def led(story: Sequence[Flowable]) -> list[Flowable]:
    """Return a story in which no heading stays behind when what follows it moves on.

    A paragraph needs no care: headings are set where there is room for some lines.
    """
    found: list[Flowable] = []
    blocks = list(story)
    at = 0
    while at < len(blocks):
        block = blocks[at]
        at += 1
        if not isinstance(block, Heading):
            found.append(block)
            continue
        heads = [block]
        end = at
        while end < len(blocks) and isinstance(blocks[end], Heading | CondPageBreak):
            heads += [each for each in [blocks[end]] if isinstance(each, Heading)]
            end += 1
        if end < len(blocks) and isinstance(blocks[end], Table | KeepTogether):
            found.append(_Led(heads, blocks[end]))
            at = end + 1
        else:
            found.append(block)
    return found


class _Led(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Headings and the block that follows; set one by one, but only where both begin."""

    def __init__(self, heads: Sequence[Heading], block: Flowable) -> None:
        super().__init__()
        self._heads = list(heads)
        self._block = block

    def getSpaceBefore(self) -> float:  # noqa: N802  reportlab's name
        """Return the space above the first heading."""
        return float(self._heads[0].getSpaceBefore())

    def wrap(self, *_: Any) -> tuple[float, float]:  # noqa: ANN401  reportlab's signature
        """Ask to be split, always."""
        return WIDTH, _FORCED

    def split(self, _: float, room: float) -> list[Flowable]:
        """Return headings and block, or nothing where the block does not begin here."""
        rest = room - height_of(self._heads) - self._heads[-1].getSpaceAfter() - HAIR
        begins = room >= ROOM - self.getSpaceBefore() - 2 * HAIR or _begins(self._block, rest)
        return [*self._heads, self._block] if begins else []


def _begins(block: Flowable, room: float) -> bool:
    if isinstance(block, KeepTogether):
        height = height_of(block._content)  # noqa: SLF001  there is no other way to ask
        return height <= room or (height > ROOM and room > BEGUN)
    if block.wrap(WIDTH, room)[1] <= room:
        return True
    if isinstance(block, RunningTable):
        return block.begins_in(room)
    return bool(block.split(WIDTH, room))
