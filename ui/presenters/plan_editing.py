"""Decisions about actions of the plan: small forms, one undoable step for any number of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from model.assessment import EFFORTS, ActionState
from model.decisions import accepted, changes_of, entry_of, in_state
from model.ranking_words import joined
from ui.presenters.form import Entry, EntryKind, Form, day_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from model.assessment import PlanEntry
    from model.i18n import Catalog
    from model.session import AssessmentSession

ACCEPT = "accept"
FIELDS = ("owner", "due", "state", "effort")
"""What can be decided about several actions at once; accepting a risk is a form of its own."""

STATES = tuple(s for s in ActionState if s is not ActionState.ACCEPTED)
"""States that need nothing more to be said."""


class PlanEditing:
    """Asks what is decided, and keeps it.

    Args:
        session: the open assessment.
        catalog: the words; `use_catalog` brings others.
    """

    def __init__(self, session: AssessmentSession, catalog: Catalog) -> None:
        self._session = session
        self._catalog = catalog

    def use_catalog(self, catalog: Catalog) -> None:
        """Take another language."""
        self._catalog = catalog

    def form(self, name: str, ids: Sequence[str]) -> Form:
        """Return the form of one field of `FIELDS`, or `ACCEPT`, for some actions."""
        if name == ACCEPT:
            return self._accept_form(ids)
        say = self._catalog.text
        entry = self._entry(name, {self._value(name, each) for each in self._entries(ids)})
        intro = say("plan.bulk.intro", count=len(ids))
        if entry.kind is not EntryKind.CHOICE:
            intro = joined((intro, say("plan.bulk.clears")), self._catalog)
        return Form(
            title=say(f"plan.bulk.{name}", count=len(ids)),
            words=self._catalog.messages("entry"),
            fields=(entry,),
            intro=intro,
        )

    def keep(self, name: str, ids: Sequence[str], values: Mapping[str, str]) -> int:
        """Keep what was entered in a form, in one step, and return how many actions it changed.

        Raises:
            StorageError: it could not be saved; nothing changed.
        """
        if name == ACCEPT:
            return self._decide(ids, lambda e: accepted(e, values["reason"], values["approver"]))
        return self._decide(ids, lambda e: changed(e, {name: values[name]}))

    def move(self, ids: Sequence[str], state: ActionState) -> int:
        """Put actions into a state, in one step; StorageError as in `keep`."""
        return self._decide(ids, lambda e: in_state(e, state))

    def _decide(self, ids: Sequence[str], decide: Callable[[PlanEntry], PlanEntry]) -> int:
        changes = changes_of(self._session.assessment, ids, decide)
        self._session.change(*changes)
        return len(changes)

    def _entries(self, ids: Sequence[str]) -> list[PlanEntry]:
        return [entry_of(self._session.assessment, action_id) for action_id in ids]

    def _value(self, name: str, entry: PlanEntry) -> str:
        if name == "due":
            return entry.due.isoformat() if entry.due else ""
        if name == "effort":
            return str(entry.effort) if entry.effort is not None else ""
        return entry.state.value if name == "state" else entry.owner

    def _entry(self, name: str, values: set[str]) -> Entry:
        """Return the field; what all actions have in common stands in it."""
        say = self._catalog.text
        value = values.pop() if len(values) == 1 else ""
        if name == "state":
            choices = tuple((s.value, say(f"word.action_state.{s}")) for s in STATES)
            label, kind = say("plan.state"), EntryKind.CHOICE
        elif name == "effort":
            choices = effort_choices(self._catalog)
            label, kind = say("plan.own_effort"), EntryKind.CHOICE
        else:
            choices = ()
            label = say(f"plan.{name}")
            kind = EntryKind.DATE if name == "due" else EntryKind.LINE
        return Entry(key=name, label=label, kind=kind, value=value, choices=choices)

    def _accept_form(self, ids: Sequence[str]) -> Form:
        say = self._catalog.text
        entries = self._entries(ids)
        reasons, approvers = {e.reason for e in entries}, {e.approver for e in entries}
        return Form(
            title=say("plan.accept.title", count=len(ids)),
            words=self._catalog.messages("entry"),
            intro=say("plan.accept.intro"),
            fields=(
                Entry(
                    key="reason",
                    label=say("plan.accept.reason"),
                    kind=EntryKind.TEXT,
                    value=reasons.pop() if len(reasons) == 1 else "",
                    required=say("plan.accept.no_reason"),
                ),
                Entry(
                    key="approver",
                    label=say("plan.accept.approver"),
                    value=approvers.pop() if len(approvers) == 1 else "",
                    required=say("plan.accept.no_approver"),
                ),
            ),
        )


def changed(entry: PlanEntry, values: Mapping[str, str]) -> PlanEntry:
    """Return an entry with some fields as they were entered; an empty text takes one away.

    Args:
        entry: what was decided before.
        values: of owner, due, state, note, cost, effort those that are entered.
    """
    for name, value in values.items():
        if name == "due":
            entry = replace(entry, due=day_of(value))
        elif name == "state":
            entry = in_state(entry, ActionState(value))
        elif name == "effort":
            entry = replace(entry, effort=int(value) if value else None)
        elif name == "owner":
            entry = replace(entry, owner=value)
        elif name == "cost":
            entry = replace(entry, cost=value)
        else:
            entry = replace(entry, note=value)
    return entry


def effort_choices(catalog: Catalog, own: int | None = None) -> tuple[tuple[str, str], ...]:
    """Return what the effort of an action can be set to; first, that of the questionnaire.

    Args:
        catalog: the words.
        own: what the questionnaire says; None where it differs, or is not known.
    """
    said = catalog.text(f"word.effort.{own}") if own is not None else None
    first = (
        catalog.text("plan.own_effort.as_asked")
        if said is None
        else catalog.text("plan.own_effort.none", effort=said)
    )
    some = (
        (
            str(n),
            catalog.text("plan.own_effort.some", points=n, effort=catalog.text(f"word.effort.{n}")),
        )
        for n in EFFORTS
    )
    return (("", first), *some)
