from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from tests.ui.pages.helpers import heard, labels_with, settle
from tests.ui.presenters.fakes import CATALOGS, EN, ZH
from ui.pages.preview_page import PreviewPage

MODELS = (("iaas", "IaaS"), ("paas", "PaaS"), ("saas", "SaaS"))


@pytest.fixture
def page(open_page):
    made = open_page(PreviewPage(QWidget()))
    made.show_words(EN, MODELS, "paas")
    settle()
    return made


def models(page):
    return [b for b in page.findChildren(QPushButton) if b.isVisible() and b.isCheckable()]


def test_the_page_says_that_it_is_a_trial_and_how_to_end_it(qtbot, page):
    told = heard(page.left)
    assert labels_with(page, EN.text("authoring.preview.note"))
    back = page.findChild(QPushButton, "preview.back")
    assert back.text() == EN.text("authoring.preview.back")

    qtbot.keyClick(back, Qt.Key.Key_Space)

    assert len(told) == 1


def test_the_models_are_offered_with_the_one_in_use_marked(page):
    assert [made.text() for made in models(page)] == ["IaaS", "PaaS", "SaaS"]
    assert [made.isChecked() for made in models(page)] == [False, True, False]


@pytest.mark.parametrize(("number", "model"), list(enumerate(["iaas", "paas", "saas"])))
def test_another_model_is_told(qtbot, page, number, model):
    told = heard(page.model_chosen)

    qtbot.keyClick(models(page)[number], Qt.Key.Key_Space)

    assert told == [model]


def test_one_model_is_no_choice(page):
    page.show_words(EN, MODELS[:1], "iaas")
    settle()

    assert models(page) == []


@pytest.mark.parametrize("catalog", list(CATALOGS.values()), ids=list(map(str, CATALOGS)))
def test_another_language_rewords_the_page_and_offers_each_model_once(page, catalog):
    for each in (ZH, EN, catalog):
        page.show_words(each, MODELS, "saas")
    settle()

    assert labels_with(page, catalog.text("authoring.preview.note"))
    assert len(models(page)) == 3
    assert models(page)[2].isChecked()


def test_every_control_has_a_name_and_can_take_the_keyboard(page):
    for made in page.findChildren(QPushButton):
        assert made.text().strip()
        assert made.focusPolicy() & Qt.FocusPolicy.TabFocus
