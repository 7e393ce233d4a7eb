"""What the question page says of an answer taken over from the round before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.rounds import done_actions
from model.wording import answer_text

if TYPE_CHECKING:
    from datetime import datetime

    from model.i18n import Catalog
    from model.questionnaire import Question
    from model.session import AssessmentSession


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedAnswer:
    """An answer that waits to be confirmed.

    Attributes:
        text: that it waits, and what was said then.
        done: for every action of the question that the round before has as done, what to ask.
        help: how to confirm it, or to answer anew; empty where nothing can be changed.
        confirm: words of the button; empty as above.
    """

    text: str
    done: tuple[str, ...]
    help: str
    confirm: str


def carried_answer(
    session: AssessmentSession, question: Question, catalog: Catalog
) -> CarriedAnswer | None:
    """Return what to say of the answer on screen; None where it is this round's own."""
    answer = session.answer_to(question.id)
    if not answer.carried:
        return None
    say = catalog.text
    told = {"answer": answer_text(question, answer, catalog)}
    if answer.answered_at is not None:
        text = say("rounds.carried.on", day=_day(answer.answered_at), **told)
    else:
        text = say("rounds.carried", **told)
    can = not session.assessment.is_final
    return CarriedAnswer(
        text=text,
        done=_done(session, question, catalog),
        help=say("rounds.carried.help") if can else "",
        confirm=say("rounds.carried.confirm") if can else "",
    )


def _done(session: AssessmentSession, question: Question, catalog: Catalog) -> tuple[str, ...]:
    before = session.previous
    if before is None:
        return ()
    lines = []
    for action in done_actions(question, before.plan):
        at = session.done_before.get(action.id)
        title = catalog.say(action.title)
        if at is None:
            lines.append(catalog.text("rounds.carried.done", action=title))
        else:
            lines.append(catalog.text("rounds.carried.done_on", action=title, day=_day(at)))
    return tuple(lines)


def _day(moment: datetime) -> str:
    return moment.astimezone().date().isoformat()
