"""The quiz from its start to the result."""

from itertools import count

import pytest

from model.awareness import Truth
from model.belief import BeliefHolder
from model.content.loader import load_matrix
from model.document import Document
from model.quiz import Form, FormNumber
from model.rounding import one_decimal
from tests.ui.presenters.fakes import sample_session
from ui.presenters.quiz_presenter import QuizPresenter, Stage

MATRIX = load_matrix()
RIGHT = {
    Truth.CUSTOMER: BeliefHolder.US,
    Truth.SHARED: BeliefHolder.BOTH,
    Truth.PROVIDER: BeliefHolder.PROVIDER,
}


class View:
    def __init__(self):
        self.shown = []

    def show_start(self, card):
        self.shown.append(("start", card))

    def show_question(self, card):
        self.shown.append(("question", card))

    def show_result(self, card):
        self.shown.append(("result", card))

    @property
    def kind(self):
        return self.shown[-1][0]

    @property
    def card(self):
        return self.shown[-1][1]


@pytest.fixture
def view():
    return View()


@pytest.fixture
def quiz(view, catalog):
    made = QuizPresenter(lambda: None, catalog, view, count(4711).__next__)
    made.refresh()
    return made


def take(quiz, holder_of, *, skip=()):
    """Take the chosen form to its end."""
    quiz.begin()
    for number, item in enumerate(quiz.sitting.items):
        if number not in skip:
            quiz.answer(holder_of(item))
        quiz.move(1)
    quiz.finish()


def right(item):
    return RIGHT[item.truth]


def provider(_):
    return BeliefHolder.PROVIDER


# --- the start


def test_it_starts_with_form_a_and_a_number_by_chance(quiz, view):
    assert (view.kind, view.card.form, view.card.number) == ("start", "a", "A-004711")
    assert (view.card.go_on, view.card.result, view.card.problem) == ("", "", "")
    assert view.card.begin


def test_the_other_form_keeps_the_number_and_another_number_the_form(quiz, view):
    quiz.choose_form("b")
    assert view.card.number == "B-004711"

    quiz.take_another()
    assert view.card.number == "B-004712"


def test_a_number_that_is_typed_chooses_the_form(quiz, view):
    quiz.type_number("b 12")

    assert (view.card.form, view.card.number) == ("b", "B-000012")
    assert quiz.number == FormNumber(form=Form.AFTER, seed=12)


def test_what_is_no_number_is_said_and_left_as_typed(quiz, view):
    quiz.type_number("<b>twelve</b>")

    assert view.card.number == "<b>twelve</b>"
    assert "A-004711" in view.card.problem
    assert quiz.number.seed == 4711

    quiz.type_number("A-5")
    assert (view.card.problem, view.card.number) == ("", "A-000005")


# --- one question


def test_a_question_shows_all_that_it_is_about_and_no_answer(quiz, view):
    quiz.begin()

    for item in quiz.sitting.items:
        card = view.card
        assert card.id == item.id
        assert item.model.label in card.setting
        assert card.duty
        assert card.definition
        assert card.asked
        assert bool(card.story) == (item.incident is not None)
        assert bool(card.agreed) == (item.option is not None)
        assert [key for key, _, _ in card.answers] == list(BeliefHolder)
        assert (card.chosen, card.told, card.is_locked) == ("", None, False)
        quiz.move(1)


def test_an_answer_shows_and_can_be_changed(quiz, view):
    quiz.begin()
    quiz.answer_number(2)
    assert (view.card.chosen, view.card.done, view.card.sure) == ("both", 1, "sure")

    quiz.answer_number(4)
    assert (view.card.chosen, view.card.done, view.card.sure) == ("other", 1, "guessing")

    quiz.toggle_sure()
    assert view.card.sure == "sure"
    quiz.be_sure("guessing")
    quiz.answer("us")
    assert (view.card.chosen, view.card.sure) == ("us", "guessing")


def test_next_and_back_stop_at_the_ends(quiz, view):
    quiz.begin()
    first = view.card
    assert first.is_first
    assert not first.is_last

    quiz.move(-1)
    assert view.card.id == first.id
    for _ in range(40):
        quiz.move(1)
    assert view.card.is_last
    assert view.card.id == quiz.sitting.items[-1].id


def test_it_can_be_left_and_continued(quiz, view, catalog):
    quiz.begin()
    quiz.answer("us")
    quiz.move(1)
    here = view.card.id

    quiz.to_start()
    assert view.kind == "start"
    assert view.card.go_on == catalog.text("quiz.start.continue", done=1, count=30)
    assert "1" in view.card.begin
    quiz.refresh()
    assert view.kind == "start"

    quiz.go_on()
    assert view.card.id == here
    assert view.card.done == 1


def test_each_form_is_left_and_continued_by_itself(quiz, view):
    quiz.begin()
    quiz.answer("us")
    quiz.to_start()
    quiz.choose_form("b")
    assert view.card.go_on == ""
    quiz.begin()
    quiz.to_start()

    quiz.choose_form("a")

    assert view.card.go_on
    assert quiz.sitting.done_count == 1


def test_another_language_words_the_same_question(quiz, view, chinese, english):
    quiz.begin()
    quiz.answer("both")
    told = []
    for words in (chinese, english):
        quiz.use_catalog(words)
        quiz.refresh()
        told.append(view.card)

    assert told[0].id == told[1].id
    assert told[0].chosen == told[1].chosen == "both"
    assert told[0].definition != told[1].definition


