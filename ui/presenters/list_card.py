"""What a list with buttons shows; the tabs of the review page share it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.i18n import Catalog


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAction:
    """A button below a list.

    Attributes:
        name: what is requested by it.
        icon: name of its icon; empty for none.
        needs_row: it is about the chosen row, and waits for one.
    """

    name: str
    text: str
    icon: str = ""
    kind: str = "secondary"
    needs_row: bool = True
    is_enabled: bool = True


def add_action(text: str, *, can: bool) -> ListAction:
    """Return the button that adds a row; it needs none."""
    return ListAction(
        name="add", text=text, icon="plus", kind="primary", needs_row=False, is_enabled=can
    )


def row_actions(catalog: Catalog, *, can: bool) -> tuple[ListAction, ListAction]:
    """Return the buttons that change and delete the chosen row."""
    return (
        ListAction(name="edit", text=catalog.text("review.edit"), icon="pencil", is_enabled=can),
        ListAction(
            name="delete",
            text=catalog.text("review.delete"),
            icon="trash-2",
            kind="ghost",
            is_enabled=can,
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCard:
    """One list.

    Attributes:
        facts: figures about the list, in one line; empty for none.
        notice: what holds now and must be seen; empty for none.
        blocked: why nothing can be changed; empty where it can.
        choices: id, words and whether it is the chosen one, of ways to look at the list.
        rows: id and texts of each.
        nothing: said in place of rows.
        refused: names of actions that a row does not allow, by its id; most rows allow all.
    """

    intro: str
    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    nothing: str
    facts: str = ""
    notice: str = ""
    blocked: str = ""
    choices: tuple[tuple[str, str, bool], ...] = ()
    actions: tuple[ListAction, ...] = ()
    refused: Mapping[str, frozenset[str]] = field(default_factory=dict)
