from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QPushButton, QTableView

from tests.builders import RESPONSIBILITY, by_duty, make_override
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
from ui.pages.division_page import DivisionPage
from ui.pages.override_dialog import OverrideDialog
from ui.presenters.division_presenter import DivisionPresenter

NW1 = RESPONSIBILITY["NW.1"]


def make_cards(**changes):
    """Return a card, and the details of one responsibility."""
    view = FakeView()
    presenter = DivisionPresenter(make_session(**changes), EN, view, None)
    presenter.refresh()
    presenter.show(NW1)
    return view.card, view.calls[-1][1]


CARD, DETAILS = make_cards()
_, CHANGED = make_cards(
    overrides=by_duty(
        make_override(
            "NW.1",
            "provider",
            75,
            reason="contract",
            source="contract",
            written_on=date(2026, 3, 1),
        )
    )
)


@pytest.fixture
def page(open_page):
    made = open_page(DivisionPage())
    made.show_card(CARD)
    made.show_details(None)
    settle()
    return made


@pytest.fixture
def joined(page):
    """Join the page with its presenter as the window does."""
    session = make_session()
    errors = []
    presenter = DivisionPresenter(session, EN, page, errors.append)
    page.option_chosen.connect(presenter.choose)
    page.known_by_chosen.connect(presenter.know)
    page.row_chosen.connect(presenter.show)
    page.redraw = Redraw(session, presenter)
    presenter.refresh()
    return session, errors


def row(page, name):
    found = page.findChild(QAbstractButton, name)
    assert found is not None, name
    return found


def test_each_option_is_a_row_and_nobody_is_one_too(page):
    for name in ("table2.2.a", "table2.2.b", "table2.2.c", "table2.2.none"):
        assert not row(page, name).isChecked()


def test_choosing_an_option_tells_negotiation_and_option(qtbot, page):
    with qtbot.waitSignal(page.option_chosen, timeout=1000) as chosen:
        qtbot.keyClick(row(page, "table2.2.b"), Qt.Key.Key_Space)

    assert chosen.args == ["table2.2", "b"]


def test_a_click_anywhere_on_an_option_counts(qtbot, page):
    made = row(page, "table2.1.a")

    with qtbot.waitSignal(page.option_chosen, timeout=1000):
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton, pos=made.rect().center())


def test_the_keyboard_stays_on_the_option_that_was_saved(qtbot, page, joined):
    session, _ = joined
    made = row(page, "table2.2.b")
    made.setFocus()

    qtbot.keyClick(made, Qt.Key.Key_Space)

    assert session.assessment.agreed["table2.2"].option == "b"
    assert QApplication.focusWidget() is made is row(page, "table2.2.b")
    assert made.isChecked()


def test_a_failed_save_leaves_the_old_option_on_screen(qtbot, page, joined):
    session, errors = joined
    row(page, "table2.2.a").click()
    fill_disk(session)

    row(page, "table2.2.b").click()

    assert row(page, "table2.2.a").isChecked()
    assert not row(page, "table2.2.b").isChecked()
    assert len(errors) == 1


def test_how_one_knows_is_asked_only_where_something_is_handed_over(page, joined):
    combo = page.findChild(QComboBox, "table2.2.known_by")
    assert not combo.isVisible()

    row(page, "table2.2.c").click()
    assert combo.isVisible()
    assert combo.currentIndex() == -1

    row(page, "table2.2.a").click()
    assert not combo.isVisible()


def test_how_one_knows_is_kept(qtbot, page, joined):
    session, _ = joined
    row(page, "table2.2.c").click()
    combo = page.findChild(QComboBox, "table2.2.known_by")

    combo.setCurrentIndex(2)
    combo.activated.emit(2)

    assert session.assessment.agreed["table2.2"].known_by == 75
    assert combo.currentData() == 75


def test_an_option_taken_back_leaves_nothing_chosen(page):
    agreed, *others = CARD.agree
    page.show_card(replace(CARD, agree=(replace(agreed, chosen="a"), *others)))
    page.show_card(CARD)

    assert not row(page, f"{agreed.id}.a").isChecked()


def test_choosing_a_line_tells_its_responsibility(qtbot, page):
    page._tabs.setCurrentIndex(1)

    with qtbot.waitSignal(page.row_chosen, timeout=1000) as chosen:
        page.findChild(QTableView, "responsibilities").selectRow(0)

    assert chosen.args == [CARD.rows[0].id]


def test_the_chosen_line_stays_chosen_after_a_change(page):
    page.show_all(NW1)

    page.show_card(CARD)

    assert page._table.current_id() == NW1


def test_without_a_choice_nothing_can_be_changed(page):
    page._tabs.setCurrentIndex(1)

    assert not page._change.isVisible()
    assert not page._revert.isVisible()
    assert labels_with(page, EN.text("division.details.choose"))


