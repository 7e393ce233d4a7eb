"""Every page in both languages, small and large: nothing cut off, all named, all readable."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date
from functools import cache
from itertools import cycle, product
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDateEdit,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QTabBar,
    QTableView,
    QTabWidget,
    QTreeView,
    QWidget,
)

from model.assessment import Voice
from model.authoring import copy_of, question_of, with_question
from model.content.loader import questionnaire_path
from model.content.shelf import draft_path, read_record, write_draft
from model.fieldwork import Interview, Observation
from model.i18n import Catalog
from model.language import Language
from model.paths import own_questionnaires
from model.schema import Fault
from model.settings import Settings, Theme
from model.workshop import EntryState
from ui.app import make_app, make_window
from ui.pages.form_dialog import FormDialog
from ui.pages.not_applicable_dialog import NotApplicableDialog
from ui.pages.override_dialog import OverrideDialog
from ui.theme import DARK, LIGHT, STYLE_SHEET, colours_of, style_sheet
from ui.widgets.basics import button, label
from ui.widgets.icons import icon
from ui.widgets.option_row import BoxRow, RadioRow

SMALL = (1024, 700)
SIZES = (90, 100, 200)
STEPS = ("home", "setup", "division", "questions", "review", "results", "plan", "printing")
LADDER, BOXES = "OS.8-Q1", "NW.1-Q1"
COPY = "my-own"
"""Id of the questionnaire that is written."""

INTERVIEW = Interview(
    id="i1", name="Li Wei", role="IT", held_on=date(2026, 11, 20), sample="3 of 12 hosts"
)
OBSERVATION = Observation(
    id="o1",
    question_id=LADDER,
    issue="Two administrators without a second factor",
    effect="One leaked password opens the console",
    recommendation="Make it a rule",
    owner="Li Wei",
    due=date(2026, 12, 31),
)

FAULTS = tuple(
    Fault(path=("questions", number, "why", language), key="error.field.empty", details={})
    for number in range(8)
    for language in ("zh", "en")
)
"""More to repair than the page has lines for."""

ROUNDING = 1
"""Pixels of the padding of a button that rounding may take."""


@pytest.fixture(scope="module")
def program(qapp):
    """Return the program with its fonts, loaded once."""
    return make_app()


@pytest.fixture
def open_window(qtbot, program, tmp_path):
    def open_it(language, text_size=100, theme=Theme.LIGHT):
        settings = Settings(language=language, theme=theme, text_size=text_size)
        window = make_window(program, tmp_path / "workspace", settings, language)
        qtbot.addWidget(window)
        window.resize(*SMALL)
        window.show()
        settle()
        return window

    return open_it


def settle(turns=12):
    for _ in range(turns):
        QApplication.processEvents()


def every_look(window):
    """Show one page after the other; yield its name once it is laid out."""
    settle()
    yield "welcome", window
    window.open_sample()
    pages = window.session_pages
    for step in STEPS:
        window.show_step(step)
        settle()
        yield step, window
        if step == "division":
            yield from _division(pages.page(step), window)
        if step == "questions":
            yield from _questions(pages, window)
        if step == "review":
            yield from _review(pages, window)
        if step == "plan":
            yield from _plan(qt_page=pages.page(step), window=window)
    yield from _signed(pages, window)
    yield from _authoring(window)


def _authoring(window):
    """Show the list of questionnaires, a draft of a built-in one, and a trial of it."""
    folder = own_questionnaires(window._store.folder)
    write_draft(draft_path(folder, COPY), _copy())
    window.show_step("questionnaires")
    pages = window.authoring_pages
    pages.show_list()
    settle()
    yield "questionnaires", window
    pages._shelf.choose_entry(COPY, EntryState.DRAFT)
    pages.edit()
    yield from _draft(pages, window, "authoring, head")
    pages.show_part(BOXES)
    pages.findChild(QPushButton, "field.actions.open").setChecked(True)
    yield from _draft(pages, window, f"authoring, {BOXES}")
    pages.findChild(QPushButton, "authoring.preview").click()
    settle()
    yield "preview", window
    pages.show_list()


def _draft(pages, window, name):
    """Show a part of the draft once it was checked."""
    pages._editor._due.stop()
    pages._writer.show_faults(pages._writer.top, FAULTS)
    settle()
    yield name, window


@cache
def _copy():
    top = copy_of(read_record(questionnaire_path("oscar-2020")), COPY)
    boxes = question_of(top, BOXES)
    return with_question(top, {**boxes, "why": {"zh": "", "en": ""}})


def _division(page, window):
    tabs = page.findChild(QTabWidget)
    tabs.setCurrentIndex(1)
    page.show_all("network.security_groups")
    settle()
    yield "division, all", window
    dialog = OverrideDialog(page._card, page._details, page)
    yield from _dialog("division, dialog", dialog)
    tabs.setCurrentIndex(0)


def _questions(pages, window):
    for question in (LADDER, BOXES):
        pages.question_presenter.open(question)
        settle()
        yield f"questions, {question}", window
        pages.question_presenter.choose_number(1)
        settle()
        yield f"questions, {question} saved", window
    page = pages.page("questions")
    pages.question_presenter.open(LADDER)
    yield from _dialog("questions, dialog", NotApplicableDialog(page._card, page))


def _review(pages, window):
    """Show every tab with something in it, and the dialogs behind the lists."""
    page, session = pages.page("review"), pages.session
    session.keep_interview(INTERVIEW)
    session.keep_observation(OBSERVATION)
    session.interview = INTERVIEW.id
    session.speak_as(Voice.AUDITOR)
    session.does_not_apply(LADDER, "The provider looks after it")
    session.note(LADDER, "Seen in the console, with the administrator")
    session.speak_as(Voice.CUSTOMER)
    for name in page.names:
        page.show_tab(name)
        settle()
        yield f"review, {name}", window
    run = pages._presenters["review"]
    for name, form in (
        ("interview", run._interviews.form(INTERVIEW.id)),
        ("observation", run._observations.form(OBSERVATION.id)),
        ("sign", run._signoff.sign_form()),
        ("round", run._signoff.round_form()),
    ):
        yield from _dialog(f"review, {name} dialog", FormDialog(form, page))


def _signed(pages, window):
    """Show every tab of a final assessment, which cannot be changed."""
    pages.session.person = "Wang Fang"
    pages.session.sign_off()
    window.show_step("review")
    page = pages.page("review")
    for name in page.names:
        page.show_tab(name)
        settle()
        yield f"review, {name}, final", window


def _plan(qt_page, window):
    while qt_page.is_building:
        settle(1)
    next(b for b in qt_page.findChildren(QPushButton) if b.objectName().startswith("show.")).click()
    settle()
    yield "plan, details", window


def _dialog(name, dialog):
    dialog.show()
    settle()
    yield name, dialog
    dialog.close()
    dialog.deleteLater()
    settle(1)


def shown(root, *kinds):
    return [w for kind in kinds for w in root.findChildren(kind) if w.isVisible()]


# --- nothing is cut off ----------------------------------------------------------------------


def cut_off(root):
    """Return what does not show all of its text, as words for the failure."""
    faults = [f for made in shown(root, QLabel) if made.text() for f in _label_faults(made)]
    faults += [f for made in shown(root, QPushButton) if made.text() for f in _button_faults(made)]
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


"""In English at 200 % the foot of the question page is 12 px too narrow; to be mended there."""


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


# --- everything is named ---------------------------------------------------------------------

ROLES = {
    RadioRow: {QAccessible.Role.RadioButton},
    BoxRow: {QAccessible.Role.CheckBox},
    QPushButton: {
        QAccessible.Role.Button,
        QAccessible.Role.ButtonMenu,
        QAccessible.Role.CheckBox,
        QAccessible.Role.RadioButton,
    },
    QComboBox: {QAccessible.Role.ComboBox},
    QLineEdit: {QAccessible.Role.EditableText},
    QPlainTextEdit: {QAccessible.Role.EditableText},
    QSpinBox: {QAccessible.Role.SpinBox},
    QDateEdit: {QAccessible.Role.SpinBox, QAccessible.Role.EditableText},
    QTableView: {QAccessible.Role.Table},
    QTreeView: {QAccessible.Role.Tree},
    QTabBar: {QAccessible.Role.PageTabList},
}


def reached_by_keyboard(root):
    """Return every control that Tab reaches; the inner parts of a control speak through it."""
    return [
        w
        for w in shown(root, QWidget)
        if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isEnabled() and w.focusProxy() is None
    ]


def unnamed(root):
    faults = []
    for control in reached_by_keyboard(root):
        told = QAccessible.queryAccessibleInterface(control)
        what = f"{type(control).__name__} {control.objectName()!r}"
        if not told.text(QAccessible.Text.Name).strip():
            faults.append(f"{what} has no name")
        wanted = next((roles for kind, roles in ROLES.items() if isinstance(control, kind)), None)
        if wanted is not None and told.role() not in wanted:
            faults.append(f"{what} is told as {told.role()}")
    nameless = [bar for bar in shown(root, QProgressBar) if not bar.accessibleName()]
    return faults + ["a progress bar has no name"] * len(nameless)


@pytest.mark.parametrize(
    ("language", "text_size"), [(Language.ZH, 100), (Language.EN, 200)], ids=["wide", "narrow"]
)
def test_every_control_has_a_name_and_a_fitting_role(open_window, language, text_size):
    """Large text leaves only pictures at the side; they have names too."""
    faults = []
    for name, root in every_look(open_window(language, text_size)):
        controls = reached_by_keyboard(root)
        assert len(controls) > (1 if isinstance(root, QDialog) else 5), name
        faults += [f"{name}: {fault}" for fault in unnamed(root)]

    assert not faults, "\n".join(faults)


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
    "printing",
    "shelf",
    "authoring",
    "form",
)


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
    return labels | names | tips | hints | tabs


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
    for name, _ in _authoring(window):
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
