from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from tests.ui.pages.helpers import BOLD, IMAGE, heard, settle, taken_for_markup
from tests.ui.presenters.fakes import EN
from ui.presenters.record_form import FieldKind, FormField
from ui.widgets.record_form import RecordForm

BOTH = {"zh": "题目", "en": "Question"}
COSTS = (("none", "none"), ("low", "a little"))


def field(kind, value=None, name="field", **changes):
    fields = {"label": f"The {name}", "help": f"What the {name} is", **changes}
    return FormField(path=(name,), kind=kind, value=value, **fields)


def a_list(*texts, name="steps", **changes):
    items = tuple(
        FormField(path=(name, n), kind=FieldKind.BOTH, label=str(n + 1), value=t, can_remove=True)
        for n, t in enumerate(texts)
    )
    return field(FieldKind.LIST, name=name, fields=items, can_add=True, **changes)


FOLDED = a_list(BOTH, BOTH, is_folded=True)
ONE_OF_EACH = (
    field(FieldKind.BOTH, BOTH, "both"),
    field(FieldKind.LINE, "words", "line"),
    field(FieldKind.WORDS, [1, 22], "words", is_number=True),
    field(FieldKind.NUMBER, 25, "number"),
    field(FieldKind.ONE_OF, "low", "one", options=COSTS),
    field(FieldKind.MANY_OF, ["low"], "many", options=COSTS),
    field(FieldKind.SWITCH, True, "switch"),
    field(FieldKind.RECORD, name="record", fields=(field(FieldKind.LINE, "in it", "inner"),)),
    a_list(BOTH, name="list"),
)


