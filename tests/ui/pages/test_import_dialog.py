"""The dialog shows both sides of each conflict, by keyboard and by name."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton, QWidget

from model.merging import Side
from tests.ui.pages.helpers import WORDS, heard, settle, taken_for_markup
from ui.pages.import_dialog import ImportDialog
from ui.presenters.merge_presenter import ConflictRow, ImportCard
from ui.theme import Theme, apply_theme
from ui.widgets.option_row import RadioRow


def card(catalog, count, side=Side.OURS):
    words = catalog.messages("importing")
    rows = tuple(
        ConflictRow(id=f"answers:{n}", what=f"{n} {WORDS}", ours="a", theirs="b " * 90, side=side)
        for n in range(count)
    )
    return ImportCard(
        words=words,
        title=words["title"],
        facts=(WORDS,),
        targets=(("new", words["target.new"], "x"), ("a", WORDS, "y")),
        chosen="a",
        blocked=(WORDS,),
        counts="counts",
        hint=words["no_base"],
        conflicts=rows,
        primary=words["do.merge"],
    )


@pytest.fixture
def dialog(qtbot, program):
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(880, 620)
    parent.show()
    made = ImportDialog(parent)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


@pytest.mark.parametrize("size", [100, 200])
@pytest.mark.parametrize("count", [0, 1, 300])
def test_every_control_has_a_name_and_nothing_is_clipped(dialog, catalog, program, size, count):
    apply_theme(program, Theme.LIGHT, size)
    dialog.show_card(card(catalog, count))
    settle()

    controls = [*dialog.findChildren(RadioRow), *dialog.findChildren(QPushButton)]
    shown = [made for made in controls if made.isVisible()]
    for made in shown:
        assert QAccessible.queryAccessibleInterface(made).text(QAccessible.Text.Name)
        text = made.fontMetrics()
        if isinstance(made, RadioRow):
            assert made.height() >= made.heightForWidth(made.width())
        else:
            assert made.height() >= text.height()
            assert made.width() > text.horizontalAdvance(made.text())
        assert made.mapTo(dialog, made.rect().topRight()).x() < dialog.width()
    assert len([made for made in shown if isinstance(made, RadioRow)]) == 2 + 2 * min(count, 20)
    assert taken_for_markup(dialog) == []


def test_more_conflicts_come_in_order_before_the_foot(dialog, english):
    dialog.show_card(card(english, 45))
    more = dialog.findChild(QPushButton, "import.more")
    more.click()
    settle()

    assert dialog.focusWidget().objectName() == "side.answers:20"
    more.click()
    assert not more.isVisible()
    assert len(dialog.findChildren(RadioRow)) == 2 + 90


def test_it_tells_target_side_and_all(dialog, english):
    targets, sides, everything = map(
        heard, (dialog.target_chosen, dialog.side_chosen, dialog.all_chosen)
    )
    dialog.show_card(card(english, 1))
    rows = dialog.findChildren(RadioRow)
    rows[0].click()
    rows[-1].click()
    dialog.findChild(QPushButton, "all.theirs").click()

    assert targets == ["new"]
    assert sides == [("answers:0", Side.THEIRS)]
    assert everything == [Side.THEIRS]
