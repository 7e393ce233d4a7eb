"""Questions: one on screen, the tree beside it, and where the next key leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from model.assessment import AnswerState, EvidenceLevel
from model.division import DutyState
from model.library import provider_features
from model.questionnaire import EXTENSION, RELIANCE
from model.reliance import relied_on
from model.wording import duty_name, offer_text, provider_name, responsibility_name
from ui.presenters.base import SessionPresenter

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.assessment import Answer
    from model.errors import AppError
    from model.i18n import Catalog
    from model.questionnaire import Question, RelianceGroup
    from model.scoring import DutyScore
    from model.session import AssessmentSession

SECONDS_PER_QUESTION = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeLeaf:
    """One question in the tree; its state is done, unknown, not_applicable or open."""

    id: str
    text: str
    state: str
    state_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeBranch:
    """One category in the tree, with its progress."""

    id: str
    text: str
    progress: str
    leaves: tuple[TreeLeaf, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCard:
    """Everything the page shows.

    Attributes:
        choices: id and words of each choice.
        chosen: the chosen step or the ticked boxes; for a list without a box ticked that was
            answered "none of these", `is_none` is set.
        critical: why the question is critical; empty where it is not.
        banner: what to know about the duty before answering; empty for nothing.
        parts: heading and text of each explanation.
        saved: what is on disk: when it was saved, or that nothing was said yet.
    """

    words: dict[str, str]
    id: str
    position: str
    category: str
    duty: str
    text: str
    gloss: str
    is_list: bool
    choices: tuple[tuple[str, str], ...]
    chosen: tuple[str, ...]
    is_none: bool
    none_text: str
    state: AnswerState
    reason: str
    can_be_not_applicable: bool
    na_reasons: tuple[tuple[str, str], ...]
    critical: str
    banner: str
    parts: tuple[tuple[str, str], ...]
    note: str
    evidence: str
    evidence_levels: tuple[tuple[str, str], ...]
    saved: str
    is_saved: bool
    done: int
    count: int
    time_left: str
    is_first: bool
    is_last: bool
    tree: tuple[TreeBranch, ...]


class QuestionView(Protocol):
    """What the presenter asks of the page."""

    def show_card(self, card: QuestionCard) -> None: ...
    def show_nothing(self, message: str) -> None: ...


class QuestionPresenter(SessionPresenter[QuestionView]):
    """Runs the question page."""

    def __init__(
        self,
        session: AssessmentSession,
        catalog: Catalog,
        view: QuestionView,
        report: Callable[[AppError], None],
    ) -> None:
        super().__init__(session, catalog, view, report)
        self._id = self._first()

    @property
    def question_id(self) -> str | None:
        """Return the question on screen; None where nothing is asked."""
        return self._id

    def refresh(self) -> None:
        """Show the question on screen as it is kept."""
        asked = [q.id for q in self._asked()]
        if self._id not in asked:
            self._id = asked[0] if asked else None
        if self._id is None:
            self._view.show_nothing(self._catalog.text("questions.empty"))
        else:
            self._view.show_card(self._card(self._id))

    def open(self, question_id: str) -> None:
        """Show a question, and come back to it next time."""
        self._id = question_id
        self._try(lambda: self._session.remember_position(question_id))
        self.refresh()

    def choose(self, choice_id: str) -> None:
        """Save the chosen step, or tick and untick a box."""
        question = self._question()
        if question.is_list:
            ticked = set(self._session.answer_to(question.id).choices) ^ {choice_id}
            choices = tuple(c.id for c in question.choices if c.id in ticked)
        else:
            choices = (choice_id,)
        self._try(lambda: self._session.choose(question.id, choices))

    def choose_number(self, number: int) -> None:
        """Answer by number key: 1 is the first choice; past the boxes comes "none of these"."""
        question = self._question()
        if 1 <= number <= len(question.choices):
            self.choose(question.choices[number - 1].id)
        elif question.is_list and number == len(question.choices) + 1:
            self.choose_none()

    def choose_none(self) -> None:
        """Save that none of the boxes is true."""
        self._try(lambda: self._session.choose(self._question().id, ()))

    def do_not_know(self) -> None:
        """Save "don't know"."""
        self._try(lambda: self._session.do_not_know(self._question().id))

    def does_not_apply(self, reason: str) -> None:
        """Save "not applicable" with its reason."""
        self._try(lambda: self._session.does_not_apply(self._question().id, reason))

    def take_back(self) -> None:
        """Make the question open again."""
        self._try(lambda: self._session.take_back(self._question().id))

    def note(self, question_id: str, note: str) -> None:
        """Save a note to a question, if it is another one."""
        if note.strip() != self._session.answer_to(question_id).note:
            self._try(lambda: self._session.note(question_id, note))

    def prove(self, level: str) -> None:
        """Save how strongly the answer is proved."""
        self._try(lambda: self._session.prove(self._question().id, EvidenceLevel(level)))

    def move(self, steps: int) -> None:
        """Go to another question, counted from this one; stops at both ends."""
        asked = [q.id for q in self._asked()]
        if self._id in asked:
            target = min(max(asked.index(self._id) + steps, 0), len(asked) - 1)
            if asked[target] != self._id:
                self.open(asked[target])

    def to_next_open(self) -> None:
        """Go to the next question without an answer, round the end if need be."""
        asked = [q.id for q in self._asked()]
        start = asked.index(self._id) + 1 if self._id in asked else 0
        for question_id in asked[start:] + asked[:start]:
            if self._session.answer_to(question_id).state is AnswerState.OPEN:
                self.open(question_id)
                return

    def _first(self) -> str | None:
        """Return where to begin: where the user left, else the first open question."""
        asked = [q.id for q in self._asked()]
        if self._session.position in asked:
            return self._session.position
        still_open = (q for q in asked if self._session.answer_to(q).state is AnswerState.OPEN)
        return next(still_open, asked[0] if asked else None)

    def _asked(self) -> tuple[Question, ...]:
        return self._session.evaluation.asked

    def _question(self) -> Question:
        return self._session.questionnaire.by_id[self._id or ""]

    def _card(self, question_id: str) -> QuestionCard:
        say, words = self._catalog.say, self._catalog.text
        question = self._session.questionnaire.by_id[question_id]
        answer = self._session.answer_to(question_id)
        asked = [q.id for q in self._asked()]
        number = asked.index(question_id)
        duty = next(
            d for d in self._session.evaluation.duties if d.duty.id == question.responsibility_id
        )
        done = len(asked) - self._session.evaluation.open_count
        critical = question.critical_reason
        return QuestionCard(
            words=self._catalog.messages("questions"),
            id=question_id,
            position=words("questions.position", number=number + 1, count=len(asked)),
            category=self._category_name(duty.duty.category_id),
            duty=duty_name(duty.duty, self._catalog),
            text=say(question.text),
            gloss=say(question.gloss) if question.gloss else "",
            is_list=question.is_list,
            choices=tuple((c.id, say(c.text)) for c in question.choices),
            chosen=answer.choices,
            is_none=answer.state is AnswerState.CHOSEN and not answer.choices,
            none_text=words("word.answer.none_of_these"),
            state=answer.state,
            reason=answer.reason,
            can_be_not_applicable=bool(question.na_reasons),
            na_reasons=tuple((r, words(f"word.na.{r}")) for r in question.na_reasons),
            critical=words("questions.critical_tip", reason=say(critical)) if critical else "",
            banner=self._banner(duty),
            parts=self._parts(question, duty),
            note=answer.note,
            evidence=answer.evidence.value,
            evidence_levels=tuple((e.value, words(f"word.evidence.{e}")) for e in EvidenceLevel),
            saved=self._saved(answer),
            is_saved=answer.answered_at is not None and answer.state is not AnswerState.OPEN,
            done=done,
            count=len(asked),
            time_left=self._time_left(len(asked) - done),
            is_first=number == 0,
            is_last=number == len(asked) - 1,
            tree=self._tree(),
        )

    def _category_name(self, category_id: str) -> str:
        if category_id in (EXTENSION, RELIANCE):
            return self._catalog.text(f"word.{category_id}")
        category = next(c for c in self._session.matrix.categories if c.id == category_id)
        return self._catalog.say(category.name)

    def _banner(self, duty: DutyScore) -> str:
        cell = duty.duty.cell
        if cell is None:
            return ""
        if cell.state is DutyState.ORPHAN:
            return self._catalog.text("questions.nobody")
        if cell.state is DutyState.PENDING:
            return self._catalog.text("questions.pending")
        return ""

    def _parts(self, question: Question, duty: DutyScore) -> tuple[tuple[str, str], ...]:
        say, words = self._catalog.say, self._catalog.text
        evidence = question.evidence
        proof = [
            words("questions.evidence.ask", text=say(evidence.ask)),
            words("questions.evidence.look", text=say(evidence.look)),
        ]
        if evidence.try_ is not None:
            proof.append(words("questions.evidence.try", text=say(evidence.try_)))
        return (
            (words("questions.why"), say(question.why)),
            (words("questions.check"), say(question.check)),
            *self._offers(duty),
            (words("questions.evidence"), "\n".join(proof)),
            (words("questions.paper"), self._paper(question)),
        )

    def _offers(self, duty: DutyScore) -> tuple[tuple[str, str], ...]:
        """Return what the chosen provider offers for a duty; nothing for an unknown provider."""
        service = self._session.assessment.service
        provider = provider_features(service.provider)
        if provider is None:
            return ()
        name = provider_name(service, self._catalog)
        heading = self._catalog.text("questions.offers", provider=name)
        return ((heading, offer_text(duty.duty.code, provider, self._catalog)),)

    def _paper(self, question: Question) -> str:
        words, say = self._catalog.text, self._catalog.say
        if group := self._session.questionnaire.reliance_by_id.get(question.responsibility_id):
            return self._reliance(group)
        duty = self._session.matrix.by_id.get(question.responsibility_id)
        if duty is None:
            extension = self._session.questionnaire.extension_by_id[question.responsibility_id]
            return f"{words('questions.paper.beyond')}\n{say(extension.reason)}"
        place = duty.place.get(self._session.assessment.service.model)
        lines = [say(duty.definition)]
        if duty.customer_duty is not None:
            lines.append(words("division.yours", text=say(duty.customer_duty)))
        if duty.provider_duty is not None:
            lines.append(words("division.theirs", text=say(duty.provider_duty)))
        if duty.note is not None:
            lines.append(words("questions.paper.note", text=say(duty.note)))
        if place is not None:
            lines.append(words("questions.paper.row", table=place.table, row=place.row))
        lines.append(words("word.attribution"))
        return "\n".join(lines)

    def _reliance(self, group: RelianceGroup) -> str:
        """Return which duties of the provider a proof is about."""
        matrix, words = self._session.matrix, self._catalog.text
        covered = relied_on(self._session.evaluation.division, group)
        names = [responsibility_name(matrix.by_id[key], self._catalog) for key in covered]
        listed = words("questions.paper.between").join(names)
        return "\n".join(
            (
                self._catalog.say(group.definition),
                words("questions.paper.covers", names=listed),
                words("questions.paper.reliance"),
                words("word.attribution"),
            )
        )

    def _saved(self, answer: Answer) -> str:
        if answer.state is AnswerState.OPEN:
            return self._catalog.text("questions.not_yet")
        if answer.answered_at is None:
            return self._catalog.text(f"questions.state.{_state_name(answer.state)}")
        time = answer.answered_at.astimezone().strftime("%H:%M:%S")
        return self._catalog.text("questions.saved", time=time)

    def _time_left(self, still_open: int) -> str:
        if not still_open:
            return self._catalog.text("questions.all_done")
        minutes = -(-still_open * SECONDS_PER_QUESTION // 60)
        return self._catalog.text("questions.time_left", minutes=minutes)

    def _leaf_text(self, score: DutyScore, question: Question) -> str:
        """Name a leaf by its duty; by the question where a duty has several."""
        if len(score.lines) == 1:
            return f"{score.duty.code}  {duty_name(score.duty, self._catalog)}"
        return f"{question.id}  {self._catalog.say(question.text)}"

    def _tree(self) -> tuple[TreeBranch, ...]:
        branches: dict[str, list[TreeLeaf]] = {}
        for score in self._session.evaluation.duties:
            for line in score.lines:
                state = _state_name(line.state)
                leaf = TreeLeaf(
                    id=line.question.id,
                    text=self._leaf_text(score, line.question),
                    state=state,
                    state_text=self._catalog.text(f"questions.state.{state}"),
                )
                branches.setdefault(score.duty.category_id, []).append(leaf)
        return tuple(
            TreeBranch(
                id=category_id,
                text=self._category_name(category_id),
                progress=self._catalog.text(
                    "questions.progress",
                    done=sum(leaf.state != "open" for leaf in leaves),
                    count=len(leaves),
                ),
                leaves=tuple(leaves),
            )
            for category_id, leaves in branches.items()
        )


def _state_name(state: AnswerState) -> str:
    return "done" if state is AnswerState.CHOSEN else state.value
