"""The questions to the provider in words: for a mail, a document, a workbook and the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.provider_questions import AskedWhy
from model.provider_reply import LONGEST, Column, holders
from model.text import clean, clean_line
from model.wording import provider_name, responsibility_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from model.assessment import Assessment
    from model.i18n import Catalog
    from model.language import Language
    from model.provider_questions import ProviderQuestion
    from model.responsibility import ResponsibilityMatrix

FIXED = ("number", "id", "duty", "question")
"""Columns of a list of questions that come before those for the reply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordedQuestion:
    """One question as the provider reads it.

    Attributes:
        lines: what belongs to it, such as options to choose from; each one line.
        reason: why it is asked.
    """

    number: int
    id: str
    why: AskedWhy
    duty: str
    text: str
    lines: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderLetter:
    """Everything that goes to the provider.

    Attributes:
        about: the service, who asks, the date; each one line.
        hint: how to fill in the columns.
        columns: headings of the fixed columns and of those for the reply, by their names.
        sheet: name of the sheet in a workbook.
        choose: said where another word is entered for who holds it.
        reference: why ids are to be left as they are.
        holders: what can be said about who holds a responsibility.
        origin: of the assessment, so that a reply to another one is noticed.
    """

    language: Language
    title: str
    addressee: str
    opening: str
    closing: str
    about: tuple[str, ...]
    hint: str
    questions: tuple[WordedQuestion, ...]
    headings: dict[AskedWhy, str]
    columns: dict[str, str]
    sheet: str
    choose: str
    reference: str
    holders: tuple[str, ...]
    source: str
    origin: str


def letter(
    questions: Sequence[ProviderQuestion],
    assessment: Assessment,
    matrix: ResponsibilityMatrix,
    catalog: Catalog,
    day: date,
    person: str = "",
) -> ProviderLetter:
    """Return questions as a letter in the language of a catalogue.

    Args:
        questions: in their order.
        assessment: whose service it is about.
        matrix: the paper's division, for its source.
        catalog: the words.
        day: the date of the letter.
        person: who asks; may be empty.
    """
    say = catalog.text
    service = assessment.service
    name = clean_line(service.name) or say("report.service.unnamed")
    organisation = clean_line(assessment.organisation) or say("report.organisation.unnamed")
    asker = organisation
    if person:
        asker = say("letter.about.asker.person", organisation=organisation, person=person)
    words = [holder_word for holder_word, _ in holders(catalog)]
    listed = say("letter.between").join(words)
    return ProviderLetter(
        language=catalog.language,
        title=say("letter.title", provider=provider_name(service, catalog)),
        addressee=addressee(assessment, catalog),
        opening=say(
            "letter.opening", organisation=organisation, service=name, model=service.model.label
        ),
        closing=say("letter.closing"),
        about=(
            say("letter.about.service", service=name, model=service.model.label),
            say("letter.about.asker", name=asker),
            say("letter.about.date", date=day.isoformat()),
        ),
        hint=say("letter.hint", holders=listed, limit=LONGEST),
        questions=tuple(
            worded(question, number, catalog) for number, question in enumerate(questions, start=1)
        ),
        headings={why: say(f"letter.heading.{why}") for why in AskedWhy},
        columns={column: say(f"letter.column.{column}") for column in (*FIXED, *Column)},
        sheet=say("letter.sheet"),
        choose=say("letter.choose", holders=listed),
        reference=say("letter.hint.reference"),
        holders=tuple(words),
        source=catalog.say(matrix.source),
        origin=assessment.origin,
    )


def addressee(assessment: Assessment, catalog: Catalog) -> str:
    """Return the line that says whom a letter goes to."""
    if not assessment.service.provider:
        return catalog.text("letter.to.unnamed")
    return catalog.text("letter.to", provider=provider_name(assessment.service, catalog))


def worded(question: ProviderQuestion, number: int, catalog: Catalog) -> WordedQuestion:
    """Return one question in the language of a catalogue, with its number."""
    return WordedQuestion(
        number=number,
        id=question.id,
        why=question.why,
        duty=duty_of(question, catalog),
        text=clean(_text(question, catalog)),
        lines=tuple(_lines(question, catalog)),
        reason=catalog.text(f"letter.why.{question.why}"),
    )


def duty_of(question: ProviderQuestion, catalog: Catalog) -> str:
    """Return the name of what a question is about; of one responsibility the paper's own."""
    if question.group is not None and len(question.group.covers) > 1:
        return catalog.say(question.group.name)
    return responsibility_name(question.cells[0].responsibility, catalog)


def as_text(made: ProviderLetter) -> str:
    """Return a letter as plain text for a mail."""
    parts = [made.title, "\n".join(made.about), made.addressee, made.opening]
    for why, heading in made.headings.items():
        asked = [question for question in made.questions if question.why is why]
        if not asked:
            continue
        parts.append(f"[{heading}]")
        for question in asked:
            lines = (f"   {line}" for line in question.lines)
            parts.append("\n".join([f"{question.number}. {question.text}", *lines]))
    return "\n\n".join([*parts, made.closing, made.source]) + "\n"


def _text(question: ProviderQuestion, catalog: Catalog) -> str:
    say, duty, cell = catalog.text, duty_of(question, catalog), question.cells[0]
    if question.why is AskedWhy.UNPROVED:
        return say("letter.seen", name=duty)
    if question.why is AskedWhy.DISPUTED:
        return say("letter.differ", duty=duty)
    if question.why is AskedWhy.ASSUMED:
        known = "none" if cell.known_by is None else cell.known_by
        return say("letter.proof", duty=duty, known=say(f"letter.known.{known}"))
    if cell.negotiation is None:
        return say("letter.who", duty=duty)
    return say("letter.which", duty=duty, question=catalog.say(cell.negotiation.title))


def _lines(question: ProviderQuestion, catalog: Catalog) -> Iterator[str]:
    say, cell = catalog.text, question.cells[0]
    if question.why is AskedWhy.UNSETTLED and cell.negotiation is not None:
        for option in cell.negotiation.options:
            yield say("letter.option", id=option.id, option=catalog.say(option.label))
    for authority, allocation in question.said:
        source, holder = say(f"letter.source.{authority}"), say(f"letter.held.{allocation}")
        yield say("letter.said", source=source, holder=holder)
    if question.group is not None and len(question.group.covers) > 1:
        names = (responsibility_name(each.responsibility, catalog) for each in question.cells)
        yield say("letter.covers", duties=say("letter.between").join(names))
    for look in question.looks:
        yield say("letter.example", look=catalog.say(look))
