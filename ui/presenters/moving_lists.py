"""The lists of a move: duties that leave, stay, arrive; questions; what to request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.assessment import Answer, AnswerState
from model.moving import RequestKind
from model.wording import answer_text, duty_name, provider_name, responsibility_name
from ui.presenters.holder_words import holder

if TYPE_CHECKING:
    from model.i18n import Catalog
    from model.moving import Move, MovedDuty, ProviderRequest
    from model.questionnaire import Questionnaire

LISTS = ("leaving", "staying", "arriving", "no_longer_asked", "newly_asked", "requests")
"""Names of the lists, in the order they are shown."""

Row = tuple[str, tuple[str, ...]]


def move_rows(
    name: str, move: Move, questionnaire: Questionnaire, catalog: Catalog
) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """Return the headings of one list and its rows, each an id and its texts."""
    if name == "requests":
        made = [_request(request, move, questionnaire, catalog) for request in move.requests]
        kept = tuple((f"{at}", texts) for at, texts in enumerate(made))
        return _headings(("kind", "request", "duties"), catalog), kept
    if name.endswith("asked"):
        ids: tuple[str, ...] = getattr(move, name)
        found = tuple((i, _question(i, move, questionnaire, catalog)) for i in ids)
        return _headings(("question", "duty", "answer"), catalog), found
    duties: tuple[MovedDuty, ...] = getattr(move, name)
    rows = tuple((duty.id, _duty(duty, catalog)) for duty in duties)
    return _headings(("duty", "now", "then"), catalog), rows


def count(name: str, move: Move) -> int:
    """Return how many rows a list has."""
    return len(getattr(move, name))


def _headings(names: tuple[str, ...], catalog: Catalog) -> tuple[str, ...]:
    return tuple(catalog.text(f"whatif.column.{name}") for name in names)


def _duty(duty: MovedDuty, catalog: Catalog) -> tuple[str, ...]:
    name = responsibility_name(duty.responsibility, catalog)
    return name, holder(duty.before, catalog), holder(duty.after, catalog)


def _question(
    question_id: str, move: Move, questionnaire: Questionnaire, catalog: Catalog
) -> tuple[str, ...]:
    question = questionnaire.by_id[question_id]
    scores = (*move.after.duties, *move.before.duties)
    duty = next(s.duty for s in scores if any(x.question.id == question_id for x in s.lines))
    blank = Answer(question_id=question_id, state=AnswerState.OPEN)
    answer = move.assessment.answers.get(question_id, blank)
    return (
        f"{question_id}\n{catalog.say(question.text)}",
        duty_name(duty, catalog),
        answer_text(question, answer, catalog),
    )


def _request(
    request: ProviderRequest, move: Move, questionnaire: Questionnaire, catalog: Catalog
) -> tuple[str, ...]:
    names = [responsibility_name(r, catalog) for r in request.responsibilities]
    return (
        catalog.text(f"whatif.request.{request.kind}"),
        _asked_for(request, move, questionnaire, catalog),
        "\n".join(names),
    )


def _asked_for(
    request: ProviderRequest, move: Move, questionnaire: Questionnaire, catalog: Catalog
) -> str:
    provider = provider_name(move.assessment.service, catalog)
    if request.kind is RequestKind.AGREE and request.negotiation is not None:
        return catalog.text("whatif.agree", what=catalog.say(request.negotiation.title))
    if request.kind is RequestKind.RENEW:
        return catalog.text("whatif.renew")
    if request.kind is RequestKind.CONFIRM:
        return catalog.text("whatif.confirm", provider=provider)
    group = request.group
    asked = [q for q in questionnaire.questions if group and q.responsibility_id == group.id]
    actions = [action for question in asked for action in question.actions]
    if not actions:
        return catalog.text("whatif.prove", provider=provider)
    return catalog.say(actions[0].title)
