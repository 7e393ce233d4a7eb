from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tests.builders import chosen
from tests.ui.pages.conftest import look, open_page, program  # noqa: F401  the same page
from tests.ui.pages.helpers import WORDS, heard, labels_with, settle, taken_for_markup
from tests.ui.presenters.fakes import EN, LEAD, FakeView, make_session
from ui.pages.question_page import QuestionPage
from ui.presenters.carried_words import CarriedAnswer
from ui.presenters.question_presenter import QuestionPresenter


def make_card():
    view = FakeView()
    answers = {LEAD: {**chosen(50), "carried": True}}
    presenter = QuestionPresenter(make_session(position=LEAD, answers=answers), EN, view, None)
    presenter.refresh()
    return view.card


CARD = make_card()


@pytest.fixture
def page(open_page):  # noqa: F811
    made = open_page(QuestionPage())
    made.show_card(CARD)
    settle()
    return made


def test_key_and_button_confirm(qtbot, page):
    told = heard(page.confirm_clicked)

    qtbot.keyClick(page, Qt.Key.Key_Y)
    page.findChild(QPushButton, "confirm").click()

    assert len(told) == 2


def test_nothing_is_offered_where_nothing_waits(page):
    page.show_card(replace(CARD, carried=None))
    settle()

    assert not page.findChild(QPushButton, "confirm").isVisible()
    assert not any(made.isVisible() for made in labels_with(page, CARD.carried.text))


def test_a_final_round_shows_it_without_a_button(page):
    shown = replace(CARD.carried, help="", confirm="")
    page.show_card(replace(CARD, carried=shown, is_final=True))
    settle()

    assert not page.findChild(QPushButton, "confirm").isVisible()
    assert any(made.isVisible() for made in labels_with(page, CARD.carried.text))


def test_typed_words_are_never_taken_for_markup(page):
    carried = CarriedAnswer(text=WORDS, done=(WORDS,), help=WORDS, confirm="C")
    page.show_card(replace(CARD, carried=carried))

    assert labels_with(page, WORDS)
    assert not taken_for_markup(page)
