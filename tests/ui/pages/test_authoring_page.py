from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTreeWidget,
    QWidget,
)

from model.authoring import question_of, value_at
from model.workshop import Workshop, faults_of
from tests.model.drafts import draft, with_field
from tests.ui.pages.helpers import BOLD, IMAGE, heard, labels_with, settle, taken_for_markup
from tests.ui.presenters.fakes import EN, ZH, FakeView
from ui.pages import authoring_page
from ui.pages.authoring_page import AuthoringPage
from ui.presenters.authoring_presenter import HEAD, AuthoringPresenter, FaultLine

LADDER, BOXES = "CA.1-Q1", "NW.1-Q1"
BUTTONS = ("back", "parts", "add", "duplicate", "retire", "undo", "preview", "release")


def make_card(folder, part=LADDER, catalog=EN):
    view = FakeView()
    workshop = Workshop(folder)
    workshop.save(draft())
    presenter = AuthoringPresenter(workshop, catalog, view, pytest.fail)
    presenter.open("my-own")
    presenter.show(part)
    presenter.show_faults(presenter.top, ())
    return view.card


@pytest.fixture
def card(tmp_path):
    return make_card(tmp_path)


@pytest.fixture
def page(open_page):
    made = AuthoringPage()
    made.use_form_words(EN.messages("form"))
    return open_page(made)


class Desk:
    """The page with its real presenter over a folder."""

    def __init__(self, page, folder):
        self.page, self.workshop = page, Workshop(folder)
        self.workshop.save(draft())
        self.writer = AuthoringPresenter(self.workshop, EN, page, pytest.fail)
        page.part_chosen.connect(self.writer.show)
        page.entered.connect(self.writer.enter)
        page.added.connect(self.writer.add_item)
        page.removed.connect(self.writer.remove_item)
        page.requested.connect(lambda name: getattr(self.writer, name)())
        page.check_due.connect(self.check)
        self.writer.open("my-own")
        self.show(LADDER)

    def show(self, part):
        self.writer.show(part)
        settle()

    def check(self):
        self.writer.show_faults(self.writer.top, faults_of(self.writer.top))

    def kept(self, *path, part=LADDER):
        return value_at(question_of(self.workshop.open("my-own"), part), path)

    def part(self, kind, name):
        return self.page.findChild(kind, f"field.{name}")


@pytest.fixture
def desk(page, tmp_path):
    return Desk(page, tmp_path)


def press(page, name):
    page.findChild(QPushButton, f"authoring.{name}").click()


def faults(page):
    return page.findChild(QListWidget, "faults")


def with_faults(card, *lines):
    found = tuple(FaultLine(part=part, text=text) for part, text in lines)
    return replace(card, faults=found, summary=EN.text("authoring.faults", count=len(lines)))


# --- what the page shows ---------------------------------------------------------------------


def test_the_page_says_which_draft_and_part_it_shows(page, card):
    page.show_card(card)

    for words in (card.name, card.heading, card.about, card.saved, card.summary):
        assert words
        assert labels_with(page, words), words


def test_the_head_has_no_duty_and_can_be_neither_copied_nor_retired(page, tmp_path):
    page.show_card(make_card(tmp_path, HEAD))

    assert not page._about.isVisible()
    for name in ("duplicate", "retire"):
        assert not page.findChild(QPushButton, f"authoring.{name}").isEnabled()


@pytest.mark.parametrize("name", [name for name in BUTTONS if name != "parts"])
def test_every_button_tells_what_is_wanted(page, card, name):
    page.show_card(replace(card, can_undo=True))
    told = heard(page.requested)

    press(page, name)

    assert told == [name]


@pytest.mark.parametrize("can_undo", [False, True])
def test_undo_can_be_pressed_only_after_a_change(page, card, can_undo):
    page.show_card(replace(card, can_undo=can_undo))

    assert page.findChild(QPushButton, "authoring.undo").isEnabled() is can_undo


@pytest.mark.parametrize(
    ("found", "can"), [((), True), (None, False), ((FaultLine(part=HEAD, text="x"),), False)]
)
def test_only_a_draft_that_was_found_sound_can_be_released(page, card, found, can):
    page.show_card(replace(card, faults=found))

    assert page.findChild(QPushButton, "authoring.release").isEnabled() is can


def test_a_part_picked_in_the_tree_is_told(page, card):
    page.show_card(card)
    told = heard(page.part_chosen)
    tree = page.findChild(QTreeWidget, "parts")

    tree.itemClicked.emit(page._tree._leaves[BOXES], 0)

    assert told == [BOXES]


def test_the_tree_can_be_put_away_and_brought_back(page, card):
    page.show_card(card)
    tree = page.findChild(QTreeWidget, "parts")
    assert tree.isVisible()

    press(page, "parts")
    assert not tree.isVisible()

    press(page, "parts")
    assert tree.isVisible()


