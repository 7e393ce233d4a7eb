"""The other rounds of an assessment, as they are found on disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.errors import InputError
from model.library import content
from model.paths import own_questionnaires
from model.rounds import seen_round

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.assessment import Voice
    from model.rounds import SeenRound
    from model.storage.assessments import AssessmentStore


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRound:
    """One round of the workspace."""

    id: str
    seen: SeenRound


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherRounds:
    """What was found.

    Attributes:
        kept: the first round first; the open one is not among them.
        unreadable: numbers of rounds whose questionnaire is not here.
    """

    kept: tuple[KeptRound, ...] = ()
    unreadable: tuple[int, ...] = ()


def other_rounds(
    store: AssessmentStore, assessment_id: str, voice: Voice, is_stopped: Callable[[], bool]
) -> OtherRounds:
    """Return the other rounds of an assessment; what is found so far where it is stopped.

    Raises:
        StorageError: the database cannot be read.
    """
    kept: list[KeptRound] = []
    unreadable: list[int] = []
    own = own_questionnaires(store.folder)
    for each in store.rounds(assessment_id):
        if is_stopped():
            break
        if each == assessment_id:
            continue
        assessment = store.load(each)
        try:
            matrix, questionnaire = content(
                assessment.questionnaire_id, assessment.questionnaire_version, own
            )
        except InputError:  # its questionnaire is not here, or cannot be read
            unreadable.append(assessment.round.number)
            continue
        seen = seen_round(matrix, questionnaire, assessment, voice)
        kept.append(KeptRound(id=each, seen=seen))
    return OtherRounds(kept=tuple(kept), unreadable=tuple(unreadable))
