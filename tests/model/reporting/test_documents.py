"""The agreement as a reader of the PDF, or of the Word file, finds it."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from fractions import Fraction

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from model.agreement import agreement_document
from model.document import (
    Chart,
    ChartKind,
    Column,
    Document,
    Edition,
    Fields,
    Heading,
    Measure,
    Paragraph,
    Row,
    RowLook,
    Signatures,
    Steps,
    Table,
    printed,
    same,
)
from model.errors import InputError, OutputError
from model.i18n import Catalog
from model.language import Language, LocalizedText
from model.ledger import DivisionGap
from model.library import load_sample
from model.reporting.document_docx import write_docx
from model.reporting.document_pdf import write_pdf
from model.reporting.documents import write_document
from model.reporting.plain import one_line
from tests.model.agreement_samples import GOVERNMENT, OSCAR, ROWS, SIGNED, half_settled, table_6

HAN = re.compile(r"[\u3400-\u9fff]")
HOSTILE = '<b>bold</b> & <img src="/etc/passwd"/> &lt; ]]>'
EDITIONS = list(Edition)

TABLE_6 = agreement_document(*GOVERNMENT, table_6())
HALF = agreement_document(*OSCAR, half_settled())
BOTH_DOCUMENTS = pytest.mark.parametrize("document", [TABLE_6, HALF], ids=["table-6", "half"])


def words(path):
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def squeezed(text):
    return "".join(text.split())


def in_docx(document, edition, tmp_path):
    path = tmp_path / "a.docx"
    write_docx(document, edition, path)
    return docx.Document(path)


def in_pdf(document, edition, tmp_path):
    path = tmp_path / "a.pdf"
    write_pdf(document, edition, path)
    return path


def lines(cell, edition):
    return "\n".join(one_line(t) for line in cell for t in printed(line, edition))


def joined(text, edition):
    return " · ".join(printed(text, edition))


def expected_tables(document, edition):
    """Return what each table of the Word file shall hold, cell by cell."""
    for block in document.blocks:
        if isinstance(block, Fields):
            yield [[joined(name, edition), lines(value, edition)] for name, value in block.pairs]
        elif isinstance(block, Signatures):
            sides = zip(block.left.pairs, block.right.pairs, strict=True)
            yield [
                [
                    text
                    for name, value in pairs
                    for text in (joined(name, edition), lines(value, edition))
                ]
                for pairs in sides
            ]
        elif isinstance(block, Table):
            head = [joined(column.title, edition) for column in block.columns]
            yield [
                head,
                *(
                    [joined(row.cells[0][0], edition)] * len(head)
                    if row.look is RowLook.BAND
                    else [lines(cell, edition) for cell in row.cells]
                    for row in block.rows
                ),
            ]


def with_lines(found):
    """Return the tables that have lines; those without set a paragraph in two columns."""
    return [table for table in found.tables if table.style.name == "Table Grid"]


# --- Word ------------------------------------------------------------------------------------


@BOTH_DOCUMENTS
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_word_file_opened_again_holds_the_data_cell_by_cell(tmp_path, document, edition):
    found = in_docx(document, edition, tmp_path)
    held = [[[c.text for c in row.cells] for row in table.rows] for table in with_lines(found)]

    assert held == list(expected_tables(document, edition))


@pytest.mark.parametrize("edition", EDITIONS)
def test_headings_are_real_and_heads_of_tables_are_repeated(tmp_path, edition):
    found = in_docx(TABLE_6, edition, tmp_path)
    headings = [p.text for p in found.paragraphs if p.style.name == "Heading 1"]
    titles = [p.text for p in found.paragraphs if p.style.name == "Title"]
    data = [t for t in with_lines(found) if len(t.columns) in (3, 5)]

    assert headings == [joined(b.text, edition) for b in TABLE_6.blocks if isinstance(b, Heading)]
    assert tuple(titles) == printed(TABLE_6.title, edition)
    assert len(data) == 2
    for table in data:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_paragraph_stands_in_each_language(tmp_path, edition):
    found = in_docx(HALF, edition, tmp_path)
    said = [p.text for p in found.paragraphs]
    said += [cell.text for table in found.tables for row in table.rows for cell in row.cells]

    for block in HALF.blocks:
        if not isinstance(block, Fields | Signatures | Table | Heading):
            assert set(printed(block.text, edition)) <= set(said)


def runs(found):
    for element in found.element.body.iter(qn("w:r")):
        yield "".join(t.text or "" for t in element.iter(qn("w:t"))), element.rPr


@pytest.mark.parametrize("edition", EDITIONS)
def test_chinese_has_a_font_of_its_own_and_the_language_is_said(tmp_path, edition):
    found = in_docx(TABLE_6, edition, tmp_path)
    chinese = [properties for text, properties in runs(found) if HAN.search(text)]
    language = next(found.styles.element.iter(qn("w:lang")))

    assert chinese
    assert {p.rFonts.get(qn("w:eastAsia")) for p in chinese} == {"Microsoft YaHei"}
    assert language.get(qn("w:eastAsia")) == "zh-CN"
    assert language.get(qn("w:val")) == ("en-GB" if edition is Edition.EN else "zh-CN")
    page = found.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)


def test_the_word_file_says_nothing_about_machine_or_time(tmp_path):
    found = in_docx(TABLE_6, Edition.EN, tmp_path)
    about = found.core_properties

    assert (about.title, about.author) == ("Division of Security Responsibilities", "Shoulder")
    assert (about.last_modified_by, about.comments, about.keywords) == ("", "", "")
    assert (about.created, about.modified) == (None, None)
    with zipfile.ZipFile(tmp_path / "a.docx") as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in parts.namelist() if "thumbnail" in name]


def test_pages_of_the_word_file_are_counted_by_fields(tmp_path):
    found = in_docx(TABLE_6, Edition.BOTH, tmp_path)
    foot = found.sections[0].footer._element
    codes = [field.get(qn("w:instr")) for field in foot.iter(qn("w:fldSimple"))]

    assert codes == ["PAGE", "NUMPAGES"] * 2
    assert {found.styles[name].font.size.pt for name in ("Header", "Footer")} == {8}
    assert found.sections[0].header.paragraphs[0].text == "政务云服务合同 2026-017 号 · 政务服务网"


@given(st.lists(st.text(), min_size=3, max_size=3))
@example(["", " ", "a "])
@settings(max_examples=60)
def test_any_text_can_be_put_into_a_word_file_and_read_again(tmp_path_factory, given_texts):
    cells = tuple((same(text),) for text in given_texts)
    table = Table(
        columns=tuple(Column(title=same(name), width=4) for name in "abc"),
        rows=(Row(cells=cells), Row(cells=cells, look=RowLook.OPEN)),
    )
    text = same(given_texts[0])
    document = Document(
        title=text, about=text, foot=text, page_of=same("{page}"), program=text, blocks=(table,)
    )
    found = in_docx(document, Edition.EN, tmp_path_factory.mktemp("docx"))
    clean = [one_line(t).replace("\ufffe", "").replace("\uffff", "") for t in given_texts]

    for row in found.tables[0].rows[1:]:
        assert [cell.text.strip() for cell in row.cells] == clean


# --- PDF -------------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_pdf_of_table_6_holds_every_duty_name_and_hand_off(tmp_path, edition):
    text = squeezed(words(in_pdf(TABLE_6, edition, tmp_path)))

    for language in edition.languages:
        for duty in GOVERNMENT[0].responsibilities:
            assert squeezed(duty.name.in_(language)) in text
    for number, (row, _) in enumerate(ROWS, start=1):
        assert squeezed(f"附件一第 {number} 行") in text, row
    for said in (
        SIGNED.customer_name,
        SIGNED.provider_signatory,
        SIGNED.reference,
        "第55项季度记录",
    ):
        assert squeezed(said) in text


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_pdf_holds_every_cell_and_every_gap(tmp_path, edition):
    text = squeezed(words(in_pdf(HALF, edition, tmp_path)))
    tables = [block for block in HALF.blocks if isinstance(block, Table)]

    for line in (line for t in tables for row in t.rows for cell in row.cells for line in cell):
        for each in printed(line, edition):
            assert squeezed(each) in text
    for language in edition.languages:
        for gap in DivisionGap:
            assert squeezed(Catalog(language).text(f"word.gap.{gap}")) in text


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_pdf_has_an_outline_a_language_and_page_numbers(tmp_path, edition):
    path = in_pdf(TABLE_6, edition, tmp_path)
    reader = PdfReader(path)
    titles = [item.title for item in reader.outline]
    last = len(reader.pages)

    assert titles == [joined(b.text, edition) for b in TABLE_6.blocks if isinstance(b, Heading)]
    assert reader.trailer["/Root"]["/Lang"] == ("en" if edition is Edition.EN else "zh-CN")
    page = joined(TABLE_6.page_of, edition).format(page=last, total=last)
    assert squeezed(page) in squeezed(reader.pages[-1].extract_text())


SAMPLES = [load_sample(language) for language in Language]
SAMPLE_DOCUMENTS = [agreement_document(*OSCAR, sample) for sample in SAMPLES]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("document", [TABLE_6, HALF, *SAMPLE_DOCUMENTS])
def test_no_heading_stands_alone_at_the_foot_of_a_page(tmp_path, document, edition):
    pages = PdfReader(in_pdf(document, edition, tmp_path)).pages
    headings = [joined(b.text, edition) for b in document.blocks if isinstance(b, Heading)]

    for page in pages:  # head and foot of a page are drawn before what stands between them
        last = squeezed(page.extract_text())[-200:]
        assert not [h for h in headings if last.endswith(squeezed(h))]


# --- every block ----------------------------------------------------------------------------


def both(word):
    return LocalizedText(zh=f"{word}中文", en=word)


def every_block():
    table = Table(
        columns=(Column(title=both("name"), width=8), Column(title=both("n"), width=4)),
        rows=(
            Row(cells=((both("band"),),), look=RowLook.BAND),
            Row(cells=((both("wide"),),), look=RowLook.WIDE),
            Row(cells=((both("cell"),), (both("seven"),))),
        ),
        caption=both("caption"),
    )
    figures = replace(table, columns=(table.columns[0], replace(table.columns[1], is_figure=True)))
    measure = Measure(name=both("bar"), value=Fraction(7), low=Fraction(3), high=Fraction(9))
    blocks = (
        Heading(text=both("one")),
        Heading(text=both("two"), level=2),
        Heading(text=both("three"), level=3),
        Paragraph(text=both("paragraph")),
        Steps(items=(both("first"), both("second"))),
        Steps(items=(both("loose"),), is_numbered=False),
        Fields(pairs=((both("field"), Steps(items=(both("do"), both("check")))),)),
        table,
        Chart(
            kind=ChartKind.BARS,
            title=both("chart"),
            says=both("says"),
            measures=(measure,),
            table=figures,
        ),
        Chart(
            kind=ChartKind.GAUGE,
            title=both("gauge"),
            says=both("says"),
            measures=(measure,),
            table=figures,
        ),
    )
    text = both("x")
    return Document(
        title=text, about=text, foot=text, page_of=same("{page}"), program=text, blocks=blocks
    )


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_pdf_prints_every_kind_of_block(tmp_path, edition):
    path = in_pdf(every_block(), edition, tmp_path)
    text = squeezed(words(path))
    outline = PdfReader(path).outline

    for language in edition.languages:
        for word in ("one", "two", "three", "paragraph", "second", "loose", "check", "bar"):
            assert both(word).in_(language) in text
        for word in ("caption", "band", "wide", "cell", "seven"):
            assert text.count(both(word).in_(language)) >= 3
    assert "1" + joined(both("first"), edition)[:5] in text
    assert "2" + joined(both("check"), edition)[:5] in text
    assert [outline[0].title, outline[1][0].title, outline[1][1][0].title] == [
        joined(both(word), edition) for word in ("one", "two", "three")
    ]


def test_figures_of_a_pdf_end_where_the_head_of_their_column_ends(tmp_path):
    wide = Table(
        columns=(Column(title=same("a"), width=8), Column(title=same("HEAD"), width=4)),
        rows=(Row(cells=((same("b"),), (same("7"),))),),
    )
    figures = replace(wide, columns=(wide.columns[0], replace(wide.columns[1], is_figure=True)))
    places = []
    for table in (wide, figures):
        path = in_pdf(replace(every_block(), blocks=(table,)), Edition.EN, tmp_path)
        found = {}
        PdfReader(path).pages[0].extract_text(
            visitor_text=lambda text, _, matrix, *__, found=found: found.setdefault(
                text.strip(), matrix[4]
            )
        )
        places.append(found["7"] - found["HEAD"])

    assert places[0] == pytest.approx(0, abs=0.5)
    assert places[1] > 10


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_word_file_holds_every_kind_of_block(tmp_path, edition):
    found = in_docx(every_block(), edition, tmp_path)
    styled = [(p.style.name, p.text) for p in found.paragraphs]
    steps = with_lines(found)[0].rows[0].cells[1].paragraphs
    bare, *drawn = with_lines(found)[1:]

    for level, word in enumerate(("one", "two", "three"), start=1):
        assert (f"Heading {level}", joined(both(word), edition)) in styled
    assert [text for name, text in styled if name == "List Number"] == [
        joined(both(word), edition) for word in ("first", "second")
    ]
    assert ("List Bullet", joined(both("loose"), edition)) in styled
    assert [(p.style.name, p.text) for p in steps] == [
        ("List Number", joined(both(word), edition)) for word in ("do", "check")
    ]
    assert [name for name, _ in styled].count("Caption") == 3
    assert len(drawn) == 2
    for table in (bare, *drawn):
        rows = [[c.text for c in row.cells] for row in table.rows]
        assert rows[1] == [joined(both("band"), edition)] * 2
        assert rows[2] == [joined(both("wide"), edition)] * 2
        assert rows[3] == [lines((both(word),), edition) for word in ("cell", "seven")]
    right = [t.rows[3].cells[1].paragraphs[0].alignment for t in (bare, *drawn)]
    assert right == [None, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.RIGHT]
    assert not found.inline_shapes


def test_lists_of_a_word_file_each_count_from_one(tmp_path):
    steps = Steps(items=(both("a"), both("b")))
    document = replace(every_block(), blocks=(steps, steps))
    found = in_docx(document, Edition.EN, tmp_path)
    ids = [p._p.pPr.numPr.numId.val for p in found.paragraphs if p.style.name == "List Number"]
    numbering = found.part.numbering_part.element

    assert ids[0] == ids[1] != ids[2] == ids[3]
    for each in set(ids):
        made = numbering.num_having_numId(each)
        assert made.lvlOverride_lst[0].startOverride.val == 1


# --- both ------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [".pdf", ".docx", ".PDF"])
def test_the_same_data_gives_the_same_bytes(tmp_path, ending):
    one, other = tmp_path / f"one{ending}", tmp_path / f"other{ending}"
    for path in (one, other):
        write_document(HALF, Edition.BOTH, path)

    assert one.read_bytes() == other.read_bytes()


def test_what_people_typed_is_plain_text_in_both(tmp_path):
    formula, note = "=1+1", f"{HOSTILE}\u202e right to left"
    held = half_settled(name=HOSTILE, note=note, line=formula)
    document = agreement_document(*OSCAR, held)
    found = in_docx(document, Edition.EN, tmp_path)
    cells = {cell.text for table in with_lines(found) for row in table.rows for cell in row.cells}
    text = squeezed(words(in_pdf(document, Edition.EN, tmp_path)))

    assert {HOSTILE, one_line(note), f"2026-11-01\n{formula}"} <= cells
    assert "\u202e" not in "".join(cells)
    for typed in (HOSTILE, one_line(note), formula):
        assert squeezed(typed) in text
    assert not found.inline_shapes


@pytest.mark.parametrize(
    "note",
    ["责任" * 1000, "word " * 400, "\n".join("x" * 1000), "W" * 2000],
    ids=["chinese", "words", "lines", "one-word"],
)
def test_the_longest_notes_are_printed_whole(tmp_path, note):
    document = agreement_document(*OSCAR, half_settled(note=note, line=note[:120], name="n" * 120))
    path = in_pdf(document, Edition.BOTH, tmp_path)
    in_docx(document, Edition.BOTH, tmp_path)

    text = squeezed(words(path))
    assert len(PdfReader(path).pages) > 5
    assert text.count(note[0]) >= 5 * squeezed(note).count(note[0])


def test_another_ending_is_refused_and_nothing_written(tmp_path, catalog):
    path = tmp_path / "a.txt"
    with pytest.raises(InputError) as caught:
        write_document(HALF, Edition.ZH, path)

    assert ".docx" in catalog.explain(caught.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", [".pdf", ".docx"])
def test_where_nothing_can_be_written_nothing_is_left(tmp_path, ending):
    with pytest.raises(OutputError):
        write_document(HALF, Edition.ZH, tmp_path / "missing" / f"a{ending}")

    assert list(tmp_path.iterdir()) == []


def test_a_day_is_written_as_each_language_does(tmp_path):
    day = date(2026, 12, 1)
    assert SIGNED.valid_from == day
    cells = [
        [c.text for r in with_lines(in_docx(TABLE_6, e, tmp_path))[0].rows for c in r.cells]
        for e in EDITIONS
    ]

    assert ["2026 年 12 月 1 日" in c for c in cells] == [True, False, False]
    assert ["2026-12-01" in c for c in cells] == [False, True, False]
    assert "2026 年 12 月 1 日\n2026-12-01" in cells[2]
