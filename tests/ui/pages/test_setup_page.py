from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton

from model.content.loader import load_matrix, load_questionnaire
from model.text import NAME_LENGTH
from tests.builders import make_assessment
from tests.ui.pages.helpers import BOLD, IMAGE, heard, settle, taken_for_markup
from tests.ui.presenters.fakes import EN, FakeView
from ui.pages.setup_page import SetupPage
from ui.presenters.setup_presenter import Offer, SetupPresenter

OSCAR = Offer(matrix=load_matrix(), questionnaire=load_questionnaire())


def make_card(assessment=None, offer=OSCAR, **changes):
    view = FakeView()
    SetupPresenter(lambda: assessment, (offer,), None, EN, view).refresh()
    return replace(view.card, **changes)


NEW, KEPT = make_card(), make_card(make_assessment("saas"))


@pytest.fixture
def page(open_page):
    made = open_page(SetupPage())
    made.show_card(NEW)
    settle()
    return made


def press(qtbot, page, name):
    qtbot.keyClick(page.findChild(QAbstractButton, name), Qt.Key.Key_Space)


def test_what_is_entered_is_told_as_it_stands(qtbot, page):
    told = heard(page.finished)
    qtbot.keyClicks(page._organisation, "Li & Co")
    qtbot.keyClicks(page._service, "Shop")
    page._provider.setCurrentText("AWS")
    press(qtbot, page, "model.paas")
    press(qtbot, page, "depth.full")
    press(qtbot, page, "fact.own_images.no")

    press(qtbot, page, "save")

    entered = told[0]
    assert (entered["organisation"], entered["service"]) == ("Li & Co", "Shop")
    assert (entered["provider"], entered["model"], entered["depth"]) == ("AWS", "paas", "full")
    assert entered["facts"].pop("own_images") is False
    assert all(entered["facts"].values())


def test_a_new_form_is_told_with_its_defaults(qtbot, page):
    told = heard(page.finished)

    press(qtbot, page, "save")

    assert (told[0]["model"], told[0]["depth"]) == ("iaas", "express")
    assert told[0]["provider"] == ""


def test_what_is_kept_is_shown_and_told_again(qtbot, page):
    told = heard(page.finished)
    page.show_card(KEPT)

    press(qtbot, page, "save")

    assert told[0]["organisation"] == "Test & Co"
    assert told[0]["model"] == "saas"
    assert told[0]["provider"] == "Alibaba Cloud"


def test_one_depth_is_not_asked_for_but_told(qtbot, page):
    told = heard(page.finished)
    page.show_card(make_card(depths=()))

    press(qtbot, page, "save")

    assert not page._depth_card.isVisible()
    assert told[0]["depth"] == "express"


@pytest.mark.parametrize("filled", [False, True])
def test_the_first_empty_name_is_marked_and_gets_the_keyboard(page, filled):
    page._organisation.setText("Li & Co" if filled else "")

    page.show_missing(EN.text("setup.missing"))

    assert page._wrong.isVisible()
    assert page._organisation.property("wrong") is not filled
    assert page._service.property("wrong") is True
    empty = page._service if filled else page._organisation
    assert QApplication.focusWidget() is empty


def test_the_complaint_goes_when_the_form_is_shown_again(page):
    page.show_missing(EN.text("setup.missing"))

    page.show_card(KEPT)

    assert not page._wrong.isVisible()


def test_yes_and_no_exclude_each_other(qtbot, page):
    yes, no = (page.findChild(QPushButton, f"fact.own_images.{x}") for x in ("yes", "no"))
    assert (yes.isChecked(), no.isChecked()) == (True, False)

    press(qtbot, page, "fact.own_images.no")
    assert (yes.isChecked(), no.isChecked()) == (False, True)

    press(qtbot, page, "fact.public_website.no")
    assert no.isChecked()


def test_names_cannot_be_longer_than_they_are_kept(qtbot, page):
    for field in (page._organisation, page._service, page._provider.lineEdit()):
        field.clear()
        qtbot.keyClicks(field, "x" * 10)
        assert field.maxLength() == NAME_LENGTH


def test_hostile_names_are_shown_as_words(page):
    page.show_card(replace(KEPT, organisation=IMAGE, service=BOLD, provider=IMAGE))

    assert taken_for_markup(page) == []
    assert page._organisation.text() == IMAGE
    assert page._provider.currentText() == IMAGE
