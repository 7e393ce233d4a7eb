"""One kind of incident in full, as the tab shows it under one division."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from model import incident_words as wording
from model.incidents import ChainPlace, attribute

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.division import Division
    from model.i18n import Catalog
    from model.incidents import AttributedDuty, Incident
    from model.language import LocalizedText
    from model.questionnaire import ExtensionDuty

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDuty:
    """A duty that the incident touches.

    Attributes:
        held: who holds it by the division.
        touched: whose part is touched.
        is_open: it has to be settled first who holds it.
        question_id: its first question in the open assessment; empty for none.
        is_in_division: the open assessment has it in its division.
    """

    id: str
    name: str
    held: str
    touched: str
    why: str
    is_open: bool
    question_id: str
    is_in_division: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBeyond:
    """A duty beyond the paper; `question_id` is empty where no assessment is open."""

    id: str
    name: str
    definition: str
    question_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedAgreement:
    """What can be agreed for a duty of the incident: id and words of each choice."""

    id: str
    title: str
    choices: Pairs
    chosen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """By which division is judged.

    Attributes:
        choices: id and words of each division to choose from.
        text: which one it is, in full.
        agreements: empty where a service's own division says what was agreed.
    """

    choices: Pairs
    chosen: str
    text: str
    agreements: tuple[TriedAgreement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentDetails:
    """One kind of incident.

    Attributes:
        models: names of the service models in which it can happen.
        example: text and source of a public case; empty where none is known.
        not_here: said where it hardly happens under the division shown; empty elsewhere.
        evidence: what, and who has it and where, of each.
        notices: who, and when, of each.
        nothing: said in place of duties; empty where there are some.
        points: what is open.
        unheld: what the paper gives to nobody; empty for nothing.
        path: the places that the incident reaches, in this order.
        spread: the same in words.
    """

    id: str
    title: str
    models: tuple[str, ...]
    story: str
    example: tuple[str, ...]
    not_here: str
    during: tuple[str, ...]
    evidence: Pairs
    notices: Pairs
    basis: Basis
    duties: tuple[ShownDuty, ...]
    nothing: str
    points: tuple[str, ...]
    unheld: str
    beyond: tuple[ShownBeyond, ...]
    path: tuple[ChainPlace, ...]
    places: Mapping[ChainPlace, str]
    spread: str
    after: tuple[str, ...]
    before: tuple[str, ...]
    verdict: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An incident under one division.

    Attributes:
        beyond: the duties beyond the paper that it touches.
        questions: the first question of each duty in the open assessment; empty where none is.
        is_own: the division is that of the open assessment.
    """

    incident: Incident
    division: Division
    beyond: tuple[ExtensionDuty, ...]
    questions: Mapping[str, str]
    is_own: bool


def incident_details(
    judged: Judged, basis: Basis, source: LocalizedText, catalog: Catalog
) -> IncidentDetails:
    """Return one kind of incident in full."""
    incident, model = judged.incident, judged.division.model
    say, words = catalog.text, catalog.say
    found = attribute(incident, judged.division)
    unheld = wording.unheld_text(incident, model, catalog)
    told = replace(incident, unheld=None)  # it has a place of its own on the page
    return IncidentDetails(
        id=incident.id,
        title=words(incident.title),
        models=tuple(each.label for each in incident.models),
        story=words(incident.story),
        example=_example(incident, catalog),
        not_here=(
            "" if model in incident.models else say("learn.incident.not_here", model=model.label)
        ),
        during=tuple(map(words, incident.during)),
        evidence=tuple(
            (words(each.what), wording.evidence_place(each, catalog)) for each in incident.evidence
        ),
        notices=tuple((words(each.who), words(each.when)) for each in incident.notices),
        basis=basis,
        duties=tuple(_duty(each, judged, catalog) for each in found),
        nothing="" if found else say("learn.incident.duties.none"),
        points=wording.open_points(told, found, model, catalog),
        unheld=unheld,
        beyond=tuple(
            ShownBeyond(
                id=each.id,
                name=words(each.name),
                definition=words(each.definition),
                question_id=judged.questions.get(each.id, ""),
            )
            for each in judged.beyond
        ),
        path=incident.spread,
        places={place: say(f"learn.place.{place}") for place in ChainPlace},
        spread=wording.spread_text(incident, catalog),
        after=tuple(map(words, incident.after)),
        before=tuple(map(words, incident.before)),
        verdict=say("learn.incident.no_verdict"),
        source=words(source),
    )


def _duty(found: AttributedDuty, judged: Judged, catalog: Catalog) -> ShownDuty:
    asked = found.cell.asked_with or found.cell.id
    return ShownDuty(
        id=found.cell.id,
        name=wording.duty_text(found, catalog),
        held=wording.held_text(found, catalog),
        touched=wording.touched_text(found, catalog),
        why=catalog.say(found.duty.why),
        is_open=found.is_open,
        question_id=judged.questions.get(asked, "") if judged.is_own else "",
        is_in_division=judged.is_own,
    )


def _example(incident: Incident, catalog: Catalog) -> tuple[str, ...]:
    """Return a public case with its source and how sure it is."""
    example = incident.example
    if example is None:
        return ()
    sure = catalog.text(f"learn.incident.sure.{example.confidence}")
    source = catalog.text(
        "learn.incident.example.source", source=catalog.say(example.source), sure=sure
    )
    return catalog.say(example.text), source
