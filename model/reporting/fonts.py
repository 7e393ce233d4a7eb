"""The two fonts of every report, made known to reportlab."""

from __future__ import annotations

from functools import lru_cache

from reportlab import rl_config
from reportlab.graphics import shapes
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from model.paths import FONTS

REGULAR = "NotoSansSC"
BOLD = "NotoSansSC-Bold"
FAMILY = "Noto Sans SC"
"""Name of the family outside reportlab: in SVG, and in the window."""

_FILES = {REGULAR: "NotoSansSC_400Regular.ttf", BOLD: "NotoSansSC_700Bold.ttf"}


@lru_cache(maxsize=1)
def register() -> None:
    """Register the fonts once; text with links or pictures from elsewhere is refused.

    Pages are kept as bytes: writing them as ASCII costs time and a quarter of the size.
    """
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(FONTS / file)))
    pdfmetrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD
    )
    rl_config.canvas_basefontname = REGULAR
    shapes.STATE_DEFAULTS["fontName"] = REGULAR  # a chart begins with it, named or not
    rl_config.useA85 = 0
    rl_config.trustedSchemes = []
    rl_config.trustedHosts = []


class _Widths(dict[str, float]):
    """Width of each character of one font, in units of the font size."""

    def __init__(self, font: str) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, char: str) -> float:
        width = self[char] = float(pdfmetrics.stringWidth(char, self._font, 1))
        return width


_WIDTHS = {font: _Widths(font) for font in _FILES}


def char_widths(text: str, font: str, size: float) -> list[float]:
    """Return how wide each character is, in points."""
    known = _WIDTHS[font]
    return [size * known[char] for char in text]


def text_width(text: str, font: str, size: float) -> float:
    """Return how wide a line is, in points."""
    return size * sum(map(_WIDTHS[font].__getitem__, text))


def can_print(char: str) -> bool:
    """Say whether the regular font has a glyph for a character."""
    return ord(char) in pdfmetrics.getFont(REGULAR).face.charToGlyph


register()
