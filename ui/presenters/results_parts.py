"""The charts of the results and what is carried best, in words and numbers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from model.evaluation import evaluate
from model.overview import (
    CATEGORY,
    STRONG,
    Mark,
    cell_groups,
    is_open,
    is_proved,
    mark_words,
    strengths,
)
from model.rounding import one_decimal, whole
from model.wording import duty_name
from ui.presenters.results_card import CategoryLine, CellMap, StrengthLine
from ui.presenters.results_changes import changes, in_words

if TYPE_CHECKING:
    from fractions import Fraction

    from model.i18n import Catalog
    from model.overview import Cell
    from model.session import AssessmentSession


def categories(session: AssessmentSession, catalog: Catalog) -> tuple[CategoryLine, ...]:
    """Return each category that the customer has something in."""
    found = session.evaluation.categories
    return tuple(
        CategoryLine(
            number=f"{CATEGORY}{category.id}",
            name=catalog.say(category.name),
            range=found[category.id],
        )
        for category in session.matrix.categories
        if found[category.id].high is not None
    )


def categories_text(lines: tuple[CategoryLine, ...], catalog: Catalog) -> str:
    """Return the chart of the categories in words."""
    between = catalog.text("results.division.between")
    text = between.join(f"{line.name} {one(line.range.value)}" for line in lines)
    return catalog.text("results.chart.name", text=text)


def cell_map(session: AssessmentSession, catalog: Catalog) -> CellMap:
    """Return every responsibility at a glance, in cells and in words."""
    groups = cell_groups(session.matrix, session.evaluation, catalog)
    marks = mark_words(catalog)
    names = {score.duty.id: duty_name(score.duty, catalog) for score in session.evaluation.duties}
    cells = [cell for group in groups for cell in group.cells]
    between = catalog.text("results.division.between")

    def words(cell: Cell) -> str:
        told = [one(cell.value), *(marks[mark] for mark in cell.marks)]
        return f"{cell.code} {names[cell.id]}: {between.join(told)}"

    return CellMap(
        groups=groups,
        marks=marks,
        cells={cell.id: words(cell) for cell in cells},
        text=_summary(cells, marks, catalog),
    )


def _summary(cells: list[Cell], marks: dict[Mark, str], catalog: Catalog) -> str:
    """Say how many cells there are, how many are carried well, and how many have each mark."""
    say = catalog.text
    strong = sum(cell.value is not None and cell.value >= STRONG for cell in cells)
    found = Counter(mark for cell in cells for mark in cell.marks)
    parts = [
        say("results.division.kind", name=marks[mark], count=found[mark])
        for mark in Mark
        if found[mark]
    ]
    text = say("results.map.text", count=len(cells), strong=strong)
    if not parts:
        return text
    between = say("results.division.between")
    return text + say("results.map.marks", marks=between.join(parts))


def strength_lines(session: AssessmentSession, catalog: Catalog) -> tuple[StrengthLine, ...]:
    """Return what is carried best, with how well and how surely."""
    answers, marks = session.heard.answers, mark_words(catalog)
    lines = []
    for score in strengths(session.evaluation, answers):
        proof = "proved" if is_proved(score, answers) else "stated"
        value = one(score.result.value if score.result else None)
        told = [catalog.text(f"results.strengths.{proof}", value=value)]
        if is_open(score):
            told.append(marks[Mark.OPEN])
        lines.append(
            StrengthLine(
                duty_id=score.duty.id,
                name=f"{score.duty.code}  {duty_name(score.duty, catalog)}",
                text=catalog.text("results.strengths.between").join(told),
            )
        )
    return tuple(lines)


def change_lines(session: AssessmentSession, catalog: Catalog) -> tuple[str, ...]:
    """Return what became different since the round before; empty where there is none here."""
    previous, now = session.previous, session.assessment
    if previous is None:
        return ()
    asked = (now.questionnaire_id, now.questionnaire_version)
    if (previous.questionnaire_id, previous.questionnaire_version) != asked:
        return (catalog.text("results.changes.version"),)
    heard = previous.heard_from(session.voice)
    before = evaluate(session.matrix, session.questionnaire, heard)
    return in_words(changes(before, session.evaluation), catalog)


def one(value: Fraction | None) -> str:
    """Return a value as tables show it; a dash for none."""
    return "–" if value is None else one_decimal(value)


def headline(value: Fraction | None) -> str:
    """Return a value as headlines show it; a dash for none."""
    return "–" if value is None else whole(value)
