"""What stands beside a question: category, duty, why, how to check, what the paper says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.assessment import Voice
from model.division import DutyState
from model.library import provider_features
from model.questionnaire import EXTENSION, RELIANCE
from model.reliance import relied_on
from model.wording import offer_text, provider_name, responsibility_name

if TYPE_CHECKING:
    from model.i18n import Catalog
    from model.questionnaire import Question, RelianceGroup
    from model.scoring import DutyScore
    from model.session import AssessmentSession


_ISSUE = 60
"""Letters of an issue where several are named."""


class QuestionParts:
    """Words the explanations of a question, in one language."""

    def __init__(self, session: AssessmentSession, catalog: Catalog) -> None:
        self._session = session
        self._catalog = catalog

    def category_name(self, category_id: str) -> str:
        """Return the name of a category, or of what lies beyond the paper."""
        if category_id in (EXTENSION, RELIANCE):
            return self._catalog.text(f"word.{category_id}")
        category = next(c for c in self._session.matrix.categories if c.id == category_id)
        return self._catalog.say(category.name)

    def banner(self, duty: DutyScore) -> str:
        """Return what to know about a duty before answering; empty for nothing."""
        cell = duty.duty.cell
        if cell is None:
            return ""
        if cell.state is DutyState.ORPHAN:
            return self._catalog.text("questions.nobody")
        if cell.state is DutyState.PENDING:
            return self._catalog.text("questions.pending")
        return ""

    def proofs(self, question_id: str) -> str:
        """Name the evidence of a question, or say that there is none."""
        kept = self._session.assessment.evidence.values()
        titles = [each.title for each in kept if question_id in each.questions]
        if not titles:
            return self._catalog.text("questions.proofs.none")
        between = self._catalog.text("questions.proofs.between")
        return self._catalog.text(
            "questions.proofs", count=len(titles), titles=between.join(titles)
        )

    def observed(self, question_id: str) -> str:
        """Say what was observed about a question; empty where the customer speaks and nothing was.

        An issue of several lines is told by its first.
        """
        kept = self._session.assessment.observations.values()
        issues = [_first_line(each.issue) for each in kept if each.question_id == question_id]
        if issues:
            between = self._catalog.text("questions.proofs.between")
            return self._catalog.text(
                "questions.observed", count=len(issues), issues=between.join(issues)
            )
        is_auditor = self._session.voice is Voice.AUDITOR
        return self._catalog.text("questions.observed.none") if is_auditor else ""

    def parts(self, question: Question, duty: DutyScore) -> tuple[tuple[str, str], ...]:
        """Return heading and text of each explanation."""
        say, words = self._catalog.say, self._catalog.text
        evidence = question.evidence
        proof = [
            words("questions.evidence.ask", text=say(evidence.ask)),
            words("questions.evidence.look", text=say(evidence.look)),
        ]
        if evidence.try_ is not None:
            proof.append(words("questions.evidence.try", text=say(evidence.try_)))
        return (
            (words("questions.why"), say(question.why)),
            (words("questions.check"), say(question.check)),
            *self._offers(duty),
            (words("questions.evidence"), "\n".join(proof)),
            (words("questions.paper"), self._paper(question)),
        )

    def _offers(self, duty: DutyScore) -> tuple[tuple[str, str], ...]:
        """Return what the chosen provider offers for a duty; nothing for an unknown provider."""
        service = self._session.assessment.service
        provider = provider_features(service.provider)
        if provider is None:
            return ()
        name = provider_name(service, self._catalog)
        heading = self._catalog.text("questions.offers", provider=name)
        return ((heading, offer_text(duty.duty.code, provider, self._catalog)),)

    def _paper(self, question: Question) -> str:
        words, say = self._catalog.text, self._catalog.say
        if group := self._session.questionnaire.reliance_by_id.get(question.responsibility_id):
            return self._reliance(group)
        duty = self._session.matrix.by_id.get(question.responsibility_id)
        if duty is None:
            extension = self._session.questionnaire.extension_by_id[question.responsibility_id]
            return f"{words('questions.paper.beyond')}\n{say(extension.reason)}"
        place = duty.place.get(self._session.assessment.service.model)
        lines = [say(duty.definition)]
        if duty.customer_duty is not None:
            lines.append(words("division.yours", text=say(duty.customer_duty)))
        if duty.provider_duty is not None:
            lines.append(words("division.theirs", text=say(duty.provider_duty)))
        if duty.note is not None:
            lines.append(words("questions.paper.note", text=say(duty.note)))
        if place is not None:
            lines.append(words("questions.paper.row", table=place.table, row=place.row))
        lines.append(words("word.attribution"))
        return "\n".join(lines)

    def _reliance(self, group: RelianceGroup) -> str:
        """Return which duties of the provider a proof is about."""
        matrix, words = self._session.matrix, self._catalog.text
        covered = relied_on(self._session.evaluation.division, group)
        names = [responsibility_name(matrix.by_id[key], self._catalog) for key in covered]
        listed = words("questions.paper.between").join(names)
        return "\n".join(
            (
                self._catalog.say(group.definition),
                words("questions.paper.covers", names=listed),
                words("questions.paper.reliance"),
                words("word.attribution"),
            )
        )


def _first_line(text: str) -> str:
    """Return the first line of a text, shortened to what a list of several can bear."""
    line = text.partition("\n")[0]
    return line if len(line) <= _ISSUE else line[: _ISSUE - 1].rstrip() + "…"
