"""Every key of the program in one place: pages bind them, the overlay lists them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that keys do.

    Attributes:
        name: of the message that says what it does, `keys.<name>`.
        keys: any of them does it; in Qt's notation.
        shown: as people read it; empty where `keys` reads well.
    """

    name: str
    keys: tuple[str, ...]
    shown: str = ""

    @property
    def text(self) -> str:
        """Return the keys as the overlay prints them."""
        return self.shown or " / ".join(self.keys)


STEP_KEYS = "1234567890L"
"""With Alt, the steps of the rail from the top: the tenth is 0, the last one L (learn)."""

WINDOW = (
    Key("steps", (), "Alt+1 … Alt+9, Alt+0, Alt+L"),
    Key("go_on", ("Ctrl+Return", "Ctrl+Enter"), "Ctrl+Enter"),
    Key("undo", ("Ctrl+Z",)),
    Key("redo", ("Ctrl+Shift+Z", "Ctrl+Y")),
    Key("all_keys", ("?", "F1")),
    Key("leave", (), "Tab · Shift+Tab"),
)
"""Work everywhere."""

HOME = (
    Key("list.new", ("Ctrl+N",)),
    Key("list.open_file", ("Ctrl+O",)),
    Key("list.search", ("/", "Ctrl+F"), "/ · Ctrl+F"),
    Key("list.open", (), "Enter"),
    Key("list.delete", ("Delete",)),
)
"""Work on the home page; Enter is the table's own."""

QUESTIONS = (
    Key("ask.number", tuple("123456789"), "1 … 9"),
    Key("ask.confirm", ("Y",)),
    Key("ask.unknown", ("U",)),
    Key("ask.not_applicable", ("N",)),
    Key("ask.next", ("Right", "J", "Alt+Right"), "→ · J"),
    Key("ask.back", ("Left", "K", "Alt+Left"), "← · K"),
    Key("ask.flag", ("F",)),
    Key("ask.note", ("C",)),
    Key("ask.evidence", ("E",)),
    Key("ask.observe", ("W",)),
    Key("ask.go_to", ("G",)),
    Key("ask.search", ("/", "Ctrl+F"), "/ · Ctrl+F"),
    Key("ask.next_open", ("O",)),
    Key("ask.voice", ("V",)),
    Key("ask.answers", (), "Esc"),
)
"""Work on a page of questions while no text is being typed."""

DIVISION = (
    Key("cell.provider_document", ("D",)),
    Key("cell.contract", ("C",)),
    Key("cell.practice", ("P",)),
    Key("cell.handoff", ("H",)),
    Key("cell.override", ("O",)),
    Key("cell.find", ("/", "Ctrl+F"), "/ · Ctrl+F"),
    Key("cell.open", (), "Enter"),
)
"""Work in the ledger of the division while no text is being typed; Enter is the table's own."""

QUIZ = (
    Key("belief.number", tuple("1234"), "1 … 4"),
    Key("belief.sure", ("S",)),
    Key("belief.next", ("Right", "J", "Alt+Right"), "→ · J"),
    Key("belief.back", ("Left", "K", "Alt+Left"), "← · K"),
)
"""Work on a question of the quiz."""

PLAN = (
    Key("row.find", ("/", "Ctrl+F"), "/ · Ctrl+F"),
    Key("row.many", (), "Shift · Ctrl"),
    Key("row.all", ("Ctrl+A",)),
    Key("row.open", (), "Enter"),
    Key("row.move", (), "Ctrl+← · Ctrl+→"),
)
"""Work in the table and on the board of the plan; all but the first are their own."""

GROUPS = (
    ("questions", QUESTIONS),
    ("division", DIVISION),
    ("plan", PLAN),
    ("quiz", QUIZ),
    ("home", HOME),
    ("window", WINDOW),
)
"""In the order of the overlay; the name is that of the heading, `keys.group.<name>`."""


def of(name: str) -> tuple[str, ...]:
    """Return the keys that do one thing."""
    return next(key.keys for _, group in GROUPS for key in group if key.name == name)
