"""The preview of replies: named, readable at any size, by keyboard, and as typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton, QWidget

from model.settings import Theme
from tests.ui.pages.helpers import WORDS, heard, labels_with, settle, taken_for_markup
from ui.pages.replies_dialog import RepliesDialog
from ui.presenters.replies_presenter import RepliesCard, ReplyRow
from ui.theme import apply_theme
from ui.widgets.option_row import BoxRow


def card(catalog, count, ticked=(), **changes):
    fields = {
        "words": catalog.messages("letter"),
        "title": catalog.text("letter.preview.title"),
        "facts": (WORDS,),
        "warning": WORDS,
        "rows": tuple(
            ReplyRow(id=f"r{n}", title=WORDS, detail=f"{WORDS}\n" * 4, is_ticked=n in ticked)
            for n in range(count)
        ),
        "faults": (WORDS,),
        "primary": catalog.text("letter.preview.keep", count=len(ticked)),
        "can_keep": bool(ticked),
    }
    return RepliesCard(**{**fields, **changes})


@pytest.fixture
def dialog(qtbot, program):
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(880, 620)
    parent.show()
    made = RepliesDialog(parent)
    yield made
    made.close()


def opened(dialog, qtbot, shown):
    dialog.show_card(shown)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    settle()


@pytest.mark.parametrize("size", [90, 200])
@pytest.mark.parametrize("count", [0, 1, 60])
def test_every_control_has_a_name_and_room_for_its_text(
    qtbot, dialog, catalog, program, size, count
):
    apply_theme(program, Theme.LIGHT, size)
    opened(dialog, qtbot, card(catalog, count, ticked=(0,)))

    boxes, buttons = dialog.findChildren(BoxRow), dialog.findChildren(QPushButton)
    assert len(boxes) == count
    for made in (*boxes, *buttons):
        assert QAccessible.queryAccessibleInterface(made).text(QAccessible.Text.Name)
    for made in boxes:
        assert made.height() >= made.heightForWidth(made.width())
    for made in buttons:
        assert made.width() >= made.sizeHint().width()


def test_ticks_are_told_and_shown_without_building_anew(qtbot, dialog, catalog):
    told, all_told = heard(dialog.ticked), heard(dialog.all_ticked)
    opened(dialog, qtbot, card(catalog, 3))
    boxes = dialog.findChildren(BoxRow)
    assert not dialog.findChild(QPushButton, "replies.primary").isEnabled()

    assert dialog.focusWidget() is boxes[0]
    qtbot.keyClick(boxes[0], Qt.Key.Key_Space)
    dialog.findChild(QPushButton, "replies.all").click()
    dialog.findChild(QPushButton, "replies.no").click()
    assert told == [("r0", True)]
    assert all_told == [True, False]

    dialog.show_card(card(catalog, 3, ticked=(1, 2)))
    assert dialog.findChildren(BoxRow) == boxes
    assert [box.isChecked() for box in boxes] == [False, True, True]
    assert dialog.findChild(QPushButton, "replies.primary").isEnabled()


def test_tab_goes_from_top_to_bottom(qtbot, dialog, catalog):
    opened(dialog, qtbot, card(catalog, 2, ticked=(0,)))
    dialog.findChild(QPushButton, "replies.all").setFocus()
    passed = []
    for _ in range(6):
        passed.append(dialog.focusWidget().objectName())
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)

    assert passed == [
        "replies.all",
        "replies.no",
        "reply.r0",
        "reply.r1",
        "replies.cancel",
        "replies.primary",
    ]


def test_what_others_wrote_is_shown_as_typed(dialog, catalog):
    dialog.show_card(card(catalog, 2))

    assert taken_for_markup(dialog) == []
    assert len(labels_with(dialog, WORDS)) >= 3
