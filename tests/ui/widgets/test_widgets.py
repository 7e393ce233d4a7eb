from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QPushButton, QWidget

from model.i18n import Catalog
from model.language import Language
from model.settings import Settings, Theme
from tests.ui.pages.helpers import BOLD, IMAGE, WORDS, heard, settle, taken_for_markup
from ui.presenters.question_list import TreeBranch, TreeLeaf
from ui.tables.row_table import RowTable
from ui.theme import apply_theme, pixels
from ui.widgets.bars import RangeBar
from ui.widgets.basics import Flow, Scrolled, button, chip, clear, label, row
from ui.widgets.message_bar import MessageBar
from ui.widgets.option_row import BoxRow, RadioRow
from ui.widgets.question_tree import QuestionTree
from ui.widgets.rail import STEPS, Rail
from ui.widgets.segments import Segments
from ui.widgets.table import Table

LONG = "an answer that a person can observe, in several words " * 4


@pytest.fixture
def show(qtbot):
    def show_it(widget, width=400, height=300):
        qtbot.addWidget(widget)
        widget.resize(width, height)
        widget.show()
        settle()
        return widget

    return show_it


@pytest.mark.parametrize("make", [label, chip, button])
@pytest.mark.parametrize("words", [IMAGE, BOLD, WORDS])
def test_words_are_never_taken_for_markup(qtbot, make, words):
    root = QWidget()
    qtbot.addWidget(root)
    made = make(words)
    made.setParent(root)

    assert made.text() == words
    assert taken_for_markup(root) == []


def test_a_button_tells_one_click_once(qtbot):
    told = []
    made = button("Go", on_click=lambda: told.append("go"))
    qtbot.addWidget(made)

    made.click()

    assert told == ["go"]


def test_clearing_removes_parts_rows_and_what_is_in_them(show):
    root = show(QWidget())
    column = Flow()
    root.setLayout(column)
    inner = row(label("one"), label("two"))
    column.addWidget(label("three"))
    column.addItem(inner)
    assert column.count() == 2

    clear(column)

    assert column.count() == 0
    assert inner.count() == 0


def test_a_flow_goes_on_in_the_next_line_where_there_is_no_room(show):
    root = QWidget()
    flow = Flow()
    root.setLayout(flow)
    parts = [button(f"Button number {n}") for n in range(4)]
    for part in parts:
        flow.addWidget(part)
    show(root, 2000)
    assert len({part.y() for part in parts}) == 1

    root.resize(parts[0].width() + 10, 400)
    settle()

    assert len({part.y() for part in parts}) == 4
    assert flow.heightForWidth(2000) < flow.heightForWidth(root.width())


def test_hidden_parts_of_a_flow_take_no_room(show):
    root = QWidget()
    flow = Flow()
    root.setLayout(flow)
    parts = [button("one"), button("two"), button("three")]
    for part in parts:
        flow.addWidget(part)
    show(root, 2000)
    before = parts[2].x()

    parts[1].hide()
    settle()

    assert parts[2].x() < before


@pytest.mark.parametrize("kind", [RadioRow, BoxRow])
def test_a_row_is_hit_anywhere_and_only_inside(show, kind):
    made = show(kind("answer", "1"), 400, 60)

    corners = QRect(0, 0, made.width(), made.height())
    assert all(
        made.hitButton(spot)
        for spot in (corners.topLeft(), corners.bottomRight(), corners.center())
    )
    assert not made.hitButton(QPoint(-1, 5))


@pytest.mark.parametrize("kind", [RadioRow, BoxRow])
def test_a_row_grows_where_its_words_need_more_lines(show, kind):
    made = show(kind(LONG, "1", detail=LONG))

    assert made.heightForWidth(300) > made.heightForWidth(900) > kind("a").heightForWidth(900)


def test_a_row_says_its_detail_to_a_screen_reader(qtbot):
    made = RadioRow("answer", detail="who does what")
    qtbot.addWidget(made)

    assert made.accessibleDescription() == "who does what"


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [(None, None, None), (0, 0, 0), (0, 0, 100), (50, 20, 80), (100, 100, 100)],
)
def test_a_bar_draws_every_range(show, value, low, high):
    bar = show(RangeBar())

    bar.show_range(value, low, high)

    assert not bar.grab().isNull()


