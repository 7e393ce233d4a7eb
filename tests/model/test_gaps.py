"""The list of gaps that screen, report and agreement share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from model.assessment import AgreedOption
from model.content.loader import load_matrix
from model.division import divide
from model.gaps import gaps, open_gaps
from model.i18n import Catalog
from model.language import Language
from model.ledger import AcceptedGap, DivisionGap, Handoff, Ledger, Party
from model.responsibility import ServiceModel
from model.wording import accepted_text, gap_advice, gap_reason
from tests.builders import RESPONSIBILITY, by_duty, make_claim, make_override

MATRIX = load_matrix()
EN = Catalog(Language.EN)
NW1 = RESPONSIBILITY["NW.1"]


def division_of(*claims, model=ServiceModel.IAAS, agreed=None, overrides=(), handoffs=()):
    ledger = Ledger(
        claims={c.key: c for c in claims}, handoffs={h.responsibility_id: h for h in handoffs}
    )
    return divide(MATRIX, model, agreed or {}, by_duty(*overrides), None, ledger)


def nobody(negotiation):
    return {negotiation: AgreedOption(negotiation_id=negotiation, option=None)}


def accept(code, kind, **changes):
    fields = {"responsibility_id": RESPONSIBILITY[code], "gap": kind, "reason": "small", **changes}
    return {RESPONSIBILITY[code]: AcceptedGap(**fields)}


EVERY_KIND = division_of(
    make_claim("CA.1", "contract", "customer"),
    make_claim("CA.1", "practice", "provider"),
    make_claim("NW.1", "contract", "provider"),
    make_claim("NW.1", "provider_document", "customer"),
    make_claim("OS.7", "contract", "provider"),
    make_claim("OS.7", "practice", "customer"),
    overrides=[make_override("OS.1", "provider", 0)],
)


def reason(code, kind, division=EVERY_KIND):
    found = gaps(division, {})
    gap = next(g for g in found if g.cell.id == RESPONSIBILITY[code] and g.kind is kind)
    return gap_reason(gap, EN)


def test_the_gravest_kind_stands_first_and_each_kind_is_in_the_papers_order():
    found = gaps(EVERY_KIND, {})

    kinds = list(DivisionGap)
    order = [cell.id for cell in EVERY_KIND.cells]
    places = [(kinds.index(gap.kind), order.index(gap.cell.id)) for gap in found]
    assert places == sorted(places)
    assert {gap.kind for gap in found} == set(DivisionGap)
    assert len({gap.id for gap in found}) == len(found)


def test_each_kind_is_explained_by_who_says_what_about_this_duty():
    assert reason("CA.1", DivisionGap.ORPHANED).startswith("It is yours (Contract)")
    assert reason("NW.1", DivisionGap.DISPUTED) == (
        "The sources disagree on who holds it. Contract: Provider; Provider's document: Customer."
    )
    assert "(Contract)" in reason("OS.7", DivisionGap.DOUBLE)
    assert "(Settled for this service)" in reason("OS.1", DivisionGap.ASSUMED)


def test_practice_that_settles_nothing_is_named_where_it_differs():
    division = division_of(
        make_claim("NW.1", "contract", "customer"), make_claim("NW.1", "practice", "shared")
    )

    assert "Practice: Shared" in reason("NW.1", DivisionGap.DISPUTED, division)


@pytest.mark.parametrize(
    ("starts", "proves", "words"),
    [
        (None, None, "to start or to prove it"),
        (Party.CUSTOMER, None, "to prove that it was done"),
        (None, Party.PROVIDER, "to start."),
    ],
)
def test_a_shared_duty_says_which_lead_is_missing(starts, proves, words):
    handoff = Handoff(responsibility_id=NW1, starts=starts, proves=proves)

    assert words in reason("NW.1", DivisionGap.NO_LEADS, division_of(handoffs=[handoff]))


def test_what_is_asked_together_is_one_gap():
    division = division_of(model=ServiceModel.SAAS, agreed=nobody("table5.1"))
    held_by_nobody = [cell for cell in division.cells if DivisionGap.ORPHANED in cell.gaps]

    found = [gap for gap in gaps(division, {}) if gap.kind is DivisionGap.ORPHANED]

    assert len(held_by_nobody) == 2
    assert [gap.cell.asked_with for gap in found] == [None]


def test_a_gap_of_its_own_is_kept_though_the_duty_is_asked_with_another():
    division = division_of(model=ServiceModel.SAAS)
    cell = next(cell for cell in division.cells if cell.asked_with is not None)
    claims = (
        make_claim(cell.id, "contract", "provider"),
        make_claim(cell.id, "practice", "shared"),
    )

    found = gaps(division_of(*claims, model=ServiceModel.SAAS), {})

    assert (cell.id, DivisionGap.DISPUTED) in [(gap.cell.id, gap.kind) for gap in found]


def test_an_accepted_gap_stays_listed_and_is_not_counted():
    before = open_gaps(gaps(EVERY_KIND, {}))

    found = gaps(EVERY_KIND, accept("NW.1", DivisionGap.DISPUTED))

    assert [gap.accepted.reason for gap in found if gap.accepted] == ["small"]
    assert before[DivisionGap.DISPUTED] == 1
    assert DivisionGap.DISPUTED not in open_gaps(found)
    assert open_gaps(found)[DivisionGap.NO_LEADS] == before[DivisionGap.NO_LEADS]


def test_a_gap_of_another_kind_is_not_accepted_with_it():
    found = gaps(EVERY_KIND, accept("NW.1", DivisionGap.ORPHANED))

    assert all(gap.is_open for gap in found)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Accepted: small"),
        ({"accepted_by": "Wang"}, "Accepted by Wang: small"),
        ({"accepted_on": date(2026, 3, 1)}, "Accepted on 2026-03-01: small"),
        (
            {"accepted_by": "Wang", "accepted_on": date(2026, 3, 1)},
            "Accepted by Wang on 2026-03-01: small",
        ),
    ],
)
def test_who_accepted_a_gap_is_told_as_far_as_it_is_known(changes, words):
    [accepted] = accept("NW.1", DivisionGap.DISPUTED, **changes).values()

    assert accepted_text(accepted, EN) == words


@pytest.mark.parametrize(
    "catalog", [Catalog(language) for language in Language], ids=list(Language)
)
def test_every_gap_has_words_for_why_and_what_to_do(catalog):
    for gap in gaps(EVERY_KIND, {}):
        for handoff in (
            None,
            Handoff(responsibility_id="x"),
            Handoff(responsibility_id="x", starts=Party.CUSTOMER),
        ):
            told = replace(gap, cell=replace(gap.cell, handoff=handoff))
            assert "{" not in gap_reason(told, catalog)
        assert gap_advice(gap, catalog)
