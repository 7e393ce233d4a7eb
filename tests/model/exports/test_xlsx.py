from __future__ import annotations

import io
import time
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from model.assessment import ActionState, Answer, AnswerState, PlanEntry
from model.content.loader import load_matrix
from model.exports.forms import Form, write_export
from model.exports.plan_table import planned
from model.exports.xlsx import as_workbook
from model.i18n import Catalog
from model.language import Language
from model.library import content, load_sample, report_of
from model.progress import UNWATCHED, Cancelled, Progress
from model.reporting.data import report_data
from model.wording import action_title, answer_text
from tests.builders import drawn_cases
from tests.model.exports.reading import Sums, formulas_of, table_of
from tests.model.reporting.samples import (
    audited,
    empty_report,
    full_report,
    report_on,
    small_report,
)

CATALOGS = {language: Catalog(language) for language in Language}
EN = CATALOGS[Language.EN]
DECIDED = PlanEntry(
    action_id="NW.1-Q1-A1",
    owner="王建国",
    due=date(2026, 12, 20),
    state=ActionState.ACCEPTED,
    note="第一行\n第二行",
    cost="€ 1,200",
    effort=8,
    reason="The shop closes in March",
    approver="Ms Li",
)


def sample(language=Language.EN):
    found = load_sample(language)
    return report_of(*content(found.questionnaire_id), found)


CASES = {
    "empty": empty_report,
    "half": small_report,
    "full": full_report,
    "saas": lambda: small_report("saas"),
    "audited": lambda: report_on(audited()),
    "sample": sample,
}


@pytest.fixture(params=CASES, ids=str)
def data(request):
    return CASES[request.param]()


def made(data, catalog=EN):
    return as_workbook(data, catalog, UNWATCHED)


def sheet(catalog, name):
    return catalog.text(f"export.sheet.{name}")


def column(catalog, table, key):
    return catalog.text(f"export.{table}.{key}")


def test_there_is_a_sheet_for_each_thing_in_this_order(data, catalog):
    book = load_workbook(io.BytesIO(made(data, catalog)))

    names = ("summary", "categories", "duties", "answers", "plan", "ask", "about")
    assert book.sheetnames == [sheet(catalog, name) for name in names]


def test_the_plan_is_read_back_as_it_is(data, catalog):
    raw = made(data, catalog)

    rows = table_of(raw, sheet(catalog, "plan"))

    title = {key: column(catalog, "plan", key) for key in PLAIN}
    assert len(rows) == len(planned(data)) == len(data.plan.ranked) + len(data.plan.beyond)
    for row, action in zip(rows, planned(data), strict=True):
        entry, ranked = action.entry, action.ranked
        assert row[title["rank"]] == ranked.rank
        assert row[title["id"]] == ranked.id
        assert row[title["action"]] == action_title(
            ranked.candidate, data.assessment.service, catalog
        )
        assert row[title["gain"]] == pytest.approx(float(ranked.gain))
        assert row[title["after"]] == pytest.approx(float(ranked.share_after))
        assert row[title["points"]] == ranked.candidate.effort
        assert day_of(row[title["due"]]) == entry.due
        assert day_of(row[title["latest"]]) == action.latest
        assert row[title["horizon"]] == catalog.text(f"word.horizon.{ranked.horizon}")
        assert row[title["state"]] == catalog.text(f"word.action_state.{entry.state}")
        for key in ("owner", "reason", "approver", "note"):
            assert (row[title[key]] or "") == getattr(entry, key)
        needs = "yes" if ranked.candidate.needs_provider else "no"
        assert row[title["provider"]] == catalog.text(f"export.{needs}")
        assert (row[title["requires"]] or "") == ", ".join(ranked.candidate.requires)


PLAIN = (
    "rank",
    "id",
    "action",
    "gain",
    "after",
    "points",
    "due",
    "latest",
    "horizon",
    "state",
    "owner",
    "reason",
    "approver",
    "note",
    "provider",
    "requires",
)


def day_of(value):
    return value.date() if isinstance(value, datetime) else value


def test_everything_that_was_decided_about_an_action_is_told():
    row = next(
        row
        for row in table_of(made(small_report(plan={"NW.1-Q1-A1": DECIDED})), "Plan")
        if row["ID"] == "NW.1-Q1-A1"
    )

    assert row["Cost"] == "€ 1,200"
    assert row["Effort points"] == 8
    assert row["State"] == "Risk accepted"
    assert row["Why the risk is accepted"] == "The shop closes in March"
    assert row["Approved by"] == "Ms Li"
    assert row["Note"] == "第一行\n第二行"
    assert row["Due"] == datetime(2026, 12, 20)


