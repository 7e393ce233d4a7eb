"""Guess first: what is asked before the division is shown, and keeping what was said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.awareness import to_guess
from model.belief import Belief, BeliefHolder
from model.change import Change, Part
from model.wording import responsibility_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.i18n import Catalog
    from model.session import AssessmentSession


@dataclass(frozen=True, slots=True, kw_only=True)
class GuessCard:
    """What the dialog asks.

    Attributes:
        rows: id, name and definition of each duty.
        choices: value and words of each answer; the digit is part of the words.
    """

    words: dict[str, str]
    rows: tuple[tuple[str, str, str], ...]
    choices: tuple[tuple[str, str], ...]


def is_offered(session: AssessmentSession) -> bool:
    """Say whether nothing of the division was settled or guessed yet."""
    held = session.assessment
    return not (held.beliefs or held.is_final or session.evaluation.division.deviations)


def guess_card(session: AssessmentSession, catalog: Catalog) -> GuessCard:
    """Return what is asked, in the paper's order."""
    return GuessCard(
        words=catalog.messages("learn"),
        rows=tuple(
            (
                cell.id,
                responsibility_name(cell.responsibility, catalog),
                catalog.say(cell.responsibility.definition),
            )
            for cell in to_guess(session.evaluation.division)
        ),
        choices=tuple((h.value, catalog.text(f"learn.guess.choice.{h}")) for h in BeliefHolder),
    )


def keep(session: AssessmentSession, said: Mapping[str, tuple[str, bool]]) -> int:
    """Keep beliefs in one step, and return how many there are.

    Args:
        session: the open assessment.
        said: holder, and whether somebody was sure, by responsibility.

    Raises:
        StorageError: nothing was kept.
    """
    changes = [
        Change(
            part=Part.BELIEFS,
            key=duty,
            before=session.assessment.beliefs.get(duty),
            after=Belief(responsibility_id=duty, holder=BeliefHolder(holder), is_sure=is_sure),
        )
        for duty, (holder, is_sure) in said.items()
    ]
    session.change(*changes)
    return len(changes)
