"""The step to learn from, in the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QTableView

from model.language import Language
from model.settings import Settings, Theme
from tests.ui.pages.helpers import labels_with, settle
from ui import dialogs
from ui.app import make_app, make_window


@pytest.fixture
def window(qtbot, tmp_path):
    made = make_window(make_app(), tmp_path / "w", Settings(theme=Theme.LIGHT), Language.EN)
    qtbot.addWidget(made)
    made.show()
    settle()
    yield made
    made.close()


def show(window, tab="compare"):
    window.show_step("learn")
    window.learn_pages.page.show_tab(tab)
    settle()
    return window.learn_pages.page


def test_it_can_be_reached_without_an_assessment_by_key(window, qtbot):
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    settle()

    assert window.learn_pages.page.isVisible()


def test_the_comparison_speaks_of_the_service_once_one_is_open(window):
    show(window)
    window.open_sample()

    page = show(window)

    model = page.findChild(QTableView, "compare-rows").model()
    headings = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    assert "Online shop" in headings


def test_the_language_changes_at_once(window):
    page = show(window)

    window.use_language(Language.ZH)
    settle()

    assert labels_with(page, "学习")


def test_only_what_differs_is_shown_where_that_is_wanted(window):
    page = show(window)
    before = page.findChild(QTableView, "compare-rows").model().rowCount()

    page.findChild(QCheckBox, "compare-differing").click()
    settle()

    assert 0 < page.findChild(QTableView, "compare-rows").model().rowCount() < before


@pytest.mark.parametrize("name", ["models.pdf", "models.docx"])
def test_the_comparison_is_written_beside_the_window(window, qtbot, tmp_path, monkeypatch, name):
    page = show(window)
    path = tmp_path / name
    monkeypatch.setattr(dialogs, "ask_save_path", lambda *_: path)

    page.findChild(QPushButton, "compare-print").click()

    qtbot.waitUntil(path.exists, timeout=20000)
    qtbot.waitUntil(lambda: bool(labels_with(window, f"Saved: {name}")), timeout=5000)


def test_a_file_that_cannot_be_written_is_said(window, qtbot, tmp_path, monkeypatch):
    page = show(window)
    monkeypatch.setattr(dialogs, "ask_save_path", lambda *_: tmp_path / "models.txt")

    page.findChild(QPushButton, "compare-print").click()

    qtbot.waitUntil(window._bar.isVisible, timeout=20000)
    assert not (tmp_path / "models.txt").exists()


def test_a_duty_is_found_by_its_name(window):
    page = show(window)

    page.findChild(QLineEdit, "compare-find").setText("backup")
    settle()

    table = page.findChild(QTableView, "compare-rows")
    assert table.model().rowCount() == 1


def test_one_model_is_shown_layer_by_layer(window):
    page = show(window)
    box = page.findChild(QComboBox, "compare-view")

    box.setCurrentIndex(box.findData("azure-2020"))
    box.activated.emit(box.currentIndex())
    settle()

    assert page.findChild(QTableView, "compare-rows").model().rowCount() == 10
    assert not page.findChild(QPushButton, "compare-print").isVisible()