def test_every_answer_is_read_back_as_it_is(data, catalog):
    raw = made(data, catalog)

    rows = {
        row[column(catalog, "answers", "id")]: row
        for row in table_of(raw, sheet(catalog, "answers"))
    }

    assert list(rows) == [question.id for question in data.evaluation.asked]
    for score in data.evaluation.duties:
        for line in score.lines:
            row = rows[line.question.id]
            answer = data.assessment.answers.get(
                line.question.id, Answer(question_id="", state=AnswerState.OPEN)
            )
            said = row[column(catalog, "answers", "answer")]
            if answer.state is AnswerState.NOT_APPLICABLE:
                assert said == catalog.text("word.answer.not_applicable")
            else:
                assert said == answer_text(line.question, answer, catalog)
            assert row[column(catalog, "answers", "v")] == line.value
            assert row[column(catalog, "answers", "w")] == line.question.weight
            assert (row[column(catalog, "answers", "note")] or "") == answer.note
            assert (row[column(catalog, "answers", "reason")] or "") == answer.reason
            assert row[column(catalog, "answers", "evidence")] == catalog.text(
                f"word.evidence.{answer.evidence}"
            )


def test_moment_interview_and_marks_of_an_answer_are_told():
    said = Answer(
        question_id="NW.1-Q2",
        state=AnswerState.CHOSEN,
        choices=("50",),
        answered_at=datetime(2026, 11, 3, 8, 30, 5, tzinfo=UTC),
        flagged=True,
        carried=True,
        interview="i1",
    )
    held = audited()
    held = replace(held, answers={**held.answers, "NW.1-Q2": said})

    rows = table_of(made(report_on(held)), "Questions and answers")
    row = next(each for each in rows if each["ID"] == "NW.1-Q2")

    assert row["Answered (UTC)"] == datetime(2026, 11, 3, 8, 30, 5)
    assert row["Asked in the interview"] == "李明"
    assert (row["Come back to it"], row["To be confirmed again"]) == ("Yes", "Yes")


def test_what_the_auditor_found_stands_beside_what_was_claimed():
    rows = table_of(made(report_on(audited())), "Questions and answers")
    row = next(each for each in rows if each["ID"] == "NW.1-Q1")

    assert row["Customer's claim"] != row["Auditor's finding"]
    assert row["Customer's note"] == "防火墙在机房\n第二行"
    assert row["Auditor's note"] == "两个端口对外开放"


def test_without_the_auditors_entries_nothing_of_them_is_in_it():
    raw = made(report_on(audited(), with_auditor=False))

    text = " ".join(
        str(cell.value)
        for page in load_workbook(io.BytesIO(raw))
        for row in page.iter_rows()
        for cell in row
    )
    assert "两个端口对外开放" not in text
    assert "Auditor" not in text


def test_the_numbers_are_those_of_the_evaluation(data, catalog):
    rows = table_of(made(data, catalog), sheet(catalog, "summary"), head=4)
    by_name = {row[column(catalog, "summary", "number")]: row for row in rows}

    share = by_name[catalog.text("word.share")]
    for key in ("value", "low", "high"):
        told = getattr(data.evaluation.share, key)
        assert share[column(catalog, "summary", key)] == (
            None if told is None else pytest.approx(float(told))
        )
    verified = by_name[catalog.text("report.reading.verified.name")]
    assert (verified[column(catalog, "summary", "value")] is None) == (
        data.evaluation.verified is None
    )
    gaps = by_name[catalog.text("report.reading.critical.name")]
    assert gaps[column(catalog, "summary", "value")] == len(data.evaluation.critical_gaps)


def test_the_formulas_come_to_the_numbers_of_the_evaluation(data, catalog):
    raw = made(data, catalog)
    sums, name = Sums(raw), sheet(catalog, "categories")
    count = len(data.matrix.categories)

    numbers = [data.evaluation.categories[c.id] for c in data.matrix.categories]
    for at, number in enumerate([*numbers, data.evaluation.share], start=2):
        share = sums.value(name, f"D{at}")
        assert sums.value(name, f"B{at}") == number.units
        assert share == ("" if number.value is None else pytest.approx(float(number.value)))
    if data.evaluation.of_extensions:
        beyond = data.evaluation.beyond.value
        assert sums.value(name, f"D{count + 3}") == (
            "" if beyond is None else pytest.approx(float(beyond))
        )


def test_every_formula_tells_what_it_comes_to_for_programs_that_do_not_compute(data, catalog):
    raw = made(data, catalog)
    sums, found = Sums(raw), formulas_of(raw)

    assert found
    for (name, place), (_, told) in found.items():
        assert (told or 0) == pytest.approx(sums.value(name, place) or 0), (name, place)


