"""The quiz: which form, one question after the other, and the result."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from model import quiz_words as wording
from model.belief import BeliefHolder
from model.content.learning import load_incidents
from model.content.loader import load_matrix
from model.errors import InputError
from model.quiz import FORM_LENGTH, Form, FormNumber, draw, read_number
from model.quiz_document import answer_key, blank_form, result_document
from model.quiz_sitting import Sitting
from ui.presenters.quiz_cards import QuizQuestionCard, QuizStartCard
from ui.presenters.quiz_result import VIEWS, answer_line, comparison, finished, letter, result_card

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.document import Document
    from model.i18n import Catalog
    from model.quiz import QuizItem
    from model.session import AssessmentSession
    from ui.presenters.quiz_cards import QuizAnswerLine, QuizResultCard

SURE, GUESSING = "sure", "guessing"


class Stage(StrEnum):
    """What is on screen."""

    START = "start"
    ASKING = "asking"
    RESULT = "result"


class QuizView(Protocol):
    """What the presenter asks of the tab."""

    def show_start(self, card: QuizStartCard) -> None: ...
    def show_question(self, card: QuizQuestionCard) -> None: ...
    def show_result(self, card: QuizResultCard) -> None: ...


class QuizPresenter:
    """Runs the quiz; what was answered lives as long as the window, and is kept nowhere.

    Args:
        session_of: gives the open assessment; None where none is open.
        catalog: the words.
        view: the tab.
        new_seed: gives the seed of another form, by chance.
    """

    def __init__(
        self,
        session_of: Callable[[], AssessmentSession | None],
        catalog: Catalog,
        view: QuizView,
        new_seed: Callable[[], int],
    ) -> None:
        self._session_of = session_of
        self._catalog = catalog
        self._view = view
        self._new_seed = new_seed
        self._matrix, self._incidents = load_matrix(), load_incidents()
        self._number = FormNumber(form=Form.BEFORE, seed=new_seed())
        self._typed, self._problem = "", ""
        self._tells_at_once = False
        self._sittings: dict[Form, Sitting] = {}
        self._stage = Stage.START
        self._shown = VIEWS[0]

    @property
    def stage(self) -> Stage:
        """Return what is on screen."""
        return self._stage

    @property
    def number(self) -> FormNumber:
        """Return the form that is chosen."""
        return self._number

    @property
    def sitting(self) -> Sitting | None:
        """Return what was answered of the form that is chosen; None where nothing is begun."""
        found = self._sittings.get(self._number.form)
        return found if found is not None and found.number == self._number else None

    def use_catalog(self, catalog: Catalog) -> None:
        """Take another language; the next `refresh` speaks it."""
        self._catalog = catalog
        self._typed, self._problem = "", ""

    def refresh(self) -> None:
        """Show the quiz where it was left."""
        sitting = self.sitting
        if sitting is None or self._stage is Stage.START:
            self._stage = Stage.START
            self._view.show_start(self._start_card())
        elif not sitting.is_finished:
            self._stage = Stage.ASKING
            self._view.show_question(self._question_card(sitting))
        else:
            self._view.show_result(self._result_card(sitting))

    # --- the start

    def choose_form(self, form: str) -> None:
        """Choose one of the two forms; its number stays."""
        self._choose(replace(self._number, form=Form(form)))

    def type_number(self, text: str) -> None:
        """Choose the form of a number as it was typed; what is wrong is said beside it."""
        try:
            number = read_number(text, self._number.form)
        except InputError as error:
            self._typed, self._problem = text, self._catalog.explain(error)
            self.refresh()
        else:
            self._choose(number)

    def take_another(self) -> None:
        """Choose another number, by chance."""
        self._choose(replace(self._number, seed=self._new_seed()))

    def tell_at_once(self, *, is_wanted: bool) -> None:
        """Show each answer at once from the next start on, or only at the end."""
        self._tells_at_once = is_wanted
        self.refresh()

    def begin(self) -> None:
        """Begin the chosen form; what was answered of it is dropped."""
        self._keep(
            Sitting(number=self._number, items=self._drawn(), tells_at_once=self._tells_at_once),
            Stage.ASKING,
        )

    def go_on(self) -> None:
        """Go on with the chosen form."""
        self._show(Stage.ASKING)

    def show_result(self) -> None:
        """Show the result of the chosen form."""
        self._show(Stage.RESULT)

    def to_start(self) -> None:
        """Show the start; what was answered stays."""
        self._show(Stage.START)

    # --- one question

    def answer(self, holder: str) -> None:
        """Say who holds the duty on screen."""
        self._change(lambda sitting: sitting.answered(BeliefHolder(holder)))

    def answer_number(self, number: int) -> None:
        """Say it by the number of the answer, from 1."""
        self.answer(tuple(BeliefHolder)[number - 1])

    def be_sure(self, sureness: str) -> None:
        """Say how sure the answer on screen is."""
        self._change(lambda sitting: sitting.said_sure(is_sure=sureness == SURE))

    def toggle_sure(self) -> None:
        """Say that the answer on screen is sure where it was a guess, and a guess where sure."""
        self._change(lambda s: s.said_sure(is_sure=not s.is_sure(s.item)))

    def move(self, steps: int) -> None:
        """Go to the next question, or back; an answer that is to be judged first is."""
        self._change(
            lambda s: s.judged_on_screen() if steps > 0 and s.waits_to_tell else s.moved(steps)
        )

    def finish(self) -> None:
        """Close the form as it stands, and show what it is worth."""
        sitting = self.sitting
        if self._stage is Stage.ASKING and sitting is not None and sitting.done_count:
            self._shown = VIEWS[0]
            self._keep(sitting.finished(), Stage.RESULT)

    # --- the result

    def look_at(self, view: str) -> None:
        """Show the result, or every answer explained."""
        self._shown = view
        self.refresh()

    def sheet(self) -> Document:
        """Return the chosen form to fill in by hand."""
        return blank_form(self._matrix, self._number, self._drawn())

    def key(self) -> Document:
        """Return the answers to the chosen form."""
        return answer_key(self._matrix, self._number, self._drawn())

    def report(self) -> Document:
        """Return the result of the chosen form; it is finished."""
        sitting = self.sitting
        if sitting is None:
            raise ValueError(self._number.text)
        return result_document(self._matrix, sitting, finished(self._sittings))

    # --- how it is done

    def _drawn(self) -> tuple[QuizItem, ...]:
        return draw(self._matrix, self._incidents, self._number.seed, self._number.form)

    def _choose(self, number: FormNumber) -> None:
        self._number, self._typed, self._problem = number, "", ""
        self.refresh()

    def _keep(self, sitting: Sitting, stage: Stage) -> None:
        self._sittings[sitting.number.form] = sitting
        self._show(stage)

    def _show(self, stage: Stage) -> None:
        self._stage = stage
        self.refresh()

    def _change(self, change: Callable[[Sitting], Sitting]) -> None:
        sitting = self.sitting
        if self._stage is Stage.ASKING and sitting is not None:
            self._keep(change(sitting), Stage.ASKING)

    def _start_card(self) -> QuizStartCard:
        say, words, sitting = self._catalog.text, self._catalog.messages("quiz"), self.sitting
        go_on = result = ""
        begin = words["start.go"]
        if sitting is not None and sitting.is_finished:
            begin, result = words["start.again"], words["start.result"]
        elif sitting is not None:
            begin = words["start.again"]
            if sitting.done_count:
                begin = say("quiz.start.again.drops", count=sitting.done_count)
            values = {"done": sitting.done_count, "count": len(sitting.items)}
            go_on = say("quiz.start.continue", **values)
        table, remark = comparison(self._sittings, self._catalog)
        return QuizStartCard(
            words=words,
            text=say("quiz.start.text", count=FORM_LENGTH, minutes=wording.MINUTES),
            forms=tuple((form.value, words[f"form.{form}"]) for form in Form),
            form=self._number.form.value,
            number=self._typed or self._number.text,
            problem=self._problem,
            tells_at_once=self._tells_at_once,
            go_on=go_on,
            begin=begin,
            result=result,
            comparison=table,
            remark=remark,
            source=wording.source_text(self._matrix, self._catalog),
        )

    def _question_card(self, sitting: Sitting) -> QuizQuestionCard:
        catalog, item = self._catalog, sitting.item
        say, words = catalog.text, catalog.messages("quiz")
        is_last = sitting.at == len(sitting.items) - 1
        story = (wording.story_title(item, catalog), wording.story_text(item, catalog))
        return QuizQuestionCard(
            words=words,
            id=item.id,
            position=say(
                "quiz.position",
                form=letter(sitting.number.form),
                at=sitting.at + 1,
                count=len(sitting.items),
            ),
            done_text=say("quiz.done", done=sitting.done_count),
            count=len(sitting.items),
            done=sitting.done_count,
            category=self._category(item),
            setting=wording.setting_text(item, catalog),
            story=story if item.incident is not None else (),
            duty=wording.duty_text(item, catalog),
            definition=wording.definition_text(item, catalog),
            agreed=wording.agreed_text(item, catalog),
            asked=wording.asked_text(item, catalog),
            answers=tuple(
                (h.value, wording.holder_text(h, catalog), wording.holder_meaning(h, catalog))
                for h in BeliefHolder
            ),
            chosen=sitting.holders.get(item.id, ""),
            sureness=((SURE, words["sure.yes"]), (GUESSING, words["sure.no"])),
            sure=SURE if sitting.is_sure(item) else GUESSING,
            is_locked=sitting.is_locked,
            told=self._told(sitting),
            is_first=sitting.at == 0,
            is_last=is_last and not sitting.waits_to_tell,
            next=words["show" if sitting.waits_to_tell else "next"],
            source=wording.source_text(self._matrix, catalog),
        )

    def _told(self, sitting: Sitting) -> QuizAnswerLine | None:
        return answer_line(sitting, sitting.at, self._catalog) if sitting.is_locked else None

    def _category(self, item: QuizItem) -> str:
        found = (c.name for c in self._matrix.categories if c.id == item.category_id)
        return self._catalog.say(next(found))

    def _result_card(self, sitting: Sitting) -> QuizResultCard:
        return result_card(
            sitting,
            self._matrix,
            self._catalog,
            self._shown,
            self._question_of,
            self._sittings,
        )

    def _question_of(self, duty_id: str) -> str:
        """Return the first question that the open assessment asks about a duty; empty for none."""
        session = self._session_of()
        if session is None or session.matrix.id != self._matrix.id:
            return ""
        found = (s.duty for s in session.evaluation.of_paper if s.duty.id == duty_id)
        questions = (question.id for duty in found for question in duty.questions)
        return next(questions, "")
