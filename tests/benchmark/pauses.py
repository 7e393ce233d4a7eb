"""The longest pause of the real window while a report or an export is made beside it."""

from __future__ import annotations

import os
import tempfile
import time
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

BEAT_MS = 5
TURNS = 5
LONGEST_S, LOOP_S = 120.0, 1.0
NOTHING = "a plain loop, for comparison"
LONG_NOTE = "这是一条很长的备注，写明现在怎么做、谁在做、还差什么 (a long note). " * 30


class Heart:
    """Beats on the thread of the window; what it misses is a pause that people feel.

    Attributes:
        longest: seconds between two beats, at most.
        worked: seconds that this process worked between two beats, at most; what is missing
            from it to a pause is the time that the machine gave to others.
    """

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.longest = self.worked = 0.0
        self._last, self._spent = time.perf_counter(), time.process_time()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def begin(self) -> None:
        self.longest = self.worked = 0.0
        self._last, self._spent = time.perf_counter(), time.process_time()
        self._timer.start(BEAT_MS)

    def end(self) -> None:
        self._beat()
        self._timer.stop()

    def _beat(self) -> None:
        at, spent = time.perf_counter(), time.process_time()
        self.longest = max(self.longest, at - self._last)
        self.worked = max(self.worked, spent - self._spent)
        self._last, self._spent = at, spent


def measure(assessment: object) -> dict[str, list[tuple[float, float, float]]]:
    """Return for each thing that is made, in seconds: the pause, the work in it, the whole time.

    Args:
        assessment: whose report is made; it is filled up to a large one.
    """
    from model.clock import now
    from model.language import Language
    from model.reporting.data import Reader
    from model.settings import Settings, Theme
    from model.storage.assessments import AssessmentStore
    from ui.app import make_app, make_window
    from ui.presenters.printing_presenter import FORMS, PDF, WHOLE

    app, heart = make_app(), Heart()
    found: dict[str, list[tuple[float, float, float]]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = AssessmentStore.open(folder / "workspace", now)
        key = store.create(large(assessment))
        store.close()
        settings = Settings(language=Language.ZH, theme=Theme.LIGHT)
        window = make_window(app, folder / "workspace", settings, Language.ZH)
        window.show()
        window.open_assessment(key)
        window.show_step("printing")
        flow = window.session_pages.printing
        flow.presenter.refresh()
        wanted = [(WHOLE, form) for form in FORMS if form in dict(flow.presenter._card().forms)]
        wanted += [(reader, PDF) for reader in Reader]
        found[NOTHING] = [_beside_a_loop(app, heart) for _ in range(TURNS)]
        for reader, form in wanted * TURNS:
            flow.presenter.use_reader(reader)
            flow.presenter.use_form(form)
            turns = found.setdefault(f"{form}, {reader}", [])
            begin = time.perf_counter()
            heart.begin()
            flow.create(folder / f"made{flow.presenter.order().ending}")
            _wait_for(app, flow)
            heart.end()
            turns.append((heart.longest, heart.worked, time.perf_counter() - begin))
        window.close()
    return found


def _beside_a_loop(app: object, heart: Heart) -> tuple[float, float, float]:
    """Return the pause beside work that never holds anything: the machine's own."""
    from threading import Thread

    from PySide6.QtCore import QEventLoop

    until = time.perf_counter() + LOOP_S

    def loop() -> None:
        while time.perf_counter() < until:
            pass

    thread = Thread(target=loop)
    thread.start()
    heart.begin()
    while thread.is_alive():
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    heart.end()
    return heart.longest, heart.worked, LOOP_S


def large(assessment: object) -> object:
    """Return an assessment with a long note at every answer and something at every action."""
    from datetime import date

    from model.assessment import ActionState, PlanEntry
    from model.library import content

    _, questionnaire = content("oscar-2020")
    actions = [action.id for question in questionnaire.questions for action in question.actions]
    return replace(
        assessment,
        answers={
            key: replace(each, note=LONG_NOTE[:2000]) for key, each in assessment.answers.items()
        },
        plan={
            action: PlanEntry(
                action_id=action,
                owner="王建国",
                due=date(2027, 1, 31),
                state=ActionState.DOING,
                note=LONG_NOTE[:2000],
            )
            for action in actions
        },
    )


def _wait_for(app: object, flow: object) -> None:
    """Let the window live until the work has ended."""
    from PySide6.QtCore import QEventLoop

    begin = time.perf_counter()
    while flow._task is not None:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.perf_counter() - begin > LONGEST_S:
            raise SystemExit("the work never ended")
