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
    """Register the fonts once; text with links or pictures from elsewhere is refused."""
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(FONTS / file)))
    pdfmetrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD
    )
    rl_config.canvas_basefontname = REGULAR
    shapes.STATE_DEFAULTS["fontName"] = REGULAR  # a chart begins with it, named or not
    rl_config.trustedSchemes = []
    rl_config.trustedHosts = []


@lru_cache(maxsize=20_000)
def char_width(char: str, font: str) -> float:
    """Return how wide one character is, in units of the font size."""
    return float(pdfmetrics.stringWidth(char, font, 1))


def text_width(text: str, font: str, size: float) -> float:
    """Return how wide a line is, in points."""
    return size * sum(char_width(c, font) for c in text)


def can_print(char: str) -> bool:
    """Say whether the regular font has a glyph for a character."""
    return ord(char) in pdfmetrics.getFont(REGULAR).face.charToGlyph


register()
