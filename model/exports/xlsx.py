"""Results and plan as a workbook: numbers, categories, responsibilities, answers, plan."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter, quote_sheetname

from model.assessment import ActionState
from model.exports.answer_table import answer_table
from model.exports.ask_table import ask_table
from model.exports.duty_table import duty_table
from model.exports.numbers import about, number_rows
from model.exports.plan_table import plan_table
from model.exports.workbook import Book
from model.questionnaire import EXTENSION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.exports.tables import Table, Value
    from model.exports.workbook import Sheet
    from model.i18n import Catalog
    from model.progress import Progress
    from model.reporting.data import ReportData
    from model.scoring import Range

_NUMBERS_FROM = 4
"""Row of the headings of the numbers; title and source stand above."""

_STEPS = {"summary": 0.0, "duties": 0.1, "answers": 0.2, "plan": 0.4, "ask": 0.55, "about": 0.6}
"""Share of the whole work before each sheet; what is left is packing."""


def as_workbook(data: ReportData, catalog: Catalog, progress: Progress) -> bytes:
    """Return results and plan as the bytes of a workbook, in the language of a catalogue."""
    source = catalog.text("word.attribution")
    book = Book(catalog.text("export.title"), source)
    progress.reach(_STEPS["summary"])
    duties = duty_table(data, catalog)
    _add_summary(book, data, catalog)
    _add_categories(book, data, duties, catalog)
    progress.reach(_STEPS["duties"])
    _add_duties(book, duties, progress)
    progress.reach(_STEPS["answers"])
    book.add_table(answer_table(data, catalog), progress, _STEPS["answers"])
    progress.reach(_STEPS["plan"])
    _add_plan(book, plan_table(data, catalog), catalog, progress)
    progress.reach(_STEPS["ask"])
    book.add_table(ask_table(data, catalog), progress, _STEPS["ask"])
    progress.reach(_STEPS["about"])
    _add_about(book, data, catalog)
    return book.raw()


def _add_summary(book: Book, data: ReportData, catalog: Catalog) -> None:
    say = catalog.text
    sheet = book.add(say("export.sheet.summary"), (34, 12, 12, 12, 84))
    sheet.write_line("A1", say("export.title"), size=16, is_quiet=False)
    sheet.write_line("A2", say("word.attribution"))
    titles = [say(f"export.summary.{key}") for key in ("number", "value", "low", "high", "meaning")]
    sheet.write_head(_NUMBERS_FROM, titles)
    for at, row in enumerate(number_rows(data, catalog), start=_NUMBERS_FROM + 1):
        cells = (row.name, row.value, row.low, row.high, row.meaning)
        for place, value in enumerate(cells, start=1):
            sheet.write(at, place, value, is_strong=row.is_strong)
        sheet.centre(f"B{at}")
    sheet.raw.freeze_panes = f"A{_NUMBERS_FROM + 1}"


def _add_categories(book: Book, data: ReportData, duties: Table, catalog: Catalog) -> None:
    """Add the sums of each category, worked out from the responsibilities."""
    say, evaluation = catalog.text, data.evaluation
    titles = [
        say(f"export.categories.{key}")
        for key in ("category", "units", "product", "share", "low", "high", "gaps")
    ]
    sheet = book.add(say("export.sheet.categories"), (34, 10, 12, 12, 10, 10, 60))
    sheet.write_head(1, titles)
    gaps = {
        category.id: [
            gap
            for score in evaluation.of_paper
            if score.duty.category_id == category.id
            for gap in score.critical_gaps
        ]
        for category in data.matrix.categories
    }
    at = 1
    for at, category in enumerate(data.matrix.categories, start=2):
        number = evaluation.categories[category.id]
        name = catalog.say(category.name)
        _write_sums(sheet, at, name, _sums_of(duties, at), number)
        sheet.write(at, 7, ", ".join(gaps[category.id]))
    whole = [f"SUM({letter}2:{letter}{at})" for letter in "BC"]
    total = say("export.total")
    _write_sums(sheet, at + 1, total, whole, evaluation.share, is_strong=True)
    sheet.write(at + 1, 7, ", ".join(evaluation.critical_gaps), is_strong=True)
    beyond = [s for s in data.evaluation.duties if s.duty.category_id == EXTENSION]
    if beyond:
        name = say("word.extension")
        _write_sums(sheet, at + 2, name, _sums_of(duties, at + 2), evaluation.beyond)
        gaps_beyond = [gap for score in beyond for gap in score.critical_gaps]
        sheet.write(at + 2, 7, ", ".join(gaps_beyond))
    sheet.write_line(f"A{at + 4}", say("export.categories.hint"))
    sheet.write_line(f"A{at + 5}", say("word.attribution"))
    sheet.raw.freeze_panes = "B2"


def _write_sums(
    sheet: Sheet,
    at: int,
    name: str,
    sums: Sequence[str],
    number: Range,
    *,
    is_strong: bool = False,
) -> None:
    """Write a name, ΣU, ΣU×R, their quotient and its range into a row."""
    look = {"is_strong": is_strong}
    units = Fraction(number.units)
    earned = number.value * number.units if number.value is not None else Fraction(0)
    sheet.write(at, 1, name, **look)
    sheet.write_formula(f"B{at}", sums[0], units, **look)
    sheet.raw[f"B{at}"].number_format = "0"
    sheet.write_formula(f"C{at}", sums[1], earned, **look)
    sheet.write_formula(f"D{at}", f'IF(B{at}=0,"",C{at}/B{at})', number.value, **look)
    sheet.write(at, 5, number.low, **look)
    sheet.write(at, 6, number.high, **look)


def _sums_of(duties: Table, at: int) -> list[str]:
    """Return formulas that sum U and U×R over the responsibilities named in a row."""
    last = max(2, len(duties.rows) + 1)
    category = _area(duties, "category", last)
    return [
        f"SUMPRODUCT(({category}=$A{at})*{_area(duties, key, last)})"
        for key in ("units", "product")
    ]


def _area(duties: Table, key: str, last: int) -> str:
    letter = get_column_letter(duties.at(key) + 1)
    return f"{quote_sheetname(duties.name)}!${letter}$2:${letter}${last}"


def _add_duties(book: Book, duties: Table, progress: Progress) -> None:
    sheet = book.add_table(duties, progress, _STEPS["duties"])
    units, value, product = (duties.at(key) for key in ("units", "value", "product"))
    letters = [get_column_letter(each + 1) for each in (units, value)]
    for at, row in enumerate(duties.rows, start=2):
        formula = "*".join(f"{letter}{at}" for letter in letters)
        result = _product(row[units], row[value])
        sheet.write_formula(f"{get_column_letter(product + 1)}{at}", formula, result)
    sheet.raw.freeze_panes = "D2"


def _product(units: Value, value: Value) -> Fraction:
    """Return U×R; 0 where a responsibility does not count."""
    if isinstance(units, int) and isinstance(value, Fraction):
        return units * value
    return Fraction(0)


def _add_plan(book: Book, plan: Table, catalog: Catalog, progress: Progress) -> None:
    sheet = book.add_table(plan, progress, _STEPS["plan"])
    words = [catalog.text(f"word.action_state.{state}") for state in ActionState]
    listed = catalog.text("export.between").join(words)
    hint = catalog.text("export.plan.choose", states=listed)
    sheet.offer_words(get_column_letter(plan.at("state") + 1), len(plan.rows), words, hint)
    sheet.raw.freeze_panes = "C2"


def _add_about(book: Book, data: ReportData, catalog: Catalog) -> None:
    sheet = book.add(catalog.text("export.sheet.about"), (30, 90))
    titles = [catalog.text(f"export.about.{key}") for key in ("name", "text")]
    sheet.write_head(1, titles)
    for at, (name, value) in enumerate(about(data, catalog), start=2):
        sheet.write(at, 1, name)
        sheet.write(at, 2, value)
        sheet.left(f"B{at}")
    sheet.raw.freeze_panes = "A2"
