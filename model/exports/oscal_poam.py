"""The plan of action and milestones of OSCAL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.exports.oscal_document import back_matter, components, metadata
from model.exports.oscal_findings import finding, scored
from model.exports.oscal_observations import observations
from model.exports.oscal_parts import filled, line, prop, props, prose, related, title
from model.exports.oscal_risks import (
    about_item,
    advice,
    description,
    name_of,
    observed,
    risk,
    words,
)

if TYPE_CHECKING:
    from model.exports.oscal_items import Item
    from model.exports.oscal_parts import Desk, Json
    from model.exports.oscal_weaknesses import Weakness

UUID_SCHEME = "http://ietf.org/rfc/rfc4122"
"""How OSCAL names an id that is a UUID."""


def poam_document(desk: Desk) -> Json:
    """Return the whole document but for its outermost name."""
    risks = [risk(desk, each) for each in desk.weaknesses]
    findings = _findings(desk)
    shown = {
        each["observation-uuid"]
        for part in (*risks, *findings)
        for each in part.get("related-observations", ())
    }
    return filled(
        {
            "uuid": desk.uuid("poam"),
            "metadata": metadata(desk, "poam"),
            "system-id": {"identifier-type": UUID_SCHEME, "id": desk.uuid("service")},
            "local-definitions": {"components": components(desk)},
            "observations": [each for each in observations(desk) if each["uuid"] in shown],
            "risks": risks,
            "findings": findings,
            "poam-items": _items(desk) or [_nothing(desk)],
            "back-matter": back_matter(desk),
        }
    )


def _findings(desk: Desk) -> list[Json]:
    """Return the findings about duties that something is weak about."""
    all_of_them = (finding(desk, score, desk.weaknesses) for score in scored(desk))
    return [each for each in all_of_them if "related-risks" in each]


def _items(desk: Desk) -> list[Json]:
    """Return an item for each action in the order of the plan, then for what has no action."""
    weakness_of = {item.id: each for each in desk.weaknesses for item in each.items}
    acted = [_action(desk, item, weakness_of[item.id]) for item in desk.items]
    return acted + [_advised(desk, each) for each in desk.weaknesses if not each.items]


def _action(desk: Desk, item: Item, weakness: Weakness) -> Json:
    reason = item.entry.reason
    accepted = desk.text("item.accepted", reason=reason) if line(reason) else ""
    return filled(
        {
            "uuid": desk.uuid("item", item.id),
            "title": name_of(desk, item),
            "description": description(desk, item),
            "props": about_item(desk, item),
            **_ties(desk, weakness),
            "remarks": prose("\n".join((item.entry.note, accepted))),
        }
    )


def _advised(desk: Desk, weakness: Weakness) -> Json:
    name, text, _ = words(desk, weakness)
    seen = weakness.observation
    return filled(
        {
            "uuid": desk.uuid("item", weakness.key),
            "title": title(name),
            "description": prose("\n".join((text, advice(desk, weakness)))),
            "props": props(
                prop("group", "observation" if seen else "gap"),
                prop("owner", seen.owner if seen else None),
                prop("due", seen.due if seen else None),
            ),
            **_ties(desk, weakness),
        }
    )


def _ties(desk: Desk, weakness: Weakness) -> Json:
    """Return what an item comes from: who said it, what shows it, what it is a risk to."""
    by_auditor = weakness.observation is not None
    findings = [s.duty.id for s in scored(desk) if s.duty.id == weakness.duty_id]
    return {
        "origins": desk.actor(by_auditor=by_auditor),
        "related-findings": [{"finding-uuid": desk.uuid("finding", each)} for each in findings],
        "related-observations": related("observation-uuid", observed(desk, weakness)),
        "related-risks": [{"risk-uuid": desk.uuid("risk", weakness.key)}],
    }


def _nothing(desk: Desk) -> Json:
    """Return the one item of a plan without actions: OSCAL wants at least one."""
    return filled(
        {
            "uuid": desk.uuid("item"),
            "title": title(desk.text("nothing")),
            "description": prose(desk.text("nothing.text")),
            "props": props(prop("group", "none")),
        }
    )
