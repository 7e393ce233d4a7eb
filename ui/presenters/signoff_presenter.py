"""Sign-off: how far the assessment is, what is still open, the seal, and the next round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from model.assessment import AssessmentState, Voice
from model.differences import count, differences
from model.rounds import unconfirmed
from model.sealing import is_intact
from model.text import clean_line
from ui.presenters.base import SessionPresenter
from ui.presenters.form import Entry, Form

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from model.assessment import Assessment, Seal
    from model.errors import AppError
    from model.i18n import Catalog
    from model.session import AssessmentSession

TO_REVIEW, TAKE_BACK, SIGN, NEXT_ROUND = "to_review", "take_back", "sign", "next_round"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing to know before signing.

    Attributes:
        is_open: something is left to do; said in words and by a mark too.
    """

    text: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOffCard:
    """What the tab shows.

    Attributes:
        person: who works here; empty until somebody said so.
        steps: words of every state in order, and whether it is the one now.
        round: which round this is, and why it was opened; empty for the first.
        broken: said where the seal does not fit the content; empty otherwise.
        facts: what is still open; empty once it is final.
        seal: who signed it, when, and its SHA-256; empty until then.
        can: names of the buttons that can be used now.
    """

    words: dict[str, str]
    person: str
    steps: tuple[tuple[str, bool], ...]
    round: str
    broken: str
    facts: tuple[Fact, ...]
    seal: tuple[str, ...]
    can: frozenset[str]


class SignOffView(Protocol):
    """What the presenter asks of the tab."""

    def show_card(self, card: SignOffCard) -> None: ...


class SignOffPresenter(SessionPresenter[SignOffView]):
    """Runs the states of an assessment."""

    def __init__(
        self,
        session: AssessmentSession,
        catalog: Catalog,
        view: SignOffView,
        report: Callable[[AppError], None],
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(session, catalog, view, report)
        self._now = now

    def refresh(self) -> None:
        """Show the state as it stands."""
        self._view.show_card(self._card())

    def hand_over(self) -> None:
        """Hand the assessment to review."""
        self._try(lambda: self._session.review(is_in_review=True))

    def take_back(self) -> None:
        """Take it back to work."""
        self._try(lambda: self._session.review(is_in_review=False))

    def sign_form(self) -> Form:
        """Return the form that asks who signs."""
        say = self._catalog.text
        return Form(
            title=say("review.sign.title"),
            intro=say("review.sign.text"),
            words={**self._catalog.messages("entry"), "save": say("review.sign.yes")},
            fields=(
                Entry(key="person", label=say("review.sign.name"), value=self._session.person),
            ),
            needs=("person",),
            missing=say("review.sign.missing"),
        )

    def sign(self, person: str) -> bool:
        """Make it final in the name of a person; says whether it is.

        The name must have a visible character; the form asks until it has.
        """
        self._session.person = clean_line(person)
        self._try(self._session.sign_off)
        return self._session.assessment.is_final

    def round_form(self) -> Form:
        """Return the form that asks why a new round is opened."""
        say = self._catalog.text
        return Form(
            title=say("review.round.title"),
            intro=say("review.round.text"),
            words={**self._catalog.messages("entry"), "save": say("review.round.yes")},
            fields=(Entry(key="reason", label=say("review.round.reason")),),
            needs=("reason",),
            missing=say("review.round.missing"),
        )

    def next_round(self, reason: str) -> Assessment:
        """Return the assessment of the next round; nothing is kept yet."""
        return self._session.assessment.next_round(clean_line(reason))

    def _card(self) -> SignOffCard:
        say = self._catalog.text
        assessment = self._session.assessment
        seal = assessment.status.seal
        now = assessment.status.state
        intact = is_intact(assessment)
        return SignOffCard(
            words=self._catalog.messages("review"),
            person=self._session.person,
            steps=tuple((say(f"word.status.{x}"), x is now) for x in AssessmentState),
            round=self._round(assessment),
            broken="" if intact else say("review.seal.broken"),
            facts=() if assessment.is_final else self._facts(assessment),
            seal=() if seal is None else self._seal(seal, intact=intact),
            can=_can(now),
        )

    def _facts(self, assessment: Assessment) -> tuple[Fact, ...]:
        evaluation = self._session.evaluation
        today = self._now().astimezone().date()
        expired = [e.title for e in assessment.evidence.values() if e.is_expired(today)]
        found = count(differences(self._session.questionnaire, assessment))
        return (
            self._fact("unanswered", evaluation.open_count, count=evaluation.open_count),
            *self._unconfirmed(assessment),
            self._fact(
                "critical", len(evaluation.critical_gaps), ids=", ".join(evaluation.critical_gaps)
            ),
            self._fact("expired", len(expired), ids=", ".join(expired)),
            self._fact(
                "differing", found.differing, count=found.differing, examined=found.examined
            ),
        )

    def _unconfirmed(self, assessment: Assessment) -> tuple[Fact, ...]:
        """Return how many answers of the last round wait; nothing to say of a first round."""
        asked = self._session.evaluation.asked
        waiting = sum(len(unconfirmed(assessment.said_by(voice), asked)) for voice in Voice)
        if assessment.round.number == 1 and not waiting:
            return ()
        return (self._fact("unconfirmed", waiting),)

    def _fact(self, name: str, number: int, **details: object) -> Fact:
        if not number:
            return Fact(text=self._catalog.text(f"review.fact.{name}.none"), is_open=False)
        values = {"count": number, **details}
        return Fact(text=self._catalog.text(f"review.fact.{name}", **values), is_open=True)

    def _seal(self, seal: Seal, *, intact: bool) -> tuple[str, ...]:
        say = self._catalog.text
        when = seal.sealed_at.astimezone().strftime("%Y-%m-%d %H:%M")
        return (
            say("review.seal.by", name=seal.sealed_by, when=when),
            say("review.seal.intact" if intact else "review.seal.unlike"),
            seal.sha256,
        )

    def _round(self, assessment: Assessment) -> str:
        own = assessment.round
        if own.number == 1 and not own.reason:
            return ""
        return self._catalog.text("review.round", number=own.number, reason=own.reason)


def _can(state: AssessmentState) -> frozenset[str]:
    """Return what can be done; nothing but the missing name keeps anybody from signing."""
    if state is AssessmentState.FINAL:
        return frozenset({NEXT_ROUND})
    if state is AssessmentState.IN_REVIEW:
        return frozenset({TAKE_BACK, SIGN})
    return frozenset({TO_REVIEW, SIGN})
