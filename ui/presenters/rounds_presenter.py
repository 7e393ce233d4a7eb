"""Compare rounds: which two, their numbers, and what became of every question and duty."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from model.round_comparison import Group, compare_rounds
from model.rounds import SeenRound, seen_round
from ui.presenters.base import SessionPresenter
from ui.presenters.list_card import ListAction, ListCard
from ui.presenters.round_words import (
    GROUPS,
    NumberChange,
    duty_texts,
    limit_texts,
    number_changes,
    overlap_text,
    question_texts,
    round_name,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from model.errors import AppError
    from model.handover import Readable
    from model.i18n import Catalog
    from model.round_comparison import DutyChange, QuestionChange, RoundComparison
    from model.session import AssessmentSession
    from ui.presenters.other_rounds import OtherRounds

QUESTIONS, DUTIES = "questions", "duties"
LEVELS = (QUESTIONS, DUTIES)
FILE = "file"
"""Id of the round that was read from a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundsCard:
    """Everything the tab shows.

    Attributes:
        rounds: id and words of each that can be chosen; empty while there is only one.
        before, after: ids of the two that are compared.
        overlap: how far they stand on the same questions; comes first.
        limits: what cannot be compared, and why; empty for nothing.
        numbers: empty while nothing is compared.
        levels: id and words of what can be listed; `level` is the one in use.
        source: where the responsibilities come from.
    """

    words: dict[str, str]
    rounds: tuple[tuple[str, str], ...]
    before: str
    after: str
    overlap: str
    limits: tuple[str, ...]
    numbers: tuple[NumberChange, ...]
    levels: tuple[tuple[str, str], ...]
    level: str
    rows: ListCard
    source: str


class RoundsView(Protocol):
    """What the presenter asks of the tab."""

    def show_comparison(self, card: RoundsCard) -> None: ...