def test_a_note_goes_with_the_page_and_an_error_stays(show):
    root = show(QWidget())
    bar = MessageBar()
    bar.setParent(root)
    bar.show_note("done")
    bar.turn_page()
    assert not bar.isVisible()

    bar.show_error("failed")
    bar.turn_page()

    assert bar.isVisible()
    assert bar.accessibleName() == "failed"


def test_the_next_message_takes_the_place_of_the_last(show):
    root = show(QWidget())
    bar = MessageBar()
    bar.setParent(root)
    bar.show_error("failed")
    bar.show_note(WORDS)

    assert bar.property("card") == "accent"
    assert bar._text.text() == WORDS
    assert taken_for_markup(root) == []


@pytest.fixture
def table(show):
    rows = RowTable()
    made = Table(rows)
    rows.show_rows(("Name", "State"), [("a", ("Alpha", "open")), ("b", ("Beta", "done"))])
    return show(made)


def test_a_table_finds_rows_by_any_of_their_words(table):
    assert table.search("DONE") == 1
    assert table.search("") == 2
    assert table.search("(") == 0


def test_a_table_tells_what_is_chosen_and_what_is_opened(qtbot, table):
    chosen, opened = heard(table.chosen), heard(table.opened)

    table.choose("b")
    qtbot.keyClick(table, Qt.Key.Key_Return)

    assert (chosen, opened) == (["b"], ["b"])


def test_enter_where_nothing_is_found_opens_nothing(qtbot, table):
    opened = heard(table.opened)
    table.search("zebra")

    qtbot.keyClick(table, Qt.Key.Key_Return)

    assert opened == []
    assert table.current_id() is None


def test_a_row_that_is_not_there_leaves_the_choice(table):
    table.choose("b")
    table.choose("z")

    assert table.current_id() == "b"


LEAVES = tuple(
    TreeLeaf(id=x, text=f"question {x}", state="open", state_text="open") for x in ("q1", "q2")
)
BRANCH = TreeBranch(id="c", text="Category", progress="0 of 2", leaves=LEAVES)


def test_the_tree_marks_the_question_on_screen_and_tells_the_one_picked(show):
    tree = show(QuestionTree())
    tree.show_tree((BRANCH,), "q2")
    chosen = heard(tree.chosen)

    assert tree.currentItem() is tree._leaves["q2"]
    tree.itemClicked.emit(tree._leaves["q1"], 0)
    tree.itemClicked.emit(tree.topLevelItem(0), 0)

    assert chosen == ["q1"]


def test_the_tree_says_the_state_of_a_question_in_words(show):
    tree = show(QuestionTree())
    tree.show_tree((BRANCH,), "q1")

    told = tree._leaves["q1"].data(0, Qt.ItemDataRole.AccessibleTextRole)

    assert told == "question q1, open"
    assert tree.topLevelItem(0).text(0) == "Category  0 of 2"


def test_the_tree_keeps_its_items_while_only_states_change(show):
    tree = show(QuestionTree())
    tree.show_tree((BRANCH,), "q1")
    item = tree._leaves["q1"]

    tree.show_tree((BRANCH,), "q2")

    assert tree._leaves["q1"] is item


@pytest.fixture
def rail(show):
    made = Rail()
    made.show_words(Catalog(Language.EN), Settings(theme=Theme.LIGHT))
    made.show_assessment("", "", is_open=False)
    return show(made, 200, 700)


def test_without_an_assessment_only_what_needs_none_can_be_chosen(rail):
    able = {n for n, _ in STEPS if rail.findChild(QPushButton, f"step.{n}").isEnabled()}
    assert able == {"home", "questionnaires", "learn"}

    rail.show_assessment("Shop", "Li & Co", is_open=True)

    assert all(rail.findChild(QPushButton, f"step.{n}").isEnabled() for n, _ in STEPS)


def test_a_step_is_told_by_its_name(rail):
    told = heard(rail.step_chosen)
    rail.show_assessment("Shop", "Li & Co", is_open=True)

    rail.findChild(QPushButton, "step.plan").click()

    assert told == ["plan"]


def test_a_narrow_rail_shows_pictures_and_still_says_its_words(rail):
    rail.use_size(40, 900)
    step = rail.findChild(QPushButton, "step.plan")

    assert step.text() == ""
    assert step.accessibleName() == step.toolTip() == "Plan"

    rail.use_size(20, 1600)

    assert step.text() == "Plan"
    assert step.toolTip() == ""


def test_the_theme_button_names_what_it_leads_to(rail):
    assert rail.findChild(QPushButton, "theme").text() == "Dark"

    rail.show_words(Catalog(Language.EN), Settings(theme=Theme.DARK))

    assert rail.findChild(QPushButton, "theme").text() == "Light"


