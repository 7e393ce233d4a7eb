"""The colours of report and charts: one accent, legible in black and white too."""

from __future__ import annotations

from dataclasses import dataclass

RAMP = (0.08, 0.36, 0.7, 1.0)
"""How much accent is in each shade: far enough apart to be told from each other in grey."""


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

    @property
    def ramp(self) -> tuple[str, ...]:
        """Return four shades of the accent, from nearly paper to full, for grades D to A."""
        return tuple(mix(self.paper, self.accent, part) for part in RAMP)

    def on(self, ground: str) -> str:
        """Return the colour of text that is read best on a ground: ink or paper."""
        return max(self.ink, self.paper, key=lambda name: contrast(name, ground))


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


def mix(one: str, other: str, part: float) -> str:
    """Return a colour between two: 0 is the first, 1 the other."""
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG defines it, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(name: str) -> float:
    """Return how bright a colour is, 0 to 1; what is left of it in black and white."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  sRGB
        for part in (value / 255 for value in _parts(name))
    ]
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(name: str) -> tuple[int, ...]:
    return tuple(int(name[place : place + 2], 16) for place in (1, 3, 5))
