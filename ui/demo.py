"""The demo: the built-in sample walked through the real window, with pictures and the PDF."""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

from model.errors import OutputError
from model.files import trouble_as_output_error, write_whole
from model.i18n import Catalog
from model.improvement import Horizon
from model.language import Language
from model.quiz import FORM_LENGTH
from model.settings import Settings, Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from model.session import AssessmentSession
    from ui.authoring_pages import AuthoringPages
    from ui.main_window import MainWindow

SIZE = (1240, 820)
TURNS = 40
"""Rounds of events after which every page is complete."""

STEPS = (
    "setup",
    "division",
    "questions",
    "review",
    "results",
    "plan",
    "agreement",
    "printing",
    "home",
    "questionnaires",
    "learn",
)
TABS = ("division", "review", "plan", "agreement", "learn")
"""Steps of which every tab is pictured."""

CHECKED_AFTER = 10
"""Seconds after which a picture is taken of a draft that is still being checked."""

COPY = "my-own"
"""Id of the questionnaire that the pictures show being written."""

QUESTION = "CA.1-Q1"
"""The question that the pictures show."""

DUTY = "application.content"
"""The responsibility that the pictures show."""

INCIDENT = "ransomware"
"""The kind of incident whose worksheet is printed."""

FORM, ASKED = "A-004711", 6
"""The form of the quiz that the pictures show, and its question, from 0."""

ROUND_TABS = ("compare", "trend")
"""Tabs of the results that need a round before the open one."""

RAISED = 5
"""Answers that the pictures of a second round show as better than before."""

TRIED = Horizon.DAYS_30
"""The part of the plan that the pictures show being tried."""

EXAMINED = 6
"""Answers that the pictures show as examined by an auditor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One language and theme in which every page is pictured."""

    language: Language
    theme: Theme

    @property
    def ending(self) -> str:
        """Return the end of the names of its pictures."""
        return f"{self.language}{'-dark' if self.theme is Theme.DARK else ''}"


LOOKS = tuple(Look(language=x, theme=t) for x in Language for t in Theme)


def run(folder: Path, language: Language) -> int:
    """Walk the sample in both languages, light and dark; leave pictures and PDFs.

    Args:
        folder: where to leave them; made if it is not there.
        language: language of what is said on the way.

    Raises:
        OutputError: the folder cannot be made or written to.
    """
    with trouble_as_output_error(folder):
        folder.mkdir(parents=True, exist_ok=True)
    from ui.app import has_display, make_app  # noqa: PLC0415  the command line has no Qt

    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = make_app()
    for look in LOOKS:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as workspace:
            _walk(app, look, Path(workspace), folder)
    for each in Language:
        _write_report(folder / f"plan-{each}.pdf", each)
        _write_agreement(folder / f"agreement-{each}.pdf", each)
        _write_worksheet(folder / f"incident-{each}.pdf", each)
    say = Catalog(language).text
    sys.stdout.write(say("command.demo.done", folder=str(folder)) + "\n")
    return 0


def _walk(app: QApplication, look: Look, workspace: Path, folder: Path) -> None:
    from ui.app import make_window  # noqa: PLC0415

    settings = Settings(language=look.language, theme=look.theme)
    window = make_window(app, workspace, settings, look.language)
    window.resize(*SIZE)
    window.show()

    def take(name: str) -> None:
        _settle(app)
        _save(window, folder / f"{name}-{look.ending}.png")

    try:
        take("welcome")
        _take_steps(window, take)
        _take_quiz(window, take)
        _take_rounds(app, window, take)
        if window.authoring_pages is not None:
            window.show_step("questionnaires")
            window.authoring_pages.write_copy(COPY)
            window.authoring_pages.show_part(QUESTION)
            _wait_for(app, window.authoring_pages)
            take("authoring")
    finally:
        window.close()
        _settle(app)


def _take_steps(window: MainWindow, take: Callable[[str], None]) -> None:
    """Take a picture of every step of the sample."""
    window.open_sample()
    pages = window.session_pages
    if pages is not None and pages.question_presenter is not None:
        pages.question_presenter.open(QUESTION)
    for step in STEPS:
        window.show_step(step)
        if step in TABS:
            _take_tabs(window, step, take)
        else:
            take(step)


def _examine(session: AssessmentSession) -> None:
    """Let an auditor look at a few answers, of which every second one cannot be confirmed."""
    from model.assessment import AnswerState, Voice  # noqa: PLC0415  the command line is quick

    answered = session.assessment.answers.values()
    chosen = [a for a in answered if a.state is AnswerState.CHOSEN][:EXAMINED]
    session.speak_as(Voice.AUDITOR)
    for number, answer in enumerate(chosen):
        if number % 2:
            session.choose(answer.question_id, answer.choices)
        else:
            session.do_not_know(answer.question_id)
    session.speak_as(Voice.CUSTOMER)


def _take_tabs(window: MainWindow, step: str, take: Callable[[str], None]) -> None:
    """Take a picture of every tab of a step; those of the review show findings too."""
    from ui.pages.tabs_page import TabsPage  # noqa: PLC0415  the command line has no Qt

    pages = window.session_pages
    if pages is None or pages.session is None:
        return
    if step == "review":
        _examine(pages.session)
    page = window.page
    if isinstance(page, TabsPage):
        for name in page.names:
            page.show_tab(name)
            if name == "ledger" and pages.division is not None:
                pages.division.show_responsibility(DUTY)
            if name == "whatif" and pages.plan is not None:
                pages.plan.try_horizon(TRIED)
            take(f"{step}-{name}")


