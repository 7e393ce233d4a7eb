"""Questions to the provider as workbook and document: written, filled in, read back, refused."""

from __future__ import annotations

import contextlib
import io
import re
import struct
import warnings
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from model.errors import InputError, OutputError
from model.exchange.office import looked_through
from model.exchange.provider_questions_docx import to_document
from model.exchange.provider_questions_file import read_replies, replies_of, write_questions
from model.exchange.provider_questions_xlsx import to_workbook
from model.i18n import Catalog
from model.language import Language
from model.library import content
from model.provider_letter import as_text, letter
from model.provider_questions import provider_questions
from model.provider_reply import ProviderReply, holders
from model.responsibility import Allocation
from model.text import clean, clean_line
from tests.builders import make_assessment

MATRIX, QUESTIONNAIRE = content("oscar-2020")
CATALOGS = {language: Catalog(language) for language in Language}
EN = CATALOGS[Language.EN]
KINDS = ("xlsx", "docx")
DAY = date(2026, 11, 24)
HEAD = 5
DOCX_TABLE_ROW = 2
HOSTILE = '=HYPERLINK("http://example.com","x") <b>&amp; \ufffe\x00'


def made_letter(language=Language.EN, count=6, **changes):
    assessment = make_assessment(origin="origin-1", **changes)
    questions = provider_questions(MATRIX, QUESTIONNAIRE, assessment)[:count]
    return letter(questions, assessment, MATRIX, CATALOGS[language], DAY, "Li")


LETTERS = {language: made_letter(language) for language in Language}
FILES = {("xlsx", language): to_workbook(told) for language, told in LETTERS.items()} | {
    ("docx", language): to_document(told) for language, told in LETTERS.items()
}


def columns(reply, language):
    """Return what somebody types into the six columns for a reply."""
    words = {holder: word for word, holder in holders(CATALOGS[language])}
    dated = reply.dated.isoformat() if reply.dated else ""
    return (words[reply.holder], reply.written, dated, reply.proof, reply.note, reply.person)


def filled_workbook(raw, replies, language):
    book = load_workbook(io.BytesIO(raw))
    sheet = book.worksheets[0]
    rows = {sheet.cell(at, 2).value: at for at in range(HEAD + 1, sheet.max_row + 1)}
    for reply in replies:
        for at, text in enumerate(columns(reply, language), start=5):
            if not text:
                continue
            cell = sheet.cell(rows[reply.question_id], at)
            if at == 7:
                cell.value = reply.dated
            else:
                cell.value = text
                cell.data_type = "s"
    return saved(book)


def filled_document(raw, replies, language):
    document = Document(io.BytesIO(raw))
    (table,) = document.tables
    rows = {}
    for row in table.rows:
        if match := re.search(r"\[(.+/\w+)\]$", row.cells[1].text):
            rows[match[1]] = row
    for reply in replies:
        for cell, text in zip(
            rows[reply.question_id].cells[2:], columns(reply, language), strict=True
        ):
            cell.paragraphs[0].text = text
    return saved(document)


FILL = {"xlsx": filled_workbook, "docx": filled_document}


def saved(made):
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


# What a person can type: letters of any script, and signs; a tab is not typed into a cell.
TYPED = st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn"), include_characters="\n"),
    max_size=60,
)
DAYS = st.none() | st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1))


@st.composite
def reply_lists(draw):
    ids = draw(st.sets(st.sampled_from([q.id for q in LETTERS[Language.EN].questions])))
    return [
        ProviderReply(
            question_id=each,
            holder=draw(
                st.sampled_from((Allocation.PROVIDER, Allocation.CUSTOMER, Allocation.SHARED))
            ),
            dated=draw(DAYS),
            written=clean(draw(TYPED)),
            proof=clean(draw(TYPED)),
            note=clean(draw(TYPED)),
            person=clean_line(draw(TYPED)),
        )
        for each in sorted(ids)
    ]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(replies=reply_lists())
def test_what_was_filled_in_reads_back_equal(kind, language, replies):
    raw = FILL[kind](FILES[kind, language], replies, language)
    found = replies_of(raw, "a")

    assert sorted(found.replies, key=lambda r: r.question_id) == replies
    assert found.faults == ()
    assert found.unanswered == len(LETTERS[language].questions) - len(replies)
    assert found.origin == "origin-1"


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_that_comes_back_empty_says_so(kind):
    found = replies_of(FILES[kind, Language.ZH], "a")

    assert found.replies == ()
    assert found.unanswered == 6