def test_a_narrow_page_puts_the_tree_away(page, card):
    page.show_card(card)

    page.resize(500, 700)
    settle()

    assert not page.findChild(QTreeWidget, "parts").isVisible()


# --- faults ----------------------------------------------------------------------------------


def test_faults_are_listed_and_a_click_leads_to_the_part(qtbot, page, card):
    page.show_card(with_faults(card, (HEAD, "Title  empty"), (BOXES, "Question  empty")))
    told = heard(page.part_chosen)
    listed = faults(page)
    assert [listed.item(n).text() for n in range(listed.count())] == [
        "Title  empty",
        "Question  empty",
    ]
    settle()

    place = listed.visualItemRect(listed.item(1)).center()
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))

    assert told == [BOXES]


def test_a_fault_is_reached_by_keyboard(qtbot, page, card):
    page.show_card(with_faults(card, (BOXES, "Question  empty")))
    told = heard(page.part_chosen)
    listed = faults(page)
    listed.setFocus()
    listed.setCurrentRow(0)

    qtbot.keyClick(listed, Qt.Key.Key_Return)

    assert told == [BOXES]


def test_no_faults_take_no_room(page, card):
    page.show_card(with_faults(card, (BOXES, "x")))
    assert faults(page).isVisible()

    page.show_card(card)

    assert not faults(page).isVisible()


def test_faults_stay_on_screen_while_the_next_check_runs(page, card):
    page.show_card(with_faults(card, (BOXES, "x")))

    page.show_card(replace(card, faults=None, summary="Checking…"))

    assert faults(page).isVisible()
    assert labels_with(page, "Checking…")


@pytest.mark.parametrize("count", [1, 5, 200])
def test_many_faults_leave_most_of_the_page_to_the_form(page, card, count):
    page.show_card(with_faults(card, *((BOXES, f"fault {n}") for n in range(count))))
    settle()

    assert faults(page).height() <= page.height() // 4


def test_a_changed_draft_is_checked_once_after_a_while(qtbot, page, card, monkeypatch):
    page._due.setInterval(30)
    told = heard(page.check_due)
    for _ in range(3):
        page.show_card(replace(card, faults=None))
    assert told == []

    qtbot.waitUntil(lambda: bool(told), timeout=2000)
    qtbot.wait(60)

    assert len(told) == 1
    assert authoring_page._CHECK_AFTER >= 300, "typing is not interrupted"


def test_a_checked_draft_is_not_checked_again(qtbot, page, card):
    page._due.setInterval(0)
    told = heard(page.check_due)

    page.show_card(card)
    qtbot.wait(20)

    assert told == []


def test_another_language_rewords_every_button(page, tmp_path):
    page.use_form_words(ZH.messages("form"))
    page.show_card(make_card(tmp_path, catalog=ZH))

    for name in BUTTONS:
        words = ZH.text(f"authoring.{name}")
        assert page.findChild(QPushButton, f"authoring.{name}").text() == words


def test_every_control_has_a_name(desk):
    desk.part(QPushButton, "actions.open").click()
    settle()

    for control in desk.page.findChildren(QWidget):
        if control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus:
            text = control.text() if hasattr(control, "text") else ""
            is_inner = control.objectName().startswith("qt_")
            assert is_inner or control.accessibleName().strip() or text.strip(), control


def test_hostile_words_are_shown_as_words(page, card):
    nasty = replace(card, name=IMAGE, heading=BOLD, about=IMAGE)
    page.show_card(with_faults(nasty, (BOXES, IMAGE)))

    assert taken_for_markup(page) == []


# --- writing ---------------------------------------------------------------------------------


def type_into(qtbot, edit, words):
    edit.setFocus()
    edit.setPlainText(words)
    qtbot.keyClick(edit, Qt.Key.Key_Tab)


def test_what_is_typed_is_kept_when_its_field_is_left(qtbot, desk):
    type_into(qtbot, desk.part(QPlainTextEdit, "why.en"), "New words.")

    assert desk.kept("why") == {"zh": "密码会泄露。", "en": "New words."}


def test_what_is_typed_is_kept_when_another_part_is_picked(qtbot, desk):
    edit = desk.part(QPlainTextEdit, "why.en")
    edit.setFocus()
    edit.setPlainText("New words.")

    tree = desk.page.findChild(QTreeWidget, "parts")
    place = tree.visualItemRect(desk.page._tree._leaves[BOXES]).center()
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert desk.writer.part == BOXES
    assert desk.kept("why", "en") == "New words."
    assert desk.kept("why", part=BOXES) == question_of(draft(), BOXES)["why"]


