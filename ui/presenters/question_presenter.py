"""Questions: one on screen, the tree beside it, and where the next key leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from model.assessment import AnswerState, EvidenceLevel, Voice
from model.differences import says_the_same
from model.errors import AppError
from model.filters import QuestionFilter
from model.pace import minutes_left
from model.rounds import unconfirmed
from model.text import clean_line
from model.wording import answer_text, duty_name
from ui.presenters.base import SessionPresenter
from ui.presenters.carried_words import CarriedAnswer, carried_answer
from ui.presenters.question_list import QuestionList, TreeBranch, state_name
from ui.presenters.question_parts import QuestionParts

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.assessment import Answer
    from model.i18n import Catalog
    from model.questionnaire import Question
    from model.session import AssessmentSession


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCard:
    """Everything the page shows.

    Attributes:
        choices: id and words of each choice.
        chosen: the chosen step or the ticked boxes; for a list without a box ticked that was
            answered "none of these", `is_none` is set.
        critical: why the question is critical; empty where it is not.
        banner: what to know about the duty before answering; empty for nothing.
        carried: that the answer is from the round before; None where it is this round's own.
        parts: heading and text of each explanation.
        saved: what is on disk: when it was saved, or that nothing was said yet.
        voices: id and name of each voice; `voice` is the one whose answer is shown.
        other_said: what the other voice said; empty while it said nothing.
        filters: id and words of each filter with its count; `filter` is the one in use.
        proofs: the pieces of evidence, in words.
        observed: the observations about the question, in words; empty for nothing to say.
        can_observe: an observation can be written: the auditor's answers are on screen.
        interview: the conversation the answer came from; empty for none.
        leads_to_results: it is the last one, and no filter leaves others out.
        is_final: nothing can be changed any more.
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
    carried: CarriedAnswer | None
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
    leads_to_results: bool
    tree: tuple[TreeBranch, ...]
    is_flagged: bool
    voice: str
    voices: tuple[tuple[str, str], ...]
    other_said: str
    filters: tuple[tuple[str, str], ...]
    filter: str
    nothing_found: str
    proofs: str
    observed: str
    can_observe: bool
    interview: str
    is_final: bool


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
        self._list = QuestionList(session)
        self._id = self._first()

    @property
    def question_id(self) -> str | None:
        """Return the question on screen; None where nothing is asked."""
        return self._id

    def refresh(self) -> None:
        """Show the question on screen as it is kept."""
        asked = self._list.asked()
        if self._id not in asked:
            self._id = asked[0] if asked else None
        if self._id is None:
            self._view.show_nothing(self._catalog.text("questions.empty"))
        else:
            self._remember(self._id)
            self._view.show_card(self._card(self._id))

    def open(self, question_id: str) -> None:
        """Show a question, and come back to it next time."""
        self._id = question_id
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

    def confirm(self) -> None:
        """Save that an answer taken over still holds, and go on to the next that waits."""
        question_id, is_final = self._question().id, self._session.assessment.is_final
        if is_final or not self._session.answer_to(question_id).carried:
            return
        self._try(lambda: self._session.confirm(question_id))
        if not self._session.answer_to(question_id).carried:
            self._to_next(lambda answer: answer.carried)

    def note(self, question_id: str, note: str) -> None:
        """Save a note to a question, if it is another one."""
        if note.strip() != self._session.answer_to(question_id).note:
            self._try(lambda: self._session.note(question_id, note))

    def prove(self, level: str) -> None:
        """Save how strongly the answer is proved."""
        self._try(lambda: self._session.prove(self._question().id, EvidenceLevel(level)))

    def flag(self) -> None:
        """Mark the question to come back to, or take the mark away."""
        question_id = self._question().id
        is_flagged = not self._session.answer_to(question_id).flagged
        self._try(lambda: self._session.flag(question_id, is_flagged=is_flagged))

    def speak_as(self, voice: str) -> None:
        """Record the answers of one voice from now on."""
        self._session.speak_as(Voice(voice))

    def filter(self, wanted: str) -> None:
        """List only some questions; go to the first of them where this one is not among them."""
        self._list.wanted = QuestionFilter(wanted)
        self._show_narrowed()

    def search(self, words: str) -> None:
        """List only questions with these words in their texts or notes, as for `filter`."""
        self._list.words = clean_line(words)
        self._show_narrowed()

    def go_to(self, typed: str) -> bool:
        """Go to a question by its place or its id; False where there is none such."""
        asked = self._list.asked()
        wanted = clean_line(typed).upper()
        if wanted.isdecimal() and 1 <= int(wanted) <= len(asked):
            self.open(asked[int(wanted) - 1])
            return True
        found = [q for q in asked if q.upper() == wanted or q.upper().startswith(f"{wanted}-Q")]
        if not wanted or not found:
            return False
        self.open(found[0])
        return True

    def move(self, steps: int) -> None:
        """Go to another question, counted from this one; stops at both ends."""
        asked = self._list.shown(self._id)
        if self._id in asked:
            target = min(max(asked.index(self._id) + steps, 0), len(asked) - 1)
            if asked[target] != self._id:
                self.open(asked[target])

    def to_next_open(self) -> None:
        """Go to the next question without an answer, round the end if need be."""
        self._to_next(lambda answer: answer.state is AnswerState.OPEN)

    def _to_next(self, wants: Callable[[Answer], bool]) -> None:
        asked = self._list.shown(self._id)
        start = asked.index(self._id) + 1 if self._id in asked else 0
        for question_id in asked[start:] + asked[:start]:
            if wants(self._session.answer_to(question_id)):
                self.open(question_id)
                return

    def _remember(self, question_id: str) -> None:
        """Keep which question is on screen; one that cannot be kept is shown all the same."""
        if self._session.assessment.is_final:
            return
        try:
            self._session.remember_position(question_id)
        except AppError as error:
            self._report(error)

    def _show_narrowed(self) -> None:
        """Show what the filter leaves; the question on screen stays where it fits."""
        shown = self._list.shown()
        if shown and self._id not in shown:
            self.open(shown[0])
        else:
            self.refresh()

    def _first(self) -> str | None:
        """Return where to begin: where the user left, else the first open question."""
        asked = self._list.asked()
        if self._session.position in asked:
            return self._session.position
        still_open = (q for q in asked if self._session.answer_to(q).state is AnswerState.OPEN)
        return next(still_open, asked[0] if asked else None)

    def _question(self) -> Question:
        return self._session.questionnaire.by_id[self._id or ""]

    def _card(self, question_id: str) -> QuestionCard:
        say, words = self._catalog.say, self._catalog.text
        question = self._session.questionnaire.by_id[question_id]
        answer = self._session.answer_to(question_id)
        asked = self._list.asked()
        shown = self._list.shown(question_id)
        number = shown.index(question_id)
        parts = QuestionParts(self._session, self._catalog)
        duty = next(
            d for d in self._session.evaluation.duties if d.duty.id == question.responsibility_id
        )
        waiting = len(unconfirmed(self._session.said, self._session.evaluation.asked))
        done = sum(self._session.answer_to(q).state is not AnswerState.OPEN for q in asked)
        critical = question.critical_reason
        is_final, voice = self._session.assessment.is_final, self._session.voice
        return QuestionCard(
            words=self._catalog.messages("questions"),
            id=question_id,
            position=words("questions.position", number=number + 1, count=len(shown)),
            category=parts.category_name(duty.duty.category_id),
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
            banner=parts.banner(duty),
            carried=carried_answer(self._session, question, self._catalog),
            parts=parts.parts(question, duty),
            note=answer.note,
            evidence=answer.evidence.value,
            evidence_levels=tuple((e.value, words(f"word.evidence.{e}")) for e in EvidenceLevel),
            saved=self._saved(answer),
            is_saved=_is_saved(answer),
            done=done - waiting,
            count=len(asked),
            time_left=self._time_left(len(asked) - done, waiting),
            is_first=number == 0,
            is_last=number == len(shown) - 1,
            leads_to_results=number == len(shown) - 1 and not self._list.is_narrowed,
            tree=self._list.tree(self._catalog, parts),
            is_flagged=answer.flagged,
            voice=voice.value,
            voices=tuple((v.value, words(f"questions.voice.{v}")) for v in Voice),
            other_said=self._other_said(question),
            filters=self._list.filters(self._catalog),
            filter=self._list.wanted.value,
            nothing_found="" if self._list.shown() else words("questions.nothing_found"),
            proofs=parts.proofs(question_id),
            observed=parts.observed(question_id),
            can_observe=voice is Voice.AUDITOR and not is_final,
            interview=self._interview(answer),
            is_final=is_final,
        )

    def _other_said(self, question: Question) -> str:
        """Say what the other voice answered to the question on screen, and whether they agree."""
        session = self._session
        other = next(v for v in Voice if v is not session.voice)
        said = session.answer_to(question.id, other)
        if said.state is AnswerState.OPEN:
            return ""
        own = session.answer_to(question.id)
        is_told_twice = own.state is not AnswerState.OPEN
        key = f"questions.other.{other}"
        lines = [self._catalog.text(key, answer=answer_text(question, said, self._catalog))]
        if said.note:
            lines.append(self._catalog.text("questions.other.note", note=said.note))
        if is_told_twice and not says_the_same(own, said):
            lines.append(self._catalog.text("questions.other.differs"))
        return "\n".join(lines)

    def _interview(self, answer: Answer) -> str:
        """Say which conversation the answer came from, and which one goes on now."""
        interviews = self._session.assessment.interviews
        say = self._catalog.text
        lines = []
        for key, wanted in (
            ("questions.interview.now", self._session.interview),
            ("questions.interview.from", answer.interview),
        ):
            held = interviews.get(wanted)
            if held is not None:
                day = held.held_on.isoformat() if held.held_on else "–"
                who = say("questions.interview.between").join(
                    t for t in (held.name, held.role) if t
                )
                lines.append(say(key, who=who or "–", day=day))
        return "\n".join(lines)

    def _saved(self, answer: Answer) -> str:
        if answer.state is AnswerState.OPEN:
            return self._catalog.text("questions.not_yet")
        if answer.carried:
            return self._catalog.text("rounds.carried.saved")
        if answer.answered_at is None:
            return self._catalog.text(f"questions.state.{state_name(answer.state)}")
        time = answer.answered_at.astimezone().strftime("%H:%M:%S")
        return self._catalog.text("questions.saved", time=time)

    def _time_left(self, still_open: int, waiting: int) -> str:
        if waiting:
            return self._catalog.text("rounds.left", count=waiting)
        if not still_open:
            return self._catalog.text("questions.all_done")
        minutes = minutes_left(self._session.said.values(), still_open)
        return self._catalog.text("questions.time_left", minutes=minutes)


def _is_saved(answer: Answer) -> bool:
    """Say whether an answer is on disk as this round's own."""
    is_said = answer.answered_at is not None and answer.state is not AnswerState.OPEN
    return is_said and not answer.carried
