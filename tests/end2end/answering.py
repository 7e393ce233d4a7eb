"""A user who answers without end in the real window, and tells what the window shows as saved.

Run by test_kill.py: `python answering.py WORKSPACE ROUND`. Each line is a question and the
choice that the page shows as saved.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from model.language import Language
from model.library import load_sample
from model.settings import Settings
from ui.app import make_app, make_window

CHOICES = 3
"""Each question is answered with its choices 1 to 3 in turn."""


def main(workspace: Path, start: int) -> None:
    app = make_app()
    window = make_window(app, workspace, Settings(), Language.EN)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    entries = window._store.entries()
    chosen = entries[0].id if entries else window._store.create(load_sample(Language.EN))
    window.open_assessment(chosen, "questions")
    pages = window.session_pages
    saved = window.findChild(QLabel, "saved")
    ladders = [q.id for q in pages.session.evaluation.asked if q.kind == "L5"]
    print("ready", flush=True)
    step = start
    while True:
        question, number = ladders[step % len(ladders)], step // len(ladders) % CHOICES
        pages.question_presenter.open(question)
        pages.page("questions").focus_question()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key(Qt.Key.Key_1.value + number))
        shown = pages.session.questionnaire.by_id[question].choices[number].id
        checked = pages.page("questions")._group.checkedButton()
        if saved.text().startswith("Saved at") and checked.objectName() == shown:
            print(step, question, shown, flush=True)
        step += 1


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
