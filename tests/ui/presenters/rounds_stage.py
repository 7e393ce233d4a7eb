"""Rounds of the built-in questionnaire, for the presenters that show several of them."""

from __future__ import annotations

from dataclasses import replace

from model.assessment import Round
from model.library import content
from model.rounds import seen_round
from tests.builders import chosen
from tests.ui.presenters.fakes import LEAD, QUESTIONNAIRE, make_session
from ui.presenters.other_rounds import KeptRound, OtherRounds

SECOND = "OS.2-Q1"


class RoundsView:
    """Remembers what was shown."""

    def __init__(self):
        self.cards = []

    def show_comparison(self, card):
        self.cards.append(card)

    def show_trend(self, card):
        self.cards.append(card)

    @property
    def card(self):
        return self.cards[-1]


class Looks:
    """Counts how often other rounds were looked for."""

    count = 0

    def __call__(self):
        self.count += 1


def open_round(number=2, answers=None, **changes):
    said = answers if answers is not None else {LEAD: chosen(75), SECOND: chosen(25)}
    return make_session(answers=said, round=Round(number=number), **changes)


def kept_round(number, answers=None, version=None, **changes):
    """Return one round as it is found on disk."""
    session = open_round(number, answers, **changes)
    matrix, questionnaire = content(QUESTIONNAIRE)
    if version is not None:
        questionnaire = replace(questionnaire, version=version)
    seen = seen_round(matrix, questionnaire, session.assessment, session.voice)
    return KeptRound(id=f"r{number}", seen=seen)


def found(*kept, unreadable=()):
    return OtherRounds(kept=tuple(kept), unreadable=tuple(unreadable))
