"""Which questions go to the provider, how they are worded, and what replies would change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.change import apply
from model.division import DivisionGap, DutyState
from model.facts import Depth, Fact
from model.i18n import Catalog
from model.language import Language
from model.ledger import ClaimSource, claim_key
from model.library import content
from model.provider_letter import as_text, letter
from model.provider_questions import ID, AskedWhy, asked_about, provider_questions
from model.provider_reply import (
    Column,
    FilledList,
    FilledRow,
    ProviderReply,
    day_in,
    proposals,
    understood,
)
from model.reliance import division_of
from model.responsibility import Allocation
from tests.builders import NOT_APPLICABLE, chosen, make_assessment, make_claim, make_override

MATRIX, QUESTIONNAIRE = content("oscar-2020")
CATALOGS = {language: Catalog(language) for language in Language}
EN = CATALOGS[Language.EN]
MONITORING = "os.host_monitoring"
MIGRATION = "data.customer.migration"
DAY = date(2026, 11, 24)


def claims(*made):
    return {claim.key: claim for claim in made}


def asked(model="iaas", **changes):
    assessment = make_assessment(model, **changes)
    return provider_questions(MATRIX, QUESTIONNAIRE, assessment)


def by_id(**changes):
    return {question.id: question for question in asked(**changes)}


def reasons_of(responsibility_id, **changes):
    return [q.why for q in asked(**changes) if responsibility_id in [c.id for c in q.cells]]


def test_what_nobody_agreed_is_asked_first():
    found = asked()

    order = [list(AskedWhy).index(question.why) for question in found]
    assert order == sorted(order)
    assert found[0].why is AskedWhy.UNSETTLED
    unsettled = [q for q in found if q.why is AskedWhy.UNSETTLED]
    assert [q.importance for q in unsettled] == sorted(
        (q.importance for q in unsettled), reverse=True
    )


def test_an_assumed_responsibility_is_asked_until_the_provider_confirms_it():
    agreed = {"table2.1": ("b", 0)}
    cell = next(n.responsibility_id for n in MATRIX.negotiations if n.id == "table2.1")
    assert reasons_of(cell, agreed=agreed) == [AskedWhy.ASSUMED]
    assert reasons_of(cell, agreed={"table2.1": ("b", 100)}) == []

    confirmed = claims(make_claim(cell, "provider_document", "provider", place="SLA 3"))
    assert reasons_of(cell, agreed=agreed, claims=confirmed) == []


def test_statements_that_differ_are_asked_with_what_each_says():
    made = claims(
        make_claim(MONITORING, "contract", "customer"),
        make_claim(MONITORING, "provider_document", "provider"),
    )
    question = by_id(claims=made)[f"{MONITORING}/disputed"]

    assert [(a.value, h.value) for a, h in question.said] == [
        ("contract", "customer"),
        ("provider_document", "provider"),
    ]


def test_a_duty_that_each_side_leaves_to_the_other_is_asked_with_what_is_done():
    made = claims(
        make_claim("CA.1", "contract", "customer"), make_claim("CA.1", "practice", "provider")
    )
    (question,) = [q for q in asked(claims=made) if q.why is AskedWhy.DISPUTED]

    assert DivisionGap.ORPHANED in question.cells[0].gaps
    assert [source.value for source, _ in question.said] == ["contract", "practice"]


def test_proof_of_what_the_paper_leaves_to_the_provider_is_asked_once_for_all_it_covers():
    group = QUESTIONNAIRE.reliance[0]
    question = by_id()[f"{group.id}/unproved"]

    assert [cell.id for cell in question.cells] == list(group.covers)


@pytest.mark.parametrize("seen", [chosen(75), chosen(100), NOT_APPLICABLE])
def test_a_proof_that_was_seen_or_set_aside_is_not_asked_for(seen):
    group = QUESTIONNAIRE.reliance[0]
    asked_id = next(q.id for q in QUESTIONNAIRE.questions if q.responsibility_id == group.id)

    assert f"{group.id}/unproved" not in by_id(answers={asked_id: seen})


def test_a_proof_that_the_facts_make_needless_is_not_asked_for():
    with_fact = by_id()
    without = by_id(facts=dict.fromkeys(Fact, False))

    assert set(without) < set(with_fact)


@pytest.mark.parametrize("model", ["iaas", "paas", "saas"])
def test_each_responsibility_is_asked_about_once_and_under_an_id_of_its_own(model):
    found = asked(model)
    ids = [question.id for question in found]
    cells = [cell.id for question in found for cell in question.cells]

    assert len(set(ids)) == len(ids)
    assert len(set(cells)) == len(cells)
    assert all(ID.fullmatch(each) for each in ids)
    assert all(cell.asked_with is None for question in found for cell in question.cells)


@pytest.mark.parametrize("model", ["iaas", "paas", "saas"])
def test_every_question_says_by_its_id_what_a_reply_settles(model):
    assessment = make_assessment(model)
    division = division_of(MATRIX, QUESTIONNAIRE, assessment)

    for question in provider_questions(MATRIX, QUESTIONNAIRE, assessment):
        about = asked_about(question.id, division, QUESTIONNAIRE)
        assert [c.id for c in about] == [c.id for c in question.cells]


@pytest.mark.parametrize("odd", ["", "/", "x/unsettled", f"{MONITORING}/odd", MONITORING])
def test_an_id_that_names_no_question_settles_nothing(odd):
    division = division_of(MATRIX, QUESTIONNAIRE, make_assessment())

    assert asked_about(odd, division, QUESTIONNAIRE) == ()


def test_what_is_pending_is_asked_whatever_the_depth():
    express = asked(depth=Depth.EXPRESS)

    assert {q.id for q in express} == {q.id for q in asked()}
    assert any(q.cells[0].state is DutyState.PENDING for q in express)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("model", ["iaas", "paas", "saas"])
def test_a_letter_words_every_question_and_bears_the_source(language, model):
    made = claims(
        make_claim(MONITORING, "contract", "customer"),
        make_claim(MONITORING, "provider_document", "provider"),
    )
    assessment = make_assessment(model, agreed={"table2.1": ("b", 50)}, claims=made)
    questions = provider_questions(MATRIX, QUESTIONNAIRE, assessment)
    catalog = CATALOGS[language]
    told = letter(questions, assessment, MATRIX, catalog, DAY, "Li")
    text = as_text(told)

    assert len(told.questions) == len(questions)
    assert [q.number for q in told.questions] == list(range(1, len(questions) + 1))
    for question in told.questions:
        assert f"{question.number}. {question.text}" in text
        assert question.duty in question.text
    assert catalog.say(MATRIX.source) in text
    assert "Test & Co" in text
    assert "2026-11-24" in text


def test_a_letter_without_names_still_says_whom_it_is_about():
    assessment = make_assessment(organisation="")
    nameless = replace(assessment, service=replace(assessment.service, name="", provider=""))
    told = letter((), nameless, MATRIX, EN, DAY)

    assert told.addressee == EN.text("letter.to.unnamed")
    assert EN.text("report.organisation.unnamed") in told.about[1]


def filled(question_id=f"{MONITORING}/unsettled", **texts):
    return FilledRow(
        question_id=question_id,
        texts={column: texts.get(column.value, "") for column in Column},
        place="row 7",
        places={Column.DATED: "G7"},
    )


def read(*rows):
    return understood(FilledList(origin="o", rows=rows), "a.xlsx")


def told(fault):
    return EN.explain(fault)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("holder", [Allocation.PROVIDER, Allocation.CUSTOMER, Allocation.SHARED])
def test_who_holds_it_is_recognised_in_both_languages(language, holder):
    for key in (f"letter.holder.{holder}", f"word.allocation.{holder}"):
        word = CATALOGS[language].text(key)
        (reply,) = read(filled(holder=f"  {word.upper()} ")).replies
        assert reply.holder is holder


@pytest.mark.parametrize(
    "typed", ["2026-11-30", "2026/11/30", "2026.11.30", "2026年11月30日", "2026 年 11 月 30 日"]
)
def test_a_day_is_read_as_people_write_it(typed):
    assert day_in(typed) == date(2026, 11, 30)


@pytest.mark.parametrize(
    "typed", ["", "2026-13-01", "1000-01-01", "30/11/2026", "9" * 5000, "٢٠٢٦-١١-٣٠"]
)
def test_what_names_no_day_is_none(typed):
    assert day_in(typed) is None


@given(st.text(max_size=40))
def test_no_text_is_taken_for_a_day_by_mistake(typed):
    day = day_in(typed)

    assert day is None or str(day.year) in typed


def test_a_reply_that_is_not_understood_is_listed_with_its_place_and_what_is_allowed():
    found = read(
        filled(holder="maybe"),
        filled("a.b/unsettled", note="see below"),
        filled("a.c/unsettled", holder="provider", dated="soon"),
        filled("a.d/unsettled", holder="provider", note="x" * 100_000),
        filled("", holder="provider"),
        filled("a.e/unsettled"),
    )

    assert found.replies == ()
    assert found.unanswered == 1
    sentences = [told(fault) for fault in found.faults]
    assert "Provider / Customer / Both" in sentences[0]
    assert "maybe" in sentences[0]
    assert "row 7" in sentences[1]
    assert "G7" in sentences[2]
    assert "900" in sentences[3]
    assert "x" * 100 not in sentences[3]
    assert len(sentences) == 5


def test_an_id_that_is_there_twice_is_not_taken_at_all():
    found = read(filled(holder="provider"), filled(holder="customer"))

    assert found.replies == ()
    assert len(found.faults) == 2


def reply(question_id=f"{MONITORING}/unsettled", holder=Allocation.PROVIDER, **changes):
    return ProviderReply(question_id=question_id, holder=holder, **changes)


def propose(*replies, **changes):
    assessment = make_assessment(**changes)
    return proposals(replies, MATRIX, QUESTIONNAIRE, assessment, EN)


def test_a_reply_becomes_a_claim_of_the_providers_document():
    given_reply = reply(
        dated=date(2026, 11, 1),
        written="SLA 4.2",
        proof="https://example.com/soc2",
        note="from today",
        person="Wang",
    )
    (found,), faults = propose(given_reply)
    (change,) = found.changes

    assert faults == ()
    assert change.after == make_claim(
        MONITORING,
        "provider_document",
        "provider",
        stated_on=date(2026, 11, 1),
        place="SLA 4.2\nhttps://example.com/soc2",
        note="from today\nReplied by: Wang",
    )
    assert not found.is_conflict


def test_a_reply_about_one_proof_speaks_of_all_that_it_covers():
    group = QUESTIONNAIRE.reliance[0]
    (found,), _ = propose(reply(f"{group.id}/unproved"))
    after = apply(make_assessment(), found.changes)

    assert {c.responsibility_id for c in after.claims.values()} == set(group.covers)
    assert f"{group.id}/unproved" not in {
        q.id for q in provider_questions(MATRIX, QUESTIONNAIRE, after)
    }


def test_a_reply_that_is_there_already_changes_nothing():
    (found,), _ = propose(reply())
    kept = {change.key: change.after for change in found.changes}
    (again,), _ = propose(reply(), claims=kept)

    assert again.changes == ()
    assert not again.is_conflict


def test_a_reply_in_place_of_an_earlier_one_is_a_conflict():
    earlier = claims(make_claim(MONITORING, "provider_document", "customer"))
    (found,), _ = propose(reply(), claims=earlier)

    assert found.is_conflict
    assert found.changes[0].before == earlier[claim_key(MONITORING, ClaimSource.PROVIDER_DOCUMENT)]


@pytest.mark.parametrize(
    "said",
    [
        {"claims": claims(make_claim(MONITORING, "contract", "customer"))},
        {"overrides": {MONITORING: make_override(MONITORING, "customer", 100)}},
    ],
)
def test_a_reply_against_something_stronger_is_a_conflict(said):
    (found,), _ = propose(reply(), **said)

    assert found.is_conflict


def test_replies_about_nothing_here_or_about_the_same_twice_are_listed():
    found, faults = propose(reply("no.such/unsettled"), reply(), reply(f"{MONITORING}/assumed"))

    assert len(found) == 1
    assert [fault.key for fault in faults] == ["error.reply.unknown", "error.reply.again"]
    assert all(told(fault) for fault in faults)
