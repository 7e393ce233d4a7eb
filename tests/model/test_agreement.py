"""The division as a document to sign: what stands in it, and what does not."""

from __future__ import annotations

import re
import string
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from model.agreement import agreement_document
from model.change import Part
from model.document import Edition, Fields, Paragraph, RowLook, Signatures, Table, printed
from model.evaluation import evaluate
from model.i18n import Catalog
from model.language import Language
from model.ledger import AcceptedGap, Agreement, DivisionGap, Handoff, Party
from model.readiness import is_confirmed, missing
from model.responsibility import Allocation, ServiceModel
from model.session import AssessmentSession
from tests.builders import by_duty, make_assessment, make_claim, make_override
from tests.model.agreement_samples import GOVERNMENT, OSCAR, ROWS, half_settled, table_6
from tests.ui.presenters.fakes import Clock, MemoryStore

ZH, EN = Catalog(Language.ZH), Catalog(Language.EN)
IAAS = ServiceModel.IAAS
CODE, DUTY, HOLDER, SETTLED, PLACE = range(5)


def made(assessment, content=OSCAR):
    return agreement_document(*content, assessment)


def tables(document):
    return [block for block in document.blocks if isinstance(block, Table)]


def duties(document):
    """Return the rows of the table of duties, by the English name of the duty."""
    rows = [row for row in tables(document)[0].rows if row.look is not RowLook.BAND]
    return {row.cells[DUTY][0].en: row for row in rows}


def table_with(document, title):
    """Return the table that has a column of this name."""
    return next(t for t in tables(document) if title in [c.title.en for c in t.columns])


def row_of(table, name):
    return next(row for row in table.rows if row.cells[0][0].en == name)


def name_of(duty, content=OSCAR):
    return content[0].by_id[duty].name.en


def english(cells):
    return tuple(tuple(line.en for line in cell) for cell in cells)


def texts(document):
    """Return every text of a document."""
    yield from (document.title, document.about, document.foot, document.program)
    for block in document.blocks:
        if isinstance(block, Fields | Signatures):
            sides = (block,) if isinstance(block, Fields) else (block.left, block.right)
            for name, value in (pair for side in sides for pair in side.pairs):
                yield from (name, *value)
        elif isinstance(block, Table):
            yield from (column.title for column in block.columns)
            yield from (line for row in block.rows for cell in row.cells for line in cell)
        else:
            yield block.text


# --- table 6 ---------------------------------------------------------------------------------


def test_the_rows_of_table_6_are_those_of_its_matrix():
    matrix, _ = GOVERNMENT
    assert [r.place[IAAS].row for r in matrix.responsibilities] == [row for row, _ in ROWS]


def test_table_6_as_a_contract_is_printed_as_the_paper_has_it():
    matrix, _ = GOVERNMENT
    rows = [r for r in tables(made(table_6(), GOVERNMENT))[0].rows if r.look is not RowLook.BAND]

    assert len(rows) == len(ROWS) == 56
    for number, (row, duty, (_, holder)) in enumerate(
        zip(rows, matrix.responsibilities, ROWS, strict=True), start=1
    ):
        assert row.cells[DUTY][0].zh.endswith(duty.name.zh)
        assert [x.zh for x in row.cells[HOLDER]] == [ZH.text(f"word.allocation.{holder}")]
        assert [x.zh for x in row.cells[SETTLED]] == ["合同"]
        assert [x.zh for x in row.cells[PLACE]] == ["2026 年 11 月 1 日", f"附件一第 {number} 行"]


def test_table_6_entered_piece_by_piece_makes_the_same_document():
    whole = table_6()
    empty = replace(whole, claims={}, handoffs={}, agreement=Agreement())
    session = AssessmentSession("a1", *GOVERNMENT, MemoryStore(empty), Clock())
    for part in (Part.CLAIMS, Part.HANDOFFS):
        for key, value in getattr(whole, part).items():
            session.put(part, key, value)
    session.put(Part.AGREEMENT, "", whole.agreement)

    assert made(session.assessment, GOVERNMENT) == made(whole, GOVERNMENT)
    assert made(empty, GOVERNMENT) != made(whole, GOVERNMENT)