def test_only_what_was_changed_can_go_back_to_the_paper(qtbot, page):
    page._tabs.setCurrentIndex(1)
    page.show_details(DETAILS)
    assert page._change.isVisible()
    assert not page._revert.isVisible()

    page.show_details(CHANGED)
    with qtbot.waitSignal(page.reverted, timeout=1000) as reverted:
        qtbot.mouseClick(page._revert, Qt.MouseButton.LeftButton)

    assert reverted.args == [NW1]


def test_the_change_dialog_tells_what_was_entered(qtbot, page):
    page._tabs.setCurrentIndex(1)
    page.show_details(DETAILS)

    def enter():
        dialog = QApplication.activeModalWidget()
        dialog._reason.setPlainText("contract, section 4.2")
        dialog.findChild(QPushButton, "dialog.save").click()

    QTimer.singleShot(0, enter)
    with qtbot.waitSignal(page.changed, timeout=2000) as changed:
        page.findChild(QPushButton, "change").click()

    assert changed.args[0]["id"] == NW1
    assert changed.args[0]["reason"] == "contract, section 4.2"


def test_a_cancelled_change_tells_nothing(page):
    page._tabs.setCurrentIndex(1)
    page.show_details(DETAILS)
    told = heard(page.changed)

    QTimer.singleShot(0, lambda: QApplication.activeModalWidget().reject())
    page.findChild(QPushButton, "change").click()

    assert told == []


def test_the_next_button_leads_to_the_questions(qtbot, page):
    with qtbot.waitSignal(page.next_requested, timeout=1000):
        page.findChild(QPushButton, "next").click()


@pytest.mark.parametrize(
    ("width", "wanted"), [(600, Qt.Orientation.Vertical), (1200, Qt.Orientation.Horizontal)]
)
def test_details_stand_below_the_table_where_there_is_no_room_beside(page, width, wanted):
    page.resize(width, 700)
    settle()

    assert page._splitter.orientation() is wanted


def test_hostile_words_are_shown_as_words(page):
    agreed, *others = CARD.agree
    hostile = replace(agreed, title=WORDS, name=IMAGE, status=BOLD, options=(("a", WORDS, IMAGE),))
    rows = (replace(CARD.rows[0], texts=(IMAGE, BOLD, IMAGE, WORDS)),)
    page.show_card(
        replace(CARD, agree=(hostile, *others), counts=((IMAGE, "1", "plain"),), rows=rows)
    )
    page.show_details(
        replace(CHANGED, name=IMAGE, now=BOLD, definition=WORDS, lines=((IMAGE, WORDS),))
    )

    assert taken_for_markup(page) == []
    assert len(labels_with(page, "<img")) >= 6
    table = page.findChild(QTableView, "responsibilities").model()
    assert "<img" not in table.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


# --- who holds it in this service ------------------------------------------------------------


@pytest.fixture
def open_dialog(qtbot, page):
    def open_it(details=DETAILS):
        made = OverrideDialog(CARD, details, page)
        qtbot.addWidget(made)
        made.show()
        return made

    return open_it


def save(dialog):
    dialog.findChild(QPushButton, "dialog.save").click()


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_without_a_reason_no_change_is_taken(open_dialog, reason):
    dialog = open_dialog()
    dialog._reason.setPlainText(reason)

    save(dialog)

    assert dialog.isVisible()
    assert dialog._missing.isVisible()
    assert dialog._reason.property("wrong") is True


def test_with_a_reason_the_change_is_taken(open_dialog):
    dialog = open_dialog()
    dialog._reason.setPlainText(" contract ")
    dialog._allocation.setCurrentIndex(2)

    save(dialog)

    assert not dialog.isVisible()
    assert dialog.entered() == {
        "id": NW1,
        "allocation": "provider",
        "known_by": 0,
        "source": "contract",
        "date": None,
        "reason": "contract",
    }


def test_an_earlier_change_is_where_the_dialog_starts(open_dialog):
    entered = open_dialog(CHANGED).entered()

    assert entered == {
        "id": NW1,
        "allocation": "provider",
        "known_by": 75,
        "source": "contract",
        "date": date(2026, 3, 1),
        "reason": "contract",
    }


def test_a_source_may_be_undated(open_dialog):
    dialog = open_dialog(CHANGED)
    assert dialog._date.isEnabled()

    dialog._has_no_date.setChecked(True)

    assert dialog.entered()["date"] is None
    assert not dialog._date.isEnabled()


def test_the_dialog_shows_hostile_words_as_words(open_dialog):
    override = replace(CHANGED.override, reason=WORDS)

    dialog = open_dialog(replace(CHANGED, name=WORDS, override=override))

    assert taken_for_markup(dialog) == []
    assert dialog._reason.toPlainText() == WORDS