def _take_quiz(window: MainWindow, take: Callable[[str], None]) -> None:
    """Take a picture of the start of the quiz, of a question, and of a result."""
    from model.belief import BeliefHolder  # noqa: PLC0415  the command line is quick

    window.show_step("learn")
    if window.learn_pages is None:
        return
    window.learn_pages.page.show_tab("quiz")
    quiz, holders = window.learn_pages.quiz, tuple(BeliefHolder)
    quiz.type_number(FORM)
    take("learn-quiz")
    quiz.begin()
    for number in range(FORM_LENGTH):
        quiz.answer(holders[number % len(holders)])
        if number == ASKED:
            take("learn-quiz-question")
        quiz.move(1)
    quiz.finish()
    take("learn-quiz-result")


def _take_rounds(app: QApplication, window: MainWindow, take: Callable[[str], None]) -> None:
    """Begin a second round of the open assessment; picture what waits, compared and over time."""
    from ui.pages.tabs_page import TabsPage  # noqa: PLC0415  the command line has no Qt

    first = window.session_pages
    if first is None or first.session is None:
        return
    first.open_next_round(window.catalog.text("rounds.demo.reason"))
    pages = window.session_pages
    if pages is None or pages.session is None or pages is first:
        return
    _raise(pages.session)
    if pages.question_presenter is not None:
        pages.question_presenter.open(QUESTION)
    window.show_step("questions")
    take("questions-carried")
    window.show_step("results")
    page = pages.page("results")
    if isinstance(page, TabsPage):
        for name in ROUND_TABS:
            page.show_tab(name)
            _wait_until(app, lambda: not pages.is_reading)
            take(f"results-{name}")


def _raise(session: AssessmentSession) -> None:
    """Let a few answers become better, and confirm half of the others."""
    from model.assessment import AnswerState  # noqa: PLC0415  the command line is quick

    asked = {question.id for question in session.evaluation.asked} - {QUESTION}
    answers = [a for a in session.assessment.answers.values() if a.question_id in asked]
    ladders = [
        (answer, [choice.id for choice in session.questionnaire.by_id[answer.question_id].choices])
        for answer in answers
        if answer.state is AnswerState.CHOSEN
        and not session.questionnaire.by_id[answer.question_id].is_list
    ]
    for answer, steps in [x for x in ladders if x[0].choices[0] != x[1][-1]][:RAISED]:
        better = steps[steps.index(answer.choices[0]) + 1]
        session.choose(answer.question_id, (better,))
    for answer in answers[::2]:
        if session.answer_to(answer.question_id).carried:
            session.confirm(answer.question_id)


def _settle(app: QApplication) -> None:
    """Let the window lay itself out and draw."""
    for _ in range(TURNS):
        app.processEvents()


def _wait_for(app: QApplication, pages: AuthoringPages) -> None:
    """Wait until the draft is checked."""
    _wait_until(app, lambda: pages.is_checked)


def _wait_until(app: QApplication, holds: Callable[[], bool]) -> None:
    """Wait until something holds, but not for ever."""
    until = monotonic() + CHECKED_AFTER
    while not holds() and monotonic() < until:
        app.processEvents()
        sleep(0.02)


def _save(window: MainWindow, path: Path) -> None:
    picture = window.grab()

    def write(beside: Path) -> None:
        if not picture.save(str(beside), "PNG"):
            raise OutputError("error.cannot_write", file=str(path))

    write_whole(path, write)


def _write_report(path: Path, language: Language) -> None:
    from model.library import content, load_sample, report_of  # noqa: PLC0415  after the window is gone
    from model.reporting.plan_report import write_report  # noqa: PLC0415

    sample = load_sample(language)
    data = report_of(*content(sample.questionnaire_id), sample)
    write_report(data, Catalog(language), path)


def _write_agreement(path: Path, language: Language) -> None:
    from model.agreement import agreement_document  # noqa: PLC0415  after the window is gone
    from model.document import Edition  # noqa: PLC0415
    from model.library import content, load_sample  # noqa: PLC0415
    from model.reporting.documents import write_document  # noqa: PLC0415

    sample = load_sample(language)
    document = agreement_document(*content(sample.questionnaire_id), sample)
    write_document(document, Edition(language.value), path)


def _write_worksheet(path: Path, language: Language) -> None:
    """Print the worksheet of an incident under the division of the sample."""
    from model.content.learning import load_incidents  # noqa: PLC0415  after the window is gone
    from model.document import Edition  # noqa: PLC0415
    from model.evaluation import evaluate  # noqa: PLC0415
    from model.incident_worksheet import About, incident_worksheet  # noqa: PLC0415
    from model.library import content, load_sample  # noqa: PLC0415
    from model.reporting.documents import write_document  # noqa: PLC0415

    sample, shelf = load_sample(language), load_incidents()
    matrix, questionnaire = content(sample.questionnaire_id)
    incident = shelf.by_id[INCIDENT]
    about = About(organisation=sample.organisation, service=sample.service.name, is_own=True)
    beyond = tuple(questionnaire.extension_by_id[each] for each in incident.beyond)
    division = evaluate(matrix, questionnaire, sample).division
    document = incident_worksheet(incident, division, shelf.source, about, beyond)
    write_document(document, Edition(language.value), path)
