"""The due dates of the plan as a calendar (RFC 5545), one entry for the whole day each."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from icalendar import Calendar, Event, vText

from model.assessment import ActionState
from model.errors import InputError
from model.exports.plan_table import cost_text, effort_text, marks, numbered, planned
from model.text import clean
from model.wording import action_steps, action_title, duty_name

if TYPE_CHECKING:
    from datetime import date

    from model.assessment import Assessment
    from model.exports.plan_table import PlannedAction
    from model.i18n import Catalog
    from model.progress import Progress
    from model.reporting.data import ReportData

_PRODUCT = "-//Shoulder//Improvement plan//{language}"
_SETTLED = (ActionState.DONE, ActionState.ACCEPTED)
_LONGEST = 8000


class _Words(vText):
    """A text that comes back as it was typed.

    The library takes a backslash before a capital N for a line break, as in a path to a folder
    of that name.
    """

    def to_ical(self) -> bytes:
        """Return the text as RFC 5545 has it escaped."""
        text = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        return text.replace("\n", "\\n").encode()


def as_calendar(data: ReportData, catalog: Catalog, progress: Progress) -> bytes:
    """Return the due dates of a plan as the bytes of a calendar.

    An action without a due date of its own gets the last day of its horizon, and says so. One
    that is done, or whose risk is accepted, is marked as cancelled, so that it disappears from
    a calendar that had it.

    Raises:
        InputError: there is no date in the plan.
    """
    dated = [(action, day) for action in planned(data) if (day := action.day) is not None]
    if not dated:
        raise InputError("error.export.no_dates")
    made = Calendar()
    made.add("prodid", _PRODUCT.format(language=catalog.language.value.upper()))
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", _Words(_name(data.assessment, catalog)))
    for number, (action, day) in enumerate(dated, start=1):
        made.add_component(_entry(action, day, data, catalog))
        progress.reach(number / (len(dated) + 1))
    return bytes(made.to_ical())


def _entry(action: PlannedAction, day: date, data: ReportData, catalog: Catalog) -> Event:
    held = data.assessment
    written_on = held.updated_on or held.plan_day or day
    state = action.entry.state
    made = Event()
    made.add("uid", f"{action.ranked.id}.{_origin(held)}@shoulder")
    made.add("dtstamp", datetime.combine(written_on, time(), UTC))
    made.add("sequence", (written_on - type(written_on)(1970, 1, 1)).days)
    made.add("dtstart", day)
    if day < type(day).max:
        made.add("dtend", day + timedelta(days=1))
    made.add("summary", _Words(_summary(action, held, catalog)))
    made.add("description", _Words(_description(action, catalog)))
    made.add("categories", [catalog.text("export.calendar.category")])
    is_agreed = action.entry.due is not None
    made.add(
        "status",
        "CANCELLED" if state in _SETTLED else "CONFIRMED" if is_agreed else "TENTATIVE",
    )
    made.add("transp", "TRANSPARENT")
    return made


def _name(assessment: Assessment, catalog: Catalog) -> str:
    service = assessment.service.name or catalog.text("report.service.unnamed")
    return catalog.text("export.calendar.name", service=clean(service))


def _origin(assessment: Assessment) -> str:
    """Return what tells the plan of one assessment from that of every other."""
    if assessment.origin:
        return assessment.origin
    about = (assessment.questionnaire_id, assessment.organisation, assessment.service.name)
    return hashlib.sha256("\0".join(about).encode()).hexdigest()[:32]


def _summary(action: PlannedAction, assessment: Assessment, catalog: Catalog) -> str:
    title = action_title(action.ranked.candidate, assessment.service, catalog)
    if action.entry.state not in _SETTLED:
        return clean(title)
    state = catalog.text(f"word.action_state.{action.entry.state}")
    return clean(catalog.text("export.calendar.settled", state=state, title=title))


def _description(action: PlannedAction, catalog: Catalog) -> str:
    """Return what is to be done, by whom, and where the date comes from."""
    say, entry, candidate = catalog.text, action.entry, action.ranked.candidate
    pairs = (
        ("responsibility", duty_name(candidate.duty, catalog)),
        ("owner", entry.owner),
        ("state", say(f"word.action_state.{entry.state}")),
        ("marks", marks(action.ranked, catalog)),
        ("effort", effort_text(candidate.effort, catalog)),
        ("cost", cost_text(action, catalog)),
        ("reason", entry.reason),
        ("approver", entry.approver),
        ("note", entry.note),
        ("requires", ", ".join(candidate.requires)),
        ("id", action.ranked.id),
    )
    lines = [
        say("export.calendar.line", name=say(f"export.plan.{key}"), text=text)
        for key, text in pairs
        if text
    ]
    if entry.due is None:
        horizon = say(f"word.horizon.{action.ranked.horizon}")
        lines.insert(0, say("export.calendar.by_horizon", horizon=horizon))
    steps = numbered(action_steps(candidate, catalog))
    return clean("\n".join([*lines, "", f"{say('export.plan.steps')}", steps]), _LONGEST)
