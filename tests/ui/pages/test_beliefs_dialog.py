"""Guess first, by mouse and by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from tests.ui.presenters.fakes import EN, make_session
from ui.pages.beliefs_dialog import BeliefsDialog
from ui.presenters.beliefs_presenter import guess_card

CARD = guess_card(make_session(), EN)
IDS = [row_id for row_id, _, _ in CARD.rows]


@pytest.fixture
def dialog(qtbot):
    parent = QWidget()
    parent.resize(1000, 700)
    qtbot.addWidget(parent)
    made = BeliefsDialog(CARD, parent)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    yield made
    made.close()


def test_a_click_answers_and_what_is_left_out_has_no_answer(dialog):
    dialog.findChild(QPushButton, f"guess-{IDS[2]}.both").click()
    dialog.findChild(QCheckBox, f"guess-{IDS[2]}-sure").click()

    assert dialog.said() == {IDS[2]: ("both", False)}


def test_digits_answer_and_go_on(dialog, qtbot):
    for key in (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_4):
        qtbot.keyClick(dialog.focusWidget(), key)
        qtbot.wait(20)

    said = dialog.said()
    assert [said[row_id][0] for row_id in IDS[:3]] == ["us", "provider", "other"]


def test_an_answer_can_be_changed(dialog):
    for choice in ("us", "provider"):
        dialog.findChild(QPushButton, f"guess-{IDS[0]}.{choice}").click()

    assert dialog.said() == {IDS[0]: ("provider", True)}


def test_every_answer_is_named_for_a_screen_reader(dialog):
    names = [
        made.accessibleName() for made in dialog.findChildren(QPushButton) if made.isCheckable()
    ]

    assert len(names) == len(set(names)) == 4 * len(IDS)
