from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton

from model.assessment import AnswerState
from tests.ui.pages.helpers import (
    BOLD,
    IMAGE,
    WORDS,
    heard,
    labels_with,
    settle,
    taken_for_markup,
)
from tests.ui.presenters.fakes import BOXES, EN, LEAD, FakeView, Redraw, fill_disk, make_session
from ui.pages.not_applicable_dialog import NotApplicableDialog
from ui.pages.question_page import QuestionPage
from ui.presenters.question_presenter import QuestionPresenter


def make_card(question_id=LEAD, **changes):
    view = FakeView()
    presenter = QuestionPresenter(make_session(position=question_id), EN, view, None)
    presenter.refresh()
    return replace(view.card, **changes)


LADDER, LIST = make_card(), make_card(BOXES)
OTHER = make_card("OS.2-Q1")


@pytest.fixture
def page(open_page):
    made = open_page(QuestionPage())
    made.show_card(LADDER)
    settle()
    return made


class Joined:
    """The page joined with its presenter as the window does it."""

    def __init__(self, page, question_id=LEAD):
        self.page, self.errors = page, []
        self.session = make_session(position=question_id)
        self.presenter = QuestionPresenter(self.session, EN, page, self.errors.append)
        self.redraw = Redraw(self.session, self.presenter)
        page.choice_clicked.connect(self.presenter.choose)
        page.none_clicked.connect(self.presenter.choose_none)
        page.number_pressed.connect(self.presenter.choose_number)
        page.unknown_clicked.connect(self.presenter.do_not_know)
        page.not_applicable_given.connect(self.presenter.does_not_apply)
        page.note_written.connect(self.presenter.note)
        page.moved.connect(self.presenter.move)
        self.presenter.refresh()


@pytest.fixture
def joined(page):
    return Joined(page)


def rows(page):
    return page._group.buttons()


def row_of(page, choice_id):
    return next(made for made in rows(page) if made.objectName() == choice_id)


def checked(page):
    return [made.objectName() for made in rows(page) if made.isChecked()]


def test_a_card_shows_its_question_and_choices(page):
    assert labels_with(page, LADDER.text)
    assert [made.text() for made in rows(page)] == [text for _, text in LADDER.choices]
    assert checked(page) == []


def test_the_chosen_step_is_checked(page):
    page.show_card(replace(LADDER, chosen=("50",)))

    assert checked(page) == ["50"]


@pytest.mark.parametrize("after", [LADDER, OTHER, LIST], ids=["taken back", "other", "list"])
def test_an_open_question_shows_no_choice_of_the_one_before(page, after):
    page.show_card(replace(LADDER, chosen=("50",)))

    page.show_card(after)

    assert checked(page) == []


def test_an_open_list_shows_no_box_of_the_one_before(page):
    page.show_card(replace(LIST, chosen=("1", "2"), is_none=False))
    page.show_card(LIST)

    assert checked(page) == []


def test_several_boxes_can_be_ticked_at_once(page):
    ids = [choice_id for choice_id, _ in LIST.choices]
    page.show_card(replace(LIST, chosen=tuple(ids[:2])))

    assert checked(page) == ids[:2]


def test_a_list_offers_none_of_these_and_a_ladder_does_not(page):
    assert "none" not in [made.objectName() for made in rows(page)]

    page.show_card(replace(LIST, is_none=True))

    assert checked(page) == ["none"]


@pytest.mark.parametrize("across", [0.01, 0.3, 0.5, 0.75, 0.99])
def test_a_click_anywhere_on_a_row_counts(qtbot, page, across):
    made = row_of(page, "25")
    spot = QPoint(round(made.width() * across), made.height() // 2)

    with qtbot.waitSignal(page.choice_clicked, timeout=1000) as clicked:
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton, pos=spot)

    assert clicked.args == ["25"]


@pytest.mark.parametrize("down", [1, -2])
def test_a_click_at_the_upper_or_lower_edge_of_a_box_counts(qtbot, page, down):
    page.show_card(LIST)
    settle()
    made = rows(page)[0]
    spot = QPoint(made.width() // 2, down % made.height())

    with qtbot.waitSignal(page.choice_clicked, timeout=1000):
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton, pos=spot)


def test_none_of_these_is_told_apart(qtbot, page):
    page.show_card(LIST)

    with qtbot.waitSignal(page.none_clicked, timeout=1000):
        qtbot.keyClick(row_of(page, "none"), Qt.Key.Key_Space)


