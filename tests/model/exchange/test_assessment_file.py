import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.assessment import (
    EFFORTS,
    KNOWN_BY,
    ActionState,
    AgreedOption,
    Answer,
    AnswerState,
    Assessment,
    AssessmentState,
    CloudService,
    EvidenceLevel,
    Override,
    PlanEntry,
    Round,
    Schedule,
    Seal,
    Status,
)
from model.belief import Belief, BeliefHolder
from model.content.loader import load_matrix, load_questionnaire, questionnaire_ids
from model.errors import AssessmentFileError, ContentError
from model.exchange.assessment_file import assessment_from, parse, to_file
from model.facts import Depth, Fact
from model.fieldwork import Evidence, EvidenceKind, Interview, Method, Observation, Setting
from model.language import Language
from model.ledger import AcceptedGap, Agreement, Claim, ClaimSource, DivisionGap, Handoff, Party
from model.library import load_sample, read_assessment
from model.questionnaire import QuestionKind
from model.responsibility import Allocation, ServiceModel
from model.sealing import digest
from model.text import clean, clean_line

MATRIX = load_matrix()
QUESTIONNAIRE = load_questionnaire()
DUTIES = [r.id for r in MATRIX.responsibilities]
HELD = (Allocation.PROVIDER, Allocation.CUSTOMER, Allocation.SHARED)
ACTIONS = [action.id for question in QUESTIONNAIRE.questions for action in question.actions]
ACTIONS += [f"{r.code}-M-A1" for r in MATRIX.responsibilities if r.code]

names = st.text(max_size=40).map(clean_line)
notes = st.text(max_size=80).map(clean)
reasons = notes.filter(bool)
dates = st.dates(date(1000, 1, 1), date(9999, 12, 31))
evidence = st.sampled_from(EvidenceLevel)
known_by = st.sampled_from((None, *KNOWN_BY))
zones = st.sampled_from((UTC, timezone(timedelta(hours=8)), timezone(timedelta(minutes=-570))))
moments = st.datetimes(datetime(1000, 1, 1), timezones=zones)
ids = st.from_regex(r"[A-Za-z0-9-]{1,64}", fullmatch=True)
hashes = st.from_regex(r"[0-9a-f]{64}", fullmatch=True)
few_questions = st.sets(st.sampled_from([q.id for q in QUESTIONNAIRE.questions]), max_size=3)


@st.composite
def answers(draw, question):
    state = draw(st.sampled_from(AnswerState))
    choices, reason = (), ""
    if state is AnswerState.CHOSEN:
        offered = [choice.id for choice in question.choices]
        is_list = question.kind is QuestionKind.CHK
        picked = draw(st.sets(st.sampled_from(offered), **({} if is_list else {"min_size": 1})))
        choices = tuple(i for i in offered if i in picked)[: None if is_list else 1]
    if state is AnswerState.NOT_APPLICABLE:
        reason = draw(reasons)
    return Answer(
        question_id=question.id,
        state=state,
        choices=choices,
        reason=reason,
        note=draw(notes),
        evidence=draw(evidence),
        answered_at=draw(st.none() | moments),
        flagged=draw(st.booleans()),
        interview=draw(st.just("") | ids),
    )


@st.composite
def agreed_options(draw, negotiation):
    options = [None, *(option.id for option in negotiation.options)]
    return AgreedOption(
        negotiation_id=negotiation.id,
        option=draw(st.sampled_from(options)),
        known_by=draw(known_by),
        evidence=draw(evidence),
    )


def overrides(responsibility_id):
    return st.builds(
        Override,
        responsibility_id=st.just(responsibility_id),
        allocation=st.sampled_from(Allocation),
        known_by=known_by,
        source=st.sampled_from(("", "contract", "provider_document", "verbal")),
        reason=notes,
        written_on=st.none() | dates,
        evidence=evidence,
        customer_name=names,
        provider_name=names,
    )


