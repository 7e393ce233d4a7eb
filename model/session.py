"""The one object that changes: an open assessment, saved as it is filled in."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar

from model.assessment import Answer, AnswerState, EvidenceLevel, PlanEntry
from model.evaluation import Evaluation, evaluate
from model.events import Event
from model.planning import plan
from model.text import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from model.assessment import AgreedOption, Assessment, CloudService, Override
    from model.facts import Depth, Fact
    from model.improvement import ImprovementPlan
    from model.questionnaire import Questionnaire
    from model.responsibility import ResponsibilityMatrix

T = TypeVar("T")


class Store(Protocol):
    """Where a session keeps what it is told; every method is one transaction."""

    def load(self, assessment_id: str) -> Assessment: ...
    def position(self, assessment_id: str) -> str | None: ...
    def budget(self, assessment_id: str) -> int: ...
    def save_answer(self, assessment_id: str, answer: Answer) -> None: ...
    def save_agreed(
        self, assessment_id: str, negotiation_id: str, agreed: AgreedOption | None
    ) -> None: ...
    def save_override(
        self, assessment_id: str, responsibility_id: str, override: Override | None
    ) -> None: ...
    def save_plan_entry(self, assessment_id: str, entry: PlanEntry) -> None: ...
    def save_setup(self, assessment_id: str, assessment: Assessment) -> None: ...
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
    ) -> None:
        self.id = assessment_id
        self.matrix = matrix
        self.questionnaire = questionnaire
        self.changed: Event[Assessment] = Event()
        self._store = store
        self._now = now
        self._assessment = store.load(assessment_id)
        self._position = store.position(assessment_id)
        self._budget = store.budget(assessment_id)

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

    @cached_property
    def evaluation(self) -> Evaluation:
        """Return every number as it stands now."""
        return evaluate(self.matrix, self.questionnaire, self._assessment)

    @cached_property
    def plan(self) -> ImprovementPlan:
        """Return the ranked actions as they stand now."""
        return plan(self.matrix, self.evaluation, self._assessment, self._budget)

    def answer_to(self, question_id: str) -> Answer:
        """Return what was said to a question; an open answer where nothing was."""
        open_answer = Answer(question_id=question_id, state=AnswerState.OPEN)
        return self._assessment.answers.get(question_id, open_answer)

    def choose(self, question_id: str, choices: tuple[str, ...]) -> None:
        """Record the chosen step, or the ticked boxes.

        Raises:
            StorageError: it could not be saved; the old answer still stands.
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

    def prove(self, question_id: str, level: EvidenceLevel) -> None:
        """Record how strongly an answer is proved; StorageError as in `choose`."""
        self._save_answer(replace(self.answer_to(question_id), evidence=level))

    def agree(self, negotiation_id: str, agreed: AgreedOption | None) -> None:
        """Record what was agreed; None makes it not asked yet. StorageError as in `choose`."""
        self._store.save_agreed(self.id, negotiation_id, agreed)
        self._use(agreed=_with(self._assessment.agreed, negotiation_id, agreed))

    def override(self, responsibility_id: str, override: Override | None) -> None:
        """Settle a cell; None goes back to the default. StorageError as in `choose`."""
        kept = replace(override, reason=clean(override.reason)) if override is not None else None
        self._store.save_override(self.id, responsibility_id, kept)
        self._use(overrides=_with(self._assessment.overrides, responsibility_id, kept))

    def set_up(
        self, organisation: str, service: CloudService, depth: Depth, facts: Mapping[Fact, bool]
    ) -> None:
        """Record what is looked at; answers stay. StorageError as in `choose`."""
        cleaned = replace(
            service, name=clean_line(service.name), provider=clean_line(service.provider)
        )
        changed = replace(
            self._assessment,
            organisation=clean_line(organisation),
            service=cleaned,
            depth=depth,
            facts=dict(facts),
        )
        self._store.save_setup(self.id, changed)
        self._use(
            organisation=changed.organisation, service=cleaned, depth=depth, facts=changed.facts
        )

    def decide(self, entry: PlanEntry) -> None:
        """Record owner, due date, state and note of an action. StorageError as in `choose`."""
        kept = replace(entry, owner=clean_line(entry.owner), note=clean(entry.note))
        self._store.save_plan_entry(self.id, kept)
        self._use(plan=_with(self._assessment.plan, kept.action_id, kept))

    def remember_position(self, question_id: str) -> None:
        """Record the question on screen, for the next time. StorageError as in `choose`."""
        if question_id != self._position:
            self._store.save_position(self.id, question_id)
            self._position = question_id

    def set_budget(self, budget: int) -> None:
        """Record the effort points for the 90-day horizon. StorageError as in `choose`."""
        self._store.save_budget(self.id, budget)
        self._budget = budget
        self._use()

    def _say(
        self,
        question_id: str,
        state: AnswerState,
        choices: tuple[str, ...] = (),
        reason: str = "",
    ) -> None:
        before = self.answer_to(question_id)
        self._save_answer(replace(before, state=state, choices=choices, reason=reason))

    def _save_answer(self, answer: Answer) -> None:
        stamped = replace(answer, answered_at=self._now())
        self._store.save_answer(self.id, stamped)
        self._use(answers=_with(self._assessment.answers, stamped.question_id, stamped))

    def _use(self, **changes: object) -> None:
        self._assessment = replace(self._assessment, updated_on=self._now().date(), **changes)  # type: ignore[arg-type]  # fields of Assessment, named by the callers above
        self.__dict__.pop("evaluation", None)
        self.__dict__.pop("plan", None)
        self.changed.emit(self._assessment)


def _with(values: Mapping[str, T], key: str, value: T | None) -> dict[str, T]:
    kept = {k: v for k, v in values.items() if k != key}
    if value is not None:
        kept[key] = value
    return kept
