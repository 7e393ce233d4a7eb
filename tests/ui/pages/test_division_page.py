from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QTabWidget, QWidget

from tests.ui.pages.helpers import IMAGE, labels_with, settle, taken_for_markup
from tests.ui.presenters.fakes import EN, make_session
from ui.pages.division_page import DivisionPage
from ui.presenters.division_head import division_head

HEAD = division_head(make_session(), EN)


@pytest.fixture
def page(open_page):
    made = DivisionPage()
    for name in ("gaps", "agree", "ledger"):
        made.add_tab(name, QWidget())
    made.show_head(HEAD)
    open_page(made)
    settle()
    return made


def test_tabs_stand_in_their_order_with_their_counts(page):
    tabs = page.findChild(QTabWidget)

    assert page.names == ("agree", "ledger", "gaps")
    shown = [tabs.tabText(at) for at in range(tabs.count())]
    assert shown == [HEAD.words[f"tab.{name}"] for name in page.names]
    assert all(any(mark.isdigit() for mark in text) for text in shown)


def test_a_service_without_negotiations_has_no_tab_for_them(page):
    tabs = page.findChild(QTabWidget)
    assert tabs.isTabVisible(0)

    page.show_head(replace(HEAD, has_negotiations=False))

    assert not tabs.isTabVisible(0)


def test_the_counts_stand_above_the_tabs(page):
    for name, number, _ in HEAD.counts:
        assert labels_with(page, f"{name} {number}")[0].isVisible()


def test_the_next_button_leads_to_the_questions(qtbot, page):
    with qtbot.waitSignal(page.next_requested, timeout=1000):
        page.findChild(QPushButton, "next").click()


def test_a_low_window_leaves_its_height_to_the_tabs(page):
    page.resize(900, 300)
    settle()
    name, number, _ = HEAD.counts[0]
    assert not labels_with(page, f"{name} {number}")[0].isVisible()

    page.resize(900, 760)
    settle()
    assert labels_with(page, f"{name} {number}")[0].isVisible()


def test_hostile_words_are_shown_as_words(page):
    page.show_head(replace(HEAD, counts=((IMAGE, "1", "plain"),)))

    assert taken_for_markup(page) == []
    assert any(IMAGE in label.text() for label in page.findChildren(QLabel))