def plan_entries(action_id):
    return st.builds(
        PlanEntry,
        action_id=st.just(action_id),
        owner=names,
        due=st.none() | dates,
        state=st.sampled_from(ActionState),
        note=notes,
        cost=names,
        effort=st.sampled_from((None, *EFFORTS)),
        reason=notes,
        approver=names,
    )


def beliefs(responsibility_id):
    return st.builds(
        Belief,
        responsibility_id=st.just(responsibility_id),
        holder=st.sampled_from(BeliefHolder),
        is_sure=st.booleans(),
    )


def some(items, strategy, key):
    """Draw a mapping over a few of the items."""
    drawn = st.lists(st.sampled_from(items), max_size=4, unique_by=key)
    return drawn.flatmap(lambda few: st.fixed_dictionaries({key(i): strategy(i) for i in few}))


def interviews(key):
    fields = {"name": names, "role": names, "held_on": st.none() | dates, "sample": notes}
    return st.builds(Interview, id=st.just(key), setting=st.sampled_from(Setting), **fields)


@st.composite
def proofs(draw, key):
    kind = draw(st.sampled_from(EvidenceKind))
    is_file = kind is EvidenceKind.FILE
    return Evidence(
        id=key,
        kind=kind,
        title=draw(names),
        content=draw(notes),
        sha256=draw(hashes) if is_file else "",
        size=draw(st.integers(0, 500_000_000)) if is_file else 0,
        method=draw(st.sampled_from(Method)),
        collected_on=draw(st.none() | dates),
        collected_by=draw(names),
        expires_on=draw(st.none() | dates),
        questions=tuple(sorted(draw(few_questions))),
    )


def observations(key):
    fields = {"issue": notes, "effect": notes, "recommendation": notes, "owner": names}
    about = st.just("") | st.sampled_from([q.id for q in QUESTIONNAIRE.questions])
    return st.builds(
        Observation, id=st.just(key), question_id=about, due=st.none() | dates, **fields
    )


@st.composite
def claims(draw):
    found = {}
    for duty in draw(st.lists(st.sampled_from(DUTIES), max_size=3, unique=True)):
        for source in draw(st.sets(st.sampled_from(ClaimSource), min_size=1)):
            claim = Claim(
                responsibility_id=duty,
                source=source,
                allocation=draw(st.sampled_from(HELD)),
                stated_on=draw(st.none() | dates),
                place=draw(notes),
                evidence=draw(st.just("") | ids),
                note=draw(notes),
            )
            found[claim.key] = claim
    return found


def handoffs(responsibility_id):
    return st.builds(
        Handoff,
        responsibility_id=st.just(responsibility_id),
        starts=st.none() | st.sampled_from(Party),
        proves=st.none() | st.sampled_from(Party),
        customer_part=notes,
        provider_part=notes,
        notice_hours=st.none() | st.integers(0, 8760),
        proof=notes,
    )


def accepted_gaps(responsibility_id):
    return st.builds(
        AcceptedGap,
        responsibility_id=st.just(responsibility_id),
        gap=st.sampled_from(DivisionGap),
        reason=reasons,
        accepted_by=names,
        accepted_on=st.none() | dates,
    )


agreements = st.builds(
    Agreement,
    customer_name=names,
    customer_mail=names,
    provider_name=names,
    provider_phone=names,
    reference=names,
    scope=notes,
    valid_from=st.none() | dates,
    review_on=st.none() | dates,
)
seals = st.builds(Seal, sha256=hashes, sealed_at=moments, sealed_by=names)
rounds = st.builds(Round, number=st.integers(1, 1000), previous=st.just("") | ids, reason=notes)
few_ids = ("a1", "B-2", "f" * 32)

