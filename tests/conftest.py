"""What every test gets: no screen, messages in both languages, no window left behind."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # Qt reads it once, when it is first imported

import sys

import pytest
from hypothesis import settings

from model.i18n import Catalog
from model.language import Language

if "CI" not in os.environ:  # there hypothesis takes its own profile, the same examples each time
    settings.register_profile("here", deadline=None)
    settings.load_profile("here")


@pytest.fixture
def chinese():
    return Catalog(Language.ZH)


@pytest.fixture
def english():
    return Catalog(Language.EN)


@pytest.fixture(params=list(Language), ids=str)
def catalog(request):
    """Give the messages of each language in turn."""
    return Catalog(request.param)


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_teardown(item):
    """Fail a test that leaves a window open: the next one would see it.

    It looks after every fixture of the test is torn down, so a window given to `qtbot` is closed
    by then.
    """
    result = yield
    left = _windows_left()
    assert not left, f"{item.nodeid} left a window open: {left}"
    return result


def _windows_left() -> list[str]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or not isinstance(widgets.QApplication.instance(), widgets.QApplication):
        return []
    visible = [window for window in widgets.QApplication.topLevelWidgets() if window.isVisible()]
    names = [f"{type(w).__name__} {w.objectName()!r} {w.windowTitle()!r}" for w in visible]
    for window in visible:
        window.close()
    return names
