from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox

from tests.ui.pages.helpers import (
    BOLD,
    IMAGE,
    WORDS,
    heard,
    labels_with,
    settle,
    taken_for_markup,
)
from tests.ui.presenters.fakes import EN, FakeView, Redraw, fill_disk, make_session
from ui.pages.agree_tab import AgreeTab
from ui.presenters.agree_presenter import AgreePresenter


def make_card():
    view = FakeView()
    AgreePresenter(make_session(), EN, view, None).refresh()
    return view.card


CARD = make_card()


@pytest.fixture
def tab(open_page):
    made = open_page(AgreeTab())
    made.show_card(CARD)
    settle()
    return made


@pytest.fixture
def joined(tab):
    """Join the tab with its presenter as the window does."""
    session = make_session()
    errors = []
    presenter = AgreePresenter(session, EN, tab, errors.append)
    tab.option_chosen.connect(presenter.choose)
    tab.known_by_chosen.connect(presenter.know)
    tab.redraw = Redraw(session, presenter)
    presenter.refresh()
    return session, errors


def row(tab, name):
    found = tab.findChild(QAbstractButton, name)
    assert found is not None, name
    return found


def test_each_option_is_a_row_and_nobody_is_one_too(tab):
    for name in ("table2.2.a", "table2.2.b", "table2.2.c", "table2.2.none"):
        assert not row(tab, name).isChecked()


def test_choosing_an_option_tells_negotiation_and_option(qtbot, tab):
    with qtbot.waitSignal(tab.option_chosen, timeout=1000) as chosen:
        qtbot.keyClick(row(tab, "table2.2.b"), Qt.Key.Key_Space)

    assert chosen.args == ["table2.2", "b"]


def test_a_click_anywhere_on_an_option_counts(qtbot, tab):
    made = row(tab, "table2.1.a")

    with qtbot.waitSignal(tab.option_chosen, timeout=1000):
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton, pos=made.rect().center())


def test_the_keyboard_stays_on_the_option_that_was_saved(qtbot, tab, joined):
    session, _ = joined
    made = row(tab, "table2.2.b")
    made.setFocus()

    qtbot.keyClick(made, Qt.Key.Key_Space)

    assert session.assessment.agreed["table2.2"].option == "b"
    assert QApplication.focusWidget() is made is row(tab, "table2.2.b")
    assert made.isChecked()


def test_a_failed_save_leaves_the_old_option_on_screen(tab, joined):
    session, errors = joined
    row(tab, "table2.2.a").click()
    fill_disk(session)

    row(tab, "table2.2.b").click()

    assert row(tab, "table2.2.a").isChecked()
    assert not row(tab, "table2.2.b").isChecked()
    assert len(errors) == 1


def test_how_one_knows_is_asked_only_where_something_is_handed_over(tab, joined):
    combo = tab.findChild(QComboBox, "table2.2.known_by")
    assert not combo.isVisible()

    row(tab, "table2.2.c").click()
    assert combo.isVisible()
    assert combo.currentIndex() == -1

    row(tab, "table2.2.a").click()
    assert not combo.isVisible()


def test_how_one_knows_is_kept(tab, joined):
    session, _ = joined
    row(tab, "table2.2.c").click()
    combo = tab.findChild(QComboBox, "table2.2.known_by")

    combo.setCurrentIndex(2)
    combo.activated.emit(2)

    assert session.assessment.agreed["table2.2"].known_by == 75
    assert combo.currentData() == 75


def test_an_option_taken_back_leaves_nothing_chosen(tab):
    agreed, *others = CARD.agree
    tab.show_card(replace(CARD, agree=(replace(agreed, chosen="a"), *others)))
    tab.show_card(CARD)

    assert not row(tab, f"{agreed.id}.a").isChecked()


def test_what_an_option_would_mean_is_said_on_it_once_it_is_known(tab):
    made = row(tab, "table2.2.b")
    assert EN.text("division.effect.working") in made.accessibleDescription()

    tab.show_effect("table2.2", "b", "one fewer")
    settle()

    assert made.accessibleDescription().endswith("one fewer")
    assert EN.text("division.effect.working") not in made.accessibleDescription()
    assert made.height() >= made.heightForWidth(made.width())


def test_idle_time_is_told_while_the_tab_is_on_screen(qtbot, tab):
    with qtbot.waitSignal(tab.idle, timeout=1000):
        pass

    tab.hide()
    told = heard(tab.idle)
    qtbot.wait(60)
    assert told == []


def test_hostile_words_are_shown_as_words(tab):
    agreed, *others = CARD.agree
    hostile = replace(
        agreed,
        title=WORDS,
        name=IMAGE,
        status=BOLD,
        options=(("a", WORDS, IMAGE),),
        effects={"a": BOLD},
    )
    tab.show_card(replace(CARD, agree=(hostile, *others), title=IMAGE))

    assert taken_for_markup(tab) == []
    assert len(labels_with(tab, "<img")) >= 3