assessments = st.builds(
    Assessment,
    questionnaire_id=st.just(QUESTIONNAIRE.id),
    questionnaire_version=st.just(QUESTIONNAIRE.version),
    organisation=names,
    service=st.builds(
        CloudService, name=names, provider=names, model=st.sampled_from(ServiceModel)
    ),
    depth=st.sampled_from(Depth),
    facts=st.dictionaries(st.sampled_from(Fact), st.booleans()),
    agreed=some(MATRIX.negotiations, agreed_options, lambda n: n.id),
    overrides=some([r.id for r in MATRIX.responsibilities], overrides, str),
    answers=some(QUESTIONNAIRE.questions, answers, lambda q: q.id),
    plan=some(ACTIONS, plan_entries, str),
    findings=some(QUESTIONNAIRE.questions, answers, lambda q: q.id),
    interviews=some(few_ids, interviews, str),
    evidence=some(few_ids, proofs, str),
    observations=some(few_ids, observations, str),
    claims=claims(),
    handoffs=some(DUTIES, handoffs, str),
    accepted=some(DUTIES, accepted_gaps, str),
    agreement=agreements,
    beliefs=some(DUTIES, beliefs, str),
    schedule=st.builds(Schedule, begins_on=st.none() | dates),
    round=rounds,
    status=st.builds(Status, state=st.sampled_from(AssessmentState), seal=st.none() | seals),
    origin=st.just("") | ids,
    updated_on=st.none() | dates,
)


def read(top):
    """Read what a file with this content holds."""
    return read_assessment(json.dumps(top).encode(), "a.json")


def smallest():
    return {
        "format": "shoulder-assessment",
        "version": 1,
        "questionnaire": {"id": "oscar-2020", "version": "1.0.0"},
        "service": {"model": "iaas"},
    }


@settings(max_examples=80, deadline=None)
@given(assessments)
def test_a_file_reads_back_equal(assessment):
    raw = to_file(assessment, QUESTIONNAIRE)

    back = assessment_from(parse(raw, "a.json"), MATRIX, QUESTIONNAIRE, "a.json")

    assert back == assessment
    assert digest(back) == digest(assessment)


@settings(max_examples=50, deadline=None)
@given(assessments)
def test_the_same_assessment_makes_the_same_bytes(assessment):
    shuffled = replace(
        assessment,
        answers=dict(reversed(assessment.answers.items())),
        agreed=dict(reversed(assessment.agreed.items())),
    )

    once = parse(to_file(assessment, QUESTIONNAIRE), "a.json")

    assert parse(to_file(shuffled, QUESTIONNAIRE), "a.json") == once


@pytest.mark.parametrize("language", list(Language))
def test_the_sample_reads_back_equal(language):
    sample = load_sample(language)

    assert read_assessment(to_file(sample, QUESTIONNAIRE), "sample") == sample


def test_what_is_not_given_has_its_default():
    assessment = read(smallest())

    assert assessment.depth is Depth.FULL
    assert all(assessment.holds(fact) for fact in Fact)
    assert (assessment.organisation, assessment.answers, assessment.agreed) == ("", {}, {})
    assert assessment.updated_on is None


def test_a_byte_order_mark_is_no_fault():
    raw = b"\xef\xbb\xbf" + json.dumps(smallest()).encode()

    assert read_assessment(raw, "a.json").service.model is ServiceModel.IAAS


def test_a_whole_number_may_be_written_with_a_point():
    top = smallest()
    top["division"] = {"agreed": {"table2.2": {"option": "c", "known_by": 50.0}}}

    known = read(top).agreed["table2.2"].known_by

    assert (known, type(known)) == (50, int)


def test_what_people_typed_is_kept_plain():
    top = smallest()
    top["organisation"] = {"name": "A\u202eB\u0000C\n D"}
    top["answers"] = {"CA.1-Q1": {"choice": "50", "note": "x\r\ny\u0007"}}

    assessment = read(top)

    assert assessment.organisation == "ABC D"
    assert assessment.answers["CA.1-Q1"].note == "x\ny"


def test_an_answer_for_another_customer_is_kept():
    top = smallest()
    top["service"]["model"] = "saas"
    top["answers"] = {"NW.1-Q1": {"choices": ["1"]}}

    assert read(top).answers["NW.1-Q1"].choices == ("1",)


