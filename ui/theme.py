"""Fonts, colours and sizes of the window, light and dark; the only style sheet."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from model.paths import FONTS, RESOURCES
from model.settings import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

FAMILY = "Noto Sans SC"
BASE_PIXELS = 14
STYLE_SHEET = RESOURCES / "theme.qss"


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """The colours of one theme; every text on its ground has a contrast of 4.5 or more."""

    ground: str
    surface: str
    sunken: str
    border: str
    strong_border: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    danger: str
    danger_soft: str
    warning: str
    warning_soft: str
    good: str
    good_soft: str
    rail: str
    rail_text: str
    rail_muted: str
    rail_active: str


LIGHT = Colours(
    ground="#f4f6f5",
    surface="#ffffff",
    sunken="#edf1f0",
    border="#d7dedc",
    strong_border="#7d8c88",
    text="#16211f",
    muted="#51605c",
    accent="#0b6b62",
    accent_hover="#095950",
    accent_soft="#dcefec",
    on_accent="#ffffff",
    danger="#a8231b",
    danger_soft="#fbe7e5",
    warning="#7d5100",
    warning_soft="#fdf0d5",
    good="#17663a",
    good_soft="#e0f2e6",
    rail="#10302c",
    rail_text="#eef6f4",
    rail_muted="#a9c2bc",
    rail_active="#1d4a44",
)
DARK = Colours(
    ground="#101615",
    surface="#18201f",
    sunken="#202a28",
    border="#2f3b39",
    strong_border="#768783",
    text="#e7eeec",
    muted="#a6b5b1",
    accent="#5ecdbd",
    accent_hover="#7cdccf",
    accent_soft="#16382f",
    on_accent="#05211d",
    danger="#ff9188",
    danger_soft="#3b1c1a",
    warning="#f1bd68",
    warning_soft="#392b11",
    good="#7fd79e",
    good_soft="#163324",
    rail="#0b1211",
    rail_text="#e7eeec",
    rail_muted="#94a6a1",
    rail_active="#1a2f2b",
)


def colours_of(theme: Theme) -> Colours:
    """Return the colours of a theme."""
    return DARK if theme is Theme.DARK else LIGHT


def load_fonts() -> None:
    """Make the bundled fonts known to Qt; without them Chinese is empty boxes on Linux."""
    for path in sorted(FONTS.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def apply_theme(app: QApplication, theme: Theme, text_size: int) -> None:
    """Give the whole program its look.

    Args:
        app: the program.
        theme: light or dark.
        text_size: percent of the normal size of text, 90 to 200.
    """
    colours = colours_of(theme)
    font = QFont(FAMILY)
    font.setPixelSize(pixels(BASE_PIXELS, text_size))
    app.setFont(font)
    app.setPalette(_palette(colours))
    app.setStyleSheet(style_sheet(colours, text_size))


def pixels(size: float, text_size: int) -> int:
    """Return a length that grows with the text."""
    return max(1, round(size * text_size / 100))


def style_sheet(colours: Colours, text_size: int) -> str:
    """Return the style sheet: `@name` is a colour, `12px*` grows with the text."""
    sheet = STYLE_SHEET.read_text(encoding="utf-8")
    for name, value in sorted(asdict(colours).items(), key=lambda pair: -len(pair[0])):
        sheet = sheet.replace(f"@{name}", value)
    sheet = sheet.replace("@icons", (RESOURCES / "icons").as_posix())
    parts = sheet.split("px*")
    grown = []
    for part in parts[:-1]:
        head = part.rstrip("0123456789")
        grown.append(f"{head}{pixels(int(part[len(head) :]), text_size)}px")
    return "".join([*grown, parts[-1]])


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.ground,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.sunken,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.Button: colours.surface,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.BrightText: colours.danger,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.ToolTipBase: colours.surface,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.Mid: colours.border,
        QPalette.ColorRole.Dark: colours.strong_border,
        QPalette.ColorRole.Light: colours.accent_soft,
        QPalette.ColorRole.Shadow: colours.muted,  # quiet text; style sheets fade the usual role
    }
    for role, value in roles.items():
        palette.setColor(role, QColor(value))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.muted))
    return palette
