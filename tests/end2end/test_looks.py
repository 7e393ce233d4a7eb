"""Every page in both languages, small and large: nothing cut off, all readable, all at once."""

from __future__ import annotations

import re
from dataclasses import asdict
from itertools import cycle, product
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QWidget,
)

from model.i18n import Catalog
from model.language import Language
from model.settings import Theme
from tests.end2end.looking import (
    LADDER,
    SMALL,
    STEPS,
    authoring_looks,
    every_look,
    every_question,
    settle,
    shown,
)
from ui.keys import GROUPS
from ui.theme import DARK, LIGHT, STYLE_SHEET, colours_of, style_sheet
from ui.widgets.basics import button, label
from ui.widgets.icons import icon
from ui.widgets.option_row import BoxRow, RadioRow

SIZES = (90, 200)

ROUNDING = 1
"""Pixels of the padding of a button that rounding may take."""


# --- nothing is cut off ----------------------------------------------------------------------


def cut_off(root):
    """Return what does not show all of its text, as words for the failure."""
    faults = [f for made in shown(root, QLabel) if made.text() for f in _label_faults(made)]
    pressed = shown(root, QPushButton, QCheckBox)
    faults += [f for made in pressed if made.text() for f in _button_faults(made)]
    for row in shown(root, RadioRow, BoxRow):
        needs = row.heightForWidth(row.width())
        if needs > row.height():
            faults.append(f"row {row.text()!r} needs {needs} has {row.height()}")
    for part in shown(root, QLabel, QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit):
        if beyond := _beyond_the_edge(part, root):
            faults.append(f"{type(part).__name__} {_words(part)!r} lies {beyond} px beyond")
    return faults


def _button_faults(made):
    hint = made.sizeHint()
    is_low = hint.height() > made.height() + ROUNDING
    if hint.width() > made.width() or is_low:
        return [f"button {made.text()!r} needs {hint} has {made.size()}"]
    return []


def _label_faults(made):
    text = made.text()
    if not made.wordWrap():
        hint = made.sizeHint()
        is_cut = hint.width() > made.width() or hint.height() > made.height()
        return [f"label {text!r} needs {hint} has {made.size()}"] if is_cut else []
    faults = []
    needs = made.heightForWidth(made.width())
    if needs > made.height():
        faults.append(f"label {text!r} needs height {needs} has {made.height()}")
    word = max(re.findall(r"[!-~]+|\S", text), key=made.fontMetrics().horizontalAdvance)
    needs = made.fontMetrics().horizontalAdvance(word)
    if needs > made.contentsRect().width():
        faults.append(f"word {word!r} needs {needs} has {made.contentsRect().width()}")
    return faults


def _beyond_the_edge(part, root):
    """Return how far a part reaches beyond the area it is seen in, to the left or right."""
    area = root
    above = part.parentWidget()
    while above is not None and above is not root:
        if isinstance(above.parentWidget(), QScrollArea):
            area = above
            break
        above = above.parentWidget()
    left = part.mapTo(area, QPoint(0, 0)).x()
    return max(0, -left, left + part.width() - area.width())


def _words(part):
    return part.text() if hasattr(part, "text") else part.accessibleName()


@pytest.mark.parametrize("text_size", SIZES)
@pytest.mark.parametrize("language", list(Language), ids=str)
def test_no_text_is_cut_off_on_any_page_of_a_small_window(open_window, language, text_size):
    window = open_window(language, text_size)
    faults = []
    for name, root in every_look(window):
        if root is window and (window.width(), window.height()) != SMALL:
            faults.append(f"{name}: the window grew to {window.size()}")
            window.resize(*SMALL)
        faults += [f"{name}: {f}" for f in cut_off(root)]

    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("text_size", SIZES)
@pytest.mark.parametrize("language", list(Language), ids=str)
def test_no_text_is_cut_off_in_any_question(open_window, language, text_size):
    faults = []

    def look(name, dialog):
        faults.extend(f"{name}: {f}" for f in cut_off(dialog))

    every_question(open_window(language, text_size), look)

    assert not faults, "\n".join(faults)


