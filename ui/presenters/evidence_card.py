"""What the list of evidence and its preview show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.presenters.list_card import ListAction


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """One piece of evidence.

    Attributes:
        can: names of the actions that it allows.
        badge: a few letters or a mark for its kind, or for what is wrong with its file.
        picture: hash of a file that holds a picture to draw in place of the badge; empty for none.
    """

    id: str
    texts: tuple[str, ...]
    can: frozenset[str]
    badge: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceCard:
    """The list.

    Attributes:
        blocked: why nothing can be changed; empty where it can.
    """

    intro: str
    name: str
    headings: tuple[str, ...]
    rows: tuple[EvidenceRow, ...]
    nothing: str
    blocked: str
    preview: str
    actions: tuple[ListAction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the preview of one piece of evidence shows.

    Attributes:
        text: in plain words, at once.
        name: what a screen reader says for the picture.
        is_content: the text is the evidence itself.
        picture, text_file: hash of a file that is to be read first; empty for none.
    """

    text: str
    name: str = ""
    is_content: bool = False
    picture: str = ""
    text_file: str = ""
