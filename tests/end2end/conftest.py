"""The real window, small and with a workspace of its own."""

from __future__ import annotations

import pytest

from model.settings import Settings, Theme
from tests.end2end.looking import SMALL, settle
from ui.app import make_app, make_window


@pytest.fixture(scope="module")
def program(qapp):
    """Return the program with its fonts, loaded once."""
    return make_app()


@pytest.fixture
def open_window(qtbot, program, tmp_path):
    def open_it(language, text_size=100, theme=Theme.LIGHT):
        settings = Settings(language=language, theme=theme, text_size=text_size)
        window = make_window(program, tmp_path / "workspace", settings, language)
        qtbot.addWidget(window)
        window.resize(*SMALL)
        window.show()
        settle()
        return window

    return open_it
