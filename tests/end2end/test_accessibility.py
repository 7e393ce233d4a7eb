"""Every control of every page and dialog: named, told apart, of a fitting role, within reach."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QTabBar,
    QTableView,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from model.language import Language
from tests.end2end.looking import SMALL, every_look, every_question, settle, shown
from ui.main_window import FIRST_SIZE
from ui.widgets.basics import Scrolled, button, label
from ui.widgets.option_row import BoxRow, RadioRow

ROLES = {
    RadioRow: {QAccessible.Role.RadioButton},
    BoxRow: {QAccessible.Role.CheckBox},
    QCheckBox: {QAccessible.Role.CheckBox},
    QRadioButton: {QAccessible.Role.RadioButton},
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
NO_ROLES = {QAccessible.Role.NoRole, QAccessible.Role.Client}
CONTROLS = (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QAbstractSpinBox,
    QAbstractItemView,
    QTabBar,
)
EDITABLES = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox)
LOOKS = pytest.mark.parametrize(
    ("language", "text_size", "size"),
    [(Language.ZH, 100, FIRST_SIZE), (Language.EN, 100, SMALL), (Language.EN, 200, SMALL)],
    ids=["wide", "small", "narrow"],
)
"""A small window leaves only pictures at the side; they have names too."""

MOST_STOPS = 400


def told(control):
    return QAccessible.queryAccessibleInterface(control)


def name_of(control):
    """Return the name; of a list to choose from, what stands in for it (see ui/widgets/naming).

    Qt's own dialogs tie a label to it instead.
    """
    if isinstance(control, QComboBox):
        tied = (x for x in control.window().findChildren(QLabel) if x.buddy() is control)
        if (tied_label := next(tied, None)) is not None:
            return tied_label.text()
        return told(control).text(QAccessible.Text.Description).strip()
    return told(control).text(QAccessible.Text.Name).strip()


def described(control):
    return f"{type(control).__name__} {control.objectName()!r} {name_of(control)!r}"


def on_the_way(root):
    """Return every control that Tab stops at; the inner parts of a control speak through it."""
    return [
        w
        for w in shown(root, QWidget)
        if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isEnabled() and w.focusProxy() is None
    ]


def controls_of(root):
    """Return what can be worked with; a part of a control, such as its arrows, is no control."""
    return [
        w
        for w in dict.fromkeys(shown(root, *CONTROLS))
        if w.isEnabled() and w.window() is root.window() and not _is_part(w, root)
    ]


def _is_part(control, root):
    above = control.parentWidget()
    while above is not None and above is not root:
        if isinstance(above, CONTROLS) and not isinstance(control, QTabBar):
            return True
        above = above.parentWidget()
    return False


# --- names and roles -------------------------------------------------------------------------


def unnamed(root):
    """Return what has no name or no fitting role, in words."""
    faults = []
    for control in dict.fromkeys([*on_the_way(root), *controls_of(root)]):
        role = told(control).role()
        if not name_of(control):
            faults.append(f"{described(control)} has no name")
        wanted = next((roles for kind, roles in ROLES.items() if isinstance(control, kind)), None)
        is_read = isinstance(control, QScrollArea)  # Qt knows no role for it; its name tells
        if (role in NO_ROLES and not is_read) or (wanted is not None and role not in wanted):
            faults.append(f"{described(control)} is told as {role}")
    faults += ["a progress bar has no name" for x in shown(root, QProgressBar) if not name_of(x)]
    return faults


def alike(root):
    """Return the names that several controls of one kind share, and so are not told apart."""
    count = Counter((told(x).role(), name_of(x)) for x in controls_of(root))
    return [f"{n} × {role} {name!r}" for (role, name), n in count.items() if n > 1]


def unlabelled(root):
    """Return what is filled in or chosen and does not say on screen what it is for.

    It is said by a label, by a hint within as in a search, or by a tip as in a filter.
    """
    words = {x.text() for x in shown(root, QLabel)}
    faults = []
    for control in (x for x in controls_of(root) if isinstance(x, EDITABLES)):
        if isinstance(control, QPlainTextEdit) and control.isReadOnly():
            continue
        hint = control.placeholderText() if hasattr(control, "placeholderText") else ""
        name = name_of(control)
        if not any(word and word in name for word in (*words, hint, control.toolTip())):
            faults.append(f"{described(control)} stands below no word of its own")
    return faults


@LOOKS
def test_every_control_is_named_told_apart_and_of_a_fitting_role(
    open_window, language, text_size, size
):
    window, faults = open_window(language, text_size), []
    window.resize(*size)
    for name, root in every_look(window):
        assert len(on_the_way(root)) > (0 if isinstance(root, QDialog) else 5), name
        faults += [f"{name}: {x}" for x in (*unnamed(root), *alike(root), *unlabelled(root))]

    assert not faults, "\n".join(dict.fromkeys(faults))


# --- within reach ----------------------------------------------------------------------------


def tabbed_through(root):
    """Press Tab until it comes back to where it began; return every control it stopped at."""
    root.window().activateWindow()
    settle()
    seen = []
    while len(seen) < MOST_STOPS:
        QTest.keyClick(QApplication.focusWidget() or root.window(), Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is None or now in seen:
            break
        seen.append(now)
    return seen


def out_of_reach(root):
    """Return what Tab and the arrows do not reach, and what scrolls without a key, in words."""
    seen = tabbed_through(root)
    groups = {x.group() for x in seen if isinstance(x, QAbstractButton) and x.group() is not None}
    faults = []
    for control in controls_of(root):
        proxy = control.focusProxy() or control
        is_beside = isinstance(control, QAbstractButton) and control.group() in groups
        if proxy not in seen and not is_beside:
            faults.append(f"{described(control)} is not reached")
    return faults + [f"{described(x)} does not scroll by key" for x in _stuck(root, seen)]


def _stuck(root, seen):
    """Return the areas with more than fits that do not scroll by key; a list brings its rows."""
    buttons = [x for x in seen if isinstance(x, (QAbstractButton, QLineEdit))]
    for area in shown(root, QScrollArea):
        has_more = area.verticalScrollBar().maximum() > 0
        inside = [x for x in buttons if area.isAncestorOf(x)]
        has_list = any(area.isAncestorOf(x) for x in seen if isinstance(x, QAbstractItemView))
        stop = area if area in seen else (inside or buttons)[0]
        if has_more and not has_list and not _scrolls(area, stop):
            yield area


def _scrolls(area, stop):
    stop.setFocus()
    area.verticalScrollBar().setValue(0)
    QTest.keyClick(stop, Qt.Key.Key_PageDown)
    return area.verticalScrollBar().value() > 0


@LOOKS
def test_tab_and_the_arrows_reach_every_control(open_window, language, text_size, size):
    window, faults = open_window(language, text_size), []
    window.resize(*size)
    for name, root in every_look(window):
        faults += [f"{name}: {x}" for x in out_of_reach(root)]

    assert not faults, "\n".join(dict.fromkeys(faults))


@pytest.mark.parametrize("language", list(Language), ids=str)
def test_the_controls_of_every_question_are_named_and_within_reach(open_window, language):
    faults = []

    def look(name, dialog):
        found = (*unnamed(dialog), *alike(dialog), *unlabelled(dialog), *out_of_reach(dialog))
        faults.extend(f"{name}: {x}" for x in found)

    every_question(open_window(language), look)

    assert not faults, "\n".join(faults)


# --- what is wrong would be found ------------------------------------------------------------


@pytest.fixture
def faulty(qtbot, program):
    """Return a page on which nothing is as it should be."""
    root = QWidget()
    qtbot.addWidget(root)
    column = QVBoxLayout(root)
    unreached = button("beyond the keyboard")
    unreached.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    foreign = QLineEdit()
    foreign.setAccessibleName("what nobody reads")
    trap = QPlainTextEdit()
    trap.setAccessibleName("trap")
    stuck = Scrolled()
    stuck.column.addWidget(label("a line\n" * 200))
    for part in (button("Edit"), button("Edit"), QPushButton(), foreign, unreached, stuck, trap):
        column.addWidget(part)
    column.addWidget(button("after the trap"))
    root.resize(300, 300)
    root.show()
    root.activateWindow()
    qtbot.waitUntil(root.isActiveWindow)
    settle()
    return root


def test_what_is_not_named_or_not_told_apart_would_be_found(faulty):
    assert [x for x in unnamed(faulty) if "QPushButton" in x and "has no name" in x]
    assert [x for x in alike(faulty) if "'Edit'" in x]
    assert [x for x in unlabelled(faulty) if "what nobody reads" in x]


def test_what_is_out_of_reach_would_be_found(faulty):
    found = " ".join(out_of_reach(faulty))

    for words in ("'beyond the keyboard' is not reached", "'after the trap' is not reached"):
        assert words in found
    assert "Scrolled '' '' does not scroll by key" in found
