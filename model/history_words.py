"""One entry of the history in plain words: what changed, and how it was before and after."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from model.assessment import (
    AgreedOption,
    Answer,
    Override,
    PlanEntry,
    Schedule,
    SetUp,
    Status,
)
from model.belief import Belief
from model.change import Part
from model.fieldwork import Evidence, Interview, Observation
from model.history import BEGUN
from model.ledger import AcceptedGap, Agreement, Claim, Handoff
from model.ledger_words import told as ledger_told
from model.wording import answer_text, provider_name, responsibility_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from typing import Any

    from model.change import Value
    from model.history import HistoryEntry
    from model.i18n import Catalog
    from model.questionnaire import Questionnaire
    from model.responsibility import ResponsibilityMatrix

    Reads = Callable[[Part, Mapping[str, Any]], Any]

KINDS = (BEGUN, *(part.value for part in Part))
"""Every kind of entry."""

_OF_DUTIES = (Part.OVERRIDES, Part.CLAIMS, Part.HANDOFFS, Part.ACCEPTED, Part.BELIEFS)


class HistoryWords:
    """Words entries in one language, with the names of the content.

    `reads` makes a value of what an entry tells; whoever keeps the history knows how.
    """

    def __init__(
        self,
        matrix: ResponsibilityMatrix,
        questionnaire: Questionnaire,
        catalog: Catalog,
        reads: Reads,
    ) -> None:
        self._matrix = matrix
        self._questionnaire = questionnaire
        self._catalog = catalog
        self._reads = reads
        self._actions = {a.id: a for q in questionnaire.questions for a in q.actions}

    def kind(self, kind: str) -> str:
        """Return what an entry is about; a kind of a later version as it is."""
        known = self._catalog.has(f"review.kind.{kind}")
        return self._catalog.text(f"review.kind.{kind}") if known else kind

    def subject(self, entry: HistoryEntry) -> str:
        """Return what exactly changed: a question with its text, an action, a name."""
        key = entry.key
        if entry.kind in (Part.ANSWERS, Part.FINDINGS):
            question = self._questionnaire.by_id.get(key)
            return f"{key} {self._catalog.say(question.text)}" if question else key
        if entry.kind == Part.AGREED:
            negotiation = self._matrix.negotiation_by_id.get(key)
            return self._catalog.say(negotiation.title) if negotiation else key
        if entry.kind in _OF_DUTIES:
            duty = self._matrix.by_id.get(key.partition("/")[0])
            return responsibility_name(duty, self._catalog) if duty else key
        if entry.kind == Part.PLAN:
            action = self._actions.get(key)
            return f"{key} {self._catalog.say(action.title)}" if action else key
        return ""

    def before(self, entry: HistoryEntry) -> str:
        """Return how it was."""
        return "" if entry.kind == BEGUN else self._told(entry, entry.before)

    def after(self, entry: HistoryEntry) -> str:
        """Return how it is since; of the first entry the digest."""
        if entry.kind == BEGUN:
            return self._catalog.text("review.history.begun", digest=entry.after[:16])
        return self._told(entry, entry.after)

    def _told(self, entry: HistoryEntry, told: str) -> str:
        if not told:
            return self._catalog.text("review.history.nothing")
        try:
            value = self._reads(Part(entry.kind), json.loads(told))
            return self._words(value)
        except (ValueError, KeyError, TypeError, RecursionError):
            return told  # of a later version, or altered: as it stands

    def _words(self, value: Value) -> str:
        parts = self._parts(value)
        return " · ".join(part for part in parts if part)

    def _parts(self, value: Value) -> tuple[str, ...]:
        match value:
            case Answer():
                return self._answer(value)
            case SetUp():
                return self._setup(value)
            case AgreedOption() | Override():
                return self._settled(value)
            case Status():
                return self._status(value)
            case Claim() | Handoff() | AcceptedGap() | Agreement():
                return ledger_told(value, self._catalog)
            case _:
                return self._written(value)

    def _written(
        self, value: PlanEntry | Schedule | Belief | Interview | Evidence | Observation
    ) -> tuple[str, ...]:
        if isinstance(value, Belief):
            sure = "sure" if value.is_sure else "guess"
            say = self._catalog.text
            return (say(f"word.belief.{value.holder}"), say(f"word.belief.{sure}"))
        if isinstance(value, Schedule):
            return (_day(value.begins_on),)
        if isinstance(value, PlanEntry):
            return self._plan_entry(value)
        if isinstance(value, Interview):
            how = self._catalog.text(f"review.setting.{value.setting}")
            return (value.name, value.role, _day(value.held_on), how, value.sample)
        if isinstance(value, Evidence):
            return (value.title, ", ".join(value.questions), _day(value.expires_on))
        texts = (value.question_id, value.issue, value.effect, value.recommendation)
        return (*texts, value.owner, _day(value.due))

    def _plan_entry(self, entry: PlanEntry) -> tuple[str, ...]:
        say = self._catalog.text
        return (
            say(f"word.action_state.{entry.state}"),
            entry.owner,
            _day(entry.due),
            entry.cost,
            say(f"word.effort.{entry.effort}") if entry.effort else "",
            entry.reason,
            entry.approver,
            entry.note,
        )

    def _status(self, status: Status) -> tuple[str, ...]:
        state = self._catalog.text(f"word.status.{status.state}")
        if status.seal is None:
            return (state,)
        return (state, self._catalog.text("review.history.by", name=status.seal.sealed_by))

    def _settled(self, value: AgreedOption | Override) -> tuple[str, ...]:
        if isinstance(value, AgreedOption):
            return self._agreed(value)
        return self._override(value)

    def _override(self, override: Override) -> tuple[str, ...]:
        say = self._catalog.text
        return (
            say(f"word.allocation.{override.allocation}"),
            say(f"word.source.{override.source or 'none'}"),
            self._known_by(override.known_by),
            _day(override.written_on),
            override.reason,
            override.customer_name,
            override.provider_name,
        )

    def _answer(self, answer: Answer) -> tuple[str, ...]:
        say = self._catalog.text
        question = self._questionnaire.by_id.get(answer.question_id)
        said = ", ".join(answer.choices) or say(f"word.answer.{answer.state}")
        if question is not None:
            said = answer_text(question, answer, self._catalog)
        return (
            said,
            say("review.noted", note=answer.note) if answer.note else "",
            say(f"word.evidence.{answer.evidence}"),
            say("review.history.flagged") if answer.flagged else "",
        )

    def _agreed(self, agreed: AgreedOption) -> tuple[str, ...]:
        negotiation = self._matrix.negotiation_by_id.get(agreed.negotiation_id)
        option = negotiation.option(agreed.option or "") if negotiation else None
        said = self._catalog.say(option.label) if option else agreed.option or ""
        return (
            said or self._catalog.text("review.history.nobody"),
            self._known_by(agreed.known_by),
        )

    def _setup(self, setup: SetUp) -> tuple[str, ...]:
        say = self._catalog.text
        holds = (
            f"{say(f'word.fact.{fact}')} {say('word.yes' if value else 'word.no')}"
            for fact, value in setup.facts.items()
        )
        return (
            setup.organisation,
            setup.service.name,
            provider_name(setup.service, self._catalog),
            setup.service.model.label,
            say(f"word.depth.{setup.depth}"),
            *holds,
        )

    def _known_by(self, known_by: int | None) -> str:
        name = "none" if known_by is None else known_by
        return self._catalog.text(f"word.known_by.{name}")


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
