"""The quiz on screen, with the real presenter behind it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QProgressBar, QPushButton

from tests.ui.pages.helpers import WORDS, heard, labels_with, settle, taken_for_markup
from ui.pages.quiz_tab import QuizTab
from ui.presenters.quiz_presenter import QuizPresenter
from ui.widgets.option_row import RadioRow

HOLDERS = ("us", "both", "provider", "other")


@pytest.fixture
def made(open_page, english):
    """Return the tab on screen and its presenter."""
    tab = QuizTab()
    presenter = QuizPresenter(lambda: None, english, tab, lambda: 4711)
    tab.run_by(presenter)
    presenter.refresh()
    open_page(tab)
    settle()
    return tab, presenter


def button(tab, name):
    return tab.findChild(QPushButton, f"quiz-{name}")


def row(tab, holder):
    return tab.findChild(RadioRow, f"quiz-{holder}")


def press(qtbot, tab, key):
    qtbot.keyClick(tab.window().focusWidget(), key)


def test_the_start_offers_what_can_be_done_and_nothing_else(made):
    tab, presenter = made

    assert button(tab, "begin").isVisible()
    assert button(tab, "begin").property("kind") == "primary"
    assert not button(tab, "go_on").isVisible()
    assert not button(tab, "result").isVisible()

    presenter.begin()
    presenter.to_start()
    assert button(tab, "go_on").isVisible()
    assert button(tab, "begin").property("kind") == "secondary"
    assert button(tab, "go_on").hasFocus()


def test_a_number_is_taken_with_enter_and_a_wrong_one_begins_nothing(qtbot, made):
    tab, presenter = made
    number = tab.findChild(QLineEdit, "quiz-number")
    number.setFocus()
    number.selectAll()
    qtbot.keyClicks(number, WORDS[:20])
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert labels_with(tab, "This is not the number")[0].isVisible()
    assert not button(tab, "begin").isEnabled()
    button(tab, "begin").click()
    assert presenter.sitting is None

    number.selectAll()
    qtbot.keyClicks(number, "b-12")
    qtbot.keyClick(number, Qt.Key.Key_Return)

    assert number.text() == presenter.number.text == "B-000012"
    assert button(tab, "begin").isEnabled()


def test_a_number_still_being_typed_is_taken_by_the_button(made):
    tab, presenter = made
    tab.findChild(QLineEdit, "quiz-number").setText("B-77")

    button(tab, "begin").click()

    assert presenter.sitting.number.text == "B-000077"


def test_the_whole_form_is_answered_by_keys(qtbot, made):
    tab, presenter = made
    finished = heard(tab.finish_requested)
    button(tab, "begin").setFocus()
    press(qtbot, tab, Qt.Key.Key_Space)
    for number in range(30):
        assert presenter.sitting.at == number
        press(qtbot, tab, getattr(Qt.Key, f"Key_{1 + number % 4}"))
        if number % 3 == 0:
            press(qtbot, tab, Qt.Key.Key_S)
        press(qtbot, tab, Qt.Key.Key_Right)

    sitting = presenter.sitting
    assert sitting.open_count == 0
    for number, item in enumerate(sitting.items):
        assert sitting.holders[item.id] == HOLDERS[number % 4]
        by_default = HOLDERS[number % 4] != "other" or number % 3 == 0
        toggled = number % 3 == 0 and HOLDERS[number % 4] != "other"
        assert sitting.is_sure(item) is (by_default and not toggled)
    press(qtbot, tab, Qt.Key.Key_Left)
    assert presenter.sitting.at == 28
    button(tab, "finish").setFocus()
    press(qtbot, tab, Qt.Key.Key_Space)
    assert finished == [()]


def test_an_open_question_shows_no_answer_of_the_one_before(qtbot, made):
    tab, presenter = made
    presenter.begin()
    press(qtbot, tab, Qt.Key.Key_2)
    assert row(tab, "both").isChecked()

    press(qtbot, tab, Qt.Key.Key_Right)

    assert not any(row(tab, holder).isChecked() for holder in HOLDERS)


def test_the_rows_stay_and_so_does_the_keyboard(qtbot, made):
    tab, presenter = made
    presenter.begin()
    before = row(tab, "us")
    before.setFocus()

    qtbot.keyClick(before, Qt.Key.Key_Space)
    press(qtbot, tab, Qt.Key.Key_Right)

    assert row(tab, "us") is before
    assert before.hasFocus()


def test_an_answer_told_at_once_stays_whatever_is_pressed(qtbot, made):
    tab, presenter = made
    tab.findChild(QCheckBox, "quiz-at-once").click()
    presenter.begin()
    press(qtbot, tab, Qt.Key.Key_3)

    press(qtbot, tab, Qt.Key.Key_Right)

    assert presenter.sitting.at == 0
    assert [x for x in labels_with(tab, "Right answer:") if x.isVisible()]
    press(qtbot, tab, Qt.Key.Key_1)
    row(tab, "both").click()
    assert [holder for holder in HOLDERS if row(tab, holder).isChecked()] == ["provider"]
    assert not tab.findChild(QPushButton, "quiz-sure.guessing").isEnabled()
    assert presenter.sitting.holders[presenter.sitting.item.id] == "provider"
    press(qtbot, tab, Qt.Key.Key_Right)
    assert presenter.sitting.at == 1
    assert not any(row(tab, holder).isChecked() for holder in HOLDERS)


def test_what_is_answered_is_told_to_screen_readers(made):
    tab, presenter = made
    presenter.begin()
    presenter.answer("us")

    assert tab.findChild(QProgressBar).accessibleName() == "1 answered"
    assert row(tab, "us").text() == "We do"
    assert row(tab, "us").accessibleDescription() == "The customer, alone"


def test_on_the_last_question_finishing_is_what_goes_on(made):
    tab, presenter = made
    presenter.begin()
    presenter.answer("us")
    button(tab, "next").setFocus()

    presenter.move(40)

    assert not button(tab, "next").isEnabled()
    assert button(tab, "finish").property("kind") == "primary"
    assert button(tab, "finish").hasFocus()


def test_a_form_without_answers_cannot_be_finished(made):
    tab, presenter = made
    presenter.begin()

    assert not button(tab, "finish").isEnabled()


def test_every_line_of_the_result_leads_to_its_duty(made):
    tab, presenter = made
    asked = heard(tab.duty_requested)
    presenter.begin()
    for _ in range(30):
        presenter.answer("provider")
        presenter.move(1)
    presenter.finish()
    settle()

    links = [
        made
        for made in tab.findChildren(QPushButton)
        if made.text() == "Look at this duty" and made.isVisible()
    ]
    for link in links:
        link.click()

    wrong = [(i.cell.id, i.model.value) for i, one in presenter.sitting.judged if one.is_dangerous]
    assert asked[: len(wrong)] == wrong
    assert sorted(asked) == sorted(wrong * 2), "once as dangerous, once as sure"
    assert len({link.accessibleName() for link in links}) == len(links)


def test_the_answers_are_shown_on_wish_each_with_its_place(made):
    tab, presenter = made
    presenter.begin()
    presenter.answer("us")
    presenter.finish()
    assert not [x for x in labels_with(tab, "White paper, table") if x.isVisible()]

    tab.findChild(QPushButton, "quiz-view.key").click()
    settle()

    assert len([x for x in labels_with(tab, "White paper, table") if x.isVisible()]) == 30


@pytest.mark.parametrize("name", ["print", "print_key"])
def test_a_form_is_printed_from_the_start(made, name):
    tab, _ = made
    asked = heard(tab.print_requested)

    button(tab, name).click()

    assert asked == [{"print": "sheet", "print_key": "key"}[name]]


def test_nothing_is_taken_for_markup(made):
    tab, presenter = made
    presenter.begin()
    presenter.answer("us")
    presenter.finish()
    presenter.look_at("key")

    assert not taken_for_markup(tab)