def test_showing_a_card_tells_nothing(page):
    told = [heard(s) for s in (page.choice_clicked, page.none_clicked, page.note_written)]

    page.show_card(replace(LADDER, chosen=("50",), note="old words"))
    page.show_card(replace(LIST, is_none=True))

    assert told == [[], [], []]


def test_the_keyboard_stays_on_the_row_that_was_saved(qtbot, joined):
    row = row_of(joined.page, "25")
    row.setFocus()

    qtbot.keyClick(row, Qt.Key.Key_Space)

    assert joined.session.answer_to(LEAD).choices == ("25",)
    assert QApplication.focusWidget() is row
    assert checked(joined.page) == ["25"]


def test_the_keyboard_stays_on_the_answers_from_question_to_question(qtbot, joined):
    joined.page.focus_question()

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)

    assert joined.presenter.question_id == "OS.2-Q1"
    assert QApplication.focusWidget() in rows(joined.page)


def test_number_keys_answer_where_the_keyboard_is_on_the_rows(qtbot, joined):
    joined.page.focus_question()

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_4)

    assert joined.session.answer_to(LEAD).choices == ("75",)


def test_a_failed_save_leaves_the_old_step_on_screen(qtbot, joined):
    joined.presenter.choose("50")
    fill_disk(joined.session)

    qtbot.keyClick(row_of(joined.page, "100"), Qt.Key.Key_Space)

    assert checked(joined.page) == ["50"]
    assert [error.key for error in joined.errors] == ["error.storage.disk_full"]


def test_typing_in_the_note_answers_nothing(qtbot, joined):
    joined.page._notes.note.setFocus()

    qtbot.keyClicks(joined.page._notes.note, "1 2 3 u n U N 9")
    qtbot.keyClick(joined.page._notes.note, Qt.Key.Key_Left)
    qtbot.keyClick(joined.page._notes.note, Qt.Key.Key_Right)

    assert joined.page._notes.note.toPlainText() == "1 2 3 u n U N 9"
    assert joined.session.answer_to(LEAD).state is AnswerState.OPEN
    assert joined.presenter.question_id == LEAD
    assert QApplication.activeModalWidget() is None


def test_a_note_is_saved_by_itself_after_a_pause(qtbot, page):
    with qtbot.waitSignal(page.note_written, timeout=3000) as written:
        qtbot.keyClicks(page._notes.note, "ask Li")

    assert written.args == [LEAD, "ask Li"]


def test_a_note_is_saved_on_leaving_for_another_question(qtbot, joined):
    qtbot.keyClicks(joined.page._notes.note, "ask Li")

    joined.presenter.move(1)

    assert joined.session.answer_to(LEAD).note == "ask Li"
    assert joined.session.answer_to("OS.2-Q1").note == ""
    assert joined.page._notes.note.toPlainText() == ""


def test_an_answer_does_not_take_away_what_is_being_typed(qtbot, joined):
    joined.page._notes.note.setFocus()
    qtbot.keyClicks(joined.page._notes.note, "half a sen")

    joined.presenter.choose("50")

    assert joined.page._notes.note.toPlainText() == "half a sen"


def test_an_unchanged_note_is_not_written(page):
    page.show_card(replace(LADDER, note="old words"))
    told = heard(page.note_written)

    page.flush_note()

    assert told == []


def test_the_first_question_has_no_way_back(page):
    assert not page._back.isEnabled()

    page.show_card(OTHER)

    assert page._back.isEnabled()


def test_the_last_question_leads_to_the_results(qtbot, page):
    page.show_card(replace(LADDER, is_last=True, leads_to_results=True))
    moved = heard(page.moved)

    with qtbot.waitSignal(page.results_requested, timeout=1000):
        page.findChild(QPushButton, "next").click()

    assert page.findChild(QPushButton, "next").text() == EN.text("questions.to_results")
    assert moved == []


@pytest.mark.parametrize(("key", "steps"), [(Qt.Key.Key_Left, -1), (Qt.Key.Key_Right, 1)])
def test_arrows_move_between_questions(qtbot, page, key, steps):
    page.show_card(OTHER)
    page.focus_question()

    with qtbot.waitSignal(page.moved, timeout=1000) as moved:
        qtbot.keyClick(QApplication.focusWidget(), key)

    assert moved.args == [steps]


