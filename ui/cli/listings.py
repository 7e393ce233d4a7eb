"""The commands that list content: the division of a service model, and the questions it asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from model.applicability import duties
from model.assessment import Assessment, CloudService
from model.division import DivisionCell, DutyState, divide
from model.errors import InputError
from model.facts import Depth
from model.library import content
from model.paths import own_questionnaires, workspace
from model.questionnaire import RELIANCE, QuestionKind
from model.responsibility import Allocation, ServiceModel
from model.wording import duty_name, responsibility_name, state_key
from ui.cli.reading import note_unknown_here
from ui.cli.table import say, say_json, say_table
from ui.cli.values import agreed_options, facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from model.applicability import Duty
    from model.assessment import AgreedOption
    from model.i18n import Catalog
    from model.questionnaire import ImprovementAction, Question, Questionnaire
    from model.responsibility import Responsibility, ResponsibilityMatrix

Record = dict[str, Any]
JSON = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A customer as the options describe it; facts and agreed as they were typed.

    Attributes:
        reliance: list what is asked about the provider's proof, instead of the customer's share.
    """

    questionnaire: str
    model: str
    depth: str
    facts: tuple[str, ...]
    agreed: tuple[str, ...]
    reliance: bool


def list_matrix(
    questionnaire_id: str, model: str, agreed: Sequence[str], form: str, catalog: Catalog
) -> None:
    """Print who holds what, rows that do not exist in this service model included."""
    matrix, chosen = _content(questionnaire_id)[0], ServiceModel(model)
    _refuse_other_models(matrix, chosen, questionnaire_id)
    options = _agreed(agreed, matrix, chosen, catalog)
    cells = divide(matrix, chosen, options, {}).by_id
    if form == JSON:
        say_json([_row(r, cells.get(r.id)) for r in matrix.responsibilities])
        return
    names = ("id", "code", "name", "allocation", "state", "gap")
    rows = [[catalog.text(f"command.column.{name}") for name in names]]
    rows += [_cells(r, cells.get(r.id), catalog) for r in matrix.responsibilities]
    say_table(rows)
    for row in matrix.responsibilities:
        if chosen in row.other_reading and row.note is not None:
            name, note = responsibility_name(row, catalog), catalog.say(row.note)
            say(catalog.text("command.matrix.note", name=name, note=note))
    say(catalog.text("word.attribution"))


def list_questions(customer: Customer, form: str, catalog: Catalog) -> None:
    """Print the questions that a customer is asked."""
    matrix, questionnaire = _content(customer.questionnaire)
    chosen = ServiceModel(customer.model)
    _refuse_other_models(matrix, chosen, questionnaire.id)
    assessment = Assessment(
        questionnaire_id=questionnaire.id,
        questionnaire_version=questionnaire.version,
        organisation="",
        service=CloudService(name="", provider="", model=chosen),
        depth=Depth(customer.depth),
        facts=facts(customer.facts),
        agreed=_agreed(customer.agreed, matrix, chosen, catalog),
    )
    division = divide(matrix, chosen, assessment.agreed, {})
    asked = [
        duty
        for duty in duties(questionnaire, division, assessment)
        if (duty.category_id == RELIANCE) is customer.reliance
    ]
    if form == JSON:
        say_json([_question(question) for duty in asked for question in duty.questions])
        return
    for duty in asked:
        _print_duty(duty, catalog)
    say(catalog.text("command.questions.count", count=sum(len(d.questions) for d in asked)))
    say(catalog.text("word.attribution"))


def _content(questionnaire_id: str) -> tuple[ResponsibilityMatrix, Questionnaire]:
    return content(questionnaire_id, None, own_questionnaires(workspace()))


def _refuse_other_models(
    matrix: ResponsibilityMatrix, model: ServiceModel, questionnaire_id: str
) -> None:
    if model not in matrix.models:
        allowed = ", ".join(matrix.models)
        raise InputError("error.command.model", id=questionnaire_id, found=model, allowed=allowed)


def _agreed(
    given: Sequence[str], matrix: ResponsibilityMatrix, model: ServiceModel, catalog: Catalog
) -> dict[str, AgreedOption]:
    options = agreed_options(given, matrix)
    known = [negotiation.id for negotiation in matrix.negotiations_of(model)]
    key = "command.ignored.option"
    note_unknown_here(options, known, key, catalog, model=model.label)
    return options


def _row(responsibility: Responsibility, cell: DivisionCell | None) -> Record:
    has_code = responsibility.code is not None
    return {
        "id": responsibility.id,
        "category": responsibility.category_id,
        "code": responsibility.code,
        "importance": responsibility.importance if has_code else None,
        "name": responsibility.name.both(),
        "allocation": (cell.allocation if cell else Allocation.ABSENT).value,
        "state": (cell.state if cell else DutyState.OUT).value,
        "negotiation": cell.negotiation.id if cell and cell.negotiation else None,
    }


def _cells(
    responsibility: Responsibility, cell: DivisionCell | None, catalog: Catalog
) -> list[str]:
    allocation = cell.allocation if cell else Allocation.ABSENT
    state = state_key(cell) if cell else DutyState.OUT
    return [
        responsibility.id,
        responsibility.code or "",
        responsibility_name(responsibility, catalog),
        catalog.text(f"word.allocation.{allocation}"),
        catalog.text(f"word.state.{state}"),
        catalog.text(f"word.gap.{cell.gap}") if cell and cell.gap else "",
    ]


def _question(question: Question) -> Record:
    return {
        "id": question.id,
        "responsibility": question.responsibility_id,
        "kind": question.kind.value,
        "weight": question.weight,
        "critical": question.critical,
        "lead": question.lead,
        "text": question.text.both(),
        "choices": [
            {"id": choice.id, "value": choice.value, "text": choice.text.both()}
            for choice in question.choices
        ],
        "critical_boxes": list(question.critical_boxes),
        "actions": [_action(action, question.kind) for action in question.actions],
    }


def _action(action: ImprovementAction, kind: QuestionKind) -> Record:
    is_list = kind is QuestionKind.CHK
    return {
        "id": action.id,
        "level": action.level,
        **({"boxes": list(action.boxes)} if is_list else {"to": action.to}),
        "title": action.title.both(),
        "steps": [step.both() for step in action.steps],
        "effort": action.effort,
        "cost": action.cost.value,
        "effect": action.effect.both(),
        "needs_provider": action.needs_provider,
        "requires": list(action.requires),
    }


def _print_duty(duty: Duty, catalog: Catalog) -> None:
    if not duty.questions:
        return
    count = len(duty.questions)
    name = duty_name(duty, catalog)
    say(catalog.text("command.questions.duty", code=duty.code, name=name, count=count))
    for question in duty.questions:
        key = "command.questions.critical" if question.critical else "command.questions.plain"
        text = catalog.say(question.text)
        say(catalog.text(key, id=question.id, weight=question.weight, text=text))
        for line in _choices(question, catalog):
            say(line)


def _choices(question: Question, catalog: Catalog) -> Iterable[str]:
    for choice in question.choices:
        text = catalog.say(choice.text)
        yield catalog.text("command.questions.choice", id=choice.id, value=choice.value, text=text)