def test_a_segment_has_room_for_its_words_in_bold(show):
    segments = Segments("x")
    segments.show_choices("Title", [("a", "W" * 30), ("b", "b")], "a")
    show(segments, width=900)

    made = segments.findChild(QPushButton, "x.a")
    bold = QFont(made.font())
    bold.setBold(True)
    assert made.width() >= QFontMetrics(bold).horizontalAdvance(made.text())
    assert made.accessibleName() == f"Title {'W' * 30}"


def test_segments_that_are_no_longer_there_are_hidden(show):
    segments = show(Segments("x"))
    told = heard(segments.chosen)
    segments.show_choices("Title", [("a", "A"), ("b", "B")], "a")
    segments.findChild(QPushButton, "x.b").click()
    segments.show_choices("Title", [], "")

    assert told == ["b"]
    assert not segments.isVisible()


@pytest.mark.parametrize(("width", "text_size"), [(900, 100), (400, 100), (800, 200)])
def test_a_wrapped_table_shows_all_of_every_text(qtbot, qapp, width, text_size):
    apply_theme(qapp, Theme.LIGHT, text_size)
    rows = RowTable()
    table = Table(rows)
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    texts = [("word " * length, "short") for length in range(1, 40)]
    rows.show_rows(("a", "b"), [(str(n), each) for n, each in enumerate(texts)])
    table.wrap()
    table.resize(width, 300)
    settle()

    assert table.verticalScrollBar().isVisible()
    padding = 2 * (pixels(8, text_size) + 1)
    room = QRect(0, 0, table.columnWidth(0) - padding, 10_000)
    lines = table.fontMetrics()
    for number, (text, _) in enumerate(texts):
        needs = lines.boundingRect(room, Qt.TextFlag.TextWordWrap, text).height()
        assert table.rowHeight(number) >= needs + 2 * pixels(6, text_size), number


def test_a_row_reached_by_key_is_seen_where_the_page_is_smaller_than_the_table(qtbot):
    page, rows = Scrolled(), RowTable()
    table = Table(rows)
    qtbot.addWidget(page)
    table.setMinimumHeight(900)
    page.column.addWidget(label("what stands above a table"))
    page.column.addWidget(table)
    rows.show_rows(("a",), [(str(n), (f"row {n}",)) for n in range(20)])
    table.choose("0")
    page.resize(400, 200)
    page.show()
    settle()

    for key in (Qt.Key.Key_Down,) * 19 + (Qt.Key.Key_Up,) * 19:
        qtbot.keyClick(table, key)
        row = table.visualRect(table.currentIndex())
        top = table.viewport().mapTo(page, row.topLeft()).y()
        assert top >= 0
        assert top + row.height() <= page.height(), table.current_id()


@pytest.mark.parametrize("text_size", [100, 200])
def test_of_many_rows_those_on_screen_show_all_of_their_text(qtbot, qapp, text_size):
    apply_theme(qapp, Theme.LIGHT, text_size)
    rows = RowTable()
    table = Table(rows)
    qtbot.addWidget(table)
    table.resize(500, 300)
    table.show()
    texts = [("word " * (1 + n * 7 % 40), "short") for n in range(500)]
    rows.show_rows(("a", "b"), [(str(n), each) for n, each in enumerate(texts)])
    table.wrap()
    settle()
    bar, lines = table.verticalScrollBar(), table.fontMetrics()

    def check():
        settle()
        room = QRect(0, 0, table.columnWidth(0) - 2 * (pixels(8, text_size) + 1), 10_000)
        shown = table.shown_ids()
        assert 1 <= len(shown) < 60
        for each in shown:
            wrap = Qt.TextFlag.TextWordWrap
            needs = lines.boundingRect(room, wrap, texts[int(each)][0]).height()
            assert table.rowHeight(int(each)) >= needs + 2 * pixels(6, text_size), each

    check()
    for part in (1, 0.5, 0.25, 0):
        bar.setValue(round(bar.maximum() * part))
        check()
    table.choose("321")
    check()
    assert "321" in table.shown_ids()
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    check()
    last = table.visualRect(table.currentIndex())
    assert (table.current_id(), table.shown_ids()[-1]) == ("499", "499")
    assert table.viewport().rect().contains(last.center())
    apply_theme(qapp, Theme.LIGHT, 100)