@pytest.mark.parametrize("name", ["a.xlsx", "a.docx", "a.txt", "A.XLSX"])
def test_a_file_is_written_as_its_name_says_and_read_by_what_it_holds(tmp_path, name):
    path = tmp_path / name
    write_questions(LETTERS[Language.EN], path)

    if path.suffix == ".txt":
        assert path.read_text(encoding="utf-8") == as_text(LETTERS[Language.EN])
    else:
        renamed = path.rename(tmp_path / "renamed")
        assert read_replies(renamed).unanswered == 6


def test_nothing_is_left_where_a_file_cannot_be_written(tmp_path):
    with pytest.raises(OutputError):
        write_questions(LETTERS[Language.EN], tmp_path / "no" / "a.xlsx")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", list(Language))
class TestWorkbook:
    def test_holds_every_question_as_text(self, language):
        told = LETTERS[language]
        sheet = load_workbook(io.BytesIO(FILES["xlsx", language])).worksheets[0]

        for at, question in enumerate(told.questions, start=HEAD + 1):
            assert sheet.cell(at, 1).value == str(question.number)
            assert sheet.cell(at, 2).value == question.id
            assert sheet.cell(at, 3).value == question.duty
            asked = sheet.cell(at, 4).value.split("\n")
            assert asked == [question.text, *question.lines, question.reason]
        assert told.source in [sheet.cell(at, 1).value for at in range(1, HEAD)]

    def test_only_the_columns_of_the_reply_can_be_filled(self, language):
        sheet = load_workbook(io.BytesIO(FILES["xlsx", language])).worksheets[0]

        assert sheet.protection.sheet
        for at in range(1, 11):
            assert sheet.cell(HEAD + 1, at).protection.locked == (at < 5)

    def test_offers_who_can_hold_it_and_fits_a_page(self, language):
        sheet = load_workbook(io.BytesIO(FILES["xlsx", language])).worksheets[0]
        (offered,) = sheet.data_validations.dataValidation

        words = ",".join(LETTERS[language].holders)
        assert offered.formula1 == f'"{words}"'
        assert str(offered.sqref) == f"E{HEAD + 1}:E{HEAD + 6}"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.freeze_panes == f"D{HEAD + 1}"
        assert sheet.column_dimensions["B"].hidden
        assert not re.search(r"&[^P&N]", sheet.oddFooter.right.text.replace(" ", ""))


@pytest.mark.parametrize("language", list(Language))
def test_a_document_holds_every_question_under_its_heading(language):
    told = LETTERS[language]
    document = Document(io.BytesIO(FILES["docx", language]))
    (table,) = document.tables
    texts = [row.cells[1].text for row in table.rows]
    lines = [paragraph.text for paragraph in document.paragraphs]

    for question in told.questions:
        parts = (question.duty, question.text, *question.lines, question.reason)
        assert "\n".join((*parts, f"[{question.id}]")) in texts
        assert told.headings[question.why] in texts
    assert told.title in lines
    assert told.source in lines
    assert document.sections[0].page_width > document.sections[0].page_height


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_names_stay_text(kind):
    assessment = make_assessment(organisation=HOSTILE)
    service = replace(assessment.service, name=HOSTILE, provider=HOSTILE)
    told = made_letter(organisation=HOSTILE, service=service)
    raw = to_workbook(told) if kind == "xlsx" else to_document(told)

    assert replies_of(raw, "a").unanswered == 6
    if kind == "xlsx":
        for sheet in load_workbook(io.BytesIO(raw)).worksheets:
            assert {c.data_type for row in sheet.iter_rows() for c in row if c.value} == {"s"}


