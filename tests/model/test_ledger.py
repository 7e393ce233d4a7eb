"""Claims: which of them settles a cell, every kind of gap they show, and what they are worth."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.assessment import AgreedOption, EvidenceLevel
from model.content.loader import load_matrix
from model.division import Authority, DutyState, divide
from model.evaluation import evaluate
from model.ledger import Claim, ClaimSource, DivisionGap, Handoff, Ledger, Party
from model.planning import plan
from model.responsibility import Allocation, ServiceModel
from tests.builders import (
    RESPONSIBILITY,
    by_duty,
    chosen,
    make_assessment,
    make_claim,
    make_override,
    make_question,
    make_questionnaire,
)

MATRIX = load_matrix()
CONTRACT, DOCUMENT, PRACTICE = "contract", "provider_document", "practice"


def ledger_of(*claims: Claim, handoffs=(), **changes) -> Ledger:
    return Ledger(
        claims={c.key: c for c in claims},
        handoffs={h.responsibility_id: h for h in handoffs},
        **changes,
    )


def cell_of(code, *claims, agreed=None, overrides=(), handoffs=(), model=ServiceModel.IAAS):
    """Return one cell after some claims about it: each a source, an allocation, and changes."""
    made = [make_claim(code, source, held, **changes) for source, held, changes in claims]
    division = divide(
        MATRIX, model, agreed or {}, by_duty(*overrides), None, ledger_of(*made, handoffs=handoffs)
    )
    return division.by_id[RESPONSIBILITY.get(code, code)]


def says(source, held, **changes):
    return source, held, changes


# CA.1 is the customer's, NW.1 shared, OS.7 negotiable (table2.2), physical.* the provider's
GAPS = [
    (
        "each side leaves it to the other",
        "CA.1",
        [says(CONTRACT, "customer"), says(PRACTICE, "provider")],
        DivisionGap.ORPHANED,
    ),
    (
        "the document gives it to the customer, who does not do it",
        "NW.1",
        [says(DOCUMENT, "customer"), says(PRACTICE, "provider")],
        DivisionGap.ORPHANED,
    ),
    (
        "the contract gives it to the provider, and the customer does it",
        "OS.7",
        [says(CONTRACT, "provider"), says(PRACTICE, "customer")],
        DivisionGap.DOUBLE,
    ),
    (
        "the document and the contract differ",
        "CA.1",
        [says(DOCUMENT, "provider"), says(CONTRACT, "customer")],
        DivisionGap.DISPUTED,
    ),
    (
        "the contract shares it, and one does all",
        "NW.1",
        [says(CONTRACT, "shared"), says(PRACTICE, "customer")],
        DivisionGap.DISPUTED,
    ),
    (
        "somebody believes that the provider does it",
        "CA.1",
        [says(PRACTICE, "provider")],
        DivisionGap.ASSUMED,
    ),
]


@pytest.mark.parametrize(("code", "claims", "gap"), [g[1:] for g in GAPS], ids=[g[0] for g in GAPS])
def test_claims_show_every_kind_of_gap(code, claims, gap):
    assert cell_of(code, *claims).gap is gap


def test_an_agreed_option_and_a_document_that_differ_are_disputed():
    agreed = {"table2.2": AgreedOption(negotiation_id="table2.2", option="a")}

    cell = cell_of("OS.7", says(DOCUMENT, "provider"), agreed=agreed)

    assert (cell.gap, cell.authority, cell.clarity) == (DivisionGap.DISPUTED, Authority.AGREED, 0)


def test_a_shared_duty_has_a_gap_until_somebody_is_named_to_start_and_to_prove():
    duty = RESPONSIBILITY["NW.1"]
    half = Handoff(responsibility_id=duty, starts=Party.CUSTOMER)

    assert cell_of("NW.1").gaps == (DivisionGap.NO_LEADS,)
    assert cell_of("NW.1", handoffs=[half]).gaps == (DivisionGap.NO_LEADS,)
    assert cell_of("NW.1", handoffs=[replace(half, proves=Party.PROVIDER)]).gaps == ()
    assert cell_of("NW.1").gap is None


def test_sources_that_agree_show_no_gap():
    cell = cell_of(
        "CA.1", says(CONTRACT, "customer"), says(DOCUMENT, "customer"), says(PRACTICE, "customer")
    )

    assert (cell.gaps, cell.clarity) == ((), 100)


def test_an_override_ends_a_dispute():
    claims = [says(DOCUMENT, "provider"), says(CONTRACT, "customer")]

    cell = cell_of("CA.1", *claims, overrides=[make_override("CA.1", "customer", 100)])

    assert (cell.gaps, cell.authority, cell.clarity) == ((), Authority.OVERRIDE, 100)


def test_the_strongest_source_settles_the_cell():
    agreed = {"table2.2": AgreedOption(negotiation_id="table2.2", option="a")}
    steps = [
        (Authority.PRACTICE, says(PRACTICE, "provider", place="console")),
        (Authority.PROVIDER_DOCUMENT, says(DOCUMENT, "customer")),
        (Authority.CONTRACT, says(CONTRACT, "shared")),
    ]
    said = []
    for authority, claim in steps:
        said.append(claim)
        cell = cell_of("OS.7", *said)
        assert (cell.authority, cell.allocation.value) == (authority, claim[1])
    assert cell_of("OS.7", *said, agreed=agreed).authority is Authority.CONTRACT
    assert cell_of("OS.7", *said[:2], agreed=agreed).authority is Authority.AGREED
    overridden = cell_of("OS.7", *said, agreed=agreed, overrides=[make_override("OS.7", "absent")])
    assert overridden.authority is Authority.OVERRIDE
    assert cell_of("OS.7").authority is Authority.PAPER


@pytest.mark.parametrize(
    ("source", "changes", "known_by", "state"),
    [
        (CONTRACT, {}, 100, DutyState.HANDED_OVER),
        (DOCUMENT, {}, 50, DutyState.HANDED_OVER),
        (PRACTICE, {"evidence": "e1"}, 75, DutyState.HANDED_OVER),
        (PRACTICE, {"place": "console › backups"}, 75, DutyState.HANDED_OVER),
        (PRACTICE, {}, 0, DutyState.ORPHAN),
    ],
)
def test_a_source_says_how_the_customer_knows(source, changes, known_by, state):
    cell = cell_of("CA.1", says(source, "provider", **changes))

    assert (cell.known_by, cell.clarity, cell.state) == (known_by, known_by, state)


@pytest.mark.parametrize("assumed", [0, None])
def test_what_was_only_assumed_is_known_once_another_source_says_the_same(assumed):
    agreed = {"table2.2": AgreedOption(negotiation_id="table2.2", option="c", known_by=assumed)}
    before = cell_of("OS.7", agreed=agreed)
    after = cell_of("OS.7", says(DOCUMENT, "provider"), agreed=agreed)

    assert before.state in (DutyState.ORPHAN, DutyState.PENDING)
    assert (after.state, after.known_by, after.clarity) == (DutyState.HANDED_OVER, 50, 50)
    assert (after.authority, after.gap) == (Authority.AGREED, None)


def test_a_source_that_says_otherwise_does_not_make_it_known():
    agreed = {"table2.2": AgreedOption(negotiation_id="table2.2", option="c", known_by=0)}

    cell = cell_of("OS.7", says(DOCUMENT, "customer"), agreed=agreed)

    assert (cell.known_by, cell.state) == (0, DutyState.ORPHAN)


def test_a_hand_over_is_verified_by_whatever_source_can_be_looked_up():
    questionnaire = make_questionnaire()
    agreed = AgreedOption(negotiation_id="table2.2", option="c", known_by=100)
    document = make_claim("OS.7", DOCUMENT, "provider", place="§ 2")
    assessment = make_assessment(
        agreed={"table2.2": (agreed.option, 100)}, claims={document.key: document}
    )
    evaluation = evaluate(MATRIX, questionnaire, assessment)

    assert (evaluation.share.value, evaluation.verified) == (100, 50)


def test_a_practice_that_nobody_saw_and_that_is_as_the_paper_says_changes_nothing():
    for code, held in (("CA.1", "customer"), ("physical.disaster_recovery", "provider")):
        said = cell_of(code, says(PRACTICE, held))
        assert replace(said, practice=None) == cell_of(code)


def test_a_claim_about_what_the_provider_holds_makes_it_clearer_and_keeps_it_out_of_the_score():
    cell = cell_of("physical.disaster_recovery", says(DOCUMENT, "provider"))

    assert (cell.state, cell.clarity, cell.deviates) == (DutyState.OUT, 50, True)


@given(st.sampled_from(ServiceModel))
def test_nothing_claimed_leaves_every_cell_as_the_paper_has_it(model):
    without = divide(MATRIX, model, {}, {})
    empty = divide(MATRIX, model, {}, {}, {}, Ledger())

    assert without == empty
    for cell in empty.cells:
        assert cell.allocation is cell.responsibility.allocation[model]
        assert (cell.authority, cell.statements, cell.gap) == (Authority.PAPER, (), None)


HELD = st.sampled_from((Allocation.PROVIDER, Allocation.CUSTOMER, Allocation.SHARED))


@st.composite
def claims(draw):
    duty = draw(st.sampled_from(MATRIX.responsibilities))
    return Claim(
        responsibility_id=duty.id,
        source=draw(st.sampled_from(ClaimSource)),
        allocation=draw(HELD),
        place=draw(st.sampled_from(("", "§ 1"))),
    )


@settings(deadline=None)
@given(st.sampled_from(ServiceModel), st.lists(claims(), max_size=12))
def test_claims_change_only_the_cells_they_are_about(model, said):
    before = divide(MATRIX, model, {}, {})
    after = divide(MATRIX, model, {}, {}, None, ledger_of(*said))

    about = {claim.responsibility_id for claim in said}
    for old, new in zip(before.cells, after.cells, strict=True):
        assert old == new or new.id in about
        assert 0 <= new.clarity <= 100
        assert new.clarity == 0 or new.gap in (None, DivisionGap.DOUBLE)


def test_what_cannot_be_looked_up_does_not_count_in_the_verified_share():
    questionnaire = make_questionnaire(make_question("NW.1-Q1"))
    for changes, verified in (({"place": "§ 3"}, 100), ({}, 0)):
        claim = make_claim("CA.1", CONTRACT, "provider", **changes)
        assessment = make_assessment(claims={claim.key: claim})
        evaluation = evaluate(MATRIX, questionnaire, assessment)
        assert (evaluation.share.value, evaluation.verified) == (100, verified)


def test_a_duty_that_is_only_believed_to_be_the_providers_can_be_planned_away():
    claim = make_claim("CA.1", PRACTICE, "provider")
    questionnaire = make_questionnaire(make_question("CA.1-Q1"))
    assessment = make_assessment(
        answers={"CA.1-Q1": chosen(50, evidence=EvidenceLevel.E2)}, claims={claim.key: claim}
    )
    evaluation = evaluate(MATRIX, questionnaire, assessment)

    ranked = plan(MATRIX, evaluation, assessment).ranked

    assert [action.candidate.id for action in ranked] == ["CA.1-M-A1"]
    assert (evaluation.share.value, ranked[0].share_after) == (0, 100)