def test_text_that_is_cut_off_would_be_found(qtbot, program):
    root = QWidget()
    qtbot.addWidget(root)
    root.resize(200, 200)
    parts = (
        label("a line that is too long for it", wrap=False),
        label("several lines " * 10),
        label("W" * 60),
        button("a button with many words"),
        RadioRow("an answer in several lines " * 8),
        button("beyond"),
    )
    for part in parts:
        part.setParent(root)
        part.resize(100, 20)
    parts[2].resize(100, 190)
    parts[5].setGeometry(150, 0, 130, 40)
    root.show()
    settle()

    faults = " ".join(cut_off(root))

    for part in parts:
        assert part.text() in faults


# --- everything is readable ------------------------------------------------------------------

READABLE, VISIBLE = 4.5, 3.0
QUIET_GROUNDS = ("ground", "surface", "sunken")
CARDS = ("accent_soft", "warning_soft", "danger_soft")
PAIRS = {
    *product(("text", "muted"), (*QUIET_GROUNDS, *CARDS)),
    *product(("accent", "danger", "warning", "good"), ("ground", "surface")),
    ("accent", "accent_soft"),
    ("accent", "warning_soft"),
    ("accent", "danger_soft"),
    ("danger", "danger_soft"),
    ("warning", "warning_soft"),
    ("good", "good_soft"),
    *product(("rail_text", "rail_muted"), ("rail",)),
    ("rail_text", "rail_active"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
}
"""What stands on what where the style sheet gives the two colours in different rules."""


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def sheet_rules():
    sheet = re.sub(r"/\*.*?\*/", "", STYLE_SHEET.read_text(encoding="utf-8"), flags=re.DOTALL)
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
        fields = re.findall(r"([\w-]+)\s*:\s*([^;]+);?", body)
        yield selector.strip(), {name: value.strip() for name, value in fields}


def sheet_pairs():
    """Return text and ground of every rule that gives both."""
    found = set()
    for _, fields in sheet_rules():
        for text, ground in (
            ("color", "background"),
            ("color", "background-color"),
            ("selection-color", "selection-background-color"),
        ):
            pair = fields.get(text, ""), fields.get(ground, "")
            if all(name.startswith("@") for name in pair):
                found.add(tuple(name.removeprefix("@") for name in pair))
    return found


def test_the_arithmetic_of_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_its_ground(colours):
    values = asdict(colours)
    pairs = sheet_pairs() | PAIRS
    assert len(sheet_pairs()) >= 10

    faint = {
        f"{text} on {ground}: {ratio:.2f}"
        for text, ground in pairs
        if (ratio := contrast(values[text], values[ground])) < READABLE
    }

    assert not faint


def test_no_text_colour_of_the_style_sheet_goes_unchecked():
    used = {fields["color"] for _, fields in sheet_rules() if "color" in fields}

    assert {name.removeprefix("@") for name in used} <= {text for text, _ in PAIRS}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_of_controls_and_of_the_focus_can_be_seen(colours):
    values = asdict(colours)

    faint = {
        (edge, ground)
        for edge, ground in product(("strong_border", "accent", "danger"), ("ground", "surface"))
        if contrast(values[edge], values[ground]) < VISIBLE
    }

    assert not faint


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("text_size", SIZES)
def test_the_style_sheet_leaves_no_placeholder_and_misses_no_picture(colours, text_size):
    sheet = re.sub(r"/\*.*?\*/", "", style_sheet(colours, text_size), flags=re.DOTALL)

    assert "@" not in sheet
    assert "px*" not in sheet
    pictures = re.findall(r'url\("([^"]+)"\)', sheet)
    assert pictures
    assert all(Path(picture).is_file() for picture in pictures)


# --- all of it changes at once ---------------------------------------------------------------

AREAS = (
    "window",
    "home",
    "setup",
    "division",
    "questions",
    "results",
    "plan",
    "agreement",
    "printing",
    "shelf",
    "authoring",
    "form",
    "quiz",
)


KEYS = {key.text for _, group in GROUPS for key in group}
"""What stands on the keys themselves, in every language: Delete is one of them."""


def words_of(language):
    """Return every whole message of the window that the other language words differently."""
    mine, other = (
        {text for area in AREAS for text in Catalog(x).messages(area).values()}
        for x in (language, next(y for y in Language if y is not language))
    )
    return {text for text in mine - other if "{" not in text}


def seen_words(root):
    labels = {x.text() for x in shown(root, QLabel, QAbstractButton)}
    names = {x.accessibleName() for x in shown(root, QWidget)}
    tips = {x.toolTip() for x in shown(root, QWidget)}
    hints = {x.placeholderText() for x in shown(root, QLineEdit, QPlainTextEdit)}
    tabs = {bar.tabText(n) for bar in shown(root, QTabBar) for n in range(bar.count())}
    return (labels | names | tips | hints | tabs) - KEYS


@pytest.mark.parametrize("language", list(Language), ids=str)
def test_a_change_of_language_leaves_no_word_of_the_other_on_any_page(open_window, language):
    other = next(x for x in Language if x is not language)
    old_words, new_words = words_of(language), words_of(other)
    window = open_window(language)
    assert seen_words(window) & old_words
    window.use_language(other)
    left = {}
    for name, root in every_look(window):
        seen = seen_words(root)
        left[name] = seen & old_words
        assert seen & new_words, name

    assert not {name: words for name, words in left.items() if words}


def test_every_page_on_screen_changes_its_language_at_once(open_window):
    window = open_window(Language.EN)
    window.open_sample()
    for step, language in zip(STEPS, cycle((Language.ZH, Language.EN)), strict=False):
        other = next(x for x in Language if x is not language)
        window.show_step(step)
        settle()
        assert seen_words(window) & words_of(other), step

        window.use_language(language)
        settle()

        assert not seen_words(window) & words_of(other), step


def ground_of(window):
    """Return the colour of the page just inside its lower right corner."""
    picture = window.grab().toImage()
    return picture.pixelColor(picture.width() - 3, picture.height() - 3).name()


def test_every_page_on_screen_changes_its_colours_at_once(open_window):
    window = open_window(Language.EN)
    window.open_sample()
    steps = ("home", "division", "questions", "results")
    for step, theme in zip(steps, cycle((Theme.DARK, Theme.LIGHT)), strict=False):
        window.show_step(step)
        settle()
        assert ground_of(window) != colours_of(theme).ground, step

        window.use_look(theme, 100)
        settle()

        assert ground_of(window) == colours_of(theme).ground, step
        text = window.palette().color(window.foregroundRole()).name()
        assert text == colours_of(theme).text, step
        for made in shown(window, QPushButton):
            if name := made.property("icon_name"):
                wanted = icon(name, window, on_accent=made.property("kind") == "primary")
                assert made.icon().cacheKey() == wanted.cacheKey(), (step, name)


@pytest.mark.parametrize("theme", list(Theme))
def test_rows_are_drawn_in_the_colours_of_the_theme(open_window, theme):
    window = open_window(Language.EN, theme=Theme.LIGHT)
    window.open_sample()
    window.session_pages.question_presenter.open(LADDER)
    window.show_step("questions")
    if theme is not Theme.LIGHT:
        window.use_look(theme, 100)
    settle()
    row = next(r for r in shown(window, RadioRow) if not r.isChecked() and not r.hasFocus())

    ground = row.grab().toImage().pixelColor(row.width() // 2, 4)

    assert ground == QColor(colours_of(theme).surface)


@pytest.mark.parametrize("theme", list(Theme))
def test_the_pages_of_authors_are_drawn_in_the_colours_of_the_theme(open_window, theme):
    window = open_window(Language.EN, theme=theme)
    colours = colours_of(theme)
    looked_at = 0
    for name, _ in authoring_looks(window):
        assert ground_of(window) == colours.ground, name
        titles = [x for x in shown(window, QLabel) if x.property("role") == "title"]
        assert titles or name == "preview"
        for title in titles:
            assert title.palette().color(title.foregroundRole()).name() == colours.text, name
        looked_at += 1

    assert looked_at == 4


def test_larger_text_is_larger_at_once(open_window):
    window = open_window(Language.EN)
    title = next(x for x in shown(window, QLabel) if x.property("role") == "title")
    heights = []
    for size in (100, 200):
        window.use_look(Theme.LIGHT, size)
        settle()
        heights.append(title.fontMetrics().height())

    assert heights[1] >= 1.9 * heights[0]
