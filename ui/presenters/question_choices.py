"""The questions of an assessment as choices of a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from model.i18n import Catalog
    from model.session import AssessmentSession


def question_choices(
    session: AssessmentSession, catalog: Catalog, kept: Iterable[str]
) -> tuple[tuple[str, str], ...]:
    """Return id and words of every question asked, and of those kept even if not asked."""
    texts = {question.id: catalog.say(question.text) for question in session.evaluation.asked}
    for each in kept:
        question = session.questionnaire.by_id.get(each)
        texts.setdefault(each, catalog.say(question.text) if question else "")
    return tuple((key, f"{key}  {text}".strip()) for key, text in texts.items())