def test_ticked_boxes_keep_the_order_of_the_question():
    top = smallest()
    top["answers"] = {"NW.1-Q1": {"choices": ["3", "1"]}}

    assert read(top).answers["NW.1-Q1"].choices == ("1", "3")


def changed(path, value):
    """Return the smallest file with one thing changed."""
    top = smallest()
    inner = top
    for step in path[:-1]:
        inner = inner.setdefault(step, {})
    inner[path[-1]] = value
    return top


WRONG = [
    (
        ("division", "claims", "no.such"),
        {"contract": {"allocation": "customer"}},
        "division › claims › no.such",
        "field.unknown_responsibility",
    ),
    (
        ("division", "claims", "data.customer.migration"),
        {"verbal": {"allocation": "customer"}},
        "division › claims › data.customer.migration › verbal",
        "field.unknown",
    ),
    (
        ("division", "claims", "data.customer.migration"),
        {"contract": {"allocation": "negotiable"}},
        "division › claims › data.customer.migration › contract › allocation",
        "field.one_of",
    ),
    (
        ("division", "claims", "data.customer.migration"),
        {"contract": {"allocation": "customer", "date": "2026-02-30"}},
        "division › claims › data.customer.migration › contract › date",
        "field.date",
    ),
    (("division", "handoffs", "x"), {}, "division › handoffs › x", "field.unknown_responsibility"),
    (
        ("division", "accepted", "data.customer.migration"),
        {"gap": "double", "reason": " "},
        "division › accepted › data.customer.migration › reason",
        "field.empty",
    ),
    (("agreement", "review_on"), "2026-13-01", "agreement › review_on", "field.date"),
    (("origin",), "a/b", "origin", "field.pattern"),
    (("origin",), "ab\n", "origin", "field.pattern"),
    (("interviews", "../x"), {}, "interviews", "field.pattern"),
    (("evidence", "e1"), {"kind": "file"}, "evidence › e1 › sha256", "field.missing"),
    (
        ("evidence", "e1"),
        {"kind": "file", "sha256": "ab" * 31},
        "evidence › e1 › sha256",
        "field.pattern",
    ),
    (
        ("evidence", "e1"),
        {"kind": "text", "questions": ["ZZ.1-Q1"]},
        "evidence › e1 › questions",
        "field.unknown_question",
    ),
    (
        ("observations", "o1"),
        {"question": "Z"},
        "observations › o1 › question",
        "field.unknown_question",
    ),
    (("findings", "ZZ.1-Q1"), {"choice": "0"}, "findings › ZZ.1-Q1", "field.unknown_question"),
    (
        ("answers", "CA.1-Q1"),
        {"answered_at": "2026-13-01T00:00:00Z"},
        "answers › CA.1-Q1 › answered_at",
        "field.moment",
    ),
    (("version",), 0, "version", "field.one_of"),
    (("version",), True, "version", "field.one_of"),
    (("version",), "1", "version", "field.one_of"),
    (("colour",), "red", "colour", "field.unknown"),
    (("questionnaire", "version"), "1.0", "questionnaire › version", "field.pattern"),
    (("questionnaire", "id"), "../matrix", "questionnaire › id", "field.pattern"),
    (("questionnaire",), None, "questionnaire", "field.type"),
    (("service", "model"), "faas", "service › model", "field.one_of"),
    (("service",), {}, "service › model", "field.missing"),
    (("service", "name"), "n" * 121, "service › name", "field.too_long"),
    (("organisation", "name"), 7, "organisation › name", "field.type"),
    (("depth",), "deep", "depth", "field.one_of"),
    (("facts", "public_website"), "yes", "facts › public_website", "field.type"),
    (("facts", "on_mars"), True, "facts › on_mars", "field.unknown"),
    (("answers",), [], "answers", "field.type"),
    (("answers", "CA.1-Q1"), {"choice": 50}, "answers › CA.1-Q1 › choice", "field.type"),
    (("answers", "CA.1-Q1"), {"choice": "51"}, "answers › CA.1-Q1 › choice", "field.one_of"),
    (("answers", "CA.1-Q1"), {"choices": ["50"]}, "answers › CA.1-Q1", "field.answer_kind"),
    (("answers", "NW.1-Q1"), {"choice": "1"}, "answers › NW.1-Q1", "field.answer_kind"),
    (("answers", "NW.1-Q1"), {"choices": ["9"]}, "answers › NW.1-Q1 › choices", "field.one_of"),
    (
        ("answers", "NW.1-Q1"),
        {"choices": ["1", "1"]},
        "answers › NW.1-Q1 › choices",
        "field.twice",
    ),
    (("answers", "ZZ.1-Q1"), {"choice": "0"}, "answers › ZZ.1-Q1", "field.unknown_question"),
    (("answers", "CA.1-Q1"), {"unknown": False}, "answers › CA.1-Q1 › unknown", "field.one_of"),
    (
        ("answers", "CA.1-Q1"),
        {"choice": "50", "unknown": True},
        "answers › CA.1-Q1",
        "field.one_answer",
    ),
    (
        ("answers", "AP.4-Q1"),
        {"not_applicable": ""},
        "answers › AP.4-Q1 › not_applicable",
        "field.empty",
    ),
    (
        ("answers", "AP.4-Q1"),
        {"not_applicable": " \n"},
        "answers › AP.4-Q1 › not_applicable",
        "field.empty",
    ),
    (
        ("answers", "CA.1-Q1"),
        {"choice": "50", "evidence": "E4"},
        "answers › CA.1-Q1 › evidence",
        "field.one_of",
    ),
    (
        ("division", "agreed", "table9.9"),
        {"option": "a"},
        "division › agreed › table9.9",
        "field.unknown",
    ),
    (
        ("division", "agreed", "table2.1"),
        {"option": "z"},
        "division › agreed › table2.1 › option",
        "field.one_of",
    ),
    (
        ("division", "agreed", "table2.1"),
        {},
        "division › agreed › table2.1 › option",
        "field.missing",
    ),
    (
        ("division", "agreed", "table2.1"),
        {"option": "b", "known_by": 60},
        "division › agreed › table2.1 › known_by",
        "field.one_of",
    ),
    (
        ("division", "agreed", "table2.1"),
        {"option": "b", "known_by": False},
        "division › agreed › table2.1 › known_by",
        "field.one_of",
    ),
    (
        ("division", "overrides", "moon.base"),
        {"allocation": "customer"},
        "division › overrides › moon.base",
        "field.unknown_responsibility",
    ),
    (
        ("division", "overrides", "network.security_groups"),
        {"allocation": "us"},
        "division › overrides › network.security_groups › allocation",
        "field.one_of",
    ),
    (
        ("division", "overrides", "network.security_groups"),
        {"allocation": "customer", "date": "1 May"},
        "division › overrides › network.security_groups › date",
        "field.pattern",
    ),
    (
        ("division", "overrides", "network.security_groups"),
        {"allocation": "customer", "date": "2026-02-30"},
        "division › overrides › network.security_groups › date",
        "field.date",
    ),
    (("plan", "ZZ.1-Q1-A1"), {}, "plan › ZZ.1-Q1-A1", "field.unknown_action"),
    (("plan", "CA.1-Q1-A1"), {"due": "soon"}, "plan › CA.1-Q1-A1 › due", "field.pattern"),
    (("plan", "CA.1-Q1-A1"), {"effort": 3}, "plan › CA.1-Q1-A1 › effort", "field.one_of"),
    (("plan", "CA.1-Q1-A1"), {"state": "later"}, "plan › CA.1-Q1-A1 › state", "field.one_of"),
    (("updated",), "2026-13-01", "updated", "field.date"),
]


