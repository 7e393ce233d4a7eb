"""Wordings of the quiz, for screen and print alike."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from model.awareness import Truth
from model.responsibility import Allocation
from model.rounding import one_decimal
from model.wording import responsibility_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from model.awareness import JudgedBelief
    from model.belief import BeliefHolder
    from model.i18n import Catalog
    from model.language import LocalizedText
    from model.quiz import QuizAnswer, QuizItem
    from model.quiz_sitting import Sitting
    from model.responsibility import ResponsibilityMatrix

MINUTES = 8
"""What a form takes, about."""

_WHOLE = 100


def source_text(matrix: ResponsibilityMatrix, catalog: Catalog) -> str:
    """Return the line that says where the division comes from, by the name of its authors too."""
    source, authors = catalog.say(matrix.source), catalog.text("word.attribution")
    return source if authors in source else f"{authors} · {source}"


def setting_text(item: QuizItem, catalog: Catalog) -> str:
    """Return what kind of service it is, in plain words."""
    return catalog.text(f"quiz.model.{item.model}")


def story_title(item: QuizItem, catalog: Catalog) -> str:
    """Return what happened, in a few words; empty for a plain question."""
    if item.incident is None:
        return ""
    return catalog.text("quiz.story", title=catalog.say(item.incident.title))


def story_text(item: QuizItem, catalog: Catalog) -> str:
    """Return what happened; empty for a plain question."""
    return catalog.say(item.incident.story) if item.incident is not None else ""


def duty_text(item: QuizItem, catalog: Catalog) -> str:
    """Return the name of the duty."""
    return responsibility_name(item.cell.responsibility, catalog)


def definition_text(item: QuizItem, catalog: Catalog) -> str:
    """Return the definition, and whose it is about where that could be misread."""
    said = catalog.say(item.cell.responsibility.definition)
    hint = _hint(item, catalog)
    return catalog.text("quiz.hinted", definition=said, hint=hint) if hint else said


def agreed_text(item: QuizItem, catalog: Catalog) -> str:
    """Return what both sides agreed; empty where the duty is not negotiable."""
    if item.option is None:
        return ""
    return catalog.text("quiz.agreed", label=catalog.say(item.option.label))


def asked_text(item: QuizItem, catalog: Catalog) -> str:
    """Return what is asked: who holds it, and by what."""
    by = "option" if item.option else "story" if item.incident else "paper"
    return catalog.text(f"quiz.asked.{by}")


def question_lines(item: QuizItem, catalog: Catalog) -> tuple[str, ...]:
    """Return a whole question, line by line."""
    duty = catalog.text(
        "quiz.duty", name=duty_text(item, catalog), definition=definition_text(item, catalog)
    )
    lines = (
        setting_text(item, catalog),
        story_title(item, catalog),
        story_text(item, catalog),
        duty,
        agreed_text(item, catalog),
        asked_text(item, catalog),
    )
    return tuple(filter(None, lines))


def holder_text(holder: BeliefHolder, catalog: Catalog) -> str:
    """Return an answer in a few words."""
    return catalog.text(f"quiz.holder.{holder}")


def holder_meaning(holder: BeliefHolder, catalog: Catalog) -> str:
    """Return what an answer means."""
    return catalog.text(f"quiz.holder.{holder}.text")


def right_text(truth: Truth, catalog: Catalog) -> str:
    """Return the right answer."""
    return catalog.text(f"quiz.right.{truth}")


def sure_text(catalog: Catalog, *, is_sure: bool) -> str:
    """Return how sure somebody was."""
    return catalog.text("quiz.sure.yes" if is_sure else "quiz.sure.no")


def own_text(answer: QuizAnswer | None, catalog: Catalog) -> str:
    """Return what somebody answered, and how sure they were."""
    if answer is None:
        return catalog.text("quiz.own.open")
    return catalog.text(
        "quiz.own",
        holder=holder_text(answer.holder, catalog),
        sure=sure_text(catalog, is_sure=answer.is_sure),
    )


def verdict(judged: JudgedBelief | None) -> str:
    """Return the word for what an answer is worth: open, right, half, wrong or dangerous."""
    if judged is None:
        return "open"
    if judged.is_dangerous:
        return "dangerous"
    if judged.points == _WHOLE:
        return "right"
    return "half" if judged.points else "wrong"


def is_wrong(judged: JudgedBelief | None) -> bool:
    """Say whether an answer earns nothing."""
    return judged is not None and not judged.points


def counts_of(judged: Iterable[tuple[QuizItem, JudgedBelief]]) -> dict[str, int]:
    """Return how many answers are right, half right and wrong."""
    found = Counter(verdict(one) for _, one in judged)
    return {
        "right": found["right"],
        "half": found["half"],
        "wrong": found["wrong"] + found["dangerous"],
    }


def comparison_rows(sittings: Sequence[Sitting], catalog: Catalog) -> tuple[tuple[str, ...], ...]:
    """Return both forms side by side, line by line, the headings first."""
    say = catalog.text
    found = [sitting.awareness for sitting in sittings]
    return (
        (
            say("quiz.result.both.what"),
            *(say(f"quiz.result.both.{sitting.number.form}") for sitting in sittings),
        ),
        (
            say("quiz.result.both.index"),
            *(one_decimal(each.index) if each.index is not None else "–" for each in found),
        ),
        (say("quiz.result.both.dangerous"), *(str(len(each.dangerous)) for each in found)),
        (say("quiz.result.both.confident"), *(str(len(e.confident_errors)) for e in found)),
        (say("quiz.result.both.answered"), *(str(sitting.done_count) for sitting in sittings)),
    )


def believed_text(judged: JudgedBelief, catalog: Catalog) -> str:
    """Return what somebody believes, and what is true."""
    return catalog.text(
        "quiz.result.believed",
        belief=holder_text(judged.belief.holder, catalog),
        truth=right_text(judged.truth, catalog),
    )


def explanation_lines(item: QuizItem, catalog: Catalog) -> tuple[str, ...]:
    """Return why the right answer is right, in the words of the division."""
    return tuple(_explanation(item, catalog))


def place_text(item: QuizItem, catalog: Catalog) -> str:
    """Return where the paper says it: the table and the row as printed."""
    place = item.cell.responsibility.place[item.model]
    if item.option is None:
        return catalog.text("quiz.place", table=place.table, row=place.row)
    letter = item.option.id.upper()
    return catalog.text("quiz.place.option", table=place.table, row=place.row, option=letter)


def _explanation(item: QuizItem, catalog: Catalog) -> Iterator[str]:
    duty, option = item.cell.responsibility, item.option
    if option is not None:
        yield catalog.text(f"quiz.explain.option.{item.truth}")
        provider, customer = option.provider, option.customer
    else:
        only = "" if item.truth is Truth.SHARED else "_only"
        yield catalog.text(f"quiz.explain.{item.truth}{only}")
        provider, customer = _provider_duty(item), duty.customer_duty
    if provider is not None and item.truth is not Truth.CUSTOMER:
        yield catalog.text("quiz.explain.the_provider", text=catalog.say(provider))
    if customer is not None and item.truth is not Truth.PROVIDER:
        yield catalog.text("quiz.explain.the_customer", text=catalog.say(customer))
    if duty.note is not None and not duty.asked_with:  # else it is about another table
        yield catalog.text("quiz.explain.note", text=catalog.say(duty.note))


def _provider_duty(item: QuizItem) -> LocalizedText | None:
    """Return what the provider does; None where that is worded for other service models only.

    A duty that is shared elsewhere is worded for that, unless it names this service model.
    """
    duty = item.cell.responsibility
    is_shared_elsewhere = Allocation.SHARED in duty.allocation.values()
    if duty.provider_duty is None or item.truth is Truth.SHARED or not is_shared_elsewhere:
        return duty.provider_duty
    return duty.provider_duty if item.model.label in duty.provider_duty.en else None


def _hint(item: QuizItem, catalog: Catalog) -> str:
    """Return whose thing a duty is about; the narrowest wording that there is, or none."""
    parts = item.cell.id.split(".")
    stems = [".".join(parts[:count]) for count in range(len(parts), 0, -1)]
    for stem in stems:
        for name in (f"quiz.hint.{stem}.{item.model}", f"quiz.hint.{stem}"):
            if catalog.has(name):
                return catalog.text(name)
    return ""
