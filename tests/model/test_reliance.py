"""What the customer has seen of the provider's proof enters Clarity, and nothing else."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.assessment import KNOWN_BY, AgreedOption, AnswerState, EvidenceLevel
from model.content.loader import DEFAULT_QUESTIONNAIRE, load_matrix
from model.division import DEFAULT_CLARITY, divide
from model.evaluation import evaluate
from model.facts import Depth, Fact
from model.library import content
from model.questionnaire import QuestionKind
from model.reliance import proofs, relied_on
from model.responsibility import Allocation, ServiceModel
from tests.builders import (
    NOT_APPLICABLE,
    RESPONSIBILITY,
    UNKNOWN,
    by_duty,
    chosen,
    make_assessment,
    make_group,
    make_override,
    make_proof,
    make_question,
    make_questionnaire,
    with_answer,
)

MATRIX, OSCAR = content(DEFAULT_QUESTIONNAIRE)
GOVERNMENT = "government-cloud-2020"
BUILT_IN = (DEFAULT_QUESTIONNAIRE, GOVERNMENT)
SITE, OPERATIONS = "physical.datacenter_environment", "physical.datacenter_operations"
BACKUP = RESPONSIBILITY["OS.8"]  # negotiable in IaaS, the provider's in PaaS
SMALL = make_questionnaire(
    make_proof("PR.1-Q1"),
    make_proof("PR.2-Q1"),
    make_question("CA.1-Q1"),
    reliance=(make_group("PR.1", SITE, OPERATIONS), make_group("PR.2", BACKUP)),
)
NOTHING_SEEN = {
    "nothing seen": chosen(0),
    "don't know": UNKNOWN,
    "open": {"state": AnswerState.OPEN, "note": "ask Li"},
    "not applicable": NOT_APPLICABLE,
}


def answered(question_id, answer, questionnaire=SMALL, **changes):
    """Return the proofs of one answer."""
    assessment = make_assessment(answers={question_id: answer}, **changes)
    return proofs(questionnaire, assessment)


def clarity_of(assessment, questionnaire=OSCAR, matrix=MATRIX):
    return {c.id: c.clarity for c in evaluate(matrix, questionnaire, assessment).division.cells}


def proof_questions(questionnaire):
    """Return each group with its questions."""
    return [
        (g, [q for q in questionnaire.questions if q.responsibility_id == g.id])
        for g in questionnaire.reliance
    ]


def models_of(name):
    return [(name, model) for model in content(name)[0].models]


EVERY_MODEL = [pair for name in BUILT_IN for pair in models_of(name)]


@pytest.mark.parametrize("value", [50, 75, 100])
def test_a_proof_is_known_for_every_duty_that_it_covers_and_no_other(value):
    assert answered("PR.1-Q1", chosen(value)) == {SITE: value, OPERATIONS: value}


@pytest.mark.parametrize("answer", NOTHING_SEEN.values(), ids=NOTHING_SEEN)
def test_who_has_seen_nothing_has_no_proof(answer):
    assert answered("PR.1-Q1", answer) == {}


def test_what_is_not_answered_is_no_proof():
    assert proofs(SMALL, make_assessment()) == {}
    assert answered("CA.1-Q1", chosen(100)) == {}


def test_each_proof_stands_for_its_own_group():
    given_answers = {"PR.1-Q1": chosen(50), "PR.2-Q1": chosen(100)}
    assessment = make_assessment(answers=given_answers)

    assert proofs(SMALL, assessment) == {SITE: 50, OPERATIONS: 50, BACKUP: 100}


@pytest.mark.parametrize(("first", "second", "known"), [(50, 100, 100), (75, 0, 75), (0, 0, None)])
def test_the_best_of_several_proofs_of_one_group_counts(first, second, known):
    questionnaire = make_questionnaire(
        make_proof("PR.1-Q1"), make_proof("PR.1-Q2"), reliance=(make_group("PR.1", SITE),)
    )
    answers = {"PR.1-Q1": chosen(first), "PR.1-Q2": chosen(second)}

    found = proofs(questionnaire, make_assessment(answers=answers))

    assert found.get(SITE) == known


def test_a_group_whose_question_is_not_written_yet_proves_nothing():
    questionnaire = make_questionnaire(
        make_question("CA.1-Q1"), reliance=(make_group("PR.1", SITE),)
    )

    assert proofs(questionnaire, make_assessment()) == {}


def test_a_group_is_relied_on_for_what_the_paper_leaves_to_the_provider():
    group = make_group("PR.1", SITE, BACKUP)

    in_models = {
        model.value: relied_on(divide(load_matrix(), model, {}, {}), group)
        for model in ServiceModel
    }

    assert in_models == {"iaas": (SITE,), "paas": (SITE, BACKUP), "saas": (SITE, BACKUP)}


def test_what_this_service_settles_otherwise_is_not_relied_on():
    moved = by_duty(make_override(SITE, "customer"), make_override(OPERATIONS, "provider", 50))
    division = divide(load_matrix(), ServiceModel.IAAS, {}, moved)

    assert relied_on(division, make_group("PR.1", SITE, OPERATIONS)) == ()


def test_what_was_negotiated_to_the_provider_is_not_relied_on():
    negotiation = load_matrix().by_id[BACKUP].negotiation[ServiceModel.IAAS]
    options = load_matrix().negotiation_by_id[negotiation].options
    given_away = next(o.id for o in options if o.allocation is Allocation.PROVIDER)
    agreed = {negotiation: AgreedOption(negotiation_id=negotiation, option=given_away, known_by=75)}

    division = divide(load_matrix(), ServiceModel.IAAS, agreed, {}, {BACKUP: 100})

    assert division.by_id[BACKUP].allocation is Allocation.PROVIDER
    assert relied_on(division, make_group("PR.2", BACKUP)) == ()
    assert (division.by_id[BACKUP].proof, division.by_id[BACKUP].clarity) == (None, 75)


@pytest.mark.parametrize("name", BUILT_IN)
@pytest.mark.parametrize("value", [50, 75, 100])
def test_a_proof_makes_every_provider_duty_that_it_covers_as_clear_as_it_is(name, value):
    matrix, questionnaire = content(name)
    for model in matrix.models:
        nothing = make_assessment(model, questionnaire_id=name)
        before = clarity_of(nothing, questionnaire, matrix)
        for group, (question, *_) in proof_questions(questionnaire):
            division = evaluate(matrix, questionnaire, nothing).division
            covered = relied_on(division, group)

            after = clarity_of(
                with_answer(nothing, question.id, chosen(value)), questionnaire, matrix
            )

            assert after == {**before, **dict.fromkeys(covered, value)}
            assert {before[duty] for duty in covered} <= {DEFAULT_CLARITY}


@pytest.mark.parametrize("name", BUILT_IN)
@pytest.mark.parametrize("answer", NOTHING_SEEN.values(), ids=NOTHING_SEEN)
def test_who_has_seen_nothing_relies_on_the_papers_default(name, answer):
    matrix, questionnaire = content(name)
    nothing = make_assessment(questionnaire_id=name)
    said = {q.id: answer for _, asked in proof_questions(questionnaire) for q in asked}

    after = make_assessment(answers=said, questionnaire_id=name)

    cells = evaluate(matrix, questionnaire, after).division.cells
    theirs = {c.clarity for c in cells if c.default is Allocation.PROVIDER}
    assert theirs == {DEFAULT_CLARITY}
    assert clarity_of(after, questionnaire, matrix) == clarity_of(nothing, questionnaire, matrix)


@pytest.mark.parametrize(
    ("override", "clarity"),
    [
        (make_override(SITE, "provider", 50), 50),
        (make_override(SITE, "provider", 0), 0),
        (make_override(SITE, "provider"), 0),
        (make_override(SITE, "customer", 75), 75),
        (make_override(SITE, "shared"), 0),
    ],
    ids=lambda value: getattr(value, "allocation", value),
)
def test_an_override_on_a_covered_duty_wins_over_the_proof(override, clarity):
    assessment = make_assessment(answers={"PR.1-Q1": chosen(100)}, overrides=by_duty(override))

    cells = evaluate(load_matrix(), SMALL, assessment).division.by_id

    assert (cells[SITE].clarity, cells[SITE].proof) == (clarity, None)
    assert cells[SITE].known_by == override.known_by
    assert (cells[OPERATIONS].clarity, cells[OPERATIONS].proof) == (100, 100)


def test_proofs_are_asked_for_in_full_depth_only():
    for name in BUILT_IN:
        matrix, questionnaire = content(name)
        groups = {group.id for group in questionnaire.reliance}
        for depth in Depth:
            scored = evaluate(matrix, questionnaire, make_assessment(depth=depth))

            asked = {q.responsibility_id for q in scored.asked} & groups
            assert bool(asked) == (depth is Depth.FULL)
            assert bool(scored.of_reliance) == (depth is Depth.FULL)


@pytest.mark.parametrize(("name", "model"), EVERY_MODEL)
def test_a_proof_is_asked_for_where_the_provider_holds_what_it_covers(name, model):
    matrix, questionnaire = content(name)
    held = {r.id for r in matrix.present(model) if r.allocation[model] is Allocation.PROVIDER}

    scored = evaluate(matrix, questionnaire, make_assessment(model.value))

    asked = [score.duty.id for score in scored.of_reliance]
    assert asked == [g.id for g in questionnaire.reliance if held & set(g.covers)]
    assert all(len(score.duty.questions) == 1 for score in scored.of_reliance)


def test_a_proof_is_not_asked_for_when_all_it_covers_is_settled_otherwise():
    overrides = by_duty(make_override(SITE, "customer"), make_override(OPERATIONS, "absent"))

    scored = evaluate(load_matrix(), SMALL, make_assessment("paas", overrides=overrides))

    assert [score.duty.id for score in scored.of_reliance] == ["PR.2"]


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_row_of_the_provider_is_covered_exactly_once(name):
    matrix, questionnaire = content(name)
    theirs = {r.id for r in matrix.responsibilities if Allocation.PROVIDER in r.allocation.values()}

    covered = Counter(row for group in questionnaire.reliance for row in group.covers)

    assert set(covered) == theirs
    assert set(covered.values()) == {1}


@pytest.mark.parametrize("name", BUILT_IN)
def test_each_proof_is_one_lead_question_with_the_four_ways_of_knowing(name):
    for group, questions in proof_questions(content(name)[1]):
        assert [q.lead for q in questions] == [True], group.id
        assert tuple(c.value for c in questions[0].choices) == KNOWN_BY
        assert not questions[0].critical


def drawn_answers(questionnaire, seed):
    """Answer every question that is no proof, or leave it open."""
    draw = random.Random(seed)
    groups = questionnaire.reliance_by_id
    said = {}
    for question in questionnaire.questions:
        if question.responsibility_id in groups:
            continue
        kind = draw.choice(["chosen", "chosen", "chosen", "unknown", "na", "open"])
        ids = [choice.id for choice in question.choices]
        if kind == "chosen" and question.kind is QuestionKind.CHK:
            said[question.id] = chosen(*(i for i in ids if draw.random() < 0.6))
        elif kind == "chosen":
            evidence = draw.choice(["E0", "E2"])
            said[question.id] = chosen(draw.choice(ids), evidence=evidence)
        elif kind != "open":
            said[question.id] = UNKNOWN if kind == "unknown" else NOT_APPLICABLE
    return said


PROOFS = [(g, q) for g, questions in proof_questions(OSCAR) for q in questions]
proof_answers = st.sampled_from(
    (*NOTHING_SEEN.values(), *(chosen(v, evidence=e) for v in KNOWN_BY for e in EvidenceLevel))
)
few_proofs = st.dictionaries(st.sampled_from([q.id for _, q in PROOFS]), proof_answers)


@st.composite
def cases(draw):
    """Draw an assessment over the real questionnaire, with a few proofs."""
    said = drawn_answers(OSCAR, draw(st.integers(0, 10**6)))
    codes = draw(st.lists(st.sampled_from(["OS.8", "NW.1", SITE]), unique=True))
    allocations = st.sampled_from(["provider", "customer", "absent"])
    known_by = st.sampled_from((None, *KNOWN_BY))
    return make_assessment(
        draw(st.sampled_from(["iaas", "paas", "saas"])),
        {**said, **draw(few_proofs)},
        draw(st.sampled_from([{}, {"table2.3": ("b", 50), "table2.4": ("a", None)}])),
        questionnaire_id=OSCAR.id,
        depth=draw(st.sampled_from(Depth)),
        overrides=by_duty(*(make_override(c, draw(allocations), draw(known_by)) for c in codes)),
    )


def without_clarity(scored):
    """Return every number that a proof must leave alone."""
    return (
        scored.share,
        scored.verified,
        scored.grade,
        scored.completeness,
        scored.orphan_share,
        scored.beyond,
        scored.categories,
        scored.critical_gaps,
        scored.orphans,
        [(d.duty.id, d.result, d.low, d.high) for d in scored.of_paper],
    )


@settings(max_examples=60)
@given(cases(), st.sampled_from([q.id for _, q in PROOFS]), proof_answers)
def test_answering_a_proof_never_lowers_clarity_and_changes_nothing_else(case, key, answer):
    before = replace(case, answers={k: a for k, a in case.answers.items() if k != key})

    old = evaluate(MATRIX, OSCAR, before)
    new = evaluate(MATRIX, OSCAR, with_answer(before, key, answer))

    assert new.clarity >= old.clarity
    assert without_clarity(new) == without_clarity(old)
    for one, other in zip(old.division.cells, new.division.cells, strict=True):
        assert other.clarity >= one.clarity
        assert (other.state, other.allocation, other.gap) == (one.state, one.allocation, one.gap)


@settings(max_examples=40)
@given(cases(), st.sampled_from([q.id for _, q in PROOFS]))
def test_a_stronger_proof_is_never_less_clear(case, key):
    clear = [evaluate(MATRIX, OSCAR, with_answer(case, key, chosen(v))).clarity for v in KNOWN_BY]

    assert clear == sorted(clear)


@settings(max_examples=40)
@given(cases())
def test_a_share_is_the_same_where_the_proofs_are_not_there_at_all(case):
    kept = {q.id for _, q in PROOFS}
    bare = replace(case, answers={k: a for k, a in case.answers.items() if k not in kept})
    questions = tuple(q for q in OSCAR.questions if q.id not in kept)
    without = replace(OSCAR, questions=questions, reliance=())

    old, new = evaluate(MATRIX, without, bare), evaluate(MATRIX, OSCAR, case)

    assert without_clarity(new) == without_clarity(old)
    assert new.clarity >= old.clarity


@pytest.mark.parametrize("depth", Depth)
def test_a_proof_that_is_said_not_to_count_does_not_count(depth):
    nothing = make_assessment(depth=depth)
    proved = with_answer(nothing, "PR.1-Q1", chosen(100))

    old = evaluate(load_matrix(), SMALL, nothing)
    new = evaluate(load_matrix(), SMALL, proved)

    assert ("PR.1-Q1" in new.ignored) == (new.clarity == old.clarity)


def test_a_proof_that_a_fact_switches_off_does_not_count():
    questionnaire = make_questionnaire(
        make_proof("PR.1-Q1", facts=(Fact.OWN_IMAGES,)), reliance=(make_group("PR.1", SITE),)
    )

    assert answered("PR.1-Q1", chosen(75), questionnaire) == {SITE: 75}
    no = {Fact.OWN_IMAGES: False}
    assert answered("PR.1-Q1", chosen(75), questionnaire, facts=no) == {}


def test_a_proof_given_in_full_depth_is_kept_but_does_not_count_in_express_depth():
    assert answered("PR.1-Q1", chosen(75), depth=Depth.EXPRESS) == {}
