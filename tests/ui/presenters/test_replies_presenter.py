"""Replies before they are kept: what is ticked, what is told, what one step changes."""

from __future__ import annotations

from datetime import date

import pytest

from model.change import Part
from model.errors import InputError
from model.language import Language
from model.provider_questions import provider_questions
from model.provider_reply import ProviderReply, Replies
from model.responsibility import Allocation
from tests.builders import make_claim
from tests.ui.presenters.fakes import CATALOGS, EN, FakeView, make_session
from ui.presenters.replies_presenter import RepliesPresenter

MONITORING = "os.host_monitoring/unsettled"
GROUP = "PR.1/unproved"


def reply(question_id=MONITORING, holder=Allocation.PROVIDER, **changes):
    return ProviderReply(question_id=question_id, holder=holder, **changes)


def shown(*replies, session=None, faults=(), origin=None, catalog=EN):
    session = session or make_session()
    origin = session.assessment.origin if origin is None else origin
    told = Replies(origin=origin, replies=replies, unanswered=2, faults=tuple(faults))
    view = FakeView()
    presenter = RepliesPresenter(told, session, catalog, view)
    presenter.refresh()
    return presenter, view


def test_replies_without_conflict_are_ticked():
    presenter, view = shown(reply(), reply(GROUP))

    assert [row.is_ticked for row in view.card.rows] == [True, True]
    assert presenter.count == 2
    assert view.card.primary == EN.text("letter.preview.keep", count=2)


def test_a_reply_tells_what_is_now_and_all_that_it_says():
    _, view = shown(
        reply(dated=date(2026, 11, 1), written="SLA\n4.2", proof="a link", note="new", person="Li")
    )
    lines = view.card.rows[0].detail.split("\n")

    assert lines == [
        "Now: To be agreed (by: White paper)",
        "Reply: Provider",
        "Date: 2026-11-01",
        "Written in: SLA 4.2",
        "Proof: a link",
        "Note: new",
        "Replied by: Li",
    ]


def test_a_reply_about_one_proof_tells_how_much_it_covers():
    presenter, view = shown(reply(GROUP))

    assert view.card.rows[0].detail.startswith(EN.text("letter.preview.covers", count=3))
    assert len(presenter.changes()) == 3


def test_conflicts_are_told_and_not_ticked():
    session = make_session()
    claims = (
        make_claim("os.host_monitoring", "contract", "customer"),
        make_claim("os.host_monitoring", "provider_document", "shared"),
    )
    for claim in claims:
        session.put(Part.CLAIMS, claim.key, claim)
    presenter, view = shown(reply(), session=session)
    (row,) = view.card.rows

    assert not row.is_ticked
    assert not view.card.can_keep
    replaces = EN.text("letter.preview.replaces", source="Provider's document", holder="Shared")
    against = EN.text("letter.preview.against", source="Contract", holder="Customer")
    assert row.detail.endswith(f"{replaces}\n{against}")

    presenter.tick(row.id, True)
    assert presenter.changes()[0].before == claims[1]
    assert view.card.can_keep


def test_nothing_is_ticked_of_a_file_for_another_assessment():
    presenter, view = shown(reply(), origin="another")

    assert presenter.count == 0
    assert view.card.warning == EN.text("letter.preview.other")


def test_all_and_none_can_be_ticked_at_once():
    presenter, view = shown(reply(), reply(GROUP), origin="another")
    presenter.tick_all(True)
    assert all(row.is_ticked for row in view.card.rows)
    presenter.tick(GROUP, False)
    assert [row.is_ticked for row in view.card.rows] == [True, False]
    presenter.tick_all(False)
    assert presenter.changes() == ()


def test_what_is_kept_already_is_counted_and_not_shown():
    session = make_session()
    presenter, _ = shown(reply(), session=session)
    session.change(*presenter.changes())
    _, view = shown(reply(), session=session)

    assert view.card.rows == ()
    assert EN.text("letter.preview.known", count=1) in view.card.facts
    assert EN.text("letter.preview.none") in view.card.facts


def test_what_was_not_understood_is_listed_and_of_many_the_rest_is_counted():
    fault = InputError("error.reply.not_ours", file="a.xlsx")
    _, view = shown(reply("no.such/unsettled"), faults=[fault] * 60)

    assert len(view.card.faults) == 51
    assert view.card.faults[-1] == EN.text("letter.preview.more", count=11)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("model", ["iaas", "paas", "saas"])
def test_a_reply_to_every_question_can_be_kept_in_one_step(language, model):
    session = make_session(model)
    assessment = session.assessment
    asked = provider_questions(session.matrix, session.questionnaire, assessment)
    replies = [reply(question.id) for question in asked]
    presenter, view = shown(*replies, session=session, catalog=CATALOGS[language])

    session.change(*presenter.changes())
    left = provider_questions(session.matrix, session.questionnaire, session.assessment)
    assert left == ()
    assert len(view.card.rows) == len(asked)

    session.undo()
    assert session.assessment.claims == assessment.claims == {}
