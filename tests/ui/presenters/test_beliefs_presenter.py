"""Guess first, and belief against fact."""

import pytest

from model.belief import Belief, BeliefHolder
from model.change import Part
from tests.ui.presenters.fakes import EN, ZH, FakeView, Listener, make_session
from ui.presenters.awareness_presenter import AwarenessPresenter
from ui.presenters.beliefs_presenter import guess_card, is_offered, keep

GROUPS, BACKUP, DISASTER = (
    "network.security_groups",
    "os.host_backup",
    "physical.disaster_recovery",
)


def believing(session, **said):
    for duty, (holder, is_sure) in said.items():
        belief = Belief(responsibility_id=duty, holder=BeliefHolder(holder), is_sure=is_sure)
        session.put(Part.BELIEFS, duty, belief)
    return session


def shown(session, catalog=EN):
    view = FakeView()
    AwarenessPresenter(session, catalog, view, pytest.fail).refresh()
    return view.card


def test_it_is_offered_while_nothing_was_settled_or_guessed():
    session = make_session()
    assert is_offered(session)

    keep(session, {GROUPS: ("us", True)})

    assert not is_offered(session)


def test_it_is_not_offered_once_something_of_the_division_is_settled():
    assert not is_offered(make_session(agreed={"table2.1": ("a", None)}))


@pytest.mark.parametrize("catalog", [ZH, EN])
def test_every_duty_has_a_name_a_definition_and_four_answers(catalog):
    card = guess_card(make_session(), catalog)

    assert all(name and text for _, name, text in card.rows)
    assert [value for value, _ in card.choices] == ["us", "both", "provider", "other"]


def test_what_was_said_is_kept_in_one_step_that_can_be_undone():
    session = make_session()
    heard = Listener(session.changed)

    count = keep(session, {GROUPS: ("us", True), BACKUP: ("provider", False)})

    assert count == 2
    assert len(heard.heard) == 1
    assert session.assessment.beliefs[BACKUP] == Belief(
        responsibility_id=BACKUP, holder=BeliefHolder.PROVIDER, is_sure=False
    )
    session.undo()
    assert session.assessment.beliefs == {}


def test_the_dangerous_mistake_comes_first_and_is_named():
    session = believing(
        make_session(),
        **{DISASTER: ("provider", True), BACKUP: ("us", True), GROUPS: ("provider", False)},
    )

    card = shown(session)

    assert [row_id for row_id, _ in card.rows] == [GROUPS, BACKUP, DISASTER]
    verdicts = [cells[3] for _, cells in card.rows]
    assert verdicts == ["dangerous: it is yours", "sure, and wrong", "right"]
    assert "guessing" in card.rows[0][1][1]
    assert "Dangerous mistakes: 1" in card.facts
    assert "Sure, and wrong: 1" in card.facts


def test_the_index_follows_the_rule():
    session = believing(make_session(), **{GROUPS: ("both", True), DISASTER: ("us", True)})

    assert f"index {round((12 * 100 + 50) / 13)} of 100" in shown(session).facts


@pytest.mark.parametrize("catalog", [ZH, EN])
def test_without_a_guess_it_says_how_to_make_one(catalog):
    card = shown(make_session(), catalog)

    assert card.rows == ()
    assert card.nothing == catalog.text("learn.awareness.none")
