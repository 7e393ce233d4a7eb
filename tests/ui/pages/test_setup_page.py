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
GOVERNMENT = Offer(
    matrix=load_matrix("government-cloud-2020"),
    questionnaire=load_questionnaire("government-cloud-2020"),
)


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


# --- the choice of a questionnaire -----------------------------------------------------------


@pytest.fixture
def choice(open_page):
    """Return a page with its real presenter and two questionnaires, and what it saves."""
    made, saved = open_page(SetupPage()), []
    presenter = SetupPresenter(lambda: None, (OSCAR, GOVERNMENT), saved.append, EN, made)
    made.finished.connect(presenter.finish)
    made.questionnaire_chosen.connect(presenter.choose)
    presenter.refresh()
    settle()
    made.presenter = presenter  # the page knows it by its signals only
    return made, saved


def shown(page, start):
    names = [made.objectName() for made in page.findChildren(QAbstractButton) if made.isVisible()]
    return [name.partition(".")[2] for name in names if name.startswith(f"{start}.")]


def test_with_one_questionnaire_the_choice_is_hidden(page):
    assert not page._questionnaire_card.isVisible()


def test_several_questionnaires_are_offered_and_the_first_is_chosen(choice):
    page, _ = choice

    assert page._questionnaire_card.isVisible()
    assert shown(page, "questionnaire") == ["oscar-2020", "government-cloud-2020"]
    first = page.findChild(QAbstractButton, "questionnaire.oscar-2020")
    assert first.isChecked()


def test_choosing_a_questionnaire_shows_the_form_that_goes_with_it(qtbot, choice):
    page, _ = choice
    assert shown(page, "model") == ["iaas", "paas", "saas"]

    press(qtbot, page, "questionnaire.government-cloud-2020")
    settle()

    assert shown(page, "model") == [m.value for m in GOVERNMENT.matrix.models]
    facts = {name.partition(".")[0] for name in shown(page, "fact")}
    assert facts == {fact.value for fact in GOVERNMENT.questionnaire.facts}
    assert page.findChild(QAbstractButton, "questionnaire.government-cloud-2020").isChecked()


def test_choosing_a_questionnaire_keeps_what_was_typed_and_chosen(qtbot, choice):
    page, saved = choice
    qtbot.keyClicks(page._organisation, "Li & Co")
    qtbot.keyClicks(page._service, "Shop")
    page._provider.setCurrentText("Cloud Co")
    press(qtbot, page, "depth.full")

    press(qtbot, page, "questionnaire.government-cloud-2020")
    press(qtbot, page, "save")

    form = saved[0]
    assert (form.organisation, form.service.name, form.service.provider) == (
        "Li & Co",
        "Shop",
        "Cloud Co",
    )
    assert form.depth.value == "full"
    assert form.questionnaire is GOVERNMENT.questionnaire


def test_going_back_and_forth_between_questionnaires_saves_the_last_one(qtbot, choice):
    page, saved = choice
    page._organisation.setText("Li & Co")
    page._service.setText("Shop")
    for key in ("government-cloud-2020", "oscar-2020", "government-cloud-2020", "oscar-2020"):
        press(qtbot, page, f"questionnaire.{key}")
        settle()

    press(qtbot, page, "save")

    assert saved[0].questionnaire is OSCAR.questionnaire


def test_the_keyboard_stays_on_the_questionnaire_chosen(qtbot, choice):
    page, _ = choice

    press(qtbot, page, "questionnaire.government-cloud-2020")
    settle()

    focused = QApplication.focusWidget()
    assert focused.objectName() == "questionnaire.government-cloud-2020"
    assert focused.isChecked()


def test_a_newer_version_is_told_and_what_changed_can_be_asked_for(page):
    assert not page._newer_card.isVisible()
    told = heard(page.move_requested)

    page.show_card(replace(KEPT, newer="There is version 2.0.0."))
    page.findChild(QPushButton, "move").click()

    assert page._newer_card.isVisible()
    assert page._newer.text() == "There is version 2.0.0."
    assert len(told) == 1