@pytest.mark.parametrize(("path", "value", "place", "key"), WRONG)
def test_a_fault_names_file_place_and_what_is_allowed(catalog, path, value, place, key):
    with pytest.raises(AssessmentFileError) as caught:
        read(changed(path, value))

    error = caught.value
    assert error.key == "error.at_place"
    assert error.details["file"] == "a.json"
    assert error.details["place"] == place
    assert error.details["what"].key == f"error.{key}"
    assert place in catalog.explain(error)
    assert error.exit_code == 2


GOOD = json.dumps(smallest())
BROKEN = [
    (b"", "not_json"),
    (b"{", "not_json"),
    (b"PK\x03\x04\x00\x00", "not_json"),
    (GOOD.encode("utf-16"), "not_utf8"),
    (b'{"format": "\xff"}', "not_utf8"),
    (b"null", "not_assessment"),
    (b"[]", "not_assessment"),
    (b'"shoulder-assessment"', "not_assessment"),
    (b"{}", "not_assessment"),
    (b'{"format": "something-else"}', "not_assessment"),
    (b'{"format": "shoulder-assessment", "format": "shoulder-assessment"}', "duplicate"),
    (GOOD.replace('"iaas"', '"iaas", "model": "paas"').encode(), "duplicate"),
    (GOOD.replace("1,", "NaN,").encode(), "bad_number"),
    (GOOD.replace("1,", "Infinity,").encode(), "bad_number"),
    (GOOD.replace("1,", f"{'9' * 5000},").encode(), "bad_number"),
    (GOOD.replace("1,", "1e999,").encode(), "at_place"),
    (GOOD.replace("1,", f"{'9' * 100},").encode(), "newer_format"),
    (GOOD.replace("1,", "2,").encode(), "newer_format"),
    (GOOD.replace('"1.0.0"', '"1.0.1"').encode(), "newer_questionnaire"),
    (GOOD.replace('"1.0.0"', '"2.0.0"').encode(), "newer_questionnaire"),
    (GOOD.replace("1,", "[" * 100_000 + "]" * 100_000 + ",").encode(), "too_deep"),
    (GOOD.replace("1,", "[" * 500 + "]" * 500 + ",").encode(), "too_deep"),
    (GOOD.replace("1,", '{"a":' * 990 + "1" + "}" * 990 + ",").encode(), "too_deep"),
    (("[" * 30 + "]" * 30).encode(), "too_deep"),
]


