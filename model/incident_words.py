"""Wordings of incidents, for screen, print and command line alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.incidents import Attribution
from model.wording import responsibility_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from model.i18n import Catalog
    from model.incidents import AttributedDuty, EvidenceToSecure, Incident
    from model.responsibility import ServiceModel


def duty_text(found: AttributedDuty, catalog: Catalog) -> str:
    """Return the name of a duty with its code, where it has one."""
    name = responsibility_name(found.cell.responsibility, catalog)
    code = found.cell.responsibility.code
    return f"{code}  {name}" if code else name


def held_text(found: AttributedDuty, catalog: Catalog) -> str:
    """Return who holds the duty by the division, or that nobody agreed."""
    if found.attribution is Attribution.OPEN:
        return catalog.text("learn.incident.held.open")
    return catalog.text(f"word.allocation.{found.cell.allocation}")


def touched_text(found: AttributedDuty, catalog: Catalog) -> str:
    """Return whose part the incident touches."""
    name = catalog.text(f"learn.incident.touched.{found.attribution}")
    if found.is_function_only:
        return catalog.text("learn.incident.function_only", touched=name)
    return name


def open_points(
    incident: Incident, found: Iterable[AttributedDuty], model: ServiceModel, catalog: Catalog
) -> tuple[str, ...]:
    """Return what must be settled before anybody can say whose it is; () for nothing."""
    say = catalog.text
    points = []
    for each in found:
        name = responsibility_name(each.cell.responsibility, catalog)
        if each.attribution is Attribution.OPEN:
            points.append(say("learn.incident.open.nobody", duty=name))
        elif each.cell.gap is not None:
            gap = say(f"word.gap.{each.cell.gap}")
            points.append(say("learn.incident.open.gap", duty=name, gap=gap))
        elif each.attribution is Attribution.BOTH:
            points.append(say("learn.incident.open.both", duty=name))
    unheld = unheld_text(incident, model, catalog)
    return (*points, unheld) if unheld else tuple(points)


def unheld_text(incident: Incident, model: ServiceModel, catalog: Catalog) -> str:
    """Return what the paper gives to nobody in a service model; empty for nothing."""
    if incident.unheld is None or model not in incident.unheld.models:
        return ""
    return catalog.say(incident.unheld.text)


def spread_text(incident: Incident, catalog: Catalog) -> str:
    """Return how an incident spreads along the chain, as one line."""
    arrow = catalog.text("learn.incident.arrow")
    return arrow.join(catalog.text(f"learn.place.{place}") for place in incident.spread)


def evidence_text(evidence: EvidenceToSecure, catalog: Catalog) -> str:
    """Return a piece of evidence with who has it and where."""
    return catalog.text(
        "learn.incident.evidence.line",
        what=catalog.say(evidence.what),
        place=evidence_place(evidence, catalog),
    )


def evidence_place(evidence: EvidenceToSecure, catalog: Catalog) -> str:
    """Return who has a piece of evidence, and where."""
    return catalog.text(
        "learn.incident.evidence.place",
        holder=catalog.text(f"learn.evidence_holder.{evidence.holder}"),
        where=catalog.say(evidence.where),
    )