def test_a_part_shown_while_a_text_has_the_keyboard_does_not_get_that_text(desk):
    edit = desk.part(QPlainTextEdit, "why.en")
    edit.setFocus()
    edit.setPlainText("New words.")

    desk.show(BOXES)

    assert desk.kept("why", part=BOXES) == question_of(draft(), BOXES)["why"]
    assert desk.part(QPlainTextEdit, "why.en").toPlainText() == "Robots scan it."


def test_removing_an_item_leaves_those_below_it_as_they_are(qtbot, desk):
    removes = desk.part(QPushButton, "choices.0.remove")
    removes.setFocus()

    qtbot.mouseClick(removes, Qt.MouseButton.LeftButton)
    settle()

    assert desk.kept("choices") == question_of(draft(), LADDER)["choices"][1:]


def test_removing_an_action_leaves_the_others_as_they_are(qtbot, desk):
    desk.part(QPushButton, "actions.open").click()
    settle()

    qtbot.mouseClick(desk.part(QPushButton, "actions.0.remove"), Qt.MouseButton.LeftButton)
    settle()

    assert desk.kept("actions") == question_of(draft(), LADDER)["actions"][1:]


def test_adding_an_item_changes_no_other(qtbot, desk):
    qtbot.mouseClick(desk.part(QPushButton, "choices.add"), Qt.MouseButton.LeftButton)
    settle()

    assert desk.kept("choices")[:3] == question_of(draft(), LADDER)["choices"]
    assert len(desk.kept("choices")) == 4


def test_undo_by_keyboard_takes_a_change_back(qtbot, desk):
    before = desk.writer.top
    type_into(qtbot, desk.part(QPlainTextEdit, "check.en"), "New words.")
    assert desk.writer.top != before
    desk.part(QComboBox, "weight").setFocus()

    qtbot.keySequence(desk.part(QComboBox, "weight"), QKeySequence("Ctrl+Z"))
    settle()

    assert desk.writer.top == before
    shown = desk.part(QPlainTextEdit, "check.en").toPlainText()
    assert shown == "Look at 10 accounts at random."


def test_undo_by_keyboard_from_above_the_changed_text_takes_it_back(qtbot, desk):
    """The fields below the one with the keyboard must not write themselves back."""
    before = desk.writer.top
    type_into(qtbot, desk.part(QPlainTextEdit, "why.en"), "New words.")
    kind = desk.part(QComboBox, "kind")
    kind.setFocus()

    qtbot.keySequence(kind, QKeySequence("Ctrl+Z"))
    settle()

    assert desk.writer.top == before


def test_another_kind_keeps_every_text(qtbot, desk):
    kind = desk.part(QComboBox, "kind")
    kind.setFocus()

    qtbot.keyClick(kind, Qt.Key.Key_Down)
    settle()

    assert desk.kept("kind") == "CHK"
    for name in ("text", "why", "check", "evidence", "choices"):
        assert desk.kept(name) == question_of(draft(), LADDER)[name]
    assert QApplication.focusWidget() is desk.part(QComboBox, "kind")


def test_a_choice_is_offered_by_its_new_words_to_what_leads_to_it(qtbot, desk):
    type_into(qtbot, desk.part(QPlainTextEdit, "choices.1.text.en"), "Some of them")

    desk.part(QPushButton, "actions.open").click()
    settle()

    assert desk.part(QComboBox, "actions.0.to").currentText() == "50  Some of them"


def test_a_page_scrolled_down_begins_at_the_top_of_another_part(desk):
    bar = desk.page._scroll.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0

    desk.show(BOXES)

    assert bar.value() == 0


def test_a_page_stays_where_it_was_scrolled_to_after_a_change(qtbot, desk):
    bar = desk.page._scroll.verticalScrollBar()
    box = desk.part(QCheckBox, "na_reasons.other")
    desk.page._scroll.ensureWidgetVisible(box)
    before = bar.value()
    assert before > 0

    qtbot.keyClick(box, Qt.Key.Key_Space)
    settle()

    assert bar.value() == before


def test_every_fault_leads_to_a_part_that_is_there(qtbot, desk):
    desk.workshop.save(with_field(draft(), BOXES, why={"zh": "", "en": ""}, weight=9))
    desk.writer.open("my-own")
    desk.check()
    settle()

    listed = faults(desk.page)
    assert listed.count() >= 2
    listed.itemActivated.emit(listed.item(0))

    assert desk.writer.part == BOXES
    assert desk.part(QLineEdit, "source.row") is not None


def test_a_fault_leads_to_its_field_and_opens_what_it_is_in(qtbot, desk):
    desk.writer.enter(("actions", 0, "effect"), {"zh": "", "en": "Safer."})
    desk.writer.show_faults(desk.writer.top, faults_of(desk.writer.top))
    settle()
    faults = desk.page.findChild(QListWidget, "faults")

    faults.itemActivated.emit(faults.item(0))
    settle()

    assert QApplication.focusWidget() is desk.part(QPlainTextEdit, "actions.0.effect.zh")
