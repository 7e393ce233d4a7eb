"""The colours of report and charts: one accent, legible in black and white too."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Colours as "#rrggbb".

    Attributes:
        ink: text, and marks that must be seen.
        muted: labels and notes; at least 4.5:1 on `paper`.
        line: hairlines and empty tracks.
        wash: quiet background of a band or a box.
        accent: the one colour; filled bars, headings, numbers that matter.
        band: the range around a value, a lighter accent.
        paper: the background everything stands on.
    """

    ink: str
    muted: str
    line: str
    wash: str
    accent: str
    band: str
    paper: str


PAPER = Palette(
    ink="#18262a",
    muted="#566669",
    line="#c8d2d3",
    wash="#eef4f4",
    accent="#0f6e6e",
    band="#a9cfcd",
    paper="#ffffff",
)
"""The colours of a printed report."""

NIGHT = Palette(
    ink="#e7eeec",
    muted="#a6b5b1",
    line="#3b4a47",
    wash="#202a28",
    accent="#5ecdbd",
    band="#28564f",
    paper="#141b1a",
)
"""The same for a document on a dark screen."""