def test_in_an_agreed_division_nothing_is_open_or_missing():
    assessment = table_6()
    document = made(assessment, GOVERNMENT)
    found = missing(assessment, evaluate(*GOVERNMENT, assessment).division)

    assert (found.fields, found.unconfirmed, found.gaps, found.without_leads) == ((), 0, 0, 0)
    assert {row.look for table in tables(document) for row in table.rows} == {
        RowLook.PLAIN,
        RowLook.BAND,
    }
    assert EN.text("agreement.doc.blank") not in " ".join(text.en for text in texts(document))


def test_each_shared_row_of_table_6_has_its_hand_off():
    shared = [row for row, holder in ROWS if holder is Allocation.SHARED]
    rows = table_with(made(table_6(), GOVERNMENT), "Who leads").rows

    assert len(rows) == len(shared) == 30
    assert english(rows[0].cells)[1:] == (
        ("Starts: Customer", "Proves: Provider"),
        ("提出第 2 项的业务要求",),
        ("按要求落实第 2 项，并留下记录",),
        ("Notice within 24 hours", "Proof:", "第 2 项季度记录"),
    )


# --- what settles a duty ---------------------------------------------------------------------


@pytest.mark.parametrize("model", list(ServiceModel))
def test_what_only_the_paper_says_is_never_shown_as_agreed(model):
    document = made(make_assessment(model))
    rows = duties(document).values()
    said = {row.cells[SETTLED][0].en for row in rows}

    assert {row.look for row in rows} == {RowLook.OPEN}
    assert said == {
        "○ Proposed by the white paper, not yet confirmed",
        "○ Nobody has agreed on it yet",
    }
    assert all(not row.cells[PLACE] for row in rows)


@pytest.mark.parametrize(
    ("source", "settled"),
    [
        ("contract", "Contract"),
        ("provider_document", "Provider's document"),
        ("practice", "Practice"),
    ],
)
def test_a_claim_stands_with_its_date_and_place(source, settled):
    claim = make_claim("CA.1", source, "customer", stated_on=date(2026, 3, 4), place="§ 7")
    row = duties(made(make_assessment(claims={claim.key: claim})))[name_of(claim.responsibility_id)]

    is_of_both = source == "contract"
    mark = () if is_of_both else ("○ Not confirmed by both yet",)
    assert english(row.cells)[SETTLED:] == ((settled, *mark), ("2026-03-04", "§ 7"))
    assert row.look is (RowLook.PLAIN if is_of_both else RowLook.OPEN)


def test_an_agreed_option_stands_with_how_it_is_known():
    document = made(make_assessment(agreed={"table2.2": ("c", 100)}))
    row = duties(document)[name_of("os.host_monitoring")]
    option = OSCAR[0].negotiation_by_id["table2.2"].option("c")

    assert english(row.cells)[SETTLED:] == (
        ("Agreed option",),
        ("In the contract, or checked within 12 months",),
    )
    agreed = row_of(
        table_with(document, "Agreed option"),
        "Who watches the cloud hosts (servers) for intruders?",
    )
    assert agreed.cells[1] == (option.label,)
    assert agreed.cells[3] == (option.provider,)


def test_an_option_that_does_not_count_says_what_counts_instead():
    claim = make_claim("OS.7", "contract", "customer", place="§ 1")
    held = make_assessment(agreed={"table2.2": ("c", 100)}, claims={claim.key: claim})
    title = OSCAR[0].negotiation_by_id["table2.2"].title.en
    row = row_of(table_with(made(held), "Agreed option"), title)

    said = [line.en for line in row.cells[1][1:]]
    assert said == ["What counts instead: Contract", "○ Disputed"]


@pytest.mark.parametrize(
    ("agreed", "what"),
    [
        ({"table2.2": ("c", 0)}, ("Agreed option", "○ Only assumed")),
        ({"table2.2": ("c", None)}, ("Agreed option", "○ Not settled yet")),
        ({"table2.2": (None, None)}, ("○ Nobody has agreed on it yet",)),
        ({}, ("○ Nobody has agreed on it yet",)),
    ],
)
def test_an_option_that_is_open_stays_visibly_open(agreed, what):
    row = duties(made(make_assessment(agreed=agreed)))[name_of("os.host_monitoring")]

    assert english(row.cells)[SETTLED] == what
    assert row.look is RowLook.OPEN