def test_do_not_know_is_one_key(qtbot, joined):
    joined.page.focus_question()

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_U)

    assert joined.session.answer_to(LEAD).state is AnswerState.UNKNOWN
    assert joined.page.findChild(QPushButton, "unknown").isChecked()


def test_do_not_know_stays_marked_when_it_is_pressed_again(qtbot, joined):
    made = joined.page.findChild(QPushButton, "unknown")
    made.click()
    made.click()

    assert made.isChecked()
    assert joined.session.answer_to(LEAD).state is AnswerState.UNKNOWN


def test_a_question_that_always_applies_cannot_be_left_out(qtbot, page):
    page.show_card(replace(LADDER, can_be_not_applicable=False))
    told = heard(page.not_applicable_given)
    page.focus_question()

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_N)

    assert told == []
    assert not page.findChild(QPushButton, "not_applicable").isEnabled()


def test_changing_ones_mind_about_not_applicable_leaves_the_button_up(page):
    QTimer.singleShot(0, lambda: QApplication.activeModalWidget().reject())
    told = heard(page.not_applicable_given)

    page.findChild(QPushButton, "not_applicable").click()

    assert told == []
    assert not page.findChild(QPushButton, "not_applicable").isChecked()


def test_where_nothing_is_asked_only_that_is_said(page):
    page.show_nothing(EN.text("questions.empty"))

    assert not any(made.isVisible() for made in rows(page))
    assert labels_with(page, EN.text("questions.empty"))

    page.show_card(LADDER)

    assert all(made.isVisible() for made in rows(page))


def test_the_tree_leads_to_a_question(qtbot, page):
    with qtbot.waitSignal(page.question_chosen, timeout=1000) as chosen:
        page._side._tree.itemActivated.emit(page._side._tree._leaves[BOXES], 0)

    assert chosen.args == [BOXES]


def test_how_well_it_is_proved_is_told_by_its_level(qtbot, page):
    proof = page._notes.proof

    with qtbot.waitSignal(page.proof_chosen, timeout=1000) as chosen:
        qtbot.keyClick(proof, Qt.Key.Key_Down)

    assert chosen.args == ["E1"]


def test_hostile_words_are_shown_as_words(page):
    card = replace(
        LADDER,
        text=WORDS,
        gloss=BOLD,
        reason=IMAGE,
        banner=WORDS,
        critical=WORDS,
        note=WORDS,
        choices=((IMAGE, IMAGE), ("2", BOLD)),
        parts=((IMAGE, BOLD),),
        saved=BOLD,
    )

    page.show_card(card)

    assert taken_for_markup(page) == []
    assert page._notes.note.toPlainText() == WORDS
    assert len(labels_with(page, "<img")) >= 5


# --- why it does not apply -------------------------------------------------------------------


@pytest.fixture
def dialog(qtbot, page):
    made = NotApplicableDialog(LADDER, page)
    qtbot.addWidget(made)
    made.show()
    return made


def save(dialog):
    dialog.findChild(QPushButton, "dialog.save").click()


def test_without_a_reason_nothing_is_taken(dialog):
    save(dialog)

    assert dialog.isVisible()
    assert dialog._missing.isVisible()


@pytest.mark.parametrize("written", ["", "   "])
def test_another_reason_must_be_written(qtbot, dialog, written):
    dialog.findChild(QAbstractButton, "reason.other").click()
    qtbot.keyClicks(dialog._own, written)
    save(dialog)

    assert dialog.isVisible()


def test_an_offered_reason_is_taken_in_words(dialog):
    dialog.findChild(QAbstractButton, "reason.not_used").click()
    save(dialog)

    assert not dialog.isVisible()
    assert dialog.reason() == EN.text("word.na.not_used")


def test_writing_chooses_another_reason(qtbot, dialog):
    dialog.findChild(QAbstractButton, "reason.not_used").click()
    qtbot.keyClicks(dialog._own, "we rent nothing")
    save(dialog)

    assert dialog.findChild(QAbstractButton, "reason.other").isChecked()
    assert dialog.reason() == "we rent nothing"


def test_offered_reasons_are_shown_as_words(qtbot, page):
    made = NotApplicableDialog(replace(LADDER, na_reasons=((IMAGE, WORDS),)), page)
    qtbot.addWidget(made)

    assert taken_for_markup(made) == []
