"""What the tests of the window share."""

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from ui import tab_pages
from ui.pages.form_dialog import FormDialog


@pytest.fixture
def fill(monkeypatch):
    """Fill in every form of a page of tabs with the values given, and accept it."""
    given = {}

    class Filled(FormDialog):
        def exec(self):
            for key, text in given.items():
                made = self._fields[key]
                (made.setPlainText if isinstance(made, QPlainTextEdit) else made.setText)(text)
            self.findChild(QPushButton, "dialog.save").click()
            return self.result()

    monkeypatch.setattr(tab_pages, "FormDialog", Filled)
    return given
