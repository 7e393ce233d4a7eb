"""The one object that changes: an open assessment, saved as it is filled in."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from model.assessment import (
    ActionState,
    Answer,
    AnswerState,
    AssessmentState,
    EvidenceLevel,
    PlanEntry,
    Seal,
    SetUp,
    Status,
    Voice,
)
from model.change import Change, Part, apply, value_at
from model.cleaning import cleaned
from model.errors import StorageError
from model.evaluation import Evaluation, evaluate
from model.events import Event
from model.planning import plan
from model.rounds import done_at
from model.sealing import digest
from model.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from model.assessment import AgreedOption, Assessment, CloudService, Override
    from model.change import Value
    from model.facts import Depth, Fact
    from model.fieldwork import Evidence, Interview, Observation
    from model.history import HistoryEntry
    from model.improvement import ImprovementPlan
    from model.questionnaire import Questionnaire
    from model.responsibility import ResponsibilityMatrix

_PART = {Voice.CUSTOMER: Part.ANSWERS, Voice.AUDITOR: Part.FINDINGS}


class Store(Protocol):
    """Where a session keeps what it is told; every method is one transaction."""

    def load(self, assessment_id: str) -> Assessment: ...
    def position(self, assessment_id: str) -> str | None: ...
    def budget(self, assessment_id: str) -> int: ...
    def history(self, assessment_id: str) -> list[HistoryEntry]: ...
    def with_origin(self, origin: str) -> list[str]: ...
    def save(self, assessment_id: str, changes: Sequence[Change], person: str) -> None: ...
    def save_position(self, assessment_id: str, question_id: str) -> None: ...
    def save_budget(self, assessment_id: str, budget: int) -> None: ...


class AssessmentSession:
    """One open assessment.

    Disk first, memory second, listeners last: if saving fails, nothing has changed. Numbers
    and plan are never stored; they follow from the answers and are made when asked for.
    """

    def __init__(
        self,
        assessment_id: str,
        matrix: ResponsibilityMatrix,
        questionnaire: Questionnaire,
        store: Store,
        now: Callable[[], datetime],
        person: str = "",
    ) -> None:
        self.id = assessment_id
        self.matrix = matrix
        self.questionnaire = questionnaire
        self.person = person
        """Who works here; told in the history, and signs off."""
        self.interview = ""
        """Id of the interview that goes on; answers given now point to it."""
        self.changed: Event[Assessment] = Event()
        self._store = store
        self._now = now
        self._assessment = store.load(assessment_id)
        self._position = store.position(assessment_id)
        self._budget = store.budget(assessment_id)
        self._voice = Voice.CUSTOMER
        self._done: list[tuple[Change, ...]] = []
        self._undone: list[tuple[Change, ...]] = []

    @property
    def assessment(self) -> Assessment:
        """Return everything said so far."""
        return self._assessment

    @property
    def position(self) -> str | None:
        """Return the question that was on screen last; None for a new assessment."""
        return self._position

    @property
    def budget(self) -> int:
        """Return the effort points that the 90-day horizon may take."""
        return self._budget

    @property
    def voice(self) -> Voice:
        """Return whose answers are recorded and scored now."""
        return self._voice

    def speak_as(self, voice: Voice) -> None:
        """Record and score the answers of one voice from now on; nothing is saved."""
        if voice is not self._voice:
            self._voice = voice
            self._use(self._assessment)

    @property
    def said(self) -> Mapping[str, Answer]:
        """Return what the voice that speaks has said itself, by question id."""
        said: Mapping[str, Answer] = getattr(self._assessment, _PART[self._voice])
        return said

    @property
    def heard(self) -> Assessment:
        """Return the assessment as the voice that speaks tells it."""
        return self._assessment.heard_from(self._voice)

    @cached_property
    def previous(self) -> Assessment | None:
        """Return the round before this one; None for the first, or where it is not here."""
        return self._store.load(self._previous_id) if self._previous_id else None

    @cached_property
    def done_before(self) -> Mapping[str, datetime | None]:
        """Return the actions that the round before has as done, and when that was said.

        The moment is None where the history does not tell; the mapping is empty where the
        round before is not here.
        """
        if self.previous is None:
            return {}
        told = self._store.history(self._previous_id)
        return {
            key: done_at(told, key)
            for key, entry in self.previous.plan.items()
            if entry.state is ActionState.DONE
        }

    @cached_property
    def evaluation(self) -> Evaluation:
        """Return every number as it stands now."""
        return evaluate(self.matrix, self.questionnaire, self.heard)

    @cached_property
    def plan(self) -> ImprovementPlan:
        """Return the ranked actions as they stand now."""
        return plan(self.matrix, self.evaluation, self.heard, self._budget)

    def answer_to(self, question_id: str, voice: Voice | None = None) -> Answer:
        """Return what one voice said to a question; an open answer where it said nothing.

        Args:
            question_id: which question.
            voice: None for the voice that is speaking.
        """
        said: Mapping[str, Answer] = getattr(self._assessment, _PART[voice or self.voice])
        return said.get(question_id, Answer(question_id=question_id, state=AnswerState.OPEN))

    def choose(self, question_id: str, choices: tuple[str, ...]) -> None:
        """Record the chosen step, or the ticked boxes.

        Raises:
            StorageError: it could not be saved, or the assessment is final; the old answer
                still stands.
        """
        question = self.questionnaire.by_id[question_id]
        question.value_of(choices)
        self._say(question_id, AnswerState.CHOSEN, choices=choices)

    def do_not_know(self, question_id: str) -> None:
        """Record "don't know"; StorageError as in `choose`."""
        self._say(question_id, AnswerState.UNKNOWN)

    def does_not_apply(self, question_id: str, reason: str) -> None:
        """Record "not applicable" with its reason; StorageError as in `choose`.

        Raises:
            ValueError: the reason has no visible character; pages ask until it has.
        """
        kept = clean(reason)
        if not kept:
            raise ValueError(question_id)
        self._say(question_id, AnswerState.NOT_APPLICABLE, reason=kept)

    def take_back(self, question_id: str) -> None:
        """Make a question open again; its note stays. StorageError as in `choose`."""
        self._say(question_id, AnswerState.OPEN)

    def note(self, question_id: str, note: str) -> None:
        """Record a note; StorageError as in `choose`."""
        self._save_answer(replace(self.answer_to(question_id), note=clean(note)))

    def flag(self, question_id: str, *, is_flagged: bool) -> None:
        """Mark a question to come back to, or take the mark away. StorageError as in `choose`."""
        self._save_answer(replace(self.answer_to(question_id), flagged=is_flagged))

    def prove(self, question_id: str, level: EvidenceLevel) -> None:
        """Record how strongly an answer is proved; StorageError as in `choose`."""
        self._save_answer(replace(self.answer_to(question_id), evidence=level))

    def agree(self, negotiation_id: str, agreed: AgreedOption | None) -> None:
        """Record what was agreed; None makes it not asked yet. StorageError as in `choose`."""
        self.put(Part.AGREED, negotiation_id, agreed)

    def override(self, responsibility_id: str, override: Override | None) -> None:
        """Settle a cell; None goes back to the default. StorageError as in `choose`."""
        self.put(Part.OVERRIDES, responsibility_id, override)

    def set_up(
        self, organisation: str, service: CloudService, depth: Depth, facts: Mapping[Fact, bool]
    ) -> None:
        """Record what is looked at; answers stay. StorageError as in `choose`."""
        setup = SetUp(organisation=organisation, service=service, depth=depth, facts=dict(facts))
        self.put(Part.SETUP, "", setup)

    def confirm(self, question_id: str) -> None:
        """Say that an answer carried over from the round before still holds.

        StorageError as in `choose`.
        """
        self._save_answer(replace(self.answer_to(question_id), carried=False))

    def decide(self, entry: PlanEntry) -> None:
        """Record what was decided about an action. StorageError as in `choose`."""
        self.put(Part.PLAN, entry.action_id, entry)

    def put(self, part: Part, key: str, value: Value | None) -> None:
        """Record one value of a part, its texts made safe; None removes it.

        StorageError as in `choose`.
        """
        self.change(self._change(part, key, cleaned(value) if value is not None else None))

    def keep_interview(self, interview: Interview) -> None:
        """Record an interview. StorageError as in `choose`."""
        self.put(Part.INTERVIEWS, interview.id, interview)

    def drop_interview(self, interview_id: str) -> None:
        """Remove an interview; answers given in it point to none any more, in one step."""
        changes = [self._change(Part.INTERVIEWS, interview_id, None)]
        for part in _PART.values():
            said: Mapping[str, Answer] = getattr(self._assessment, part)
            changes += [
                self._change(part, key, replace(answer, interview=""))
                for key, answer in said.items()
                if answer.interview == interview_id
            ]
        if self.interview == interview_id:
            self.interview = ""
        self.change(*changes)

    def keep_evidence(self, evidence: Evidence) -> None:
        """Record a piece of evidence. StorageError as in `choose`."""
        self.put(Part.EVIDENCE, evidence.id, evidence)

    def drop_evidence(self, evidence_id: str) -> None:
        """Remove a piece of evidence from every answer; its file stays in the workspace."""
        self.put(Part.EVIDENCE, evidence_id, None)

    def keep_observation(self, observation: Observation) -> None:
        """Record an observation. StorageError as in `choose`."""
        self.put(Part.OBSERVATIONS, observation.id, observation)

    def drop_observation(self, observation_id: str) -> None:
        """Remove an observation. StorageError as in `choose`."""
        self.put(Part.OBSERVATIONS, observation_id, None)

    def review(self, *, is_in_review: bool) -> None:
        """Hand the assessment to review, or take it back to work. StorageError as in `choose`."""
        state = AssessmentState.IN_REVIEW if is_in_review else AssessmentState.IN_PROGRESS
        self.put(Part.STATUS, "", Status(state=state))

    def sign_off(self) -> None:
        """Make the assessment final, and seal it; it cannot be undone. StorageError as in `choose`.

        Raises:
            ValueError: nobody said who signs; pages ask until somebody does.
        """
        if not self.person:
            raise ValueError(self.id)
        seal = Seal(sha256=digest(self._assessment), sealed_at=self._now(), sealed_by=self.person)
        self.put(Part.STATUS, "", Status(state=AssessmentState.FINAL, seal=seal))
        self._done.clear()

    def change(self, *changes: Change) -> None:
        """Make some changes in one step, which can be undone; StorageError as in `choose`."""
        if changes:
            self._apply(changes)
            self._done.append(changes)
            self._undone.clear()

    def undo(self) -> tuple[Change, ...]:
        """Take the last step of this session back, and return what that changed; () for none."""
        if not self._done:
            return ()
        back = tuple(change.reversed() for change in reversed(self._done[-1]))
        self._apply(back)
        self._undone.append(self._done.pop())
        return back

    def redo(self) -> tuple[Change, ...]:
        """Make the last step taken back again, and return it; () for none."""
        if not self._undone:
            return ()
        again = self._undone[-1]
        self._apply(again)
        self._done.append(self._undone.pop())
        return again

    def history(self) -> list[HistoryEntry]:
        """Return every change ever made, the first one first."""
        return self._store.history(self.id)

    def remember_position(self, question_id: str) -> None:
        """Record the question on screen, for the next time. StorageError as in `choose`."""
        if question_id != self._position:
            self._store.save_position(self.id, question_id)
            self._position = question_id

    def set_budget(self, budget: int) -> None:
        """Record the effort points for the 90-day horizon. StorageError as in `choose`."""
        self._store.save_budget(self.id, budget)
        self._budget = budget
        self._use(self._assessment)

    @cached_property
    def _previous_id(self) -> str:
        """Return the newest copy of the round before; empty where there is none here."""
        origin = self._assessment.round.previous
        copies = self._store.with_origin(origin) if origin else []
        return next((each for each in copies if each != self.id), "")

    def _say(
        self,
        question_id: str,
        state: AnswerState,
        choices: tuple[str, ...] = (),
        reason: str = "",
    ) -> None:
        before = self.answer_to(question_id)
        said = replace(before, state=state, choices=choices, reason=reason, carried=False)
        self._save_answer(replace(said, interview=self.interview or before.interview))

    def _save_answer(self, answer: Answer) -> None:
        stamped = replace(answer, answered_at=self._now())
        changes = [self._change(_PART[self.voice], stamped.question_id, stamped)]
        if self._assessment.status.state is AssessmentState.DRAFT:
            begun = Status(state=AssessmentState.IN_PROGRESS)
            changes.append(self._change(Part.STATUS, "", begun))
        self.change(*changes)

    def _change(self, part: Part, key: str, value: Value | None) -> Change:
        before = value_at(self._assessment, part, key)
        return Change(part=part, key=key, before=before, after=value)

    def _apply(self, changes: Sequence[Change]) -> None:
        if self._assessment.is_final:
            raise StorageError("error.final")
        self._store.save(self.id, changes, self.person)
        self._use(apply(self._assessment, changes), changes)

    def _use(self, assessment: Assessment, changes: Sequence[Change] = ()) -> None:
        """Go on with an assessment; numbers that its changes leave as they are stay."""
        self._assessment = replace(assessment, updated_on=self._now().date())
        if not changes or not all(map(_is_about_plan, changes)):
            self.__dict__.pop("evaluation", None)
            self.__dict__.pop("plan", None)
        elif any(map(_ranks_anew, changes)):
            self.__dict__.pop("plan", None)
        self.changed.emit(self._assessment)


def _is_about_plan(change: Change) -> bool:
    """Say whether a change is about what is planned, which no number depends on."""
    return change.part in (Part.PLAN, Part.SCHEDULE)


def _ranks_anew(change: Change) -> bool:
    """Say whether a decision about an action changes its effort, and so the order."""
    efforts = {
        value.effort if isinstance(value, PlanEntry) else None
        for value in (change.before, change.after)
    }
    return len(efforts) > 1
