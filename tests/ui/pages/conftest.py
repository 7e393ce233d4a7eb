"""Pages in the look of the program, and cards made by the real presenters."""

from __future__ import annotations

import pytest

from model.settings import Theme
from ui.app import make_app
from ui.theme import LIGHT, apply_theme, style_sheet


@pytest.fixture(scope="session")
def program():
    """Return the program with its fonts, loaded once."""
    return make_app()


@pytest.fixture(autouse=True)
def look(qapp, program):
    if program.styleSheet() != style_sheet(LIGHT, 100):  # dressing every widget anew is slow
        apply_theme(program, Theme.LIGHT, 100)


@pytest.fixture
def open_page(qtbot, program):
    """Return what shows a page as its window would: on screen, active, of a usual size."""

    def open_it(page, width=1000, height=760):
        qtbot.addWidget(page)
        page.resize(width, height)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return page

    return open_it