def test_starting_again_drops_the_answers(quiz, view):
    quiz.begin()
    quiz.answer("us")
    quiz.to_start()

    quiz.begin()

    assert (view.kind, view.card.done) == ("question", 0)


# --- each answer at once


def test_an_answer_is_told_before_the_next_question_where_that_is_wanted(quiz, view, catalog):
    quiz.tell_at_once(is_wanted=True)
    quiz.begin()
    quiz.answer("provider")
    here = view.card.id
    assert view.card.told is None
    assert view.card.next == catalog.text("quiz.show")

    quiz.move(1)
    assert view.card.id == here
    assert view.card.is_locked
    assert view.card.told.right
    assert view.card.told.why
    quiz.answer("us")
    quiz.toggle_sure()
    assert (view.card.chosen, view.card.sure) == ("provider", "sure")

    quiz.move(1)
    assert view.card.id != here
    assert view.card.told is None
    quiz.move(-1)
    assert view.card.told is not None


def test_the_last_answer_is_told_too(quiz, view):
    quiz.tell_at_once(is_wanted=True)
    quiz.begin()
    for _ in range(40):
        quiz.move(1)
    assert view.card.is_last
    quiz.answer("both")
    assert not view.card.is_last

    quiz.move(1)

    assert view.card.told is not None
    assert view.card.is_last


# --- the result


def test_all_right_is_a_hundred_and_nothing_to_look_at(quiz, view, catalog):
    take(quiz, right)

    card = view.card
    assert view.kind == "result"
    assert (card.index, card.value) == ("100.0", 100.0)
    assert card.dangerous == card.confident == ()
    assert card.dangerous_text == catalog.text("quiz.result.dangerous.none")
    assert card.left_out == ""
    assert {line.tone for line in card.answers} == {"good"}


def test_the_dangerous_direction_is_counted_and_listed_apart(quiz, view):
    take(quiz, provider)

    ours = [item for item in quiz.sitting.items if item.truth is not Truth.PROVIDER]
    card = view.card
    assert [(line.duty_id, line.model) for line in card.dangerous] == [
        (item.cell.id, item.model.value) for item in ours
    ]
    assert str(len(ours)) in card.dangerous_title
    assert card.index == one_decimal(quiz.sitting.awareness.index)


def test_sure_errors_are_listed_by_category_in_the_order_of_the_paper(quiz, view, catalog):
    quiz.begin()
    for number in range(30):
        quiz.answer("other")
        quiz.be_sure("sure" if number % 2 else "guessing")
        quiz.move(1)
    quiz.finish()

    names = [catalog.say(category.name) for category in MATRIX.categories]
    given = [name for name, _ in view.card.confident]
    assert given == [name for name in names if name in given]
    assert sum(len(lines) for _, lines in view.card.confident) == 15
    assert view.card.dangerous == ()


def test_what_has_no_answer_is_left_out_and_said_so(quiz, view, catalog):
    take(quiz, right, skip=range(10, 30))

    assert view.card.index == "100.0"
    assert view.card.left_out == catalog.text("quiz.result.left_out", open=20)
    open_lines = [line for line in view.card.answers if line.tone == "plain"]
    assert len(open_lines) == 20
    assert {line.own for line in open_lines} == {catalog.text("quiz.own.open")}


def test_nothing_answered_cannot_be_finished(quiz, view):
    quiz.begin()
    quiz.finish()

    assert quiz.stage is Stage.ASKING
    assert view.kind == "question"


def test_a_finished_form_takes_no_answer_and_can_be_looked_at_again(quiz, view):
    take(quiz, right)
    quiz.answer("other")
    quiz.move(-1)
    assert view.card.index == "100.0"
    quiz.look_at("key")
    assert view.card.view == "key"

    quiz.to_start()
    assert view.card.result
    assert not view.card.go_on
    quiz.show_result()
    assert view.kind == "result"


def test_both_forms_stand_side_by_side_once_both_are_done(quiz, view):
    take(quiz, provider)
    assert view.card.comparison == ()
    before = view.card.index
    quiz.to_start()
    quiz.choose_form("b")

    take(quiz, right, skip=(0,))

    table = view.card.comparison
    assert table[1][1:] == (before, "100.0")
    assert table[2][2] == table[3][2] == "0"
    assert table[4][1:] == ("30", "29")
    assert view.card.remark == ""
    quiz.to_start()
    assert view.card.comparison == table


def test_forms_of_two_numbers_are_compared_with_a_word_of_care(quiz, view, catalog):
    take(quiz, right)
    quiz.to_start()
    quiz.type_number("B-99")

    take(quiz, right)

    assert view.card.remark == catalog.text("quiz.result.both.other_seed")


def test_an_error_leads_to_the_question_of_the_open_assessment(view, english):
    session = sample_session()
    quiz = QuizPresenter(lambda: session, english, view, lambda: 4711)
    take(quiz, provider)

    asked = {q.id: q for q in session.evaluation.asked}
    linked = [line for line in view.card.dangerous if line.question_id]
    assert linked
    for line in linked:
        assert asked[line.question_id].responsibility_id == line.duty_id


def test_without_an_assessment_an_error_leads_to_the_duty_alone(quiz, view):
    take(quiz, provider)

    assert {line.question_id for line in view.card.dangerous} == {""}


def test_the_prints_are_of_the_form_that_is_chosen(quiz):
    quiz.type_number("B-12")
    take(quiz, right)

    for made in (quiz.sheet(), quiz.key(), quiz.report()):
        assert isinstance(made, Document)
        assert "B-000012" in made.about.en
