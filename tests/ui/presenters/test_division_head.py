"""The counts above the tabs of the division."""

from __future__ import annotations

import pytest

from model.assessment import AgreedOption
from model.change import Part
from model.ledger import AcceptedGap, DivisionGap
from tests.builders import RESPONSIBILITY, make_claim
from tests.ui.presenters.fakes import EN, ZH, make_session
from ui.presenters.division_head import division_head

NW1 = RESPONSIBILITY["NW.1"]


def counts(session):
    return {name: (number, tone) for name, number, tone in division_head(session, EN).counts}


def agree(session, negotiation, option):
    agreed = AgreedOption(negotiation_id=negotiation, option=option)
    session.agree(negotiation, agreed)


def dispute(session):
    for source, held in (("contract", "provider"), ("provider_document", "customer")):
        claim = make_claim("NW.1", source, held)
        session.put(Part.CLAIMS, claim.key, claim)


def test_the_three_holders_are_always_counted_and_troubles_only_when_there():
    session = make_session()
    always = {"Yours alone", "Shared", "Provider's"}
    assert set(counts(session)) == always | {"Not asked yet", "Shared, nobody leads"}
    assert counts(session)["Not asked yet"] == ("7", "warning")

    for number in range(1, 8):
        agree(session, f"table2.{number}", "a")

    assert set(counts(session)) == always | {"Shared, nobody leads"}


def test_the_counts_follow_the_choice():
    session = make_session()
    before = counts(session)

    agree(session, "table2.2", "a")

    after = counts(session)
    assert int(after["Yours alone"][0]) == int(before["Yours alone"][0]) + 1
    assert int(after["Not asked yet"][0]) == int(before["Not asked yet"][0]) - 1


def test_what_is_asked_together_counts_once():
    """In SaaS the logs of console and service are one question, and so one thing to settle."""
    session = make_session("saas")
    assert counts(session)["Not asked yet"] == ("2", "warning")

    agree(session, "table5.1", None)

    assert counts(session)["Not asked yet"] == ("1", "warning")
    assert counts(session)["Nobody holds it"] == ("1", "danger")


def test_an_accepted_gap_is_counted_apart():
    session = make_session()
    dispute(session)
    assert counts(session)["Disputed"] == ("1", "danger")
    tab = division_head(session, EN).words["tab.gaps"]

    accepted = AcceptedGap(responsibility_id=NW1, gap=DivisionGap.DISPUTED, reason="small")
    session.put(Part.ACCEPTED, NW1, accepted)

    assert "Disputed" not in counts(session)
    assert counts(session)["Gaps accepted"] == ("1", "plain")
    assert division_head(session, EN).words["tab.gaps"] != tab


@pytest.mark.parametrize(("model", "count"), [("iaas", 7), ("paas", 4), ("saas", 2)])
def test_the_tabs_name_how_much_there_is(model, count):
    session = make_session(model)
    head = division_head(session, EN)

    assert head.words["tab.agree"] == f"To agree ({count})"
    cells = session.evaluation.division.cells
    assert head.words["tab.ledger"] == f"Ledger ({len(cells)})"
    assert head.has_negotiations


def test_another_language_words_everything():
    head = division_head(make_session(), ZH)

    assert head.words["title"] == ZH.text("division.title")
    assert head.words["tab.agree"] == ZH.text("division.tab.agree", count=7)