def test_an_override_stands_with_reason_names_and_date():
    override = make_override(
        "CA.1",
        "provider",
        100,
        source="contract",
        reason="They run the console\nfor us",
        written_on=date(2026, 5, 6),
        customer_name="Li",
        provider_name="Zhao",
    )
    document = made(make_assessment(overrides=by_duty(override)))

    assert english(table_with(document, "White paper").rows[0].cells) == (
        (name_of(override.responsibility_id),),
        ("Customer",),
        ("Provider",),
        ("They run the console", "for us"),
        ("Customer: Li", "Provider: Zhao", "2026-05-06"),
    )


# --- hand-offs and gaps ----------------------------------------------------------------------


def test_a_shared_duty_without_hand_off_is_left_to_be_filled_in():
    row = row_of(
        table_with(made(make_assessment()), "Who leads"), name_of("network.security_groups")
    )
    blank = EN.text("agreement.doc.blank")

    assert english(row.cells)[1:] == (
        (f"Starts: {blank}", f"Proves: {blank}"),
        (),
        (),
        (f"Notice within {blank} hours", f"Proof: {blank}"),
    )
    assert row.look is RowLook.OPEN


def test_a_notice_at_once_is_not_taken_for_none():
    duty = "network.security_groups"
    handoff = Handoff(
        responsibility_id=duty, starts=Party.CUSTOMER, proves=Party.PROVIDER, notice_hours=0
    )
    row = row_of(
        table_with(made(make_assessment(handoffs={duty: handoff})), "Who leads"), name_of(duty)
    )

    assert row.cells[4][0].en == "Notice within 0 hours"
    assert row.look is RowLook.PLAIN


def gaps(document):
    table = table_with(document, "What it means")
    return {(row.cells[0][0].en, row.cells[1][0].en) for row in table.rows}


def test_every_kind_of_gap_is_named():
    found = {gap for _, gap in gaps(made(half_settled()))}

    assert found >= {EN.text(f"word.gap.{gap}") for gap in DivisionGap}
    assert EN.text("word.state.pending") in found


def test_an_accepted_gap_leaves_the_open_ones_and_stands_with_its_reason():
    duty = "network.security_groups"
    kept = AcceptedGap(
        responsibility_id=duty,
        gap=DivisionGap.NO_LEADS,
        reason="Small site",
        accepted_by="Li",
        accepted_on=date(2026, 7, 8),
    )
    gap = (name_of(duty), EN.text("word.gap.no_leads"))
    before, after = make_assessment(), make_assessment(accepted={duty: kept})

    assert gap in gaps(made(before))
    assert gap not in gaps(made(after))
    table = next(
        t for t in tables(made(after)) if len(t.columns) == 4 and t.columns[1].title.en == "Gap"
    )
    assert english(table.rows[0].cells) == (
        (gap[0],),
        (gap[1],),
        ("Small site",),
        ("Li", "2026-07-08"),
    )


def test_accepting_one_kind_of_gap_does_not_accept_another():
    duty = "os.host_monitoring"
    kept = AcceptedGap(responsibility_id=duty, gap=DivisionGap.DISPUTED, reason="no matter")
    document = made(make_assessment(agreed={"table2.2": ("c", 0)}, accepted={duty: kept}))

    assert (name_of(duty), EN.text("word.gap.assumed")) in gaps(document)
    assert "no matter" not in {text.en for text in texts(document)}


# --- nothing that was not entered ------------------------------------------------------------


def test_where_nothing_was_entered_the_places_are_blank():
    document = made(make_assessment())
    (parties,) = (b for b in document.blocks if isinstance(b, Fields))
    (sign,) = (b for b in document.blocks if isinstance(b, Signatures))
    entered = {name.en for name, value in parties.pairs if value}

    assert entered == {"Cloud service", "Cloud it runs on", "Service model"}
    assert not any(value for side in (sign.left, sign.right) for _, value in side.pairs)


def test_remarks_on_a_claim_stay_with_the_customer():
    assert "for ourselves only" not in " ".join(text.en for text in texts(made(half_settled())))


def _words(language):
    """Return a way to say whether a text is a message filled with what is allowed."""
    catalog = Catalog(language)
    patterns, fixed = [], set()
    for area in ("agreement", "word", "report"):
        for message in catalog.messages(area).values():
            parts = list(string.Formatter().parse(message))
            if any(name for _, name, _, _ in parts):
                pattern = "".join(
                    re.escape(text) + ("(.*)" if name else "") for text, name, _, _ in parts
                )
                patterns.append(re.compile(pattern))
            fixed.add(message)

    def comes(text, allowed, depth=3):
        if text in fixed or text in allowed or re.fullmatch(r"\d*", text):
            return True
        hits = (pattern.fullmatch(text) for pattern in patterns) if depth else ()
        return any(all(comes(g, allowed, depth - 1) for g in hit.groups()) for hit in hits if hit)

    return comes


