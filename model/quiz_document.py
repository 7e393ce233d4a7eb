"""A quiz form to fill in by hand, its answer key, and a result: documents to print or edit."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from model import quiz_words as wording
from model.agreement_words import BothWords
from model.belief import BeliefHolder
from model.document import (
    Block,
    Column,
    Document,
    Fields,
    Heading,
    Lines,
    Paragraph,
    Row,
    RowLook,
    Table,
    same,
)
from model.rounding import one_decimal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from model.awareness import JudgedBelief
    from model.i18n import Catalog
    from model.language import LocalizedText
    from model.quiz import FormNumber, QuizItem
    from model.quiz_sitting import Sitting
    from model.responsibility import ResponsibilityMatrix

NOTHING: Lines = ()


def blank_form(
    matrix: ResponsibilityMatrix, number: FormNumber, items: Sequence[QuizItem]
) -> Document:
    """Return a form as a sheet to fill in by hand, without the answers."""
    return _Maker(matrix, number).sheet(items)


def answer_key(
    matrix: ResponsibilityMatrix, number: FormNumber, items: Sequence[QuizItem]
) -> Document:
    """Return the right answers to a form, each explained, with its place in the paper."""
    return _Maker(matrix, number).key(items)


def result_document(
    matrix: ResponsibilityMatrix, sitting: Sitting, both: Sequence[Sitting] = ()
) -> Document:
    """Return the result of a form, what to look at first, and every question with its answer.

    Args:
        matrix: names the categories, and is what the form was drawn from.
        sitting: the form, finished.
        both: the form before and the form after, to lay side by side; empty for none.
    """
    return _Maker(matrix, sitting.number).report(sitting, both)


class _Maker:
    def __init__(self, matrix: ResponsibilityMatrix, number: FormNumber) -> None:
        self._matrix = matrix
        self._number = number
        self._words = BothWords()

    def sheet(self, items: Sequence[QuizItem]) -> Document:
        text = self._words.text
        holders = tuple(BeliefHolder)
        models = dict.fromkeys(item.model for item in items)
        about = (
            Fields(
                pairs=(
                    (text("quiz.sheet.name"), NOTHING),
                    (text("quiz.sheet.day"), NOTHING),
                    *self._numbered(),
                    (
                        text("quiz.sheet.models"),
                        tuple(text(f"quiz.model.{m}") for m in sorted(models)),
                    ),
                    (text("quiz.sheet.holders"), tuple(self._meaning(h) for h in holders)),
                )
            ),
            Paragraph(text=text("quiz.sheet.how", minutes=wording.MINUTES)),
        )
        box = (text("quiz.sheet.box"),)
        names = (*(f"column.{holder}" for holder in holders), "column.sure")
        widths = (1, 1, 1.3, 1, 1)
        table = Table(
            columns=(
                Column(title=text("quiz.sheet.at"), width=0.7),
                Column(title=text("quiz.sheet.question"), width=6),
                *(
                    Column(title=text(f"quiz.{name}"), width=width)
                    for name, width in zip(names, widths, strict=True)
                ),
            ),
            rows=tuple(
                Row(cells=((same(str(at)),), self._question(item), *(box for _ in names)))
                for at, item in enumerate(items, start=1)
            ),
        )
        again = Paragraph(text=text("quiz.sheet.again"), is_small=True)
        return self._document("sheet", (*about, table, again))

    def key(self, items: Sequence[QuizItem]) -> Document:
        text = self._words.text
        table = Table(
            columns=(
                Column(title=text("quiz.sheet.at"), width=0.7),
                Column(title=text("quiz.report.duty"), width=3.6),
                Column(title=text("quiz.answers.right"), width=1.9),
                Column(title=text("quiz.answers.why"), width=5.8),
            ),
            rows=tuple(
                Row(
                    cells=(
                        (same(str(at)),),
                        (self._duty(item), *self._agreed(item)),
                        (text(f"quiz.right.{item.truth}"),),
                        self._why(item),
                    )
                )
                for at, item in enumerate(items, start=1)
            ),
        )
        points = Paragraph(text=text("quiz.answers.points"))
        return self._document("answers", (Fields(pairs=tuple(self._numbered())), points, table))

    def report(self, sitting: Sitting, both: Sequence[Sitting]) -> Document:
        text = self._words.text
        judged = sitting.judged
        dangerous = [pair for pair in judged if pair[1].is_dangerous]
        confident = [pair for pair in judged if pair[1].is_confident_error]
        index = sitting.awareness.index
        shown = same(one_decimal(index)) if index is not None else text("quiz.result.none")
        return self._document(
            "report",
            (
                Fields(
                    pairs=(
                        (text("quiz.sheet.name"), NOTHING),
                        (text("quiz.sheet.day"), NOTHING),
                        *self._numbered(),
                        (text("quiz.result.index"), (shown,)),
                        (text("quiz.result.both.answered"), self._counts(sitting)),
                    )
                ),
                Paragraph(text=text("quiz.result.scale"), is_small=True),
                *self._side_by_side(both),
                *self._list("dangerous", dangerous),
                *self._list("confident", confident),
                Heading(text=text("quiz.report.every")),
                self._every(sitting),
            ),
        )

    def _document(self, kind: str, blocks: Iterable[Block]) -> Document:
        text = self._words.text
        return Document(
            title=text(f"quiz.{kind}.title"),
            about=text("quiz.sheet.about", number=self._number.text),
            foot=text("word.attribution"),
            page_of=text("report.page"),
            program=text("word.app"),
            blocks=(*blocks, Paragraph(text=self._matrix.source, is_small=True)),
        )

    def _numbered(self) -> Iterable[tuple[LocalizedText, Lines]]:
        number = self._words.text(
            "quiz.sheet.number.text", number=self._number.text, version=self._matrix.version
        )
        yield self._words.text("quiz.sheet.number"), (number,)

    def _meaning(self, holder: BeliefHolder) -> LocalizedText:
        def word(catalog: Catalog) -> str:
            name = catalog.text(f"quiz.column.{holder}")
            meaning = wording.holder_meaning(holder, catalog)
            return catalog.text("quiz.sheet.holder", holder=name, text=meaning)

        return self._words.each(word)

    def _question(self, item: QuizItem) -> Lines:
        """Return a question; its service model is explained once for the whole sheet."""
        told = self._words.lines(lambda catalog: wording.question_lines(item, catalog))
        return (same(item.model.label), *told[1:])

    def _duty(self, item: QuizItem) -> LocalizedText:
        def word(catalog: Catalog) -> str:
            duty = wording.duty_text(item, catalog)
            return catalog.text("quiz.result.line", model=item.model.label, duty=duty)

        return self._words.each(word)

    def _agreed(self, item: QuizItem) -> Lines:
        return self._words.lines(lambda c: filter(None, (wording.agreed_text(item, c),)))

    def _why(self, item: QuizItem) -> Lines:
        told = self._words.lines(lambda c: wording.explanation_lines(item, c))
        return (*told, self._words.each(lambda c: wording.place_text(item, c)))

    def _counts(self, sitting: Sitting) -> Lines:
        counts = wording.counts_of(sitting.judged)
        values = {"done": sitting.done_count, "count": len(sitting.items), **counts}
        lines = [self._words.text("quiz.result.counts", **values)]
        if sitting.open_count:
            lines.append(self._words.text("quiz.result.left_out", open=sitting.open_count))
        return tuple(lines)

    def _side_by_side(self, both: Sequence[Sitting]) -> Iterable[Block]:
        if not both:
            return
        yield Heading(text=self._words.text("quiz.result.both"))
        head, *rows = zip(
            *(self._words.lines(partial(_column, both, at)) for at in range(1 + len(both))),
            strict=True,
        )
        yield Table(
            columns=tuple(Column(title=title, width=4) for title in head),
            rows=tuple(Row(cells=tuple((cell,) for cell in cells)) for cells in rows),
        )

    def _list(self, kind: str, found: list[tuple[QuizItem, JudgedBelief]]) -> Iterable[Block]:
        text = self._words.text
        yield Heading(text=text(f"quiz.result.{kind}", count=len(found)))
        yield Paragraph(text=text(f"quiz.result.{kind}{'.text' if found else '.none'}"))
        if not found:
            return
        rows: list[Row] = []
        for category in self._matrix.categories:
            inside = [pair for pair in found if pair[0].category_id == category.id]
            if inside:
                rows.append(Row(cells=((category.name,), NOTHING), look=RowLook.BAND))
            rows += [
                Row(cells=((self._duty(item), *self._agreed(item)), (self._believed(one),)))
                for item, one in inside
            ]
        yield Table(
            columns=(
                Column(title=text("quiz.report.duty"), width=6),
                Column(title=text("quiz.report.belief"), width=6),
            ),
            rows=tuple(rows),
        )

    def _believed(self, judged: JudgedBelief) -> LocalizedText:
        return self._words.each(lambda catalog: wording.believed_text(judged, catalog))

    def _every(self, sitting: Sitting) -> Table:
        text, judged = self._words.text, {item.id: one for item, one in sitting.judged}
        mark = {i.id: wording.verdict(judged.get(i.id)) for i in sitting.items}
        rows = [
            Row(
                cells=(
                    (same(str(at)),),
                    (self._duty(item), *self._agreed(item)),
                    (self._own(sitting, item), text(f"quiz.verdict.{mark[item.id]}")),
                    (text("quiz.right", holder=text(f"quiz.right.{item.truth}")), *self._why(item)),
                ),
                look=RowLook.OPEN if wording.is_wrong(judged.get(item.id)) else RowLook.PLAIN,
            )
            for at, item in enumerate(sitting.items, start=1)
        ]
        return Table(
            columns=(
                Column(title=text("quiz.sheet.at"), width=0.7),
                Column(title=text("quiz.report.duty"), width=3.3),
                Column(title=text("quiz.report.own"), width=2.5),
                Column(title=text("quiz.answers.why"), width=5.5),
            ),
            rows=tuple(rows),
        )

    def _own(self, sitting: Sitting, item: QuizItem) -> LocalizedText:
        answer = sitting.answers.get(item.id)
        return self._words.each(lambda catalog: wording.own_text(answer, catalog))


def _column(both: Sequence[Sitting], at: int, catalog: Catalog) -> tuple[str, ...]:
    return tuple(cells[at] for cells in wording.comparison_rows(both, catalog))
