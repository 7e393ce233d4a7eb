"""Results and plan as Word and HTML: what a reader opens holds the data, cell by cell."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from model.assessment import ActionState, Override, PlanEntry, Schedule
from model.document import Chart, ChartKind, Edition, Fields, Heading, Steps, Table
from model.errors import InputError, OutputError
from model.exports.plan_document import plan_document, write_plan_document
from model.i18n import Catalog
from model.improvement import Horizon
from model.language import Language
from model.library import content, load_sample, report_of
from model.progress import Cancelled, Progress
from model.reporting.document_pdf import write_pdf
from model.reporting.plain import one_line
from model.reporting.press import Press, headline
from model.reporting.wordings import action_title
from model.responsibility import Allocation
from model.wording import action_steps
from tests.model.reporting.html_pages import all_of, parsed, text_of
from tests.model.reporting.samples import (
    audited,
    empty_report,
    full_report,
    report_on,
    sealed,
    small_assessment,
    small_report,
)

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
HOSTILE = '=1+1 <b onclick="x()">bold</b> & &lt; ]]>'
NOTE = f"第一行\n{HOSTILE}\n" + "责任" * 300


@pytest.fixture(params=list(Language))
def catalog(request):
    return Catalog(request.param)


def planned(data):
    """Return a report whose actions all have entries, each its own."""
    states = list(ActionState)
    entries = {}
    for number, action in enumerate((*data.plan.ranked, *data.plan.beyond)):
        state = states[number % len(states)]
        is_accepted = state is ActionState.ACCEPTED
        entries[action.id] = PlanEntry(
            action_id=action.id,
            owner=f"王{number} {HOSTILE}",
            due=date(2026, 12, 1) + timedelta(days=number),
            state=state,
            note=f"{number} {NOTE}",
            cost=f"{number} 元" if number % 2 else "",
            reason=f"理由 {number}" if is_accepted else "",
            approver=f"老板 {number}" if is_accepted else "",
        )
    return entries


SMALL = small_report(plan=planned(small_report()))
SAAS = small_report("saas", plan=planned(small_report("saas")))


def sample(language):
    held = load_sample(language)
    found = content(held.questionnaire_id, held.questionnaire_version)
    entries = planned(report_of(*found, held))
    return report_of(*found, replace(held, plan=entries))


REPORTS = {"small": SMALL, "saas": SAAS, "sample": sample(Language.EN)}
EVERY_REPORT = pytest.mark.parametrize("name", REPORTS)


def actions_of(data):
    return (*data.plan.ranked, *data.plan.beyond)


def in_word(data, catalog, tmp_path):
    path = tmp_path / "plan.docx"
    write_plan_document(data, catalog, path)
    return docx.Document(path)


def in_html(data, catalog, tmp_path):
    path = tmp_path / "plan.html"
    write_plan_document(data, catalog, path)
    return parsed(path)


def following(found, style):
    """Yield each heading of a Word file of one style with the table right after it."""
    elements = list(found.element.body)
    for element, after in pairwise(elements):
        if element.tag == qn("w:p") and after.tag == qn("w:tbl"):
            paragraph = docx.text.paragraph.Paragraph(element, found)
            if paragraph.style.name == style:
                yield paragraph.text, docx.table.Table(after, found)


def expected_fields(action, data, catalog):
    """Return what must stand beside which name for one action."""
    entry = data.assessment.plan[action.id]
    say = catalog.text
    lines = {
        say("document.plan.steps"): [one_line(s) for s in action_steps(action.candidate, catalog)],
        say("report.plan.owner"): [one_line(entry.owner)],
        say("report.plan.due"): [
            say("report.date", year=entry.due.year, month=entry.due.month, day=entry.due.day)
        ],
        say("report.plan.state"): [say(f"word.action_state.{entry.state}")],
        say("report.plan.note"): [one_line(line) for line in entry.note.split("\n")],
    }
    if entry.cost:
        lines[say("document.plan.cost")] = [entry.cost]
    if entry.state is ActionState.ACCEPTED:
        lines[say("document.plan.reason")] = [entry.reason]
        lines[say("document.plan.approver")] = [entry.approver]
    return lines


# --- read back equal to the data -------------------------------------------------------------


@EVERY_REPORT
def test_the_word_file_holds_every_action_cell_by_cell(tmp_path, catalog, name):
    data = REPORTS[name]
    press = Press.for_catalog(catalog)
    found = list(following(in_word(data, catalog, tmp_path), "Heading 3"))
    tables = {title: table for title, table in found if title[0].isdigit()}

    for action in actions_of(data):
        title = catalog.text(
            "document.plan.action", rank=action.rank, title=action_title(action, data, press)
        )
        cells = {row.cells[0].text: row.cells[1] for row in tables[one_line(title)].rows}
        for field, lines in expected_fields(action, data, catalog).items():
            assert [p.text for p in cells[field].paragraphs] == lines, (action.id, field)
        accepted = data.assessment.plan[action.id].state is ActionState.ACCEPTED
        assert (catalog.text("document.plan.reason") in cells) == accepted


@EVERY_REPORT
def test_the_html_file_holds_every_action_field_by_field(tmp_path, catalog, name):
    data = REPORTS[name]
    press = Press.for_catalog(catalog)
    main = all_of(in_html(data, catalog, tmp_path), "main")[0]
    inside = [each for section in all_of(main, "section") for each in section]
    lists = {
        text_of(title): fields
        for title, fields in pairwise(inside)
        if title.tag == "h4" and fields.tag == "dl"
    }

    for action in actions_of(data):
        title = catalog.text(
            "document.plan.action", rank=action.rank, title=action_title(action, data, press)
        )
        fields = {text_of(pair[0]): pair[1] for pair in lists[one_line(title)]}
        for field, lines in expected_fields(action, data, catalog).items():
            parts = [text_of(p) for p in all_of(fields[field], "p", "li")]
            assert (parts or [text_of(fields[field])]) == lines, (action.id, field)


def test_two_actions_of_the_same_title_have_a_rank_of_their_own():
    titles = [
        block.text.en
        for block in plan_document(REPORTS["sample"]).blocks
        if isinstance(block, Heading) and block.level == 3
    ]
    of_paper = [t for t in titles if t[0].isdigit()][: len(REPORTS["sample"].plan.ranked)]

    assert len(set(of_paper)) == len(of_paper) == len(REPORTS["sample"].plan.ranked)


def test_what_nobody_decided_is_left_to_be_filled_in(tmp_path):
    data, catalog = small_report(plan={}), Catalog(Language.EN)
    fields = [pair for dl in all_of(in_html(data, catalog, tmp_path), "dl") for pair in dl]
    owners = [text_of(dd) for dt, dd in fields if text_of(dt) == catalog.text("report.plan.owner")]
    tables = [t for _, t in following(in_word(data, catalog, tmp_path), "Heading 3")]
    rows = [row for table in tables for row in table.rows if row.cells[0].text == "Owner"]

    assert set(owners) == {catalog.text("document.blank")}
    assert len(owners) == len(rows) == len(actions_of(data))
    assert {row.cells[1].text for row in rows} == {""}
    assert all(row.height.mm > 8 for row in rows)


# --- the numbers -----------------------------------------------------------------------------


@EVERY_REPORT
def test_the_numbers_are_those_of_the_evaluation(name):
    data = REPORTS[name]
    share, *bars = [b for b in plan_document(data).blocks if isinstance(b, Chart)]
    evaluation = data.evaluation

    assert share.kind is ChartKind.GAUGE
    measure = share.measures[0]
    assert (measure.value, measure.low, measure.high) == (
        evaluation.share.value,
        evaluation.share.low,
        evaluation.share.high,
    )
    numbers = [row.cells[1][0].en for row in share.table.rows]
    assert numbers[0] == headline(evaluation.share.value)
    assert numbers[2] == headline(evaluation.verified)
    assert numbers[-1] == str(len(evaluation.critical_gaps))
    held = [c for c in data.matrix.categories if evaluation.categories[c.id].high is not None]
    assert [m.name for m in bars[0].measures] == [c.name for c in held]
    assert [m.value for m in bars[0].measures] == [evaluation.categories[c.id].value for c in held]


def test_the_key_numbers_say_the_grade_or_why_there_is_none(catalog):
    graded = plan_document(full_report())
    interim = plan_document(empty_report())

    def grade(document):
        chart = next(b for b in document.blocks if isinstance(b, Chart))
        return [[t.in_(catalog.language) for t in cell] for cell in chart.table.rows[1].cells[1:]]

    mark = full_report().evaluation.grade
    assert mark is not None
    assert grade(graded) == [[mark.value], [catalog.text(f"report.grade.{mark.value}")]]
    assert grade(interim)[0] == [catalog.text("report.interim")]
    assert catalog.text("report.interim.empty") in grade(interim)[1]


# --- the order of things ---------------------------------------------------------------------


def headings(document, level):
    return [b.text.en for b in document.blocks if isinstance(b, Heading) and b.level == level]


@pytest.mark.parametrize("data", [SMALL, SAAS, empty_report(), full_report()])
def test_sections_are_numbered_as_in_the_report(data):
    catalog = Catalog(Language.EN)
    keys = ("reading", "summary", "division", "results", "gaps", "plan", "ask")
    titles = [
        catalog.text("report.section", number=n, title=catalog.text(f"report.{key}.title"))
        for n, key in enumerate(keys, start=1)
    ]

    found = headings(plan_document(data), 1)
    assert found[:7] == titles
    assert [f.split("  ")[0] for f in found[7:]] == [f"Appendix {letter}" for letter in "ABC"]


def test_horizons_end_on_days_counted_from_the_first_day_of_the_plan():
    begun = date(2026, 12, 24)
    data = small_report(schedule=Schedule(begins_on=begun))
    text = " ".join(headings(plan_document(data), 2))

    for horizon in Horizon:
        end = begun + timedelta(days=int(horizon.value))
        assert (f"(by {end.isoformat()})") in text
    undated = " ".join(headings(plan_document(small_report(updated_on=None)), 2))
    assert "(by" not in undated


def test_own_actions_stand_apart_from_those_that_need_the_provider():
    data = REPORTS["sample"]
    groups: dict[str, list[int]] = {}
    for block in plan_document(data).blocks:
        if isinstance(block, Heading) and block.level == 2:
            ranks = groups.setdefault(block.text.en, [])
        elif isinstance(block, Heading) and block.level == 3 and block.text.en[0].isdigit():
            ranks.append(int(block.text.en.split()[0]))

    seen = 0
    for horizon in Horizon:
        for needs, words in ((False, "what you can do alone"), (True, "what needs the provider")):
            wanted = [
                a.rank for a in data.plan.within(horizon) if a.candidate.needs_provider is needs
            ]
            found = [
                ranks
                for title, ranks in groups.items()
                if title.startswith(f"Within {horizon.value} days") and title.endswith(words)
            ]
            assert found == ([wanted] if wanted else [])
            seen += len(wanted)
    assert seen == len(data.plan.ranked)


def test_an_action_says_what_must_be_done_before_it():
    data = REPORTS["sample"]
    ids = {a.id: a for a in data.plan.ranked}
    needy = [a for a in data.plan.ranked if set(a.candidate.requires) & set(ids)]
    blocks = plan_document(data).blocks
    press = Press.for_catalog(Catalog(Language.EN))
    fields = {
        block.text.en: {n.en: v for n, v in after.pairs}
        for block, after in pairwise(blocks)
        if isinstance(block, Heading) and isinstance(after, Fields)
    }

    assert needy
    for action in needy:
        why = fields[f"{action.rank}  {action_title(action, data, press)}"]["Why it stands here"]
        said = " ".join(line.en for line in why)
        for required in action.candidate.requires:
            if required in ids:
                assert action_title(ids[required], data, press) in said


def test_critical_gaps_come_by_name_with_reason_and_first_step():
    data, catalog = small_report(), Catalog(Language.EN)
    blocks = plan_document(data).blocks
    found = [
        (block.text.en, {n.en: v for n, v in after.pairs})
        for block, after in pairwise(blocks)
        if isinstance(block, Heading) and isinstance(after, Fields)
    ]
    gaps = {title.split()[0]: fields for title, fields in found if "-Q" in title.split()[0]}

    assert set(data.evaluation.critical_gaps) <= set(gaps)
    fields = gaps["NW.1-Q1"]
    assert fields[catalog.text("report.gaps.why")][0].en == "Open ports are found within hours."
    assert fields[catalog.text("document.gaps.first_step")][0].en == "step"


def test_deviations_are_what_is_held_otherwise_than_the_paper_says():
    data = small_report(
        overrides={
            "room.power": Override(
                responsibility_id="room.power",
                allocation=Allocation.CUSTOMER,
                known_by=None,
                source="contract",
                reason=HOSTILE,
                written_on=None,
            )
        }
    )
    blocks = plan_document(data).blocks
    at = next(
        n
        for n, b in enumerate(blocks)
        if isinstance(b, Heading) and b.text == plan_words("deviations")
    )
    table = blocks[at + 1]
    assert isinstance(table, Table)
    cells = [c for c in data.evaluation.division.cells if c.allocation is not c.default]

    assert len(table.rows) == len(cells) > 1
    assert [c.en for c in (cell[0] for cell in table.rows[0].cells)][:4] == [
        "Power",
        "Provider",
        "Customer",
        "Settled for this service",
    ]
    whole = small_report(agreed={}, overrides={})
    assert plan_words("deviations.none") in [
        b.text for b in plan_document(whole).blocks if hasattr(b, "text")
    ]


def plan_words(name):
    from model.exports.document_words import DocumentWords

    return DocumentWords(small_report()).own(name)


def test_a_broken_seal_is_said_before_anything_else():
    held = replace(sealed(small_assessment()), organisation="changed afterwards")
    first = plan_document(report_on(held)).blocks[0]
    intact = plan_document(report_on(sealed(small_assessment()))).blocks[0]

    assert "The seal is broken" in first.text.en
    assert isinstance(intact, Fields)


def test_the_voice_behind_the_numbers_is_named():
    data = report_on(audited())
    facts = plan_document(data).blocks[0]

    assert "Answers used" in [name.en for name, _ in facts.pairs]


@pytest.mark.parametrize("data", [SMALL, empty_report()])
def test_version_digest_and_source_stand_at_the_end(data, tmp_path, catalog):
    found = in_word(data, catalog, tmp_path)
    cells = [c.text for table in found.tables[-1:] for row in table.rows for c in row.cells]

    assert data.questionnaire.digest in cells
    assert any(data.questionnaire.version in cell for cell in cells)
    attribution = "来源：云计算开源产业联盟"
    assert attribution in found.sections[0].footer.paragraphs[0].text
    assert attribution in [p.text for p in found.paragraphs]
    footer = all_of(in_html(data, catalog, tmp_path), "footer")[0]
    assert attribution in text_of(footer)


# --- Word ------------------------------------------------------------------------------------


def test_the_word_file_has_real_styles_and_lists_that_count_for_themselves(tmp_path, catalog):
    found = in_word(SMALL, catalog, tmp_path)
    styles = {p.style.name for p in found.paragraphs}
    lists = [
        [p for p in row.cells[1].paragraphs if p.style.name == "List Number"]
        for _, table in following(found, "Heading 3")
        for row in table.rows
    ]
    numbers = [{p._p.pPr.numPr.numId.val for p in paragraphs} for paragraphs in lists if paragraphs]
    numbering = found.part.numbering_part.element

    assert {"Title", "Heading 1", "Heading 2", "Heading 3", "Caption"} <= styles
    assert all(len(each) == 1 for each in numbers)
    assert len({next(iter(each)) for each in numbers}) == len(numbers) == len(actions_of(SMALL))
    for each in numbers:
        made = numbering.num_having_numId(next(iter(each)))
        assert made.lvlOverride_lst[0].startOverride.val == 1


def test_heads_of_tables_are_repeated_and_short_rows_stay_whole(tmp_path, catalog):
    found = in_word(SMALL, catalog, tmp_path)
    document = plan_document(SMALL)
    tables = sum(isinstance(b, Table | Chart) for b in document.blocks)
    heads = [t for t in found.tables if t.rows[0]._tr.trPr is not None]
    repeated = [t for t in heads if t.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None]
    rows = [row for table in found.tables for row in table.rows]
    whole = [
        row
        for row in rows
        if row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None
    ]

    assert len(repeated) == tables
    assert len(rows) > len(whole) > len(rows) / 2
    assert max(sum(len(c.text) for c in row.cells) for row in whole) < 500


# --- the file --------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [".docx", ".html"])
def test_the_same_data_gives_the_same_bytes(tmp_path, catalog, ending):
    paths = [tmp_path / f"{n}{ending}" for n in "ab"]
    for path in paths:
        write_plan_document(SMALL, catalog, path)

    assert paths[0].read_bytes() == paths[1].read_bytes()


@pytest.mark.parametrize("ending", [".docx", ".html", ".htm", ".HTML"])
def test_progress_is_told_and_cancelling_leaves_nothing(tmp_path, ending):
    catalog = Catalog(Language.EN)
    told: list[float] = []
    write_plan_document(SMALL, catalog, tmp_path / f"a{ending}", Progress(tell=told.append))

    assert (told[0], told[-1]) == (0, 1)
    assert told == sorted(told)
    assert len(told) > 20
    for steps in (1, 12, len(told)):
        calls = iter(range(len(told)))
        stop = Progress(is_stopped=lambda calls=calls, steps=steps: next(calls) + 1 >= steps)
        with pytest.raises(Cancelled):
            write_plan_document(SMALL, catalog, tmp_path / f"b{ending}", stop)
        assert [p.name for p in tmp_path.iterdir()] == [f"a{ending}"]


def test_another_ending_is_refused_and_nothing_written(tmp_path, catalog):
    with pytest.raises(InputError) as caught:
        write_plan_document(SMALL, catalog, tmp_path / "plan.txt")

    assert ".html" in catalog.explain(caught.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", [".docx", ".html"])
def test_where_nothing_can_be_written_nothing_is_left(tmp_path, catalog, ending):
    with pytest.raises(OutputError):
        write_plan_document(SMALL, catalog, tmp_path / "missing" / f"a{ending}")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("edition", list(Edition))
@pytest.mark.parametrize("data", [SMALL, empty_report(), full_report("saas")])
def test_the_plan_document_can_be_printed_in_every_edition(tmp_path, edition, data):
    document = plan_document(data)
    write_pdf(document, edition, tmp_path / "plan.pdf")

    assert (tmp_path / "plan.pdf").stat().st_size > 10_000
    assert any(
        isinstance(v, Steps) for b in document.blocks if isinstance(b, Fields) for _, v in b.pairs
    ) == bool(data.plan.ranked or data.plan.beyond)


def in_cell(cell):
    return " / ".join(text_of(p) for p in all_of(cell, "p", "li")) or text_of(cell)


def lines_of(element):
    """Yield what is read from top to bottom; one line for a pair of a list, or a row."""
    for each in element:
        if each.tag == "tr" or (each.tag == "div" and each[0].tag == "dt"):
            yield " | ".join(map(in_cell, each))
        elif each.tag in ("a", "p", "caption", "h1", "h2", "h3", "h4"):
            mark = f"{'#' * int(each.tag[1])} " if each.tag in ("h1", "h2", "h3", "h4") else ""
            yield mark + text_of(each)
        elif isinstance(each.tag, str):
            yield from lines_of(each)


@pytest.mark.parametrize("language", list(Language))
def test_the_document_says_what_was_approved(tmp_path, language):
    data = report_on(sealed(audited()))
    tree = in_html(data, Catalog(language), tmp_path)
    words = "\n".join(lines_of(all_of(tree, "body")[0])) + "\n"

    golden = GOLDEN / f"plan_document.{language}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(words, encoding="utf-8")
    assert words == golden.read_text(encoding="utf-8")