@settings(max_examples=15)
@given(drawn_cases())
def test_whatever_was_answered_the_sheet_sums_up_to_the_share(case):
    questionnaire, assessment = case
    data = report_data(load_matrix(), questionnaire, assessment)

    sums = Sums(made(data))

    share = sums.value("Categories", f"D{len(data.matrix.categories) + 2}")
    value = data.evaluation.share.value
    assert share == ("" if value is None else pytest.approx(float(value)))


def test_numbers_are_numbers_and_days_are_days():
    book = load_workbook(io.BytesIO(made(small_report())))
    page = book["Plan"]
    kinds = {cell.value: page.cell(2, cell.column) for cell in page[1]}

    assert kinds["Gain"].data_type == kinds["Rank"].data_type == "n"
    assert kinds["Horizon ends"].is_date
    assert kinds["Horizon ends"].number_format == "yyyy-mm-dd"


def test_headings_stay_and_can_be_filtered_and_a_state_is_chosen_from_the_four():
    book = load_workbook(io.BytesIO(made(small_report())))

    for name in ("Responsibilities", "Questions and answers", "Plan", "To ask the provider"):
        page = book[name]
        assert page.freeze_panes.endswith("2")
        assert page.auto_filter.ref.startswith("A1:")
        assert page.print_title_rows == "$1:$1"
    offered = book["Plan"].data_validations.dataValidation[0]
    place = next(cell.column_letter for cell in book["Plan"][1] if cell.value == "State")
    assert offered.formula1 == '"Open,In progress,Done,Risk accepted"'
    assert str(offered.sqref).startswith(f"{place}2:{place}")


def test_source_version_and_hash_are_named(catalog):
    data = small_report()
    raw = made(data, catalog)

    cells = [
        cell.value
        for row in load_workbook(io.BytesIO(raw))[sheet(catalog, "about")].iter_rows()
        for cell in row
    ]
    for told in (data.questionnaire.id, data.questionnaire.version, data.questionnaire.digest):
        assert told in cells
    assert "来源：云计算开源产业联盟" in cells


HOSTILE = [
    '=HYPERLINK("http://example.com","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "=cmd|' /C calc'!A0",
    "＝1+1",
    "<b>&amp;</b>",
    "'=1",
    "x" * 40_000,
    "\ufffe\x00\x1b[31m",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_of_people_becomes_a_formula(text):
    entry = replace(DECIDED, owner=text, note=text, cost=text, reason=text, approver=text)
    data = small_report(plan={"NW.1-Q1-A1": entry}, organisation=text)

    raw = made(data)

    assert_only_own_formulas(raw)


def assert_only_own_formulas(raw):
    sums = Sums(raw)
    for page in sums.book:
        for cell in (cell for row in page.iter_rows() for cell in row):
            if cell.data_type == "f":
                sums.value(page.title, cell.coordinate)  # it is one of the few kinds
            elif isinstance(cell.value, str):
                assert len(cell.value) <= 32_767
                assert cell.quotePrefix or not cell.value.startswith(("=", "+", "-", "@"))


@settings(max_examples=15)
@given(st.text(st.sampled_from("=+-@\t\r\n'\"|!,; aZ1中＝\u202e\ufffe"), min_size=1, max_size=30))
def test_whatever_is_typed_stays_text(text):
    entry = replace(DECIDED, note=text, owner=text)

    assert_only_own_formulas(made(small_report(plan={"NW.1-Q1-A1": entry}, organisation=text)))


def test_the_same_answers_make_the_same_bytes_at_another_time(monkeypatch):
    first = made(small_report())
    later = time.time() + 100_000
    monkeypatch.setattr(time, "time", lambda: later)

    assert made(small_report()) == first
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {info.date_time[0] for info in parts.infolist()} == {1980}
        assert b"1980-01-01T00:00:00Z" in parts.read("docProps/core.xml")


@pytest.mark.parametrize("after", range(6))
def test_a_cancelled_workbook_leaves_no_file_and_an_older_one_as_it_was(tmp_path, after):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"older")
    asked = iter([False] * after)
    told = []
    progress = Progress(tell=told.append, is_stopped=lambda: next(asked, None) is not False)

    with pytest.raises(Cancelled):
        write_export(Form.XLSX, small_report(), EN, path, progress)

    assert len(told) == after
    assert path.read_bytes() == b"older"
    assert [each.name for each in tmp_path.iterdir()] == ["plan.xlsx"]
