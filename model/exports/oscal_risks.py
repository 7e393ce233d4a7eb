"""Weaknesses as OSCAL risks, with the actions against them as responses and milestones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.assessment import ActionState
from model.exports.oscal_observations import about
from model.exports.oscal_parts import (
    NAMESPACE,
    filled,
    line,
    moment,
    prop,
    props,
    prose,
    related,
    title,
    yes,
)
from model.rounding import one_decimal
from model.wording import (
    accepted_text,
    action_effect,
    action_steps,
    action_title,
    duty_name,
    gap_advice,
    gap_reason,
    responsibility_name,
)

if TYPE_CHECKING:
    from datetime import date

    from model.exports.oscal_items import Item
    from model.exports.oscal_parts import Desk, Json
    from model.exports.oscal_weaknesses import Weakness
    from model.gaps import Gap


def risk(desk: Desk, weakness: Weakness) -> Json:
    """Return a weakness as a risk: what it is, how grave, what is done, where it stands."""
    name, text, statement = words(desk, weakness)
    by_auditor = weakness.observation is not None
    return filled(
        {
            "uuid": desk.uuid("risk", weakness.key),
            "title": title(name),
            "description": prose(text),
            "statement": prose(statement),
            "props": _about(weakness),
            "status": weakness.status,
            "origins": desk.actor(by_auditor=by_auditor),
            "characterizations": _characterizations(desk, weakness),
            "deadline": moment(_deadline(weakness)),
            "remediations": _remediations(desk, weakness),
            "risk-log": _log(desk, weakness),
            "related-observations": related("observation-uuid", observed(desk, weakness)),
        }
    )


def observed(desk: Desk, weakness: Weakness) -> list[str]:
    """Return the ids of the observations that show a weakness."""
    if weakness.observation is not None:
        return [desk.uuid("observation", weakness.observation.id)]
    if weakness.question is not None:
        return list(about(desk, [weakness.question.id]))
    return []


def description(desk: Desk, item: Item) -> str:
    """Return the steps of an action as a list in Markdown, and what they bring."""
    steps = action_steps(item.candidate, desk.catalog)
    numbered = "\n".join(f"{number}. {title(step)}" for number, step in enumerate(steps, start=1))
    effect = action_effect(item.candidate, desk.catalog)
    return f"{numbered}\n\n{prose(desk.text('item.effect', effect=effect))}"


def name_of(desk: Desk, item: Item) -> str:
    """Return what an action asks for, as a title."""
    return title(action_title(item.candidate, desk.data.assessment.service, desk.catalog))


def about_item(desk: Desk, item: Item) -> list[Json]:
    """Return what is known of an action: place in the plan, cost, what was decided."""
    entry, candidate, ranked = item.entry, item.candidate, item.ranked
    effort = entry.effort if entry.effort is not None else candidate.effort
    cost = candidate.template.cost.value if candidate.template else None
    horizon = ranked.horizon.value if ranked else None
    state = entry.state.value
    return props(
        prop("action-id", item.id),
        prop("group", item.group),
        prop("duty-id", candidate.duty.id, duty_name(candidate.duty, desk.catalog)),
        prop("state", state, desk.word(f"action_state.{state}")),
        prop("reached", yes(item.is_reached)),
        prop("owner", entry.owner),
        prop("due", entry.due),
        prop("rank", ranked.rank if ranked else None),
        prop("horizon-days", horizon, desk.word(f"horizon.{horizon}") if horizon else ""),
        prop("gain", one_decimal(ranked.gain) if ranked else None),
        prop("effort", effort),
        prop("cost", entry.cost),
        prop("cost-class", cost, desk.word(f"cost.{cost}") if cost else ""),
        prop("needs-provider", yes(candidate.needs_provider)),
        prop("quick-win", yes(ranked.is_quick_win) if ranked else None),
        prop("approver", entry.approver),
    )


def words(desk: Desk, weakness: Weakness) -> tuple[str, str, str]:
    """Return what a weakness is, what is so now, and what may come of it, as plain texts."""
    say = desk.catalog.say
    if weakness.gap is not None:
        return _gap_words(desk, weakness.gap)
    if weakness.observation is not None:
        seen = weakness.observation
        unnamed = desk.text("observation.unnamed")
        issue = seen.issue if line(seen.issue) else unnamed
        first = next(each for each in issue.split("\n") if line(each))
        return first, issue, seen.effect if line(seen.effect) else desk.text("impact.unknown")
    if weakness.line is not None:
        question = weakness.line.question
        why = question.critical_reason or question.why
        value = weakness.line.value
        text = desk.text("risk.answer.text", question=say(question.text), value=value)
        return desk.text("risk.answer", question=say(question.text)), text, say(why)
    duty = duty_name(weakness.duty.duty, desk.catalog) if weakness.duty else ""
    kind = "settled" if weakness.status == "closed" else "unconfirmed"
    return (
        desk.text("risk.unconfirmed", duty=duty),
        desk.text(f"risk.{kind}.text", duty=duty),
        desk.text("impact.assumed"),
    )


def _gap_words(desk: Desk, gap: Gap) -> tuple[str, str, str]:
    duty = responsibility_name(gap.cell.responsibility, desk.catalog)
    kind = gap.kind.value
    name = desk.text("risk.gap", gap=desk.word(f"gap.{kind}"), duty=duty)
    return name, gap_reason(gap, desk.catalog), desk.text(f"impact.{kind}")


def _about(weakness: Weakness) -> list[Json]:
    gap, seen, score = weakness.gap, weakness.observation, weakness.score
    cell_id = gap.cell.id if gap else None
    return props(
        prop("question-id", weakness.question.id if weakness.question else None),
        prop("duty-id", score.duty.id if score else cell_id),
        prop("gap", gap.kind.value if gap else None),
        prop("observation-id", seen.id if seen else None),
        prop("owner", seen.owner if seen else None),
        prop("critical-gap", yes(weakness.line.is_critical_gap) if weakness.line else None),
    )


def _characterizations(desk: Desk, weakness: Weakness) -> list[Json]:
    score, each, gap = weakness.score, weakness.line, weakness.gap
    importance = score.duty.importance if score else None
    if gap is not None:
        importance = gap.cell.responsibility.importance
    ranked = [item.ranked for item in weakness.items if item.ranked]
    factor = max((action.risk_factor for action in ranked), default=None)
    values = {
        "importance": importance,
        "weight": each.question.weight if each else None,
        "critical-gap": yes(each.is_critical_gap) if each else None,
        "shortfall": 100 - each.value if each and each.value is not None else None,
        "risk-factor": one_decimal(factor) if factor is not None else None,
    }
    facets = [
        {"name": name, "system": NAMESPACE, "value": str(value)}
        for name, value in values.items()
        if value is not None
    ]
    origin = desk.actor(by_auditor=weakness.observation is not None)[0]
    return [{"origin": origin, "facets": facets}] if facets else []


def _deadline(weakness: Weakness) -> date | None:
    if weakness.observation is not None:
        return weakness.observation.due
    return min((item.due for item in weakness.items if item.due and item.is_left), default=None)


def advice(desk: Desk, weakness: Weakness) -> str:
    """Return what was recommended against a weakness without an action; may be empty."""
    if weakness.observation is not None:
        return weakness.observation.recommendation
    return gap_advice(weakness.gap, desk.catalog) if weakness.gap is not None else ""


def _remediations(desk: Desk, weakness: Weakness) -> list[Json]:
    if weakness.items:
        return [_response(desk, item) for item in weakness.items]
    told, seen = advice(desk, weakness), weakness.observation
    if not line(told):
        return []
    is_planned = seen is not None and bool(line(seen.owner) or seen.due)
    response = {
        "uuid": desk.uuid("advice", weakness.key),
        "lifecycle": "planned" if is_planned else "recommendation",
        "title": title(desk.text("advice")),
        "description": prose(told),
        "origins": desk.actor(by_auditor=seen is not None),
        "tasks": [
            {
                "uuid": desk.uuid("advice-task", weakness.key),
                "type": "milestone",
                "title": title(desk.text("advice")),
                **_who_and_when(desk, seen.owner, seen.due),
            }
        ]
        if is_planned and seen is not None
        else [],
    }
    return [filled(response)]


def _response(desk: Desk, item: Item) -> Json:
    required = [each for each in item.candidate.requires if each in desk.action_ids]
    milestone = {
        "uuid": desk.uuid("task", item.id),
        "type": "milestone",
        "title": name_of(desk, item),
        "dependencies": [{"task-uuid": desk.uuid("task", each)} for each in required],
        **_who_and_when(desk, item.entry.owner, item.due),
    }
    return filled(
        {
            "uuid": desk.uuid("response", item.id),
            "lifecycle": lifecycle(item),
            "title": name_of(desk, item),
            "description": description(desk, item),
            "props": about_item(desk, item),
            "origins": desk.actor(by_auditor=False),
            "tasks": [filled(milestone)],
            "remarks": prose(item.entry.note),
        }
    )


def _who_and_when(desk: Desk, owner: str, due: date | None) -> Json:
    """Return the day of a milestone and who has to reach it, as far as they are known."""
    day, name = moment(due), line(owner)
    role = {"role-id": "action-owner", "party-uuids": [desk.person(name)]}
    return filled(
        {
            "timing": {"on-date": {"date": day}} if day else None,
            "responsible-roles": [role] if name else [],
        }
    )


def lifecycle(item: Item) -> str:
    """Return how far a response is: one that somebody took up, or set a day for, is planned."""
    if item.is_reached or item.state is ActionState.DONE:
        return "completed"
    entry = item.entry
    is_taken = bool(entry.owner) or entry.due is not None
    if item.state is ActionState.DOING or (is_taken and item.state is ActionState.OPEN):
        return "planned"
    return "recommendation"


def _log(desk: Desk, weakness: Weakness) -> Json | None:
    """Return who accepted a risk, when, and why; None for one that nobody accepted."""
    gap, item = weakness.gap, weakness.accepting
    if gap is not None and gap.accepted is not None:
        by, on = gap.accepted.accepted_by, gap.accepted.accepted_on
        why = accepted_text(gap.accepted, desk.catalog)
    elif weakness.status == "deviation-approved" and item is not None:
        by, on = item.entry.approver, None
        why = item.entry.reason or item.entry.note
    else:
        return None
    name = line(by)
    logged = {"party-uuid": desk.person(name), "role-id": "approver"}
    entry = {
        "uuid": desk.uuid("accepted", weakness.key),
        "title": title(desk.word("action_state.accepted")),
        "description": prose(why),
        "start": moment(on) or desk.last_modified,
        "logged-by": [logged] if name else [],
        "status-change": "deviation-approved",
    }
    return {"entries": [filled(entry)]}
