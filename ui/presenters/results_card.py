"""What the results page shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.overview import CellGroup, Mark
    from model.scoring import Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One number with its name, its bounds and what it means.

    Attributes:
        number: what its arithmetic is asked for by.
    """

    number: str
    name: str
    value: str
    text: str
    range: Range


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """One critical gap: the question, its duty and the reason it is critical."""

    question_id: str
    duty: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryLine:
    """One category: the number that its arithmetic is asked for by, its name and its range."""

    number: str
    name: str
    range: Range


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthLine:
    """One responsibility carried well: its name, and how well and how surely."""

    duty_id: str
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellMap:
    """Every responsibility at a glance.

    Attributes:
        marks: what each mark in a cell means.
        cells: each cell in words, by the id of its responsibility.
        text: the whole in one sentence.
    """

    groups: tuple[CellGroup, ...]
    marks: Mapping[Mark, str]
    cells: Mapping[str, str]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsCard:
    """Everything the page shows.

    Attributes:
        voices: id and name of each voice the numbers can follow; empty where only one spoke.
        voice: whose answers these numbers follow.
        voice_text: the same in words, and how often the two differ; empty as above.
        share: the headline; its value is empty while nothing counts.
        grade: the grade and what it means, or that the result is interim and why.
        grade_tone: good, warning or danger.
        division_gaps: how many gaps of the division are open, by kind; empty for none.
        categories: each category that the customer has something in.
        categories_text: the same in words, for screen readers.
        map: a cell for each responsibility that concerns the customer.
        strengths: what is carried best; empty where nothing is carried that well.
        changes: what became different since the round before, one sentence each; empty where
            there is none.
        duties: id and cells of each row of the table.
    """

    words: dict[str, str]
    is_empty: bool
    voices: tuple[tuple[str, str], ...]
    voice: str
    voice_text: str
    share: Tile
    grade: str
    grade_text: str
    grade_tone: str
    verified: str
    orphans: str
    division_gaps: str
    depth: str
    tiles: tuple[Tile, ...]
    gaps_title: str
    gaps: tuple[GapLine, ...]
    categories: tuple[CategoryLine, ...]
    categories_text: str
    map: CellMap
    strengths: tuple[StrengthLine, ...]
    changes: tuple[str, ...]
    headings: tuple[str, ...]
    duties: tuple[tuple[str, tuple[str, ...]], ...]
