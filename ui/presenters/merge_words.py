"""The two sides of a value that two copies changed, in words."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from model.assessment import ActionState, AgreedOption, Answer, EvidenceLevel, SetUp
from model.belief import BeliefHolder
from model.change import Part
from model.ledger import DivisionGap, Party
from model.responsibility import Allocation, ServiceModel
from model.wording import answer_text, provider_name, responsibility_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.assessment import CloudService
    from model.change import Value
    from model.fieldwork import Interview
    from model.i18n import Catalog
    from model.merging import Conflict
    from model.questionnaire import Questionnaire
    from model.responsibility import ResponsibilityMatrix

_SHORT = 60
"""Letters of a name in a heading."""

_FINGERPRINT = 12
"""Characters of a hash that people compare."""

_SILENT = frozenset({"id", "size", "responsibility_id", "negotiation_id", "action_id"})
"""Fields that the heading says, or that change only with another one."""

_OF_DUTIES = (Part.OVERRIDES, Part.CLAIMS, Part.HANDOFFS, Part.ACCEPTED, Part.BELIEFS)

_KNOWN: dict[type[Enum], str] = {
    ActionState: "action_state",
    BeliefHolder: "belief",
    Allocation: "allocation",
    DivisionGap: "gap",
    Party: "party",
    EvidenceLevel: "evidence",
}


class ConflictWords:
    """Words the conflicts of one merge.

    Args:
        questionnaire: the questions of both copies.
        matrix: its division.
        interviews: those of both copies, by id.
        catalog: the words.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        matrix: ResponsibilityMatrix,
        interviews: Mapping[str, Interview],
        catalog: Catalog,
    ) -> None:
        self._questions = questionnaire
        self._matrix = matrix
        self._interviews = interviews
        self._catalog = catalog

    def what(self, conflict: Conflict) -> str:
        """Return the part and the name of what both changed."""
        text = self._catalog.text
        part = text(f"review.kind.{conflict.part.value}")
        part = part[:1].upper() + part[1:]
        name = self._name(conflict)
        return text("importing.what", part=part, name=_short(name)) if name else part

    def sides(self, conflict: Conflict) -> tuple[str, str]:
        """Return what ours and theirs say; of many fields only those that differ."""
        ours, theirs = conflict.ours, conflict.theirs
        return self._lines(ours, theirs), self._lines(theirs, ours)

    def _name(self, conflict: Conflict) -> str:
        key, say = conflict.key, self._catalog.say
        if conflict.part in (Part.ANSWERS, Part.FINDINGS):
            question = self._questions.by_id.get(key)
            if question is None:
                return key
            return self._catalog.text("importing.named", id=key, name=say(question.text))
        if conflict.part is Part.AGREED and key in self._matrix.negotiation_by_id:
            return say(self._matrix.negotiation_by_id[key].title)
        duty = self._matrix.by_id.get(key.partition("/")[0])
        if conflict.part in _OF_DUTIES and duty is not None:
            return responsibility_name(duty, self._catalog)
        return self._action(key) if conflict.part is Part.PLAN else self._titled(conflict)

    def _titled(self, conflict: Conflict) -> str:
        either = conflict.ours or conflict.theirs
        for field in ("title", "name", "role", "issue"):
            if getattr(either, field, ""):
                return str(getattr(either, field))
        return ""

    def _action(self, action_id: str) -> str:
        for question in self._questions.questions:
            for action in question.actions:
                if action.id == action_id:
                    return self._catalog.say(action.title)
        return action_id

    def _lines(self, value: Value | None, other: Value | None) -> str:
        if value is None:
            return self._catalog.text("importing.gone")
        if isinstance(value, Answer):
            return self._answer(value, other)
        mine, their = self._fields(value), self._fields(other)
        lines = [
            self._line(name, said) for name, said in mine.items() if said != their.get(name, "")
        ]
        return "\n".join(lines) or self._catalog.text("importing.empty")

    def _answer(self, answer: Answer, other: Value | None) -> str:
        """Return an answer with its note; what else differs follows."""
        question = self._questions.by_id.get(answer.question_id)
        state = answer.state.value
        lines = [answer_text(question, answer, self._catalog) if question else state]
        if answer.note:
            lines.append(self._line("note", answer.note))
        if not isinstance(other, Answer):
            return "\n".join(lines)
        if answer.evidence is not other.evidence:
            lines.append(self._line("evidence", self._said("evidence", answer.evidence)))
        if answer.flagged is not other.flagged:
            lines.append(self._catalog.text(f"importing.flag.{_mark(answer.flagged)}"))
        if answer.carried is not other.carried:
            lines.append(self._catalog.text(f"importing.carried.{_mark(answer.carried)}"))
        if answer.interview != other.interview:
            lines.append(self._line("interview", self._interview(answer.interview)))
        return "\n".join(lines)

    def _interview(self, interview_id: str) -> str:
        held = self._interviews.get(interview_id)
        return (held.name or held.role or held.id) if held is not None else ""

    def _line(self, name: str, said: str) -> str:
        text = self._catalog.text
        fact = f"word.{name}"
        label = text(fact) if name.startswith("fact.") else text(f"importing.field.{name}")
        return text("importing.line", name=label, value=said or text("importing.empty"))

    def _fields(self, value: Value | None) -> dict[str, str]:
        """Return what a value says, by the name of each field."""
        if value is None:
            return {}
        if isinstance(value, SetUp):
            return self._setup(value)
        found = {
            each.name: self._said(each.name, getattr(value, each.name))
            for each in fields(value)
            if each.name not in _SILENT
        }
        if isinstance(value, AgreedOption):
            found["option"] = self._option(value)
        return found

    def _setup(self, setup: SetUp) -> dict[str, str]:
        service, text = setup.service, self._catalog.text
        said = {
            "organisation": setup.organisation,
            "service": service.name,
            "provider": provider_of(service, self._catalog),
            "model": model_name(service.model),
            "depth": text(f"word.depth.{setup.depth.value}"),
        }
        for fact, holds in setup.facts.items():
            said[f"fact.{fact.value}"] = text("word.yes" if holds else "word.no")
        return said

    def _option(self, agreed: AgreedOption) -> str:
        negotiation = self._matrix.negotiation_by_id.get(agreed.negotiation_id)
        option = negotiation.option(agreed.option or "") if negotiation else None
        if option is None:
            return agreed.option or self._catalog.text("importing.value.nobody")
        return self._catalog.say(option.label)

    def _said(self, name: str, held: object) -> str:
        text = self._catalog.text
        if name in ("known_by", "effort"):
            return text(f"word.{name}.{'none' if held is None else held}")
        if name == "source":
            return text(f"word.source.{held or 'none'}")
        if isinstance(held, Enum):
            area = next((word for kind, word in _KNOWN.items() if isinstance(held, kind)), "")
            return text(f"word.{area}.{held.value}" if area else f"importing.value.{held.value}")
        if isinstance(held, bool):
            return text("word.yes" if held else "word.no")
        plain = self._plain(held)
        return plain[:_FINGERPRINT] if name == "sha256" else plain

    def _plain(self, held: object) -> str:
        if isinstance(held, date):
            return held.isoformat()
        if isinstance(held, tuple):
            return self._catalog.text("importing.between").join(held)
        return str(held or "")


def provider_of(service: CloudService, catalog: Catalog) -> str:
    """Return the provider as people call it; empty where none was given."""
    return provider_name(service, catalog) if service.provider else ""


def model_name(model: ServiceModel) -> str:
    """Return a service model as it is written."""
    return {ServiceModel.IAAS: "IaaS", ServiceModel.PAAS: "PaaS"}.get(model, "SaaS")


def _mark(holds: bool) -> str:
    return "yes" if holds else "no"


def _short(name: str) -> str:
    line = " ".join(name.split())
    return line if len(line) <= _SHORT else line[: _SHORT - 1].rstrip() + "…"
