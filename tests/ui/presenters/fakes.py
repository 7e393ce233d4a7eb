"""Stand-ins for disk and page: a store in memory that can fail, and a view that remembers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from model.assessment import Answer, AnswerState
from model.change import Part
from model.errors import StorageError
from model.facts import Depth
from model.fieldwork import Observation
from model.i18n import Catalog
from model.language import Language
from model.library import content, load_sample
from model.session import AssessmentSession
from tests.builders import make_assessment

QUESTIONNAIRE = "oscar-2020"
LEAD = "OS.1-Q1"
"""First question of an IaaS service; a ladder."""

BOXES = "NW.1-Q1"
"""A list of five boxes."""

CATALOGS = {language: Catalog(language) for language in Language}
EN, ZH = CATALOGS[Language.EN], CATALOGS[Language.ZH]


class MemoryStore:
    """Keeps what it is told; `is_full` makes every write fail as a full disk does."""

    def __init__(self, assessment, position=None, budget=24):
        self.assessment = assessment
        self.kept_position = position
        self.kept_budget = budget
        self.is_full = False
        self.saved = []
        self.people = []
        self.previous = None

    def load(self, assessment_id):
        return self.previous if assessment_id == "previous" else self.assessment

    def position(self, _id):
        return self.kept_position

    def budget(self, _id):
        return self.kept_budget

    def _save(self, what, value):
        if self.is_full:
            raise StorageError("error.storage.disk_full", place="disk")
        self.saved.append((what, value))

    def save(self, _id, changes, person):
        self._save("changes", tuple(changes))
        self.people.append(person)

    def history(self, _id):
        return []

    def with_origin(self, _origin):
        return ["previous"] if self.previous is not None else []

    def save_position(self, _id, question_id):
        self._save("position", question_id)

    def save_budget(self, _id, budget):
        self._save("budget", budget)


class Clock:
    """Tells a time that moves only when asked to."""

    def __init__(self):
        self.time = datetime(2026, 11, 24, 9, 30, 15, tzinfo=UTC)

    def __call__(self):
        return self.time


class Listener:
    """Remembers what an event told; must be kept alive, as events hold it weakly."""

    def __init__(self, event):
        self.heard = []
        event.connect(self.hear)

    def hear(self, payload):
        self.heard.append(payload)


class FakeView:
    """Takes every `show_*` call and remembers it."""

    def __init__(self):
        self.cards = []
        self.calls = []

    def show_card(self, card):
        self.cards.append(card)

    def entered(self):
        """Say what a form holds that is not saved yet: nothing."""
        return

    def __getattr__(self, name):
        if not name.startswith("show_"):
            raise AttributeError(name)
        return lambda *args: self.calls.append((name.removeprefix("show_"), *args))

    @property
    def card(self):
        return self.cards[-1]


class Redraw:
    """Shows a presenter's page again after each change, as the window does."""

    def __init__(self, session, presenter):
        self.presenter = presenter
        session.changed.connect(self.redraw)

    def redraw(self, _assessment):
        self.presenter.refresh()


def make_session(model="iaas", position=None, budget=24, **changes):
    """Open an assessment of the built-in questionnaire on a store in memory."""
    fields = {
        "questionnaire_id": QUESTIONNAIRE,
        "questionnaire_version": "1.0.0",
        "depth": Depth.EXPRESS,
        **changes,
    }
    return open_session(make_assessment(model, **fields), position, budget)


def open_session(assessment, position=None, budget=24, clock=None):
    store = MemoryStore(assessment, position, budget)
    return AssessmentSession("a1", *content(QUESTIONNAIRE), store, clock or Clock())


def sample_session(language=Language.EN):
    """Open the made-up assessment that ships with the program."""
    return open_session(load_sample(language))


def forget_claims(session):
    """Leave the division to the paper and the agreed options."""
    for key in tuple(session.assessment.claims):
        session.put(Part.CLAIMS, key, None)
    return session


def fill_disk(session):
    session._store.is_full = True


def audited_session(language=Language.EN):
    """Open the sample after an auditor found less than claimed, and observed something."""
    sample = load_sample(language)
    lowest = content(QUESTIONNAIRE)[1].by_id[LEAD].choices[0].id
    finding = Answer(question_id=LEAD, state=AnswerState.CHOSEN, choices=(lowest,))
    observation = Observation(id="o1", question_id=LEAD, issue="Nobody installs updates")
    return open_session(replace(sample, findings={LEAD: finding}, observations={"o1": observation}))