@pytest.mark.parametrize(
    ("raw", "key"), BROKEN, ids=[f"{k}-{n}" for n, (_, k) in enumerate(BROKEN)]
)
def test_a_broken_file_is_refused_with_its_reason(catalog, raw, key):
    with pytest.raises(AssessmentFileError) as caught:
        read_assessment(raw, "a.json")

    assert caught.value.key == f"error.{key}"
    sentence = catalog.explain(caught.value)
    assert "a.json" in sentence
    assert len(sentence) < 300


def test_an_unknown_questionnaire_is_named_with_those_there_are():
    with pytest.raises(ContentError) as caught:
        read(changed(("questionnaire", "id"), "other"))

    allowed = ", ".join(questionnaire_ids())
    assert caught.value.details == {"id": "other", "allowed": allowed}


def test_broken_json_names_line_and_column():
    with pytest.raises(AssessmentFileError) as caught:
        parse(b'{\n "a": 1,\n "b" 2\n}', "a.json")

    assert (caught.value.details["line"], caught.value.details["column"]) == (3, 6)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_damaged_file_is_refused_or_read_never_a_crash(data):
    raw = bytearray(
        json.dumps(json.loads(to_file(load_sample(Language.EN), QUESTIONNAIRE))).encode()
    )
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at] = data.draw(st.integers(0, 255))

    with suppress(AssessmentFileError, ContentError):
        read_assessment(bytes(raw), "a.json")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner),
    max_leaves=8,
)
PLACES = ["questionnaire", "service", "facts", "division", "answers", "plan", "organisation"]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PLACES), json_values)
def test_anything_in_any_field_is_refused_or_read_never_a_crash(place, value):
    top = smallest()
    top[place] = value

    with suppress(AssessmentFileError, ContentError):
        read(top)