@pytest.fixture
def form(qtbot):
    made = RecordForm()
    made.use_words(EN.messages("form"))
    qtbot.addWidget(made)
    made.resize(700, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def show(form, *fields):
    form.show_fields(fields)
    settle()
    return form


def part(form, kind, name):
    return form.findChild(kind, f"field.{name}")


def controls(form):
    return [
        w
        for w in form.findChildren(QWidget)
        if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.focusProxy() is None
    ]


def test_every_field_shows_its_value(form):
    show(form, *ONE_OF_EACH)

    assert part(form, QPlainTextEdit, "both.zh").toPlainText() == "题目"
    assert part(form, QPlainTextEdit, "both.en").toPlainText() == "Question"
    assert part(form, QLineEdit, "line").text() == "words"
    assert part(form, QLineEdit, "words").text() == "1, 22"
    assert part(form, QSpinBox, "number").value() == 25
    assert part(form, QComboBox, "one").currentText() == "a little"
    assert part(form, QCheckBox, "many.low").isChecked()
    assert not part(form, QCheckBox, "many.none").isChecked()
    assert part(form, QCheckBox, "switch").isChecked()
    assert part(form, QLineEdit, "inner").text() == "in it"
    assert part(form, QPlainTextEdit, "list.0.en").toPlainText() == "Question"


def test_every_control_has_a_name_and_can_take_the_keyboard(form):
    show(form, *ONE_OF_EACH)

    made = controls(form)

    assert len(made) == 14
    for control in made:
        assert control.accessibleName().strip() or control.text().strip(), control.objectName()
        control.setFocus()
        assert QApplication.focusWidget() is control


def test_a_field_that_holds_nothing_is_empty(form):
    kinds = [kind for kind in FieldKind if kind not in (FieldKind.RECORD, FieldKind.LIST)]
    show(form, *(field(kind, None, str(kind), options=COSTS) for kind in kinds))

    assert part(form, QPlainTextEdit, "both.en").toPlainText() == ""
    assert part(form, QLineEdit, "line").text() == ""
    assert part(form, QSpinBox, "number").value() == 0
    assert part(form, QComboBox, "one_of").currentText() == EN.text("form.nothing")
    assert not part(form, QCheckBox, "switch").isChecked()


# --- what is filled in is told ---------------------------------------------------------------


@pytest.mark.parametrize(("language", "other"), [("zh", "en"), ("en", "zh")])
def test_a_text_is_told_in_both_languages_when_it_is_left(qtbot, form, language, other):
    show(form, ONE_OF_EACH[0])
    told = heard(form.entered)
    edit = part(form, QPlainTextEdit, f"both.{language}")
    edit.setFocus()
    edit.setPlainText("New")
    assert told == []

    qtbot.keyClick(edit, Qt.Key.Key_Tab)

    assert told == [(("both",), {language: "New", other: BOTH[other]})]


def test_tab_leads_on_from_a_text_and_types_none(qtbot, form):
    show(form, *ONE_OF_EACH[:2])
    chinese = part(form, QPlainTextEdit, "both.zh")
    chinese.setFocus()

    qtbot.keyClick(chinese, Qt.Key.Key_Tab)

    assert QApplication.focusWidget() is part(form, QPlainTextEdit, "both.en")
    assert chinese.toPlainText() == "题目"


@pytest.mark.parametrize("name", ["line", "words"])
def test_a_line_is_told_as_typed_when_it_is_finished(qtbot, form, name):
    show(form, *ONE_OF_EACH[1:3])
    told = heard(form.entered)
    edit = part(form, QLineEdit, name)
    edit.clear()
    qtbot.keyClicks(edit, "3, 4")
    assert told == []

    qtbot.keyClick(edit, Qt.Key.Key_Return)

    assert told == [((name,), "3, 4")]


def test_a_number_is_told_as_a_number(qtbot, form):
    show(form, ONE_OF_EACH[3])
    told = heard(form.entered)
    spin = part(form, QSpinBox, "number")
    spin.setValue(50)

    qtbot.keyClick(spin, Qt.Key.Key_Return)

    assert told == [(("number",), 50)]


def test_a_choice_is_told_by_its_value(qtbot, form):
    show(form, ONE_OF_EACH[4])
    told = heard(form.entered)
    combo = part(form, QComboBox, "one")
    combo.setFocus()

    qtbot.keyClick(combo, Qt.Key.Key_Up)

    assert told == [(("one",), "none")]


def test_nothing_is_offered_only_where_nothing_is_chosen(form):
    show(form, field(FieldKind.ONE_OF, "low", "full", options=COSTS))
    assert part(form, QComboBox, "full").count() == 2

    show(form, field(FieldKind.ONE_OF, "gone", "empty", options=COSTS))
    assert part(form, QComboBox, "empty").count() == 3
    assert part(form, QComboBox, "empty").currentData() is None


def test_boxes_tell_every_one_that_is_ticked_in_the_order_offered(qtbot, form):
    show(form, ONE_OF_EACH[5])
    told = heard(form.entered)

    for name in ("none", "low"):
        qtbot.keyClick(part(form, QCheckBox, f"many.{name}"), Qt.Key.Key_Space)

    assert told == [(("many",), ["none", "low"]), (("many",), ["none"])]


def test_a_switch_tells_yes_or_no(qtbot, form):
    show(form, ONE_OF_EACH[6])
    told = heard(form.entered)

    qtbot.keyClick(part(form, QCheckBox, "switch"), Qt.Key.Key_Space)

    assert told == [(("switch",), False)]


def test_showing_a_form_tells_nothing(form):
    told = heard(form.entered)

    show(form, *ONE_OF_EACH)
    show(form, *ONE_OF_EACH)

    assert told == []


# --- lists -----------------------------------------------------------------------------------


def test_a_list_is_asked_to_grow_and_to_shrink(form):
    show(form, a_list(BOTH, BOTH))
    added, removed = heard(form.added), heard(form.removed)

    part(form, QPushButton, "steps.add").click()
    part(form, QPushButton, "steps.1.remove").click()

    assert (added, removed) == ([("steps",)], [("steps", 1)])


def test_a_full_list_offers_no_more(form):
    show(form, field(FieldKind.LIST, name="steps", can_add=False))

    assert part(form, QPushButton, "steps.add") is None


def test_the_button_that_removes_says_what(form):
    show(form, a_list(BOTH, BOTH))

    removes = part(form, QPushButton, "steps.1.remove")

    assert removes.toolTip() == EN.text("form.remove", name="2")
    assert removes.accessibleName() == EN.text("form.remove", name="The steps 2")


def test_a_folded_list_opens_on_request_and_says_how_much_is_in_it(qtbot, form):
    show(form, FOLDED)
    toggle = part(form, QPushButton, "steps.open")
    assert "(2)" in toggle.text()
    assert part(form, QPlainTextEdit, "steps.0.en") is None

    qtbot.keyClick(toggle, Qt.Key.Key_Space)
    settle()
    assert part(form, QPlainTextEdit, "steps.0.en").isVisible()

    qtbot.keyClick(toggle, Qt.Key.Key_Space)
    settle()
    assert part(form, QPlainTextEdit, "steps.0.en") is None


def test_what_was_opened_stays_open_when_the_form_is_built_anew(form):
    show(form, FOLDED)
    part(form, QPushButton, "steps.open").click()

    show(form, a_list(BOTH, BOTH, BOTH, is_folded=True))

    assert part(form, QPushButton, "steps.open").isChecked()
    assert part(form, QPlainTextEdit, "steps.2.en").isVisible()


# --- building anew ---------------------------------------------------------------------------


def test_a_form_built_anew_shows_the_new_fields_only(form):
    show(form, *ONE_OF_EACH)

    show(form, field(FieldKind.LINE, "other", "other"))

    assert [w.objectName() for w in controls(form)] == ["field.other"]


@pytest.mark.parametrize(
    ("kind", "name"),
    [(QComboBox, "one"), (QCheckBox, "many.low"), (QPushButton, "list.add"), (QLineEdit, "line")],
    ids=str,
)
def test_the_keyboard_stays_where_it_was_when_the_form_is_built_anew(form, kind, name):
    show(form, *ONE_OF_EACH)
    part(form, kind, name).setFocus()

    show(form, *ONE_OF_EACH)

    assert QApplication.focusWidget() is part(form, kind, name)


@pytest.mark.parametrize("name", ["both.en", "line", "number"])
def test_what_was_typed_is_not_told_for_the_form_that_takes_its_place(form, name):
    """A text that leaves with its form must not land in another record with the same field."""
    show(form, *ONE_OF_EACH)
    edit = form.findChild(QWidget, f"field.{name}")
    edit.setFocus()
    told = heard(form.entered)

    show(form, *ONE_OF_EACH)

    assert told == []


@pytest.mark.parametrize("name", ["one", "number"])
def test_the_wheel_scrolls_the_page_and_changes_nothing(form, name):
    show(form, *ONE_OF_EACH)
    told = heard(form.entered)
    control = form.findChild(QWidget, f"field.{name}")
    before = control.property("value"), control.property("currentIndex")
    middle = QPointF(control.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(control.mapToGlobal(control.rect().center())),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )

    QApplication.sendEvent(control, event)

    assert (control.property("value"), control.property("currentIndex")) == before
    assert told == []


def test_hostile_words_are_shown_as_words(form):
    nasty = {"zh": IMAGE, "en": BOLD}
    show(
        form,
        field(FieldKind.BOTH, nasty, "both", label=IMAGE, help=BOLD),
        field(FieldKind.SWITCH, True, "switch", label="Yes", help="plain"),
        field(FieldKind.ONE_OF, IMAGE, "one", options=((IMAGE, IMAGE),)),
        a_list(nasty, label=BOLD),
    )

    assert taken_for_markup(form) == []
    assert part(form, QPlainTextEdit, "both.en").toPlainText() == BOLD
