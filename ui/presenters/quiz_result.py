"""The result of a quiz form as a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model import quiz_words as wording
from model.quiz import Form
from model.rounding import one_decimal
from ui.presenters.quiz_cards import QuizAnswerLine, QuizErrorLine, QuizResultCard

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from model.awareness import JudgedBelief
    from model.i18n import Catalog
    from model.quiz import QuizItem
    from model.quiz_sitting import Sitting
    from model.responsibility import ResponsibilityMatrix

VIEWS = ("result", "key")

_TONES = {"right": "good", "half": "warning", "open": "plain"}


def result_card(
    sitting: Sitting,
    matrix: ResponsibilityMatrix,
    catalog: Catalog,
    view: str,
    question_of: Callable[[str], str],
    sittings: Mapping[Form, Sitting],
) -> QuizResultCard:
    """Return the result of a form.

    Args:
        sitting: the form, finished.
        matrix: names the categories.
        catalog: the words.
        view: which of `VIEWS` is shown.
        question_of: gives the question of the open assessment for a duty; empty for none.
        sittings: every form of this window, for the comparison.
    """
    say, words = catalog.text, catalog.messages("quiz")
    found = sitting.awareness
    dangerous = [pair for pair in sitting.judged if pair[1].is_dangerous]
    confident = [pair for pair in sitting.judged if pair[1].is_confident_error]
    table, remark = comparison(sittings, catalog)
    values = {"done": sitting.done_count, "count": len(sitting.items)}

    def line(pair: tuple[QuizItem, JudgedBelief]) -> QuizErrorLine:
        return _error(pair, catalog, question_of(pair[0].cell.id))

    by_category = (
        (catalog.say(c.name), tuple(line(p) for p in confident if p[0].category_id == c.id))
        for c in matrix.categories
    )
    return QuizResultCard(
        words=words,
        title=say("quiz.result.title", form=letter(sitting.number.form)),
        views=tuple((each, words[f"result.view.{each}"]) for each in VIEWS),
        view=view,
        index=one_decimal(found.index) if found.index is not None else words["result.none"],
        value=float(found.index) if found.index is not None else None,
        counts=say("quiz.result.counts", **values, **wording.counts_of(sitting.judged)),
        left_out=_left_out(sitting, catalog),
        dangerous_title=say("quiz.result.dangerous", count=len(dangerous)),
        dangerous_text=words[f"result.dangerous{'.text' if dangerous else '.none'}"],
        dangerous=tuple(line(pair) for pair in dangerous),
        confident_title=say("quiz.result.confident", count=len(confident)),
        confident_text=words[f"result.confident{'.text' if confident else '.none'}"],
        confident=tuple((name, lines) for name, lines in by_category if lines),
        comparison=table,
        remark=remark,
        answers=answer_lines(sitting, catalog),
        source=wording.source_text(matrix, catalog),
    )


def comparison(
    sittings: Mapping[Form, Sitting], catalog: Catalog
) -> tuple[tuple[tuple[str, ...], ...], str]:
    """Return both forms side by side, heading first, and what to know about it.

    Nothing is returned until both are finished.
    """
    both = finished(sittings)
    if not both:
        return (), ""
    table = wording.comparison_rows(both, catalog)
    seeds = {sitting.number.seed for sitting in both}
    return table, catalog.text("quiz.result.both.other_seed") if len(seeds) > 1 else ""


def finished(sittings: Mapping[Form, Sitting]) -> tuple[Sitting, ...]:
    """Return both forms, the one before first; none until both are finished."""
    both = [sittings[form] for form in Form if form in sittings and sittings[form].is_finished]
    return tuple(both) if len(both) == len(Form) else ()


def answer_lines(sitting: Sitting, catalog: Catalog) -> tuple[QuizAnswerLine, ...]:
    """Return every question of a form with its answer."""
    return tuple(answer_line(sitting, at, catalog) for at in range(len(sitting.items)))


def answer_line(sitting: Sitting, at: int, catalog: Catalog) -> QuizAnswerLine:
    """Return one question of a form with its answer; `at` counts from 0."""
    item, answers = sitting.items[at], sitting.answers
    judged = next((one for each, one in sitting.judged if each.id == item.id), None)
    verdict = wording.verdict(judged)
    right = wording.right_text(item.truth, catalog)
    return QuizAnswerLine(
        title=catalog.text("quiz.key.line", at=at + 1),
        verdict=catalog.text(f"quiz.verdict.{verdict}"),
        tone=_TONES.get(verdict, "danger"),
        question=wording.question_lines(item, catalog),
        own=wording.own_text(answers.get(item.id), catalog),
        right=catalog.text("quiz.right", holder=right),
        why=(*wording.explanation_lines(item, catalog), wording.place_text(item, catalog)),
    )


def letter(form: Form) -> str:
    """Return the letter of a form."""
    return form.value.upper()


def _left_out(sitting: Sitting, catalog: Catalog) -> str:
    if not sitting.open_count:
        return ""
    return catalog.text("quiz.result.left_out", open=sitting.open_count)


def _error(
    pair: tuple[QuizItem, JudgedBelief], catalog: Catalog, question_id: str
) -> QuizErrorLine:
    item, judged = pair
    duty = wording.duty_text(item, catalog)
    return QuizErrorLine(
        title=catalog.text("quiz.result.line", model=item.model.label, duty=duty),
        text=wording.believed_text(judged, catalog),
        agreed=wording.agreed_text(item, catalog),
        duty_id=item.cell.id,
        model=item.model.value,
        question_id=question_id,
    )