class RoundsPresenter(SessionPresenter[RoundsView]):
    """Runs the tab; what is chosen lives here only, and is forgotten with the session.

    Args:
        look_for: begins to read the other rounds; `show_found` brings them.
    """

    def __init__(
        self,
        session: AssessmentSession,
        catalog: Catalog,
        view: RoundsView,
        report: Callable[[AppError], None],
        look_for: Callable[[], None],
    ) -> None:
        super().__init__(session, catalog, view, report)
        self._look_for = look_for
        self._found: OtherRounds | None = None
        self._file: tuple[str, Readable] | None = None
        self._before, self._after = "", ""
        self._level = QUESTIONS
        self._group: Group | None = None

    def refresh(self) -> None:
        """Show what is known, and read the other rounds anew."""
        self._show()
        self._look_for()

    def show_found(self, found: OtherRounds) -> None:
        """Show the other rounds as they are on disk."""
        self._found = found
        self._show()

    def choose_before(self, round_id: str) -> None:
        """Compare with another earlier round; the two change places where it is the later one."""
        before, after = self._chosen()
        self._before, self._after = round_id, before if round_id == after else after
        self._show()

    def choose_after(self, round_id: str) -> None:
        """Compare with another later round; the two change places where it is the earlier one."""
        before, after = self._chosen()
        self._before, self._after = after if round_id == before else before, round_id
        self._show()

    def open_file(self, name: str, read: Readable) -> None:
        """Compare with the assessment of a file; nothing of it is kept."""
        self._file = (name, read)
        self._before, self._after = FILE, self._session.id
        self._show()

    def look_at(self, name: str) -> None:
        """List one group."""
        self._group = Group(name)
        self._show()

    def use_level(self, level: str) -> None:
        """List questions or responsibilities."""
        self._level, self._group = level, None
        self._show()

    def question_of(self, row_id: str) -> str | None:
        """Return the question of a row as the open round asks it; None where it does not."""
        asked = [question.id for question in self._session.evaluation.asked]
        if self._level == QUESTIONS:
            return row_id if row_id in asked else None
        duty = next((d for d in self._session.evaluation.duties if d.duty.id == row_id), None)
        return duty.lines[0].question.id if duty is not None and duty.lines else None

    def _show(self) -> None:
        self._view.show_comparison(self._card())

    def _rounds(self) -> dict[str, tuple[SeenRound, str]]:
        """Return every round with its file, the first one first; the open one as it stands."""
        session = self._session
        own = SeenRound(
            assessment=session.heard,
            matrix=session.matrix,
            questionnaire=session.questionnaire,
            evaluation=session.evaluation,
        )
        kept = self._found.kept if self._found is not None else ()
        found = {session.id: own, **{each.id: each.seen for each in kept}}
        ordered = sorted(found, key=lambda key: found[key].assessment.round.number)
        rounds = {key: (found[key], "") for key in ordered}
        if self._file is not None:
            name, read = self._file
            rounds[FILE] = (self._seen(read), name)
        return rounds

    def _seen(self, read: Readable) -> SeenRound:
        return seen_round(read.matrix, read.questionnaire, read.assessment, self._session.voice)

    def _chosen(self) -> tuple[str, str]:
        """Return the two that are compared: at first the open round and the one before it."""
        rounds = list(self._rounds())
        own = rounds.index(self._session.id)
        before, after = max(own - 1, 0), max(own, min(1, len(rounds) - 1))
        return (
            self._before if self._before in rounds else rounds[before],
            self._after if self._after in rounds else rounds[after],
        )

    def _card(self) -> RoundsCard:
        say, rounds = self._catalog.text, self._rounds()
        if len(rounds) == 1:
            return self._nothing()
        before, after = self._chosen()
        made = compare_rounds(rounds[before][0], rounds[after][0])
        return RoundsCard(
            words=self._catalog.messages("rounds"),
            rounds=tuple(
                (k, round_name(r, self._catalog, file)) for k, (r, file) in rounds.items()
            ),
            before=before,
            after=after,
            overlap=overlap_text(made, self._catalog),
            limits=(*limit_texts(made, self._catalog), *self._unreadable()),
            numbers=number_changes(made, self._catalog),
            levels=tuple((level, say(f"rounds.level.{level}")) for level in LEVELS),
            level=self._level,
            rows=self._list(made),
            source=self._catalog.say(self._session.matrix.source),
        )

    def _nothing(self) -> RoundsCard:
        say = self._catalog.text
        return RoundsCard(
            words=self._catalog.messages("rounds"),
            rounds=(),
            before="",
            after="",
            overlap="",
            limits=self._unreadable(),
            numbers=(),
            levels=(),
            level=self._level,
            rows=ListCard(
                intro=say("rounds.compare.intro"),
                name=say("rounds.tab.compare"),
                headings=(),
                rows=(),
                nothing=say(self._why_alone()),
                actions=self._actions(is_alone=True),
            ),
            source="",
        )

    def _why_alone(self) -> str:
        if self._found is None:
            return "rounds.loading"
        is_first = self._session.assessment.round.number == 1
        if not is_first:
            return "rounds.alone.later"
        return "rounds.alone.final" if self._session.assessment.is_final else "rounds.alone"

    def _unreadable(self) -> tuple[str, ...]:
        numbers = self._found.unreadable if self._found is not None else ()
        say = self._catalog.text
        return tuple(say("rounds.limit.unreadable", number=number) for number in numbers)

    def _actions(self, *, is_alone: bool) -> tuple[ListAction, ...]:
        say = self._catalog.text
        file = ListAction(
            name="file", text=say("rounds.compare.file"), icon="folder-open", needs_row=False
        )
        if is_alone:
            begin = ListAction(
                name="begin", text=say("rounds.begin"), icon="list-checks", needs_row=False
            )
            return (begin, file)
        go = ListAction(name="open", text=say("rounds.open"), icon="circle-question-mark")
        return (go, file)

    def _list(self, made: RoundComparison) -> ListCard:
        say = self._catalog.text
        changes: Sequence[QuestionChange | DutyChange]
        changes = made.questions if self._level == QUESTIONS else made.duties
        counts = Counter(each.group for each in changes)
        shown = self._group or next((g for g in GROUPS if counts[g]), Group.UNCHANGED)
        return ListCard(
            intro=say("rounds.compare.intro"),
            name=say(f"rounds.group.{shown}", count=counts[shown]),
            choices=tuple(
                (g.value, say(f"rounds.group.{g}", count=counts[g]), g is shown) for g in GROUPS
            ),
            headings=(
                say(f"rounds.column.{self._level}"),
                say("rounds.before"),
                say("rounds.after"),
            ),
            rows=self._rows(made, shown),
            nothing=say(f"rounds.nothing.{self._level}"),
            actions=self._actions(is_alone=False),
        )

    def _rows(self, made: RoundComparison, shown: Group) -> tuple[tuple[str, tuple[str, ...]], ...]:
        if self._level == QUESTIONS:
            return tuple(
                (each.question.id, question_texts(each, made, self._catalog))
                for each in made.questions
                if each.group is shown
            )
        return tuple(
            (each.duty.id, duty_texts(each, self._catalog))
            for each in made.duties
            if each.group is shown
        )