COMES = {language: _words(language) for language in Language}


def content_texts(matrix, questionnaire, language):
    known = {matrix.source.in_(language), questionnaire.id, questionnaire.version}
    known |= {questionnaire.digest, questionnaire.digest[:12], "–", "IaaS", "PaaS", "SaaS"}
    known |= {category.name.in_(language) for category in matrix.categories}
    for duty in matrix.responsibilities:
        name = duty.name.in_(language)
        known |= {name, str(duty.code)}
        if duty.group is not None:
            known.add(f"{duty.group.in_(language)} · {name}")
    for negotiation in matrix.negotiations:
        known.add(negotiation.title.in_(language))
        for option in negotiation.options:
            parts = (option.label, option.provider, option.customer)
            known |= {text.in_(language) for text in parts if text is not None}
    return known


typed = st.text(
    st.characters(blacklist_categories=["Cs", "Cc", "Cf", "Co", "Zl", "Zp"]), max_size=20
)


@settings(max_examples=60)
@given(typed, typed, typed)
@example("<b>x</b>", "=1+1", "○ {name}")
@example("", "", "")
def test_every_text_comes_from_the_messages_the_paper_or_what_was_entered(name, note, line):
    document = made(half_settled(name=name, note=note, line=line))
    entered = {text.strip() for text in (name, note, line)} | {name}

    for language in Language:
        allowed = entered | content_texts(*OSCAR, language)
        left = [t for t in texts(document) if not COMES[language](t.in_(language), allowed)]
        assert left == []


@settings(max_examples=30)
@given(typed.filter(str.strip), typed.filter(str.strip), typed.filter(str.strip))
def test_everything_entered_stands_in_the_document(name, note, line):
    said = {text.en for text in texts(made(half_settled(name=name, note=note, line=line)))}

    assert {name.strip(), note.strip(), line.strip()} <= said


@pytest.mark.parametrize("name", [f.name for f in fields(Agreement)])
def test_every_field_of_the_agreement_is_printed(name):
    full = table_6().agreement
    alone = replace(Agreement(), **{name: getattr(full, name)})
    with_it, without = (
        {t.en for t in texts(made(make_assessment(agreement=a)))} for a in (alone, Agreement())
    )

    assert with_it - without


# --- what is missing -------------------------------------------------------------------------


def test_what_is_missing_is_counted():
    assessment = make_assessment(agreement=Agreement(customer_name="Li & Co", scope="all"))
    division = evaluate(*OSCAR, assessment).division
    found = missing(assessment, division)

    assert len(found.fields) == 12
    assert not {"customer_name", "scope"} & set(found.fields)
    assert found.unconfirmed == len(division.cells)
    assert found.without_leads == sum(c.allocation is Allocation.SHARED for c in division.cells)
    assert found.gaps == len(gaps(made(assessment)))


def test_a_confirmed_duty_has_a_source_and_no_gap():
    document, assessment = made(half_settled()), half_settled()
    division = evaluate(*OSCAR, assessment).division
    open_names = {name for name, row in duties(document).items() if row.look is RowLook.OPEN}

    assert open_names == {c.responsibility.name.en for c in division.cells if not is_confirmed(c)}
    assert {"os.public_image.production", "data.customer.migration"} <= {
        c.id for c in division.cells if is_confirmed(c)
    }


def test_what_is_the_same_in_both_languages_is_printed_once():
    document = made(make_assessment(agreement=Agreement(customer_name="Li & Co")))
    (parties,) = (b for b in document.blocks if isinstance(b, Fields))
    label, value = parties.pairs[0]

    assert printed(value[0], Edition.BOTH) == ("Li & Co",)
    assert printed(label, Edition.BOTH) == ("客户", "Customer")
    assert printed(label, Edition.EN) == ("Customer",)


def test_the_source_and_the_questionnaire_stand_at_the_end():
    last = [b.text for b in made(make_assessment()).blocks if isinstance(b, Paragraph)][-2:]

    assert last[0] == OSCAR[0].source
    assert OSCAR[1].digest in last[1].zh
    assert ZH.text("word.attribution") in made(make_assessment()).foot.en
