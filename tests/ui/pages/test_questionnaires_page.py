from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QTableView

from tests.ui.pages.helpers import BOLD, IMAGE, heard, labels_with, settle, taken_for_markup
from tests.ui.presenters.fakes import EN, ZH
from ui.pages.questionnaires_page import ACTIONS, QuestionnairesPage
from ui.presenters.questionnaires_presenter import QuestionnairesCard

NAMES = tuple(name for name, _, _ in ACTIONS)
COLUMNS = ("title", "id", "version", "count", "state")
ROWS = tuple(
    (key, (title, key, version, "29", "State"))
    for key, title, version in (
        ("oscar-2020", "Built in", "1.0.0"),
        ("my-own", "My own", "1.2.0"),
        ("draft", "晨光", "1.0.0"),
    )
)


def make_card(catalog=EN, **changes):
    fields = {
        "words": catalog.messages("shelf"),
        "headings": tuple(catalog.text(f"shelf.column.{name}") for name in COLUMNS),
        "rows": ROWS,
        "chosen": "oscar-2020",
        "can": frozenset({"copy", "preview", "export"}),
        "about": "What to know",
    }
    return QuestionnairesCard(**{**fields, **changes})


CARD = make_card()


@pytest.fixture
def page(open_page):
    made = open_page(QuestionnairesPage())
    made.show_card(CARD)
    settle()
    return made


def table(page):
    return page.findChild(QTableView, "questionnaires")


def action(page, name):
    return page.findChild(QPushButton, f"questionnaire.{name}")


def test_the_list_shows_every_questionnaire_with_the_chosen_one_marked(page):
    model = table(page).model()

    assert [model.index(n, 0).data() for n in range(model.rowCount())] == [r[1][0] for r in ROWS]
    assert table(page).current_id() == "oscar-2020"
    assert labels_with(page, "What to know")


def test_only_what_can_be_done_can_be_pressed(page):
    assert {name for name in NAMES if action(page, name).isEnabled()} == CARD.can

    page.show_card(replace(CARD, can=frozenset({"delete"})))

    assert {name for name in NAMES if action(page, name).isEnabled()} == {"delete"}


@pytest.mark.parametrize("name", NAMES)
def test_every_button_tells_what_is_wanted_by_mouse_and_keyboard(qtbot, page, name):
    page.show_card(replace(CARD, can=frozenset(NAMES)))
    told = heard(page.requested)

    qtbot.mouseClick(action(page, name), Qt.MouseButton.LeftButton)
    qtbot.keyClick(action(page, name), Qt.Key.Key_Space)

    assert told == [name, name]


def test_a_file_can_be_asked_for(page):
    told = heard(page.file_requested)

    page.findChild(QPushButton, "questionnaire.file").click()

    assert len(told) == 1


def test_a_row_chosen_by_arrow_key_is_told(qtbot, page):
    told = heard(page.chosen)

    qtbot.keyClick(table(page), Qt.Key.Key_Down)

    assert told == ["my-own"]


@pytest.mark.parametrize(
    ("can", "told"),
    [
        ({"copy", "edit", "preview"}, ["edit"]),
        ({"copy", "preview"}, ["preview"]),
        ({"delete"}, []),
    ],
    ids=["own", "built in", "faulty"],
)
def test_a_row_is_opened_to_be_edited_or_else_to_be_tried(qtbot, page, can, told):
    page.show_card(replace(CARD, can=frozenset(can)))
    wanted = heard(page.requested)

    qtbot.keyClick(table(page), Qt.Key.Key_Return)

    assert wanted == told


def test_showing_the_list_again_tells_nothing_and_keeps_the_row(page):
    table(page).choose("draft")
    told = heard(page.chosen)

    page.show_card(replace(CARD, chosen="draft"))

    assert table(page).current_id() == "draft"
    assert told == []


def test_a_row_that_was_just_made_can_be_chosen(page):
    made = ("new", ("New", "new", "1.0.0", "3", "Draft"))

    page.show_card(replace(CARD, rows=(*ROWS, made), chosen="new"))

    assert table(page).current_id() == "new"


def test_another_language_rewords_everything(page):
    page.show_card(make_card(ZH))

    for name in (*NAMES, "file"):
        assert action(page, name).text() == ZH.text(f"shelf.{name}")
    heading = table(page).model().headerData(0, Qt.Orientation.Horizontal)
    assert heading == ZH.text("shelf.column.title")
    assert table(page).accessibleName() == ZH.text("shelf.title")


def test_hostile_titles_are_shown_as_words(page):
    row = ("nasty", (IMAGE, "nasty", BOLD, "1", "Draft"))

    page.show_card(make_card(rows=(row,), chosen="nasty", about=f"{IMAGE}\n{BOLD}"))

    assert taken_for_markup(page) == []
    tip = table(page).model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in tip
