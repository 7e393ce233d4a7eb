"""Writing a questionnaire: one question on screen as a form, the tree beside it, faults below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from model import authoring
from model.content.checks import readable_place
from model.content.loader import load_matrix, matrix_of
from model.errors import AppError
from model.wording import responsibility_name
from ui.presenters.question_list import TreeBranch, TreeLeaf
from ui.presenters.record_form import (
    FormField,
    entered_value,
    flat,
    head_form,
    question_form,
    reading_order,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from model.i18n import Catalog
    from model.schema import Fault
    from model.workshop import Workshop

Record = dict[str, Any]
Path = tuple[str | int, ...]

HEAD = "head"
"""Id of the part that is about the questionnaire as a whole."""

UNDO_STEPS = 200
KIND = ("kind",)


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultLine:
    """One thing to repair.

    Attributes:
        part: the part of the tree it is in.
        path: its place in that part; empty for the part as a whole.
        text: a sentence that names the place.
    """

    part: str
    text: str
    path: Path = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthoringCard:
    """Everything around the form.

    Attributes:
        name: id of the questionnaire.
        heading: what the form is about.
        about: the duty in one sentence; empty for the questionnaire as a whole.
        saved: whether every change is on disk, in words.
        tree: the parts; the mark of a part says whether it has a fault.
        part: the part on screen: a question, or `HEAD`.
        faults: what to repair; None while it is being checked.
        summary: how many faults there are.
        is_question: whether the part can be copied and retired.
    """

    words: dict[str, str]
    name: str
    heading: str
    about: str
    saved: str
    is_saved: bool
    tree: tuple[TreeBranch, ...]
    part: str
    faults: tuple[FaultLine, ...] | None
    summary: str
    is_question: bool
    can_undo: bool


class AuthoringView(Protocol):
    """What the presenter asks of the page."""

    def show_card(self, card: AuthoringCard) -> None: ...
    def show_form(self, fields: tuple[FormField, ...]) -> None: ...
    def show_options(self, fields: tuple[FormField, ...]) -> None: ...


class AuthoringPresenter:
    """Runs the page on which a draft is written; every change is saved before it is shown.

    Args:
        workshop: where drafts are kept.
        catalog: the words; `use_catalog` brings others.
        view: the page.
        report: says what went wrong, above the page.
    """

    def __init__(
        self,
        workshop: Workshop,
        catalog: Catalog,
        view: AuthoringView,
        report: Callable[[AppError], None],
    ) -> None:
        self._workshop = workshop
        self._catalog = catalog
        self._view = view
        self._report = report
        self._top: Record = {}
        self._past: list[tuple[Record, str]] = []
        self._part = HEAD
        self._fields: dict[Path, FormField] = {}
        self._faults: tuple[Fault, ...] | None = None
        self._is_saved = True

    @property
    def top(self) -> Record:
        """Return the draft as it is saved; empty before `open`."""
        return self._top

    @property
    def is_checked(self) -> bool:
        """Say whether the faults of the draft as it stands are known."""
        return self._faults is not None

    @property
    def part(self) -> str:
        """Return the part on screen: a question's id, or `HEAD`."""
        return self._part

    def open(self, questionnaire_id: str) -> None:
        """Show a draft.

        Raises:
            InputError: it cannot be read.
        """
        self._top = self._workshop.open(questionnaire_id)
        self._past, self._faults, self._part, self._is_saved = [], None, HEAD, True
        self.refresh()

    def refresh(self) -> None:
        """Show the part on screen again."""
        self._show_form()
        self._show_card()

    def show(self, part: str) -> None:
        """Go to another part."""
        if part == HEAD or authoring.question_of(self._top, part) is not None:
            self._part = part
            self.refresh()

    def enter(self, path: Path, value: object) -> None:
        """Keep what was filled in at a place; nothing happens where it is what was there."""
        field = self._fields[path]
        entered = entered_value(field, value)
        record = self._record()
        if entered == authoring.value_at(record, path):
            return
        if path == KIND:
            self._keep(authoring.with_kind(record, str(entered)))
            self._show_form()
        else:
            self._keep(authoring.with_value(record, path, entered))
            self._view.show_options(self._make_fields())
        self._show_card()

    def add_item(self, path: Path) -> None:
        """Add an empty item to a list."""
        taken = self._top.get("retired", [])
        self._keep(authoring.with_item(self._record(), path, taken))
        self.refresh()

    def remove_item(self, path: Path) -> None:
        """Take an item out of a list."""
        record = self._record()
        removed = authoring.value_at(record, path)
        top = authoring.with_question(self._top, authoring.without_item(record, path))
        is_action = path[0] == "actions" and len(path) == 2  # noqa: PLR2004  list, number
        self._save(authoring.remember(top, removed["id"]) if is_action else top)
        self.refresh()

    def duties(self) -> tuple[tuple[str, str], ...]:
        """Return id and name of everything a question can be about, in order."""
        return tuple((duty, name) for duty, name, _, _ in self._duties())

    @property
    def duty(self) -> str:
        """Return the duty of the question on screen; empty for the questionnaire as a whole."""
        return str(self._record().get("responsibility", "")) if self._part != HEAD else ""

    def add_question(self, duty_id: str) -> None:
        """Add an empty question about a duty, and show it."""
        duty, _, code, place = next(d for d in self._duties() if d[0] == duty_id)
        self._go_to(*authoring.add_question(self._top, duty, code, place))

    def duplicate(self) -> None:
        """Add a copy of the question on screen, and show it."""
        self._go_to(*authoring.duplicate(self._top, self._record()))

    def retire(self) -> None:
        """Take the question on screen out; its id is never given again."""
        at = [q["id"] for q in self._top["questions"]].index(self._part)
        top = authoring.retire(self._top, self._part)
        left = [q["id"] for q in top["questions"]]
        self._go_to(top, left[min(at, len(left) - 1)] if left else HEAD)

    def undo(self) -> None:
        """Take the last change back."""
        if not self._past:
            return
        top, part = self._past[-1]
        if self._try(top):
            self._past.pop()
            self._part = part
        if self._part != HEAD and authoring.question_of(self._top, self._part) is None:
            self._part = HEAD
        self.refresh()

    def show_faults(self, top: Record, faults: tuple[Fault, ...]) -> None:
        """Show what a check of a draft found; a check of an older state is out of date."""
        if top is self._top:
            self._faults = faults
            self._show_card()

    def use_catalog(self, catalog: Catalog) -> None:
        """Take another language; the next `refresh` speaks it."""
        self._catalog = catalog

    def _go_to(self, top: Record, part: str) -> None:
        """Save a draft and show a part of it; where it is not saved, nothing moves."""
        if self._save(top):
            self._part = part
        self.refresh()

    def _record(self) -> Record:
        if self._part == HEAD:
            return self._top
        return authoring.question_of(self._top, self._part) or {}

    def _keep(self, record: Record) -> None:
        is_head = self._part == HEAD
        self._save(record if is_head else authoring.with_question(self._top, record))

    def _save(self, top: Record) -> bool:
        before = self._top
        is_saved = self._try(top)
        if is_saved:
            self._past = [*self._past[-UNDO_STEPS:], (before, self._part)]
        return is_saved

    def _try(self, top: Record) -> bool:
        """Save; on failure say why and keep what is on disk."""
        try:
            self._workshop.save(top)
        except AppError as error:
            self._report(error)
            self._is_saved = False
            return False
        self._top, self._faults, self._is_saved = top, None, True
        return True

    def _show_form(self) -> None:
        self._view.show_form(self._make_fields())

    def _make_fields(self) -> tuple[FormField, ...]:
        if self._part == HEAD:
            fields = head_form(self._top, self._catalog)
        else:
            fields = question_form(self._record(), self._catalog)
        self._fields = {field.path: field for field in flat(fields)}
        return fields

    def _show_card(self) -> None:
        say = self._catalog.text
        is_question = self._part != HEAD
        record = self._record()
        heading, about = say("authoring.head"), ""
        if is_question:
            heading, about = self._part, self._duty_text(record["responsibility"])
        self._view.show_card(
            AuthoringCard(
                words=self._catalog.messages("authoring"),
                name=self._top["id"],
                heading=heading,
                about=about,
                saved=say("authoring.saved" if self._is_saved else "authoring.unsaved"),
                is_saved=self._is_saved,
                tree=self._tree(),
                part=self._part,
                faults=self._fault_lines(),
                summary=self._summary(),
                is_question=is_question,
                can_undo=bool(self._past),
            )
        )

    def _words(self, text: Record) -> str:
        language = self._catalog.language.value
        return str(text[language] or text["en"] or text["zh"])

    def _duty_text(self, duty_id: str) -> str:
        return next((name for duty, name, _, _ in self._duties() if duty == duty_id), duty_id)

    def _duties(self) -> Iterator[tuple[str, str, str, Record]]:
        """Return id, name, code and place in the paper of everything a question can be about."""
        matrix = load_matrix(matrix_of(self._top))
        for row in matrix.responsibilities:
            if row.code is not None:
                place = next(iter(row.place.values()))
                source = {"table": str(place.table), "row": place.row}
                name = responsibility_name(row, self._catalog)
                yield row.id, f"{row.code}  {name}", row.code, source
        for each in (*self._top.get("extensions", ()), *self._top.get("reliance", ())):
            source = {"table": "", "row": ""}
            yield each["id"], f"{each['id']}  {self._words(each['name'])}", each["id"], source

    def _tree(self) -> tuple[TreeBranch, ...]:
        wrong = {part for part, _ in self._by_part()}
        branches = [self._branch(HEAD, self._catalog.text("authoring.head.branch"), [], wrong)]
        for duty, name, _, _ in self._duties():
            asked = [q for q in self._top["questions"] if q["responsibility"] == duty]
            branches.append(self._branch(duty, name, asked, wrong))
        return tuple(branches)

    def _branch(
        self, branch_id: str, text: str, questions: list[Record], wrong: set[str]
    ) -> TreeBranch:
        leaves = [self._leaf(q["id"], self._words(q["text"]), wrong) for q in questions]
        if branch_id == HEAD:
            leaves = [self._leaf(HEAD, self._catalog.text("authoring.head"), wrong)]
        return TreeBranch(
            id=branch_id,
            text=text,
            progress="" if branch_id == HEAD else f"({len(leaves)})",
            leaves=tuple(leaves),
        )

    def _leaf(self, part: str, text: str, wrong: set[str]) -> TreeLeaf:
        checked = "fault" if part in wrong else "done"
        state = "open" if self._faults is None else checked
        return TreeLeaf(
            id=part,
            text=text if part == HEAD else f"{part}  {text}",
            state=state,
            state_text=self._catalog.text(f"authoring.state.{state}"),
        )

    def _by_part(self) -> Iterator[tuple[str, Fault]]:
        """Return each fault with the part of the tree it is in."""
        for fault in self._faults or ():
            number = fault.path[1] if len(fault.path) > 1 else None
            if fault.path and fault.path[0] == "questions" and isinstance(number, int):
                yield self._top["questions"][number]["id"], fault
            else:
                yield HEAD, fault

    def _fault_lines(self) -> tuple[FaultLine, ...] | None:
        if self._faults is None:
            return None
        lines = []
        for part, fault in sorted(self._by_part(), key=lambda found: reading_order(found[1].path)):
            what = self._catalog.explain(AppError(fault.key, **fault.details))
            names = self._names_of(fault.path, is_head=part == HEAD)
            inside = fault.path if part == HEAD else fault.path[2:]
            text = f"{' › '.join(names)}  {what}"
            lines.append(FaultLine(part=part, text=text, path=inside))
        return tuple(lines)

    def _names_of(self, path: Path, *, is_head: bool) -> list[str]:
        """Return the steps of a place as the form names them, the list of questions left out."""
        steps = readable_place(self._top, path).split(" › ")
        names = [self._field_name(path, at, step) for at, step in enumerate(steps)]
        return names if is_head else names[1:]

    def _field_name(self, path: Path, at: int, step: str) -> str:
        inside = path[at - 2] if at > 1 else ""
        known = [f"form.field.{inside}.{step}", f"form.field.{step}", f"form.{step}"]
        if path[:1] == ("source",) and at == 0:
            known = ["form.field.source_line"]
        return next((self._catalog.text(key) for key in known if self._catalog.has(key)), step)

    def _summary(self) -> str:
        if self._faults is None:
            return self._catalog.text("authoring.checking")
        if not self._faults:
            return self._catalog.text("authoring.sound")
        return self._catalog.text("authoring.faults", count=len(self._faults))
