"""The quiz in print: a sheet without answers, its key, and a result."""

from dataclasses import fields, is_dataclass, replace

import pytest

from model import quiz_words as wording
from model.awareness import Truth
from model.belief import BeliefHolder
from model.content.learning import load_incidents
from model.content.loader import load_matrix
from model.document import Edition, Fields, RowLook, Table
from model.i18n import Catalog
from model.language import Language, LocalizedText
from model.quiz import Form, FormNumber, draw, read_number
from model.quiz_document import answer_key, blank_form, result_document
from model.quiz_sitting import Sitting
from model.reporting.documents import write_document

MATRIX, INCIDENTS = load_matrix(), load_incidents()
NUMBER = FormNumber(form=Form.AFTER, seed=4711)
RIGHT = {
    Truth.CUSTOMER: BeliefHolder.US,
    Truth.SHARED: BeliefHolder.BOTH,
    Truth.PROVIDER: BeliefHolder.PROVIDER,
}


def drawn(number=NUMBER):
    return draw(MATRIX, INCIDENTS, number.seed, number.form)


def sitting(holder_of, *, skip=()):
    items = drawn()
    holders = {i.id: holder_of(i) for n, i in enumerate(items) if n not in skip}
    return Sitting(number=NUMBER, items=items, holders=holders, is_finished=True)


def tables(document):
    return [block for block in document.blocks if isinstance(block, Table)]


def texts(value):
    """Return every text in a document."""
    if isinstance(value, LocalizedText):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


def printed(document, language):
    return "\n".join(text.in_(language) for text in texts(document))


@pytest.mark.parametrize("language", list(Language))
def test_the_sheet_asks_every_question_and_tells_no_answer(language):
    items, catalog = drawn(), Catalog(language)
    sheet = blank_form(MATRIX, NUMBER, items)

    rows = tables(sheet)[0].rows
    assert len(rows) == 30
    for item, row in zip(items, rows, strict=True):
        asked = [line.in_(language) for line in row.cells[1]]
        assert asked[0] == item.model.label
        assert tuple(asked[1:]) == wording.question_lines(item, catalog)[1:]
        assert len(set(row.cells[2:])) == 1, "every box looks the same"
    whole = printed(sheet, language)
    for item in items:
        for line in wording.explanation_lines(item, catalog):
            assert line not in whole


@pytest.mark.parametrize("made", [blank_form, answer_key])
def test_a_printed_number_makes_the_same_form_again(made):
    document = made(MATRIX, NUMBER, drawn())
    about = document.about.en

    number = read_number(about.split()[-1], Form.BEFORE)

    assert number == NUMBER
    assert made(MATRIX, number, drawn(number)) == document
    named = next(block for block in document.blocks if isinstance(block, Fields))
    assert any(MATRIX.version in text.en for text in texts(named))


@pytest.mark.parametrize("language", list(Language))
def test_the_key_gives_each_answer_with_its_reason_and_place(language):
    items, catalog = drawn(), Catalog(language)

    rows = tables(answer_key(MATRIX, NUMBER, items))[0].rows

    for item, row in zip(items, rows, strict=True):
        assert row.cells[2][0].in_(language) == wording.right_text(item.truth, catalog)
        why = [line.in_(language) for line in row.cells[3]]
        assert tuple(why[:-1]) == wording.explanation_lines(item, catalog)
        assert why[-1] == wording.place_text(item, catalog)


def test_all_right_is_printed_as_a_hundred_and_nothing_to_look_at():
    document = result_document(MATRIX, sitting(lambda item: RIGHT[item.truth]))

    assert "100.0" in printed(document, Language.EN)
    assert len(tables(document)) == 1
    assert {row.look for row in tables(document)[0].rows} == {RowLook.PLAIN}


def test_dangerous_and_sure_errors_are_listed_under_their_categories():
    made = sitting(lambda _: BeliefHolder.PROVIDER, skip=(3, 4))
    document = result_document(MATRIX, made)

    dangerous, confident, every = tables(document)
    wrong = [item for item, one in made.judged if one.is_dangerous]
    for table in (dangerous, confident):
        assert len([r for r in table.rows if r.look is RowLook.PLAIN]) == len(wrong)
        bands = [row.cells[0][0] for row in table.rows if row.look is RowLook.BAND]
        assert bands == [
            c.name for c in MATRIX.categories if c.id in {i.category_id for i in wrong}
        ]
    assert len(every.rows) == 30
    assert sum(row.look is RowLook.OPEN for row in every.rows) == len(wrong)
    assert "Unanswered, and so left out: 2." in printed(document, Language.EN)


@pytest.mark.parametrize("language", list(Language))
def test_both_forms_are_printed_side_by_side(language):
    after = sitting(lambda item: RIGHT[item.truth])
    before = replace(
        sitting(lambda _: BeliefHolder.PROVIDER), number=replace(NUMBER, form=Form.BEFORE)
    )
    table = tables(result_document(MATRIX, after, (before, after)))[0]

    shown = tuple(tuple(cell[0].in_(language) for cell in row.cells) for row in table.rows)
    head = tuple(column.title.in_(language) for column in table.columns)
    assert (head, *shown) == wording.comparison_rows((before, after), Catalog(language))
    assert head[1] != head[2]
    assert shown[0][2] == "100.0"
    assert int(shown[1][1]) > int(shown[1][2]) == 0


def test_without_any_answer_there_is_no_index():
    document = result_document(MATRIX, sitting(lambda _: BeliefHolder.US, skip=range(30)))

    assert "there is no index" in printed(document, Language.EN)


@pytest.mark.parametrize("edition", [Edition.ZH, Edition.EN])
@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_each_is_printed_as_pdf_and_word(tmp_path, edition, ending):
    made = sitting(lambda _: BeliefHolder.PROVIDER)
    documents = (
        blank_form(MATRIX, NUMBER, drawn()),
        answer_key(MATRIX, NUMBER, drawn()),
        result_document(MATRIX, made),
    )
    for at, document in enumerate(documents):
        path = tmp_path / f"{at}.{ending}"

        write_document(document, edition, path)

        assert path.stat().st_size > 5_000


@pytest.mark.parametrize("language", list(Language))
def test_everything_names_the_source(language):
    for document in (
        blank_form(MATRIX, NUMBER, drawn()),
        answer_key(MATRIX, NUMBER, drawn()),
        result_document(MATRIX, sitting(lambda _: BeliefHolder.US)),
    ):
        assert document.foot.in_(language) == Catalog(language).text("word.attribution")
        assert MATRIX.source.in_(language) in printed(document, language)