def edited(raw, change):
    """Return a zip in which some members are changed; a member of None is left out."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(held, "w") as new:
        members = {name: old.read(name) for name in old.namelist()}
        for name, content_ in change(members).items():
            new.writestr(name, content_, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def refused(raw):
    with pytest.raises(InputError) as caught:
        replies_of(raw, "a.xlsx")
    sentence = EN.explain(caught.value)
    assert "a.xlsx" in sentence
    assert len(sentence) < 300
    return caught.value.details.get("what", caught.value).key


def book_of(fill, language=Language.EN):
    book = load_workbook(io.BytesIO(FILES["xlsx", language]))
    fill(book.worksheets[0])
    return saved(book)


class TestHostileWorkbook:
    def test_a_formula_counts_as_what_it_last_came_to_and_else_as_empty(self):
        def fill(sheet):
            sheet["E6"], sheet["H6"] = "=A1", '=WEBSERVICE("http://example.com")'

        def came_to(members):
            name = "xl/worksheets/sheet1.xml"
            held = members[name]
            found = re.search(rb'<c r="E6"([^>]*?)><f>A1</f><v */?>(?:</v>)?', held)
            cell = b'<c r="E6"' + found[1] + b' t="str"><f>A1</f><v>Provider</v>'
            return {**members, name: held.replace(found[0], cell)}

        assert replies_of(book_of(fill), "a").unanswered == 6
        (reply,) = replies_of(edited(book_of(fill), came_to), "a").replies
        assert (reply.holder, reply.proof) == (Allocation.PROVIDER, "")

    def test_a_sheet_that_claims_a_million_rows_is_read_at_once(self):
        raw = book_of(lambda sheet: sheet.__setitem__("E6", "Provider"))

        def claim(members):
            name = "xl/worksheets/sheet1.xml"
            members[name] = re.sub(
                rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', members[name]
            )
            return members

        assert len(replies_of(edited(raw, claim), "a").replies) == 1

    def test_a_row_far_below_costs_nothing(self):
        raw = book_of(lambda sheet: sheet.__setitem__("E1048576", "Provider"))

        assert replies_of(raw, "a").unanswered == 6

    def test_too_many_rows_are_refused(self):
        def fill(sheet):
            for at in range(HEAD + 1, 2100):
                sheet[f"B{at}"] = "x/unsettled"

        assert refused(book_of(fill)) == "error.reply.too_many"

    def test_a_text_of_100_000_characters_is_listed_not_taken(self):
        def fill(sheet):
            sheet["E6"], sheet["I6"] = "Provider", "mark"

        def lengthen(members):
            name = next(n for n in members if b">mark<" in members[n])
            members[name] = members[name].replace(b">mark<", b">" + b"x" * 100_000 + b"<")
            return members

        found = replies_of(edited(book_of(fill), lengthen), "a")
        assert found.replies == ()
        (fault,) = found.faults
        assert "Questions!I6" in EN.explain(fault)

    def test_merged_cells_are_named(self):
        def fill(sheet):
            sheet["E6"] = "Provider"
            sheet.merge_cells("E6:E8")

        found = replies_of(book_of(fill), "a")
        assert len(found.replies) == 1
        assert [fault.details["what"].key for fault in found.faults] == ["error.reply.merged"]

    def test_an_id_twice_and_an_id_unknown_are_named(self):
        def fill(sheet):
            sheet["B7"] = sheet["B6"].value
            sheet["B8"] = "no id at all"
            for at in (6, 7, 8):
                sheet[f"E{at}"] = "Provider"

        found = replies_of(book_of(fill), "a")
        assert found.replies == ()
        assert [fault.details["what"].key for fault in found.faults] == [
            "error.reply.twice",
            "error.reply.twice",
            "error.reply.no_id",
        ]

    def test_numbers_and_moments_are_read_as_what_they_show(self):
        def fill(sheet):
            sheet["E6"], sheet["F6"], sheet["G6"], sheet["I6"] = "Both", 4.2, DAY, 3

        (reply,) = replies_of(book_of(fill), "a").replies
        assert (reply.written, reply.dated, reply.note) == ("4.2", DAY, "3")

    def test_a_newer_format_is_refused_politely(self):
        book = load_workbook(io.BytesIO(FILES["xlsx", Language.EN]))
        book["shoulder"]["B2"] = "2"

        assert refused(saved(book)) == "error.newer_format"

    @pytest.mark.parametrize("cell", ["B1", "B2"])
    def test_a_foreign_workbook_is_refused(self, cell):
        book = load_workbook(io.BytesIO(FILES["xlsx", Language.EN]))
        book["shoulder"][cell] = "x"
        assert refused(saved(book)) == "error.reply.not_ours"

        del book["shoulder"]
        assert refused(saved(book)) == "error.reply.not_ours"


def document_of(fill, language=Language.EN):
    document = Document(io.BytesIO(FILES["docx", language]))
    fill(document)
    return saved(document)


def row_of(document, number=1):
    """Return the row of a question; the first rows are the headings."""
    found = [row for row in document.tables[0].rows if row.cells[0].text == str(number)]
    return found[0]


class TestHostileDocument:
    def test_a_link_to_the_outside_is_read_as_its_text(self):
        def fill(document):
            row = row_of(document)
            row.cells[2].text = "Provider"
            paragraph = row.cells[5].paragraphs[0]
            kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
            key = document.part.relate_to("https://example.com/soc2", kind, is_external=True)
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), key)
            run = OxmlElement("w:r")
            text = OxmlElement("w:t")
            text.text = "https://example.com/soc2"
            run.append(text)
            link.append(run)
            paragraph._p.append(link)

        (reply,) = replies_of(document_of(fill), "a").replies
        assert reply.proof == "https://example.com/soc2"

    def test_a_template_or_picture_from_outside_is_never_opened(self):
        def fill(document):
            row_of(document).cells[2].text = "Provider"
            base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
            for kind in ("attachedTemplate", "image"):
                target = "file:///etc/passwd"
                document.part.relate_to(target, base + kind, is_external=True)

        assert len(replies_of(document_of(fill), "a").replies) == 1

    def test_tracked_changes_count_as_accepted(self):
        def fill(document):
            row = row_of(document)
            for cell, kind, inner, text in (
                (2, "ins", "t", "Provider"),
                (2, "del", "delText", "Customer"),
                (6, "moveFrom", "t", "gone"),
            ):
                row.cells[cell].paragraphs[0]._p.append(
                    parse_xml(
                        f"<w:{kind} {nsdecls('w')} w:id='1' w:author='x'>"
                        f"<w:r><w:{inner}>{text}</w:{inner}></w:r></w:{kind}>"
                    )
                )

        (reply,) = replies_of(document_of(fill), "a").replies
        assert reply.holder is Allocation.PROVIDER
        assert reply.note == ""

    def test_merged_cells_are_named(self):
        def fill(document):
            row = row_of(document)
            row.cells[2].merge(row.cells[3])

        found = replies_of(document_of(fill), "a")
        assert [fault.details["what"].key for fault in found.faults] == ["error.reply.merged"]

    def test_tables_inside_a_cell_are_part_of_its_text_and_cost_no_more(self):
        def fill(document):
            row = row_of(document)
            row.cells[2].text = "Provider"
            inner = "<w:tbl><w:tr><w:tc>" * 60 + "<w:p/>" * 300 + "</w:tc></w:tr></w:tbl>" * 60
            whole = parse_xml(
                f"<w:tc {nsdecls('w')}>{inner}<w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>"
            )
            for each in whole:
                row.cells[6]._tc.append(each)

        (reply,) = replies_of(document_of(fill), "a").replies
        assert reply.note == "x"

    def test_a_row_without_its_cells_is_named(self):
        def fill(document):
            row = row_of(document)
            row._tr.remove(row.cells[7]._tc)

        found = replies_of(document_of(fill), "a")
        assert [fault.details["what"].key for fault in found.faults] == ["error.reply.row_cells"]

    def test_a_row_whose_id_was_deleted_is_named(self):
        def fill(document):
            row = row_of(document)
            row.cells[1].text = "something else"
            row.cells[2].text = "Provider"

        (fault,) = replies_of(document_of(fill), "a").faults
        assert fault.details["what"].key == "error.reply.no_id"

    def test_a_text_of_100_000_characters_is_listed_not_taken(self):
        def fill(document):
            row = row_of(document)
            row.cells[2].text, row.cells[6].text = "Provider", "x" * 100_000

        found = replies_of(document_of(fill), "a")
        assert found.replies == ()
        sentence = EN.explain(found.faults[0])
        assert "table 1, row 3, cell 7" in sentence
        assert len(sentence) < 200

    def test_too_many_rows_are_refused(self):
        def fill(document):
            row = document.tables[0].rows[0]._tr
            for _ in range(2001):
                row.addnext(OxmlElement("w:tr"))

        assert refused(document_of(fill)) == "error.reply.too_many"

    def test_an_id_twice_is_not_taken(self):
        def fill(document):
            for number in (1, 2):
                row_of(document, number).cells[2].text = "Provider"
            row_of(document, 2).cells[1].text = row_of(document, 1).cells[1].text

        found = replies_of(document_of(fill), "a")
        assert found.replies == ()
        assert len(found.faults) == 2

    def test_a_newer_or_foreign_document_is_refused(self):
        newer = document_of(lambda d: _replace(d, "questions/1/", "questions/2/"))
        foreign = document_of(lambda d: _replace(d, "shoulder-", "other-"))

        assert refused(newer) == "error.newer_format"
        assert refused(foreign) == "error.reply.not_ours"
        assert refused(saved(Document())) == "error.reply.not_ours"


def _replace(document, old, new):
    for paragraph in document.paragraphs:
        if old in paragraph.text:
            paragraph.text = paragraph.text.replace(old, new)


@pytest.mark.parametrize("kind", KINDS)
class TestHostileFile:
    def raw(self, kind):
        return FILES[kind, Language.EN]

    def test_a_zip_bomb_is_refused(self, kind):
        def add(members):
            return {**members, "media/a.png": b"\0" * 50_000_000}

        assert refused(edited(self.raw(kind), add)) == "error.office.too_much"

    def test_a_part_that_is_too_long_is_refused(self, kind):
        def add(members):
            return {**members, "docProps/x.xml": b" " * 5_000_000}

        assert refused(edited(self.raw(kind), add)) == "error.office.too_much"

    def test_a_zip_that_lies_about_its_sizes_is_refused(self, kind):
        raw = bytearray(edited(self.raw(kind), lambda m: {**m, "z.png": b"\0" * 45_000_000}))
        at = raw.rindex(b"PK\x01\x02")
        struct.pack_into("<I", raw, at + 24, 10)

        assert refused(bytes(raw)) == "error.office.not_office"

    def test_macros_are_refused_whatever_the_name(self, kind):
        def add(members):
            return {**members, "xl/vbaProject.bin": b"x"}

        def declare(members):
            name = "[Content_Types].xml"
            changed = members[name].replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
            changed = changed.replace(b"document.main+xml", b"document.macroEnabled.main+xml")
            return {**members, name: changed}

        assert refused(edited(self.raw(kind), add)) == "error.office.macros"
        assert refused(edited(self.raw(kind), declare)) == "error.office.macros"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_declared_entities_are_refused(self, kind, encoding):
        bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'

        def add(members):
            return {**members, "docProps/core.xml": bomb.encode(encoding)}

        assert refused(edited(self.raw(kind), add)) == "error.office.unsafe"

    def test_more_tags_than_can_be_read_in_a_moment_are_refused(self, kind):
        def add(members):
            return {**members, "docProps/x.xml": b"<a/>" * 200_000}

        assert refused(edited(self.raw(kind), add)) == "error.office.unsafe"

    def test_thousands_of_members_are_refused(self, kind):
        def add(members):
            return members | {f"a/{n}": b"" for n in range(500)}

        assert refused(edited(self.raw(kind), add)) == "error.office.not_office"

    def test_a_member_that_is_there_twice_is_refused(self, kind):
        held = io.BytesIO(self.raw(kind))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with zipfile.ZipFile(held, "a") as archive:
                archive.writestr("[Content_Types].xml", b"<a/>")

        assert refused(held.getvalue()) == "error.office.not_office"

    def test_a_file_that_is_both_or_neither_is_refused(self, kind):
        def both(members):
            return members | {"xl/workbook.xml": b"<a/>", "word/document.xml": b"<a/>"}

        def neither(members):
            main = ("xl/workbook.xml", "word/document.xml")
            return {name: held for name, held in members.items() if name not in main}

        for change in (both, neither):
            assert refused(edited(self.raw(kind), change)) == "error.office.not_office"

    @settings(max_examples=40, deadline=None)
    @given(data=st.data())
    def test_a_damaged_file_is_refused_or_read_never_a_crash(self, kind, data):
        raw = self.raw(kind)
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            name = data.draw(st.sampled_from(archive.namelist()))
        how = data.draw(st.sampled_from(["cut", "drop", "swap"]))

        def damage(members):
            held = members[name]
            if how == "drop":
                return {key: value for key, value in members.items() if key != name}
            if how == "cut":
                return {**members, name: held[: data.draw(st.integers(0, len(held)))]}
            at = data.draw(st.integers(0, max(0, len(held) - 9)))
            return {**members, name: held[:at] + b"<x 9='1'/>"[:9] + held[at + 9 :]}

        with contextlib.suppress(InputError):  # everything else is a crash
            replies_of(edited(raw, damage), "a.xlsx")

    def test_half_a_file_is_refused(self, kind):
        raw = self.raw(kind)

        assert refused(raw[: len(raw) // 2]) == "error.office.not_office"


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        (b"", "error.office.not_office"),
        (b"hello", "error.office.not_office"),
        (b"PK\x03\x04 and no more", "error.office.not_office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "error.office.old"),
    ],
)
def test_what_is_no_office_file_is_refused(raw, key):
    assert refused(raw) == key


def test_a_file_that_is_too_large_or_missing_is_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    with pytest.raises(InputError, match="no_file"):
        read_replies(path)
    with path.open("wb") as file:
        file.truncate(9_000_000)
    with pytest.raises(InputError, match="too_large"):
        read_replies(path)


def test_what_a_file_is_follows_from_what_it_holds():
    for kind in KINDS:
        assert looked_through(FILES[kind, Language.EN], "a") == kind
